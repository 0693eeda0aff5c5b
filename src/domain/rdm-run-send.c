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

/* Gives each route of @command @state, where it has @other; one that has @state already stays. */
static gboolean
turn (RdmRun *run,
      const RdmCommand *command,
      RdmCommand *back,
      RdmRouteState other,
      RdmRouteState state,
      RdmCommand **inverse)
{
  for (guint i = 0; i < command->lists->len; i++)
    {
      const RdmRouteList *list = command->lists->pdata[i];
      g_autoptr (RdmRoute) route = get_seen (run, list);
      g_autoptr (RdmRoute) changed = NULL;

      if (!route)
        return FALSE;
      if (route->state == (int)state)
        continue;
      if (route->state != (int)other)
        return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_NOT_OUT, list->route, NULL);
      changed = rdm_row_copy (route);
      changed->state = (int)state;
      back->at_ms = MAX (back->at_ms, route->sent_ms);
      changed->sent_ms = state == RDM_ROUTE_SENT ? command->at_ms : 0;
      rdm_draft_put_route (run->draft, changed);
      rdm_command_list_route (back, list->route, (const char *const *)list->stops);
    }
  if (back->lists->len > 0)
    *inverse = rdm_command_ref (back);
  return TRUE;
}

gboolean
rdm_run_send (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (RdmCommand) back = rdm_run_inverse_new (RDM_COMMAND_RECALL, command);

  return turn (run, command, back, RDM_ROUTE_DRAFT, RDM_ROUTE_SENT, inverse);
}

gboolean
rdm_run_recall (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (RdmCommand) back = rdm_run_inverse_new (RDM_COMMAND_SEND, command);

  return turn (run, command, back, RDM_ROUTE_SENT, RDM_ROUTE_DRAFT, inverse);
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
