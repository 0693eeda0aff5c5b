/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child of two plans: some neighbouring routes of the first are replaced by those of the second
 * that have most tasks in common with them (after Nagata and Bräysy's SREX). */
#pragma once

#include "rdm-vrp-population-private.h"

typedef struct
{
  const RdmVrpSpace *space;
  uint32_t n_tasks;
  uint32_t n_routes;
  RdmVrpTour tour; /* the child */
  uint32_t n_missing;
  uint32_t *missing; /* (array) n_tasks: what is in none of its routes, in random order */
  /* Scratch */
  uint32_t mark;
  uint32_t *marks;        /* (array) n_tasks */
  uint32_t *picked;       /* (array) n_routes */
  uint32_t *picked_other; /* (array) n_routes */
  uint32_t *counts;       /* (array) n_routes */
  uint32_t *routes_of;    /* (array) n_tasks */
} RdmVrpCross;

/* Returns: false when memory is out; clear it all the same. */
bool rdm_vrp_cross_init (RdmVrpCross *cross, const RdmVrpSpace *space);
void rdm_vrp_cross_clear (RdmVrpCross *cross);
/* Tasks that would be there twice stay in the routes of one parent. */
void
rdm_vrp_cross (RdmVrpCross *cross, const RdmVrpTour *a, const RdmVrpTour *b, RdmVrpRandom *random);
