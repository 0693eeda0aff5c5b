/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the arrays of a region's roads are called, for those who write and those who read them.
 */
#pragma once

#include "rdm-travel.h"

G_BEGIN_DECLS

/* Of all profiles. */
#define RDM_GRAPH_POINTS "roads.points"         /* RdmLonLat */
#define RDM_GRAPH_ROAD_NAME "roads.name"        /* uint32, by road: where it begins in … */
#define RDM_GRAPH_NAME_BYTES "roads.name-bytes" /* … char */

/* Of each: "van.segments", … */
#define RDM_GRAPH_SEGMENTS "segments"         /* RdmSegment */
#define RDM_GRAPH_ARCS "arcs"                 /* RdmArc */
#define RDM_GRAPH_ARC_REACH "arc-reach"       /* uint8 */
#define RDM_GRAPH_LANE_ARC "lane-arc"         /* uint32, by lane */
#define RDM_GRAPH_NODE_ARC "node-arc"         /* uint32, by node of the expansion */
#define RDM_GRAPH_NODE_ARRIVAL "node-arrival" /* uint8 */
#define RDM_GRAPH_FIRST_TURN "first-turn"     /* uint32, by node + 1 */
#define RDM_GRAPH_TURN_HEAD "turn-head"       /* uint32 */
#define RDM_GRAPH_TURN_MS "turn-ms"           /* uint32 */
#define RDM_GRAPH_TURN_CLOSED "turn-closed"   /* uint8 */
#define RDM_GRAPH_RANK "rank"                 /* uint32, by node */
#define RDM_GRAPH_FIRST_UP "first-up"         /* uint32, by rank + 1 */
#define RDM_GRAPH_UP_HEAD "up-head"           /* uint32 */
#define RDM_GRAPH_TURN_LANE "turn-lane"       /* uint32, by turn */

/* "van", … */
static inline const char *
rdm_graph_prefix (RdmTravelProfile profile)
{
  static const char *const prefixes[RDM_N_TRAVEL_PROFILES] = {
    [RDM_TRAVEL_VAN] = "van",
    [RDM_TRAVEL_TRUCK] = "truck",
    [RDM_TRAVEL_CARGO_BIKE] = "cargo-bike",
  };

  return prefixes[profile];
}

G_END_DECLS
