/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-desk-private.h"

#include <stdlib.h>
#include <string.h>

#include "rdm-vrp-schedule-private.h"

static void
forget_places (RdmVrpDesk *desk, uint32_t vehicle)
{
  const RdmVrpRoute *route = desk->routes[vehicle];

  for (uint32_t i = 0; route != NULL && i < route->n; i++)
    if (route->steps[i] >= 0 && desk->task_routes[route->steps[i]] == (int32_t)vehicle)
      desk->task_routes[route->steps[i]] = RDM_VRP_NONE;
}

static bool
load_route (RdmVrpDesk *desk, uint32_t vehicle, const int32_t *steps, uint32_t n_steps)
{
  RdmVrpRoute *route = rdm_vrp_route_new (desk->model, vehicle, n_steps + 1);

  if (route == NULL)
    return false;
  if (n_steps > 0)
    memcpy (route->steps, steps, n_steps * sizeof *steps);
  route->n = n_steps;
  rdm_vrp_route_refresh (route);
  forget_places (desk, vehicle);
  rdm_vrp_route_free (desk->routes[vehicle]);
  desk->routes[vehicle] = route;
  desk->has_schedule[vehicle] = false;
  for (uint32_t i = 0; i < n_steps; i++)
    if (steps[i] >= 0)
      {
        desk->task_routes[steps[i]] = (int32_t)vehicle;
        desk->task_at[steps[i]] = i;
      }
  return true;
}

static bool
grow_steps (RdmVrpDesk *desk)
{
  size_t n = (size_t)desk->plan->starts[desk->plan->n_vehicles] + desk->model->problem->n_tasks + 4;
  int32_t *grown = realloc (desk->steps, n * sizeof *grown);

  if (grown == NULL)
    return false;
  desk->steps = grown;
  return true;
}

RdmVrpDesk *
rdm_vrp_desk_new (const RdmVrpProblem *problem, const RdmVrpPlan *plan)
{
  RdmVrpDesk *desk = calloc (1, sizeof *desk);
  size_t n_vehicles = (size_t)problem->n_vehicles + 1;
  bool good;

  if (desk == NULL)
    return NULL;
  desk->model = rdm_vrp_model_new (problem, RDM_VRP_MODEL_LIGHT);
  desk->plan = rdm_vrp_plan_copy (plan);
  desk->routes = calloc (n_vehicles, sizeof (RdmVrpRoute *));
  desk->schedules = calloc (n_vehicles, sizeof *desk->schedules);
  desk->has_schedule = calloc (n_vehicles, sizeof *desk->has_schedule);
  desk->task_routes = malloc (((size_t)problem->n_tasks + 1) * sizeof *desk->task_routes);
  desk->task_at = calloc ((size_t)problem->n_tasks + 1, sizeof *desk->task_at);
  good = desk->model != NULL && desk->plan != NULL && desk->routes != NULL
         && desk->schedules != NULL && desk->has_schedule != NULL && desk->task_routes != NULL
         && desk->task_at != NULL && grow_steps (desk);
  for (uint32_t t = 0; good && t < problem->n_tasks; t++)
    desk->task_routes[t] = RDM_VRP_NONE;
  for (uint32_t v = 0; good && v < problem->n_vehicles; v++)
    {
      uint32_t n_steps;
      const int32_t *steps = rdm_vrp_plan_get_route (desk->plan, v, &n_steps);

      good = load_route (desk, v, steps, n_steps);
    }
  if (!good)
    {
      rdm_vrp_desk_free (desk);
      return NULL;
    }
  desk->has_order =
      desk->model->has_shipments || problem->n_relations > 0 || problem->n_frozen_tasks > 0;
  return desk;
}

void
rdm_vrp_desk_free (RdmVrpDesk *desk)
{
  if (desk == NULL)
    return;
  for (uint32_t v = 0; desk->model != NULL && v < desk->model->problem->n_vehicles; v++)
    {
      if (desk->routes != NULL)
        rdm_vrp_route_free (desk->routes[v]);
      if (desk->schedules != NULL)
        rdm_vrp_schedule_clear (&desk->schedules[v]);
    }
  rdm_vrp_model_free (desk->model);
  rdm_vrp_plan_free (desk->plan);
  free (desk->routes);
  free (desk->schedules);
  free (desk->has_schedule);
  free (desk->task_routes);
  free (desk->task_at);
  free (desk->steps);
  rdm_vrp_scratch_clear (&desk->scratch);
  free (desk);
}

bool
rdm_vrp_desk_set_route (RdmVrpDesk *desk, uint32_t vehicle, const int32_t *steps, uint32_t n_steps)
{
  /* A route may have got a frozen head, now that it is driven. */
  desk->has_order |= desk->model->problem->n_frozen_tasks > 0;
  return rdm_vrp_plan_set_route (desk->plan, vehicle, steps, n_steps) && grow_steps (desk)
         && load_route (desk, vehicle, steps, n_steps);
}

void
rdm_vrp_desk_refresh_tasks (RdmVrpDesk *desk, const uint32_t *tasks, uint32_t n_tasks)
{
  uint32_t n_vehicles = desk->model->problem->n_vehicles;

  for (uint32_t i = 0; i < n_tasks; i++)
    rdm_vrp_model_refresh_task (desk->model, tasks[i]);
  for (uint32_t v = 0; v < n_vehicles; v++)
    for (uint32_t i = 0; i < n_tasks; i++)
      if (desk->task_routes[tasks[i]] == (int32_t)v)
        {
          rdm_vrp_route_refresh (desk->routes[v]);
          desk->has_schedule[v] = false;
          break;
        }
}

const RdmVrpPlan *
rdm_vrp_desk_get_plan (const RdmVrpDesk *desk)
{
  return desk->plan;
}

const RdmVrpSchedule *
rdm_vrp_desk_get_schedule (RdmVrpDesk *desk, uint32_t vehicle)
{
  const RdmVrpRoute *route = desk->routes[vehicle];

  if (!desk->has_schedule[vehicle])
    desk->has_schedule[vehicle] = rdm_vrp_schedule_with_model (desk->model, vehicle, route->steps,
                                                               route->n, &desk->schedules[vehicle]);
  return &desk->schedules[vehicle];
}

RdmVrpCostSplit
rdm_vrp_desk_get_cost (RdmVrpDesk *desk)
{
  const RdmVrpProblem *problem = desk->model->problem;
  RdmVrpCostSplit sum = { 0 };

  for (uint32_t v = 0; v < problem->n_vehicles; v++)
    {
      const RdmVrpCostSplit *cost = &rdm_vrp_desk_get_schedule (desk, v)->cost;

      sum.total += cost->total;
      sum.fixed += cost->fixed;
      sum.distance += cost->distance;
      sum.driving += cost->driving;
      sum.duty += cost->duty;
      sum.overtime += cost->overtime;
      sum.lateness += cost->lateness;
      sum.changes += cost->changes;
      sum.balance += cost->balance;
    }
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    if (desk->task_routes[t] == RDM_VRP_NONE
        && problem->tasks[t].leave_out_price != RDM_VRP_REQUIRED)
      sum.left_out += problem->tasks[t].leave_out_price;
  sum.total += sum.left_out;
  return sum;
}

uint32_t
rdm_vrp_desk_get_splits (const RdmVrpDesk *desk)
{
  const RdmVrpProblem *problem = desk->model->problem;
  uint32_t n = 0;

  for (uint32_t r = 0; r < problem->n_relations; r++)
    {
      const RdmVrpRelation *relation = &problem->relations[r];
      int32_t vehicle = RDM_VRP_NONE;
      bool is_split = false;

      for (uint32_t i = 0; i < relation->n_tasks; i++)
        {
          int32_t where = desk->task_routes[problem->relation_tasks[relation->first_task + i]];

          if (where == RDM_VRP_NONE)
            continue;
          is_split |= vehicle != RDM_VRP_NONE && where != vehicle;
          vehicle = where;
        }
      n += is_split && relation->kind != RDM_VRP_NOT_TOGETHER;
    }
  return n;
}

int32_t
rdm_vrp_desk_find (const RdmVrpDesk *desk, uint32_t task, uint32_t *position)
{
  if (position != NULL && desk->task_routes[task] != RDM_VRP_NONE)
    *position = desk->task_at[task];
  return desk->task_routes[task];
}
