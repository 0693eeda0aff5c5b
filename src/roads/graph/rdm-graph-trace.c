/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a hand has drawn over the map, as roads. The stroke is followed in small steps; each step
 * names the road that is nearest to it and goes the same way, and roads that are named often enough
 * were meant.
 */
#include "rdm-graph-private.h"

#include "rdm-road-course.h"

#define STEP_M 5.0
#define STEPS_MAX 4000
/* The cosine of 40 degrees. */
#define PARALLEL 0.77
/* A road was meant when the stroke is along so much of it, or along half of it; or when that is
 * half of the stroke. */
#define ALONG_LEAST_M 30.0
#define COURSE_POINTS_MAX 450

typedef struct
{
  guint32 segment;
  RdmPoint a;
  RdmPoint b;
} Piece;

typedef struct
{
  guint32 segment;
  guint n_steps; /* that name it */
  double ahead;  /* more than 0: the stroke goes as the road was drawn */
} Named;

static RdmPoint
point_of (RdmLonLat at)
{
  return (RdmPoint){ at.lat_e7 / 1e7, at.lon_e7 / 1e7 };
}

static GArray *
collect_pieces (const RdmGraphNet *net, RdmBox box)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (guint32 i = 0; i < net->n_segments; i++)
    {
      const RdmLonLat *points = net->points + net->segments[i].first_point;

      for (guint32 p = 1; p < net->segments[i].n_points; p++)
        {
          Piece piece = { i, point_of (points[p - 1]), point_of (points[p]) };

          if (MIN (piece.a.lat_deg, piece.b.lat_deg) <= box.north_deg
              && MAX (piece.a.lat_deg, piece.b.lat_deg) >= box.south_deg
              && MIN (piece.a.lon_deg, piece.b.lon_deg) <= box.east_deg
              && MAX (piece.a.lon_deg, piece.b.lon_deg) >= box.west_deg)
            g_array_append_val (pieces, piece);
        }
    }
  return pieces;
}

static void
name_segment (GArray *named, guint32 segment, double ahead)
{
  Named fresh = { segment, 1, ahead };

  for (guint i = 0; i < named->len; i++)
    {
      Named *known = &g_array_index (named, Named, i);

      if (known->segment != segment)
        continue;
      known->n_steps++;
      known->ahead += ahead;
      return;
    }
  g_array_append_val (named, fresh);
}

/* The piece that is nearest to the course, and goes the same way where that has a direction. */
static void
take_step (GArray *named, GArray *pieces, const RdmCourse *course, double beside_m)
{
  gboolean has_direction = course->east != 0.0 || course->north != 0.0;
  const Piece *best = NULL;
  double best_m = beside_m;

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      RdmCoursePlace place = rdm_course_place (course, piece->a, piece->b);

      if (place.distance_m > best_m || (has_direction && place.parallel < PARALLEL))
        continue;
      best = piece;
      best_m = place.distance_m;
    }
  if (best)
    name_segment (named, best->segment,
                  course->east * (best->b.lon_deg - best->a.lon_deg) * course->metres_per_lon
                      + course->north * (best->b.lat_deg - best->a.lat_deg) * 111194.9);
}

static double
length_of (const RdmPoint *line, guint n)
{
  double length_m = 0;

  for (guint i = 1; i < n; i++)
    length_m += rdm_geo_distance (line[i - 1], line[i]);
  return length_m;
}

/* Returns: how long a step is, in metres; 0: there was only one. */
static double
follow (GArray *named, GArray *pieces, const RdmPoint *stroke, guint n_stroke, double beside_m)
{
  double whole_m = length_of (stroke, n_stroke);
  double step_m = MAX (STEP_M, whole_m / STEPS_MAX);
  double left_m = step_m / 2; /* to the next step */

  if (whole_m < STEP_M)
    {
      RdmCourse course = rdm_course_at (stroke[0], stroke[0], stroke[0]);

      take_step (named, pieces, &course, beside_m);
      return 0;
    }
  for (guint i = 1; i < n_stroke; i++)
    {
      RdmPoint a = stroke[i - 1];
      RdmPoint b = stroke[i];
      double length_m = rdm_geo_distance (a, b);
      double at_m = left_m;

      for (; at_m < length_m; at_m += step_m)
        {
          double t = at_m / length_m;
          RdmPoint at = { a.lat_deg + t * (b.lat_deg - a.lat_deg),
                          a.lon_deg + t * (b.lon_deg - a.lon_deg) };
          RdmCourse course = rdm_course_at (at, a, b);

          take_step (named, pieces, &course, beside_m);
        }
      left_m = at_m - length_m;
    }
  return step_m;
}

/* The course of a segment, in the direction of the stroke. */
static void
append_segment (GArray *line, const RdmGraphNet *net, const Named *named)
{
  const RdmSegment *segment = &net->segments[named->segment];
  const RdmLonLat *points = net->points + segment->first_point;

  if (line->len + segment->n_points > COURSE_POINTS_MAX)
    return;
  for (guint32 p = 0; p < segment->n_points; p++)
    {
      RdmPoint point = point_of (points[named->ahead >= 0 ? p : segment->n_points - 1 - p]);

      if (line->len == 0 || !rdm_point_equal (g_array_index (line, RdmPoint, line->len - 1), point))
        g_array_append_val (line, point);
    }
}

GArray *
rdm_graph_trace (RdmGraph *self,
                 RdmTravelProfile profile,
                 const RdmPoint *stroke,
                 guint n_stroke,
                 double beside_m,
                 GError **error)
{
  const RdmGraphNet *net = rdm_graph_get_net (self, profile, error);
  g_autoptr (GArray) named = g_array_new (FALSE, FALSE, sizeof (Named));
  g_autoptr (GArray) pieces = NULL;
  RdmBox box = RDM_BOX_EMPTY;
  GArray *line;
  double step_m;
  double least_m;

  if (!net)
    return NULL;
  line = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  if (n_stroke == 0)
    return line;
  for (guint i = 0; i < n_stroke; i++)
    rdm_box_extend (&box, stroke[i]);
  rdm_box_widen (&box, beside_m);
  pieces = collect_pieces (net, box);
  step_m = follow (named, pieces, stroke, n_stroke, beside_m);
  least_m = MIN (ALONG_LEAST_M, length_of (stroke, n_stroke) / 2);
  /* They were named in the order of the stroke. */
  for (guint i = 0; i < named->len; i++)
    {
      const Named *road = &g_array_index (named, Named, i);
      double along_m = road->n_steps * step_m;

      if (step_m <= 0 || along_m >= least_m
          || along_m >= net->segments[road->segment].length_dm / 20.0)
        append_segment (line, net, road);
    }
  return line;
}
