/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions taken one after the other: which to believe, where on its road the vehicle is, how far
 * it came.
 */
#include "rdm-live-private.h"

#include "rdm-time.h"

/* Nobody sets out so much before the plan says. */
#define EARLY_MS (2 * 3600 * 1000)

/* Nothing that delivers is faster: one of the two positions is wrong. */
#define FASTEST_MPS 60.0
/* Less than this is noise of who stands still. */
#define STILL_M 30.0
#define STILL_MPS 0.8
/* What is shown goes over to what is known within some seconds. */
#define EASE_S 4.0
/* A speed says less about later than the road does. */
#define SPEED_HOLDS_S 15.0

/* --- belief ------------------------------------------------------------------------------------
 */

static gboolean
is_possible (const RdmPosition *from, const RdmPosition *to)
{
  double gone_s = (double)(to->at_utc_ms - from->at_utc_ms) / 1000.0;
  double error_m = (isnan (from->accuracy_m) ? 20.0 : from->accuracy_m)
                   + (isnan (to->accuracy_m) ? 20.0 : to->accuracy_m);

  return rdm_geo_distance (from->place, to->place) <= FASTEST_MPS * gone_s + error_m + STILL_M;
}

/* A jump is believed when the next position is there, too. */
static gboolean
is_believed (RdmLiveFold *self, const RdmPosition *position)
{
  if (position->flags & (RDM_POSITION_MOCK | RDM_POSITION_COARSE))
    return FALSE;
  if (self->n_believed == 0 || is_possible (&self->last, position)
      || (self->has_doubted && is_possible (&self->doubted, position)))
    {
      self->has_doubted = FALSE;
      return TRUE;
    }
  self->has_doubted = TRUE;
  self->doubted = *position;
  return FALSE;
}

/* --- movement ----------------------------------------------------------------------------------
 */

double
rdm_live_fold_reckon (const RdmLiveFold *self, double pace_mps, gint64 at_ms, double most_m)
{
  double gone_s = MAX ((double)(at_ms - self->last.at_utc_ms) / 1000.0, 0.0);
  double held_s = MIN (gone_s, SPEED_HOLDS_S);
  double along_m = self->match.along_m;

  if (self->standing_since_ms == RDM_LIVE_NEVER)
    along_m += held_s * self->speed_mps + (gone_s - held_s) * pace_mps;
  along_m += self->error_m * exp (-gone_s / EASE_S);
  return MIN (along_m, MAX (most_m, self->match.along_m));
}

static void
count_metres (RdmLiveFold *self, const RdmPosition *position)
{
  double air_m;
  double road_m = self->match.along_m - self->counted_along_m;

  if (self->n_believed == 0)
    self->counted = *position;
  air_m = rdm_geo_distance (self->counted.place, position->place);
  if (air_m < STILL_M)
    return;
  self->driven_m +=
      !self->match.off_road && road_m > air_m && road_m < 4.0 * air_m ? road_m : air_m;
  self->counted = *position;
  self->counted_along_m = self->match.along_m;
}

static void
watch_standing (RdmLiveFold *self, const RdmPosition *position)
{
  double reach_m = STILL_M + (isnan (position->accuracy_m) ? 0 : MIN (position->accuracy_m, 50.0));

  if (self->n_believed == 0 || rdm_geo_distance (self->stood_at, position->place) > reach_m)
    {
      self->stood_at = position->place;
      self->standing_since_ms = RDM_LIVE_NEVER;
    }
  else if (self->standing_since_ms == RDM_LIVE_NEVER
           && (isnan (position->speed_mps) || position->speed_mps < STILL_MPS))
    self->standing_since_ms = self->last.at_utc_ms;
  else if (!isnan (position->speed_mps) && position->speed_mps > 3.0)
    self->standing_since_ms = RDM_LIVE_NEVER;
}

static double
speed_of (const RdmLiveFold *self, const RdmPosition *position)
{
  double gone_s = (double)(position->at_utc_ms - self->last.at_utc_ms) / 1000.0;

  if (!isnan (position->speed_mps))
    return CLAMP (position->speed_mps, 0.0, FASTEST_MPS);
  if (self->n_believed == 0 || gone_s <= 0)
    return 0;
  return rdm_geo_distance (self->last.place, position->place) / gone_s;
}

/* Where it is known to have been by @at_ms: what has been served lies behind. */
static double
floor_at (RdmLiveRoute *self, const RdmWayLine *way, gint64 at_ms)
{
  double floor_m = 0;

  for (guint i = 0; i < self->stops->len; i++)
    {
      const RdmLiveStop *entry = &g_array_index (self->stops, RdmLiveStop, i);
      gint64 was_there_ms = entry->stop->ended_ms ? entry->stop->ended_ms : entry->stop->arrived_ms;

      if (entry->way_visit >= 0 && was_there_ms != 0 && was_there_ms <= at_ms)
        floor_m = MAX (floor_m, way->visits_m[entry->way_visit]);
    }
  return floor_m;
}

/* Who comes from a visit looks for his way anew. */
static void
watch_road (RdmLiveRoute *self, const RdmPosition *position)
{
  RdmLiveFold *fold = &self->fold;
  gboolean is_new = fold->off_road_since_ms == RDM_LIVE_NEVER;

  if (!fold->match.off_road)
    {
      fold->off_road_since_ms = RDM_LIVE_NEVER;
      return;
    }
  for (guint i = 0; i < self->stops->len && !is_new; i++)
    {
      gint64 ended_ms = g_array_index (self->stops, RdmLiveStop, i).stop->ended_ms;

      is_new = ended_ms > fold->off_road_since_ms && ended_ms <= position->at_utc_ms;
    }
  if (!is_new)
    return;
  fold->off_road_since_ms = position->at_utc_ms;
  fold->left_road = *position;
}

static void
take (RdmLiveRoute *self,
      const RdmWayLine *way,
      const RdmWatchRoute *watched,
      const RdmPosition *position)
{
  RdmLiveFold *fold = &self->fold;
  double shown_m = 0;

  if (!is_believed (fold, position))
    return;
  if (way && fold->n_believed > 0)
    shown_m =
        rdm_live_fold_reckon (fold, rdm_live_route_pace_mps (self, rdm_live_route_find_next (self)),
                              position->at_utc_ms, way->length_m);
  if (way)
    rdm_way_match_add (&fold->match, way, position, floor_at (self, way, position->at_utc_ms));
  watch_road (self, position);
  watch_standing (fold, position);
  count_metres (fold, position);
  fold->speed_mps = speed_of (fold, position);
  fold->error_m = fold->n_believed > 0 && way ? shown_m - fold->match.along_m : 0;
  if (fabs (fold->error_m) > 300.0) /* that is a correction, not a movement */
    fold->error_m = 0;
  fold->last = *position;
  fold->n_believed++;
  rdm_visit_watch_add (self->watch, watched, position);
}

/* What was reported of the time until @until_ms: another number for other facts. */
static guint64
facts_until (const RdmLiveRoute *self, gint64 until_ms)
{
  guint64 sum = (guint64)self->row->started_ms;

  for (guint i = 0; i < self->stops->len; i++)
    {
      const RdmStop *stop = g_array_index (self->stops, RdmLiveStop, i).stop;
      gint64 arrived_ms = stop->arrived_ms <= until_ms ? stop->arrived_ms : 0;
      gint64 ended_ms = stop->ended_ms <= until_ms ? stop->ended_ms : 0;

      sum = sum * G_GUINT64_CONSTANT (1099511628211) + (guint64)arrived_ms * 3 + (guint64)ended_ms;
    }
  return sum;
}

void
rdm_live_route_unfold (RdmLiveRoute *self)
{
  self->fold = (RdmLiveFold){
    .standing_since_ms = RDM_LIVE_NEVER,
    .off_road_since_ms = RDM_LIVE_NEVER,
  };
  g_byte_array_set_size (self->off_road, 0);
  g_clear_pointer (&self->watch, rdm_visit_watch_free);
}

/* --- what is watched for -----------------------------------------------------------------------
 */

static void
fill_watched_stops (RdmLiveRoute *self)
{
  g_array_set_size (self->watched, 0);
  for (guint i = 0; i < self->stops->len; i++)
    {
      const RdmLiveStop *entry = &g_array_index (self->stops, RdmLiveStop, i);
      RdmWatchStop stop = {
        .place = entry->place,
        .has_parking = rdm_point_is_set (entry->end->park),
        .is_open = rdm_stop_is_open (entry->stop),
        .service_s = (double)entry->end->service_s,
        .arrived_ms = entry->stop->arrived_ms,
        .ended_ms = entry->stop->ended_ms,
      };

      g_array_append_val (self->watched, stop);
    }
}

static void
fill_watched (RdmLiveRoute *self, RdmWatchRoute *watched)
{
  const RdmLiveContext *context = self->context;
  const RdmShift *shift = self->shift;

  fill_watched_stops (self);
  *watched = (RdmWatchRoute){
    .stops = (const RdmWatchStop *)(gpointer)self->watched->data,
    .n_stops = self->watched->len,
    .start = self->vehicle->start,
    .end = self->vehicle->end,
    .is_out = rdm_route_is_out (self->row),
    .started_ms = self->row->started_ms,
    .earliest_ms = rdm_live_utc (context, self->start_s) - EARLY_MS,
  };
  if (shift->break_s > 0 && shift->break_from_s != RDM_TIME_NONE
      && shift->break_to_s != RDM_TIME_NONE)
    {
      watched->break_s = (double)shift->break_s;
      watched->break_from_ms = rdm_live_utc (context, shift->break_from_s);
      watched->break_to_ms = rdm_live_utc (context, shift->break_to_s);
    }
}

void
rdm_live_route_fold (RdmLiveRoute *self)
{
  RdmLiveFold *fold = &self->fold;
  guint n = rdm_track_count_until (self->track, self->context->now_ms);
  const RdmWayLine *way;
  RdmWatchRoute watched;

  rdm_live_route_read (self);
  /* Something became known of the time that was taken already: from the beginning. */
  if (fold->n_taken > n
      || (fold->n_taken > 0 && fold->facts != facts_until (self, fold->last_taken_ms)))
    rdm_live_route_unfold (self);
  if (fold->n_taken == n)
    return;
  way = rdm_live_route_get_way (self);
  if (!self->watch)
    self->watch = rdm_visit_watch_new ();
  fill_watched (self, &watched);
  for (guint i = fold->n_taken; i < n; i++)
    {
      RdmPosition position;
      guint8 off_road;

      rdm_track_get (self->track, i, &position);
      fold->last_taken_ms = position.at_utc_ms;
      /* Before that it was somebody's way to work. */
      if (self->row->started_ms == 0 || position.at_utc_ms >= self->row->started_ms - 60 * 1000)
        take (self, way, &watched, &position);
      off_road = way && !way->is_estimated && fold->match.off_road;
      g_byte_array_append (self->off_road, &off_road, 1);
    }
  fold->n_taken = n;
  fold->facts = facts_until (self, fold->last_taken_ms);
}

/* --- what was seen to happen -------------------------------------------------------------------
 */

/* Whether somebody has said so already, or something that comes after it. */
static gboolean
is_known (RdmLiveRoute *self, const RdmSeen *seen)
{
  const RdmStop *stop;

  if (seen->event == RDM_EVENT_STARTED)
    return self->row->started_ms != 0;
  if (seen->event == RDM_EVENT_ENDED)
    return self->row->state == RDM_ROUTE_CLOSED;
  stop = g_array_index (self->stops, RdmLiveStop, seen->stop).stop;
  if (!rdm_stop_is_open (stop))
    return TRUE;
  return seen->event == RDM_EVENT_ARRIVED && stop->state == RDM_STOP_ARRIVED;
}

void
rdm_live_route_detect (RdmLiveRoute *self, RdmCommand *command)
{
  GArray *all;

  rdm_live_route_fold (self);
  if (!self->watch || !rdm_route_is_out (self->row))
    return;
  all = rdm_visit_watch_get_seen (self->watch);
  for (guint i = 0; i < all->len; i++)
    {
      const RdmSeen *seen = &g_array_index (all, RdmSeen, i);
      gboolean is_whole = seen->event == RDM_EVENT_STARTED || seen->event == RDM_EVENT_ENDED;
      const char *stop =
          is_whole ? NULL : g_array_index (self->stops, RdmLiveStop, seen->stop).stop->row.id;
      RdmReport *report;

      if (is_known (self, seen)
          || !g_hash_table_add (self->told, g_strdup_printf ("%s %s", rdm_event_names[seen->event],
                                                             stop ? stop : "")))
        continue;
      report = rdm_command_add_report (command, seen->event, self->id, stop, seen->at_ms);
      report->detected = TRUE;
    }
}
