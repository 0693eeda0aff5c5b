/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-graph-private.h"

#include "rdm-cch-path.h"

void
rdm_road_route_free (RdmRoadRoute *self)
{
  if (!self)
    return;
  g_array_unref (self->line);
  g_array_unref (self->steps);
  g_free (self);
}

static void
clear_step (gpointer data)
{
  RdmRoadStep *step = data;

  g_free (step->name);
}

/* --- the arcs ----------------------------------------------------------------------------------
 */

/* Where one sets out: the way found begins there, or where the arc that one is on ends. Returns:
 * the node to put in front; RDM_ROAD_NONE: none */
static guint32
find_origin (const RdmGraphNet *net,
             const RdmGraphMetric *metric,
             const RdmRoadPlace *from,
             guint32 first)
{
  double best = RDM_CCH_NO_WAY;
  guint32 origin = RDM_ROAD_NONE;

  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      guint32 arc = rdm_graph_place_arc (net, metric, from, direction);
      guint32 node = arc == RDM_ROAD_NONE ? 0 : net->arc_nodes[net->first_node[arc]];

      if (arc == RDM_ROAD_NONE)
        continue;
      for (guint32 turn = net->first_turn[node]; turn < net->first_turn[node + 1]; turn++)
        {
          double weight =
              rdm_graph_rest (net, metric, arc, from->share) + metric->turn_weights[turn];

          if (net->turn_head[turn] == first && weight < best)
            {
              best = weight;
              origin = node;
            }
        }
    }
  return origin;
}

static gboolean
is_seed (const GArray *seeds, guint32 rank)
{
  for (guint i = 0; i < seeds->len; i++)
    if (g_array_index (seeds, RdmCchSeed, i).node == rank)
      return TRUE;
  return FALSE;
}

static double
driven_share (const RdmGraphNet *net, guint32 node, double share)
{
  return net->arcs[net->node_arc[node]].lane % 2 == RDM_WAY_FORWARD ? share : 1.0 - share;
}

/* Returns: FALSE: there is no way */
static gboolean
find_way (const RdmGraphNet *net,
          const RdmGraphMetric *metric,
          RdmCchPaths *paths,
          const RdmRoadPlace *from,
          const RdmRoadPlace *to,
          RdmGraphWay *way)
{
  g_autoptr (GArray) plain = g_array_new (FALSE, FALSE, sizeof (RdmCchSeed));
  g_autoptr (GArray) past = g_array_new (FALSE, FALSE, sizeof (RdmCchSeed));
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (RdmCchSeed));
  gboolean is_behind = rdm_graph_place_is_behind (from, to);
  const GArray *seeds = is_behind ? past : plain;
  guint32 origin;

  rdm_graph_place_seeds (net, metric, from, plain);
  if (is_behind)
    rdm_graph_place_seeds_past (net, metric, from, to, past);
  rdm_graph_place_targets (net, metric, to, targets);
  way->weight =
      rdm_cch_paths_find (paths, (const RdmCchSeed *)(gpointer)seeds->data, seeds->len,
                          (const RdmCchSeed *)(gpointer)targets->data, targets->len, way->nodes);
  if (way->nodes->len == 0)
    return FALSE;
  for (guint i = 0; i < way->nodes->len; i++)
    {
      guint32 *node = &g_array_index (way->nodes, guint32, i);

      *node = net->node_of_rank[*node];
    }
  origin = g_array_index (way->nodes, guint32, 0);
  if (is_behind && !is_seed (plain, net->cch->rank[origin]))
    {
      origin = find_origin (net, metric, from, origin);
      g_array_prepend_val (way->nodes, origin);
    }
  way->begin = driven_share (net, g_array_index (way->nodes, guint32, 0), from->share);
  way->end =
      driven_share (net, g_array_index (way->nodes, guint32, way->nodes->len - 1), to->share);
  return TRUE;
}

/* --- the line ----------------------------------------------------------------------------------
 */

static RdmPoint
point_at (const RdmGraphNet *net, guint32 lane, guint32 index)
{
  const RdmSegment *segment = &net->segments[lane / 2];
  guint32 at = lane % 2 == RDM_WAY_FORWARD ? index : segment->n_points - 1 - index;
  RdmLonLat point = net->points[segment->first_point + at];

  return (RdmPoint){ point.lat_e7 / 1e7, point.lon_e7 / 1e7 };
}

static void
add_point (GArray *line, RdmPoint point)
{
  if (line->len == 0 || !rdm_point_equal (g_array_index (line, RdmPoint, line->len - 1), point))
    g_array_append_val (line, point);
}

/* The part of an arc from one share of its length to another, as it is driven. */
static void
add_arc (const RdmGraphNet *net, guint32 node, double from, double to, GArray *line)
{
  guint32 lane = net->arcs[net->node_arc[node]].lane;
  guint32 n_points = net->segments[lane / 2].n_points;
  double whole_m = 0;
  double gone_m = 0;

  for (guint32 i = 1; i < n_points; i++)
    whole_m += rdm_geo_distance (point_at (net, lane, i - 1), point_at (net, lane, i));
  for (guint32 i = 1; i < n_points; i++)
    {
      RdmPoint a = point_at (net, lane, i - 1);
      RdmPoint b = point_at (net, lane, i);
      double piece_m = rdm_geo_distance (a, b);
      double begin = piece_m > 0 ? (from * whole_m - gone_m) / piece_m : 0.0;
      double end = piece_m > 0 ? (to * whole_m - gone_m) / piece_m : 1.0;

      gone_m += piece_m;
      if (end < 0.0)
        break;
      if (begin > 1.0 && i + 1 < n_points)
        continue;
      begin = CLAMP (begin, 0.0, 1.0);
      end = CLAMP (end, begin, 1.0);
      add_point (line, (RdmPoint){ a.lat_deg + begin * (b.lat_deg - a.lat_deg),
                                   a.lon_deg + begin * (b.lon_deg - a.lon_deg) });
      add_point (line, (RdmPoint){ a.lat_deg + end * (b.lat_deg - a.lat_deg),
                                   a.lon_deg + end * (b.lon_deg - a.lon_deg) });
    }
}

static RdmRoadRoute *
make_route (const RdmGraphNet *net,
            const RdmGraphMetric *metric,
            const RdmGraphWay *way,
            gboolean with_steps)
{
  RdmRoadRoute *route = g_new (RdmRoadRoute, 1);
  guint n_nodes = way->nodes->len;
  g_autofree guint *first_point = g_new (guint, n_nodes);

  *route = (RdmRoadRoute){
    .duration_s = (gint32)((rdm_weight_ms (way->weight) + 500) / 1000),
    .distance_m = (gint32)((rdm_weight_dm (way->weight) + 5) / 10),
    .line = g_array_new (FALSE, FALSE, sizeof (RdmPoint)),
    .steps = g_array_new (FALSE, FALSE, sizeof (RdmRoadStep)),
  };
  g_array_set_clear_func (route->steps, clear_step);
  for (guint i = 0; i < n_nodes; i++)
    {
      first_point[i] = MAX (route->line->len, 1) - 1;
      add_arc (net, g_array_index (way->nodes, guint32, i), i == 0 ? way->begin : 0.0,
               i + 1 == n_nodes ? way->end : 1.0, route->line);
    }
  if (with_steps)
    rdm_graph_add_steps (net, metric, way, first_point, route->steps);
  return route;
}

static void
free_route (gpointer route)
{
  rdm_road_route_free (route);
}

GPtrArray *
rdm_graph_routes (RdmGraph *self,
                  const RdmGraphState *state,
                  const RdmRoadPlace *places,
                  guint n_places,
                  gboolean with_steps,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (free_route);
  g_autoptr (RdmGraphMetric) metric = rdm_graph_get_metric (self, state, error);
  g_autoptr (RdmCchPaths) paths = NULL;
  const RdmGraphNet *net;

  if (!metric)
    return NULL;
  net = rdm_graph_get_net (self, state->profile, NULL);
  paths = rdm_cch_paths_new (net->cch, metric->cch);
  for (guint i = 0; i + 1 < n_places; i++)
    {
      g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
      RdmGraphWay way = { .nodes = nodes };
      gboolean is_way;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      is_way = find_way (net, metric, paths, &places[i], &places[i + 1], &way);
      g_ptr_array_add (routes, is_way ? make_route (net, metric, &way, with_steps) : NULL);
    }
  return g_steal_pointer (&routes);
}
