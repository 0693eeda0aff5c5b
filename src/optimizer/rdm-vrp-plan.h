/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan: for each vehicle the steps it takes, in order. A step is a task's index or
 * RDM_VRP_RELOAD. */
#pragma once

#include "rdm-vrp-problem.h"

typedef struct
{
  uint32_t n_vehicles;
  /* (array) n_vehicles + 1: vehicle v's steps are steps[starts[v]] … steps[starts[v + 1] - 1]. */
  uint32_t *starts;
  int32_t *steps;
} RdmVrpPlan;

/* An empty plan. Free with rdm_vrp_plan_free(). */
RdmVrpPlan *rdm_vrp_plan_new (uint32_t n_vehicles);
RdmVrpPlan *rdm_vrp_plan_copy (const RdmVrpPlan *plan);
/* NULL is fine. */
void rdm_vrp_plan_free (RdmVrpPlan *plan);

/* Replaces the steps of one vehicle. Returns: false when memory is out; then nothing changed. */
bool
rdm_vrp_plan_set_route (RdmVrpPlan *plan, uint32_t vehicle, const int32_t *steps, uint32_t n_steps);
/* Returns: (borrowed) the vehicle's steps; their number in n_steps. */
const int32_t *rdm_vrp_plan_get_route (const RdmVrpPlan *plan, uint32_t vehicle, uint32_t *n_steps);
