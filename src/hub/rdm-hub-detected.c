/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-detected.h"

/* Whether @report is still about what is there. @attempt: (out): the how manieth it is about */
static gboolean
fits (RdmRows *rows, const RdmReport *report, gint64 *attempt)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, report->route);
  const RdmStop *stop = NULL;

  *attempt = 0;
  if (!route || !rdm_route_is_out (route))
    return FALSE;
  if (!report->stop)
    return TRUE;
  /* What somebody has given to another driver meanwhile, that one may visit. */
  if (g_strcmp0 (rdm_rows_route_of (rows, report->stop), report->route) != 0)
    return FALSE;
  stop = rdm_rows_get (rows, RDM_ROW_STOP, report->stop);
  if (!stop || !rdm_stop_is_open (stop))
    return FALSE;
  *attempt = stop->attempts;
  return TRUE;
}

/* Remembers it. Returns: FALSE with an error; @is_new: (out): whether nobody did before. */
static gboolean
remember (RdmSql *sql,
          const char *fleet,
          const RdmReport *report,
          gint64 attempt,
          gboolean *is_new,
          GError **error)
{
  g_autofree char *what =
      g_strdup_printf ("%s %s %s %" G_GINT64_FORMAT, rdm_event_names[report->event], report->route,
                       report->stop ? report->stop : "-", attempt);
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (what),
                                 RDM_SQL_INT (report->at_ms) };
  g_autofree char *added = NULL;

  if (!rdm_sql_get (sql,
                    "INSERT INTO detected (fleet, what, at_ms) VALUES ($1, $2, $3)"
                    " ON CONFLICT (fleet, what) DO NOTHING RETURNING what",
                    values, G_N_ELEMENTS (values), &added, error))
    return FALSE;
  *is_new = added != NULL;
  return TRUE;
}

gboolean
rdm_hub_detected_news (RdmSql *sql,
                       const char *fleet,
                       RdmRows *rows,
                       const RdmCommand *command,
                       RdmCommand **news,
                       GError **error)
{
  g_autoptr (RdmCommand) left = rdm_command_new_report (command->label);

  *news = NULL;
  for (guint i = 0; i < command->reports->len; i++)
    {
      const RdmReport *report = command->reports->pdata[i];
      gboolean is_new = FALSE;
      gint64 attempt;

      if (fits (rows, report, &attempt) && !remember (sql, fleet, report, attempt, &is_new, error))
        return FALSE;
      if (is_new)
        rdm_command_add_report (left, report->event, report->route, report->stop, report->at_ms)
            ->detected = TRUE;
    }
  if (!rdm_command_is_empty (left))
    *news = g_steal_pointer (&left);
  return TRUE;
}
