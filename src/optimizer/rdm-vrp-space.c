/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-space-private.h"

#include <stdlib.h>
#include <string.h>

#include "rdm-vrp-near-private.h"

/* Follows links to the one that stands for all tasks that must move together. */
static uint32_t
find_leader (uint32_t *leaders, uint32_t task)
{
  while (leaders[task] != task)
    task = leaders[task] = leaders[leaders[task]];
  return task;
}

static void
unite (uint32_t *leaders, uint32_t a, uint32_t b)
{
  uint32_t p = find_leader (leaders, a);
  uint32_t q = find_leader (leaders, b);

  leaders[p > q ? p : q] = p > q ? q : p;
}

static void
link_tasks (RdmVrpSpace *space, uint32_t *leaders)
{
  const RdmVrpProblem *problem = space->model->problem;

  for (uint32_t t = 0; t < problem->n_tasks; t++)
    leaders[t] = t;
  for (uint32_t t = 0; t < problem->n_tasks; t++)
    if (problem->tasks[t].partner != RDM_VRP_NONE)
      unite (leaders, t, (uint32_t)problem->tasks[t].partner);
  for (uint32_t r = 0; r < problem->n_relations; r++)
    {
      const RdmVrpRelation *relation = &problem->relations[r];
      const uint32_t *tasks =
          relation->n_tasks > 0 ? problem->relation_tasks + relation->first_task : NULL;

      space->has_relations = true;
      if (relation->kind != RDM_VRP_DIRECT_SEQUENCE)
        continue;
      for (uint32_t i = 1; i < relation->n_tasks; i++)
        {
          unite (leaders, tasks[0], tasks[i]);
          space->direct_next[tasks[i - 1]] = (int32_t)tasks[i];
        }
    }
}

/* Puts the unit's direct sequences in a row, pickups whose drop is in one before, drops after. */
static void
order_block (const RdmVrpSpace *space, RdmVrpUnit *unit, uint32_t *tasks, bool *is_next)
{
  const RdmVrpProblem *problem = space->model->problem;
  uint32_t *sorted = malloc (unit->n * sizeof *sorted);
  uint32_t n = 0;

  if (sorted == NULL)
    return;
  for (int round = 0; round < 3; round++)
    for (uint32_t i = 0; i < unit->n; i++)
      {
        uint32_t task = tasks[i];
        bool is_chained = is_next[task] || space->direct_next[task] != RDM_VRP_NONE;
        int wanted = is_chained ? 1 : problem->tasks[task].kind == RDM_VRP_PICKUP ? 0 : 2;

        if (wanted != round || is_next[task])
          continue;
        sorted[n++] = task;
        while (space->direct_next[task] != RDM_VRP_NONE && n < unit->n)
          sorted[n++] = task = (uint32_t)space->direct_next[task];
      }
  if (n == unit->n)
    memcpy (tasks, sorted, n * sizeof *sorted);
  free (sorted);
}

static void
describe_unit (const RdmVrpSpace *space, RdmVrpUnit *unit, const bool *is_frozen, bool *is_next)
{
  const RdmVrpProblem *problem = space->model->problem;
  uint32_t *tasks = space->unit_tasks + unit->first;

  unit->kind = unit->n == 1 ? RDM_VRP_UNIT_SINGLE : RDM_VRP_UNIT_BLOCK;
  unit->is_optional = true;
  if (unit->n == 2 && problem->tasks[tasks[0]].partner == (int32_t)tasks[1]
      && space->direct_next[tasks[0]] == RDM_VRP_NONE
      && space->direct_next[tasks[1]] == RDM_VRP_NONE)
    {
      unit->kind = RDM_VRP_UNIT_PAIR;
      if (problem->tasks[tasks[0]].kind == RDM_VRP_DROP)
        {
          uint32_t drop = tasks[0];

          tasks[0] = tasks[1];
          tasks[1] = drop;
        }
    }
  else if (unit->n > 1)
    order_block (space, unit, tasks, is_next);
  for (uint32_t i = 0; i < unit->n; i++)
    {
      const RdmVrpTask *task = &problem->tasks[tasks[i]];

      unit->is_frozen |= is_frozen[tasks[i]];
      unit->is_tied |=
          space->model->relation_starts[tasks[i]] < space->model->relation_starts[tasks[i] + 1];
      if (task->leave_out_price == RDM_VRP_REQUIRED)
        {
          /* First the sum of priorities, then the number. */
          unit->is_optional = false;
          unit->weight += (int64_t)task->priority * (problem->n_tasks + 1) + 1;
        }
      else
        unit->price += task->leave_out_price;
    }
}

static bool
fill_units (RdmVrpSpace *space)
{
  const RdmVrpProblem *problem = space->model->problem;
  uint32_t n = problem->n_tasks;
  uint32_t *leaders = malloc ((n + 1) * sizeof *leaders);
  bool *flags = calloc ((size_t)n * 2 + 1, sizeof *flags);
  uint32_t n_filled = 0;

  space->units = calloc (n + 1, sizeof *space->units);
  space->unit_tasks = malloc ((n + 1) * sizeof *space->unit_tasks);
  space->task_units = malloc ((n + 1) * sizeof *space->task_units);
  space->direct_next = malloc ((n + 1) * sizeof *space->direct_next);
  if (leaders == NULL || flags == NULL || space->units == NULL || space->unit_tasks == NULL
      || space->task_units == NULL || space->direct_next == NULL)
    {
      free (leaders);
      free (flags);
      return false;
    }
  for (uint32_t t = 0; t < n; t++)
    space->direct_next[t] = RDM_VRP_NONE;
  link_tasks (space, leaders);
  for (uint32_t i = 0; i < problem->n_frozen_tasks; i++)
    flags[problem->frozen_tasks[i]] = true;
  for (uint32_t t = 0; t < n; t++)
    if (space->direct_next[t] != RDM_VRP_NONE)
      flags[n + (uint32_t)space->direct_next[t]] = true;
  for (uint32_t t = 0; t < n; t++)
    {
      uint32_t leader = find_leader (leaders, t);

      if (leader == t)
        space->task_units[t] = space->n_units++;
      else
        space->task_units[t] = space->task_units[leader];
      space->units[space->task_units[t]].n++;
    }
  for (uint32_t u = 0; u < space->n_units; u++)
    {
      space->units[u].first = n_filled;
      n_filled += space->units[u].n;
      space->units[u].n = 0;
    }
  for (uint32_t t = 0; t < n; t++)
    {
      RdmVrpUnit *unit = &space->units[space->task_units[t]];

      space->unit_tasks[unit->first + unit->n++] = t;
    }
  for (uint32_t u = 0; u < space->n_units; u++)
    describe_unit (space, &space->units[u], flags, flags + n);
  free (leaders);
  free (flags);
  return true;
}

static bool
fill_kins (RdmVrpSpace *space)
{
  const RdmVrpModel *model = space->model;
  uint32_t n = model->problem->n_vehicles;
  uint32_t filled = 0;

  space->kin_starts = calloc ((size_t)n + 2, sizeof *space->kin_starts);
  space->kin_vehicles = malloc (((size_t)n + 1) * sizeof *space->kin_vehicles);
  space->vehicle_kins = malloc (((size_t)n + 1) * sizeof *space->vehicle_kins);
  if (space->kin_starts == NULL || space->kin_vehicles == NULL || space->vehicle_kins == NULL)
    return false;
  for (uint32_t v = 0; v < n; v++)
    space->vehicle_kins[v] =
        model->rigs[v].kin == v ? space->n_kins++ : space->vehicle_kins[model->rigs[v].kin];
  for (uint32_t v = 0; v < n; v++)
    space->kin_starts[space->vehicle_kins[v] + 1]++;
  for (uint32_t k = 0; k < space->n_kins; k++)
    space->kin_starts[k + 1] += space->kin_starts[k];
  for (uint32_t k = 0; k < space->n_kins; k++)
    for (uint32_t v = 0; v < n; v++)
      if (space->vehicle_kins[v] == k)
        space->kin_vehicles[filled++] = v;
  return true;
}

/* The mean cost of driving to one of the nearest few: that is what a change of plan is about. */
static double
typical_cost (const RdmVrpSpace *space)
{
  const RdmVrpModel *model = space->model;
  const RdmVrpVehicle *vehicle = model->rigs[0].vehicle;
  const RdmVrpTravel *travel = model->rigs[0].travel;
  uint32_t n_few = space->n_near < 10 ? space->n_near : 10;
  double sum = 0;
  double count = 0;

  for (uint32_t t = 0; t < model->problem->n_tasks; t++)
    for (uint32_t i = 0; i < n_few; i++)
      {
        uint32_t a = model->stops[t].location;
        uint32_t b = model->stops[space->near[(size_t)t * space->n_near + i]].location;

        sum += (double)rdm_vrp_travel_seconds (travel, a, b)
                   * (double)(vehicle->price_drive_s + vehicle->price_duty_s)
               + (double)rdm_vrp_travel_metres (travel, a, b) * (double)vehicle->price_metre;
        count += 1;
      }
  return count > 0 && sum > 0 ? sum / count : 1;
}

RdmVrpSpace *
rdm_vrp_space_new (const RdmVrpProblem *problem, uint32_t n_near)
{
  RdmVrpSpace *space = calloc (1, sizeof *space);

  if (space == NULL)
    return NULL;
  space->n_near = n_near;
  space->model = rdm_vrp_model_new (problem, RDM_VRP_MODEL_FULL);
  if (space->model != NULL && problem->n_tasks > 0 && problem->n_vehicles > 0)
    space->near = rdm_vrp_near_lists (space->model, &space->n_near);
  else
    {
      space->near = malloc (sizeof *space->near);
      space->n_near = 0;
    }
  if (space->model == NULL || space->near == NULL || !fill_units (space) || !fill_kins (space))
    {
      rdm_vrp_space_free (space);
      return NULL;
    }
  space->typical_cost = problem->n_vehicles > 0 ? typical_cost (space) : 1;
  return space;
}

void
rdm_vrp_space_free (RdmVrpSpace *space)
{
  if (space == NULL)
    return;
  rdm_vrp_model_free (space->model);
  free (space->near);
  free (space->units);
  free (space->unit_tasks);
  free (space->task_units);
  free (space->direct_next);
  free (space->kin_starts);
  free (space->kin_vehicles);
  free (space->vehicle_kins);
  free (space);
}
