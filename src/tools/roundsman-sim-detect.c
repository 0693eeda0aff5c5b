/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event is what the simulation knows: with the time in which an alert would have been right
 * about it. An alert is right when there is such an event of its kind, at its stop or on its route.
 */
#include "roundsman-sim-detect.h"

#include "rdm-time.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
/* Shorter ones are nothing to look at. */
#define SHORT_MS (10 * MINUTE_MS)
/* Times as long as planned. */
#define LONG_VISIT 3

const char *const rdm_sim_seen_names[] = { "late",        "shift-end", "break",
                                           "standstill",  "off-road",  "no-position",
                                           "not-started", "failed",    "out-of-order",
                                           NULL };

/* As long as it is shown; shown again, it is another one. */
typedef struct
{
  RdmSimSeen seen;
  char *route;
  char *stop;
  gint64 first_ms;
  gint64 last_ms;
} Alert;

typedef struct
{
  RdmSimSeen seen;
  const char *route;
  const char *stop;
  gint64 from_ms; /* an alert in this time is about it */
  gint64 to_ms;
  gint64 at_ms;       /* 0: nobody knows */
  gboolean is_unsure; /* an alert is right, none is, too */
} Event;

struct _RdmSimDetector
{
  GPtrArray *alerts; /* (element-type Alert) */
  GHashTable *shown; /* (element-type utf8 Alert): the last one, by id; borrowed */
  gint64 noted_ms;
};

static void
free_alert (gpointer data)
{
  Alert *alert = data;

  g_free (alert->route);
  g_free (alert->stop);
  g_free (alert);
}

RdmSimDetector *
rdm_sim_detector_new (void)
{
  RdmSimDetector *self = g_new0 (RdmSimDetector, 1);

  self->alerts = g_ptr_array_new_with_free_func (free_alert);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
rdm_sim_detector_free (RdmSimDetector *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->alerts);
  g_hash_table_unref (self->shown);
  g_free (self);
}

static int
seen_of (RdmExceptionKind kind)
{
  switch (kind)
    {
    case RDM_EXCEPTION_LATE:
      return RDM_SIM_SEEN_LATE;
    case RDM_EXCEPTION_SHIFT_END:
      return RDM_SIM_SEEN_SHIFT_END;
    case RDM_EXCEPTION_BREAK:
      return RDM_SIM_SEEN_BREAK;
    case RDM_EXCEPTION_STANDSTILL:
      return RDM_SIM_SEEN_STANDSTILL;
    case RDM_EXCEPTION_OFF_ROAD:
      return RDM_SIM_SEEN_OFF_ROAD;
    case RDM_EXCEPTION_NO_POSITION:
      return RDM_SIM_SEEN_NO_POSITION;
    case RDM_EXCEPTION_NOT_STARTED:
      return RDM_SIM_SEEN_NOT_STARTED;
    case RDM_EXCEPTION_FAILED:
    case RDM_EXCEPTION_REFUSED:
    case RDM_EXCEPTION_DAMAGED:
    case RDM_EXCEPTION_ADDRESS:
    case RDM_EXCEPTION_NO_PARKING:
      return RDM_SIM_SEEN_FAILED;
    case RDM_EXCEPTION_VEHICLE_DOWN:
    case RDM_EXCEPTION_DRIVER_GONE:
      return RDM_SIM_SEEN_OUT_OF_ORDER;
    default:
      return -1;
    }
}

static void
note_alert (RdmSimDetector *self, const RdmAlert *shown, gint64 now_ms)
{
  int seen = seen_of (shown->kind);
  Alert *alert = g_hash_table_lookup (self->shown, shown->id);

  if (seen < 0)
    return;
  if (!alert || alert->last_ms < self->noted_ms)
    {
      alert = g_new (Alert, 1);
      *alert = (Alert){ (RdmSimSeen)seen, g_strdup (shown->route), g_strdup (shown->stop), now_ms,
                        now_ms };
      g_ptr_array_add (self->alerts, alert);
      g_hash_table_insert (self->shown, g_strdup (shown->id), alert);
    }
  alert->last_ms = now_ms;
}

void
rdm_sim_detector_note (RdmSimDetector *self, RdmSimDesk *desk)
{
  const GPtrArray *list = rdm_alerts_get_list (desk->alerts);
  gint64 now_ms = rdm_sim_get_now (desk->sim);

  for (guint i = 0; i < list->len; i++)
    {
      const RdmAlert *line = g_ptr_array_index (list, i);

      for (guint k = 0; line->parts && k < line->parts->len; k++)
        note_alert (self, g_ptr_array_index (line->parts, k), now_ms);
      for (guint k = 0; line->beneath && k < line->beneath->len; k++)
        note_alert (self, g_ptr_array_index (line->beneath, k), now_ms);
      if (!line->parts)
        note_alert (self, line, now_ms);
    }
  self->noted_ms = now_ms;
}

/* --- what really happened ----------------------------------------------------------------------
 */

static gint64
moment (RdmSimDesk *desk, gint32 tod_s)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (desk->rows);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (settings->zone);

  return rdm_time_to_utc (zone, desk->date, tod_s) * 1000;
}

/* Who is at the door for so long stands, too. */
static void
add_long_visit (RdmSimDesk *desk, const RdmTrueVisit *visit, GArray *events)
{
  const RdmStop *stop = rdm_rows_get (desk->rows, RDM_ROW_STOP, visit->stop);
  const RdmOrder *order = stop ? rdm_rows_get (desk->rows, RDM_ROW_ORDER, stop->order) : NULL;
  gint64 usual_ms = order ? rdm_order_end (order, stop->role)->service_s * 1000 : 0;
  Event event = { .seen = RDM_SIM_SEEN_STANDSTILL,
                  .route = visit->route,
                  .from_ms = visit->begin_ms,
                  .to_ms = visit->ended_ms + 5 * MINUTE_MS,
                  .is_unsure = TRUE };

  if (visit->ended_ms - visit->begin_ms >= LONG_VISIT * usual_ms + SHORT_MS)
    g_array_append_val (events, event);
}

static void
add_visits (RdmSimDesk *desk, const RdmSimTruth *truth, GArray *events)
{
  for (guint i = 0; i < truth->visits->len; i++)
    {
      const RdmTrueVisit *visit = g_ptr_array_index (truth->visits, i);
      Event event = { RDM_SIM_SEEN_LATE, visit->route,
                      visit->stop,       0,
                      visit->begin_ms,   visit->begin_ms - visit->late_ms };

      if (visit->late_ms > 0)
        g_array_append_val (events, event);
      add_long_visit (desk, visit, events);
      if (!rdm_result_is_failure (visit->result))
        continue;
      event = (Event){ RDM_SIM_SEEN_FAILED, visit->route,   visit->stop,
                       visit->ended_ms,     RDM_LIVE_NEVER, visit->ended_ms };
      g_array_append_val (events, event);
    }
}

/* Stops with a window to which nobody came. */
static void
add_untried (RdmSimDesk *desk, const RdmSimTruth *truth, GArray *events)
{
  g_autoptr (GHashTable) visited = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < truth->visits->len; i++)
    g_hash_table_add (visited, ((RdmTrueVisit *)g_ptr_array_index (truth->visits, i))->stop);
  for (guint i = 0; i < truth->due->len; i++)
    {
      const char *id = g_ptr_array_index (truth->due, i);
      const RdmStop *stop = rdm_rows_get (desk->rows, RDM_ROW_STOP, id);
      const RdmOrder *order = stop ? rdm_rows_get (desk->rows, RDM_ROW_ORDER, stop->order) : NULL;
      const RdmWindows *windows = order ? &rdm_order_end (order, stop->role)->windows : NULL;
      Event event = { .seen = RDM_SIM_SEEN_FAILED, .stop = id, .to_ms = RDM_LIVE_NEVER };

      /* For which there was no time left, as its driver said. */
      if (stop && stop->state == RDM_STOP_FAILED && !g_hash_table_contains (visited, id))
        g_array_append_val (events, event);
      event.seen = RDM_SIM_SEEN_LATE;
      if (!windows || windows->n == 0 || windows->at[windows->n - 1].to_s == RDM_TIME_NONE
          || g_hash_table_contains (visited, id))
        continue;
      event.at_ms = moment (desk, windows->at[windows->n - 1].to_s);
      g_array_append_val (events, event);
    }
}

static void
add_mishaps (const RdmSimTruth *truth, GArray *events)
{
  for (guint i = 0; i < truth->mishaps->len; i++)
    {
      const RdmMishap *mishap = g_ptr_array_index (truth->mishaps, i);
      gint64 length_ms =
          mishap->end_ms == RDM_LIVE_NEVER ? 8 * 60 * MINUTE_MS : mishap->end_ms - mishap->begin_ms;
      Event event = { .route = mishap->route,
                      .from_ms = mishap->struck_ms,
                      .to_ms = mishap->struck_ms + length_ms + 5 * MINUTE_MS,
                      .at_ms = mishap->struck_ms };

      if (mishap->struck_ms == 0)
        continue;
      switch (mishap->kind)
        {
        case RDM_MISHAP_VEHICLE_DOWN:
        case RDM_MISHAP_DRIVER_ILL:
          event.seen = RDM_SIM_SEEN_OUT_OF_ORDER;
          break;
        case RDM_MISHAP_STANDSTILL:
          event.seen = RDM_SIM_SEEN_STANDSTILL;
          break;
        case RDM_MISHAP_DETOUR:
          event.seen = RDM_SIM_SEEN_OFF_ROAD;
          event.to_ms += 20 * MINUTE_MS;
          break;
        case RDM_MISHAP_PHONE_LAGS:
        case RDM_MISHAP_PHONE_COARSE:
        case RDM_MISHAP_PHONE_JUMPS:
          event.is_unsure = TRUE;
          event.seen = RDM_SIM_SEEN_NO_POSITION;
          break;
        case RDM_MISHAP_PHONE_SILENT:
          event.seen = RDM_SIM_SEEN_NO_POSITION;
          break;
        case RDM_MISHAP_LATE_START:
          event.seen = RDM_SIM_SEEN_NOT_STARTED;
          break;
        default:
          continue;
        }
      if (length_ms < SHORT_MS && event.seen != RDM_SIM_SEEN_OFF_ROAD)
        continue;
      g_array_append_val (events, event);
      /* Who cannot go on stands. */
      if (mishap->kind == RDM_MISHAP_VEHICLE_DOWN)
        {
          event.seen = RDM_SIM_SEEN_STANDSTILL;
          g_array_append_val (events, event);
        }
    }
}

static void
add_route (RdmSimDesk *desk, const RdmTrueRoute *truth, GArray *events)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (desk->rows, truth->route);
  const RdmShift *shift = route ? rdm_rows_get (desk->rows, RDM_ROW_SHIFT, route->shift) : NULL;
  Event event = { .route = truth->route, .to_ms = RDM_LIVE_NEVER };
  gint32 end_s;

  if (!shift || truth->started_ms == 0)
    return;
  end_s = route->end_s != RDM_TIME_NONE ? route->end_s : shift->end_s;
  event.seen = RDM_SIM_SEEN_SHIFT_END;
  event.at_ms = moment (desk, end_s + (gint32)shift->overtime_max_s);
  if (truth->ended_ms == 0 || truth->ended_ms > event.at_ms)
    g_array_append_val (events, event);
  if (shift->break_from_s == RDM_TIME_NONE || shift->break_s == 0)
    return;
  event.seen = RDM_SIM_SEEN_BREAK;
  event.at_ms = moment (desk, shift->break_to_s - (gint32)shift->break_s);
  /* Who cannot go on has all the time. */
  if (truth->break_ms > event.at_ms || (truth->break_ms == 0 && truth->ended_ms > event.at_ms))
    g_array_append_val (events, event);
}

/* --- one against the other ---------------------------------------------------------------------
 */

static gboolean
is_about (const Alert *alert, const Event *event)
{
  gboolean is_there = event->stop && alert->stop ? g_str_equal (event->stop, alert->stop)
                                                 : g_strcmp0 (event->route, alert->route) == 0;

  return alert->seen == event->seen && is_there && alert->last_ms >= event->from_ms
         && alert->first_ms <= event->to_ms;
}

static void
judge_alert (const Alert *alert, const GArray *events, RdmSimDetection *detection)
{
  gboolean is_right = FALSE;

  for (guint i = 0; i < events->len && !is_right; i++)
    is_right = is_about (alert, &g_array_index (events, Event, i));
  detection->n_alerts++;
  detection->n_right += is_right;
}

static void
judge_event (RdmSimDetector *self, const Event *event, RdmSimDetection *detection)
{
  gint64 first_ms = RDM_LIVE_NEVER;
  double lead_min;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const Alert *alert = g_ptr_array_index (self->alerts, i);

      if (is_about (alert, event))
        first_ms = MIN (first_ms, MAX (alert->first_ms, event->from_ms));
    }
  detection->n_events++;
  detection->n_found += first_ms != RDM_LIVE_NEVER;
  if (first_ms == RDM_LIVE_NEVER || event->at_ms == 0)
    return;
  lead_min = (double)(event->at_ms - first_ms) / (double)MINUTE_MS;
  g_array_append_val (detection->leads, lead_min);
}

void
rdm_sim_detector_judge (RdmSimDetector *self, RdmSimDesk *desk, RdmSimDetection *detections)
{
  const RdmSimTruth *truth = rdm_sim_get_truth (desk->sim);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));

  add_visits (desk, truth, events);
  add_untried (desk, truth, events);
  add_mishaps (truth, events);
  for (guint i = 0; i < truth->routes->len; i++)
    add_route (desk, g_ptr_array_index (truth->routes, i), events);
  for (guint i = 0; i < self->alerts->len; i++)
    {
      const Alert *alert = g_ptr_array_index (self->alerts, i);

      judge_alert (alert, events, &detections[alert->seen]);
    }
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);

      if (!event->is_unsure)
        judge_event (self, event, &detections[event->seen]);
    }
}
