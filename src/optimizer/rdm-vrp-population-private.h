/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans that survive by cost and by how different they are from the others (Vidal et al. 2012). */
#pragma once

#include "rdm-vrp-descent-private.h"

#define RDM_VRP_MOST_MEMBERS 64

typedef struct
{
  RdmVrpTour tour;
  uint32_t *next; /* (array) n_tasks: the task after, or UINT32_MAX */
  uint32_t slot;  /* row of population->differences */
  double fitness; /* small is good */
} RdmVrpMember;

typedef struct
{
  uint32_t n_tasks;
  uint32_t n_routes;
  uint32_t n_smallest; /* survivors */
  uint32_t n_largest;  /* then only n_smallest survive; at most RDM_VRP_MOST_MEMBERS */
  uint32_t n_elite;    /* that survive by cost alone */
  uint32_t n_close;    /* others that count for how different one is */
  uint32_t n;
  RdmVrpMember *members[RDM_VRP_MOST_MEMBERS]; /* cheapest first */
  bool is_taken[RDM_VRP_MOST_MEMBERS];         /* slots */
  float differences[RDM_VRP_MOST_MEMBERS][RDM_VRP_MOST_MEMBERS];
} RdmVrpPopulation;

/* Room for one tour. Returns: whether there was memory; else it is empty. */
bool rdm_vrp_tour_init (RdmVrpTour *tour, uint32_t n_tasks, uint32_t n_routes);
void rdm_vrp_tour_clear (RdmVrpTour *tour);

/* Takes a copy of the tour in, unless one like it is there already, and lets the unfit die when
 * there are too many. Returns: false when memory is out. */
bool rdm_vrp_population_add (RdmVrpPopulation *population, const RdmVrpTour *tour);
/* Lets all die. */
void rdm_vrp_population_empty (RdmVrpPopulation *population);
