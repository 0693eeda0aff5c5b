/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a place is in the graph of turns. It is on an arc, and often on the one back, too: one may
 * set out either way, and arrive either way.
 */
#include "rdm-graph-private.h"

guint32
rdm_graph_place_arc (const RdmGraphNet *net,
                     const RdmGraphMetric *metric,
                     const RdmRoadPlace *place,
                     RdmWayDirection direction)
{
  guint32 arc;

  if (!rdm_point_is_set (place->point) || !(place->lanes & (1u << direction)))
    return RDM_ROAD_NONE;
  arc = net->lane_arc[2 * place->segment + direction];
  return arc != RDM_ROAD_NONE && metric->arc_ms[arc] != RDM_ARC_CLOSED ? arc : RDM_ROAD_NONE;
}

static void
add_seed (GArray *seeds, guint32 rank, double weight)
{
  RdmCchSeed seed = { rank, weight };

  g_array_append_val (seeds, seed);
}

void
rdm_graph_place_seeds (const RdmGraphNet *net,
                       const RdmGraphMetric *metric,
                       const RdmRoadPlace *place,
                       GArray *seeds)
{
  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      guint32 arc = rdm_graph_place_arc (net, metric, place, direction);

      if (arc != RDM_ROAD_NONE)
        add_seed (seeds, net->cch->rank[net->arc_nodes[net->first_node[arc]]],
                  rdm_graph_rest (net, metric, arc, place->share));
    }
}

void
rdm_graph_place_targets (const RdmGraphNet *net,
                         const RdmGraphMetric *metric,
                         const RdmRoadPlace *place,
                         GArray *targets)
{
  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      guint32 arc = rdm_graph_place_arc (net, metric, place, direction);

      if (arc == RDM_ROAD_NONE)
        continue;
      for (guint32 i = net->first_node[arc]; i < net->first_node[arc + 1]; i++)
        add_seed (targets, net->cch->rank[net->arc_nodes[i]],
                  -rdm_graph_rest (net, metric, arc, place->share));
    }
}

/* --- a place behind one's back ------------------------------------------------------------------
 */

static gboolean
is_behind_on (const RdmRoadPlace *from, const RdmRoadPlace *to, guint direction)
{
  if (!(from->lanes & to->lanes & (1u << direction)))
    return FALSE;
  return direction == RDM_WAY_FORWARD ? to->share < from->share : to->share > from->share;
}

gboolean
rdm_graph_place_is_behind (const RdmRoadPlace *from, const RdmRoadPlace *to)
{
  return rdm_point_is_set (from->point) && rdm_point_is_set (to->point)
         && from->segment == to->segment
         && (is_behind_on (from, to, RDM_WAY_FORWARD) || is_behind_on (from, to, RDM_WAY_BACKWARD));
}

void
rdm_graph_place_seeds_past (const RdmGraphNet *net,
                            const RdmGraphMetric *metric,
                            const RdmRoadPlace *from,
                            const RdmRoadPlace *to,
                            GArray *seeds)
{
  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      guint32 arc = rdm_graph_place_arc (net, metric, from, direction);
      guint32 node = arc == RDM_ROAD_NONE ? 0 : net->arc_nodes[net->first_node[arc]];
      double rest = arc == RDM_ROAD_NONE ? 0 : rdm_graph_rest (net, metric, arc, from->share);

      if (arc == RDM_ROAD_NONE)
        continue;
      if (!is_behind_on (from, to, direction))
        {
          add_seed (seeds, net->cch->rank[node], rest);
          continue;
        }
      for (guint32 turn = net->first_turn[node]; turn < net->first_turn[node + 1]; turn++)
        if (metric->turn_weights[turn] != RDM_CCH_NO_WAY)
          add_seed (seeds, net->cch->rank[net->turn_head[turn]], rest + metric->turn_weights[turn]);
    }
}
