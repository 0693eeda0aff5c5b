/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-request.h"

#define LONGEST_HOLD_S 60

static gint64
now_utc_ms (void)
{
  return g_get_real_time () / 1000;
}

static const char *
query (RdmHubRequest *request, const char *name)
{
  return MHD_lookup_connection_value (request->connection, MHD_GET_ARGUMENT_KIND, name);
}

/* A number of the query; @otherwise when there is none, or it is no number. */
static gint64
query_number (RdmHubRequest *request, const char *name, gint64 otherwise)
{
  const char *text = query (request, name);
  gint64 number;

  if (!text || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return otherwise;
  return number;
}

static JsonNode *
parse_body (RdmHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rdm_wire_parse ((const char *)request->body->data, request->body->len,
                                   request->route->max_bytes, &error);

  if (!node)
    rdm_hub_reply_error (&request->reply, error, 0);
  return node;
}

static void
reply_object (RdmHubRequest *request, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  rdm_hub_reply_json (&request->reply, MHD_HTTP_OK, node);
}

/* In the writer's thread. */
static void
on_written (RdmHubJob *job, gpointer user_data)
{
  RdmHubRequest *request = user_data;

  MHD_resume_connection (request->connection);
}

static void
handle_push (RdmHubRequest *request)
{
  g_autoptr (JsonNode) node = parse_body (request);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPush) push = NULL;
  RdmHubJob *job;

  if (!node)
    return;
  push = rdm_push_from_json (node, &error);
  if (!push)
    {
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  if (!g_str_equal (push->device, request->visitor.device))
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_FORBIDDEN, "device",
                            "The token is another device's.");
      return;
    }
  job = g_new0 (RdmHubJob, 1);
  job->visitor =
      (RdmHubVisitor){ g_strdup (request->visitor.device), g_strdup (request->visitor.fleet),
                       g_strdup (request->visitor.person), request->visitor.role };
  job->push = g_steal_pointer (&push);
  job->done = on_written;
  job->user_data = request;
  request->context->n_commands += job->push->ops->len;
  request->job = job;
  /* First asleep, then handed over: the writer may be done before we are. */
  MHD_suspend_connection (request->connection);
  if (rdm_hub_writer_add (request->context->writer, job))
    return;
  g_clear_pointer (&request->job, rdm_hub_job_free);
  rdm_hub_reply_refuse (&request->reply, MHD_HTTP_SERVICE_UNAVAILABLE, "busy",
                        "Too much is waiting. Try again.");
  request->reply.retry_after_s = 2;
  MHD_resume_connection (request->connection);
}

static void
finish_push (RdmHubRequest *request)
{
  RdmHubJob *job = request->job;

  if (job->answer)
    rdm_hub_reply_json (&request->reply, MHD_HTTP_OK, rdm_push_answer_to_json (job->answer));
  else
    rdm_hub_reply_error (&request->reply, job->error, job->expected_n);
}

static void
handle_pull (RdmHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 limit = query_number (request, "limit", RDM_WIRE_MAX_PAGE_ROWS);
  g_autoptr (RdmPage) page =
      rdm_hub_pull (request->context->sql, request->visitor.fleet, request->visitor.device,
                    query (request, "epoch"), query_number (request, "since", 0),
                    (guint)CLAMP (limit, 1, RDM_WIRE_MAX_PAGE_ROWS), &error);

  if (page)
    rdm_hub_reply_json (&request->reply, MHD_HTTP_OK, rdm_page_to_json (page));
  else
    rdm_hub_reply_error (&request->reply, error, 0);
}

/* What was last written to a fleet, also before this hub was started. */
static void
learn_seq (RdmHubRequest *request)
{
  const RdmSqlValue value = RDM_SQL_TEXT (request->visitor.fleet);
  g_autofree char *text = NULL;

  if (rdm_hub_watch_seq (request->context->watch, request->visitor.fleet) < 0
      && rdm_sql_get (request->context->sql, "SELECT seq FROM fleet WHERE id = $1", &value, 1,
                      &text, NULL)
      && text)
    rdm_hub_watch_poke (request->context->watch, request->visitor.fleet,
                        g_ascii_strtoll (text, NULL, 10));
}

static void
handle_events (RdmHubRequest *request)
{
  learn_seq (request);
  request->stream =
      rdm_hub_watch_stream (request->context->watch, request->connection, request->visitor.fleet,
                            request->visitor.device, query_number (request, "since", -1));
}

static void
handle_wait (RdmHubRequest *request)
{
  learn_seq (request);
  request->watcher =
      rdm_hub_watch_hold (request->context->watch, request->connection, request->visitor.fleet,
                          request->visitor.device, query_number (request, "since", 0),
                          (guint)MIN (query_number (request, "t", 25), LONGEST_HOLD_S));
}

static void
finish_wait (RdmHubRequest *request)
{
  gint64 seq = rdm_hub_watcher_end (g_steal_pointer (&request->watcher));
  JsonObject *object;

  if (seq < 0)
    {
      rdm_hub_reply_text (&request->reply, MHD_HTTP_NO_CONTENT, NULL, "");
      return;
    }
  object = json_object_new ();
  json_object_set_int_member (object, "seq", seq);
  reply_object (request, object);
}

static void
handle_redeem (RdmHubRequest *request)
{
  g_autoptr (JsonNode) node = parse_body (request);
  g_autoptr (GError) error = NULL;
  g_auto (RdmHubVisitor) visitor = { 0 };
  g_autofree char *token = NULL;
  const char *code;
  JsonObject *object;

  if (!node)
    return;
  code = rdm_wire_get_id (json_node_get_object (node), "code", &error);
  if (code)
    token = rdm_hub_redeem (request->context->sql, code, now_utc_ms (), &visitor, &error);
  if (!token)
    {
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "device", visitor.device);
  json_object_set_string_member (object, "token", token);
  json_object_set_string_member (object, "fleet", visitor.fleet);
  json_object_set_string_member (object, "person", visitor.person);
  json_object_set_string_member (object, "role", rdm_role_names[visitor.role]);
  reply_object (request, object);
}

static void
handle_invite (RdmHubRequest *request)
{
  g_autoptr (JsonNode) node = parse_body (request);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  const char *person = NULL;
  JsonObject *object;
  int role = -1;

  if (!node)
    return;
  person = rdm_wire_get_text (json_node_get_object (node), "person", &error);
  if (!error)
    role = rdm_wire_get_one_of (json_node_get_object (node), "role", rdm_role_names, &error);
  if (role >= 0)
    code = rdm_hub_invite (request->context->sql, request->visitor.fleet, person ? person : "",
                           (RdmRole)role, now_utc_ms (), &error);
  if (!code)
    {
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "code", code);
  reply_object (request, object);
}

static void
handle_devices (RdmHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices =
      rdm_hub_devices (request->context->sql, request->visitor.fleet, &error);
  JsonObject *object;
  JsonArray *array;

  if (!devices)
    {
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  object = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < devices->len; i++)
    {
      const RdmHubDevice *device = devices->pdata[i];
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "id", device->id);
      json_object_set_string_member (item, "person", device->person);
      json_object_set_string_member (
          item, "role", device->role < RDM_N_ROLES ? rdm_role_names[device->role] : "");
      json_object_set_int_member (item, "created", device->created_utc_ms);
      if (device->revoked_utc_ms)
        json_object_set_int_member (item, "revoked", device->revoked_utc_ms);
      json_array_add_object_element (array, item);
    }
  json_object_set_array_member (object, "devices", array);
  reply_object (request, object);
}

static void
handle_revoke (RdmHubRequest *request)
{
  g_autoptr (JsonNode) node = parse_body (request);
  g_autoptr (GError) error = NULL;
  const char *device;

  if (!node)
    return;
  device = rdm_wire_get_id (json_node_get_object (node), "device", &error);
  if (device
      && rdm_hub_revoke (request->context->sql, request->visitor.fleet, device, now_utc_ms (),
                         &error))
    rdm_hub_reply_text (&request->reply, MHD_HTTP_NO_CONTENT, NULL, "");
  else
    rdm_hub_reply_error (&request->reply, error, 0);
}

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

static void
handle_metrics (RdmHubRequest *request)
{
  const RdmHubContext *context = request->context;
  g_autofree char *text =
      g_strdup_printf ("# TYPE roundsman_hub_requests_total counter\n"
                       "roundsman_hub_requests_total %" G_GUINT64_FORMAT "\n"
                       "# TYPE roundsman_hub_refused_total counter\n"
                       "roundsman_hub_refused_total %" G_GUINT64_FORMAT "\n"
                       "# TYPE roundsman_hub_commands_total counter\n"
                       "roundsman_hub_commands_total %" G_GUINT64_FORMAT "\n"
                       "# TYPE roundsman_hub_waiting gauge\n"
                       "roundsman_hub_waiting %u\n"
                       "# TYPE roundsman_hub_uptime_seconds gauge\n"
                       "roundsman_hub_uptime_seconds %" G_GINT64_FORMAT "\n",
                       context->n_requests, context->n_refused, context->n_commands,
                       rdm_hub_watch_count (context->watch),
                       (g_get_monotonic_time () - context->started_us) / G_USEC_PER_SEC);

  rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "text/plain; version=0.0.4", text);
}

static const RdmHubRoute routes[] = {
  { "POST", "/v1/push", FALSE, RDM_RIGHT_PUSH, RDM_WIRE_MAX_PUSH_BYTES, handle_push },
  { "GET", "/v1/pull", FALSE, RDM_RIGHT_READ, 0, handle_pull },
  { "GET", "/v1/events", FALSE, RDM_RIGHT_READ, 0, handle_events },
  { "GET", "/v1/wait", FALSE, RDM_RIGHT_READ, 0, handle_wait },
  { "POST", "/v1/invitations", FALSE, RDM_RIGHT_INVITE, RDM_WIRE_MAX_SMALL_BYTES, handle_invite },
  { "GET", "/v1/devices", FALSE, RDM_RIGHT_INVITE, 0, handle_devices },
  { "POST", "/v1/revoke", FALSE, RDM_RIGHT_INVITE, RDM_WIRE_MAX_SMALL_BYTES, handle_revoke },
  { "POST", "/v1/redeem", TRUE, 0, 1024, handle_redeem },
  { "GET", "/healthz", TRUE, 0, 0, handle_health },
  { "GET", "/readyz", TRUE, 0, 0, handle_ready },
  { "GET", "/metrics", TRUE, 0, 0, handle_metrics },
};

const RdmHubRoute *
rdm_hub_routes (guint *n)
{
  *n = G_N_ELEMENTS (routes);
  return routes;
}

const RdmHubRoute *
rdm_hub_find_route (const char *method, const char *path, gboolean *path_is_known)
{
  *path_is_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].path, path))
      {
        *path_is_known = TRUE;
        if (g_str_equal (routes[i].method, method))
          return &routes[i];
      }
  return NULL;
}

static gboolean
check_token (RdmHubRequest *request)
{
  const char *header = MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND,
                                                    MHD_HTTP_HEADER_AUTHORIZATION);
  g_autoptr (GError) error = NULL;

  if (request->route->is_open)
    return TRUE;
  if (!header || !g_str_has_prefix (header, "Bearer "))
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_UNAUTHORIZED, "token", "A token is wanted.");
      return FALSE;
    }
  if (!rdm_hub_authenticate (request->context->sql, header + strlen ("Bearer "), &request->visitor,
                             &error))
    {
      rdm_hub_reply_error (&request->reply, error, 0);
      return FALSE;
    }
  if (rdm_role_has_right (request->visitor.role, request->route->right))
    return TRUE;
  rdm_hub_reply_refuse (&request->reply, MHD_HTTP_FORBIDDEN, "role",
                        "Your role may not do that. Ask somebody whose role may.");
  return FALSE;
}

static gboolean
check_length (RdmHubRequest *request)
{
  const char *text = MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND,
                                                  MHD_HTTP_HEADER_CONTENT_LENGTH);
  guint64 length;

  if (!text)
    return TRUE;
  if (g_ascii_string_to_unsigned (text, 10, 0, request->route->max_bytes, &length, NULL))
    return TRUE;
  rdm_hub_reply_refuse (&request->reply, MHD_HTTP_CONTENT_TOO_LARGE, "large",
                        "That is more than this hub takes at once.");
  return FALSE;
}

static gboolean
check_version (RdmHubRequest *request)
{
  const char *text =
      MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, "Api-Version");
  guint64 version;

  if (!text
      || (g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &version, NULL)
          && version <= RDM_WIRE_API))
    return TRUE;
  rdm_hub_reply_refuse (&request->reply, MHD_HTTP_BAD_REQUEST, "version",
                        "This hub is older than that. Update it.");
  return FALSE;
}

gboolean
rdm_hub_request_admit (RdmHubRequest *request)
{
  if (!rdm_hub_request_is_clean (request->connection))
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_BAD_REQUEST, "head",
                            "The head of the request can be read in more than one way.");
      return FALSE;
    }
  return check_version (request) && check_token (request) && check_length (request);
}

void
rdm_hub_request_continue (RdmHubRequest *request)
{
  if (request->reply.status)
    return;
  if (request->job)
    finish_push (request);
  else if (request->watcher)
    finish_wait (request);
}

void
rdm_hub_request_free (RdmHubRequest *request)
{
  if (request->watcher)
    rdm_hub_watcher_end (request->watcher);
  g_clear_pointer (&request->job, rdm_hub_job_free);
  g_clear_pointer (&request->body, g_byte_array_unref);
  rdm_hub_visitor_clear (&request->visitor);
  rdm_hub_reply_clear (&request->reply);
  g_free (request);
}
