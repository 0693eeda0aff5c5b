/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plane of Web Mercator in whole numbers: the world is 2^28 units wide and high, so a unit is
 * at most 15 cm; x grows eastward, y southward.
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

#define RDM_WORLD_BITS 28
#define RDM_WORLD_SIZE (1 << RDM_WORLD_BITS)

typedef struct
{
  gint32 x;
  gint32 y;
} RdmWorldXY;

/** RdmWorldRect: without its right and lower edge; empty unless x0 < x1 and y0 < y1. */
typedef struct
{
  gint32 x0;
  gint32 y0;
  gint32 x1;
  gint32 y1;
} RdmWorldRect;

#define RDM_WORLD_RECT_EMPTY ((RdmWorldRect){ G_MAXINT32, G_MAXINT32, G_MININT32, G_MININT32 })

static inline RdmWorldXY
rdm_world_of (RdmPoint point)
{
  return (RdmWorldXY){
    (gint32)MIN (rdm_mercator_x (point.lon_deg) * RDM_WORLD_SIZE, RDM_WORLD_SIZE - 1.),
    (gint32)MIN (rdm_mercator_y (point.lat_deg) * RDM_WORLD_SIZE, RDM_WORLD_SIZE - 1.)
  };
}

static inline gboolean
rdm_world_equal (RdmWorldXY a, RdmWorldXY b)
{
  return a.x == b.x && a.y == b.y;
}

static inline void
rdm_world_rect_extend (RdmWorldRect *rect, RdmWorldXY point)
{
  rect->x0 = MIN (rect->x0, point.x);
  rect->y0 = MIN (rect->y0, point.y);
  rect->x1 = MAX (rect->x1, point.x + 1);
  rect->y1 = MAX (rect->y1, point.y + 1);
}

static inline gboolean
rdm_world_rect_overlaps (const RdmWorldRect *a, const RdmWorldRect *b)
{
  return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

static inline double
rdm_world_distance (RdmWorldXY a, RdmWorldXY b)
{
  return hypot ((double)a.x - b.x, (double)a.y - b.y);
}

/** rdm_world_points: the elements of an array of points; they move when it grows. */
static inline RdmWorldXY *
rdm_world_points (const GArray *points)
{
  return (RdmWorldXY *)(gpointer)points->data;
}

/** rdm_world_pixels: pixels a unit at @zoom. */
static inline double
rdm_world_pixels (double zoom)
{
  return exp2 (zoom + 8. - RDM_WORLD_BITS);
}

G_END_DECLS
