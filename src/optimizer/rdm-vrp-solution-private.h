/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-vrp-model-private.h"
#include "rdm-vrp-solve.h"

/* Works out everything about solution->plan. Returns: false when memory is out. */
bool rdm_vrp_solution_fill (const RdmVrpModel *model, RdmVrpSolution *solution);
