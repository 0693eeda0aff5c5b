/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A population of plans (Vidal et al. 2012, 2013): children take neighbouring routes of the other
 * parent over (after Nagata and Bräysy's SREX), and are improved by wandering for a while. One
 * population for all threads, in generations of one child a thread. */
#pragma once

#include "rdm-vrp-population-private.h"
#include "rdm-vrp-wander-private.h"

typedef struct _RdmVrpBreeder RdmVrpBreeder;

/* Whether the problem, one that rdm_vrp_descent_fits(), is also one for this: vehicles of one kin.
 */
bool rdm_vrp_breed_fits (const RdmVrpSpace *space);

/* Returns: (nullable) NULL when memory is out. */
RdmVrpBreeder *rdm_vrp_breeder_new (const RdmVrpSpace *space, uint32_t n_workers);
void rdm_vrp_breeder_free (RdmVrpBreeder *breeder);

/* Decides what children the next generation will have. */
void rdm_vrp_breeder_mate (RdmVrpBreeder *breeder, RdmVrpRandom *random);
/* Makes the worker's child; all workers may at the same time. Uses the annealer's random numbers,
 * best plan, score and report. Returns: false when memory is out. */
bool rdm_vrp_breeder_raise (RdmVrpBreeder *breeder,
                            uint32_t worker,
                            RdmVrpWanderer *wanderer,
                            RdmVrpAnnealer *annealer);
/* Takes the children in. Returns: false when memory is out. */
bool rdm_vrp_breeder_gather (RdmVrpBreeder *breeder);
