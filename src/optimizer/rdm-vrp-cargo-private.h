/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on board along a route: a trip leaves with all that its jobs get, and what they give
 * leaves the vehicle at the depot. */
#pragma once

#include "rdm-vrp-model-private.h"

typedef struct
{
  int64_t on_board[RDM_VRP_MAX_DIMENSIONS];
  int64_t collected[RDM_VRP_MAX_DIMENSIONS]; /* from jobs, on this trip */
} RdmVrpCargo;

/* On the first leg. */
void rdm_vrp_cargo_begin (const RdmVrpModel *model,
                          const int32_t *steps,
                          uint32_t n_steps,
                          RdmVrpCargo *cargo);
/* After step `at`, a task or a reload. */
void rdm_vrp_cargo_pass (const RdmVrpModel *model,
                         const int32_t *steps,
                         uint32_t n_steps,
                         uint32_t at,
                         RdmVrpCargo *cargo);
/* Pieces on board that the break does not allow, in the worst dimension. */
int64_t
rdm_vrp_cargo_break_overload (const RdmVrpModel *model, const RdmVrpCargo *cargo, uint32_t index);
