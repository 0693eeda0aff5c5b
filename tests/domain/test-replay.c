/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever happened, the rows of every moment can be had again.
 */
#include "plan-fixture.h"
#include "rdm-replay.h"

static void
assert_equal (RdmRows *a, RdmRows *b)
{
  g_autofree char *difference = NULL;

  if (!rdm_memory_rows_equal (RDM_MEMORY_ROWS (a), RDM_MEMORY_ROWS (b), &difference))
    g_error ("%s", difference);
}

static RdmRows *
snapshot (RdmRows *rows)
{
  return rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
}

/* A plan grows from nothing by wild commands and facts; its rows are looked at again in any order.
 */
static void
test_replay (void)
{
  for (guint32 seed = 1; seed <= 3; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (RdmReplay) replay = rdm_replay_new ();
      g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (RdmCommand) start = fixture_plan_command ();
      g_autoptr (RdmOutcome) started = fixture_run (rows, start);

      g_assert_true (rdm_outcome_is_applied (started));
      g_assert_true (rdm_replay_add (replay, start, 1000));
      g_ptr_array_add (states, rdm_memory_rows_new ());
      g_ptr_array_add (states, snapshot (rows));
      for (guint i = 0; i < 300; i++)
        {
          g_autoptr (RdmCommand) command = g_rand_int_range (random, 0, 2) == 0
                                               ? fixture_random_command (random, rows)
                                               : fixture_random_fact (random, rows);
          g_autoptr (RdmOutcome) outcome = fixture_run (rows, command);

          g_assert_true (rdm_replay_add (replay, command, 1000 + 10 * (gint64)i)
                         == rdm_outcome_is_applied (outcome));
          if (rdm_outcome_is_applied (outcome))
            g_ptr_array_add (states, snapshot (rows));
        }
      g_assert_cmpuint (rdm_replay_get_n (replay), ==, states->len - 1);
      g_assert_cmpuint (rdm_replay_get_n (replay), >, 100);
      for (guint i = 0; i < 100; i++)
        {
          guint n = (guint)g_rand_int_range (random, 0, (gint32)states->len);
          guint m = (guint)g_rand_int_range (random, 0, (gint32)states->len);
          g_autoptr (RdmRows) there = rdm_replay_get_rows (replay, n);
          g_autoptr (RdmRows) elsewhere = rdm_replay_get_rows (replay, m);
          g_autoptr (GPtrArray) changes = rdm_rows_differences (there, elsewhere);

          assert_equal (there, states->pdata[n]);
          /* And from any moment to any other. */
          rdm_changes_apply (changes, there);
          assert_equal (there, elsewhere);
          rdm_changes_revert (changes, there);
          assert_equal (there, states->pdata[n]);
        }
    }
}

static void
test_moments (void)
{
  g_autoptr (RdmReplay) replay = rdm_replay_new ();
  g_autoptr (RdmCommand) start = fixture_plan_command ();
  g_autoptr (RdmCommand) first = rdm_command_new_assign ("First", NULL, NULL);
  g_autoptr (RdmCommand) second = rdm_command_new_assign ("Second", NULL, NULL);
  g_autoptr (RdmCommand) wrong = rdm_command_new_remove ("Wrong");

  g_assert_cmpuint (rdm_replay_find (replay, 1), ==, 0);
  g_assert_true (rdm_replay_add (replay, start, 100));
  g_assert_true (rdm_replay_add (replay, first, 200));
  /* The clock was put right meanwhile. */
  g_assert_true (rdm_replay_add (replay, second, 150));
  rdm_command_remove_row (wrong, RDM_ROW_ORDER, "nobody knows it");
  g_assert_false (rdm_replay_add (replay, wrong, 300));
  g_assert_cmpuint (rdm_replay_get_n (replay), ==, 3);
  g_assert_cmpuint (rdm_replay_find (replay, 99), ==, 0);
  g_assert_cmpuint (rdm_replay_find (replay, 100), ==, 1);
  g_assert_cmpuint (rdm_replay_find (replay, 199), ==, 1);
  g_assert_cmpuint (rdm_replay_find (replay, 200), ==, 3);
  g_assert_cmpint (rdm_replay_get_at_ms (replay, 3), ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/replay/any-moment", test_replay);
  g_test_add_func ("/domain/replay/moments", test_moments);
  return g_test_run ();
}
