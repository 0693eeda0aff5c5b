/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is near a place, of many points that are known beforehand.
 */
#pragma once

#include "rdm-world.h"

G_BEGIN_DECLS

/** RdmNear: reads only, once it is made. */
typedef struct _RdmNear RdmNear;

/**
 * rdm_near_new:
 * @points: (array length=n_points): copied; what is found is told by its place in it
 */
RdmNear *rdm_near_new (const RdmWorldXY *points, guint n_points) G_GNUC_WARN_UNUSED_RESULT;
void rdm_near_free (RdmNear *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmNear, rdm_near_free)

/** RdmNearFilter: whether the point @index may be found. */
typedef gboolean (*RdmNearFilter) (guint index, gpointer user_data);

/**
 * rdm_near_find: the nearest point that @filter lets pass.
 * @filter: (nullable): all may be found
 * @radius_m: metres; no point beyond is found
 * @distance_m: (out) (optional)
 *
 * Returns: its index, or G_MAXUINT
 */
guint rdm_near_find (const RdmNear *self,
                     RdmWorldXY at,
                     double radius_m,
                     RdmNearFilter filter,
                     gpointer user_data,
                     double *distance_m);

/** rdm_world_metres: metres a unit at @at. */
double rdm_world_metres (RdmWorldXY at);

/** rdm_world_point: the middle of the unit, in degrees. */
RdmPoint rdm_world_point (RdmWorldXY at);

G_END_DECLS
