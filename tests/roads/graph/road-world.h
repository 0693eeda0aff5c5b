/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small worlds of roads for tests: drawn in metres, compiled like any extract, and asked.
 */
#pragma once

#include "rdm-graph.h"

G_BEGIN_DECLS

typedef struct _RoadWorld RoadWorld;

/** road_world_new: around 47° N 9° E; road_world_new_at: elsewhere. */
RoadWorld *road_world_new (void);
RoadWorld *road_world_new_at (double lat_deg, double lon_deg);
void road_world_free (RoadWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RoadWorld, road_world_free)

/** road_world_node: @tags: "key=value, key=value". Returns: its number, from 1 on. */
gint64 road_world_node (RoadWorld *self, double x_m, double y_m, const char *tags);

/** road_world_way: through nodes up to a 0. Returns: its number. */
gint64 road_world_way (RoadWorld *self, const char *tags, ...);
gint64 road_world_way_of (RoadWorld *self, const char *tags, const gint64 *nodes, guint n_nodes);

/** road_world_restriction: from a way over a node. */
void
road_world_restriction (RoadWorld *self, const char *tags, gint64 from, gint64 via_node, gint64 to);
/** … over a way. */
void road_world_restriction_over (
    RoadWorld *self, const char *tags, gint64 from, gint64 via_way, gint64 to);

/** road_world_set_profile: what the text of ours, with @from in place of @to, makes. */
void road_world_change_profile (RoadWorld *self,
                                RdmTravelProfile profile,
                                const char *from,
                                const char *to);

/** road_world_get_graph: compiles at the first call; nothing can be drawn any more. */
RdmGraph *road_world_get_graph (RoadWorld *self);
const char *road_world_get_path (RoadWorld *self);

RdmPoint road_world_point (const RoadWorld *self, double x_m, double y_m);

/** Leg: what a way comes to; both -1 where there is none. */
typedef struct
{
  gint32 duration_s;
  gint32 distance_m;
} Leg;

/** road_world_leg: from one place to another, at midday of a working day. */
Leg road_world_leg (
    RoadWorld *self, RdmTravelProfile profile, double x1_m, double y1_m, double x2_m, double y2_m);
Leg road_world_leg_in (RoadWorld *self,
                       const RdmGraphState *state,
                       double x1_m,
                       double y1_m,
                       double x2_m,
                       double y2_m);

G_END_DECLS
