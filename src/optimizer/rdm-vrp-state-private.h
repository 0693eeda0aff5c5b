/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan being changed by one thread: its routes, what is left out, and the way back.
 *
 * A thread may own only some vehicles and units of the problem; the others do not exist for it. All
 * routes keep all hard rules (but for what a frozen head breaks by itself). */
#pragma once

#include "rdm-vrp-plan.h"
#include "rdm-vrp-random-private.h"
#include "rdm-vrp-route-private.h"
#include "rdm-vrp-space-private.h"

#define RDM_VRP_ABSENT (-1)  /* task_routes: in no route */
#define RDM_VRP_FOREIGN (-2) /* task_routes: not this thread's */

typedef struct
{
  int64_t weight;  /* of required units left out: first to be small */
  RdmVrpCost cost; /* routes, and prices of optional units left out */
} RdmVrpScore;

typedef struct
{
  uint32_t vehicle;
  RdmVrpRoute *before;
} RdmVrpTouch;

typedef struct
{
  const RdmVrpSpace *space;
  RdmVrpRandom random;
  RdmVrpScratch scratch;
  RdmVrpScore score;
  int64_t breach;  /* of hard rules, all routes: what frozen heads break by themselves. Taking a
                    * task out can raise it: a break may fall elsewhere */
  bool has_memory; /* false: an allocation failed; the thread must stop */
  RdmVrpRoute **routes; /* (array) n_vehicles; NULL: not this thread's */
  RdmVrpRoute **spares; /* (array) n_vehicles: memory for the next change */
  int32_t *task_routes; /* (array) n_tasks: vehicle, ABSENT or FOREIGN */
  uint32_t *task_at;    /* (array) n_tasks: position */
  uint32_t n_absent;
  uint32_t *absent;    /* (array) n_units: units in no route */
  uint32_t *absent_at; /* (array) n_units: position there, or UINT32_MAX */
  uint32_t
      *idle; /* (array) n_vehicles: by kin, those of this thread without steps; see idle_ends */
  uint32_t *idle_ends; /* (array) n_kins: kin k's are idle[kin_starts[k] … idle_ends[k]) */
  uint32_t *idle_at;   /* (array) n_vehicles */
  uint32_t n_busy;
  /* The way back */
  uint32_t n_touched;
  RdmVrpTouch *touched; /* (array) n_vehicles */
  bool *is_touched;
  RdmVrpScore score_before;
  int64_t breach_before;
  uint32_t n_absent_before;
  uint32_t *absent_before;
  /* Scratch of ruin and recreate */
  uint32_t *order; /* (array) n_units */
  double *keys;    /* (array) n_units */
  uint64_t n_priced;
} RdmVrpState;

static inline bool
rdm_vrp_score_is_better (RdmVrpScore a, RdmVrpScore b)
{
  return a.weight != b.weight ? a.weight < b.weight : a.cost < b.cost;
}

RdmVrpState *rdm_vrp_state_new (const RdmVrpSpace *space);
void rdm_vrp_state_free (RdmVrpState *state);

/* Makes it own exactly these vehicles and units (NULL: all), with the plan's routes for them; units
 * that are in no route are absent. The plan keeps all hard rules. */
bool rdm_vrp_state_load (RdmVrpState *state,
                         const RdmVrpPlan *plan,
                         const bool *owns_vehicle,
                         const bool *owns_unit);
/* Writes this thread's routes into the plan; others stay. */
bool rdm_vrp_state_store (const RdmVrpState *state, RdmVrpPlan *plan);

/* From here on changes can be taken back. */
void rdm_vrp_state_begin (RdmVrpState *state);
void rdm_vrp_state_roll_back (RdmVrpState *state);
void rdm_vrp_state_keep (RdmVrpState *state);

/* Replaces steps of a route; tasks in it are marked as being there. Units are not marked absent by
 * it. */
void rdm_vrp_state_splice (RdmVrpState *state,
                           uint32_t vehicle,
                           uint32_t position,
                           uint32_t n_old,
                           const int32_t *block,
                           uint32_t n_block);
/* Takes the unit out of its route. */
void rdm_vrp_state_remove (RdmVrpState *state, uint32_t unit);
/* Marks a unit whose tasks are all in a route as served; see rdm_vrp_state_splice(). */
void rdm_vrp_state_mark_served (RdmVrpState *state, uint32_t unit);

static inline bool
rdm_vrp_state_is_served (const RdmVrpState *state, uint32_t unit)
{
  return state->absent_at[unit] == UINT32_MAX;
}
