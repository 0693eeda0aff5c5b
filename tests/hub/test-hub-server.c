/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub over real HTTP: the day's traffic, and strangers who mean no good.
 */
#include "hub-client.h"
#include "plan-fixture.h"
#include "rdm-sql.h"

static void
push_first (HubWorld *world, const HubGuest *guest, const RdmCommand *command)
{
  g_autoptr (RdmPush) push = rdm_push_new (guest->device);
  g_autoptr (RdmPushAnswer) answer = NULL;

  rdm_push_add (push, 1, 0, 1, command);
  answer = hub_push (world, guest, push);
  g_assert_cmpint (((RdmOpResult *)answer->results->pdata[0])->verdict, ==, RDM_APPLIED);
}

static void
push_plan (HubWorld *world, const HubGuest *guest)
{
  g_autoptr (RdmCommand) command = fixture_plan_command ();

  push_first (world, guest, command);
}

static RdmPage *
pull (HubWorld *world, const HubGuest *guest, gint64 since)
{
  g_autofree char *path = g_strdup_printf ("/v1/pull?since=%" G_GINT64_FORMAT, since);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  RdmPage *page;

  g_assert_cmpuint (hub_ask (world, guest, "GET", path, NULL, &text), ==, 200);
  node = rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  page = rdm_page_from_json (node, &error);
  g_assert_no_error (error);
  return page;
}

static void
test_day (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_auto (HubGuest) ben = { 0 };
  g_autoptr (RdmPage) page = NULL;
  g_autoptr (RdmPage) again = NULL;
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  g_autoptr (RdmCommand) command = fixture_plan_command ();
  guint n_rows = 0;

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  hub_admit (&world, "fleet_1", "Ben", RDM_ROLE_MANAGER, &ben);
  push_first (&world, &ana, command);
  page = pull (&world, &ben, 0);
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      g_autoptr (GPtrArray) list = rdm_rows_list (rows, (RdmRowKind)kind);

      n_rows += list->len;
    }
  g_assert_cmpuint (page->rows->len, ==, n_rows);
  g_assert_cmpuint (page->results->len, ==, 0);
  g_assert_true (page->complete);

  /* What was written is there after a restart, and sent again it gets the same answer. */
  hub_world_restart (&world);
  push_first (&world, &ana, command);
  again = pull (&world, &ana, 0);
  g_assert_cmpint (again->to, ==, page->to);
  g_assert_cmpuint (again->results->len, ==, 1);
  hub_world_stop (&world);
}

/* Reads from a stream until it says @what. */
static void
expect (GInputStream *stream, GString *received, const char *what)
{
  while (!strstr (received->str, what))
    {
      char buffer[256];
      g_autoptr (GError) error = NULL;
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (n, >, 0);
      g_string_append_len (received, buffer, n);
    }
}

static GInputStream *
open_stream (HubWorld *world, const HubGuest *guest, const char *path)
{
  g_autofree char *uri =
      g_strdup_printf ("http://127.0.0.1:%u%s", rdm_hub_server_get_port (world->server), path);
  g_autofree char *header = g_strdup_printf ("Bearer %s", guest->token);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GError) error = NULL;
  GInputStream *stream;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", header);
  stream = soup_session_send (world->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return stream;
}

static void
test_events (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_auto (HubGuest) ben = { 0 };
  g_auto (HubGuest) boss = { 0 };
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GString) received = g_string_new (NULL);
  g_autofree char *answer = NULL;
  g_autofree char *body = NULL;
  char rest[256];

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  hub_admit (&world, "fleet_1", "Ben", RDM_ROLE_DISPATCHER, &ben);
  hub_admit (&world, "fleet_1", "Boss", RDM_ROLE_MANAGER, &boss);
  stream = open_stream (&world, &ben, "/v1/events?since=0");
  expect (stream, received, ":\n\n");
  push_plan (&world, &ana);
  expect (stream, received, "event: poke\ndata: {\"seq\":1}\n\n");

  /* A request that is held back: at once when there is something, else after a while. */
  g_assert_cmpuint (hub_ask (&world, &ben, "GET", "/v1/wait?since=0&t=10", NULL, &answer), ==, 200);
  g_assert_cmpstr (answer, ==, "{\"seq\":1}");
  g_assert_cmpuint (hub_ask (&world, &ben, "GET", "/v1/wait?since=1&t=1", NULL, NULL), ==, 204);

  /* Who is put out loses the stream too. */
  body = g_strdup_printf ("{\"device\":\"%s\"}", ben.device);
  g_assert_cmpuint (hub_ask (&world, &boss, "POST", "/v1/revoke", body, NULL), ==, 204);
  g_assert_cmpuint (hub_ask (&world, &ben, "GET", "/v1/pull", NULL, NULL), ==, 401);
  while (g_input_stream_read (stream, rest, sizeof rest, NULL, NULL) > 0)
    ;
  hub_world_stop (&world);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *body;
    guint status;
  } cases[] = {
    { "GET", "/", NULL, 404 },
    { "GET", "/v1/push", NULL, 405 },
    { "DELETE", "/v1/pull", NULL, 405 },
    { "POST", "/v1/push", "", 400 },
    { "POST", "/v1/push", "{", 400 },
    { "POST", "/v1/push", "[]", 400 },
    { "POST", "/v1/push", "{\"device\":\"x\",\"schema\":99,\"ops\":[]}", 400 },
    { "GET", "/v1/pull?since=99999", NULL, 410 },
    { "GET", "/v1/pull?epoch=other", NULL, 410 },
    { "GET", "/v1/pull?since=abc&limit=-5", NULL, 200 },
  };
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_autofree char *large = g_strnfill (2000, 'x');

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (hub_ask (&world, &ana, cases[i].method, cases[i].path, cases[i].body, NULL),
                      ==, cases[i].status);
  g_assert_cmpuint (hub_ask (&world, NULL, "POST", "/v1/redeem", large, NULL), ==, 413);
  g_assert_cmpuint (hub_ask (&world, NULL, "POST", "/v1/redeem", "{\"code\":\"ABCD\"}", NULL), ==,
                    401);
  hub_world_stop (&world);
}

/* Heads that one server reads this way and the next that way; and rubbish. */
static void
test_smuggling (void)
{
  static const char *const requests[] = {
    "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET /healthz HTTP/1.1\r\n\r\n",
    "POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
    "0\r\n\r\n",
    "POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "\r\n\r\n\r\n\x01\x02\x03\r\n\r\n",
  };
  HubWorld world = { 0 };
  g_autofree char *good = NULL;

  hub_world_start (&world);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *answer = hub_raw (&world, requests[i], 500);

      g_assert_false (g_str_has_prefix (answer, "HTTP/1.1 2"));
    }
  good = hub_raw (&world, "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 500);
  g_assert_true (g_str_has_prefix (good, "HTTP/1.1 200"));
  hub_world_stop (&world);
}

/* The address is taken; there is no such database: each a sentence. */
static void
test_start (void)
{
  HubWorld world = { 0 };
  RdmHubServerOptions options = { 0 };
  g_autoptr (GError) error = NULL;

  hub_world_start (&world);
  options.database = world.database;
  options.port = rdm_hub_server_get_port (world.server);
  g_assert_null (rdm_hub_server_start (&options, &error));
  g_assert_error (error, RDM_HUB_SERVER_ERROR, RDM_HUB_SERVER_ERROR_LISTEN);
  g_clear_error (&error);
  options.port = 0;
  options.address = "nowhere";
  g_assert_null (rdm_hub_server_start (&options, &error));
  g_assert_error (error, RDM_HUB_SERVER_ERROR, RDM_HUB_SERVER_ERROR_LISTEN);
  g_clear_error (&error);
  options.database = "/no/such/folder/hub.db";
  g_assert_null (rdm_hub_server_start (&options, &error));
  g_assert_error (error, RDM_SQL_ERROR, RDM_SQL_ERROR_OPEN);
  hub_world_stop (&world);
}

/* @versions: lines of the head. @answer: (inout) (transfer full): the body. */
static guint
ask_as (HubWorld *world,
        const HubGuest *guest,
        const char *method,
        const char *path,
        const char *versions,
        char **answer)
{
  gboolean posts = g_str_equal (method, "POST");
  g_autofree char *request = g_strdup_printf (
      "%s %s HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAuthorization: Bearer %s\r\n%s%s\r\n%s",
      method, path, guest->token, posts ? "Content-Length: 2\r\n" : "", versions,
      posts ? "{}" : "");
  g_autofree char *received = hub_raw (world, request, 5000);
  const char *body = strstr (received, "\r\n\r\n");

  g_free (*answer);
  *answer = g_strdup (body ? body + 4 : "");
  return (guint)atoi (received + strlen ("HTTP/1.1 "));
}

/* Desks and hubs of different ages: each is told in words who has to be updated. Phones that say
 * where they are have no version. */
static void
test_versions (void)
{
  HubWorld world = { .options = { .min_schema = 2 } };
  g_auto (HubGuest) ana = { 0 };
  g_autofree char *answer = NULL;
  g_autofree char *newest = g_strdup_printf ("Schema-Version: %d\r\n", G_MAXINT);

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  g_assert_cmpuint (ask_as (&world, &ana, "GET", "/v1/pull", "Schema-Version: 1\r\n", &answer), ==,
                    426);
  g_assert_nonnull (strstr (answer, "\"old-desk\""));
  g_assert_nonnull (strstr (answer, "\"min_schema\":2"));
  g_assert_nonnull (strstr (answer, "Update Roundsman."));
  g_assert_cmpuint (ask_as (&world, &ana, "POST", "/v1/push", "", &answer), ==, 426);
  g_assert_cmpuint (ask_as (&world, &ana, "POST", "/v1/positions", "", &answer), ==, 204);
  g_assert_cmpuint (ask_as (&world, &ana, "GET", "/v1/pull", newest, &answer), ==, 200);
  g_assert_nonnull (strstr (answer, "\"schema\":"));
  g_assert_cmpuint (ask_as (&world, &ana, "POST", "/v1/push", newest, &answer), ==, 400);
  g_assert_nonnull (strstr (answer, "\"error\":\"schema\""));
  g_assert_cmpuint (ask_as (&world, &ana, "GET", "/v1/pull", "Api-Version: 99\r\n", &answer), ==,
                    400);
  g_assert_nonnull (strstr (answer, "\"error\":\"version\""));
  g_assert_cmpuint (ask_as (&world, &ana, "GET", "/v1/hello", "", &answer), ==, 200);
  g_assert_nonnull (strstr (answer, "\"min_schema\":2"));
  hub_world_stop (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-server/day", test_day);
  g_test_add_func ("/hub-server/events", test_events);
  g_test_add_func ("/hub-server/refusals", test_refusals);
  g_test_add_func ("/hub-server/smuggling", test_smuggling);
  g_test_add_func ("/hub-server/versions", test_versions);
  g_test_add_func ("/hub-server/start", test_start);
  return g_test_run ();
}
