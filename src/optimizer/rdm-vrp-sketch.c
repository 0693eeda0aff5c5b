/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-sketch-private.h"

#include <stdlib.h>
#include <string.h>

struct _RdmVrpSketch
{
  RdmVrpProblem problem;
  RdmVrpProfile *profiles;
  RdmVrpTask *tasks;
  RdmVrpVehicle *vehicles;
  RdmVrpWindow *windows; /* (array) n_tasks: one each, if any */
  int64_t *deliveries;   /* (array) n_tasks, of one dimension */
  int64_t *capacities;   /* (array) n_vehicles, of one dimension */
};

bool
rdm_vrp_sketch_fits (const RdmVrpProblem *problem)
{
  size_t n_loads = (size_t)problem->n_tasks * problem->n_dimensions;

  if (problem->n_frozen_tasks > 0 || problem->price_balance > 0)
    return false;
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    if (problem->tasks[t].kind != RDM_VRP_JOB
        || problem->tasks[t].leave_out_price != RDM_VRP_REQUIRED
        || problem->tasks[t].change_price != 0)
      return false;
  for (size_t i = 0; problem->pickups != NULL && i < n_loads; i++)
    if (problem->pickups[i] != 0)
      return false;
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    {
      const RdmVrpVehicle *vehicle = &problem->vehicles[v];

      if (vehicle->price_duty_s > 0 || vehicle->price_overtime > 0 || vehicle->max_reloads > 0
          || vehicle->start_location < 0 || vehicle->end_location < 0
          || problem->profiles[vehicle->profile].durations_s == NULL)
        return false;
    }
  return true;
}

/* --- loads ------------------------------------------------------------------------------------ */

/* The dimension of which the largest share of all there is room for is needed. */
static uint32_t
find_scarcest (const RdmVrpProblem *problem)
{
  uint32_t n = problem->n_dimensions;
  uint32_t scarcest = 0;
  double most = -1;

  for (uint32_t d = 0; d < n; d++)
    {
      double needed = 0;
      double room = 0;

      for (uint32_t t = 0; problem->deliveries != NULL && t < problem->n_tasks; t++)
        needed += (double)problem->deliveries[(size_t)t * n + d];
      for (uint32_t v = 0; v < problem->n_vehicles; v++)
        room += (double)problem->capacities[(size_t)v * n + d];
      if (room > 0 && needed / room > most)
        {
          most = needed / room;
          scarcest = d;
        }
    }
  return scarcest;
}

static void
fill_loads (RdmVrpSketch *sketch, const RdmVrpProblem *problem)
{
  uint32_t n = problem->n_dimensions;
  uint32_t d = n > 0 ? find_scarcest (problem) : 0;

  sketch->problem.pickups = NULL;
  sketch->problem.deliveries = NULL;
  sketch->problem.capacities = NULL;
  if (n == 0 || problem->deliveries == NULL)
    {
      sketch->problem.n_dimensions = 0;
      return;
    }
  sketch->problem.n_dimensions = 1;
  sketch->problem.deliveries = sketch->deliveries;
  sketch->problem.capacities = sketch->capacities;
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    sketch->deliveries[t] = problem->deliveries[(size_t)t * n + d];
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    sketch->capacities[v] = problem->capacities[(size_t)v * n + d];
}

/* --- the rest --------------------------------------------------------------------------------- */

static void
simplify_task (RdmVrpSketch *sketch, const RdmVrpProblem *problem, uint32_t t)
{
  RdmVrpTask *task = &sketch->tasks[t];
  RdmVrpWindow *window = &sketch->windows[t];

  *window = rdm_vrp_window_hard (RDM_VRP_ALWAYS, RDM_VRP_NEVER);
  if (task->n_windows > 0)
    {
      const RdmVrpWindow *first = &problem->windows[task->first_window];

      *window = rdm_vrp_window_hard (first->begin_s, first[task->n_windows - 1].end_s);
    }
  if (task->release_s > window->begin_s)
    {
      window->begin_s = task->release_s;
      if (window->end_s < window->begin_s)
        window->end_s = window->latest_s = window->begin_s;
      task->n_windows = 1;
    }
  task->first_window = t;
  task->n_windows = task->n_windows > 0;
  task->service_s += task->setup_s;
  task->setup_s = 0;
  task->release_s = RDM_VRP_ALWAYS;
}

static void
simplify_vehicle (RdmVrpVehicle *vehicle, const RdmVrpProblem *problem)
{
  int64_t duty_s = vehicle->latest_s - vehicle->earliest_s;

  if (duty_s > vehicle->max_duty_s)
    duty_s = vehicle->max_duty_s;
  for (uint32_t i = 0; i < vehicle->n_breaks; i++)
    duty_s -= problem->breaks[vehicle->first_break + i].duration_s;
  if (vehicle->latest_s < RDM_VRP_NEVER || vehicle->max_duty_s < RDM_VRP_UNLIMITED)
    vehicle->latest_s = vehicle->earliest_s + (duty_s > 0 ? duty_s : 0);
  vehicle->service_kind = 0;
  vehicle->leaves_at_earliest = false;
  vehicle->overtime_after_s = RDM_VRP_NEVER;
  vehicle->first_break = vehicle->n_breaks = 0;
  vehicle->max_drive_between_rests_s = RDM_VRP_UNLIMITED;
  vehicle->rest_s = 0;
  vehicle->max_tasks = vehicle->max_distance_m = RDM_VRP_UNLIMITED;
  vehicle->max_drive_s = vehicle->max_duty_s = RDM_VRP_UNLIMITED;
}

/* The period in the middle of the day stands for all. */
static void
simplify_profile (RdmVrpProfile *profile, size_t n_locations)
{
  if (profile->n_periods > 1)
    profile->durations_s += n_locations * n_locations * (profile->n_periods / 2);
  profile->n_periods = 0;
  profile->period_begins_s = NULL;
}

RdmVrpSketch *
rdm_vrp_sketch_new (const RdmVrpProblem *problem)
{
  size_t n_tasks = problem->n_tasks;
  size_t n_vehicles = problem->n_vehicles;
  RdmVrpSketch *sketch = calloc (1, sizeof *sketch);

  if (sketch == NULL)
    return NULL;
  sketch->problem = *problem;
  sketch->profiles = malloc ((problem->n_profiles + 1) * sizeof *sketch->profiles);
  sketch->tasks = malloc ((n_tasks + 1) * sizeof *sketch->tasks);
  sketch->vehicles = malloc ((n_vehicles + 1) * sizeof *sketch->vehicles);
  sketch->windows = malloc ((n_tasks + 1) * sizeof *sketch->windows);
  sketch->deliveries = malloc ((n_tasks + 1) * sizeof *sketch->deliveries);
  sketch->capacities = malloc ((n_vehicles + 1) * sizeof *sketch->capacities);
  if (sketch->profiles == NULL || sketch->tasks == NULL || sketch->vehicles == NULL
      || sketch->windows == NULL || sketch->deliveries == NULL || sketch->capacities == NULL)
    {
      rdm_vrp_sketch_free (sketch);
      return NULL;
    }
  for (uint32_t p = 0; p < problem->n_profiles; p++)
    {
      sketch->profiles[p] = problem->profiles[p];
      simplify_profile (&sketch->profiles[p], problem->n_locations);
    }
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    {
      sketch->tasks[t] = problem->tasks[t];
      simplify_task (sketch, problem, t);
    }
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    {
      sketch->vehicles[v] = problem->vehicles[v];
      simplify_vehicle (&sketch->vehicles[v], problem);
    }
  fill_loads (sketch, problem);
  sketch->problem.profiles = sketch->profiles;
  sketch->problem.tasks = sketch->tasks;
  sketch->problem.vehicles = sketch->vehicles;
  sketch->problem.windows = sketch->windows;
  sketch->problem.n_windows = problem->n_tasks;
  sketch->problem.n_service_kinds = 0;
  sketch->problem.n_breaks = sketch->problem.n_relations = sketch->problem.n_relation_tasks = 0;
  return sketch;
}

void
rdm_vrp_sketch_free (RdmVrpSketch *sketch)
{
  if (sketch == NULL)
    return;
  free (sketch->profiles);
  free (sketch->tasks);
  free (sketch->vehicles);
  free (sketch->windows);
  free (sketch->deliveries);
  free (sketch->capacities);
  free (sketch);
}

const RdmVrpProblem *
rdm_vrp_sketch_get_problem (const RdmVrpSketch *sketch)
{
  return &sketch->problem;
}
