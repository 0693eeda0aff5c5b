/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map in a window: fit, click, box, lasso, drop, pins, themes, and that it goes away without a
 * trace.
 */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>

#include "ground-world.h"
#include "rdm-map-private.h"

#define DATE "2026-11-23"
#define N_ORDERS 12

typedef struct
{
  char *folder;
  RdmDesk *desk;
  GtkWidget *window;
  RdmMap *map;
  RdmPoint picked;
  guint n_cancelled;
} Fixture;

static void
picked_cb (Fixture *fixture, double lat_deg, double lon_deg)
{
  fixture->picked = (RdmPoint){ lat_deg, lon_deg };
}

static void
cancelled_cb (Fixture *fixture)
{
  fixture->n_cancelled++;
}

static void
add_rows (RdmCommand *command)
{
  g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, "v");
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, "s");

  vehicle->name = g_strdup ("A");
  vehicle->start = vehicle->end = (RdmPoint){ 47.12, 9.5 };
  shift->vehicle = g_strdup ("v");
  shift->weekdays = RDM_EVERY_DAY;
  shift->start_s = 7 * 3600;
  shift->end_s = 17 * 3600;
  rdm_command_add_row (command, vehicle);
  rdm_command_add_row (command, shift);
  for (int i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%02d", i);
      g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);

      order->date = g_strdup (DATE);
      order->at.address = g_strdup ("Feldstrasse 4 & 5 <hinten>");
      order->at.point = (RdmPoint){ 47.1 + 0.02 * (i % 2), 9.5 + 0.01 * i };
      rdm_command_add_row (command, order);
    }
}

static char *
stop_of (int i)
{
  g_autofree char *order = g_strdup_printf ("o%02d", i);

  return rdm_stop_id (order, RDM_STOP_DELIVERY);
}

static const char *
route_id (Fixture *fixture)
{
  return ((RdmDeskRoute *)g_ptr_array_index (rdm_desk_get_routes (fixture->desk), 0))
      ->route->row.id;
}

/* Lets the window draw until nothing waits any more. */
static void
settle (Fixture *fixture)
{
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (gtk_widget_get_width (GTK_WIDGET (fixture->map)) == 0 || fixture->map->fit_tick != 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_main_context_iteration (NULL, TRUE);
    }
  gtk_test_widget_wait_for_draw (fixture->window);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_add ("Begin");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func (g_free);

  fixture->folder = g_dir_make_tmp ("map-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "day.roundsman", NULL);
  fixture->desk = rdm_desk_new ();
  g_assert_true (rdm_desk_open (fixture->desk, path, RDM_STORE_CREATE, &error));
  g_assert_no_error (error);
  add_rows (command);
  g_assert_true (rdm_desk_run (fixture->desk, command));
  rdm_desk_set_date (fixture->desk, DATE);
  for (int i = 0; i < N_ORDERS / 2; i++)
    g_ptr_array_add (stops, stop_of (i));
  g_ptr_array_add (stops, NULL);
  g_assert_true (
      rdm_desk_assign (fixture->desk, (const char *const *)stops->pdata, route_id (fixture), NULL));
  rdm_desk_select (fixture->desk, NULL, RDM_SELECT_ONLY);

  fixture->map = RDM_MAP (rdm_map_new (fixture->desk, NULL));
  g_signal_connect_swapped (fixture->map, "place-picked", G_CALLBACK (picked_cb), fixture);
  g_signal_connect_swapped (fixture->map, "place-cancelled", G_CALLBACK (cancelled_cb), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->map));
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_object_add_weak_pointer (G_OBJECT (fixture->map), (gpointer *)&fixture->map);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (fixture->map);
  g_assert_finalize_object (fixture->desk);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static RdmXY
pixel_of (Fixture *fixture, int i)
{
  g_autofree char *stop = stop_of (i);
  RdmMapView view;

  rdm_map_read_view (fixture->map, &view);
  return rdm_map_view_to_pixel (&view, rdm_map_scene_find (fixture->map->scene, stop)->at);
}

static GtkEventController *
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GtkEventController *found = NULL;

  for (guint i = 0; found == NULL && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_OBJECT_TYPE (controller) == type)
        found = controller;
    }
  g_assert_nonnull (found);
  return found;
}

/* What a pointer does, as its gesture would say it. */
static void
press (Fixture *fixture, RdmXY from, RdmXY to)
{
  GtkGesture *hand = fixture->map->hand;

  g_signal_emit_by_name (hand, "drag-begin", from.x, from.y);
  if (from.x != to.x || from.y != to.y)
    {
      g_signal_emit_by_name (hand, "drag-update", (to.x - from.x) / 2., (to.y - from.y) / 2.);
      g_signal_emit_by_name (hand, "drag-update", to.x - from.x, to.y - from.y);
    }
  g_signal_emit_by_name (hand, "drag-end", to.x - from.x, to.y - from.y);
}

static guint
n_selected (Fixture *fixture)
{
  return g_strv_length ((char **)rdm_desk_get_selection (fixture->desk));
}

static void
test_fit (Fixture *fixture, gconstpointer data)
{
  double width = gtk_widget_get_width (GTK_WIDGET (fixture->map));
  double height = gtk_widget_get_height (GTK_WIDGET (fixture->map));

  for (int round = 0; round < 2; round++)
    {
      for (int i = 0; i < N_ORDERS; i++)
        {
          RdmXY at = pixel_of (fixture, i);

          g_assert_cmpfloat (at.x, >, 20.);
          g_assert_cmpfloat (at.x, <, width - 50.);
          g_assert_cmpfloat (at.y, >, 20.);
          g_assert_cmpfloat (at.y, <, height - 20.);
        }
      rdm_map_zoom (fixture->map, 3.);
      rdm_map_pan (fixture->map, 5000., 200.);
      rdm_map_fit (fixture->map);
    }
}

static void
test_click (Fixture *fixture, gconstpointer data)
{
  g_autofree char *third = stop_of (2);
  RdmXY at = pixel_of (fixture, 2);
  RdmXY nowhere = { 10., 10. };

  press (fixture, at, at);
  g_assert_cmpuint (n_selected (fixture), ==, 1);
  g_assert_true (rdm_desk_is_selected (fixture->desk, third));
  press (fixture, nowhere, nowhere);
  g_assert_cmpuint (n_selected (fixture), ==, 0);
  /* Half way to the next stop there is the route. */
  at.x = (at.x + pixel_of (fixture, 3).x) / 2.;
  at.y = (at.y + pixel_of (fixture, 3).y) / 2.;
  press (fixture, at, at);
  g_assert_cmpstr (rdm_desk_get_selected_route (fixture->desk), ==, route_id (fixture));
  settle (fixture);
}

static void
test_tools (Fixture *fixture, gconstpointer data)
{
  RdmXY from = { 1., 1. };
  RdmXY to = { gtk_widget_get_width (GTK_WIDGET (fixture->map)) - 1.,
               gtk_widget_get_height (GTK_WIDGET (fixture->map)) - 1. };

  rdm_map_set_tool (fixture->map, RDM_MAP_TOOL_BOX);
  g_assert_true (gtk_toggle_button_get_active (fixture->map->box_button));
  press (fixture, from, to);
  g_assert_cmpuint (n_selected (fixture), ==, N_ORDERS);
  /* One box, then the pointer again. */
  g_assert_cmpint (fixture->map->tool, ==, RDM_MAP_TOOL_POINTER);
  g_assert_false (gtk_toggle_button_get_active (fixture->map->box_button));
  rdm_map_set_tool (fixture->map, RDM_MAP_TOOL_LASSO);
  press (fixture, from, to);
  g_assert_cmpuint (n_selected (fixture), ==, 0);
  settle (fixture);
}

static gboolean
drop (Fixture *fixture, const char *const *stops, RdmXY at)
{
  GtkEventController *target = find_controller (GTK_WIDGET (fixture->map), GTK_TYPE_DROP_TARGET);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean done = FALSE;

  g_value_init (&value, G_TYPE_STRV);
  g_value_set_boxed (&value, stops);
  g_signal_emit_by_name (target, "drop", &value, at.x, at.y, &done);
  return done;
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *last = stop_of (N_ORDERS - 1);
  g_autofree char *second = stop_of (1);
  const char *stops[] = { last, NULL };
  const RdmDeskRoute *route;

  g_assert_null (rdm_desk_route_of (fixture->desk, last));
  g_assert_false (drop (fixture, stops, (RdmXY){ 5., 5. }));
  g_assert_true (drop (fixture, stops, pixel_of (fixture, 1)));
  route = rdm_desk_route_of (fixture->desk, last);
  g_assert_nonnull (route);
  g_assert_cmpstr (route->route->stops[1], ==, second);
  g_assert_cmpstr (route->route->stops[2], ==, last);
  g_assert_true (rdm_desk_is_selected (fixture->desk, last));
  g_assert_null (fixture->map->dragged);
  g_assert_false (gtk_widget_get_visible (fixture->map->tray));
  settle (fixture);
}

static void
test_pick (Fixture *fixture, gconstpointer data)
{
  GtkEventController *keys =
      find_controller (GTK_WIDGET (fixture->map), GTK_TYPE_EVENT_CONTROLLER_KEY);
  RdmXY at = pixel_of (fixture, 4);
  gboolean stopped = FALSE;

  rdm_map_pick_place (fixture->map, "Feldstrasse 4", RDM_POINT_NONE);
  g_assert_true (gtk_widget_get_visible (fixture->map->banner));
  press (fixture, at, at);
  g_assert_cmpfloat_with_epsilon (fixture->picked.lat_deg, 47.1, 1e-6);
  g_assert_cmpfloat_with_epsilon (fixture->picked.lon_deg, 9.54, 1e-6);
  g_assert_cmpuint (n_selected (fixture), ==, 0);
  g_assert_false (gtk_widget_get_visible (fixture->map->banner));

  rdm_map_pick_place (fixture->map, "Feldstrasse 4", RDM_POINT_NONE);
  g_signal_emit_by_name (keys, "key-pressed", GDK_KEY_Escape, 9, 0, &stopped);
  g_assert_true (stopped);
  g_assert_cmpuint (fixture->n_cancelled, ==, 1);
}

/* A pin that is there already is dragged to where it belongs. */
static void
test_move_pin (Fixture *fixture, gconstpointer data)
{
  const RdmPoint now = { 47.12, 9.57 };
  RdmXY at = pixel_of (fixture, 7);
  RdmXY there = { at.x, at.y - 100. };

  rdm_map_pick_place (fixture->map, "Feldstrasse 4", now);
  settle (fixture);
  press (fixture, at, there);
  g_assert_cmpfloat (fixture->picked.lat_deg, >, 47.12 + 1e-4);
  g_assert_cmpfloat_with_epsilon (fixture->picked.lon_deg, 9.57, 1e-6);
  g_assert_false (fixture->map->picking);
}

/* Without a mouse: the first key shows the pin in the middle, arrows move it, Enter drops it. */
static void
test_pin_keys (Fixture *fixture, gconstpointer data)
{
  GtkEventController *keys =
      find_controller (GTK_WIDGET (fixture->map), GTK_TYPE_EVENT_CONTROLLER_KEY);
  const guint pressed[] = { GDK_KEY_Return, GDK_KEY_Right, GDK_KEY_Up, GDK_KEY_Up, GDK_KEY_Return };
  RdmMapView view;
  RdmPoint middle;
  gboolean stopped;

  rdm_map_read_view (fixture->map, &view);
  middle =
      rdm_map_point_of (rdm_map_view_to_unit (&view, (RdmXY){ view.width / 2., view.height / 2. }));
  rdm_map_pick_place (fixture->map, "Feldstrasse 4", RDM_POINT_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (pressed); i++)
    {
      g_assert_true (fixture->map->picking);
      g_signal_emit_by_name (keys, "key-pressed", pressed[i], 9, 0, &stopped);
      g_assert_true (stopped);
    }
  g_assert_false (fixture->map->picking);
  g_assert_cmpfloat (fixture->picked.lat_deg, >, middle.lat_deg);
  g_assert_cmpfloat (fixture->picked.lon_deg, >, middle.lon_deg);
}

/* Until all that is in sight has been painted. */
static void
wait_for_ground (Fixture *fixture)
{
  gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_main_context_iteration (NULL, TRUE);
    }
  while (!rdm_ground_layer_is_complete (fixture->map->ground));
}

static void
test_region (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GroundWorld) world = ground_world_new ();
  const char *text;

  rdm_map_set_region (fixture->map, world->region);
  settle (fixture);
  wait_for_ground (fixture);
  g_assert_true (gtk_widget_get_visible (fixture->map->attribution));
  text = gtk_label_get_text (GTK_LABEL (fixture->map->attribution));
  g_assert_nonnull (strstr (text, "OpenStreetMap"));
  /* Other zooms, sizes and colours, some of them given up on the way. */
  for (guint i = 0; i < 12; i++)
    {
      rdm_map_set_dark (fixture->map, i % 3 == 0);
      rdm_map_zoom (fixture->map, i % 2 == 0 ? 1.3 : -0.9);
      rdm_map_pan (fixture->map, 150. * (i % 5), -70. * (i % 3));
      gtk_test_widget_wait_for_draw (fixture->window);
    }
  wait_for_ground (fixture);
  rdm_map_set_region (fixture->map, NULL);
  g_assert_false (gtk_widget_get_visible (fixture->map->attribution));
  g_assert_true (rdm_ground_layer_is_complete (fixture->map->ground));
  /* One that goes while it is being painted. */
  rdm_map_set_region (fixture->map, world->region);
  settle (fixture);
  rdm_map_set_region (fixture->map, NULL);
  settle (fixture);
}

static void
test_looks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rdm_map_set_dark (fixture->map, TRUE);
  settle (fixture);
  /* What is no template fetches nothing. */
  g_assert_false (rdm_map_set_tiles (fixture->map, "tiles.example.org", "Somebody", NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (rdm_map_set_tiles (fixture->map, "/no/such.mbtiles", NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "such.mbtiles"));
  g_assert_null (fixture->map->tiles);
  g_assert_true (rdm_map_set_tiles (fixture->map, "http://127.0.0.1:9/{z}/{x}/{y}.png", "Somebody",
                                    "https://example.org", NULL));
  g_assert_nonnull (fixture->map->tiles);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (fixture->map->attribution)), ==, "Somebody");
  settle (fixture);
  g_assert_true (rdm_map_set_tiles (fixture->map, NULL, NULL, NULL, NULL));
  settle (fixture);
}

/* The first orders of a day are looked at. */
static void
test_first_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_add ("Another day");
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "far");
  g_autofree char *stop = rdm_stop_id ("far", RDM_STOP_DELIVERY);
  RdmMapView view;
  RdmXY at;

  rdm_desk_set_date (fixture->desk, "2026-11-29");
  rdm_map_pan (fixture->map, 0., 9000.);
  order->date = g_strdup ("2026-11-29");
  order->at.point = (RdmPoint){ 47.2, 9.6 };
  rdm_command_add_row (command, order);
  g_assert_true (rdm_desk_run (fixture->desk, command));
  rdm_map_read_view (fixture->map, &view);
  at = rdm_map_view_to_pixel (&view, rdm_map_scene_find (fixture->map->scene, stop)->at);
  g_assert_true (rdm_rect_contains ((RdmRect){ 0., 0., view.width, view.height }, at));
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  RdmMapHit hit = rdm_map_hit_at (fixture->map, pixel_of (fixture, 2));

  gtk_test_accessible_assert_property (fixture->map, GTK_ACCESSIBLE_PROPERTY_LABEL, "Map");
  gtk_test_accessible_assert_property (fixture->map, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "12 stops, 1 route, 6 unassigned");
  rdm_map_show_card (fixture->map, &hit, pixel_of (fixture, 2));
  g_assert_true (gtk_widget_get_visible (fixture->map->card));
  g_assert_nonnull (
      strstr (gtk_label_get_text (GTK_LABEL (fixture->map->card)), "Feldstrasse 4 & 5 <hinten>"));
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, test) g_test_add ("/map/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("fit", test_fit);
  ADD ("click", test_click);
  ADD ("tools", test_tools);
  ADD ("drop", test_drop);
  ADD ("pick", test_pick);
  ADD ("move-pin", test_move_pin);
  ADD ("pin-keys", test_pin_keys);
  ADD ("region", test_region);
  ADD ("looks", test_looks);
  ADD ("first-rows", test_first_rows);
  ADD ("words", test_words);
#undef ADD
  return g_test_run ();
}
