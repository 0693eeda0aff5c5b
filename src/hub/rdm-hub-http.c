/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-http.h"

#include "rdm-hub-accounts.h"
#include "rdm-hub-fleet.h"
#include "rdm-hub-log.h"

#include "rdm-wire-version.h"

#include <string.h>
#include <unistd.h>

void
rdm_hub_reply_clear (RdmHubReply *reply)
{
  g_clear_pointer (&reply->type, g_free);
  g_clear_pointer (&reply->text, g_free);
  g_clear_pointer (&reply->tag, g_free);
  if (reply->fd > 0)
    close (reply->fd);
  *reply = (RdmHubReply){ 0 };
}

void
rdm_hub_reply_text (RdmHubReply *reply, guint status, const char *type, const char *text)
{
  rdm_hub_reply_clear (reply);
  reply->status = status;
  reply->type = g_strdup (type);
  reply->text = g_strdup (text);
}

void
rdm_hub_reply_json (RdmHubReply *reply, guint status, JsonNode *node)
{
  g_autoptr (JsonNode) own = node;

  rdm_hub_reply_clear (reply);
  reply->status = status;
  reply->type = g_strdup ("application/json");
  reply->text = rdm_wire_print (own);
}

static JsonObject *
refusal (const char *word, const char *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", word);
  json_object_set_string_member (object, "message", message);
  return object;
}

void
rdm_hub_reply_take_object (RdmHubReply *reply, guint status, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  rdm_hub_reply_json (reply, status, node);
}

void
rdm_hub_reply_refuse (RdmHubReply *reply, guint status, const char *word, const char *message)
{
  rdm_hub_reply_take_object (reply, status, refusal (word, message));
}

void
rdm_hub_reply_busy (RdmHubReply *reply, const char *message)
{
  rdm_hub_reply_refuse (reply, MHD_HTTP_SERVICE_UNAVAILABLE, "busy", message);
  reply->retry_after_s = 2;
}

void
rdm_hub_reply_limited (RdmHubReply *reply, guint wait_s)
{
  rdm_hub_reply_refuse (reply, MHD_HTTP_TOO_MANY_REQUESTS, "limit",
                        "That is too often. Wait a little.");
  reply->retry_after_s = wait_s;
}

static void
reply_hub_error (RdmHubReply *reply, const GError *error, gint64 expected_n)
{
  JsonObject *object;

  switch ((RdmHubError)error->code)
    {
    case RDM_HUB_ERROR_GAP:
      object = refusal ("gap", error->message);
      json_object_set_int_member (object, "expect", expected_n);
      rdm_hub_reply_take_object (reply, MHD_HTTP_CONFLICT, object);
      return;
    case RDM_HUB_ERROR_FORKED:
      rdm_hub_reply_refuse (reply, MHD_HTTP_CONFLICT, "forked", error->message);
      return;
    case RDM_HUB_ERROR_ID_REUSED:
      rdm_hub_reply_refuse (reply, MHD_HTTP_UNPROCESSABLE_CONTENT, "id-reused", error->message);
      return;
    case RDM_HUB_ERROR_REFETCH:
      rdm_hub_reply_refuse (reply, MHD_HTTP_GONE, "refetch", error->message);
      return;
    case RDM_HUB_ERROR_NO_FLEET:
      rdm_hub_reply_refuse (reply, MHD_HTTP_NOT_FOUND, "no-fleet", error->message);
      return;
    case RDM_HUB_ERROR_DAMAGED:
    default:
      rdm_hub_log (RDM_HUB_LOG_ERROR, "damaged", error->message, NULL);
      rdm_hub_reply_refuse (reply, MHD_HTTP_INTERNAL_SERVER_ERROR, "damaged",
                            "The hub's database is damaged. Its owner has to look at it.");
    }
}

static void
reply_sql_error (RdmHubReply *reply, const GError *error)
{
  if (error->code == RDM_SQL_ERROR_FULL)
    {
      rdm_hub_log (RDM_HUB_LOG_ERROR, "full", error->message, NULL);
      rdm_hub_reply_refuse (reply, MHD_HTTP_INSUFFICIENT_STORAGE, "full",
                            "The hub's disk is full. Nothing was changed.");
      return;
    }
  rdm_hub_log (RDM_HUB_LOG_WARNING, "database", error->message, NULL);
  rdm_hub_reply_busy (reply, "The hub's database does not answer. Try again.");
}

void
rdm_hub_reply_error (RdmHubReply *reply, const GError *error, gint64 expected_n)
{
  if (error->domain == RDM_HUB_ERROR)
    reply_hub_error (reply, error, expected_n);
  else if (error->domain == RDM_SQL_ERROR)
    reply_sql_error (reply, error);
  else if (error->domain == RDM_ACCOUNT_ERROR)
    rdm_hub_reply_refuse (reply,
                          error->code == RDM_ACCOUNT_ERROR_NO_DEVICE
                                  || error->code == RDM_ACCOUNT_ERROR_DRIVER
                              ? MHD_HTTP_NOT_FOUND
                              : MHD_HTTP_UNAUTHORIZED,
                          "unknown", error->message);
  else if (g_error_matches (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_SCHEMA))
    {
      guint status;
      JsonNode *node = rdm_wire_refuse_version (error, RDM_WIRE_MIN_SCHEMA, &status);

      rdm_hub_reply_json (reply, status, node);
    }
  else
    rdm_hub_reply_refuse (reply, MHD_HTTP_BAD_REQUEST, "bad", error->message);
}

/* An answer that is being sent. */
typedef struct
{
  char *text;
  gsize length;
  gsize *n_bytes;
} Sending;

static void
end_sending (void *data)
{
  Sending *sending = data;

  *sending->n_bytes -= sending->length;
  g_free (sending->text);
  g_free (sending);
}

static struct MHD_Response *
make_response (RdmHubReply *reply, gsize *n_bytes)
{
  Sending *sending;
  char *text;

  if (reply->fd > 0)
    {
      int fd = reply->fd;

      reply->fd = 0; /* it is the response's from here on */
      return MHD_create_response_from_fd64 (reply->size, fd);
    }
  text = reply->text ? g_steal_pointer (&reply->text) : g_strdup ("");
  sending = g_new (Sending, 1);
  *sending = (Sending){ text, strlen (text), n_bytes };
  *n_bytes += sending->length;
  return MHD_create_response_from_buffer_with_free_callback_cls (sending->length, text, end_sending,
                                                                 sending);
}

enum MHD_Result
rdm_hub_reply_queue (RdmHubReply *reply, struct MHD_Connection *connection, gsize *n_bytes)
{
  struct MHD_Response *response = make_response (reply, n_bytes);
  g_autofree char *retry = g_strdup_printf ("%u", reply->retry_after_s);
  enum MHD_Result result;

  if (reply->tag)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", reply->tag);

      MHD_add_response_header (response, MHD_HTTP_HEADER_ETAG, quoted);
    }
  if (reply->type)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  MHD_add_response_header (response, "X-Content-Type-Options", "nosniff");
  if (reply->retry_after_s)
    MHD_add_response_header (response, MHD_HTTP_HEADER_RETRY_AFTER, retry);
  /* What was refused may not have been read to its end. */
  if (reply->status >= 400)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONNECTION, "close");
  result = MHD_queue_response (connection, reply->status, response);
  MHD_destroy_response (response);
  rdm_hub_reply_clear (reply);
  return result;
}

typedef struct
{
  guint hosts;
  guint lengths;
  guint codings;
} Head;

static enum MHD_Result
count_header (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Head *head = data;

  head->hosts += g_ascii_strcasecmp (name, MHD_HTTP_HEADER_HOST) == 0;
  head->lengths += g_ascii_strcasecmp (name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0;
  head->codings += g_ascii_strcasecmp (name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0;
  return MHD_YES;
}

gboolean
rdm_hub_request_is_clean (struct MHD_Connection *connection)
{
  Head head = { 0 };

  MHD_get_connection_values (connection, MHD_HEADER_KIND, count_header, &head);
  return head.hosts == 1 && head.lengths + head.codings <= 1;
}
