/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Points, lines and boxes on a plane, for what the map draws and hits. The unit is the caller's:
 * pixels, or the unit square of Web Mercator (rdm-geo.h).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} RdmXY;

/** RdmRect: empty while x1 < x0. */
typedef struct
{
  double x0;
  double y0;
  double x1;
  double y1;
} RdmRect;

#define RDM_RECT_EMPTY ((RdmRect){ INFINITY, INFINITY, -INFINITY, -INFINITY })

gboolean rdm_rect_is_empty (RdmRect rect);
gboolean rdm_rect_contains (RdmRect rect, RdmXY point);
gboolean rdm_rect_overlaps (RdmRect a, RdmRect b);
void rdm_rect_extend (RdmRect *rect, RdmXY point);
RdmRect rdm_rect_grow (RdmRect rect, double margin);

/** rdm_xy_distance: between two points. */
double rdm_xy_distance (RdmXY a, RdmXY b);

/** rdm_xy_segment_distance: from @point to the segment from @a to @b. */
double rdm_xy_segment_distance (RdmXY point, RdmXY a, RdmXY b);

/**
 * rdm_xy_clip: the part of the segment from @a to @b that lies in @rect.
 * @t0, @t1: (out): where along the segment that part begins and ends, 0 to 1
 *
 * Returns: FALSE when no part does
 */
gboolean rdm_xy_clip (RdmRect rect, RdmXY a, RdmXY b, double *t0, double *t1);

/** rdm_xy_is_loop: whether who has drawn this line meant what is inside it: its ends are near each
 * other. @scale: pixels in a unit */
gboolean rdm_xy_is_loop (const RdmXY *line, guint n, double scale);

/** rdm_xy_inside: whether @point is inside the closed polygon; even-odd. */
gboolean rdm_xy_inside (const RdmXY *polygon, guint n, RdmXY point);

/**
 * rdm_xy_simplify: which points to keep so that none that is left out is farther than @tolerance
 * from the line.
 * @fixed: (nullable) (array length=n): points that must be kept
 *
 * Returns: (transfer full) (element-type guint): indexes in order; the first and last are always
 * there
 */
GArray *rdm_xy_simplify (const RdmXY *points, guint n, double tolerance, const guint8 *fixed)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
