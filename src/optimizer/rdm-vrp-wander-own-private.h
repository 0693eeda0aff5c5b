/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the walk share with each other. */
#pragma once

#include "rdm-vrp-population-private.h"
#include "rdm-vrp-wander-private.h"

/* Iterations between looks at the clock. */
#define RDM_VRP_WANDER_CLOCK_EVERY 4
/* Iterations for each task before the first route is closed: until then, all get better anyway. */
#define RDM_VRP_WANDER_CLOSES_FROM 15

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
  const bool *owns_vehicle; /* (borrowed) (nullable) whose routes it changes; NULL: all */
  RdmVrpTour back;          /* scratch: before a route was closed */
  uint32_t *focus;          /* (array) n_tasks: of that route and those around */
  uint64_t next_closing;    /* iteration from which on a route is closed again */
  uint32_t n_closing_tries; /* of the last time */
  double closing_share;     /* of all tries, those without a route */
  double reported_s;
  bool goes_on; /* nobody said stop */
};

/* Takes strings of neighbouring routes out; who goes is in out[]. (rdm-vrp-wander-ruin.c) */
void rdm_vrp_wanderer_ruin (RdmVrpWanderer *wanderer, RdmVrpRandom *random);
/* Puts all of out[] back where it costs least, in an order by chance. */
void rdm_vrp_wanderer_recreate (RdmVrpWanderer *wanderer, RdmVrpRandom *random);

/* One try. Returns: whether it was accepted. */
bool rdm_vrp_wanderer_step (RdmVrpWanderer *wanderer, RdmVrpRandom *random, double temperature);
/* Writes the plan down if it is a new best, and reports that now and then. Returns: false when
 * memory is out. */
bool rdm_vrp_wanderer_note_best (RdmVrpWanderer *wanderer, RdmVrpAnnealer *annealer);
/* How much of the limits is used up; sees whether somebody said stop. */
double rdm_vrp_wanderer_look_up (RdmVrpWanderer *wanderer, const RdmVrpAnnealer *annealer);

/* rdm_vrp_wanderer_do_without(), and what comes of it stays if annealing accepts it. Returns: false
 * when memory is out. (rdm-vrp-wander-close.c) */
bool rdm_vrp_wanderer_close_route (RdmVrpWanderer *wanderer,
                                   RdmVrpAnnealer *annealer,
                                   double temperature,
                                   double until);
