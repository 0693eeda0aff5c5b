/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-graph-private.h"

#include <math.h>

#define METRES_PER_E7 0.01111949266 /* of latitude */
/* About 220 m from north to south. */
#define CELL_E7 20000
#define CELLS_MAX (1 << 22)
/* Nearer to the middle of the road than this, a pin is on neither side. */
#define MIDDLE_M 2.0

/* --- the grid ----------------------------------------------------------------------------------
 */

/* One must be able to get away from it and to it, whatever the hour. */
static gboolean
is_for_stops (const RdmGraphNet *net, guint32 segment)
{
  guint reach = 0;
  guint closed = 0;

  for (guint32 lane = 2 * segment; lane <= 2 * segment + 1; lane++)
    if (net->lane_arc[lane] != RDM_ROAD_NONE)
      {
        reach |= net->arc_reach[net->lane_arc[lane]];
        closed |= net->arcs[net->lane_arc[lane]].closed;
      }
  return reach == (RDM_ARC_LEAVES | RDM_ARC_ARRIVES) && closed == 0
         && !(net->segments[segment].flags & RDM_SEGMENT_NO_STOPPING);
}

/* The cells that a piece of a segment may touch: those of its box. */
typedef struct
{
  guint32 west;
  guint32 east;
  guint32 south;
  guint32 north;
} Cells;

static Cells
cells_of (const RdmGraphGrid *self, RdmLonLat a, RdmLonLat b)
{
  gint64 west = (gint64)MIN (a.lon_e7, b.lon_e7) - self->corner.lon_e7;
  gint64 east = (gint64)MAX (a.lon_e7, b.lon_e7) - self->corner.lon_e7;
  gint64 south = (gint64)MIN (a.lat_e7, b.lat_e7) - self->corner.lat_e7;
  gint64 north = (gint64)MAX (a.lat_e7, b.lat_e7) - self->corner.lat_e7;

  return (Cells){ (guint32)(west / self->cell_e7), (guint32)(east / self->cell_e7),
                  (guint32)(south / self->cell_e7), (guint32)(north / self->cell_e7) };
}

typedef void (*CellFunc) (RdmGraphGrid *self, guint32 cell, guint32 segment);

static void
count_cell (RdmGraphGrid *self, guint32 cell, guint32 segment)
{
  self->first[cell + 2]++;
}

static void
fill_cell (RdmGraphGrid *self, guint32 cell, guint32 segment)
{
  self->segments[self->first[cell + 1]++] = segment;
}

static void
for_each_cell (RdmGraphGrid *self, const RdmGraphNet *net, CellFunc func)
{
  for (guint32 i = 0; i < net->n_segments; i++)
    {
      const RdmSegment *segment = &net->segments[i];
      const RdmLonLat *points = net->points + segment->first_point;

      if (!is_for_stops (net, i))
        continue;
      for (guint32 p = 1; p < segment->n_points; p++)
        {
          Cells cells = cells_of (self, points[p - 1], points[p]);

          for (guint32 row = cells.south; row <= cells.north; row++)
            for (guint32 column = cells.west; column <= cells.east; column++)
              func (self, row * self->n_columns + column, i);
        }
    }
}

void
rdm_graph_grid_init (RdmGraphGrid *self, const RdmGraphNet *net)
{
  RdmLonLat low = { G_MAXINT32, G_MAXINT32 };
  RdmLonLat high = { G_MININT32, G_MININT32 };
  guint64 n_cells;

  for (guint32 i = 0; i < net->n_segments; i++)
    for (guint32 p = 0; p < net->segments[i].n_points; p++)
      {
        RdmLonLat point = net->points[net->segments[i].first_point + p];

        low = (RdmLonLat){ MIN (low.lon_e7, point.lon_e7), MIN (low.lat_e7, point.lat_e7) };
        high = (RdmLonLat){ MAX (high.lon_e7, point.lon_e7), MAX (high.lat_e7, point.lat_e7) };
      }
  if (net->n_segments == 0)
    low = high = (RdmLonLat){ 0, 0 };
  self->corner = low;
  self->cell_e7 = CELL_E7 / 2;
  do
    {
      self->cell_e7 *= 2;
      self->n_columns = (guint32)(((gint64)high.lon_e7 - low.lon_e7) / self->cell_e7 + 1);
      self->n_rows = (guint32)(((gint64)high.lat_e7 - low.lat_e7) / self->cell_e7 + 1);
      n_cells = (guint64)self->n_columns * self->n_rows;
    }
  while (n_cells > CELLS_MAX);
  self->first = g_new0 (guint32, n_cells + 2);
  for_each_cell (self, net, count_cell);
  for (guint64 i = 2; i < n_cells + 2; i++)
    self->first[i] += self->first[i - 1];
  self->segments = g_new (guint32, (gsize)self->first[n_cells + 1] + 1);
  for_each_cell (self, net, fill_cell);
}

void
rdm_graph_grid_clear (RdmGraphGrid *self)
{
  g_free (self->first);
  g_free (self->segments);
}

/* --- the nearest road ---------------------------------------------------------------------------
 */

typedef struct
{
  const RdmGraphNet *net;
  RdmLonLat pin;
  double metres_per_lon_e7;
  double best_m; /* distance squared */
  guint32 segment;
  guint32 piece; /* of the segment: from this point to the next */
  double along;  /* share of the piece */
  double side_m; /* how far the pin is to the left of the piece */
} Search;

static void
try_piece (Search *self, guint32 segment, guint32 piece, RdmLonLat a, RdmLonLat b)
{
  double ax = ((double)a.lon_e7 - self->pin.lon_e7) * self->metres_per_lon_e7;
  double ay = ((double)a.lat_e7 - self->pin.lat_e7) * METRES_PER_E7;
  double dx = ((double)b.lon_e7 - a.lon_e7) * self->metres_per_lon_e7;
  double dy = ((double)b.lat_e7 - a.lat_e7) * METRES_PER_E7;
  double length_2 = dx * dx + dy * dy;
  double along = length_2 > 0 ? CLAMP (-(ax * dx + ay * dy) / length_2, 0.0, 1.0) : 0.0;
  double x = ax + along * dx;
  double y = ay + along * dy;
  double distance_2 = x * x + y * y;

  if (distance_2 >= self->best_m)
    return;
  self->best_m = distance_2;
  self->segment = segment;
  self->piece = piece;
  self->along = along;
  self->side_m = length_2 > 0 ? (dy * ax - dx * ay) / sqrt (length_2) : 0.0;
}

static void
try_cell (Search *self, gint64 column, gint64 row)
{
  const RdmGraphGrid *grid = &self->net->grid;
  gsize cell;

  if (column < 0 || row < 0 || column >= grid->n_columns || row >= grid->n_rows)
    return;
  cell = (gsize)row * grid->n_columns + (gsize)column;
  for (guint32 i = grid->first[cell]; i < grid->first[cell + 1]; i++)
    {
      const RdmSegment *segment = &self->net->segments[grid->segments[i]];
      const RdmLonLat *points = self->net->points + segment->first_point;

      if (i > grid->first[cell] && grid->segments[i] == grid->segments[i - 1])
        continue;
      for (guint32 p = 1; p < segment->n_points; p++)
        try_piece (self, grid->segments[i], p - 1, points[p - 1], points[p]);
    }
}

/* Ring by ring around the cell of the pin, until nothing nearer can come. */
static void
search (Search *self)
{
  const RdmGraphGrid *grid = &self->net->grid;
  gint64 column = floor (((double)self->pin.lon_e7 - grid->corner.lon_e7) / grid->cell_e7);
  gint64 row = floor (((double)self->pin.lat_e7 - grid->corner.lat_e7) / grid->cell_e7);
  double ring_m = grid->cell_e7 * MIN (METRES_PER_E7, self->metres_per_lon_e7);

  for (gint64 ring = 0; ring == 0 || (double)(ring - 1) * ring_m < sqrt (self->best_m); ring++)
    for (gint64 d = -ring; d <= ring; d++)
      {
        try_cell (self, column + d, row - ring);
        if (ring == 0)
          break;
        try_cell (self, column + d, row + ring);
        if (d == -ring || d == ring)
          continue;
        try_cell (self, column - ring, row + d);
        try_cell (self, column + ring, row + d);
      }
}

/* --- the place on it ----------------------------------------------------------------------------
 */

static guint
lanes_of (const RdmGraphNet *net, const Search *search)
{
  guint both = RDM_ARC_LEAVES | RDM_ARC_ARRIVES;
  gboolean is_left = search->side_m > 0;
  guint own = is_left == net->rules->keeps_left ? RDM_WAY_FORWARD : RDM_WAY_BACKWARD;
  guint lanes = 0;
  guint whole = 0;

  for (guint direction = 0; direction < RDM_N_WAY_DIRECTIONS; direction++)
    {
      guint32 arc = net->lane_arc[2 * search->segment + direction];

      if (arc == RDM_ROAD_NONE)
        continue;
      lanes |= 1u << direction;
      if ((net->arc_reach[arc] & both) == both)
        whole |= 1u << direction;
    }
  if (net->rules->profile->kerb_side && whole == 3 && fabs (search->side_m) > MIDDLE_M)
    return 1u << own;
  return lanes;
}

static double
length_to (const RdmLonLat *points, guint32 n_points)
{
  double length_m = 0;

  for (guint32 p = 1; p < n_points; p++)
    length_m += rdm_lon_lat_distance (points[p - 1], points[p]);
  return length_m;
}

RdmRoadPlace
rdm_graph_net_snap (const RdmGraphNet *self, RdmPoint point)
{
  RdmRoadPlace place = { RDM_POINT_NONE, RDM_ROAD_MOST_M, 0, 0.0, 0 };
  Search found = { .net = self,
                   .best_m = RDM_ROAD_MOST_M * RDM_ROAD_MOST_M,
                   .segment = RDM_ROAD_NONE };
  const RdmSegment *segment;
  const RdmLonLat *points;
  double whole_m;
  double before_m;

  if (!rdm_point_is_valid (point))
    return place;
  found.pin =
      (RdmLonLat){ (gint32)lround (point.lon_deg * 1e7), (gint32)lround (point.lat_deg * 1e7) };
  found.metres_per_lon_e7 = METRES_PER_E7 * MAX (cos (point.lat_deg * G_PI / 180.0), 0.01);
  search (&found);
  if (found.segment == RDM_ROAD_NONE)
    return place;
  segment = &self->segments[found.segment];
  points = self->points + segment->first_point;
  whole_m = length_to (points, segment->n_points);
  before_m = length_to (points, found.piece + 1)
             + found.along * rdm_lon_lat_distance (points[found.piece], points[found.piece + 1]);
  place.segment = found.segment;
  place.share = whole_m > 0 ? CLAMP (before_m / whole_m, 0.0, 1.0) : 0.0;
  place.distance_m = sqrt (found.best_m);
  place.lanes = lanes_of (self, &found);
  place.point = (RdmPoint){
    (points[found.piece].lat_e7
     + found.along * ((double)points[found.piece + 1].lat_e7 - points[found.piece].lat_e7))
        / 1e7,
    (points[found.piece].lon_e7
     + found.along * ((double)points[found.piece + 1].lon_e7 - points[found.piece].lon_e7))
        / 1e7,
  };
  return place;
}
