/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-breed-private.h"

#include <stdlib.h>
#include <string.h>

/* Plans to begin with, the best so far among them; and who survives. */
#define N_FOUNDERS 6
#define N_SMALLEST 12
#define N_LARGEST 20
#define N_ELITE 4
#define N_CLOSE 3
/* How long a plan is improved, in iterations a task, and how hot. */
#define FOUNDER_ITERATIONS 10
#define CHILD_ITERATIONS 5
#define FOUNDER_HEAT ((RdmVrpHeat){ 0.5, 0.01 })
#define CHILD_HEAT ((RdmVrpHeat){ 0.1, 0.005 })
/* Children without a new best after which the population is founded anew. */
#define RESTART_AFTER 400
/* Neighbours looked at when a task is put into a plan. */
#define N_NEAR 20

/* Where one worker's child grows up. */
typedef struct
{
  const RdmVrpSpace *space;
  uint32_t n_tasks;
  uint32_t n_routes;
  const RdmVrpMember *parents[2]; /* NULL: a founder */
  bool is_given;                  /* a founder that is the best so far */
  RdmVrpTour tour;
  uint32_t mark;
  uint32_t *marks; /* (array) n_tasks */
  uint32_t n_missing;
  uint32_t *missing;      /* (array) n_tasks */
  uint32_t *picked;       /* (array) n_routes */
  uint32_t *picked_other; /* (array) n_routes */
  uint32_t *counts;       /* (array) n_routes */
  uint32_t *routes_of;    /* (array) n_tasks */
} Nursery;

struct _RdmVrpBreeder
{
  RdmVrpPopulation population;
  uint32_t n_workers;
  Nursery *nurseries;
  uint32_t n_founded;
  bool has_restarted;
  int64_t best_cost;
  uint32_t n_idle; /* children since the last new best */
};

bool
rdm_vrp_breed_fits (const RdmVrpSpace *space)
{
  return space->n_kins == 1;
}

/* --- memory ----------------------------------------------------------------------------------- */

static bool
nursery_init (Nursery *nursery, const RdmVrpSpace *space)
{
  size_t n_tasks = space->model->problem->n_tasks;
  size_t n_routes = space->model->problem->n_vehicles;

  *nursery = (Nursery){
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
  return rdm_vrp_tour_init (&nursery->tour, nursery->n_tasks, nursery->n_routes)
         && nursery->marks != NULL && nursery->missing != NULL && nursery->picked != NULL
         && nursery->picked_other != NULL && nursery->counts != NULL && nursery->routes_of != NULL;
}

static void
nursery_clear (Nursery *nursery)
{
  rdm_vrp_tour_clear (&nursery->tour);
  free (nursery->marks);
  free (nursery->missing);
  free (nursery->picked);
  free (nursery->picked_other);
  free (nursery->counts);
  free (nursery->routes_of);
}

RdmVrpBreeder *
rdm_vrp_breeder_new (const RdmVrpSpace *space, uint32_t n_workers)
{
  RdmVrpBreeder *breeder = calloc (1, sizeof *breeder);
  bool good;

  if (breeder == NULL)
    return NULL;
  breeder->population = (RdmVrpPopulation){
    .n_tasks = space->model->problem->n_tasks,
    .n_routes = space->model->problem->n_vehicles,
    .n_smallest = N_SMALLEST,
    .n_largest = N_LARGEST,
    .n_elite = N_ELITE,
    .n_close = N_CLOSE,
  };
  breeder->best_cost = INT64_MAX;
  breeder->nurseries = calloc (n_workers, sizeof *breeder->nurseries);
  good = breeder->nurseries != NULL;
  for (; good && breeder->n_workers < n_workers; breeder->n_workers++)
    good = nursery_init (&breeder->nurseries[breeder->n_workers], space);
  if (good)
    return breeder;
  rdm_vrp_breeder_free (breeder);
  return NULL;
}

void
rdm_vrp_breeder_free (RdmVrpBreeder *breeder)
{
  if (breeder == NULL)
    return;
  for (uint32_t i = 0; breeder->nurseries != NULL && i < breeder->n_workers; i++)
    nursery_clear (&breeder->nurseries[i]);
  rdm_vrp_population_empty (&breeder->population);
  free (breeder->nurseries);
  free (breeder);
}

/* --- crossing --------------------------------------------------------------------------------- */

static void
note_routes (Nursery *nursery, const RdmVrpTour *tour)
{
  for (uint32_t r = 0; r < nursery->n_routes; r++)
    for (uint32_t i = tour->starts[r]; i < tour->starts[r + 1]; i++)
      nursery->routes_of[tour->nodes[i]] = r;
}

/* A few routes of the first parent that are near each other. Returns: how many. */
static uint32_t
pick_routes (Nursery *nursery, const RdmVrpMember *parent, RdmVrpRandom *random)
{
  const RdmVrpSpace *space = nursery->space;
  uint32_t seed = rdm_vrp_random_below (random, nursery->n_tasks);
  uint32_t n_used = 0;
  uint32_t wanted;
  uint32_t n = 0;

  note_routes (nursery, &parent->tour);
  for (uint32_t r = 0; r < nursery->n_routes; r++)
    n_used += parent->tour.starts[r] < parent->tour.starts[r + 1];
  wanted = 1 + rdm_vrp_random_below (random, n_used > 3 ? n_used * 2 / 3 : n_used);
  for (uint32_t i = 0; i <= space->n_near && n < wanted; i++)
    {
      uint32_t task = i == 0 ? seed : space->near[(size_t)seed * space->n_near + i - 1];
      uint32_t k = 0;

      while (k < n && nursery->picked[k] != nursery->routes_of[task])
        k++;
      if (k == n)
        nursery->picked[n++] = nursery->routes_of[task];
    }
  return n;
}

/* The routes of the second parent that have most tasks in common with those marked. */
static uint32_t
pick_alike (Nursery *nursery, const RdmVrpMember *other, uint32_t wanted)
{
  uint32_t n = 0;

  for (uint32_t r = 0; r < nursery->n_routes; r++)
    {
      nursery->counts[r] = 0;
      for (uint32_t i = other->tour.starts[r]; i < other->tour.starts[r + 1]; i++)
        nursery->counts[r] += nursery->marks[other->tour.nodes[i]] == nursery->mark;
    }
  while (n < wanted)
    {
      uint32_t best = 0;

      for (uint32_t r = 1; r < nursery->n_routes; r++)
        if (nursery->counts[r] > nursery->counts[best])
          best = r;
      if (nursery->counts[best] == 0)
        break;
      nursery->counts[best] = 0;
      nursery->picked_other[n++] = best;
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
static void
cross (Nursery *nursery, const RdmVrpMember *a, const RdmVrpMember *b, RdmVrpRandom *random)
{
  RdmVrpTour *tour = &nursery->tour;
  uint32_t n_out = pick_routes (nursery, a, random);
  uint32_t n_in;
  uint32_t n = 0;
  uint32_t n_missing = 0;
  uint32_t next_in = 0;
  bool keeps_new = rdm_vrp_random_below (random, 2) == 0;

  nursery->mark += 4;
  for (uint32_t t = 0; t < nursery->n_tasks; t++)
    if (is_picked (nursery->picked, n_out, nursery->routes_of[t]))
      nursery->marks[t] = nursery->mark;
  n_in = pick_alike (nursery, b, n_out);
  /* mark: only in what goes; mark + 1: in what comes too; mark + 2: in what comes, and in what
   * stays. */
  for (uint32_t k = 0; k < n_in; k++)
    for (uint32_t i = b->tour.starts[nursery->picked_other[k]];
         i < b->tour.starts[nursery->picked_other[k] + 1]; i++)
      {
        uint32_t *mark = &nursery->marks[b->tour.nodes[i]];

        *mark = *mark == nursery->mark ? nursery->mark + 1 : nursery->mark + 2;
      }
  for (uint32_t r = 0; r < nursery->n_routes; r++)
    {
      bool is_out = is_picked (nursery->picked, n_out, r);
      const RdmVrpTour *from = is_out ? &b->tour : &a->tour;
      uint32_t route = r;

      tour->starts[r] = n;
      if (is_out && next_in == n_in)
        continue;
      if (is_out)
        route = nursery->picked_other[next_in++];
      for (uint32_t i = from->starts[route]; i < from->starts[route + 1]; i++)
        {
          uint32_t task = from->nodes[i];
          bool is_double = nursery->marks[task] == nursery->mark + 2;

          if (!is_double || is_out == keeps_new)
            tour->nodes[n++] = task;
        }
    }
  tour->starts[nursery->n_routes] = n;
  for (uint32_t t = 0; t < nursery->n_tasks; t++)
    if (nursery->marks[t] == nursery->mark)
      nursery->missing[n_missing++] = t;
  for (uint32_t i = n_missing; i-- > 1;)
    {
      uint32_t j = rdm_vrp_random_below (random, i + 1);
      uint32_t swap = nursery->missing[i];

      nursery->missing[i] = nursery->missing[j];
      nursery->missing[j] = swap;
    }
  nursery->n_missing = n_missing;
}

/* --- children --------------------------------------------------------------------------------- */

/* All tasks, in random order, are missing from an empty plan. */
static void
found (Nursery *nursery, RdmVrpRandom *random)
{
  memset (nursery->tour.starts, 0, ((size_t)nursery->n_routes + 1) * sizeof (uint32_t));
  for (uint32_t i = 0; i < nursery->n_tasks; i++)
    {
      uint32_t j = rdm_vrp_random_below (random, i + 1);

      nursery->missing[i] = nursery->missing[j];
      nursery->missing[j] = i;
    }
  nursery->n_missing = nursery->n_tasks;
}

static void
copy_plan (Nursery *nursery, const RdmVrpPlan *plan)
{
  memcpy (nursery->tour.starts, plan->starts, ((size_t)nursery->n_routes + 1) * sizeof (uint32_t));
  for (uint32_t i = 0; i < nursery->n_tasks; i++)
    nursery->tour.nodes[i] = (uint32_t)plan->steps[i];
  nursery->n_missing = 0;
}

/* Queues who is followed by another task than in the parent. */
static void
enqueue_changes (Nursery *nursery, RdmVrpDescent *descent, const RdmVrpMember *parent)
{
  for (uint32_t task = 0; task < nursery->n_tasks; task++)
    {
      uint32_t next = descent->nodes[task].next;

      if ((next < nursery->n_tasks ? next : UINT32_MAX) == parent->next[task])
        continue;
      rdm_vrp_descent_enqueue (descent, task);
      rdm_vrp_descent_enqueue (descent, next);
    }
}

bool
rdm_vrp_breeder_raise (RdmVrpBreeder *breeder,
                       uint32_t worker,
                       RdmVrpWanderer *wanderer,
                       RdmVrpAnnealer *annealer)
{
  Nursery *nursery = &breeder->nurseries[worker];
  RdmVrpRandom *random = &annealer->state->random;
  bool is_founder = nursery->parents[0] == NULL;
  RdmVrpDescent *descent;

  if (nursery->is_given)
    copy_plan (nursery, annealer->best);
  else if (is_founder)
    found (nursery, random);
  else
    cross (nursery, nursery->parents[0], nursery->parents[1], random);
  descent = rdm_vrp_wanderer_enter (wanderer, &nursery->tour);
  for (uint32_t i = 0; i < nursery->n_missing; i++)
    rdm_vrp_descent_put (descent, nursery->missing[i], N_NEAR, 0, random);
  if (is_founder)
    rdm_vrp_descent_settle_all (descent, random);
  else
    {
      enqueue_changes (nursery, descent, nursery->parents[0]);
      rdm_vrp_descent_settle (descent);
    }
  return rdm_vrp_wander_a_while (
      wanderer, annealer,
      (uint64_t)nursery->n_tasks
          * (is_founder && !nursery->is_given ? FOUNDER_ITERATIONS : CHILD_ITERATIONS),
      is_founder && !nursery->is_given ? FOUNDER_HEAT : CHILD_HEAT, &nursery->tour);
}

/* --- generations ------------------------------------------------------------------------------ */

void
rdm_vrp_breeder_mate (RdmVrpBreeder *breeder, RdmVrpRandom *random)
{
  if (breeder->n_idle >= RESTART_AFTER)
    {
      rdm_vrp_population_empty (&breeder->population);
      breeder->n_founded = 0;
      breeder->n_idle = 0;
      breeder->best_cost = INT64_MAX;
      breeder->has_restarted = true;
    }
  for (uint32_t i = 0; i < breeder->n_workers; i++)
    {
      Nursery *nursery = &breeder->nurseries[i];
      bool is_founder = breeder->n_founded < N_FOUNDERS || breeder->population.n < 2;

      nursery->is_given = breeder->n_founded == 0 && !breeder->has_restarted;
      nursery->parents[0] = nursery->parents[1] = NULL;
      breeder->n_founded += is_founder;
      if (is_founder)
        continue;
      nursery->parents[0] = rdm_vrp_population_pick (&breeder->population, random);
      for (int tries = 0; tries < 4; tries++)
        {
          nursery->parents[1] = rdm_vrp_population_pick (&breeder->population, random);
          if (nursery->parents[1] != nursery->parents[0])
            break;
        }
    }
}

bool
rdm_vrp_breeder_gather (RdmVrpBreeder *breeder)
{
  for (uint32_t i = 0; i < breeder->n_workers; i++)
    {
      const RdmVrpTour *tour = &breeder->nurseries[i].tour;

      breeder->n_idle++;
      if (tour->cost == INT64_MAX)
        continue;
      if (tour->cost < breeder->best_cost)
        {
          breeder->best_cost = tour->cost;
          breeder->n_idle = 0;
        }
      if (!rdm_vrp_population_add (&breeder->population, tour))
        return false;
    }
  return true;
}
