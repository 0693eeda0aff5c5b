/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-wander-own-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PENALTY (INT64_C (1) << 40)
/* By which penalties rise when rules must be kept in the end. */
#define STRICT_FACTOR 20
/* What a try may lack, in typical legs, and yet be mended by exchanges. */
#define SWAP_CHANCE 1
/* Seconds between reports of a new best. */
#define REPORT_EVERY_S 0.02

RdmVrpWanderTuning
rdm_vrp_wander_tuning (const RdmVrpSpace *space,
                       double seconds_a_task,
                       double iterations_a_task,
                       bool is_alone)
{
  /* A long search can afford to begin hot; a short one must go down at once. Without windows there
   * are more ways down: it may begin hotter still, and need not end as cold. */
  double pace = fmin (seconds_a_task / 0.01, iterations_a_task / 150);
  bool is_free = is_alone && !space->model->has_windows;
  RdmVrpHeat heat = { fmin (1, fmax (0.1, 0.1 * pow (pace, 1.5))), 0.005 };
  if (is_free)
    heat = (RdmVrpHeat){ fmin (2, fmax (0.1, 2 * pace)), fmin (0.03, fmax (0.005, 0.012 * pace)) };
  return (RdmVrpWanderTuning){
    .n_near = 20,
    .blink_every = 100,
    .mean_removed = 8,
    .longest_string = 10,
    .split_share = 0.5,
    .split_stop = 0.1,
    .heat = heat,
    .closing_share = rdm_vrp_closing_share (space),
    .adjust_every = 100,
    .feasible_low = 0.5,
    .feasible_high = 0.75,
    .penalty_up = 1.2,
    .penalty_down = 0.85,
  };
}

/* --- memory ---------------------------------------------------------------------------------- */

static RdmVrpPenalties
first_penalties (const RdmVrpWanderer *wanderer)
{
  const RdmVrpDescent *descent = wanderer->descent;
  uint32_t begin = rdm_vrp_begin_of (descent, 0);
  double sum = 0;
  double far = 0;

  for (uint32_t i = 0; i < descent->n; i++)
    {
      sum += (double)descent->nodes[i].demand;
      far += (double)rdm_vrp_arc_cost (descent, &descent->routes[0], begin, i);
    }
  return (RdmVrpPenalties){
    .late = descent->routes[0].price_s > 0 ? descent->routes[0].price_s : RDM_VRP_DESCENT_SCALE,
    /* As dear as driving there for it alone; with less, the first plan would fall apart. */
    .load = 1 + (int64_t)fmin (far / fmax (sum, 1), (double)MOST_PENALTY),
  };
}

RdmVrpWanderer *
rdm_vrp_wanderer_new (const RdmVrpSpace *space,
                      const RdmVrpWanderTuning *tuning,
                      const atomic_bool *stop)
{
  size_t n = (size_t)space->model->problem->n_tasks + 1;
  size_t n_routes = (size_t)space->model->problem->n_vehicles + 1;
  RdmVrpWanderer *wanderer = calloc (1, sizeof *wanderer);

  if (wanderer == NULL)
    return NULL;
  wanderer->space = space;
  wanderer->tuning = *tuning;
  wanderer->descent = rdm_vrp_descent_new (space, tuning->n_near);
  wanderer->tour.starts = malloc (n_routes * sizeof *wanderer->tour.starts);
  wanderer->tour.nodes = malloc (n * sizeof *wanderer->tour.nodes);
  wanderer->ours = malloc (n * sizeof *wanderer->ours);
  wanderer->out = malloc (n * sizeof *wanderer->out);
  wanderer->keys = malloc (n * sizeof *wanderer->keys);
  wanderer->ruined = calloc (n_routes, sizeof *wanderer->ruined);
  wanderer->focus = malloc (n * sizeof *wanderer->focus);
  wanderer->next_closing = RDM_VRP_WANDER_CLOSES_FROM * n;
  wanderer->closing_share = tuning->closing_share;
  if (!rdm_vrp_tour_init (&wanderer->back, (uint32_t)n, (uint32_t)n_routes)
      || wanderer->focus == NULL || wanderer->descent == NULL || wanderer->tour.starts == NULL
      || wanderer->tour.nodes == NULL || wanderer->ours == NULL || wanderer->out == NULL
      || wanderer->keys == NULL || wanderer->ruined == NULL)
    {
      rdm_vrp_wanderer_free (wanderer);
      return NULL;
    }
  wanderer->descent->stop = stop;
  wanderer->penalties = first_penalties (wanderer);
  return wanderer;
}

void
rdm_vrp_wanderer_free (RdmVrpWanderer *wanderer)
{
  if (wanderer == NULL)
    return;
  rdm_vrp_descent_free (wanderer->descent);
  free (wanderer->tour.starts);
  free (wanderer->tour.nodes);
  free (wanderer->ours);
  free (wanderer->out);
  free (wanderer->keys);
  free (wanderer->ruined);
  free (wanderer->focus);
  rdm_vrp_tour_clear (&wanderer->back);
  free (wanderer);
}

/* --- penalties ------------------------------------------------------------------------------- */

static int64_t
adjust (const RdmVrpWanderTuning *tuning, int64_t penalty, double share)
{
  double factor = share < tuning->feasible_low    ? tuning->penalty_up
                  : share > tuning->feasible_high ? tuning->penalty_down
                                                  : 1;
  int64_t next = (int64_t)((double)penalty * factor) + (factor > 1);

  return next < 1 ? 1 : next > MOST_PENALTY ? MOST_PENALTY : next;
}

/* Told of each plan that the search stands at. */
static void
watch_penalties (RdmVrpWanderer *wanderer)
{
  RdmVrpDescent *descent = wanderer->descent;

  wanderer->n_seen++;
  wanderer->n_in_time += descent->warp_s == 0;
  wanderer->n_in_load += descent->overload == 0;
  if (wanderer->n_seen < wanderer->tuning.adjust_every)
    return;
  wanderer->penalties.late = adjust (&wanderer->tuning, wanderer->penalties.late,
                                     (double)wanderer->n_in_time / wanderer->n_seen);
  wanderer->penalties.load = adjust (&wanderer->tuning, wanderer->penalties.load,
                                     (double)wanderer->n_in_load / wanderer->n_seen);
  rdm_vrp_descent_set_penalties (descent, wanderer->penalties);
  wanderer->n_seen = wanderer->n_in_time = wanderer->n_in_load = 0;
}

/* --- the walk -------------------------------------------------------------------------------- */

static void
load (RdmVrpWanderer *wanderer, const RdmVrpPlan *plan, const bool *owns_vehicle)
{
  uint32_t n = 0;

  for (uint32_t v = 0; v < wanderer->descent->n_routes; v++)
    {
      wanderer->tour.starts[v] = n;
      if (owns_vehicle == NULL || owns_vehicle[v])
        for (uint32_t i = plan->starts[v]; i < plan->starts[v + 1]; i++)
          wanderer->tour.nodes[n++] = (uint32_t)plan->steps[i];
    }
  wanderer->tour.starts[wanderer->descent->n_routes] = n;
  wanderer->owns_vehicle = owns_vehicle;
  wanderer->n_ours = n;
  memcpy (wanderer->ours, wanderer->tour.nodes, n * sizeof *wanderer->ours);
  rdm_vrp_descent_load (wanderer->descent, &wanderer->tour, owns_vehicle);
  rdm_vrp_descent_set_penalties (wanderer->descent, wanderer->penalties);
}

bool
rdm_vrp_wanderer_store (const RdmVrpWanderer *wanderer, RdmVrpPlan *plan)
{
  const RdmVrpDescent *descent = wanderer->descent;
  int32_t *steps = malloc (((size_t)descent->n + 1) * sizeof *steps);
  uint32_t old_begin = 0;
  uint32_t n = 0;

  if (steps == NULL)
    return false;
  for (uint32_t v = 0; v < descent->n_routes; v++)
    {
      uint32_t old_end = plan->starts[v + 1];

      if (descent->routes[v].is_ours)
        for (uint32_t i = descent->nodes[rdm_vrp_begin_of (descent, v)].next; i < descent->n;
             i = descent->nodes[i].next)
          steps[n++] = (int32_t)i;
      else
        for (uint32_t i = old_begin; i < old_end; i++)
          steps[n++] = plan->steps[i];
      plan->starts[v + 1] = n;
      old_begin = old_end;
    }
  free (plan->steps);
  plan->steps = steps;
  return true;
}

bool
rdm_vrp_wanderer_note_best (RdmVrpWanderer *wanderer, RdmVrpAnnealer *annealer)
{
  const RdmVrpDescent *descent = wanderer->descent;
  RdmVrpScore score = { .weight = wanderer->missing_weight,
                        .cost = descent->cost / RDM_VRP_DESCENT_SCALE };
  double now_s;

  if (descent->warp_s > 0 || descent->overload > 0
      || !rdm_vrp_score_is_better (score, annealer->best_score))
    return true;
  annealer->best_score = score;
  if (!rdm_vrp_wanderer_store (wanderer, annealer->best))
    return false;
  now_s = rdm_vrp_clock_s ();
  if (annealer->improved == NULL || now_s - wanderer->reported_s < REPORT_EVERY_S)
    return true;
  wanderer->reported_s = now_s;
  wanderer->goes_on = annealer->improved (annealer->improved_data);
  return true;
}

double
rdm_vrp_wanderer_look_up (RdmVrpWanderer *wanderer, const RdmVrpAnnealer *annealer)
{
  if (atomic_load_explicit (&annealer->budget->is_cancelled, memory_order_relaxed))
    wanderer->goes_on = false;
  return rdm_vrp_annealer_fraction (annealer);
}

static inline double
typical_leg (const RdmVrpWanderer *wanderer)
{
  return wanderer->space->typical_cost * RDM_VRP_DESCENT_SCALE;
}

bool
rdm_vrp_wanderer_step (RdmVrpWanderer *wanderer, RdmVrpRandom *random, double temperature)
{
  RdmVrpDescent *descent = wanderer->descent;
  int64_t before = descent->cost;
  double loss;
  double most_lost = 0;
  bool is_accepted;

  rdm_vrp_descent_begin (descent);
  rdm_vrp_wanderer_ruin (wanderer, random);
  rdm_vrp_wanderer_recreate (wanderer, random);
  /* At the very same cost it is nearly always the very same plan. */
  if (descent->cost == before)
    rdm_vrp_descent_forget_queue (descent);
  else
    rdm_vrp_descent_settle (descent);
  loss = (double)(descent->cost - before);
  if (loss > 0)
    most_lost = -temperature * log (rdm_vrp_random_unit (random));
  /* Exchanges take time: only what has a chance is worth them. */
  if (loss != 0 && loss < most_lost + SWAP_CHANCE * typical_leg (wanderer))
    {
      rdm_vrp_descent_swap (descent);
      loss = (double)(descent->cost - before);
    }
  is_accepted = loss <= 0 || loss < most_lost;
  if (is_accepted)
    rdm_vrp_descent_keep (descent);
  else
    rdm_vrp_descent_roll_back (descent);
  watch_penalties (wanderer);
  return is_accepted;
}

/* Tries to put an end to what breaks rules. */
static void
mend (RdmVrpWanderer *wanderer)
{
  RdmVrpDescent *descent = wanderer->descent;
  RdmVrpPenalties strict = { wanderer->penalties.late * STRICT_FACTOR,
                             wanderer->penalties.load * STRICT_FACTOR };

  rdm_vrp_descent_set_penalties (descent, strict);
  for (uint32_t i = 0; i < wanderer->n_ours; i++)
    if (descent->routes[descent->nodes[wanderer->ours[i]].route].penalty > 0)
      rdm_vrp_descent_enqueue (descent, wanderer->ours[i]);
  rdm_vrp_descent_settle (descent);
  rdm_vrp_descent_set_penalties (descent, wanderer->penalties);
}

static bool
keeps_rules (const RdmVrpWanderer *wanderer)
{
  return wanderer->descent->warp_s == 0 && wanderer->descent->overload == 0;
}

double
rdm_vrp_wanderer_temperature (const RdmVrpWanderer *wanderer, RdmVrpHeat heat, double progress)
{
  return typical_leg (wanderer) * heat.hot * pow (heat.cold / heat.hot, progress);
}

/* A try, and now and then a route is closed. Returns: false when memory is out. */
static bool
go_on (RdmVrpWanderer *wanderer, RdmVrpAnnealer *annealer, double temperature, double until)
{
  annealer->iterations++;
  if (rdm_vrp_wanderer_step (wanderer, &annealer->state->random, temperature)
      && !rdm_vrp_wanderer_note_best (wanderer, annealer))
    return false;
  return annealer->iterations < wanderer->next_closing || wanderer->descent->n_busy < 2
         || rdm_vrp_wanderer_close_route (wanderer, annealer, temperature, until);
}

bool
rdm_vrp_wander (RdmVrpWanderer *wanderer,
                RdmVrpAnnealer *annealer,
                const RdmVrpPlan *plan,
                const bool *owns_vehicle,
                int64_t missing_weight,
                double until)
{
  RdmVrpHeat heat = wanderer->tuning.heat;
  double fraction = rdm_vrp_annealer_fraction (annealer);
  double temperature = rdm_vrp_wanderer_temperature (wanderer, heat, fraction);
  bool good = true;

  wanderer->missing_weight = missing_weight;
  wanderer->descent->most_busy = UINT32_MAX;
  wanderer->reported_s = 0;
  wanderer->goes_on = true;
  load (wanderer, plan, owns_vehicle);
  good = rdm_vrp_wanderer_note_best (wanderer, annealer);
  if (wanderer->n_ruins == 0)
    rdm_vrp_descent_settle_all (wanderer->descent, &annealer->state->random);
  while (good && wanderer->goes_on && wanderer->n_ours > 0 && fraction < until)
    {
      good = go_on (wanderer, annealer, temperature, until);
      if (annealer->iterations % RDM_VRP_WANDER_CLOCK_EVERY == 0
          || annealer->budget->iterations > 0)
        {
          fraction = rdm_vrp_wanderer_look_up (wanderer, annealer);
          temperature = rdm_vrp_wanderer_temperature (wanderer, heat, fraction);
        }
    }
  /* Others join their parts to this one, so it must be whole. */
  if (good && !keeps_rules (wanderer))
    {
      mend (wanderer);
      good = rdm_vrp_wanderer_note_best (wanderer, annealer);
      if (!keeps_rules (wanderer))
        load (wanderer, annealer->best, owns_vehicle);
    }
  annealer->state->n_priced += wanderer->descent->n_priced;
  wanderer->descent->n_priced = 0;
  return good;
}

RdmVrpDescent *
rdm_vrp_wanderer_enter (RdmVrpWanderer *wanderer, const RdmVrpTour *tour, uint32_t most_busy)
{
  wanderer->missing_weight = 0;
  wanderer->reported_s = 0;
  wanderer->goes_on = true;
  wanderer->descent->most_busy = most_busy;
  wanderer->owns_vehicle = NULL;
  wanderer->n_ours = wanderer->descent->n;
  for (uint32_t i = 0; i < wanderer->n_ours; i++)
    wanderer->ours[i] = i;
  rdm_vrp_descent_load (wanderer->descent, tour, NULL);
  rdm_vrp_descent_set_penalties (wanderer->descent, wanderer->penalties);
  return wanderer->descent;
}

static bool
note_lawful (RdmVrpWanderer *wanderer, RdmVrpAnnealer *annealer, RdmVrpTour *lawful)
{
  if (!keeps_rules (wanderer) || wanderer->descent->cost >= lawful->cost)
    return true;
  rdm_vrp_descent_store (wanderer->descent, lawful);
  return rdm_vrp_wanderer_note_best (wanderer, annealer);
}

bool
rdm_vrp_wander_a_while (RdmVrpWanderer *wanderer,
                        RdmVrpAnnealer *annealer,
                        uint64_t iterations,
                        RdmVrpHeat heat,
                        RdmVrpUpbringing *result)
{
  RdmVrpDescent *descent = wanderer->descent;
  RdmVrpRandom *random = &annealer->state->random;
  double fraction = 0;
  bool good;

  result->lawful.cost = result->lawless.cost = INT64_MAX;
  good = note_lawful (wanderer, annealer, &result->lawful);
  for (uint64_t i = 0; good && wanderer->goes_on && fraction < 1 && i < iterations; i++)
    {
      double progress = (double)i / (double)iterations;

      annealer->iterations++;
      if (rdm_vrp_wanderer_step (wanderer, random,
                                 rdm_vrp_wanderer_temperature (wanderer, heat, progress)))
        good = note_lawful (wanderer, annealer, &result->lawful);
      if (i % RDM_VRP_WANDER_CLOCK_EVERY == 0 || annealer->budget->iterations > 0)
        fraction = rdm_vrp_wanderer_look_up (wanderer, annealer);
    }
  if (good && !keeps_rules (wanderer))
    {
      rdm_vrp_descent_store (descent, &result->lawless);
      result->lawless.cost = descent->cost;
      if (result->lawful.cost == INT64_MAX)
        {
          mend (wanderer);
          good = note_lawful (wanderer, annealer, &result->lawful);
        }
    }
  annealer->state->n_priced += descent->n_priced;
  descent->n_priced = 0;
  return good;
}
