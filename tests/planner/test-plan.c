/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Planning: what each scope may touch, what it must not, and that a proposal is one command and one
 * undo.
 */
#include "day-world.h"
#include "rdm-plan-task.h"

#define ITERATIONS 400

static const WorldShape shape = { .n_routes = 6,
                                  .n_orders = 110,
                                  .seed = 5,
                                  .percent_windows = 35,
                                  .percent_soft = 30,
                                  .percent_skilled = 15,
                                  .percent_shipments = 10,
                                  .with_breaks = TRUE };

static RdmPlanOptions
options_of (RdmScopeKind kind)
{
  return (RdmPlanOptions){ .scope.kind = kind, .iterations = ITERATIONS, .threads = 1, .seed = 42 };
}

static RdmProposal *
plan_with (RdmRows *rows, const RdmPlanOptions *options)
{
  g_autoptr (GError) error = NULL;
  RdmProposal *proposal = rdm_plan (rows, WORLD_DATE, NULL, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (proposal);
  return proposal;
}

static RdmProposal *
plan (RdmRows *rows, RdmScopeKind kind)
{
  RdmPlanOptions options = options_of (kind);

  return plan_with (rows, &options);
}

/* Applies it as one command, sees that the day comes to what was promised, undoes it, sees that all
 * is as before. */
static void
check_apply_and_undo (RdmRows *rows, const RdmProposal *proposal)
{
  g_autoptr (RdmRows) trial = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (RdmCommand) command = rdm_proposal_to_command (proposal, "Plan all");
  g_autoptr (RdmOutcome) outcome = rdm_run (command, trial);
  g_autoptr (RdmOutcome) back = NULL;
  g_autoptr (RdmDayPlan) day = NULL;
  g_autofree char *difference = NULL;
  RdmFigures figures;

  g_assert_true (rdm_outcome_is_applied (outcome));
  rdm_changes_apply (outcome->changes, trial);
  day = rdm_day_plan_new (trial, WORLD_DATE, NULL);
  rdm_day_plan_get_figures (day, &figures);
  g_assert_cmpint (figures.cost_minor, ==, proposal->after.cost_minor);
  g_assert_cmpint (figures.distance_m, ==, proposal->after.distance_m);
  g_assert_cmpuint (figures.n_late, ==, proposal->after.n_late);
  g_assert_cmpuint (figures.n_unassigned, ==, proposal->after.n_unassigned);
  if (!outcome->inverse)
    return;
  back = rdm_run (outcome->inverse, trial);
  g_assert_true (rdm_outcome_is_applied (back));
  rdm_changes_apply (back->changes, trial);
  if (!rdm_memory_rows_equal (RDM_MEMORY_ROWS (trial), RDM_MEMORY_ROWS (rows), &difference))
    g_error ("Undone, and yet: %s", difference);
}

/* Takes the place of every second shipment's pickup or delivery away: in the tray, or with @dealt
 * on routes. The plan can still be applied. */
static void
check_halves (gboolean dealt)
{
  for (guint seed = 1; seed <= 6; seed++)
    {
      WorldShape half_shape = shape;
      g_autoptr (RdmRows) rows = NULL;
      g_autoptr (RdmProposal) proposal = NULL;
      guint n_halves = 0;

      half_shape.seed = seed;
      half_shape.percent_shipments = 40;
      rows = world_new (&half_shape);
      if (dealt)
        world_deal (rows, seed);
      for (guint i = 0; i < half_shape.n_orders; i++)
        {
          g_autofree char *id = g_strdup_printf ("o%u", i);
          RdmOrder *order = world_edit (rows, RDM_ROW_ORDER, id);

          if (order->kind == RDM_ORDER_SHIPMENT && n_halves++ % 2 == 0)
            (n_halves % 4 == 1 ? &order->at : &order->from)->point = RDM_POINT_NONE;
          world_keep (rows, order);
        }
      g_assert_cmpuint (n_halves, >, 10);
      proposal = plan (rows, RDM_SCOPE_ALL);
      check_apply_and_undo (rows, proposal);
    }
}

static void
test_halves (void)
{
  check_halves (FALSE);
  check_halves (TRUE);
}

static void
check_breaks_nothing (const RdmProposal *proposal)
{
  for (guint i = 0; i < proposal->routes->len; i++)
    {
      const RdmRouteComparison *route = g_ptr_array_index (proposal->routes, i);

      g_assert_cmpuint (route->schedule_after->breaches, ==, 0);
    }
}

/* The stops of @list that @among has, in the order of @list, as text. */
static char *
common (GStrv list, GStrv among)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; list[i]; i++)
    if (g_strv_contains ((const char *const *)among, list[i]))
      g_string_append_printf (text, "%s ", list[i]);
  return g_strdup (text->str);
}

static void
assert_keeps_order (const RdmRouteComparison *route)
{
  g_autofree char *before = common (route->before, route->after);
  g_autofree char *after = common (route->after, route->before);

  g_assert_cmpstr (before, ==, after);
}

static const RdmRouteComparison *
route_at (const RdmProposal *proposal, guint i)
{
  return g_ptr_array_index (proposal->routes, i);
}

/* --- all ---------------------------------------------------------------------------------------
 */

static void
test_all_from_the_tray (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmProposal) proposal = plan (rows, RDM_SCOPE_ALL);
  guint n_stops = proposal->before.n_unassigned;

  g_assert_cmpuint (proposal->before.n_stops, ==, 0);
  g_assert_cmpuint (proposal->after.n_stops + proposal->unassigned->len, ==, n_stops);
  g_assert_cmpuint (g_strv_length (proposal->placed), ==, proposal->after.n_stops);
  g_assert_cmpuint (g_strv_length (proposal->moved), ==, 0);
  g_assert_true (proposal->estimated);
  g_assert_cmpuint (proposal->after.n_stops, >, n_stops * 8 / 10);
  check_breaks_nothing (proposal);
  check_apply_and_undo (rows, proposal);
}

static void
test_all_is_better_than_chance (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmProposal) proposal = NULL;

  world_deal (rows, 1);
  proposal = plan (rows, RDM_SCOPE_ALL);
  g_assert_cmpint (proposal->after.cost_minor, <, proposal->before.cost_minor);
  g_assert_cmpuint (g_strv_length (proposal->moved), >, 0);
  check_apply_and_undo (rows, proposal);
}

static void
test_same_seed_same_answer (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  RdmPlanOptions options = options_of (RDM_SCOPE_ALL);
  g_autoptr (RdmProposal) one = NULL;
  g_autoptr (RdmProposal) two = NULL;

  options.threads = 2;
  one = plan_with (rows, &options);
  two = plan_with (rows, &options);
  for (guint i = 0; i < one->routes->len; i++)
    g_assert_true (g_strv_equal ((const char *const *)route_at (one, i)->after,
                                 (const char *const *)route_at (two, i)->after));
}

/* --- what stays --------------------------------------------------------------------------------
 */

static void
set_state (RdmRows *rows, const char *id, RdmStopState state, gboolean locked)
{
  RdmStop *stop = world_edit (rows, RDM_ROW_STOP, id);

  stop->state = (int)state;
  stop->locked = locked;
  world_keep (rows, stop);
}

static void
test_locks_and_heads_hold (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmProposal) proposal = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  const RdmRoute *headed;
  const RdmRoute *pinned;
  RdmRoute *locked;

  world_deal (rows, 1);
  routes = rdm_rows_day_routes (rows, WORLD_DATE);
  headed = g_ptr_array_index (routes, 0);
  pinned = g_ptr_array_index (routes, 1);
  locked = rdm_row_copy (g_ptr_array_index (routes, 2));
  locked->locked = TRUE;
  set_state (rows, headed->stops[0], RDM_STOP_DONE, FALSE);
  set_state (rows, headed->stops[1], RDM_STOP_FAILED, FALSE);
  set_state (rows, headed->stops[2], RDM_STOP_EN_ROUTE, FALSE);
  for (guint i = 0; i < g_strv_length (pinned->stops); i += 3)
    set_state (rows, pinned->stops[i], RDM_STOP_PLANNED, TRUE);
  rdm_rows_put (rows, locked);

  proposal = plan (rows, RDM_SCOPE_ALL);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (rdm_proposal_find (proposal, headed->row.id)->after[i], ==, headed->stops[i]);
  for (guint i = 0; i < g_strv_length (pinned->stops); i += 3)
    g_assert_true (
        g_strv_contains ((const char *const *)rdm_proposal_find (proposal, pinned->row.id)->after,
                         pinned->stops[i]));
  g_assert_false (rdm_proposal_find (proposal, locked->row.id)->changed);
  check_apply_and_undo (rows, proposal);
  rdm_row_unref (locked);
}

static void
test_tray_goes_into_routes_as_they_are (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmProposal) first = plan (rows, RDM_SCOPE_ALL);
  g_autoptr (RdmProposal) proposal = NULL;
  RdmCommand *off = rdm_command_new_assign (NULL, NULL, NULL);
  g_autoptr (RdmOutcome) planned = world_run (rows, rdm_proposal_to_command (first, NULL));
  g_autoptr (RdmOutcome) taken_off = NULL;

  for (guint i = 0; i < g_strv_length (first->placed); i += 6)
    if (!strstr (first->placed[i], ".p"))
      rdm_command_assign_stop (off, first->placed[i], rdm_rows_route_of (rows, first->placed[i]));
  taken_off = world_run (rows, off);

  proposal = plan (rows, RDM_SCOPE_TRAY);
  g_assert_cmpuint (proposal->before.n_unassigned, >, 10);
  g_assert_cmpuint (proposal->after.n_unassigned, <, proposal->before.n_unassigned);
  g_assert_cmpuint (g_strv_length (proposal->moved), ==, 0);
  for (guint i = 0; i < proposal->routes->len; i++)
    assert_keeps_order (route_at (proposal, i));
  check_breaks_nothing (proposal);
  check_apply_and_undo (rows, proposal);
}

static void
test_selection_moves_nothing_else (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmProposal) proposal = NULL;
  const char *const stops[] = { "o3.d", "o40.d", "o77.d", "o90.d", NULL };
  RdmPlanOptions options = options_of (RDM_SCOPE_SELECTION);

  world_deal (rows, 1);
  options.scope.stops = stops;
  proposal = plan_with (rows, &options);
  for (guint i = 0; proposal->moved[i]; i++)
    {
      g_autofree char *order = g_strndup (proposal->moved[i], strlen (proposal->moved[i]) - 2);
      g_autofree char *delivery = rdm_stop_id (order, RDM_STOP_DELIVERY);

      g_assert_true (g_strv_contains (stops, delivery));
    }
  for (guint i = 0; i < proposal->routes->len; i++)
    {
      const RdmRouteComparison *route = route_at (proposal, i);
      g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
      g_auto (GStrv) list = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      for (guint j = 0; route->before[j]; j++)
        {
          g_autofree char *order = g_strndup (route->before[j], strlen (route->before[j]) - 2);
          g_autofree char *delivery = rdm_stop_id (order, RDM_STOP_DELIVERY);

          if (!g_strv_contains (stops, delivery))
            g_strv_builder_add (others, route->before[j]);
        }
      list = g_strv_builder_end (others);
      before = common (route->before, list);
      after = common (route->after, list);
      g_assert_cmpstr (before, ==, after);
    }
  check_apply_and_undo (rows, proposal);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static char *
sorted (GStrv list)
{
  g_auto (GStrv) copy = g_strdupv (list);

  qsort (copy, g_strv_length (copy), sizeof *copy, compare_texts);
  return g_strjoinv (" ", copy);
}

static void
test_one_route_keeps_its_stops (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (GPtrArray) routes = NULL;
  const RdmRoute *route;
  g_autoptr (RdmProposal) proposal = NULL;
  RdmPlanOptions options = options_of (RDM_SCOPE_ROUTE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  world_deal (rows, 1);
  routes = rdm_rows_day_routes (rows, WORLD_DATE);
  route = g_ptr_array_index (routes, 3);
  options.scope.route = route->row.id;
  proposal = plan_with (rows, &options);
  for (guint i = 0; i < proposal->routes->len; i++)
    g_assert_cmpint (route_at (proposal, i)->changed, ==,
                     g_strcmp0 (route_at (proposal, i)->route, route->row.id) == 0);
  before = sorted (rdm_proposal_find (proposal, route->row.id)->before);
  after = sorted (rdm_proposal_find (proposal, route->row.id)->after);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (proposal->after.distance_m, <, proposal->before.distance_m);
  check_apply_and_undo (rows, proposal);
}

static void
test_stops_without_place_stay_where_they_are (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  g_autoptr (RdmProposal) proposal = NULL;
  const RdmRouteComparison *comparison;
  static const char *const lost[] = { "on-route", "in-tray" };

  world_add_order (rows, "far", 8000, 0);
  world_add_order (rows, "near", 1000, 100);
  world_add_order (rows, "middle", 4000, 100);
  for (guint i = 0; i < 2; i++)
    {
      RdmOrder *order;

      world_add_order (rows, lost[i], 0, 0);
      order = world_edit (rows, RDM_ROW_ORDER, lost[i]);
      order->at.point = RDM_POINT_NONE;
      world_keep (rows, order);
    }
  world_put_route (rows, route, "middle.d on-route.d far.d near.d");
  proposal = plan (rows, RDM_SCOPE_ALL);
  comparison = rdm_proposal_find (proposal, route);
  g_assert_cmpuint (g_strv_length (comparison->after), ==, 4);
  for (guint i = 0; comparison->after[i]; i++)
    if (g_str_equal (comparison->after[i], "middle.d"))
      g_assert_cmpstr (comparison->after[i + 1], ==, "on-route.d");
  g_assert_cmpuint (g_strv_length (proposal->without_place), ==, 2);
  g_assert_cmpuint (proposal->unassigned->len, ==, 1);
  g_assert_nonnull (strstr (((RdmUnassigned *)g_ptr_array_index (proposal->unassigned, 0))->reason,
                            "needs a place"));
  check_apply_and_undo (rows, proposal);
}

/* A route that is over its load already takes no more, and loses nothing. */
static void
test_broken_routes_are_not_made_worse (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *full = world_add_vehicle (rows, 0);
  g_autofree char *other = world_add_vehicle (rows, 1);
  g_autoptr (RdmProposal) proposal = NULL;
  RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, "v0");

  vehicle->capacity.amount[RDM_LOAD_PARCELS] = 2;
  world_keep (rows, vehicle);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);

      world_add_order (rows, id, 1000.0 * i, 500);
    }
  world_set_window (rows, "o0", 8 * 3600, 8 * 3600 + 60, FALSE);
  world_put_route (rows, full, "o1.d o2.d o0.d");
  proposal = plan (rows, RDM_SCOPE_TRAY);
  g_assert_false (rdm_proposal_find (proposal, full)->changed);
  g_assert_cmpstr (rdm_proposal_find (proposal, other)->after[0], ==, "o3.d");
}

/* --- words -------------------------------------------------------------------------------------
 */

static void
assert_refused (RdmRows *rows, const RdmPlanOptions *options, RdmPlanError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmProposal) proposal =
      rdm_plan (rows, WORLD_DATE, NULL, options, NULL, NULL, NULL, &error);

  g_assert_null (proposal);
  g_assert_error (error, RDM_PLAN_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refusals (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *id = NULL;
  RdmPlanOptions all = options_of (RDM_SCOPE_ALL);
  RdmPlanOptions tray = options_of (RDM_SCOPE_TRAY);
  RdmPlanOptions one = options_of (RDM_SCOPE_ROUTE);
  RdmRoute *route;

  assert_refused (rows, &all, RDM_PLAN_ERROR_NO_FLEET, "No shift works on Monday 23 November 2026");
  id = world_add_vehicle (rows, 0);
  assert_refused (rows, &all, RDM_PLAN_ERROR_NO_STOPS, "no open stops");
  world_add_order (rows, "o1", 100, 100);
  world_put_route (rows, id, "o1.d");
  assert_refused (rows, &tray, RDM_PLAN_ERROR_NO_STOPS, "on a route already");
  one.scope.route = "nobody@" WORLD_DATE;
  assert_refused (rows, &one, RDM_PLAN_ERROR_UNKNOWN, "no such route");
  route = world_edit (rows, RDM_ROW_ROUTE, id);
  route->locked = TRUE;
  world_keep (rows, route);
  assert_refused (rows, &all, RDM_PLAN_ERROR_LOCKED, "locked or closed");
}

static void
test_says_why (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  g_autoptr (RdmProposal) proposal = NULL;
  RdmUnassigned *unassigned;
  RdmOrder *order;

  world_add_order (rows, "fine", 100, 100);
  world_add_order (rows, "cold", 100, 200);
  order = world_edit (rows, RDM_ROW_ORDER, "cold");
  order->skills = g_strsplit ("chilled", " ", -1);
  world_keep (rows, order);
  proposal = plan (rows, RDM_SCOPE_ALL);
  g_assert_cmpuint (proposal->unassigned->len, ==, 1);
  unassigned = g_ptr_array_index (proposal->unassigned, 0);
  g_assert_cmpstr (unassigned->stop, ==, "cold.d");
  g_assert_nonnull (strstr (unassigned->reason, "chilled"));
  g_assert_cmpuint (unassigned->why_not->len, ==, 1);
}

/* --- in a thread -------------------------------------------------------------------------------
 */

typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  GThread *thread;
  guint n_told;
  double fraction;
  RdmProposal *proposal;
  GError *error;
} Waiting;

static void
progress_cb (const RdmPlanProgress *progress, gpointer user_data)
{
  Waiting *waiting = user_data;

  g_assert_true (g_thread_self () == waiting->thread);
  g_assert_cmpfloat (progress->fraction, >=, waiting->fraction);
  g_assert_cmpfloat (progress->fraction, <=, 1.0);
  g_assert_cmpuint (progress->lists->len, ==, shape.n_routes);
  waiting->fraction = progress->fraction;
  if (++waiting->n_told == 3)
    g_cancellable_cancel (waiting->cancellable);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->proposal = rdm_plan_finish (result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static void
test_cancel_keeps_the_best (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RdmPlanOptions options = {
    .scope.kind = RDM_SCOPE_ALL, .time_limit_s = 300, .threads = 2, .seed = 1
  };
  Waiting waiting = { loop, cancellable, g_thread_self () };

  rdm_plan_async (rows, WORLD_DATE, NULL, &options, cancellable, progress_cb, &waiting, planned_cb,
                  &waiting);
  g_main_loop_run (loop);
  g_assert_no_error (waiting.error);
  g_assert_true (waiting.proposal->cancelled);
  g_assert_cmpuint (waiting.n_told, >=, 3);
  g_assert_cmpfloat (waiting.proposal->elapsed_s, <, 60);
  g_assert_cmpuint (waiting.proposal->after.n_stops, >, 80);
  check_apply_and_undo (rows, waiting.proposal);
  g_clear_pointer (&waiting.proposal, rdm_proposal_unref);
}

/* Rows may change while it runs: the command then says so instead of undoing somebody's work. */
static void
test_a_stale_proposal_conflicts (void)
{
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmProposal) proposal = NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (RdmOutcome) moved = NULL;
  RdmCommand *move;

  world_deal (rows, 1);
  proposal = plan (rows, RDM_SCOPE_ALL);
  move = rdm_command_new_assign (NULL, NULL, NULL);
  rdm_command_assign_stop (move, "o5.d", rdm_rows_route_of (rows, "o5.d"));
  moved = world_run (rows, move);
  command = rdm_proposal_to_command (proposal, NULL);
  outcome = rdm_run (command, rows);
  g_assert_cmpint (outcome->reason, ==, RDM_REASON_LIST_CHANGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/all-from-the-tray", test_all_from_the_tray);
  g_test_add_func ("/plan/all-is-better-than-chance", test_all_is_better_than_chance);
  g_test_add_func ("/plan/same-seed-same-answer", test_same_seed_same_answer);
  g_test_add_func ("/plan/locks-and-heads-hold", test_locks_and_heads_hold);
  g_test_add_func ("/plan/tray-into-routes-as-they-are", test_tray_goes_into_routes_as_they_are);
  g_test_add_func ("/plan/selection-moves-nothing-else", test_selection_moves_nothing_else);
  g_test_add_func ("/plan/one-route-keeps-its-stops", test_one_route_keeps_its_stops);
  g_test_add_func ("/plan/without-place", test_stops_without_place_stay_where_they_are);
  g_test_add_func ("/plan/half-a-shipment", test_halves);
  g_test_add_func ("/plan/broken-routes", test_broken_routes_are_not_made_worse);
  g_test_add_func ("/plan/refusals", test_refusals);
  g_test_add_func ("/plan/says-why", test_says_why);
  g_test_add_func ("/plan/cancel-keeps-the-best", test_cancel_keeps_the_best);
  g_test_add_func ("/plan/stale-proposal", test_a_stale_proposal_conflicts);
  return g_test_run ();
}
