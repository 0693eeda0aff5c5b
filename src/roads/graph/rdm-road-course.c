/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-road-course.h"

#define METRES_PER_LAT 111194.9 /* degree */

static double
metres_per_lon (double lat_deg)
{
  return METRES_PER_LAT * MAX (cos (lat_deg * G_PI / 180.0), 0.01);
}

RdmCourse
rdm_course_at (RdmPoint at, RdmPoint a, RdmPoint b)
{
  RdmCourse self = { .at = at, .metres_per_lon = metres_per_lon (at.lat_deg) };
  double east_m = (b.lon_deg - a.lon_deg) * self.metres_per_lon;
  double north_m = (b.lat_deg - a.lat_deg) * METRES_PER_LAT;
  double length_m = hypot (east_m, north_m);

  if (length_m > 0)
    {
      self.east = east_m / length_m;
      self.north = north_m / length_m;
    }
  return self;
}

RdmCoursePlace
rdm_course_place (const RdmCourse *self, RdmPoint a, RdmPoint b)
{
  double ax = (a.lon_deg - self->at.lon_deg) * self->metres_per_lon;
  double ay = (a.lat_deg - self->at.lat_deg) * METRES_PER_LAT;
  double dx = (b.lon_deg - a.lon_deg) * self->metres_per_lon;
  double dy = (b.lat_deg - a.lat_deg) * METRES_PER_LAT;
  double length_m = hypot (dx, dy);
  double along = length_m > 0 ? -(ax * dx + ay * dy) / (length_m * length_m) : 0.0;
  double t = CLAMP (along, 0.0, 1.0);

  return (RdmCoursePlace){
    .distance_m = hypot (ax + t * dx, ay + t * dy),
    .along = along,
    .parallel = length_m > 0 ? fabs (self->east * dx + self->north * dy) / length_m : 0.0,
  };
}

void
rdm_box_widen (RdmBox *box, double margin_m)
{
  double lon_deg = margin_m / metres_per_lon (MAX (fabs (box->south_deg), fabs (box->north_deg)));

  if (rdm_box_is_empty (*box))
    return;
  box->south_deg -= margin_m / METRES_PER_LAT;
  box->north_deg += margin_m / METRES_PER_LAT;
  box->west_deg -= lon_deg;
  box->east_deg += lon_deg;
}
