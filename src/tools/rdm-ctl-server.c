/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ctl-server.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rdm-ctl-program.h"
#include "rdm-day-plan.h"
#include "rdm-server-travel.h"

/* Never from the command line, where every other user of the machine would read it. */
#define KEY "ROUNDSMAN_TRAVEL_KEY"

static RdmServerRule *
read_rule (const char *text, GError **error)
{
  const char *colon = strchr (text, ':');

  for (RdmServerKind kind = 0; colon != NULL && kind < RDM_N_SERVER_KINDS; kind++)
    if (strlen (rdm_server_kind_names[kind]) == (gsize)(colon - text)
        && g_str_has_prefix (text, rdm_server_kind_names[kind]))
      {
        RdmServerRule *rule = rdm_server_rule_new (kind, colon + 1);
        const char *key = g_getenv (KEY);

        rule->key = key != NULL && *key != '\0' ? g_strdup (key) : NULL;
        return rule;
      }
  g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER,
               _ ("“%s” is no server of travel times. Write osrm:, valhalla: or ors: and its "
                  "address, such as osrm:https://osrm.example.org."),
               text);
  return NULL;
}

gboolean
rdm_ctl_wrap_travel (const RdmSettings *settings, RdmTravel **travel, GError **error)
{
  const char *text = g_getenv (RDM_CTL_SERVER);
  g_autoptr (RdmServerRule) rule = NULL;
  g_autoptr (RdmTravel) fallback = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;
  rule = read_rule (text, error);
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
