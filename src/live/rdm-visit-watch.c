/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-visit-watch.h"

#include <string.h>

/* A place, to who stands there. */
#define STAY_M 30.0
#define ERROR_MOST_M 50.0
/* From the vehicle to the pin of the stop: of a house, the vehicle stands somewhere before it. */
#define HOUSE_M 60.0
#define PARKING_M 35.0
/* Longer than a red light. Of a stop whose turn it is not, it takes more to believe it. */
#define DWELL_MS (45 * 1000)
#define DWELL_OUT_OF_TURN_MS (90 * 1000)
/* Each stop that lies between weighs as much as these metres. */
#define TURN_M 15.0
#define TURNS_MOST 6
/* Two stops at one house. */
#define SAME_PLACE_M 25.0
#define SAME_PLACE_LEAST_MS (20 * 1000)
/* A middle of so many positions moves with the next ones no farther. */
#define MIDDLE_OF_MOST 50
/* Gone, and not only parked better. */
#define GONE_M 120.0
#define HOME_M 150.0
#define LEFT_HOME_M 250.0
#define HOME_DWELL_MS (60 * 1000)
/* Between two positions that are far apart in time, it drove at this speed and stood for the rest.
 */
#define GAP_MS (60 * 1000)
#define GAP_MPS 6.0
#define BREAK_SHARE 0.75
#define BREAK_BEGINS_MS (5 * 60 * 1000)
/* Reports come a little before or after. */
#define ABOUT_MS (3 * 60 * 1000)

#define NOBODY G_MAXUINT

/* Positions about one place. */
typedef struct
{
  guint n;
  RdmPoint middle;
  double error_m;
  gint64 first_ms;
  gint64 last_ms;
} Stay;

struct _RdmVisitWatch
{
  GArray *seen;      /* (element-type RdmSeen) */
  GHashTable *ended; /* (element-type uint): stops + 1 that were seen to end */
  Stay stay;
  RdmPosition last;

  guint visiting;    /* the stop that was seen to be reached; NOBODY */
  gint64 arrived_ms; /* there */
  gint64 left_ms;    /* 0: it still stands there */
  gboolean was_at_home;
  gint64 home_ms; /* when it was last seen there */
  gboolean has_started;
  gboolean has_ended;
  gint64 break_ms;
  gboolean break_is_over;
};

RdmVisitWatch *
rdm_visit_watch_new (void)
{
  RdmVisitWatch *self = g_new0 (RdmVisitWatch, 1);

  self->seen = g_array_new (FALSE, FALSE, sizeof (RdmSeen));
  self->ended = g_hash_table_new (NULL, NULL);
  self->visiting = NOBODY;
  return self;
}

void
rdm_visit_watch_free (RdmVisitWatch *self)
{
  g_array_unref (self->seen);
  g_hash_table_unref (self->ended);
  g_free (self);
}

GArray *
rdm_visit_watch_get_seen (RdmVisitWatch *self)
{
  return self->seen;
}

gint64
rdm_visit_watch_get_break (RdmVisitWatch *self, gboolean *is_over)
{
  *is_over = self->break_is_over;
  return self->break_ms;
}

static void
tell (RdmVisitWatch *self, RdmEvent event, guint stop, gint64 at_ms)
{
  RdmSeen seen = { event, stop, at_ms };

  g_array_append_val (self->seen, seen);
  if (event == RDM_EVENT_DONE)
    g_hash_table_add (self->ended, GUINT_TO_POINTER (stop + 1));
}

static double
error_of (const RdmPosition *position)
{
  return isnan (position->accuracy_m) ? 20.0 : MIN (position->accuracy_m, ERROR_MOST_M);
}

/* --- stops -------------------------------------------------------------------------------------
 */

/* Whether it was still to come when the present stay began. */
static gboolean
is_to_come (const RdmVisitWatch *self, const RdmWatchStop *stop, guint index)
{
  if (g_hash_table_contains (self->ended, GUINT_TO_POINTER (index + 1)))
    return FALSE;
  if (stop->is_open)
    return TRUE;
  return stop->ended_ms != 0 && stop->ended_ms + ABOUT_MS >= self->stay.first_ms;
}

static double
reach_of (const RdmVisitWatch *self, const RdmWatchStop *stop)
{
  return (stop->has_parking ? PARKING_M : HOUSE_M) + self->stay.error_m;
}

/* The stop that a stay is about: the nearest, where those whose turn it is count as nearer. */
static guint
find_stop (const RdmVisitWatch *self, const RdmWatchRoute *route, guint *turn)
{
  double best = INFINITY;
  guint found = NOBODY;
  guint turns = 0;

  for (guint i = 0; i < route->n_stops; i++)
    {
      const RdmWatchStop *stop = &route->stops[i];
      double away_m;

      if (i == self->visiting || !is_to_come (self, stop, i))
        continue;
      away_m = rdm_geo_distance (self->stay.middle, stop->place);
      if (away_m <= reach_of (self, stop) && away_m + TURN_M * MIN (turns, TURNS_MOST) < best)
        {
          best = away_m + TURN_M * MIN (turns, TURNS_MOST);
          found = i;
          *turn = turns;
        }
      turns++;
    }
  return found;
}

/* Stops at the house of @first that come right after it are served with it. */
static guint
count_served (const RdmVisitWatch *self, const RdmWatchRoute *route, guint first, gint64 stayed_ms)
{
  guint n = 1;

  for (guint i = first + 1; i < route->n_stops; i++)
    {
      const RdmWatchStop *stop = &route->stops[i];

      if (!stop->is_open || g_hash_table_contains (self->ended, GUINT_TO_POINTER (i + 1))
          || !(rdm_geo_distance (stop->place, route->stops[first].place) <= SAME_PLACE_M)
          || stayed_ms < (gint64)(n + 1) * SAME_PLACE_LEAST_MS)
        break;
      n++;
    }
  return n;
}

static void
end_visit (RdmVisitWatch *self, const RdmWatchRoute *route)
{
  guint first = self->visiting;
  gint64 stayed_ms = self->left_ms - self->arrived_ms;
  guint n = count_served (self, route, first, stayed_ms);
  double service_s = 0;
  double served_s = 0;

  for (guint i = first; i < first + n; i++)
    service_s += MAX (route->stops[i].service_s, 1.0);
  for (guint i = first; i < first + n; i++)
    {
      if (i > first)
        tell (self, RDM_EVENT_ARRIVED, i,
              self->arrived_ms + (gint64)((double)stayed_ms * served_s / service_s));
      served_s += MAX (route->stops[i].service_s, 1.0);
      tell (self, RDM_EVENT_DONE, i,
            self->arrived_ms + (gint64)((double)stayed_ms * served_s / service_s));
    }
  self->visiting = NOBODY;
}

/* --- the break ---------------------------------------------------------------------------------
 */

/* When what it had to do here was over. */
static gint64
idle_since (const RdmVisitWatch *self, const RdmWatchRoute *route)
{
  gint64 since_ms = self->stay.first_ms;

  if (self->visiting != NOBODY)
    since_ms = MAX (since_ms,
                    self->arrived_ms + (gint64)(route->stops[self->visiting].service_s * 1500.0));
  for (guint i = 0; i < route->n_stops; i++)
    if (route->stops[i].ended_ms != 0 && route->stops[i].ended_ms <= self->stay.last_ms
        && route->stops[i].ended_ms >= self->stay.first_ms)
      since_ms = MAX (since_ms, route->stops[i].ended_ms);
  return since_ms;
}

static void
watch_break (RdmVisitWatch *self, const RdmWatchRoute *route, gboolean has_ended)
{
  gint64 since_ms = MAX (idle_since (self, route), route->break_from_ms - ABOUT_MS);
  gint64 idle_ms = self->stay.last_ms - since_ms;

  if (route->break_s <= 0 || self->break_is_over || since_ms > route->break_to_ms
      || (route->started_ms == 0 && !self->has_started))
    return;
  if ((double)idle_ms >= BREAK_SHARE * route->break_s * 1000.0)
    {
      self->break_ms = since_ms;
      self->break_is_over = (double)idle_ms >= route->break_s * 1000.0 || has_ended;
    }
  else if (has_ended)
    self->break_ms = 0;
  else if (idle_ms >= BREAK_BEGINS_MS)
    self->break_ms = since_ms;
}

/* --- home --------------------------------------------------------------------------------------
 */

static void
watch_start (RdmVisitWatch *self, const RdmWatchRoute *route, const RdmPosition *position)
{
  double away_m;

  if (!route->is_out || route->started_ms != 0 || self->has_started
      || position->at_utc_ms < route->earliest_ms || !rdm_point_is_set (route->start))
    return;
  away_m = rdm_geo_distance (position->place, route->start);
  if (away_m <= HOME_M)
    {
      self->was_at_home = TRUE;
      if (self->stay.last_ms - self->stay.first_ms >= DWELL_MS || self->home_ms == 0)
        self->home_ms = position->at_utc_ms;
    }
  else if (self->was_at_home && away_m >= LEFT_HOME_M + error_of (position))
    {
      self->has_started = TRUE;
      tell (self, RDM_EVENT_STARTED, 0, self->home_ms);
    }
}

static gboolean
is_all_served (const RdmVisitWatch *self, const RdmWatchRoute *route)
{
  for (guint i = 0; i < route->n_stops; i++)
    if ((route->stops[i].is_open || route->stops[i].ended_ms > self->stay.last_ms)
        && !g_hash_table_contains (self->ended, GUINT_TO_POINTER (i + 1)))
      return FALSE;
  return TRUE;
}

static void
watch_end (RdmVisitWatch *self, const RdmWatchRoute *route)
{
  gboolean is_home = !rdm_point_is_set (route->end)
                     || (self->stay.last_ms - self->stay.first_ms >= HOME_DWELL_MS
                         && rdm_geo_distance (self->stay.middle, route->end) <= HOME_M);

  if (self->has_ended || (route->started_ms == 0 && !self->has_started) || route->n_stops == 0
      || self->visiting != NOBODY || !is_home || !is_all_served (self, route))
    return;
  self->has_ended = TRUE;
  tell (self, RDM_EVENT_ENDED, 0, self->stay.first_ms);
}

/* --- stays -------------------------------------------------------------------------------------
 */

static gint64
drive_ms (RdmPoint from, RdmPoint to)
{
  return (gint64)(rdm_geo_distance (from, to) / GAP_MPS * 1000.0);
}

/* Between two positions it may have been here for a while already. */
static gint64
first_here (const RdmVisitWatch *self, const RdmPosition *position)
{
  gint64 since_ms = self->last.at_utc_ms + drive_ms (self->last.place, position->place);

  return self->stay.n > 0 ? MIN (since_ms, position->at_utc_ms) : position->at_utc_ms;
}

static void
begin_stay (RdmVisitWatch *self, const RdmPosition *position)
{
  self->stay = (Stay){ 1, position->place, error_of (position), first_here (self, position),
                       position->at_utc_ms };
}

static void
extend_stay (RdmVisitWatch *self, const RdmPosition *position)
{
  Stay *stay = &self->stay;
  double share;

  stay->n = MIN (stay->n + 1, MIDDLE_OF_MOST);
  share = 1.0 / stay->n;
  stay->middle.lat_deg += share * (position->place.lat_deg - stay->middle.lat_deg);
  stay->middle.lon_deg += share * (position->place.lon_deg - stay->middle.lon_deg);
  stay->error_m += share * (error_of (position) - stay->error_m);
  stay->last_ms = position->at_utc_ms;
}

/* It has been here long enough to say where that is. */
static void
look_at_stay (RdmVisitWatch *self, const RdmWatchRoute *route)
{
  gint64 stayed_ms = self->stay.last_ms - self->stay.first_ms;
  gboolean is_there = self->visiting != NOBODY
                      && rdm_geo_distance (self->stay.middle, route->stops[self->visiting].place)
                             <= reach_of (self, &route->stops[self->visiting]);
  guint turn = 0;
  guint found;

  if (is_there && stayed_ms >= DWELL_MS)
    {
      self->left_ms = 0;
      return;
    }
  if (stayed_ms < DWELL_MS || (route->started_ms == 0 && !self->has_started))
    return;
  found = find_stop (self, route, &turn);
  if (found == NOBODY || (turn > 0 && stayed_ms < DWELL_OUT_OF_TURN_MS))
    return;
  if (self->visiting != NOBODY)
    end_visit (self, route);
  self->visiting = found;
  self->arrived_ms = self->stay.first_ms;
  self->left_ms = 0;
  tell (self, RDM_EVENT_ARRIVED, found, self->arrived_ms);
}

static void
watch_departure (RdmVisitWatch *self, const RdmWatchRoute *route, const RdmPosition *position)
{
  if (self->visiting != NOBODY && self->left_ms != 0
      && rdm_geo_distance (position->place, route->stops[self->visiting].place)
             >= GONE_M + error_of (position))
    end_visit (self, route);
}

/* The next stop, if it lies on the way from the last position to @position. */
static guint
find_between (const RdmVisitWatch *self, const RdmWatchRoute *route, RdmPoint to)
{
  for (guint i = 0; i < route->n_stops; i++)
    {
      const RdmWatchStop *stop = &route->stops[i];
      double around_m;

      if (i == self->visiting || !is_to_come (self, stop, i))
        continue;
      around_m = rdm_geo_distance (self->last.place, stop->place)
                 + rdm_geo_distance (stop->place, to) - rdm_geo_distance (self->last.place, to);
      return around_m <= 2.0 * reach_of (self, stop) ? i : NOBODY;
    }
  return NOBODY;
}

/* It is gone: when did it leave? Phones that rest are silent: if the next stop is on the way that
 * took so long, it stood there, and else where it was last heard of. */
static void
fill_gap (RdmVisitWatch *self, const RdmWatchRoute *route, const RdmPosition *position)
{
  gint64 now_ms = position->at_utc_ms;
  guint stop = NOBODY;

  if (now_ms - self->last.at_utc_ms >= GAP_MS
      && self->stay.last_ms - self->stay.first_ms < DWELL_MS)
    stop = find_between (self, route, position->place);
  if (stop != NOBODY)
    {
      RdmPoint place = route->stops[stop].place;
      gint64 from_ms = self->last.at_utc_ms + drive_ms (self->last.place, place);
      gint64 to_ms = now_ms - drive_ms (place, position->place);

      if (to_ms - from_ms >= DWELL_MS)
        self->stay = (Stay){ 1, place, self->stay.error_m, from_ms, to_ms };
    }
  else
    self->stay.last_ms =
        MAX (self->stay.last_ms, now_ms - drive_ms (self->stay.middle, position->place));
}

void
rdm_visit_watch_add (RdmVisitWatch *self, const RdmWatchRoute *route, const RdmPosition *position)
{
  double away_m = rdm_geo_distance (self->stay.middle, position->place);

  if (self->stay.n == 0)
    begin_stay (self, position);
  else if (away_m <= STAY_M + error_of (position))
    extend_stay (self, position);
  else
    {
      fill_gap (self, route, position);
      look_at_stay (self, route);
      watch_break (self, route, TRUE);
      if (self->visiting != NOBODY && self->left_ms == 0)
        self->left_ms = self->stay.last_ms;
      begin_stay (self, position);
    }
  self->last = *position;
  watch_start (self, route, position);
  look_at_stay (self, route);
  watch_departure (self, route, position);
  watch_break (self, route, FALSE);
  watch_end (self, route);
}
