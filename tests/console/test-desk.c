/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk without a window: selection, moves by key, ranked assignment, locks, pins, undo.
 */
#include <glib/gstdio.h>

#include "rdm-desk.h"

#define DATE "2026-11-23"

typedef struct
{
  char *folder;
  char *path;
  RdmDesk *desk;
  guint n_day;
  guint n_rows;
  guint n_selection;
  GPtrArray *notices; /* char * */
} Fixture;

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
notice_cb (Fixture *fixture, const char *text)
{
  g_ptr_array_add (fixture->notices, g_strdup (text));
}

static void
add_route (RdmCommand *command, const char *name)
{
  g_autofree char *vehicle_id = g_strdup_printf ("v%s", name);
  g_autofree char *shift_id = g_strdup_printf ("s%s", name);
  g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, vehicle_id);
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);

  vehicle->name = g_strdup (name);
  vehicle->start = vehicle->end = (RdmPoint){ 47.0, 9.5 };
  vehicle->cost_per_km_milli = 42000;
  shift->vehicle = g_strdup (vehicle_id);
  shift->weekdays = RDM_EVERY_DAY;
  shift->start_s = 7 * 3600;
  shift->end_s = 17 * 3600;
  shift->cost_per_hour_minor = 3000;
  rdm_command_add_row (command, vehicle);
  rdm_command_add_row (command, shift);
}

static void
add_order (RdmCommand *command, const char *id, double lat_deg)
{
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);

  order->reference = g_strdup (id);
  order->date = g_strdup (DATE);
  order->at.address = g_strdup ("Feldstrasse 4");
  order->at.city = g_strdup ("Vaduz");
  if (lat_deg > 0)
    order->at.point = (RdmPoint){ lat_deg, 9.5 };
  rdm_command_add_row (command, order);
}

/* Routes A and B; stops o1 … o4 placed, o5 and o6 without a place at one address; all in the tray.
 */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_add ("Begin");
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("desk-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "day.roundsman", NULL);
  fixture->notices = g_ptr_array_new_with_free_func (g_free);
  fixture->desk = rdm_desk_new ();
  g_assert_true (rdm_desk_open (fixture->desk, fixture->path, RDM_STORE_CREATE, &error));
  g_assert_no_error (error);
  add_route (command, "A");
  add_route (command, "B");
  add_order (command, "o1", 47.01);
  add_order (command, "o2", 47.02);
  add_order (command, "o3", 47.03);
  add_order (command, "o4", 47.04);
  add_order (command, "o5", 0);
  add_order (command, "o6", 0);
  g_assert_true (rdm_desk_run (fixture->desk, command));
  rdm_desk_set_date (fixture->desk, DATE);
  g_signal_connect_swapped (fixture->desk, "day-changed", G_CALLBACK (count_cb), &fixture->n_day);
  g_signal_connect_swapped (fixture->desk, "rows-changed", G_CALLBACK (count_cb), &fixture->n_rows);
  g_signal_connect_swapped (fixture->desk, "selection-changed", G_CALLBACK (count_cb),
                            &fixture->n_selection);
  g_signal_connect_swapped (fixture->desk, "notice", G_CALLBACK (notice_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_assert_finalize_object (fixture->desk);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_ptr_array_unref (fixture->notices);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static const char *
route_id (Fixture *fixture, guint i)
{
  return ((const RdmDeskRoute *)g_ptr_array_index (rdm_desk_get_routes (fixture->desk), i))
      ->route->row.id;
}

static void
assert_route (Fixture *fixture, guint i, const char *expected)
{
  const RdmDeskRoute *route = g_ptr_array_index (rdm_desk_get_routes (fixture->desk), i);
  g_autofree char *list =
      route->route->stops != NULL ? g_strjoinv (" ", route->route->stops) : g_strdup ("");

  g_assert_cmpstr (list, ==, expected);
  g_assert_cmpuint (route->schedule->n_stops, ==,
                    route->route->stops != NULL ? g_strv_length (route->route->stops) : 0);
}

static void
assign (Fixture *fixture, guint route, const char *after, const char *const *stops)
{
  g_autofree char *id = g_strdup (route_id (fixture, route));

  g_assert_true (rdm_desk_assign (fixture->desk, stops, id, after));
}

#define STOPS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  rdm_desk_select (fixture->desk, STOPS ("o1.d", "o2.d"), RDM_SELECT_ONLY);
  rdm_desk_select (fixture->desk, STOPS ("o2.d", "o3.d"), RDM_SELECT_TOGGLE);
  g_assert_cmpstrv (rdm_desk_get_selection (fixture->desk), STOPS ("o1.d", "o3.d"));
  g_assert_true (rdm_desk_is_selected (fixture->desk, "o1.d"));
  g_assert_false (rdm_desk_is_selected (fixture->desk, "o2.d"));
  g_assert_cmpuint (fixture->n_selection, ==, 2);

  /* The list that it gives may be handed back to it. */
  rdm_desk_select (fixture->desk, rdm_desk_get_selection (fixture->desk), RDM_SELECT_ONLY);
  g_assert_cmpstrv (rdm_desk_get_selection (fixture->desk), STOPS ("o1.d", "o3.d"));

  rdm_desk_select_route (fixture->desk, route_id (fixture, 1));
  g_assert_null (rdm_desk_get_selection (fixture->desk)[0]);
  g_assert_cmpstr (rdm_desk_get_selected_route (fixture->desk), ==, route_id (fixture, 1));
}

static void
test_moves_by_key (Fixture *fixture, gconstpointer data)
{
  assign (fixture, 0, NULL, STOPS ("o1.d", "o2.d", "o3.d", "o4.d"));
  assert_route (fixture, 0, "o1.d o2.d o3.d o4.d");

  rdm_desk_select (fixture->desk, STOPS ("o3.d"), RDM_SELECT_ONLY);
  g_assert_true (rdm_desk_move_selection (fixture->desk, RDM_MOVE_EARLIER));
  assert_route (fixture, 0, "o1.d o3.d o2.d o4.d");
  g_assert_true (rdm_desk_move_selection (fixture->desk, RDM_MOVE_EARLIER));
  assert_route (fixture, 0, "o3.d o1.d o2.d o4.d");
  g_assert_false (rdm_desk_move_selection (fixture->desk, RDM_MOVE_EARLIER));
  g_assert_true (rdm_desk_move_selection (fixture->desk, RDM_MOVE_LATER));
  assert_route (fixture, 0, "o1.d o3.d o2.d o4.d");

  /* Two that stand apart come together and move as one. */
  rdm_desk_select (fixture->desk, STOPS ("o2.d", "o1.d"), RDM_SELECT_ONLY);
  g_assert_true (rdm_desk_move_selection (fixture->desk, RDM_MOVE_LATER));
  assert_route (fixture, 0, "o3.d o4.d o1.d o2.d");

  g_assert_true (rdm_desk_move_selection (fixture->desk, RDM_MOVE_NEXT_ROUTE));
  assert_route (fixture, 0, "o3.d o4.d");
  g_assert_nonnull (rdm_desk_route_of (fixture->desk, "o1.d"));
  g_assert_cmpuint (rdm_desk_route_of (fixture->desk, "o1.d")->index, ==, 1);
  g_assert_false (rdm_desk_move_selection (fixture->desk, RDM_MOVE_NEXT_ROUTE));

  /* Everything was one command each, and comes back one by one. */
  rdm_desk_undo (fixture->desk);
  assert_route (fixture, 0, "o3.d o4.d o1.d o2.d");
  rdm_desk_undo (fixture->desk);
  assert_route (fixture, 0, "o1.d o3.d o2.d o4.d");
  rdm_desk_redo (fixture->desk);
  assert_route (fixture, 0, "o3.d o4.d o1.d o2.d");
}

static void
test_ranked (Fixture *fixture, gconstpointer data)
{
  assign (fixture, 1, NULL, STOPS ("o1.d", "o4.d"));
  rdm_desk_select (fixture->desk, STOPS ("o2.d"), RDM_SELECT_ONLY);
  g_assert_cmpuint (rdm_desk_get_ranking (fixture->desk)->len, ==, 2);
  /* It lies on the way of B; A would have to set out for it. */
  g_assert_true (rdm_desk_assign_ranked (fixture->desk, 1));
  g_assert_cmpuint (rdm_desk_route_of (fixture->desk, "o2.d")->index, ==, 1);
  g_assert_false (rdm_desk_assign_ranked (fixture->desk, 3));
}

/* Who does not wait is told when it is there. */
static void
test_answers_come_later (Fixture *fixture, gconstpointer data)
{
  guint n_ranking = 0;
  guint n_why_not = 0;
  g_autofree char *why = NULL;
  GPtrArray *before;

  assign (fixture, 1, NULL, STOPS ("o1.d", "o4.d"));
  g_signal_connect_swapped (fixture->desk, "ranking-changed", G_CALLBACK (count_cb), &n_ranking);
  g_signal_connect_swapped (fixture->desk, "why-not-changed", G_CALLBACK (count_cb), &n_why_not);
  rdm_desk_select (fixture->desk, STOPS ("o2.d"), RDM_SELECT_ONLY);
  g_assert_null (rdm_desk_peek_ranking (fixture->desk));
  g_assert_null (rdm_desk_peek_why_not (fixture->desk, "o2.d"));
  g_assert_null (rdm_desk_peek_why_not (fixture->desk, "o3.d"));
  while (n_ranking < 1 || n_why_not < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rdm_desk_peek_ranking (fixture->desk)->len, ==, 2);
  g_assert_true (rdm_desk_peek_ranking (fixture->desk) == rdm_desk_get_ranking (fixture->desk));
  g_assert_cmpuint (rdm_desk_peek_why_not (fixture->desk, "o2.d")->len, ==, 2);
  why = rdm_desk_describe_why_not (fixture->desk, "o3.d");
  g_assert_nonnull (why);

  /* With other rows it is asked anew, and what was there stays until then. */
  n_ranking = 0;
  before = rdm_desk_peek_ranking (fixture->desk);
  assign (fixture, 0, NULL, STOPS ("o3.d"));
  g_assert_true (rdm_desk_peek_ranking (fixture->desk) == before);
  g_assert_null (rdm_desk_peek_why_not (fixture->desk, "o2.d"));
  while (n_ranking < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rdm_desk_peek_ranking (fixture->desk) == rdm_desk_get_ranking (fixture->desk));

  /* Another selection is another question. */
  rdm_desk_select (fixture->desk, STOPS ("o1.d"), RDM_SELECT_ONLY);
  g_assert_null (rdm_desk_peek_ranking (fixture->desk));
  rdm_desk_select (fixture->desk, NULL, RDM_SELECT_ONLY);
  g_assert_cmpuint (rdm_desk_get_ranking (fixture->desk)->len, ==, 0);
}

static void
test_locks (Fixture *fixture, gconstpointer data)
{
  assign (fixture, 0, NULL, STOPS ("o1.d", "o2.d"));
  rdm_desk_select (fixture->desk, STOPS ("o1.d"), RDM_SELECT_ONLY);
  rdm_desk_toggle_lock (fixture->desk);
  g_assert_true (rdm_desk_find_stop (fixture->desk, "o1.d")->locked);
  g_ptr_array_set_size (fixture->notices, 0);
  g_assert_false (rdm_desk_assign (fixture->desk, STOPS ("o1.d"), NULL, NULL));
  g_assert_cmpuint (fixture->notices->len, ==, 1);
  assert_route (fixture, 0, "o1.d o2.d");
  rdm_desk_toggle_lock (fixture->desk);
  g_assert_true (rdm_desk_assign (fixture->desk, STOPS ("o1.d"), NULL, NULL));

  rdm_desk_select_route (fixture->desk, route_id (fixture, 0));
  rdm_desk_toggle_lock (fixture->desk);
  g_assert_false (rdm_desk_assign (fixture->desk, STOPS ("o2.d"), NULL, NULL));
  rdm_desk_toggle_lock (fixture->desk);
  g_assert_true (rdm_desk_assign (fixture->desk, STOPS ("o2.d"), NULL, NULL));
}

/* A pin is for the address, so for everybody there, and remembered. */
static void
test_pins (Fixture *fixture, gconstpointer data)
{
  const RdmOrder *order;

  rdm_desk_place_order (fixture->desk, "o5", RDM_STOP_DELIVERY, (RdmPoint){ 47.05, 9.51 });
  order = rdm_desk_find_order (fixture->desk, "o6.d");
  g_assert_cmpfloat (order->at.point.lat_deg, ==, 47.05);
  g_assert_cmpint (order->at.confidence, ==, RDM_CONFIDENCE_PINNED);
  /* Those that have their own keep it. */
  g_assert_cmpfloat (rdm_desk_find_order (fixture->desk, "o1.d")->at.point.lat_deg, ==, 47.01);
  rdm_desk_undo (fixture->desk);
  g_assert_true (rdm_order_needs_place (rdm_desk_find_order (fixture->desk, "o5.d")));
  g_assert_true (rdm_order_needs_place (rdm_desk_find_order (fixture->desk, "o6.d")));
}

/* Where the vehicle stops is for the address too, goes along with a pin that is put right, and not
 * with one that is moved away. */
static void
test_parks (Fixture *fixture, gconstpointer data)
{
  RdmPoint pin = { 47.05, 9.51 };
  RdmPoint park = { 47.0505, 9.5105 };

  g_assert_false (rdm_desk_park_order (fixture->desk, "o5", RDM_STOP_DELIVERY, park));
  rdm_desk_place_order (fixture->desk, "o5", RDM_STOP_DELIVERY, pin);
  g_assert_true (rdm_desk_park_order (fixture->desk, "o5", RDM_STOP_DELIVERY, park));
  g_assert_true (rdm_point_equal (rdm_desk_find_order (fixture->desk, "o5.d")->at.park, park));
  g_assert_true (rdm_point_equal (rdm_desk_find_order (fixture->desk, "o6.d")->at.park, park));
  g_assert_false (rdm_point_is_set (rdm_desk_find_order (fixture->desk, "o1.d")->at.park));
  rdm_desk_place_order (fixture->desk, "o5", RDM_STOP_DELIVERY, (RdmPoint){ 47.0501, 9.51 });
  g_assert_true (rdm_point_equal (rdm_desk_find_order (fixture->desk, "o5.d")->at.park, park));
  rdm_desk_place_order (fixture->desk, "o5", RDM_STOP_DELIVERY, (RdmPoint){ 47.08, 9.51 });
  g_assert_false (rdm_point_is_set (rdm_desk_find_order (fixture->desk, "o5.d")->at.park));
  rdm_desk_undo (fixture->desk);
  g_assert_true (rdm_desk_park_order (fixture->desk, "o6", RDM_STOP_DELIVERY, RDM_POINT_NONE));
  g_assert_false (rdm_point_is_set (rdm_desk_find_order (fixture->desk, "o5.d")->at.park));
}

static void
test_gone_is_not_selected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_remove ("Delete");

  rdm_desk_select (fixture->desk, STOPS ("o1.d", "o2.d"), RDM_SELECT_ONLY);
  rdm_command_remove_row (command, RDM_ROW_ORDER, "o1");
  g_assert_true (rdm_desk_run (fixture->desk, command));
  g_assert_cmpstrv (rdm_desk_get_selection (fixture->desk), STOPS ("o2.d"));
  rdm_desk_set_date (fixture->desk, "2026-11-24");
  g_assert_null (rdm_desk_get_selection (fixture->desk)[0]);
  g_assert_cmpuint (fixture->n_day, ==, 1);
  g_assert_cmpuint (rdm_desk_get_tray (fixture->desk)->len, ==, 0);
}

static void
test_second_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  assign (fixture, 0, NULL, STOPS ("o1.d", "o2.d"));
  g_assert_true (rdm_plan_file_flush (rdm_desk_get_file (fixture->desk), &error));
  g_assert_finalize_object (fixture->desk);
  fixture->desk = rdm_desk_new ();
  g_assert_true (rdm_desk_open (fixture->desk, fixture->path, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rdm_desk_get_date (fixture->desk), ==, DATE);
  assert_route (fixture, 0, "o1.d o2.d");
  g_object_get (fixture->desk, "undo-label", &label, NULL);
  g_assert_cmpstr (label, ==, "Move 2 stops to A");
  rdm_desk_undo (fixture->desk);
  assert_route (fixture, 0, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/desk/selection", test_selection);
  ADD ("/desk/moves-by-key", test_moves_by_key);
  ADD ("/desk/ranked", test_ranked);
  ADD ("/desk/answers-come-later", test_answers_come_later);
  ADD ("/desk/locks", test_locks);
  ADD ("/desk/pins", test_pins);
  ADD ("/desk/parks", test_parks);
  ADD ("/desk/gone-is-not-selected", test_gone_is_not_selected);
  ADD ("/desk/second-start", test_second_start);
  return g_test_run ();
}
