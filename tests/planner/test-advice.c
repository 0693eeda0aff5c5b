/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is best, and why nobody can: what advice promises comes true when it is followed.
 */
#include "day-world.h"
#include "rdm-advice.h"
#include "rdm-exception.h"
#include "rdm-text.h"
#include "rdm-time.h"

#define HOUR_S 3600

static const WorldShape shape = { .n_routes = 8,
                                  .n_orders = 120,
                                  .seed = 4,
                                  .percent_windows = 40,
                                  .percent_soft = 20,
                                  .percent_skilled = 15,
                                  .percent_shipments = 15,
                                  .with_breaks = TRUE };

/* --- ranks -------------------------------------------------------------------------------------
 */

static const RdmRank *
rank_at (GPtrArray *ranks, guint i)
{
  return g_ptr_array_index (ranks, i);
}

/* Following a rank costs what it said. */
static void
follow (RdmRows *rows, const char *const *stops, const RdmRank *rank)
{
  g_autoptr (RdmRows) trial = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (trial, WORLD_DATE, NULL);
  RdmCommand *command = rdm_advice_assign (day, stops, rank->route, "Give");
  g_autoptr (RdmOutcome) outcome = NULL;
  RdmFigures before;
  RdmFigures after;

  rdm_day_plan_get_figures (day, &before);
  g_assert_nonnull (command);
  outcome = world_run (trial, command);
  rdm_day_plan_update (day, outcome->changes);
  rdm_day_plan_get_figures (day, &after);
  g_assert_cmpint (after.distance_m - before.distance_m, ==, rank->distance_m);
  g_assert_cmpint (after.duty_s - before.duty_s, ==, rank->duty_s);
  g_assert_cmpint (ABS (after.cost_minor - before.cost_minor - rank->cost_minor), <=, 6);
  if (rank->allowed)
    g_assert_cmpuint (after.n_broken, <=, before.n_broken);
  for (guint i = 0; stops[i]; i++)
    g_assert_cmpstr (rdm_rows_route_of (trial, stops[i]), ==, rank->route);

  rdm_changes_revert (outcome->changes, trial);
  g_assert_true (rdm_memory_rows_equal (RDM_MEMORY_ROWS (trial), RDM_MEMORY_ROWS (rows), NULL));
}

static void
check_ranks (RdmRows *rows, RdmDayPlan *day, const char *const *stops)
{
  g_autoptr (GPtrArray) ranks = rdm_advice_rank (day, stops);

  g_assert_cmpuint (ranks->len, ==, shape.n_routes);
  for (guint i = 0; i < ranks->len; i++)
    {
      const RdmRank *rank = rank_at (ranks, i);

      follow (rows, stops, rank);
      g_assert_cmpint (rank->allowed, ==, rank->score > 0);
      if (i > 0)
        {
          g_assert_false (rank->allowed && !rank_at (ranks, i - 1)->allowed);
          if (rank->allowed)
            g_assert_cmpint (rank->cost_minor, >=, rank_at (ranks, i - 1)->cost_minor);
        }
    }
}

static void
test_ranks_come_true (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (GPtrArray) stops = rdm_rows_list (rows, RDM_ROW_STOP);
  g_autoptr (RdmDayPlan) day = NULL;

  world_deal (rows, 9);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  for (guint i = 0; i < 30; i++)
    {
      const char *chosen[5] = { NULL };
      guint n = 1 + i % 4;
      guint start = (guint)g_rand_int_range (random, 0, (gint32)(stops->len - 40));

      for (guint j = 0; j < n; j++)
        chosen[j] = ((RdmStop *)g_ptr_array_index (stops, start + j * 9))->row.id;
      check_ranks (rows, day, chosen);
    }
}

static void
test_locked_routes_are_not_ranked (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *locked = world_add_vehicle (rows, 0);
  g_autofree char *open = world_add_vehicle (rows, 1);
  g_autoptr (RdmDayPlan) day = NULL;
  const char *const stops[] = { "o1.d", NULL };
  g_autoptr (GPtrArray) ranks = NULL;
  RdmRoute *route;

  world_add_order (rows, "o1", 3000, 0);
  route = rdm_rows_get_route (rows, locked);
  route->locked = TRUE;
  world_keep (rows, route);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  ranks = rdm_advice_rank (day, stops);
  g_assert_cmpuint (ranks->len, ==, 1);
  g_assert_cmpstr (rank_at (ranks, 0)->route, ==, open);
  g_assert_null (rdm_advice_assign (day, stops, locked, NULL));
}

static void
report_down (RdmRows *rows, const char *route)
{
  g_autofree char *id = rdm_exception_id (RDM_EXCEPTION_VEHICLE_DOWN, route, WORLD_DATE);
  RdmException *down = rdm_row_new (RDM_ROW_EXCEPTION, id);

  down->kind = RDM_EXCEPTION_VEHICLE_DOWN;
  down->reported = TRUE;
  rdm_set_str (&down->subject, route);
  rdm_set_str (&down->date, WORLD_DATE);
  world_keep (rows, down);
}

/* Nothing is given to a vehicle that cannot go on. */
static void
test_broken_down_vehicles_are_not_ranked (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *broken = world_add_vehicle (rows, 0);
  g_autofree char *whole = world_add_vehicle (rows, 1);
  g_autoptr (RdmDayPlan) day = NULL;
  const char *const stops[] = { "o1.d", NULL };
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) ranks = NULL;

  world_add_order (rows, "o1", 3000, 0);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  before = rdm_advice_rank (day, stops);
  g_assert_cmpuint (before->len, ==, 2);
  report_down (rows, broken);
  ranks = rdm_advice_rank (day, stops);
  g_assert_cmpuint (ranks->len, ==, 1);
  g_assert_cmpstr (rank_at (ranks, 0)->route, ==, whole);
}

/* --- why not -----------------------------------------------------------------------------------
 */

static const RdmWhyNot *
answer_at (GPtrArray *answers, guint i)
{
  return g_ptr_array_index (answers, i);
}

static const RdmObstacle *
obstacle_of (const RdmWhyNot *answer)
{
  g_assert_cmpuint (answer->obstacles->len, ==, 1);
  return &g_array_index (answer->obstacles, RdmObstacle, 0);
}

static void
relax_order (RdmRows *rows, const RdmObstacle *obstacle, gint64 amount)
{
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, obstacle->stop);
  RdmOrder *order = world_edit (rows, RDM_ROW_ORDER, stop->order);
  RdmWindows *windows = stop->role == RDM_STOP_PICKUP ? &order->from.windows : &order->at.windows;

  windows->at[windows->n - 1].to_s += (gint32)amount;
  world_keep (rows, order);
}

static void
relax_shift (RdmRows *rows, const RdmRoute *route, const RdmObstacle *obstacle, gint64 amount)
{
  RdmShift *shift = world_edit (rows, RDM_ROW_SHIFT, route->shift);

  if (obstacle->kind == RDM_OBSTACLE_SHIFT)
    shift->overtime_max_s += amount;
  else
    shift->break_to_s += (gint32)amount;
  world_keep (rows, shift);
}

static void
relax_vehicle (RdmRows *rows, const RdmRoute *route, const RdmObstacle *obstacle, gint64 amount)
{
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, shift->vehicle);

  if (obstacle->kind == RDM_OBSTACLE_LOAD)
    vehicle->capacity.amount[obstacle->dimension] += amount;
  else if (obstacle->kind == RDM_OBSTACLE_RANGE)
    vehicle->range_m += amount;
  else if (obstacle->kind == RDM_OBSTACLE_STOPS)
    vehicle->max_stops += amount;
  else
    {
      g_autoptr (GStrvBuilder) skills = g_strv_builder_new ();

      for (guint i = 0; vehicle->skills && vehicle->skills[i]; i++)
        g_strv_builder_add (skills, vehicle->skills[i]);
      for (guint i = 0; obstacle->skills[i]; i++)
        g_strv_builder_add (skills, obstacle->skills[i]);
      g_strfreev (vehicle->skills);
      vehicle->skills = g_strv_builder_end (skills);
    }
  world_keep (rows, vehicle);
}

static void
relax (RdmRows *rows, const char *route_id, const RdmObstacle *obstacle, gint64 less)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, route_id);
  gint64 amount = obstacle->amount - less;

  switch (obstacle->kind)
    {
    case RDM_OBSTACLE_WINDOW:
      relax_order (rows, obstacle, amount);
      break;
    case RDM_OBSTACLE_SHIFT:
    case RDM_OBSTACLE_BREAK:
      relax_shift (rows, route, obstacle, amount);
      break;
    default:
      relax_vehicle (rows, route, obstacle, amount);
    }
}

static gboolean
can_take (RdmRows *rows, const char *route, const char *stop)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  const char *const stops[] = { stop, NULL };
  g_autoptr (GPtrArray) ranks = rdm_advice_rank (day, stops);

  for (guint i = 0; i < ranks->len; i++)
    if (g_strcmp0 (rank_at (ranks, i)->route, route) == 0)
      return rank_at (ranks, i)->allowed;
  return FALSE;
}

/* What it says would help does, applied to the rows and looked at anew. */
static guint
check_answers (RdmRows *rows, const char *stop)
{
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (GPtrArray) answers = rdm_advice_why_not (day, stop);
  guint n_helped = 0;

  for (guint i = 0; i < answers->len; i++)
    {
      const RdmWhyNot *answer = answer_at (answers, i);
      g_autoptr (RdmRows) trial = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));

      g_assert_nonnull (answer->sentence);
      g_assert_cmpint (can_take (rows, answer->route, stop), ==, answer->obstacles->len == 0);
      if (!answer->complete)
        continue;
      for (guint j = 0; j < answer->obstacles->len; j++)
        relax (trial, answer->route, &g_array_index (answer->obstacles, RdmObstacle, j), 0);
      g_assert_true (can_take (trial, answer->route, stop));
      n_helped += answer->obstacles->len > 0;
    }
  return n_helped;
}

static void
test_relaxations_help (void)
{
  static const WorldShape tight = { .n_routes = 4,
                                    .n_orders = 150,
                                    .seed = 6,
                                    .percent_windows = 70,
                                    .percent_skilled = 20,
                                    .percent_shipments = 8,
                                    .with_breaks = TRUE };
  g_autoptr (RdmRows) rows = world_new (&tight);
  guint n_helped = 0;

  world_plan (rows, 500);
  for (guint i = 0; i < 75; i++)
    {
      g_autofree char *order = g_strdup_printf ("o%u", i * 2);
      g_autofree char *stop = rdm_stop_id (order, RDM_STOP_DELIVERY);
      g_autoptr (RdmRows) trial = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
      RdmCommand *command = rdm_command_new_assign (NULL, NULL, NULL);
      g_autoptr (RdmOutcome) outcome = NULL;

      rdm_command_assign_stop (command, stop, rdm_rows_route_of (trial, stop));
      outcome = world_run (trial, command);
      n_helped += check_answers (trial, stop);
    }
  g_assert_cmpuint (n_helped, >, 40);
}

/* One van that is away until five, one window that closes at four: twenty minutes are missing. */
static void
test_window_sentence (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 7);
  g_autoptr (RdmDayPlan) day = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autofree char *reason = NULL;
  RdmShift *shift = world_edit (rows, RDM_ROW_SHIFT, "s7");
  const RdmObstacle *obstacle;

  shift->start_s = 16 * HOUR_S + 1200;
  shift->end_s = 20 * HOUR_S;
  world_keep (rows, shift);
  world_add_order (rows, "o1", 10, 0);
  world_set_window (rows, "o1", 14 * HOUR_S, 16 * HOUR_S, FALSE);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  answers = rdm_advice_why_not (day, "o1.d");
  g_assert_cmpuint (answers->len, ==, 1);
  obstacle = obstacle_of (answer_at (answers, 0));
  g_assert_cmpint (obstacle->kind, ==, RDM_OBSTACLE_WINDOW);
  g_assert_cmpstr (obstacle->stop, ==, "o1.d");
  g_assert_cmpint (obstacle->amount, >=, 1200);
  g_assert_cmpint (obstacle->amount, <, 1215);
  g_assert_cmpstr (answer_at (answers, 0)->route, ==, route);
  g_assert_cmpstr (answer_at (answers, 0)->sentence, ==,
                   "LI-07 could at 16:20 if the window were 21 min longer.");
  reason = rdm_advice_why_unassigned (day, "o1.d");
  g_assert_cmpstr (reason, ==,
                   "No route can take it as it is. "
                   "LI-07 could at 16:20 if the window were 21 min longer.");
}

static void
test_other_sentences (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *plain = world_add_vehicle (rows, 0);
  g_autoptr (RdmDayPlan) day = NULL;
  g_autofree char *skills = NULL;
  g_autofree char *load = NULL;
  g_autofree char *place = NULL;
  g_autofree char *fine = NULL;
  RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, "v0");
  RdmOrder *order;

  vehicle->capacity.amount[RDM_LOAD_PARCELS] = 3;
  world_keep (rows, vehicle);
  world_add_order (rows, "cold", 100, 0);
  order = world_edit (rows, RDM_ROW_ORDER, "cold");
  order->skills = g_strsplit ("chilled", " ", -1);
  world_keep (rows, order);
  world_add_order (rows, "big", 100, 0);
  order = world_edit (rows, RDM_ROW_ORDER, "big");
  order->loads.amount[RDM_LOAD_PARCELS] = 5;
  world_keep (rows, order);
  world_add_order (rows, "lost", 100, 0);
  order = world_edit (rows, RDM_ROW_ORDER, "lost");
  order->at.point = RDM_POINT_NONE;
  world_keep (rows, order);
  world_add_order (rows, "easy", 100, 0);

  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  skills = rdm_advice_why_unassigned (day, "cold.d");
  load = rdm_advice_why_unassigned (day, "big.d");
  place = rdm_advice_why_unassigned (day, "lost.d");
  fine = rdm_advice_why_unassigned (day, "easy.d");
  g_assert_nonnull (strstr (skills, "if vehicle or crew had: chilled."));
  g_assert_nonnull (strstr (load, "if the vehicle took 2 parcels more."));
  g_assert_nonnull (strstr (place, "needs a place first"));
  g_assert_nonnull (strstr (fine, "LI-00 can at "));
}

/* A step at a time comes to the same, and leaves the day alone in between. */
static void
test_little_by_little (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (GPtrArray) stops = rdm_rows_list (rows, RDM_ROW_STOP);
  g_autoptr (RdmDayPlan) day = NULL;

  world_deal (rows, 9);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  for (guint i = 0; i + 30 < stops->len; i += 17)
    {
      const char *const chosen[] = { ((RdmStop *)g_ptr_array_index (stops, i))->row.id,
                                     ((RdmStop *)g_ptr_array_index (stops, i + 30))->row.id, NULL };
      g_autoptr (RdmRanking) ranking = rdm_ranking_new (day, chosen);
      g_autoptr (RdmInquiry) inquiry = rdm_inquiry_new (day, chosen[0]);
      g_autoptr (GPtrArray) ranks = NULL;
      g_autoptr (GPtrArray) answers = NULL;
      RdmFigures before;
      guint n_steps = 0;

      rdm_day_plan_get_figures (day, &before);
      while (!rdm_ranking_step (ranking, 0) | !rdm_inquiry_step (inquiry, 0))
        {
          RdmFigures between;

          rdm_day_plan_get_figures (day, &between);
          g_assert_cmpmem (&between, sizeof between, &before, sizeof before);
          n_steps++;
        }
      g_assert_cmpuint (n_steps, >=, shape.n_routes - 2);
      ranks = rdm_advice_rank (day, chosen);
      g_assert_cmpuint (ranks->len, ==, rdm_ranking_finish (ranking)->len);
      for (guint k = 0; k < ranks->len; k++)
        {
          const RdmRank *rank = rank_at (rdm_ranking_finish (ranking), k);

          g_assert_cmpstr (rank->route, ==, rank_at (ranks, k)->route);
          g_assert_cmpint (rank->cost_minor, ==, rank_at (ranks, k)->cost_minor);
          g_assert_cmpfloat (rank->score, ==, rank_at (ranks, k)->score);
        }
      answers = rdm_advice_why_not (day, chosen[0]);
      g_assert_cmpuint (answers->len, ==, rdm_inquiry_finish (inquiry)->len);
      for (guint k = 0; k < answers->len; k++)
        g_assert_cmpstr (answer_at (rdm_inquiry_finish (inquiry), k)->sentence, ==,
                         answer_at (answers, k)->sentence);
    }
}

static void
test_no_fleet (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (RdmDayPlan) day = NULL;
  const char *const stops[] = { "o1.d", NULL };
  g_autoptr (GPtrArray) ranks = NULL;
  g_autofree char *reason = NULL;

  world_add_order (rows, "o1", 100, 0);
  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  ranks = rdm_advice_rank (day, stops);
  g_assert_cmpuint (ranks->len, ==, 0);
  reason = rdm_advice_why_unassigned (day, "o1.d");
  g_assert_nonnull (strstr (reason, "No shift works that day."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/advice/broken-down-vehicles-are-not-ranked",
                   test_broken_down_vehicles_are_not_ranked);
  g_test_add_func ("/advice/ranks-come-true", test_ranks_come_true);
  g_test_add_func ("/advice/locked-routes-are-not-ranked", test_locked_routes_are_not_ranked);
  g_test_add_func ("/advice/relaxations-help", test_relaxations_help);
  g_test_add_func ("/advice/window-sentence", test_window_sentence);
  g_test_add_func ("/advice/other-sentences", test_other_sentences);
  g_test_add_func ("/advice/little-by-little", test_little_by_little);
  g_test_add_func ("/advice/no-fleet", test_no_fleet);
  return g_test_run ();
}
