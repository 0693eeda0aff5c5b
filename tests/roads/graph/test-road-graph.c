/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The graph as a whole: what it tells a driver, what it is in a region that is damaged, how it gets
 * along with several threads, and travel by it.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>

#include "rdm-graph.h"
#include "rdm-road-travel.h"
#include "road-town.h"

/* --- what it tells a driver ---------------------------------------------------------------------
 */

static char *
tell (RoadWorld *world, double x1_m, double y1_m, double x2_m, double y2_m)
{
  RdmGraph *graph = road_world_get_graph (world);
  RdmPoint points[] = { road_world_point (world, x1_m, y1_m),
                        road_world_point (world, x2_m, y2_m) };
  RdmGraphState state = { RDM_TRAVEL_VAN, RDM_TRAVEL_MIDDAY, NULL, 0 };
  RdmRoadPlace places[2];
  g_autoptr (GPtrArray) routes = NULL;
  const RdmRoadRoute *route;
  GString *text = g_string_new (NULL);

  g_assert_true (rdm_graph_snap (graph, RDM_TRAVEL_VAN, points, 2, places, NULL));
  routes = rdm_graph_routes (graph, &state, places, 2, TRUE, NULL, NULL);
  route = g_ptr_array_index (routes, 0);
  for (guint i = 0; i < route->steps->len; i++)
    {
      const RdmRoadStep *step = &g_array_index (route->steps, RdmRoadStep, i);
      g_autofree char *words = rdm_road_step_describe (step);

      g_string_append_printf (text, "%s%s (%d)", i > 0 ? "; " : "", words,
                              (step->distance_m + 5) / 10 * 10);
    }
  return g_string_free (text, FALSE);
}

static void
test_steps (void)
{
  g_autoptr (RoadWorld) world = road_world_new ();
  gint64 a = road_world_node (world, 0, 0, NULL);
  gint64 b = road_world_node (world, 0, 500, NULL);
  gint64 c = road_world_node (world, 300, 500, NULL);
  gint64 d = road_world_node (world, 0, 800, NULL);
  gint64 e = road_world_node (world, 0, 1100, NULL);
  gint64 f = road_world_node (world, -300, 800, NULL);
  gint64 end = road_world_node (world, 600, 500, NULL);
  g_autofree char *right = NULL;
  g_autofree char *straight = NULL;
  g_autofree char *left = NULL;

  road_world_way (world, "highway=residential,name=Feldstrasse", a, b, d, (gint64)0);
  road_world_way (world, "highway=residential,name=Im Winkel", b, c, (gint64)0);
  road_world_way (world, "highway=residential,name=Im Winkel", c, end, (gint64)0);
  road_world_way (world, "highway=residential,name=Landstrasse", d, e, (gint64)0);
  road_world_way (world, "highway=residential,ref=K7", d, f, (gint64)0);
  right = tell (world, 0, 100, 200, 500);
  g_assert_cmpstr (
      right, ==,
      "Set out on Feldstrasse (400); Turn right into Im Winkel (200); You are there (0)");
  straight = tell (world, 0, 100, 0, 1000);
  g_assert_cmpstr (straight, ==,
                   "Set out on Feldstrasse (700); Go straight on into Landstrasse (200); You are "
                   "there (0)");
  left = tell (world, 500, 500, -200, 800);
  g_assert_cmpstr (left, ==,
                   "Set out on Im Winkel (500); Turn right into Feldstrasse (300); Turn left into "
                   "K7 (200); You are there (0)");
}

/* Four arms; the exits that may be taken count. */
static void
test_roundabout (void)
{
  g_autoptr (RoadWorld) world = road_world_new ();
  gint64 s = road_world_node (world, 0, -20, NULL);
  gint64 e = road_world_node (world, 20, 0, NULL);
  gint64 n = road_world_node (world, 0, 20, NULL);
  gint64 w = road_world_node (world, -20, 0, NULL);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  road_world_way (world, "highway=tertiary,junction=roundabout", s, e, n, w, s, (gint64)0);
  road_world_way (world, "highway=tertiary,name=Southroad", s,
                  road_world_node (world, 0, -400, NULL), (gint64)0);
  road_world_way (world, "highway=tertiary,name=Eastroad", e, road_world_node (world, 400, 0, NULL),
                  (gint64)0);
  road_world_way (world, "highway=tertiary,name=Northroad", n,
                  road_world_node (world, 0, 400, NULL), (gint64)0);
  road_world_way (world, "highway=tertiary,name=Westroad", w,
                  road_world_node (world, -400, 0, NULL), (gint64)0);
  second = tell (world, 0, -300, 0, 300);
  g_assert_cmpstr (second, ==,
                   "Set out on Southroad (280); At the roundabout, take exit 2 into Northroad "
                   "(340); You are there (0)");
  third = tell (world, 0, -300, -300, 0);
  g_assert_cmpstr (
      third, ==,
      "Set out on Southroad (280); At the roundabout, take exit 3 into Westroad (370); "
      "You are there (0)");
}

/* --- a damaged region --------------------------------------------------------------------------
 */

/* Changes some bytes of one array, or its length. */
static void
damage (const char *path, GRand *random)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  sqlite3_stmt *update = NULL;
  g_autofree guint8 *bytes = NULL;
  int n_bytes;
  gint64 row;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT rowid, data FROM arrays WHERE name LIKE 'van.%' OR "
                                       "name LIKE 'roads.%' ORDER BY random() LIMIT 1",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  row = sqlite3_column_int64 (statement, 0);
  n_bytes = sqlite3_column_bytes (statement, 1);
  bytes = g_memdup2 (sqlite3_column_blob (statement, 1), (gsize)n_bytes);
  sqlite3_finalize (statement);
  for (guint i = 0; i < 4 && n_bytes > 0; i++)
    bytes[g_rand_int_range (random, 0, n_bytes)] = (guint8)g_rand_int (random);
  if (n_bytes > 8 && g_rand_int_range (random, 0, 4) == 0)
    n_bytes -= 4 * g_rand_int_range (random, 1, 3);
  sqlite3_prepare_v2 (db, "UPDATE arrays SET data = $1 WHERE rowid = $2", -1, &update, NULL);
  sqlite3_bind_blob (update, 1, bytes, n_bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (update, 2, row);
  g_assert_cmpint (sqlite3_step (update), ==, SQLITE_DONE);
  sqlite3_finalize (update);
  sqlite3_close (db);
}

static void
ask_everything (RdmGraph *graph, const RdmPoint *points, guint n)
{
  g_autofree RdmRoadPlace *places = g_new (RdmRoadPlace, n);
  g_autofree gint32 *durations_s = g_new (gint32, n * n);
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (GError) error = NULL;
  RdmGraphState state = { RDM_TRAVEL_VAN, RDM_TRAVEL_MIDDAY, NULL, 0 };

  if (!rdm_graph_snap (graph, RDM_TRAVEL_VAN, points, n, places, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_true (
      rdm_graph_matrix (graph, &state, places, n, places, n, durations_s, NULL, NULL, &error));
  routes = rdm_graph_routes (graph, &state, places, n, TRUE, NULL, &error);
  g_assert_no_error (error);
}

/* It says so, or it answers something: it never goes astray. */
static void
test_damaged (void)
{
  g_autoptr (RoadWorld) town = road_town_new (5, 7, 7);
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autofree char *whole = NULL;
  g_autofree char *copy = g_strconcat (road_world_get_path (town), ".copy", NULL);
  gsize length;
  RdmPoint points[12];

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = road_world_point (town, g_rand_double_range (random, 0, 600),
                                  g_rand_double_range (random, 0, 600));
  g_assert_true (g_file_get_contents (road_world_get_path (town), &whole, &length, NULL));
  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmRegion) region = NULL;
      g_autoptr (RdmGraph) graph = NULL;

      g_assert_true (g_file_set_contents (copy, whole, (gssize)length, NULL));
      damage (copy, random);
      region = rdm_region_open (copy, &error);
      g_assert_no_error (error);
      graph = rdm_graph_new (region);
      ask_everything (graph, points, G_N_ELEMENTS (points));
    }
}

/* --- threads -----------------------------------------------------------------------------------
 */

typedef struct
{
  RdmGraph *graph;
  RdmPoint points[20];
  gint32 durations_s[RDM_N_TRAVEL_PERIODS][400];
} Asking;

static gpointer
ask_thread (gpointer data)
{
  Asking *self = data;
  RdmRoadPlace places[20];

  for (guint period = 0; period < RDM_N_TRAVEL_PERIODS; period++)
    {
      RdmGraphState state = { RDM_TRAVEL_VAN, period, NULL, 0 };

      g_assert_true (rdm_graph_snap (self->graph, RDM_TRAVEL_VAN, self->points, 20, places, NULL));
      g_assert_true (rdm_graph_matrix (self->graph, &state, places, 20, places, 20,
                                       self->durations_s[period], NULL, NULL, NULL));
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (RoadWorld) town = road_town_new (3, 10, 10);
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  Asking asking[4];
  GThread *threads[4];

  asking[0].graph = road_world_get_graph (town);
  for (guint i = 0; i < 20; i++)
    asking[0].points[i] = road_world_point (town, g_rand_double_range (random, 0, 900),
                                            g_rand_double_range (random, 0, 900));
  for (guint i = 1; i < 4; i++)
    asking[i] = asking[0];
  for (guint i = 0; i < 4; i++)
    threads[i] = g_thread_new ("asking", ask_thread, &asking[i]);
  for (guint i = 0; i < 4; i++)
    g_thread_join (threads[i]);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpmem (asking[i].durations_s, sizeof asking[i].durations_s, asking[0].durations_s,
                     sizeof asking[0].durations_s);
}

/* --- travel ------------------------------------------------------------------------------------
 */

static void
test_travel (void)
{
  g_autoptr (RoadWorld) town = road_town_new (3, 10, 10);
  g_autoptr (RdmTravel) travel = rdm_road_travel_new (road_world_get_graph (town), NULL);
  g_autofree char *notice = rdm_travel_dup_notice (travel);
  RdmPoint points[] = { road_world_point (town, 100, 100), road_world_point (town, 800, 700),
                        road_world_point (town, 450, 450), road_world_point (town, 0, 90000) };
  RdmTravelRequest request = { RDM_TRAVEL_VAN, { 43200, RDM_TRAVEL_MIDDAY }, points, 4, points, 4 };
  RdmTravelPlane plane;
  gint32 durations_s[16];
  gint32 distances_m[16];
  double gaps_m[4];
  g_autoptr (GArray) line = NULL;

  g_assert_false (rdm_travel_is_estimated (travel));
  g_assert_nonnull (strstr (notice, "World"));
  g_assert_nonnull (strstr (notice, "ODbL"));
  g_assert_false (rdm_travel_plane (travel, points, 4, &plane));
  g_assert_true (rdm_travel_matrix (travel, &request, durations_s, distances_m, NULL, NULL));
  g_assert_cmpint (durations_s[0], ==, 0);
  g_assert_cmpint (durations_s[1], >, 60);
  g_assert_cmpint (durations_s[3], ==, RDM_TRAVEL_UNREACHABLE);
  g_assert_cmpint (durations_s[12], ==, RDM_TRAVEL_UNREACHABLE);
  g_assert_true (rdm_travel_gaps (travel, RDM_TRAVEL_VAN, points, 4, gaps_m));
  g_assert_cmpfloat (gaps_m[0], <, 100);
  g_assert_true (isinf (gaps_m[3]));
  /* From pin to pin. */
  line = rdm_travel_line (travel, RDM_TRAVEL_VAN, request.when, points, 3, NULL, NULL);
  g_assert_cmpuint (line->len, >, 10);
  g_assert_true (rdm_point_equal (g_array_index (line, RdmPoint, 0), points[0]));
  g_assert_true (rdm_point_equal (g_array_index (line, RdmPoint, line->len - 1), points[2]));
}

/* Closed for some hours: the day has more spells, and each has its times. */
static void
test_closed_travel (void)
{
  g_autoptr (RoadWorld) town = road_town_new (3, 10, 10);
  g_autoptr (RdmClosures) closures = rdm_closures_new ();
  RdmPoint area[] = { road_world_point (town, 200, 200), road_world_point (town, 700, 200),
                      road_world_point (town, 700, 700), road_world_point (town, 200, 700) };
  RdmClosure slow = { area, 4, 200, 10 * 3600, 12 * 3600 };
  RdmPoint points[] = { road_world_point (town, 210, 210), road_world_point (town, 690, 690) };
  RdmTravelSpell spells[RDM_TRAVEL_SPELLS_MAX];
  g_autoptr (RdmTravel) travel = NULL;
  gint32 seconds[RDM_TRAVEL_SPELLS_MAX];
  guint n_spells;

  g_assert_true (rdm_closures_add (closures, &slow));
  travel = rdm_road_travel_new (road_world_get_graph (town), closures);
  n_spells = rdm_travel_spells (travel, RDM_TRAVEL_VAN, RDM_TRAVEL_MIDDAY, spells);
  g_assert_cmpuint (n_spells, ==, 7);
  g_assert_cmpint (spells[3].begin_s, ==, 10 * 3600);
  g_assert_cmpint (spells[3].period, ==, RDM_TRAVEL_MIDDAY);
  g_assert_cmpint (spells[4].begin_s, ==, 12 * 3600);
  for (guint s = 0; s < n_spells; s++)
    {
      RdmTravelRequest request = { RDM_TRAVEL_VAN, spells[s], &points[0], 1, &points[1], 1 };

      g_assert_true (rdm_travel_matrix (travel, &request, &seconds[s], NULL, NULL, NULL));
    }
  g_assert_cmpint (seconds[2], ==, seconds[4]);
  g_assert_cmpint (seconds[3], >, seconds[2] * 3 / 2);
}

/* Many closures with hours of their own: what does not fit is left to the spells that there are. */
static void
test_many_closures (void)
{
  g_autoptr (RoadWorld) town = road_town_new (3, 4, 4);
  g_autoptr (RdmClosures) closures = rdm_closures_new ();
  RdmPoint area[] = { road_world_point (town, 0, 0), road_world_point (town, 10, 0),
                      road_world_point (town, 0, 10) };
  RdmTravelSpell spells[RDM_TRAVEL_SPELLS_MAX];
  g_autoptr (RdmTravel) travel = NULL;
  guint n_spells;

  for (gint32 i = 0; i < RDM_CLOSURES_MAX; i++)
    {
      RdmClosure closure = { area, 3, 0, 600 * i + 60, 600 * i + 300 };

      g_assert_true (rdm_closures_add (closures, &closure));
    }
  travel = rdm_road_travel_new (road_world_get_graph (town), closures);
  n_spells = rdm_travel_spells (travel, RDM_TRAVEL_VAN, RDM_TRAVEL_MIDDAY, spells);
  g_assert_cmpuint (n_spells, ==, RDM_TRAVEL_SPELLS_MAX);
  g_assert_cmpint (spells[0].begin_s, ==, 0);
  for (guint s = 1; s < n_spells; s++)
    g_assert_cmpint (spells[s].begin_s, >, spells[s - 1].begin_s);
}

/* The same closures have the same travel as long as somebody keeps it; none are every day's. */
static void
test_closed_kin (void)
{
  g_autoptr (RoadWorld) town = road_town_new (3, 4, 4);
  RdmPoint area[] = { road_world_point (town, 0, 0), road_world_point (town, 10, 0),
                      road_world_point (town, 0, 10) };
  RdmClosure closure = { area, 3, 0, 0, 86400, FALSE };
  g_autoptr (RdmClosures) none = rdm_closures_new ();
  g_autoptr (RdmClosures) one = rdm_closures_new ();
  g_autoptr (RdmClosures) same = rdm_closures_new ();
  g_autoptr (RdmClosures) other = rdm_closures_new ();
  g_autoptr (RdmTravel) usual = rdm_road_travel_new (road_world_get_graph (town), NULL);
  g_autoptr (RdmTravel) a = NULL;
  g_autoptr (RdmTravel) b = NULL;
  g_autoptr (RdmTravel) c = NULL;
  g_autoptr (RdmTravel) d = NULL;
  gpointer gone;

  rdm_closures_add (one, &closure);
  rdm_closures_add (same, &closure);
  closure.from_s = 3600;
  rdm_closures_add (other, &closure);
  a = rdm_road_travel_with_closures (RDM_ROAD_TRAVEL (usual), one);
  b = rdm_road_travel_with_closures (RDM_ROAD_TRAVEL (usual), same);
  c = rdm_road_travel_with_closures (RDM_ROAD_TRAVEL (a), other);
  d = rdm_road_travel_with_closures (RDM_ROAD_TRAVEL (c), none);
  g_assert_true (a == b);
  g_assert_true (a != c);
  g_assert_true (d == usual);
  g_assert_true (rdm_road_travel_get_closures (RDM_ROAD_TRAVEL (a)) == one);
  /* Nobody keeps it but who uses it. */
  gone = c;
  g_object_add_weak_pointer (G_OBJECT (c), &gone);
  g_clear_object (&c);
  g_assert_null (gone);
  c = rdm_road_travel_with_closures (RDM_ROAD_TRAVEL (b), other);
  g_assert_cmpuint (rdm_closures_count (rdm_road_travel_get_closures (RDM_ROAD_TRAVEL (c))), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/road-graph/steps", test_steps);
  g_test_add_func ("/road-graph/roundabout", test_roundabout);
  g_test_add_func ("/road-graph/damaged", test_damaged);
  g_test_add_func ("/road-graph/threads", test_threads);
  g_test_add_func ("/road-graph/travel", test_travel);
  g_test_add_func ("/road-graph/closed-travel", test_closed_travel);
  g_test_add_func ("/road-graph/closed-kin", test_closed_kin);
  g_test_add_func ("/road-graph/many-closures", test_many_closures);
  return g_test_run ();
}
