/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is the matter with a route: not started, standing still, off its way, silent, early, its
 * break, its end, its driver's word.
 */
#include "rdm-alert-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-day.h"
#include "rdm-time.h"
#include "rdm-units.h"

#define MINUTE_MS (60 * 1000)
#define CHANCE_RAISE 0.5
#define CHANCE_CLEAR 0.3
/* Standing so near to where the vehicle is at home is nobody's business. */
#define HOME_M 150.0
#define OFF_ROAD_M 150.0
/* Whose next stop comes nearer as fast as that goes another way, not astray. */
#define HEADWAY_LEAST 0.45
/* Some minutes are nothing: people load as long as it takes. */
#define REMINDER_MIN 10
/* A visit that takes so many times as long as it should is looked at. */
#define LONG_VISIT 3

static double
minutes_since (const RdmWatch *self, gint64 at_ms)
{
  return (double)(self->now_ms - at_ms) / MINUTE_MS;
}

/* Until when its stops can still be in time. */
static gint64
due_by_slack (const RdmWatch *self, const RdmRouteLook *look)
{
  return look->slack_ms == RDM_LIVE_NEVER ? RDM_LIVE_NEVER : self->now_ms + look->slack_ms;
}

/* What a route is at risk of while it makes no headway: half an hour late for its windows. */
static gint64
cost_of_delay (const RdmWatch *self, const RdmRouteLook *look)
{
  return rdm_watch_late_hour (self) * (2 + (gint64)look->n_windows) / 4;
}

static RdmSighting
sighting_of (const RdmWatch *self,
             RdmExceptionKind kind,
             const RdmRoute *route,
             const RdmRouteLook *look)
{
  return (RdmSighting){
    .kind = kind,
    .subject = route->row.id,
    .route = route->row.id,
    .chance = 1,
    .cost_minor = cost_of_delay (self, look),
    .due_ms = due_by_slack (self, look),
  };
}

static char *
route_name (RdmWatch *self, const RdmRoute *route)
{
  return rdm_day_route_name (self->rows, route);
}

/* --- it should be under way --------------------------------------------------------------------
 */

static void
see_not_started (RdmWatch *self, const RdmRoute *route, const RdmRouteLook *look)
{
  static const double chances[] = { 0.5, 0.8, 1.0 };
  RdmSchedule *schedule =
      rdm_day_plan_get_schedule (rdm_live_day_get_plan (self->day), route->row.id);
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_NOT_STARTED, route, look);
  gint64 planned_ms;
  RdmAlert *alert;
  g_autofree char *name = NULL;
  g_autofree char *at = NULL;

  if (!schedule || schedule->n_stops == 0 || !self->is_live)
    return;
  planned_ms = self->midnight_ms + (gint64)schedule->start_s * 1000;
  sighting.level = minutes_since (self, planned_ms);
  sighting.raise_at = REMINDER_MIN;
  sighting.step = sighting.level >= 30 ? 2 : sighting.level >= 15 ? 1 : 0;
  sighting.chance = chances[sighting.step];
  sighting.since_ms = planned_ms;
  rdm_watch_by (self, planned_ms + REMINDER_MIN * (gint64)MINUTE_MS);
  rdm_watch_by (self, planned_ms + 15 * (gint64)MINUTE_MS);
  rdm_watch_by (self, planned_ms + 30 * (gint64)MINUTE_MS);
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  at = rdm_watch_time (self, planned_ms);
  switch (sighting.step)
    {
    case 0:
      alert->words =
          g_strdup_printf (_ ("%s should have set out at %s: remind its driver"), name, at);
      break;
    case 1:
      alert->words =
          g_strdup_printf (_ ("%s should have set out at %s: call its driver"), name, at);
      break;
    default:
      alert->words = g_strdup_printf (
          _ ("%s should have set out at %s: others should take its stops over"), name, at);
    }
}

/* --- where it is -------------------------------------------------------------------------------
 */

static const RdmShift *
shift_of (RdmWatch *self, const RdmRoute *route)
{
  return rdm_rows_get (self->rows, RDM_ROW_SHIFT, route->shift);
}

static gboolean
is_near (RdmPoint a, RdmPoint b)
{
  return rdm_point_is_valid (a) && rdm_point_is_valid (b) && rdm_geo_distance (a, b) < HOME_M;
}

static gboolean
is_at_home (RdmWatch *self, const RdmRoute *route, const RdmLiveVehicle *at)
{
  const RdmShift *shift = shift_of (self, route);
  const RdmVehicle *vehicle =
      shift ? rdm_rows_get (self->rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;

  return vehicle && (is_near (at->place, vehicle->start) || is_near (at->place, vehicle->end));
}

/* Whoever has a break stands, too. */
static gboolean
may_have_break (RdmWatch *self, const RdmRoute *route, double minutes)
{
  const RdmShift *shift = shift_of (self, route);
  gint32 now_s = (gint32)((self->now_ms - self->midnight_ms) / 1000);
  RdmRouteEta eta;

  if (!shift || shift->break_s <= 0 || minutes > (double)shift->break_s / 60 + 5
      || !rdm_live_day_get_route_eta (self->day, route->row.id, &eta))
    return FALSE;
  if (eta.break_taken_ms > 0)
    return self->now_ms < eta.break_taken_ms + (shift->break_s + 300) * 1000;
  return now_s >= shift->break_from_s && now_s <= shift->break_to_s + 300;
}

/* Since when it stands for nothing: after what was done last, and at a stop after its window has
 * begun. */
static gint64
standing_since (RdmWatch *self, const RdmRoute *route, const RdmLiveVehicle *at)
{
  gint64 since_ms = at->standing_since_ms;
  RdmEta eta;

  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);

      if (stop && !rdm_stop_is_open (stop))
        since_ms = MAX (since_ms, stop->ended_ms);
    }
  if (at->at_stop && rdm_live_day_get_eta (self->day, at->at_stop, &eta)
      && eta.begin_p50_ms != RDM_LIVE_NEVER)
    since_ms = MAX (since_ms, eta.begin_p50_ms);
  return since_ms;
}

/* Minutes for which it has stood where it should not, or longer than it should. */
static double
standing_minutes (RdmWatch *self, const RdmRoute *route, const RdmLiveVehicle *at)
{
  double minutes;

  if (at->status != RDM_LIVE_STANDING || at->standing_since_ms == RDM_LIVE_NEVER)
    return 0;
  minutes = minutes_since (self, standing_since (self, route, at));
  if (at->at_stop)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, at->at_stop);
      const RdmOrder *order = stop ? rdm_rows_get (self->rows, RDM_ROW_ORDER, stop->order) : NULL;
      gint64 service_s = order ? rdm_order_end (order, stop->role)->service_s : 0;

      return minutes - (double)(LONG_VISIT * service_s) / 60 - 10;
    }
  if (is_at_home (self, route, at) || may_have_break (self, route, minutes))
    return 0;
  return minutes;
}

static void
see_standstill (RdmWatch *self,
                const RdmRoute *route,
                const RdmRouteLook *look,
                const RdmLiveVehicle *at)
{
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_STANDSTILL, route, look);
  RdmAlert *alert;
  g_autofree char *name = NULL;
  g_autofree char *since = NULL;

  sighting.level = standing_minutes (self, route, at);
  sighting.raise_at = 8;
  sighting.clear_at = 0.5;
  sighting.chance = CLAMP (sighting.level / 20, 0.4, 1);
  sighting.since_ms = at->standing_since_ms;
  if (at->status == RDM_LIVE_STANDING && at->standing_since_ms != RDM_LIVE_NEVER)
    rdm_watch_by (self, at->standing_since_ms + 8 * (gint64)MINUTE_MS);
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  since = rdm_watch_time (self, at->standing_since_ms);
  alert->words = g_strdup_printf (_ ("%s has been standing since %s"), name, since);
}

/* Houses stand where no road is. */
static gboolean
is_at_next (RdmWatch *self, const RdmLiveVehicle *at)
{
  const RdmStop *stop =
      at->next_stop ? rdm_rows_get (self->rows, RDM_ROW_STOP, at->next_stop) : NULL;
  const RdmOrder *order = stop ? rdm_rows_get (self->rows, RDM_ROW_ORDER, stop->order) : NULL;

  return order
         && is_near (at->last.place,
                     rdm_order_end_stopping_point (rdm_order_end (order, stop->role)));
}

static void
see_off_road (RdmWatch *self,
              const RdmRoute *route,
              const RdmRouteLook *look,
              const RdmLiveVehicle *at)
{
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_OFF_ROAD, route, look);
  /* Who has nothing left to do may go home by any way. */
  gboolean is_off = look->n_open > 0 && at->off_road_since_ms != RDM_LIVE_NEVER
                    && at->off_road_m > OFF_ROAD_M && !is_at_next (self, at)
                    && !(at->headway >= HEADWAY_LEAST);
  RdmAlert *alert;
  g_autofree char *name = NULL;
  g_autofree char *distance = NULL;

  /* From position to position: one alone that is elsewhere is soon taken back. */
  sighting.level =
      is_off ? MAX ((double)(at->last.at_utc_ms - at->off_road_since_ms) / MINUTE_MS, 0.6) : 0;
  sighting.raise_at = 3.5;
  sighting.clear_at = 0.5;
  sighting.chance = 0.4;
  sighting.since_ms = at->off_road_since_ms;
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  distance = rdm_format_distance ((gint64)at->off_road_m);
  alert->words = g_strdup_printf (_ ("%s is %s off its way"), name, distance);
}

static void
see_silence (RdmWatch *self,
             const RdmRoute *route,
             const RdmRouteLook *look,
             const RdmLiveVehicle *at)
{
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_NO_POSITION, route, look);
  gint64 last_ms = at->has_position ? at->last.at_utc_ms : route->started_ms;
  RdmAlert *alert;
  g_autofree char *name = NULL;
  g_autofree char *since = NULL;

  if (at->cause == RDM_LIVE_CAUSE_NO_SOURCE || last_ms == 0)
    return;
  sighting.level = at->age == RDM_LIVE_FRESH ? 0 : minutes_since (self, last_ms);
  sighting.raise_at = (double)RDM_LIVE_HOLLOW_MS / MINUTE_MS;
  sighting.clear_at = 2;
  sighting.chance = 0.3;
  sighting.since_ms = last_ms;
  rdm_watch_by (self, last_ms + RDM_LIVE_HOLLOW_MS);
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  since = rdm_watch_time (self, last_ms);
  alert->words = at->cause == RDM_LIVE_CAUSE_UNKNOWN
                     ? g_strdup_printf (_ ("No position of %s since %s"), name, since)
                     : g_strdup_printf (_ ("No position of %s since %s. %s."), name, since,
                                        rdm_live_cause_describe (at->cause));
}

/* --- what it will not manage -------------------------------------------------------------------
 */

static void
see_early (RdmWatch *self, const RdmRoute *route, const RdmRouteLook *look)
{
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_EARLY, route, look);
  RdmAlert *alert;
  g_autofree char *name = NULL;
  g_autofree char *stop = NULL;
  g_autofree char *wait = NULL;

  sighting.stop = look->next;
  sighting.level = (double)look->next_wait_ms / MINUTE_MS;
  sighting.raise_at = 15;
  sighting.clear_at = 8;
  sighting.cost_minor = rdm_watch_late_hour (self) / 8;
  sighting.due_ms = RDM_LIVE_NEVER;
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  stop = rdm_watch_name (self, look->next);
  wait = rdm_format_duration (look->next_wait_ms / 1000);
  alert->words = g_strdup_printf (_ ("%s would wait %s at %s for its window"), name, wait, stop);
}

static void
see_break (RdmWatch *self, const RdmRoute *route, const RdmRouteLook *look, const RdmRouteEta *eta)
{
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_BREAK, route, look);
  RdmAlert *alert;
  g_autofree char *name = NULL;
  g_autofree char *latest = NULL;

  sighting.level = eta->break_s > 0 ? eta->break_missed_chance : 0;
  sighting.raise_at = CHANCE_RAISE;
  sighting.clear_at = CHANCE_CLEAR;
  sighting.chance = sighting.level;
  sighting.cost_minor = rdm_watch_late_hour (self);
  sighting.due_ms = eta->break_latest_ms;
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  latest = rdm_watch_time (self, eta->break_latest_ms);
  alert->words = g_strdup_printf (_ ("%s will not come to its break by %s"), name, latest);
}

static void
see_shift_end (RdmWatch *self,
               const RdmRoute *route,
               const RdmRouteLook *look,
               const RdmRouteEta *eta)
{
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_SHIFT_END, route, look);
  const RdmShift *shift = shift_of (self, route);
  gint64 over_ms = MAX (eta->end_p50_ms - eta->shift_end_ms, 0);
  RdmAlert *alert;
  g_autofree char *name = NULL;
  g_autofree char *end = NULL;
  g_autofree char *last = NULL;

  if (eta->shift_end_ms == RDM_LIVE_NEVER || eta->end_p50_ms == RDM_LIVE_NEVER)
    return;
  sighting.level = sighting.chance = eta->overtime_chance;
  sighting.raise_at = CHANCE_RAISE;
  sighting.clear_at = CHANCE_CLEAR;
  sighting.cost_minor =
      rdm_watch_late_hour (self) / 2
      + (shift ? shift->overtime_per_hour_minor * over_ms / (60 * (gint64)MINUTE_MS) : 0);
  sighting.due_ms = eta->shift_end_ms;
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  end = rdm_watch_time (self, eta->end_p50_ms);
  last = rdm_watch_time (self, eta->shift_end_ms);
  alert->words = g_strdup_printf (_ ("%s will be back at about %s; its shift ends at %s at the "
                                     "latest"),
                                  name, end, last);
}

/* --- what its driver knows ---------------------------------------------------------------------
 */

static void
see_unacknowledged (RdmWatch *self, const RdmRoute *route, const RdmRouteLook *look)
{
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_UNACKNOWLEDGED, route, look);
  RdmAlert *alert;
  g_autofree char *name = NULL;

  sighting.level = rdm_route_awaits_driver (route) ? 1 : 0;
  sighting.raise_at = 1;
  sighting.clear_at = 1;
  sighting.hold_ms = 5 * MINUTE_MS;
  sighting.since_ms = route->acknowledged_ms == 0 ? route->sent_ms : 0;
  sighting.cost_minor = rdm_watch_late_hour (self) / 4;
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  alert->words =
      route->acknowledged_ms == 0
          ? g_strdup_printf (_ ("The driver of %s has not acknowledged the route"), name)
          : g_strdup_printf (_ ("The driver of %s has not acknowledged the change"), name);
}

static void
see_returned (RdmWatch *self, const RdmRoute *route, const RdmRouteLook *look)
{
  RdmSighting sighting = sighting_of (self, RDM_EXCEPTION_RETURNED, route, look);
  guint n = 0;
  RdmAlert *alert;
  g_autofree char *name = NULL;

  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);

      n += stop && stop->role == RDM_STOP_DELIVERY && stop->state == RDM_STOP_FAILED;
    }
  sighting.level = n;
  sighting.raise_at = 1;
  sighting.clear_at = 1;
  sighting.cost_minor = rdm_watch_late_hour (self) / 8 * n;
  sighting.due_ms = RDM_LIVE_NEVER;
  sighting.since_ms = route->ended_ms;
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = route_name (self, route);
  alert->words = g_strdup_printf (
      ngettext ("%s brings the goods of %u stop back", "%s brings the goods of %u stops back", n),
      name, n);
}

void
rdm_watch_vehicle (RdmWatch *self, const RdmRoute *route, const RdmRouteLook *look)
{
  const RdmLiveVehicle *vehicle = rdm_live_day_get_vehicle (self->day, route->row.id);
  RdmLiveVehicle at;
  RdmRouteEta eta;

  if (route->state == RDM_ROUTE_CLOSED)
    {
      see_returned (self, route, look);
      return;
    }
  if (rdm_route_is_out (route))
    see_unacknowledged (self, route, look);
  if (route->state != RDM_ROUTE_RUNNING)
    {
      see_not_started (self, route, look);
      return;
    }
  if (vehicle)
    {
      at = *vehicle; /* which is gone with the next question */
      see_standstill (self, route, look, &at);
      see_off_road (self, route, look, &at);
      see_silence (self, route, look, &at);
    }
  if (look->n_open == 0 || !rdm_live_day_get_route_eta (self->day, route->row.id, &eta))
    return;
  see_early (self, route, look);
  see_break (self, route, look, &eta);
  see_shift_end (self, route, look, &eta);
}
