/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-details-route.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-details-facts.h"
#include "rdm-entry-row.h"
#include "rdm-field-text.h"
#include "rdm-live-box.h"
#include "rdm-route-state.h"
#include "rdm-text.h"
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
  GtkWidget *live; /* what is expected */
  GtkWidget *facts;
  GtkWidget *hours;
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
  rdm_facts_add_take (self->facts, _ ("State"), rdm_route_state_describe (self->desk, route->route),
                      rdm_route_awaits_driver (route->route) ? "warning" : NULL);
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

/* The hours of today: the route's own, else its shift's. */
static RdmWindow
hours_of (const RdmDeskRoute *route)
{
  return (RdmWindow){
    route->route->start_s != RDM_TIME_NONE ? route->route->start_s : route->shift->start_s,
    route->route->end_s != RDM_TIME_NONE ? route->route->end_s : route->shift->end_s,
  };
}

static void
show_hours (RdmDetailsRoute *self, const RdmDeskRoute *route)
{
  RdmWindow hours = hours_of (route);
  g_autofree char *text = rdm_time_format_window (hours.from_s, hours.to_s);

  rdm_entry_row_show (self->hours, text);
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
  rdm_live_box_show (RDM_LIVE_BOX (self->live), NULL, self->route);
  show_facts (self, route);
  if (!rdm_entry_row_is_typed (self->hours))
    show_hours (self, route);
  gtk_switch_set_active (GTK_SWITCH (self->locked), route->route->locked);
  self->filling = FALSE;
}

static gboolean
change (RdmDetailsRoute *self, const char *label, const RdmRoute *after)
{
  g_autoptr (RdmRoute) before = rdm_rows_get_route (rdm_desk_get_rows (self->desk), self->route);
  g_autoptr (RdmCommand) command = rdm_command_new_edit (label);

  return before != NULL
         && (rdm_command_edit_row (command, before, after) == 0
             || rdm_desk_run (self->desk, command));
}

/* Nothing typed: as the shift has it. */
static void
hours_applied_cb (RdmDetailsRoute *self)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, self->route);
  g_autofree char *typed =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->hours))));
  g_autoptr (RdmRoute) after = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  RdmWindow hours = { RDM_TIME_NONE, RDM_TIME_NONE };

  if (route == NULL)
    return;
  if (*typed != '\0' && !rdm_window_from_text (typed, &hours, &error))
    {
      rdm_entry_row_set_wrong (self->hours);
      rdm_desk_notice (self->desk, error->message, NULL);
      return;
    }
  after = rdm_row_copy (route->route);
  after->start_s = hours.from_s;
  after->end_s = hours.to_s;
  label = g_strdup_printf (_ ("Change the hours of %s"), route->name);
  if (!change (self, label, after))
    {
      rdm_entry_row_set_wrong (self->hours);
      return;
    }
  route = rdm_desk_find_route (self->desk, self->route);
  if (route != NULL)
    show_hours (self, route);
}

static void
locked_cb (RdmDetailsRoute *self)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, self->route);
  gboolean locked = gtk_switch_get_active (GTK_SWITCH (self->locked));
  g_autoptr (RdmRoute) after = NULL;
  g_autofree char *label = NULL;

  if (self->filling || route == NULL || locked == route->route->locked)
    return;
  after = rdm_row_copy (route->route);
  after->locked = locked;
  label = g_strdup_printf (locked ? _ ("Lock %s") : _ ("Unlock %s"), route->name);
  change (self, label, after);
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
  self->title = rdm_details_add_label (self->box, "title-4");
  self->subtitle = rdm_details_add_label (self->box, "dim-label");
  self->problem = rdm_details_add_label (self->box, "error");
  self->facts = rdm_facts_new ();
  gtk_box_append (GTK_BOX (self->box), self->facts);

  adw_preferences_group_set_title (group, _ ("Today"));
  self->hours = rdm_entry_row_new (_ ("Hours"));
  gtk_widget_set_tooltip_text (self->hours, _ ("Such as 07:00–15:30; empty: as the shift has it"));
  g_signal_connect_swapped (self->hours, "apply", G_CALLBACK (hours_applied_cb), self);
  adw_preferences_group_add (group, self->hours);
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
      /* What was typed belongs to the route before. */
      rdm_details_leave (GTK_WIDGET (self));
      rdm_set_str (&self->route, route);
      rdm_entry_row_show (self->hours, "");
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
  self->live = rdm_live_box_new (desk);
  gtk_box_insert_child_after (GTK_BOX (self->box), self->live, GTK_WIDGET (self->problem));
  return GTK_WIDGET (self);
}
