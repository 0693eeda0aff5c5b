/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-schedule.h"

#include <stdlib.h>
#include <string.h>

#include "rdm-vrp-schedule-private.h"
#include "rdm-vrp-walk-private.h"

typedef struct
{
  const RdmVrpModel *model;
  const RdmVrpRig *rig;
  uint32_t vehicle;
  const int32_t *steps;
  uint32_t n_steps;
  RdmVrpSchedule *schedule;
  uint32_t steps_size;
  uint32_t violations_size;
  bool has_memory;
} Writer;

static RdmVrpScheduleStep *
add_step (Writer *writer)
{
  RdmVrpSchedule *schedule = writer->schedule;
  size_t n = schedule->n_dimensions;

  if (schedule->n_steps == writer->steps_size)
    {
      uint32_t size = writer->steps_size * 2 + 16;
      RdmVrpScheduleStep *steps = realloc (schedule->steps, size * sizeof *steps);
      int64_t *loads;

      if (steps == NULL)
        {
          writer->has_memory = false;
          return NULL;
        }
      schedule->steps = steps;
      loads = realloc (schedule->loads, (size * n + 1) * sizeof *loads);
      if (loads == NULL)
        {
          writer->has_memory = false;
          return NULL;
        }
      schedule->loads = loads;
      writer->steps_size = size;
    }
  schedule->steps[schedule->n_steps] = (RdmVrpScheduleStep){
    .index = RDM_VRP_NONE,
    .location = RDM_VRP_NONE,
  };
  if (n > 0)
    {
      if (schedule->n_steps == 0)
        memset (schedule->loads, 0, n * sizeof (int64_t));
      else
        memcpy (schedule->loads + schedule->n_steps * n,
                schedule->loads + (schedule->n_steps - 1) * n, n * sizeof (int64_t));
    }
  return &schedule->steps[schedule->n_steps++];
}

static void
add_violation (Writer *writer,
               RdmVrpViolationKind kind,
               uint32_t step,
               int32_t task,
               int32_t detail,
               int64_t amount)
{
  RdmVrpSchedule *schedule = writer->schedule;

  if (schedule->n_violations == writer->violations_size)
    {
      uint32_t size = writer->violations_size * 2 + 4;
      RdmVrpViolation *grown = realloc (schedule->violations, size * sizeof *grown);

      if (grown == NULL)
        {
          writer->has_memory = false;
          return;
        }
      schedule->violations = grown;
      writer->violations_size = size;
    }
  schedule->violations[schedule->n_violations++] =
      (RdmVrpViolation){ kind, step, task, detail, amount };
}

/* --- times ------------------------------------------------------------------------------------ */

static void
add_pauses (Writer *writer, RdmVrpLog *log)
{
  for (uint32_t i = 0; i < log->n_pauses; i++)
    {
      const RdmVrpPause *pause = &log->pauses[i];
      RdmVrpScheduleStep *step = add_step (writer);

      if (step == NULL)
        return;
      step->kind = pause->is_rest ? RDM_VRP_STEP_REST : RDM_VRP_STEP_BREAK;
      step->index = pause->is_rest ? RDM_VRP_NONE : (int32_t)pause->index;
      step->arrival_s = pause->arrival_s;
      step->begin_s = pause->begin_s;
      step->departure_s = pause->departure_s;
      step->wait_s = pause->begin_s - pause->arrival_s;
      step->drive_s = pause->drive_s;
      step->late_s = pause->late_s;
      step->overdue_s = pause->overdue_s;
      writer->schedule->break_s += pause->departure_s - pause->begin_s;
      if (pause->overdue_s > 0)
        add_violation (writer, RDM_VRP_BREAK_MISSED, writer->schedule->n_steps - 1, RDM_VRP_NONE,
                       step->index, pause->overdue_s);
    }
  log->n_pauses = 0;
}

/* Drives one leg with n_pauses breaks and notes it. Returns: (nullable) the step at its end. */
static RdmVrpScheduleStep *
write_leg (Writer *writer,
           RdmVrpLabel *label,
           RdmVrpLog *log,
           int32_t from,
           int32_t to,
           uint32_t n_taken,
           uint32_t n_pauses)
{
  RdmVrpScheduleStep *step;
  int64_t drive_s;
  int64_t distance_m;

  rdm_vrp_leg (writer->rig, label, from, to, &drive_s, &distance_m);
  log->drive_s = 0;
  rdm_vrp_label_drive (writer->model, writer->rig, label, drive_s,
                       writer->rig->vehicle->first_break + n_taken, n_pauses, log);
  add_pauses (writer, log);
  step = add_step (writer);
  if (step == NULL)
    return NULL;
  step->location = to;
  step->drive_s = log->drive_s;
  step->distance_m = distance_m;
  step->arrival_s = label->ready_s;
  if (drive_s >= RDM_VRP_UNREACHABLE_S)
    add_violation (writer, RDM_VRP_UNREACHABLE, writer->schedule->n_steps - 1, RDM_VRP_NONE,
                   RDM_VRP_NONE, 1);
  return step;
}

static void
write_stop (Writer *writer, RdmVrpLabel *label, RdmVrpScheduleStep *step, int32_t from, uint32_t at)
{
  int32_t route_step = writer->steps[at];
  RdmVrpLabel before = *label;
  int64_t duration_s;

  step->index = route_step >= 0 ? route_step : RDM_VRP_NONE;
  if (route_step >= 0)
    {
      const RdmVrpStop *stop = &writer->rig->stops[route_step];

      step->kind = RDM_VRP_STEP_TASK;
      rdm_vrp_label_serve (writer->model, writer->rig, label, (uint32_t)route_step,
                           from != step->location);
      duration_s = stop->service_s + (from != step->location ? stop->setup_s : 0);
    }
  else
    {
      step->kind = RDM_VRP_STEP_RELOAD;
      duration_s = writer->rig->vehicle->reload_s;
      rdm_vrp_label_begin (
          label,
          rdm_vrp_trip_release (writer->model, writer->steps + at + 1, writer->n_steps - at - 1),
          RDM_VRP_NEVER, RDM_VRP_NEVER, 0, duration_s);
    }
  step->departure_s = label->ready_s;
  step->begin_s = label->ready_s - duration_s;
  step->wait_s = step->begin_s - step->arrival_s;
  step->late_s = label->late_s - before.late_s;
  step->overdue_s = label->overdue_s - before.overdue_s;
  writer->schedule->service_s += duration_s;
  if (step->overdue_s > 0)
    add_violation (writer, RDM_VRP_WINDOW_MISSED, writer->schedule->n_steps - 1, step->index,
                   RDM_VRP_NONE, step->overdue_s);
}

static void
write_end (Writer *writer, RdmVrpLabel *label, RdmVrpScheduleStep *step)
{
  int64_t over_s = label->ready_s - writer->rig->vehicle->latest_s;

  step->kind = RDM_VRP_STEP_END;
  step->begin_s = step->departure_s = step->arrival_s;
  if (over_s <= 0)
    return;
  label->overdue_s += over_s;
  step->overdue_s = over_s;
  add_violation (writer, RDM_VRP_SHIFT_EXCEEDED, writer->schedule->n_steps - 1, RDM_VRP_NONE,
                 RDM_VRP_NONE, over_s);
}

/* Writes all steps down for a departure at begin_s. `pauses`: (array) n_steps + 1: breaks on each
 * leg. */
static bool
write_steps (Writer *writer, int64_t begin_s, const uint8_t *pauses, RdmVrpLabel *label)
{
  const RdmVrpRig *rig = writer->rig;
  RdmVrpLog log = { 0 };
  RdmVrpScheduleStep *step = add_step (writer);
  RdmVrpLabel *labels = calloc ((size_t)rig->n_breaks + 1, sizeof *labels);
  int32_t location = rig->vehicle->start_location;
  uint32_t n_taken = 0;

  writer->has_memory = writer->has_memory && labels != NULL && step != NULL;
  if (writer->has_memory)
    {
      rdm_vrp_walk_start (rig, labels, begin_s,
                          rdm_vrp_trip_release (writer->model, writer->steps, writer->n_steps));
      *label = labels[0];
      step->kind = RDM_VRP_STEP_START;
      step->location = location;
      step->arrival_s = begin_s;
      step->begin_s = step->departure_s = label->ready_s;
      step->wait_s = label->wait_s;
    }
  for (uint32_t i = 0; writer->has_memory && i <= writer->n_steps; i++)
    {
      int32_t to = i < writer->n_steps
                       ? rdm_vrp_step_location (writer->model, rig, writer->steps[i])
                       : rig->vehicle->end_location;

      step = write_leg (writer, label, &log, location, to, n_taken, pauses[i]);
      if (step == NULL)
        break;
      label->distance_m += step->distance_m;
      if (i < writer->n_steps)
        write_stop (writer, label, step, location, i);
      else
        write_end (writer, label, step);
      location = to;
      n_taken += pauses[i];
    }
  free (labels);
  free (log.pauses);
  return writer->has_memory;
}

/* Which breaks go on which leg, and when to leave. `pauses`: (array) n_steps + 1, filled in. */
static bool
decide (const Writer *writer, uint8_t *pauses, int64_t *begin_s)
{
  const RdmVrpRig *rig = writer->rig;
  uint32_t n_steps = writer->n_steps;
  uint32_t width = rig->n_breaks + 1;
  size_t n_labels = ((size_t)n_steps + 1) * width;
  RdmVrpLabel *labels = malloc (n_labels * sizeof *labels);
  RdmVrpLabel end;
  uint32_t k = rig->n_breaks;

  if (labels == NULL)
    return false;
  *begin_s = rdm_vrp_walk_begin (writer->model, rig, writer->steps, n_steps);
  rdm_vrp_walk (writer->model, rig, writer->steps, n_steps, *begin_s, labels, &end);
  if (rig->has_periods)
    {
      *begin_s = rdm_vrp_walk_free_begin (writer->model, rig, writer->steps, n_steps, *begin_s,
                                          labels, &end);
      rdm_vrp_walk (writer->model, rig, writer->steps, n_steps, *begin_s, labels, &end);
    }
  else
    *begin_s += rdm_vrp_label_shift (rig, &end);
  pauses[n_steps] = (uint8_t)end.n_pauses;
  for (uint32_t i = n_steps; i > 0; i--)
    {
      k -= pauses[i];
      pauses[i - 1] = (uint8_t)labels[(size_t)i * width + k].n_pauses;
    }
  free (labels);
  return true;
}

/* --- loads ------------------------------------------------------------------------------------ */

static void
check_break (Writer *writer, uint32_t step, const RdmVrpCargo *cargo)
{
  int32_t index = writer->schedule->steps[step].index;
  int64_t amount = rdm_vrp_cargo_break_overload (writer->model, cargo, (uint32_t)index);

  if (amount > 0)
    add_violation (writer, RDM_VRP_BREAK_LOADED, step, RDM_VRP_NONE, index, amount);
}

static void
write_loads (Writer *writer)
{
  RdmVrpSchedule *schedule = writer->schedule;
  size_t n = schedule->n_dimensions;
  RdmVrpCargo cargo;
  int64_t worst[RDM_VRP_MAX_DIMENSIONS] = { 0 };
  uint32_t where[RDM_VRP_MAX_DIMENSIONS] = { 0 };
  uint32_t at = 0;

  rdm_vrp_cargo_begin (writer->model, writer->steps, writer->n_steps, &cargo);
  for (uint32_t s = 0; s < schedule->n_steps; s++)
    {
      const RdmVrpScheduleStep *step = &schedule->steps[s];

      if (step->kind == RDM_VRP_STEP_TASK || step->kind == RDM_VRP_STEP_RELOAD)
        rdm_vrp_cargo_pass (writer->model, writer->steps, writer->n_steps, at++, &cargo);
      else if (step->kind == RDM_VRP_STEP_BREAK && writer->rig->has_break_loads)
        check_break (writer, s, &cargo);
      for (size_t d = 0; d < n; d++)
        {
          schedule->loads[s * n + d] = cargo.on_board[d];
          if (cargo.on_board[d] - writer->rig->capacity[d] > worst[d])
            {
              if (worst[d] == 0)
                where[d] = s;
              worst[d] = cargo.on_board[d] - writer->rig->capacity[d];
            }
        }
    }
  for (size_t d = 0; d < n; d++)
    if (worst[d] > 0)
      add_violation (writer, RDM_VRP_OVERLOAD, where[d],
                     schedule->steps[where[d]].kind == RDM_VRP_STEP_TASK
                         ? schedule->steps[where[d]].index
                         : RDM_VRP_NONE,
                     (int32_t)d, worst[d]);
}

/* --- rules about who, how many and in which order -----------------------------------------------
 */

static void
check_tasks (Writer *writer)
{
  const RdmVrpProblem *problem = writer->model->problem;

  for (uint32_t s = 0; s < writer->schedule->n_steps; s++)
    {
      int32_t index = writer->schedule->steps[s].index;
      const RdmVrpTask *task;
      bool may = true;

      if (writer->schedule->steps[s].kind != RDM_VRP_STEP_TASK)
        continue;
      task = &problem->tasks[index];
      if ((task->skills & ~writer->rig->vehicle->skills) != 0)
        add_violation (writer, RDM_VRP_SKILL_MISSING, s, index, RDM_VRP_NONE,
                       (int64_t)(task->skills & ~writer->rig->vehicle->skills));
      if (task->n_allowed > 0)
        {
          may = false;
          for (uint32_t i = 0; i < task->n_allowed; i++)
            may |= problem->allowed_vehicles[task->first_allowed + i] == writer->vehicle;
        }
      if (!may
          || (task->fixed_vehicle != RDM_VRP_NONE
              && task->fixed_vehicle != (int32_t)writer->vehicle))
        add_violation (writer, RDM_VRP_VEHICLE_NOT_ALLOWED, s, index, RDM_VRP_NONE, 1);
      if (task->current_vehicle != RDM_VRP_NONE
          && task->current_vehicle != (int32_t)writer->vehicle)
        writer->schedule->cost.changes += task->change_price;
    }
}

/* Where in the schedule the task is, or the number of steps. */
static uint32_t
find_task (const RdmVrpSchedule *schedule, int32_t task)
{
  uint32_t s = 0;

  while (s < schedule->n_steps
         && (schedule->steps[s].kind != RDM_VRP_STEP_TASK || schedule->steps[s].index != task))
    s++;
  return s;
}

static void
check_shipments (Writer *writer)
{
  const RdmVrpSchedule *schedule = writer->schedule;

  for (uint32_t s = 0; s < schedule->n_steps; s++)
    {
      int32_t index = schedule->steps[s].index;
      const RdmVrpStop *stop;
      uint32_t other;

      if (schedule->steps[s].kind != RDM_VRP_STEP_TASK)
        continue;
      stop = &writer->model->stops[index];
      if (stop->kind == RDM_VRP_JOB)
        continue;
      other = find_task (schedule, stop->partner);
      if (other == schedule->n_steps || (stop->kind == RDM_VRP_PICKUP) != (s < other))
        {
          if (other == schedule->n_steps || stop->kind == RDM_VRP_PICKUP)
            add_violation (writer, RDM_VRP_PAIR_BROKEN, s, index, RDM_VRP_NONE, 1);
        }
      else if (stop->kind == RDM_VRP_PICKUP)
        {
          int64_t ride_s = schedule->steps[other].begin_s - schedule->steps[s].departure_s
                           - writer->model->problem->tasks[index].max_ride_s;

          if (ride_s > 0)
            add_violation (writer, RDM_VRP_RIDE_TOO_LONG, other, stop->partner, RDM_VRP_NONE,
                           ride_s);
        }
    }
}

static void
check_numbers (Writer *writer)
{
  const RdmVrpVehicle *vehicle = writer->rig->vehicle;
  const RdmVrpSchedule *schedule = writer->schedule;
  uint32_t last = schedule->n_steps - 1;
  int64_t n_reloads = (int64_t)writer->n_steps - schedule->n_tasks;
  const struct
  {
    RdmVrpViolationKind kind;
    int64_t over;
  } limits[] = {
    { RDM_VRP_TOO_MANY_TASKS, schedule->n_tasks - vehicle->max_tasks },
    { RDM_VRP_TOO_FAR, schedule->distance_m - vehicle->max_distance_m },
    { RDM_VRP_TOO_MUCH_DRIVING, schedule->drive_s - vehicle->max_drive_s },
    { RDM_VRP_TOO_MUCH_DUTY, schedule->duty_s - vehicle->max_duty_s },
    { RDM_VRP_TOO_MANY_RELOADS, n_reloads - vehicle->max_reloads },
  };

  for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
    if (limits[i].over > 0)
      add_violation (writer, limits[i].kind, last, RDM_VRP_NONE, RDM_VRP_NONE, limits[i].over);
  for (uint32_t i = 0; i < vehicle->n_frozen; i++)
    {
      int32_t task = (int32_t)writer->model->problem->frozen_tasks[vehicle->first_frozen + i];

      if (i < writer->n_steps && writer->steps[i] == task)
        continue;
      add_violation (writer, RDM_VRP_HEAD_MOVED, 0, task, RDM_VRP_NONE, 1);
      break;
    }
}

static void
check_relations (Writer *writer)
{
  const RdmVrpProblem *problem = writer->model->problem;

  for (uint32_t r = 0; r < problem->n_relations; r++)
    {
      const RdmVrpRelation *relation = &problem->relations[r];
      RdmVrpOrder order =
          rdm_vrp_relation_order (problem, relation, writer->steps, writer->n_steps);
      bool is_broken = relation->kind == RDM_VRP_NOT_TOGETHER      ? order.n_here > 1
                       : relation->kind == RDM_VRP_IN_SEQUENCE     ? !order.is_ordered
                       : relation->kind == RDM_VRP_DIRECT_SEQUENCE ? !order.is_direct
                                                                   : false;
      uint32_t at;

      if (order.n_here == 0 || !is_broken)
        continue;
      at = find_task (writer->schedule, order.first);
      add_violation (writer,
                     relation->kind == RDM_VRP_NOT_TOGETHER ? RDM_VRP_NOT_TOGETHER_BROKEN
                                                            : RDM_VRP_SEQUENCE_BROKEN,
                     at, order.first, (int32_t)r, 1);
    }
}

RdmVrpOrder
rdm_vrp_relation_order (const RdmVrpProblem *problem,
                        const RdmVrpRelation *relation,
                        const int32_t *steps,
                        uint32_t n_steps)
{
  const uint32_t *tasks =
      relation->n_tasks > 0 ? problem->relation_tasks + relation->first_task : NULL;
  RdmVrpOrder order = { .first = RDM_VRP_NONE, .is_ordered = true, .is_direct = true };
  uint32_t last_rank = 0;
  uint32_t last_at = 0;

  for (uint32_t i = 0; i < n_steps; i++)
    {
      uint32_t rank = 0;

      while (rank < relation->n_tasks && (int32_t)tasks[rank] != steps[i])
        rank++;
      if (rank == relation->n_tasks)
        continue;
      if (order.n_here == 0)
        {
          order.first = steps[i];
          order.is_direct = rank == 0;
        }
      else
        {
          order.is_ordered = order.is_ordered && rank > last_rank;
          order.is_direct = order.is_direct && rank == last_rank + 1 && i == last_at + 1;
        }
      order.n_here++;
      last_rank = rank;
      last_at = i;
    }
  order.is_direct = order.is_direct && order.n_here == relation->n_tasks;
  return order;
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static void
write_sums (Writer *writer, const RdmVrpLabel *label, int64_t begin_s)
{
  const RdmVrpVehicle *vehicle = writer->rig->vehicle;
  RdmVrpSchedule *schedule = writer->schedule;
  RdmVrpTotals totals;

  for (uint32_t i = 0; i < writer->n_steps; i++)
    schedule->n_tasks += writer->steps[i] >= 0;
  rdm_vrp_totals (writer->model, writer->rig, label, begin_s, 0, schedule->n_tasks,
                  writer->n_steps - schedule->n_tasks, &totals);
  schedule->begin_s = totals.begin_s;
  schedule->end_s = totals.end_s;
  schedule->duty_s = totals.end_s - totals.begin_s;
  schedule->drive_s = totals.drive_s;
  schedule->wait_s = totals.wait_s;
  schedule->distance_m = totals.distance_m;
  schedule->late_s = totals.late_s;
  schedule->overdue_s = totals.overdue_s;
  schedule->overtime_s = totals.overtime_s;
  schedule->cost.fixed = vehicle->price_fixed;
  schedule->cost.distance = vehicle->price_metre * totals.distance_m;
  schedule->cost.driving = vehicle->price_drive_s * totals.drive_s;
  schedule->cost.duty = vehicle->price_duty_s * (schedule->duty_s - totals.unpaid_s);
  schedule->cost.overtime = vehicle->price_overtime * totals.overtime_s;
  schedule->cost.lateness = totals.late_cost;
  schedule->cost.balance = totals.cost - schedule->cost.fixed - schedule->cost.distance
                           - schedule->cost.driving - schedule->cost.duty - schedule->cost.overtime
                           - schedule->cost.lateness;
  schedule->cost.total = totals.cost;
}

bool
rdm_vrp_schedule_with_model (const RdmVrpModel *model,
                             uint32_t vehicle,
                             const int32_t *steps,
                             uint32_t n_steps,
                             RdmVrpSchedule *schedule)
{
  Writer writer = {
    .model = model,
    .rig = &model->rigs[vehicle],
    .vehicle = vehicle,
    .steps = steps,
    .n_steps = n_steps,
    .schedule = schedule,
    .has_memory = true,
  };
  uint8_t *pauses;
  int64_t begin_s;
  RdmVrpLabel label = { 0 };

  rdm_vrp_schedule_clear (schedule);
  schedule->n_dimensions = model->problem->n_dimensions;
  if (n_steps == 0)
    {
      if (writer.rig->vehicle->n_frozen > 0)
        check_numbers (&writer);
      return writer.has_memory;
    }
  pauses = calloc ((size_t)n_steps + 1, 1);
  if (pauses == NULL || !decide (&writer, pauses, &begin_s)
      || !write_steps (&writer, begin_s, pauses, &label))
    {
      free (pauses);
      rdm_vrp_schedule_clear (schedule);
      return false;
    }
  free (pauses);
  write_sums (&writer, &label, begin_s);
  write_loads (&writer);
  check_tasks (&writer);
  check_shipments (&writer);
  check_numbers (&writer);
  check_relations (&writer);
  schedule->cost.total += schedule->cost.changes;
  if (!writer.has_memory)
    rdm_vrp_schedule_clear (schedule);
  return writer.has_memory;
}

bool
rdm_vrp_schedule (const RdmVrpProblem *problem,
                  uint32_t vehicle,
                  const int32_t *steps,
                  uint32_t n_steps,
                  RdmVrpSchedule *schedule)
{
  RdmVrpModel *model = rdm_vrp_model_new (problem, RDM_VRP_MODEL_LIGHT);
  bool is_done =
      model != NULL && rdm_vrp_schedule_with_model (model, vehicle, steps, n_steps, schedule);

  rdm_vrp_model_free (model);
  return is_done;
}

void
rdm_vrp_schedule_clear (RdmVrpSchedule *schedule)
{
  free (schedule->steps);
  free (schedule->loads);
  free (schedule->violations);
  *schedule = (RdmVrpSchedule){ 0 };
}
