/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-client.h"

#include <glib/gstdio.h>

#include "rdm-hub-accounts.h"
#include "rdm-hub-db.h"
#include "rdm-hub-fleet.h"

static void
start_server (HubWorld *world)
{
  g_autoptr (GError) error = NULL;

  world->options.database = world->database;
  world->options.blobs = world->blobs;
  world->server = rdm_hub_server_start (&world->options, &error);
  g_assert_no_error (error);
}

/* Each test begins with nothing. */
static void
empty_postgres (const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmSql) sql = rdm_sql_open (where, &error);

  g_assert_no_error (error);
  rdm_sql_run_script (sql, "DROP SCHEMA public CASCADE; CREATE SCHEMA public", &error);
  g_assert_no_error (error);
}

void
hub_world_start (HubWorld *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmSql) sql = NULL;
  const char *postgres = g_getenv ("ROUNDSMAN_TEST_POSTGRES");

  world->dir = g_dir_make_tmp ("hub-XXXXXX", NULL);
  if (postgres)
    empty_postgres (postgres);
  world->database = postgres ? g_strdup (postgres) : g_build_filename (world->dir, "hub.db", NULL);
  world->blobs = g_build_filename (world->dir, "blobs", NULL);
  sql = rdm_hub_db_open (world->database, &error);
  g_assert_no_error (error);
  g_assert_true (rdm_hub_fleet_create (sql, "fleet_1", "Auenbruck", &error));
  g_assert_true (rdm_hub_fleet_create (sql, "fleet_2", "Elsewhere", &error));
  start_server (world);
  world->session = soup_session_new_with_options ("timeout", 20, "max-conns-per-host", 50,
                                                  "max-conns", 50, NULL);
}

void
hub_world_restart (HubWorld *world)
{
  g_clear_pointer (&world->server, rdm_hub_server_stop);
  soup_session_abort (world->session);
  start_server (world);
}

static void
remove_all (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (path);
}

void
hub_world_stop (HubWorld *world)
{
  g_clear_pointer (&world->server, rdm_hub_server_stop);
  g_clear_object (&world->session);
  remove_all (world->dir);
  g_clear_pointer (&world->database, g_free);
  g_clear_pointer (&world->blobs, g_free);
  g_clear_pointer (&world->dir, g_free);
}

void
hub_guest_clear (HubGuest *guest)
{
  g_clear_pointer (&guest->device, g_free);
  g_clear_pointer (&guest->token, g_free);
  g_clear_pointer (&guest->driver, g_free);
}

void
hub_admit (HubWorld *world, const char *fleet, const char *person, RdmRole role, HubGuest *guest)
{
  g_autoptr (RdmSql) sql = rdm_hub_db_open (world->database, NULL);
  g_autofree char *code =
      rdm_hub_invite (sql, fleet, person, role, guest->driver, g_get_real_time () / 1000, NULL);
  g_autofree char *body = g_strdup_printf ("{\"code\":\"%s\"}", code);
  g_autofree char *answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpuint (hub_ask (world, NULL, "POST", "/v1/redeem", body, &answer), ==, 200);
  node = rdm_wire_parse (answer, -1, 10000, NULL);
  guest->device = g_strdup (json_object_get_string_member (json_node_get_object (node), "device"));
  guest->token = g_strdup (json_object_get_string_member (json_node_get_object (node), "token"));
}

guint
hub_ask (HubWorld *world,
         const HubGuest *guest,
         const char *method,
         const char *path,
         const char *body,
         char **answer)
{
  g_autofree char *uri =
      g_strdup_printf ("http://127.0.0.1:%u%s", rdm_hub_server_get_port (world->server), path);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) received = NULL;
  g_autoptr (GError) error = NULL;

  if (guest)
    {
      g_autofree char *header = g_strdup_printf ("Bearer %s", guest->token);

      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                                   header);
    }
  if (body)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  received = soup_session_send_and_read (world->session, message, NULL, &error);
  g_assert_no_error (error);
  if (answer)
    *answer = g_strndup (g_bytes_get_data (received, NULL), g_bytes_get_size (received));
  return soup_message_get_status (message);
}

guint
hub_status (HubWorld *world,
            const char *authorization,
            const char *method,
            const char *path,
            const char *body)
{
  g_autofree char *header =
      authorization ? g_strdup_printf ("Authorization: %s\r\n", authorization) : NULL;
  g_autofree char *request = g_strdup_printf (
      "%s %s HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n%sContent-Length: %zu\r\n\r\n%s", method,
      path, header ? header : "", body ? strlen (body) : 0, body ? body : "");
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", rdm_hub_server_get_port (world->server), NULL, NULL);
  char answer[13] = "";
  gsize n;

  g_socket_client_set_timeout (client, 20);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, 12, &n,
                           NULL, NULL);
  g_assert_cmpuint (n, ==, 12);
  return (guint)atoi (answer + strlen ("HTTP/1.1 "));
}

JsonNode *
hub_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, &error);

  g_assert_no_error (error);
  return node;
}

RdmPushAnswer *
hub_push (HubWorld *world, const HubGuest *guest, const RdmPush *push)
{
  g_autoptr (JsonNode) node = rdm_push_to_json (push);
  g_autofree char *body = rdm_wire_print (node);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) received = NULL;
  g_autoptr (GError) error = NULL;
  RdmPushAnswer *answer;

  g_assert_cmpuint (hub_ask (world, guest, "POST", "/v1/push", body, &text), ==, 200);
  received = rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  answer = rdm_push_answer_from_json (received, &error);
  g_assert_no_error (error);
  return answer;
}

char *
hub_raw (HubWorld *world, const char *bytes, guint wait_ms)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", rdm_hub_server_get_port (world->server), NULL, NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);
  GString *received = g_string_new (NULL);
  gsize done = 0;

  while (done < strlen (bytes))
    {
      gssize n = g_socket_send (socket, bytes + done, strlen (bytes) - done, NULL, NULL);

      if (n <= 0)
        break;
      done += (gsize)n;
    }
  while (g_socket_condition_timed_wait (socket, G_IO_IN | G_IO_HUP, wait_ms * 1000, NULL, NULL))
    {
      char buffer[4096];
      gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);

      if (n <= 0)
        break;
      g_string_append_len (received, buffer, n);
    }
  return g_string_free (received, FALSE);
}
