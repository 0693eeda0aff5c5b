/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ctl-server.h"

#include "rdm-ctl-program.h"
#include "rdm-day-plan.h"
#include "rdm-server-travel.h"

gboolean
rdm_ctl_wrap_travel (const RdmSettings *settings, RdmTravel **travel, GError **error)
{
  const char *text = g_getenv (RDM_CTL_SERVER);
  g_autoptr (RdmServerRule) rule = NULL;
  g_autoptr (RdmTravel) fallback = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;
  rule = rdm_server_rule_read (text, g_getenv (RDM_SERVER_KEY_VARIABLE), error);
  if (rule == NULL)
    return FALSE;
  fallback = *travel != NULL ? g_steal_pointer (travel) : rdm_travel_new_from_settings (settings);
  *travel = rdm_server_travel_new (rule, fallback, error);
  return *travel != NULL;
}

void
rdm_ctl_tell_travel (RdmTravel *travel)
{
  g_autofree char *failure = NULL;
  g_autofree char *notice = NULL;

  if (travel == NULL || !RDM_IS_SERVER_TRAVEL (travel))
    return;
  failure = rdm_server_travel_dup_failure (RDM_SERVER_TRAVEL (travel));
  if (failure == NULL)
    return;
  notice = rdm_travel_dup_notice (travel);
  g_printerr ("%s: %s\n", g_get_prgname (), notice);
}
