/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Travel times that change with the hour, that come later, and that do not come.
 */
#include "rdm-travel-book.h"

#include "clock-travel.h"
#include "day-world.h"
#include "fake-travel.h"
#include "rdm-advice.h"
#include "rdm-plan-task.h"
#include "rdm-time.h"

#define N_PLACES 40
#define HOUR_S 3600

/* --- the matrices ------------------------------------------------------------------------------
 */

static void
any_places (RdmPoint *points, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (guint i = 0; i < n; i++)
    points[i] = (RdmPoint){ 47.10 + g_rand_double_range (random, 0, 0.09),
                            9.50 + g_rand_double_range (random, 0, 0.1) };
}

static RdmTravelNeed
need_of (const RdmPoint *points, guint n)
{
  return (RdmTravelNeed){ points,     n,          1u << RDM_TRAVEL_VAN, RDM_TRAVEL_MIDDAY,
                          8 * HOUR_S, 14 * HOUR_S };
}

static RdmTravelTimes *
ask (RdmTravel *travel, const RdmTravelNeed *need, RdmTravelTimes *base)
{
  RdmTravelTimes *times = rdm_travel_times_new (travel, need, base, NULL, NULL, NULL, NULL);

  g_assert_nonnull (times);
  return times;
}

static void
assert_same (const RdmTravelTimes *a, const RdmTravelTimes *b)
{
  const RdmTravelTable *x = &a->of[RDM_TRAVEL_VAN];
  const RdmTravelTable *y = &b->of[RDM_TRAVEL_VAN];
  gsize n = a->n_points;

  g_assert_cmpuint (a->n_points, ==, b->n_points);
  g_assert_cmpuint (x->n_spells, ==, y->n_spells);
  g_assert_cmpmem (x->durations_s, x->n_spells * n * n * sizeof (gint32), y->durations_s,
                   y->n_spells * n * n * sizeof (gint32));
  g_assert_cmpmem (x->distances_m, n * n * sizeof (gint32), y->distances_m,
                   n * n * sizeof (gint32));
  g_assert_cmpmem (x->is_cut_off, n, y->is_cut_off, n);
}

/* What is known is not asked for again, and what comes out is the same. */
static void
test_added_place (void)
{
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  RdmPoint points[N_PLACES];
  RdmTravelNeed few = need_of (points, N_PLACES - 1);
  RdmTravelNeed all = need_of (points, N_PLACES);
  g_autoptr (RdmTravelTimes) before = NULL;
  g_autoptr (RdmTravelTimes) after = NULL;
  g_autoptr (RdmTravelTimes) fresh = NULL;
  guint n_asked;

  any_places (points, N_PLACES);
  before = ask (travel, &few, NULL);
  n_asked = clock_travel_count (CLOCK_TRAVEL (travel));
  after = ask (travel, &all, before);
  /* A row and a column, for two spells. */
  g_assert_cmpuint (clock_travel_count (CLOCK_TRAVEL (travel)) - n_asked, ==, 2 * 2 * N_PLACES);
  fresh = ask (travel, &all, NULL);
  assert_same (after, fresh);

  g_assert_true (rdm_travel_times_answers (after, travel, &few));
  g_assert_false (rdm_travel_times_answers (before, travel, &all));
  all.to_s = 18 * HOUR_S; /* another spell */
  g_assert_false (rdm_travel_times_answers (after, travel, &all));
}

static void
test_spells (void)
{
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  RdmPoint points[N_PLACES];
  RdmTravelNeed need = need_of (points, N_PLACES);
  g_autoptr (RdmTravelTimes) times = NULL;
  const RdmTravelTable *table;

  any_places (points, N_PLACES);
  times = ask (travel, &need, NULL);
  table = &times->of[RDM_TRAVEL_VAN];
  g_assert_cmpuint (table->n_spells, ==, 2);
  g_assert_cmpint (table->begins_s[0], ==, 0);
  g_assert_cmpint (table->begins_s[1], ==, 9 * HOUR_S);
  g_assert_cmpint (abs (2 * table->durations_s[1] - table->durations_s[N_PLACES * N_PLACES + 1]),
                   <=, 1);
}

/* Where the memory does not do for every hour, there is one for the middle of the day; and where it
 * does not do for that, none. */
static void
test_too_many (void)
{
  enum
  {
    MANY = 3300
  };
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (GError) error = NULL;
  g_autofree RdmPoint *points = g_new (RdmPoint, 2 * MANY);
  RdmTravelNeed need = need_of (points, MANY);
  g_autoptr (RdmTravelTimes) times = NULL;

  for (guint i = 0; i < 2 * MANY; i++)
    points[i] = (RdmPoint){ 47.0 + i * 1e-5, 9.0 };
  times = ask (travel, &need, NULL);
  g_assert_cmpuint (times->of[RDM_TRAVEL_VAN].n_spells, ==, 1);
  g_assert_cmpint (times->of[RDM_TRAVEL_VAN].spells[0].begin_s, ==, 9 * HOUR_S);
  g_assert_cmpuint (rdm_travel_times_size (times), <=, RDM_TRAVEL_TIMES_BYTES_MAX);
  g_assert_true (rdm_travel_times_answers (times, travel, &need));
  need.n_points = 2 * MANY;
  g_assert_null (rdm_travel_times_new (travel, &need, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_TOO_MANY);
}

/* Whoever finds the bridge closed waits; who finds it closed for good is cut off, and nothing is a
 * huge number. */
static void
test_river (void)
{
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  RdmPoint points[] = { { 47.10, 9.5 }, { 47.12, 9.5 }, { 47.14, 9.5 }, { 47.30, 9.5 } };
  RdmTravelNeed need = need_of (points, 4);
  g_autoptr (RdmTravelTimes) morning = NULL;
  g_autoptr (RdmTravelTimes) always = NULL;
  g_autoptr (RdmTravelTimes) again = NULL;
  const RdmTravelTable *table;

  clock_travel_close_bridge (CLOCK_TRAVEL (travel), 0, 9 * HOUR_S);
  morning = ask (travel, &need, NULL);
  table = &morning->of[RDM_TRAVEL_VAN];
  g_assert_false (table->is_cut_off[3]);
  g_assert_cmpint (table->durations_s[3], >, RDM_SECONDS_PER_DAY);
  g_assert_cmpint (table->durations_s[16 + 3], <, HOUR_S);

  clock_travel_close_bridge (CLOCK_TRAVEL (travel), 0, 24 * HOUR_S);
  always = ask (travel, &need, NULL);
  table = &always->of[RDM_TRAVEL_VAN];
  g_assert_true (table->is_cut_off[3]);
  g_assert_false (table->is_cut_off[0]);
  for (guint cell = 0; cell < 32; cell++)
    g_assert_cmpint (table->durations_s[cell], <, 12 * HOUR_S);
  /* A guess is no knowledge: it is asked for again. */
  clock_travel_close_bridge (CLOCK_TRAVEL (travel), 0, 0);
  again = ask (travel, &need, always);
  g_assert_false (again->of[RDM_TRAVEL_VAN].is_cut_off[3]);
}

/* --- the day -----------------------------------------------------------------------------------
 */

static RdmRows *
small_day (char **route)
{
  RdmRows *rows = rdm_memory_rows_new ();

  *route = world_add_vehicle (rows, 0);
  world_add_order (rows, "o1", 3000, 0);
  world_add_order (rows, "o2", 3000, 3000);
  world_add_order (rows, "o3", 0, 9000); /* across the river */
  world_put_route (rows, *route, "o1.d o2.d");
  return rows;
}

static const RdmVisit *
visit_to (RdmDayPlan *day, const char *route, const char *stop)
{
  return rdm_schedule_find (rdm_day_plan_get_schedule (day, route), stop);
}

/* The hour decides: 3 km take 150 s before nine o'clock and 300 s afterwards; and who leaves
 * earlier never arrives later. */
static void
test_hours (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmDayPlan) day = NULL;
  gint32 last_s = 0;

  for (gint32 at_s = 8 * HOUR_S; at_s < 9 * HOUR_S + 900; at_s += 60)
    {
      RdmShift *shift;
      const RdmVisit *visit;

      shift = world_edit (rows, RDM_ROW_SHIFT, "s0");
      shift->start_s = at_s;
      world_keep (rows, shift);
      world_set_window (rows, "o1", at_s, at_s + 2 * HOUR_S, FALSE);
      g_clear_object (&day);
      day = rdm_day_plan_new (rows, WORLD_DATE, travel);
      visit = visit_to (day, route, "o1.d");
      if (at_s + 150 <= 9 * HOUR_S)
        g_assert_cmpint (abs ((int)visit->drive_s - 150), <=, 2);
      if (at_s >= 9 * HOUR_S)
        g_assert_cmpint (abs ((int)visit->drive_s - 300), <=, 2);
      g_assert_cmpint (visit->arrival_s, >=, last_s);
      last_s = visit->arrival_s;
    }
}

static void
test_no_road (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmDayPlan) day = NULL;
  g_autoptr (RdmPrice) price = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *reason = NULL;
  const char *stops[] = { "o3.d", NULL };
  const RdmVisit *visit;
  RdmFigures figures;

  clock_travel_close_bridge (CLOCK_TRAVEL (travel), 0, 24 * HOUR_S);
  day = rdm_day_plan_new (rows, WORLD_DATE, travel);
  price = rdm_advice_price (day, stops, route, NULL);
  g_assert_cmpuint (price->breaches, ==, RDM_BREACH_ROAD);
  words = rdm_price_describe_breaches (price, rows);
  g_assert_cmpstr (words[0], ==, rdm_breach_describe (RDM_BREACH_ROAD));
  reason = rdm_advice_why_unassigned (day, "o3.d");
  g_assert_cmpstr (reason, ==, "No road leads there: check its pin on the map.");

  world_put_route (rows, route, "o1.d o3.d o2.d");
  g_clear_object (&day);
  day = rdm_day_plan_new (rows, WORLD_DATE, travel);
  visit = visit_to (day, route, "o3.d");
  g_assert_cmpuint (visit->breaches, ==, RDM_BREACH_ROAD);
  visit = visit_to (day, route, "o2.d");
  g_assert_cmpuint (visit->breaches, ==, 0);
  g_assert_cmpint (visit->arrival_s, <, 17 * HOUR_S);
  rdm_day_plan_get_figures (day, &figures);
  g_assert_cmpint (figures.drive_s, <, HOUR_S);
}

/* Planning by the clock: the proposal's times are those that the desk shows. */
static void
test_plan (void)
{
  WorldShape shape = { .n_routes = 4, .n_orders = 40, .seed = 5, .percent_windows = 40 };
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  RdmPlanOptions options = { .iterations = 300, .threads = 1, .seed = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmProposal) proposal =
      rdm_plan (rows, WORLD_DATE, travel, &options, NULL, NULL, NULL, &error);
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (RdmDayPlan) day = NULL;
  guint n_asked = clock_travel_count (CLOCK_TRAVEL (travel));
  RdmFigures figures;

  g_assert_no_error (error);
  g_assert_false (proposal->estimated);
  g_assert_cmpstr (proposal->notice, ==, "By the clock");
  outcome = world_run (rows, rdm_proposal_to_command (proposal, NULL));
  day = rdm_day_plan_new (rows, WORLD_DATE, travel);
  rdm_day_plan_get_figures (day, &figures);
  g_assert_cmpint (figures.drive_s, ==, proposal->after.drive_s);
  g_assert_cmpint (figures.cost_minor, ==, proposal->after.cost_minor);
  /* The desk had nothing to ask that the search had not. */
  g_assert_cmpuint (clock_travel_count (CLOCK_TRAVEL (travel)), ==, n_asked);
}

/* --- live --------------------------------------------------------------------------------------
 */

typedef struct
{
  guint n_travel;
  guint n_line;
} Heard;

static void
travel_changed_cb (RdmDayPlan *day, gpointer user_data)
{
  ((Heard *)user_data)->n_travel++;
}

static void
line_changed_cb (RdmDayPlan *day, const char *route, gpointer user_data)
{
  ((Heard *)user_data)->n_line++;
}

static RdmDayPlan *
live_day (RdmRows *rows, RdmTravel *travel, Heard *heard)
{
  RdmDayPlan *day = rdm_day_plan_new_live (rows, WORLD_DATE, travel);

  g_signal_connect (day, "travel-changed", G_CALLBACK (travel_changed_cb), heard);
  g_signal_connect (day, "line-changed", G_CALLBACK (line_changed_cb), heard);
  return day;
}

static void
wait_until (const guint *counter, guint value)
{
  while (*counter < value)
    g_main_context_iteration (NULL, TRUE);
}

static void
say_that_all_changed (RdmDayPlan *day)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (g_free);
  RdmChange change = { .kind = RDM_ROW_SETTINGS };

  g_ptr_array_add (changes, g_memdup2 (&change, sizeof change));
  g_assert_true (rdm_day_plan_update (day, changes));
}

static void
test_live (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmDayPlan) day = NULL;
  g_autoptr (GArray) straight = NULL;
  g_autoptr (GArray) line = NULL;
  Heard heard = { 0, 0 };
  guint n_asked;

  /* Estimates at first, and nobody waits. */
  clock_travel_hold (CLOCK_TRAVEL (travel), TRUE);
  day = live_day (rows, travel, &heard);
  g_assert_true (rdm_day_plan_get_schedule (day, route)->estimated);
  g_assert_cmpfloat (rdm_day_plan_get_travel_progress (day), <, 1.0);
  g_assert_true (rdm_day_plan_get_travel (day) == travel);
  clock_travel_hold (CLOCK_TRAVEL (travel), FALSE);
  wait_until (&heard.n_travel, 1);
  g_assert_false (rdm_day_plan_get_schedule (day, route)->estimated);
  g_assert_cmpfloat (rdm_day_plan_get_travel_progress (day), ==, 1.0);

  /* Lines follow. */
  straight = rdm_day_plan_get_line (day, route, NULL);
  g_assert_cmpuint (straight->len, ==, 4);
  wait_until (&heard.n_line, 1);
  line = rdm_day_plan_get_line (day, route, NULL);
  g_assert_cmpuint (line->len, ==, 8);

  /* A stop more: what was known stays, the rest is asked for. */
  clock_travel_hold (CLOCK_TRAVEL (travel), TRUE);
  n_asked = clock_travel_count (CLOCK_TRAVEL (travel));
  {
    gint64 drive_s = visit_to (day, route, "o1.d")->drive_s;

    world_add_order (rows, "o4", 500, 500);
    say_that_all_changed (day);
    g_assert_true (rdm_day_plan_get_schedule (day, route)->estimated);
    g_assert_cmpint (visit_to (day, route, "o1.d")->drive_s, ==, drive_s);
  }
  clock_travel_hold (CLOCK_TRAVEL (travel), FALSE);
  wait_until (&heard.n_travel, 2);
  g_assert_false (rdm_day_plan_get_schedule (day, route)->estimated);
  /* Five places: a row and a column for each of three spells. */
  g_assert_cmpuint (clock_travel_count (CLOCK_TRAVEL (travel)) - n_asked, ==, 3 * 2 * 5);
}

/* On a busy day something is new before the last question is answered: that one is let finish, and
 * what is still missing is asked for afterwards, by itself. */
static void
test_busy (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmDayPlan) day = NULL;
  Heard heard = { 0, 0 };

  clock_travel_hold (CLOCK_TRAVEL (travel), TRUE);
  day = live_day (rows, travel, &heard);
  for (guint i = 4; i < 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);

      world_add_order (rows, id, 100 * (int)i, 500);
      say_that_all_changed (day);
    }
  clock_travel_hold (CLOCK_TRAVEL (travel), FALSE);
  wait_until (&heard.n_travel, 1);
  /* What is known of the first four places is used at once. */
  g_assert_cmpfloat (rdm_day_plan_get_travel_progress (day), <, 1.0);
  wait_until (&heard.n_travel, 2);
  g_assert_false (rdm_day_plan_get_schedule (day, route)->estimated);
  g_assert_cmpfloat (rdm_day_plan_get_travel_progress (day), ==, 1.0);
  /* Four places, then five more: a row and a column for each. */
  g_assert_cmpuint (clock_travel_count (CLOCK_TRAVEL (travel)), <=, 3 * 9 * 9 * 2);
}

/* Others ask the same source about other places, so much that it no longer remembers the answer
 * when the desk gets to it: it has it all the same. */
static void
test_crowded (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmDayPlan) day = NULL;
  Heard heard = { 0, 0 };
  guint n_asked;

  day = live_day (rows, travel, &heard);
  /* Its answer is there, and waits for the loop. */
  do
    {
      n_asked = clock_travel_count (CLOCK_TRAVEL (travel));
      g_usleep (20000);
    }
  while (n_asked < 3 * 4 * 4 || n_asked != clock_travel_count (CLOCK_TRAVEL (travel)));
  for (guint i = 0; i < 8; i++)
    {
      RdmPoint places[] = { { 47.1 + 0.01 * i, 9.5 }, { 47.1, 9.6 + 0.01 * i } };
      RdmTravelNeed need = { places, 2, 1u << RDM_TRAVEL_VAN, RDM_TRAVEL_MIDDAY, 0, 24 * HOUR_S };
      g_autoptr (RdmTravelTimes) times =
          rdm_travel_book_fill (rdm_travel_book_of (travel), &need, NULL, NULL, NULL, NULL);

      g_assert_nonnull (times);
    }
  wait_until (&heard.n_travel, 1);
  g_assert_false (rdm_day_plan_get_schedule (day, route)->estimated);
}

static guint
count_asked_for (RdmTravel *travel, const RdmPoint *places, guint n_places, gint32 to_s)
{
  RdmTravelNeed need = {
    places, n_places, 1u << RDM_TRAVEL_VAN, RDM_TRAVEL_MIDDAY, 8 * HOUR_S, to_s,
  };
  guint n_before = clock_travel_count (CLOCK_TRAVEL (travel));
  g_autoptr (RdmTravelTimes) times =
      rdm_travel_book_fill (rdm_travel_book_of (travel), &need, NULL, NULL, NULL, NULL);

  g_assert_nonnull (times);
  g_assert_cmpuint (times->n_points, >=, n_places);
  return clock_travel_count (CLOCK_TRAVEL (travel)) - n_before;
}

/* Two who ask in turn, each with a place that the other has not, are each asked for once; and who
 * is on the road for a part of the day takes the answer for the whole. */
static void
test_in_turn (void)
{
  static const RdmPoint of_desk[] = { { 47.1, 9.5 }, { 47.1, 9.51 }, { 47.1, 9.52 } };
  static const RdmPoint of_answer[] = { { 47.1, 9.5 }, { 47.1, 9.51 }, { 47.11, 9.52 } };
  g_autoptr (RdmTravel) travel = clock_travel_new ();

  g_assert_cmpuint (count_asked_for (travel, of_desk, 3, 20 * HOUR_S), >, 0);
  g_assert_cmpuint (count_asked_for (travel, of_answer, 3, 20 * HOUR_S), >, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (count_asked_for (travel, of_desk, 3, 20 * HOUR_S), ==, 0);
      g_assert_cmpuint (count_asked_for (travel, of_answer, 3, 20 * HOUR_S), ==, 0);
    }
  g_assert_cmpuint (count_asked_for (travel, of_answer, 3, 11 * HOUR_S), ==, 0);
}

/* Another source; and an end while somebody still asks. */
static void
test_other_travel (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmTravel) other = fake_travel_new ();
  RdmDayPlan *day;
  gpointer gone;
  Heard heard = { 0, 0 };

  day = live_day (rows, NULL, &heard);
  g_assert_true (rdm_day_plan_get_schedule (day, route)->estimated);
  rdm_day_plan_set_travel (day, travel);
  g_assert_cmpuint (heard.n_travel, ==, 1);
  wait_until (&heard.n_travel, 2);
  g_assert_false (rdm_day_plan_get_schedule (day, route)->estimated);
  clock_travel_hold (CLOCK_TRAVEL (travel), TRUE);
  rdm_day_plan_set_travel (day, other);
  g_assert_true (rdm_day_plan_get_schedule (day, route)->estimated);
  gone = day;
  g_object_add_weak_pointer (G_OBJECT (day), &gone);
  g_object_unref (day);
  g_assert_null (gone);
  clock_travel_hold (CLOCK_TRAVEL (travel), FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_failure (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmDayPlan) day = NULL;
  g_autofree char *notice = NULL;
  Heard heard = { 0, 0 };

  clock_travel_fail (CLOCK_TRAVEL (travel), TRUE);
  day = live_day (rows, travel, &heard);
  wait_until (&heard.n_travel, 1);
  g_assert_true (rdm_day_plan_get_schedule (day, route)->estimated);
  notice = rdm_day_plan_dup_travel_notice (day);
  g_assert_nonnull (strstr (notice, "The clock has stopped."));
  g_assert_nonnull (strstr (notice, "1.30"));
}

static void
test_gap (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (rows, WORLD_DATE, travel);
  g_autoptr (RdmDayPlan) estimated = rdm_day_plan_new (rows, WORLD_DATE, NULL);

  g_assert_cmpfloat (rdm_day_plan_get_gap (day, "o1.d"), <, RDM_TRAVEL_FAR_M);
  g_assert_cmpfloat (rdm_day_plan_get_gap (day, "o3.d"), >, RDM_TRAVEL_FAR_M);
  g_assert_cmpfloat (rdm_day_plan_get_gap (estimated, "o3.d"), ==, 0);
}

/* Vehicles drive to where they are told to stop, not to the door; and when that is said of an order
 * of the day, its times follow. */
static void
test_park (void)
{
  g_autofree char *route = NULL;
  g_autoptr (RdmRows) rows = small_day (&route);
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (RdmDayPlan) day = NULL;
  g_autoptr (RdmDayPlan) fresh = NULL;
  g_autoptr (RdmCommand) command = rdm_command_new_edit (NULL);
  g_autoptr (RdmOutcome) outcome = NULL;
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, "o3");
  RdmPoint near = ((const RdmOrder *)rdm_rows_get (rows, RDM_ROW_ORDER, "o1"))->at.point;
  g_autoptr (RdmOrder) after = rdm_row_copy (order);
  const RdmVisit *visit;

  world_put_route (rows, route, "o1.d o2.d o3.d");
  day = rdm_day_plan_new (rows, WORLD_DATE, travel);
  visit = visit_to (day, route, "o3.d");
  g_assert_true (rdm_point_equal (visit->point, order->at.point));
  g_assert_cmpfloat (rdm_day_plan_get_gap (day, "o3.d"), >, RDM_TRAVEL_FAR_M);
  after->at.park = near;
  rdm_command_edit_row (command, order, after);
  outcome = world_run (rows, g_steal_pointer (&command));
  g_assert_true (rdm_day_plan_update (day, outcome->changes));
  visit = visit_to (day, route, "o3.d");
  g_assert_true (rdm_point_equal (visit->point, near));
  g_assert_cmpfloat (rdm_day_plan_get_gap (day, "o3.d"), <, RDM_TRAVEL_FAR_M);
  fresh = rdm_day_plan_new (rows, WORLD_DATE, travel);
  g_assert_cmpint (visit_to (fresh, route, "o3.d")->arrival_s, ==, visit->arrival_s);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/travel/added-place", test_added_place);
  g_test_add_func ("/travel/spells", test_spells);
  g_test_add_func ("/travel/too-many", test_too_many);
  g_test_add_func ("/travel/river", test_river);
  g_test_add_func ("/travel/hours", test_hours);
  g_test_add_func ("/travel/no-road", test_no_road);
  g_test_add_func ("/travel/plan", test_plan);
  g_test_add_func ("/travel/live", test_live);
  g_test_add_func ("/travel/busy", test_busy);
  g_test_add_func ("/travel/crowded", test_crowded);
  g_test_add_func ("/travel/in-turn", test_in_turn);
  g_test_add_func ("/travel/other-travel", test_other_travel);
  g_test_add_func ("/travel/failure", test_failure);
  g_test_add_func ("/travel/gap", test_gap);
  g_test_add_func ("/travel/park", test_park);
  return g_test_run ();
}
