/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all threads of a search share and only read: the model, who is near whom, what moves as one.
 */
#pragma once

#include "rdm-vrp-model-private.h"

/* What is taken out and put in as a whole. */
typedef enum
{
  RDM_VRP_UNIT_SINGLE,
  RDM_VRP_UNIT_PAIR,  /* pickup, drop: each at its own place of one route */
  RDM_VRP_UNIT_BLOCK, /* in one piece, in this order */
} RdmVrpUnitKind;

typedef struct
{
  RdmVrpUnitKind kind;
  uint32_t first; /* slice of unit_tasks */
  uint32_t n;
  bool is_frozen;
  bool is_tied; /* has relations */
  bool is_optional;
  int64_t weight;   /* of leaving it out, if required */
  RdmVrpCost price; /* of leaving it out, if optional */
} RdmVrpUnit;

typedef struct
{
  RdmVrpModel *model; /* owned */
  uint32_t n_near;    /* entries a task */
  uint32_t *near;     /* (array) n_tasks * n_near, nearest first */
  uint32_t n_units;
  RdmVrpUnit *units;
  uint32_t *unit_tasks;
  uint32_t *task_units; /* (array) n_tasks */
  int32_t *direct_next; /* (array) n_tasks: must follow at once, or NONE */
  uint32_t n_kins;
  uint32_t *kin_starts;   /* (array) n_kins + 1 */
  uint32_t *kin_vehicles; /* (array) n_vehicles, by kin */
  uint32_t *vehicle_kins; /* (array) n_vehicles: number of its kin */
  bool has_relations;
  double typical_cost; /* of a leg between neighbours: the scale of temperatures */
} RdmVrpSpace;

RdmVrpSpace *rdm_vrp_space_new (const RdmVrpProblem *problem, uint32_t n_near);
void rdm_vrp_space_free (RdmVrpSpace *space);

static inline const uint32_t *
rdm_vrp_unit_tasks (const RdmVrpSpace *space, uint32_t unit)
{
  return space->unit_tasks + space->units[unit].first;
}
