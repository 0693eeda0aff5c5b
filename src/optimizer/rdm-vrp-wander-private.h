/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Iterated local search for problems that rdm_vrp_descent_fits(): strings of neighbouring routes
 * are taken out (Christiaens and Vanden Berghe 2020) and put back where they cost least, rules
 * having a price; then a descent around what changed; then annealing decides. */
#pragma once

#include "rdm-vrp-anneal-private.h"
#include "rdm-vrp-descent-private.h"
#include "rdm-vrp-plan.h"

/* Temperatures of annealing at the start and at the end, in typical legs; see rdm_vrp_space_new().
 */
typedef struct
{
  double hot;
  double cold;
} RdmVrpHeat;

typedef struct
{
  uint32_t n_near;       /* neighbours before and after each task that moves look at */
  uint32_t blink_every;  /* one in so many places is overlooked when a task is put back */
  double mean_removed;   /* tasks an iteration, in the mean */
  double longest_string; /* taken out of one route */
  double split_share;    /* of strings that spare a piece in their middle */
  double split_stop;     /* chance that the piece ends at each step */
  RdmVrpHeat heat;
  double closing_share;  /* of tries, at most, those without a route */
  uint32_t adjust_every; /* iterations between changes of the penalties: */
  double feasible_low;   /* they rise when fewer of the plans kept the rule, */
  double feasible_high;  /* and fall when more did, */
  double penalty_up;     /* by these factors */
  double penalty_down;
} RdmVrpWanderTuning;

/* What suits so many seconds of processor time, or iterations, for each task. `is_alone`: no
 * population comes after it. */
RdmVrpWanderTuning rdm_vrp_wander_tuning (const RdmVrpSpace *space,
                                          double seconds_a_task,
                                          double iterations_a_task,
                                          bool is_alone);

/* Of tries, and of a population's children, those that do without a route. With windows more is
 * time lost, above all on real roads. */
static inline double
rdm_vrp_closing_share (const RdmVrpSpace *space)
{
  return space->model->has_windows ? 0.05 : 0.15;
}

typedef struct _RdmVrpWanderer RdmVrpWanderer;

/* `stop`: ends what takes long when it becomes true. Returns: (nullable) NULL when memory is out.
 */
RdmVrpWanderer *rdm_vrp_wanderer_new (const RdmVrpSpace *space,
                                      const RdmVrpWanderTuning *tuning,
                                      const atomic_bool *stop);
void rdm_vrp_wanderer_free (RdmVrpWanderer *wanderer);

/* Begins with the plan's routes of these vehicles (NULL: all), which keep the rules, and goes on
 * until the annealer's fraction reaches `until` or its budget is cancelled. Uses the
 * annealer's random numbers, best plan and score (of these vehicles), and report; not its state.
 * In the end it stands at a plan that keeps the rules. Tasks that are in no route stay out, and
 * weigh missing_weight in the score. Returns: false when memory is out. */
bool rdm_vrp_wander (RdmVrpWanderer *wanderer,
                     RdmVrpAnnealer *annealer,
                     const RdmVrpPlan *plan,
                     const bool *owns_vehicle,
                     int64_t missing_weight,
                     double until);
/* Writes where it stands into the plan: its own routes; others stay. Returns: false when memory is
 * out. */
bool rdm_vrp_wanderer_store (const RdmVrpWanderer *wanderer, RdmVrpPlan *plan);

/* Makes this plan of all tasks the one to go on from. With most_busy routes, no other is opened.
 * Returns: (borrowed) the descent that holds it, for other changes. */
RdmVrpDescent *
rdm_vrp_wanderer_enter (RdmVrpWanderer *wanderer, const RdmVrpTour *tour, uint32_t most_busy);
/* In scaled cost. */
double
rdm_vrp_wanderer_temperature (const RdmVrpWanderer *wanderer, RdmVrpHeat heat, double progress);
/* Takes one of two routes or more away: its tasks go to others, no route is opened instead, and
 * those around are searched for a while at this temperature, at most until the annealer's fraction
 * reaches `until`. Returns: false when memory is out. (rdm-vrp-wander-close.c) */
bool rdm_vrp_wanderer_do_without (RdmVrpWanderer *wanderer,
                                  RdmVrpAnnealer *annealer,
                                  double temperature,
                                  double until);

/* What a while of wandering came to. A cost is INT64_MAX when there was no such plan. */
typedef struct
{
  RdmVrpTour lawful;  /* the best plan seen that keeps the rules */
  RdmVrpTour lawless; /* the last plan, if it breaks them; its cost with penalties */
} RdmVrpUpbringing;

/* Goes on from there for so many iterations, or until the annealer's limits are reached. Returns:
 * false when memory is out. */
bool rdm_vrp_wander_a_while (RdmVrpWanderer *wanderer,
                             RdmVrpAnnealer *annealer,
                             uint64_t iterations,
                             RdmVrpHeat heat,
                             RdmVrpUpbringing *result);
