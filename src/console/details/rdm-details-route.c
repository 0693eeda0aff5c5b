/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-details-route.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-details-facts.h"
#include "rdm-time.h"
#include "rdm-units.h"

struct _RdmDetailsRoute
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  char *route;
  gboolean filling;

  /* Children */
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *problem;
  GtkWidget *facts;
  GtkWidget *start;
  GtkWidget *end;
  GtkWidget *locked;
};

G_DEFINE_FINAL_TYPE (RdmDetailsRoute, rdm_details_route, GTK_TYPE_WIDGET)

static char *
format_count (gint64 count)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, count);
}

static void
add_load (
    GtkWidget *facts, const char *name, gint64 peak, gint64 capacity, char *(*format) (gint64))
{
  g_autofree char *have = format (peak);
  g_autofree char *limit = NULL;

  if (capacity == RDM_CAPACITY_ANY)
    {
      rdm_facts_add (facts, name, have, NULL);
      return;
    }
  limit = format (capacity);
  rdm_facts_add_take (facts, name, g_strdup_printf (_ ("%s of %s"), have, limit),
                      peak > capacity ? "error" : NULL);
}

static void
show_facts (RdmDetailsRoute *self, const RdmDeskRoute *route)
{
  const RdmSchedule *schedule = route->schedule;
  const char *currency = rdm_desk_get_settings (self->desk)->currency;
  g_autofree char *from = rdm_time_format_of_day (schedule->start_s);
  g_autofree char *to = rdm_time_format_of_day (schedule->end_s);

  rdm_facts_clear (self->facts);
  rdm_facts_add_take (self->facts, _ ("Stops"), g_strdup_printf ("%u", schedule->n_stops), NULL);
  if (schedule->n_stops > 0)
    rdm_facts_add_take (self->facts, _ ("On the road"), g_strdup_printf ("%s–%s", from, to), NULL);
  rdm_facts_add_take (self->facts, _ ("Distance"), rdm_format_distance (schedule->distance_m),
                      NULL);
  rdm_facts_add_take (self->facts, _ ("Driving"), rdm_format_duration (schedule->drive_s), NULL);
  rdm_facts_add_take (self->facts, _ ("At stops"), rdm_format_duration (schedule->service_s), NULL);
  rdm_facts_add_take (self->facts, _ ("Waiting"), rdm_format_duration (schedule->wait_s), NULL);
  if (schedule->break_s > 0)
    rdm_facts_add_take (self->facts, _ ("Break"), rdm_format_duration (schedule->break_s), NULL);
  if (schedule->overtime_s > 0)
    rdm_facts_add_take (self->facts, _ ("Overtime"), rdm_format_duration (schedule->overtime_s),
                        "warning");
  if (schedule->n_late > 0)
    rdm_facts_add_take (self->facts, _ ("Late stops"), g_strdup_printf ("%u", schedule->n_late),
                        "error");
  add_load (self->facts, _ ("Parcels"), schedule->peak.amount[RDM_LOAD_PARCELS],
            schedule->capacity.amount[RDM_LOAD_PARCELS], format_count);
  add_load (self->facts, _ ("Weight"), schedule->peak.amount[RDM_LOAD_WEIGHT_G],
            schedule->capacity.amount[RDM_LOAD_WEIGHT_G], rdm_format_weight);
  add_load (self->facts, _ ("Volume"), schedule->peak.amount[RDM_LOAD_VOLUME_ML],
            schedule->capacity.amount[RDM_LOAD_VOLUME_ML], rdm_format_volume);
  rdm_facts_add_take (self->facts, _ ("Cost"), rdm_format_money (schedule->cost_minor, currency),
                      NULL);
}

static void
fill_time (GtkWidget *row, gint32 time_s)
{
  g_autofree char *text = rdm_time_format_of_day (time_s);

  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
      || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) == 0)
    return;
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_remove_css_class (row, "error");
}

static void
refresh (RdmDetailsRoute *self)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, self->route);
  const char *breach;

  if (route == NULL)
    return;
  self->filling = TRUE;
  gtk_label_set_text (self->title, route->name);
  gtk_label_set_text (self->subtitle, route->crew);
  breach = rdm_breach_describe (route->schedule->breaches);
  gtk_label_set_text (self->problem, breach != NULL ? breach : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), breach != NULL);
  show_facts (self, route);
  fill_time (self->start, route->route->start_s != RDM_TIME_NONE ? route->route->start_s
                                                                 : route->shift->start_s);
  fill_time (self->end,
             route->route->end_s != RDM_TIME_NONE ? route->route->end_s : route->shift->end_s);
  gtk_switch_set_active (GTK_SWITCH (self->locked), route->route->locked);
  self->filling = FALSE;
}

static void
change (RdmDetailsRoute *self, const char *label, gint32 start_s, gint32 end_s, gboolean locked)
{
  g_autoptr (RdmRoute) before = rdm_rows_get_route (rdm_desk_get_rows (self->desk), self->route);
  g_autoptr (RdmRoute) after = NULL;
  g_autoptr (RdmCommand) command = rdm_command_new_edit (label);

  if (before == NULL)
    return;
  after = rdm_row_copy (before);
  after->start_s = start_s;
  after->end_s = end_s;
  after->locked = locked;
  rdm_command_edit_row (command, before, after);
  rdm_desk_run (self->desk, command);
}

static void
time_applied_cb (RdmDetailsRoute *self, GtkWidget *row)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, self->route);
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  int32_t time_s;

  if (route == NULL)
    return;
  if (!rdm_time_parse_of_day (gtk_editable_get_text (GTK_EDITABLE (row)), &time_s, &error))
    {
      gtk_widget_add_css_class (row, "error");
      rdm_desk_notice (self->desk, error->message, NULL);
      return;
    }
  label = g_strdup_printf (_ ("Change the hours of %s"), route->name);
  change (self, label, row == self->start ? time_s : route->route->start_s,
          row == self->end ? time_s : route->route->end_s, route->route->locked);
}

static void
locked_cb (RdmDetailsRoute *self)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, self->route);
  gboolean locked = gtk_switch_get_active (GTK_SWITCH (self->locked));
  g_autofree char *label = NULL;

  if (self->filling || route == NULL || locked == route->route->locked)
    return;
  label = g_strdup_printf (locked ? _ ("Lock %s") : _ ("Unlock %s"), route->name);
  change (self, label, route->route->start_s, route->route->end_s, locked);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_time (RdmDetailsRoute *self, AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_swapped (row, "apply", G_CALLBACK (time_applied_cb), self);
  adw_preferences_group_add (group, row);
  return row;
}

static GtkWidget *
action_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
build (RdmDetailsRoute *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->box, "details-page");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = add_label (self->box, "title-4");
  self->subtitle = add_label (self->box, "dim-label");
  self->problem = add_label (self->box, "error");
  self->facts = rdm_facts_new ();
  gtk_box_append (GTK_BOX (self->box), self->facts);

  adw_preferences_group_set_title (group, _ ("Today"));
  self->start = add_time (self, group, _ ("Shift starts"));
  self->end = add_time (self, group, _ ("Shift ends"));
  self->locked = gtk_switch_new ();
  gtk_widget_set_valign (self->locked, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->locked), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Route locked"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Route locked"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("Nothing moves in it, into it or out of it."));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->locked);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->locked);
  adw_preferences_group_add (group, row);
  g_signal_connect_swapped (self->locked, "notify::active", G_CALLBACK (locked_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (group));

  gtk_box_append (GTK_BOX (buttons), action_button (_ ("_Reorder"), "win.repair-route"));
  gtk_box_append (GTK_BOX (buttons), action_button (_ ("_Print Sheet…"), "win.print-route"));
  gtk_box_append (GTK_BOX (self->box), buttons);
}

void
rdm_details_route_show (RdmDetailsRoute *self, const char *route)
{
  if (g_strcmp0 (self->route, route) != 0)
    {
      g_free (self->route);
      self->route = g_strdup (route);
    }
  refresh (self);
}

static void
dispose (GObject *object)
{
  RdmDetailsRoute *self = RDM_DETAILS_ROUTE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->route, g_free);
  G_OBJECT_CLASS (rdm_details_route_parent_class)->dispose (object);
}

static void
rdm_details_route_class_init (RdmDetailsRouteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_details_route_init (RdmDetailsRoute *self)
{
  build (self);
}

GtkWidget *
rdm_details_route_new (RdmDesk *desk)
{
  RdmDetailsRoute *self = g_object_new (RDM_TYPE_DETAILS_ROUTE, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}
