/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locate-job.h"

#include <glib/gi18n.h>
#include <string.h>

/* Progress is told so often. */
#define PAUSE_US (100 * 1000)

typedef struct
{
  RdmLocator *locator;
  GPtrArray *orders; /* (element-type RdmOrder): copies, which get their places */
  RdmLocateProgress progress;
  gpointer progress_data;
  gint64 told_us;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->locator);
  g_ptr_array_unref (job->orders);
  g_free (job);
}

typedef struct
{
  GTask *task;
  double fraction;
} Told;

static gboolean
tell_cb (gpointer data)
{
  Told *told = data;
  const Job *job = g_task_get_task_data (told->task);

  if (!g_task_get_completed (told->task)
      && !g_cancellable_is_cancelled (g_task_get_cancellable (told->task)))
    job->progress (told->fraction, job->progress_data);
  return G_SOURCE_REMOVE;
}

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->task);
  g_free (told);
}

static void
tell (GTask *task, Job *job, guint done)
{
  gint64 now_us = g_get_monotonic_time ();
  Told *told;

  if (job->progress == NULL || now_us - job->told_us < PAUSE_US)
    return;
  job->told_us = now_us;
  told = g_new (Told, 1);
  *told = (Told){ g_object_ref (task), (double)done / MAX (job->orders->len, 1) };
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, tell_cb, told,
                              told_free);
}

static gboolean
locate_end (Job *job, RdmOrderEnd *end, GCancellable *cancellable, GError **error)
{
  return !rdm_order_end_needs_check (end)
         || rdm_locator_locate (end, cancellable, job->locator, error);
}

static void
run (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  for (guint i = 0; i < job->orders->len; i++)
    {
      RdmOrder *order = g_ptr_array_index (job->orders, i);

      tell (task, job, i);
      if (g_cancellable_set_error_if_cancelled (cancellable, &error)
          || !locate_end (job, &order->at, cancellable, &error)
          || (order->kind == RDM_ORDER_SHIPMENT
              && !locate_end (job, &order->from, cancellable, &error)))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  g_task_return_pointer (task, g_ptr_array_ref (job->orders), (GDestroyNotify)g_ptr_array_unref);
}

void
rdm_locate_job_run (RdmDesk *desk,
                    RdmLocator *locator,
                    GPtrArray *orders,
                    RdmLocateProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (desk, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->locator = g_object_ref (locator);
  job->orders = g_ptr_array_new_with_free_func (rdm_row_unref);
  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (job->orders, rdm_row_copy (g_ptr_array_index (orders, i)));
  job->progress = progress;
  job->progress_data = progress_data;
  g_task_set_source_tag (task, rdm_locate_job_run);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

/* Takes over where an end is, if it is still the same address, and nobody has set a pin. */
static gboolean
take_end (RdmOrderEnd *end, const RdmOrderEnd *located)
{
  g_autofree char *key = rdm_order_end_key (end);
  g_autofree char *located_key = rdm_order_end_key (located);

  if (!rdm_order_end_needs_check (end) || strcmp (key, located_key) != 0)
    return FALSE;
  end->point = located->point;
  end->confidence = located->confidence;
  return !rdm_order_end_needs_check (end);
}

gboolean
rdm_locate_job_finish (RdmDesk *desk, GAsyncResult *result, guint *n_found, GError **error)
{
  g_autoptr (GPtrArray) located = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (RdmCommand) command = NULL;
  guint n_changes = 0;

  g_return_val_if_fail (g_async_result_is_tagged (result, rdm_locate_job_run), FALSE);

  *n_found = 0;
  if (located == NULL)
    return FALSE;
  command = rdm_command_new_edit (_ ("Look up addresses"));
  for (guint i = 0; i < located->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (located, i);
      const RdmOrder *before =
          rdm_rows_get (rdm_desk_get_rows (desk), RDM_ROW_ORDER, order->row.id);
      g_autoptr (RdmOrder) after = before != NULL ? rdm_row_copy (before) : NULL;

      if (after == NULL)
        continue;
      *n_found += take_end (&after->at, &order->at);
      if (after->kind == RDM_ORDER_SHIPMENT)
        *n_found += take_end (&after->from, &order->from);
      n_changes += rdm_command_edit_row (command, before, after) > 0;
    }
  if (n_changes > 0)
    rdm_desk_run (desk, command);
  return TRUE;
}
