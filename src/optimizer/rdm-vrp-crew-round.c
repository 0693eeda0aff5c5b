/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between rounds, when only the first worker is awake: what came of the last one, and what the next
 * is spent on. */
#include "rdm-vrp-crew-private.h"

/* Rounds over the whole search, with several threads. */
#define ROUNDS_CUT 60
#define ROUNDS_WHOLE 20
/* With something left out, so much of the time goes to putting it in, and then every so many
 * rounds.
 */
#define ANNEAL_MISSING_UNTIL 0.15
#define ANNEAL_ROUND 5

bool
rdm_vrp_crew_publish (RdmVrpCrew *crew,
                      const RdmVrpPlan *plan,
                      RdmVrpScore score,
                      uint32_t n_left_out)
{
  RdmVrpPlan *copy = rdm_vrp_plan_copy (plan);

  if (copy == NULL)
    return false;
  pthread_mutex_lock (&crew->lock);
  if (crew->best == NULL || !rdm_vrp_score_is_better (crew->best_score, score))
    {
      rdm_vrp_plan_free (crew->best);
      crew->best = copy;
      copy = NULL;
      crew->best_score = score;
      crew->n_left_out = n_left_out;
    }
  pthread_mutex_unlock (&crew->lock);
  rdm_vrp_plan_free (copy);
  return true;
}

uint32_t
rdm_vrp_crew_count_missing (const RdmVrpCrew *crew, const RdmVrpPlan *plan)
{
  uint32_t n = crew->space->model->problem->n_tasks;

  for (uint32_t i = 0; i < plan->starts[plan->n_vehicles]; i++)
    n -= plan->steps[i] >= 0;
  return n;
}

void
rdm_vrp_crew_fail (RdmVrpCrew *crew)
{
  pthread_mutex_lock (&crew->lock);
  crew->has_memory = false;
  pthread_mutex_unlock (&crew->lock);
  atomic_store (&crew->budget.is_cancelled, true);
}

/* Where a worker stands goes into the current plan. */
static bool
store_current (RdmVrpCrew *crew, const RdmVrpWorker *worker)
{
  if (crew->work == RDM_VRP_CREW_WANDERS)
    return rdm_vrp_wanderer_store (worker->wanderer, crew->current);
  return rdm_vrp_state_store (worker->state, crew->current);
}

/* The parts' current plans, and their best ones, make whole plans. */
static bool
join_parts (RdmVrpCrew *crew)
{
  RdmVrpPlan *best = NULL;
  RdmVrpScore score = { 0 };
  bool good = true;

  for (uint32_t w = 0; w < crew->n_workers; w++)
    {
      score.weight += crew->workers[w].annealer.best_score.weight;
      score.cost += crew->workers[w].annealer.best_score.cost;
    }
  if (rdm_vrp_score_is_better (score, crew->best_score))
    {
      best = rdm_vrp_plan_copy (crew->current);
      good = best != NULL;
      for (uint32_t v = 0; good && v < crew->current->n_vehicles; v++)
        for (uint32_t w = 0; good && w < crew->n_workers; w++)
          if (crew->workers[w].owns_vehicle[v])
            {
              uint32_t n_steps;
              const int32_t *steps = rdm_vrp_plan_get_route (crew->workers[w].best, v, &n_steps);

              good = rdm_vrp_plan_set_route (best, v, steps, n_steps);
            }
      good =
          good && rdm_vrp_crew_publish (crew, best, score, rdm_vrp_crew_count_missing (crew, best));
      rdm_vrp_plan_free (best);
    }
  for (uint32_t w = 0; good && w < crew->n_workers; w++)
    good = store_current (crew, &crew->workers[w]);
  return good;
}

/* Everybody goes on from the plan that is best just now. */
static bool
follow_leader (RdmVrpCrew *crew)
{
  RdmVrpWorker *leader = &crew->workers[0];
  RdmVrpWorker *record = &crew->workers[0];

  for (uint32_t w = 1; w < crew->n_workers; w++)
    {
      RdmVrpWorker *worker = &crew->workers[w];

      if (rdm_vrp_score_is_better (worker->state->score, leader->state->score))
        leader = worker;
      if (rdm_vrp_score_is_better (worker->annealer.best_score, record->annealer.best_score))
        record = worker;
    }
  /* Of equal plans that of the first worker, whoever told of it first: the answer must not hang on
   * that. */
  if (!rdm_vrp_score_is_better (crew->best_score, record->annealer.best_score)
      && !rdm_vrp_crew_publish (crew, record->best, record->annealer.best_score,
                                rdm_vrp_crew_count_missing (crew, record->best)))
    return false;
  if (crew->work == RDM_VRP_CREW_BREEDS)
    return rdm_vrp_breeder_gather (crew->breeder);
  return store_current (crew, crew->work == RDM_VRP_CREW_WANDERS ? record : leader);
}

bool
rdm_vrp_crew_end_round (RdmVrpCrew *crew)
{
  return crew->is_cut ? join_parts (crew) : follow_leader (crew);
}

static bool
return_to_best (RdmVrpCrew *crew)
{
  RdmVrpPlan *copy = rdm_vrp_plan_copy (crew->best);

  if (copy == NULL)
    return false;
  rdm_vrp_plan_free (crew->current);
  crew->current = copy;
  crew->current_score = crew->best_score;
  return true;
}

/* The next generation is mated; everybody knows the best plan. */
static bool
prepare_generation (RdmVrpCrew *crew)
{
  if (!return_to_best (crew))
    return false;
  rdm_vrp_breeder_mate (crew->breeder, crew->current, &crew->random);
  return true;
}

/* What is in no route weighs so much. */
static int64_t
weigh_missing (const RdmVrpCrew *crew)
{
  const RdmVrpSpace *space = crew->space;
  const RdmVrpPlan *plan = crew->current;
  int64_t weight = 0;

  for (uint32_t u = 0; u < space->n_units; u++)
    weight += space->units[u].weight;
  for (uint32_t i = 0; i < plan->starts[plan->n_vehicles]; i++)
    if (plan->steps[i] >= 0)
      weight -= space->units[space->task_units[plan->steps[i]]].weight;
  return weight;
}

/* Where something is left out, walks and attempts to put it in take turns. */
static RdmVrpCrewWork
choose_work (const RdmVrpCrew *crew, double fraction)
{
  bool is_complete = rdm_vrp_crew_count_missing (crew, crew->current) == 0;

  if (crew->may_breed && is_complete && fraction >= crew->breed_from)
    return RDM_VRP_CREW_BREEDS;
  if (crew->may_wander
      && (is_complete || (fraction >= ANNEAL_MISSING_UNTIL && crew->round % ANNEAL_ROUND != 0)))
    return RDM_VRP_CREW_WANDERS;
  return RDM_VRP_CREW_ANNEALS;
}

void
rdm_vrp_crew_prepare_round (RdmVrpCrew *crew)
{
  double fraction = rdm_vrp_annealer_fraction (&crew->workers[0].annealer);
  bool is_idle = crew->best != NULL && crew->space->model->problem->n_tasks == 0;

  crew->is_over = fraction >= 1 || is_idle || atomic_load (&crew->budget.is_cancelled);
  crew->work = choose_work (crew, fraction);
  crew->missing_weight = crew->may_wander ? weigh_missing (crew) : 0;
  crew->is_cut = !crew->is_over && crew->work != RDM_VRP_CREW_BREEDS && crew->n_workers > 1
                 && rdm_vrp_crew_cut (crew);
  crew->until = 1;
  if (crew->n_workers > 1 && crew->work != RDM_VRP_CREW_BREEDS)
    crew->until = fraction + 1.0 / (crew->is_cut ? ROUNDS_CUT : ROUNDS_WHOLE);
  else if (crew->work == RDM_VRP_CREW_WANDERS && crew->missing_weight == 0 && crew->may_breed)
    crew->until = crew->breed_from;
  else if (crew->may_wander && (crew->missing_weight > 0 || crew->work == RDM_VRP_CREW_ANNEALS))
    crew->until = fraction + 1.0 / ROUNDS_CUT;
  if (crew->until > 1)
    crew->until = 1;
  if (crew->work == RDM_VRP_CREW_BREEDS && !crew->is_over && !prepare_generation (crew))
    rdm_vrp_crew_fail (crew);
}
