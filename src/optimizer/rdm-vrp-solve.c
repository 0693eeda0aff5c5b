/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-solve.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rdm-vrp-crew-private.h"
#include "rdm-vrp-repair-private.h"
#include "rdm-vrp-sketch-private.h"
#include "rdm-vrp-solution-private.h"

/* How often the caller's thread looks up from waiting. */
#define POLL_NS 4000000
/* A sketch of a rich problem comes first if there are so many tasks, and so much time or so many
 * iterations for each of them; it gets this share of both. */
#define SKETCH_LEAST_TASKS 60
#define SKETCH_LEAST_S 0.002
#define SKETCH_LEAST_ITERATIONS 20
#define SKETCH_SHARE 0.35

typedef struct
{
  RdmVrpProgressFunc progress;
  void *user_data;
  double every_s;
  double started_s;
  double reported_s;
  double done;             /* share of the limits that came before this crew, */
  double part;             /* and that it has */
  const RdmVrpCrew *known; /* (nullable): whose plan to show while the crew's is worse, */
  bool is_sketch;          /* or no plan at all */
} Reporter;

static bool
report (Reporter *reporter, RdmVrpCrew *crew)
{
  double now_s = rdm_vrp_clock_s ();
  RdmVrpProgress progress = { 0 };
  bool goes_on = true;

  if (reporter->progress == NULL || now_s - reporter->reported_s < reporter->every_s)
    return true;
  reporter->reported_s = now_s;
  pthread_mutex_lock (&crew->lock);
  if (reporter->known != NULL || crew->best != NULL)
    {
      bool shows_known =
          reporter->known != NULL
          && (reporter->is_sketch || crew->best == NULL
              || rdm_vrp_score_is_better (reporter->known->best_score, crew->best_score));
      const RdmVrpCrew *about = shows_known ? reporter->known : crew;

      progress = (RdmVrpProgress){
        .elapsed_s = now_s - reporter->started_s,
        .fraction = reporter->done + reporter->part * fmin (crew->fraction, 1),
        .iterations = crew->iterations,
        .best_cost = about->best_score.cost,
        .n_left_out = about->n_left_out,
        .best = about->best,
      };
      if (!shows_known)
        {
          rdm_vrp_plan_free (crew->shown);
          crew->shown = rdm_vrp_plan_copy (crew->best);
          progress.best = crew->shown;
        }
    }
  pthread_mutex_unlock (&crew->lock);
  if (progress.best != NULL)
    goes_on = reporter->progress (&progress, reporter->user_data);
  return goes_on;
}

/* Waits for the crew; stops it when the caller wants. Returns: whether the caller stopped it. */
static bool
wait_for (RdmVrpCrew *crew, Reporter *reporter)
{
  bool was_stopped = false;

  pthread_mutex_lock (&crew->lock);
  while (crew->n_running > 0)
    {
      struct timespec until;

      clock_gettime (CLOCK_REALTIME, &until);
      until.tv_nsec += POLL_NS;
      if (until.tv_nsec >= 1000000000)
        {
          until.tv_sec++;
          until.tv_nsec -= 1000000000;
        }
      pthread_cond_timedwait (&crew->finished, &crew->lock, &until);
      if (crew->n_running == 0 || was_stopped)
        continue;
      pthread_mutex_unlock (&crew->lock);
      if (!report (reporter, crew))
        {
          was_stopped = true;
          atomic_store (&crew->budget.is_cancelled, true);
        }
      pthread_mutex_lock (&crew->lock);
    }
  pthread_mutex_unlock (&crew->lock);
  return was_stopped;
}

static RdmVrpParams
complete_params (const RdmVrpParams *params)
{
  RdmVrpParams result = params != NULL ? *params : (RdmVrpParams){ 0 };

  if (result.time_limit_s <= 0 && result.cpu_limit_s <= 0 && result.iterations == 0)
    result.time_limit_s = RDM_VRP_DEFAULT_TIME_LIMIT_S;
  if (result.threads == 0)
    result.threads = 1;
  if (result.threads > RDM_VRP_MOST_THREADS)
    result.threads = RDM_VRP_MOST_THREADS;
  if (result.progress_every_s <= 0)
    result.progress_every_s = 0.1;
  return result;
}

/* --- a search, in one or two steps ------------------------------------------------------------ */

typedef struct
{
  const RdmVrpSpace *space;
  RdmVrpParams wishes; /* what is left of them */
  double time_limit_s; /* in all */
  Reporter reporter;
  RdmVrpPlan *first; /* where to begin */
  bool is_warm;
  RdmVrpCrew *known; /* (nullable): of the plan that was there before the sketch */
  uint64_t iterations;
  uint64_t moves;
  double first_plan_s;
  bool was_stopped;
} Search;

/* Takes what has been used up off the limits. */
static void
spend (Search *search, double cpu_s)
{
  RdmVrpParams *wishes = &search->wishes;

  if (wishes->cpu_limit_s > 0)
    wishes->cpu_limit_s = fmax (wishes->cpu_limit_s - cpu_s, 1e-3);
  if (search->time_limit_s > 0)
    wishes->time_limit_s =
        fmax (search->time_limit_s - (rdm_vrp_clock_s () - search->reporter.started_s), 1e-3);
}

/* Returns: (owned) (nullable) the crew, done; NULL when memory is out. */
static RdmVrpCrew *
run (Search *search, const RdmVrpSpace *space, const RdmVrpParams *params, const RdmVrpPlan *first)
{
  double now_s = rdm_vrp_clock_s ();
  RdmVrpCrew *crew = rdm_vrp_crew_new (space, params, first, search->is_warm, now_s);

  if (crew == NULL)
    return NULL;
  search->was_stopped = wait_for (crew, &search->reporter);
  if (rdm_vrp_crew_join (crew) && crew->best != NULL)
    {
      if (search->first_plan_s == 0)
        search->first_plan_s = now_s - search->reporter.started_s + crew->first_plan_s;
      search->iterations += crew->iterations;
      search->moves += crew->n_priced;
      return crew;
    }
  rdm_vrp_crew_free (crew);
  return NULL;
}

static bool
wants_sketch (const RdmVrpProblem *problem, const Search *search)
{
  const RdmVrpParams *wishes = &search->wishes;
  double n = problem->n_tasks;

  if (search->first->starts[search->first->n_vehicles] * 10 > problem->n_tasks
      || problem->n_tasks < SKETCH_LEAST_TASKS || problem->n_vehicles == 0
      || (wishes->time_limit_s > 0 && wishes->time_limit_s < n * SKETCH_LEAST_S)
      || (wishes->cpu_limit_s > 0 && wishes->cpu_limit_s < n * SKETCH_LEAST_S)
      || (wishes->iterations > 0 && (double)wishes->iterations < n * SKETCH_LEAST_ITERATIONS))
    return false;
  return !rdm_vrp_descent_fits (search->space) && rdm_vrp_sketch_fits (problem);
}

/* The sketch's share of what is left; processor time and iterations are taken off it. */
static RdmVrpParams
take_share (RdmVrpParams *wishes)
{
  RdmVrpParams share = *wishes;

  share.time_limit_s *= SKETCH_SHARE;
  share.cpu_limit_s *= SKETCH_SHARE;
  share.iterations = (uint64_t)((double)share.iterations * SKETCH_SHARE);
  wishes->cpu_limit_s -= share.cpu_limit_s;
  wishes->iterations -= share.iterations;
  return share;
}

/* A plan of the sketch becomes the first plan. Returns: false when memory is out. */
static bool
follow_sketch (Search *search, const RdmVrpSpace *space)
{
  RdmVrpParams once = { .iterations = 1, .threads = 1, .seed = search->wishes.seed };
  RdmVrpParams share;
  RdmVrpCrew *crew;
  RdmVrpPlan *nothing = rdm_vrp_plan_new (space->model->problem->n_vehicles);

  search->known = run (search, search->space, &once, search->first);
  if (search->known == NULL || nothing == NULL || search->was_stopped)
    {
      rdm_vrp_plan_free (nothing);
      return search->was_stopped && search->known != NULL;
    }
  spend (search, search->first_plan_s);
  share = take_share (&search->wishes);
  search->reporter.known = search->known;
  search->reporter.is_sketch = true;
  search->reporter.part = SKETCH_SHARE;
  crew = run (search, space, &share, nothing);
  search->reporter.is_sketch = false;
  search->reporter.done = SKETCH_SHARE;
  search->reporter.part = 1 - SKETCH_SHARE;
  rdm_vrp_plan_free (nothing);
  if (crew == NULL)
    return false;
  if (search->was_stopped)
    {
      rdm_vrp_crew_free (crew);
      return true;
    }
  rdm_vrp_plan_free (search->first);
  search->first = rdm_vrp_repair (search->space, crew->best);
  search->is_warm = true;
  rdm_vrp_crew_free (crew);
  return search->first != NULL;
}

static bool
begin_with_sketch (Search *search, const RdmVrpProblem *problem)
{
  RdmVrpSketch *sketch = rdm_vrp_sketch_new (problem);
  RdmVrpSpace *space = sketch != NULL
                           ? rdm_vrp_space_new (rdm_vrp_sketch_get_problem (sketch), RDM_VRP_N_NEAR)
                           : NULL;
  bool good = space != NULL && (!rdm_vrp_descent_fits (space) || follow_sketch (search, space));

  rdm_vrp_space_free (space);
  rdm_vrp_sketch_free (sketch);
  return good;
}

static bool
search_all (Search *search, const RdmVrpProblem *problem, double cpu_s, RdmVrpSolution *solution)
{
  RdmVrpCrew *crew = NULL;
  bool good = search->first != NULL;

  spend (search, rdm_vrp_thread_cpu_s () - cpu_s);
  cpu_s = rdm_vrp_thread_cpu_s ();
  if (good && wants_sketch (problem, search))
    {
      good = begin_with_sketch (search, problem);
      spend (search, rdm_vrp_thread_cpu_s () - cpu_s);
    }
  if (good && !search->was_stopped)
    {
      crew = run (search, search->space, &search->wishes, search->first);
      good = crew != NULL;
    }
  if (good)
    {
      RdmVrpCrew *known = search->known;
      RdmVrpCrew *best =
          known != NULL
                  && (crew == NULL || rdm_vrp_score_is_better (known->best_score, crew->best_score))
              ? known
              : crew;

      solution->plan = best->best;
      best->best = NULL;
      solution->first_plan_s = search->first_plan_s;
      good = rdm_vrp_solution_fill (search->space->model, solution);
    }
  rdm_vrp_crew_free (crew);
  rdm_vrp_crew_free (search->known);
  return good;
}

RdmVrpStatus
rdm_vrp_solve (const RdmVrpProblem *problem,
               const RdmVrpParams *params,
               const RdmVrpPlan *initial,
               RdmVrpProgressFunc progress,
               void *user_data,
               RdmVrpSolution *solution)
{
  double started_s = rdm_vrp_clock_s ();
  double cpu_s = rdm_vrp_thread_cpu_s ();
  RdmVrpParams wishes = complete_params (params);
  RdmVrpSpace *space = rdm_vrp_space_new (problem, RDM_VRP_N_NEAR);
  Search search = {
    .space = space,
    .wishes = wishes,
    .time_limit_s = wishes.time_limit_s,
    .reporter = { .progress = progress,
                  .user_data = user_data,
                  .every_s = wishes.progress_every_s,
                  .started_s = started_s,
                  .reported_s = started_s,
                  .part = 1 },
    .first = space != NULL ? rdm_vrp_repair (space, initial) : NULL,
    .is_warm = initial != NULL,
  };
  bool good;

  *solution = (RdmVrpSolution){ 0 };
  good = search_all (&search, problem, cpu_s, solution);
  solution->iterations = search.iterations;
  solution->moves = search.moves;
  solution->elapsed_s = rdm_vrp_clock_s () - started_s;
  rdm_vrp_plan_free (search.first);
  rdm_vrp_space_free (space);
  if (!good)
    {
      rdm_vrp_solution_clear (solution);
      return RDM_VRP_NO_MEMORY;
    }
  return search.was_stopped ? RDM_VRP_CANCELLED : RDM_VRP_SOLVED;
}
