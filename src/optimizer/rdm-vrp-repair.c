/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-repair-private.h"

#include <stdlib.h>
#include <string.h>

#include "rdm-vrp-route-private.h"
#include "rdm-vrp-schedule-private.h"

typedef struct
{
  const RdmVrpSpace *space;
  const RdmVrpModel *model;
  uint32_t vehicle;
  uint32_t n;
  uint32_t n_head;
  int32_t *steps;
  int32_t *scratch;
  RdmVrpLabel *labels;
  uint32_t n_labels;
} Repair;

/* Whether each task is in a route that it can stay in: seen once, all its unit on the same vehicle.
 */
static void
count_units (const RdmVrpSpace *space,
             const RdmVrpPlan *plan,
             int32_t *unit_vehicles,
             uint32_t *counts)
{
  uint32_t n_tasks = space->model->problem->n_tasks;

  for (uint32_t u = 0; u < space->n_units; u++)
    unit_vehicles[u] = RDM_VRP_NONE;
  for (uint32_t v = 0; v < plan->n_vehicles && v < space->model->problem->n_vehicles; v++)
    for (uint32_t i = plan->starts[v]; i < plan->starts[v + 1]; i++)
      {
        int32_t step = plan->steps[i];
        uint32_t unit;

        if (step < 0 || (uint32_t)step >= n_tasks)
          continue;
        unit = space->task_units[step];
        if (unit_vehicles[unit] == RDM_VRP_NONE)
          unit_vehicles[unit] = (int32_t)v;
        else if (unit_vehicles[unit] != (int32_t)v)
          counts[unit] += n_tasks; /* spread over vehicles: never the right number */
        counts[unit]++;
      }
}

/* Everything that is wrong with these steps, as numbers to be made smaller. */
static int64_t
badness (Repair *repair, const int32_t *steps, uint32_t n)
{
  const RdmVrpModel *model = repair->model;
  const RdmVrpRig *rig = &model->rigs[repair->vehicle];
  RdmVrpSchedule schedule = { 0 };
  int64_t sum = 0;

  if (n == 0)
    return 0;
  if (!rdm_vrp_schedule_with_model (model, repair->vehicle, steps, n, &schedule))
    return INT64_MAX;
  for (uint32_t i = 0; i < schedule.n_violations; i++)
    sum += schedule.violations[i].kind == RDM_VRP_SKILL_MISSING ? 1 : schedule.violations[i].amount;
  rdm_vrp_schedule_clear (&schedule);
  (void)rig;
  return sum;
}

/* The steps without one unit, and without reloads that part nothing any more. Returns: how many are
 * left. */
static uint32_t
without (const Repair *repair, uint32_t unit, int32_t *steps)
{
  uint32_t n = 0;

  for (uint32_t i = 0; i < repair->n; i++)
    {
      int32_t step = repair->steps[i];

      if (step >= 0 ? repair->space->task_units[step] == unit : n == 0 || steps[n - 1] < 0)
        continue;
      steps[n++] = step;
    }
  while (n > 0 && steps[n - 1] < 0)
    n--;
  return n;
}

/* Takes out, again and again, the unit without which least is wrong. */
static void
relieve (Repair *repair)
{
  int64_t allowed = badness (repair, repair->steps, repair->n_head);
  int64_t now = badness (repair, repair->steps, repair->n);

  while (now > allowed)
    {
      uint32_t best_unit = UINT32_MAX;
      int64_t best = INT64_MAX;

      for (uint32_t i = repair->n_head; i < repair->n; i++)
        {
          uint32_t unit;
          int64_t left;

          if (repair->steps[i] < 0)
            continue;
          unit = repair->space->task_units[repair->steps[i]];
          if (repair->space->units[unit].is_frozen)
            continue;
          left = badness (repair, repair->scratch, without (repair, unit, repair->scratch));
          if (left < best)
            {
              best = left;
              best_unit = unit;
            }
        }
      if (best_unit == UINT32_MAX)
        {
          repair->n = repair->n_head;
          return;
        }
      repair->n = without (repair, best_unit, repair->scratch);
      memcpy (repair->steps, repair->scratch, repair->n * sizeof *repair->steps);
      now = best;
    }
}

/* The frozen head, then what may stay of the old steps. */
static void
collect (Repair *repair,
         const int32_t *old,
         uint32_t n_old,
         const int32_t *unit_vehicles,
         const uint32_t *counts)
{
  const RdmVrpProblem *problem = repair->model->problem;
  const RdmVrpVehicle *vehicle = &problem->vehicles[repair->vehicle];

  repair->n = 0;
  for (uint32_t i = 0; i < vehicle->n_frozen; i++)
    repair->steps[repair->n++] = (int32_t)problem->frozen_tasks[vehicle->first_frozen + i];
  repair->n_head = repair->n;
  for (uint32_t i = 0; i < n_old; i++)
    {
      int32_t step = old[i];
      uint32_t unit;
      bool is_head = false;

      for (uint32_t h = 0; h < repair->n_head; h++)
        is_head |= repair->steps[h] == step;
      if (is_head || step < RDM_VRP_RELOAD || step == RDM_VRP_NONE
          || step >= (int32_t)problem->n_tasks)
        continue;
      if (step == RDM_VRP_RELOAD)
        {
          if (vehicle->max_reloads > 0 && repair->n > 0 && repair->steps[repair->n - 1] >= 0)
            repair->steps[repair->n++] = step;
          continue;
        }
      unit = repair->space->task_units[step];
      /* A frozen unit's other tasks stay wherever they are on their vehicle. */
      if (unit_vehicles[unit] != (int32_t)repair->vehicle
          || counts[unit] != repair->space->units[unit].n
          || !rdm_vrp_model_may_serve (repair->model, repair->vehicle, (uint32_t)step))
        continue;
      repair->steps[repair->n++] = step;
    }
  while (repair->n > repair->n_head && repair->steps[repair->n - 1] < 0)
    repair->n--;
}

/* A frozen unit whose other tasks are in no route yet gets them at the end of the head. */
static uint32_t
complete_head (Repair *repair)
{
  uint32_t n_added = 0;

  for (uint32_t i = 0; i < repair->n_head; i++)
    {
      uint32_t unit = repair->space->task_units[repair->steps[i]];
      const uint32_t *tasks = rdm_vrp_unit_tasks (repair->space, unit);

      for (uint32_t k = 0; k < repair->space->units[unit].n; k++)
        {
          bool is_there = false;

          for (uint32_t j = 0; j < repair->n; j++)
            is_there |= repair->steps[j] == (int32_t)tasks[k];
          if (is_there)
            continue;
          memmove (repair->steps + repair->n_head + n_added + 1,
                   repair->steps + repair->n_head + n_added,
                   (repair->n - repair->n_head - n_added) * sizeof *repair->steps);
          repair->steps[repair->n_head + n_added++] = (int32_t)tasks[k];
          repair->n++;
        }
    }
  return n_added;
}

/* Of a relation that is spread over vehicles, those stay who are where a frozen one is, or else the
 * first. */
static void
gather_relations (const RdmVrpSpace *space, int32_t *unit_vehicles)
{
  const RdmVrpProblem *problem = space->model->problem;

  for (uint32_t r = 0; r < problem->n_relations; r++)
    {
      const RdmVrpRelation *relation = &problem->relations[r];
      const uint32_t *tasks =
          relation->n_tasks > 0 ? problem->relation_tasks + relation->first_task : NULL;
      int32_t home = RDM_VRP_NONE;

      if (relation->kind == RDM_VRP_NOT_TOGETHER)
        continue;
      for (uint32_t i = 0; i < relation->n_tasks; i++)
        {
          uint32_t unit = space->task_units[tasks[i]];

          if (unit_vehicles[unit] != RDM_VRP_NONE
              && (home == RDM_VRP_NONE || space->units[unit].is_frozen))
            home = unit_vehicles[unit];
        }
      for (uint32_t i = 0; i < relation->n_tasks; i++)
        {
          uint32_t unit = space->task_units[tasks[i]];

          if (unit_vehicles[unit] != home && !space->units[unit].is_frozen)
            unit_vehicles[unit] = RDM_VRP_NONE;
        }
    }
}

static RdmVrpPlan *
repair_all (Repair *repair, const RdmVrpPlan *initial, int32_t *unit_vehicles, uint32_t *counts)
{
  const RdmVrpProblem *problem = repair->model->problem;
  RdmVrpPlan *plan = rdm_vrp_plan_new (problem->n_vehicles);

  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    for (uint32_t i = 0; i < problem->vehicles[v].n_frozen; i++)
      {
        uint32_t task = problem->frozen_tasks[problem->vehicles[v].first_frozen + i];

        unit_vehicles[repair->space->task_units[task]] = (int32_t)v;
      }
  gather_relations (repair->space, unit_vehicles);
  for (uint32_t v = 0; plan != NULL && v < problem->n_vehicles; v++)
    {
      uint32_t n_old = 0;
      const int32_t *old = NULL;

      if (initial != NULL && v < initial->n_vehicles)
        old = rdm_vrp_plan_get_route (initial, v, &n_old);
      repair->vehicle = v;
      collect (repair, old, n_old, unit_vehicles, counts);
      repair->n_head += complete_head (repair);
      relieve (repair);
      if (!rdm_vrp_plan_set_route (plan, v, repair->steps, repair->n))
        {
          rdm_vrp_plan_free (plan);
          plan = NULL;
        }
    }
  return plan;
}

RdmVrpPlan *
rdm_vrp_repair (const RdmVrpSpace *space, const RdmVrpPlan *initial)
{
  uint32_t n_tasks = space->model->problem->n_tasks;
  size_t n_initial = initial != NULL ? initial->starts[initial->n_vehicles] : 0;
  size_t size = (size_t)n_tasks * 2 + n_initial + 2;
  Repair repair = { .space = space, .model = space->model };
  int32_t *unit_vehicles = malloc ((space->n_units + 1) * sizeof *unit_vehicles);
  uint32_t *counts = calloc (space->n_units + 1, sizeof *counts);
  RdmVrpPlan *plan = NULL;

  repair.steps = malloc (size * sizeof *repair.steps);
  repair.scratch = malloc (size * sizeof *repair.scratch);
  if (unit_vehicles != NULL && counts != NULL && repair.steps != NULL && repair.scratch != NULL)
    {
      RdmVrpPlan *none = rdm_vrp_plan_new (0);

      if (none != NULL)
        {
          count_units (space, initial != NULL ? initial : none, unit_vehicles, counts);
          plan = repair_all (&repair, initial, unit_vehicles, counts);
        }
      rdm_vrp_plan_free (none);
    }
  free (unit_vehicles);
  free (counts);
  free (repair.steps);
  free (repair.scratch);
  return plan;
}
