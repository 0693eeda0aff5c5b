/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A try of the walk: strings of neighbouring routes go, and are put back (Christiaens and Vanden
 * Berghe 2020). */
#include "rdm-vrp-wander-own-private.h"

#include <math.h>

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

void
rdm_vrp_wanderer_ruin (RdmVrpWanderer *wanderer, RdmVrpRandom *random)
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

void
rdm_vrp_wanderer_recreate (RdmVrpWanderer *wanderer, RdmVrpRandom *random)
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
