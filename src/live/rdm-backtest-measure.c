/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day that is over in large steps: what would have been said at each, by reports alone.
 */
#include "rdm-backtest.h"

#include "rdm-live-day.h"

#define STEP_MS ((gint64)30 * 60 * 1000)
#define AHEAD_MS ((gint64)4 * 3600 * 1000)
/* So many stops of a day tell as much as all. */
#define STOPS_MOST 600
#define NORMAL_SD_LEAST_S 1.0

typedef struct
{
  RdmRows *rows; /* as they were in the end */
  RdmRows *now;  /* as they were then */
  RdmDayPlan *plan;
  RdmLiveDay *day;
  GPtrArray *routes; /* (element-type RdmRoute): of the end */
  GPtrArray *changes;
  guint stride; /* one of so many stops is asked for */
  guint n_seen;
  GArray *errors;
} Measuring;

static void
put (Measuring *self, RdmRowKind kind, const char *id, gconstpointer after)
{
  gconstpointer before = rdm_rows_get (self->now, kind, id);
  RdmChange *change = g_new0 (RdmChange, 1);

  *change = (RdmChange){ .kind = kind,
                         .id = g_strdup (id),
                         .before = before ? rdm_row_ref (before) : NULL,
                         .after = rdm_row_ref (after) };
  g_ptr_array_add (self->changes, change);
  rdm_rows_put (self->now, after);
}

static void
let_route_happen (Measuring *self, const RdmRoute *end, gint64 at_ms)
{
  const RdmRoute *present = rdm_rows_get (self->now, RDM_ROW_ROUTE, end->row.id);
  g_autoptr (RdmRoute) changed = NULL;

  if (!present || at_ms < end->started_ms || present->state == RDM_ROUTE_CLOSED
      || (present->started_ms != 0 && (end->ended_ms == 0 || at_ms < end->ended_ms)))
    return;
  changed = rdm_row_copy (present);
  changed->started_ms = end->started_ms;
  changed->state = RDM_ROUTE_RUNNING;
  if (end->ended_ms != 0 && at_ms >= end->ended_ms)
    {
      changed->ended_ms = end->ended_ms;
      changed->state = RDM_ROUTE_CLOSED;
    }
  put (self, RDM_ROW_ROUTE, changed->row.id, changed);
}

static void
let_stop_happen (Measuring *self, const char *id, gint64 at_ms)
{
  const RdmStop *end = rdm_rows_get (self->rows, RDM_ROW_STOP, id);
  const RdmStop *present = rdm_rows_get (self->now, RDM_ROW_STOP, id);
  g_autoptr (RdmStop) changed = NULL;

  if (!end || !present || !rdm_stop_is_open (present) || end->state == RDM_STOP_CANCELLED)
    return;
  if (end->ended_ms != 0 && at_ms >= end->ended_ms)
    changed = rdm_row_copy (end);
  else if (end->arrived_ms != 0 && at_ms >= end->arrived_ms && present->state != RDM_STOP_ARRIVED)
    {
      changed = rdm_row_copy (present);
      changed->state = RDM_STOP_ARRIVED;
      changed->arrived_ms = end->arrived_ms;
    }
  if (changed)
    put (self, RDM_ROW_STOP, id, changed);
}

static void
go_on_to (Measuring *self, gint64 at_ms)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);

  self->changes = changes;
  for (guint r = 0; r < self->routes->len; r++)
    {
      const RdmRoute *route = g_ptr_array_index (self->routes, r);

      if (route->started_ms == 0)
        continue;
      let_route_happen (self, route, at_ms);
      for (GStrv id = route->stops; id && *id; id++)
        let_stop_happen (self, *id, at_ms);
    }
  if (changes->len > 0 && rdm_day_plan_update (self->plan, changes))
    rdm_live_day_rows_changed (self->day, changes);
  rdm_live_day_set_now (self->day, at_ms);
}

static void
ask (Measuring *self, const char *id, gint64 at_ms)
{
  const RdmStop *end = rdm_rows_get (self->rows, RDM_ROW_STOP, id);
  RdmEtaError error;
  RdmEta eta;

  if (!end || end->arrived_ms <= at_ms || end->arrived_ms > at_ms + AHEAD_MS
      || self->n_seen++ % self->stride != 0 || !rdm_live_day_get_eta (self->day, id, &eta)
      || eta.sd_s < NORMAL_SD_LEAST_S)
    return;
  error = (RdmEtaError){
    .ahead_s = (double)(end->arrived_ms - at_ms) / 1000.0,
    .off_p50_s = (double)(end->arrived_ms - eta.model_p50_ms) / 1000.0,
    .off_p90_s = (double)(end->arrived_ms - eta.model_p90_ms) / 1000.0,
  };
  g_array_append_val (self->errors, error);
}

/* Those that had set out, or should have. */
static void
ask_route (Measuring *self, const RdmRoute *route, gint64 at_ms)
{
  const RdmSchedule *schedule = rdm_day_plan_get_schedule (self->plan, route->row.id);

  if (route->started_ms == 0 || !schedule || at_ms < route->started_ms - AHEAD_MS)
    return;
  for (GStrv id = route->stops; id && *id; id++)
    ask (self, *id, at_ms);
}

void
rdm_backtest_measure (
    RdmRows *rows, const char *date, RdmTravel *travel, RdmExperience *experience, GArray *errors)
{
  g_autoptr (RdmRows) morning = rdm_backtest_morning (rows, date);
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, date);
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (morning, date, travel);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, 0);
  Measuring self = {
    .rows = rows, .now = morning, .plan = plan, .day = day, .routes = routes, .errors = errors
  };
  gint64 first_ms = G_MAXINT64;
  gint64 last_ms = 0;
  guint n_stops = 0;

  rdm_live_day_set_experience (day, experience);
  for (guint r = 0; r < routes->len; r++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, r);

      if (route->started_ms == 0)
        continue;
      first_ms = MIN (first_ms, route->started_ms);
      for (GStrv id = route->stops; id && *id; id++, n_stops++)
        {
          const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, *id);

          last_ms = MAX (last_ms, stop ? stop->arrived_ms : 0);
        }
    }
  self.stride = 1 + n_stops / STOPS_MOST;
  for (gint64 at_ms = first_ms - STEP_MS; at_ms < last_ms; at_ms += STEP_MS)
    {
      go_on_to (&self, at_ms);
      for (guint r = 0; r < routes->len; r++)
        ask_route (&self, g_ptr_array_index (routes, r), at_ms);
    }
}
