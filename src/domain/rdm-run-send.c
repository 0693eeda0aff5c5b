/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Routes go out to drivers and come back: SEND and RECALL, each the other's inverse, and what a
 * driver says to that: ACKNOWLEDGE. A change to a route that is out needs no command of its own:
 * the driver has yet to acknowledge it, which rdm_route_awaits_driver() says.
 */
#include "rdm-run-private.h"

/* Returns: (transfer full) (nullable): NULL when it is refused. */
static RdmRoute *
get_seen (RdmRun *run, const RdmRouteList *list)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (run->rows, list->route);
  static const char *const none[] = { NULL };

  if (!route)
    {
      rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_UNKNOWN, list->route, NULL);
      return NULL;
    }
  if (!g_strv_equal (route->stops ? (const char *const *)route->stops : none,
                     list->stops ? (const char *const *)list->stops : none))
    {
      rdm_run_refuse (run, RDM_CONFLICT, RDM_REASON_LIST_CHANGED, list->route, NULL);
      return NULL;
    }
  return g_steal_pointer (&route);
}

/* The route in its new state; what takes that back, into @batch. */
static gboolean
turn (RdmRun *run,
      const RdmCommand *command,
      const RdmRouteList *list,
      RdmRouteState from,
      RdmRouteState to,
      RdmCommand *batch)
{
  g_autoptr (RdmRoute) route = get_seen (run, list);
  g_autoptr (RdmRoute) changed = NULL;
  RdmCommand *back;

  if (!route)
    return FALSE;
  if (route->state == (int)to)
    return TRUE;
  if (route->state != (int)from)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_NOT_OUT, list->route, NULL);
  changed = rdm_row_copy (route);
  changed->state = (int)to;
  changed->sent_ms = to == RDM_ROUTE_SENT ? command->at_ms : 0;
  rdm_draft_put_route (run->draft, changed);
  back =
      rdm_run_inverse_new (to == RDM_ROUTE_SENT ? RDM_COMMAND_RECALL : RDM_COMMAND_SEND, command);
  back->at_ms = route->sent_ms; /* routes may have been sent at different times */
  rdm_command_list_route (back, list->route, (const char *const *)list->stops);
  rdm_command_batch_take (batch, back);
  return TRUE;
}

static gboolean
turn_all (RdmRun *run,
          const RdmCommand *command,
          RdmRouteState from,
          RdmRouteState to,
          RdmCommand **inverse)
{
  g_autoptr (RdmCommand) batch = rdm_run_inverse_new (RDM_COMMAND_BATCH, command);

  for (guint i = 0; i < command->lists->len; i++)
    if (!turn (run, command, command->lists->pdata[i], from, to, batch))
      return FALSE;
  if (batch->commands->len > 0)
    *inverse = g_steal_pointer (&batch);
  return TRUE;
}

gboolean
rdm_run_send (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  return turn_all (run, command, RDM_ROUTE_DRAFT, RDM_ROUTE_SENT, inverse);
}

gboolean
rdm_run_recall (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  return turn_all (run, command, RDM_ROUTE_SENT, RDM_ROUTE_DRAFT, inverse);
}

gboolean
rdm_run_acknowledge (RdmRun *run, const RdmCommand *command)
{
  for (guint i = 0; i < command->lists->len; i++)
    {
      const RdmRouteList *list = command->lists->pdata[i];
      g_autoptr (RdmRoute) route = rdm_rows_get_route (run->rows, list->route);
      g_autoptr (RdmRoute) changed = NULL;

      if (!route)
        return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_UNKNOWN, list->route, NULL);
      /* A phone that was away sends its words late; the newer ones count. */
      if (command->at_ms <= route->acknowledged_ms)
        continue;
      changed = rdm_row_copy (route);
      g_strfreev (changed->told);
      changed->told = list->stops && *list->stops ? g_strdupv (list->stops) : NULL;
      changed->acknowledged_ms = command->at_ms;
      rdm_draft_put_route (run->draft, changed);
    }
  return TRUE;
}
