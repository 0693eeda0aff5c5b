/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Advice on a plan while a person works on it: what would it cost to put this there, who is best,
 * and why can nobody take it. All prices are differences of what rdm_vrp_schedule() says before and
 * after. */
#pragma once

#include "rdm-vrp-schedule.h"

/* A plan with everything computed that makes questions cheap. Not thread safe; make one a thread.
 */
typedef struct _RdmVrpDesk RdmVrpDesk;

/* The problem is borrowed for the desk's life; the plan is copied. Any plan will do, infeasible
 * too. Returns: (nullable) NULL when memory is out. */
RdmVrpDesk *rdm_vrp_desk_new (const RdmVrpProblem *problem, const RdmVrpPlan *plan);
void rdm_vrp_desk_free (RdmVrpDesk *desk);

/* Replaces one vehicle's steps; only that route is computed anew. */
bool
rdm_vrp_desk_set_route (RdmVrpDesk *desk, uint32_t vehicle, const int32_t *steps, uint32_t n_steps);
/* The problem's tasks ask for other windows, service, loads or prices, and are what and where they
 * were: only the routes that serve them are computed anew. */
void rdm_vrp_desk_refresh_tasks (RdmVrpDesk *desk, const uint32_t *tasks, uint32_t n_tasks);
/* Returns: (borrowed) until the next set_route. */
const RdmVrpPlan *rdm_vrp_desk_get_plan (const RdmVrpDesk *desk);
/* Returns: (borrowed) until the next set_route of that vehicle. Without the relations that look at
 * several vehicles (RDM_VRP_SPLIT): see rdm_vrp_desk_get_splits(). */
const RdmVrpSchedule *rdm_vrp_desk_get_schedule (RdmVrpDesk *desk, uint32_t vehicle);
/* Cost of the whole plan, with what is left out. */
RdmVrpCostSplit rdm_vrp_desk_get_cost (RdmVrpDesk *desk);
/* Number of relations of one vehicle that this plan spreads over several. */
uint32_t rdm_vrp_desk_get_splits (const RdmVrpDesk *desk);
/* The route that serves the task, or RDM_VRP_NONE; position among its steps (may be NULL). */
int32_t rdm_vrp_desk_find (const RdmVrpDesk *desk, uint32_t task, uint32_t *position);

/* What changes in the whole plan when a block of tasks goes to a place. Tasks that are somewhere in
 * the plan are taken out there first, and that is part of the difference. */
typedef struct
{
  uint32_t vehicle;
  uint32_t position; /* before this step of the route, counted without the block's own tasks */
  uint32_t n_new_violations; /* kinds of hard rule that the change breaks, or breaks further; 0:
                                feasible */
  RdmVrpCost cost;           /* route costs; without prices of leaving out */
  int64_t duty_s;
  int64_t drive_s;
  int64_t distance_m;
  int64_t late_s;    /* priced lateness, all tasks */
  int64_t overdue_s; /* violations of time */
} RdmVrpPrice;

/* The block goes in as it is, in one piece, in this order. A shipment's both halves may be in it. A
 * half whose other half is not in the block stays with it, or counts as broken. */
RdmVrpPrice rdm_vrp_price_insertion (
    RdmVrpDesk *desk, const uint32_t *tasks, uint32_t n_tasks, uint32_t vehicle, uint32_t position);

/* Who is touched by such a change, and how. */
typedef struct
{
  uint32_t task;
  uint32_t vehicle;       /* that serves it afterwards */
  int64_t begin_before_s; /* RDM_VRP_NEVER: was not served */
  int64_t begin_after_s;
  int64_t late_before_s; /* late and overdue together */
  int64_t late_after_s;
} RdmVrpTouched;

typedef struct
{
  RdmVrpPrice price;
  uint32_t n_touched; /* tasks whose lateness changes, and the block's own */
  RdmVrpTouched *touched;
  uint32_t n_violations; /* the new or worse ones, of all routes concerned; step is of `after` */
  RdmVrpViolation *violations;
  uint32_t *violation_vehicles; /* (array) n_violations */
  RdmVrpSchedule after;         /* of the vehicle that gets the block */
} RdmVrpPriceDetail;

/* Returns: false when memory is out. Free with rdm_vrp_price_detail_clear(). */
bool rdm_vrp_price_insertion_in_detail (RdmVrpDesk *desk,
                                        const uint32_t *tasks,
                                        uint32_t n_tasks,
                                        uint32_t vehicle,
                                        uint32_t position,
                                        RdmVrpPriceDetail *detail);
void rdm_vrp_price_detail_clear (RdmVrpPriceDetail *detail);

/* The best place of the block on one vehicle: fewest new violations (the smaller, the better), then
 * cost. A single shipment (pickup, drop) is placed in two pieces: `drop_position` (may be NULL) is
 * then before which step, counted like position, the drop goes; otherwise it is equal to the
 * price's position. */
RdmVrpPrice rdm_vrp_best_position (RdmVrpDesk *desk,
                                   const uint32_t *tasks,
                                   uint32_t n_tasks,
                                   uint32_t vehicle,
                                   uint32_t *drop_position);

/* The best place on each vehicle, best vehicle first.
 * `prices`: (array) capacity entries. Returns: how many were written. */
uint32_t rdm_vrp_rank_vehicles (RdmVrpDesk *desk,
                                const uint32_t *tasks,
                                uint32_t n_tasks,
                                RdmVrpPrice *prices,
                                uint32_t capacity);

/* All places of all vehicles, by vehicle and position; what the mouse needs while dragging. The
 * number of places is at most n_vehicles + the plan's steps. Returns: how many were written. */
uint32_t rdm_vrp_price_everywhere (RdmVrpDesk *desk,
                                   const uint32_t *tasks,
                                   uint32_t n_tasks,
                                   RdmVrpPrice *prices,
                                   uint32_t capacity);

/* One change to the problem that helps. */
typedef struct
{
  RdmVrpViolationKind kind; /* what stands in the way */
  int32_t task;             /* whose window, load, skill, …; NONE: the vehicle's own limit */
  int32_t detail;           /* dimension, break, relation, as in RdmVrpViolation */
  int64_t amount; /* how much: end of window or shift later by s, capacity more or load less by
                   * pieces, limits higher by s or m, the missing skill bits, … */
} RdmVrpRelaxation;

#define RDM_VRP_MAX_RELAXATIONS 8

typedef struct
{
  bool feasible;          /* nothing stands in the way: price is the best place */
  RdmVrpPrice price;      /* best place once relaxed; its cost as of now */
  uint32_t drop_position; /* see rdm_vrp_best_position() */
  uint32_t
      n_relaxations; /* most often 1: the smallest found over all positions. All of them together */
  RdmVrpRelaxation relaxations[RDM_VRP_MAX_RELAXATIONS]; /* make the place feasible. */
  bool complete; /* false: more than RDM_VRP_MAX_RELAXATIONS would be needed */
} RdmVrpExplanation;

/* Why can this vehicle not take the block, and what is the least that would help? */
RdmVrpExplanation
rdm_vrp_explain (RdmVrpDesk *desk, const uint32_t *tasks, uint32_t n_tasks, uint32_t vehicle);
