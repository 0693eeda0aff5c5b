/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-past.h"

#include <glib/gi18n.h>

#include "rdm-store-track.h"
#include "rdm-store.h"

#define ENTRIES_AT_ONCE 500

void
rdm_past_free (RdmPast *self)
{
  g_clear_pointer (&self->replay, rdm_replay_free);
  g_clear_pointer (&self->track, g_ptr_array_unref);
  g_free (self);
}

/* Returns: (transfer full) (element-type RdmJournalEntry): newest first. */
static GPtrArray *
read_journal (RdmStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_journal_entry_free);
  gint64 before = 0;

  for (;;)
    {
      GPtrArray *page;
      guint n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      page = rdm_store_journal (store, before, ENTRIES_AT_ONCE, error);
      if (page == NULL)
        return NULL;
      n = page->len;
      if (n > 0)
        before = ((RdmJournalEntry *)g_ptr_array_index (page, n - 1))->seq;
      g_ptr_array_extend_and_steal (all, page);
      if (n < ENTRIES_AT_ONCE)
        return g_steal_pointer (&all);
    }
}

/* Returns: whether what was done once comes to what the file has. */
static gboolean
replay (RdmReplay *self, GPtrArray *journal, RdmRows *present)
{
  g_autoptr (RdmRows) rows = NULL;

  for (guint i = journal->len; i > 0; i--)
    {
      const RdmJournalEntry *entry = g_ptr_array_index (journal, i - 1);

      if (entry->verdict <= RDM_NEEDS_REVIEW
          && !rdm_replay_add (self, entry->command, entry->at_utc_ms))
        return FALSE;
    }
  rows = rdm_replay_get_rows (self, rdm_replay_get_n (self));
  return rdm_memory_rows_equal (RDM_MEMORY_ROWS (rows), RDM_MEMORY_ROWS (present), NULL);
}

static RdmPast *
load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (RdmStore) store = rdm_store_open (path, RDM_STORE_READ_ONLY, error);
  g_autoptr (RdmPast) self = g_new0 (RdmPast, 1);
  g_autoptr (RdmRows) present = rdm_memory_rows_new ();
  g_autoptr (GPtrArray) journal = NULL;

  if (store == NULL || !rdm_store_load (store, present, error))
    return NULL;
  journal = read_journal (store, cancellable, error);
  if (journal == NULL)
    return NULL;
  self->replay = rdm_replay_new ();
  if (!replay (self->replay, journal, present) || rdm_replay_get_n (self->replay) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("This plan does not know all of its past: it was copied, or others "
                              "worked on it through a hub. Look back on the desk where it began."));
      return NULL;
    }
  self->track = rdm_store_read_track (store, NULL, 0, G_MAXINT64, error);
  return self->track != NULL ? g_steal_pointer (&self) : NULL;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  RdmPast *past = load (path, cancellable, &error);

  if (past != NULL)
    g_task_return_pointer (task, past, (GDestroyNotify)rdm_past_free);
  else
    g_task_return_error (task, error);
}

void
rdm_past_load_async (const char *path,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rdm_past_load_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

RdmPast *
rdm_past_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
