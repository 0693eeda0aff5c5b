/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-way.h"

#include "rdm-road-travel.h"

/* One drives a piece at one speed. */
#define PIECE_M 120.0
/* Nobody is faster, whatever the roads say. */
#define MOST_MPS 38.0
/* Where nothing says how long it takes. */
#define ANY_MPS 8.0

typedef struct
{
  gint64 at_ms;
  double along_m;
} Knot;

static RdmSimWay *
way_new (void)
{
  RdmSimWay *self = g_new (RdmSimWay, 1);

  *self = (RdmSimWay){
    .line = g_array_new (FALSE, FALSE, sizeof (RdmPoint)),
    .along_m = g_array_new (FALSE, FALSE, sizeof (double)),
    .usual_s = g_array_new (FALSE, FALSE, sizeof (double)),
  };
  return self;
}

void
rdm_sim_way_free (RdmSimWay *self)
{
  if (!self)
    return;
  g_array_unref (self->line);
  g_array_unref (self->along_m);
  g_array_unref (self->usual_s);
  g_free (self);
}

static void
add_point (RdmSimWay *self, RdmPoint point, double length_m, double duration_s)
{
  double along_m = length_m;
  double usual_s = duration_s;

  if (self->line->len > 0)
    {
      along_m += g_array_index (self->along_m, double, self->line->len - 1);
      usual_s += g_array_index (self->usual_s, double, self->line->len - 1);
    }
  g_array_append_val (self->line, point);
  g_array_append_val (self->along_m, along_m);
  g_array_append_val (self->usual_s, usual_s);
}

/* Points @first … @last of @line take @length_m and @duration_s together. */
static void
add_stretch (RdmSimWay *self,
             const GArray *line,
             guint first,
             guint last,
             double length_m,
             double duration_s)
{
  double whole_m = 0;

  for (guint i = first; i < last; i++)
    whole_m +=
        rdm_geo_distance (g_array_index (line, RdmPoint, i), g_array_index (line, RdmPoint, i + 1));
  if (self->line->len == 0)
    add_point (self, g_array_index (line, RdmPoint, first), 0, 0);
  for (guint i = first; i < last; i++)
    {
      double piece_m = rdm_geo_distance (g_array_index (line, RdmPoint, i),
                                         g_array_index (line, RdmPoint, i + 1));
      double share = whole_m > 0 ? piece_m / whole_m : 1.0 / (last - first);

      add_point (self, g_array_index (line, RdmPoint, i + 1), share * length_m, share * duration_s);
    }
}

/* By the roads: each step of the way at its own speed. */
static RdmSimWay *
find_by_roads (RdmRoadTravel *travel,
               RdmTravelProfile profile,
               RdmTravelSpell when,
               RdmPoint from,
               RdmPoint to)
{
  RdmGraph *graph = rdm_road_travel_get_graph (travel);
  const RdmPoint points[] = { from, to };
  RdmRoadPlace places[2];
  RdmGraphState state;
  g_autoptr (GPtrArray) routes = NULL;
  const RdmRoadRoute *route;
  RdmSimWay *way;

  rdm_road_travel_state (travel, profile, when, &state);
  if (!rdm_graph_snap (graph, profile, points, 2, places, NULL)
      || !rdm_point_is_set (places[0].point) || !rdm_point_is_set (places[1].point))
    return NULL;
  routes = rdm_graph_routes (graph, &state, places, 2, TRUE, NULL, NULL);
  route = routes ? g_ptr_array_index (routes, 0) : NULL;
  if (!route || route->line->len < 2 || route->steps->len == 0)
    return NULL;
  way = way_new ();
  for (guint i = 0; i < route->steps->len; i++)
    {
      const RdmRoadStep *step = &g_array_index (route->steps, RdmRoadStep, i);
      guint last = i + 1 < route->steps->len
                       ? g_array_index (route->steps, RdmRoadStep, i + 1).first_point
                       : route->line->len - 1;

      last = MIN (last, route->line->len - 1);
      if (last > step->first_point)
        add_stretch (way, route->line, step->first_point, last, step->distance_m, step->duration_s);
    }
  if (way->line->len >= 2)
    return way;
  rdm_sim_way_free (way);
  return NULL;
}

/* By whatever says how long it takes: all of the way at one speed. */
static RdmSimWay *
find_by_times (
    RdmTravel *travel, RdmTravelProfile profile, RdmTravelSpell when, RdmPoint from, RdmPoint to)
{
  const RdmPoint points[] = { from, to };
  RdmTravelRequest request = { profile, when, &points[0], 1, &points[1], 1 };
  g_autoptr (GArray) line = rdm_travel_line (travel, profile, when, points, 2, NULL, NULL);
  gint32 duration_s = RDM_TRAVEL_UNREACHABLE;
  gint32 distance_m = RDM_TRAVEL_UNREACHABLE;
  RdmSimWay *way = way_new ();

  if (!rdm_travel_matrix (travel, &request, &duration_s, &distance_m, NULL, NULL)
      || duration_s == RDM_TRAVEL_UNREACHABLE || distance_m == RDM_TRAVEL_UNREACHABLE)
    {
      distance_m = (gint32)lround (rdm_geo_distance (from, to));
      duration_s = (gint32)lround (distance_m / ANY_MPS);
    }
  if (line && line->len >= 2)
    add_stretch (way, line, 0, line->len - 1, distance_m, duration_s);
  if (way->line->len < 2)
    {
      add_point (way, from, 0, 0);
      add_point (way, to, distance_m, duration_s);
    }
  return way;
}

RdmSimWay *
rdm_sim_way_find (
    RdmTravel *travel, RdmTravelProfile profile, RdmTravelSpell when, RdmPoint from, RdmPoint to)
{
  RdmSimWay *way = NULL;

  if (RDM_IS_ROAD_TRAVEL (travel))
    way = find_by_roads (RDM_ROAD_TRAVEL (travel), profile, when, from, to);
  return way ? way : find_by_times (travel, profile, when, from, to);
}

/* --- driving it --------------------------------------------------------------------------------
 */

static double
along_at (const RdmSimWay *way, guint i)
{
  return g_array_index (way->along_m, double, i);
}

static RdmPoint
between (const RdmSimWay *way, guint i, double share)
{
  RdmPoint a = g_array_index (way->line, RdmPoint, i);
  RdmPoint b = g_array_index (way->line, RdmPoint, i + 1);

  return (RdmPoint){ a.lat_deg + share * (b.lat_deg - a.lat_deg),
                     a.lon_deg + share * (b.lon_deg - a.lon_deg) };
}

static void
add_knot (RdmSimDrive *self, double at_s, double along_m)
{
  Knot knot = { self->begin_ms + (gint64)ceil (at_s * 1e3), along_m };

  g_array_append_val (self->knots, knot);
  self->end_ms = knot.at_ms;
}

RdmSimDrive *
rdm_sim_drive_new (RdmSimWay *way, const RdmSimTraffic *traffic, double pace, gint64 begin_ms)
{
  RdmSimDrive *self = g_new (RdmSimDrive, 1);
  double at_s = 0;

  *self = (RdmSimDrive){ way, g_array_new (FALSE, FALSE, sizeof (Knot)), begin_ms, begin_ms };
  add_knot (self, 0, 0);
  for (guint i = 0; i + 1 < way->line->len; i++)
    {
      double length_m = along_at (way, i + 1) - along_at (way, i);
      double usual_s =
          g_array_index (way->usual_s, double, i + 1) - g_array_index (way->usual_s, double, i);
      guint n_pieces = (guint)ceil (length_m / PIECE_M);

      for (guint piece = 0; piece < n_pieces; piece++)
        {
          RdmPoint place = between (way, i, (piece + 0.5) / n_pieces);
          double factor =
              pace * rdm_sim_traffic_factor (traffic, place, begin_ms + (gint64)(at_s * 1e3));

          at_s += MAX (usual_s / factor, length_m / MOST_MPS) / n_pieces;
          add_knot (self, at_s, along_at (way, i) + length_m * (piece + 1) / n_pieces);
        }
    }
  return self;
}

void
rdm_sim_drive_free (RdmSimDrive *self)
{
  if (!self)
    return;
  rdm_sim_way_free (self->way);
  g_array_unref (self->knots);
  g_free (self);
}

/* Returns: the last knot, or point, that is not after what is looked for. */
static guint
find_knot (const RdmSimDrive *self, gint64 at_ms)
{
  guint low = 0;
  guint high = self->knots->len - 1;

  while (low < high)
    {
      guint middle = (low + high + 1) / 2;

      if (g_array_index (self->knots, Knot, middle).at_ms <= at_ms)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

static guint
find_point (const RdmSimWay *way, double along_m)
{
  guint low = 0;
  guint high = way->line->len - 2;

  while (low < high)
    {
      guint middle = (low + high + 1) / 2;

      if (along_at (way, middle) <= along_m)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

static double
course_of (RdmPoint a, RdmPoint b)
{
  double east = (b.lon_deg - a.lon_deg) * cos (a.lat_deg * (G_PI / 180.0));
  double course = atan2 (east, b.lat_deg - a.lat_deg) * (180.0 / G_PI);

  return course < 0 ? course + 360.0 : course;
}

void
rdm_sim_drive_at (const RdmSimDrive *self, gint64 at_ms, RdmSimMotion *motion)
{
  guint k = find_knot (self, MAX (at_ms, self->begin_ms));
  const Knot *knot = &g_array_index (self->knots, Knot, k);
  guint i;
  double length_m;

  *motion = (RdmSimMotion){ .driven_m = knot->along_m };
  if (k + 1 < self->knots->len)
    {
      const Knot *next = knot + 1;
      double span_ms = (double)MAX (next->at_ms - knot->at_ms, 1);
      double share = (double)(MAX (at_ms, self->begin_ms) - knot->at_ms) / span_ms;

      motion->driven_m += share * (next->along_m - knot->along_m);
      motion->speed_mps = MIN ((next->along_m - knot->along_m) / span_ms * 1e3, MOST_MPS);
    }
  i = find_point (self->way, motion->driven_m);
  length_m = along_at (self->way, i + 1) - along_at (self->way, i);
  motion->place = between (
      self->way, i,
      length_m > 0 ? CLAMP ((motion->driven_m - along_at (self->way, i)) / length_m, 0, 1) : 1.0);
  motion->course_deg = course_of (g_array_index (self->way->line, RdmPoint, i),
                                  g_array_index (self->way->line, RdmPoint, i + 1));
}
