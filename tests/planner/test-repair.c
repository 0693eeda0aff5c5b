/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-repair.h"

#include <string.h>
#include <time.h>

#include "live-world.h"
#include "rdm-time.h"

#define HOUR_S 3600

static RdmRows *
new_day (guint n_routes, guint n_orders, guint iterations)
{
  WorldShape shape = { .n_routes = n_routes,
                       .n_orders = n_orders,
                       .seed = 7,
                       .percent_windows = 40,
                       .percent_soft = 30,
                       .percent_skilled = 10,
                       .percent_shipments = 15,
                       .with_breaks = TRUE };
  RdmRows *rows = world_new (&shape);

  world_plan (rows, iterations);
  live_world_send (rows, 6 * HOUR_S);
  return rows;
}

/* What has happened, and who has what on board, is the same. */
static void
assert_heads_kept (RdmRows *before, RdmRows *after)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (before, WORLD_DATE);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *was = g_ptr_array_index (routes, i);
      g_autoptr (RdmRoute) is = rdm_rows_get_route (after, was->row.id);
      guint n_head = rdm_rows_route_head (before, was);

      g_assert_true (n_head == 0 || (is->stops && g_strv_length (is->stops) >= n_head));
      for (guint j = 0; j < n_head; j++)
        g_assert_cmpstr (was->stops[j], ==, is->stops[j]);
    }
}

/* Nobody delivers what is in somebody else's van: a delivery that leaves a route under way is
 * fetched first. */
static void
assert_goods_stay (RdmRows *before, RdmRows *after)
{
  g_autoptr (GPtrArray) stops = rdm_rows_list (before, RDM_ROW_STOP);

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (stops, i);
      const RdmOrder *was = rdm_rows_get (before, RDM_ROW_ORDER, stop->order);
      const RdmOrder *is = rdm_rows_get (after, RDM_ROW_ORDER, stop->order);
      const char *from = rdm_rows_route_of (before, stop->row.id);
      const char *to = rdm_rows_route_of (after, stop->row.id);
      const RdmRoute *route = from ? rdm_rows_get (before, RDM_ROW_ROUTE, from) : NULL;
      const RdmRoute *taker = to ? rdm_rows_get (before, RDM_ROW_ROUTE, to) : NULL;

      if (!to || g_strcmp0 (from, to) == 0 || was->kind != RDM_ORDER_DELIVERY)
        continue;
      if ((route && route->state == RDM_ROUTE_RUNNING)
          || (taker && taker->state == RDM_ROUTE_RUNNING))
        g_assert_cmpint (is->kind, ==, RDM_ORDER_SHIPMENT);
    }
}

static void
assert_undone (RdmRows *rows, const RdmCommand *command)
{
  g_autoptr (RdmRows) copy = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (RdmOutcome) done = world_run (copy, rdm_command_ref (command));
  g_autofree char *difference = NULL;

  assert_heads_kept (rows, copy);
  assert_goods_stay (rows, copy);
  if (!done->inverse)
    return;
  rdm_outcome_free (world_run (copy, rdm_command_ref (done->inverse)));
  if (!rdm_memory_rows_equal (RDM_MEMORY_ROWS (rows), RDM_MEMORY_ROWS (copy), &difference))
    g_error ("not as before: %s", difference);
}

static RdmRest *
rest_at (RdmRows *rows, gint32 now_s)
{
  return rdm_rest_new (rows, WORLD_DATE, NULL, live_world_ms (now_s), NULL, 0);
}

/* The price is what a rest made of the rows afterwards comes to. */
static void
assert_price (RdmRows *rows, gint32 now_s, const RdmRepair *repair)
{
  g_autoptr (RdmRows) after = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (RdmRest) was = rest_at (rows, now_s);
  g_autoptr (RdmRest) is = NULL;
  RdmFigures before, then;

  rdm_outcome_free (world_run (after, rdm_command_ref (repair->command)));
  is = rest_at (after, now_s);
  rdm_day_plan_get_figures (rdm_rest_get_plan (was), &before);
  rdm_day_plan_get_figures (rdm_rest_get_plan (is), &then);
  g_assert_cmpint (repair->distance_m, ==, then.distance_m - before.distance_m);
  g_assert_cmpint (repair->duty_s, ==, then.duty_s - before.duty_s);
  g_assert_cmpint (ABS (repair->cost_minor - (then.cost_minor - before.cost_minor)), <=, 20);
  g_assert_cmpuint (repair->n_late_after, ==, then.n_late);
}

/* --- the rest of a day ---------------------------------------------------------------------------
 */

static void
test_rest_begins_where_they_are (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  RdmStand stand = { .route = route, .place = { 47.20, 9.60 } };
  g_autoptr (RdmRest) rest = NULL;
  RdmSchedule *schedule;

  world_keep (rows, rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);

      world_add_order (rows, id, 1000.0 * i, 500);
    }
  world_put_route (rows, route, "o0.d o1.d o2.d o3.d");
  live_world_send (rows, 7 * HOUR_S);
  live_world_drive (rows, 8 * HOUR_S + 600, 0);
  rest = rdm_rest_new (rows, WORLD_DATE, NULL, live_world_ms (12 * HOUR_S), &stand, 1);
  schedule = rdm_day_plan_get_schedule (rdm_rest_get_plan (rest), route);
  g_assert_true (rdm_rest_is_out (rest, route));
  g_assert_cmpuint (schedule->n_stops, <, 4);
  g_assert_cmpint (schedule->start_s, ==, 12 * HOUR_S);
  g_assert_true (
      rdm_point_equal (g_array_index (schedule->visits, RdmVisit, 0).point, stand.place));
  g_assert_true (rdm_rest_is_on_board (rest, "o3.d"));
}

static void
test_rest_is_the_day_before_it_begins (void)
{
  g_autoptr (RdmRows) rows = new_day (4, 40, 300);
  g_autoptr (RdmDayPlan) whole = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (RdmRest) rest = rest_at (rows, 5 * HOUR_S);
  RdmFigures a, b;

  rdm_day_plan_get_figures (whole, &a);
  rdm_day_plan_get_figures (rdm_rest_get_plan (rest), &b);
  g_assert_cmpint (a.cost_minor, ==, b.cost_minor);
  g_assert_cmpint (a.distance_m, ==, b.distance_m);
  g_assert_cmpuint (a.n_late, ==, b.n_late);
  g_assert_cmpuint (a.n_stops, ==, b.n_stops);
}

/* Who has ended the route is not asked to take anything. */
static void
test_ended_route_stays_ended (void)
{
  g_autoptr (RdmRows) rows = new_day (3, 30, 300);
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (RdmRest) rest = NULL;
  RdmCommand *report = rdm_command_new_report (NULL);
  const RdmRoute *first;

  live_world_send (rows, 6 * HOUR_S);
  live_world_drive (rows, 20 * HOUR_S, 0);
  routes = rdm_rows_day_routes (rows, WORLD_DATE);
  first = g_ptr_array_index (routes, 0);
  rdm_command_add_report (report, RDM_EVENT_ENDED, first->row.id, NULL,
                          live_world_ms (20 * HOUR_S));
  rdm_outcome_free (world_run (rows, report));
  rest = rest_at (rows, 20 * HOUR_S);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *was = g_ptr_array_index (routes, i);
      g_autoptr (RdmRoute) is = rdm_rows_get_route (rdm_rest_get_rows (rest), was->row.id);

      if (was == first)
        g_assert_cmpint (is->state, ==, RDM_ROUTE_CLOSED);
      else
        g_assert_cmpint (is->state, !=, RDM_ROUTE_CLOSED);
    }
}

/* What nobody takes stays in the vehicle that it is in: it does not lie at the depot. */
static void
test_left_behind (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  g_autoptr (RdmRest) before = NULL;
  g_autoptr (RdmRest) after = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (RdmRepair) repair = NULL;
  RdmGoods goods = { { 47.20, 9.60 }, "LI-00", RDM_TIME_NONE, RDM_TIME_NONE };

  world_keep (rows, rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);

      world_add_order (rows, id, 1000.0 * i, 500);
    }
  world_put_route (rows, route, "o0.d o1.d o2.d");
  live_world_send (rows, 7 * HOUR_S);
  before = rest_at (rows, 9 * HOUR_S);
  after = rest_at (rows, 9 * HOUR_S);
  g_assert_true (rdm_rest_offer (after, "o1.d", &goods));
  g_assert_true (rdm_rest_offer (after, "o2.d", &goods));
  repair = rdm_repair_evaluate (before, after, none, NULL);
  g_assert_cmpuint (g_strv_length (repair->left), ==, 2);
  rdm_outcome_free (world_run (rows, rdm_command_ref (repair->command)));
  g_assert_cmpstr (rdm_rows_route_of (rows, "o1.d"), ==, route);
  g_assert_cmpstr (rdm_rows_route_of (rows, "o2.d"), ==, route);
  g_assert_cmpint (((RdmOrder *)rdm_rows_get (rows, RDM_ROW_ORDER, "o1"))->kind, ==,
                   RDM_ORDER_DELIVERY);
}

/* --- repairs ------------------------------------------------------------------------------------
 */

static void
test_delay_is_repaired (void)
{
  g_autoptr (RdmRows) rows = new_day (10, 160, 200);
  RdmRepairOptions options = { .with_tray = TRUE, .cpu_limit_s = 0.4, .seed = 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmRest) rest = NULL;
  g_autoptr (RdmRepair) repair = NULL;
  gint64 begin_us;
  clock_t begin;
  RdmFigures figures;

  live_world_drive (rows, 10 * HOUR_S, 2700);
  begin = clock ();
  begin_us = g_get_monotonic_time ();
  rest = rest_at (rows, 10 * HOUR_S);
  repair = rdm_repair (rest, &options, "Resequence", NULL, &error);
  g_assert_no_error (error);
  rdm_day_plan_get_figures (rdm_rest_get_plan (rest), &figures);
  g_test_message ("%u open stops: %.2f s of the processor, %.2f s: late %u to %u, %" G_GINT64_FORMAT
                  " minor, %u moved, %u told",
                  figures.n_stops, (double)(clock () - begin) / CLOCKS_PER_SEC,
                  (double)(g_get_monotonic_time () - begin_us) / 1e6, repair->n_late_before,
                  repair->n_late_after, repair->cost_minor, g_strv_length (repair->moved),
                  g_strv_length (repair->tell));
  g_assert_cmpuint (repair->n_late_after, <=, repair->n_late_before);
  g_assert_cmpuint (g_strv_length (repair->left), ==, 0);
  assert_undone (rows, repair->command);
  assert_price (rows, 10 * HOUR_S, repair);
}

static void
test_scope_is_kept (void)
{
  g_autoptr (RdmRows) rows = new_day (6, 90, 200);
  const char *routes[] = { "s1@" WORLD_DATE, "s2@" WORLD_DATE, NULL };
  RdmRepairOptions options = { .routes = routes, .iterations = 300, .seed = 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmRest) rest = NULL;
  g_autoptr (RdmRepair) repair = NULL;

  live_world_drive (rows, 9 * HOUR_S, 1800);
  rest = rest_at (rows, 9 * HOUR_S);
  repair = rdm_repair (rest, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < repair->lists->len; i++)
    g_assert_true (
        g_strv_contains (routes, ((RdmRouteList *)g_ptr_array_index (repair->lists, i))->route));
  assert_undone (rows, repair->command);
  assert_price (rows, 9 * HOUR_S, repair);
}

static void
test_same_answer (void)
{
  g_autoptr (RdmRows) rows = new_day (5, 60, 200);
  RdmRepairOptions options = { .iterations = 200, .seed = 9 };
  g_autoptr (RdmRest) rest = NULL;
  g_autoptr (RdmRepair) a = NULL;
  g_autoptr (RdmRepair) b = NULL;

  live_world_drive (rows, 9 * HOUR_S, 2400);
  rest = rest_at (rows, 9 * HOUR_S);
  a = rdm_repair (rest, &options, NULL, NULL, NULL);
  b = rdm_repair (rest, &options, NULL, NULL, NULL);
  g_assert_cmpint (a->cost_minor, ==, b->cost_minor);
  g_assert_cmpuint (a->lists->len, ==, b->lists->len);
  for (guint i = 0; i < a->lists->len; i++)
    g_assert_true (g_strv_equal (
        (const char *const *)((RdmRouteList *)g_ptr_array_index (a->lists, i))->stops,
        (const char *const *)((RdmRouteList *)g_ptr_array_index (b->lists, i))->stops));
}

/* --- goods that are taken over ------------------------------------------------------------------
 */

static void
test_taken_over (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *down = world_add_vehicle (rows, 0);
  g_autofree char *other = world_add_vehicle (rows, 1);
  RdmStand stand = { .route = down, .place = { 47.17, 9.52 }, .is_down = TRUE };
  RdmGoods goods = { stand.place, "LI-00", RDM_TIME_NONE, RDM_TIME_NONE };
  RdmRepairOptions options = { .iterations = 500, .seed = 1 };
  g_autoptr (RdmRest) before = NULL;
  g_autoptr (RdmRest) after = NULL;
  g_autoptr (RdmRepair) repair = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *list = NULL;

  world_keep (rows, rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);

      world_add_order (rows, id, 700.0 * (i % 4), 500 + 900.0 * (i / 4));
    }
  world_put_route (rows, down, "o0.d o1.d o2.d o3.d");
  world_put_route (rows, other, "o4.d o5.d o6.d o7.d");
  live_world_send (rows, 7 * HOUR_S);
  live_world_drive (rows, 8 * HOUR_S + 420, 0);
  before = rdm_rest_new (rows, WORLD_DATE, NULL, live_world_ms (9 * HOUR_S), &stand, 1);
  after = rdm_rest_copy (before);
  g_assert_true (rdm_rest_offer (after, "o2.d", &goods));
  g_assert_true (rdm_rest_offer (after, "o3.d", &goods));
  repair = rdm_repair_offered (before, after, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (repair->left), ==, 0);
  g_assert_cmpuint (g_strv_length (repair->moved), ==, 2);
  assert_undone (rows, repair->command);
  rdm_outcome_free (world_run (rows, rdm_command_ref (repair->command)));
  list = world_route (rows, other);
  /* Fetched at once, before they are brought. */
  g_assert_nonnull (strstr (list, ".p o"));
  g_assert_true (strstr (list, "o2.p o3.p") || strstr (list, "o3.p o2.p"));
  g_assert_true (strstr (list, "o2.p") < strstr (list, "o2.d"));
  g_assert_true (strstr (list, "o3.p") < strstr (list, "o3.d"));
}

static void
test_new_order_is_at_the_depot (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *running = world_add_vehicle (rows, 0);
  RdmRepairOptions options = { .with_tray = TRUE, .iterations = 500, .seed = 1 };
  g_autoptr (RdmRest) rest = NULL;
  g_autoptr (RdmRepair) repair = NULL;
  g_autoptr (GError) error = NULL;
  const RdmOrder *order;

  world_keep (rows, rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  world_add_order (rows, "o0", 900, 900);
  world_add_order (rows, "o1", 5000, 900);
  world_put_route (rows, running, "o0.d o1.d");
  live_world_send (rows, 7 * HOUR_S);
  live_world_drive (rows, 8 * HOUR_S + 420, 0);
  world_add_order (rows, "new", 2000, 500);
  rest = rest_at (rows, 8 * HOUR_S + 420);
  repair = rdm_repair (rest, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_undone (rows, repair->command);
  rdm_outcome_free (world_run (rows, rdm_command_ref (repair->command)));
  g_assert_cmpstr (rdm_rows_route_of (rows, "new.d"), ==, running);
  order = rdm_rows_get (rows, RDM_ROW_ORDER, "new");
  g_assert_cmpint (order->kind, ==, RDM_ORDER_SHIPMENT);
  g_assert_true (rdm_point_equal (order->from.point, WORLD_DEPOT));
}

/* Whoever is full before setting out may come back for more, but does not load it in the morning.
 */
static void
test_full_vehicle_comes_back (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  RdmRepairOptions options = { .with_tray = TRUE, .iterations = 500, .seed = 1 };
  RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, "v0");
  g_autoptr (RdmRest) rest = NULL;
  g_autoptr (RdmRepair) repair = NULL;
  g_autoptr (GError) error = NULL;
  const RdmOrder *order;

  vehicle->capacity.amount[RDM_LOAD_PARCELS] = 2;
  world_keep (rows, vehicle);
  world_keep (rows, rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  world_add_order (rows, "o0", 900, 900);
  world_add_order (rows, "o1", 5000, 900);
  world_put_route (rows, route, "o0.d o1.d");
  live_world_send (rows, 7 * HOUR_S);
  world_add_order (rows, "new", 2000, 500);
  rest = rest_at (rows, 7 * HOUR_S);
  repair = rdm_repair (rest, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (repair->breaches & RDM_BREACH_LOAD, ==, 0);
  assert_undone (rows, repair->command);
  rdm_outcome_free (world_run (rows, rdm_command_ref (repair->command)));
  g_assert_cmpstr (rdm_rows_route_of (rows, "new.d"), ==, route);
  order = rdm_rows_get (rows, RDM_ROW_ORDER, "new");
  g_assert_cmpint (order->kind, ==, RDM_ORDER_SHIPMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repair/rest-begins-where-they-are", test_rest_begins_where_they_are);
  g_test_add_func ("/repair/rest-is-the-day-before-it-begins",
                   test_rest_is_the_day_before_it_begins);
  g_test_add_func ("/repair/ended-route-stays-ended", test_ended_route_stays_ended);
  g_test_add_func ("/repair/left-behind", test_left_behind);
  g_test_add_func ("/repair/delay", test_delay_is_repaired);
  g_test_add_func ("/repair/scope", test_scope_is_kept);
  g_test_add_func ("/repair/same-answer", test_same_answer);
  g_test_add_func ("/repair/taken-over", test_taken_over);
  g_test_add_func ("/repair/new-order", test_new_order_is_at_the_depot);
  g_test_add_func ("/repair/full-vehicle", test_full_vehicle_comes_back);
  return g_test_run ();
}
