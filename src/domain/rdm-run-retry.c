/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What failed is tried again: RETRY. The attempts that were made stay what they are; the stop is
 * planned again as if nobody had been there.
 */
#include "rdm-run-private.h"

static gboolean reopen (RdmRun *run, const char *id, RdmCommand *back);

/* A shipment that was cancelled is wanted again as a whole. */
static gboolean
reopen_partner (RdmRun *run, const RdmStop *stop, RdmCommand *back)
{
  g_autofree char *id = rdm_run_partner (run, stop);
  const RdmStop *partner = id ? rdm_rows_get (run->rows, RDM_ROW_STOP, id) : NULL;

  return !partner || partner->state != RDM_STOP_CANCELLED || reopen (run, id, back);
}

/* Plans the stop anew. @back: an edit that restores it. */
static gboolean
reopen (RdmRun *run, const char *id, RdmCommand *back)
{
  const RdmStop *stop = rdm_rows_get (run->rows, RDM_ROW_STOP, id);
  g_autoptr (RdmStop) before = NULL;
  g_autoptr (RdmStop) after = NULL;

  if (!stop)
    return rdm_run_refuse (run, RDM_CONFLICT, RDM_REASON_GONE, id, NULL);
  if (stop->state != RDM_STOP_FAILED && stop->state != RDM_STOP_CANCELLED)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_DONE, id, NULL);
  before = rdm_row_ref (stop);
  after = rdm_row_copy (stop);
  rdm_stop_plan_anew (after);
  rdm_rows_put (run->rows, after);
  rdm_command_edit_row (back, after, before);
  return reopen_partner (run, after, back);
}

static gboolean
is_edited (const RdmCommand *edits, const char *id)
{
  for (guint i = 0; i < edits->edits->len; i++)
    if (g_str_equal (((const RdmEdit *)edits->edits->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* Another service day for the order of a stop, which is in the tray. @back: an edit that restores
 * it. */
static gboolean
postpone (RdmRun *run, const char *stop_id, const char *date, RdmCommand *back)
{
  const RdmStop *stop = rdm_rows_get (run->rows, RDM_ROW_STOP, stop_id);
  const RdmOrder *order = rdm_rows_get (run->rows, RDM_ROW_ORDER, stop->order);
  g_autofree char *partner = rdm_run_partner (run, stop);
  g_autoptr (RdmOrder) before = NULL;
  g_autoptr (RdmOrder) after = NULL;
  char *complaint;

  if (!order || g_strcmp0 (order->date, date) == 0)
    return TRUE;
  /* What is on board of a vehicle is delivered by it, or comes back to the depot first. */
  if (partner && rdm_rows_route_of (run->rows, partner))
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_SPLIT, stop_id, NULL);
  before = rdm_row_ref (order);
  after = rdm_row_copy (order);
  g_free (after->date);
  after->date = g_strdup (date);
  complaint = rdm_row_check (after);
  if (complaint)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_BAD_VALUE, order->row.id, complaint);
  rdm_rows_put (run->rows, after);
  rdm_command_edit_row (back, after, before);
  return TRUE;
}

static gboolean
postpone_all (RdmRun *run, const RdmCommand *command, RdmCommand *back)
{
  for (guint i = 0; command->date && i < command->stops->len; i++)
    {
      const RdmStopSeen *seen = command->stops->pdata[i];

      if (command->route)
        return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_OTHER_DAY, seen->stop, NULL);
      if (!postpone (run, seen->stop, command->date, back))
        return FALSE;
    }
  return TRUE;
}

gboolean
rdm_run_retry (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (RdmCommand) batch = rdm_run_inverse_new (RDM_COMMAND_BATCH, command);
  g_autoptr (RdmCommand) as_before = rdm_run_inverse_new (RDM_COMMAND_EDIT, command);
  g_autoptr (RdmCommand) day_before = rdm_run_inverse_new (RDM_COMMAND_EDIT, command);
  RdmCommand *moved_back = NULL;

  as_before->exact = TRUE;
  for (guint i = 0; i < command->stops->len; i++)
    {
      const RdmStopSeen *seen = command->stops->pdata[i];

      if (!is_edited (as_before, seen->stop) && !reopen (run, seen->stop, as_before))
        return FALSE;
    }
  if (!rdm_run_assign (run, command, &moved_back))
    return FALSE;
  if (moved_back)
    rdm_command_batch_take (batch, moved_back);
  if (!postpone_all (run, command, day_before))
    return FALSE;
  if (!rdm_command_is_empty (day_before))
    g_ptr_array_insert (batch->commands, 0, rdm_command_ref (day_before));
  rdm_command_batch_take (batch, rdm_command_ref (as_before));
  *inverse = g_steal_pointer (&batch);
  return TRUE;
}
