/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-http.h"

#include "rdm-hub-accounts.h"
#include "rdm-hub-fleet.h"

void
rdm_hub_reply_clear (RdmHubReply *reply)
{
  g_clear_pointer (&reply->type, g_free);
  g_clear_pointer (&reply->text, g_free);
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
  g_autofree char *text = rdm_wire_print (own);

  rdm_hub_reply_text (reply, status, "application/json", text);
}

static JsonObject *
refusal (const char *word, const char *message)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", word);
  json_object_set_string_member (object, "message", message);
  return object;
}

static void
reply_object (RdmHubReply *reply, guint status, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  rdm_hub_reply_json (reply, status, node);
}

void
rdm_hub_reply_refuse (RdmHubReply *reply, guint status, const char *word, const char *message)
{
  reply_object (reply, status, refusal (word, message));
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
      reply_object (reply, MHD_HTTP_CONFLICT, object);
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
      g_warning ("%s", error->message);
      rdm_hub_reply_refuse (reply, MHD_HTTP_INTERNAL_SERVER_ERROR, "damaged",
                            "The hub's database is damaged. Its owner has to look at it.");
    }
}

static void
reply_sql_error (RdmHubReply *reply, const GError *error)
{
  g_warning ("%s", error->message);
  if (error->code == RDM_SQL_ERROR_FULL)
    {
      rdm_hub_reply_refuse (reply, MHD_HTTP_INSUFFICIENT_STORAGE, "full",
                            "The hub's disk is full. Nothing was changed.");
      return;
    }
  rdm_hub_reply_refuse (reply, MHD_HTTP_SERVICE_UNAVAILABLE, "busy",
                        "The hub's database does not answer. Try again.");
  reply->retry_after_s = 2;
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
                          error->code == RDM_ACCOUNT_ERROR_NO_DEVICE ? MHD_HTTP_NOT_FOUND
                                                                     : MHD_HTTP_UNAUTHORIZED,
                          "unknown", error->message);
  else
    rdm_hub_reply_refuse (reply, MHD_HTTP_BAD_REQUEST,
                          g_error_matches (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_SCHEMA) ? "schema"
                                                                                         : "bad",
                          error->message);
}

enum MHD_Result
rdm_hub_reply_queue (const RdmHubReply *reply, struct MHD_Connection *connection)
{
  const char *text = reply->text ? reply->text : "";
  struct MHD_Response *response =
      MHD_create_response_from_buffer (strlen (text), (void *)text, MHD_RESPMEM_MUST_COPY);
  g_autofree char *retry = g_strdup_printf ("%u", reply->retry_after_s);
  enum MHD_Result result;

  if (reply->type)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->type);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  if (reply->retry_after_s)
    MHD_add_response_header (response, MHD_HTTP_HEADER_RETRY_AFTER, retry);
  /* What was refused may not have been read to its end. */
  if (reply->status >= 400)
    MHD_add_response_header (response, MHD_HTTP_HEADER_CONNECTION, "close");
  result = MHD_queue_response (connection, reply->status, response);
  MHD_destroy_response (response);
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
