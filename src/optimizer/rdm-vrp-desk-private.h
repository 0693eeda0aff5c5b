/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-vrp-advice.h"
#include "rdm-vrp-route-private.h"

struct _RdmVrpDesk
{
  RdmVrpModel *model; /* owned; light: no rig is plain, so all routes have labels */
  RdmVrpPlan *plan;
  RdmVrpRoute **routes;      /* (array) n_vehicles */
  RdmVrpSchedule *schedules; /* (array) n_vehicles */
  bool *has_schedule;        /* (array) n_vehicles */
  int32_t *task_routes;      /* (array) n_tasks: vehicle or NONE */
  uint32_t *task_at;
  RdmVrpScratch scratch;
  int32_t *steps; /* (array) room for the longest route and all tasks */
  bool has_order; /* shipments, relations or frozen heads: the order of steps has rules */
};

/* What is wrong with a route, by kind of rule; 0: nothing. */
typedef struct
{
  int64_t time_s; /* windows, breaks, shift */
  int64_t limits; /* numbers, distances, durations, rides, no way */
  int64_t overload;
  int64_t who;   /* tasks on a vehicle that may not serve them */
  int64_t order; /* pairs, relations, frozen head */
} RdmVrpFaults;

/* A block of tasks in the hand: the plan without them. Routes they were in are `lifted`. */
typedef struct
{
  RdmVrpDesk *desk;
  const uint32_t *tasks;
  uint32_t n_tasks;
  uint32_t n_lifted;
  struct
  {
    uint32_t vehicle;
    RdmVrpRoute *without; /* owned */
  } * lifted;             /* owned */
  bool has_memory;
  bool is_pair;     /* exactly one shipment */
  bool keeps_order; /* put in anywhere, it breaks no shipment, and mends none */

  /* Of the vehicle asked about last: what is the same for all of its places */
  int32_t based_on; /* NONE: nobody */
  RdmVrpPrice base;
  RdmVrpFaults base_faults;
  int64_t base_pairs;  /* shipments that the route breaks without the hand */
  RdmVrpFaults faults; /* of the last price; its target's are these less the base's */
  RdmVrpStand stand;   /* a shipment's pickup is in, and the drop not yet */
  uint32_t stand_position;
  RdmVrpStand trial;

  /* For whoever wants no price of a place where the target's tasks are overdue by more in all */
  int64_t most_overdue_s;
  bool is_over;      /* so it is at the last place, whose price says nothing */
  bool is_over_soon; /* and already before the drop: no place further down is better */
} RdmVrpHand;

void
rdm_vrp_hand_take (RdmVrpHand *hand, RdmVrpDesk *desk, const uint32_t *tasks, uint32_t n_tasks);
void rdm_vrp_hand_clear (RdmVrpHand *hand);

/* The route of the vehicle without the tasks in hand. */
const RdmVrpRoute *rdm_vrp_hand_route (const RdmVrpHand *hand, uint32_t vehicle);
/* Writes the vehicle's steps with the tasks in hand into `steps`; for a pair, the drop goes before
 * step `drop_position`, else all go to `position`. Returns: how many. */
uint32_t rdm_vrp_hand_compose (const RdmVrpHand *hand,
                               uint32_t vehicle,
                               uint32_t position,
                               uint32_t drop_position,
                               int32_t *steps);
/* Relations of one vehicle that would be spread if the tasks in hand went to this vehicle, minus
 * those that are spread now; the first new one in `relation` (or NULL). */
int64_t rdm_vrp_hand_splits (const RdmVrpHand *hand, uint32_t vehicle, int32_t *relation);

/* The price, and how bad its new violations are together (the smaller, the better). */
RdmVrpPrice rdm_vrp_hand_price (
    RdmVrpHand *hand, uint32_t vehicle, uint32_t position, uint32_t drop_position, double *badness);
