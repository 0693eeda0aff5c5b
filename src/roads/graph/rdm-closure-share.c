/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of a road is within an area, or along a line.
 */
#include "rdm-graph-private.h"

#include "rdm-road-course.h"

/* So finely a road is looked at where it may be partly in a slow area, */
#define SAMPLE_M 20.0
/* and along a line. */
#define LINE_SAMPLE_M 5.0
/* A road that is farther than this from a line does not go along it, */
#define BESIDE_M 6.0
/* nor one that turns away from it by more: the cosine of 35 degrees. */
#define PARALLEL 0.82
/* A line that ends a little past a crossing does not mean the next road: at least this, or half of
 * the road, or half of the line, is along it. */
#define ALONG_LEAST_M 30.0

RdmBox
rdm_closure_box (const RdmClosure *self)
{
  RdmBox box = RDM_BOX_EMPTY;

  for (guint i = 0; i < self->n_points; i++)
    rdm_box_extend (&box, self->area[i]);
  if (self->is_line)
    rdm_box_widen (&box, BESIDE_M);
  return box;
}

static gboolean
may_touch (const RdmBox *box, RdmLonLat a, RdmLonLat b)
{
  return MIN (a.lat_e7, b.lat_e7) <= box->north_deg * 1e7
         && MAX (a.lat_e7, b.lat_e7) >= box->south_deg * 1e7
         && MIN (a.lon_e7, b.lon_e7) <= box->east_deg * 1e7
         && MAX (a.lon_e7, b.lon_e7) >= box->west_deg * 1e7;
}

static double
cross (RdmPoint o, RdmPoint a, RdmPoint b)
{
  return (a.lon_deg - o.lon_deg) * (b.lat_deg - o.lat_deg)
         - (a.lat_deg - o.lat_deg) * (b.lon_deg - o.lon_deg);
}

/* Whether the line crosses the border: an area may be a thin bar across a road. */
static gboolean
crosses_border (const RdmClosure *closure, RdmPoint a, RdmPoint b)
{
  for (guint i = 0; i < closure->n_points; i++)
    {
      RdmPoint c = closure->area[i];
      RdmPoint d = closure->area[(i + 1) % closure->n_points];

      if ((cross (a, b, c) > 0) != (cross (a, b, d) > 0)
          && (cross (c, d, a) > 0) != (cross (c, d, b) > 0))
        return TRUE;
    }
  return FALSE;
}

static RdmPoint
point_of (RdmLonLat at)
{
  return (RdmPoint){ at.lat_e7 / 1e7, at.lon_e7 / 1e7 };
}

/* Returns: how much of the piece is within the area, in metres; more than 0 where it is touched. */
static double
metres_within (const RdmClosure *closure, RdmPoint a, RdmPoint b)
{
  double length_m = rdm_geo_distance (a, b);
  guint n = (guint)CLAMP (length_m / SAMPLE_M, 1.0, 5000.0);
  guint n_inside = 0;

  for (guint i = 0; i < n; i++)
    {
      double t = (i + 0.5) / n;
      RdmPoint sample = { a.lat_deg + t * (b.lat_deg - a.lat_deg),
                          a.lon_deg + t * (b.lon_deg - a.lon_deg) };

      n_inside += (guint)rdm_closure_contains (closure, sample);
    }
  if (n_inside == 0 && crosses_border (closure, a, b))
    return MIN (length_m, 1.0);
  return length_m * n_inside / n;
}

/* --- lines -------------------------------------------------------------------------------------
 */

/* Returns: how much of the piece goes along the line, in metres. */
static double
metres_along (const RdmClosure *closure, RdmPoint a, RdmPoint b)
{
  double length_m = rdm_geo_distance (a, b);
  guint n = (guint)CLAMP (length_m / LINE_SAMPLE_M, 1.0, 5000.0);
  guint n_along = 0;

  for (guint i = 0; i < n; i++)
    {
      double t = (i + 0.5) / n;
      RdmPoint sample = { a.lat_deg + t * (b.lat_deg - a.lat_deg),
                          a.lon_deg + t * (b.lon_deg - a.lon_deg) };
      RdmCourse course = rdm_course_at (sample, a, b);

      for (guint p = 1; p < closure->n_points; p++)
        {
          RdmCoursePlace place = rdm_course_place (&course, closure->area[p - 1], closure->area[p]);
          gboolean is_past =
              (p == 1 && place.along < 0.0) || (p + 1 == closure->n_points && place.along > 1.0);

          if (is_past || place.distance_m > BESIDE_M || place.parallel < PARALLEL)
            continue;
          n_along++;
          break;
        }
    }
  return length_m * n_along / n;
}

static double
length_of (const RdmClosure *self)
{
  double length_m = 0;

  for (guint p = 1; p < self->n_points; p++)
    length_m += rdm_geo_distance (self->area[p - 1], self->area[p]);
  return length_m;
}

double
rdm_closure_share (const RdmClosure *self,
                   const RdmBox *box,
                   const RdmGraphNet *net,
                   const RdmSegment *segment)
{
  const RdmLonLat *points = net->points + segment->first_point;
  double length_m = MAX (segment->length_dm / 10.0, 0.1);
  double within_m = 0;

  for (guint32 p = 1; p < segment->n_points; p++)
    if (may_touch (box, points[p - 1], points[p]))
      {
        RdmPoint a = point_of (points[p - 1]);
        RdmPoint b = point_of (points[p]);

        within_m += self->is_line ? metres_along (self, a, b) : metres_within (self, a, b);
      }
  if (within_m <= 0
      || (self->is_line && within_m < length_m / 2
          && within_m < MIN (ALONG_LEAST_M, length_of (self) / 2)))
    return 0;
  return MIN (within_m / length_m, 1.0);
}
