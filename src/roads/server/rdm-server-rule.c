/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *const rdm_server_kind_names[] = { "osrm", "valhalla", "ors", NULL };

/* As their manuals name them. OSRM has one profile a server, and looks at the name only to log it.
 */
static const char *const usual_profiles[RDM_N_SERVER_KINDS][RDM_N_TRAVEL_PROFILES] = {
  [RDM_SERVER_OSRM] = { "driving", "driving", "cycling" },
  [RDM_SERVER_VALHALLA] = { "auto", "truck", "bicycle" },
  [RDM_SERVER_ORS] = { "driving-car", "driving-hgv", "cycling-regular" },
};

/* OSRM refuses more than 100 × 100 unless told otherwise, the others more than 2,500 pairs. */
static const guint usual_pairs[RDM_N_SERVER_KINDS] = {
  [RDM_SERVER_OSRM] = 10000,
  [RDM_SERVER_VALHALLA] = 2500,
  [RDM_SERVER_ORS] = 2500,
};

RdmServerRule *
rdm_server_rule_new (RdmServerKind kind, const char *url)
{
  RdmServerRule *rule = g_new0 (RdmServerRule, 1);

  rule->kind = kind;
  rule->url = g_strdup (url);
  return rule;
}

RdmServerRule *
rdm_server_rule_read (const char *text, const char *key, GError **error)
{
  const char *colon = strchr (text, ':');

  for (RdmServerKind kind = 0; colon != NULL && kind < RDM_N_SERVER_KINDS; kind++)
    if (strlen (rdm_server_kind_names[kind]) == (gsize)(colon - text)
        && g_str_has_prefix (text, rdm_server_kind_names[kind]))
      {
        RdmServerRule *rule = rdm_server_rule_new (kind, colon + 1);

        rule->key = key != NULL && *key != '\0' ? g_strdup (key) : NULL;
        return rule;
      }
  g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER,
               _ ("“%s” is no server of travel times. Write osrm:, valhalla: or ors: and its "
                  "address, such as osrm:https://osrm.example.org."),
               text);
  return NULL;
}

RdmServerRule *
rdm_server_rule_copy (const RdmServerRule *rule)
{
  RdmServerRule *copy = rdm_server_rule_new (rule->kind, rule->url);

  while (g_str_has_suffix (copy->url, "/"))
    copy->url[strlen (copy->url) - 1] = '\0';
  copy->key = g_strdup (rule->key);
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    copy->profiles[p] =
        g_strdup (rule->profiles[p] ? rule->profiles[p] : usual_profiles[rule->kind][p]);
  copy->max_pairs = rule->max_pairs ? rule->max_pairs : usual_pairs[rule->kind];
  copy->max_parallel = rule->max_parallel ? rule->max_parallel : 2;
  copy->timeout_s = rule->timeout_s ? rule->timeout_s : 30;
  return copy;
}

void
rdm_server_rule_free (RdmServerRule *rule)
{
  g_free (rule->url);
  g_free (rule->key);
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    g_free (rule->profiles[p]);
  g_free (rule);
}

gboolean
rdm_server_rule_check (const RdmServerRule *rule, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GString) plain = g_string_new (rule->url);
  g_autoptr (GUri) uri = NULL;

  g_string_replace (plain, "{profile}", "profile", 0);
  uri = g_uri_parse (plain->str, G_URI_FLAGS_NONE, &local);
  if (!uri)
    g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER,
                 _ ("“%s” is not the address of a server: %s"), rule->url, local->message);
  else if (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0
           && g_strcmp0 (g_uri_get_scheme (uri), "http") != 0)
    g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER,
                 _ ("“%s” is not the address of a server: it begins with https:// or http://"),
                 rule->url);
  else if (!g_uri_get_host (uri) || !*g_uri_get_host (uri))
    g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER, _ ("“%s” names no server"),
                 rule->url);
  else
    return TRUE;
  return FALSE;
}
