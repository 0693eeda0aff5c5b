/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which routes are whose in a round. */
#include "rdm-vrp-crew-private.h"

#include <stdlib.h>
#include <string.h>

/* A part must have so many busy vehicles and tasks for a cut to be worth it. */
#define LEAST_VEHICLES 2
#define LEAST_TASKS 25
typedef struct
{
  double distance;
  uint32_t vehicle;
  uint32_t n_tasks;
} Ring;

static int
compare_rings (const void *a, const void *b)
{
  const Ring *p = a;
  const Ring *q = b;

  if (p->distance != q->distance)
    return p->distance < q->distance ? -1 : 1;
  return p->vehicle < q->vehicle ? -1 : 1;
}

/* Busy vehicles, by how far their tasks are from one task that is picked at random. */
static uint32_t
sort_rings (RdmVrpCrew *crew, Ring *rings)
{
  const RdmVrpModel *model = crew->space->model;
  const RdmVrpTravel *travel = model->rigs[0].travel;
  uint32_t hub =
      model->stops[rdm_vrp_random_below (&crew->random, model->problem->n_tasks)].location;
  uint32_t n = 0;

  for (uint32_t v = 0; v < crew->current->n_vehicles; v++)
    {
      uint32_t n_steps;
      const int32_t *steps = rdm_vrp_plan_get_route (crew->current, v, &n_steps);
      double sum = 0;

      if (n_steps == 0)
        continue;
      for (uint32_t i = 0; i < n_steps; i++)
        if (steps[i] >= 0)
          sum += rdm_vrp_travel_seconds (travel, hub, model->stops[steps[i]].location);
      rings[n++] = (Ring){ sum / n_steps, v, n_steps };
    }
  qsort (rings, n, sizeof *rings, compare_rings);
  return n;
}

static void
own (RdmVrpCrew *crew, uint32_t vehicle, uint32_t worker)
{
  uint32_t n_steps;
  const int32_t *steps = rdm_vrp_plan_get_route (crew->current, vehicle, &n_steps);

  crew->workers[worker].owns_vehicle[vehicle] = true;
  for (uint32_t i = 0; i < n_steps; i++)
    if (steps[i] >= 0)
      crew->workers[worker].owns_unit[crew->space->task_units[steps[i]]] = true;
}

/* Units in no route go to who has their nearest served neighbour. */
static void
share_absent (RdmVrpCrew *crew)
{
  const RdmVrpSpace *space = crew->space;

  for (uint32_t u = 0; u < space->n_units; u++)
    {
      uint32_t task = rdm_vrp_unit_tasks (space, u)[0];
      uint32_t owner = crew->n_workers;

      for (uint32_t w = 0; w < crew->n_workers && owner == crew->n_workers; w++)
        if (crew->workers[w].owns_unit[u])
          owner = w;
      if (owner < crew->n_workers)
        continue;
      for (uint32_t i = 0; i < space->n_near && owner == crew->n_workers; i++)
        {
          uint32_t other = space->task_units[space->near[(size_t)task * space->n_near + i]];

          for (uint32_t w = 0; w < crew->n_workers && owner == crew->n_workers; w++)
            if (other < u && crew->workers[w].owns_unit[other])
              owner = w;
        }
      if (owner == crew->n_workers)
        owner = rdm_vrp_random_below (&crew->random, crew->n_workers);
      crew->workers[owner].owns_unit[u] = true;
    }
}

bool
rdm_vrp_crew_cut (RdmVrpCrew *crew)
{
  const RdmVrpProblem *problem = crew->space->model->problem;
  Ring *rings = malloc (((size_t)problem->n_vehicles + 1) * sizeof *rings);
  uint32_t n_rings;
  uint32_t n_tasks = 0;
  uint32_t n_seen = 0;
  uint32_t turn = 0;

  if (rings == NULL)
    return false;
  n_rings = sort_rings (crew, rings);
  for (uint32_t i = 0; i < n_rings; i++)
    n_tasks += rings[i].n_tasks;
  if (n_rings < LEAST_VEHICLES * crew->n_workers || n_tasks < LEAST_TASKS * crew->n_workers)
    {
      free (rings);
      return false;
    }
  for (uint32_t w = 0; w < crew->n_workers; w++)
    {
      memset (crew->workers[w].owns_vehicle, 0, problem->n_vehicles * sizeof (bool));
      memset (crew->workers[w].owns_unit, 0, crew->space->n_units * sizeof (bool));
    }
  for (uint32_t i = 0; i < n_rings; i++)
    {
      uint32_t worker = (uint32_t)((uint64_t)n_seen * crew->n_workers / n_tasks);

      own (crew, rings[i].vehicle, worker);
      n_seen += rings[i].n_tasks;
    }
  for (uint32_t k = 0; k < crew->space->n_kins; k++)
    for (uint32_t i = crew->space->kin_starts[k]; i < crew->space->kin_starts[k + 1]; i++)
      {
        uint32_t v = crew->space->kin_vehicles[i];

        if (crew->current->starts[v] == crew->current->starts[v + 1])
          own (crew, v, (turn++ + crew->round) % crew->n_workers);
      }
  share_absent (crew);
  free (rings);
  return true;
}
