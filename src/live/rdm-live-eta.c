/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a route as it is now to the chain of its arrival times.
 */
#include "rdm-live-private.h"

#include "rdm-day-roads.h"
#include "rdm-time.h"

/* Times that go by the clock alone are worked out this often; each route at a moment of its own. */
#define TICK_MS 10000
/* Of a stand that has lasted, nobody assumes that it is a red light. */
#define STANDS_MS (30 * 1000)
/* A way back to the road is not straight. */
#define ROUND_ABOUT 1.3
#define SHARE_MOST 3.0
#define AT_DOOR_M 150.0
/* Of the room that there is for the break: where the plan says nothing, and how well it is kept to.
 */
#define BREAK_ROOM_SHARE 0.4
#define BREAK_ROOM_SD 0.25
/* Who has not set out, or stands where nothing is to be done: what that usually comes to. Most of
 * it is short, and what has lasted goes on; for how long at most, somebody has asked by then. */
static const RdmEtaLength late_start = { 120, 360 };
static const RdmEtaLength standstill = { 60, 240 };
#define HELD_UP_MS (3 * 60 * 1000)
#define HELD_UP_MOST_S 1200.0

typedef struct
{
  RdmLiveRoute *route;
  RdmEtaChain chain;
  GArray *visits; /* (element-type RdmEtaVisit) */
  double now_s;
} Building;

/* --- what lies ahead ---------------------------------------------------------------------------
 */

static void
add_visit (Building *self, const RdmLiveStop *entry)
{
  RdmEtaVisit visit = {
    .leg = entry->leg,
    .has_leg = entry->has_leg,
    .pace = entry->pace,
    .service = entry->service,
    .windows = &entry->end->windows,
  };

  if (entry->way_visit < 0)
    {
      visit.has_leg = FALSE;
      visit.service = (RdmEtaLength){ 0, 0 };
    }
  g_array_append_val (self->visits, visit);
}

/* The stop at which somebody is comes first, whatever the list says. */
static void
add_visits (Building *self)
{
  RdmLiveRoute *route = self->route;
  int next = rdm_live_route_find_next (route);
  GArray *open = g_array_new (FALSE, FALSE, sizeof (guint));

  if (next >= 0)
    {
      guint first = (guint)next;

      g_array_append_val (open, first);
    }
  for (guint i = 0; i < route->stops->len; i++)
    if ((int)i != next && rdm_stop_is_open (g_array_index (route->stops, RdmLiveStop, i).stop))
      g_array_append_val (open, i);
  for (guint i = 0; i < open->len; i++)
    {
      guint index = g_array_index (open, guint, i);

      add_visit (self, &g_array_index (route->stops, RdmLiveStop, index));
    }
  route->n_open = open->len;
  route->open = (guint *)(gpointer)g_array_free (open, FALSE);
}

/* --- where it is -------------------------------------------------------------------------------
 */

/* Who has left the road finds another one: asked of the region, once a position. A server is not
 * asked, nor roads that are not read yet: nobody waits here. */
double
rdm_live_route_ask_roads (
    RdmLiveRoute *self, RdmLiveAsked *asked, const RdmPosition *from, int next, RdmPoint target)
{
  RdmTravel *travel = rdm_day_plan_get_travel (self->context->plan);
  const RdmSchedule *schedule = rdm_day_plan_get_schedule (self->context->plan, self->id);
  const char *date = rdm_day_plan_get_date (self->context->plan);
  RdmTravelRequest request = {
    .profile = (RdmTravelProfile)CLAMP (self->vehicle->profile, 0, RDM_N_TRAVEL_PROFILES - 1),
    .from = &from->place,
    .n_from = 1,
    .to = &target,
    .n_to = 1,
  };
  gint32 seconds;
  gint32 metres;

  if (!schedule || schedule->estimated || !rdm_day_roads_are_known (travel))
    return NAN;
  if (asked->at_ms == from->at_utc_ms && asked->next == next)
    return asked->seconds;
  request.when = rdm_travel_spell_at (travel, request.profile, rdm_travel_period_of_date (date),
                                      (gint32)rdm_live_tod (self->context, from->at_utc_ms));
  *asked = (RdmLiveAsked){ from->at_utc_ms, next, NAN };
  if (rdm_travel_matrix (travel, &request, &seconds, &metres, NULL, NULL)
      && seconds < RDM_TRAVEL_UNREACHABLE)
    asked->seconds = seconds;
  return asked->seconds;
}

/* Returns: the share of the leg to @next that is left, from positions. */
static double
share_left (RdmLiveRoute *self, int next)
{
  const RdmLiveFold *fold = &self->fold;
  const RdmWayLine *way = self->way;
  int to = way ? (next >= 0 ? g_array_index (self->stops, RdmLiveStop, next).way_visit
                            : (int)way->n_visits - 1)
               : -1;
  const RdmLeg *leg = next >= 0 ? &g_array_index (self->stops, RdmLiveStop, next).leg : &self->home;
  RdmPoint target;
  double air_m;
  double leg_s;
  double road_s;

  if (to < 0)
    return 1.0;
  if (!way->is_estimated && !fold->match.off_road && to > 0)
    {
      double length_m = way->visits_m[to] - way->visits_m[to - 1];
      double left_m = MAX (way->visits_m[to] - fold->match.along_m, 0.0);

      return length_m > 1.0 ? MIN (left_m / length_m, SHARE_MOST) : 0.0;
    }
  target = next >= 0 ? g_array_index (self->stops, RdmLiveStop, next).place : self->vehicle->end;
  air_m = rdm_point_is_set (target) ? rdm_geo_distance (fold->last.place, target) : NAN;
  if (isnan (air_m) || leg->distance_m < 1)
    return 1.0;
  leg_s = rdm_leg_seconds (leg, rdm_live_tod (self->context, fold->last.at_utc_ms), 1.0);
  road_s = fold->match.off_road
               ? rdm_live_route_ask_roads (self, &self->asked, &fold->last, next, target)
               : NAN;
  if (!isnan (road_s) && leg_s > 1.0)
    return road_s / leg_s;
  return CLAMP (ROUND_ABOUT * air_m / MAX (leg->distance_m, 300), 0.0, SHARE_MOST);
}

/* Who is not heard of goes on as planned from where something is known. */
static void
begin_at_last_fact (Building *self)
{
  RdmLiveRoute *route = self->route;
  gint64 at_ms = route->row->started_ms;

  for (guint i = 0; i < route->stops->len; i++)
    at_ms = MAX (at_ms, g_array_index (route->stops, RdmLiveStop, i).stop->ended_ms);
  self->chain.from_s = rdm_live_tod (route->context, at_ms);
  self->chain.share = 1.0;
}

/* What keeps it for @since_ms already goes on for a while: taken as a lognormal, whose middle is
 * before its mean. */
static void
hold_up (Building *self, const RdmEtaLength *usual, gint64 since_ms)
{
  RdmEtaLength rest = rdm_eta_rest (usual, (double)since_ms / 1000.0);
  double spread = rest.mean_s > 0 ? rest.sd_s / rest.mean_s : 0.0;

  self->chain.from_s = MAX (self->chain.from_s, self->now_s)
                       + MIN (rest.mean_s, HELD_UP_MOST_S) / sqrt (1.0 + spread * spread);
  self->chain.from_sd_s = MIN (rest.sd_s, HELD_UP_MOST_S);
}

static void
begin_on_road (Building *self, int next)
{
  RdmLiveRoute *route = self->route;
  const RdmLiveFold *fold = &route->fold;
  const RdmLeg *leg =
      next >= 0 ? &g_array_index (route->stops, RdmLiveStop, next).leg : &route->home;
  gint64 standing_ms;
  gint64 fact_ms;

  begin_at_last_fact (self);
  fact_ms = route->context->midnight_ms + (gint64)(self->chain.from_s * 1000.0);
  if (fold->n_believed == 0 || fold->last.at_utc_ms < fact_ms)
    return;
  self->chain.from_s = rdm_live_tod (route->context, fold->last.at_utc_ms);
  self->chain.share = share_left (route, next);
  standing_ms = fold->standing_since_ms == RDM_LIVE_NEVER
                    ? 0
                    : fold->last.at_utc_ms - MAX (fold->standing_since_ms, fact_ms);
  if (standing_ms < STANDS_MS)
    return;
  /* At the door, it is there rather than held up; and there are red lights. */
  if (standing_ms < HELD_UP_MS || self->chain.share * leg->distance_m < AT_DOOR_M)
    self->chain.from_s = MAX (self->chain.from_s, self->now_s);
  else
    hold_up (self, &standstill, standing_ms);
}

static void
begin_at_stop (Building *self, const RdmLiveStop *entry)
{
  const RdmLiveContext *context = self->route->context;
  const RdmWindows *windows = &entry->end->windows;
  double arrived_s =
      rdm_live_tod (context, entry->stop->arrived_ms ? entry->stop->arrived_ms : context->now_ms);

  self->chain.is_at_stop = TRUE;
  self->chain.share = 0;
  self->chain.arrived_s = self->chain.begun_s = arrived_s;
  for (guint i = 0; i < windows->n; i++)
    if (arrived_s <= windows->at[i].to_s)
      {
        self->chain.begun_s = MAX (arrived_s, windows->at[i].from_s);
        break;
      }
  self->chain.from_s = MAX (self->now_s, arrived_s);
}

static void
begin (Building *self)
{
  RdmLiveRoute *route = self->route;
  int next = rdm_live_route_find_next (route);

  self->chain.share = 1.0;
  if (next >= 0 && g_array_index (route->stops, RdmLiveStop, next).stop->state == RDM_STOP_ARRIVED)
    begin_at_stop (self, &g_array_index (route->stops, RdmLiveStop, next));
  else if (rdm_live_route_is_running (route))
    begin_on_road (self, next);
  else if (self->now_s > route->start_s)
    hold_up (self, &late_start, llround ((self->now_s - route->start_s) * 1000.0));
  else
    self->chain.from_s = route->start_s;
}

/* When it will be begun: as this driver does, as far as that was learned, else about when the plan
 * has it; not before now, since it has not begun. */
static void
spread_break (Building *self)
{
  const RdmLiveRoute *route = self->route;
  double from_s = route->shift->break_from_s;
  double room_s = MAX (self->chain.break_latest_s - from_s, 0.0);
  double mean_s = route->break_planned_s != RDM_TIME_NONE ? route->break_planned_s
                                                          : from_s + BREAK_ROOM_SHARE * room_s;
  double sd_s = BREAK_ROOM_SD * room_s;

  if (!isnan (route->break_share.mean))
    {
      mean_s = from_s + route->break_share.mean * room_s;
      sd_s = route->break_share.sd * room_s;
    }
  rdm_eta_spread_break (mean_s, sd_s, MAX (from_s, self->now_s), self->chain.break_latest_s,
                        self->chain.break_at_s);
}

static void
add_break (Building *self)
{
  const RdmShift *shift = self->route->shift;
  gint64 length_s = CLAMP (shift->break_s, 0, RDM_SECONDS_PER_DAY);

  gboolean is_over = FALSE;
  gint64 taken_ms;

  self->chain.break_since_s = NAN;
  self->route->break_taken_ms = 0;
  self->route->break_owed_s = 0;
  self->route->break_latest_s = INFINITY;
  if (length_s == 0 || shift->break_from_s == RDM_TIME_NONE || shift->break_to_s == RDM_TIME_NONE)
    return;
  taken_ms = self->route->watch ? rdm_visit_watch_get_break (self->route->watch, &is_over) : 0;
  if (taken_ms == 0 && self->route->break_told_ms != 0)
    {
      taken_ms = self->route->break_told_ms;
      is_over = TRUE;
    }
  self->route->break_taken_ms = taken_ms;
  if (is_over)
    return;
  if (taken_ms != 0)
    self->chain.break_since_s = rdm_live_tod (self->route->context, taken_ms);
  self->chain.break_s = (double)length_s;
  self->chain.break_latest_s =
      (double)MAX (shift->break_from_s, (gint64)shift->break_to_s - length_s);
  self->route->break_owed_s = self->chain.break_s;
  self->route->break_latest_s = self->chain.break_latest_s;
  spread_break (self);
}

static double
shift_end (const RdmLiveRoute *self)
{
  gint32 end_s = self->row->end_s != RDM_TIME_NONE ? self->row->end_s : self->shift->end_s;

  if (end_s == RDM_TIME_NONE)
    return RDM_SECONDS_PER_DAY;
  return (double)end_s + (double)CLAMP (self->shift->overtime_max_s, 0, RDM_SECONDS_PER_DAY);
}

/* The moment by which a route's times go: they move on in steps, so that asking again costs
 * nothing; the steps do not depend on who asks when. */
static gint64
tick_of (const RdmLiveRoute *self)
{
  gint64 phase_ms = g_str_hash (self->id) % TICK_MS;

  return (self->context->now_ms + phase_ms) / TICK_MS * TICK_MS - phase_ms;
}

void
rdm_live_route_estimate (RdmLiveRoute *self)
{
  g_autoptr (GArray) visits = NULL;
  Building building;
  gint64 tick_ms = tick_of (self);

  rdm_live_route_fold (self);
  if (self->has_eta && self->eta_tick == tick_ms)
    return;
  self->has_eta = TRUE;
  self->eta_tick = tick_ms;
  g_clear_pointer (&self->open, g_free);
  g_clear_pointer (&self->steps, g_free);
  visits = g_array_new (FALSE, TRUE, sizeof (RdmEtaVisit));
  building = (Building){
    .route = self,
    .visits = visits,
    .now_s = rdm_live_tod (self->context, tick_ms),
  };
  add_visits (&building);
  begin (&building);
  add_break (&building);
  building.chain.now_s = building.now_s;
  building.chain.visits = (const RdmEtaVisit *)(gpointer)visits->data;
  building.chain.n_visits = visits->len;
  building.chain.home = self->home;
  building.chain.has_home = self->has_home;
  building.chain.home_pace = self->home_pace;
  building.chain.model = &self->model;
  building.chain.shift_end_s = shift_end (self);
  self->from_s = building.chain.from_s;
  self->steps = g_new0 (RdmEtaStep, visits->len + 1);
  rdm_eta_chain_run (&building.chain, self->steps, &self->pause);
}

/* --- what those say who plan the rest of the day ------------------------------------------------
 */

double
rdm_live_route_get_pace (const RdmLiveRoute *self)
{
  double now_s = rdm_live_tod (self->context, self->context->now_ms);
  double planned_s = 0;
  double expected_s = 0;

  for (guint i = 0; i < self->n_open; i++)
    {
      const RdmLiveStop *entry = &g_array_index (self->stops, RdmLiveStop, self->open[i]);

      if (!entry->has_leg)
        continue;
      planned_s += rdm_leg_seconds (&entry->leg, now_s, 1.0);
      expected_s += rdm_leg_seconds (&entry->leg, now_s, entry->pace);
    }
  return planned_s > 0 ? expected_s / planned_s : self->home_pace;
}

gint64
rdm_live_route_goes_on_ms (RdmLiveRoute *self)
{
  const RdmLiveContext *context = self->context;
  gboolean is_at_stop =
      self->n_open > 0
      && g_array_index (self->stops, RdmLiveStop, self->open[0]).stop->state == RDM_STOP_ARRIVED;

  if (!is_at_stop && !rdm_live_route_is_running (self))
    return 0;
  return rdm_live_utc (context, is_at_stop ? self->steps[0].leave_p50_s : self->from_s);
}
