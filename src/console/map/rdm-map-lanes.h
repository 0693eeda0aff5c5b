/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Routes that go along the same roads, side by side: each keeps to the right of its own direction,
 * so that opposite ways are apart as well, and those of one direction are in the order of the
 * routes.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-map-scene.h"

G_BEGIN_DECLS

/**
 * RdmMapWay: a line's way.
 * @first, @last: the points between which it is to be told from others
 * @lanes: (array length=n_points-1) (nullable): how far each piece is drawn to the right of where
 * it is, in lanes; NULL: nowhere
 */
typedef struct
{
  RdmXY *points;
  guint n_points;
  guint first;
  guint last;
  float *lanes;
} RdmMapWay;

/** rdm_map_lanes_find: fills in the lanes of ways that have none yet. Pure. @ways: (element-type
 * RdmMapWay). */
void rdm_map_lanes_find (GArray *ways);

/** rdm_map_lanes_start: finds the lanes of all lines in a thread. */
void rdm_map_lanes_start (const RdmMapScene *scene,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/** rdm_map_lanes_finish: gives the lines their lanes. @scene: as it was at the start. Returns:
 * FALSE: cancelled. */
gboolean rdm_map_lanes_finish (RdmMapScene *scene, GAsyncResult *result);

G_END_DECLS
