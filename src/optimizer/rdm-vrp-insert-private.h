/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where can a unit go, and what does that cost: the question that the search asks all the time. */
#pragma once

#include "rdm-vrp-state-private.h"

/* How a task goes in, for vehicles that may reload. */
typedef enum
{
  RDM_VRP_AS_IT_IS,
  RDM_VRP_RELOAD_BEFORE,
  RDM_VRP_RELOAD_AFTER,
} RdmVrpVariant;

typedef struct
{
  RdmVrpCost cost; /* RDM_VRP_INFEASIBLE: nowhere */
  uint32_t vehicle;
  uint32_t position;
  uint32_t drop_position; /* pairs: before which step, counted without the pickup */
  RdmVrpVariant variant;
} RdmVrpPlace;

/* How the best place is looked for. */
typedef struct
{
  uint32_t n_near;      /* only next to so many neighbours, all over if there is none */
  uint32_t blink_every; /* skip one place in so many, at random; 0: none */
} RdmVrpLook;

/* Returns: the best place found. Its cost is the change of the routes' cost. */
RdmVrpPlace rdm_vrp_find_place (RdmVrpState *state, uint32_t unit, const RdmVrpLook *look);
/* Puts the unit there. */
void rdm_vrp_put (RdmVrpState *state, uint32_t unit, const RdmVrpPlace *place);
