/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver's day: what he does next, from what he was told and what has happened to him.
 */
#include "rdm-sim-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-day-roads.h"
#include "rdm-time.h"

/* The phone is looked at this long before setting out. */
#define WAKE_MS (50 * RDM_SIM_MINUTE_MS)
/* How long after the shift's and the overtime's end nobody goes on. */
#define GRACE_MS (30 * RDM_SIM_MINUTE_MS)
/* Who is told to set out earlier needs so long to be ready. */
#define READY_MS (5 * RDM_SIM_MINUTE_MS)
/* How often somebody without work looks again. */
#define AGAIN_MS RDM_SIM_MINUTE_MS

/* --- making one --------------------------------------------------------------------------------
 */

/* What is this driver's own, today and on other days. */
static void
draw_character (RdmSimDriver *self)
{
  RdmSimLuck luck = rdm_sim_luck (RDM_SIM_WORLD, "driver", self->driver, NULL);

  self->pace = rdm_sim_luck_factor (&luck, 0.05);
  self->skill = rdm_sim_luck_factor (&luck, 0.14);
  self->care = rdm_sim_luck_between (&luck, 0.93, 1.0);
}

/* @planned_s: when the plan has him leave. */
static void
plan_leaving (RdmSimDriver *self, gint32 planned_s)
{
  self->leave_ms = MAX (rdm_sim_time (self->sim, planned_s) + self->load_ms, self->shift_begin_ms);
}

static void
set_hours (RdmSimDriver *self, const RdmRoute *route, const RdmShift *shift, gint32 planned_s)
{
  RdmSim *sim = self->sim;
  RdmSimLuck luck = rdm_sim_luck (sim->seed, "leaving", self->driver, self->route);
  gint32 start_s = route->start_s != RDM_TIME_NONE ? route->start_s : shift->start_s;
  gint32 end_s = route->end_s != RDM_TIME_NONE ? route->end_s : shift->end_s;

  /* Loading takes as long as it takes; some are ready early. */
  self->load_ms = (gint64)((2.0 + 3.0 * rdm_sim_luck_normal (&luck)) * (double)RDM_SIM_MINUTE_MS);
  self->shift_begin_ms = rdm_sim_time (sim, start_s);
  plan_leaving (self, planned_s != RDM_TIME_NONE ? planned_s : start_s);
  self->wake_ms = self->leave_ms - WAKE_MS;
  self->shift_end_ms = rdm_sim_time (sim, end_s);
  self->latest_ms = self->shift_end_ms + shift->overtime_max_s * 1000 + GRACE_MS;
  self->break_from_ms = RDM_SIM_NEVER;
  if (shift->break_from_s != RDM_TIME_NONE && shift->break_s > 0)
    {
      gint64 from_ms = rdm_sim_time (sim, shift->break_from_s);
      gint64 room_ms = rdm_sim_time (sim, shift->break_to_s) - shift->break_s * 1000 - from_ms;

      self->break_length_ms = shift->break_s * 1000;
      self->break_from_ms =
          from_ms + (gint64)(rdm_sim_luck_between (&luck, 0.0, 0.6) * (double)MAX (room_ms, 0));
    }
}

static void
take_mishaps (RdmSimDriver *self)
{
  const GPtrArray *all = self->sim->truth->mishaps;

  for (guint i = 0; i < all->len; i++)
    {
      RdmMishap *mishap = g_ptr_array_index (all, i);

      if (g_strcmp0 (mishap->route, self->route) != 0)
        continue;
      g_ptr_array_add (self->mishaps, mishap);
      if (mishap->kind == RDM_MISHAP_LATE_START)
        {
          self->held_until_ms = MAX (self->held_until_ms, mishap->end_ms);
          rdm_sim_mishap_strikes (mishap, mishap->begin_ms);
        }
    }
  self->leave_ms = MAX (self->leave_ms, self->held_until_ms);
}

static int
compare_mishaps (gconstpointer a, gconstpointer b)
{
  const RdmMishap *x = *(const RdmMishap *const *)a;
  const RdmMishap *y = *(const RdmMishap *const *)b;

  if (x->begin_ms != y->begin_ms)
    return x->begin_ms < y->begin_ms ? -1 : 1;
  return (int)x->kind - (int)y->kind;
}

RdmSimDriver *
rdm_sim_driver_new (RdmSim *sim, const RdmRoute *route, gint32 planned_s)
{
  const RdmShift *shift = rdm_rows_get (sim->rows, RDM_ROW_SHIFT, route->shift);
  const RdmVehicle *vehicle =
      shift && shift->vehicle ? rdm_rows_get (sim->rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;
  GStrv crew = shift && !route->drivers ? shift->drivers : route->drivers;
  RdmSimDriver *self;

  if (!vehicle)
    return NULL;
  self = g_new (RdmSimDriver, 1);
  *self = (RdmSimDriver){
    .sim = sim,
    .route = g_strdup (route->row.id),
    .driver = g_strdup (crew && *crew ? *crew : route->row.id),
    .vehicle = g_strdup (vehicle->row.id),
    .profile = (RdmTravelProfile)vehicle->profile,
    .begin = vehicle->start,
    .end = vehicle->end,
    .place = vehicle->start,
    .met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .acknowledge_ms = RDM_SIM_NEVER,
    .held = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref),
    .held_places = g_array_new (FALSE, FALSE, sizeof (RdmPosition)),
    .mishaps = g_ptr_array_new (),
  };
  self->source = g_strdup (vehicle->tracker && *vehicle->tracker ? vehicle->tracker : self->driver);
  draw_character (self);
  set_hours (self, route, shift, planned_s);
  take_mishaps (self);
  g_ptr_array_sort (self->mishaps, compare_mishaps);
  self->next_ms = self->leave_ms;
  return self;
}

void
rdm_sim_driver_free (gpointer data)
{
  RdmSimDriver *self = data;

  rdm_sim_phone_clear (self);
  g_free (self->route);
  g_free (self->driver);
  g_free (self->source);
  g_free (self->vehicle);
  g_strfreev (self->list);
  g_hash_table_unref (self->met);
  g_free (self->target);
  rdm_sim_drive_free (self->drive);
  g_ptr_array_unref (self->mishaps);
  g_free (self);
}

/* --- on the road -------------------------------------------------------------------------------
 */

void
rdm_sim_driver_motion (const RdmSimDriver *self, gint64 at_ms, RdmSimMotion *motion)
{
  if (self->drive)
    rdm_sim_drive_at (self->drive, at_ms, motion);
  else
    *motion = (RdmSimMotion){ .place = self->place };
  motion->driven_m += self->driven_m;
}

/* Stands where it is by now. */
static void
halt (RdmSimDriver *self, gint64 now_ms)
{
  RdmSimMotion motion;

  if (!self->drive)
    return;
  rdm_sim_driver_motion (self, now_ms, &motion);
  self->place = motion.place;
  self->driven_m = motion.driven_m;
  self->truth->driven_m = motion.driven_m;
  g_clear_pointer (&self->drive, rdm_sim_drive_free);
}

/* The roads as they are today by now, closures and all. */
static RdmTravel *
todays_travel (RdmSim *sim)
{
  RdmTravel *travel = rdm_day_roads_travel (sim->travel, sim->rows, sim->date);

  g_clear_object (&sim->day_travel);
  sim->day_travel = travel;
  return travel;
}

static void
drive_to (RdmSimDriver *self, RdmPoint place, const char *what, gint64 now_ms)
{
  RdmSim *sim = self->sim;
  RdmTravel *travel = todays_travel (sim);
  RdmTravelSpell when = rdm_travel_spell_at (
      travel, self->profile, rdm_travel_period_of_date (sim->date),
      (gint32)CLAMP ((now_ms - sim->midnight_ms) / 1000, 0, RDM_SECONDS_PER_DAY - 1));
  RdmSimLuck luck = rdm_sim_luck (sim->seed, "leg", self->driver, what);
  double pace = self->pace * CLAMP (rdm_sim_luck_factor (&luck, 0.08), 0.6, 1.4);

  halt (self, now_ms);
  self->life = RDM_SIM_DRIVING;
  self->next_ms = now_ms;
  if (!rdm_point_is_set (self->place))
    self->place = place;
  if (!rdm_point_is_set (place) || rdm_geo_distance (self->place, place) < 1.0)
    return;
  self->drive =
      rdm_sim_drive_new (rdm_sim_way_find (travel, self->profile, when, self->place, place),
                         &sim->traffic, pace, now_ms);
  self->next_ms = self->drive->end_ms;
}

/* --- what is next ------------------------------------------------------------------------------
 */

static gboolean
is_met (const RdmSimDriver *self, const char *stop)
{
  return g_hash_table_contains (self->met, stop) || g_hash_table_contains (self->sim->served, stop);
}

/* Whether the goods of a shipment never came on board. */
static gboolean
lacks_goods (const RdmSimDriver *self, const char *stop)
{
  const RdmStop *row = rdm_rows_get (self->sim->rows, RDM_ROW_STOP, stop);
  g_autofree char *pickup = row ? rdm_stop_id (row->order, RDM_STOP_PICKUP) : NULL;
  gpointer result;

  if (!row || row->role != RDM_STOP_DELIVERY
      || !g_hash_table_lookup_extended (self->met, pickup, NULL, &result))
    return FALSE;
  return rdm_result_is_failure (GPOINTER_TO_INT (result));
}

static void
be_done_with (RdmSimDriver *self, const char *stop, int result)
{
  g_hash_table_replace (self->met, g_strdup (stop), GINT_TO_POINTER (result));
  if (rdm_result_is_failure (result))
    {
      self->n_failed++;
      g_hash_table_remove (self->sim->served, stop);
    }
  else
    g_hash_table_add (self->sim->served, g_strdup (stop));
}

/* Returns: (nullable): borrowed from the list. */
static const char *
next_stop (RdmSimDriver *self, gint64 now_ms)
{
  for (GStrv id = self->list; id && *id; id++)
    {
      if (is_met (self, *id))
        continue;
      if (lacks_goods (self, *id))
        {
          be_done_with (self, *id, RDM_RESULT_FAILED_PACKAGE_NOT_AVAILABLE);
          rdm_sim_phone_report (self, RDM_EVENT_FAILED, *id,
                                RDM_RESULT_FAILED_PACKAGE_NOT_AVAILABLE, now_ms);
          continue;
        }
      /* Nobody knows where: it waits for somebody who finds out. */
      if (rdm_point_is_set (rdm_sim_stop_place (self->sim, *id)))
        return *id;
    }
  return NULL;
}

/* It is too late for all that is left. */
static void
give_up (RdmSimDriver *self, gint64 now_ms)
{
  for (GStrv id = self->list; id && *id; id++)
    if (!is_met (self, *id))
      {
        be_done_with (self, *id, RDM_RESULT_FAILED_NO_TIME);
        rdm_sim_phone_report (self, RDM_EVENT_FAILED, *id, RDM_RESULT_FAILED_NO_TIME, now_ms);
      }
}

/* Who came back ill waits by the van for others to fetch what is in it, but not into the night. */
static void
end_route (RdmSimDriver *self, gint64 now_ms)
{
  if (self->is_ill && now_ms <= self->latest_ms && next_stop (self, now_ms))
    {
      self->life = RDM_SIM_SICK;
      self->next_ms = now_ms + AGAIN_MS;
      return;
    }
  self->life = RDM_SIM_OVER;
  self->next_ms = RDM_SIM_NEVER;
  self->truth->ended_ms = now_ms;
  rdm_sim_phone_report (self, RDM_EVENT_ENDED, NULL, RDM_RESULT_NONE, now_ms);
}

static void
go_home (RdmSimDriver *self, gint64 now_ms)
{
  g_clear_pointer (&self->target, g_free);
  drive_to (self, self->end, "home", now_ms);
}

static void
rest (RdmSimDriver *self, gint64 now_ms)
{
  halt (self, now_ms);
  self->had_break = TRUE;
  self->truth->break_ms = now_ms;
  self->life = RDM_SIM_RESTING;
  self->next_ms = now_ms + self->break_length_ms;
}

static void
set_out (RdmSimDriver *self, const char *stop, gint64 now_ms)
{
  g_autofree char *target = g_strdup (stop);

  g_free (self->target);
  self->target = g_steal_pointer (&target);
  rdm_sim_phone_report (self, RDM_EVENT_EN_ROUTE, self->target, RDM_RESULT_NONE, now_ms);
  drive_to (self, rdm_sim_stop_place (self->sim, self->target), self->target, now_ms);
}

/* --- what goes wrong ---------------------------------------------------------------------------
 */

static gboolean
is_trouble (const RdmMishap *mishap)
{
  return mishap->kind == RDM_MISHAP_VEHICLE_DOWN || mishap->kind == RDM_MISHAP_DRIVER_ILL
         || mishap->kind == RDM_MISHAP_STANDSTILL || mishap->kind == RDM_MISHAP_DETOUR;
}

/* Returns: (nullable): the next thing that keeps it from driving. */
static RdmMishap *
next_trouble (const RdmSimDriver *self)
{
  for (guint i = self->n_troubles; i < self->mishaps->len; i++)
    if (is_trouble (g_ptr_array_index (self->mishaps, i)))
      return g_ptr_array_index (self->mishaps, i);
  return NULL;
}

static void
forget_trouble (RdmSimDriver *self)
{
  while (self->n_troubles < self->mishaps->len
         && !is_trouble (g_ptr_array_index (self->mishaps, self->n_troubles)))
    self->n_troubles++;
  self->n_troubles++;
}

static void
stand (RdmSimDriver *self, gint64 now_ms, gint64 until_ms)
{
  halt (self, now_ms);
  self->life = RDM_SIM_STANDING;
  self->next_ms = until_ms;
}

/* Somewhere within a few minutes' drive. */
static void
go_astray (RdmSimDriver *self, const RdmMishap *mishap, gint64 now_ms)
{
  RdmSimLuck luck = rdm_sim_luck_at (self->sim->seed, "astray", self->driver, mishap->begin_ms);
  double angle = rdm_sim_luck_between (&luck, 0, 2 * G_PI);
  double far_deg = rdm_sim_luck_between (&luck, 900, 2500) / 111194.9266;
  RdmPoint place;

  halt (self, now_ms);
  place = (RdmPoint){ self->place.lat_deg + far_deg * cos (angle),
                      self->place.lon_deg
                          + far_deg * sin (angle) / cos (self->place.lat_deg * (G_PI / 180.0)) };
  self->is_going_astray = TRUE;
  drive_to (self, place, "astray", now_ms);
}

static void
meet_trouble (RdmSimDriver *self, RdmMishap *mishap, gint64 now_ms)
{
  gint64 length_ms = mishap->end_ms == RDM_SIM_NEVER ? 0 : mishap->end_ms - mishap->begin_ms;

  forget_trouble (self);
  /* Who is ill already has had enough. */
  if (self->is_ill)
    return;
  rdm_sim_mishap_strikes (mishap, now_ms);
  switch (mishap->kind)
    {
    case RDM_MISHAP_VEHICLE_DOWN:
      stand (self, now_ms, length_ms > 0 ? now_ms + length_ms : RDM_SIM_NEVER);
      rdm_sim_phone_call (self, RDM_EXCEPTION_VEHICLE_DOWN, self->vehicle,
                          _ ("The vehicle has broken down and cannot go on."), now_ms);
      break;
    case RDM_MISHAP_DRIVER_ILL:
      self->is_ill = TRUE;
      rdm_sim_phone_call (self, RDM_EXCEPTION_DRIVER_GONE, self->driver,
                          _ ("I am ill and am driving back."), now_ms);
      go_home (self, now_ms);
      break;
    case RDM_MISHAP_STANDSTILL:
      stand (self, now_ms, now_ms + length_ms);
      break;
    default:
      go_astray (self, mishap, now_ms);
      break;
    }
}

/* --- one thing after the other -----------------------------------------------------------------
 */

static void
decide (RdmSimDriver *self, gint64 now_ms)
{
  RdmMishap *trouble = next_trouble (self);
  const char *next;

  if (trouble && trouble->begin_ms <= now_ms && !self->is_ill)
    {
      meet_trouble (self, trouble, now_ms);
      return;
    }
  next = self->is_ill ? NULL : next_stop (self, now_ms);
  if (next && now_ms > self->latest_ms)
    {
      give_up (self, now_ms);
      next = NULL;
    }
  if (!next)
    go_home (self, now_ms);
  else if (!self->had_break && now_ms >= self->break_from_ms)
    rest (self, now_ms);
  else
    set_out (self, next, now_ms);
}

static void
leave_home (RdmSimDriver *self, gint64 now_ms)
{
  const char *first = next_stop (self, now_ms);

  if (!first)
    {
      self->next_ms = now_ms > self->shift_end_ms ? RDM_SIM_NEVER : now_ms + AGAIN_MS;
      return;
    }
  if (!rdm_point_is_set (self->place))
    self->place = rdm_sim_stop_place (self->sim, first);
  self->truth->started_ms = now_ms;
  rdm_sim_phone_report (self, RDM_EVENT_STARTED, NULL, RDM_RESULT_NONE, now_ms);
  decide (self, now_ms);
}

static void
serve (RdmSimDriver *self)
{
  self->life = RDM_SIM_SERVING;
  g_hash_table_add (self->sim->served, g_strdup (self->target));
  rdm_sim_stop_serve (self, self->target, &self->visit);
  self->next_ms = self->visit.end_ms;
}

static void
arrive (RdmSimDriver *self, gint64 now_ms)
{
  halt (self, now_ms);
  if (self->is_going_astray)
    {
      self->is_going_astray = FALSE;
      /* Whatever he wanted there. */
      stand (self, now_ms, now_ms + 4 * RDM_SIM_MINUTE_MS);
      return;
    }
  if (!self->target)
    {
      end_route (self, now_ms);
      return;
    }
  if (is_met (self, self->target))
    {
      decide (self, now_ms);
      return;
    }
  rdm_sim_phone_report (self, RDM_EVENT_ARRIVED, self->target, RDM_RESULT_NONE, now_ms);
  rdm_sim_stop_begin (self->sim, self->target, now_ms, &self->visit);
  if (self->visit.begin_ms > now_ms)
    {
      self->life = RDM_SIM_WAITING;
      self->next_ms = self->visit.begin_ms;
    }
  else
    serve (self);
}

static void
finish_visit (RdmSimDriver *self, gint64 now_ms)
{
  RdmTrueVisit *visit = g_new (RdmTrueVisit, 1);
  int result = self->visit.result;

  *visit = (RdmTrueVisit){
    .stop = g_strdup (self->target),
    .route = g_strdup (self->route),
    .arrived_ms = self->visit.arrived_ms,
    .begin_ms = self->visit.begin_ms,
    .ended_ms = now_ms,
    .late_ms = self->visit.late_ms,
    .result = result,
  };
  g_ptr_array_add (self->sim->truth->visits, visit);
  be_done_with (self, self->target, result);
  rdm_sim_phone_report (self, rdm_result_is_failure (result) ? RDM_EVENT_FAILED : RDM_EVENT_DONE,
                        self->target, result, now_ms);
  g_clear_pointer (&self->target, g_free);
  decide (self, now_ms);
}

static void
live (RdmSimDriver *self, gint64 now_ms)
{
  RdmMishap *trouble = next_trouble (self);

  if (self->next_ms > now_ms && trouble)
    {
      meet_trouble (self, trouble, now_ms);
      return;
    }
  switch (self->life)
    {
    case RDM_SIM_AT_HOME:
      leave_home (self, now_ms);
      break;
    case RDM_SIM_DRIVING:
      arrive (self, now_ms);
      break;
    case RDM_SIM_WAITING:
      serve (self);
      break;
    case RDM_SIM_SERVING:
      finish_visit (self, now_ms);
      break;
    case RDM_SIM_RESTING:
    case RDM_SIM_STANDING:
      decide (self, now_ms);
      break;
    case RDM_SIM_SICK:
      end_route (self, now_ms);
      break;
    case RDM_SIM_OVER:
      break;
    }
}

static gint64
next_in_life (const RdmSimDriver *self)
{
  const RdmMishap *trouble = self->life == RDM_SIM_DRIVING ? next_trouble (self) : NULL;

  return trouble && !self->is_going_astray ? MIN (self->next_ms, trouble->begin_ms) : self->next_ms;
}

gint64
rdm_sim_driver_next (const RdmSimDriver *self)
{
  return MIN (MIN (next_in_life (self), self->tick_ms), self->acknowledge_ms);
}

void
rdm_sim_driver_happen (RdmSimDriver *self, gint64 now_ms)
{
  if (next_in_life (self) <= now_ms)
    live (self, now_ms);
  else if (self->acknowledge_ms <= now_ms)
    rdm_sim_phone_acknowledge (self, now_ms);
  else
    rdm_sim_phone_tick (self, now_ms);
}

/* --- other lists -------------------------------------------------------------------------------
 */

/* Who is still at home sets out when the plan with his new list says so. */
void
rdm_sim_driver_plan_anew (RdmSimDriver *self, gint64 now_ms)
{
  g_autoptr (RdmDayPlan) plan = NULL;
  const RdmSchedule *schedule;

  if (self->life != RDM_SIM_AT_HOME || now_ms >= self->shift_end_ms)
    return;
  plan = rdm_day_plan_new (self->sim->rows, self->sim->date, self->sim->travel);
  schedule = rdm_day_plan_get_schedule (plan, self->route);
  if (!schedule || schedule->n_stops == 0)
    return;
  plan_leaving (self, schedule->start_s);
  self->leave_ms = MAX (self->leave_ms, MAX (self->held_until_ms, now_ms + READY_MS));
  self->next_ms = self->leave_ms;
}

void
rdm_sim_driver_was_told (RdmSimDriver *self, gint64 now_ms)
{
  const char *next;

  if (self->life == RDM_SIM_AT_HOME && self->next_ms == RDM_SIM_NEVER
      && now_ms < self->shift_end_ms)
    self->next_ms = now_ms + AGAIN_MS;
  /* A vehicle that is down for good is done as soon as others have its stops. */
  if (self->life == RDM_SIM_STANDING && self->next_ms == RDM_SIM_NEVER && !next_stop (self, now_ms))
    end_route (self, now_ms);
  if ((self->life != RDM_SIM_DRIVING && self->life != RDM_SIM_WAITING) || self->is_ill
      || self->is_going_astray)
    return;
  next = next_stop (self, now_ms);
  if (g_strcmp0 (next, self->target) == 0)
    return;
  halt (self, now_ms);
  decide (self, now_ms);
}

/* The last place where the rows say that somebody has been. */
static void
recall_visits (RdmSimDriver *self, const RdmRoute *route)
{
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->sim->rows, RDM_ROW_STOP, *id);
      RdmPoint place = rdm_sim_stop_place (self->sim, *id);

      if (!stop || (stop->state != RDM_STOP_DONE && stop->state != RDM_STOP_FAILED))
        continue;
      be_done_with (self, *id, stop->result);
      if (rdm_point_is_set (place))
        self->place = place;
    }
}

void
rdm_sim_driver_take_up (RdmSimDriver *self, gint64 now_ms)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->sim->rows, self->route);

  self->tick_ms = MAX (self->tick_ms, now_ms);
  self->next_ms = MAX (self->next_ms, now_ms);
  while (self->n_troubles < self->mishaps->len
         && ((RdmMishap *)g_ptr_array_index (self->mishaps, self->n_troubles))->begin_ms < now_ms)
    self->n_troubles++;
  if (!route)
    return;
  /* Who has set out knows where to, also if he never said so. */
  self->list = g_strdupv (route->told || route->started_ms == 0 ? route->told : route->stops);
  recall_visits (self, route);
  if (route->state == RDM_ROUTE_CLOSED)
    {
      self->life = RDM_SIM_OVER;
      self->next_ms = RDM_SIM_NEVER;
      self->tick_ms = RDM_SIM_NEVER;
      self->truth->started_ms = route->started_ms;
      self->truth->ended_ms = route->ended_ms;
    }
  else if (route->started_ms != 0)
    {
      self->truth->started_ms = route->started_ms;
      self->had_break = now_ms > self->break_from_ms;
      self->life = RDM_SIM_STANDING;
      self->next_ms = now_ms;
    }
}
