/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-past.h"

#include <glib/gi18n.h>

#include "rdm-past-words.h"
#include "rdm-store-track.h"
#include "rdm-store.h"
#include "rdm-wire-feed.h"

#define ENTRIES_AT_ONCE 500

void
rdm_past_free (RdmPast *self)
{
  g_clear_pointer (&self->replay, rdm_replay_free);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
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

typedef struct
{
  char *path;
  GPtrArray *ops; /* nullable */
  gboolean is_current;
} Source;

static void
source_free (gpointer data)
{
  Source *source = data;

  g_free (source->path);
  g_clear_pointer (&source->ops, g_ptr_array_unref);
  g_free (source);
}

/* Returns: whether it can be done again. */
static gboolean
add (RdmPast *self, const RdmCommand *command, gint64 at_ms, RdmRows *present)
{
  if (!rdm_replay_add (self->replay, command, at_ms))
    return FALSE;
  g_ptr_array_add (self->labels, rdm_past_describe (command, present));
  return TRUE;
}

/* Returns: whether what the file says was done can be done again. */
static gboolean
replay_journal (RdmPast *self, GPtrArray *journal, RdmRows *present)
{
  for (guint i = journal->len; i > 0; i--)
    {
      const RdmJournalEntry *entry = g_ptr_array_index (journal, i - 1);

      if (entry->verdict <= RDM_NEEDS_REVIEW
          && !add (self, entry->command, entry->at_utc_ms, present))
        return FALSE;
    }
  return TRUE;
}

static gboolean
replay_ops (RdmPast *self, GPtrArray *ops, RdmRows *present)
{
  for (guint i = 0; i < ops->len; i++)
    {
      const RdmJournalOp *op = g_ptr_array_index (ops, i);

      if (!add (self, op->command, op->at_ms, present))
        return FALSE;
    }
  return TRUE;
}

/* Whether what was done once comes to what the file has. */
static gboolean
comes_to (RdmReplay *self, RdmRows *present)
{
  g_autoptr (RdmRows) rows = rdm_replay_get_rows (self, rdm_replay_get_n (self));

  return rdm_memory_rows_equal (RDM_MEMORY_ROWS (rows), RDM_MEMORY_ROWS (present), NULL);
}

static gboolean
replay (
    RdmPast *self, RdmStore *store, const Source *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (RdmRows) present = rdm_memory_rows_new ();
  g_autoptr (GPtrArray) journal = NULL;
  gboolean is_known;

  if (!rdm_store_load (store, present, error))
    return FALSE;
  if (source->ops == NULL)
    {
      journal = read_journal (store, cancellable, error);
      if (journal == NULL)
        return FALSE;
    }
  is_known = source->ops != NULL ? replay_ops (self, source->ops, present)
                                 : replay_journal (self, journal, present);
  is_known = is_known && rdm_replay_get_n (self->replay) > 0;
  /* The hub's journal may be ahead of the file by now. */
  if (is_known && (source->ops == NULL || source->is_current))
    is_known = comes_to (self->replay, present);
  if (!is_known)
    g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
        source->ops != NULL
            ? _ ("The hub does not know all of this plan’s past: its journal does not come to the "
                 "plan as it is. Have it checked with “roundsman-hub verify”.")
            : _ ("This plan does not know all of its past: it was copied, or others worked on it "
                 "through a hub. Look back on the desk where it began."));
  return is_known;
}

static RdmPast *
load (const Source *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (RdmStore) store = rdm_store_open (source->path, RDM_STORE_READ_ONLY, error);
  g_autoptr (RdmPast) self = g_new0 (RdmPast, 1);

  if (store == NULL)
    return NULL;
  self->replay = rdm_replay_new ();
  self->labels = g_ptr_array_new_with_free_func (g_free);
  if (!replay (self, store, source, cancellable, error))
    return NULL;
  self->track = rdm_store_read_track (store, NULL, 0, G_MAXINT64, error);
  return self->track != NULL ? g_steal_pointer (&self) : NULL;
}

static void
load_in_thread (GTask *task, gpointer object, gpointer source, GCancellable *cancellable)
{
  GError *error = NULL;
  RdmPast *past = load (source, cancellable, &error);

  if (past != NULL)
    g_task_return_pointer (task, past, (GDestroyNotify)rdm_past_free);
  else
    g_task_return_error (task, error);
}

void
rdm_past_load_async (const char *path,
                     GPtrArray *ops,
                     gboolean is_current,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Source *source = g_new0 (Source, 1);

  *source = (Source){ g_strdup (path), ops != NULL ? g_ptr_array_ref (ops) : NULL, is_current };
  g_task_set_source_tag (task, rdm_past_load_async);
  g_task_set_task_data (task, source, source_free);
  g_task_run_in_thread (task, load_in_thread);
}

RdmPast *
rdm_past_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
