/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-vrp-model-private.h"

/* For each task the others that are near it: in driving time, and in time of day (Vidal et al.
 * 2013). `n_near`: how many are wanted; changed to how many there are. The problem has vehicles and
 * tasks. Returns: (owned) (array) n_tasks * n_near, nearest first; NULL when memory is out. */
uint32_t *rdm_vrp_near_lists (const RdmVrpModel *model, uint32_t *n_near);
