/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of what can be asked, and the questions that are about the hub itself.
 */
#include "rdm-hub-address.h"
#include "rdm-hub-handlers.h"

#include <string.h>

static void
handle_health (RdmHubRequest *request)
{
  rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "text/plain", "ok\n");
}

/* Ready is who can reach the database. */
static void
handle_ready (RdmHubRequest *request)
{
  g_autofree char *one = NULL;
  g_autoptr (GError) error = NULL;

  if (rdm_sql_get (request->context->sql, "SELECT 1", NULL, 0, &one, &error))
    handle_health (request);
  else
    rdm_hub_reply_error (&request->reply, error, 0);
}

/* How much goes on is for those on this machine, and for those with a token. */
static void
handle_metrics (RdmHubRequest *request)
{
  const RdmHubContext *context = request->context;
  const RdmHubGauges gauges = {
    .n_connections = context->n_connections,
    .n_waiting = rdm_hub_watch_count (context->watch),
    .n_jobs = rdm_hub_writer_count (context->writer),
    .n_bytes = context->n_bytes,
    .weight = context->weight,
  };
  const RdmHubPositionCounts positions = rdm_hub_positions_counts (context->positions);
  g_autofree char *text = rdm_hub_metrics_print (&context->metrics, &gauges, &positions);

  if (rdm_hub_address_is_here (request->address) || rdm_hub_request_show_token (request))
    rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "text/plain; version=0.0.4", text);
}

#define SMALL RDM_WIRE_MAX_SMALL_BYTES

static const RdmHubRoute routes[] = {
  { "GET", "/v1/hello", RDM_HUB_ENTRY_TOKEN, 0, 0, rdm_hub_handle_hello },
  { "POST", "/v1/push", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_PUSH, RDM_HUB_MAX_PUSH_BYTES,
    rdm_hub_handle_push },
  { "GET", "/v1/pull", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, 0, rdm_hub_handle_pull },
  { "GET", "/v1/me/routes", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_OWN, 0, rdm_hub_handle_own },
  { "GET", "/v1/me/eta", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_OWN, 0, rdm_hub_handle_eta },
  { "GET", "/v1/eta", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, 0, rdm_hub_handle_eta },
  { "GET", "/v1/events", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_WATCH, 0, rdm_hub_handle_events },
  { "GET", "/v1/wait", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_WATCH, 0, rdm_hub_handle_wait },
  { "POST", "/v1/presence", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, SMALL, rdm_hub_handle_presence },
  { "GET", "/v1/activity", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, 0, rdm_hub_handle_activity },
  { "GET", "/v1/positions", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, 0, rdm_hub_handle_whereabouts },
  { "GET", "/v1/positions/feed", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, 0, rdm_hub_handle_feed },
  { "GET", "/v1/journal", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, 0, rdm_hub_handle_journal },
  { "GET", "/v1/track", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, 0, rdm_hub_handle_track },
  { "POST", "/v1/positions", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_POSITIONS, SMALL,
    rdm_hub_handle_batch },
  { "POST", "/ingest/owntracks", RDM_HUB_ENTRY_BASIC, RDM_RIGHT_POSITIONS, SMALL,
    rdm_hub_handle_owntracks },
  { "GET", "/ingest/traccar", RDM_HUB_ENTRY_OWN, RDM_RIGHT_POSITIONS, 0, rdm_hub_handle_traccar },
  { "POST", "/ingest/traccar", RDM_HUB_ENTRY_OWN, RDM_RIGHT_POSITIONS, SMALL,
    rdm_hub_handle_traccar },
  { "GET", "/ingest/forward", RDM_HUB_ENTRY_BASIC, RDM_RIGHT_FEED, 0, rdm_hub_handle_forward },
  { "POST", "/ingest/forward", RDM_HUB_ENTRY_BASIC, RDM_RIGHT_FEED, SMALL, rdm_hub_handle_forward },
  { "PUT", "/v1/blobs/", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_BLOBS, RDM_HUB_BLOB_MAX_BYTES,
    rdm_hub_handle_put_blob },
  { "GET", "/v1/blobs/", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_READ, 0, rdm_hub_handle_get_blob },
  { "POST", "/v1/invitations", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_INVITE, SMALL,
    rdm_hub_handle_invite },
  { "GET", "/v1/devices", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_INVITE, 0, rdm_hub_handle_devices },
  { "POST", "/v1/revoke", RDM_HUB_ENTRY_TOKEN, RDM_RIGHT_INVITE, SMALL, rdm_hub_handle_revoke },
  { "POST", "/v1/redeem", RDM_HUB_ENTRY_OPEN, 0, 1024, rdm_hub_handle_redeem },
  { "GET", "/healthz", RDM_HUB_ENTRY_OPEN, 0, 0, handle_health },
  { "GET", "/readyz", RDM_HUB_ENTRY_OPEN, 0, 0, handle_ready },
  { "GET", "/metrics", RDM_HUB_ENTRY_OPEN, 0, 0, handle_metrics },
};

const RdmHubRoute *
rdm_hub_routes (guint *n)
{
  *n = G_N_ELEMENTS (routes);
  return routes;
}

/* Returns: what follows the route's path; NULL when it is another. */
static const char *
match (const RdmHubRoute *route, const char *path)
{
  gsize length = strlen (route->path);

  if (strncmp (route->path, path, length) != 0)
    return NULL;
  return path[length] == '\0' || route->path[length - 1] == '/' ? path + length : NULL;
}

const RdmHubRoute *
rdm_hub_find_route (const char *method,
                    const char *path,
                    const char **rest,
                    gboolean *path_is_known)
{
  *path_is_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      *rest = match (&routes[i], path);
      if (!*rest)
        continue;
      *path_is_known = TRUE;
      if (g_str_equal (routes[i].method, method))
        return &routes[i];
    }
  return NULL;
}
