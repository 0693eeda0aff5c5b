/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-run.h"

#include <string.h>

#include "rdm-run-private.h"

const char *const rdm_verdict_names[] = { "applied", "needs-review", "conflict", "rejected", NULL };

const char *const rdm_reason_names[] = {
  "none",         "anchor-gone", "skills",  "overload", "moved",     "changed",
  "list-changed", "gone",        "exists",  "locked",   "done",      "assigned",
  "in-use",       "other-day",   "twice",   "split",    "bad-value", "unknown",
  "forbidden",    "reported",    "not-out", "fact",     NULL
};

gboolean
rdm_run_refuse (
    RdmRun *run, RdmVerdict verdict, RdmReason reason, const char *subject, char *detail)
{
  RdmOutcome *outcome = run->outcome;

  outcome->verdict = verdict;
  outcome->reason = reason;
  g_free (outcome->subject);
  outcome->subject = g_strdup (subject);
  g_free (outcome->detail);
  outcome->detail = detail;
  return FALSE;
}

void
rdm_run_note (
    RdmRun *run, RdmVerdict verdict, RdmReason reason, const char *subject, const char *detail)
{
  RdmOutcome *outcome = run->outcome;

  if (outcome->reason != RDM_REASON_NONE && outcome->verdict >= verdict)
    return;
  rdm_run_refuse (run, verdict, reason, subject, g_strdup (detail));
}

RdmCommand *
rdm_run_inverse_new (RdmCommandKind kind, const RdmCommand *command)
{
  g_autofree char *id = g_str_has_suffix (command->id, "~")
                            ? g_strndup (command->id, strlen (command->id) - 1)
                            : g_strconcat (command->id, "~", NULL);

  return rdm_command_new (kind, id, command->label);
}

gboolean
rdm_run_has_stop (int order_kind, RdmStopRole role)
{
  return order_kind == RDM_ORDER_SHIPMENT
         || (order_kind == RDM_ORDER_PICKUP) == (role == RDM_STOP_PICKUP);
}

GPtrArray *
rdm_run_order_stops (RdmRun *run, const RdmOrder *order)
{
  static const RdmStopRole roles[] = { RDM_STOP_PICKUP, RDM_STOP_DELIVERY };
  GPtrArray *stops = g_ptr_array_new_with_free_func (rdm_row_unref);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *id = rdm_stop_id (order->row.id, roles[i]);
      gconstpointer stop = rdm_rows_get (run->rows, RDM_ROW_STOP, id);

      if (stop)
        g_ptr_array_add (stops, rdm_row_ref (stop));
    }
  return stops;
}

char *
rdm_run_partner (RdmRun *run, const RdmStop *stop)
{
  const RdmOrder *order = rdm_rows_get (run->rows, RDM_ROW_ORDER, stop->order);

  if (!order || order->kind != RDM_ORDER_SHIPMENT)
    return NULL;
  return rdm_stop_id (order->row.id,
                      stop->role == RDM_STOP_PICKUP ? RDM_STOP_DELIVERY : RDM_STOP_PICKUP);
}

static gboolean
check_drivers (RdmRun *run, GStrv drivers)
{
  for (GStrv driver = drivers; driver && *driver; driver++)
    if (!rdm_rows_get (run->rows, RDM_ROW_DRIVER, *driver))
      return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_UNKNOWN, *driver, NULL);
  return TRUE;
}

static gboolean
check_room (RdmRun *run, const RdmRoadClosure *closure)
{
  char *complaint = rdm_rows_check_closure (run->rows, closure);

  return !complaint
         || rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_BAD_VALUE, closure->row.id, complaint);
}

gboolean
rdm_run_check_references (RdmRun *run, const RdmRow *row)
{
  const RdmShift *shift = (const RdmShift *)row;

  if (row->kind == RDM_ROW_CLOSURE)
    return check_room (run, (const RdmRoadClosure *)row);
  if (row->kind == RDM_ROW_ROUTE)
    return check_drivers (run, ((const RdmRoute *)row)->drivers);
  if (row->kind != RDM_ROW_SHIFT)
    return TRUE;
  if (!rdm_rows_get (run->rows, RDM_ROW_VEHICLE, shift->vehicle))
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_UNKNOWN, shift->vehicle, NULL);
  return check_drivers (run, shift->drivers);
}

void
rdm_run_set_stops (RdmRun *run, const RdmRoute *route, const char *const *stops)
{
  g_autoptr (RdmRoute) changed = rdm_row_copy (route);

  g_strfreev (changed->stops);
  changed->stops = *stops ? g_strdupv ((GStrv)stops) : NULL;
  rdm_draft_put_route (run->draft, changed);
}

GPtrArray *
rdm_run_without (const RdmRoute *route, GHashTable *moving)
{
  GPtrArray *stops = g_ptr_array_new ();

  for (GStrv stop = route->stops; stop && *stop; stop++)
    if (!g_hash_table_contains (moving, *stop))
      g_ptr_array_add (stops, *stop);
  return stops;
}

static void
add_route_runs (RdmCommand *batch,
                const RdmCommand *command,
                const RdmRoute *route,
                GHashTable *moving,
                const char *seen_on)
{
  RdmCommand *run = NULL;
  const char *before = NULL;

  for (GStrv stop = route->stops; stop && *stop; stop++)
    {
      if (!g_hash_table_contains (moving, *stop))
        {
          before = *stop;
          run = NULL;
          continue;
        }
      if (!run)
        {
          run = rdm_run_inverse_new (RDM_COMMAND_ASSIGN, command);
          run->route = g_strdup (route->row.id);
          run->after = g_strdup (before);
          run->exact = TRUE;
          rdm_command_batch_take (batch, run);
        }
      rdm_command_assign_stop (run, *stop, seen_on);
    }
}

void
rdm_run_add_runs (RdmCommand *batch,
                  const RdmCommand *command,
                  GPtrArray *before,
                  GHashTable *moving,
                  const char *seen_on)
{
  for (guint i = 0; i < before->len; i++)
    add_route_runs (batch, command, before->pdata[i], moving, seen_on);
}

static gboolean
run_batch (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (RdmCommand) batch = rdm_run_inverse_new (RDM_COMMAND_BATCH, command);

  for (guint i = 0; i < command->commands->len; i++)
    {
      RdmCommand *back = NULL;

      if (!rdm_run_command (run, command->commands->pdata[i], &back))
        return FALSE;
      if (back)
        g_ptr_array_insert (batch->commands, 0, back);
    }
  if (batch->commands->len > 0)
    *inverse = g_steal_pointer (&batch);
  return TRUE;
}

gboolean
rdm_run_command (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  *inverse = NULL;
  switch (command->kind)
    {
    case RDM_COMMAND_ADD:
      return rdm_run_add (run, command, inverse);
    case RDM_COMMAND_EDIT:
      return rdm_run_edit (run, command, inverse);
    case RDM_COMMAND_REMOVE:
      return rdm_run_remove (run, command, inverse);
    case RDM_COMMAND_ASSIGN:
      return rdm_run_assign (run, command, inverse);
    case RDM_COMMAND_SEQUENCE:
      return rdm_run_sequence (run, command, inverse);
    case RDM_COMMAND_BATCH:
      return run_batch (run, command, inverse);
    case RDM_COMMAND_SEND:
      return rdm_run_send (run, command, inverse);
    case RDM_COMMAND_RECALL:
      return rdm_run_recall (run, command, inverse);
    case RDM_COMMAND_ACKNOWLEDGE: /* nobody takes back what somebody else has read */
      return rdm_run_acknowledge (run, command);
    case RDM_COMMAND_REPORT:
      return rdm_run_report (run, command, inverse);
    case RDM_COMMAND_RETRY:
      return rdm_run_retry (run, command, inverse);
    case RDM_N_COMMAND_KINDS:
      break;
    }
  g_return_val_if_reached (FALSE);
}

RdmOutcome *
rdm_run (const RdmCommand *command, RdmRows *rows)
{
  g_autoptr (RdmDraft) draft = rdm_draft_new (rows);
  g_autoptr (RdmOutcome) outcome = g_new0 (RdmOutcome, 1);
  g_autoptr (RdmCommand) inverse = NULL;
  RdmRun run = { draft, RDM_ROWS (draft), outcome };

  if (rdm_run_command (&run, command, &inverse))
    outcome->changes = rdm_draft_changes (draft);
  else
    outcome->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  if (outcome->changes->len > 0)
    {
      outcome->inverse = g_steal_pointer (&inverse);
      rdm_run_review (&run, rows, outcome->changes);
    }
  return g_steal_pointer (&outcome);
}

gboolean
rdm_outcome_is_applied (const RdmOutcome *self)
{
  return self->verdict == RDM_APPLIED || self->verdict == RDM_NEEDS_REVIEW;
}

void
rdm_outcome_free (RdmOutcome *self)
{
  g_free (self->subject);
  g_free (self->detail);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->inverse, rdm_command_unref);
  g_free (self);
}

void
rdm_change_free (RdmChange *self)
{
  g_free (self->id);
  g_clear_pointer (&self->before, rdm_row_unref);
  g_clear_pointer (&self->after, rdm_row_unref);
  g_free (self);
}

static void
make_so (RdmRows *rows, const RdmChange *change, const RdmRow *row)
{
  if (row)
    rdm_rows_put (rows, row);
  else
    rdm_rows_remove (rows, change->kind, change->id);
}

void
rdm_changes_apply (GPtrArray *changes, RdmRows *rows)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = changes->pdata[i];

      make_so (rows, change, change->after);
    }
}

void
rdm_changes_revert (GPtrArray *changes, RdmRows *rows)
{
  for (guint i = changes->len; i > 0; i--)
    {
      const RdmChange *change = changes->pdata[i - 1];

      make_so (rows, change, change->before);
    }
}
