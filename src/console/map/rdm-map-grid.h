/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which points are near: a grid over points that do not move.
 */
#pragma once

#include "rdm-map-geometry.h"

G_BEGIN_DECLS

typedef struct _RdmMapGrid RdmMapGrid;

/** rdm_map_grid_new: @points are copied; one that is not a number is never found. */
RdmMapGrid *rdm_map_grid_new (const RdmXY *points, guint n) G_GNUC_WARN_UNUSED_RESULT;
void rdm_map_grid_free (RdmMapGrid *self);

/** rdm_map_grid_nearest: Returns: the index of the point nearest to @at within @radius, the last of
 * equally near ones, or -1. */
int rdm_map_grid_nearest (const RdmMapGrid *self, RdmXY at, double radius);

/** rdm_map_grid_find: Returns: (transfer full) (element-type guint): the indexes of the points in
 * @rect, rising. */
GArray *rdm_map_grid_find (const RdmMapGrid *self, RdmRect rect) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmMapGrid, rdm_map_grid_free)

G_END_DECLS
