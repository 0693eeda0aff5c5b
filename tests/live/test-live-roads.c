/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day on the roads of a region: on the way, off it, and back.
 */
#include "day-world.h"
#include "rdm-alert.h"
#include "rdm-road-travel.h"
#include "rdm-time.h"
#include "road-world.h"

#define N 9 /* streets each way */
#define BLOCK_M 100.0

typedef struct
{
  RoadWorld *roads;
  RdmRows *rows;
  RdmTravel *travel;
  RdmDayPlan *plan;
  RdmLiveDay *day;
  char *route;
} Town;

static gint64
time_ms (double tod_s)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return rdm_time_to_utc (utc, WORLD_DATE, 0) * 1000 + (gint64)(tod_s * 1000.0);
}

static void
put_order (Town *self, const char *id, double x_m, double y_m)
{
  RdmOrder *order;

  world_add_order (self->rows, id, 0, 0);
  order = world_edit (self->rows, RDM_ROW_ORDER, id);
  order->at.point = road_world_point (self->roads, x_m, y_m);
  world_keep (self->rows, order);
}

static void
lay_out (Town *self)
{
  gint64 at[N][N];

  self->roads = road_world_new ();
  for (guint x = 0; x < N; x++)
    for (guint y = 0; y < N; y++)
      at[x][y] = road_world_node (self->roads, x * BLOCK_M, y * BLOCK_M, NULL);
  for (guint i = 0; i < N; i++)
    {
      gint64 row[N];

      for (guint j = 0; j < N; j++)
        row[j] = at[j][i];
      road_world_way_of (self->roads, "highway=residential", at[i], N);
      road_world_way_of (self->roads, "highway=residential", row, N);
    }
}

static void
set_up (Town *self, gconstpointer data)
{
  RdmSettings *settings = rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
  RdmVehicle *vehicle;
  RdmRoute *route;

  lay_out (self);
  self->rows = rdm_memory_rows_new ();
  g_free (settings->zone);
  settings->zone = g_strdup ("UTC");
  world_keep (self->rows, settings);
  self->travel = rdm_road_travel_new (road_world_get_graph (self->roads), NULL);
  self->route = world_add_vehicle (self->rows, 0);
  vehicle = world_edit (self->rows, RDM_ROW_VEHICLE, "v0");
  vehicle->start = vehicle->end = road_world_point (self->roads, 50, 400);
  world_keep (self->rows, vehicle);
  put_order (self, "o0", 350, 400);
  put_order (self, "o1", 750, 400);
  world_put_route (self->rows, self->route, "o0.d o1.d");
  route = world_edit (self->rows, RDM_ROW_ROUTE, self->route);
  route->state = RDM_ROUTE_RUNNING;
  route->sent_ms = time_ms (7 * 3600);
  route->started_ms = time_ms (10 * 3600);
  world_keep (self->rows, route);
  self->plan = rdm_day_plan_new (self->rows, WORLD_DATE, self->travel);
  self->day = rdm_live_day_new (self->plan, time_ms (10 * 3600));
}

static void
tear_down (Town *self, gconstpointer data)
{
  g_free (self->route);
  g_object_unref (self->day);
  g_object_unref (self->plan);
  g_object_unref (self->travel);
  g_object_unref (self->rows);
  road_world_free (self->roads);
}

static void
give (Town *self, double x_m, double y_m, double tod_s)
{
  RdmPosition position = {
    .at_utc_ms = time_ms (tod_s),
    .place = road_world_point (self->roads, x_m, y_m),
    .accuracy_m = 6,
    .speed_mps = 8,
    .course_deg = NAN,
    .altitude_m = NAN,
    .battery_share = NAN,
  };

  rdm_live_day_set_now (self->day, position.at_utc_ms);
  g_assert_true (rdm_live_day_add_position (self->day, "v0", &position));
}

static double
seconds_from (Town *self, double x_m, double y_m, const char *order_id)
{
  const RdmOrder *order = rdm_rows_get (self->rows, RDM_ROW_ORDER, order_id);
  RdmPoint from = road_world_point (self->roads, x_m, y_m);
  RdmTravelRequest request = {
    .profile = RDM_TRAVEL_VAN,
    .when = rdm_travel_spell_at (self->travel, RDM_TRAVEL_VAN, RDM_TRAVEL_MIDDAY, 10 * 3600),
    .from = &from,
    .n_from = 1,
    .to = &order->at.point,
    .n_to = 1,
  };
  gint32 seconds;

  g_assert_true (rdm_travel_matrix (self->travel, &request, &seconds, NULL, NULL, NULL));
  return seconds;
}

static void
add_house (RoadWorld *roads, double x_m, double y_m, const char *tags)
{
  gint64 ring[5];

  for (guint i = 0; i < 4; i++)
    ring[i] = road_world_node (roads, x_m + (i % 3 ? 8 : -8), y_m + (i < 2 ? -8 : 8), NULL);
  ring[4] = ring[0];
  road_world_way_of (roads, tags, ring, G_N_ELEMENTS (ring));
}

/* Where nobody has been, a visit takes as long as to other buildings of the kind. */
static void
test_kind_of_building (Town *self, gconstpointer data)
{
  g_autoptr (RoadWorld) roads = road_world_new ();
  g_autoptr (RdmTravel) travel = NULL;
  g_autoptr (RdmExperience) experience = rdm_experience_new ();
  RdmVisitTraits traits = { .hour = 10, .address = "new" };
  g_autofree char *words = NULL;
  const gint64 street[] = { road_world_node (roads, 0, 0, NULL),
                            road_world_node (roads, 2000, 0, NULL) };

  road_world_way_of (roads, "highway=residential, name=Gasse", street, 2);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *tags =
          g_strdup_printf ("building=%s, addr:street=Gasse, addr:housenumber=%u",
                           i % 2 ? "apartments" : "detached", i + 1);

      add_house (roads, 100 + 100 * i, 30, tags);
    }
  travel = rdm_road_travel_new (road_world_get_graph (roads), NULL);
  rdm_experience_know_region (experience, travel);
  for (guint visit = 0; visit < 400; visit++)
    {
      guint i = visit % 10;
      g_autofree char *address = g_strdup_printf ("Gasse %u", i + 1);
      RdmVisitTraits there = { .address = address,
                               .hour = 10,
                               .place = road_world_point (roads, 100 + 100 * i, 30) };

      rdm_experience_learn_visit (experience, &there, 180,
                                  (i % 2 ? 360 : 120) * (0.8 + 0.1 * (visit / 10 % 5)), NULL);
    }
  traits.place = road_world_point (roads, 1100, 28); /* a house */
  g_assert_cmpfloat (rdm_experience_get_service (experience, &traits, 180, NULL).mean_s, <, 160);
  traits.place = road_world_point (roads, 1200, 28); /* flats */
  g_assert_cmpfloat (rdm_experience_get_service (experience, &traits, 180, NULL).mean_s, >, 270);
  words = rdm_experience_explain_service (experience, &traits, 180);
  g_assert_true (g_str_has_suffix (words, ": 200 visits in buildings of this kind"));
}

static void
test_on_road (Town *self, gconstpointer data)
{
  const RdmLiveVehicle *seen;
  RdmEta eta;

  for (guint i = 0; i <= 20; i++)
    give (self, 50 + i * 8, 400, 10 * 3600 + i);
  seen = rdm_live_day_get_vehicle (self->day, self->route);
  g_assert_cmpint (seen->status, ==, RDM_LIVE_MOVING);
  g_assert_cmpfloat_with_epsilon (seen->way_m, 160, 12);
  g_assert_cmpfloat_with_epsilon (seen->heading_deg, 90, 1);
  g_assert_true (rdm_live_day_get_eta (self->day, "o0.d", &eta));
  g_assert_cmpfloat_with_epsilon ((double)(eta.p50_ms - time_ms (10 * 3600 + 20)) / 1000.0,
                                  seconds_from (self, 210, 400, "o0"), 5);
}

static void
test_off_road (Town *self, gconstpointer data)
{
  const RdmLiveVehicle *seen;
  RdmEta eta;

  for (guint i = 0; i <= 20; i++)
    give (self, 50 + i * 2.5, 400, 10 * 3600 + i);
  for (guint i = 1; i <= 30; i++)
    give (self, 100, 400 - i * 10, 10 * 3600 + 20 + i);
  seen = rdm_live_day_get_vehicle (self->day, self->route);
  g_assert_cmpint (seen->status, ==, RDM_LIVE_OFF_ROAD);
  g_assert_cmpfloat_with_epsilon (seen->off_road_m, 300, 20);
  g_assert_true (rdm_live_day_get_eta (self->day, "o0.d", &eta));
  g_assert_cmpfloat_with_epsilon ((double)(eta.p50_ms - time_ms (10 * 3600 + 50)) / 1000.0,
                                  seconds_from (self, 100, 100, "o0"), 5);
  /* And back. */
  for (guint i = 1; i <= 30; i++)
    give (self, 100, 100 + i * 10, 10 * 3600 + 50 + i);
  for (guint i = 1; i <= 10; i++)
    give (self, 100 + i * 8, 400, 10 * 3600 + 80 + i);
  seen = rdm_live_day_get_vehicle (self->day, self->route);
  g_assert_cmpint (seen->status, ==, RDM_LIVE_MOVING);
  g_assert_cmpfloat_with_epsilon (seen->way_m, 130, 12);
}

/* Another way that leads to the next stop as well is no straying. */
static void
test_headway (Town *self, gconstpointer data)
{
  g_autoptr (RdmAlerts) alerts = rdm_alerts_new (self->day);
  g_autofree char *id = rdm_exception_id (RDM_EXCEPTION_OFF_ROAD, self->route, WORLD_DATE);
  double pace_mps = 700.0 / seconds_from (self, 50, 100, "o1");
  double at_s = 10 * 3600;
  double x_m;
  RdmCommand *report = rdm_command_new_report (NULL);
  g_autoptr (RdmOutcome) done = NULL;

  rdm_command_add_report (report, RDM_EVENT_DONE, self->route, "o0.d", time_ms (at_s));
  done = world_run (self->rows, report);
  rdm_day_plan_update (self->plan, done->changes);
  rdm_live_day_rows_changed (self->day, done->changes);
  g_assert_true (isnan (rdm_live_day_get_vehicle (self->day, self->route)->headway));
  for (guint i = 1; i <= 30; i++)
    give (self, 400, 400 - i * 10, at_s++);
  for (x_m = 400; x_m < 740; x_m += pace_mps)
    give (self, x_m, 100, at_s++);
  g_assert_cmpfloat (rdm_live_day_get_vehicle (self->day, self->route)->off_road_m, >, 200);
  g_assert_cmpfloat (rdm_live_day_get_vehicle (self->day, self->route)->headway, >, 0);
  /* And away from it, until somebody should ask. */
  for (; x_m > 400; x_m -= pace_mps)
    give (self, x_m, 100, at_s++);
  for (guint i = 0; i < 30; i++, at_s += 10)
    give (self, 400, 100 + i % 2, at_s);
  g_assert_cmpfloat (rdm_live_day_get_vehicle (self->day, self->route)->headway, <, 0.1);
  (void)rdm_alerts_update (alerts);
  g_assert_nonnull (rdm_alerts_find (alerts, id));
}

static void
test_trail (Town *self, gconstpointer data)
{
  g_autoptr (GArray) trail = NULL;
  guint n_off = 0;

  for (guint i = 0; i <= 20; i++)
    give (self, 50 + i * 2.5, 400, 10 * 3600 + i);
  for (guint i = 1; i <= 30; i++)
    give (self, 100, 400 - i * 10, 10 * 3600 + 20 + i);
  trail = rdm_live_day_get_trail (self->day, self->route);
  g_assert_cmpuint (trail->len, ==, 51);
  for (guint i = 0; i < trail->len; i++)
    n_off += g_array_index (trail, RdmTrailPoint, i).off_road;
  g_assert_false (g_array_index (trail, RdmTrailPoint, 0).off_road);
  g_assert_true (g_array_index (trail, RdmTrailPoint, 50).off_road);
  g_assert_cmpuint (n_off, >, 15);
  g_assert_cmpuint (n_off, <=, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/live/roads/on", Town, NULL, set_up, test_on_road, tear_down);
  g_test_add ("/live/roads/off", Town, NULL, set_up, test_off_road, tear_down);
  g_test_add ("/live/roads/headway", Town, NULL, set_up, test_headway, tear_down);
  g_test_add ("/live/roads/kind-of-building", Town, NULL, set_up, test_kind_of_building, tear_down);
  g_test_add ("/live/roads/trail", Town, NULL, set_up, test_trail, tear_down);
  return g_test_run ();
}
