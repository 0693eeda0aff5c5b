/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The positions' lane over real HTTP: what a phone must be answered, what is kept, and who hears of
 * it. And the lane alone: what is thinned, and what is forgotten.
 */
#include "hub-client.h"

#include <glib/gstdio.h>

#include "rdm-hub-db.h"
#include "rdm-hub-positions.h"
#include "rdm-wire-feed.h"

/* The lane forgets by the real clock. */
static gint64 lane_now_ms;

/* What the console reads, once it says @what. */
static char *
wait_for (HubWorld *world, const HubGuest *guest, const char *path, const char *what)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = NULL;

      g_assert_cmpuint (hub_ask (world, guest, "GET", path, NULL, &text), ==, 200);
      if (strstr (text, what))
        return g_steal_pointer (&text);
      g_usleep (20000);
    }
  g_error ("%s never said %s", path, what);
}

static guint
basic (HubWorld *world, const HubGuest *guest, const char *body)
{
  g_autofree char *plain = g_strdup_printf ("jane:%s", guest->token);
  g_autofree char *encoded = g_base64_encode ((const guchar *)plain, strlen (plain));
  g_autofree char *header = g_strdup_printf ("Basic %s", encoded);

  return hub_status (world, header, "POST", "/ingest/owntracks?u=jane&d=phone", body);
}

static guint
traccar (HubWorld *world, const char *method, const char *query, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/ingest/traccar%s", query);

  return hub_status (world, NULL, method, path, body);
}

/* Returns: (transfer full): a page of the feed. */
static RdmFeedPage *
ask_feed (HubWorld *world, const HubGuest *guest, const char *query)
{
  g_autofree char *path = g_strdup_printf ("/v1/positions/feed?since=0%s", query);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  RdmFeedPage *page;

  g_assert_cmpuint (hub_ask (world, guest, "GET", path, NULL, &text), ==, 200);
  node = hub_parse (text);
  page = rdm_feed_page_from_json (node, &error);
  g_assert_no_error (error);
  return page;
}

/* Whoever says which position they have last is told what came in after it, whether a phone's or a
 * tracker's; who names one that there is not is told all. */
static void
check_after_last (HubWorld *world, const HubGuest *guest)
{
  g_autoptr (RdmFeedPage) all = ask_feed (world, guest, "");
  g_autoptr (RdmFeedPage) unknown = ask_feed (world, guest, "&who=358001&at=12");

  g_assert_cmpuint (all->positions->len, >, 2);
  g_assert_cmpuint (unknown->positions->len, ==, all->positions->len);
  for (guint i = 0; i < all->positions->len; i++)
    {
      const RdmFeedPosition *last = all->positions->pdata[i];
      g_autofree char *query =
          g_strdup_printf ("&who=%s&at=%" G_GINT64_FORMAT, last->who, last->position.at_utc_ms);
      g_autoptr (RdmFeedPage) page = ask_feed (world, guest, query);

      g_assert_cmpuint (page->positions->len, ==, all->positions->len - i - 1);
      g_assert_cmpint (page->to, ==, all->to);
    }
}

static void
test_phones (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_auto (HubGuest) jan = { 0 };
  g_auto (HubGuest) feed = { 0 };
  g_autofree char *query = NULL;
  g_autofree char *form = NULL;
  g_autofree char *json = NULL;
  g_autofree char *broken = NULL;
  g_autofree char *text = NULL;
  g_autofree char *metrics = NULL;

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  hub_admit (&world, "fleet_1", "Jan", RDM_ROLE_DRIVER, &jan);
  hub_admit (&world, "fleet_1", "Server", RDM_ROLE_FEED, &feed);

  /* OwnTracks: anything from a known phone is delivered. */
  g_assert_cmpuint (basic (&world, &jan, ""), ==, 200);
  g_assert_cmpuint (basic (&world, &jan, "{"), ==, 200);
  g_assert_cmpuint (basic (&world, &jan, "[]"), ==, 200);
  g_assert_cmpuint (basic (&world, &jan, "{\"_type\":\"location\",\"lat\":1}"), ==, 200);
  g_assert_cmpuint (basic (&world, &jan,
                           "{\"_type\":\"location\",\"lat\":47.1,\"lon\":9.5,"
                           "\"tst\":1750000000,\"vel\":36}"),
                    ==, 200);
  g_assert_cmpuint (
      hub_status (&world, "Basic amFuZTp3cm9uZw==", "POST", "/ingest/owntracks", "{}"), ==, 401);

  /* Traccar: an unknown device is 400 in a query, 404 in JSON; a known one is delivered. */
  query = g_strdup_printf ("?id=%s&lat=47.2&lon=9.5&timestamp=%" G_GINT64_FORMAT, jan.token,
                           g_get_real_time () / G_USEC_PER_SEC - 5);
  g_assert_cmpuint (traccar (&world, "GET", query, NULL), ==, 200);
  g_assert_cmpuint (traccar (&world, "POST", query, ""), ==, 200);
  form = g_strdup_printf ("id=%s&lat=nonsense", jan.token);
  g_assert_cmpuint (traccar (&world, "POST", "", form), ==, 200);
  g_assert_cmpuint (traccar (&world, "GET", "?id=123456&lat=1&lon=1", NULL), ==, 400);
  g_assert_cmpuint (traccar (&world, "GET", "?lat=1&lon=1", NULL), ==, 400);
  g_assert_cmpuint (traccar (&world, "POST", "", "{\"device_id\":\"48241179\",\"location\":{}}"),
                    ==, 404);
  json = g_strdup_printf ("{\"device_id\":\"%s\",\"location\":{\"coords\":{}}}", jan.token);
  g_assert_cmpuint (traccar (&world, "POST", "", json), ==, 200);
  broken = g_strdup_printf ("?id=%s", jan.token);
  g_assert_cmpuint (traccar (&world, "POST", broken, "{\"locat"), ==, 200);

  /* A server of trackers. */
  g_assert_cmpuint (hub_ask (&world, &feed, "POST", "/ingest/forward",
                             "{\"position\":{\"latitude\":47.3,\"longitude\":9.5},\"device\":{"
                             "\"uniqueId\":\"358001\"}}",
                             NULL),
                    ==, 200);
  g_assert_cmpuint (hub_ask (&world, &feed, "POST", "/ingest/forward", "{\"position\":{}}", NULL),
                    ==, 200);
  g_assert_cmpuint (
      hub_ask (&world, &feed, "GET", "/ingest/forward?id=358002&lat=47.4&lon=9.5", NULL, NULL), ==,
      200);

  text = wait_for (&world, &ana, "/v1/positions", "tracker:358002");
  g_assert_nonnull (strstr (text, "\"person\":\"Jan\""));
  g_assert_nonnull (strstr (text, "\"lat\":47.2"));
  g_assert_null (strstr (text, "\"lat\":47.1,"));
  g_assert_nonnull (strstr (text, "tracker:358001"));
  check_after_last (&world, &ana);
  hub_ask (&world, NULL, "GET", "/metrics", NULL, &metrics);
  g_assert_nonnull (strstr (metrics, "\nroundsman_hub_positions_bad_total 8\n"));
  hub_world_stop (&world);
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
  return stream;
}

static void
test_poke (void)
{
  HubWorld world = { 0 };
  g_auto (HubGuest) ana = { 0 };
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GString) received = g_string_new (NULL);

  hub_world_start (&world);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  stream = open_stream (&world, &ana, "/v1/events?since=0&positions=1");
  g_assert_cmpuint (hub_ask (&world, &ana, "POST", "/v1/positions",
                             "{\"positions\":[{\"lat\":47.1,\"lon\":9.5}]}", NULL),
                    ==, 204);
  while (!strstr (received->str, "event: positions\n"))
    {
      char buffer[256];
      g_autoptr (GError) error = NULL;
      gssize n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (n, >, 0);
      g_string_append_len (received, buffer, n);
    }
  hub_world_stop (&world);
}

/* The lane alone */

typedef struct
{
  char *dir;
  char *path;
  RdmSql *sql;
  RdmHubPositions *lane;
  int n_moved;
} Lane;

static void
on_moved (const char *fleet, gpointer user_data)
{
  g_assert_cmpstr (fleet, ==, "fleet_1");
  g_atomic_int_inc (&((Lane *)user_data)->n_moved);
}

static void
lane_start (Lane *lane)
{
  g_autoptr (GError) error = NULL;

  *lane = (Lane){ .dir = g_dir_make_tmp ("lane-XXXXXX", NULL) };
  lane->path = g_build_filename (lane->dir, "hub.db", NULL);
  lane->sql = rdm_hub_db_open (lane->path, &error);
  g_assert_no_error (error);
  rdm_sql_run_script (lane->sql,
                      "INSERT INTO fleet (id, name, epoch, seq, log_head)"
                      " VALUES ('fleet_1', 'x', 'e', 0, '')",
                      &error);
  g_assert_no_error (error);
  lane->lane = rdm_hub_positions_start (lane->path, 30, on_moved, lane, &error);
  g_assert_no_error (error);
}

static void
lane_stop (Lane *lane)
{
  const char *const ends[] = { "", "-wal", "-shm" };

  g_clear_pointer (&lane->sql, rdm_sql_close);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (lane->path, ends[i], NULL);

      g_remove (path);
    }
  g_rmdir (lane->dir);
  g_free (lane->path);
  g_free (lane->dir);
}

static void
add (Lane *lane, gint64 at_ms, double lat_deg, double speed_mps)
{
  g_auto (RdmPositions) positions = { 0 };
  RdmPositionDraft draft;

  rdm_positions_init (&positions);
  rdm_position_draft_init (&draft);
  draft.at_utc_ms = at_ms;
  draft.lat_deg = lat_deg;
  draft.lon_deg = 9.5;
  draft.speed_mps = speed_mps;
  rdm_positions_take (&positions, &draft, lane_now_ms);
  g_assert_cmpuint (positions.good->len, ==, 1);
  rdm_hub_positions_add (lane->lane, "fleet_1", "device_1", &positions, lane_now_ms);
}

static void
collect (const RdmHubPositionRow *row, gpointer user_data)
{
  g_array_append_val ((GArray *)user_data, row->position);
}

static void
test_thinning (void)
{
  const RdmHubTrackRange all = { "device_1", 0, G_MAXINT64, 100 };
  Lane lane;
  g_autoptr (GArray) track = g_array_new (FALSE, FALSE, sizeof (RdmPosition));
  g_autoptr (GArray) newest = g_array_new (FALSE, FALSE, sizeof (RdmPosition));
  RdmHubPositionCounts counts;

  lane_start (&lane);
  add (&lane, lane_now_ms - 100000, 47.0, 10);   /* the first: kept */
  add (&lane, lane_now_ms - 99000, 47.0001, 10); /* 11 m, 1 s: no */
  add (&lane, lane_now_ms - 98000, 47.0003, 10); /* 33 m: kept */
  add (&lane, lane_now_ms - 97000, 47.0003, 0);  /* stands: kept */
  add (&lane, lane_now_ms - 96000, 47.0003, 0);  /* no */
  add (&lane, lane_now_ms - 67000, 47.0003, 0);  /* 30 s: kept */
  add (&lane, lane_now_ms - 66000, 47.1, 10);    /* 11 km in a second: kept, and marked */
  add (&lane, lane_now_ms - 500000, 46.9, 10);   /* out of a tunnel: kept, and not the newest */
  add (&lane, lane_now_ms - 500000, 46.9, 10);   /* again: once */
  add (&lane, lane_now_ms - 31 * 86400000LL, 47, 10); /* too old */
  add (&lane, lane_now_ms - 65000, 47.1, 10);         /* no, but the newest */
  counts = rdm_hub_positions_counts (lane.lane);
  g_assert_cmpuint (counts.n_received, ==, 11);
  g_assert_cmpuint (counts.n_dropped, ==, 1);
  /* Stopping writes what waits. */
  g_clear_pointer (&lane.lane, rdm_hub_positions_stop);
  g_assert_cmpint (lane.n_moved, >=, 1);
  g_assert_true (rdm_hub_track (lane.sql, "fleet_1", &all, collect, track, NULL));
  g_assert_cmpuint (track->len, ==, 6);
  for (guint i = 1; i < track->len; i++)
    g_assert_cmpint (g_array_index (track, RdmPosition, i - 1).at_utc_ms, <,
                     g_array_index (track, RdmPosition, i).at_utc_ms);
  g_assert_cmpuint (g_array_index (track, RdmPosition, 5).flags, ==, RDM_POSITION_JUMP);
  g_assert_true (rdm_hub_whereabouts (lane.sql, "fleet_1", collect, newest, NULL));
  g_assert_cmpuint (newest->len, ==, 1);
  g_assert_cmpint (g_array_index (newest, RdmPosition, 0).at_utc_ms, ==, lane_now_ms - 65000);

  /* Forgotten in time. */
  g_assert_true (rdm_hub_positions_sweep (lane.sql, lane_now_ms - 66500, NULL));
  g_array_set_size (track, 0);
  g_assert_true (rdm_hub_track (lane.sql, "fleet_1", &all, collect, track, NULL));
  g_assert_cmpuint (track->len, ==, 1);
  lane_stop (&lane);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lane_now_ms = g_get_real_time () / 1000;
  g_test_add_func ("/hub-positions/phones", test_phones);
  g_test_add_func ("/hub-positions/poke", test_poke);
  g_test_add_func ("/hub-positions/thinning", test_thinning);
  return g_test_run ();
}
