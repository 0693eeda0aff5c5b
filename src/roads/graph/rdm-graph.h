/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The roads of a region, for those who ask for ways: where a place is on them, how long it takes
 * from many to many, and the way itself.
 */
#pragma once

#include "rdm-closures.h"
#include "rdm-region.h"
#include "rdm-travel.h"

G_BEGIN_DECLS

/** No road within this: there is none. */
#define RDM_ROAD_MOST_M 3000.0

/** RdmGraph: counted references; may be used from any thread. What it needs is read when it is
 * asked for first. */
typedef struct _RdmGraph RdmGraph;

/** rdm_graph_new: Returns: (transfer full): it keeps the region. */
RdmGraph *rdm_graph_new (RdmRegion *region) G_GNUC_WARN_UNUSED_RESULT;
RdmGraph *rdm_graph_ref (RdmGraph *self);
void rdm_graph_unref (RdmGraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGraph, rdm_graph_unref)

RdmRegion *rdm_graph_get_region (RdmGraph *self);

/** rdm_graph_spells: how the traffic of a day changes, as rdm_travel_spells(). Returns: 0 with an
 * error. */
guint rdm_graph_spells (RdmGraph *self,
                        RdmTravelProfile profile,
                        RdmTravelPeriod day,
                        RdmTravelSpell *spells,
                        GError **error);

/**
 * RdmRoadPlace: a place on a road.
 * @point: on the road; not set where there is no road
 * @distance_m: from the pin to it
 * @share: of the segment's length that is before it, in the direction in which it was drawn
 * @lanes: bits: the directions in which one passes it
 */
typedef struct
{
  RdmPoint point;
  double distance_m;
  guint32 segment;
  double share;
  guint lanes;
} RdmRoadPlace;

/**
 * rdm_graph_snap: the nearest road from which one gets to everywhere and to which one gets from
 * everywhere.
 * @places: (out) (array) n_points
 *
 * Returns: FALSE with an error when the region cannot be read
 */
gboolean rdm_graph_snap (RdmGraph *self,
                         RdmTravelProfile profile,
                         const RdmPoint *points,
                         guint n_points,
                         RdmRoadPlace *places,
                         GError **error);

/**
 * rdm_graph_trace: the roads along which somebody has drawn a line.
 * @stroke: (array) n_stroke: the line; one point: the road that is nearest to it
 * @beside_m: a road that is farther from the line was not meant
 *
 * Returns: (transfer full) (element-type RdmPoint): their course, one after the other, whole roads
 *   from crossing to crossing; empty: there is none. NULL with an error when the region cannot be
 *   read
 */
GArray *rdm_graph_trace (RdmGraph *self,
                         RdmTravelProfile profile,
                         const RdmPoint *stroke,
                         guint n_stroke,
                         double beside_m,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * RdmGraphState: how the roads are at some time.
 * @closures: (nullable)
 * @which: bits: those of @closures that hold
 */
typedef struct
{
  RdmTravelProfile profile;
  RdmTravelPeriod period;
  RdmClosures *closures;
  guint32 which;
} RdmGraphState;

/**
 * rdm_graph_matrix:
 * @durations_s: (array) (nullable): n_from × n_to, row-major, or RDM_TRAVEL_UNREACHABLE
 * @distances_m: (array) (nullable): likewise, of the fastest way
 *
 * Returns: FALSE with an RDM_REGION_ERROR or G_IO_ERROR_CANCELLED
 */
gboolean rdm_graph_matrix (RdmGraph *self,
                           const RdmGraphState *state,
                           const RdmRoadPlace *from,
                           guint n_from,
                           const RdmRoadPlace *to,
                           guint n_to,
                           gint32 *durations_s,
                           gint32 *distances_m,
                           GCancellable *cancellable,
                           GError **error);

typedef enum
{
  RDM_STEP_DEPART,
  RDM_STEP_STRAIGHT, /* on where roads meet, under another name */
  RDM_STEP_SLIGHT_LEFT,
  RDM_STEP_LEFT,
  RDM_STEP_SHARP_LEFT,
  RDM_STEP_SLIGHT_RIGHT,
  RDM_STEP_RIGHT,
  RDM_STEP_SHARP_RIGHT,
  RDM_STEP_U_TURN,
  RDM_STEP_ROUNDABOUT, /* leaving it by @exit */
  RDM_STEP_FERRY,
  RDM_STEP_ARRIVE,
} RdmStepKind;

/**
 * RdmRoadStep: what a driver does next, and how far it is from there to the step after it.
 * @name: (nullable): of the road that one is on afterwards
 * @exit: of a roundabout: 1 is the first
 * @first_point: of the line
 */
typedef struct
{
  RdmStepKind kind;
  char *name;
  guint exit;
  guint first_point;
  gint32 distance_m;
  gint32 duration_s;
} RdmRoadStep;

/**
 * RdmRoadRoute: a way from one place to another.
 * @line: (element-type RdmPoint): from pin to pin
 * @steps: (element-type RdmRoadStep)
 */
typedef struct
{
  gint32 duration_s;
  gint32 distance_m;
  GArray *line;
  GArray *steps;
} RdmRoadRoute;

void rdm_road_route_free (RdmRoadRoute *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRoadRoute, rdm_road_route_free)

/** rdm_road_step_describe: Returns: (transfer full): a sentence for a driver: "Turn left into
 * Feldstrasse". */
char *rdm_road_step_describe (const RdmRoadStep *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_graph_routes: the ways from each place to the one after it.
 * @with_steps: else only their lines
 *
 * Returns: (transfer full) (element-type RdmRoadRoute): n_places − 1; NULL in it: there is no way.
 *   NULL with an error when the region cannot be read
 */
GPtrArray *rdm_graph_routes (RdmGraph *self,
                             const RdmGraphState *state,
                             const RdmRoadPlace *places,
                             guint n_places,
                             gboolean with_steps,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
