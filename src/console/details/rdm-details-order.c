/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-details-order.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-glyph.h"
#include "rdm-order-text.h"
#include "rdm-time.h"
#include "rdm-units.h"

struct _RdmDetailsOrder
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  char *stop;
  gboolean filling; /* the rows are being filled, not edited */

  /* Children */
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *timing;
  GtkLabel *problem;
  GtkWidget *why_button;
  GtkWidget *why_list;
  GtkWidget *place_button;
  GtkWidget *locked;
  GtkWidget *soft;
  GtkWidget *rows[RDM_N_ORDER_TEXTS]; /* AdwEntryRow; NULL for what is not shown */
};

G_DEFINE_FINAL_TYPE (RdmDetailsOrder, rdm_details_order, GTK_TYPE_WIDGET)

static const RdmOrderText place_fields[] = { RDM_ORDER_TEXT_NAME,     RDM_ORDER_TEXT_ADDRESS,
                                             RDM_ORDER_TEXT_ADDRESS2, RDM_ORDER_TEXT_POSTCODE,
                                             RDM_ORDER_TEXT_CITY,     RDM_ORDER_TEXT_PHONE,
                                             RDM_ORDER_TEXT_EMAIL };
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

static void
fill_row (RdmDetailsOrder *self, RdmOrderText field, const RdmOrder *order)
{
  g_autofree char *text = rdm_order_text_get (field, order, role_of (self));
  GtkWidget *row = self->rows[field];

  if (row == NULL || gtk_widget_has_focus (row)
      || (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    return;
  gtk_widget_remove_css_class (row, "error");
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) == 0)
    return;
  /* The apply button follows the text; a text that we set is not an edit. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
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

static void
show_problem (RdmDetailsOrder *self, const RdmOrder *order)
{
  const RdmVisit *visit = rdm_desk_find_visit (self->desk, self->stop);
  const char *breach = visit != NULL ? rdm_breach_describe (visit->breaches) : NULL;
  const RdmOrderEnd *end = rdm_order_end (order, role_of (self));
  gboolean placed = rdm_point_is_set (end->point);
  gboolean in_tray = rdm_desk_route_of (self->desk, self->stop) == NULL;
  GtkWidget *child;

  gtk_label_set_text (self->problem,
                      !placed          ? _ ("It needs a place on the map before it can be planned.")
                      : breach != NULL ? breach
                                       : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), !placed || breach != NULL);
  gtk_button_set_label (GTK_BUTTON (self->place_button),
                        placed ? _ ("Move the _Pin…") : _ ("_Place on the Map…"));
  gtk_widget_set_visible (self->why_button, in_tray && placed);
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

  state = rdm_glyph_describe (stop->state, stop->role == RDM_STOP_PICKUP ? RDM_GLYPH_PICKUP : 0);
  subtitle = g_strdup_printf ("%s · %s",
                              stop->role == RDM_STOP_PICKUP ? _ ("Pickup") : _ ("Delivery"), state);
  gtk_label_set_text (self->title, order->reference != NULL ? order->reference : _ ("Order"));
  gtk_label_set_text (self->subtitle, subtitle);
  timing = timing_text (self);
  gtk_label_set_text (self->timing, timing);
  show_problem (self, order);
}

static void
row_applied_cb (RdmDetailsOrder *self, GtkWidget *row)
{
  const RdmOrder *before = rdm_desk_find_order (self->desk, self->stop);
  RdmOrderText field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "field"));
  g_autoptr (RdmOrder) after = before != NULL ? rdm_row_copy (before) : NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;

  if (after == NULL)
    return;
  if (!rdm_order_text_set (field, after, role_of (self), gtk_editable_get_text (GTK_EDITABLE (row)),
                           &error))
    {
      gtk_widget_add_css_class (row, "error");
      rdm_desk_notice (self->desk, error->message, NULL);
      return;
    }
  gtk_widget_remove_css_class (row, "error");
  label = g_strdup_printf (_ ("Change %s of %s"), rdm_order_text_label (field), before->reference);
  command = rdm_command_new_edit (label);
  rdm_command_edit_row (command, before, after);
  rdm_desk_run (self->desk, command);
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
why_cb (RdmDetailsOrder *self)
{
  g_autoptr (GPtrArray) answers =
      rdm_advice_why_not (rdm_desk_get_day_plan (self->desk), self->stop);

  for (guint i = 0; i < answers->len; i++)
    {
      const RdmWhyNot *why_not = g_ptr_array_index (answers, i);
      GtkWidget *label = gtk_label_new (why_not->sentence);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (self->why_list), label);
    }
  gtk_widget_set_visible (self->why_button, FALSE);
}

static void
place_cb (RdmDetailsOrder *self)
{
  const RdmOrder *order = rdm_desk_find_order (self->desk, self->stop);

  if (order != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.place-order", "(si)", order->row.id,
                                role_of (self));
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
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
add_group (RdmDetailsOrder *self, const RdmOrderText *fields, guint n_fields)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rdm_order_text_label (fields[i]));
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "field", GINT_TO_POINTER (fields[i]));
      g_signal_connect_swapped (row, "apply", G_CALLBACK (row_applied_cb), self);
      adw_preferences_group_add (group, row);
      self->rows[fields[i]] = row;
    }
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (group));
  return group;
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
  self->title = add_label (head, "title-4");
  self->subtitle = add_label (head, "dim-label");
  self->timing = add_label (head, "numeric");
  self->problem = add_label (head, "warning");

  self->place_button = gtk_button_new_with_mnemonic (_ ("_Place on the Map…"));
  gtk_button_set_use_underline (GTK_BUTTON (self->place_button), TRUE);
  self->why_button = gtk_button_new_with_mnemonic (_ ("_Why Can Nobody Take It?"));
  self->why_list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_halign (buttons, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (buttons), self->place_button);
  gtk_box_append (GTK_BOX (buttons), self->why_button);
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_box_append (GTK_BOX (self->box), self->why_list);
  g_signal_connect_swapped (self->place_button, "clicked", G_CALLBACK (place_cb), self);
  g_signal_connect_swapped (self->why_button, "clicked", G_CALLBACK (why_cb), self);

  add_group (self, task_fields, G_N_ELEMENTS (task_fields));
  add_group (self, place_fields, G_N_ELEMENTS (place_fields));
  group = add_group (self, NULL, 0);
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
      GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
      GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

      /* Another stop's half-typed text must not be taken for this one's. */
      if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
        gtk_root_set_focus (root, NULL);
      g_free (self->stop);
      self->stop = g_strdup (stop);
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
  return GTK_WIDGET (self);
}
