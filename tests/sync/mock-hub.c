/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mock-hub.h"

#include <string.h>

#include "rdm-wire-version.h"

#define EPOCH "epoch_1"

static void
answer (SoupServerMessage *message, guint status, JsonNode *node)
{
  g_autofree char *text = rdm_wire_print (node);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
  json_node_unref (node);
}

static void
refuse (MockHub *hub, SoupServerMessage *message)
{
  g_autoptr (GError) error = g_error_new_literal (RDM_WIRE_ERROR, hub->error, "No.");
  guint status;
  JsonNode *node = rdm_wire_refuse_version (error, RDM_WIRE_SCHEMA, &status);

  answer (message, status, node);
}

static void
redeem (SoupServerMessage *message)
{
  answer (message, 200,
          rdm_wire_parse ("{\"device\":\"device_1\",\"token\":\"secret\",\"fleet\":\"fleet_1\","
                          "\"person\":\"Ana\",\"role\":\"dispatcher\"}",
                          -1, 1000, NULL));
}

static void
pull (MockHub *hub, SoupServerMessage *message, GHashTable *query)
{
  gint64 since = g_ascii_strtoll (g_hash_table_lookup (query, "since"), NULL, 10);
  g_autoptr (RdmPage) page = rdm_page_new (EPOCH, since);

  hub->n_pulls++;
  page->to = hub->seq;
  page->schema = hub->schema;
  for (guint i = 0; i < hub->rows->len; i++)
    {
      const RdmRowState *state = hub->rows->pdata[i];

      if (state->version > since)
        g_ptr_array_add (page->rows,
                         rdm_row_state_new (state->kind, state->id, state->version, state->row));
    }
  answer (message, 200, rdm_page_to_json (page));
}

static void
push (MockHub *hub, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (JsonNode) node = rdm_wire_parse (body->data, (gssize)body->length, G_MAXINT, NULL);
  g_autoptr (RdmPush) sent = rdm_push_from_json (node, NULL);
  g_autoptr (RdmPushAnswer) told = rdm_push_answer_new (EPOCH, hub->seq, 1);

  for (guint i = 0; i < sent->ops->len; i++)
    {
      const RdmPushOp *op = sent->ops->pdata[i];
      RdmOpResult *result = rdm_op_result_new ();

      result->id = g_strdup (op->command->id);
      result->n = op->n;
      result->seq = ++hub->seq;
      result->verdict = RDM_APPLIED;
      g_ptr_array_add (told->results, result);
      hub->n_pushed++;
    }
  answer (message, 200, rdm_push_answer_to_json (told));
}

static void
asked_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  MockHub *hub = user_data;
  gboolean is_push = g_str_equal (path, "/v1/push");

  g_assert_nonnull (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                  RDM_WIRE_SCHEMA_HEADER));
  if (hub->error >= 0 && (is_push || !hub->only_push))
    refuse (hub, message);
  else if (is_push)
    push (hub, message);
  else if (g_str_equal (path, "/v1/redeem"))
    redeem (message);
  else if (g_str_equal (path, "/v1/pull"))
    pull (hub, message, query);
  else
    soup_server_message_set_status (message, 404, NULL);
}

void
mock_hub_start (MockHub *hub)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  *hub = (MockHub){ .error = -1, .schema = RDM_WIRE_SCHEMA };
  hub->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_row_state_free);
  hub->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (hub->server, NULL, asked_cb, hub, NULL);
  soup_server_listen_local (hub->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (hub->server);
  hub->port = (guint)g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
}

void
mock_hub_stop (MockHub *hub)
{
  soup_server_disconnect (hub->server);
  g_object_unref (hub->server);
  g_ptr_array_unref (hub->rows);
}

void
mock_hub_put (MockHub *hub, const RdmRow *row)
{
  g_ptr_array_add (hub->rows, rdm_row_state_new (row->kind, row->id, ++hub->seq, row));
}

RdmInvitation *
mock_hub_invite (MockHub *hub)
{
  g_autofree char *text = g_strdup_printf ("http://127.0.0.1:%u#K7QM-2XRB", hub->port);

  return rdm_invitation_parse (text, NULL);
}
