/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local search for a fleet of like vehicles, through plans that break rules at a price.
 *
 * A second of lateness and a piece of overload cost something instead of being forbidden (Vidal et
 * al. 2013), so the search can pass between feasible plans. Being late is driving back in time to
 * the window's end ("time warp"), which makes parts of routes concatenate in constant time. */
#pragma once

#include "rdm-vrp-random-private.h"
#include "rdm-vrp-space-private.h"

/* Routes as arrays: route r is nodes[starts[r]] … nodes[starts[r + 1] - 1], each a task. */
typedef struct
{
  uint32_t *starts; /* (array) n_routes + 1 */
  uint32_t *nodes;  /* (array) n_tasks */
  int64_t drive_s;
  int64_t warp_s;
  int64_t overload;
} RdmVrpTour;

typedef struct
{
  int64_t late; /* cost of a second of time warp, in driving seconds / 16 */
  int64_t load; /* cost of a piece of overload, in driving seconds / 16 */
} RdmVrpPenalties;

typedef struct _RdmVrpDescent RdmVrpDescent;

/* Whether the problem is one for this search: vehicles of one kin, jobs that all are required and
 * bring one kind of load at most, nothing but driving and windows to care for. */
bool rdm_vrp_descent_fits (const RdmVrpSpace *space);

RdmVrpDescent *rdm_vrp_descent_new (const RdmVrpSpace *space, uint32_t n_near);
void rdm_vrp_descent_free (RdmVrpDescent *descent);

/* Improves the tour until nothing helps (by these prices); its sums are those of the result. */
void rdm_vrp_descend (RdmVrpDescent *descent,
                      RdmVrpTour *tour,
                      RdmVrpPenalties penalties,
                      RdmVrpRandom *random);
/* Puts the tasks in where they cost least by these prices, one after the other; then the tour's
 * sums are right. */
void rdm_vrp_descent_insert (RdmVrpDescent *descent,
                             RdmVrpTour *tour,
                             const uint32_t *tasks,
                             uint32_t n_tasks,
                             RdmVrpPenalties penalties);
/* How many moves were priced. */
uint64_t rdm_vrp_descent_count (const RdmVrpDescent *descent);
