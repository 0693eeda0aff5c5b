/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules that what must stay already breaks, and the words for jobs that cannot be. Inside the
 * planner.
 */
#pragma once

#include "rdm-solve-job.h"

G_BEGIN_DECLS

/** rdm_solve_job_be_lenient: where the stops that must stay already break a rule on their own, the
 * rule gives way so far and no farther: nothing becomes worse, and the rest of the route can still
 * be planned. */
void rdm_solve_job_be_lenient (RdmSolveJob *self);

/** rdm_solve_job_refuse: says why there is nothing to plan. */
void rdm_solve_job_refuse (const RdmSolveJob *self, const RdmScope *scope, GError **error);

G_END_DECLS
