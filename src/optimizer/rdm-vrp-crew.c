/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-crew-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Up to so many tasks a population is better than a single plan, even if it must be small. */
#define BREED_SMALL_TASKS 500
/* A population needs time to grow: seconds of each thread for each task, or iterations. */
#define BREED_LEAST_S 0.01
#define BREED_LEAST_ITERATIONS 500
/* Temperatures, in typical legs; see rdm_vrp_space_new(). */
#define HOT 1.0
/* Plans of shipments lie in few basins, deep and far apart. */
#define HOT_SHIPMENTS 3.0
#define HOT_WARM 0.2
#define COLD 0.05
/* What leaving out one required task without priority counts as when accepting, in typical legs. */
#define LEFT_OUT_LEGS 30
/* The score of no plan at all; sums do not overflow. */
#define NO_PLAN_WEIGHT (INT64_C (1) << 50)

static RdmVrpTuning
default_tuning (void)
{
  return (RdmVrpTuning){
    .mean_removed = 10,
    .longest_string = 10,
    .split_share = 0.5,
    .split_stop = 0.01,
    .n_near = 40,
    .blink_every = 100,
    .n_retries = 10,
  };
}

static void
count_work (RdmVrpCrew *crew)
{
  uint64_t iterations = 0;
  uint64_t n_priced = 0;
  double fraction = rdm_vrp_annealer_fraction (&crew->workers[0].annealer);

  for (uint32_t i = 0; i < crew->n_workers; i++)
    {
      iterations += crew->workers[i].annealer.iterations;
      n_priced += crew->workers[i].state->n_priced;
    }
  pthread_mutex_lock (&crew->lock);
  crew->iterations = iterations;
  crew->n_priced = n_priced;
  crew->fraction = fraction;
  pthread_mutex_unlock (&crew->lock);
}

static uint32_t
count_left_out (const RdmVrpState *state)
{
  uint32_t n = 0;

  for (uint32_t i = 0; i < state->n_absent; i++)
    n += state->space->units[state->absent[i]].n;
  return n;
}

/* --- the first plan
 * ------------------------------------------------------------------------------- */

static bool
build_first (RdmVrpCrew *crew)
{
  RdmVrpWorker *worker = &crew->workers[0];
  RdmVrpTuning greedy = worker->annealer.tuning;

  greedy.n_retries = UINT32_MAX;
  greedy.blink_every = 0;
  if (!rdm_vrp_state_load (worker->state, crew->current, NULL, NULL))
    return false;
  rdm_vrp_state_begin (worker->state);
  rdm_vrp_recreate (worker->state, &greedy);
  rdm_vrp_state_keep (worker->state);
  if (!worker->state->has_memory || !rdm_vrp_state_store (worker->state, crew->current)
      || !rdm_vrp_crew_publish (crew, crew->current, worker->state->score,
                                count_left_out (worker->state)))
    return false;
  crew->first_plan_s = rdm_vrp_clock_s () - crew->budget.started_s;
  return true;
}

/* --- threads
 * ---------------------------------------------------------------------------------------- */

/* Told of a new best whole plan. */
static bool
improved_cb (void *data)
{
  RdmVrpWorker *worker = data;

  if (worker->crew->n_workers == 1)
    count_work (worker->crew);
  return rdm_vrp_crew_publish (worker->crew, worker->best, worker->annealer.best_score,
                               rdm_vrp_crew_count_missing (worker->crew, worker->best));
}

/* Loads what the worker needs for the round. */
static bool
take_part (RdmVrpWorker *worker)
{
  RdmVrpCrew *crew = worker->crew;
  bool uses_state = crew->work == RDM_VRP_CREW_ANNEALS;

  rdm_vrp_plan_free (worker->best);
  worker->best = rdm_vrp_plan_copy (crew->current);
  worker->annealer.best = worker->best;
  if (worker->best == NULL
      || (uses_state
          && !rdm_vrp_state_load (worker->state, worker->best,
                                  crew->is_cut ? worker->owns_vehicle : NULL,
                                  crew->is_cut ? worker->owns_unit : NULL)))
    return false;
  /* What a walk's part costs is known once it is loaded. */
  worker->annealer.best_score = worker->state->score;
  if (crew->work == RDM_VRP_CREW_WANDERS)
    worker->annealer.best_score = (RdmVrpScore){ .weight = NO_PLAN_WEIGHT };
  if (crew->work == RDM_VRP_CREW_BREEDS)
    worker->annealer.best_score = crew->current_score;
  return true;
}

static bool
do_part (RdmVrpWorker *worker)
{
  RdmVrpCrew *crew = worker->crew;

  if (!take_part (worker))
    return false;
  worker->annealer.improved = crew->n_workers == 1 || !crew->is_cut ? improved_cb : NULL;
  worker->annealer.improved_data = worker;
  if (crew->work == RDM_VRP_CREW_BREEDS)
    return rdm_vrp_breeder_raise (crew->breeder, worker->index, worker->wanderer,
                                  &worker->annealer);
  if (crew->work == RDM_VRP_CREW_WANDERS)
    return rdm_vrp_wander (worker->wanderer, &worker->annealer, crew->current,
                           crew->is_cut ? worker->owns_vehicle : NULL,
                           crew->is_cut && worker->index > 0 ? 0 : crew->missing_weight,
                           crew->until);
  if (worker->state->n_busy + worker->state->n_absent > 0)
    rdm_vrp_anneal (&worker->annealer, crew->until);
  return worker->state->has_memory;
}

static void
meet (RdmVrpCrew *crew)
{
  if (crew->n_workers > 1)
    pthread_barrier_wait (&crew->barrier);
}

static void
work (RdmVrpWorker *worker)
{
  RdmVrpCrew *crew = worker->crew;
  bool is_first = worker->index == 0;

  if (is_first && !build_first (crew))
    rdm_vrp_crew_fail (crew);
  for (;;)
    {
      if (is_first)
        rdm_vrp_crew_prepare_round (crew);
      meet (crew);
      if (crew->is_over)
        return;
      if (!do_part (worker))
        rdm_vrp_crew_fail (crew);
      meet (crew);
      if (is_first && crew->has_memory)
        {
          if (!rdm_vrp_crew_end_round (crew))
            rdm_vrp_crew_fail (crew);
          crew->round++;
          count_work (crew);
        }
    }
}

static void *
worker_thread (void *data)
{
  RdmVrpWorker *worker = data;
  RdmVrpCrew *crew = worker->crew;

  /* The crew is complete once its founder lets go of the lock. */
  pthread_mutex_lock (&crew->lock);
  pthread_mutex_unlock (&crew->lock);
  work (worker);
  pthread_mutex_lock (&crew->lock);
  crew->n_running--;
  pthread_cond_signal (&crew->finished);
  pthread_mutex_unlock (&crew->lock);
  return NULL;
}

/* Of all threads together, for each task. */
static double
seconds_a_task (const RdmVrpCrew *crew)
{
  const RdmVrpBudget *budget = &crew->budget;
  double cpu_s = fmin (budget->time_limit_s > 0 ? budget->time_limit_s : HUGE_VAL,
                       budget->thread_cpu_limit_s > 0 ? budget->thread_cpu_limit_s : HUGE_VAL);

  return cpu_s * crew->n_workers / crew->space->model->problem->n_tasks;
}

static double
iterations_a_task (const RdmVrpCrew *crew)
{
  double iterations = crew->budget.iterations > 0 ? (double)crew->budget.iterations : HUGE_VAL;

  return iterations * crew->n_workers / crew->space->model->problem->n_tasks;
}

static bool
fill_worker (RdmVrpCrew *crew, uint32_t index, uint64_t seed)
{
  const RdmVrpSpace *space = crew->space;
  RdmVrpWorker *worker = &crew->workers[index];

  worker->crew = crew;
  worker->index = index;
  worker->state = rdm_vrp_state_new (space);
  worker->owns_vehicle = calloc ((size_t)space->model->problem->n_vehicles + 1, sizeof (bool));
  worker->owns_unit = calloc ((size_t)space->n_units + 1, sizeof (bool));
  if (worker->state == NULL || worker->owns_vehicle == NULL || worker->owns_unit == NULL)
    return false;
  if (crew->may_wander)
    {
      RdmVrpWanderTuning tuning = rdm_vrp_wander_tuning (
          space, seconds_a_task (crew), iterations_a_task (crew), !crew->may_breed);

      worker->wanderer = rdm_vrp_wanderer_new (space, &tuning, &crew->budget.is_cancelled);
      if (worker->wanderer == NULL)
        return false;
    }
  rdm_vrp_random_seed (&worker->state->random, seed * RDM_VRP_MOST_THREADS + index);
  worker->annealer = (RdmVrpAnnealer){
    .state = worker->state,
    .tuning = default_tuning (),
    .budget = &crew->budget,
    .hot = space->typical_cost
           * (crew->is_warm                 ? HOT_WARM
              : space->model->has_shipments ? HOT_SHIPMENTS
                                            : HOT),
    .cold = space->typical_cost * COLD,
    .weight_cost = space->typical_cost * LEFT_OUT_LEGS,
  };
  return true;
}

/* Starts as many threads as the system grants, at least one. */
static bool
start (RdmVrpCrew *crew)
{
  uint32_t n_started = 0;

  pthread_mutex_lock (&crew->lock);
  while (n_started < crew->n_workers
         && pthread_create (&crew->workers[n_started].thread, NULL, worker_thread,
                            &crew->workers[n_started])
                == 0)
    crew->workers[n_started++].has_started = true;
  if (n_started > 0)
    {
      crew->n_workers = n_started;
      crew->n_running = n_started;
      crew->has_barrier = pthread_barrier_init (&crew->barrier, NULL, n_started) == 0;
    }
  pthread_mutex_unlock (&crew->lock);
  return n_started > 0;
}

static void
choose_method (RdmVrpCrew *crew, const RdmVrpParams *params)
{
  uint32_t n = crew->space->model->problem->n_tasks;
  double least_s = BREED_LEAST_S * n;

  crew->may_wander = n > 1 && rdm_vrp_descent_fits (crew->space);
  crew->may_breed = crew->may_wander && rdm_vrp_breed_fits (crew->space);
  if ((params->time_limit_s > 0 && params->time_limit_s < least_s)
      || (params->cpu_limit_s > 0 && params->cpu_limit_s / params->threads < least_s)
      || (params->iterations > 0 && params->iterations < BREED_LEAST_ITERATIONS))
    crew->may_breed = false;
}

static bool
found_population (RdmVrpCrew *crew)
{
  RdmVrpBreedTuning tuning;

  if (!crew->may_breed)
    return true;
  tuning = rdm_vrp_breed_tuning (crew->space, seconds_a_task (crew), iterations_a_task (crew));
  crew->may_breed = tuning.is_large || crew->space->model->problem->n_tasks <= BREED_SMALL_TASKS;
  if (!crew->may_breed)
    return true;
  crew->breed_from = tuning.begins_at;
  crew->breeder = rdm_vrp_breeder_new (crew->space, &tuning, crew->n_workers);
  return crew->breeder != NULL;
}

RdmVrpCrew *
rdm_vrp_crew_new (const RdmVrpSpace *space,
                  const RdmVrpParams *params,
                  const RdmVrpPlan *first,
                  bool is_warm,
                  double started_s)
{
  RdmVrpCrew *crew = calloc (1, sizeof *crew);
  bool good;

  if (crew == NULL)
    return NULL;
  crew->space = space;
  crew->is_warm = is_warm;
  crew->has_memory = true;
  crew->n_workers = crew->n_wanted = params->threads;
  crew->budget.started_s = started_s;
  crew->budget.time_limit_s = params->time_limit_s;
  crew->budget.thread_cpu_limit_s = params->cpu_limit_s / params->threads;
  crew->budget.iterations = params->iterations;
  choose_method (crew, params);
  pthread_mutex_init (&crew->lock, NULL);
  pthread_cond_init (&crew->finished, NULL);
  rdm_vrp_random_seed (&crew->random, ~params->seed);
  crew->current = rdm_vrp_plan_copy (first);
  crew->workers = calloc (crew->n_workers, sizeof *crew->workers);
  good = crew->current != NULL && crew->workers != NULL && found_population (crew);
  for (uint32_t i = 0; good && i < crew->n_workers; i++)
    good = fill_worker (crew, i, params->seed);
  if (good && start (crew))
    return crew;
  rdm_vrp_crew_free (crew);
  return NULL;
}

bool
rdm_vrp_crew_join (RdmVrpCrew *crew)
{
  for (uint32_t i = 0; i < crew->n_workers; i++)
    if (crew->workers[i].has_started)
      {
        pthread_join (crew->workers[i].thread, NULL);
        crew->workers[i].has_started = false;
      }
  count_work (crew);
  return crew->has_memory;
}

void
rdm_vrp_crew_free (RdmVrpCrew *crew)
{
  if (crew == NULL)
    return;
  for (uint32_t i = 0; crew->workers != NULL && i < crew->n_wanted; i++)
    {
      rdm_vrp_state_free (crew->workers[i].state);
      rdm_vrp_wanderer_free (crew->workers[i].wanderer);
      rdm_vrp_plan_free (crew->workers[i].best);
      free (crew->workers[i].owns_vehicle);
      free (crew->workers[i].owns_unit);
    }
  free (crew->workers);
  rdm_vrp_breeder_free (crew->breeder);
  rdm_vrp_plan_free (crew->current);
  rdm_vrp_plan_free (crew->best);
  rdm_vrp_plan_free (crew->shown);
  if (crew->has_barrier)
    pthread_barrier_destroy (&crew->barrier);
  pthread_mutex_destroy (&crew->lock);
  pthread_cond_destroy (&crew->finished);
  free (crew);
}
