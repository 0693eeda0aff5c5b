/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-stroke.h"

#include <math.h>

static RdmXY
between (RdmXY a, RdmXY b, double t)
{
  return (RdmXY){ a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
}

void
rdm_map_stroke_path (cairo_t *cr, const RdmXY *pixels, guint n, RdmRect clip)
{
  gboolean open = FALSE;
  RdmXY last = { 0., 0. };

  for (guint i = 1; i < n; i++)
    {
      RdmXY from = open ? last : pixels[i - 1];
      double t0;
      double t1;
      RdmXY end;

      if (i + 1 < n && open && fabs (pixels[i].x - from.x) < 0.5
          && fabs (pixels[i].y - from.y) < 0.5)
        continue;
      if (!rdm_xy_clip (clip, from, pixels[i], &t0, &t1))
        {
          open = FALSE;
          continue;
        }
      end = between (from, pixels[i], t1);
      if (!open || t0 > 0.)
        {
          RdmXY begin = between (from, pixels[i], t0);

          cairo_move_to (cr, begin.x, begin.y);
        }
      cairo_line_to (cr, end.x, end.y);
      open = t1 >= 1.;
      last = pixels[i];
    }
}

void
rdm_map_stroke_dashed (
    cairo_t *cr, const RdmXY *pixels, guint n, RdmRect clip, const double *dashes, int n_dashes)
{
  double along = 0.;
  gboolean open = FALSE;

  for (guint i = 1; i < n; i++)
    {
      double length = rdm_xy_distance (pixels[i - 1], pixels[i]);
      double t0;
      double t1;
      gboolean seen = rdm_xy_clip (clip, pixels[i - 1], pixels[i], &t0, &t1);

      if (open && (!seen || t0 > 0.))
        {
          cairo_stroke (cr);
          open = FALSE;
        }
      if (seen)
        {
          RdmXY begin = between (pixels[i - 1], pixels[i], t0);
          RdmXY end = between (pixels[i - 1], pixels[i], t1);

          if (!open)
            {
              cairo_set_dash (cr, dashes, n_dashes, along + t0 * length);
              cairo_move_to (cr, begin.x, begin.y);
            }
          cairo_line_to (cr, end.x, end.y);
          open = TRUE;
        }
      along += length;
    }
  if (open)
    cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0.);
}

/* Puts the arrow that is @into the leg of points @from to @to. */
static void
put_arrow (GArray *arrows, const RdmXY *pixels, guint from, guint to, double into, RdmRect clip)
{
  for (guint i = from; i < to; i++)
    {
      double length = rdm_xy_distance (pixels[i], pixels[i + 1]);

      if (into <= length && length > 0.)
        {
          RdmMapArrow arrow = { between (pixels[i], pixels[i + 1], into / length),
                                atan2 (pixels[i + 1].y - pixels[i].y,
                                       pixels[i + 1].x - pixels[i].x) };

          if (rdm_rect_contains (clip, arrow.at))
            g_array_append_val (arrows, arrow);
          return;
        }
      into -= length;
    }
}

static double
length_of (const RdmXY *pixels, guint from, guint to)
{
  double length = 0.;

  for (guint i = from; i < to; i++)
    length += rdm_xy_distance (pixels[i], pixels[i + 1]);
  return length;
}

GArray *
rdm_map_arrows (const RdmXY *pixels,
                const guint *legs,
                guint n_legs,
                double spacing,
                double clear,
                RdmRect clip)
{
  GArray *arrows = g_array_new (FALSE, FALSE, sizeof (RdmMapArrow));
  double next = spacing / 2.; /* along the whole line */
  double along = 0.;

  for (guint k = 0; k < n_legs; k++)
    {
      double length = length_of (pixels, legs[k], legs[k + 1]);
      gboolean roomy = length >= 2. * clear + 4.;
      double placed = -INFINITY;

      for (; next < along + length; next += spacing)
        {
          double into = next - along;

          if (!roomy)
            continue;
          if (into < clear || length - into < clear)
            into = length < spacing ? length / 2. : CLAMP (into, clear, length - clear);
          if (into - placed < spacing / 2.)
            continue;
          put_arrow (arrows, pixels, legs[k], legs[k + 1], into, clip);
          placed = into;
        }
      along += length;
    }
  return arrows;
}
