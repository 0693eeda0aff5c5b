/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-breed-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rdm-vrp-cross-private.h"

/* How hot plans are improved. */
#define FOUNDER_HEAT ((RdmVrpHeat){ 0.5, 0.01 })
#define CHILD_HEAT ((RdmVrpHeat){ 0.1, 0.005 })
/* Children without a new best after which the population is founded anew. */
#define RESTART_AFTER 5000
#define N_ELITE 4
#define N_CLOSE 3
/* Seconds for each task that make a large population worth it; from so many tasks on, this much
 * more for each. Iterations in a second, where they are what is limited. */
#define LEISURE_S 0.035
#define LEISURE_FREE_S 0.06 /* without windows */
#define LEISURE_FROM_TASKS 300
#define LEISURE_MORE_S 0.0002
#define ITERATIONS_A_SECOND 10000
/* How many more routes than the best plan children may have, and one more for so many of its: what
 * has too many hardly ever loses them again. */
#define MORE_ROUTES 1
#define MORE_FOR_EVERY 10
/* Neighbours looked at when a task is put into a plan. */
#define N_NEAR 20

/* Where one worker's child grows up. */
typedef struct
{
  const RdmVrpMember *parents[2]; /* NULL: a founder; the second NULL: the first loses a route */
  bool is_given;                  /* a founder that is the best so far */
  RdmVrpCross cross;
  RdmVrpUpbringing child; /* what became of it */
} Nursery;

struct _RdmVrpBreeder
{
  RdmVrpBreedTuning tuning;
  RdmVrpPopulation population;
  RdmVrpPopulation lawless; /* plans that break rules */
  uint32_t n_tasks;
  uint32_t n_workers;
  Nursery *nurseries;
  uint32_t most_busy; /* routes of the next children */
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

RdmVrpBreedTuning
rdm_vrp_breed_tuning (const RdmVrpSpace *space, double seconds_a_task, double iterations_a_task)
{
  double n_more = fmax (0, (double)space->model->problem->n_tasks - LEISURE_FROM_TASKS);
  bool has_windows = space->model->has_windows;
  double leisure_s = (has_windows ? LEISURE_S : LEISURE_FREE_S) + LEISURE_MORE_S * n_more;
  bool has_time =
      seconds_a_task >= leisure_s && iterations_a_task >= leisure_s * ITERATIONS_A_SECOND;

  /* With time for some thousand children, a population is best from the beginning; with less, it
   * refines what one walk found. Where windows bind, children need little: all that is good in them
   * is their parents'. Without, exchanges in each try are worth more tries. */
  return (RdmVrpBreedTuning){
    .n_founders = has_time ? 30 : 8,
    .n_smallest = has_time ? 25 : 12,
    .n_largest = has_time ? 60 : 24,
    .founder_iterations = has_time ? 1 : 2,
    .child_iterations = !has_windows ? 1
                        : has_time   ? 0.3
                                     : 0.5,
    .keeps_lawless = has_windows,
    .closing_share = rdm_vrp_closing_share (space),
    .is_large = has_time,
    .begins_at = has_time ? 0.02 : 0.3,
  };
}

/* --- memory ----------------------------------------------------------------------------------- */

static bool
nursery_init (Nursery *nursery, const RdmVrpSpace *space)
{
  uint32_t n_tasks = space->model->problem->n_tasks;
  uint32_t n_routes = space->model->problem->n_vehicles;
  bool has_cross = rdm_vrp_cross_init (&nursery->cross, space);
  bool has_lawful = rdm_vrp_tour_init (&nursery->child.lawful, n_tasks, n_routes);
  bool has_lawless = rdm_vrp_tour_init (&nursery->child.lawless, n_tasks, n_routes);

  return has_cross && has_lawful && has_lawless;
}

static void
nursery_clear (Nursery *nursery)
{
  rdm_vrp_cross_clear (&nursery->cross);
  rdm_vrp_tour_clear (&nursery->child.lawful);
  rdm_vrp_tour_clear (&nursery->child.lawless);
}

RdmVrpBreeder *
rdm_vrp_breeder_new (const RdmVrpSpace *space, const RdmVrpBreedTuning *tuning, uint32_t n_workers)
{
  RdmVrpBreeder *breeder = calloc (1, sizeof *breeder);
  bool good;

  if (breeder == NULL)
    return NULL;
  breeder->tuning = *tuning;
  breeder->n_tasks = space->model->problem->n_tasks;
  breeder->population = (RdmVrpPopulation){
    .n_tasks = breeder->n_tasks,
    .n_routes = space->model->problem->n_vehicles,
    .n_smallest = tuning->n_smallest,
    .n_largest = tuning->n_largest,
    .n_elite = N_ELITE,
    .n_close = N_CLOSE,
  };
  breeder->lawless = breeder->population;
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
  rdm_vrp_population_empty (&breeder->lawless);
  free (breeder->nurseries);
  free (breeder);
}

/* --- children --------------------------------------------------------------------------------- */

/* All tasks, in random order, are missing from an empty plan. */
static void
found (RdmVrpCross *cross, RdmVrpRandom *random)
{
  memset (cross->tour.starts, 0, ((size_t)cross->n_routes + 1) * sizeof (uint32_t));
  for (uint32_t i = 0; i < cross->n_tasks; i++)
    {
      uint32_t j = rdm_vrp_random_below (random, i + 1);

      cross->missing[i] = cross->missing[j];
      cross->missing[j] = i;
    }
  cross->n_missing = cross->n_tasks;
}

static void
copy_tour (RdmVrpCross *cross, const RdmVrpTour *tour)
{
  memcpy (cross->tour.starts, tour->starts, ((size_t)cross->n_routes + 1) * sizeof (uint32_t));
  memcpy (cross->tour.nodes, tour->nodes, cross->n_tasks * sizeof (uint32_t));
  cross->n_missing = 0;
}

static void
copy_plan (RdmVrpCross *cross, const RdmVrpPlan *plan)
{
  memcpy (cross->tour.starts, plan->starts, ((size_t)cross->n_routes + 1) * sizeof (uint32_t));
  for (uint32_t i = 0; i < cross->n_tasks; i++)
    cross->tour.nodes[i] = (uint32_t)plan->steps[i];
  cross->n_missing = 0;
}

static uint32_t
count_routes (const RdmVrpPlan *plan)
{
  uint32_t n = 0;

  for (uint32_t v = 0; v < plan->n_vehicles; v++)
    n += plan->starts[v] < plan->starts[v + 1];
  return n;
}

/* Queues who is followed by another task than in the parent. */
static void
enqueue_changes (RdmVrpDescent *descent, const RdmVrpMember *parent)
{
  for (uint32_t task = 0; task < descent->n; task++)
    {
      uint32_t next = descent->nodes[task].next;

      if ((next < descent->n ? next : UINT32_MAX) == parent->next[task])
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
  RdmVrpCross *cross = &nursery->cross;
  RdmVrpRandom *random = &annealer->state->random;
  bool is_founder = nursery->parents[0] == NULL;
  bool is_new = is_founder && !nursery->is_given;
  bool loses_route = !is_founder && nursery->parents[1] == NULL;
  RdmVrpHeat heat = is_new ? FOUNDER_HEAT : CHILD_HEAT;
  RdmVrpDescent *descent;

  if (nursery->is_given)
    copy_plan (cross, annealer->best);
  else if (is_founder)
    found (cross, random);
  else if (loses_route)
    copy_tour (cross, &nursery->parents[0]->tour);
  else
    rdm_vrp_cross (cross, &nursery->parents[0]->tour, &nursery->parents[1]->tour, random);
  descent = rdm_vrp_wanderer_enter (wanderer, &cross->tour, breeder->most_busy);
  for (uint32_t i = 0; i < cross->n_missing; i++)
    rdm_vrp_descent_put (descent, cross->missing[i], N_NEAR, 0, random);
  if (is_founder)
    rdm_vrp_descent_settle_all (descent, random);
  else if (loses_route)
    {
      if (descent->n_busy > 1
          && !rdm_vrp_wanderer_do_without (wanderer, annealer,
                                           rdm_vrp_wanderer_temperature (wanderer, heat, 0), 1))
        return false;
    }
  else
    {
      enqueue_changes (descent, nursery->parents[0]);
      rdm_vrp_descent_settle (descent);
      rdm_vrp_descent_swap (descent);
    }
  return rdm_vrp_wander_a_while (wanderer, annealer,
                                 (uint64_t)(breeder->n_tasks
                                            * (is_new ? breeder->tuning.founder_iterations
                                                      : breeder->tuning.child_iterations)),
                                 heat, &nursery->child);
}

/* --- generations ------------------------------------------------------------------------------ */

/* The fitter of two picked at random; that one breaks rules is no hindrance. */
static const RdmVrpMember *
pick (const RdmVrpBreeder *breeder, RdmVrpRandom *random)
{
  const RdmVrpMember *fitter = NULL;

  for (int i = 0; i < 2; i++)
    {
      uint32_t n = breeder->population.n;
      uint32_t at = rdm_vrp_random_below (random, n + breeder->lawless.n);
      const RdmVrpMember *member =
          at < n ? breeder->population.members[at] : breeder->lawless.members[at - n];

      if (fitter == NULL || member->fitness < fitter->fitness)
        fitter = member;
    }
  return fitter;
}

void
rdm_vrp_breeder_mate (RdmVrpBreeder *breeder, const RdmVrpPlan *best, RdmVrpRandom *random)
{
  uint32_t n_routes = count_routes (best);

  breeder->most_busy = n_routes + MORE_ROUTES + n_routes / MORE_FOR_EVERY;
  if (breeder->n_idle >= RESTART_AFTER)
    {
      rdm_vrp_population_empty (&breeder->population);
      rdm_vrp_population_empty (&breeder->lawless);
      breeder->n_founded = 0;
      breeder->n_idle = 0;
      breeder->best_cost = INT64_MAX;
      breeder->has_restarted = true;
    }
  for (uint32_t i = 0; i < breeder->n_workers; i++)
    {
      Nursery *nursery = &breeder->nurseries[i];
      bool is_founder =
          breeder->n_founded < breeder->tuning.n_founders || breeder->population.n < 2;

      nursery->is_given = breeder->n_founded == 0 && !breeder->has_restarted;
      nursery->parents[0] = nursery->parents[1] = NULL;
      breeder->n_founded += is_founder;
      if (is_founder)
        continue;
      nursery->parents[0] = pick (breeder, random);
      if (rdm_vrp_random_unit (random) < breeder->tuning.closing_share)
        continue;
      for (int tries = 0; tries < 4; tries++)
        {
          nursery->parents[1] = pick (breeder, random);
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
      const RdmVrpUpbringing *child = &breeder->nurseries[i].child;

      breeder->n_idle++;
      if (child->lawful.cost < breeder->best_cost)
        {
          breeder->best_cost = child->lawful.cost;
          breeder->n_idle = 0;
        }
      if ((child->lawful.cost != INT64_MAX
           && !rdm_vrp_population_add (&breeder->population, &child->lawful))
          || (breeder->tuning.keeps_lawless && child->lawless.cost != INT64_MAX
              && !rdm_vrp_population_add (&breeder->lawless, &child->lawless)))
        return false;
    }
  return true;
}
