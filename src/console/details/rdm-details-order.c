/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-details-order.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "rdm-address-suggest.h"
#include "rdm-desk-live.h"
#include "rdm-details-facts.h"
#include "rdm-entry-row.h"
#include "rdm-glyph.h"
#include "rdm-live-box.h"
#include "rdm-locate-end.h"
#include "rdm-order-text.h"
#include "rdm-text.h"
#include "rdm-time.h"
#include "rdm-units.h"

struct _RdmDetailsOrder
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  char *stop;
  gboolean filling; /* the rows are being filled, not edited */
  gboolean asking;  /* why nobody can take it */

  /* Children */
  GtkWidget *box;
  GtkWidget *head;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *timing;
  GtkWidget *live; /* what is expected, or has happened */
  GtkLabel *problem;
  GtkWidget *why_button;
  GtkWidget *why_busy;
  GtkWidget *why_list;
  GtkWidget *place_button;
  GtkWidget *park;       /* AdwActionRow: where the vehicle stops */
  GtkWidget *park_clear; /* its button */
  GtkWidget *facts;
  GtkWidget *locked;
  GtkWidget *soft;
  GtkWidget *rows[RDM_N_ORDER_TEXTS]; /* AdwEntryRow; NULL for what is not shown */
  RdmAddressSuggest *suggest;         /* of the address's row */
};

G_DEFINE_FINAL_TYPE (RdmDetailsOrder, rdm_details_order, GTK_TYPE_WIDGET)

static const RdmOrderText place_fields[] = { RDM_ORDER_TEXT_REFERENCE, RDM_ORDER_TEXT_NAME,
                                             RDM_ORDER_TEXT_ADDRESS,   RDM_ORDER_TEXT_ADDRESS2,
                                             RDM_ORDER_TEXT_POSTCODE,  RDM_ORDER_TEXT_CITY,
                                             RDM_ORDER_TEXT_PHONE,     RDM_ORDER_TEXT_EMAIL };
static const RdmOrderText task_fields[] = { RDM_ORDER_TEXT_WINDOWS, RDM_ORDER_TEXT_SERVICE,
                                            RDM_ORDER_TEXT_PARCELS, RDM_ORDER_TEXT_WEIGHT,
                                            RDM_ORDER_TEXT_VOLUME,  RDM_ORDER_TEXT_PRIORITY,
                                            RDM_ORDER_TEXT_SKILLS,  RDM_ORDER_TEXT_NOTES,
                                            RDM_ORDER_TEXT_DATE };

static int
role_of (RdmDetailsOrder *self)
{
  const RdmStop *stop = rdm_desk_find_stop (self->desk, self->stop);

  return stop != NULL ? stop->role : RDM_STOP_DELIVERY;
}

/* Of a copy of its order, to be changed. */
static RdmOrderEnd *
end_of (RdmDetailsOrder *self, RdmOrder *order)
{
  return (RdmOrderEnd *)rdm_order_end (order, role_of (self));
}

static void
fill_row (RdmDetailsOrder *self, RdmOrderText field, const RdmOrder *order)
{
  g_autofree char *text = rdm_order_text_get (field, order, role_of (self));

  if (self->rows[field] == NULL || rdm_entry_row_is_typed (self->rows[field]))
    return;
  rdm_entry_row_show (self->rows[field], text);
  /* Notes may be longer than the row is wide. */
  if (field == RDM_ORDER_TEXT_NOTES)
    gtk_widget_set_tooltip_text (self->rows[field], *text != '\0' ? text : NULL);
}

/* What came with the order and is not typed here. */
static void
show_facts (RdmDetailsOrder *self, const RdmOrder *order)
{
  const char *currency = rdm_desk_get_settings (self->desk)->currency;

  rdm_facts_clear (self->facts);
  if (order->items != NULL)
    rdm_facts_add_take (self->facts, _ ("Items"), g_strjoinv ("\n", order->items), NULL);
  if (order->collect_minor > 0)
    rdm_facts_add_take (self->facts, _ ("Cash to collect"),
                        rdm_format_money (order->collect_minor, currency), NULL);
  if (order->proof != NULL)
    rdm_facts_add_take (self->facts, _ ("Proof"), g_strjoinv (", ", order->proof), NULL);
  if (order->wanted != NULL)
    rdm_facts_add (self->facts, _ ("Asked for"), order->wanted, NULL);
  gtk_widget_set_visible (self->facts, gtk_widget_get_first_child (self->facts) != NULL);
}

static char *
timing_text (RdmDetailsOrder *self)
{
  const RdmDeskRoute *route = rdm_desk_route_of (self->desk, self->stop);
  const RdmVisit *visit = rdm_desk_find_visit (self->desk, self->stop);
  g_autofree char *at = NULL;
  g_autofree char *slack = NULL;
  g_autofree char *wait = NULL;

  if (route == NULL)
    return g_strdup (_ ("In the tray: no route has it."));
  if (visit == NULL)
    return g_strdup_printf (_ ("On %s."), route->name);
  at = rdm_time_format_of_day (visit->begin_s);
  /* What is expected, and how much there is to spare, is said below. */
  if (rdm_route_is_out (route->route))
    return g_strdup_printf (_ ("%s, place %d: planned for %s"), route->name,
                            rdm_route_position (route->route, self->stop) + 1, at);
  slack = rdm_format_duration (visit->slack_s);
  if (visit->late_s > 0)
    {
      g_autofree char *late = rdm_format_duration (visit->late_s);

      return g_strdup_printf (_ ("%s, place %d: %s, late by %s"), route->name,
                              rdm_route_position (route->route, self->stop) + 1, at, late);
    }
  return g_strdup_printf (_ ("%s, place %d: about %s, %s to spare"), route->name,
                          rdm_route_position (route->route, self->stop) + 1, at, slack);
}

/* What somebody should look at; NULL: nothing. */
static char *
problem_text (RdmDetailsOrder *self, const RdmOrderEnd *end)
{
  const RdmVisit *visit = rdm_desk_find_visit (self->desk, self->stop);
  const char *breach = visit != NULL ? rdm_breach_describe (visit->breaches) : NULL;
  g_autofree char *distance = NULL;
  double gap_m;

  if (!rdm_point_is_set (end->point))
    return g_strdup (_ ("It needs a place on the map before it can be planned."));
  if (breach != NULL)
    return g_strdup (breach);
  gap_m = rdm_day_plan_get_gap (rdm_desk_get_day_plan (self->desk), self->stop);
  if (gap_m <= RDM_TRAVEL_FAR_M)
    return NULL;
  if (isinf (gap_m))
    return g_strdup (_ ("There is no road near its pin. Is the pin where it should be?"));
  distance = rdm_format_distance ((gint64)gap_m);
  /* Translators: a distance */
  return g_strdup_printf (_ ("Its pin is %s from the nearest road that the vehicle may use. Is the "
                             "pin where it should be?"),
                          distance);
}

static void
show_park (RdmDetailsOrder *self, const RdmOrder *order)
{
  const RdmOrderEnd *end = rdm_order_end (order, role_of (self));
  gboolean is_set = rdm_point_is_set (end->point) && rdm_point_is_set (end->park);
  g_autofree char *distance = NULL;
  g_autofree char *text = NULL;

  if (is_set)
    {
      distance = rdm_format_distance ((gint64)rdm_geo_distance (end->point, end->park));
      /* Translators: a distance */
      text = g_strdup_printf (_ ("%s from the pin"), distance);
    }
  gtk_widget_set_visible (self->park, rdm_point_is_set (end->point));
  gtk_widget_set_visible (self->park_clear, is_set);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->park),
                               is_set ? text : _ ("As near to the pin as the road goes"));
}

static void
show_problem (RdmDetailsOrder *self, const RdmOrder *order)
{
  const RdmOrderEnd *end = rdm_order_end (order, role_of (self));
  gboolean placed = rdm_point_is_set (end->point);
  gboolean in_tray = rdm_desk_route_of (self->desk, self->stop) == NULL;
  g_autofree char *problem = problem_text (self, end);
  GtkWidget *child;

  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_button_set_label (GTK_BUTTON (self->place_button),
                        placed ? _ ("Move the _Pin…") : _ ("_Place on the Map…"));
  gtk_widget_set_visible (self->why_button, in_tray && placed);
  self->asking = FALSE;
  gtk_widget_set_visible (self->why_busy, FALSE);
  while ((child = gtk_widget_get_first_child (self->why_list)) != NULL)
    gtk_box_remove (GTK_BOX (self->why_list), child);
}

static void
refresh (RdmDetailsOrder *self)
{
  const RdmOrder *order = rdm_desk_find_order (self->desk, self->stop);
  const RdmStop *stop = rdm_desk_find_stop (self->desk, self->stop);
  g_autofree char *timing = NULL;
  g_autofree char *state = NULL;
  g_autofree char *subtitle = NULL;

  if (order == NULL || stop == NULL)
    return;
  self->filling = TRUE;
  for (guint i = 0; i < RDM_N_ORDER_TEXTS; i++)
    fill_row (self, i, order);
  gtk_switch_set_active (GTK_SWITCH (self->locked), stop->locked);
  gtk_switch_set_active (GTK_SWITCH (self->soft), order->soft);
  self->filling = FALSE;

  state = rdm_glyph_describe (
      rdm_desk_shown_state (self->desk, stop),
      (stop->locked ? RDM_GLYPH_LOCKED : 0)
          | (rdm_desk_route_of (self->desk, self->stop) == NULL ? RDM_GLYPH_TRAY : 0));
  subtitle = g_strdup_printf ("%s · %s",
                              stop->role == RDM_STOP_PICKUP ? _ ("Pickup") : _ ("Delivery"), state);
  gtk_label_set_text (self->title, order->reference != NULL ? order->reference : _ ("Order"));
  gtk_label_set_text (self->subtitle, subtitle);
  timing = timing_text (self);
  gtk_label_set_text (self->timing, timing);
  rdm_live_box_show (RDM_LIVE_BOX (self->live), self->stop, NULL);
  show_facts (self, order);
  show_problem (self, order);
  show_park (self, order);
}

static gboolean
is_address (RdmOrderText field)
{
  return field == RDM_ORDER_TEXT_ADDRESS || field == RDM_ORDER_TEXT_POSTCODE
         || field == RDM_ORDER_TEXT_CITY;
}

/* What somebody would miss else: the order has left the day that is shown, or its pin is that of
 * another address. */
static void
tell (RdmDetailsOrder *self, RdmOrderText field, const RdmOrder *after, RdmLocateFate fate)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (field == RDM_ORDER_TEXT_DATE)
    {
      day = rdm_date_format_full (after->date);
      text = g_strdup_printf (_ ("%s is on %s now."), after->reference, day);
      rdm_desk_notice (self->desk, text, "win.undo");
    }
  else if (is_address (field) && fate == RDM_LOCATE_FOUND)
    rdm_desk_notice (self->desk, _ ("The pin has gone with the address."), "win.undo");
  else if (is_address (field) && fate == RDM_LOCATE_KEPT)
    rdm_desk_notice (self->desk, _ ("The pin is still where it was: move it, if need be."),
                     "win.undo");
}

static void
row_applied_cb (RdmDetailsOrder *self, GtkWidget *row)
{
  const RdmOrder *before = rdm_desk_find_order (self->desk, self->stop);
  RdmOrderText field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "field"));
  g_autoptr (RdmOrder) after = before != NULL ? rdm_row_copy (before) : NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  RdmLocateFate fate = RDM_LOCATE_NONE;

  rdm_address_suggest_close (self->suggest);
  if (after == NULL)
    return;
  if (!rdm_order_text_set (field, after, role_of (self), gtk_editable_get_text (GTK_EDITABLE (row)),
                           &error))
    {
      rdm_entry_row_set_wrong (row);
      rdm_desk_notice (self->desk, error->message, NULL);
      return;
    }
  label = g_strdup_printf (_ ("Change %s of %s"), rdm_order_text_label (field), before->reference);
  text = rdm_order_text_get (field, after, role_of (self));
  command = rdm_command_new_edit (label);
  if (is_address (field) && !rdm_row_equal (before, after))
    fate = rdm_locate_end_follow (self->desk, end_of (self, after));
  if (rdm_command_edit_row (command, before, after) > 0)
    {
      if (!rdm_desk_run (self->desk, command))
        {
          rdm_entry_row_set_wrong (row);
          return;
        }
      tell (self, field, after, fate);
    }
  rdm_entry_row_show (row, text);
}

/* Somebody types an address: what it may be hangs below it. */
static void
address_changed_cb (RdmDetailsOrder *self, GtkWidget *row)
{
  if (!rdm_entry_row_is_typed (row))
    {
      rdm_address_suggest_close (self->suggest);
      return;
    }
  if (!rdm_address_suggest_is_open (self->suggest))
    rdm_address_suggest_set_geocoder (self->suggest, rdm_desk_get_geocoder (self->desk),
                                      rdm_locate_near (self->desk));
  rdm_address_suggest_typed (self->suggest);
}

/* One of that list: the whole address is taken over, and its place with it. */
static void
address_picked_cb (RdmDetailsOrder *self, const RdmAddressHit *hit)
{
  const RdmOrder *before = rdm_desk_find_order (self->desk, self->stop);
  g_autoptr (RdmOrder) after = before != NULL ? rdm_row_copy (before) : NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;

  if (after == NULL)
    return;
  rdm_locate_end_take (end_of (self, after), hit);
  label = g_strdup_printf (_ ("Change %s of %s"), rdm_order_text_label (RDM_ORDER_TEXT_ADDRESS),
                           before->reference);
  command = rdm_command_new_edit (label);
  /* What was typed to search by is none of the order's. */
  text = rdm_order_text_get (RDM_ORDER_TEXT_ADDRESS, after, role_of (self));
  rdm_entry_row_show (self->rows[RDM_ORDER_TEXT_ADDRESS], text);
  if (rdm_command_edit_row (command, before, after) > 0 && rdm_desk_run (self->desk, command))
    rdm_desk_notice (self->desk, _ ("The pin has gone with the address."), "win.undo");
  refresh (self);
}

static void
switch_changed_cb (RdmDetailsOrder *self)
{
  const RdmOrder *order = rdm_desk_find_order (self->desk, self->stop);
  const RdmStop *stop = rdm_desk_find_stop (self->desk, self->stop);
  g_autoptr (RdmOrder) new_order = NULL;
  g_autoptr (RdmStop) new_stop = NULL;
  g_autoptr (RdmCommand) command = NULL;

  if (self->filling || order == NULL || stop == NULL)
    return;
  new_order = rdm_row_copy (order);
  new_stop = rdm_row_copy (stop);
  new_order->soft = gtk_switch_get_active (GTK_SWITCH (self->soft));
  new_stop->locked = gtk_switch_get_active (GTK_SWITCH (self->locked));
  command = rdm_command_new_edit (
      new_order->soft != order->soft ? _ ("Change whether it may be late") : _ ("Lock or unlock"));
  rdm_command_edit_row (command, order, new_order);
  rdm_command_edit_row (command, stop, new_stop);
  rdm_desk_run (self->desk, command);
}

static void
list_answers (RdmDetailsOrder *self, GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const RdmWhyNot *why_not = g_ptr_array_index (answers, i);
      GtkWidget *label = gtk_label_new (why_not->sentence);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (self->why_list), label);
    }
}

/* Sixty vehicles, and each of their places, may take a second: the window does not wait for it. */
static void
show_why_not (RdmDetailsOrder *self)
{
  GPtrArray *answers = rdm_desk_peek_why_not (self->desk, self->stop);

  self->asking = answers == NULL;
  gtk_widget_set_visible (self->why_button, FALSE);
  gtk_widget_set_visible (self->why_busy, self->asking);
  gtk_spinner_set_spinning (GTK_SPINNER (gtk_widget_get_first_child (self->why_busy)),
                            self->asking);
  if (answers != NULL)
    list_answers (self, answers);
}

static void
why_not_changed_cb (RdmDetailsOrder *self)
{
  if (self->asking)
    show_why_not (self);
}

static void
activate_for_end (RdmDetailsOrder *self, const char *action)
{
  const RdmOrder *order = rdm_desk_find_order (self->desk, self->stop);

  if (order != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "(si)", order->row.id, role_of (self));
}

static void
place_cb (RdmDetailsOrder *self)
{
  activate_for_end (self, "win.place-order");
}

static void
park_cb (RdmDetailsOrder *self)
{
  activate_for_end (self, "win.place-park");
}

static void
clear_park_cb (RdmDetailsOrder *self)
{
  activate_for_end (self, "win.clear-park");
}

static GtkWidget *
park_button_new (const char *icon, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

/* Where the vehicle stops: said on the map. */
static void
add_park (RdmDetailsOrder *self, AdwPreferencesGroup *group)
{
  GtkWidget *set = park_button_new ("find-location-symbolic", _ ("Set Where the Vehicle Stops…"));

  self->park = adw_action_row_new ();
  self->park_clear = park_button_new ("edit-clear-symbolic", _ ("Forget Where the Vehicle Stops"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->park), _ ("Where the vehicle stops"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->park), self->park_clear);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->park), set);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->park), set);
  adw_preferences_group_add (group, self->park);
  g_signal_connect_swapped (set, "clicked", G_CALLBACK (park_cb), self);
  g_signal_connect_swapped (self->park_clear, "clicked", G_CALLBACK (clear_park_cb), self);
}

static GtkWidget *
add_switch (RdmDetailsOrder *self,
            AdwPreferencesGroup *group,
            const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (group, row);
  g_signal_connect_swapped (toggle, "notify::active", G_CALLBACK (switch_changed_cb), self);
  return toggle;
}

static AdwPreferencesGroup *
add_group (RdmDetailsOrder *self, const char *name, const RdmOrderText *fields, guint n_fields)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = rdm_entry_row_new (rdm_order_text_label (fields[i]));

      g_object_set_data (G_OBJECT (row), "field", GINT_TO_POINTER (fields[i]));
      g_signal_connect_swapped (row, "apply", G_CALLBACK (row_applied_cb), self);
      adw_preferences_group_add (group, row);
      self->rows[fields[i]] = row;
    }
  rdm_form_name_lists (GTK_WIDGET (group), name);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (group));
  return group;
}

static GtkWidget *
why_busy_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_spinner_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Asking every route…")));
  gtk_widget_add_css_class (box, "dim-label");
  return box;
}

static void
build (RdmDetailsOrder *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  AdwPreferencesGroup *group;

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (self->box, "details-page");
  gtk_box_append (GTK_BOX (self->box), head);
  self->title = rdm_details_add_label (head, "title-4");
  self->subtitle = rdm_details_add_label (head, "dim-label");
  self->timing = rdm_details_add_label (head, "numeric");
  self->head = head;
  self->problem = rdm_details_add_label (head, "warning");

  self->place_button = gtk_button_new_with_mnemonic (_ ("_Place on the Map…"));
  gtk_button_set_use_underline (GTK_BUTTON (self->place_button), TRUE);
  self->why_button = gtk_button_new_with_mnemonic (_ ("_Why Can Nobody Take It?"));
  self->why_busy = why_busy_new ();
  self->why_list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_halign (buttons, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (buttons), self->place_button);
  gtk_box_append (GTK_BOX (buttons), self->why_button);
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_box_append (GTK_BOX (self->box), self->why_busy);
  gtk_box_append (GTK_BOX (self->box), self->why_list);
  g_signal_connect_swapped (self->place_button, "clicked", G_CALLBACK (place_cb), self);
  g_signal_connect_swapped (self->why_button, "clicked", G_CALLBACK (show_why_not), self);

  self->facts = rdm_facts_new ();
  gtk_box_append (GTK_BOX (self->box), self->facts);
  add_group (self, _ ("What is to be done"), task_fields, G_N_ELEMENTS (task_fields));
  group = add_group (self, _ ("Who and where"), place_fields, G_N_ELEMENTS (place_fields));
  add_park (self, group);
  self->suggest = rdm_address_suggest_new (self->rows[RDM_ORDER_TEXT_ADDRESS], FALSE);
  g_signal_connect_swapped (self->rows[RDM_ORDER_TEXT_ADDRESS], "changed",
                            G_CALLBACK (address_changed_cb), self);
  g_signal_connect_object (self->suggest, "picked", G_CALLBACK (address_picked_cb), self,
                           G_CONNECT_SWAPPED);
  group = add_group (self, _ ("Planning"), NULL, 0);
  self->locked =
      add_switch (self, group, _ ("Locked to its route"), _ ("Planning leaves it where it is."));
  self->soft = add_switch (self, group, _ ("May be late"),
                           _ ("Served after its window at a price, not refused."));
}

void
rdm_details_order_show (RdmDetailsOrder *self, const char *stop)
{
  if (g_strcmp0 (self->stop, stop) != 0)
    {
      /* What was typed belongs to the stop before. */
      rdm_details_leave (GTK_WIDGET (self));
      rdm_set_str (&self->stop, stop);
      for (guint i = 0; i < RDM_N_ORDER_TEXTS; i++)
        if (self->rows[i] != NULL)
          rdm_entry_row_show (self->rows[i], "");
    }
  refresh (self);
}

static void
dispose (GObject *object)
{
  RdmDetailsOrder *self = RDM_DETAILS_ORDER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->stop, g_free);
  G_OBJECT_CLASS (rdm_details_order_parent_class)->dispose (object);
}

static void
rdm_details_order_class_init (RdmDetailsOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_details_order_init (RdmDetailsOrder *self)
{
  build (self);
}

GtkWidget *
rdm_details_order_new (RdmDesk *desk)
{
  RdmDetailsOrder *self = g_object_new (RDM_TYPE_DETAILS_ORDER, NULL);

  self->desk = g_object_ref (desk);
  self->live = rdm_live_box_new (desk);
  gtk_box_insert_child_after (GTK_BOX (self->head), self->live, GTK_WIDGET (self->timing));
  g_signal_connect_object (desk, "why-not-changed", G_CALLBACK (why_not_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
