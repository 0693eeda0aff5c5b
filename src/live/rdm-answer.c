/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-answer-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-day.h"
#include "rdm-live-rest.h"
#include "rdm-rescue.h"
#include "rdm-time.h"

/* --- the question ------------------------------------------------------------------------------
 */

RdmQuestion *
rdm_question_new (RdmLiveDay *day, const RdmAlert *alert, const char *who)
{
  RdmQuestion *self = g_new0 (RdmQuestion, 1);

  self->rest = rdm_live_day_get_rest (day);
  self->alert = rdm_alert_copy (alert);
  self->who = g_strdup (who);
  self->settings = rdm_rows_settings (rdm_question_rows (self));
  self->attempt_minor = rdm_live_day_get_attempt_price (day);
  return self;
}

void
rdm_question_free (RdmQuestion *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  rdm_rest_free (self->rest);
  rdm_alert_free (self->alert);
  rdm_row_unref (self->settings);
  g_free (self->who);
  g_free (self);
}

void
rdm_question_set_iterations (RdmQuestion *self, guint64 iterations)
{
  self->iterations = iterations;
}

RdmRepairOptions
rdm_question_options (const RdmQuestion *self, const char *const *routes, double cpu_s)
{
  return (RdmRepairOptions){
    .routes = routes,
    .cpu_limit_s = self->iterations > 0 ? 0 : cpu_s,
    .iterations = self->iterations,
    .seed = 1,
  };
}

RdmRows *
rdm_question_rows (const RdmQuestion *self)
{
  return rdm_rest_get_whole (self->rest);
}

RdmRoute *
rdm_question_get_route (const RdmQuestion *self)
{
  return self->alert->route ? rdm_rows_get_route (rdm_question_rows (self), self->alert->route)
                            : NULL;
}

const char *
rdm_question_worst_stop (const RdmQuestion *self)
{
  return self->alert->parts ? ((RdmAlert *)g_ptr_array_index (self->alert->parts, 0))->stop
                            : self->alert->stop;
}

char *
rdm_question_route_name (const RdmQuestion *self, const char *id)
{
  g_autoptr (RdmRoute) route = id ? rdm_rows_get_route (rdm_question_rows (self), id) : NULL;

  return route ? rdm_day_route_name (rdm_question_rows (self), route) : g_strdup ("");
}

GPtrArray *
rdm_question_open_stops (const RdmQuestion *self, const char *id)
{
  const RdmRoute *route = id ? rdm_rows_get (rdm_question_rows (self), RDM_ROW_ROUTE, id) : NULL;
  GPtrArray *stops = g_ptr_array_new ();

  for (GStrv stop = route ? route->stops : NULL; stop && *stop; stop++)
    {
      const RdmStop *row = rdm_rows_get (rdm_question_rows (self), RDM_ROW_STOP, *stop);

      if (row && rdm_stop_is_open (row))
        g_ptr_array_add (stops, *stop);
    }
  return stops;
}

RdmGoods
rdm_question_goods (const RdmQuestion *self, const char *route, const char *name)
{
  return (RdmGoods){
    .place = rdm_rest_is_out (self->rest, route) ? rdm_rest_get_place (self->rest, route)
                                                 : rdm_rest_get_depot (self->rest, route),
    .name = name,
    .from_s = RDM_TIME_NONE,
    .to_s = RDM_TIME_NONE,
  };
}

GPtrArray *
rdm_question_spares (const RdmQuestion *self)
{
  GPtrArray *routes = rdm_day_plan_get_routes (rdm_rest_get_plan (self->rest));
  GPtrArray *spares = g_ptr_array_new ();

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      if (route->state != RDM_ROUTE_CLOSED && !route->locked && (!route->stops || !*route->stops)
          && !rdm_rest_is_out (self->rest, route->row.id)
          && rdm_point_is_valid (rdm_rest_get_depot (self->rest, route->row.id)))
        g_ptr_array_add (spares, route->row.id);
    }
  return spares;
}

/* --- answers -----------------------------------------------------------------------------------
 */

void
rdm_answer_free (RdmAnswer *self)
{
  if (!self)
    return;
  g_free (self->label);
  g_free (self->words);
  g_clear_pointer (&self->command, rdm_command_unref);
  g_free (self->uri);
  rdm_repair_free (self->repair);
  g_free (self);
}

/* Those that do something by their worth; then what a person does. */
static int
compare_answers (gconstpointer a, gconstpointer b)
{
  const RdmAnswer *x = *(const RdmAnswer *const *)a;
  const RdmAnswer *y = *(const RdmAnswer *const *)b;

  if (x->worth != y->worth)
    return x->worth > y->worth ? -1 : 1;
  return (int)x->kind - (int)y->kind;
}

static void
answer_rescue (RdmQuestion *self)
{
  rdm_rescue (self);
  rdm_answer_call_driver (self);
}

static gboolean
is_about (const RdmAlert *alert, const char *stop)
{
  for (guint i = 0; alert->parts && i < alert->parts->len; i++)
    if (is_about (g_ptr_array_index (alert->parts, i), stop))
      return TRUE;
  return g_strcmp0 (alert->stop, stop) == 0;
}

/* The stops of a route that are late by the evaluator, or that the alert is about. */
static GPtrArray *
late_stops (RdmQuestion *self)
{
  RdmSchedule *schedule =
      self->alert->route
          ? rdm_day_plan_get_schedule (rdm_rest_get_plan (self->rest), self->alert->route)
          : NULL;
  GPtrArray *stops = g_ptr_array_new ();

  for (guint i = 0; schedule && i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      if (visit->stop && (visit->late_s > 0 || is_about (self->alert, visit->stop)))
        g_ptr_array_add (stops, visit->stop);
    }
  /* Who will not be back in time has nobody who is late: the last stops have to go. */
  for (guint i = schedule ? schedule->visits->len : 0; stops->len == 0 && i > 0; i--)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i - 1);

      if (visit->stop)
        g_ptr_array_add (stops, visit->stop);
    }
  return stops;
}

static void
answer_route (RdmQuestion *self)
{
  g_autoptr (GPtrArray) stops = late_stops (self);
  const char *worst = rdm_question_worst_stop (self);

  /* Who cannot go on has no other order of stops, and is met where it stands. */
  if (rdm_rest_is_down (self->rest, self->alert->route))
    rdm_rescue (self);
  else
    rdm_answer_route (self, stops);
  rdm_answer_call_driver (self);
  if (worst)
    rdm_answer_call_recipient (self, worst);
}

/* It may have broken down: whoever finds that out says so, and is shown how to rescue it. */
static void
answer_standstill (RdmQuestion *self)
{
  g_autofree char *name = rdm_question_route_name (self, self->alert->route);
  g_autoptr (RdmRoute) route = rdm_question_get_route (self);
  RdmAnswer *answer;

  rdm_answer_call_driver (self);
  if (!route)
    return;
  answer = rdm_question_add (self, RDM_ANSWER_REPORT_DOWN,
                             g_strdup_printf (_ ("%s has broken down"), name));
  answer->worth = -2;
  answer->words = g_strdup (_ ("Report it; then see how others can take over"));
  rdm_question_solve (
      self, answer,
      rdm_alert_report_command (rdm_question_rows (self), RDM_EXCEPTION_VEHICLE_DOWN, route->row.id,
                                route->date, self->who, NULL, rdm_rest_get_now_ms (self->rest)));
}

/* What came back goes out again. */
static void
answer_returned (RdmQuestion *self)
{
  g_autoptr (RdmRoute) route = rdm_question_get_route (self);
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();

  for (GStrv id = route ? route->stops : NULL; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (rdm_question_rows (self), RDM_ROW_STOP, *id);

      if (stop && stop->role == RDM_STOP_DELIVERY && stop->state == RDM_STOP_FAILED)
        g_ptr_array_add (stops, *id);
    }
  rdm_answer_retry_tomorrow (self, stops);
}

/* Of an alert about a route that has not started: see #RdmAlert. */
#define STEP_TAKE_OVER 2
/* Who is late to set out comes most of the time: that nobody does is not likely within the first
 * half hour, as likely as not after two and a half hours, and never certain. */
#define NO_DOUBT_MS (30.0 * 60 * 1000)
#define DOUBT_MS (240.0 * 60 * 1000)
#define DOUBT_MOST 0.9

/* Taking stops over is worth something if nobody comes. What others leave is still there if
 * somebody does, unless it was put off. */
static void
doubt (const RdmQuestion *self, RdmAnswer *answer, double chance)
{
  gint64 each_minor = rdm_question_stake (self, 1);
  double n_moved = answer->repair ? g_strv_length (answer->repair->moved) : 0;
  double n_left = answer->repair ? g_strv_length (answer->repair->left) : 0;
  gboolean is_put_off = answer->kind == RDM_ANSWER_TOMORROW || answer->kind == RDM_ANSWER_CARRIER;
  double n_lost = is_put_off ? (1 - chance) * n_left : 0;

  if (!answer->repair)
    return;
  answer->worth = rdm_repair_worth (answer->repair, self->settings)
                  + (gint64)((n_left + chance * n_moved - n_lost) * (double)each_minor);
}

static void
answer_not_started (RdmQuestion *self)
{
  gint64 waited_ms = rdm_rest_get_now_ms (self->rest) - self->alert->since_ms;
  double chance = CLAMP (((double)waited_ms - NO_DOUBT_MS) / DOUBT_MS, 0, DOUBT_MOST);

  if (self->alert->step >= STEP_TAKE_OVER)
    rdm_rescue (self);
  for (guint i = 0; i < self->answers->len; i++)
    doubt (self, g_ptr_array_index (self->answers, i), chance);
  rdm_answer_call_driver (self);
}

static void
answer_kind (RdmQuestion *self)
{
  switch (self->alert->kind)
    {
    case RDM_EXCEPTION_VEHICLE_DOWN:
    case RDM_EXCEPTION_DRIVER_GONE:
    case RDM_EXCEPTION_TEMPERATURE:
      answer_rescue (self);
      break;
    case RDM_EXCEPTION_NOT_STARTED:
      answer_not_started (self);
      break;
    case RDM_EXCEPTION_LATE:
    case RDM_EXCEPTION_BREAK:
    case RDM_EXCEPTION_SHIFT_END:
    case RDM_EXCEPTION_EARLY:
      answer_route (self);
      break;
    case RDM_EXCEPTION_FAILED:
    case RDM_EXCEPTION_REFUSED:
    case RDM_EXCEPTION_DAMAGED:
    case RDM_EXCEPTION_ADDRESS:
    case RDM_EXCEPTION_NO_PARKING:
    case RDM_EXCEPTION_LOAD_MISMATCH:
      rdm_answer_failed (self);
      break;
    case RDM_EXCEPTION_ORDER_NEW:
      rdm_answer_new_order (self);
      break;
    case RDM_EXCEPTION_RETURNED:
      answer_returned (self);
      break;
    case RDM_EXCEPTION_STANDSTILL:
    case RDM_EXCEPTION_OFF_ROAD:
    case RDM_EXCEPTION_NO_POSITION:
      answer_standstill (self);
      break;
    default:
      rdm_answer_call_driver (self);
    }
}

/* What the rules would refuse is no answer. */
static void
drop_refused (RdmQuestion *self)
{
  for (guint i = self->answers->len; i > 0; i--)
    {
      const RdmAnswer *answer = g_ptr_array_index (self->answers, i - 1);
      g_autoptr (RdmOutcome) outcome =
          answer->command ? rdm_run (answer->command, rdm_question_rows (self)) : NULL;

      if (outcome && !rdm_outcome_is_applied (outcome))
        g_ptr_array_remove_index (self->answers, i - 1);
    }
}

GPtrArray *
rdm_question_answer (RdmQuestion *self, GCancellable *cancellable)
{
  GPtrArray *answers;

  g_set_object (&self->cancellable, cancellable);
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_answer_free);
  answer_kind (self);
  rdm_answer_wait (self);
  rdm_answer_dismiss (self);
  drop_refused (self);
  g_ptr_array_sort (self->answers, compare_answers);
  answers = g_steal_pointer (&self->answers);
  if (g_cancellable_is_cancelled (cancellable))
    g_ptr_array_set_size (answers, 0);
  return answers;
}

static void
answer_thread (GTask *task, gpointer source, gpointer question, GCancellable *cancellable)
{
  g_task_return_pointer (task, rdm_question_answer (question, cancellable),
                         (GDestroyNotify)g_ptr_array_unref);
}

void
rdm_question_answer_async (RdmQuestion *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rdm_question_answer_async);
  g_task_set_task_data (task, self, (GDestroyNotify)rdm_question_free);
  g_task_run_in_thread (task, answer_thread);
}

GPtrArray *
rdm_question_answer_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rdm_question_answer_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
