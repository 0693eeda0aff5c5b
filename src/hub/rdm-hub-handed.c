/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-handed.h"

#include "rdm-run.h"

#define ADD "INSERT INTO handed (fleet, route) VALUES ($1, $2) ON CONFLICT DO NOTHING"
#define DROP "DELETE FROM handed WHERE fleet = $1 AND route = $2"

static gboolean
run (RdmSql *sql, const char *query, const char *fleet, const char *route, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (route) };

  return rdm_sql_run (sql, query, values, G_N_ELEMENTS (values), NULL, NULL, error);
}

gboolean
rdm_hub_handed_note (RdmSql *sql,
                     const char *fleet,
                     RdmRows *rows,
                     const RdmCommand *command,
                     GPtrArray *changes,
                     GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = changes->pdata[i];
      const RdmRoute *after = change->kind == RDM_ROW_ROUTE ? (RdmRoute *)change->after : NULL;

      if (after && after->state == RDM_ROUTE_SENT && !run (sql, ADD, fleet, change->id, error))
        return FALSE;
      /* It cannot be recalled any more. */
      if (after && after->state == RDM_ROUTE_CLOSED && !run (sql, DROP, fleet, change->id, error))
        return FALSE;
    }
  if (command->kind != RDM_COMMAND_ACKNOWLEDGE)
    return TRUE;
  for (guint i = 0; command->lists && i < command->lists->len; i++)
    {
      const RdmRouteList *list = command->lists->pdata[i];
      g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, list->route);

      if (route && route->state == RDM_ROUTE_DRAFT && !route->told
          && !run (sql, DROP, fleet, list->route, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rdm_hub_handed_has (RdmSql *sql, const char *fleet, const char *route)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (route) };
  g_autofree char *found = NULL;

  return rdm_sql_get (sql, "SELECT route FROM handed WHERE fleet = $1 AND route = $2", values,
                      G_N_ELEMENTS (values), &found, NULL)
         && found != NULL;
}
