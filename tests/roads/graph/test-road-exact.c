/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every answer is Dijkstra's on the same turns: on made-up towns always, and on real extracts where
 * the machine has them. The judge knows nothing of hierarchies; it begins where the arc of a place
 * ends, and so comes back to a place that was passed as to any other.
 */
#include "rdm-graph-private.h"

#include <glib/gstdio.h>
#include <math.h>

#include "osm-testing.h"
#include "plain-dijkstra.h"
#include "rdm-region-build.h"
#include "road-town.h"

typedef struct
{
  const RdmGraphNet *net;
  const RdmGraphMetric *metric;
  PlainGraph *turns;
  double *distance;
} Judge;

static void
judge_init (Judge *self, const RdmGraphNet *net, const RdmGraphMetric *metric)
{
  g_autofree guint32 *tail = g_new (guint32, net->n_turns + 1);

  for (guint32 node = 0; node < net->n_nodes; node++)
    for (guint32 turn = net->first_turn[node]; turn < net->first_turn[node + 1]; turn++)
      tail[turn] = node;
  self->net = net;
  self->metric = metric;
  self->turns =
      plain_graph_new (net->n_nodes, net->n_turns, tail, net->turn_head, metric->turn_weights);
  self->distance = g_new (double, net->n_nodes + 1);
}

static void
judge_clear (Judge *self)
{
  plain_graph_free (self->turns);
  g_free (self->distance);
}

static void
judge_from (Judge *self, const RdmRoadPlace *from)
{
  const RdmGraphNet *net = self->net;

  for (guint32 node = 0; node < net->n_nodes; node++)
    self->distance[node] = INFINITY;
  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      guint32 arc = rdm_graph_place_arc (net, self->metric, from, direction);
      guint32 node = arc == RDM_ROAD_NONE ? 0 : net->arc_nodes[net->first_node[arc]];

      for (guint32 turn = net->first_turn[node];
           arc != RDM_ROAD_NONE && turn < net->first_turn[node + 1]; turn++)
        {
          double *head = &self->distance[net->turn_head[turn]];

          *head = fmin (*head, rdm_graph_rest (net, self->metric, arc, from->share)
                                   + self->metric->turn_weights[turn]);
        }
    }
  plain_dijkstra (self->turns, self->distance);
}

/* After judge_from(). */
static double
judge_to (const Judge *self, const RdmRoadPlace *from, const RdmRoadPlace *to)
{
  const RdmGraphNet *net = self->net;
  double best = INFINITY;

  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      guint32 arc = rdm_graph_place_arc (net, self->metric, to, direction);
      double rest = arc == RDM_ROAD_NONE ? 0 : rdm_graph_rest (net, self->metric, arc, to->share);
      gboolean is_ahead =
          arc != RDM_ROAD_NONE && from->segment == to->segment
          && rdm_graph_place_arc (net, self->metric, from, direction) == arc
          && (direction == RDM_WAY_FORWARD ? from->share <= to->share : from->share >= to->share);

      if (is_ahead)
        best = fmin (best, rdm_graph_rest (net, self->metric, arc, from->share) - rest);
      for (guint32 i = arc == RDM_ROAD_NONE ? 0 : net->first_node[arc];
           arc != RDM_ROAD_NONE && i < net->first_node[arc + 1]; i++)
        best = fmin (best, self->distance[net->arc_nodes[i]] - rest);
    }
  return best;
}

static gint32
rounded_s (double weight)
{
  return isinf (weight) ? RDM_TRAVEL_UNREACHABLE : (gint32)((rdm_weight_ms (weight) + 500) / 1000);
}

static gint32
rounded_m (double weight)
{
  return isinf (weight) ? RDM_TRAVEL_UNREACHABLE : (gint32)((rdm_weight_dm (weight) + 5) / 10);
}

/* --- places ------------------------------------------------------------------------------------
 */

/* Anywhere on or near roads, several on some. */
static RdmRoadPlace *
any_places (RdmGraph *graph, RdmTravelProfile profile, GRand *random, guint n)
{
  const RdmGraphNet *net = rdm_graph_get_net (graph, profile, NULL);
  RdmRoadPlace *places = g_new (RdmRoadPlace, n);
  g_autofree RdmPoint *points = g_new (RdmPoint, n);

  for (guint i = 0; i < n; i++)
    {
      guint32 segment = (guint32)g_rand_int_range (random, 0, (gint32)net->n_segments);
      const RdmSegment *it = &net->segments[segment];
      guint32 p = (guint32)g_rand_int_range (random, 0, (gint32)it->n_points - 1);
      RdmLonLat a = net->points[it->first_point + p];
      RdmLonLat b = net->points[it->first_point + p + 1];
      double t = g_rand_double (random);

      points[i] = (RdmPoint){
        (a.lat_e7 + t * ((double)b.lat_e7 - a.lat_e7)) / 1e7
            + g_rand_double_range (random, -1e-4, 1e-4),
        (a.lon_e7 + t * ((double)b.lon_e7 - a.lon_e7)) / 1e7
            + g_rand_double_range (random, -1e-4, 1e-4),
      };
      if (i > 0 && i % 7 == 0) /* a neighbour */
        points[i] = (RdmPoint){ points[i - 1].lat_deg + 2e-5, points[i - 1].lon_deg };
    }
  g_assert_true (rdm_graph_snap (graph, profile, points, n, places, NULL));
  return places;
}

static double
length_of (const GArray *line)
{
  double length_m = 0;

  for (guint i = 1; i < line->len; i++)
    length_m +=
        rdm_geo_distance (g_array_index (line, RdmPoint, i - 1), g_array_index (line, RdmPoint, i));
  return length_m;
}

/* The way that is drawn is the way that was measured. */
static void
assert_route (const RdmRoadRoute *route, gint32 duration_s, gint32 distance_m)
{
  gint32 steps_s = 0;
  gint32 steps_m = 0;

  if (duration_s == RDM_TRAVEL_UNREACHABLE)
    {
      g_assert_null (route);
      return;
    }
  g_assert_cmpint (route->duration_s, ==, duration_s);
  g_assert_cmpint (route->distance_m, ==, distance_m);
  g_assert_cmpfloat_with_epsilon (length_of (route->line), distance_m, 3.0 + distance_m / 200.0);
  for (guint i = 0; i < route->steps->len; i++)
    {
      const RdmRoadStep *step = &g_array_index (route->steps, RdmRoadStep, i);
      g_autofree char *words = rdm_road_step_describe (step);

      g_assert_cmpuint (strlen (words), >, 5);
      g_assert_cmpuint (step->first_point, <, route->line->len);
      steps_s += step->duration_s;
      steps_m += step->distance_m;
    }
  g_assert_cmpint (abs (steps_s - duration_s), <=, (gint32)route->steps->len);
  g_assert_cmpint (abs (steps_m - distance_m), <=, (gint32)route->steps->len + distance_m / 200);
  g_assert_cmpint (g_array_index (route->steps, RdmRoadStep, 0).kind, ==, RDM_STEP_DEPART);
  g_assert_cmpint (g_array_index (route->steps, RdmRoadStep, route->steps->len - 1).kind, ==,
                   RDM_STEP_ARRIVE);
}

/* --- comparing ---------------------------------------------------------------------------------
 */

/* @n_judged of the places are compared with all others. Returns: how many pairs are reachable. */
static guint
compare (RdmGraph *graph, const RdmGraphState *state, GRand *random, guint n, guint n_judged)
{
  g_autofree RdmRoadPlace *places = any_places (graph, state->profile, random, n);
  g_autofree gint32 *durations_s = g_new (gint32, (gsize)n * n);
  g_autofree gint32 *distances_m = g_new (gint32, (gsize)n * n);
  g_autoptr (RdmGraphMetric) metric = rdm_graph_get_metric (graph, state, NULL);
  g_autoptr (GPtrArray) routes = NULL;
  Judge judge;
  guint n_reachable = 0;

  g_assert_true (
      rdm_graph_matrix (graph, state, places, n, places, n, durations_s, distances_m, NULL, NULL));
  judge_init (&judge, rdm_graph_get_net (graph, state->profile, NULL), metric);
  for (guint i = 0; i < n_judged; i++)
    {
      judge_from (&judge, &places[i]);
      for (guint j = 0; j < n; j++)
        {
          double weight = judge_to (&judge, &places[i], &places[j]);

          g_assert_cmpint (durations_s[i * n + j], ==, rounded_s (weight));
          g_assert_cmpint (distances_m[i * n + j], ==, rounded_m (weight));
          n_reachable += !isinf (weight);
        }
    }
  judge_clear (&judge);
  routes = rdm_graph_routes (graph, state, places, n, TRUE, NULL, NULL);
  for (guint i = 0; i + 1 < n; i++)
    assert_route (g_ptr_array_index (routes, i), durations_s[i * n + i + 1],
                  distances_m[i * n + i + 1]);
  return n_reachable;
}

static void
test_towns (void)
{
  for (guint32 seed = 1; seed <= 12; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (RoadWorld) town = road_town_new (seed, 4 + seed % 9, 3 + seed % 7);
      RdmGraph *graph = road_world_get_graph (town);

      for (guint profile = 0; profile < RDM_N_TRAVEL_PROFILES; profile++)
        for (guint period = 0; period < RDM_N_TRAVEL_PERIODS; period++)
          {
            RdmGraphState state = { profile, period, NULL, 0 };

            if (rdm_graph_get_net (graph, profile, NULL)->n_segments > 1)
              compare (graph, &state, random, 40, 40);
          }
    }
}

static void
test_closed_town (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (RoadWorld) town = road_town_new (99, 14, 14);
  g_autoptr (RdmClosures) closures = rdm_closures_new ();
  RdmPoint area[] = { road_world_point (town, 300, 300), road_world_point (town, 600, 300),
                      road_world_point (town, 450, 800) };
  RdmClosure closed = { area, 3, 0, 0, 86400 };
  RdmClosure slow = { area, 3, 300, 0, 86400 };
  RdmGraphState state = { RDM_TRAVEL_VAN, RDM_TRAVEL_EVENING, closures, 1 };
  guint n_open;
  guint n_closed;

  rdm_closures_add (closures, &closed);
  rdm_closures_add (closures, &slow);
  n_closed = compare (road_world_get_graph (town), &state, random, 120, 60);
  state.which = 2;
  n_open = compare (road_world_get_graph (town), &state, random, 120, 60);
  g_assert_cmpuint (n_closed, <, n_open);
  g_assert_cmpuint (n_open, ==, 120 * 60);
}

/* Roads that are traced from strokes across a town, closed or slow: the matrix is Dijkstra's. */
static void
test_closed_lines (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (RoadWorld) town = road_town_new (31, 14, 14);
  RdmGraph *graph = road_world_get_graph (town);
  guint n_traced = 0;

  for (guint round = 0; round < 6; round++)
    {
      g_autoptr (RdmClosures) closures = rdm_closures_new ();
      RdmGraphState state = { round % 2 ? RDM_TRAVEL_VAN : RDM_TRAVEL_CARGO_BIKE,
                              RDM_TRAVEL_MORNING, closures, 0 };

      for (guint i = 0; i < 4; i++)
        {
          double across_m = 90.0 * g_rand_int_range (random, 1, 12);
          double from_m = g_rand_double_range (random, 0, 600);
          gboolean is_row = g_rand_boolean (random);
          RdmPoint stroke[] = {
            road_world_point (town, is_row ? from_m : across_m, is_row ? across_m : from_m),
            road_world_point (town, is_row ? from_m + 400 : across_m,
                              is_row ? across_m : from_m + 400),
          };
          g_autoptr (GArray) line = rdm_graph_trace (graph, state.profile, stroke, 2, 20, NULL);
          RdmClosure closure = {
            (RdmPoint *)(gpointer)line->data, line->len, i % 2 ? 0 : 250, 0, 86400, TRUE
          };

          if (line->len > 1)
            {
              g_assert_true (rdm_closures_add (closures, &closure));
              state.which = (state.which << 1) | 1;
              n_traced++;
            }
        }
      compare (graph, &state, random, 60, 40);
    }
  g_assert_cmpuint (n_traced, >, 12);
}

static void
test_extract (gconstpointer name)
{
  g_autofree char *extract = osm_testing_shared (name);
  g_autofree char *dir = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (RdmGraph) graph = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  if (!extract)
    {
      g_test_skip ("This machine does not have it");
      return;
    }
  dir = g_dir_make_tmp ("roads-XXXXXX", NULL);
  path = g_build_filename (dir, "real.region", NULL);
  rdm_region_build (extract, path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  region = rdm_region_open (path, &error);
  g_assert_no_error (error);
  graph = rdm_graph_new (region);
  for (guint profile = 0; profile < RDM_N_TRAVEL_PROFILES; profile++)
    {
      RdmGraphState state = { profile, RDM_TRAVEL_MORNING, NULL, 0 };

      /* Whatever is snapped is in the part of the net where everything leads everywhere. */
      g_assert_cmpuint (compare (graph, &state, random, 300, 12), ==, 300 * 12);
    }
  g_unlink (path);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/road-exact/towns", test_towns);
  g_test_add_func ("/road-exact/closed-town", test_closed_town);
  g_test_add_func ("/road-exact/closed-lines", test_closed_lines);
  g_test_add_data_func ("/road-exact/monaco", "monaco/monaco.osm.pbf", test_extract);
  g_test_add_data_func ("/road-exact/liechtenstein", "liechtenstein/liechtenstein.osm.pbf",
                        test_extract);
  g_test_add_data_func ("/road-exact/porto", "porto/porto-roads.osm.pbf", test_extract);
  return g_test_run ();
}
