/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-past-words.h"

#include <glib/gi18n.h>

#include "rdm-desk.h"

static char *
describe_report (const RdmReport *report, RdmRows *rows)
{
  g_autofree char *what = rdm_rows_describe (rows, report->stop ? report->stop : report->route);

  return rdm_event_describe (report->event, report->result, what);
}

static char *
describe_lists (const RdmCommand *command, RdmRows *rows)
{
  const RdmRouteList *first = g_ptr_array_index (command->lists, 0);
  g_autofree char *what = rdm_rows_describe (rows, first->route);

  return g_strdup_printf (_ ("%s: acknowledged"), what);
}

char *
rdm_past_describe (const RdmCommand *command, RdmRows *rows)
{
  /* What was seen from positions says that alone. */
  if (command->kind == RDM_COMMAND_REPORT && command->reports->len > 0)
    {
      const RdmReport *last = g_ptr_array_index (command->reports, command->reports->len - 1);

      if (command->label == NULL || last->detected)
        return describe_report (last, rows);
    }
  if (command->label != NULL)
    return g_strdup (command->label);
  if (command->kind == RDM_COMMAND_ACKNOWLEDGE && command->lists->len > 0)
    return describe_lists (command, rows);
  return g_strdup (_ ("Something happened"));
}
