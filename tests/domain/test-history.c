/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Wild commands by the thousand: each leaves sound rows or leaves them alone, and all of them can
 * be taken back to the start and made again to the end.
 */
#include "plan-fixture.h"

#include <json-glib/json-glib.h>

#define N_COMMANDS 1500

typedef struct
{
  RdmRows *rows;
  GPtrArray *states;   /* (element-type RdmRows): before every applied command */
  GPtrArray *inverses; /* (element-type RdmCommand) */
  GPtrArray *redoes;   /* (element-type RdmCommand) */
  guint verdicts[RDM_REJECTED + 1];
  guint reasons[RDM_REASON_FACT + 1];
} History;

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

static char *
to_text (const RdmCommand *command)
{
  g_autoptr (JsonNode) node = rdm_command_to_json (command);

  return json_to_string (node, FALSE);
}

static RdmCommand *
from_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);
  RdmCommand *command;

  g_assert_no_error (error);
  command = rdm_command_from_json (node, &error);
  g_assert_no_error (error);
  return command;
}

static void
assert_same_outcome (const RdmOutcome *a, const RdmOutcome *b)
{
  g_assert_cmpint (a->verdict, ==, b->verdict);
  g_assert_cmpint (a->reason, ==, b->reason);
  g_assert_cmpstr (a->subject, ==, b->subject);
  g_assert_cmpuint (a->changes->len, ==, b->changes->len);
  g_assert_true (!a->inverse == !b->inverse);
  if (a->inverse)
    {
      g_autofree char *left = to_text (a->inverse);
      g_autofree char *right = to_text (b->inverse);

      g_assert_cmpstr (left, ==, right);
    }
}

/* Runs the command as it is and as it is read back, which must come to the same, and keeps what it
 * does. */
static RdmOutcome *
run (History *self, const RdmCommand *command)
{
  g_autofree char *text = to_text (command);
  g_autoptr (RdmCommand) read = from_text (text);
  g_autofree char *again = to_text (read);
  g_autoptr (RdmRows) before = snapshot (self->rows);
  g_autoptr (RdmOutcome) outcome = rdm_run (command, self->rows);
  g_autoptr (RdmOutcome) same = rdm_run (read, self->rows);
  g_autofree char *words = rdm_outcome_describe (outcome, self->rows);

  g_assert_cmpstr (text, ==, again);
  g_assert_true (g_utf8_validate (words, -1, NULL) && *words);
  assert_same_outcome (outcome, same);
  assert_equal (self->rows, before);
  rdm_changes_apply (outcome->changes, self->rows);
  rdm_changes_revert (outcome->changes, self->rows);
  assert_equal (self->rows, before);
  rdm_changes_apply (outcome->changes, self->rows);
  fixture_assert_sound (self->rows);
  return g_steal_pointer (&outcome);
}

/* Now and then something is taken back that others have built upon since: as good a command as any.
 */
static RdmCommand *
next_command (History *self, GRand *random)
{
  gint32 n = (gint32)self->inverses->len;

  if (n > 0 && g_rand_int_range (random, 0, 20) == 0)
    return rdm_command_reissue (
        self->inverses->pdata[g_rand_int_range (random, MAX (0, n - 30), n)], "Take back");
  return fixture_random_command (random, self->rows);
}

static void
command_once (History *self, GRand *random)
{
  g_autoptr (RdmCommand) command = next_command (self, random);
  RdmRows *before = snapshot (self->rows);
  g_autoptr (RdmOutcome) outcome = run (self, command);

  self->verdicts[outcome->verdict]++;
  self->reasons[outcome->reason]++;
  if (outcome->inverse)
    {
      g_assert_true (rdm_outcome_is_applied (outcome));
      g_assert_cmpuint (outcome->changes->len, >, 0);
      g_ptr_array_add (self->states, before);
      g_ptr_array_add (self->inverses, rdm_command_ref (outcome->inverse));
      return;
    }
  g_assert_cmpuint (outcome->changes->len, ==, 0);
  assert_equal (before, self->rows);
  g_object_unref (before);
}

static void
undo_all (History *self)
{
  for (guint i = self->inverses->len; i > 0; i--)
    {
      const RdmCommand *inverse = self->inverses->pdata[i - 1];
      g_autoptr (RdmOutcome) outcome = run (self, inverse);

      if (!rdm_outcome_is_applied (outcome))
        {
          g_autofree char *text = to_text (inverse);

          g_error ("%s %s: %s", rdm_reason_names[outcome->reason], outcome->subject, text);
        }
      assert_equal (self->rows, self->states->pdata[i - 1]);
      g_assert_nonnull (outcome->inverse);
      g_ptr_array_add (self->redoes, rdm_command_ref (outcome->inverse));
    }
}

static void
redo_all (History *self, RdmRows *end)
{
  for (guint i = self->redoes->len; i > 0; i--)
    {
      guint next = self->redoes->len - i + 1;
      g_autoptr (RdmOutcome) outcome = run (self, self->redoes->pdata[i - 1]);

      g_assert_true (rdm_outcome_is_applied (outcome));
      assert_equal (self->rows, next < self->states->len ? self->states->pdata[next] : end);
    }
}

static void
test_history (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  g_autoptr (RdmRows) end = NULL;
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) inverses =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);
  g_autoptr (GPtrArray) redoes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);
  History self = { rows, states, inverses, redoes, { 0 }, { 0 } };

  for (guint i = 0; i < N_COMMANDS; i++)
    command_once (&self, random);
  end = snapshot (rows);
  undo_all (&self);
  redo_all (&self, end);
  for (guint i = 0; i <= RDM_REJECTED; i++)
    {
      g_test_message ("%s: %u commands", rdm_verdict_names[i], self.verdicts[i]);
      g_assert_cmpuint (self.verdicts[i], >, 10);
    }
  /* Wild enough to meet every rule. */
  for (guint i = 0; i <= RDM_REASON_UNKNOWN; i++)
    g_test_message ("%s: %u commands", rdm_reason_names[i], self.reasons[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 6; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/domain/history/%u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_history);
    }
  return g_test_run ();
}
