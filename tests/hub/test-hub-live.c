/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The live day at the hub: a drive through the town of square blocks is posted as a phone would.
 * The hub's arrival times are those of a desk, to the millisecond; and what is seen to happen is
 * in the journal once, also after a restart.
 */
#include "hub-client.h"

#include "made-up-drive.h"
#include "rdm-hub-clock.h"
#include "rdm-hub-db.h"
#include "rdm-id.h"
#include "rdm-wire-feed.h"
#include "table-server.h"

#define N_ROUTES 2
#define N_STOPS 6

typedef struct
{
  HubWorld hub;
  RdmTravel *travel;
  RdmRows *rows; /* as they were sent */
  HubGuest ana;
  HubGuest drivers[N_ROUTES];
  Drive *drives[N_ROUTES];
  gint64 n; /* of Ana's commands */
} World;

static void
run (World *world, const RdmCommand *command)
{
  g_autoptr (RdmPush) push = rdm_push_new (world->ana.device);
  g_autoptr (RdmPushAnswer) answer = NULL;

  rdm_push_add (push, ++world->n, 0, 1, command);
  answer = hub_push (&world->hub, &world->ana, push);
  g_assert_cmpstr (rdm_reason_names[((RdmOpResult *)answer->results->pdata[0])->reason], ==,
                   "none");
}

static void
add_driver (RdmRows *rows, guint n)
{
  g_autofree char *id = g_strdup_printf ("driver%u", n);
  g_autofree char *shift_id = g_strdup_printf ("s%u", n);
  RdmDriver *driver = rdm_row_new (RDM_ROW_DRIVER, id);
  RdmShift *shift = world_edit (rows, RDM_ROW_SHIFT, shift_id);
  const char *const drivers[] = { id, NULL };

  driver->name = g_strdup (id);
  world_keep (rows, driver);
  shift->drivers = g_strdupv ((GStrv)drivers);
  world_keep (rows, shift);
}

static void
send_plan (World *world)
{
  g_autoptr (RdmCommand) add = rdm_command_new_add ("A town");
  g_autoptr (RdmCommand) send = rdm_command_new_send ("Out", town_ms (7 * 3600));

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      g_autoptr (GPtrArray) list = rdm_rows_list (world->rows, (RdmRowKind)kind);
      /* Stops come with their orders; what is on a route is assigned. */
      gboolean is_added = kind != RDM_ROW_STOP && kind != RDM_ROW_ROUTE && kind != RDM_ROW_SETTINGS;

      for (guint i = 0; is_added && i < list->len; i++)
        rdm_command_add_row (add, list->pdata[i]);
    }
  run (world, add);
  for (guint n = 0; n < N_ROUTES; n++)
    {
      g_autofree char *id = town_route (n);
      g_autoptr (RdmRoute) route = rdm_rows_get_route (world->rows, id);
      g_autoptr (RdmCommand) assign = rdm_command_new_assign ("Plan", id, NULL);

      for (GStrv stop = route->stops; *stop; stop++)
        rdm_command_assign_stop (assign, *stop, NULL);
      run (world, assign);
      rdm_command_list_route (send, id, (const char *const *)route->stops);
    }
  run (world, send);
}

/* @server: (nullable). */
static void
set_up (World *world, const RdmServerRule *server)
{
  *world = (World){ .n = 0 };
  world->travel = grid_travel_new ();
  world->hub.options.travel = world->travel;
  world->hub.options.travel_server = server;
  hub_world_start (&world->hub);
  hub_admit (&world->hub, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &world->ana);
  world->rows = town_new (N_ROUTES, N_STOPS, 3);
  for (guint n = 0; n < N_ROUTES; n++)
    add_driver (world->rows, n);
  send_plan (world);
  for (guint n = 0; n < N_ROUTES; n++)
    {
      g_autofree char *route = town_route (n);
      DriveShape shape = DRIVE_SHAPE_CLEAN;

      shape.seed = 7 + n;
      world->drives[n] = drive_new (world->rows, route, &shape);
      world->drivers[n].driver = g_strdup_printf ("driver%u", n);
      hub_admit (&world->hub, "fleet_1", "Jan", RDM_ROLE_DRIVER, &world->drivers[n]);
    }
}

static void
tear_down (World *world)
{
  hub_world_stop (&world->hub);
  hub_guest_clear (&world->ana);
  for (guint n = 0; n < N_ROUTES; n++)
    {
      hub_guest_clear (&world->drivers[n]);
      drive_free (world->drives[n]);
    }
  g_object_unref (world->rows);
  g_object_unref (world->travel);
}

/* What a phone sends of its drive until @until_ms, a hundred positions at a time. */
static void
post_drive (World *world, guint n, gint64 until_ms)
{
  const GArray *positions = world->drives[n]->positions;
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_posted = 0;

  for (guint i = 0; i < positions->len; i++)
    {
      const RdmPosition *p = &g_array_index (positions, RdmPosition, i);
      gboolean is_last = i + 1 == positions->len
                         || g_array_index (positions, RdmPosition, i + 1).at_utc_ms > until_ms;

      g_string_append_printf (
          text,
          "%s{\"at\":%" G_GINT64_FORMAT ",\"lat\":%.9f,\"lon\":%.9f,\"accuracy\":5,\"speed\":%.3f}",
          text->len > 0 ? "," : "{\"positions\":[", p->at_utc_ms, p->place.lat_deg,
          p->place.lon_deg, isnan (p->speed_mps) ? 0 : p->speed_mps);
      if (++n_posted % 100 == 0 || is_last)
        {
          g_string_append (text, "]}");
          g_assert_cmpuint (
              hub_ask (&world->hub, &world->drivers[n], "POST", "/v1/positions", text->str, NULL),
              ==, 204);
          g_string_set_size (text, 0);
        }
      if (is_last)
        return;
    }
}

static JsonObject *
only_day (JsonNode *node)
{
  JsonArray *days = json_object_get_array_member (json_node_get_object (node), "days");

  return json_array_get_length (days) == 1 ? json_array_get_object_element (days, 0) : NULL;
}

static gint64
newest (World *world, const char *path, const char *member)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpuint (hub_ask (&world->hub, &world->ana, "GET", path, NULL, &text), ==, 200);
  node = hub_parse (text);
  return json_object_get_int_member (json_node_get_object (node), member);
}

/* Whether @day has all that the hub has. */
static gboolean
is_newest (World *world, JsonObject *day)
{
  gint64 seq = newest (world, "/v1/pull?since=0", "to");
  gint64 moves = newest (world, "/v1/positions/feed?limit=1", "head");

  return moves > 0 && json_object_get_int_member (day, "moves") == moves
         && json_object_get_int_member (day, "seq") == seq;
}

/* Returns: (transfer full): what the hub says once it knows all that it has. */
static JsonNode *
wait_for_times (World *world)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (JsonNode) node = NULL;
      JsonObject *day;

      g_assert_cmpuint (hub_ask (&world->hub, &world->ana, "GET", "/v1/eta", NULL, &text), ==, 200);
      node = hub_parse (text);
      day = only_day (node);
      if (day && is_newest (world, day))
        return g_steal_pointer (&node);
      g_usleep (50000);
    }
  g_error ("The hub never caught up");
}

/* A desk's live day, of what the hub tells desks. */
static RdmLiveDay *
desk_day (World *world, gint64 now_ms)
{
  g_autofree char *rows_text = NULL;
  g_autofree char *feed_text = NULL;
  g_autoptr (JsonNode) rows_node = NULL;
  g_autoptr (JsonNode) feed_node = NULL;
  g_autoptr (RdmPage) page = NULL;
  g_autoptr (RdmFeedPage) feed = NULL;
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (RdmDayPlan) plan = NULL;
  RdmLiveDay *day;

  hub_ask (&world->hub, &world->ana, "GET", "/v1/pull?since=0", NULL, &rows_text);
  rows_node = hub_parse (rows_text);
  page = rdm_page_from_json (rows_node, NULL);
  for (guint i = 0; i < page->rows->len; i++)
    {
      const RdmRowState *state = page->rows->pdata[i];

      if (state->row)
        rdm_rows_put (rows, state->row);
    }
  plan = rdm_day_plan_new (rows, WORLD_DATE, world->travel);
  day = rdm_live_day_new (plan, now_ms);
  hub_ask (&world->hub, &world->ana, "GET", "/v1/positions/feed", NULL, &feed_text);
  feed_node = hub_parse (feed_text);
  feed = rdm_feed_page_from_json (feed_node, NULL);
  g_assert_true (feed->complete);
  for (guint i = 0; i < feed->positions->len; i++)
    {
      const RdmFeedPosition *position = feed->positions->pdata[i];

      g_assert_true (rdm_live_day_add_position (day, position->who, &position->position));
    }
  return day;
}

static void
assert_moment (JsonObject *object, const char *name, gint64 expected_ms)
{
  if (expected_ms == RDM_LIVE_NEVER)
    g_assert_false (json_object_has_member (object, name));
  else
    g_assert_cmpint (json_object_get_int_member (object, name), ==, expected_ms);
}

/* Returns: stops that have a time. */
static guint
compare_route (JsonObject *route, RdmLiveDay *desk)
{
  JsonArray *stops = json_object_get_array_member (route, "stops");
  RdmRouteEta end;

  g_assert_true (
      rdm_live_day_get_route_eta (desk, json_object_get_string_member (route, "route"), &end));
  assert_moment (route, "end_p50", end.end_p50_ms);
  assert_moment (route, "end_p90", end.end_p90_ms);
  g_assert_cmpuint (json_array_get_length (stops), ==, end.n_open);
  for (guint i = 0; i < json_array_get_length (stops); i++)
    {
      JsonObject *stop = json_array_get_object_element (stops, i);
      RdmEta eta;

      g_assert_true (
          rdm_live_day_get_eta (desk, json_object_get_string_member (stop, "stop"), &eta));
      assert_moment (stop, "p50", eta.p50_ms);
      assert_moment (stop, "p90", eta.p90_ms);
      assert_moment (stop, "begin_p50", eta.begin_p50_ms);
      assert_moment (stop, "begin_p90", eta.begin_p90_ms);
      assert_moment (stop, "planned", eta.planned_ms);
      assert_moment (stop, "window_end", eta.window_end_ms);
    }
  return end.n_open;
}

/* The hub may see, and write down, something more while the desk asks: then both are asked again.
 * Returns: stops that have a time. */
static guint
compare_with_desk (World *world)
{
  g_autoptr (JsonNode) node = wait_for_times (world);
  JsonObject *day = only_day (node);
  g_autoptr (RdmLiveDay) desk = desk_day (world, json_object_get_int_member (day, "at"));
  JsonArray *routes;
  guint n = 0;

  while (!is_newest (world, day))
    {
      g_clear_pointer (&node, json_node_unref);
      g_clear_object (&desk);
      node = wait_for_times (world);
      day = only_day (node);
      desk = desk_day (world, json_object_get_int_member (day, "at"));
    }
  routes = json_object_get_array_member (day, "routes");

  g_assert_cmpstr (json_object_get_string_member (day, "date"), ==, WORLD_DATE);
  for (guint i = 0; i < json_array_get_length (routes); i++)
    n += compare_route (json_array_get_object_element (routes, i), desk);
  return n;
}

/* How often the hub has reported that; by the journal. */
static guint
count_reports (World *world, guint *n_ops)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RdmJournalPage) page = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;

  *n_ops = 0;
  g_assert_cmpuint (hub_ask (&world->hub, &world->ana, "GET", "/v1/journal", NULL, &text), ==, 200);
  node = hub_parse (text);
  page = rdm_journal_page_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpint (page->to, ==, page->head);
  for (guint i = 0; i < page->ops->len; i++)
    {
      const RdmJournalOp *op = page->ops->pdata[i];

      if (g_strcmp0 (op->actor, "hub") != 0)
        continue;
      ++*n_ops;
      g_assert_cmpint (op->command->kind, ==, RDM_COMMAND_REPORT);
      for (guint j = 0; j < op->command->reports->len; j++)
        {
          const RdmReport *report = op->command->reports->pdata[j];
          char *key = g_strdup_printf ("%s %s %s", rdm_event_names[report->event], report->route,
                                       report->stop ? report->stop : "");

          g_assert_true (report->detected);
          g_assert_true (g_hash_table_add (seen, key));
        }
    }
  return g_hash_table_size (seen);
}

static guint
count_visits (const Drive *drive, gint64 until_ms)
{
  guint n = 0;

  for (guint i = 0; i < drive->visits->len; i++)
    n += g_array_index (drive->visits, DriveVisit, i).left_ms < until_ms - 60 * 1000;
  return n;
}

static void
test_day (void)
{
  World world;
  gint64 now_ms = town_ms (8 * 3600 + 40 * 60);
  g_autofree char *route = town_route (0);
  g_autofree char *own = NULL;
  g_autofree char *nothing = NULL;
  guint n_reports, n_open, n_ops, n_ops_after, n_visited = 0;

  rdm_hub_clock_play (now_ms, 1);
  set_up (&world, NULL);
  for (guint n = 0; n < N_ROUTES; n++)
    {
      post_drive (&world, n, now_ms);
      n_visited += count_visits (world.drives[n], now_ms);
    }
  g_assert_cmpuint (n_visited, >, 1);
  n_open = compare_with_desk (&world);
  n_reports = count_reports (&world, &n_ops);
  /* Each route was started; each visit that is over was an arrival and an end. */
  g_assert_cmpuint (n_reports, >=, N_ROUTES + 2 * n_visited);
  g_assert_cmpuint (n_open, <=, N_ROUTES * N_STOPS - n_visited);
  g_assert_cmpuint (n_open, >, 0);

  /* A driver is told of the own route alone. */
  g_assert_cmpuint (hub_ask (&world.hub, &world.drivers[1], "GET", "/v1/me/eta", NULL, &own), ==,
                    200);
  g_assert_nonnull (strstr (own, "\"p90\""));
  g_assert_null (strstr (own, route));
  g_assert_cmpuint (
      hub_ask (&world.hub, &world.ana, "GET", "/v1/eta?date=2026-11-24", NULL, &nothing), ==, 200);
  g_assert_nonnull (strstr (nothing, "\"days\":[]"));

  /* It goes on from what it has written down. */
  hub_world_restart (&world.hub);
  g_assert_cmpuint (compare_with_desk (&world), ==, n_open);
  g_assert_cmpuint (count_reports (&world, &n_ops_after), ==, n_reports);
  g_assert_cmpuint (n_ops_after, ==, n_ops);
  tear_down (&world);
}

/* Waits until the hub says that its times are by what @roads begins to say. Returns: how long the
 * first route takes still, ms. */
static gint64
wait_for_roads (World *world, const char *roads, gboolean estimated)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (JsonNode) node = NULL;
      JsonObject *day, *route;

      g_assert_cmpuint (hub_ask (&world->hub, &world->ana, "GET", "/v1/eta", NULL, &text), ==, 200);
      node = hub_parse (text);
      day = only_day (node);
      if (day && g_str_has_prefix (json_object_get_string_member (day, "roads"), roads)
          && json_object_get_boolean_member (day, "estimated") == estimated)
        {
          route = json_array_get_object_element (json_object_get_array_member (day, "routes"), 0);
          return json_object_get_int_member (route, "end_p50")
                 - json_object_get_int_member (day, "at");
        }
      g_usleep (20000);
    }
  g_error ("The hub never went by this: %s", roads);
}

/* A server of travel times is asked without anybody waiting for it; one that fails is said, and
 * then times are by the roads that there are. */
static void
test_server (void)
{
  World world;
  g_autoptr (TableServer) server = table_server_start (RDM_SERVER_OSRM);
  g_autofree char *url = table_server_dup_url (server);
  g_autofree char *by_server = g_strdup_printf ("Travel times are from %s", url);
  g_autoptr (RdmServerRule) rule = rdm_server_rule_new (RDM_SERVER_OSRM, url);
  gint64 by_server_ms;

  rdm_hub_clock_play (town_ms (7 * 3600), 1);
  set_up (&world, rule);
  by_server_ms = wait_for_roads (&world, by_server, FALSE);

  /* After a restart, it asks anew; until it is answered, there are times all the same. */
  table_server_set_trouble (server, TROUBLE_SILENT);
  hub_world_restart (&world.hub);
  wait_for_roads (&world, "Travel times are being worked out", TRUE);
  table_server_set_trouble (server, TROUBLE_REFUSED);
  hub_world_restart (&world.hub);
  g_assert_cmpint (wait_for_roads (&world, "The server of travel times cannot be used", FALSE), !=,
                   by_server_ms);
  tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-live/day", test_day);
  g_test_add_func ("/hub-live/server", test_server);
  return g_test_run ();
}
