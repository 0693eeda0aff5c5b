/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for any simulated day.
 */
#include "sim-day.h"

#include <math.h>

#include "clock-travel.h"
#include "rdm-sim-luck.h"

#define HOUR_MS (3600 * 1000)

static SimDay *
run_day (guint64 seed, int n_mishaps)
{
  RdmSimOptions options = { .seed = seed, .n_mishaps = n_mishaps };
  SimDay *day = sim_day_new (sim_day_rows (4, 60), NULL, &options);

  sim_day_finish (day);
  return day;
}

static void
test_luck (void)
{
  RdmSimLuck luck = rdm_sim_luck (7, "cause", "who", "what");
  RdmSimLuck same = rdm_sim_luck (7, "cause", "who", "what");
  RdmSimLuck other = rdm_sim_luck (7, "cause", "whow", "hat");
  double sum = 0;
  double squares = 0;

  g_assert_cmpuint (rdm_sim_luck_bits (&luck), ==, rdm_sim_luck_bits (&same));
  g_assert_cmpuint (rdm_sim_luck_bits (&luck), !=, rdm_sim_luck_bits (&other));
  for (guint i = 0; i < 20000; i++)
    {
      double unit = rdm_sim_luck_unit (&luck);
      double normal = rdm_sim_luck_normal (&luck);

      g_assert_true (unit > 0 && unit <= 1);
      g_assert_cmpuint (rdm_sim_luck_below (&luck, 7), <, 7);
      sum += normal;
      squares += normal * normal;
    }
  g_assert_cmpfloat (fabs (sum / 20000), <, 0.03);
  g_assert_cmpfloat (fabs (squares / 20000 - 1), <, 0.05);
}

static void
test_same_seed (void)
{
  g_autoptr (SimDay) first = run_day (3, RDM_SIM_MISHAPS_USUAL);
  g_autoptr (SimDay) second = run_day (3, RDM_SIM_MISHAPS_USUAL);
  g_autoptr (SimDay) other = run_day (4, RDM_SIM_MISHAPS_USUAL);

  g_assert_cmpuint (first->n_positions, >, 1000);
  g_assert_cmpstr (first->text->str, ==, second->text->str);
  g_assert_cmpstr (first->text->str, !=, other->text->str);
}

/* In whatever steps time goes on, the same happens. */
static void
test_steps (void)
{
  RdmSimOptions options = { .seed = 3, .n_mishaps = RDM_SIM_MISHAPS_USUAL };
  g_autoptr (SimDay) steady = run_day (3, RDM_SIM_MISHAPS_USUAL);
  g_autoptr (SimDay) uneven = sim_day_new (sim_day_rows (4, 60), NULL, &options);

  (void)rdm_sim_run_until (uneven->sim, rdm_sim_get_begin (uneven->sim) + 5 * HOUR_MS + 777);
  (void)rdm_sim_run_until (uneven->sim, rdm_sim_get_begin (uneven->sim));
  (void)rdm_sim_run_until (uneven->sim, rdm_sim_get_end (uneven->sim));
  g_assert_true (rdm_sim_is_over (uneven->sim));
  g_assert_true (g_str_has_prefix (uneven->text->str, steady->text->str)
                 || g_str_has_prefix (steady->text->str, uneven->text->str));
}

static void
check_route (const SimDay *day, const RdmTrueRoute *truth)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (day->rows, truth->route);

  if (truth->started_ms != 0)
    g_assert_cmpint (route->started_ms, ==, truth->started_ms);
  if (truth->ended_ms == 0)
    return;
  g_assert_cmpint (route->state, ==, RDM_ROUTE_CLOSED);
  g_assert_cmpint (route->ended_ms, ==, truth->ended_ms);
  g_assert_cmpint (truth->ended_ms, >, truth->started_ms);
}

static void
test_facts (void)
{
  for (guint64 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (SimDay) day = run_day (seed, 20);
      const RdmSimTruth *truth = rdm_sim_get_truth (day->sim);
      g_autoptr (GHashTable) served = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GHashTable) free_from = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpuint (day->n_refused, ==, 0);
      g_assert_cmpuint (truth->mishaps->len, ==, 20);
      g_assert_cmpuint (truth->visits->len, >, 30);
      /* A phone's fix is some metres off, and so is the next. */
      g_assert_cmpfloat (day->fastest_mps, <, 45);
      for (guint i = 0; i < truth->visits->len; i++)
        {
          const RdmTrueVisit *visit = g_ptr_array_index (truth->visits, i);
          const RdmStop *stop = rdm_rows_get (day->rows, RDM_ROW_STOP, visit->stop);
          const gint64 *left_ms = g_hash_table_lookup (free_from, visit->route);

          g_assert_true (g_hash_table_add (served, visit->stop));
          g_assert_cmpint (visit->arrived_ms, <=, visit->begin_ms);
          g_assert_cmpint (visit->begin_ms, <, visit->ended_ms);
          if (left_ms)
            g_assert_cmpint (*left_ms, <=, visit->arrived_ms);
          g_hash_table_insert (free_from, visit->route, (gpointer)&visit->ended_ms);
          g_assert_cmpint (stop->state, ==,
                           rdm_result_is_failure (visit->result) ? RDM_STOP_FAILED : RDM_STOP_DONE);
          g_assert_cmpint (stop->result, ==, visit->result);
        }
      for (guint i = 0; i < truth->routes->len; i++)
        check_route (day, g_ptr_array_index (truth->routes, i));
    }
}

/* On a calm day, everything is served, and about as long as planned. */
static void
test_calm (void)
{
  g_autoptr (SimDay) day = run_day (1, 0);
  const RdmSimTruth *truth = rdm_sim_get_truth (day->sim);
  g_autoptr (GPtrArray) stops = rdm_rows_list (day->rows, RDM_ROW_STOP);
  guint n_done = 0;

  g_assert_cmpuint (truth->mishaps->len, ==, 0);
  for (guint i = 0; i < stops->len; i++)
    n_done += ((const RdmStop *)g_ptr_array_index (stops, i))->state == RDM_STOP_DONE;
  g_assert_cmpuint (n_done * 10, >, stops->len * 8);
  for (guint i = 0; i < truth->routes->len; i++)
    {
      const RdmTrueRoute *route = g_ptr_array_index (truth->routes, i);

      g_assert_cmpint (route->ended_ms, !=, 0);
      g_assert_cmpfloat (route->driven_m, >, 1000);
    }
}

/* What happened to the vans that nobody touched is what would have happened. */
static void
test_own_luck (void)
{
  RdmSimOptions options = { .seed = 9, .n_mishaps = 16 };
  g_autoptr (SimDay) as_it_was = run_day (9, 16);
  g_autoptr (SimDay) changed = sim_day_new (sim_day_rows (4, 60), NULL, &options);
  g_autoptr (RdmRoute) from = NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  gint64 at_ms = rdm_sim_get_begin (changed->sim) + 2 * HOUR_MS;

  (void)rdm_sim_run_until (changed->sim, at_ms);
  from = rdm_rows_get_route (changed->rows, "s0@" WORLD_DATE);
  /* The rest of one van, the other way round. */
  command = rdm_command_new_assign (NULL, "s1@" WORLD_DATE, NULL);
  for (guint i = g_strv_length (from->stops); i-- > 0;)
    {
      const RdmStop *stop = rdm_rows_get (changed->rows, RDM_ROW_STOP, from->stops[i]);
      const RdmOrder *order = rdm_rows_get (changed->rows, RDM_ROW_ORDER, stop->order);

      if (rdm_stop_is_movable (stop) && order->kind != RDM_ORDER_SHIPMENT)
        rdm_command_assign_stop (command, stop->row.id, from->row.id);
    }
  g_assert_cmpuint (command->stops->len, >, 2);
  command->blind = TRUE;
  outcome = world_run (changed->rows, g_steal_pointer (&command));
  sim_day_finish (changed);
  g_assert_cmpuint (changed->n_refused, ==, 0);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *driver = g_strdup_printf ("d%u", i);
      const GString *before = g_hash_table_lookup (as_it_was->by_source, driver);
      const GString *after = g_hash_table_lookup (changed->by_source, driver);

      if (i < 2)
        g_assert_cmpstr (before->str, !=, after->str);
      else
        g_assert_cmpstr (before->str, ==, after->str);
    }
}

static void
add_order_at (RdmRows *rows, const char *id, gint32 from_s, gint32 to_s)
{
  RdmOrder *order;

  world_add_order (rows, id, 3000, 1000);
  order = world_edit (rows, RDM_ROW_ORDER, id);
  order->at.windows = (RdmWindows){ 1, { { from_s, to_s } } };
  world_keep (rows, order);
}

/* Returns: when the only driver set out, whose only stop is in the afternoon. @is_called: he is
 * told of another one, which is overdue by then, as soon as he looks at his phone. */
static gint64
setting_out (gboolean is_called)
{
  RdmSimOptions options = { .seed = 3 };
  RdmRows *rows = rdm_memory_rows_new ();
  g_autofree char *route = world_add_vehicle (rows, 0);
  g_autoptr (SimDay) day = NULL;

  world_keep (rows, rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  add_order_at (rows, "late", 14 * 3600, 15 * 3600);
  add_order_at (rows, "early", 9 * 3600, 10 * 3600);
  world_put_route (rows, route, "late.d");
  day = sim_day_new (rows, NULL, &options);
  (void)rdm_sim_run_until (day->sim, rdm_sim_get_begin (day->sim) + 60 * 1000);
  if (is_called)
    {
      g_autoptr (RdmCommand) command = rdm_command_new_assign (NULL, route, NULL);

      rdm_command_assign_stop (command, "early.d", NULL);
      rdm_outcome_free (world_run (day->rows, g_steal_pointer (&command)));
    }
  sim_day_finish (day);
  g_assert_cmpuint (day->n_refused, ==, 0);
  return ((const RdmTrueRoute *)g_ptr_array_index (rdm_sim_get_truth (day->sim)->routes, 0))
      ->started_ms;
}

/* Who is still at home, and is given an earlier stop, sets out earlier. */
static void
test_setting_out (void)
{
  gint64 late_ms = setting_out (FALSE);
  gint64 early_ms = setting_out (TRUE);

  g_assert_cmpint (early_ms, >, 0);
  g_assert_cmpint (early_ms, <, late_ms);
}

/* A day that is taken up in its middle goes on to its end. */
static void
test_taken_up (void)
{
  RdmSimOptions options = { .seed = 2, .n_mishaps = 10 };
  g_autoptr (SimDay) morning = sim_day_new (sim_day_rows (4, 60), NULL, &options);
  g_autoptr (SimDay) rest = NULL;

  options.from_ms = rdm_sim_get_begin (morning->sim) + 4 * HOUR_MS;
  options.run = "after the break";
  (void)rdm_sim_run_until (morning->sim, options.from_ms);
  rest = sim_day_new (g_object_ref (morning->rows), NULL, &options);
  g_assert_cmpint (rdm_sim_get_now (rest->sim), ==, options.from_ms);
  sim_day_finish (rest);
  g_assert_cmpuint (rest->n_refused, ==, 0);
  g_assert_cmpuint (rest->n_commands, >, 20);
}

/* Who came back ill waits for others to fetch what is left; when nobody has by the time that the
 * last one is home, the day is over all the same. */
static void
test_nobody_fetches (void)
{
  guint n_ill = 0;

  for (guint64 seed = 1; seed <= 12; seed++)
    {
      RdmSimOptions options = { .seed = seed, .n_mishaps = 20 };
      g_autoptr (SimDay) day = sim_day_new (sim_day_rows (4, 60), NULL, &options);
      GPtrArray *mishaps = rdm_sim_get_truth (day->sim)->mishaps;

      for (guint i = 0; i < mishaps->len; i++)
        n_ill += ((const RdmMishap *)g_ptr_array_index (mishaps, i))->kind == RDM_MISHAP_DRIVER_ILL;
      (void)rdm_sim_run_until (day->sim, rdm_sim_get_end (day->sim) - HOUR_MS);
      g_assert_true (rdm_sim_is_over (day->sim));
    }
  g_assert_cmpuint (n_ill, >, 3);
}

/* Closed and slow streets, and a way that takes its time. */
static void
test_travel (void)
{
  RdmSimOptions options = { .seed = 2, .n_mishaps = 10 };
  g_autoptr (RdmTravel) travel = clock_travel_new ();
  g_autoptr (SimDay) day = sim_day_new (sim_day_rows (3, 30), travel, &options);

  sim_day_finish (day);
  g_assert_cmpuint (day->n_refused, ==, 0);
  g_assert_cmpfloat (day->fastest_mps, <, 45);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/luck", test_luck);
  g_test_add_func ("/sim/same-seed", test_same_seed);
  g_test_add_func ("/sim/steps", test_steps);
  g_test_add_func ("/sim/facts", test_facts);
  g_test_add_func ("/sim/calm", test_calm);
  g_test_add_func ("/sim/own-luck", test_own_luck);
  g_test_add_func ("/sim/setting-out", test_setting_out);
  g_test_add_func ("/sim/taken-up", test_taken_up);
  g_test_add_func ("/sim/nobody-fetches", test_nobody_fetches);
  g_test_add_func ("/sim/travel", test_travel);
  return g_test_run ();
}
