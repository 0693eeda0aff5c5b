/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-geo.h"

#define EARTH_RADIUS_M 6371008.8
#define MERCATOR_MAX_LAT_DEG 85.05112877980659

static double
radians (double degrees)
{
  return degrees * (G_PI / 180.0);
}

gboolean
rdm_point_is_set (RdmPoint point)
{
  return !isnan (point.lat_deg) && !isnan (point.lon_deg);
}

gboolean
rdm_point_is_valid (RdmPoint point)
{
  return point.lat_deg >= -90.0 && point.lat_deg <= 90.0 && point.lon_deg >= -180.0
         && point.lon_deg <= 180.0;
}

gboolean
rdm_point_equal (RdmPoint a, RdmPoint b)
{
  if (!rdm_point_is_set (a) || !rdm_point_is_set (b))
    return rdm_point_is_set (a) == rdm_point_is_set (b);
  return a.lat_deg == b.lat_deg && a.lon_deg == b.lon_deg;
}

double
rdm_geo_distance (RdmPoint a, RdmPoint b)
{
  double north = sin (radians (b.lat_deg - a.lat_deg) / 2.0);
  double east = sin (radians (b.lon_deg - a.lon_deg) / 2.0);
  double h = north * north + cos (radians (a.lat_deg)) * cos (radians (b.lat_deg)) * east * east;

  return 2.0 * EARTH_RADIUS_M * asin (sqrt (h > 1.0 ? 1.0 : h));
}

char *
rdm_point_format (RdmPoint point)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE];
  char lon[G_ASCII_DTOSTR_BUF_SIZE];

  if (!rdm_point_is_set (point))
    return g_strdup ("");
  g_ascii_formatd (lat, sizeof lat, "%.6f", point.lat_deg);
  g_ascii_formatd (lon, sizeof lon, "%.6f", point.lon_deg);
  return g_strconcat (lat, ", ", lon, NULL);
}

gboolean
rdm_box_is_empty (RdmBox box)
{
  return !(box.south_deg <= box.north_deg && box.west_deg <= box.east_deg);
}

gboolean
rdm_box_contains (RdmBox box, RdmPoint point)
{
  return point.lat_deg >= box.south_deg && point.lat_deg <= box.north_deg
         && point.lon_deg >= box.west_deg && point.lon_deg <= box.east_deg;
}

void
rdm_box_extend (RdmBox *box, RdmPoint point)
{
  if (!rdm_point_is_set (point))
    return;
  box->south_deg = MIN (box->south_deg, point.lat_deg);
  box->north_deg = MAX (box->north_deg, point.lat_deg);
  box->west_deg = MIN (box->west_deg, point.lon_deg);
  box->east_deg = MAX (box->east_deg, point.lon_deg);
}

RdmPoint
rdm_box_center (RdmBox box)
{
  if (rdm_box_is_empty (box))
    return RDM_POINT_NONE;
  return (RdmPoint){ (box.south_deg + box.north_deg) / 2.0, (box.west_deg + box.east_deg) / 2.0 };
}

double
rdm_mercator_x (double lon_deg)
{
  return (lon_deg + 180.0) / 360.0;
}

double
rdm_mercator_y (double lat_deg)
{
  double lat = radians (CLAMP (lat_deg, -MERCATOR_MAX_LAT_DEG, MERCATOR_MAX_LAT_DEG));

  return 0.5 - log (tan (lat) + 1.0 / cos (lat)) / (2.0 * G_PI);
}

double
rdm_mercator_lon (double x)
{
  return x * 360.0 - 180.0;
}

double
rdm_mercator_lat (double y)
{
  return atan (sinh (G_PI * (1.0 - 2.0 * y))) * (180.0 / G_PI);
}
