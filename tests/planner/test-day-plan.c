/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day that follows changes is the same as one made anew.
 */
#include "day-world.h"
#include "rdm-advice.h"

static const WorldShape shape = { .n_routes = 6,
                                  .n_orders = 80,
                                  .seed = 3,
                                  .percent_windows = 40,
                                  .percent_soft = 30,
                                  .percent_skilled = 20,
                                  .percent_shipments = 15,
                                  .with_breaks = TRUE };

static void
assert_same_visit (const RdmVisit *a, const RdmVisit *b)
{
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpstr (a->stop, ==, b->stop);
  g_assert_cmpint (a->arrival_s, ==, b->arrival_s);
  g_assert_cmpint (a->begin_s, ==, b->begin_s);
  g_assert_cmpint (a->departure_s, ==, b->departure_s);
  g_assert_cmpint (a->late_s, ==, b->late_s);
  g_assert_cmpint (a->slack_s, ==, b->slack_s);
  g_assert_cmpuint (a->breaches, ==, b->breaches);
}

static void
assert_same_schedule (const RdmSchedule *a, const RdmSchedule *b)
{
  g_assert_cmpstr (a->route, ==, b->route);
  g_assert_cmpint (a->cost_minor, ==, b->cost_minor);
  g_assert_cmpint (a->distance_m, ==, b->distance_m);
  g_assert_cmpint (a->start_s, ==, b->start_s);
  g_assert_cmpint (a->end_s, ==, b->end_s);
  g_assert_cmpuint (a->breaches, ==, b->breaches);
  g_assert_cmpuint (a->visits->len, ==, b->visits->len);
  for (guint i = 0; i < a->visits->len; i++)
    assert_same_visit (&g_array_index (a->visits, RdmVisit, i),
                       &g_array_index (b->visits, RdmVisit, i));
}

static void
assert_like_new (RdmDayPlan *day, RdmRows *rows)
{
  g_autoptr (RdmDayPlan) fresh = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  GPtrArray *routes = rdm_day_plan_get_routes (fresh);
  RdmFigures a;
  RdmFigures b;

  g_assert_cmpuint (rdm_day_plan_get_routes (day)->len, ==, routes->len);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmRoute *followed = g_ptr_array_index (rdm_day_plan_get_routes (day), i);

      g_assert_true (rdm_row_equal (route, followed));
      assert_same_schedule (rdm_day_plan_get_schedule (day, route->row.id),
                            rdm_day_plan_get_schedule (fresh, route->row.id));
    }
  g_assert_cmpuint (rdm_day_plan_get_tray (day)->len, ==, rdm_day_plan_get_tray (fresh)->len);
  rdm_day_plan_get_figures (day, &a);
  rdm_day_plan_get_figures (fresh, &b);
  g_assert_cmpmem (&a, sizeof a, &b, sizeof b);
}

static gconstpointer
pick (GRand *random, GPtrArray *rows)
{
  return g_ptr_array_index (rows, g_rand_int_range (random, 0, (gint32)rows->len));
}

/* Who would be best for some stop, and at what price. */
static void
assert_same_advice (RdmDayPlan *day, RdmRows *rows, GRand *random)
{
  g_autoptr (RdmDayPlan) fresh = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (GPtrArray) all = rdm_rows_list (rows, RDM_ROW_STOP);
  const RdmStop *stop = pick (random, all);
  const char *stops[] = { stop->row.id, NULL };
  g_autoptr (GPtrArray) a = rdm_advice_rank (day, stops);
  g_autoptr (GPtrArray) b = rdm_advice_rank (fresh, stops);

  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const RdmRank *x = g_ptr_array_index (a, i);
      const RdmRank *y = g_ptr_array_index (b, i);

      g_assert_cmpstr (x->route, ==, y->route);
      g_assert_cmpuint (x->breaches, ==, y->breaches);
      g_assert_cmpint (x->cost_minor, ==, y->cost_minor);
      g_assert_cmpint (x->at_s, ==, y->at_s);
    }
}

static RdmCommand *
random_move (GRand *random, RdmRows *rows)
{
  g_autoptr (GPtrArray) stops = rdm_rows_list (rows, RDM_ROW_STOP);
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, WORLD_DATE);
  const RdmStop *stop = pick (random, stops);
  const RdmRoute *route = pick (random, routes);
  gboolean to_tray = g_rand_int_range (random, 0, 5) == 0;
  RdmCommand *command = rdm_command_new_assign (NULL, to_tray ? NULL : route->row.id, NULL);

  rdm_command_assign_stop (command, stop->row.id, rdm_rows_route_of (rows, stop->row.id));
  return command;
}

static gpointer
random_edit (GRand *random, RdmRows *rows, RdmRowKind kind)
{
  g_autoptr (GPtrArray) all = rdm_rows_list (rows, kind);
  const RdmRow *row = pick (random, all);
  gpointer copy = rdm_row_copy (row);

  if (kind == RDM_ROW_ORDER)
    {
      RdmOrder *order = copy;

      switch (g_rand_int_range (random, 0, 10))
        {
        case 0:
          order->at.windows = (RdmWindows){ 1, { { 36000, 50000 } } };
          break;
        case 3:
          order->at.windows =
              (RdmWindows){ 3, { { 28800, 32400 }, { 36000, 37800 }, { 50000, 57600 } } };
          break;
        case 4:
          order->at.windows = (RdmWindows){ 0 };
          order->from.service_s += 120;
          break;
        case 5:
          order->soft ^= TRUE;
          break;
        case 6:
          order->loads.amount[RDM_LOAD_PARCELS] += 5;
          order->priority = (order->priority + 30) % 100;
          break;
        case 7:
          order->at.point = order->at.point.lat_deg > 0 ? RDM_POINT_NONE : WORLD_DEPOT;
          break;
        case 8:
          order->loads.amount[RDM_LOAD_PARCELS] = 0;
          order->from.windows = (RdmWindows){ 1, { { 30000, 40000 } } };
          break;
        case 1:
          order->at.point.lat_deg += 0.001;
          break;
        case 2:
          g_free (order->notes);
          order->notes = g_strdup_printf ("Ring %d times", g_rand_int_range (random, 1, 99));
          break;
        default:
          order->at.service_s += 60;
        }
    }
  else if (kind == RDM_ROW_SHIFT)
    ((RdmShift *)copy)->end_s -= 600;
  else if (kind == RDM_ROW_VEHICLE)
    ((RdmVehicle *)copy)->cost_per_km_milli += 1000;
  else if (kind == RDM_ROW_STOP)
    ((RdmStop *)copy)->locked ^= TRUE;
  else
    ((RdmSettings *)copy)->detour_permille += 10;
  return copy;
}

static RdmCommand *
random_change (GRand *random, RdmRows *rows)
{
  static const RdmRowKind kinds[] = { RDM_ROW_ORDER,   RDM_ROW_ORDER, RDM_ROW_SHIFT,
                                      RDM_ROW_VEHICLE, RDM_ROW_STOP,  RDM_ROW_STOP,
                                      RDM_ROW_SETTINGS };
  RdmRowKind kind = kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))];
  g_autoptr (RdmRow) edited = NULL;
  RdmCommand *command;

  if (g_rand_int_range (random, 0, 3) > 0)
    return random_move (random, rows);
  edited = random_edit (random, rows, kind);
  command = rdm_command_new_edit (NULL);
  rdm_command_edit_row (command, rdm_rows_get (rows, kind, edited->id), edited);
  return command;
}

static void
test_follows (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (17);
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmDayPlan) day = NULL;
  guint n_applied = 0;

  world_deal (rows, 5);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (RdmCommand) command = random_change (random, rows);
      g_autoptr (RdmOutcome) outcome = rdm_run (command, rows);

      if (!rdm_outcome_is_applied (outcome))
        continue;
      n_applied++;
      rdm_changes_apply (outcome->changes, rows);
      rdm_day_plan_update (day, outcome->changes);
      assert_like_new (day, rows);
      if (i % 5 == 0)
        assert_same_advice (day, rows, random);
      if (i % 7 == 0)
        {
          rdm_changes_revert (outcome->changes, rows);
          rdm_day_plan_update (day, outcome->changes);
          assert_like_new (day, rows);
        }
    }
  g_assert_cmpuint (n_applied, >, 300);
}

/* Something that happens, mostly in the order of the list; or was said by mistake. */
static RdmCommand *
random_report (GRand *random, RdmRows *rows, gint64 at_ms)
{
  static const RdmEvent events[] = { RDM_EVENT_EN_ROUTE,  RDM_EVENT_ARRIVED,  RDM_EVENT_DONE,
                                     RDM_EVENT_DONE,      RDM_EVENT_DONE,     RDM_EVENT_FAILED,
                                     RDM_EVENT_CANCELLED, RDM_EVENT_WITHDRAWN };
  static const RdmEvent of_routes[] = { RDM_EVENT_STARTED, RDM_EVENT_ENDED, RDM_EVENT_WITHDRAWN };
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, WORLD_DATE);
  const RdmRoute *route = pick (random, routes);
  guint head = rdm_rows_route_head (rows, route);
  guint n = route->stops ? g_strv_length (route->stops) : 0;
  RdmCommand *command = rdm_command_new_report (NULL);

  if (n == 0 || g_rand_int_range (random, 0, 8) == 0)
    rdm_command_add_report (command, of_routes[g_rand_int_range (random, 0, 3)], route->row.id,
                            NULL, at_ms);
  else
    rdm_command_add_report (command, events[g_rand_int_range (random, 0, G_N_ELEMENTS (events))],
                            route->row.id,
                            route->stops[head < n && g_rand_int_range (random, 0, 4) > 0
                                             ? head
                                             : (guint)g_rand_int_range (random, 0, (gint32)n)],
                            at_ms);
  return command;
}

/* A day that is driven, while somebody moves stops. */
static void
test_follows_reports (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmDayPlan) day = NULL;
  guint n_applied = 0;

  world_deal (rows, 5);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (RdmCommand) command = g_rand_int_range (random, 0, 5) == 0
                                           ? random_move (random, rows)
                                           : random_report (random, rows, (gint64)(i + 1) * 60000);
      g_autoptr (RdmOutcome) outcome = rdm_run (command, rows);

      if (!rdm_outcome_is_applied (outcome) || outcome->changes->len == 0)
        continue;
      n_applied++;
      rdm_changes_apply (outcome->changes, rows);
      rdm_day_plan_update (day, outcome->changes);
      assert_like_new (day, rows);
      if (i % 5 == 0)
        assert_same_advice (day, rows, random);
      if (i % 7 == 0)
        {
          rdm_changes_revert (outcome->changes, rows);
          rdm_day_plan_update (day, outcome->changes);
          assert_like_new (day, rows);
        }
    }
  g_assert_cmpuint (n_applied, >, 150);
}

/* A stop that was reached is its route's business alone. */
static void
test_report_is_evaluated_alone (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmDayPlan) day = NULL;
  g_autoptr (RdmRoute) route = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  RdmCommand *command = rdm_command_new_report (NULL);
  RdmSchedule *other;

  world_deal (rows, 5);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  other = rdm_day_plan_get_schedule (day, "s1@" WORLD_DATE);
  route = rdm_rows_get_route (rows, "s0@" WORLD_DATE);
  rdm_command_add_report (command, RDM_EVENT_DONE, route->row.id, route->stops[0], 60000);
  outcome = world_run (rows, command);
  g_assert_true (rdm_day_plan_update (day, outcome->changes));
  g_assert_true (other == rdm_day_plan_get_schedule (day, "s1@" WORLD_DATE));
  assert_like_new (day, rows);
}

/* What does not concern a route leaves its schedule as it is: the very same object. */
static void
test_evaluates_only_what_changed (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmDayPlan) day = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  RdmCommand *command;
  GPtrArray *routes;
  const char *ids[3];
  RdmSchedule *schedules[3];
  const char *stop;

  world_deal (rows, 5);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  routes = rdm_day_plan_get_routes (day);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u@" WORLD_DATE, i);

      ids[i] = g_intern_string (id);
      schedules[i] = rdm_day_plan_get_schedule (day, ids[i]);
    }
  stop = NULL;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      if (g_strcmp0 (route->row.id, ids[0]) == 0)
        stop = g_intern_string (route->stops[0]);
    }
  command = rdm_command_new_assign (NULL, ids[1], NULL);
  rdm_command_assign_stop (command, stop, ids[0]);
  outcome = world_run (rows, command);
  g_assert_true (rdm_day_plan_update (day, outcome->changes));
  g_assert_true (schedules[2] == rdm_day_plan_get_schedule (day, ids[2]));
  g_assert_nonnull (rdm_schedule_find (rdm_day_plan_get_schedule (day, ids[1]), stop));
  g_assert_null (rdm_schedule_find (rdm_day_plan_get_schedule (day, ids[0]), stop));
  g_assert_nonnull (rdm_day_plan_find_visit (day, stop));
}

static RdmSchedule *
schedule_of (RdmDayPlan *day, const char *stop)
{
  return rdm_day_plan_get_schedule (day, rdm_rows_route_of (rdm_day_plan_get_rows (day), stop));
}

/* An order that asks for something else at its place has its own route evaluated; one with another
 * note has none. */
static void
test_edited_order_is_evaluated_alone (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmDayPlan) day = NULL;
  g_autoptr (GHashTable) others = g_hash_table_new (NULL, NULL);
  g_autoptr (RdmSchedule) before = NULL;
  GPtrArray *routes;
  const char *const *ids = (const char *const[]){ "notes", "service", "loads", NULL };

  world_deal (rows, 5);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  for (guint i = 0; ids[i]; i++)
    {
      g_autoptr (RdmCommand) command = rdm_command_new_edit (NULL);
      g_autoptr (RdmOutcome) outcome = NULL;
      RdmOrder *order = world_edit (rows, RDM_ROW_ORDER, "o0");
      const char *stop = order->kind == RDM_ORDER_PICKUP ? "o0.p" : "o0.d";

      routes = rdm_day_plan_get_routes (day);
      for (guint v = 0; v < routes->len; v++)
        g_hash_table_add (others, rdm_day_plan_get_schedule (
                                      day, ((const RdmRow *)g_ptr_array_index (routes, v))->id));
      g_clear_pointer (&before, rdm_schedule_unref);
      before = rdm_schedule_ref (schedule_of (day, stop));
      g_free (order->notes);
      order->notes = g_strdup (ids[i]);
      order->at.service_s += i == 1 ? 300 : 0;
      order->loads.amount[RDM_LOAD_WEIGHT_G] += i == 2 ? 5000 : 0;
      rdm_command_edit_row (command, rdm_rows_get (rows, RDM_ROW_ORDER, "o0"), order);
      rdm_row_unref (order);
      outcome = world_run (rows, g_steal_pointer (&command));
      rdm_day_plan_update (day, outcome->changes);
      g_assert_cmpint (i == 0, ==, schedule_of (day, stop) == before);
      routes = rdm_day_plan_get_routes (day);
      for (guint v = 0; v < routes->len; v++)
        {
          const char *id = ((const RdmRow *)g_ptr_array_index (routes, v))->id;
          RdmSchedule *now = rdm_day_plan_get_schedule (day, id);

          if (now != schedule_of (day, stop))
            g_assert_true (g_hash_table_contains (others, now));
        }
      assert_like_new (day, rows);
    }
}

static void
test_other_days_do_not_matter (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (RdmOutcome) outcome = NULL;
  RdmCommand *command = rdm_command_new_add (NULL);
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "other");

  order->reference = g_strdup ("other");
  order->date = g_strdup ("2026-11-24");
  order->at.address = g_strdup ("Elsewhere 1");
  order->at.point = WORLD_DEPOT;
  rdm_command_add_row (command, order);
  outcome = world_run (rows, command);
  g_assert_false (rdm_day_plan_update (day, outcome->changes));
  assert_like_new (day, rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-plan/follows", test_follows);
  g_test_add_func ("/day-plan/follows-reports", test_follows_reports);
  g_test_add_func ("/day-plan/report-is-evaluated-alone", test_report_is_evaluated_alone);
  g_test_add_func ("/day-plan/evaluates-only-what-changed", test_evaluates_only_what_changed);
  g_test_add_func ("/day-plan/edited-order-is-evaluated-alone",
                   test_edited_order_is_evaluated_alone);
  g_test_add_func ("/day-plan/other-days-do-not-matter", test_other_days_do_not_matter);
  return g_test_run ();
}
