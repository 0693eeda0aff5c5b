/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-ruin-private.h"

#include "rdm-vrp-insert-private.h"

/* --- ruin ---------------------------------------------------------------------------------------
 */

/* Units with a relation of one vehicle leave together half of the time: alone they could not move.
 */
static void
remove_companions (RdmVrpState *state, uint32_t unit)
{
  const RdmVrpModel *model = state->space->model;
  const uint32_t *tasks = rdm_vrp_unit_tasks (state->space, unit);

  for (uint32_t i = 0; i < state->space->units[unit].n; i++)
    for (uint32_t r = model->relation_starts[tasks[i]]; r < model->relation_starts[tasks[i] + 1];
         r++)
      {
        const RdmVrpRelation *relation = &model->problem->relations[model->task_relations[r]];

        if (relation->kind == RDM_VRP_NOT_TOGETHER)
          continue;
        for (uint32_t j = 0; j < relation->n_tasks; j++)
          {
            uint32_t task = model->problem->relation_tasks[relation->first_task + j];
            uint32_t other = state->space->task_units[task];

            if (state->task_routes[task] >= 0 && rdm_vrp_state_is_served (state, other)
                && !state->space->units[other].is_frozen)
              rdm_vrp_state_remove (state, other);
          }
      }
}

static void
remove_task (RdmVrpState *state, uint32_t task)
{
  uint32_t unit = state->space->task_units[task];

  if (!rdm_vrp_state_is_served (state, unit) || state->space->units[unit].is_frozen)
    return;
  rdm_vrp_state_remove (state, unit);
  if (state->space->units[unit].is_tied && rdm_vrp_random_below (&state->random, 2) == 0)
    remove_companions (state, unit);
}

/* Takes `length` steps around the task out, but for a piece of `kept` steps after the first
 * `before`. Single jobs next to each other leave in one splice, which is what makes a ruin cheap.
 */
static void
remove_string (RdmVrpState *state,
               uint32_t vehicle,
               uint32_t begin,
               uint32_t length,
               uint32_t before,
               uint32_t kept)
{
  const RdmVrpRoute *route = state->routes[vehicle];
  uint32_t doomed[256];
  uint32_t n = 0;

  for (uint32_t i = begin; i < begin + length + kept && i < route->n && n < 256; i++)
    if (route->steps[i] >= 0 && (i < begin + before || i >= begin + before + kept))
      doomed[n++] = (uint32_t)route->steps[i];
  for (uint32_t i = 0; i < n; i++)
    remove_task (state, doomed[i]);
}

static void
ruin_route (RdmVrpState *state, const RdmVrpTuning *tuning, uint32_t task, double longest)
{
  uint32_t vehicle = (uint32_t)state->task_routes[task];
  const RdmVrpRoute *route = state->routes[vehicle];
  uint32_t free_n = route->n - route->n_fixed;
  double most = longest < free_n ? longest : free_n;
  uint32_t length = 1 + (uint32_t)(rdm_vrp_random_unit (&state->random) * most * 0.999999);
  uint32_t at = state->task_at[task];
  uint32_t kept = 0;
  uint32_t before = 0;
  uint32_t low;
  uint32_t high;
  uint32_t begin;

  if (length > free_n)
    length = free_n;
  if (length > 1 && length < free_n && rdm_vrp_random_unit (&state->random) < tuning->split_share)
    {
      kept = 1;
      while (length + kept < free_n && rdm_vrp_random_unit (&state->random) > tuning->split_stop)
        kept++;
      before = 1 + rdm_vrp_random_below (&state->random, length - 1);
    }
  low = at + 1 > length + kept + route->n_fixed ? at + 1 - length - kept : route->n_fixed;
  high = at + length + kept <= route->n ? at : route->n - length - kept;
  begin = low + rdm_vrp_random_below (&state->random, high - low + 1);
  remove_string (state, vehicle, begin, length, before, kept);
}

void
rdm_vrp_ruin (RdmVrpState *state, const RdmVrpTuning *tuning)
{
  const RdmVrpSpace *space = state->space;
  uint32_t n_tasks = space->model->problem->n_tasks;
  uint32_t n_served = 0;
  double mean_length;
  double longest;
  double most_strings;
  uint32_t n_strings;
  uint32_t seed;
  uint32_t n_ruined = 0;

  for (int i = 0; i < 64; i++)
    {
      seed = rdm_vrp_random_below (&state->random, n_tasks);
      if (state->task_routes[seed] != RDM_VRP_FOREIGN)
        break;
    }
  if (state->n_busy == 0 || state->task_routes[seed] == RDM_VRP_FOREIGN)
    return;
  n_served = n_tasks - state->n_absent;
  mean_length = (double)n_served / state->n_busy;
  longest = tuning->longest_string < mean_length ? tuning->longest_string : mean_length;
  if (longest < 1)
    longest = 1;
  most_strings = 4 * tuning->mean_removed / (1 + longest) - 1;
  n_strings = (uint32_t)(1 + rdm_vrp_random_unit (&state->random) * most_strings);
  for (uint32_t i = 0; i <= space->n_near && n_ruined < n_strings; i++)
    {
      uint32_t task = i == 0 ? seed : space->near[(size_t)seed * space->n_near + i - 1];
      int32_t vehicle = state->task_routes[task];

      if (vehicle < 0 || state->is_touched[vehicle]
          || state->task_at[task] < state->routes[vehicle]->n_fixed
          || space->units[space->task_units[task]].is_frozen)
        continue;
      ruin_route (state, tuning, task, longest);
      n_ruined++;
    }
}

/* --- recreate
 * ------------------------------------------------------------------------------------- */

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

static double
window_length (const RdmVrpStop *stop)
{
  return (double)(stop->latest_s - stop->begin_s);
}

/* Least first. */
static double
key_of (RdmVrpState *state, Order order, uint32_t unit)
{
  const RdmVrpModel *model = state->space->model;
  uint32_t task = rdm_vrp_unit_tasks (state->space, unit)[0];
  const RdmVrpStop *stop = &model->stops[task];
  size_t n = model->problem->n_dimensions;
  int32_t depot = model->rigs[0].vehicle->start_location;

  switch (order)
    {
    case BY_DEMAND:
      return n == 0 ? 0 : -(double)(model->demand[task * n] + model->supply[task * n]);
    case BY_FAR:
      return depot < 0 ? 0
                       : -(double)rdm_vrp_travel_seconds (model->rigs[0].travel, (uint32_t)depot,
                                                          stop->location);
    case BY_CLOSE:
      return -key_of (state, BY_FAR, unit);
    case BY_WINDOW_LENGTH:
      return window_length (stop);
    case BY_WINDOW_BEGIN:
      return (double)stop->begin_s;
    case BY_WINDOW_END:
      return -(double)stop->latest_s;
    default:
      return (double)(rdm_vrp_random_next (&state->random) >> 12);
    }
}

static Order
choose_order (RdmVrpState *state)
{
  /* Weights of the paper: chance 4, demand 4, far 2, close 1; and with windows, 2 each. */
  static const Order plain[] = { BY_CHANCE, BY_CHANCE, BY_CHANCE, BY_CHANCE, BY_DEMAND, BY_DEMAND,
                                 BY_DEMAND, BY_DEMAND, BY_FAR,    BY_FAR,    BY_CLOSE };
  static const Order timed[] = { BY_CHANCE,        BY_CHANCE,       BY_CHANCE,
                                 BY_CHANCE,        BY_DEMAND,       BY_DEMAND,
                                 BY_DEMAND,        BY_DEMAND,       BY_FAR,
                                 BY_FAR,           BY_CLOSE,        BY_WINDOW_LENGTH,
                                 BY_WINDOW_LENGTH, BY_WINDOW_BEGIN, BY_WINDOW_BEGIN,
                                 BY_WINDOW_END,    BY_WINDOW_END };

  if (state->space->model->has_windows)
    return timed[rdm_vrp_random_below (&state->random, sizeof timed / sizeof timed[0])];
  return plain[rdm_vrp_random_below (&state->random, sizeof plain / sizeof plain[0])];
}

static void
sort_by_key (uint32_t *order, double *keys, uint32_t n)
{
  /* Shell's: short lists most of the time, and no recursion for the long one at the start. */
  uint32_t gap = 1;

  while (gap < n / 3)
    gap = gap * 3 + 1;
  for (; gap > 0; gap /= 3)
    for (uint32_t i = gap; i < n; i++)
      {
        uint32_t unit = order[i];
        double key = keys[i];
        uint32_t j = i;

        for (; j >= gap && keys[j - gap] > key; j -= gap)
          {
            order[j] = order[j - gap];
            keys[j] = keys[j - gap];
          }
        order[j] = unit;
        keys[j] = key;
      }
}

/* Those taken out just now, and a few of those that were out before. */
static uint32_t
choose_units (RdmVrpState *state, const RdmVrpTuning *tuning)
{
  Order order = choose_order (state);
  uint32_t n = 0;
  uint32_t n_old = 0;

  for (uint32_t i = 0; i < state->n_absent; i++)
    {
      /* Absent units are appended, so what was out before comes first, unless some were put in
       * since. */
      bool is_old = i < state->n_absent_before;

      if (is_old)
        n_old++;
      else
        state->order[n++] = state->absent[i];
    }
  for (uint32_t i = 0; i < tuning->n_retries && i < n_old; i++)
    {
      uint32_t pick = n_old <= tuning->n_retries ? i : rdm_vrp_random_below (&state->random, n_old);

      state->order[n++] = state->absent[pick];
    }
  for (uint32_t i = 0; i < n; i++)
    state->keys[i] = key_of (state, order, state->order[i]);
  sort_by_key (state->order, state->keys, n);
  return n;
}

void
rdm_vrp_recreate (RdmVrpState *state, const RdmVrpTuning *tuning)
{
  RdmVrpLook look = { .n_near = tuning->n_near, .blink_every = tuning->blink_every };
  uint32_t n = choose_units (state, tuning);

  for (uint32_t i = 0; i < n; i++)
    {
      uint32_t unit = state->order[i];
      const RdmVrpUnit *about = &state->space->units[unit];
      RdmVrpPlace place;

      if (rdm_vrp_state_is_served (state, unit))
        continue;
      place = rdm_vrp_find_place (state, unit, &look);
      if (place.cost == RDM_VRP_INFEASIBLE || (about->is_optional && place.cost >= about->price))
        continue;
      rdm_vrp_put (state, unit, &place);
      if (!state->has_memory)
        return;
    }
}
