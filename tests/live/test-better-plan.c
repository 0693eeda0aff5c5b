/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-better-plan.h"

#include "live-world.h"
#include "rdm-live-rest.h"

#define HOUR_S 3600
#define NOW_S (10 * HOUR_S)

/* Stops dealt like cards: much can be saved. */
static RdmRows *
dealt_day (guint seed)
{
  WorldShape shape = { .n_routes = 6, .n_orders = 60, .seed = seed, .percent_windows = 20 };
  RdmRows *rows = world_new (&shape);

  world_deal (rows, seed);
  live_world_send (rows, 6 * HOUR_S);
  live_world_drive (rows, NOW_S, 0);
  return rows;
}

static RdmRest *
rest_of (RdmRows *rows)
{
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, live_world_ms (NOW_S));

  return rdm_live_day_get_rest (day);
}

static RdmFigures
figures_of (RdmRows *rows)
{
  g_autoptr (RdmRest) rest = rest_of (rows);
  RdmFigures figures;

  rdm_day_plan_get_figures (rdm_rest_get_plan (rest), &figures);
  return figures;
}

static void
test_parts_alone_and_together (void)
{
  g_autoptr (RdmRows) rows = dealt_day (3);
  g_autoptr (RdmRest) rest = rest_of (rows);
  g_autoptr (RdmBetterPlan) better =
      rdm_better_plan_find (rest, RDM_BETTER_MARGIN_MINOR, 0.3, NULL);
  g_autoptr (RdmRows) one_by_one = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (RdmRows) together = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (GHashTable) routes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *difference = NULL;
  RdmFigures before = figures_of (rows);
  RdmFigures after;

  g_assert_nonnull (better);
  g_assert_cmpuint (better->parts->len, >, 0);
  g_assert_cmpint (better->worth_minor, >=, RDM_BETTER_MARGIN_MINOR);
  g_test_message ("%s", better->words);
  for (guint i = better->parts->len; i > 0; i--)
    {
      const RdmBetterPart *part = g_ptr_array_index (better->parts, i - 1);
      g_autoptr (RdmRows) alone = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
      g_autoptr (RdmOutcome) done = world_run (alone, rdm_command_ref (part->repair->command));

      g_test_message ("%s", part->words);
      g_assert_cmpint (part->worth_minor, >, 0);
      for (GStrv id = part->routes; *id; id++)
        g_assert_true (g_hash_table_add (routes, *id));
      after = figures_of (alone);
      g_assert_cmpint (part->repair->distance_m, ==, after.distance_m - before.distance_m);
      rdm_outcome_free (world_run (alone, rdm_command_ref (done->inverse)));
      g_assert_true (rdm_memory_rows_equal (RDM_MEMORY_ROWS (rows), RDM_MEMORY_ROWS (alone), NULL));
      rdm_outcome_free (world_run (one_by_one, rdm_command_ref (part->repair->command)));
    }
  rdm_outcome_free (world_run (together, rdm_better_plan_to_command (better, "All of it")));
  g_assert_true (rdm_memory_rows_equal (RDM_MEMORY_ROWS (one_by_one), RDM_MEMORY_ROWS (together),
                                        &difference));
  after = figures_of (together);
  g_assert_cmpint (ABS (better->cost_minor - (after.cost_minor - before.cost_minor)), <=, 50);
  g_assert_cmpint (better->duty_s, ==, after.duty_s - before.duty_s);
}

static void
test_not_worth_a_word (void)
{
  g_autoptr (RdmRows) rows = dealt_day (4);
  g_autoptr (RdmRest) rest = rest_of (rows);
  g_autoptr (RdmBetterPlan) better = rdm_better_plan_find (rest, G_MAXINT64, 0.1, NULL);

  g_assert_nonnull (better);
  g_assert_cmpuint (better->parts->len, ==, 0);
  g_assert_cmpint (better->worth_minor, ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (RdmRows) rows = dealt_day (5);
  g_autoptr (RdmRest) rest = rest_of (rows);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RdmBetterPlan) better = NULL;

  g_cancellable_cancel (cancellable);
  better = rdm_better_plan_find (rest, 0, 10, cancellable);
  g_assert_null (better);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RdmBetterPlan **better = user_data;

  *better = rdm_better_plan_find_finish (result, NULL);
}

static void
test_in_the_background (void)
{
  g_autoptr (RdmRows) rows = dealt_day (3);
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, live_world_ms (NOW_S));
  g_autoptr (RdmBetterPlan) better = NULL;

  rdm_better_plan_find_async (day, 0, 0.1, NULL, found_cb, &better);
  while (!better)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (better->worth_minor, >=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/better-plan/parts", test_parts_alone_and_together);
  g_test_add_func ("/better-plan/not-worth-a-word", test_not_worth_a_word);
  g_test_add_func ("/better-plan/cancelled", test_cancelled);
  g_test_add_func ("/better-plan/in-the-background", test_in_the_background);
  return g_test_run ();
}
