/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-schedule.h"

#include "rdm-day-model-private.h"

#include "rdm-delta.h"
#include "rdm-shut-roads.h"

#define SLACK_MOST_S (RDM_VRP_NEVER / 2)

typedef struct
{
  const RdmDayModel *model;
  guint vehicle;
  const char *const *stops;
  guint next; /* in @stops: the first that has no visit yet */
  const RdmVrpSchedule *from;
  RdmSchedule *schedule;
  GHashTable *shut; /* (element-type int): tasks + 1 to which there is no road any more that day */
} Conversion;

guint
rdm_breach_of (RdmVrpViolationKind violation)
{
  switch (violation)
    {
    case RDM_VRP_OVERLOAD:
      return RDM_BREACH_LOAD;
    case RDM_VRP_WINDOW_MISSED:
    case RDM_VRP_RIDE_TOO_LONG:
      return RDM_BREACH_LATE;
    case RDM_VRP_BREAK_MISSED:
      return RDM_BREACH_BREAK;
    case RDM_VRP_SHIFT_EXCEEDED:
    case RDM_VRP_TOO_MUCH_DRIVING:
    case RDM_VRP_TOO_MUCH_DUTY:
      return RDM_BREACH_SHIFT;
    case RDM_VRP_SKILL_MISSING:
    case RDM_VRP_VEHICLE_NOT_ALLOWED:
      return RDM_BREACH_SKILLS;
    case RDM_VRP_TOO_MANY_TASKS:
      return RDM_BREACH_STOPS;
    case RDM_VRP_TOO_FAR:
    case RDM_VRP_UNREACHABLE:
      return RDM_BREACH_RANGE;
    default:
      return RDM_BREACH_ORDER;
    }
}

gint64
rdm_step_late_s (const RdmVrpScheduleStep *step)
{
  return MAX (step->late_s, step->overdue_s);
}

static gint32
clamp_time (gint64 time_s)
{
  return (gint32)CLAMP (time_s, G_MININT32 + 1, G_MAXINT32);
}

/* --- stops that cannot be driven to ------------------------------------------------------------
 */

static void
add_visit_without_place (Conversion *self, const RdmModelStop *entry)
{
  GArray *visits = self->schedule->visits;
  RdmVisit visit = { .kind = RDM_VISIT_STOP, .point = RDM_POINT_NONE };
  gint32 now_s;

  if (visits->len > 0)
    now_s = g_array_index (visits, RdmVisit, visits->len - 1).departure_s;
  else
    now_s = clamp_time (self->model->problem.vehicles[self->vehicle].earliest_s);
  visit.stop = g_strdup (entry->stop->row.id);
  visit.arrival_s = visit.begin_s = visit.departure_s = now_s;
  visit.breaches =
      entry->is_cut_off || entry->task != RDM_VRP_NONE ? RDM_BREACH_ROAD : RDM_BREACH_PLACE;
  if (visits->len > 0)
    visit.load = g_array_index (visits, RdmVisit, visits->len - 1).load;
  g_array_append_val (visits, visit);
  self->schedule->n_stops++;
}

/* The visits before @task, or all that are left when it is none, which the optimizer knows nothing
 * of. */
static void
add_skipped (Conversion *self, gint32 task)
{
  for (; self->stops && self->stops[self->next]; self->next++)
    {
      const RdmModelStop *entry = rdm_day_model_find_stop (self->model, self->stops[self->next]);

      if (!entry)
        continue;
      if (entry->task != RDM_VRP_NONE
          && !g_hash_table_contains (self->shut, GINT_TO_POINTER (entry->task + 1)))
        {
          if (task == entry->task)
            {
              self->next++;
              return;
            }
          continue;
        }
      if (entry->stop->state != RDM_STOP_CANCELLED)
        add_visit_without_place (self, entry);
    }
}

/* --- visits ------------------------------------------------------------------------------------
 */

static RdmVisitKind
kind_of (RdmVrpStepKind kind)
{
  switch (kind)
    {
    case RDM_VRP_STEP_START:
      return RDM_VISIT_START;
    case RDM_VRP_STEP_END:
      return RDM_VISIT_END;
    case RDM_VRP_STEP_TASK:
      return RDM_VISIT_STOP;
    default:
      return RDM_VISIT_BREAK;
    }
}

/* Whether no road leads this vehicle away from its depot, or back. */
static gboolean
is_shut_in (const Conversion *self, guint32 location)
{
  guint profile = self->model->problem.vehicles[self->vehicle].profile;

  return (rdm_day_model_profiles_cut_off (self->model, location) & (1u << profile)) != 0;
}

static void
add_visit (Conversion *self, guint index)
{
  const RdmVrpScheduleStep *step = &self->from->steps[index];
  const gint64 *capacity = &self->model->problem.capacities[self->vehicle * RDM_N_LOADS];
  RdmVisit visit = {
    .kind = kind_of (step->kind),
    .point = RDM_POINT_NONE,
    .arrival_s = clamp_time (step->arrival_s),
    .begin_s = clamp_time (step->begin_s),
    .departure_s = clamp_time (step->departure_s),
    .drive_s = step->drive_s,
    .distance_m = step->distance_m,
  };

  if (step->location != RDM_VRP_NONE)
    {
      visit.point = rdm_day_model_get_point (self->model, (guint32)step->location);
      if (step->kind != RDM_VRP_STEP_TASK && is_shut_in (self, (guint32)step->location))
        visit.breaches |= RDM_BREACH_ROAD;
    }
  for (guint d = 0; d < RDM_N_LOADS; d++)
    {
      visit.load.amount[d] = self->from->loads[index * self->from->n_dimensions + d];
      self->schedule->peak.amount[d] = MAX (self->schedule->peak.amount[d], visit.load.amount[d]);
      if (visit.load.amount[d] > capacity[d])
        visit.breaches |= RDM_BREACH_LOAD;
    }
  if (step->kind == RDM_VRP_STEP_TASK)
    {
      visit.stop = g_strdup (rdm_day_model_get_stop_id (self->model, step->index));
      visit.late_s = rdm_step_late_s (step);
      self->schedule->n_stops++;
    }
  if (visit.late_s > 0)
    {
      self->schedule->n_late++;
      self->schedule->late_s += visit.late_s;
    }
  g_array_append_val (self->schedule->visits, visit);
}

/* A vehicle that may not serve a stop, because it does not get there. */
static guint
breach_of (const Conversion *self, const RdmVrpViolation *violation)
{
  if (violation->kind == RDM_VRP_VEHICLE_NOT_ALLOWED
      && rdm_day_model_is_cut_off (self->model, (guint)violation->task, self->vehicle))
    return RDM_BREACH_ROAD;
  return rdm_breach_of (violation->kind);
}

static void
add_breaches (Conversion *self, GArray *visit_of_step)
{
  for (guint i = 0; i < self->from->n_violations; i++)
    {
      const RdmVrpViolation *violation = &self->from->violations[i];
      guint breach = breach_of (self, violation);

      self->schedule->breaches |= breach;
      if (breach != RDM_BREACH_LOAD && violation->step < visit_of_step->len)
        {
          guint at = g_array_index (visit_of_step, guint, violation->step);

          g_array_index (self->schedule->visits, RdmVisit, at).breaches |= breach;
        }
    }
  for (guint i = 0; i < self->schedule->visits->len; i++)
    self->schedule->breaches |= g_array_index (self->schedule->visits, RdmVisit, i).breaches;
}

/* --- slack -------------------------------------------------------------------------------------
 */

/* How much later this step could begin by its own rules. */
static gint64
own_slack_s (const Conversion *self, const RdmVrpScheduleStep *step)
{
  const RdmVrpProblem *problem = &self->model->problem;
  guint first = 0;
  guint n = 0;

  switch (step->kind)
    {
    case RDM_VRP_STEP_TASK:
      first = problem->tasks[step->index].first_window;
      n = problem->tasks[step->index].n_windows;
      break;
    case RDM_VRP_STEP_BREAK:
      first = problem->breaks[step->index].first_window;
      n = problem->breaks[step->index].n_windows;
      break;
    case RDM_VRP_STEP_END:
      return problem->vehicles[self->vehicle].latest_s - step->begin_s;
    default:
      return SLACK_MOST_S;
    }
  for (guint i = first; i < first + n; i++)
    if (step->begin_s <= problem->windows[i].end_s)
      return problem->windows[i].end_s - step->begin_s;
  return n > 0 ? 0 : SLACK_MOST_S;
}

/* From the end to the start: what can be later without anything later becoming late. */
static void
fill_slack (Conversion *self, GArray *visit_of_step)
{
  gint64 after_s = SLACK_MOST_S;

  for (guint i = self->from->n_steps; i-- > 0;)
    {
      const RdmVrpScheduleStep *step = &self->from->steps[i];
      guint at = g_array_index (visit_of_step, guint, i);
      gint64 slack_s = MIN (MAX (own_slack_s (self, step), 0), after_s);

      after_s = MIN (slack_s + (step->begin_s - step->arrival_s), SLACK_MOST_S);
      g_array_index (self->schedule->visits, RdmVisit, at).slack_s = after_s;
    }
}

/* --- the route ---------------------------------------------------------------------------------
 */

static void
fill_totals (Conversion *self)
{
  const RdmVrpSchedule *from = self->from;
  RdmSchedule *schedule = self->schedule;

  schedule->start_s = clamp_time (from->begin_s);
  schedule->end_s = clamp_time (from->end_s);
  schedule->drive_s = from->drive_s;
  schedule->service_s = from->service_s;
  schedule->wait_s = from->wait_s;
  schedule->break_s = from->break_s;
  schedule->overtime_s = from->overtime_s;
  schedule->distance_m = from->distance_m;
  schedule->cost_minor = rdm_cost_to_minor (rdm_cost_of (&from->cost));
}

RdmSchedule *
rdm_day_schedule_convert (const RdmDayModel *model,
                          guint vehicle,
                          const char *const *stops,
                          const RdmVrpSchedule *from)
{
  const RdmModelRoute *route = rdm_day_model_get_route (model, vehicle);
  RdmSchedule *schedule = rdm_schedule_new (route->route->row.id);
  g_autoptr (GHashTable) shut = g_hash_table_new (NULL, NULL);
  g_auto (RdmVrpSchedule) others = rdm_vrp_schedule_copy (from);
  Conversion self = { model, vehicle, stops, 0, from, schedule, shut };
  g_autoptr (GArray) visit_of_step =
      g_array_sized_new (FALSE, FALSE, sizeof (guint), from->n_steps);

  if (rdm_shut_roads_leave_out (model, vehicle, &others, shut))
    from = self.from = &others;
  schedule->capacity = route->vehicle->capacity;
  schedule->estimated = model->is_estimated;
  for (guint i = 0; i < from->n_steps; i++)
    {
      const RdmVrpScheduleStep *step = &from->steps[i];

      if (step->kind == RDM_VRP_STEP_TASK)
        add_skipped (&self, step->index);
      else if (step->kind == RDM_VRP_STEP_END)
        add_skipped (&self, RDM_VRP_NONE);
      g_array_append_val (visit_of_step, schedule->visits->len);
      add_visit (&self, i);
    }
  add_skipped (&self, RDM_VRP_NONE);
  fill_totals (&self);
  fill_slack (&self, visit_of_step);
  add_breaches (&self, visit_of_step);
  return schedule;
}

RdmSchedule *
rdm_day_schedule_try (const RdmDayModel *model, guint vehicle, const char *const *stops)
{
  g_autoptr (GArray) steps = rdm_day_model_steps (model, stops);
  g_auto (RdmVrpSchedule) from = { 0 };

  if (!rdm_vrp_schedule (&model->problem, vehicle, (const gint32 *)(gpointer)steps->data,
                         steps->len, &from))
    g_error ("Not enough memory for the schedule of a route of %u stops", steps->len);
  return rdm_day_schedule_convert (model, vehicle, stops, &from);
}
