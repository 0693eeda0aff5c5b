/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-way-match.h"

/* Phones in towns are off by this much, whatever they say. */
#define ERROR_LEAST_M 12.0
#define ERROR_UNKNOWN_M 25.0
/* How far beyond the error a place is still looked at. */
#define REACH_ERRORS 4.0
/* Nobody drives along a line that is straight from stop to stop. */
#define ERROR_ESTIMATED_M 300.0
/* The mean difference between metres along the road and metres through the air. */
#define ROUND_ABOUT_M 30.0
/* Nobody who delivers goes faster. */
#define FASTEST_MPS 45.0
/* Positions of who stands still go to and fro by this. */
#define BACK_MOST_M 60.0
/* Guesses that are less likely by this are forgotten. */
#define HOPELESS 30.0
/* Somewhere else on the road, without having driven there along it. */
#define LEAP 12.0

static double
error_of (const RdmPosition *position)
{
  return isnan (position->accuracy_m) ? ERROR_UNKNOWN_M : MAX (position->accuracy_m, ERROR_LEAST_M);
}

static double
cost_of_move (double move_m, double air_m, double most_m)
{
  if (move_m < 0)
    move_m = -2.0 * move_m;
  if (move_m > most_m)
    return LEAP + (move_m - most_m) / 1000.0;
  return MIN (fabs (move_m - air_m) / ROUND_ABOUT_M, LEAP);
}

/* The cheapest way to @spot. Who comes from nowhere begins near the start. */
static double
cost_of_spot (const RdmWayMatch *self, const RdmWaySpot *spot, double air_m, double most_m)
{
  double best = INFINITY;

  if (self->n_guesses == 0)
    return MIN (spot->along_m / 1000.0, LEAP);
  for (guint i = 0; i < self->n_guesses; i++)
    {
      double move_m = spot->along_m - self->guesses[i].along_m;

      best = MIN (best, self->guesses[i].cost + cost_of_move (move_m, air_m, most_m));
    }
  return best;
}

static void
take_guesses (RdmWayMatch *self, const RdmWayGuess *guesses, guint n)
{
  double best = INFINITY;

  for (guint i = 0; i < n; i++)
    best = MIN (best, guesses[i].cost);
  self->n_guesses = 0;
  for (guint i = 0; i < n; i++)
    if (guesses[i].cost - best < HOPELESS)
      self->guesses[self->n_guesses++] =
          (RdmWayGuess){ guesses[i].along_m, guesses[i].cost - best };
}

/* Places near to @position: about where it must be, or else anywhere that lies ahead. */
static guint
find_spots (const RdmWayMatch *self,
            const RdmWayLine *line,
            RdmPoint place,
            double floor_m,
            double most_m,
            double reach_m,
            RdmWaySpot *spots)
{
  double from_m = self->along_m;
  double to_m = self->along_m;
  guint n = 0;

  for (guint i = 0; i < self->n_guesses; i++)
    {
      from_m = MIN (from_m, self->guesses[i].along_m);
      to_m = MAX (to_m, self->guesses[i].along_m);
    }
  from_m = MAX (from_m - BACK_MOST_M, floor_m);
  if (self->n_guesses > 0)
    n = rdm_way_line_find (line, place, from_m, to_m + most_m + BACK_MOST_M, reach_m, spots);
  return n > 0 ? n : rdm_way_line_find (line, place, from_m, line->length_m, reach_m, spots);
}

static double
least_away (const RdmWaySpot *spots, guint n)
{
  double least_m = INFINITY;

  for (guint i = 0; i < n; i++)
    least_m = MIN (least_m, spots[i].away_m);
  return least_m;
}

/* Positions of who stands still go to and fro: that is no way back. A guess far back is another. */
static void
move_to (RdmWayMatch *self, double along_m, double floor_m)
{
  if (along_m > self->along_m || along_m < self->along_m - BACK_MOST_M)
    self->along_m = along_m;
  self->along_m = MAX (self->along_m, floor_m);
}

void
rdm_way_match_add (RdmWayMatch *self,
                   const RdmWayLine *line,
                   const RdmPosition *position,
                   double floor_m)
{
  double error_m = line->is_estimated ? ERROR_ESTIMATED_M : error_of (position);
  double reach_m = line->is_estimated ? INFINITY : MAX (RDM_WAY_OFF_M, REACH_ERRORS * error_m);
  double air_m = 0;
  double most_m = line->length_m;
  RdmWaySpot spots[RDM_WAY_SPOTS_MAX];
  RdmWayGuess guesses[RDM_WAY_SPOTS_MAX];
  guint best = 0;
  guint n;

  if (self->has_before)
    {
      double gone_s = (double)(position->at_utc_ms - self->before.at_utc_ms) / 1000.0;

      air_m = rdm_geo_distance (self->before.place, position->place);
      most_m = gone_s * FASTEST_MPS + 2.0 * error_m;
    }
  self->has_before = TRUE;
  self->before = *position;
  n = find_spots (self, line, position->place, floor_m, most_m, reach_m, spots);
  self->off_road = n == 0;
  if (n == 0)
    {
      self->away_m = rdm_way_line_get_distance (line, position->place);
      return;
    }
  self->away_m = least_away (spots, n);
  for (guint i = 0; i < n; i++)
    {
      double errors = spots[i].away_m / error_m;

      guesses[i].along_m = spots[i].along_m;
      guesses[i].cost = cost_of_spot (self, &spots[i], air_m, most_m) + 0.5 * errors * errors;
      if (guesses[i].cost < guesses[best].cost)
        best = i;
    }
  move_to (self, guesses[best].along_m, floor_m);
  take_guesses (self, guesses, n);
}

void
rdm_way_match_hold (RdmWayMatch *self, double along_m)
{
  self->along_m = along_m;
  self->n_guesses = 1;
  self->guesses[0] = (RdmWayGuess){ along_m, 0 };
  self->off_road = FALSE;
}
