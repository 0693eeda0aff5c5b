/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-command.h"
#include "rdm-result.h"

#include <glib/gi18n-lib.h>

char *
rdm_event_describe (RdmEvent event, int result, const char *what)
{
  switch (event)
    {
    case RDM_EVENT_STARTED:
      return g_strdup_printf (_ ("%s: set out"), what);
    case RDM_EVENT_ENDED:
      return g_strdup_printf (_ ("%s: back"), what);
    case RDM_EVENT_EN_ROUTE:
      return g_strdup_printf (_ ("%s: on the way"), what);
    case RDM_EVENT_ARRIVED:
      return g_strdup_printf (_ ("%s: arrived"), what);
    case RDM_EVENT_DONE:
      return g_strdup_printf (_ ("%s: done"), what);
    case RDM_EVENT_FAILED:
      return g_strdup_printf (_ ("%s: failed (%s)"), what, rdm_result_label (result));
    case RDM_EVENT_CANCELLED:
      return g_strdup_printf (_ ("%s: cancelled"), what);
    case RDM_EVENT_WITHDRAWN:
      return g_strdup_printf (_ ("%s: report withdrawn"), what);
    case RDM_N_EVENTS:
      break;
    }
  return g_strdup (what);
}
