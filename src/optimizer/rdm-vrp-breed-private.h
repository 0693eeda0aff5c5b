/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hybrid genetic search (Vidal et al. 2012, 2013): two populations, of plans that keep the rules
 * and of such that do not, crossed by exchanging routes (after Nagata and Bräysy's SREX), each
 * child improved by descent, survivors chosen by cost and by how different they are. For problems
 * that rdm_vrp_descent_fits(). */
#pragma once

#include "rdm-vrp-anneal-private.h"

/* Whether the problem, one that rdm_vrp_descent_fits(), is also one for this: vehicles of one kin.
 */
bool rdm_vrp_breed_fits (const RdmVrpSpace *space);

/* Goes on from the annealer's best plan, which serves all tasks, until the fraction reaches `until`
 * or the budget is cancelled, with the annealer's random numbers, score and report. Returns: false
 * when memory is out. */
bool rdm_vrp_breed (RdmVrpAnnealer *annealer, double until);
