/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-answer.h"

#include <string.h>
#include <time.h>

#include "live-world.h"
#include "watched-day.h"
#include "rdm-live-rest.h"
#include "rdm-reattempt.h"
#include "rdm-time.h"

#define HOUR_S 3600

/* By steps: the same answers on any machine. */
static GPtrArray *
ask (Watched *self, const RdmAlert *alert)
{
  g_autoptr (RdmQuestion) question = rdm_question_new (self->day, alert, "Ada");

  rdm_question_set_iterations (question, 40);
  return rdm_question_answer (question, NULL);
}

static const RdmAnswer *
answer_of (GPtrArray *answers, RdmAnswerKind kind)
{
  for (guint i = 0; i < answers->len; i++)
    if (((RdmAnswer *)g_ptr_array_index (answers, i))->kind == kind)
      return g_ptr_array_index (answers, i);
  return NULL;
}

/* --- what holds for every answer ----------------------------------------------------------------
 */

static gboolean
is_fact (const RdmRow *row)
{
  return row && (row->kind == RDM_ROW_ATTEMPT || row->kind == RDM_ROW_STOP);
}

/* The same rows, but for facts: what somebody was said to be on the way to. */
static void
assert_same_but_facts (RdmRows *a, RdmRows *b)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      g_autoptr (GPtrArray) left = rdm_rows_list (a, (RdmRowKind)kind);
      g_autoptr (GPtrArray) right = rdm_rows_list (b, (RdmRowKind)kind);

      g_assert_cmpuint (left->len, ==, right->len);
      for (guint i = 0; i < left->len; i++)
        if (!is_fact (g_ptr_array_index (left, i))
            && !rdm_row_equal (g_ptr_array_index (left, i), g_ptr_array_index (right, i)))
          g_error ("another row after undo: %s", ((RdmRow *)g_ptr_array_index (left, i))->id);
    }
}

/* What is done, and where it was done, stays. */
static void
assert_done_stays (RdmRows *before, RdmRows *after, const RdmAnswer *answer)
{
  g_autoptr (GPtrArray) stops = rdm_rows_list (before, RDM_ROW_STOP);

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *was = g_ptr_array_index (stops, i);
      const RdmStop *is = rdm_rows_get (after, RDM_ROW_STOP, was->row.id);

      if (was->state != RDM_STOP_DONE)
        continue;
      g_assert_cmpint (is->state, ==, RDM_STOP_DONE);
      g_assert_cmpstr (rdm_rows_route_of (before, was->row.id), ==,
                       rdm_rows_route_of (after, was->row.id));
    }
}

/* What needs the cold goes to nobody who has none; what leaves a vehicle under way is fetched. */
static void
assert_goods (RdmRows *before, RdmRows *after)
{
  g_autoptr (GPtrArray) stops = rdm_rows_list (before, RDM_ROW_STOP);

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (stops, i);
      const RdmOrder *was = rdm_rows_get (before, RDM_ROW_ORDER, stop->order);
      const RdmOrder *is = rdm_rows_get (after, RDM_ROW_ORDER, stop->order);
      const char *from = rdm_rows_route_of (before, stop->row.id);
      const char *to = rdm_rows_route_of (after, stop->row.id);
      g_autoptr (RdmRoute) giver = from ? rdm_rows_get_route (before, from) : NULL;
      g_autoptr (RdmRoute) taker = to ? rdm_rows_get_route (after, to) : NULL;
      const RdmShift *shift = taker ? rdm_rows_get (after, RDM_ROW_SHIFT, taker->shift) : NULL;
      const RdmVehicle *vehicle =
          shift ? rdm_rows_get (after, RDM_ROW_VEHICLE, shift->vehicle) : NULL;

      if (!to || g_strcmp0 (from, to) == 0)
        continue;
      if (was->skills && g_strv_contains ((const char *const *)was->skills, "chilled"))
        g_assert_true (vehicle->skills
                       && g_strv_contains ((const char *const *)vehicle->skills, "chilled"));
      if (was->kind == RDM_ORDER_DELIVERY
          && ((giver && giver->state == RDM_ROUTE_RUNNING) || taker->state == RDM_ROUTE_RUNNING))
        g_assert_cmpint (is->kind, ==, RDM_ORDER_SHIPMENT);
    }
}

static RdmRest *
rest_of (RdmRows *rows, gint64 now_ms)
{
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, now_ms);

  return rdm_live_day_get_rest (day);
}

/* The price is what the rest of the day comes to afterwards, less what it comes to now. */
static void
assert_price (Watched *self, RdmRows *after, const RdmRepair *repair)
{
  gint64 now_ms = rdm_live_day_get_now (self->day);
  g_autoptr (RdmRest) was = rest_of (self->rows, now_ms);
  g_autoptr (RdmRest) is = rest_of (after, now_ms);
  RdmFigures before, then;

  rdm_day_plan_get_figures (rdm_rest_get_plan (was), &before);
  rdm_day_plan_get_figures (rdm_rest_get_plan (is), &then);
  g_assert_cmpint (repair->distance_m, ==, then.distance_m - before.distance_m);
  g_assert_cmpint (repair->duty_s, ==, then.duty_s - before.duty_s);
  g_assert_cmpint (ABS (repair->cost_minor - (then.cost_minor - before.cost_minor)), <=, 20);
  g_assert_cmpuint (repair->n_late_after, ==, then.n_late);
}

static void
assert_answers (Watched *self, GPtrArray *answers)
{
  g_assert_cmpuint (answers->len, >=, 2);
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_WAIT));
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_DISMISS));
  for (guint i = 0; i < answers->len; i++)
    {
      const RdmAnswer *answer = g_ptr_array_index (answers, i);
      g_autoptr (RdmRows) copy = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (self->rows));
      g_autoptr (RdmOutcome) outcome = NULL;

      g_test_message ("%2u. %s: %s", i + 1, answer->label, answer->words);
      g_assert_nonnull (answer->label);
      g_assert_nonnull (answer->words);
      if (i > 0)
        g_assert_cmpint (((RdmAnswer *)g_ptr_array_index (answers, i - 1))->worth, >=,
                         answer->worth);
      if (answer->repair && answer->repair->meet_s != RDM_TIME_NONE)
        g_assert_cmpint (live_world_ms (answer->repair->meet_s), >=,
                         rdm_live_day_get_now (self->day));
      if (!answer->command)
        continue;
      outcome = world_run (copy, rdm_command_ref (answer->command));
      assert_done_stays (self->rows, copy, answer);
      assert_goods (self->rows, copy);
      if (answer->kind <= RDM_ANSWER_SPARE && answer->repair)
        assert_price (self, copy, answer->repair);
      g_assert_nonnull (outcome->inverse);
      rdm_outcome_free (world_run (copy, rdm_command_ref (outcome->inverse)));
      assert_same_but_facts (self->rows, copy);
    }
}

/* The vehicle that has most to do. */
static char *
busiest (Watched *self, char **route_id)
{
  GPtrArray *routes = rdm_day_plan_get_routes (self->plan);
  guint most = 0;
  const RdmRoute *best = NULL;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      guint n = 0;

      for (GStrv id = route->stops; id && *id; id++)
        n += rdm_stop_is_open (rdm_rows_get (self->rows, RDM_ROW_STOP, *id));
      if (n <= most)
        continue;
      most = n;
      best = route;
    }
  g_assert_nonnull (best);
  *route_id = g_strdup (best->row.id);
  return g_strdup (
      ((const RdmShift *)rdm_rows_get (self->rows, RDM_ROW_SHIFT, best->shift))->vehicle);
}

static RdmRows *
driven_day (guint n_routes, guint n_orders, guint seed, gint32 now_s, gint32 late_s)
{
  WorldShape shape = { .n_routes = n_routes,
                       .n_orders = n_orders,
                       .seed = seed,
                       .percent_windows = 50,
                       .percent_skilled = 15,
                       .percent_shipments = 10 };
  RdmRows *rows = world_new (&shape);

  world_plan (rows, 400);
  live_world_send (rows, 6 * HOUR_S);
  live_world_drive (rows, now_s, late_s);
  return rows;
}

/* --- what an answer promises ---------------------------------------------------------------------
 */

/* Seconds between when the rest of the day has the stops that are ahead and when they are expected,
 * and how many stops that were. */
static double
difference_s (RdmRest *rest, RdmLiveDay *day, guint *n)
{
  GPtrArray *routes = rdm_day_plan_get_routes (rdm_rest_get_plan (rest));
  double sum_s = 0;

  *n = 0;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      RdmSchedule *schedule = rdm_day_plan_get_schedule (rdm_rest_get_plan (rest), route->row.id);

      for (guint v = 0; v < schedule->visits->len; v++)
        {
          const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, v);
          RdmEta eta;

          if (!visit->stop || !rdm_live_day_get_eta (day, visit->stop, &eta))
            continue;
          sum_s += (double)ABS (live_world_ms (visit->arrival_s) - eta.model_p50_ms) / 1000;
          (*n)++;
        }
    }
  return *n > 0 ? sum_s / *n : 0;
}

/* Whoever is slow today is so with what an answer gives him, too: the rest of the day after an
 * answer is what arrival times say then. */
static void
test_promise_is_kept (void)
{
  WorldShape shape = { .n_routes = 8, .n_orders = 110, .seed = 3, .percent_windows = 50 };
  RdmRows *rows = world_new (&shape);
  g_autoptr (Watched) day = NULL;
  GPtrArray *list;
  guint n_answers = 0;

  world_plan (rows, 400);
  live_world_send (rows, 6 * HOUR_S);
  live_world_drive_at (rows, 11 * HOUR_S, 0, 1.5);
  day = watched_new (rows, 11 * HOUR_S);
  list = rdm_alerts_get_list (day->alerts);
  for (guint i = 0; i < list->len && n_answers < 3; i++)
    {
      const RdmAlert *alert = g_ptr_array_index (list, i);
      g_autoptr (GPtrArray) answers = NULL;
      const RdmAnswer *first;

      if (alert->kind != RDM_EXCEPTION_LATE && alert->kind != RDM_EXCEPTION_SHIFT_END)
        continue;
      answers = ask (day, alert);
      first = g_ptr_array_index (answers, 0);
      if (first->kind <= RDM_ANSWER_SPARE && first->repair)
        {
          g_autoptr (RdmRows) copy = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (day->rows));
          g_autoptr (RdmDayPlan) plan = NULL;
          g_autoptr (RdmLiveDay) after = NULL;
          g_autoptr (RdmRest) rest = NULL;
          g_autoptr (RdmRest) as_planned = NULL;
          double off_s, planned_s;
          guint n;

          rdm_outcome_free (world_run (copy, rdm_command_ref (first->command)));
          plan = rdm_day_plan_new (copy, WORLD_DATE, NULL);
          after = rdm_live_day_new (plan, rdm_live_day_get_now (day->day));
          rest = rdm_live_day_get_rest (after);
          as_planned =
              rdm_rest_new (copy, WORLD_DATE, NULL, rdm_live_day_get_now (day->day), NULL, 0);
          off_s = difference_s (rest, after, &n);
          planned_s = difference_s (as_planned, after, &n);
          g_test_message ("%s: %.0f s off in the mean of %u stops; by the plan's drives %.0f s",
                          first->label, off_s, n, planned_s);
          g_assert_cmpfloat (off_s, <, 300);
          g_assert_cmpfloat (off_s, <, planned_s);
          n_answers++;
        }
    }
  g_assert_cmpuint (n_answers, >, 0);
}

/* --- rescue ------------------------------------------------------------------------------------
 */

static void
test_rescue (void)
{
  g_autoptr (Watched) day = watched_new (driven_day (10, 160, 4, 10 * HOUR_S, 0), 10 * HOUR_S);
  g_autoptr (GPtrArray) answers = NULL;
  const RdmAlert *alert;
  g_autofree char *route = NULL;
  g_autofree char *vehicle = busiest (day, &route);
  clock_t begin;

  watched_run (day,
               rdm_alert_report_command (day->rows, RDM_EXCEPTION_VEHICLE_DOWN, vehicle, WORLD_DATE,
                                         "Ada", "Engine", live_world_ms (10 * HOUR_S)));
  alert = watched_find (day, RDM_EXCEPTION_VEHICLE_DOWN, vehicle);
  g_assert_nonnull (alert);
  begin = clock ();
  answers = ask (day, alert);
  g_test_message ("rescue: %.2f s of the processor", (double)(clock () - begin) / CLOCKS_PER_SEC);
  assert_answers (day, answers);
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_HAND_OVER));
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_SPREAD));
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_TOMORROW));
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_CARRIER));
  /* What can still be brought today is brought today. */
  g_assert_cmpint (((RdmAnswer *)g_ptr_array_index (answers, 0))->kind, <=, RDM_ANSWER_SPREAD);
}

static void
assert_same_answers (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const RdmAnswer *x = g_ptr_array_index (a, i);
      const RdmAnswer *y = g_ptr_array_index (b, i);

      g_assert_cmpint (x->kind, ==, y->kind);
      g_assert_cmpstr (x->label, ==, y->label);
      g_assert_cmpstr (x->words, ==, y->words);
      g_assert_cmpint (x->worth, ==, y->worth);
    }
}

static void
test_rescue_leaves_nothing_behind (void)
{
  g_autoptr (Watched) day = watched_new (driven_day (6, 90, 5, 10 * HOUR_S, 0), 10 * HOUR_S);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autofree char *route_id = NULL;
  g_autofree char *vehicle = busiest (day, &route_id);
  const RdmAnswer *spread;
  const RdmRoute *route;

  watched_run (day,
               rdm_alert_report_command (day->rows, RDM_EXCEPTION_VEHICLE_DOWN, vehicle, WORLD_DATE,
                                         "Ada", NULL, live_world_ms (10 * HOUR_S)));
  answers = ask (day, watched_find (day, RDM_EXCEPTION_VEHICLE_DOWN, vehicle));
  again = ask (day, watched_find (day, RDM_EXCEPTION_VEHICLE_DOWN, vehicle));
  assert_same_answers (answers, again);
  spread = answer_of (answers, RDM_ANSWER_SPREAD);
  assert_answers (day, answers);
  g_assert_nonnull (spread);
  watched_run (day, rdm_command_ref (spread->command));
  route = rdm_rows_get (day->rows, RDM_ROW_ROUTE, route_id);
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (day->rows, RDM_ROW_STOP, *id);
      const RdmOrder *order = rdm_rows_get (day->rows, RDM_ROW_ORDER, stop->order);

      /* A shipment that is on board cannot be fetched twice. */
      g_assert_true (!rdm_stop_is_open (stop) || order->kind == RDM_ORDER_SHIPMENT);
    }
  g_assert_true (watched_find (day, RDM_EXCEPTION_VEHICLE_DOWN, vehicle)->is_quiet);
}

/* --- late --------------------------------------------------------------------------------------
 */

static void
test_late (void)
{
  guint n_asked = 0;
  guint n_repaired = 0;

  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autoptr (Watched) day =
          watched_new (driven_day (8, 110, seed, 10 * HOUR_S, 2400), 10 * HOUR_S);
      GPtrArray *list = rdm_alerts_get_list (day->alerts);

      for (guint i = 0, n = 0; i < list->len && n < 2; i++)
        {
          const RdmAlert *alert = g_ptr_array_index (list, i);
          g_autoptr (GPtrArray) answers = NULL;

          if (alert->kind != RDM_EXCEPTION_LATE)
            continue;
          n++;
          answers = ask (day, alert);
          g_test_message ("%s", alert->words);
          assert_answers (day, answers);
          n_asked++;
          n_repaired += ((RdmAnswer *)g_ptr_array_index (answers, 0))->n_saved > 0;
        }
    }
  g_test_message ("late: %u asked about, %u put right by the first answer", n_asked, n_repaired);
  g_assert_cmpuint (n_asked, >, 0);
}

/* --- visits that did not succeed ----------------------------------------------------------------
 */

static void
fail_first (Watched *day, const char *route_id, RdmResult result, char **stop)
{
  const RdmRoute *route = rdm_rows_get (day->rows, RDM_ROW_ROUTE, route_id);
  RdmCommand *command = rdm_command_new_report (NULL);

  for (GStrv id = route->stops; *id; id++)
    {
      const RdmStop *row = rdm_rows_get (day->rows, RDM_ROW_STOP, *id);

      const RdmOrder *order = rdm_rows_get (day->rows, RDM_ROW_ORDER, row->order);

      if (!rdm_stop_is_open (row) || order->kind != RDM_ORDER_DELIVERY)
        continue;
      *stop = g_strdup (*id);
      break;
    }
  g_assert_nonnull (*stop);
  rdm_command_add_report (command, RDM_EVENT_FAILED, route_id, *stop,
                          rdm_live_day_get_now (day->day))
      ->result = (int)result;
  watched_run (day, command);
}

static void
test_failed (void)
{
  g_autoptr (Watched) day = watched_new (driven_day (5, 60, 2, 9 * HOUR_S, 0), 9 * HOUR_S);
  g_autofree char *route = NULL;
  g_autofree char *vehicle = busiest (day, &route);
  g_autofree char *stop = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  const RdmAnswer *again;
  RdmReattempts spent;

  fail_first (day, route, RDM_RESULT_FAILED_NOT_HOME, &stop);
  answers = ask (day, watched_find (day, RDM_EXCEPTION_FAILED, stop));
  assert_answers (day, answers);
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_TOMORROW));
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_DEPOT));
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_PICKUP_POINT));
  again = answer_of (answers, RDM_ANSWER_RETRY_TODAY);
  g_assert_nonnull (again);
  rdm_reattempts_count (day->plan, stop, &spent);
  g_assert_cmpuint (spent.n_failed, ==, 1);
  g_assert_cmpint (spent.cost_minor, >, 0);
  watched_run (day, rdm_command_ref (again->command));
  g_assert_cmpstr (rdm_rows_route_of (day->rows, stop), ==, route);
  g_assert_true (rdm_stop_is_open ((const RdmStop *)rdm_rows_get (day->rows, RDM_ROW_STOP, stop)));
  /* It was there, whatever comes of it. */
  rdm_reattempts_count (day->plan, stop, &spent);
  g_assert_cmpuint (spent.n_failed, ==, 1);
}

static void
test_refused (void)
{
  g_autoptr (Watched) day = watched_new (driven_day (5, 60, 2, 9 * HOUR_S, 0), 9 * HOUR_S);
  g_autofree char *route = NULL;
  g_autofree char *vehicle = busiest (day, &route);
  g_autofree char *stop = NULL;
  g_autoptr (GPtrArray) answers = NULL;

  fail_first (day, route, RDM_RESULT_FAILED_REFUSED, &stop);
  answers = ask (day, watched_find (day, RDM_EXCEPTION_REFUSED, stop));
  assert_answers (day, answers);
  g_assert_cmpint (((RdmAnswer *)g_ptr_array_index (answers, 0))->kind, ==, RDM_ANSWER_DEPOT);
  g_assert_null (answer_of (answers, RDM_ANSWER_RETRY_TODAY));
}

/* Visits to the same address at ten failed, at four in the afternoon they did not. */
static void
add_history (RdmRows *rows, const char *stop_id)
{
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, stop_id);
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("past%u", i);
      g_autofree char *past_stop = rdm_stop_id (id, RDM_STOP_DELIVERY);
      g_autofree char *attempt_id = rdm_attempt_id (past_stop, 1);
      RdmOrder *past = rdm_row_copy (order);
      RdmStop *visit = rdm_row_new (RDM_ROW_STOP, past_stop);
      RdmAttempt *attempt = rdm_row_new (RDM_ROW_ATTEMPT, attempt_id);

      g_free (past->row.id);
      past->row.id = g_strdup (id);
      g_free (past->date);
      past->date = g_strdup ("2026-11-16");
      visit->order = g_strdup (id);
      visit->state = i % 2 ? RDM_STOP_DONE : RDM_STOP_FAILED;
      attempt->stop = g_strdup (past_stop);
      attempt->ended_ms = live_world_ms ((i % 2 ? 16 : 10) * HOUR_S) - 7 * 86400000ll;
      attempt->result = i % 2 ? RDM_RESULT_DELIVERED_TO_RECIPIENT : RDM_RESULT_FAILED_NOT_HOME;
      world_keep (rows, past);
      world_keep (rows, visit);
      world_keep (rows, attempt);
    }
}

static void
test_better_hour (void)
{
  g_autoptr (Watched) day = watched_new (driven_day (3, 30, 2, 9 * HOUR_S, 0), 9 * HOUR_S);
  RdmBetterHour better;
  const char *stop = "o3.d";

  g_assert_false (rdm_reattempt_suggest (day->rows, stop, 9 * HOUR_S, &better));
  add_history (day->rows, stop);
  g_assert_true (rdm_reattempt_suggest (day->rows, stop, 9 * HOUR_S, &better));
  g_assert_cmpint (better.from_s, <=, 16 * HOUR_S);
  g_assert_cmpint (better.to_s, >, 16 * HOUR_S);
  g_assert_cmpuint (better.n_good, ==, 3);
  g_assert_false (rdm_reattempt_suggest (day->rows, stop, 17 * HOUR_S, &better));
}

/* --- others ------------------------------------------------------------------------------------
 */

static void
test_new_order (void)
{
  g_autoptr (Watched) day = NULL;
  RdmRows *rows = driven_day (5, 60, 2, 9 * HOUR_S, 0);
  g_autoptr (GPtrArray) answers = NULL;
  const RdmAnswer *best;

  world_add_order (rows, "new", 1500, 1500);
  day = watched_new (rows, 9 * HOUR_S);
  answers = ask (day, watched_find (day, RDM_EXCEPTION_ORDER_NEW, "new"));
  assert_answers (day, answers);
  best = g_ptr_array_index (answers, 0);
  g_assert_nonnull (answer_of (answers, RDM_ANSWER_TOMORROW));
  g_assert_cmpint (best->kind, ==, RDM_ANSWER_MOVE);
  watched_run (day, rdm_command_ref (best->command));
  g_assert_nonnull (rdm_rows_route_of (day->rows, "new.d"));
}

/* Two in the tray: one answer takes both. */
static void
test_new_orders (void)
{
  g_autoptr (Watched) day = NULL;
  RdmRows *rows = driven_day (5, 40, 2, 9 * HOUR_S, 0);
  g_autoptr (GPtrArray) answers = NULL;
  const RdmAnswer *best;

  world_add_order (rows, "new", 1500, 1500);
  world_add_order (rows, "other", -1500, 1500);
  day = watched_new (rows, 9 * HOUR_S);
  answers = ask (day, watched_find (day, RDM_EXCEPTION_ORDER_NEW, "tray"));
  assert_answers (day, answers);
  best = g_ptr_array_index (answers, 0);
  g_assert_cmpint (best->kind, ==, RDM_ANSWER_RESEQUENCE);
  watched_run (day, rdm_command_ref (best->command));
  g_assert_nonnull (rdm_rows_route_of (day->rows, "new.d"));
  g_assert_nonnull (rdm_rows_route_of (day->rows, "other.d"));
  g_assert_null (watched_find (day, RDM_EXCEPTION_ORDER_NEW, "tray"));
}

static void
test_not_started (void)
{
  g_autoptr (Watched) day = watched_new (driven_day (5, 60, 2, 6 * HOUR_S, 0), 10 * HOUR_S);
  GPtrArray *list = rdm_alerts_get_list (day->alerts);
  const RdmAlert *alert = NULL;
  g_autoptr (GPtrArray) answers = NULL;

  for (guint i = 0; i < list->len && !alert; i++)
    if (((const RdmAlert *)g_ptr_array_index (list, i))->kind == RDM_EXCEPTION_NOT_STARTED)
      alert = g_ptr_array_index (list, i);
  g_assert_nonnull (alert);
  answers = ask (day, alert);
  assert_answers (day, answers);
}

/* Whatever is asked about has answers, and all of them can be applied or not at all. */
static void
test_everything (void)
{
  g_autoptr (Watched) day = watched_new (driven_day (6, 80, 9, 11 * HOUR_S, 3000), 11 * HOUR_S);
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  GPtrArray *list;
  g_autofree char *route = NULL;
  g_autofree char *vehicle = busiest (day, &route);
  g_autofree char *stop = NULL;

  fail_first (day, route, RDM_RESULT_FAILED_DAMAGED, &stop);
  watched_run (day,
               rdm_alert_report_command (day->rows, RDM_EXCEPTION_TEMPERATURE, "v0", WORLD_DATE,
                                         "Ada", "9 °C", live_world_ms (11 * HOUR_S)));
  watched_run (day, rdm_alert_report_command (day->rows, RDM_EXCEPTION_OTHER, "s2@" WORLD_DATE,
                                              WORLD_DATE, "Ada", "Lost the key",
                                              live_world_ms (11 * HOUR_S)));
  list = rdm_alerts_get_list (day->alerts);
  for (guint i = 0; i < list->len; i++)
    {
      const RdmAlert *alert = g_ptr_array_index (list, i);
      g_autoptr (GPtrArray) answers = NULL;

      if (!g_hash_table_add (kinds, GINT_TO_POINTER ((int)alert->kind)))
        continue;
      answers = ask (day, alert);
      g_test_message ("%s", alert->words);
      assert_answers (day, answers);
    }
  g_assert_cmpuint (g_hash_table_size (kinds), >=, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer/promise-is-kept", test_promise_is_kept);
  g_test_add_func ("/answer/rescue", test_rescue);
  g_test_add_func ("/answer/rescue-leaves-nothing-behind", test_rescue_leaves_nothing_behind);
  g_test_add_func ("/answer/late", test_late);
  g_test_add_func ("/answer/failed", test_failed);
  g_test_add_func ("/answer/refused", test_refused);
  g_test_add_func ("/answer/better-hour", test_better_hour);
  g_test_add_func ("/answer/new-order", test_new_order);
  g_test_add_func ("/answer/new-orders", test_new_orders);
  g_test_add_func ("/answer/not-started", test_not_started);
  g_test_add_func ("/answer/everything", test_everything);
  return g_test_run ();
}
