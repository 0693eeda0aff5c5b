/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-vrp-model-private.h"
#include "rdm-vrp-schedule.h"

/* rdm_vrp_schedule() for those who hold a model already. */
bool rdm_vrp_schedule_with_model (const RdmVrpModel *model,
                                  uint32_t vehicle,
                                  const int32_t *steps,
                                  uint32_t n_steps,
                                  RdmVrpSchedule *schedule);

/* How the tasks of a relation stand in one route. */
typedef struct
{
  uint32_t n_here;
  int32_t first;   /* the first of them in the route */
  bool is_ordered; /* those here are in the relation's order */
  bool is_direct;  /* all of the relation are here, in order, with nothing between */
} RdmVrpOrder;

RdmVrpOrder rdm_vrp_relation_order (const RdmVrpProblem *problem,
                                    const RdmVrpRelation *relation,
                                    const int32_t *steps,
                                    uint32_t n_steps);
