/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A population of plans (Vidal et al. 2012, 2013): children take neighbouring routes of the other
 * parent over (after Nagata and Bräysy's SREX), and are improved by wandering for a while. One
 * population for all threads, in generations of one child a thread. */
#pragma once

#include "rdm-vrp-population-private.h"
#include "rdm-vrp-wander-private.h"

typedef struct _RdmVrpBreeder RdmVrpBreeder;

typedef struct
{
  uint32_t n_founders;       /* plans to begin with, the best so far among them */
  uint32_t n_smallest;       /* survivors, */
  uint32_t n_largest;        /* when there are so many */
  double founder_iterations; /* how long a plan is improved, in iterations a task */
  double child_iterations;
  bool keeps_lawless;   /* plans that break rules have children, too */
  double closing_share; /* of children, those that are their parent without one of its routes */
  bool is_large;        /* there is time for it to grow from nothing */
  double begins_at;     /* fraction of the limits; one plan wanders until then */
} RdmVrpBreedTuning;

/* What suits so many seconds of processor time, or iterations, for each task. */
RdmVrpBreedTuning
rdm_vrp_breed_tuning (const RdmVrpSpace *space, double seconds_a_task, double iterations_a_task);

/* Whether the problem, one that rdm_vrp_descent_fits(), is also one for this: vehicles of one kin.
 */
bool rdm_vrp_breed_fits (const RdmVrpSpace *space);

/* Returns: (nullable) NULL when memory is out. */
RdmVrpBreeder *
rdm_vrp_breeder_new (const RdmVrpSpace *space, const RdmVrpBreedTuning *tuning, uint32_t n_workers);
void rdm_vrp_breeder_free (RdmVrpBreeder *breeder);

/* Decides what children the next generation will have. `best`: the best plan so far. */
void rdm_vrp_breeder_mate (RdmVrpBreeder *breeder, const RdmVrpPlan *best, RdmVrpRandom *random);
/* Makes the worker's child; all workers may at the same time. Uses the annealer's random numbers,
 * best plan, score and report. Returns: false when memory is out. */
bool rdm_vrp_breeder_raise (RdmVrpBreeder *breeder,
                            uint32_t worker,
                            RdmVrpWanderer *wanderer,
                            RdmVrpAnnealer *annealer);
/* Takes the children in. Returns: false when memory is out. */
bool rdm_vrp_breeder_gather (RdmVrpBreeder *breeder);
