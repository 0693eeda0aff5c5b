/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Roads: how much processor time it takes to compile them, to take up a period of the day, to find
 * the way between all pairs of many places, beside plain Dijkstra, and to follow a closed road. On
 * a made-up town always; on real extracts where the machine has them.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <sys/resource.h>
#include <time.h>

#include "osm-testing.h"
#include "plain-dijkstra.h"
#include "rdm-graph-private.h"
#include "rdm-region-build.h"
#include "road-town.h"

#define N_JUDGED 12
#define TOWN_STREETS 110

/* Of this process: what else the machine does meanwhile is not in it. */
static gint64
cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
ms_since (gint64 start_us)
{
  return (double)(cpu_us () - start_us) / 1000.0;
}

static double
peak_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024.0;
}

/* --- places ------------------------------------------------------------------------------------
 */

static RdmPoint *
any_points (const RdmGraphNet *net, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  RdmPoint *points = g_new (RdmPoint, n);

  for (guint i = 0; i < n; i++)
    {
      guint32 segment = (guint32)g_rand_int_range (random, 0, (gint32)net->n_segments);
      RdmLonLat at = net->points[net->segments[segment].first_point];

      points[i] = (RdmPoint){ at.lat_e7 / 1e7 + g_rand_double_range (random, -1e-4, 1e-4),
                              at.lon_e7 / 1e7 + g_rand_double_range (random, -1e-4, 1e-4) };
    }
  return points;
}

/* Milliseconds for one row, by the algorithm in the books on the same turns. */
static double
ms_of_plain_row (const RdmGraphNet *net, const RdmGraphMetric *metric, const RdmRoadPlace *places)
{
  g_autofree guint32 *tail = g_new (guint32, net->n_turns + 1);
  g_autofree double *distance = g_new (double, net->n_nodes + 1);
  g_autoptr (PlainGraph) turns = NULL;
  gint64 start_us;

  for (guint32 node = 0; node < net->n_nodes; node++)
    for (guint32 turn = net->first_turn[node]; turn < net->first_turn[node + 1]; turn++)
      tail[turn] = node;
  turns = plain_graph_new (net->n_nodes, net->n_turns, tail, net->turn_head, metric->turn_weights);
  start_us = cpu_us ();
  for (guint i = 0; i < N_JUDGED; i++)
    {
      guint32 arc = net->lane_arc[2 * places[i].segment];

      if (arc == RDM_ROAD_NONE)
        arc = net->lane_arc[2 * places[i].segment + 1];
      plain_dijkstra_from (turns, net->arc_nodes[net->first_node[arc]], distance);
    }
  return ms_since (start_us) / N_JUDGED;
}

/* --- what is measured --------------------------------------------------------------------------
 */

static void
bench_matrices (RdmGraph *graph, const RdmGraphState *state)
{
  static const guint sizes[] = { 200, 1000, 2000 };
  const RdmGraphNet *net = rdm_graph_get_net (graph, state->profile, NULL);
  g_autoptr (RdmGraphMetric) metric = rdm_graph_get_metric (graph, state, NULL);

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      gsize n = sizes[s];
      g_autofree RdmPoint *points = any_points (net, (guint)n);
      g_autofree RdmRoadPlace *places = g_new (RdmRoadPlace, n);
      g_autofree gint32 *durations_s = g_new (gint32, n * n);
      g_autofree gint32 *distances_m = g_new (gint32, n * n);
      gint64 start_us = cpu_us ();
      double snap_ms;
      double matrix_ms;
      double plain_ms;

      rdm_graph_snap (graph, state->profile, points, (guint)n, places, NULL);
      snap_ms = ms_since (start_us);
      start_us = cpu_us ();
      rdm_graph_matrix (graph, state, places, (guint)n, places, (guint)n, durations_s, distances_m,
                        NULL, NULL);
      matrix_ms = ms_since (start_us);
      plain_ms = ms_of_plain_row (net, metric, places) * (double)n;
      g_print ("  %4" G_GSIZE_FORMAT " × %4" G_GSIZE_FORMAT
               ": snap %.1f ms, times and lengths %.1f ms; plain Dijkstra %.0f ms, %.0f times as "
               "long\n",
               n, n, snap_ms, matrix_ms, plain_ms, plain_ms / matrix_ms);
    }
}

static void
bench_closure (RdmGraph *graph, RdmGraphState state)
{
  const RdmGraphNet *net = rdm_graph_get_net (graph, state.profile, NULL);
  RdmLonLat at = net->points[net->segments[net->n_segments / 2].first_point];
  RdmPoint area[] = { { at.lat_e7 / 1e7 - 0.01, at.lon_e7 / 1e7 - 0.01 },
                      { at.lat_e7 / 1e7 + 0.01, at.lon_e7 / 1e7 - 0.01 },
                      { at.lat_e7 / 1e7, at.lon_e7 / 1e7 + 0.01 } };
  RdmClosure closure = { area, G_N_ELEMENTS (area), 0, 0, 86400 };
  gint64 start_us = cpu_us ();
  g_autoptr (RdmGraphMetric) metric = NULL;

  state.closures = rdm_closures_new ();
  rdm_closures_add (state.closures, &closure);
  state.which = 1;
  metric = rdm_graph_get_metric (graph, &state, NULL);
  g_print ("  an area of 2 km closed: %.1f ms\n", ms_since (start_us));
  rdm_closures_unref (state.closures);
}

/* A road is drawn along, and closed. */
static void
bench_line (RdmGraph *graph, RdmGraphState state)
{
  const RdmGraphNet *net = rdm_graph_get_net (graph, state.profile, NULL);
  const RdmSegment *segment = &net->segments[net->n_segments / 2];
  g_autoptr (GArray) stroke = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  g_autoptr (GArray) line = NULL;
  g_autoptr (RdmGraphMetric) metric = NULL;
  RdmClosure closure = { .to_s = 86400, .is_line = TRUE };
  double trace_ms;
  gint64 start_us;

  for (guint32 p = 0; p < segment->n_points; p++)
    {
      RdmLonLat at = net->points[segment->first_point + p];
      RdmPoint point = { at.lat_e7 / 1e7 + 2e-5, at.lon_e7 / 1e7 };

      g_array_append_val (stroke, point);
    }
  start_us = cpu_us ();
  line = rdm_graph_trace (graph, state.profile, (const RdmPoint *)(gpointer)stroke->data,
                          stroke->len, 15.0, NULL);
  trace_ms = ms_since (start_us);
  closure.area = (RdmPoint *)(gpointer)line->data;
  closure.n_points = line->len;
  state.closures = rdm_closures_new ();
  if (rdm_closures_add (state.closures, &closure))
    {
      state.which = 1;
      start_us = cpu_us ();
      metric = rdm_graph_get_metric (graph, &state, NULL);
      g_print ("  a road drawn along found in %.1f ms, closed in %.1f ms\n", trace_ms,
               ms_since (start_us));
    }
  rdm_closures_unref (state.closures);
}

static void
bench_profile (RdmGraph *graph, RdmTravelProfile profile)
{
  static const char *const names[] = { "van", "truck", "cargo bike" };
  RdmGraphState state = { profile, RDM_TRAVEL_MIDDAY, NULL, 0 };
  const RdmGraphNet *net;
  gint64 start_us = cpu_us ();
  double load_ms;

  net = rdm_graph_get_net (graph, profile, NULL);
  load_ms = ms_since (start_us);
  g_print (" %s: %u segments, %u turns, %u arcs in the hierarchy; read in %.1f ms\n",
           names[profile], net->n_segments, net->n_turns, net->cch->n_arcs, load_ms);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RdmGraphMetric) metric = NULL;

      state.period = i == 0 ? RDM_TRAVEL_MIDDAY : RDM_TRAVEL_MORNING;
      start_us = cpu_us ();
      metric = rdm_graph_get_metric (graph, &state, NULL);
      g_print ("  a period: %.1f ms, %.1f MB\n", ms_since (start_us),
               (double)metric->n_bytes / 1e6);
    }
  bench_matrices (graph, &state);
  bench_closure (graph, state);
  bench_line (graph, state);
}

static void
bench_region (const char *name, const char *path)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (RdmRegion) region = rdm_region_open (path, &error);
  g_autoptr (RdmGraph) graph = NULL;

  g_assert_no_error (error);
  graph = rdm_graph_new (region);
  g_print ("%s: opened in %.1f ms\n", name, (double)(g_get_monotonic_time () - start_us) / 1000.0);
  for (guint profile = 0; profile < RDM_N_TRAVEL_PROFILES; profile++)
    bench_profile (graph, profile);
}

/* The roads of an extract alone: what a region holds besides is measured elsewhere. */
static void
bench_extract (const char *name)
{
  g_autofree char *extract = osm_testing_shared (name);
  g_autofree char *dir = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = cpu_us ();

  if (!extract)
    {
      g_print ("%s: this machine does not have it\n", name);
      return;
    }
  dir = g_dir_make_tmp ("roads-XXXXXX", NULL);
  path = g_build_filename (dir, "bench.region", NULL);
  rdm_region_build (extract, path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_print ("%s: compiled in %.0f ms, peak %.0f MB\n", name, ms_since (start_us), peak_mb ());
  bench_region (name, path);
  g_unlink (path);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  {
    g_autoptr (RoadWorld) town = road_town_new (1, TOWN_STREETS, TOWN_STREETS);
    gint64 start_us = cpu_us ();
    const char *path = road_world_get_path (town);

    g_print ("a town of %u by %u streets: compiled in %.0f ms\n", TOWN_STREETS, TOWN_STREETS,
             ms_since (start_us));
    bench_region ("the town", path);
  }
  bench_extract ("monaco/monaco.osm.pbf");
  bench_extract ("liechtenstein/liechtenstein.osm.pbf");
  bench_extract ("porto/porto-roads.osm.pbf");
  return 0;
}
