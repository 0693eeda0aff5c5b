/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A long line in pixels, of which little may be in sight: only what is gets into the path, and
 * dashes and arrows stay where they are when the view moves.
 */
#pragma once

#include <cairo.h>

#include "rdm-map-geometry.h"

G_BEGIN_DECLS

/** rdm_map_stroke_path: adds the parts of the line that are in @clip to the path. Points that
 * follow each other within half a pixel count as one. */
void rdm_map_stroke_path (cairo_t *cr, const RdmXY *pixels, guint n, RdmRect clip);

/** rdm_map_stroke_dashed: strokes the parts in @clip with dashes counted from the line's own
 * beginning. */
void rdm_map_stroke_dashed (
    cairo_t *cr, const RdmXY *pixels, guint n, RdmRect clip, const double *dashes, int n_dashes);

/** RdmMapArrow: @angle: radians, clockwise from east. */
typedef struct
{
  RdmXY at;
  double angle;
} RdmMapArrow;

/**
 * rdm_map_arrows: where arrows go: every @spacing pixels along the line, but not within @clear of a
 * leg's ends: there to the leg's middle, or nowhere on a leg that is too short.
 * @legs: (array length=n_legs+1): indexes of the points where legs begin and end
 *
 * Returns: (transfer full) (element-type RdmMapArrow): those in @clip
 */
GArray *rdm_map_arrows (const RdmXY *pixels,
                        const guint *legs,
                        guint n_legs,
                        double spacing,
                        double clear,
                        RdmRect clip) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
