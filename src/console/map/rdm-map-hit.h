/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is under the pointer, and what a drop there would mean.
 */
#pragma once

#include "rdm-drop.h"
#include "rdm-map-scene.h"
#include "rdm-map-view.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_MAP_HIT_NOTHING,
  RDM_MAP_HIT_STOP,    /* @index of a mark */
  RDM_MAP_HIT_CLUSTER, /* @index of a cluster */
  RDM_MAP_HIT_DEPOT,   /* @index of a depot */
  RDM_MAP_HIT_LINE,    /* @index of a line, its @leg */
  RDM_MAP_HIT_VEHICLE, /* @index of a route: its vehicle */
  RDM_MAP_HIT_CLOSURE, /* @index of a closed or slow road of the day */
} RdmMapHitKind;

typedef struct
{
  RdmMapHitKind kind;
  int index;
  guint leg;
} RdmMapHit;

/**
 * rdm_map_hit: @clusters: (nullable): as rdm_map_painter_cluster()
 * @slack: how far beside a thing still counts, pixels
 */
RdmMapHit rdm_map_hit (
    const RdmMapScene *scene, GArray *clusters, const RdmMapView *view, RdmXY pixel, double slack);

gboolean rdm_map_hit_equal (const RdmMapHit *a, const RdmMapHit *b);

/** rdm_map_stops_in_rect: Returns: (transfer full): the ids of all stops in @rect of units. */
GStrv rdm_map_stops_in_rect (const RdmMapScene *scene, RdmRect rect) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_map_stops_in_lasso: Returns: (transfer full): the ids of all stops in the polygon (units).
 */
GStrv rdm_map_stops_in_lasso (const RdmMapScene *scene,
                              const RdmXY *polygon,
                              guint n) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_map_stops_at: Returns: (transfer full): the ids of all stops at the very place of a mark, it
 * first. */
GStrv rdm_map_stops_at (const RdmMapScene *scene, int mark) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_map_drop: where @stops would go when they are dropped at @pixel. Onto a stop: behind it; onto
 * a line: between its stops; onto a depot that one route has, or the route selected: at the end of
 * that.
 * @on: (out): what they would be dropped on
 *
 * Returns: borrows its ids from the scene and the desk
 */
RdmDrop rdm_map_drop (const RdmMapScene *scene,
                      RdmDesk *desk,
                      GArray *clusters,
                      const RdmMapView *view,
                      RdmXY pixel,
                      const char *const *stops,
                      RdmMapHit *on);

G_END_DECLS
