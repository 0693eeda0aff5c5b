/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-wander-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PENALTY (INT64_C (1) << 40)
/* By which penalties rise when rules must be kept in the end. */
#define STRICT_FACTOR 20
/* Iterations between looks at the clock; seconds between reports of a new best. */
#define CLOCK_EVERY 4
#define REPORT_EVERY_S 0.02

struct _RdmVrpWanderer
{
  const RdmVrpSpace *space;
  RdmVrpWanderTuning tuning;
  RdmVrpDescent *descent;
  RdmVrpTour tour;        /* scratch */
  int64_t missing_weight; /* of tasks in no route: they stay out */
  uint32_t n_ours;        /* tasks */
  uint32_t *ours;         /* (array) n_tasks */
  uint32_t n_out;
  uint32_t *out;    /* (array) n_tasks: taken out just now */
  double *keys;     /* (array) n_tasks: by which they are put back */
  uint64_t *ruined; /* (array) n_routes: number of the last ruin */
  uint64_t n_ruins;
  RdmVrpPenalties penalties;
  uint32_t n_seen; /* since the penalties were changed */
  uint32_t n_in_time;
  uint32_t n_in_load;
};

RdmVrpWanderTuning
rdm_vrp_wander_tuning (double seconds_a_task, double iterations_a_task)
{
  /* A long search can afford to begin hot; a short one must go down at once. */
  double pace = fmin (seconds_a_task / 0.01, iterations_a_task / 150);
  double hot = fmin (1, fmax (0.1, 0.1 * pow (pace, 1.5)));
  return (RdmVrpWanderTuning){
    .n_near = 20,
    .blink_every = 100,
    .mean_removed = 8,
    .longest_string = 10,
    .split_share = 0.5,
    .split_stop = 0.1,
    .heat = { hot, 0.005 },
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
rdm_vrp_wanderer_new (const RdmVrpSpace *space, const RdmVrpWanderTuning *tuning)
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
  if (wanderer->descent == NULL || wanderer->tour.starts == NULL || wanderer->tour.nodes == NULL
      || wanderer->ours == NULL || wanderer->out == NULL || wanderer->keys == NULL
      || wanderer->ruined == NULL)
    {
      rdm_vrp_wanderer_free (wanderer);
      return NULL;
    }
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
  free (wanderer);
}

/* --- ruin ------------------------------------------------------------------------------------ */

/* Takes `length` steps of the route out, the task among them or next to them, but for a piece in
 * their middle now and then. */
static void
ruin_route (RdmVrpWanderer *wanderer, RdmVrpRandom *random, uint32_t task, double longest)
{
  RdmVrpDescent *descent = wanderer->descent;
  const RdmVrpWanderTuning *tuning = &wanderer->tuning;
  uint32_t n = descent->routes[descent->nodes[task].route].n;
  uint32_t length =
      1 + (uint32_t)(rdm_vrp_random_unit (random) * (longest < n ? longest : n) * 0.999999);
  uint32_t before = length; /* steps before the piece that is spared */
  uint32_t spared = 0;
  uint32_t at = descent->nodes[task].at - 1;
  uint32_t low;
  uint32_t high;
  uint32_t begin;
  uint32_t first = task;
  uint32_t second = RDM_VRP_NO_NODE;

  if (length > 1 && length < n && rdm_vrp_random_unit (random) < tuning->split_share)
    {
      spared = 1;
      while (length + spared < n && rdm_vrp_random_unit (random) > tuning->split_stop)
        spared++;
      before = 1 + rdm_vrp_random_below (random, length - 1);
    }
  low = at + 1 > length + spared ? at + 1 - length - spared : 0;
  high = at + length + spared <= n ? at : n - length - spared;
  begin = low + rdm_vrp_random_below (random, high - low + 1);
  for (uint32_t i = at; i > begin; i--)
    first = descent->nodes[first].prev;
  for (uint32_t i = at; i < begin; i++)
    first = descent->nodes[first].next;
  for (uint32_t i = 0, step = first; i < length + spared; i++, step = descent->nodes[step].next)
    {
      if (spared > 0 && i == before + spared)
        second = step;
      if (i < before || i >= before + spared)
        wanderer->out[wanderer->n_out++] = step;
    }
  rdm_vrp_descent_cut (descent, first, before);
  if (second != RDM_VRP_NO_NODE)
    rdm_vrp_descent_cut (descent, second, length - before);
}

static void
ruin (RdmVrpWanderer *wanderer, RdmVrpRandom *random)
{
  const RdmVrpSpace *space = wanderer->space;
  const RdmVrpDescent *descent = wanderer->descent;
  uint32_t seed = wanderer->ours[rdm_vrp_random_below (random, wanderer->n_ours)];
  double longest =
      fmax (1, fmin (wanderer->tuning.longest_string, (double)wanderer->n_ours / descent->n_busy));
  double most_strings = fmax (0, 4 * wanderer->tuning.mean_removed / (1 + longest) - 1);
  uint32_t n_strings = (uint32_t)(1 + rdm_vrp_random_unit (random) * most_strings);
  uint32_t n_ruined = 0;

  wanderer->n_out = 0;
  wanderer->n_ruins++;
  for (uint32_t i = 0; i <= space->n_near && n_ruined < n_strings; i++)
    {
      uint32_t task = i == 0 ? seed : space->near[(size_t)seed * space->n_near + i - 1];
      uint32_t r = descent->nodes[task].route;

      if (r == RDM_VRP_NO_NODE || wanderer->ruined[r] == wanderer->n_ruins)
        continue;
      wanderer->ruined[r] = wanderer->n_ruins;
      ruin_route (wanderer, random, task, longest);
      n_ruined++;
    }
}

/* --- recreate -------------------------------------------------------------------------------- */

typedef enum
{
  BY_CHANCE,
  BY_DEMAND,
  BY_FAR,
  BY_CLOSE,
  BY_WINDOW_LENGTH,
  BY_WINDOW_BEGIN,
  BY_WINDOW_END,
} Order;

static Order
choose_order (const RdmVrpDescent *descent, RdmVrpRandom *random)
{
  /* Weights of the paper; those of windows only where there are any. */
  static const Order orders[] = { BY_CHANCE,        BY_CHANCE,       BY_CHANCE,
                                  BY_CHANCE,        BY_DEMAND,       BY_DEMAND,
                                  BY_DEMAND,        BY_DEMAND,       BY_FAR,
                                  BY_FAR,           BY_CLOSE,        BY_WINDOW_LENGTH,
                                  BY_WINDOW_LENGTH, BY_WINDOW_BEGIN, BY_WINDOW_BEGIN,
                                  BY_WINDOW_END,    BY_WINDOW_END };

  return orders[rdm_vrp_random_below (random, descent->has_windows ? 17 : 11)];
}

/* Least first. */
static double
key_of (const RdmVrpDescent *descent, Order order, uint32_t task, RdmVrpRandom *random)
{
  const RdmVrpNode *node = &descent->nodes[task];
  double depot_s = rdm_vrp_arc_seconds (descent, &descent->routes[0], descent->n, task);

  switch (order)
    {
    case BY_DEMAND:
      return -(double)node->demand;
    case BY_FAR:
      return -depot_s;
    case BY_CLOSE:
      return depot_s;
    case BY_WINDOW_LENGTH:
      return (double)node->own.latest_s - node->own.earliest_s;
    case BY_WINDOW_BEGIN:
      return node->own.earliest_s;
    case BY_WINDOW_END:
      return -(double)node->own.latest_s;
    default:
      return rdm_vrp_random_unit (random);
    }
}

static void
recreate (RdmVrpWanderer *wanderer, RdmVrpRandom *random)
{
  RdmVrpDescent *descent = wanderer->descent;
  Order order = choose_order (descent, random);

  for (uint32_t i = 0; i < wanderer->n_out; i++)
    {
      uint32_t task = wanderer->out[i];
      double key = key_of (descent, order, task, random);
      uint32_t j = i;

      for (; j > 0 && wanderer->keys[j - 1] > key; j--)
        {
          wanderer->keys[j] = wanderer->keys[j - 1];
          wanderer->out[j] = wanderer->out[j - 1];
        }
      wanderer->keys[j] = key;
      wanderer->out[j] = task;
    }
  for (uint32_t i = 0; i < wanderer->n_out; i++)
    rdm_vrp_descent_put (descent, wanderer->out[i], wanderer->tuning.n_near,
                         wanderer->tuning.blink_every, random);
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

static bool
note_best (RdmVrpWanderer *wanderer, RdmVrpAnnealer *annealer, double *reported_s, bool *goes_on)
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
  if (annealer->improved == NULL || now_s - *reported_s < REPORT_EVERY_S)
    return true;
  *reported_s = now_s;
  *goes_on = annealer->improved (annealer->improved_data);
  return true;
}

/* One try. Returns: whether it was accepted. */
static bool
step (RdmVrpWanderer *wanderer, RdmVrpRandom *random, double temperature)
{
  RdmVrpDescent *descent = wanderer->descent;
  int64_t before = descent->cost;
  bool is_accepted;
  double loss;

  rdm_vrp_descent_begin (descent);
  ruin (wanderer, random);
  recreate (wanderer, random);
  /* At the very same cost it is nearly always the very same plan. */
  if (descent->cost == before)
    rdm_vrp_descent_forget_queue (descent);
  else
    rdm_vrp_descent_settle (descent);
  loss = (double)(descent->cost - before);
  is_accepted = loss <= 0 || loss < -temperature * log (rdm_vrp_random_unit (random));
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

static double
temperature_at (const RdmVrpWanderer *wanderer, RdmVrpHeat heat, double progress)
{
  return wanderer->space->typical_cost * RDM_VRP_DESCENT_SCALE * heat.hot
         * pow (heat.cold / heat.hot, progress);
}

bool
rdm_vrp_wander (RdmVrpWanderer *wanderer,
                RdmVrpAnnealer *annealer,
                const RdmVrpPlan *plan,
                const bool *owns_vehicle,
                int64_t missing_weight,
                double until)
{
  RdmVrpRandom *random = &annealer->state->random;
  RdmVrpHeat heat = wanderer->tuning.heat;
  double fraction = rdm_vrp_annealer_fraction (annealer);
  double temperature = temperature_at (wanderer, heat, fraction);
  double reported_s = 0;
  bool good = true;
  bool goes_on = true;

  wanderer->missing_weight = missing_weight;
  load (wanderer, plan, owns_vehicle);
  good = note_best (wanderer, annealer, &reported_s, &goes_on);
  if (wanderer->n_ruins == 0)
    rdm_vrp_descent_settle_all (wanderer->descent, random);
  while (good && goes_on && wanderer->n_ours > 0 && fraction < until)
    {
      annealer->iterations++;
      if (step (wanderer, random, temperature))
        good = note_best (wanderer, annealer, &reported_s, &goes_on);
      if (annealer->iterations % CLOCK_EVERY == 0 || annealer->budget->iterations > 0)
        {
          fraction = rdm_vrp_annealer_fraction (annealer);
          temperature = temperature_at (wanderer, heat, fraction);
          goes_on =
              goes_on
              && !atomic_load_explicit (&annealer->budget->is_cancelled, memory_order_relaxed);
        }
    }
  /* Others join their parts to this one, so it must be whole. */
  if (good && !keeps_rules (wanderer))
    {
      mend (wanderer);
      good = note_best (wanderer, annealer, &reported_s, &goes_on);
      if (!keeps_rules (wanderer))
        load (wanderer, annealer->best, owns_vehicle);
    }
  annealer->state->n_priced += wanderer->descent->n_priced;
  wanderer->descent->n_priced = 0;
  return good;
}

RdmVrpDescent *
rdm_vrp_wanderer_enter (RdmVrpWanderer *wanderer, const RdmVrpTour *tour)
{
  wanderer->missing_weight = 0;
  wanderer->n_ours = wanderer->descent->n;
  for (uint32_t i = 0; i < wanderer->n_ours; i++)
    wanderer->ours[i] = i;
  rdm_vrp_descent_load (wanderer->descent, tour, NULL);
  rdm_vrp_descent_set_penalties (wanderer->descent, wanderer->penalties);
  return wanderer->descent;
}

static bool
note_lawful (RdmVrpWanderer *wanderer,
             RdmVrpAnnealer *annealer,
             RdmVrpTour *lawful,
             double *reported_s,
             bool *goes_on)
{
  if (!keeps_rules (wanderer) || wanderer->descent->cost >= lawful->cost)
    return true;
  rdm_vrp_descent_store (wanderer->descent, lawful);
  return note_best (wanderer, annealer, reported_s, goes_on);
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
  double reported_s = 0;
  bool good;
  bool goes_on = true;

  result->lawful.cost = result->lawless.cost = INT64_MAX;
  good = note_lawful (wanderer, annealer, &result->lawful, &reported_s, &goes_on);
  for (uint64_t i = 0; good && goes_on && i < iterations; i++)
    {
      annealer->iterations++;
      if (step (wanderer, random, temperature_at (wanderer, heat, (double)i / (double)iterations)))
        good = note_lawful (wanderer, annealer, &result->lawful, &reported_s, &goes_on);
      if (i % CLOCK_EVERY == 0 || annealer->budget->iterations > 0)
        goes_on = goes_on && rdm_vrp_annealer_fraction (annealer) < 1
                  && !atomic_load_explicit (&annealer->budget->is_cancelled, memory_order_relaxed);
    }
  if (good && !keeps_rules (wanderer))
    {
      rdm_vrp_descent_store (descent, &result->lawless);
      result->lawless.cost = descent->cost;
      if (result->lawful.cost == INT64_MAX)
        {
          mend (wanderer);
          good = note_lawful (wanderer, annealer, &result->lawful, &reported_s, &goes_on);
        }
    }
  annealer->state->n_priced += descent->n_priced;
  descent->n_priced = 0;
  return good;
}
