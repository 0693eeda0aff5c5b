/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-clock.h"
#include "rdm-hub-handlers.h"
#include "rdm-hub-log.h"

static void
log_person (const RdmHubVisitor *visitor, const char *event, const char *what)
{
  g_autofree char *message = g_strdup_printf ("%s (%s, %s) %s", visitor->person,
                                              rdm_role_names[visitor->role], visitor->device, what);

  rdm_hub_log (RDM_HUB_LOG_INFO, event, message, "ROUNDSMAN_DEVICE", visitor->device,
               "ROUNDSMAN_FLEET", visitor->fleet, NULL);
}

static void
keep_fleet (const char *const *values, guint n_values, gpointer user_data)
{
  JsonObject *object = user_data;

  json_object_set_string_member (object, "name", values[0]);
  json_object_set_string_member (object, "epoch", values[1]);
  json_object_set_int_member (object, "seq", g_ascii_strtoll (values[2], NULL, 10));
  json_object_set_string_member (object, "log_head", values[3]);
}

/* Who one is here, and what this hub understands. */
void
rdm_hub_handle_hello (RdmHubRequest *request)
{
  const RdmHubVisitor *visitor = &request->visitor;
  const RdmSqlValue value = RDM_SQL_TEXT (visitor->fleet);
  JsonObject *object = json_object_new ();
  g_autoptr (GError) error = NULL;

  if (!rdm_sql_run (request->context->sql,
                    "SELECT name, epoch, seq, log_head FROM fleet WHERE id = $1", &value, 1,
                    keep_fleet, object, &error))
    {
      json_object_unref (object);
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  json_object_set_string_member (object, "device", visitor->device);
  json_object_set_string_member (object, "fleet", visitor->fleet);
  json_object_set_string_member (object, "person", visitor->person);
  json_object_set_string_member (object, "role", rdm_role_names[visitor->role]);
  rdm_wire_set_text (object, "driver", visitor->driver);
  json_object_set_int_member (object, "api", RDM_WIRE_API);
  json_object_set_int_member (object, "schema", RDM_WIRE_SCHEMA);
  json_object_set_int_member (object, "min_schema", request->context->min_schema);
  json_object_set_int_member (object, "server_time", rdm_hub_clock_now_ms ());
  /* Of a rehearsal alone. */
  if (rdm_hub_clock_get_speed () > 0)
    json_object_set_double_member (object, "speed", rdm_hub_clock_get_speed ());
  rdm_hub_reply_take_object (&request->reply, MHD_HTTP_OK, object);
}

void
rdm_hub_handle_redeem (RdmHubRequest *request)
{
  g_autoptr (JsonNode) node = rdm_hub_request_parse (request);
  g_autoptr (GError) error = NULL;
  g_auto (RdmHubVisitor) visitor = { 0 };
  g_autofree char *token = NULL;
  const char *code;
  JsonObject *object;

  if (!node)
    return;
  code = rdm_wire_get_id (json_node_get_object (node), "code", &error);
  if (!rdm_hub_request_may_try (request))
    return;
  if (code)
    token = rdm_hub_redeem (request->context->sql, code, rdm_hub_now_utc_ms (), &visitor, &error);
  if (!token)
    {
      if (g_error_matches (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_CODE))
        rdm_hub_request_was_wrong (request);
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  log_person (&visitor, "redeemed", "has been let in");
  object = json_object_new ();
  json_object_set_string_member (object, "device", visitor.device);
  json_object_set_string_member (object, "token", token);
  json_object_set_string_member (object, "fleet", visitor.fleet);
  json_object_set_string_member (object, "person", visitor.person);
  json_object_set_string_member (object, "role", rdm_role_names[visitor.role]);
  rdm_wire_set_text (object, "driver", visitor.driver);
  rdm_hub_reply_take_object (&request->reply, MHD_HTTP_OK, object);
}

void
rdm_hub_handle_invite (RdmHubRequest *request)
{
  g_autoptr (JsonNode) node = rdm_hub_request_parse (request);
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  const char *person = NULL;
  const char *driver = NULL;
  JsonObject *object;
  int role = -1;

  if (!node)
    return;
  person = rdm_wire_get_text (json_node_get_object (node), "person", &error);
  if (!error)
    role = rdm_wire_get_one_of (json_node_get_object (node), "role", rdm_role_names, &error);
  if (role >= 0)
    driver = rdm_wire_get_text (json_node_get_object (node), "driver", &error);
  if (!error)
    code = rdm_hub_invite (request->context->sql, request->visitor.fleet, person ? person : "",
                           (RdmRole)role, driver, rdm_hub_now_utc_ms (), &error);
  if (!code)
    {
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  log_person (&request->visitor, "invited", "has invited somebody");
  object = json_object_new ();
  json_object_set_string_member (object, "code", code);
  rdm_hub_reply_take_object (&request->reply, MHD_HTTP_OK, object);
}

void
rdm_hub_handle_devices (RdmHubRequest *request)
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
      rdm_wire_set_text (item, "driver", device->driver);
      json_object_set_int_member (item, "created", device->created_utc_ms);
      if (device->revoked_utc_ms)
        json_object_set_int_member (item, "revoked", device->revoked_utc_ms);
      json_array_add_object_element (array, item);
    }
  json_object_set_array_member (object, "devices", array);
  rdm_hub_reply_take_object (&request->reply, MHD_HTTP_OK, object);
}

void
rdm_hub_handle_revoke (RdmHubRequest *request)
{
  g_autoptr (JsonNode) node = rdm_hub_request_parse (request);
  g_autoptr (GError) error = NULL;
  const char *device;

  if (!node)
    return;
  device = rdm_wire_get_id (json_node_get_object (node), "device", &error);
  if (device
      && rdm_hub_revoke (request->context->sql, request->visitor.fleet, device,
                         rdm_hub_now_utc_ms (), &error))
    {
      log_person (&request->visitor, "revoked", "has put a device out");
      rdm_hub_reply_text (&request->reply, MHD_HTTP_NO_CONTENT, NULL, "");
    }
  else
    rdm_hub_reply_error (&request->reply, error, 0);
}
