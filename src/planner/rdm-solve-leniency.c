/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-solve-leniency.h"

#include <glib/gi18n-lib.h>

#include "rdm-day-schedule.h"
#include "rdm-time.h"

/* A second of what is forgiven still costs this many minor units, so that it shrinks where it can.
 */
#define FORGIVEN_S_MINOR 2

static void
forgive_window (RdmSolveJob *self, const RdmVrpTask *task, gint64 seconds)
{
  RdmVrpWindow *window;

  if (task->n_windows == 0)
    return;
  window = &g_array_index (self->windows, RdmVrpWindow, task->first_window + task->n_windows - 1);
  window->latest_s += seconds;
  window->price_late = MAX (window->price_late, FORGIVEN_S_MINOR * RDM_COST_PER_MINOR);
}

static void
forgive_break (RdmSolveJob *self, const RdmVrpBreak *pause, gint64 seconds)
{
  RdmVrpWindow *window =
      &g_array_index (self->windows, RdmVrpWindow, pause->first_window + pause->n_windows - 1);

  window->latest_s += seconds;
  window->price_late = MAX (window->price_late, FORGIVEN_S_MINOR * RDM_COST_PER_MINOR);
}

static void
forgive (RdmSolveJob *self, guint vehicle, const RdmVrpViolation *violation)
{
  RdmVrpVehicle *it = &g_array_index (self->vehicles, RdmVrpVehicle, vehicle);

  switch (violation->kind)
    {
    case RDM_VRP_OVERLOAD:
      g_array_index (self->capacities, gint64, vehicle * RDM_N_LOADS + (guint)violation->detail) +=
          violation->amount;
      break;
    case RDM_VRP_WINDOW_MISSED:
      forgive_window (self, &self->problem.tasks[violation->task], violation->amount);
      break;
    case RDM_VRP_BREAK_MISSED:
      forgive_break (self, &self->problem.breaks[violation->detail], violation->amount);
      break;
    case RDM_VRP_SHIFT_EXCEEDED:
      it->latest_s += violation->amount;
      break;
    case RDM_VRP_TOO_MANY_TASKS:
      it->max_tasks += violation->amount;
      break;
    case RDM_VRP_TOO_FAR:
      it->max_distance_m += violation->amount;
      break;
    default:
      break;
    }
}

static GArray *
steps_that_stay (const RdmSolveJob *self, guint vehicle)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (gint32));
  guint32 n;
  const gint32 *all = rdm_vrp_plan_get_route (self->initial, vehicle, &n);

  for (guint i = 0; i < n; i++)
    if (g_array_index (self->stays, gboolean, all[i]))
      g_array_append_val (steps, all[i]);
  return steps;
}

void
rdm_solve_job_be_lenient (RdmSolveJob *self)
{
  for (guint vehicle = 0; vehicle < self->vehicles->len; vehicle++)
    {
      g_autoptr (GArray) steps = steps_that_stay (self, vehicle);
      g_auto (RdmVrpSchedule) schedule = { 0 };

      if (steps->len == 0)
        continue;
      if (!rdm_vrp_schedule (&self->problem, vehicle, (const gint32 *)(gpointer)steps->data,
                             steps->len, &schedule))
        g_error ("Not enough memory for a route of %u stops", steps->len);
      for (guint i = 0; i < schedule.n_violations; i++)
        forgive (self, vehicle, &schedule.violations[i]);
    }
}

/* --- nothing to plan ---------------------------------------------------------------------------
 */

static guint
count_waiting (const RdmDayModel *model)
{
  guint n = 0;

  for (guint i = 0; i < model->stops->len; i++)
    {
      const RdmModelStop *entry = &g_array_index (model->stops, RdmModelStop, i);

      n += entry->task == RDM_VRP_NONE && rdm_stop_is_open (entry->stop);
    }
  return n;
}

static void
refuse_routes (const RdmDayModel *model, const RdmScope *scope, const char *day, GError **error)
{
  if (model->routes->len == 0)
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_NO_FLEET,
                 _ ("No shift works on %s. Import a fleet, or add a shift for that day."), day);
  else if (scope->kind == RDM_SCOPE_ROUTE
           && rdm_day_model_find_route (model, scope->route) == RDM_VRP_NONE)
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_UNKNOWN,
                 _ ("There is no such route on %s. Choose one of that day."), day);
  else if (scope->kind == RDM_SCOPE_ROUTE)
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_LOCKED,
                 _ ("The route is locked or closed. Unlock it first."));
  else
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_LOCKED,
                 _ ("Every route of %s is locked or closed. Unlock one first."), day);
}

static void
refuse_stops (const RdmDayModel *model, const RdmScope *scope, const char *day, GError **error)
{
  guint n_waiting = count_waiting (model);

  if (scope->kind == RDM_SCOPE_SELECTION)
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_NO_STOPS,
                 _ ("None of the selected stops can be planned: they are done, under way, on a "
                    "locked route, or need a place first."));
  else if (scope->kind == RDM_SCOPE_ROUTE)
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_NO_STOPS,
                 _ ("The route has no stops whose order could change."));
  else if (n_waiting > 0)
    g_set_error (
        error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_NO_STOPS,
        ngettext ("%u stop of %s has no place yet, and there is nothing else to plan. Drop its "
                  "pin on the map first.",
                  "%u stops of %s have no place yet, and there is nothing else to plan. Drop "
                  "their pins on the map first.",
                  n_waiting),
        n_waiting, day);
  else if (scope->kind == RDM_SCOPE_TRAY && model->stops->len > 0)
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_NO_STOPS,
                 _ ("Every open stop of %s is on a route already."), day);
  else
    g_set_error (error, RDM_PLAN_ERROR, RDM_PLAN_ERROR_NO_STOPS,
                 _ ("There are no open stops on %s. Import orders, or add one."), day);
}

void
rdm_solve_job_refuse (const RdmSolveJob *self, const RdmScope *scope, GError **error)
{
  g_autofree char *day = rdm_date_format_full (self->model->date);

  if (self->vehicles->len == 0)
    refuse_routes (self->model, scope, day, error);
  else
    refuse_stops (self->model, scope, day, error);
}
