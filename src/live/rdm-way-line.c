/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-way-line.h"

#define METRES_PER_DEGREE 111194.9
/* A stop's door may be this far from its road, and not be anywhere else. */
#define VISIT_MOST_M 500.0
#define LEG_WEIGHT 0.1

static void
to_plane (const RdmWayLine *self, RdmPoint point, double *x_m, double *y_m)
{
  *x_m = (point.lon_deg - self->middle.lon_deg) * self->metres_per_lon_deg;
  *y_m = (point.lat_deg - self->middle.lat_deg) * METRES_PER_DEGREE;
}

/* The segment that @along_m is on: the index of its first point. */
static guint
segment_at (const RdmWayLine *self, double along_m)
{
  guint low = 0;
  guint high = self->n_points - 1;

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (self->along_m[middle] <= along_m)
        low = middle;
      else
        high = middle;
    }
  return low;
}

RdmPoint
rdm_way_line_at (const RdmWayLine *self, double along_m, double *heading_deg)
{
  const RdmPoint *points = (const RdmPoint *)(gpointer)self->points->data;
  guint i = self->n_points > 1 ? segment_at (self, along_m) : 0;
  double length_m = self->n_points > 1 ? self->along_m[i + 1] - self->along_m[i] : 0;
  double share;

  if (heading_deg)
    *heading_deg = NAN;
  if (length_m <= 0)
    return points[i];
  share = CLAMP ((along_m - self->along_m[i]) / length_m, 0.0, 1.0);
  if (heading_deg)
    {
      double degrees =
          atan2 (self->x_m[i + 1] - self->x_m[i], self->y_m[i + 1] - self->y_m[i]) * 180.0 / G_PI;

      *heading_deg = degrees < 0 ? degrees + 360.0 : degrees;
    }
  return (RdmPoint){ points[i].lat_deg + share * (points[i + 1].lat_deg - points[i].lat_deg),
                     points[i].lon_deg + share * (points[i + 1].lon_deg - points[i].lon_deg) };
}

/* The place of a segment that is nearest to (x, y), between @from_m and @to_m. */
static RdmWaySpot
nearest_of (const RdmWayLine *self, guint i, double x, double y, double from_m, double to_m)
{
  double dx = self->x_m[i + 1] - self->x_m[i];
  double dy = self->y_m[i + 1] - self->y_m[i];
  double square = dx * dx + dy * dy;
  double length_m = self->along_m[i + 1] - self->along_m[i];
  double share = square > 0 ? ((x - self->x_m[i]) * dx + (y - self->y_m[i]) * dy) / square : 0.0;

  if (length_m > 0)
    share =
        CLAMP (share, (from_m - self->along_m[i]) / length_m, (to_m - self->along_m[i]) / length_m);
  share = CLAMP (share, 0.0, 1.0);
  return (RdmWaySpot){ self->along_m[i] + share * length_m,
                       hypot (self->x_m[i] + share * dx - x, self->y_m[i] + share * dy - y) };
}

/* Keeps the nearest ones, in the order of the line. */
static void
keep_spot (RdmWaySpot *spots, guint *n, const RdmWaySpot *spot)
{
  guint worst = 0;

  if (*n < RDM_WAY_SPOTS_MAX)
    {
      spots[(*n)++] = *spot;
      return;
    }
  for (guint i = 1; i < *n; i++)
    if (spots[i].away_m > spots[worst].away_m)
      worst = i;
  if (spot->away_m >= spots[worst].away_m)
    return;
  for (guint i = worst; i + 1 < *n; i++)
    spots[i] = spots[i + 1];
  spots[*n - 1] = *spot;
}

guint
rdm_way_line_find (const RdmWayLine *self,
                   RdmPoint point,
                   double from_m,
                   double to_m,
                   double most_m,
                   RdmWaySpot *spots)
{
  RdmWaySpot before = { 0, INFINITY };
  gboolean falls = FALSE; /* comes nearer */
  guint n = 0;
  double x;
  double y;

  to_plane (self, point, &x, &y);
  if (self->n_points < 2)
    {
      spots[0] = (RdmWaySpot){ 0, hypot (self->x_m[0] - x, self->y_m[0] - y) };
      return spots[0].away_m <= most_m;
    }
  for (guint i = segment_at (self, from_m); i + 1 < self->n_points && self->along_m[i] <= to_m; i++)
    {
      RdmWaySpot spot = nearest_of (self, i, x, y, from_m, to_m);

      if (spot.away_m > before.away_m && falls && before.away_m <= most_m)
        keep_spot (spots, &n, &before);
      if (spot.away_m != before.away_m)
        falls = spot.away_m < before.away_m;
      before = spot;
    }
  if (falls && before.away_m <= most_m)
    keep_spot (spots, &n, &before);
  return n;
}

double
rdm_way_line_get_distance (const RdmWayLine *self, RdmPoint point)
{
  RdmWaySpot spots[RDM_WAY_SPOTS_MAX];
  guint n = rdm_way_line_find (self, point, 0, self->length_m, INFINITY, spots);
  double least_m = INFINITY;

  for (guint i = 0; i < n; i++)
    least_m = MIN (least_m, spots[i].away_m);
  return least_m;
}

/* --- where the stops are -----------------------------------------------------------------------
 */

/* A place of the line at which a visit may be; @cost is that of the best way to have all visits
 * before it before it. */
typedef struct
{
  RdmWaySpot spot;
  double cost;
  int from; /* index among those of the visit before, or -1 */
} Candidate;

typedef struct
{
  Candidate at[RDM_WAY_SPOTS_MAX + 1];
  guint n;
} Candidates;

/* A road that is driven twice passes a stop twice: how long the leg is says which time is meant. */
static double
cost_between (const Candidate *from, const Candidate *to, double leg_m)
{
  return from->cost + LEG_WEIGHT * fabs (to->spot.along_m - from->spot.along_m - leg_m);
}

static void
choose_best (Candidates *of, const Candidates *before, double leg_m)
{
  for (guint i = 0; i < of->n; i++)
    {
      Candidate *to = &of->at[i];
      double best = INFINITY;

      to->from = -1;
      for (guint j = 0; before && j < before->n; j++)
        if (before->at[j].spot.along_m <= to->spot.along_m + 1e-6
            && cost_between (&before->at[j], to, leg_m) < best)
          {
            best = cost_between (&before->at[j], to, leg_m);
            to->from = (int)j;
          }
      to->cost = (before ? best : 0.0) + to->spot.away_m;
    }
}

static void
find_candidates (const RdmWayLine *self, RdmPoint point, gboolean is_last, Candidates *of)
{
  RdmWaySpot spots[RDM_WAY_SPOTS_MAX];

  of->n = rdm_way_line_find (self, point, 0, self->length_m, VISIT_MOST_M, spots);
  for (guint i = 0; i < of->n; i++)
    of->at[i] = (Candidate){ spots[i], 0, -1 };
  /* So that there is always one that nothing comes behind. */
  if (is_last || of->n == 0)
    of->at[of->n++] = (Candidate){ { self->length_m, VISIT_MOST_M }, 0, -1 };
}

/* Every visit at a place of the line that is near to it, none before the one before it: the
 * cheapest such choice, by dynamic programming. */
static void
place_visits (RdmWayLine *self, const RdmPoint *visits, const double *legs_m)
{
  g_autofree Candidates *table = g_new (Candidates, self->n_visits);
  g_autofree guint *known = g_new (guint, self->n_visits);
  guint n = 0;
  guint best = 0;
  double end_m = self->length_m;
  double leg_m = 0;

  for (guint v = 0; v < self->n_visits; v++)
    {
      leg_m += legs_m ? legs_m[v] : 0;
      if (!rdm_point_is_set (visits[v]))
        continue;
      find_candidates (self, visits[v], v + 1 == self->n_visits, &table[n]);
      choose_best (&table[n], n > 0 ? &table[n - 1] : NULL, leg_m);
      known[n++] = v;
      leg_m = 0;
    }
  for (guint i = 1; n > 0 && i < table[n - 1].n; i++)
    if (table[n - 1].at[i].cost < table[n - 1].at[best].cost)
      best = i;
  for (guint v = 0; v < self->n_visits; v++)
    self->visits_m[v] = NAN;
  for (guint i = n; i > 0; i--)
    {
      const Candidate *chosen = &table[i - 1].at[best];

      end_m = MIN (end_m, chosen->spot.along_m);
      self->visits_m[known[i - 1]] = end_m;
      best = chosen->from >= 0 ? (guint)chosen->from : 0;
    }
  for (guint v = 0; v < self->n_visits; v++)
    if (isnan (self->visits_m[v]))
      self->visits_m[v] = v > 0 ? self->visits_m[v - 1] : 0;
}

static gboolean
is_straight (const RdmWayLine *self, const RdmPoint *visits)
{
  const RdmPoint *points = (const RdmPoint *)(gpointer)self->points->data;
  guint n = 0;

  for (guint v = 0; v < self->n_visits; v++)
    if (rdm_point_is_set (visits[v])
        && (n >= self->n_points || !rdm_point_equal (points[n++], visits[v])))
      return FALSE;
  return n == self->n_points;
}

RdmWayLine *
rdm_way_line_new (GArray *points, const RdmPoint *visits, const double *legs_m, guint n_visits)
{
  RdmWayLine *self = g_new0 (RdmWayLine, 1);
  const RdmPoint *at = (const RdmPoint *)(gpointer)points->data;

  g_return_val_if_fail (points->len > 0, NULL);
  self->points = g_array_ref (points);
  self->n_points = points->len;
  self->middle = at[points->len / 2];
  self->metres_per_lon_deg = METRES_PER_DEGREE * cos (self->middle.lat_deg * G_PI / 180.0);
  self->x_m = g_new (double, self->n_points);
  self->y_m = g_new (double, self->n_points);
  self->along_m = g_new0 (double, self->n_points);
  for (guint i = 0; i < self->n_points; i++)
    {
      to_plane (self, at[i], &self->x_m[i], &self->y_m[i]);
      if (i > 0)
        self->along_m[i] =
            self->along_m[i - 1]
            + hypot (self->x_m[i] - self->x_m[i - 1], self->y_m[i] - self->y_m[i - 1]);
    }
  self->length_m = self->along_m[self->n_points - 1];
  self->n_visits = n_visits;
  self->visits_m = g_new (double, n_visits + 1);
  self->is_estimated = is_straight (self, visits);
  place_visits (self, visits, legs_m);
  return self;
}

void
rdm_way_line_free (RdmWayLine *self)
{
  if (!self)
    return;
  g_array_unref (self->points);
  g_free (self->x_m);
  g_free (self->y_m);
  g_free (self->along_m);
  g_free (self->visits_m);
  g_free (self);
}
