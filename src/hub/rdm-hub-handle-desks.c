/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What desks know of each other: who is there now, and who did what.
 */
#include "rdm-hub-handlers.h"

#include "rdm-hub-presence.h"

/* So that an answer stays small: a command that is longer is told by its label alone. */
#define MOST_ITEMS 200
#define LONGEST_COMMAND "8192"

/* Other hubs on the same PostgreSQL hear of it with the same breath. Returns: FALSE with an error.
 */
static gboolean
find_name (RdmHubRequest *request, char **name, GError **error)
{
  const RdmHubContext *context = request->context;
  gboolean alone = rdm_sql_kind (context->sql) != RDM_SQL_POSTGRES;
  g_autofree char *word =
      alone ? NULL : rdm_hub_presence_print (context->presence, request->visitor.device);
  const RdmSqlValue values[] = { RDM_SQL_TEXT (request->visitor.fleet), RDM_SQL_TEXT (word) };

  return rdm_sql_get (context->sql,
                      word ? "SELECT name, pg_notify ('roundsman_presence', $2) FROM fleet"
                             " WHERE id = $1"
                           : "SELECT name FROM fleet WHERE id = $1",
                      values, word ? 2 : 1, name, error);
}

void
rdm_hub_handle_presence (RdmHubRequest *request)
{
  const RdmHubVisitor *visitor = &request->visitor;
  g_autoptr (JsonNode) node = rdm_hub_request_parse (request);
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now_us = g_get_monotonic_time ();
  JsonObject *object;

  if (!node)
    return;
  if (!rdm_hub_presence_say (request->context->presence, visitor->fleet, visitor->device,
                             visitor->person, json_node_get_object (node), now_us, &error)
      || !find_name (request, &name, &error))
    {
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "fleet", name ? name : "");
  json_object_set_array_member (object, "others",
                                rdm_hub_presence_others (request->context->presence, visitor->fleet,
                                                         visitor->device, now_us));
  rdm_hub_reply_take_object (&request->reply, MHD_HTTP_OK, object);
}

/* seq, actor, at_ms, the command's beginning or all of it, whether it is all, result */
static void
add_item (const char *const *values, guint n_values, gpointer items)
{
  JsonObject *item = json_object_new ();

  json_object_set_int_member (item, "seq", g_ascii_strtoll (values[0], NULL, 10));
  json_object_set_string_member (item, "actor", values[1]);
  json_object_set_int_member (item, "at", g_ascii_strtoll (values[2], NULL, 10));
  json_object_set_string_member (item, "command", values[3]);
  json_object_set_string_member (item, "result", values[4]);
  json_array_add_object_element (items, item);
}

void
rdm_hub_handle_activity (RdmHubRequest *request)
{
  gint64 before = rdm_hub_request_number (request, "before", G_MAXINT64);
  gint64 limit = rdm_hub_request_number (request, "limit", MOST_ITEMS);
  const RdmSqlValue values[] = {
    RDM_SQL_TEXT (request->visitor.fleet),
    RDM_SQL_INT (before),
    RDM_SQL_INT (CLAMP (limit, 1, MOST_ITEMS)),
  };
  JsonArray *items = json_array_new ();
  JsonObject *object;
  g_autoptr (GError) error = NULL;

  if (!rdm_sql_run (request->context->sql,
                    "SELECT seq, actor, at_ms, substr(body, 1, " LONGEST_COMMAND "), result"
                    " FROM op WHERE fleet = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
                    values, G_N_ELEMENTS (values), add_item, items, &error))
    {
      json_array_unref (items);
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  object = json_object_new ();
  json_object_set_array_member (object, "items", items);
  rdm_hub_reply_take_object (&request->reply, MHD_HTTP_OK, object);
}
