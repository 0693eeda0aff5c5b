/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window can be told to do, by name: from menus, keys, buttons, and over the session bus.
 */
#include "rdm-desk-window-private.h"

#include <glib/gi18n.h>

#include "rdm-export-actions.h"
#include "rdm-hub-page.h"
#include "rdm-import-dialog.h"
#include "rdm-new-order.h"
#include "rdm-preferences.h"
#include "rdm-text.h"
#include "rdm-time.h"

static RdmDeskWindow *
window_of (gpointer user_data)
{
  return RDM_DESK_WINDOW (user_data);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_desk_undo (window_of (user_data)->desk);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_desk_redo (window_of (user_data)->desk);
}

/* Places and panes */

static void
go_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_view_stack_set_visible_child_name (window_of (user_data)->places,
                                         g_variant_get_string (parameter, NULL));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->places), "orders") == 0)
    {
      rdm_orders_page_find (self->orders);
      return;
    }
  adw_view_stack_set_visible_child_name (self->places, "dispatch");
  gtk_widget_set_visible (GTK_WIDGET (self->board), TRUE);
  rdm_board_find (self->board);
}

static void
fit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);

  rdm_map_fit (self->map);
  rdm_timeline_fit (self->timeline);
}

static void
box_select_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_map_set_tool (window_of (user_data)->map, RDM_MAP_TOOL_BOX);
}

static void
lasso_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_map_set_tool (window_of (user_data)->map, RDM_MAP_TOOL_LASSO);
}

static void
show_details_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);

  adw_view_stack_set_visible_child_name (self->places, "dispatch");
  gtk_widget_set_visible (GTK_WIDGET (self->details), TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->details), GTK_DIR_TAB_FORWARD);
}

static void
show_unplaced_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);

  /* Orders of another day are not among those addresses. */
  if (rdm_locate_page_get_n_addresses (self->locate) == 0)
    {
      adw_view_stack_set_visible_child_name (self->places, "orders");
      rdm_orders_page_show_unplaced (self->orders);
      return;
    }
  adw_view_stack_page_set_visible (self->locate_place, TRUE);
  adw_view_stack_set_visible_child_name (self->places, "addresses");
  gtk_widget_grab_focus (GTK_WIDGET (self->locate));
}

static void
go_to_address_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_desk_window_go_to_address (window_of (user_data));
}

static void
add_days (RdmDeskWindow *self, int days)
{
  g_autofree char *date = rdm_date_add_days (rdm_desk_get_date (self->desk), days);

  if (date != NULL)
    rdm_desk_set_date (self->desk, date);
}

static void
previous_day_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  add_days (window_of (user_data), -1);
}

static void
next_day_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  add_days (window_of (user_data), 1);
}

/* Selection */

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);
  const char *route_id = rdm_desk_get_selected_route (self->desk);
  const RdmDeskRoute *only = route_id != NULL ? rdm_desk_find_route (self->desk, route_id) : NULL;
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  GPtrArray *tray = rdm_desk_get_tray (self->desk);
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();

  /* With a route selected, all of that route; else everything. */
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      for (guint k = 0; (only == NULL || route == only) && route->route->stops != NULL
                        && route->route->stops[k] != NULL;
           k++)
        g_ptr_array_add (stops, route->route->stops[k]);
    }
  for (guint i = 0; only == NULL && i < tray->len; i++)
    g_ptr_array_add (stops, ((RdmRow *)g_ptr_array_index (tray, i))->id);
  g_ptr_array_add (stops, NULL);
  rdm_desk_select (self->desk, (const char *const *)stops->pdata, RDM_SELECT_ONLY);
}

static void
select_none_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);

  if (rdm_map_pin_cancel (self->map))
    return;
  rdm_map_set_tool (self->map, RDM_MAP_TOOL_POINTER);
  rdm_desk_select (self->desk, NULL, RDM_SELECT_ONLY);
}

static void
neighbour_route (RdmDeskWindow *self, int step)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  const char *const *selection = rdm_desk_get_selection (self->desk);
  const char *route_id = rdm_desk_get_selected_route (self->desk);
  const RdmDeskRoute *route = route_id != NULL ? rdm_desk_find_route (self->desk, route_id) : NULL;
  int next;

  if (routes->len == 0)
    return;
  if (route == NULL && selection[0] != NULL)
    route = rdm_desk_route_of (self->desk, selection[0]);
  next = route == NULL ? (step > 0 ? 0 : (int)routes->len - 1)
                       : ((int)route->index + step + (int)routes->len) % (int)routes->len;
  route = g_ptr_array_index (routes, next);
  rdm_desk_select_route (self->desk, route->route->row.id);
}

static void
previous_route_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  neighbour_route (window_of (user_data), -1);
}

static void
next_route_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  neighbour_route (window_of (user_data), 1);
}

/* Changes */

static void
assign_ranked_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  rdm_desk_assign_ranked (window_of (user_data)->desk, (guint)(name[strlen (name) - 1] - '0'));
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const names[] = { "move-earlier", "move-later", "move-previous-route",
                                       "move-next-route", NULL };

  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], g_action_get_name (G_ACTION (action))))
      rdm_desk_move_selection (window_of (user_data)->desk, (RdmMove)i);
}

/* The keyboard's and a script's way to any drop: (stops, route or "", anchor or ""). */
static void
move_stops_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree const char **stops = NULL;
  const char *route;
  const char *after;

  g_variant_get (parameter, "(^a&s&s&s)", &stops, &route, &after);
  rdm_desk_assign (window_of (user_data)->desk, stops, *route != '\0' ? route : NULL,
                   *after != '\0' ? after : NULL);
}

static void
unassign_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_desk_unassign_selection (window_of (user_data)->desk);
}

static void
toggle_lock_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_desk_toggle_lock (window_of (user_data)->desk);
}

static void
delete_orders_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);
  const char *const *selection = rdm_desk_get_selection (self->desk);
  guint n = 0;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;

  for (guint i = 0; selection[i] != NULL; i++)
    {
      const RdmStop *stop = rdm_desk_find_stop (self->desk, selection[i]);

      if (stop != NULL)
        g_hash_table_add (seen, stop->order);
    }
  n = g_hash_table_size (seen);
  if (n == 0)
    return;
  label = g_strdup_printf (ngettext ("Delete %u order", "Delete %u orders", n), n);
  command = rdm_command_new_remove (label);
  for (guint i = 0; selection[i] != NULL; i++)
    {
      const RdmStop *stop = rdm_desk_find_stop (self->desk, selection[i]);

      if (stop != NULL && g_hash_table_remove (seen, stop->order))
        rdm_command_remove_row (command, RDM_ROW_ORDER, stop->order);
    }
  if (rdm_desk_run (self->desk, command))
    rdm_desk_notice (self->desk, label, "win.undo");
}

static void
new_order_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);

  gtk_window_present (GTK_WINDOW (rdm_new_order_new (GTK_WINDOW (self), self->desk)));
}

/* Planning */

/* Whoever asks for a plan too early hears what is missing, rather than nothing. */
static gboolean
is_plannable (RdmDeskWindow *self)
{
  g_autoptr (GPtrArray) orders =
      rdm_rows_day_orders (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));

  if (rdm_desk_get_routes (self->desk)->len == 0)
    rdm_desk_window_say (self, _ ("No vehicle works on this day. Import a fleet, or add one."),
                         "win.go('fleet')");
  else if (orders->len == 0)
    rdm_desk_window_say (self, _ ("There are no orders on this day. Import some, or add one."),
                         "win.go('orders')");
  else
    return TRUE;
  return FALSE;
}

/* The region, or the lack of one, has become known. */
static void
go_on (RdmDeskWindow *self)
{
  g_autofree char *name = NULL;

  if (self->waiting == NULL || rdm_region_choice_is_opening (self->region))
    return;
  name = g_steal_pointer (&self->waiting);
  g_action_group_activate_action (G_ACTION_GROUP (self), name, NULL);
}

/* A plan by estimates would be a poor one some seconds later. */
static gboolean
waits_for_roads (RdmDeskWindow *self, const char *action)
{
  if (!rdm_region_choice_is_opening (self->region))
    return FALSE;
  rdm_set_str (&self->waiting, action);
  g_signal_handlers_disconnect_by_func (self->region, go_on, self);
  g_signal_connect_object (self->region, "progress", G_CALLBACK (go_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->region, "changed", G_CALLBACK (go_on), self, G_CONNECT_SWAPPED);
  rdm_desk_notice (self->desk, _ ("Planning begins when the roads are there."), NULL);
  return TRUE;
}

static void
plan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);
  const char *name = g_action_get_name (G_ACTION (action));
  RdmScope scope = {
    .kind = g_str_equal (name, "plan-all")         ? RDM_SCOPE_ALL
            : g_str_equal (name, "plan-selection") ? RDM_SCOPE_SELECTION
            : g_str_equal (name, "plan-tray")      ? RDM_SCOPE_TRAY
                                                   : RDM_SCOPE_ROUTE,
    .stops = rdm_desk_get_selection (self->desk),
    .route = rdm_desk_get_selected_route (self->desk),
  };

  if (!is_plannable (self) || waits_for_roads (self, name))
    return;
  rdm_plan_bar_start (self->plan_bar, &scope, g_settings_get_int (self->settings, "solver-seconds"),
                      g_settings_get_int (self->settings, "solver-threads"));
}

/* Files */

static void
import_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);
  RdmImportWhat what = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chooser), "what"));

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autoptr (GFile) folder = g_file_get_parent (file);

      if (folder != NULL && g_file_peek_path (folder) != NULL)
        g_settings_set_string (self->settings, "import-folder", g_file_peek_path (folder));
      gtk_window_present (
          GTK_WINDOW (rdm_import_dialog_new (GTK_WINDOW (self), self->desk, what, file)));
    }
  g_clear_object (&self->chooser);
}

static void
choose_import (RdmDeskWindow *self, RdmImportWhat what, const char *title)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "import-folder");
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), NULL);
  gtk_file_filter_set_name (tables, _ ("Tables (CSV, TSV, text)"));
  gtk_file_filter_add_suffix (tables, "csv");
  gtk_file_filter_add_suffix (tables, "tsv");
  gtk_file_filter_add_suffix (tables, "txt");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), tables);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);
  if (*folder != '\0')
    {
      g_autoptr (GFile) file = g_file_new_for_path (folder);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), file, NULL);
    }
  g_object_set_data (G_OBJECT (self->chooser), "what", GINT_TO_POINTER (what));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (import_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
import_orders_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_import (window_of (user_data), RDM_IMPORT_ORDERS, _ ("Import Orders"));
}

static void
import_fleet_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_import (window_of (user_data), RDM_IMPORT_FLEET, _ ("Import Fleet"));
}

/* A script's way past the file chooser: ("orders" or "fleet", path). */
static void
import_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);
  const char *what;
  const char *path;
  g_autoptr (GFile) file = NULL;

  g_variant_get (parameter, "(&s&s)", &what, &path);
  file = g_file_new_for_path (path);
  gtk_window_present (GTK_WINDOW (rdm_import_dialog_new (
      GTK_WINDOW (self), self->desk,
      g_str_equal (what, "fleet") ? RDM_IMPORT_FLEET : RDM_IMPORT_ORDERS, file)));
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);
  const char *name = g_action_get_name (G_ACTION (action));
  RdmExportFormat format = g_str_has_suffix (name, "csv")   ? RDM_EXPORT_CSV
                           : g_str_has_suffix (name, "gpx") ? RDM_EXPORT_GPX
                                                            : RDM_EXPORT_PDF;

  if (parameter != NULL)
    rdm_export_to (GTK_WINDOW (self), self->desk, format, g_variant_get_string (parameter, NULL));
  else
    rdm_export_choose (GTK_WINDOW (self), self->desk, self->settings, format);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = window_of (user_data);
  gboolean one = g_str_equal (g_action_get_name (G_ACTION (action)), "print-route");

  rdm_export_print (GTK_WINDOW (self), self->desk,
                    one ? rdm_desk_get_selected_route (self->desk) : NULL);
}

static void
show_hub_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rdm_desk_window_show_hub (window_of (user_data));
}

/* @invitation: (nullable): to the hub's page, with that filled in. */
static void
show_preferences (RdmDeskWindow *self, const char *invitation)
{
  GtkWidget *preferences = rdm_preferences_new (GTK_WINDOW (self), self->desk, self->region,
                                                self->travel, self->settings);
  AdwPreferencesPage *hub = ADW_PREFERENCES_PAGE (rdm_hub_page_new (self->sync, self->settings));

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (preferences), hub);
  if (invitation != NULL)
    adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (preferences), hub);
  gtk_window_present (GTK_WINDOW (preferences));
  if (invitation != NULL)
    rdm_hub_page_fill_in (RDM_HUB_PAGE (hub), invitation);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_preferences (window_of (user_data), NULL);
}

static void
accept_invitation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_preferences (window_of (user_data), g_variant_get_string (parameter, NULL));
}

static const GActionEntry entries[] = {
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "go", go_cb, "s" },
  { "find", find_cb },
  { "fit", fit_cb },
  { "box-select", box_select_cb },
  { "lasso", lasso_cb },
  { "show-details", show_details_cb },
  { "show-unplaced", show_unplaced_cb },
  { "go-to-address", go_to_address_cb },
  { "previous-day", previous_day_cb },
  { "next-day", next_day_cb },
  { "select-all", select_all_cb },
  { "select-none", select_none_cb },
  { "previous-route", previous_route_cb },
  { "next-route", next_route_cb },
  { "assign-1", assign_ranked_cb },
  { "assign-2", assign_ranked_cb },
  { "assign-3", assign_ranked_cb },
  { "assign-4", assign_ranked_cb },
  { "assign-5", assign_ranked_cb },
  { "assign-6", assign_ranked_cb },
  { "assign-7", assign_ranked_cb },
  { "assign-8", assign_ranked_cb },
  { "assign-9", assign_ranked_cb },
  { "move-earlier", move_cb },
  { "move-later", move_cb },
  { "move-previous-route", move_cb },
  { "move-next-route", move_cb },
  { "move-stops", move_stops_cb, "(asss)" },
  { "unassign", unassign_cb },
  { "toggle-lock", toggle_lock_cb },
  { "delete-orders", delete_orders_cb },
  { "new-order", new_order_cb },
  { "plan-all", plan_cb },
  { "plan-selection", plan_cb },
  { "plan-tray", plan_cb },
  { "repair-route", plan_cb },
  { "import-orders", import_orders_cb },
  { "import-fleet", import_fleet_cb },
  { "import-file", import_file_cb, "(ss)" },
  { "export-csv", export_cb },
  { "export-gpx", export_cb },
  { "export-pdf", export_cb },
  { "write-csv", export_cb, "s" },
  { "write-gpx", export_cb, "s" },
  { "write-pdf", export_cb, "s" },
  { "print", print_cb },
  { "print-route", print_cb },
  { "show-hub", show_hub_cb },
  { "preferences", preferences_cb },
  { "accept-invitation", accept_invitation_cb, "s" },
};

void
rdm_desk_window_install_actions (RdmDeskWindow *self)
{
  const struct
  {
    const char *name;
    gpointer pane;
  } panes[] = {
    { "show-board", self->board },
    { "show-details-pane", self->details },
    { "show-timeline", self->timeline },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      g_autoptr (GPropertyAction) action =
          g_property_action_new (panes[i].name, panes[i].pane, "visible");

      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
    }
}

/* What must be there for an action to make sense, beside an open plan. */
enum
{
  NEEDS_ROUTES = 1 << 0,
  NEEDS_TRAY = 1 << 1,
  NEEDS_STOPS = 1 << 2,
  NEEDS_ROUTE = 1 << 3,
  NEEDS_SELECTION = 1 << 4,
  NEEDS_UNDO = 1 << 5,
  NEEDS_REDO = 1 << 6,
};

static const struct
{
  const char *action;
  guint needs;
} needs[] = {
  { "undo", NEEDS_UNDO },
  { "redo", NEEDS_REDO },
  { "plan-tray", NEEDS_ROUTES | NEEDS_TRAY },
  { "plan-selection", NEEDS_ROUTES | NEEDS_STOPS },
  { "repair-route", NEEDS_ROUTE },
  { "print-route", NEEDS_ROUTE },
  { "print", NEEDS_ROUTES },
  { "unassign", NEEDS_STOPS },
  { "toggle-lock", NEEDS_SELECTION },
  { "delete-orders", NEEDS_STOPS },
  { "move-earlier", NEEDS_STOPS },
  { "move-later", NEEDS_STOPS },
  { "move-previous-route", NEEDS_STOPS },
  { "move-next-route", NEEDS_STOPS },
};

static guint
what_there_is (RdmDeskWindow *self)
{
  gboolean stops = rdm_desk_get_selection (self->desk)[0] != NULL;
  gboolean route = rdm_desk_get_selected_route (self->desk) != NULL;
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  g_object_get (self->desk, "undo-label", &undo, "redo-label", &redo, NULL);
  return (rdm_desk_get_routes (self->desk)->len > 0 ? NEEDS_ROUTES : 0)
         | (rdm_desk_get_tray (self->desk)->len > 0 ? NEEDS_TRAY : 0) | (stops ? NEEDS_STOPS : 0)
         | (route ? NEEDS_ROUTE : 0) | (stops || route ? NEEDS_SELECTION : 0)
         | (undo != NULL ? NEEDS_UNDO : 0) | (redo != NULL ? NEEDS_REDO : 0);
}

static guint
needs_of (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (g_str_equal (needs[i].action, action))
      return needs[i].needs;
  return g_str_has_prefix (action, "assign-") ? NEEDS_STOPS : 0;
}

void
rdm_desk_window_update_actions (RdmDeskWindow *self)
{
  gboolean open = rdm_desk_get_file (self->desk) != NULL;
  guint n_routes = rdm_desk_get_routes (self->desk)->len;
  guint there_is = what_there_is (self);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      const char *name = entries[i].name;
      gboolean enabled = open && (needs_of (name) & ~there_is) == 0;
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

      /* The digit is the rank: there are not more ranks than routes. */
      if (g_str_has_prefix (name, "assign-"))
        enabled = enabled && (guint)(name[strlen ("assign-")] - '0') <= n_routes;
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
    }
  rdm_desk_window_update_live (self);
}

/* Keys of the window. They sit in the bubble phase, so that whoever has the focus comes first:
 * while somebody types, Ctrl+Z and letters belong to the text. Those that do something to stops
 * work where stops are seen. */
static const struct
{
  const char *trigger;
  const char *action;
  gboolean everywhere;
} keys[] = {
  { "<Control>z", "win.undo", TRUE },
  { "<Control><Shift>z|<Control>y", "win.redo", TRUE },
  { "<Control>a", "win.select-all" },
  { "Escape", "win.select-none" },
  { "<Control>f|slash", "win.find", TRUE },
  { "<Control>g", "win.go-to-address", TRUE },
  { "f", "win.fit" },
  { "b", "win.box-select" },
  { "g", "win.lasso" },
  { "x", "win.close-road" },
  { "<Shift>x", "win.show-closures" },
  { "l", "win.toggle-lock" },
  { "<Control>h", "win.look-back", TRUE },
  { "n", "win.next-exception", TRUE },
  { "e", "win.report-exception", TRUE },
  { "comma", "win.look-earlier" },
  { "period", "win.look-later" },
  { "s", "win.send-routes" },
  { "v", "win.follow-vehicle" },
  { "p", "win.pause-day", TRUE },
  { "<Shift>s", "win.recall-routes" },
  { "o", "win.plan-selection" },
  { "<Shift>o", "win.repair-route" },
  { "Delete", "win.unassign" },
  { "<Shift>Delete", "win.delete-orders" },
  { "bracketleft", "win.previous-route" },
  { "bracketright", "win.next-route" },
  { "<Alt>Up", "win.move-earlier" },
  { "<Alt>Down", "win.move-later" },
  { "<Alt>Left", "win.move-previous-route" },
  { "<Alt>Right", "win.move-next-route" },
  { "1|KP_1", "win.assign-1" },
  { "2|KP_2", "win.assign-2" },
  { "3|KP_3", "win.assign-3" },
  { "4|KP_4", "win.assign-4" },
  { "5|KP_5", "win.assign-5" },
  { "6|KP_6", "win.assign-6" },
  { "7|KP_7", "win.assign-7" },
  { "8|KP_8", "win.assign-8" },
  { "9|KP_9", "win.assign-9" },
};

static gboolean
run_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  guint key = GPOINTER_TO_UINT (user_data);
  AdwViewStack *places = RDM_DESK_WINDOW (widget)->places;
  const char *place = adw_view_stack_get_visible_child_name (places);
  gboolean stops_seen = g_strcmp0 (place, "dispatch") == 0 || g_strcmp0 (place, "orders") == 0;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  /* A text that has nothing to undo lets Ctrl+Z through; it is the text's all the same. */
  if (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  if (!keys[key].everywhere && !stops_seen)
    return FALSE;
  return gtk_widget_activate_action_variant (widget, keys[key].action, NULL);
}

void
rdm_desk_window_add_shortcuts (RdmDeskWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (keys[i].trigger);
      GtkShortcutAction *action = gtk_callback_action_new (run_key_cb, GUINT_TO_POINTER (i), NULL);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            gtk_shortcut_new (trigger, action));
    }
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
