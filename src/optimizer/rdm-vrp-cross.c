/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-cross-private.h"

#include <stdlib.h>

bool
rdm_vrp_cross_init (RdmVrpCross *cross, const RdmVrpSpace *space)
{
  size_t n_tasks = space->model->problem->n_tasks;
  size_t n_routes = space->model->problem->n_vehicles;

  *cross = (RdmVrpCross){
    .space = space,
    .n_tasks = (uint32_t)n_tasks,
    .n_routes = (uint32_t)n_routes,
    .marks = calloc (n_tasks + 1, sizeof (uint32_t)),
    .missing = malloc ((n_tasks + 1) * sizeof (uint32_t)),
    .picked = malloc ((n_routes + 1) * sizeof (uint32_t)),
    .picked_other = malloc ((n_routes + 1) * sizeof (uint32_t)),
    .counts = malloc ((n_routes + 1) * sizeof (uint32_t)),
    .routes_of = malloc ((n_tasks + 1) * sizeof (uint32_t)),
  };
  return rdm_vrp_tour_init (&cross->tour, cross->n_tasks, cross->n_routes) && cross->marks != NULL
         && cross->missing != NULL && cross->picked != NULL && cross->picked_other != NULL
         && cross->counts != NULL && cross->routes_of != NULL;
}

void
rdm_vrp_cross_clear (RdmVrpCross *cross)
{
  rdm_vrp_tour_clear (&cross->tour);
  free (cross->marks);
  free (cross->missing);
  free (cross->picked);
  free (cross->picked_other);
  free (cross->counts);
  free (cross->routes_of);
}

static void
note_routes (RdmVrpCross *cross, const RdmVrpTour *tour)
{
  for (uint32_t r = 0; r < cross->n_routes; r++)
    for (uint32_t i = tour->starts[r]; i < tour->starts[r + 1]; i++)
      cross->routes_of[tour->nodes[i]] = r;
}

/* A few routes of the first parent that are near each other. Returns: how many. */
static uint32_t
pick_routes (RdmVrpCross *cross, const RdmVrpTour *parent, RdmVrpRandom *random)
{
  const RdmVrpSpace *space = cross->space;
  uint32_t seed = rdm_vrp_random_below (random, cross->n_tasks);
  uint32_t n_used = 0;
  uint32_t wanted;
  uint32_t n = 0;

  note_routes (cross, parent);
  for (uint32_t r = 0; r < cross->n_routes; r++)
    n_used += parent->starts[r] < parent->starts[r + 1];
  wanted = 1 + rdm_vrp_random_below (random, n_used > 3 ? n_used * 2 / 3 : n_used);
  for (uint32_t i = 0; i <= space->n_near && n < wanted; i++)
    {
      uint32_t task = i == 0 ? seed : space->near[(size_t)seed * space->n_near + i - 1];
      uint32_t k = 0;

      while (k < n && cross->picked[k] != cross->routes_of[task])
        k++;
      if (k == n)
        cross->picked[n++] = cross->routes_of[task];
    }
  return n;
}

/* The routes of the second parent that have most tasks in common with those marked. */
static uint32_t
pick_alike (RdmVrpCross *cross, const RdmVrpTour *other, uint32_t wanted)
{
  uint32_t n = 0;

  for (uint32_t r = 0; r < cross->n_routes; r++)
    {
      cross->counts[r] = 0;
      for (uint32_t i = other->starts[r]; i < other->starts[r + 1]; i++)
        cross->counts[r] += cross->marks[other->nodes[i]] == cross->mark;
    }
  while (n < wanted)
    {
      uint32_t best = 0;

      for (uint32_t r = 1; r < cross->n_routes; r++)
        if (cross->counts[r] > cross->counts[best])
          best = r;
      if (cross->counts[best] == 0)
        break;
      cross->counts[best] = 0;
      cross->picked_other[n++] = best;
    }
  return n;
}

static bool
is_picked (const uint32_t *picked, uint32_t n, uint32_t route)
{
  for (uint32_t i = 0; i < n; i++)
    if (picked[i] == route)
      return true;
  return false;
}

/* The child: the first parent, with some of its routes replaced by those of the second. Tasks that
 * would be there twice stay in the routes of one side; tasks in neither are put in where it costs
 * least. */
void
rdm_vrp_cross (RdmVrpCross *cross, const RdmVrpTour *a, const RdmVrpTour *b, RdmVrpRandom *random)
{
  RdmVrpTour *tour = &cross->tour;
  uint32_t n_out = pick_routes (cross, a, random);
  uint32_t n_in;
  uint32_t n = 0;
  uint32_t n_missing = 0;
  uint32_t next_in = 0;
  bool keeps_new = rdm_vrp_random_below (random, 2) == 0;

  cross->mark += 4;
  for (uint32_t t = 0; t < cross->n_tasks; t++)
    if (is_picked (cross->picked, n_out, cross->routes_of[t]))
      cross->marks[t] = cross->mark;
  n_in = pick_alike (cross, b, n_out);
  /* mark: only in what goes; mark + 1: in what comes too; mark + 2: in what comes, and in what
   * stays. */
  for (uint32_t k = 0; k < n_in; k++)
    for (uint32_t i = b->starts[cross->picked_other[k]]; i < b->starts[cross->picked_other[k] + 1];
         i++)
      {
        uint32_t *mark = &cross->marks[b->nodes[i]];

        *mark = *mark == cross->mark ? cross->mark + 1 : cross->mark + 2;
      }
  for (uint32_t r = 0; r < cross->n_routes; r++)
    {
      bool is_out = is_picked (cross->picked, n_out, r);
      const RdmVrpTour *from = is_out ? b : a;
      uint32_t route = r;

      tour->starts[r] = n;
      if (is_out && next_in == n_in)
        continue;
      if (is_out)
        route = cross->picked_other[next_in++];
      for (uint32_t i = from->starts[route]; i < from->starts[route + 1]; i++)
        {
          uint32_t task = from->nodes[i];
          bool is_double = cross->marks[task] == cross->mark + 2;

          if (!is_double || is_out == keeps_new)
            tour->nodes[n++] = task;
        }
    }
  tour->starts[cross->n_routes] = n;
  for (uint32_t t = 0; t < cross->n_tasks; t++)
    if (cross->marks[t] == cross->mark)
      cross->missing[n_missing++] = t;
  for (uint32_t i = n_missing; i-- > 1;)
    {
      uint32_t j = rdm_vrp_random_below (random, i + 1);
      uint32_t swap = cross->missing[i];

      cross->missing[i] = cross->missing[j];
      cross->missing[j] = swap;
    }
  cross->n_missing = n_missing;
}
