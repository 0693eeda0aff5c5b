/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sketch of a rich problem: the same tasks, vehicles and places, with only the rules that
 * rdm_vrp_descent_fits(). Its plan is a better place to begin than nothing: what breaks the other
 * rules is taken out of it and put back elsewhere.
 *
 * Breaks shorten the shift, a soft window is hard, of several windows the whole span is one, of
 * several loads the scarcest is left. What is paid must be the same: where waiting costs, a plan
 * that cares for driving alone leads astray. */
#pragma once

#include "rdm-vrp-problem.h"

typedef struct _RdmVrpSketch RdmVrpSketch;

/* Whether the problem is one of single jobs from depots, all required, that costs driving alone, so
 * that a sketch tells anything of it. */
bool rdm_vrp_sketch_fits (const RdmVrpProblem *problem);
/* The problem must outlive it. Returns: (nullable) NULL when memory is out. */
RdmVrpSketch *rdm_vrp_sketch_new (const RdmVrpProblem *problem);
void rdm_vrp_sketch_free (RdmVrpSketch *sketch);
const RdmVrpProblem *rdm_vrp_sketch_get_problem (const RdmVrpSketch *sketch);
