/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Travel as the search wants it: looked up instead of worked out, and the same at every hour, for
 * it asks for the same legs millions of times. Inside the planner.
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
 * rdm_solve_matrices_blend: gives @problem, where its travel changes with the hour, one matrix for
 * the whole day: the mean of the hours in which vehicles work. A search by that is a hundred times
 * as fast, and what it finds is nearly right.
 *
 * Returns: FALSE: travel does not change; nothing was done
 */
gboolean rdm_solve_matrices_blend (RdmSolveMatrices *self, RdmVrpProblem *problem);

/**
 * rdm_solve_matrices_fill: gives @problem matrices in place of its estimates, equal to them to the
 * second and metre. Does nothing where there are too many places for the memory that a search may
 * take.
 */
void rdm_solve_matrices_fill (RdmSolveMatrices *self, RdmVrpProblem *problem);
void rdm_solve_matrices_clear (RdmSolveMatrices *self);

G_END_DECLS
