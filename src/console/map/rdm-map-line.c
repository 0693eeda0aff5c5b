/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-line.h"

#include <math.h>

RdmMapLine *
rdm_map_line_new (const RdmDeskRoute *route)
{
  RdmMapLine *self = g_new0 (RdmMapLine, 1);

  self->route = g_strdup (route->route->row.id);
  self->name = g_strdup (route->name);
  self->colour = route->colour;
  self->dashed = route->dashed;
  self->n_stops = route->schedule->n_stops;
  self->start_s = route->schedule->start_s;
  self->end_s = route->schedule->end_s;
  self->depots = g_array_new (FALSE, FALSE, sizeof (RdmXY));
  self->bounds = RDM_RECT_EMPTY;
  return self;
}

void
rdm_map_line_free (RdmMapLine *self)
{
  if (self == NULL)
    return;
  g_free (self->route);
  g_free (self->name);
  g_free (self->points);
  g_free (self->lanes);
  g_free (self->legs);
  g_free (self->marks);
  g_array_unref (self->depots);
  g_free (self);
}

void
rdm_map_line_split (
    const RdmXY *points, guint n_points, const RdmXY *ends, guint n_ends, guint *legs)
{
  guint from = 0;

  for (guint k = 0; k < n_ends; k++)
    {
      double least = INFINITY;
      guint best = from;

      /* The first way past the place counts: a road may come by again later. */
      for (guint i = from; i < n_points; i++)
        {
          double distance = rdm_xy_distance (points[i], ends[k]);

          if (distance < least)
            {
              least = distance;
              best = i;
            }
          if (least < 1e-9)
            break;
        }
      legs[k] = best;
      from = best;
    }
  if (n_ends > 0)
    {
      legs[0] = 0;
      legs[n_ends - 1] = n_points - 1;
    }
}

void
rdm_map_line_lay (RdmMapLine *self, GArray *ends, GArray *marks, GArray *way)
{
  self->marks = g_memdup2 (marks->data, marks->len * sizeof (int));
  self->n_legs = ends->len > 1 ? ends->len - 1 : 0;
  self->legs = g_new0 (guint, MAX (ends->len, 1));
  if (way != NULL && way->len >= ends->len && ends->len > 1)
    {
      self->n_points = way->len;
      self->points = g_new (RdmXY, way->len);
      for (guint i = 0; i < way->len; i++)
        self->points[i] = rdm_map_unit_of (g_array_index (way, RdmPoint, i));
      rdm_map_line_split (self->points, self->n_points, (const RdmXY *)(gpointer)ends->data,
                          ends->len, self->legs);
    }
  else
    {
      self->n_points = ends->len;
      self->points = g_memdup2 (ends->data, ends->len * sizeof (RdmXY));
      for (guint i = 0; i < ends->len; i++)
        self->legs[i] = i;
    }
  self->bounds = RDM_RECT_EMPTY;
  for (guint i = 0; i < self->n_points; i++)
    rdm_rect_extend (&self->bounds, self->points[i]);
}

/* Pixels from lane to lane: none where the whole town is a few streets wide. */
static double
lane_width (const RdmMapView *view)
{
  double zoom = log2 (view->world / 256.);

  return CLAMP (zoom - 10., 0., 1.) * (3.6 + CLAMP (zoom - 14., 0., 2.) * 0.4);
}

/* To the right of a piece, its length one; nowhere of a piece without length. */
static RdmXY
right_of (RdmXY a, RdmXY b)
{
  double length = rdm_xy_distance (a, b);

  return length > 0. ? (RdmXY){ (a.y - b.y) / length, (b.x - a.x) / length } : (RdmXY){ 0., 0. };
}

RdmXY *
rdm_map_line_project (const RdmMapLine *self, const RdmMapView *view)
{
  RdmXY *pixels = g_new (RdmXY, MAX (self->n_points, 1));
  double width = lane_width (view);
  RdmXY before = { 0., 0. };
  double lane_before = 0.;

  for (guint i = 0; i < self->n_points; i++)
    pixels[i] = rdm_map_view_to_pixel (view, self->points[i]);
  if (self->lanes == NULL || width == 0.)
    return pixels;
  /* A corner is moved by half of what the pieces before and after it are. */
  for (guint i = 0; i < self->n_points; i++)
    {
      RdmXY after = { 0., 0. };
      double lane_after = 0.;
      RdmXY shift;

      if (i + 1 < self->n_points)
        {
          after = right_of (pixels[i], pixels[i + 1]);
          lane_after = self->lanes[i] * width;
        }
      shift = (RdmXY){ before.x * lane_before + after.x * lane_after,
                       before.y * lane_before + after.y * lane_after };
      if (i > 0 && i + 1 < self->n_points)
        shift = (RdmXY){ shift.x / 2., shift.y / 2. };
      pixels[i].x += shift.x;
      pixels[i].y += shift.y;
      before = after;
      lane_before = lane_after;
    }
  return pixels;
}
