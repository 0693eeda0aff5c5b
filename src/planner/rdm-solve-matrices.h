/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Estimated travel looked up instead of worked out: the search asks for the same legs millions of
 * times. Inside the planner.
 */
#pragma once

#include "rdm-vrp-problem.h"

#include <glib.h>

G_BEGIN_DECLS

/** RdmSolveMatrices: fields are NULL where there are none. */
typedef struct
{
  gint32 **cells; /* (array) 2 × n_profiles: durations, then distances, of each */
  RdmVrpProfile *profiles;
  guint n_profiles;
} RdmSolveMatrices;

/**
 * rdm_solve_matrices_fill: gives @problem matrices in place of its estimates, equal to them to the
 * second and metre. Does nothing where there are too many places for the memory that a search may
 * take.
 */
void rdm_solve_matrices_fill (RdmSolveMatrices *self, RdmVrpProblem *problem);
void rdm_solve_matrices_clear (RdmSolveMatrices *self);

G_END_DECLS
