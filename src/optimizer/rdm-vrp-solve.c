/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-solve.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rdm-vrp-crew-private.h"
#include "rdm-vrp-repair-private.h"
#include "rdm-vrp-schedule-private.h"

/* How often the caller's thread looks up from waiting. */
#define POLL_NS 4000000

typedef struct
{
  RdmVrpProgressFunc progress;
  void *user_data;
  double every_s;
  double reported_s;
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
  if (crew->best != NULL)
    {
      progress = (RdmVrpProgress){
        .elapsed_s = now_s - crew->budget.started_s,
        .fraction = crew->fraction < 1 ? crew->fraction : 1,
        .iterations = crew->iterations,
        .best_cost = crew->best_score.cost,
        .n_left_out = crew->n_left_out,
        .best = crew->shown != NULL ? crew->shown : crew->best,
      };
      rdm_vrp_plan_free (crew->shown);
      crew->shown = rdm_vrp_plan_copy (crew->best);
      progress.best = crew->shown;
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

/* --- the answer
 * ------------------------------------------------------------------------------------ */

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

static bool
fill_solution (const RdmVrpModel *model, RdmVrpSolution *solution)
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
  Reporter reporter = { progress, user_data, wishes.progress_every_s, started_s };
  RdmVrpSpace *space = rdm_vrp_space_new (problem, RDM_VRP_N_NEAR);
  RdmVrpPlan *first = space != NULL ? rdm_vrp_repair (space, initial) : NULL;
  RdmVrpCrew *crew = NULL;
  bool was_stopped = false;
  bool good = first != NULL;

  *solution = (RdmVrpSolution){ 0 };
  if (good)
    {
      if (wishes.cpu_limit_s > 0)
        {
          wishes.cpu_limit_s -= rdm_vrp_thread_cpu_s () - cpu_s;
          wishes.cpu_limit_s = wishes.cpu_limit_s > 1e-3 ? wishes.cpu_limit_s : 1e-3;
        }
      crew = rdm_vrp_crew_new (space, &wishes, first, initial != NULL, started_s);
      good = crew != NULL;
    }
  if (good)
    {
      was_stopped = wait_for (crew, &reporter);
      good = rdm_vrp_crew_join (crew);
      solution->plan = crew->best;
      crew->best = NULL;
      solution->iterations = crew->iterations;
      solution->moves = crew->n_priced;
      solution->first_plan_s = crew->first_plan_s;
      good = good && solution->plan != NULL && fill_solution (space->model, solution);
    }
  solution->elapsed_s = rdm_vrp_clock_s () - started_s;
  rdm_vrp_crew_free (crew);
  rdm_vrp_plan_free (first);
  rdm_vrp_space_free (space);
  if (!good)
    {
      rdm_vrp_solution_clear (solution);
      return RDM_VRP_NO_MEMORY;
    }
  return was_stopped ? RDM_VRP_CANCELLED : RDM_VRP_SOLVED;
}

void
rdm_vrp_solution_clear (RdmVrpSolution *solution)
{
  rdm_vrp_plan_free (solution->plan);
  free (solution->left_out);
  *solution = (RdmVrpSolution){ 0 };
}
