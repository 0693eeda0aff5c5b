/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-link-journal.h"

#include <glib/gi18n-lib.h>

#include "rdm-link-private.h"

typedef struct
{
  RdmLinkJournalFunc progress;
  gpointer progress_data;
  GPtrArray *ops;
  char *epoch; /* of the first page */
  gint64 since;
  gboolean is_current;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_pointer (&fetch->ops, g_ptr_array_unref);
  g_free (fetch->epoch);
  g_free (fetch);
}

static void ask (GTask *task);

/* Why not, for whoever wanted to look back. */
static GError *
explain (const GError *error)
{
  if (g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_OLD_HUB))
    return g_error_new_literal (
        RDM_COURIER_ERROR, RDM_COURIER_ERROR_OLD_HUB,
        _ ("The hub keeps this plan’s past, and is too old to show it. Have it updated."));
  if (g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_AWAY)
      || g_error_matches (error, RDM_COURIER_ERROR, RDM_COURIER_ERROR_BUSY))
    return g_error_new (RDM_COURIER_ERROR, RDM_COURIER_ERROR_AWAY,
                        _ ("The hub keeps this plan’s past. Try again when this desk is in step. "
                           "%s"),
                        error->message);
  return g_error_copy (error);
}

/* Returns: whether there is more. */
static gboolean
take (RdmLink *self, Fetch *fetch, RdmJournalPage *page)
{
  gboolean is_last = page->to >= page->head || page->to <= fetch->since;

  fetch->since = page->to;
  g_ptr_array_extend_and_steal (fetch->ops, g_steal_pointer (&page->ops));
  page->ops = g_ptr_array_new ();
  if (fetch->progress)
    fetch->progress (page->head > 0 ? (double)page->to / (double)page->head : 1,
                     fetch->progress_data);
  fetch->is_current = is_last && rdm_link_get_status (self) == RDM_LINK_IN_STEP
                      && rdm_replica_version (self->replica) == page->to;
  return !is_last;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RdmLink *self = RDM_LINK (source);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rdm_link_ask_finish (self, result, &error);
  g_autoptr (RdmJournalPage) page = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (!node)
    {
      g_task_return_error (task, explain (error));
      return;
    }
  page = rdm_journal_page_from_json (node, &error);
  if (!page)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!fetch->epoch)
    fetch->epoch = g_strdup (page->epoch);
  if (!g_str_equal (fetch->epoch, page->epoch))
    g_task_return_new_error (task, RDM_COURIER_ERROR, RDM_COURIER_ERROR_REFETCH, "%s",
                             _ ("The hub was restored from a copy meanwhile. Try again."));
  else if (take (self, fetch, page))
    ask (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/* @task: (transfer full). */
static void
ask (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autofree char *path = g_strdup_printf ("v1/journal?since=%" G_GINT64_FORMAT, fetch->since);

  rdm_link_ask_async (g_task_get_source_object (task), "GET", path, NULL, answered_cb, task);
}

void
rdm_link_fetch_journal_async (RdmLink *self,
                              GCancellable *cancellable,
                              RdmLinkJournalFunc progress,
                              gpointer progress_data,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->progress = progress;
  fetch->progress_data = progress_data;
  fetch->ops = g_ptr_array_new_with_free_func (rdm_journal_op_free);
  g_task_set_source_tag (task, rdm_link_fetch_journal_async);
  g_task_set_task_data (task, fetch, fetch_free);
  ask (task);
}

GPtrArray *
rdm_link_fetch_journal_finish (GAsyncResult *result, gboolean *is_current, GError **error)
{
  Fetch *fetch = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  *is_current = fetch->is_current;
  return g_steal_pointer (&fetch->ops);
}
