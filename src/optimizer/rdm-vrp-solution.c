/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a solution says of its plan. */
#include "rdm-vrp-solution-private.h"

#include <stdlib.h>

#include "rdm-vrp-schedule-private.h"

static void
add_split (RdmVrpCostSplit *sum, const RdmVrpCostSplit *part)
{
  sum->total += part->total;
  sum->fixed += part->fixed;
  sum->distance += part->distance;
  sum->driving += part->driving;
  sum->duty += part->duty;
  sum->overtime += part->overtime;
  sum->lateness += part->lateness;
  sum->changes += part->changes;
  sum->balance += part->balance;
}

static bool
is_head_violation (const RdmVrpProblem *problem, uint32_t vehicle, const RdmVrpViolation *violation)
{
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];

  for (uint32_t i = 0; i < about->n_frozen; i++)
    if ((int32_t)problem->frozen_tasks[about->first_frozen + i] == violation->task)
      return true;
  return false;
}

static bool
sum_routes (const RdmVrpModel *model, RdmVrpSolution *solution, bool *is_served)
{
  const RdmVrpProblem *problem = model->problem;
  RdmVrpSchedule schedule = { 0 };

  solution->feasible = true;
  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    {
      uint32_t n_steps;
      const int32_t *steps = rdm_vrp_plan_get_route (solution->plan, v, &n_steps);

      if (n_steps == 0)
        continue;
      if (!rdm_vrp_schedule_with_model (model, v, steps, n_steps, &schedule))
        return false;
      add_split (&solution->cost, &schedule.cost);
      for (uint32_t i = 0; i < schedule.n_violations; i++)
        solution->feasible =
            solution->feasible && is_head_violation (problem, v, &schedule.violations[i]);
      for (uint32_t i = 0; i < n_steps; i++)
        if (steps[i] >= 0)
          {
            const RdmVrpTask *task = &problem->tasks[steps[i]];

            is_served[steps[i]] = true;
            if (task->current_vehicle != RDM_VRP_NONE && task->current_vehicle != (int32_t)v)
              solution->n_changed++;
          }
    }
  rdm_vrp_schedule_clear (&schedule);
  return true;
}

static bool
has_splits (const RdmVrpProblem *problem, const RdmVrpPlan *plan)
{
  for (uint32_t r = 0; r < problem->n_relations; r++)
    {
      const RdmVrpRelation *relation = &problem->relations[r];
      uint32_t n_vehicles = 0;

      if (relation->kind == RDM_VRP_NOT_TOGETHER)
        continue;
      for (uint32_t v = 0; v < plan->n_vehicles; v++)
        {
          uint32_t n_steps;
          const int32_t *steps = rdm_vrp_plan_get_route (plan, v, &n_steps);

          n_vehicles += rdm_vrp_relation_order (problem, relation, steps, n_steps).n_here > 0;
        }
      if (n_vehicles > 1)
        return true;
    }
  return false;
}

bool
rdm_vrp_solution_fill (const RdmVrpModel *model, RdmVrpSolution *solution)
{
  const RdmVrpProblem *problem = model->problem;
  bool *is_served = calloc ((size_t)problem->n_tasks + 1, sizeof *is_served);
  bool good = is_served != NULL;

  solution->left_out = malloc (((size_t)problem->n_tasks + 1) * sizeof *solution->left_out);
  good = good && solution->left_out != NULL && sum_routes (model, solution, is_served);
  for (uint32_t t = 0; good && t < problem->n_tasks; t++)
    if (!is_served[t])
      {
        solution->left_out[solution->n_left_out++] = t;
        if (problem->tasks[t].leave_out_price != RDM_VRP_REQUIRED)
          solution->cost.left_out += problem->tasks[t].leave_out_price;
        if (problem->tasks[t].current_vehicle != RDM_VRP_NONE)
          solution->n_changed++;
      }
  solution->cost.total += solution->cost.left_out;
  solution->feasible = solution->feasible && !has_splits (problem, solution->plan);
  free (is_served);
  return good;
}

void
rdm_vrp_solution_clear (RdmVrpSolution *solution)
{
  rdm_vrp_plan_free (solution->plan);
  free (solution->left_out);
  *solution = (RdmVrpSolution){ 0 };
}
