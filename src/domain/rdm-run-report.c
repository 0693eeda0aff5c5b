/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened: REPORT. A fact counts whatever the plan says: a stop that is served out of turn
 * moves to where it was served, and one that another driver served to that driver's route. Taking a
 * report back is a report, too: the attempt stays, marked as a mistake.
 */
#include "rdm-run-private.h"

typedef struct
{
  RdmRun *run;
  const RdmReport *report;
  RdmCommand *back;
} Reporting;

static gboolean
reject (Reporting *self, RdmReason reason, const char *subject)
{
  return rdm_run_refuse (self->run, RDM_REJECTED, reason, subject, NULL);
}

/* What takes back that @stop, or for NULL the route, was reported; the last report is taken back
 * first. */
static void
add_back (Reporting *self, const char *stop)
{
  const RdmReport *report = self->report;
  RdmReport *mistake =
      rdm_command_add_report (self->back, RDM_EVENT_WITHDRAWN, report->route, stop, report->at_ms);

  mistake->detected = report->detected;
  g_ptr_array_steal_index (self->back->reports, self->back->reports->len - 1);
  g_ptr_array_insert (self->back->reports, 0, mistake);
}

static void
put_route (Reporting *self, RdmRoute *changed)
{
  rdm_draft_put_route (self->run->draft, changed);
}

/* --- the route as a whole ----------------------------------------------------------------------
 */

static RdmRouteState
before_start (const RdmRoute *route)
{
  return route->sent_ms != 0 ? RDM_ROUTE_SENT : RDM_ROUTE_DRAFT;
}

static gboolean
report_route (Reporting *self)
{
  const RdmReport *report = self->report;
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->run->rows, report->route);
  g_autoptr (RdmRoute) changed = route ? rdm_row_copy (route) : NULL;

  if (!route)
    return reject (self, RDM_REASON_UNKNOWN, report->route);
  switch (report->event)
    {
    case RDM_EVENT_STARTED:
      if (route->started_ms != 0)
        return TRUE;
      changed->state = RDM_ROUTE_RUNNING;
      changed->started_ms = report->at_ms;
      break;
    case RDM_EVENT_ENDED:
      if (route->state == RDM_ROUTE_CLOSED)
        return TRUE;
      changed->state = RDM_ROUTE_CLOSED;
      changed->ended_ms = report->at_ms;
      break;
    case RDM_EVENT_WITHDRAWN:
      if (route->state == RDM_ROUTE_CLOSED)
        {
          changed->state = route->started_ms != 0 ? RDM_ROUTE_RUNNING : before_start (route);
          changed->ended_ms = 0;
        }
      /* Who has been somewhere has set out. */
      else if (route->started_ms != 0 && rdm_rows_route_head (self->run->rows, route) == 0)
        {
          changed->state = before_start (route);
          changed->started_ms = 0;
        }
      break;
    default:
      return reject (self, RDM_REASON_BAD_VALUE, report->route);
    }
  if (report->event != RDM_EVENT_WITHDRAWN)
    add_back (self, self->report->stop);
  put_route (self, changed);
  return TRUE;
}

/* Whoever reports a stop is under way. */
static void
start_route (Reporting *self)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->run->rows, self->report->route);
  g_autoptr (RdmRoute) changed = NULL;

  if (!route || route->started_ms != 0 || route->state == RDM_ROUTE_CLOSED)
    return;
  changed = rdm_row_copy (route);
  changed->state = RDM_ROUTE_RUNNING;
  changed->started_ms = self->report->at_ms;
  put_route (self, changed);
  add_back (self, NULL);
}

/* --- the stop's place --------------------------------------------------------------------------
 */

/* Gives @route another list. A driver who had the old one has made the new one. */
static void
set_list (Reporting *self, const RdmRoute *route, GPtrArray *list)
{
  gboolean is_told = rdm_route_is_out (route) && !rdm_route_awaits_driver (route);
  g_autoptr (RdmRoute) changed = rdm_row_copy (route);

  g_ptr_array_add (list, NULL);
  g_strfreev (changed->stops);
  changed->stops = list->len > 1 ? g_strdupv ((GStrv)list->pdata) : NULL;
  if (is_told)
    {
      g_strfreev (changed->told);
      changed->told = g_strdupv (changed->stops);
    }
  put_route (self, changed);
}

static void
leave (Reporting *self, const char *route_id, GHashTable *moving)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->run->rows, route_id);
  g_autoptr (GPtrArray) left = rdm_run_without (route, moving);

  g_ptr_array_add (left, NULL);
  rdm_run_set_stops (self->run, route, (const char *const *)left->pdata);
}

/* How much of @list has happened; who is only on the way does not count. */
static guint
past_of (Reporting *self, GPtrArray *list)
{
  guint past = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const RdmStop *stop = rdm_rows_get (self->run->rows, RDM_ROW_STOP, list->pdata[i]);

      if (stop && rdm_stop_has_happened (stop) && stop->state != RDM_STOP_EN_ROUTE)
        past = i + 1;
    }
  return past;
}

/* Puts @stop behind what has happened on @route, and @partner, if any, at the end. One that is in
 * the midst of that already, since a report was withdrawn, stays. */
static void
come_next (Reporting *self, const RdmRoute *route, GHashTable *moving, const char *partner)
{
  g_autoptr (GPtrArray) left = rdm_run_without (route, moving);
  int position = rdm_route_position (route, self->report->stop);
  guint past = past_of (self, left);

  if (position >= 0 && (guint)position <= past)
    return;
  g_ptr_array_insert (left, (int)past, self->report->stop);
  if (partner)
    g_ptr_array_add (left, (gpointer)partner);
  set_list (self, route, left);
}

/* Nobody is on the way to two places: whoever was not reached is ahead again. */
static void
drop_en_route (Reporting *self, const RdmRoute *route)
{
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->run->rows, RDM_ROW_STOP, *id);
      g_autoptr (RdmStop) changed = NULL;

      if (!stop || stop->state != RDM_STOP_EN_ROUTE || g_str_equal (*id, self->report->stop))
        continue;
      changed = rdm_row_copy (stop);
      rdm_stop_plan_anew (changed);
      rdm_rows_put (self->run->rows, changed);
    }
}

/* An order that was put off, and was brought nevertheless, is one of the day that it was brought.
 */
static void
take_day (Reporting *self, const RdmStop *stop, const RdmRoute *route)
{
  const RdmOrder *order = rdm_rows_get (self->run->rows, RDM_ROW_ORDER, stop->order);
  g_autoptr (RdmOrder) changed = NULL;

  if (!order || g_strcmp0 (order->date, route->date) == 0)
    return;
  changed = rdm_row_copy (order);
  g_free (changed->date);
  changed->date = g_strdup (route->date);
  rdm_rows_put (self->run->rows, changed);
}

/* The stop goes to where it was served. */
static gboolean
take_place (Reporting *self, const RdmStop *stop)
{
  RdmRows *rows = self->run->rows;
  const char *id = stop->row.id;
  g_autofree char *present = g_strdup (rdm_rows_route_of (rows, id));
  g_autofree char *partner_id = rdm_run_partner (self->run, stop);
  const RdmStop *partner = partner_id ? rdm_rows_get (rows, RDM_ROW_STOP, partner_id) : NULL;
  gboolean elsewhere = g_strcmp0 (present, self->report->route) != 0;
  g_autoptr (GHashTable) moving = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, self->report->route);

  if (!route)
    return reject (self, RDM_REASON_UNKNOWN, self->report->route);
  if (partner && stop->role == RDM_STOP_DELIVERY
      && (elsewhere || !rdm_stop_has_happened (partner) || partner->state == RDM_STOP_EN_ROUTE))
    return reject (self, RDM_REASON_SPLIT, id);
  if (!elsewhere && rdm_stop_has_happened (stop))
    return TRUE;
  g_hash_table_add (moving, self->report->stop);
  if (partner && elsewhere)
    g_hash_table_add (moving, partner_id);
  if (present && elsewhere)
    leave (self, present, moving);
  take_day (self, stop, route);
  drop_en_route (self, route);
  come_next (self, route, moving, elsewhere ? partner_id : NULL);
  if (elsewhere)
    rdm_run_note (self->run, RDM_NEEDS_REVIEW, RDM_REASON_REPORTED, self->report->stop, NULL);
  return TRUE;
}

/* --- the stop's state --------------------------------------------------------------------------
 */

/* Returns: (transfer full) (nullable): the last attempt at @stop that was no mistake. @n: (out):
 * how many there are. */
static RdmAttempt *
last_attempt (RdmRows *rows, const char *stop, guint *n)
{
  g_autoptr (RdmAttempt) last = NULL;

  for (*n = 0;; ++*n)
    {
      g_autofree char *id = rdm_attempt_id (stop, *n + 1);
      const RdmAttempt *attempt = rdm_rows_get (rows, RDM_ROW_ATTEMPT, id);

      if (!attempt)
        return g_steal_pointer (&last);
      if (attempt->withdrawn)
        continue;
      g_clear_pointer (&last, rdm_row_unref);
      last = rdm_row_ref (attempt);
    }
}

/* Writes down what came of the visit: a new attempt, or, where it had only been detected, the same
 * one as it was. */
static void
put_attempt (Reporting *self, const RdmStop *stop, gboolean is_confirmation)
{
  guint n;
  g_autoptr (RdmAttempt) last = last_attempt (self->run->rows, stop->row.id, &n);
  g_autofree char *id =
      is_confirmation && last ? g_strdup (last->row.id) : rdm_attempt_id (stop->row.id, n + 1);
  g_autoptr (RdmAttempt) attempt = rdm_row_new (RDM_ROW_ATTEMPT, id);

  attempt->stop = g_strdup (stop->row.id);
  attempt->route = g_strdup (self->report->route);
  attempt->arrived_ms = stop->arrived_ms;
  attempt->ended_ms = stop->ended_ms;
  attempt->result = stop->result;
  attempt->note = g_strdup (stop->note);
  attempt->detected = stop->detected;
  rdm_rows_put (self->run->rows, attempt);
}

static void
withdraw_attempt (Reporting *self, const RdmStop *stop)
{
  guint n;
  g_autoptr (RdmAttempt) last = last_attempt (self->run->rows, stop->row.id, &n);
  g_autoptr (RdmAttempt) changed = last ? rdm_row_copy (last) : NULL;

  if (!changed)
    return;
  changed->withdrawn = TRUE;
  rdm_rows_put (self->run->rows, changed);
}

static RdmStopState
state_of (RdmEvent event)
{
  switch (event)
    {
    case RDM_EVENT_EN_ROUTE:
      return RDM_STOP_EN_ROUTE;
    case RDM_EVENT_ARRIVED:
      return RDM_STOP_ARRIVED;
    case RDM_EVENT_DONE:
      return RDM_STOP_DONE;
    default:
      return RDM_STOP_FAILED;
    }
}

static gboolean
check_result (Reporting *self)
{
  const RdmReport *report = self->report;
  gboolean is_end = report->event == RDM_EVENT_DONE || report->event == RDM_EVENT_FAILED;

  if (report->at_ms > 0
      && (report->result == RDM_RESULT_NONE
          || (is_end
              && rdm_result_is_failure (report->result) == (report->event == RDM_EVENT_FAILED))))
    return TRUE;
  return reject (self, RDM_REASON_BAD_VALUE, report->stop);
}

/* Whether @state is news of @stop. A visit that ended is neither begun nor ended again; but what
 * was only detected gives way to what somebody says. */
static gboolean
is_news (Reporting *self, const RdmStop *stop, RdmStopState state)
{
  gboolean is_end = state >= RDM_STOP_DONE;

  if (stop->state == RDM_STOP_CANCELLED)
    return TRUE;
  if (rdm_stop_is_open (stop))
    return stop->state < (int)state;
  return is_end && stop->detected && !self->report->detected;
}

static gboolean
report_visit (Reporting *self, const RdmStop *stop)
{
  const RdmReport *report = self->report;
  RdmStopState state = state_of (report->event);
  gboolean is_end = state >= RDM_STOP_DONE;
  gboolean had_ended = stop->state == RDM_STOP_DONE || stop->state == RDM_STOP_FAILED;
  g_autoptr (RdmStop) changed = NULL;
  g_autoptr (RdmStop) present = NULL;

  if (!is_news (self, stop, state))
    return !is_end || report->detected || stop->state == (int)state
           || reject (self, RDM_REASON_DONE, stop->row.id);
  present = rdm_row_ref (stop);
  if (!take_place (self, present))
    return FALSE;
  start_route (self);
  changed = rdm_row_copy (present);
  changed->state = (int)state;
  changed->detected = report->detected;
  if (state == RDM_STOP_ARRIVED)
    changed->arrived_ms = report->at_ms;
  if (is_end)
    {
      changed->ended_ms = report->at_ms;
      changed->result = report->result;
      g_free (changed->note);
      changed->note = g_strdup (report->note);
      changed->attempts += (state == RDM_STOP_FAILED) - (present->state == RDM_STOP_FAILED);
      put_attempt (self, changed, had_ended);
    }
  rdm_rows_put (self->run->rows, changed);
  add_back (self, self->report->stop);
  return TRUE;
}

/* The other stop of the same shipment, if it has @state or, for an open one, has not happened. */
static const RdmStop *
partner_in (Reporting *self, const RdmStop *stop, gboolean cancelled)
{
  g_autofree char *id = rdm_run_partner (self->run, stop);
  const RdmStop *partner = id ? rdm_rows_get (self->run->rows, RDM_ROW_STOP, id) : NULL;
  gboolean fits =
      partner && (cancelled ? partner->state == RDM_STOP_CANCELLED : rdm_stop_is_movable (partner));

  return fits ? partner : NULL;
}

static void
put_cancelled (Reporting *self, const RdmStop *stop)
{
  g_autoptr (RdmStop) changed = rdm_row_copy (stop);

  changed->state = RDM_STOP_CANCELLED;
  rdm_rows_put (self->run->rows, changed);
}

/* Nobody wants it any more: it leaves its route; a shipment's other stop, too, unless the goods are
 * on board already. */
static gboolean
cancel (Reporting *self, const RdmStop *stop)
{
  const RdmStop *partner = partner_in (self, stop, FALSE);
  g_autofree char *other = rdm_run_partner (self->run, stop);
  g_autofree char *id = g_strdup (stop->row.id);
  g_autofree char *partner_id = partner ? g_strdup (partner->row.id) : NULL;
  g_autofree char *route_id = g_strdup (rdm_rows_route_of (self->run->rows, id));
  g_autoptr (GHashTable) moving = g_hash_table_new (g_str_hash, g_str_equal);

  if (stop->state == RDM_STOP_CANCELLED)
    return TRUE;
  /* What has been brought was fetched. */
  if (!rdm_stop_is_open (stop) || (stop->role == RDM_STOP_PICKUP && other && !partner))
    return reject (self, RDM_REASON_DONE, id);
  g_hash_table_add (moving, id);
  put_cancelled (self, stop);
  if (partner)
    {
      g_hash_table_add (moving, partner_id);
      put_cancelled (self, partner);
    }
  if (route_id)
    leave (self, route_id, moving);
  add_back (self, self->report->stop);
  return TRUE;
}

static void
put_planned (Reporting *self, const RdmStop *stop)
{
  g_autoptr (RdmStop) changed = rdm_row_copy (stop);

  rdm_stop_plan_anew (changed);
  rdm_rows_put (self->run->rows, changed);
}

/* Whoever had come is there still. */
static void
put_arrived (Reporting *self, const RdmStop *stop)
{
  g_autoptr (RdmStop) changed = rdm_row_copy (stop);

  rdm_stop_plan_anew (changed);
  changed->state = stop->arrived_ms != 0 ? RDM_STOP_ARRIVED : RDM_STOP_PLANNED;
  changed->arrived_ms = stop->arrived_ms;
  changed->attempts -= stop->state == RDM_STOP_FAILED;
  rdm_rows_put (self->run->rows, changed);
}

/* What was cancelled is wanted after all: it waits in the tray, with the other stop of its
 * shipment; goods that are on board go to the end of that route. */
static void
come_back (Reporting *self, const RdmStop *stop)
{
  const RdmStop *cancelled = partner_in (self, stop, TRUE);
  g_autofree char *partner = rdm_run_partner (self->run, stop);
  const char *route_id = partner && !rdm_rows_route_of (self->run->rows, stop->row.id)
                             ? rdm_rows_route_of (self->run->rows, partner)
                             : NULL;
  g_autoptr (RdmRoute) route = route_id ? rdm_rows_get_route (self->run->rows, route_id) : NULL;

  if (cancelled)
    put_planned (self, cancelled);
  put_planned (self, stop);
  if (route)
    {
      g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GPtrArray) list = rdm_run_without (route, none);

      g_ptr_array_add (list, self->report->stop);
      set_list (self, route, list);
    }
}

/* One step back. Where the stop is by now, it stays. */
static gboolean
withdraw (Reporting *self, const RdmStop *stop)
{
  switch ((RdmStopState)stop->state)
    {
    case RDM_STOP_DONE:
    case RDM_STOP_FAILED:
      withdraw_attempt (self, stop);
      put_arrived (self, stop);
      break;
    case RDM_STOP_CANCELLED:
      come_back (self, stop);
      break;
    default:
      put_planned (self, stop);
      break;
    }
  return TRUE;
}

static gboolean
report_stop (Reporting *self)
{
  const RdmReport *report = self->report;
  const RdmStop *stop = rdm_rows_get (self->run->rows, RDM_ROW_STOP, report->stop);

  if (!stop)
    return rdm_run_refuse (self->run, RDM_CONFLICT, RDM_REASON_GONE, report->stop, NULL);
  switch (report->event)
    {
    case RDM_EVENT_EN_ROUTE:
    case RDM_EVENT_ARRIVED:
    case RDM_EVENT_DONE:
    case RDM_EVENT_FAILED:
      return check_result (self) && report_visit (self, stop);
    case RDM_EVENT_CANCELLED:
      return cancel (self, stop);
    case RDM_EVENT_WITHDRAWN:
      return withdraw (self, stop);
    default:
      return reject (self, RDM_REASON_BAD_VALUE, report->stop);
    }
}

gboolean
rdm_run_report (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (RdmCommand) back = rdm_run_inverse_new (RDM_COMMAND_REPORT, command);

  for (guint i = 0; i < command->reports->len; i++)
    {
      Reporting self = { run, command->reports->pdata[i], back };

      if (!(self.report->stop ? report_stop (&self) : report_route (&self)))
        return FALSE;
    }
  if (!rdm_command_is_empty (back))
    *inverse = g_steal_pointer (&back);
  return TRUE;
}
