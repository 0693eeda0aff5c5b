/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-geometry.h"

#include <math.h>

/* Pixels that the ends of a loop may be apart, or that share of its length. */
#define LOOP_GAP 20.
#define LOOP_SHARE 0.15

gboolean
rdm_rect_is_empty (RdmRect rect)
{
  return !(rect.x1 >= rect.x0 && rect.y1 >= rect.y0);
}

gboolean
rdm_rect_contains (RdmRect rect, RdmXY point)
{
  return point.x >= rect.x0 && point.x <= rect.x1 && point.y >= rect.y0 && point.y <= rect.y1;
}

gboolean
rdm_rect_overlaps (RdmRect a, RdmRect b)
{
  return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1;
}

void
rdm_rect_extend (RdmRect *rect, RdmXY point)
{
  rect->x0 = MIN (rect->x0, point.x);
  rect->y0 = MIN (rect->y0, point.y);
  rect->x1 = MAX (rect->x1, point.x);
  rect->y1 = MAX (rect->y1, point.y);
}

RdmRect
rdm_rect_grow (RdmRect rect, double margin)
{
  return (RdmRect){ rect.x0 - margin, rect.y0 - margin, rect.x1 + margin, rect.y1 + margin };
}

double
rdm_xy_distance (RdmXY a, RdmXY b)
{
  return hypot (b.x - a.x, b.y - a.y);
}

double
rdm_xy_segment_distance (RdmXY point, RdmXY a, RdmXY b)
{
  double dx = b.x - a.x;
  double dy = b.y - a.y;
  double length2 = dx * dx + dy * dy;
  double t = length2 > 0. ? ((point.x - a.x) * dx + (point.y - a.y) * dy) / length2 : 0.;

  t = CLAMP (t, 0., 1.);
  return hypot (point.x - a.x - t * dx, point.y - a.y - t * dy);
}

/* One side of Liang and Barsky: @p and @q of that side narrow the range. */
static gboolean
narrow (double p, double q, double *t0, double *t1)
{
  double t;

  if (p == 0.)
    return q >= 0.;
  t = q / p;
  if (p < 0.)
    *t0 = MAX (*t0, t);
  else
    *t1 = MIN (*t1, t);
  return *t0 <= *t1;
}

gboolean
rdm_xy_clip (RdmRect rect, RdmXY a, RdmXY b, double *t0, double *t1)
{
  double dx = b.x - a.x;
  double dy = b.y - a.y;

  *t0 = 0.;
  *t1 = 1.;
  return narrow (-dx, a.x - rect.x0, t0, t1) && narrow (dx, rect.x1 - a.x, t0, t1)
         && narrow (-dy, a.y - rect.y0, t0, t1) && narrow (dy, rect.y1 - a.y, t0, t1);
}

gboolean
rdm_xy_is_loop (const RdmXY *line, guint n, double scale)
{
  RdmRect bounds = RDM_RECT_EMPTY;
  double length = 0.;
  double gap;

  if (n < 4)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      rdm_rect_extend (&bounds, line[i]);
      if (i > 0)
        length += rdm_xy_distance (line[i - 1], line[i]) * scale;
    }
  gap = rdm_xy_distance (line[0], line[n - 1]) * scale;
  /* A line there and back again has no inside. */
  return gap < MAX (LOOP_GAP, LOOP_SHARE * length)
         && MIN (bounds.x1 - bounds.x0, bounds.y1 - bounds.y0) * scale > LOOP_GAP;
}

gboolean
rdm_xy_inside (const RdmXY *polygon, guint n, RdmXY point)
{
  gboolean inside = FALSE;

  for (guint i = 0, k = n - 1; i < n; k = i++)
    {
      RdmXY a = polygon[i];
      RdmXY b = polygon[k];

      if ((a.y > point.y) != (b.y > point.y)
          && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x)
        inside = !inside;
    }
  return inside;
}

typedef struct
{
  guint from;
  guint to;
} Span;

/* The point of @span farthest from the line between its ends, or the middlest fixed one. */
static guint
farthest (const RdmXY *points, Span span, const guint8 *fixed, double tolerance)
{
  guint best = 0;
  double most = tolerance;

  for (guint i = span.from + 1; i < span.to; i++)
    {
      double distance =
          fixed != NULL && fixed[i]
              ? INFINITY
              : rdm_xy_segment_distance (points[i], points[span.from], points[span.to]);

      if (distance > most)
        {
          most = distance;
          best = i;
        }
    }
  return best;
}

GArray *
rdm_xy_simplify (const RdmXY *points, guint n, double tolerance, const guint8 *fixed)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  guint first = 0;

  if (n == 0)
    return kept;
  g_array_append_val (kept, first);
  if (n == 1)
    return kept;
  g_array_append_val (spans, ((Span){ 0, n - 1 }));
  /* Depth first and left first, so that what is kept comes out in order; a stack, so that no line
   * is too long. */
  while (spans->len > 0)
    {
      Span span = g_array_index (spans, Span, spans->len - 1);
      guint middle = farthest (points, span, fixed, tolerance);

      g_array_set_size (spans, spans->len - 1);
      if (middle == 0)
        {
          g_array_append_val (kept, span.to);
          continue;
        }
      g_array_append_val (spans, ((Span){ middle, span.to }));
      g_array_append_val (spans, ((Span){ span.from, middle }));
    }
  return kept;
}
