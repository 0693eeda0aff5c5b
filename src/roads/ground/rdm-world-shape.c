/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-world-shape.h"

#include <stdlib.h>

double
rdm_world_ring_area (const RdmWorldXY *points, guint n)
{
  double sum = 0.;

  for (guint i = 0, k = n - 1; i < n; k = i++)
    sum += (double)points[k].x * points[i].y - (double)points[i].x * points[k].y;
  return sum / 2.;
}

gboolean
rdm_world_ring_contains (const RdmWorldXY *points, guint n, RdmWorldXY point)
{
  gboolean inside = FALSE;

  for (guint i = 0, k = n - 1; i < n; k = i++)
    {
      RdmWorldXY a = points[i];
      RdmWorldXY b = points[k];

      if ((a.y > point.y) != (b.y > point.y)
          && point.x < ((double)b.x - a.x) * ((double)point.y - a.y) / ((double)b.y - a.y) + a.x)
        inside = !inside;
    }
  return inside;
}

void
rdm_world_reverse (RdmWorldXY *points, guint n)
{
  for (guint i = 0; i < n / 2; i++)
    {
      RdmWorldXY swap = points[i];

      points[i] = points[n - 1 - i];
      points[n - 1 - i] = swap;
    }
}

RdmWorldRect
rdm_world_bounds (const RdmWorldXY *points, guint n)
{
  RdmWorldRect bounds = RDM_WORLD_RECT_EMPTY;

  for (guint i = 0; i < n; i++)
    rdm_world_rect_extend (&bounds, points[i]);
  return bounds;
}

double
rdm_world_length (const RdmWorldXY *points, guint n)
{
  double length = 0.;

  for (guint i = 1; i < n; i++)
    length += rdm_world_distance (points[i - 1], points[i]);
  return length;
}

RdmWorldXY
rdm_world_at (const RdmWorldXY *points, guint n, double along, guint *segment)
{
  guint i = 1;
  double length = rdm_world_distance (points[0], points[1]);
  double t;

  while (i + 1 < n && along > length)
    {
      along -= length;
      i++;
      length = rdm_world_distance (points[i - 1], points[i]);
    }
  if (segment != NULL)
    *segment = i - 1;
  t = length > 0. ? CLAMP (along / length, 0., 1.) : 0.;
  return (RdmWorldXY){ points[i - 1].x + (gint32)lround (t * (points[i].x - points[i - 1].x)),
                       points[i - 1].y + (gint32)lround (t * (points[i].y - points[i - 1].y)) };
}

/* Simplifying */

static double
square_distance (RdmWorldXY point, RdmWorldXY a, RdmWorldXY b)
{
  double dx = (double)b.x - a.x;
  double dy = (double)b.y - a.y;
  double px = (double)point.x - a.x;
  double py = (double)point.y - a.y;
  double square = dx * dx + dy * dy;
  double t = square > 0. ? CLAMP ((px * dx + py * dy) / square, 0., 1.) : 0.;

  px -= t * dx;
  py -= t * dy;
  return px * px + py * py;
}

void
rdm_world_simplify (const RdmWorldXY *points, guint n, double tolerance, GArray *out)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint));
  guint begin = 0;
  guint last = n - 1;

  if (n == 0)
    return;
  g_array_append_val (out, points[0]);
  if (n == 1)
    return;
  /* What is still to be looked at lies between @begin and the last of @ends. */
  g_array_append_val (ends, last);
  while (ends->len > 0)
    {
      guint end = g_array_index (ends, guint, ends->len - 1);
      double farthest = tolerance * tolerance;
      guint split = 0;

      for (guint i = begin + 1; i < end; i++)
        {
          double square = square_distance (points[i], points[begin], points[end]);

          if (square > farthest)
            {
              farthest = square;
              split = i;
            }
        }
      if (split > 0)
        {
          g_array_append_val (ends, split);
          continue;
        }
      g_array_append_val (out, points[end]);
      g_array_set_size (ends, ends->len - 1);
      begin = end;
    }
}

void
rdm_world_simplify_ring (const RdmWorldXY *points, guint n, double tolerance, GArray *out)
{
  g_autofree RdmWorldXY *turned = NULL;
  guint begin = out->len;
  guint far = 0;

  if (n < 3)
    return;
  for (guint i = 1; i < n; i++)
    if (rdm_world_distance (points[0], points[i]) > rdm_world_distance (points[0], points[far]))
      far = i;
  /* Two halves, so that the ring does not fall together into its first point. */
  turned = g_new (RdmWorldXY, n + 1);
  for (guint i = 0; i < n; i++)
    turned[i] = points[i];
  turned[n] = points[0];
  rdm_world_simplify (turned, far + 1, tolerance, out);
  if (far < n && out->len > begin)
    g_array_set_size (out, out->len - 1);
  rdm_world_simplify (turned + far, n + 1 - far, tolerance, out);
  if (out->len > begin)
    g_array_set_size (out, out->len - 1);
  if (out->len < begin + 3)
    g_array_set_size (out, begin);
}

/* Clipping */

typedef enum
{
  LEFT,
  RIGHT,
  TOP,
  BOTTOM
} Side;

static gboolean
is_within (RdmWorldXY point, const RdmWorldRect *rect, Side side)
{
  switch (side)
    {
    case LEFT:
      return point.x >= rect->x0;
    case RIGHT:
      return point.x <= rect->x1;
    case TOP:
      return point.y >= rect->y0;
    default:
      return point.y <= rect->y1;
    }
}

static RdmWorldXY
cross (RdmWorldXY a, RdmWorldXY b, const RdmWorldRect *rect, Side side)
{
  gint32 at = side == LEFT    ? rect->x0
              : side == RIGHT ? rect->x1
              : side == TOP   ? rect->y0
                              : rect->y1;

  if (side == LEFT || side == RIGHT)
    return (RdmWorldXY){
      at, a.y + (gint32)lround (((double)at - a.x) / ((double)b.x - a.x) * ((double)b.y - a.y))
    };
  return (RdmWorldXY){
    a.x + (gint32)lround (((double)at - a.y) / ((double)b.y - a.y) * ((double)b.x - a.x)), at
  };
}

void
rdm_world_clip_ring (const RdmWorldXY *points, guint n, const RdmWorldRect *rect, GArray *out)
{
  RdmWorldRect bounds = rdm_world_bounds (points, n);
  g_autoptr (GArray) from = NULL;
  g_autoptr (GArray) to = NULL;

  if (bounds.x0 >= rect->x0 && bounds.y0 >= rect->y0 && bounds.x1 <= rect->x1
      && bounds.y1 <= rect->y1)
    {
      g_array_append_vals (out, points, n);
      return;
    }
  if (!rdm_world_rect_overlaps (&bounds, rect))
    return;
  from = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  to = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));
  g_array_append_vals (to, points, n);
  for (Side side = LEFT; side <= BOTTOM; side++)
    {
      GArray *swap = from;
      RdmWorldXY before;

      from = to;
      to = swap;
      g_array_set_size (to, 0);
      if (from->len == 0)
        return;
      before = g_array_index (from, RdmWorldXY, from->len - 1);
      for (guint i = 0; i < from->len; i++)
        {
          RdmWorldXY point = g_array_index (from, RdmWorldXY, i);
          gboolean within = is_within (point, rect, side);

          if (within != is_within (before, rect, side))
            {
              RdmWorldXY at = cross (before, point, rect, side);

              g_array_append_val (to, at);
            }
          if (within)
            g_array_append_val (to, point);
          before = point;
        }
    }
  if (to->len >= 3)
    g_array_append_vals (out, to->data, to->len);
}

/* The part of a segment in @rect, as fractions of it (Liang and Barsky 1984). */
static gboolean
clip_segment (RdmWorldXY a, RdmWorldXY b, const RdmWorldRect *rect, double *t0, double *t1)
{
  double dx = (double)b.x - a.x;
  double dy = (double)b.y - a.y;
  const double slope[] = { -dx, dx, -dy, dy };
  const double room[] = { (double)a.x - rect->x0, (double)rect->x1 - a.x, (double)a.y - rect->y0,
                          (double)rect->y1 - a.y };

  *t0 = 0.;
  *t1 = 1.;
  for (guint i = 0; i < 4; i++)
    {
      if (slope[i] == 0.)
        {
          if (room[i] < 0.)
            return FALSE;
          continue;
        }
      if (slope[i] < 0.)
        *t0 = MAX (*t0, room[i] / slope[i]);
      else
        *t1 = MIN (*t1, room[i] / slope[i]);
    }
  return *t0 < *t1;
}

static RdmWorldXY
between (RdmWorldXY a, RdmWorldXY b, double t)
{
  return (RdmWorldXY){ a.x + (gint32)lround (t * ((double)b.x - a.x)),
                       a.y + (gint32)lround (t * ((double)b.y - a.y)) };
}

void
rdm_world_clip_line (
    const RdmWorldXY *points, guint n, const RdmWorldRect *rect, GArray *out, GArray *ends)
{
  gboolean open = FALSE;

  for (guint i = 1; i < n; i++)
    {
      double t0;
      double t1;
      gboolean seen = clip_segment (points[i - 1], points[i], rect, &t0, &t1);
      RdmWorldXY at;

      if (open && (!seen || t0 > 0.))
        {
          g_array_append_val (ends, out->len);
          open = FALSE;
        }
      if (!seen)
        continue;
      if (!open)
        {
          at = between (points[i - 1], points[i], t0);
          g_array_append_val (out, at);
        }
      at = between (points[i - 1], points[i], t1);
      g_array_append_val (out, at);
      open = TRUE;
    }
  if (open)
    g_array_append_val (ends, out->len);
}

/* A point inside */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

/* Where the level line at @y crosses the rings, in order. */
static GArray *
crossings (GPtrArray *rings, double y)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint r = 0; r < rings->len; r++)
    {
      GArray *ring = g_ptr_array_index (rings, r);
      const RdmWorldXY *points = rdm_world_points (ring);

      for (guint i = 0, k = ring->len - 1; i < ring->len; k = i++)
        if ((points[i].y > y) != (points[k].y > y))
          {
            double x = ((double)points[k].x - points[i].x) * (y - points[i].y)
                           / ((double)points[k].y - points[i].y)
                       + points[i].x;

            g_array_append_val (found, x);
          }
    }
  g_array_sort (found, compare_doubles);
  return found;
}

RdmWorldXY
rdm_world_inner_point (GPtrArray *rings, double *width)
{
  /* Fractions of the height: a lake is rarely widest at its very middle. */
  static const double levels[] = { 0.5, 0.4, 0.6, 0.3, 0.7 };
  GArray *outer = g_ptr_array_index (rings, 0);
  RdmWorldRect bounds = rdm_world_bounds (rdm_world_points (outer), outer->len);
  RdmWorldXY best = g_array_index (outer, RdmWorldXY, 0);
  double widest = 0.;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      double y = floor (bounds.y0 + levels[i] * ((double)bounds.y1 - bounds.y0)) + 0.5;
      g_autoptr (GArray) found = crossings (rings, y);

      for (guint k = 0; k + 1 < found->len; k += 2)
        {
          double from = g_array_index (found, double, k);
          double to = g_array_index (found, double, k + 1);

          /* Nearer to the middle is better than a little wider. */
          if (to - from <= widest * (i > 0 ? 1.3 : 1.))
            continue;
          widest = to - from;
          best = (RdmWorldXY){ (gint32)((from + to) / 2.), (gint32)y };
        }
    }
  if (width != NULL)
    *width = widest;
  return best;
}
