/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The roads of one profile as they lie in a region, and what is made of them.
 */
#pragma once

#include "rdm-cch-sweep.h"
#include "rdm-expansion.h"
#include "rdm-graph.h"

G_BEGIN_DECLS

/** RdmGraphGrid: which segments are where; cells from west to east, and rows from south to north.
 */
typedef struct
{
  RdmLonLat corner;
  gint32 cell_e7;
  guint32 n_columns;
  guint32 n_rows;
  guint32 *first;    /* (array) n_columns × n_rows + 1 */
  guint32 *segments; /* (array) */
} RdmGraphGrid;

/** RdmGraphRules: what a region says of a profile beside its roads. */
typedef struct
{
  RdmProfile *profile;
  gboolean keeps_left;
} RdmGraphRules;

/** RdmGraphNet: read-only once it is loaded. Arrays are the region's where not said otherwise. */
typedef struct
{
  const RdmGraphRules *rules; /* the graph's */

  guint32 n_points;
  const RdmLonLat *points;
  guint32 n_roads;
  const guint32 *road_name;
  const char *names;

  guint32 n_segments;
  const RdmSegment *segments;
  guint32 n_arcs;
  const RdmArc *arcs;
  const guint8 *arc_reach; /* bits of RdmArcReach */
  const guint32 *lane_arc;

  guint32 n_nodes;
  const guint32 *node_arc;
  const guint8 *node_arrival;
  const guint32 *first_turn;
  guint32 n_turns;
  const guint32 *turn_head;
  const guint32 *turn_ms;
  const guint8 *turn_closed;

  /* Owned */
  RdmCch *cch;
  guint32 *node_of_rank;
  guint32 *first_node; /* (array) n_arcs + 1: slices of … */
  guint32 *arc_nodes;  /* … nodes that are on an arc; the first one is who sets out there */
  RdmGraphGrid grid;
} RdmGraphNet;

/** RdmGraphMetric: how long everything takes in one state of the roads. */
typedef struct
{
  gatomicrefcount n_references;
  RdmCchMetric *cch;
  guint32 *arc_ms;      /* (array) n_arcs: driving, without delays; RDM_ARC_CLOSED */
  double *turn_weights; /* (array) n_turns */
  gsize n_bytes;
} RdmGraphMetric;

#define RDM_ARC_CLOSED G_MAXUINT32

/* A weight is a time and, for the way that takes it, a length: sums and comparisons are those of
 * the time first. 28 bits are three days in milliseconds, 25 bits 3,300 km in decimetres. */
#define RDM_WEIGHT_LENGTH 33554432.0

static inline double
rdm_weight (guint64 time_ms, guint64 length_dm)
{
  return (double)time_ms * RDM_WEIGHT_LENGTH + (double)length_dm;
}

static inline gint64
rdm_weight_ms (double weight)
{
  return (gint64)(weight / RDM_WEIGHT_LENGTH);
}

static inline gint64
rdm_weight_dm (double weight)
{
  return (gint64)(weight - (double)rdm_weight_ms (weight) * RDM_WEIGHT_LENGTH);
}

/* Loads what is not yet there. Returns: (transfer none): NULL with an error */
const RdmGraphNet *rdm_graph_get_net (RdmGraph *self, RdmTravelProfile profile, GError **error);

/* Returns: (transfer full): NULL with an error */
RdmGraphMetric *rdm_graph_get_metric (RdmGraph *self,
                                      const RdmGraphState *state,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_graph_metric_unref (RdmGraphMetric *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGraphMetric, rdm_graph_metric_unref)

/* The parts of the net, each in its file. */
RdmGraphRules *rdm_graph_rules_load (RdmRegion *region,
                                     RdmTravelProfile profile,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_graph_rules_free (RdmGraphRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGraphRules, rdm_graph_rules_free)
RdmGraphNet *rdm_graph_net_load (RdmRegion *region,
                                 RdmTravelProfile profile,
                                 const RdmGraphRules *rules,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_graph_net_free (RdmGraphNet *self);
void rdm_graph_grid_init (RdmGraphGrid *self, const RdmGraphNet *net);
void rdm_graph_grid_clear (RdmGraphGrid *self);
RdmRoadPlace rdm_graph_net_snap (const RdmGraphNet *self, RdmPoint point);

/* The weight of every turn, and the driving time of every arc, when the roads are like that. */
void rdm_graph_net_weigh (const RdmGraphNet *self,
                          const RdmGraphState *state,
                          guint32 *arc_ms,
                          double *turn_weights);
RdmGraphMetric *rdm_graph_metric_new (const RdmGraphNet *net,
                                      const RdmGraphState *state) G_GNUC_WARN_UNUSED_RESULT;

/* The box of what a closure may touch, and the share of a road that it does: 0 to 1. */
RdmBox rdm_closure_box (const RdmClosure *self);
double rdm_closure_share (const RdmClosure *self,
                          const RdmBox *box,
                          const RdmGraphNet *net,
                          const RdmSegment *segment);

/* What is still to drive on an arc from a place on it: to its end, what waits there included. */
double
rdm_graph_rest (const RdmGraphNet *net, const RdmGraphMetric *metric, guint32 arc, double share);

/* The arc that a place is on in a direction, or RDM_ROAD_NONE. */
guint32 rdm_graph_place_arc (const RdmGraphNet *net,
                             const RdmGraphMetric *metric,
                             const RdmRoadPlace *place,
                             RdmWayDirection direction);

/* Appends RdmCchSeeds: where one is that sets out, and what has been driven when its arc ends. */
void rdm_graph_place_seeds (const RdmGraphNet *net,
                            const RdmGraphMetric *metric,
                            const RdmRoadPlace *place,
                            GArray *seeds);

/* Appends RdmCchSeeds: where one arrives; their weights are negative: what need not be driven. */
void rdm_graph_place_targets (const RdmGraphNet *net,
                              const RdmGraphMetric *metric,
                              const RdmRoadPlace *place,
                              GArray *targets);

/* Whether both are on one arc and @to has been passed already: the way there leads back to the arc
 * that one is on, which a search would not find. */
gboolean rdm_graph_place_is_behind (const RdmRoadPlace *from, const RdmRoadPlace *to);

/* Seeds for that case: those of the arc's end. */
void rdm_graph_place_seeds_past (const RdmGraphNet *net,
                                 const RdmGraphMetric *metric,
                                 const RdmRoadPlace *from,
                                 const RdmRoadPlace *to,
                                 GArray *seeds);

/** RdmGraphWay: a way as it is driven: arc after arc. */
typedef struct
{
  double weight;
  GArray *nodes; /* (element-type guint32): of the net, one an arc */
  double begin;  /* share of the first arc, as it is driven, that is behind one at the beginning */
  double end;    /* share of the last one at the end */
} RdmGraphWay;

/* What a driver does on it: appends RdmRoadSteps. @first_point: (array) one a node: of the line */
void rdm_graph_add_steps (const RdmGraphNet *net,
                          const RdmGraphMetric *metric,
                          const RdmGraphWay *way,
                          const guint *first_point,
                          GArray *steps);

static inline const char *
rdm_graph_net_name (const RdmGraphNet *self, guint32 segment)
{
  return self->names + self->road_name[self->segments[segment].road];
}

G_END_DECLS
