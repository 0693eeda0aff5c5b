/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-vrp-model-private.h"

/* For each task the others that are near it: in driving time, and in time of day (Vidal et al.
 * 2013). `n_near`: how many are wanted; changed to how many there are. The problem has vehicles and
 * tasks. Returns: (owned) (array) n_tasks * n_near, nearest first; NULL when memory is out. */
uint32_t *rdm_vrp_near_lists (const RdmVrpModel *model, uint32_t *n_near);

/* Of the lists of rdm_vrp_near_lists(), n_best (<= n_near) entries a task: those best visited
 * directly before it, or directly after it; best first.
 *
 * Returns: (array) n_tasks * n_best, to be freed; NULL when memory is out. */
uint32_t *rdm_vrp_near_directed (
    const RdmVrpModel *model, const uint32_t *near, uint32_t n_near, uint32_t n_best, bool before);
