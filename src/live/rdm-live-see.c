/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a vehicle is now, and how well that is known.
 */
#include "rdm-live-private.h"

#include <glib/gi18n-lib.h>

#define ERROR_UNKNOWN_M 25.0
#define ERROR_MOST_M 5000.0
/* How much less is known with every second: of who moves, of who stood. */
#define GROWS_MOVING 0.35
#define GROWS_STANDING_MPS 0.5
#define STANDS_MS (20 * 1000)
#define EMPTY_SHARE 0.06

const char *
rdm_live_cause_describe (RdmLiveCause cause)
{
  switch (cause)
    {
    case RDM_LIVE_CAUSE_NO_SOURCE:
      return _ ("Neither the vehicle nor its crew has anything that reports where it is");
    case RDM_LIVE_CAUSE_NEVER:
      return _ ("Nothing was heard since the route was started");
    case RDM_LIVE_CAUSE_BATTERY:
      return _ ("The battery was nearly empty");
    case RDM_LIVE_CAUSE_DOUBTFUL:
      return _ ("The positions that come cannot be true");
    case RDM_LIVE_CAUSE_RESTING:
      return _ ("It stood still; phones that rest report less often");
    default:
      return "";
    }
}

static RdmLiveCause
cause_of (RdmLiveRoute *self)
{
  const RdmLiveFold *fold = &self->fold;
  gint64 tells_ms = fold->last_taken_ms;

  if (fold->n_taken == 0)
    return self->vehicle->tracker || (self->sources && self->sources[0] && self->sources[1])
               ? RDM_LIVE_CAUSE_NEVER
               : RDM_LIVE_CAUSE_NO_SOURCE;
  if (self->context->now_ms - tells_ms < RDM_LIVE_GREY_MS)
    return RDM_LIVE_CAUSE_DOUBTFUL;
  if (fold->n_believed == 0)
    return RDM_LIVE_CAUSE_NEVER;
  if (!isnan (fold->last.battery_share) && fold->last.battery_share <= EMPTY_SHARE)
    return RDM_LIVE_CAUSE_BATTERY;
  return fold->standing_since_ms != RDM_LIVE_NEVER ? RDM_LIVE_CAUSE_RESTING
                                                   : RDM_LIVE_CAUSE_UNKNOWN;
}

/* Where the plan has it: at its next stop's last place, or at home. */
static RdmPoint
place_by_plan (RdmLiveRoute *self, int next)
{
  if (self->row->state == RDM_ROUTE_CLOSED && rdm_point_is_valid (self->vehicle->end))
    return self->vehicle->end;
  for (int i = next < 0 ? (int)self->stops->len - 1 : next; i >= 0; i--)
    {
      const RdmLiveStop *entry = &g_array_index (self->stops, RdmLiveStop, i);

      if (entry->stop->state >= RDM_STOP_ARRIVED && rdm_point_is_valid (entry->place))
        return entry->place;
    }
  if (rdm_point_is_valid (self->vehicle->start))
    return self->vehicle->start;
  return self->stops->len > 0 ? g_array_index (self->stops, RdmLiveStop, 0).place : RDM_POINT_NONE;
}

static double
next_along (RdmLiveRoute *self, const RdmWayLine *way, int next)
{
  int visit =
      next >= 0 ? g_array_index (self->stops, RdmLiveStop, next).way_visit : (int)way->n_visits - 1;

  return visit >= 0 && visit < (int)way->n_visits ? way->visits_m[visit] : way->length_m;
}

static void
see_place (RdmLiveRoute *self, RdmLiveVehicle *seen, int next)
{
  const RdmLiveFold *fold = &self->fold;
  const RdmWayLine *way = rdm_live_route_get_way (self);
  double pace_mps = rdm_live_route_pace_mps (self, next);
  double error_m = isnan (fold->last.accuracy_m) ? ERROR_UNKNOWN_M : fold->last.accuracy_m;
  double grows_mps = GROWS_MOVING * MAX (pace_mps, fold->speed_mps);

  if (seen->standing_since_ms != RDM_LIVE_NEVER)
    grows_mps = GROWS_STANDING_MPS;
  seen->uncertainty_m =
      MIN (MAX (error_m, 8.0) + grows_mps * (double)seen->age_ms / 1000.0, ERROR_MOST_M);
  seen->place = fold->last.place;
  seen->heading_deg = fold->last.course_deg;
  if (!way || way->is_estimated || fold->match.off_road || self->row->state == RDM_ROUTE_CLOSED)
    return;
  seen->way_m =
      rdm_live_fold_reckon (fold, pace_mps, self->context->now_ms, next_along (self, way, next));
  seen->place = rdm_way_line_at (way, seen->way_m, &seen->heading_deg);
}

/* There is more than one way to a stop. */
static double
headway_of (RdmLiveRoute *self, int next)
{
  const RdmLiveFold *fold = &self->fold;
  double gone_s = (double)(fold->last.at_utc_ms - fold->left_road.at_utc_ms) / 1000.0;
  RdmPoint target;
  double before_s;

  if (!fold->match.off_road || next < 0 || gone_s <= 0)
    return NAN;
  target = g_array_index (self->stops, RdmLiveStop, next).place;
  if (!rdm_point_is_set (target))
    return NAN;
  before_s = rdm_live_route_ask_roads (self, &self->asked_left, &fold->left_road, next, target);
  return (before_s - rdm_live_route_ask_roads (self, &self->asked, &fold->last, next, target))
         / gone_s;
}

static RdmLiveStatus
status_of (RdmLiveRoute *self, const RdmLiveVehicle *seen)
{
  if (self->row->state == RDM_ROUTE_CLOSED)
    return RDM_LIVE_ENDED;
  if (!rdm_live_route_is_running (self))
    return RDM_LIVE_AT_HOME;
  if (seen->age != RDM_LIVE_FRESH)
    return RDM_LIVE_SILENT;
  if (seen->off_road_since_ms != RDM_LIVE_NEVER && !self->way->is_estimated)
    return RDM_LIVE_OFF_ROAD;
  if (seen->standing_since_ms != RDM_LIVE_NEVER
      && self->context->now_ms - seen->standing_since_ms >= STANDS_MS)
    return RDM_LIVE_STANDING;
  return RDM_LIVE_MOVING;
}

const RdmLiveVehicle *
rdm_live_route_see (RdmLiveRoute *self)
{
  RdmLiveVehicle *seen = &self->seen;
  const RdmLiveFold *fold = &self->fold;
  int next;

  rdm_live_route_fold (self);
  next = rdm_live_route_find_next (self);
  *seen = (RdmLiveVehicle){
    .route = self->id,
    .age = RDM_LIVE_HOLLOW,
    .age_ms = -1,
    .heading_deg = NAN,
    .speed_mps = NAN,
    .way_m = NAN,
    .off_road_m = NAN,
    .headway = NAN,
    .uncertainty_m = NAN,
    .standing_since_ms = RDM_LIVE_NEVER,
    .off_road_since_ms = RDM_LIVE_NEVER,
    .last.place = RDM_POINT_NONE,
  };
  if (next >= 0)
    {
      const RdmStop *stop = g_array_index (self->stops, RdmLiveStop, next).stop;

      seen->next_stop = stop->row.id;
      seen->at_stop = stop->state == RDM_STOP_ARRIVED ? stop->row.id : NULL;
    }
  seen->has_position = fold->n_believed > 0;
  if (seen->has_position)
    {
      seen->last = fold->last;
      seen->age_ms = MAX (self->context->now_ms - fold->last.at_utc_ms, 0);
      seen->age = seen->age_ms >= RDM_LIVE_HOLLOW_MS ? RDM_LIVE_HOLLOW
                  : seen->age_ms >= RDM_LIVE_GREY_MS ? RDM_LIVE_GREY
                                                     : RDM_LIVE_FRESH;
      seen->standing_since_ms = fold->standing_since_ms;
      seen->off_road_since_ms = fold->off_road_since_ms;
      seen->off_road_m = fold->match.away_m;
      seen->headway = headway_of (self, next);
      seen->speed_mps = fold->speed_mps;
      seen->driven_m = fold->driven_m;
      see_place (self, seen, next);
    }
  else
    seen->place = place_by_plan (self, next);
  seen->status = status_of (self, seen);
  seen->cause = seen->age == RDM_LIVE_FRESH ? RDM_LIVE_CAUSE_UNKNOWN : cause_of (self);
  return seen;
}
