/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines and rings on the plane of rdm-world.h. A ring is closed by itself: its last point is not
 * its first.
 */
#pragma once

#include "rdm-world.h"

G_BEGIN_DECLS

/** rdm_world_ring_area: in square units; above 0 when the ring runs clockwise as seen on a map. */
double rdm_world_ring_area (const RdmWorldXY *points, guint n);

/** rdm_world_ring_contains: even-odd. */
gboolean rdm_world_ring_contains (const RdmWorldXY *points, guint n, RdmWorldXY point);

void rdm_world_reverse (RdmWorldXY *points, guint n);

RdmWorldRect rdm_world_bounds (const RdmWorldXY *points, guint n);

/** rdm_world_length: of a line, units. */
double rdm_world_length (const RdmWorldXY *points, guint n);

/** rdm_world_at: the point @along units from the beginning of a line. @segment: (out) (nullable):
 * index of the point before it. */
RdmWorldXY rdm_world_at (const RdmWorldXY *points, guint n, double along, guint *segment);

/**
 * rdm_world_simplify: appends to @out the points that remain of a line when none that is left out
 * may be farther than @tolerance from it (Douglas and Peucker 1973).
 */
void rdm_world_simplify (const RdmWorldXY *points, guint n, double tolerance, GArray *out);

/** rdm_world_simplify_ring: the same of a ring; nothing when less than a triangle remains. */
void rdm_world_simplify_ring (const RdmWorldXY *points, guint n, double tolerance, GArray *out);

/**
 * rdm_world_clip_ring: appends the part of a ring in @rect to @out (Sutherland and Hodgman 1974).
 * Where a ring leaves and comes back there are edges on the border of @rect that lie on each other:
 * to be filled, not stroked.
 */
void rdm_world_clip_ring (const RdmWorldXY *points, guint n, const RdmWorldRect *rect, GArray *out);

/**
 * rdm_world_clip_line: appends the parts of a line in @rect to @out.
 * @ends: (element-type guint): for each part, how long @out is after it
 */
void rdm_world_clip_line (
    const RdmWorldXY *points, guint n, const RdmWorldRect *rect, GArray *out, GArray *ends);

/** rdm_world_inner_point: a point well inside the area of @rings, the first of which is the outer
 * one: in the middle of the widest stretch of the level line through the middle of it.
 * @width: (out) (nullable): of that stretch, units */
RdmWorldXY rdm_world_inner_point (GPtrArray *rings, double *width);

G_END_DECLS
