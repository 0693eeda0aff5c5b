/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which part of the world is seen, and how large: between the unit square of Web Mercator
 * (rdm-geo.h) and pixels of the widget.
 */
#pragma once

#include "rdm-geo.h"
#include "rdm-map-geometry.h"

G_BEGIN_DECLS

/** RdmMapView: @origin is where the widget's top left corner is, in pixels of a world @world pixels
 * wide. */
typedef struct
{
  double zoom;
  double world;
  RdmXY origin;
  double width;
  double height;
} RdmMapView;

static inline RdmXY
rdm_map_view_to_pixel (const RdmMapView *self, RdmXY unit)
{
  return (RdmXY){ unit.x * self->world - self->origin.x, unit.y * self->world - self->origin.y };
}

static inline RdmXY
rdm_map_view_to_unit (const RdmMapView *self, RdmXY pixel)
{
  return (RdmXY){ (pixel.x + self->origin.x) / self->world,
                  (pixel.y + self->origin.y) / self->world };
}

static inline RdmXY
rdm_map_unit_of (RdmPoint point)
{
  return (RdmXY){ rdm_mercator_x (point.lon_deg), rdm_mercator_y (point.lat_deg) };
}

static inline RdmPoint
rdm_map_point_of (RdmXY unit)
{
  return (RdmPoint){ rdm_mercator_lat (unit.y), rdm_mercator_lon (unit.x) };
}

/** rdm_map_view_unit_rect: a rectangle of pixels in units. */
static inline RdmRect
rdm_map_view_unit_rect (const RdmMapView *self, RdmRect pixels)
{
  RdmXY low = rdm_map_view_to_unit (self, (RdmXY){ pixels.x0, pixels.y0 });
  RdmXY high = rdm_map_view_to_unit (self, (RdmXY){ pixels.x1, pixels.y1 });

  return (RdmRect){ low.x, low.y, high.x, high.y };
}

/** rdm_map_view_metres: how many metres a pixel is in the middle of the view. */
static inline double
rdm_map_view_metres (const RdmMapView *self)
{
  double y = (self->origin.y + self->height / 2.) / self->world;

  return 40075016.686 * cos (rdm_mercator_lat (y) * G_PI / 180.) / self->world;
}

G_END_DECLS
