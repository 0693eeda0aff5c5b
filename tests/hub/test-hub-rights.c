/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may ask for what: every path, for every role, for nobody, for a token that is none, for one
 * that was taken back, and across fleets. The table is written out here once more, so that a path
 * which is added without a thought of who may use it fails.
 */
#include "hub-client.h"
#include "plan-fixture.h"
#include "rdm-hub-accounts.h"
#include "rdm-hub-request.h"

#define BLOB "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" /* of "abc" */

/* Roles in the order of RdmRole: a letter lets in, a dash does not. "open": everybody. */
static const struct
{
  const char *method;
  const char *path;
  const char *who;
  const char *example;
} table[] = {
  { "GET", "/v1/hello", "dmrf", NULL },
  { "POST", "/v1/push", "dmr-", NULL },
  { "GET", "/v1/pull", "dm--", NULL },
  { "GET", "/v1/me/routes", "--r-", NULL },
  { "GET", "/v1/me/eta", "--r-", NULL },
  { "GET", "/v1/eta", "dm--", NULL },
  { "GET", "/v1/events", "dmr-", NULL },
  { "GET", "/v1/wait", "dmr-", "/v1/wait?t=0" },
  { "POST", "/v1/presence", "dm--", NULL },
  { "GET", "/v1/activity", "dm--", NULL },
  { "GET", "/v1/positions", "dm--", NULL },
  { "GET", "/v1/positions/feed", "dm--", NULL },
  { "GET", "/v1/journal", "dm--", NULL },
  { "GET", "/v1/track", "dm--", "/v1/track?source=x" },
  { "POST", "/v1/positions", "d-r-", NULL },
  { "POST", "/ingest/owntracks", "d-r-", NULL },
  { "GET", "/ingest/traccar", "d-r-", NULL },
  { "POST", "/ingest/traccar", "d-r-", NULL },
  { "GET", "/ingest/forward", "---f", NULL },
  { "POST", "/ingest/forward", "---f", NULL },
  { "PUT", "/v1/blobs/", "d-r-", "/v1/blobs/" BLOB },
  { "GET", "/v1/blobs/", "dm--", "/v1/blobs/" BLOB },
  { "POST", "/v1/invitations", "-m--", NULL },
  { "GET", "/v1/devices", "-m--", NULL },
  { "POST", "/v1/revoke", "-m--", NULL },
  { "POST", "/v1/redeem", "open", NULL },
  { "GET", "/healthz", "open", NULL },
  { "GET", "/readyz", "open", NULL },
  { "GET", "/metrics", "open", NULL },
};

static gboolean
lets_in (const char *who, int role)
{
  return g_str_equal (who, "open") || (role >= 0 && who[role] != '-');
}

/* As whoever has the token would ask. */
static guint
ask (HubWorld *world, guint i, const char *token, const char *body)
{
  const char *path = table[i].example ? table[i].example : table[i].path;
  g_autofree char *with_id = NULL;
  g_autofree char *bearer = token ? g_strdup_printf ("Bearer %s", token) : NULL;

  if (g_str_equal (path, "/ingest/traccar") && token)
    {
      with_id = g_strdup_printf ("/ingest/traccar?id=%s", token);
      return hub_status (world, NULL, table[i].method, with_id, body);
    }
  return hub_status (world, bearer, table[i].method, path, body);
}

static gboolean
is_refusal (guint i, guint status)
{
  if (g_str_equal (table[i].path, "/ingest/traccar"))
    return status == 400 || status == 404 || status == 403;
  return status == 401 || status == 403;
}

static void
test_every_path_is_here (void)
{
  guint n;
  const RdmHubRoute *routes = rdm_hub_routes (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (table); k++)
        found = found
                || (g_str_equal (routes[i].path, table[k].path)
                    && g_str_equal (routes[i].method, table[k].method));
      if (!found)
        g_error ("%s %s is not in the table of this test: who may use it?", routes[i].method,
                 routes[i].path);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (table));
}

static void
test_roles (void)
{
  HubWorld world = { 0 };
  HubGuest guests[RDM_N_ROLES] = { 0 };

  hub_world_start (&world);
  for (int role = 0; role < RDM_N_ROLES; role++)
    hub_admit (&world, "fleet_1", "Somebody", (RdmRole)role, &guests[role]);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (int role = -1; role < RDM_N_ROLES; role++)
      {
        const char *body = g_str_equal (table[i].method, "GET") ? NULL : "{}";
        guint status = ask (&world, i, role >= 0 ? guests[role].token : NULL, body);

        g_test_message ("%s %s as %s: %u", table[i].method, table[i].path,
                        role >= 0 ? rdm_role_names[role] : "nobody", status);
        g_assert_cmpuint (status, <, 500);
        g_assert_cmpuint (status, !=, 429);
        if (lets_in (table[i].who, role))
          g_assert_false (is_refusal (i, status) && !g_str_equal (table[i].path, "/v1/redeem"));
        else if (role >= 0)
          g_assert_cmpuint (status, ==, 403);
        else
          g_assert_true (is_refusal (i, status));
      }
  for (int role = 0; role < RDM_N_ROLES; role++)
    hub_guest_clear (&guests[role]);
  hub_world_stop (&world);
}

/* A token that is none, and one that was taken back, open nothing; and whoever tries many is told
 * to wait, while those with a good one go on. */
static void
test_tokens (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_auto (HubGuest) gone = { 0 };
  g_autoptr (RdmSql) sql = NULL;
  guint n_limited = 0;

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  hub_admit (&world, "fleet_1", "Gone", RDM_ROLE_DISPATCHER, &gone);
  sql = rdm_sql_open (world.database, NULL);
  g_assert_true (rdm_hub_revoke (sql, "fleet_1", gone.device, 1, NULL));
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < G_N_ELEMENTS (table); i++)
      {
        guint status = ask (&world, i, round ? "made-up" : gone.token, NULL);

        if (lets_in (table[i].who, -1))
          continue;
        n_limited += status == 429;
        g_assert_true (status == 429 || is_refusal (i, status));
      }
  g_assert_cmpuint (n_limited, >, 0);
  g_assert_cmpuint (hub_ask (&world, &ana, "GET", "/v1/pull", NULL, NULL), ==, 200);
  hub_world_stop (&world);
}

static void
assert_says (HubWorld *world,
             const HubGuest *guest,
             const char *path,
             const char *what,
             const char *what_not)
{
  g_autofree char *answer = NULL;

  g_assert_cmpuint (hub_ask (world, guest, "GET", path, NULL, &answer), ==, 200);
  if (what)
    g_assert_nonnull (strstr (answer, what));
  if (what_not)
    g_assert_null (strstr (answer, what_not));
}

/* Each path, asked by somebody of another fleet: nothing of this one is seen or changed. */
static void
test_foreign (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_auto (HubGuest) eve = { 0 };
  g_auto (HubGuest) boss = { 0 };
  g_auto (HubGuest) feed = { 0 };
  g_autoptr (RdmCommand) command = fixture_plan_command ();
  g_autoptr (RdmPush) push = NULL;
  g_autoptr (RdmPushAnswer) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *body = NULL;
  g_autofree char *revoke = NULL;
  g_autofree char *invited = NULL;
  g_autofree char *redeemed = NULL;
  g_autofree char *track = NULL;
  g_autofree char *forward = NULL;
  g_autofree char *present = NULL;
  g_autoptr (JsonNode) invitation = NULL;

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  hub_admit (&world, "fleet_2", "Eve", RDM_ROLE_DISPATCHER, &eve);
  hub_admit (&world, "fleet_2", "Boss", RDM_ROLE_MANAGER, &boss);
  hub_admit (&world, "fleet_2", "Feed", RDM_ROLE_FEED, &feed);

  push = rdm_push_new (ana.device);
  rdm_push_add (push, 1, 0, 1, command);
  answer = hub_push (&world, &ana, push);
  g_assert_cmpuint (hub_ask (&world, &ana, "PUT", "/v1/blobs/" BLOB, "abc", NULL), ==, 201);
  g_assert_cmpuint (hub_ask (&world, &ana, "POST", "/v1/positions",
                             "{\"positions\":[{\"lat\":47.1,\"lon\":9.5}]}", NULL),
                    ==, 204);

  /* What is read: hello, pull, wait, devices, positions, a track, a blob. */
  assert_says (&world, &eve, "/v1/hello", "fleet_2", "fleet_1");
  assert_says (&world, &eve, "/v1/pull?since=0", "\"rows\":[]", ana.device);
  g_assert_cmpuint (hub_ask (&world, &eve, "GET", "/v1/wait?since=0&t=1", NULL, NULL), ==, 204);
  assert_says (&world, &boss, "/v1/devices", boss.device, ana.device);
  g_assert_cmpuint (hub_ask (&world, &ana, "POST", "/v1/presence",
                             "{\"date\":\"2026-11-23\",\"selection\":[]}", NULL),
                    ==, 200);
  g_assert_cmpuint (hub_ask (&world, &eve, "POST", "/v1/presence",
                             "{\"date\":\"2026-11-23\",\"selection\":[]}", &present),
                    ==, 200);
  g_assert_null (strstr (present, "Ana"));
  assert_says (&world, &ana, "/v1/activity", "Ana", NULL);
  assert_says (&world, &eve, "/v1/activity", "\"items\":[]", NULL);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = NULL;

      hub_ask (&world, &ana, "GET", "/v1/positions", NULL, &text);
      if (strstr (text, ana.device))
        break;
      g_assert_cmpuint (i, <, 99);
      g_usleep (50000);
    }
  assert_says (&world, &eve, "/v1/positions", "\"positions\":[]", NULL);
  track = g_strdup_printf ("/v1/track?source=%s", ana.device);
  assert_says (&world, &ana, track, "47.1", NULL);
  assert_says (&world, &eve, track, "\"positions\":[]", NULL);
  g_assert_cmpuint (hub_ask (&world, &eve, "GET", "/v1/blobs/" BLOB, NULL, NULL), ==, 404);
  assert_says (&world, &ana, "/v1/blobs/" BLOB, "abc", NULL);

  /* What is written: in another's name, another's device, an invitation, a tracker that is called
   * as another's phone. */
  node = rdm_push_to_json (push);
  body = rdm_wire_print (node);
  g_assert_cmpuint (hub_ask (&world, &eve, "POST", "/v1/push", body, NULL), ==, 403);
  revoke = g_strdup_printf ("{\"device\":\"%s\"}", ana.device);
  g_assert_cmpuint (hub_ask (&world, &boss, "POST", "/v1/revoke", revoke, NULL), ==, 404);
  g_assert_cmpuint (hub_ask (&world, &ana, "GET", "/v1/pull", NULL, NULL), ==, 200);
  g_assert_cmpuint (hub_ask (&world, &boss, "POST", "/v1/invitations",
                             "{\"person\":\"Eva\",\"role\":\"manager\",\"fleet\":\"fleet_1\"}",
                             &invited),
                    ==, 200);
  invitation = hub_parse (invited);
  {
    g_autofree char *code =
        g_strdup_printf ("{\"code\":\"%s\"}",
                         json_object_get_string_member (json_node_get_object (invitation), "code"));

    g_assert_cmpuint (hub_ask (&world, NULL, "POST", "/v1/redeem", code, &redeemed), ==, 200);
  }
  g_assert_nonnull (strstr (redeemed, "\"fleet_2\""));
  forward = g_strdup_printf ("{\"position\":{\"latitude\":1,\"longitude\":1},"
                             "\"device\":{\"uniqueId\":\"%s\"}}",
                             ana.device);
  g_assert_cmpuint (hub_ask (&world, &feed, "POST", "/ingest/forward", forward, NULL), ==, 200);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = NULL;

      hub_ask (&world, &eve, "GET", "/v1/positions", NULL, &text);
      if (strstr (text, "tracker:"))
        {
          /* And nobody's name with it. */
          g_assert_null (strstr (text, "Ana"));
          break;
        }
      g_assert_cmpuint (i, <, 99);
      g_usleep (50000);
    }
  assert_says (&world, &ana, track, "47.1", "\"lat\":1.0");
  hub_world_stop (&world);
}

/* Who is put out loses what is open too, within ten seconds: a stream, and a request that is held
 * back. */
static void
test_revoked (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) boss = { 0 };
  g_auto (HubGuest) ben = { 0 };
  g_autofree char *revoke = NULL;
  const char *const paths[] = { "/v1/events?since=0", "/v1/wait?since=0&t=60" };
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *connections[G_N_ELEMENTS (paths)];
  gint64 before_us;

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Boss", RDM_ROLE_MANAGER, &boss);
  hub_admit (&world, "fleet_1", "Ben", RDM_ROLE_DISPATCHER, &ben);
  g_socket_client_set_timeout (client, 30);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *head =
          g_strdup_printf ("GET %s HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
                           "Authorization: Bearer %s\r\n\r\n",
                           paths[i], ben.token);

      connections[i] = g_socket_client_connect_to_host (
          client, "127.0.0.1", rdm_hub_server_get_port (world.server), NULL, NULL);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connections[i])), head,
                                 strlen (head), NULL, NULL, NULL);
    }
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *metrics = NULL;

      hub_ask (&world, NULL, "GET", "/metrics", NULL, &metrics);
      if (strstr (metrics, "\nroundsman_hub_waiting 2\n"))
        break;
      g_assert_cmpuint (i, <, 199);
      g_usleep (20000);
    }
  before_us = g_get_monotonic_time ();
  revoke = g_strdup_printf ("{\"device\":\"%s\"}", ben.device);
  g_assert_cmpuint (hub_ask (&world, &boss, "POST", "/v1/revoke", revoke, NULL), ==, 204);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      char buffer[1000];
      gssize n;

      do
        {
          g_autoptr (GError) error = NULL;

          n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connections[i])),
                                   buffer, sizeof buffer, NULL, &error);
          g_assert_no_error (error);
        }
      while (n > 0);
      g_object_unref (connections[i]);
    }
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, 10 * (gint64)G_USEC_PER_SEC);
  hub_world_stop (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-rights/every-path", test_every_path_is_here);
  g_test_add_func ("/hub-rights/roles", test_roles);
  g_test_add_func ("/hub-rights/tokens", test_tokens);
  g_test_add_func ("/hub-rights/foreign", test_foreign);
  g_test_add_func ("/hub-rights/revoked", test_revoked);
  return g_test_run ();
}
