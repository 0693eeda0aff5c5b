/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

#include <glib/gstdio.h>

char *
scratch_new (void)
{
  GError *error = NULL;
  char *path = g_dir_make_tmp ("roundsman-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

void
scratch_remove (char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        scratch_remove (g_steal_pointer (&child));
      else
        g_remove (child);
    }
  g_rmdir (path);
  g_free (path);
}

RdmPlanFile *
scratch_open (const char *path)
{
  GError *error = NULL;
  RdmPlanFile *plan = rdm_plan_file_open (path, RDM_STORE_CREATE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

void
scratch_run (RdmPlanFile *plan, RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = rdm_plan_file_run (plan, command);

  g_assert_true (rdm_outcome_is_applied (outcome));
  rdm_command_unref (command);
}

gint64
scratch_replay (RdmPlanFile *plan, RdmRows *rows, gint64 last, GHashTable *seen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = rdm_plan_file_journal (plan, 0, G_MAXINT32, &error);

  g_assert_no_error (error);
  for (guint i = entries->len; i > 0; i--)
    {
      const RdmJournalEntry *entry = entries->pdata[i - 1];
      g_autoptr (RdmOutcome) outcome = NULL;

      if (seen)
        g_hash_table_add (seen, g_strdup (entry->command->id));
      if (entry->seq <= last)
        continue;
      g_assert_cmpint (entry->seq, ==, last + 1);
      last = entry->seq;
      outcome = rdm_run (entry->command, rows);
      g_assert_cmpint (outcome->verdict, ==, entry->verdict);
      g_assert_cmpint (outcome->reason, ==, entry->reason);
      g_assert_cmpstr (outcome->subject, ==, entry->subject);
      rdm_changes_apply (outcome->changes, rows);
    }
  return last;
}

void
scratch_assert_rows_equal (RdmRows *a, RdmRows *b)
{
  g_autofree char *difference = NULL;

  if (!rdm_memory_rows_equal (RDM_MEMORY_ROWS (a), RDM_MEMORY_ROWS (b), &difference))
    g_error ("%s", difference);
}

void
scratch_assert_replayed (RdmPlanFile *plan)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();

  scratch_replay (plan, rows, 0, NULL);
  scratch_assert_rows_equal (rows, rdm_plan_file_get_rows (plan));
}
