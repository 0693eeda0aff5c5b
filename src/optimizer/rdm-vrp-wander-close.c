/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans with one route less. Where routes are long or full, no single try closes one: its tasks
 * must go to many others, and these settle down again. Without that, a walk keeps the number of
 * routes with which it became cool. */
#include "rdm-vrp-wander-own-private.h"

#include <math.h>

/* The route with fewer tasks of so many picked at random. */
#define N_PICKED 2
/* Tasks to search among: those of the routes around, up to so many times as many, and some more;
 * tries for each of them, and in all. */
#define FOCUS_TIMES 8
#define FOCUS_MORE 20
#define TRIES_A_TASK 0.5
#define LEAST_TRIES 20
/* Each time that it did not pay, the share of tries without a route becomes less by so much. */
#define LESS 1.1
#define LEAST_SHARE 0.05

static uint32_t
pick_route (const RdmVrpWanderer *wanderer, RdmVrpRandom *random)
{
  const RdmVrpDescent *descent = wanderer->descent;
  uint32_t best = RDM_VRP_NO_NODE;

  for (int i = 0; i < N_PICKED; i++)
    {
      uint32_t task = wanderer->ours[rdm_vrp_random_below (random, wanderer->n_ours)];
      uint32_t r = descent->nodes[task].route;

      if (best == RDM_VRP_NO_NODE || descent->routes[r].n < descent->routes[best].n)
        best = r;
    }
  return best;
}

static uint32_t
list_route (const RdmVrpDescent *descent, uint32_t r, uint32_t *tasks)
{
  uint32_t n = 0;

  for (uint32_t i = descent->nodes[rdm_vrp_begin_of (descent, r)].next; i < descent->n;
       i = descent->nodes[i].next)
    tasks[n++] = i;
  return n;
}

/* The tasks of out[], and of the routes nearest to them, into focus[]. Returns: how many. */
static uint32_t
gather (RdmVrpWanderer *wanderer)
{
  const RdmVrpDescent *descent = wanderer->descent;
  const RdmVrpSpace *space = wanderer->space;
  uint32_t most = FOCUS_TIMES * wanderer->n_out + FOCUS_MORE;
  uint32_t n = 0;

  wanderer->n_ruins++;
  for (uint32_t i = 0; i < wanderer->n_out; i++)
    wanderer->focus[n++] = wanderer->out[i];
  wanderer->ruined[descent->nodes[wanderer->out[0]].route] = wanderer->n_ruins;
  for (uint32_t k = 0; k < space->n_near && n < most; k++)
    for (uint32_t i = 0; i < wanderer->n_out && n < most; i++)
      {
        uint32_t task = space->near[(size_t)wanderer->out[i] * space->n_near + k];
        uint32_t r = descent->nodes[task].route;

        if (r == RDM_VRP_NO_NODE || wanderer->ruined[r] == wanderer->n_ruins)
          continue;
        wanderer->ruined[r] = wanderer->n_ruins;
        n += list_route (descent, r, wanderer->focus + n);
      }
  return n;
}

/* All of out[] goes from its route to others. */
static void
spread (RdmVrpWanderer *wanderer, RdmVrpRandom *random)
{
  RdmVrpDescent *descent = wanderer->descent;

  rdm_vrp_descent_cut (descent, wanderer->out[0], wanderer->n_out);
  for (uint32_t i = wanderer->n_out; i-- > 1;)
    {
      uint32_t j = rdm_vrp_random_below (random, i + 1);
      uint32_t swap = wanderer->out[i];

      wanderer->out[i] = wanderer->out[j];
      wanderer->out[j] = swap;
    }
  for (uint32_t i = 0; i < wanderer->n_out; i++)
    rdm_vrp_descent_put (descent, wanderer->out[i], wanderer->tuning.n_near, 0, random);
  rdm_vrp_descent_settle (descent);
}

/* What the plan of before costs at today's penalties. */
static int64_t
cost_before (const RdmVrpWanderer *wanderer)
{
  return wanderer->back.cost + wanderer->penalties.late * wanderer->back.warp_s
         + wanderer->penalties.load * wanderer->back.overload;
}

bool
rdm_vrp_wanderer_do_without (RdmVrpWanderer *wanderer,
                             RdmVrpAnnealer *annealer,
                             double temperature,
                             double until)
{
  RdmVrpDescent *descent = wanderer->descent;
  RdmVrpRandom *random = &annealer->state->random;
  uint32_t *ours = wanderer->ours;
  uint32_t n_ours = wanderer->n_ours;
  uint32_t most_busy = descent->most_busy;
  double fraction = 0;
  bool good = true;
  uint32_t n_tries;

  wanderer->n_out = list_route (descent, pick_route (wanderer, random), wanderer->out);
  wanderer->n_ours = gather (wanderer);
  wanderer->ours = wanderer->focus;
  descent->most_busy = descent->n_busy - 1;
  spread (wanderer, random);
  n_tries = LEAST_TRIES + (uint32_t)(TRIES_A_TASK * wanderer->n_ours);
  for (uint32_t i = 0; good && wanderer->goes_on && fraction < until && i < n_tries; i++)
    {
      annealer->iterations++;
      if (rdm_vrp_wanderer_step (wanderer, random, temperature))
        good = rdm_vrp_wanderer_note_best (wanderer, annealer);
      if (i % RDM_VRP_WANDER_CLOCK_EVERY == 0 || annealer->budget->iterations > 0)
        fraction = rdm_vrp_wanderer_look_up (wanderer, annealer);
    }
  wanderer->ours = ours;
  wanderer->n_ours = n_ours;
  wanderer->n_closing_tries = n_tries;
  descent->most_busy = most_busy;
  return good;
}

bool
rdm_vrp_wanderer_close_route (RdmVrpWanderer *wanderer,
                              RdmVrpAnnealer *annealer,
                              double temperature,
                              double until)
{
  RdmVrpDescent *descent = wanderer->descent;
  double loss;
  bool good;

  rdm_vrp_descent_store (descent, &wanderer->back);
  good = rdm_vrp_wanderer_do_without (wanderer, annealer, temperature, until);
  loss = (double)(descent->cost - cost_before (wanderer));
  if (loss > 0 && loss >= -temperature * log (rdm_vrp_random_unit (&annealer->state->random)))
    {
      rdm_vrp_descent_load (descent, &wanderer->back, wanderer->owns_vehicle);
      wanderer->closing_share = fmax (wanderer->closing_share / LESS, LEAST_SHARE);
    }
  else
    wanderer->closing_share = wanderer->tuning.closing_share;
  wanderer->next_closing =
      annealer->iterations + (uint64_t)(wanderer->n_closing_tries / wanderer->closing_share);
  return good;
}
