/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Points that are too close to tell apart, together as one with their number.
 */
#pragma once

#include "rdm-map-geometry.h"

G_BEGIN_DECLS

/** RdmMapCluster: @members are indexes of the points it stands for. */
typedef struct
{
  RdmXY at;
  GArray *members; /* (element-type guint) */
} RdmMapCluster;

/**
 * rdm_map_cluster: clusters in cells of @cell; cells lie still when the map is panned, so clusters
 * do not jump.
 *
 * Returns: (transfer full) (element-type RdmMapCluster)
 */
GArray *rdm_map_cluster (const RdmXY *points, guint n, double cell) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
