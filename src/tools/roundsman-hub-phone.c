/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Phones that only say where they are, with apps that people already have: they cannot redeem an
 * invitation, so they are told their token at once.
 */
#include "roundsman-hub.h"

#include "rdm-hub-accounts.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/* What OwnTracks reads from a link: its settings, for HTTP. */
static char *
owntracks_link (const char *url, const char *person, const char *token)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *target = g_strconcat (url, "/ingest/owntracks", NULL);
  g_autofree char *text = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *escaped = NULL;

  json_object_set_string_member (object, "_type", "configuration");
  json_object_set_int_member (object, "mode", 3);
  json_object_set_string_member (object, "url", target);
  json_object_set_boolean_member (object, "auth", TRUE);
  json_object_set_string_member (object, "username", person);
  json_object_set_string_member (object, "password", token);
  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  encoded = g_base64_encode ((const guchar *)text, strlen (text));
  escaped = g_uri_escape_string (encoded, NULL, FALSE);
  return g_strconcat ("owntracks:///config?inline=", escaped, NULL);
}

static void
print_links (const char *url, const char *person, const char *token)
{
  g_autofree char *base = g_strndup (url, strlen (url) - g_str_has_suffix (url, "/"));
  g_autofree char *owntracks = owntracks_link (base, person, token);
  g_autofree char *traccar = g_strconcat (base, "/ingest/traccar?id=", token, NULL);

  g_print (_ ("OwnTracks, to be opened on the phone:\n\n    %s\n\n"), owntracks);
  roundsman_hub_print_qr (owntracks);
  g_print (_ ("\nTraccar Client, to be scanned with it:\n\n    %s\n\n"), traccar);
  roundsman_hub_print_qr (traccar);
}

int
roundsman_hub_phone (int argc, char **argv)
{
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree char *url = NULL;
  g_autofree char *reach = NULL;
  g_autofree char *driver_name = NULL;
  g_autofree char *driver = NULL;
  gboolean feed = FALSE;
  const GOptionEntry own[] = {
    { "url", 0, 0, G_OPTION_ARG_STRING, &url, N_ ("How phones reach the hub, for links to scan"),
      N_ ("URL") },
    { "driver", 0, 0, G_OPTION_ARG_STRING, &driver_name,
      N_ ("Which of the plan's drivers it is, by name or identifier"), N_ ("DRIVER") },
    { "feed", 0, 0, G_OPTION_ARG_NONE, &feed,
      N_ ("Not a phone but a Traccar server, which passes on where its trackers are"), NULL },
    { NULL },
  };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, own);
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *fleet = NULL;
  g_autofree char *token = NULL;
  g_auto (RdmHubVisitor) visitor = { 0 };
  g_autoptr (GError) error = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  sql = roundsman_hub_open (&place);
  fleet = sql ? roundsman_hub_fleet (sql, NULL) : NULL;
  if (!fleet)
    return RDM_CTL_FILE;
  reach = roundsman_hub_place_dup_url (&place, url);
  if (driver_name)
    driver = rdm_hub_find_driver (sql, fleet, driver_name, &error);
  if (error)
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s.", error->message);
  token = rdm_hub_admit (sql, fleet, argv[1], feed ? RDM_ROLE_FEED : RDM_ROLE_DRIVER, driver,
                         g_get_real_time () / 1000, &visitor, &error);
  if (!token)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  g_print (_ ("%s is let in as %s. The token is shown once:\n\n    %s\n\n"), argv[1],
           visitor.device, token);
  if (feed)
    g_print (_ ("For traccar.xml: forward.type json, forward.url …/ingest/forward, and "
                "forward.header “Authorization: Bearer” with the token.\n"));
  else if (reach)
    print_links (reach, argv[1], token);
  return RDM_CTL_OK;
}
