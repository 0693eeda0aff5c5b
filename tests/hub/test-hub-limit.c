/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often somebody may come; what is said of it in the metrics; and what is kept by its hash.
 */
#include "hub-client.h"

#include <stdio.h>

#include "rdm-hub-blobs.h"
#include "rdm-hub-db.h"
#include "rdm-hub-limit.h"
#include "rdm-hub-request.h"
#include "rdm-hub-weight.h"

#define SECOND ((gint64)G_USEC_PER_SEC)

static void
test_bucket (void)
{
  g_autoptr (RdmHubLimit) limit = rdm_hub_limit_new (2, 3);

  /* Looking takes nothing. */
  g_assert_true (rdm_hub_limit_take (limit, "a", 0, 0));
  for (guint i = 0; i < 3; i++)
    g_assert_true (rdm_hub_limit_take (limit, "a", 1, 0));
  g_assert_false (rdm_hub_limit_take (limit, "a", 1, 0));
  g_assert_false (rdm_hub_limit_take (limit, "a", 0, 0));
  g_assert_cmpuint (rdm_hub_limit_wait (limit, "a"), ==, 1);
  g_assert_true (rdm_hub_limit_take (limit, "b", 1, 0));
  g_assert_true (rdm_hub_limit_take (limit, "a", 1, SECOND / 2));
  g_assert_false (rdm_hub_limit_take (limit, "a", 1, SECOND / 2));
  /* It holds no more than it holds. */
  for (guint i = 0; i < 3; i++)
    g_assert_true (rdm_hub_limit_take (limit, "a", 1, 100 * SECOND));
  g_assert_false (rdm_hub_limit_take (limit, "a", 1, 100 * SECOND));
  /* However many keys there are. */
  for (guint i = 0; i < 50000; i++)
    {
      char key[16];

      g_snprintf (key, sizeof key, "key %u", i);
      g_assert_true (rdm_hub_limit_take (limit, key, 1, 100 * SECOND));
    }
}

/* Guessing codes comes to an end; so does a device that asks without end, and others go on. */
static void
test_over_http (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_auto (HubGuest) ben = { 0 };
  g_autofree char *metrics = NULL;
  guint status = 0;

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  hub_admit (&world, "fleet_1", "Ben", RDM_ROLE_DISPATCHER, &ben);
  for (guint i = 0; i < 20 && status != 429; i++)
    status = hub_ask (&world, NULL, "POST", "/v1/redeem", "{\"code\":\"0000\"}", NULL);
  g_assert_cmpuint (status, ==, 429);
  for (guint i = 0; i < 3000 && (i == 0 || status != 429); i++)
    status = hub_ask (&world, &ana, "GET", "/v1/hello", NULL, NULL);
  g_assert_cmpuint (status, ==, 429);
  g_assert_cmpuint (hub_ask (&world, &ben, "GET", "/v1/hello", NULL, NULL), ==, 200);
  hub_ask (&world, NULL, "GET", "/metrics", NULL, &metrics);
  g_assert_nonnull (strstr (metrics, "\nroundsman_hub_limited_total 2\n"));
  g_assert_nonnull (strstr (metrics, "\n# TYPE roundsman_hub_push_seconds histogram\n"));
  hub_world_stop (&world);
}

static void
assert_tally (RdmSql *sql, const char *folder, guint64 n, const char *problem)
{
  g_auto (RdmHubBlobTally) tally = { 0 };

  g_assert_true (rdm_hub_blobs_verify (sql, folder, "fleet_1", &tally, NULL));
  g_assert_cmpuint (tally.n, ==, n);
  g_assert_cmpuint (tally.n_bad, ==, problem ? 1 : 0);
  if (problem)
    g_assert_nonnull (strstr (tally.problem, problem));
}

static void
test_blobs (void)
{
  static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  HubWorld world = { .options = { .blob_quota_bytes = 10 } };
  g_auto (HubGuest) ana = { 0 };
  g_autofree char *path = g_strconcat ("/v1/blobs/", abc, NULL);
  g_autofree char *upper = g_ascii_strup (path, -1);
  g_autofree char *answer = NULL;
  g_autofree char *file = NULL;
  g_autofree char *copy = NULL;
  g_auto (RdmHubBlobTally) copied = { 0 };
  g_auto (RdmHubBlobTally) again = { 0 };
  g_auto (RdmHubBlobTally) back = { 0 };
  g_auto (RdmHubBlobTally) bad = { 0 };
  g_autofree char *large = g_strnfill (11, 'x');
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, large, -1);
  g_autofree char *large_path = g_strconcat ("/v1/blobs/", hash, NULL);
  g_autoptr (RdmSql) sql = NULL;

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  g_assert_cmpuint (hub_ask (&world, &ana, "GET", path, NULL, NULL), ==, 404);
  g_assert_cmpuint (hub_ask (&world, &ana, "PUT", path, "abd", NULL), ==, 422);
  g_assert_cmpuint (hub_ask (&world, &ana, "PUT", "/v1/blobs/abc", "abc", NULL), ==, 404);
  g_assert_cmpuint (hub_ask (&world, &ana, "PUT", upper, "abc", NULL), ==, 404);
  g_assert_cmpuint (hub_ask (&world, &ana, "PUT", path, "abc", NULL), ==, 201);
  g_assert_cmpuint (hub_ask (&world, &ana, "PUT", path, "abc", NULL), ==, 200);
  g_assert_cmpuint (hub_ask (&world, &ana, "GET", path, NULL, &answer), ==, 200);
  g_assert_cmpstr (answer, ==, "abc");
  g_assert_cmpuint (hub_ask (&world, &ana, "PUT", large_path, large, NULL), ==, 507);
  g_assert_cmpuint (hub_ask (&world, &ana, "GET", large_path, NULL, NULL), ==, 404);

  /* A byte that has changed is found, and a file that is gone. */
  sql = rdm_hub_db_open (world.database, NULL);
  assert_tally (sql, world.blobs, 1, NULL);
  copy = g_build_filename (world.dir, "copy", NULL);
  g_assert_true (rdm_hub_blobs_copy (sql, world.blobs, copy, &copied, NULL));
  g_assert_cmpuint (copied.n, ==, 1);
  g_assert_cmpuint (copied.bytes, ==, 3);
  assert_tally (sql, copy, 1, NULL);
  file = rdm_hub_blob_path (world.blobs, abc);
  g_assert_true (g_file_set_contents (file, "abd", 3, NULL));
  assert_tally (sql, world.blobs, 0, "not as it was written");
  g_assert_cmpint (remove (file), ==, 0);
  assert_tally (sql, world.blobs, 0, "gone");
  /* A copy brings it back; nothing bad is copied, and what is good stays. */
  g_assert_true (rdm_hub_blobs_copy (sql, world.blobs, copy, &again, NULL));
  g_assert_cmpuint (again.n, ==, 1);
  g_assert_true (rdm_hub_blobs_copy (sql, copy, world.blobs, &back, NULL));
  assert_tally (sql, world.blobs, 1, NULL);
  g_assert_true (g_file_set_contents (file, "abcd", 4, NULL));
  g_assert_true (rdm_hub_blobs_copy (sql, world.blobs, world.dir, &bad, NULL));
  g_assert_cmpuint (bad.n, ==, 0);
  g_assert_nonnull (strstr (bad.problem, "not as it was written"));
  g_clear_pointer (&sql, rdm_sql_close);
  hub_world_stop (&world);
}

/* Who it is from: the other end, unless a proxy is in front. */
static void
test_proxy (void)
{
  HubWorld world = { .options = { .behind_proxy = TRUE } };
  g_auto (HubGuest) ana = { 0 };

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  /* The metrics are for those on this machine, and for those with a token. */
  g_assert_cmpuint (hub_ask (&world, NULL, "GET", "/metrics", NULL, NULL), ==, 200);
  for (guint with_token = 0; with_token < 2; with_token++)
    {
      g_autofree char *request =
          g_strdup_printf ("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                           "X-Forwarded-For: 6.6.6.6\r\nAuthorization: Bearer %s\r\n\r\n",
                           with_token ? ana.token : "none");
      g_autofree char *answer = hub_raw (&world, request, 5000);

      g_assert_true (g_str_has_prefix (answer, with_token ? "HTTP/1.1 200" : "HTTP/1.1 401"));
    }
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *request =
          g_strdup_printf ("POST /v1/redeem HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                           "X-Forwarded-For: 6.6.6.6, 10.0.0.%u\r\nContent-Length: 15\r\n\r\n"
                           "{\"code\":\"0000\"}",
                           i);
      g_autofree char *answer = hub_raw (&world, request, 5000);

      /* Each is another's first try. */
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 401"));
    }
  hub_world_stop (&world);
}

/* What a text weighs is told by what it has, not by how long it is; and not by what texts say. */
static void
test_weight (void)
{
  const char *const quoted = "{\"a\":\"[{,[{,\\\"[{,\"}";
  gsize plain = rdm_hub_weigh ("{\"a\":1}", 7);

  g_assert_cmpuint (plain, >, 1000);
  g_assert_cmpuint (rdm_hub_weigh (quoted, strlen (quoted)), <, plain + 3 * strlen (quoted));
  g_assert_cmpuint (rdm_hub_weigh ("[{},{},{}]", 10), >, 3 * 1000);
  g_assert_cmpuint (rdm_hub_weigh ("", 0), <, 1000);
  g_assert_cmpuint (rdm_hub_weigh ("\"\\", 2), <, 1000);
}

/* A push that is too long, and one that is short and would become too much: both are told so in
 * words, which are read although the body was not. Then the device goes on. */
static void
test_large_push (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_autofree char *longest = g_strnfill (12 * 1024 * 1024, ' ');
  g_autoptr (GString) heavy = g_string_new ("{\"ops\":[0");

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  for (guint i = 0; i < 60000; i++)
    g_string_append (heavy, ",{}");
  g_string_append (heavy, "]}");
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *answer = NULL;

      g_assert_cmpuint (
          hub_ask (&world, &ana, "POST", "/v1/push", i % 2 ? heavy->str : longest, &answer), ==,
          413);
      g_assert_nonnull (strstr (answer, "in parts"));
    }
  g_assert_cmpuint (hub_ask (&world, &ana, "POST", "/v1/push", "{}", NULL), ==, 400);
  g_assert_cmpuint (hub_ask (&world, &ana, "GET", "/v1/pull", NULL, NULL), ==, 200);
  hub_world_stop (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-limit/bucket", test_bucket);
  g_test_add_func ("/hub-limit/over-http", test_over_http);
  g_test_add_func ("/hub-limit/weight", test_weight);
  g_test_add_func ("/hub-limit/large-push", test_large_push);
  g_test_add_func ("/hub-limit/blobs", test_blobs);
  g_test_add_func ("/hub-limit/proxy", test_proxy);
  return g_test_run ();
}
