/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is the matter with stops and orders: late, failed, cancelled, changed, new.
 */
#include "rdm-alert-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rdm-time.h"

#define MINUTE_MS (60 * 1000)
#define LATE_RAISE 0.55
#define LATE_CLEAR 0.3
/* Being late at all counts as this much of an hour. */
#define PROMISE_H 0.5

static const RdmOrder *
order_of (RdmWatch *self, const RdmStop *stop)
{
  return rdm_rows_get (self->rows, RDM_ROW_ORDER, stop->order);
}

/* From a half to twice as much, by priority. */
static double
weight_of (const RdmOrder *order)
{
  return CLAMP (order ? (double)order->priority / RDM_PRIORITY_MEDIUM : 1.0, 0.5, 2.0);
}

/* --- late --------------------------------------------------------------------------------------
 */

static void
see_late (RdmWatch *self,
          const RdmRoute *route,
          const RdmStop *stop,
          const RdmEta *eta,
          gboolean is_silent)
{
  gint64 late_ms = MAX (eta->begin_p50_ms - eta->window_end_ms, 0);
  double hours = PROMISE_H + (double)late_ms / (60.0 * MINUTE_MS);
  RdmSighting sighting = {
    .kind = RDM_EXCEPTION_LATE,
    .subject = stop->row.id,
    .route = route->row.id,
    .stop = stop->row.id,
    .level = eta->late_chance,
    .raise_at = is_silent ? INFINITY : LATE_RAISE,
    .clear_at = LATE_CLEAR,
    .chance = eta->late_chance,
    .due_ms = eta->window_end_ms,
  };
  RdmAlert *alert;
  g_autofree char *name = NULL;
  g_autofree char *end = NULL;
  g_autofree char *by = NULL;

  sighting.cost_minor =
      llround ((double)rdm_watch_late_hour (self) * hours * weight_of (order_of (self, stop)));
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  alert->late_ms = late_ms;
  name = rdm_watch_name (self, stop->row.id);
  end = rdm_watch_time (self, eta->window_end_ms);
  by = rdm_format_duration (MAX (late_ms / 1000, 60));
  alert->words = late_ms > 0
                     /* Translators: an address, how much, the end of its window. */
                     ? g_strdup_printf (_ ("%s: about %s after %s"), name, by, end)
                     : g_strdup_printf (_ ("%s: only just before %s, or after"), name, end);
}

static void
look_ahead (RdmWatch *self, const RdmRoute *route, const RdmStop *stop, RdmRouteLook *look)
{
  const RdmOrder *order = order_of (self, stop);
  const RdmOrderEnd *end = order ? rdm_order_end (order, stop->role) : NULL;
  RdmEta eta;

  look->n_open++;
  if (!look->next)
    look->next = stop->row.id;
  if (!end || end->windows.n == 0 || !rdm_live_day_get_eta (self->day, stop->row.id, &eta))
    return;
  if (look->next == stop->row.id)
    look->next_wait_ms = eta.wait_s * 1000;
  if (eta.window_end_ms == RDM_LIVE_NEVER)
    return;
  if (eta.slack_ms >= 0)
    {
      look->n_windows++;
      look->slack_ms = MIN (look->slack_ms, eta.slack_ms);
    }
  /* Who is there is served. */
  if (stop->state != RDM_STOP_ARRIVED)
    see_late (self, route, stop, &eta, look->is_silent);
}

/* --- what came of it ----------------------------------------------------------------------------
 */

static RdmExceptionKind
kind_of_result (int result)
{
  switch (result)
    {
    case RDM_RESULT_FAILED_REFUSED:
      return RDM_EXCEPTION_REFUSED;
    case RDM_RESULT_FAILED_DAMAGED:
    case RDM_RESULT_FAILED_ITEM_MISSING:
      return RDM_EXCEPTION_DAMAGED;
    case RDM_RESULT_FAILED_CANT_FIND_ADDRESS:
      return RDM_EXCEPTION_ADDRESS;
    case RDM_RESULT_FAILED_NO_PARKING:
      return RDM_EXCEPTION_NO_PARKING;
    case RDM_RESULT_FAILED_PACKAGE_NOT_AVAILABLE:
      return RDM_EXCEPTION_LOAD_MISMATCH;
    default:
      return RDM_EXCEPTION_FAILED;
    }
}

/* It can be tried again until the route ends. */
static void
see_failed (RdmWatch *self, const RdmRoute *route, const RdmStop *stop)
{
  RdmRouteEta eta;
  gboolean has_eta = rdm_live_day_get_route_eta (self->day, route->row.id, &eta);
  RdmSighting sighting = {
    .kind = kind_of_result (stop->result),
    .subject = stop->row.id,
    .route = route->row.id,
    .stop = stop->row.id,
    .level = 1,
    .chance = 1,
    .due_ms = has_eta && route->state != RDM_ROUTE_CLOSED ? eta.end_p50_ms : RDM_LIVE_NEVER,
    .since_ms = stop->ended_ms,
  };
  RdmAlert *alert;
  g_autofree char *name = NULL;

  sighting.cost_minor = llround ((double)rdm_watch_late_hour (self) * PROMISE_H
                                 * weight_of (order_of (self, stop)) * (double)stop->attempts);
  alert = rdm_watch_see (self, &sighting);
  if (!alert)
    return;
  name = rdm_watch_name (self, stop->row.id);
  if (stop->attempts > 1)
    /* Translators: an address, what happened, how often somebody was there. */
    alert->words = g_strdup_printf (_ ("%s: %s (attempt %d)"), name,
                                    rdm_result_label (stop->result), (int)stop->attempts);
  else
    alert->words = g_strdup_printf ("%s: %s", name, rdm_result_label (stop->result));
}

/* A driver has it on the list, and nobody wants it any more. */
static void
see_cancelled (RdmWatch *self, const RdmRoute *route)
{
  for (GStrv id = route->told; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);
      RdmSighting sighting = {
        .kind = RDM_EXCEPTION_ORDER_CANCELLED,
        .subject = stop ? stop->order : NULL,
        .route = route->row.id,
        .stop = *id,
        .level = 1,
        .chance = 1,
        .cost_minor = rdm_watch_late_hour (self) / 4,
        .due_ms = RDM_LIVE_NEVER,
      };
      RdmAlert *alert;
      g_autofree char *name = NULL;

      if (!stop || stop->state != RDM_STOP_CANCELLED)
        continue;
      alert = rdm_watch_see (self, &sighting);
      name = rdm_watch_name (self, *id);
      if (alert)
        alert->words = g_strdup_printf (
            _ ("%s is cancelled, and its driver has not acknowledged that yet"), name);
    }
}

void
rdm_watch_order_changed (RdmWatch *self, const char *order, const char *route_id, gint64 since_ms)
{
  RdmSighting sighting = {
    .kind = RDM_EXCEPTION_ORDER_CHANGED,
    .subject = order,
    .route = route_id,
    .level = 1,
    .chance = 1,
    .cost_minor = rdm_watch_late_hour (self) / 4,
    .due_ms = RDM_LIVE_NEVER,
    .since_ms = since_ms,
  };
  RdmAlert *alert = rdm_watch_see (self, &sighting);
  g_autofree char *name = rdm_watch_name (self, order);

  if (alert)
    alert->words =
        g_strdup_printf (_ ("%s asks for something else than its driver was sent with"), name);
}

/* Positions came, and neither they nor reports come any more: only time passes, and who was served
 * meanwhile seems to be late. There is an alert for that. */
static gboolean
is_silent (RdmWatch *self, const RdmRoute *route)
{
  const RdmLiveVehicle *vehicle = rdm_live_day_get_vehicle (self->day, route->row.id);
  gint64 heard_ms = 0;

  if (!vehicle || !vehicle->has_position || vehicle->age == RDM_LIVE_FRESH)
    return FALSE;
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);

      if (stop)
        heard_ms = MAX (heard_ms, MAX (stop->arrived_ms, stop->ended_ms));
    }
  return self->now_ms - heard_ms >= RDM_LIVE_GREY_MS;
}

void
rdm_watch_stops (RdmWatch *self, const RdmRoute *route, RdmRouteLook *look)
{
  gboolean is_out = rdm_route_is_out (route);

  *look =
      (RdmRouteLook){ .slack_ms = RDM_LIVE_NEVER, .is_silent = is_out && is_silent (self, route) };
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, *id);

      if (!stop)
        continue;
      if (stop->state == RDM_STOP_FAILED)
        see_failed (self, route, stop);
      else if (is_out && rdm_stop_is_open (stop))
        look_ahead (self, route, stop, look);
    }
  if (is_out)
    see_cancelled (self, route);
}

/* --- orders that no route has -------------------------------------------------------------------
 */

static gint64
last_window_ms (const RdmWatch *self, const RdmOrderEnd *end)
{
  gint32 to_s =
      end && end->windows.n > 0 ? end->windows.at[end->windows.n - 1].to_s : RDM_TIME_NONE;

  return to_s == RDM_TIME_NONE ? RDM_LIVE_NEVER : self->midnight_ms + (gint64)to_s * 1000;
}

void
rdm_watch_tray (RdmWatch *self)
{
  GPtrArray *tray = rdm_day_plan_get_tray (rdm_live_day_get_plan (self->day));

  for (guint i = 0; self->is_live && i < tray->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (tray, i);
      const RdmOrder *order = order_of (self, stop);
      RdmSighting sighting = {
        .kind = RDM_EXCEPTION_ORDER_NEW,
        .subject = stop->order,
        .stop = stop->row.id,
        .level = 1,
        .chance = 1,
        .due_ms = last_window_ms (self, order ? rdm_order_end (order, stop->role) : NULL),
      };
      RdmAlert *alert;
      g_autofree char *name = NULL;

      if (!order || (order->kind == RDM_ORDER_SHIPMENT && stop->role == RDM_STOP_PICKUP))
        continue;
      sighting.cost_minor =
          llround ((double)rdm_watch_late_hour (self) * PROMISE_H * weight_of (order));
      alert = rdm_watch_see (self, &sighting);
      if (!alert)
        continue;
      name = rdm_watch_name (self, stop->row.id);
      if (stop->attempts > 0)
        alert->words = g_strdup_printf (_ ("%s is to be tried again, and nobody has it"), name);
      else
        alert->words = g_strdup_printf (_ ("%s is for today, and nobody has it"), name);
    }
}
