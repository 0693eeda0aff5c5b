/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/**
 * RdmPoint:
 * @lat_deg: degrees north, WGS 84; NaN where there is no place
 * @lon_deg: degrees east
 */
typedef struct
{
  double lat_deg;
  double lon_deg;
} RdmPoint;

#define RDM_POINT_NONE ((RdmPoint){ NAN, NAN })

/**
 * RdmBox: a box of degrees that does not cross the antimeridian; empty while south > north.
 */
typedef struct
{
  double south_deg;
  double west_deg;
  double north_deg;
  double east_deg;
} RdmBox;

#define RDM_BOX_EMPTY ((RdmBox){ INFINITY, INFINITY, -INFINITY, -INFINITY })

gboolean rdm_point_is_set (RdmPoint point);

/* Whether the point is set and within ±90° and ±180°. */
gboolean rdm_point_is_valid (RdmPoint point);

gboolean rdm_point_equal (RdmPoint a, RdmPoint b);

/**
 * rdm_geo_distance:
 *
 * Returns: metres along the great circle (haversine); NaN if either is not set
 */
double rdm_geo_distance (RdmPoint a, RdmPoint b);

/**
 * rdm_point_parse:
 * @text: "47.1, 9.5", "47,1; 9,5", "47,1 9,5", "47.1 N 9.5 E", "N 47° 8.5′ E 9° 31.2′",
 *   "47°08′30″N 9°31′00″E"; latitude first unless letters say otherwise
 *
 * Returns: FALSE and RDM_GEO_ERROR if it is no pair of coordinates
 */
gboolean rdm_point_parse (const char *text, RdmPoint *point, GError **error);

/**
 * rdm_point_format:
 *
 * Returns: (transfer full): "47.113567, 9.529799", with points whatever the locale; "" for none
 */
char *rdm_point_format (RdmPoint point) G_GNUC_WARN_UNUSED_RESULT;

gboolean rdm_box_is_empty (RdmBox box);
gboolean rdm_box_contains (RdmBox box, RdmPoint point);

/* Grows the box to hold the point; a point that is not set changes nothing. */
void rdm_box_extend (RdmBox *box, RdmPoint point);

/* The middle, or %RDM_POINT_NONE of an empty box. */
RdmPoint rdm_box_center (RdmBox box);

/* Web Mercator on the unit square: x grows eastward from -180°, y southward from the top; latitude
 * is held within ±85.0511°. One unit is the whole world: multiply by 256·2^zoom for pixels. */
double rdm_mercator_x (double lon_deg);
double rdm_mercator_y (double lat_deg);
double rdm_mercator_lon (double x);
double rdm_mercator_lat (double y);

G_END_DECLS
