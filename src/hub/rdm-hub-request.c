/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-request.h"

#include "rdm-hub-address.h"
#include "rdm-hub-credentials.h"
#include "rdm-hub-handlers.h"
#include "rdm-hub-log.h"

#include "rdm-wire-version.h"

/* Of a body that does not say how long it is: whoever sends much says so. */
#define MOST_CHUNKS (1024 * 1024)
/* What a push of that weight leaves behind is worth looking for. */
#define HEAVY (1024 * 1024)

gint64
rdm_hub_now_utc_ms (void)
{
  return g_get_real_time () / 1000;
}

static const char *
header (RdmHubRequest *request, const char *name)
{
  return MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, name);
}

const char *
rdm_hub_request_query (RdmHubRequest *request, const char *name)
{
  return MHD_lookup_connection_value (request->connection, MHD_GET_ARGUMENT_KIND, name);
}

gint64
rdm_hub_request_number (RdmHubRequest *request, const char *name, gint64 otherwise)
{
  const char *text = rdm_hub_request_query (request, name);
  gint64 number;

  if (!text || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return otherwise;
  return number;
}

JsonNode *
rdm_hub_request_parse (RdmHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rdm_wire_parse ((const char *)request->body->data, request->body->len,
                                   request->route->max_bytes, &error);

  if (!node)
    rdm_hub_reply_error (&request->reply, error, 0);
  return node;
}

/* Whom it is from: the other end; or, behind a proxy, whom that says. */
static char *
find_address (RdmHubRequest *request)
{
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info (request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  char *forwarded = request->context->behind_proxy
                        ? rdm_hub_forwarded_for (header (request, "X-Forwarded-For"))
                        : NULL;

  return forwarded ? forwarded : rdm_hub_address_from_native (info ? info->client_addr : NULL);
}

gboolean
rdm_hub_request_may_try (RdmHubRequest *request)
{
  RdmHubLimit *tries = request->context->tries;

  if (rdm_hub_limit_take (tries, request->neighbours, 0, g_get_monotonic_time ()))
    return TRUE;
  rdm_hub_reply_limited (&request->reply, rdm_hub_limit_wait (tries, request->neighbours));
  return FALSE;
}

void
rdm_hub_request_was_wrong (RdmHubRequest *request)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *message = NULL;

  if (!rdm_hub_limit_take (request->context->tries, request->neighbours, 1, now_us)
      || !rdm_hub_limit_take (request->context->words, request->neighbours, 1, now_us))
    return;
  message = g_strdup_printf ("A wrong code or token from %s", request->address);
  rdm_hub_log (RDM_HUB_LOG_NOTICE, "wrong", message, "ROUNDSMAN_ADDRESS", request->address, NULL);
}

/* Whoever has a good token gets in, whatever their neighbours at the same address try. */
gboolean
rdm_hub_request_enter (RdmHubRequest *request, const char *token, guint unknown_status)
{
  RdmHubContext *context = request->context;
  g_autoptr (GError) error = NULL;

  if (!token)
    {
      rdm_hub_reply_refuse (&request->reply, unknown_status, "token", "A token is wanted.");
      return FALSE;
    }
  if (!rdm_hub_authenticate (context->sql, token, &request->visitor, &error))
    {
      if (!g_error_matches (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_TOKEN))
        rdm_hub_reply_error (&request->reply, error, 0);
      else if (rdm_hub_request_may_try (request))
        {
          rdm_hub_request_was_wrong (request);
          rdm_hub_reply_refuse (&request->reply, unknown_status, "unknown", error->message);
        }
      return FALSE;
    }
  if (!rdm_role_has_right (request->visitor.role, request->route->right))
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_FORBIDDEN, "role",
                            "Your role may not do that. Ask somebody whose role may.");
      return FALSE;
    }
  if (rdm_hub_limit_take (context->per_device, request->visitor.device, 1, g_get_monotonic_time ()))
    return TRUE;
  rdm_hub_reply_limited (&request->reply,
                         rdm_hub_limit_wait (context->per_device, request->visitor.device));
  return FALSE;
}

gboolean
rdm_hub_request_show_token (RdmHubRequest *request)
{
  g_autofree char *token = rdm_hub_bearer (header (request, MHD_HTTP_HEADER_AUTHORIZATION));

  return rdm_hub_request_enter (request, token, MHD_HTTP_UNAUTHORIZED);
}

static gboolean
check_token (RdmHubRequest *request)
{
  const char *text = header (request, MHD_HTTP_HEADER_AUTHORIZATION);
  g_autofree char *token = NULL;

  switch (request->route->entry)
    {
    case RDM_HUB_ENTRY_OPEN:
    case RDM_HUB_ENTRY_OWN:
      return TRUE;
    case RDM_HUB_ENTRY_BASIC:
      token = rdm_hub_basic_password (text);
      break;
    case RDM_HUB_ENTRY_TOKEN:
    default:
      break;
    }
  if (!token)
    token = rdm_hub_bearer (text);
  return rdm_hub_request_enter (request, token, MHD_HTTP_UNAUTHORIZED);
}

/* A device sends one large thing at a time, so that one that was stolen fills no memory. */
static gboolean
may_be_large (RdmHubRequest *request, gsize size)
{
  RdmHubContext *context = request->context;

  if (size <= RDM_WIRE_MAX_SMALL_BYTES || request->is_large)
    return TRUE;
  /* Whoever has no token yet never gets here: what is open is small. */
  if (!request->visitor.device || g_hash_table_contains (context->large, request->visitor.device))
    return FALSE;
  request->is_large = TRUE;
  g_hash_table_add (context->large, request->visitor.device);
  return TRUE;
}

static gboolean
check_length (RdmHubRequest *request)
{
  const char *text = header (request, MHD_HTTP_HEADER_CONTENT_LENGTH);
  guint64 length = 0;

  if (text && !g_ascii_string_to_unsigned (text, 10, 0, request->route->max_bytes, &length, NULL))
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_CONTENT_TOO_LARGE, "large",
                            "That is more than this hub takes at once. Send it in parts.");
      return FALSE;
    }
  request->announced = length;
  if (!may_be_large (request, length))
    {
      rdm_hub_reply_limited (&request->reply, 2);
      return FALSE;
    }
  if (length <= RDM_WIRE_MAX_SMALL_BYTES
      || request->context->n_bytes + length <= RDM_HUB_MOST_BYTES)
    return TRUE;
  rdm_hub_reply_busy (&request->reply, "Too many are sending at once. Try again.");
  return FALSE;
}

/* Only those who read or write rows need to know them: a phone that says where it is does not. */
static gboolean
check_version (RdmHubRequest *request)
{
  const char *api = header (request, RDM_WIRE_API_HEADER);
  const char *schema = header (request, RDM_WIRE_SCHEMA_HEADER);
  RdmHubRight right = request->route->right;
  int min_schema =
      right & (RDM_RIGHT_READ | RDM_RIGHT_PUSH | RDM_RIGHT_OWN) ? request->context->min_schema : 1;
  g_autoptr (GError) error = NULL;
  guint status;
  JsonNode *node;

  if (rdm_wire_check_versions (api, schema, min_schema, (right & RDM_RIGHT_PUSH) != 0, &error))
    return TRUE;
  node = rdm_wire_refuse_version (error, request->context->min_schema, &status);
  rdm_hub_reply_json (&request->reply, status, node);
  return FALSE;
}

static gboolean
check_address (RdmHubRequest *request)
{
  RdmHubLimit *limit = request->context->per_address;

  request->address = find_address (request);
  request->neighbours = rdm_hub_address_neighbours (request->address);
  if (rdm_hub_limit_take (limit, request->neighbours, 1, g_get_monotonic_time ()))
    return TRUE;
  rdm_hub_reply_limited (&request->reply, rdm_hub_limit_wait (limit, request->neighbours));
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
  return check_address (request) && check_version (request) && check_token (request)
         && check_length (request);
}

gboolean
rdm_hub_request_take_body (RdmHubRequest *request, const char *data, gsize size)
{
  gsize after = (request->body ? request->body->len : 0) + size;

  /* A length that was announced has been checked; chunks announce none. What is small is taken
   * whatever large things others send. */
  if (after > request->route->max_bytes || !may_be_large (request, after)
      || (after > RDM_WIRE_MAX_SMALL_BYTES && request->context->n_bytes + size > RDM_HUB_MOST_BYTES)
      || (request->announced == 0 && after > MOST_CHUNKS))
    return FALSE;
  /* At once as large as it will be: what grows bit by bit leaves holes behind it in memory. */
  if (!request->body)
    request->body = g_byte_array_sized_new ((guint)MAX (request->announced, size));
  g_byte_array_append (request->body, (const guint8 *)data, (guint)size);
  request->context->n_bytes += size;
  return TRUE;
}

void
rdm_hub_request_drop_body (RdmHubRequest *request)
{
  if (request->body)
    request->context->n_bytes -= request->body->len;
  g_clear_pointer (&request->body, g_byte_array_unref);
}

gboolean
rdm_hub_request_is_waiting (const RdmHubRequest *request)
{
  return request->job || request->read_job || request->blob_job || request->watcher;
}

void
rdm_hub_request_continue (RdmHubRequest *request)
{
  if (request->reply.status)
    return;
  if (request->job)
    rdm_hub_finish_push (request);
  else if (request->read_job)
    rdm_hub_finish_pull (request);
  else if (request->blob_job)
    rdm_hub_finish_put_blob (request);
  else if (request->watcher)
    rdm_hub_finish_wait (request);
}

void
rdm_hub_request_free (RdmHubRequest *request)
{
  if (request->watcher)
    rdm_hub_watcher_end (request->watcher);
  rdm_hub_request_drop_body (request);
  request->context->weight -= request->weight;
  if (request->weight > HEAVY)
    g_atomic_int_set (&request->context->was_heavy, TRUE);
  g_clear_pointer (&request->job, rdm_hub_job_free);
  g_clear_pointer (&request->read_job, rdm_hub_read_job_free);
  g_clear_pointer (&request->blob_job, rdm_hub_blob_job_free);
  g_clear_pointer (&request->rest, g_free);
  g_clear_pointer (&request->address, g_free);
  g_clear_pointer (&request->neighbours, g_free);
  if (request->is_large)
    g_hash_table_remove (request->context->large, request->visitor.device);
  rdm_hub_visitor_clear (&request->visitor);
  rdm_hub_reply_clear (&request->reply);
  g_free (request);
}
