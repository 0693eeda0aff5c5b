/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-problem.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Loads, limits and prices beyond this cannot be summed safely. */
#define MOST (INT64_C (1) << 50)
#define MOST_BREAKS 100

typedef struct
{
  const RdmVrpProblem *problem;
  char *message;
  size_t size;
} Check;

RdmVrpTask
rdm_vrp_task_default (void)
{
  return (RdmVrpTask){
    .partner = RDM_VRP_NONE,
    .release_s = RDM_VRP_ALWAYS,
    .max_ride_s = RDM_VRP_UNLIMITED,
    .fixed_vehicle = RDM_VRP_NONE,
    .current_vehicle = RDM_VRP_NONE,
    .leave_out_price = RDM_VRP_REQUIRED,
  };
}

RdmVrpVehicle
rdm_vrp_vehicle_default (void)
{
  return (RdmVrpVehicle){
    .start_location = RDM_VRP_NONE,
    .end_location = RDM_VRP_NONE,
    .duration_permille = 1000,
    .earliest_s = 0,
    .latest_s = RDM_VRP_NEVER,
    .overtime_after_s = RDM_VRP_NEVER,
    .max_drive_between_rests_s = RDM_VRP_UNLIMITED,
    .max_tasks = RDM_VRP_UNLIMITED,
    .max_distance_m = RDM_VRP_UNLIMITED,
    .max_drive_s = RDM_VRP_UNLIMITED,
    .max_duty_s = RDM_VRP_UNLIMITED,
    .reload_location = RDM_VRP_NONE,
  };
}

RdmVrpWindow
rdm_vrp_window_hard (int64_t begin_s, int64_t end_s)
{
  return (RdmVrpWindow){ .begin_s = begin_s, .end_s = end_s, .latest_s = end_s };
}

RdmVrpWindow
rdm_vrp_window_soft (int64_t begin_s, int64_t end_s, RdmVrpCost price_late)
{
  return (RdmVrpWindow){
    .begin_s = begin_s,
    .end_s = end_s,
    .latest_s = RDM_VRP_NEVER,
    .price_late = price_late,
  };
}

/* Writes the sentence. Returns: false, so that a check can say it and fail in one statement. */
static bool __attribute__ ((format (printf, 2, 3))) say (Check *check, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (check->size > 0)
    vsnprintf (check->message, check->size, format, arguments);
  va_end (arguments);
  return false;
}

static bool
is_slice (uint32_t first, uint32_t n, uint32_t all)
{
  return first <= all && n <= all - first;
}

static bool
is_time (int64_t time_s)
{
  return time_s >= RDM_VRP_ALWAYS && time_s <= RDM_VRP_NEVER;
}

static bool
is_amount (int64_t amount)
{
  return amount >= 0 && amount <= MOST;
}

static bool
is_place (const RdmVrpProblem *problem, int32_t location)
{
  return location == RDM_VRP_NONE || (location >= 0 && (uint32_t)location < problem->n_locations);
}

static bool
check_windows (Check *check, const char *owner, uint32_t index, uint32_t first, uint32_t n)
{
  const RdmVrpProblem *problem = check->problem;

  if (!is_slice (first, n, problem->n_windows))
    return say (check, "%s %" PRIu32 ": its windows are not among the problem's", owner, index);
  for (uint32_t w = first; w < first + n; w++)
    {
      const RdmVrpWindow *window = &problem->windows[w];

      if (!is_time (window->begin_s) || !is_time (window->latest_s)
          || window->begin_s > window->end_s || window->end_s > window->latest_s)
        return say (check, "%s %" PRIu32 ": a window ends before it begins", owner, index);
      if (!is_amount (window->price_late))
        return say (check, "%s %" PRIu32 ": a price of lateness is negative", owner, index);
      if (w > first && problem->windows[w - 1].latest_s >= window->begin_s)
        return say (check, "%s %" PRIu32 ": its windows overlap or are out of order", owner, index);
    }
  return true;
}

static bool
check_matrix (Check *check, uint32_t index, const int32_t *cells, size_t n_cells, const char *what)
{
  for (size_t i = 0; i < n_cells; i++)
    if (cells[i] < 0)
      return say (check, "profile %" PRIu32 ": a %s is negative", index, what);
  return true;
}

static bool
check_profile (Check *check, uint32_t index)
{
  const RdmVrpProfile *profile = &check->problem->profiles[index];
  size_t n_cells = (size_t)check->problem->n_locations * check->problem->n_locations;
  uint32_t n_periods = profile->n_periods > 1 ? profile->n_periods : 1;
  bool has_places = profile->x_m != NULL && profile->y_m != NULL;

  if (profile->durations_s == NULL && (!has_places || profile->estimate_speed_mm_s <= 0))
    return say (check, "profile %" PRIu32 ": neither a matrix nor coordinates with a speed", index);
  if (profile->estimate_detour_permille < 0)
    return say (check, "profile %" PRIu32 ": the detour factor is negative", index);
  if (n_periods > 1 && (profile->durations_s == NULL || profile->period_begins_s == NULL))
    return say (check, "profile %" PRIu32 ": periods need matrices and their begins", index);
  for (uint32_t p = 1; p < n_periods; p++)
    if (profile->period_begins_s[p] <= profile->period_begins_s[p - 1])
      return say (check, "profile %" PRIu32 ": its periods are out of order", index);
  if (profile->durations_s != NULL
      && !check_matrix (check, index, profile->durations_s, n_cells * n_periods, "duration"))
    return false;
  return profile->distances_m == NULL
         || check_matrix (check, index, profile->distances_m, n_cells, "distance");
}

static bool
check_partner (Check *check, uint32_t index)
{
  const RdmVrpProblem *problem = check->problem;
  const RdmVrpTask *task = &problem->tasks[index];
  const RdmVrpTask *partner;

  if (task->kind == RDM_VRP_JOB)
    return task->partner == RDM_VRP_NONE
           || say (check, "task %" PRIu32 ": a job has no other half", index);
  if (task->partner < 0 || (uint32_t)task->partner >= problem->n_tasks)
    return say (check, "task %" PRIu32 ": its other half is missing", index);
  partner = &problem->tasks[task->partner];
  if (partner->partner != (int32_t)index || partner->kind == RDM_VRP_JOB
      || partner->kind == task->kind)
    return say (check, "task %" PRIu32 ": its other half is not its other half", index);
  for (uint32_t d = 0; d < problem->n_dimensions; d++)
    {
      uint32_t up = task->kind == RDM_VRP_PICKUP ? index : (uint32_t)task->partner;
      uint32_t down = task->kind == RDM_VRP_PICKUP ? (uint32_t)task->partner : index;
      size_t n = problem->n_dimensions;
      int64_t taken = problem->pickups != NULL ? problem->pickups[up * n + d] : 0;
      int64_t given = problem->deliveries != NULL ? problem->deliveries[down * n + d] : 0;

      if (taken != given || (problem->deliveries != NULL && problem->deliveries[up * n + d] != 0)
          || (problem->pickups != NULL && problem->pickups[down * n + d] != 0))
        return say (check, "task %" PRIu32 ": what the shipment takes it must bring", index);
    }
  return true;
}

static bool
check_task (Check *check, uint32_t index)
{
  const RdmVrpProblem *problem = check->problem;
  const RdmVrpTask *task = &problem->tasks[index];

  if (task->location >= problem->n_locations)
    return say (check, "task %" PRIu32 ": there is no location %" PRIu32, index, task->location);
  if (task->kind > RDM_VRP_DROP)
    return say (check, "task %" PRIu32 ": unknown kind", index);
  if (task->service_s < 0 || task->setup_s < 0 || !is_amount (task->max_ride_s))
    return say (check, "task %" PRIu32 ": a duration is negative", index);
  for (size_t k = 0; k < problem->n_service_kinds; k++)
    if (problem->kind_service_s[(size_t)index * problem->n_service_kinds + k] < 0
        || problem->kind_setup_s[(size_t)index * problem->n_service_kinds + k] < 0)
      return say (check, "task %" PRIu32 ": a duration is negative for a kind of vehicles", index);
  if (!is_time (task->release_s))
    return say (check, "task %" PRIu32 ": its release time is out of range", index);
  if (task->priority > 100)
    return say (check, "task %" PRIu32 ": its priority is above 100", index);
  if (!is_amount (task->change_price)
      || (task->leave_out_price != RDM_VRP_REQUIRED && !is_amount (task->leave_out_price)))
    return say (check, "task %" PRIu32 ": a price is negative", index);
  if (!is_slice (task->first_allowed, task->n_allowed, problem->n_allowed_vehicles))
    return say (check, "task %" PRIu32 ": its allowed vehicles are not there", index);
  for (uint32_t i = 0; i < task->n_allowed; i++)
    if (problem->allowed_vehicles[task->first_allowed + i] >= problem->n_vehicles)
      return say (check, "task %" PRIu32 ": an allowed vehicle does not exist", index);
  if (task->fixed_vehicle < RDM_VRP_NONE || task->current_vehicle < RDM_VRP_NONE
      || task->fixed_vehicle >= (int64_t)problem->n_vehicles
      || task->current_vehicle >= (int64_t)problem->n_vehicles)
    return say (check, "task %" PRIu32 ": its vehicle does not exist", index);
  return check_windows (check, "task", index, task->first_window, task->n_windows)
         && check_partner (check, index);
}

static bool
check_breaks (Check *check, uint32_t index)
{
  const RdmVrpVehicle *vehicle = &check->problem->vehicles[index];
  size_t n = check->problem->n_dimensions;

  if (vehicle->n_breaks > MOST_BREAKS)
    return say (check, "vehicle %" PRIu32 ": more than %d breaks", index, MOST_BREAKS);
  if (!is_slice (vehicle->first_break, vehicle->n_breaks, check->problem->n_breaks))
    return say (check, "vehicle %" PRIu32 ": its breaks are not there", index);
  for (uint32_t b = vehicle->first_break; b < vehicle->first_break + vehicle->n_breaks; b++)
    {
      const RdmVrpBreak *rest = &check->problem->breaks[b];

      if (rest->duration_s < 0)
        return say (check, "break %" PRIu32 ": its duration is negative", b);
      for (size_t d = 0; check->problem->break_loads != NULL && d < n; d++)
        if (!is_amount (check->problem->break_loads[b * n + d]))
          return say (check, "break %" PRIu32 ": a load that it allows is negative", b);
      if (!check_windows (check, "break", b, rest->first_window, rest->n_windows))
        return false;
    }
  return true;
}

static bool
check_vehicle (Check *check, uint32_t index)
{
  const RdmVrpProblem *problem = check->problem;
  const RdmVrpVehicle *vehicle = &problem->vehicles[index];

  if (!is_place (problem, vehicle->start_location) || !is_place (problem, vehicle->end_location)
      || !is_place (problem, vehicle->reload_location))
    return say (check, "vehicle %" PRIu32 ": a location does not exist", index);
  if (vehicle->profile >= problem->n_profiles)
    return say (check, "vehicle %" PRIu32 ": there is no profile %" PRIu32, index,
                vehicle->profile);
  if (vehicle->service_kind > problem->n_service_kinds)
    return say (check, "vehicle %" PRIu32 ": there is no kind %" PRIu32, index,
                vehicle->service_kind);
  if (vehicle->duration_permille <= 0)
    return say (check, "vehicle %" PRIu32 ": its speed makes no sense", index);
  if (!is_time (vehicle->earliest_s) || !is_time (vehicle->latest_s)
      || !is_time (vehicle->overtime_after_s) || vehicle->earliest_s > vehicle->latest_s)
    return say (check, "vehicle %" PRIu32 ": its shift ends before it begins", index);
  if (!is_amount (vehicle->price_fixed) || !is_amount (vehicle->price_metre)
      || !is_amount (vehicle->price_drive_s) || !is_amount (vehicle->price_duty_s)
      || !is_amount (vehicle->price_overtime))
    return say (check, "vehicle %" PRIu32 ": a price is negative", index);
  if (!is_amount (vehicle->max_tasks) || !is_amount (vehicle->max_distance_m)
      || !is_amount (vehicle->max_drive_s) || !is_amount (vehicle->max_duty_s))
    return say (check, "vehicle %" PRIu32 ": a limit is negative", index);
  if (vehicle->max_drive_between_rests_s <= 0 || vehicle->rest_s < 0 || vehicle->reload_s < 0)
    return say (check, "vehicle %" PRIu32 ": its rests or reloads make no sense", index);
  if (vehicle->max_reloads > 0 && vehicle->reload_location == RDM_VRP_NONE)
    return say (check, "vehicle %" PRIu32 ": it may reload, but nowhere", index);
  if (!is_slice (vehicle->first_frozen, vehicle->n_frozen, problem->n_frozen_tasks))
    return say (check, "vehicle %" PRIu32 ": its frozen tasks are not there", index);
  for (uint32_t d = 0; d < problem->n_dimensions; d++)
    if (!is_amount (problem->capacities[(size_t)index * problem->n_dimensions + d]))
      return say (check, "vehicle %" PRIu32 ": a capacity is negative", index);
  return check_breaks (check, index);
}

static bool
check_frozen (Check *check)
{
  const RdmVrpProblem *problem = check->problem;
  bool *seen = calloc ((size_t)problem->n_tasks + 1, sizeof *seen);
  bool good = seen != NULL || say (check, "memory is out");

  for (uint32_t v = 0; good && v < problem->n_vehicles; v++)
    for (uint32_t i = 0; good && i < problem->vehicles[v].n_frozen; i++)
      {
        uint32_t task = problem->frozen_tasks[problem->vehicles[v].first_frozen + i];

        if (task >= problem->n_tasks)
          good = say (check, "vehicle %" PRIu32 ": a frozen task does not exist", v);
        else if (seen[task])
          good = say (check, "task %" PRIu32 ": it is frozen twice", task);
        else
          seen[task] = true;
      }
  free (seen);
  return good;
}

static bool
check_relations (Check *check)
{
  const RdmVrpProblem *problem = check->problem;

  for (uint32_t r = 0; r < problem->n_relations; r++)
    {
      const RdmVrpRelation *relation = &problem->relations[r];

      if (relation->kind > RDM_VRP_NOT_TOGETHER)
        return say (check, "relation %" PRIu32 ": unknown kind", r);
      if (!is_slice (relation->first_task, relation->n_tasks, problem->n_relation_tasks))
        return say (check, "relation %" PRIu32 ": its tasks are not there", r);
      for (uint32_t i = 0; i < relation->n_tasks; i++)
        {
          uint32_t task = problem->relation_tasks[relation->first_task + i];

          if (task >= problem->n_tasks)
            return say (check, "relation %" PRIu32 ": a task does not exist", r);
          for (uint32_t j = 0; j < i; j++)
            if (problem->relation_tasks[relation->first_task + j] == task)
              return say (check, "relation %" PRIu32 ": task %" PRIu32 " is in it twice", r, task);
        }
    }
  return true;
}

static bool
check_loads (Check *check, const int64_t *loads, const char *what)
{
  size_t n = (size_t)check->problem->n_tasks * check->problem->n_dimensions;

  for (size_t i = 0; loads != NULL && i < n; i++)
    if (!is_amount (loads[i]))
      return say (check, "task %zu: a %s is negative", i / check->problem->n_dimensions, what);
  return true;
}

bool
rdm_vrp_problem_check (const RdmVrpProblem *problem, char *message, size_t size)
{
  Check check = { problem, message, size };

  if (size > 0)
    message[0] = '\0';
  if (problem->n_tasks > INT32_MAX / 2 || problem->n_vehicles > INT32_MAX / 2
      || problem->n_locations > INT32_MAX / 2)
    return say (&check, "the problem is too large");
  if (problem->n_dimensions > RDM_VRP_MAX_DIMENSIONS)
    return say (&check, "more than %d dimensions of load", RDM_VRP_MAX_DIMENSIONS);
  if (problem->n_dimensions > 0 && problem->n_vehicles > 0 && problem->capacities == NULL)
    return say (&check, "the vehicles have no capacities");
  if (!is_amount (problem->price_balance))
    return say (&check, "the price of balance is negative");
  if (!check_loads (&check, problem->deliveries, "delivery")
      || !check_loads (&check, problem->pickups, "pickup"))
    return false;
  for (uint32_t p = 0; p < problem->n_profiles; p++)
    if (!check_profile (&check, p))
      return false;
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    if (!check_task (&check, t))
      return false;
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    if (!check_vehicle (&check, v))
      return false;
  return check_frozen (&check) && check_relations (&check);
}
