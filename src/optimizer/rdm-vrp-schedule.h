/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The times, loads, cost and violations of one vehicle's sequence of steps: the single truth. The
 * search and the advice agree with it to the unit. Any sequence has a schedule, also an impossible
 * one that a person dragged together; what is wrong with it is in `violations`.
 *
 * The rule:
 *
 * First, as early as possible: leave at the shift's begin (or when the goods of the first trip are
 * released), serve each task as soon as one of its windows is open. Of several windows, the first
 * whose latest_s has not passed; if all have passed, at once, and that is a violation against the
 * last window.
 *
 * Breaks are taken in their order, each on some leg: during the drive, before it, or while waiting
 * at its end. Which leg: the choice with the least on board that a break does not allow, then the
 * least violation of time, then the least price of lateness, then the earliest. A forced rest
 * (max_drive_between_rests_s) is taken when the wheel time is used up.
 *
 * Then the departure is moved later as far as it is free: no end of duty later, nothing later than
 * its window's end_s that was not, nothing later at all that was late, no other window. That takes
 * waiting out of the paid duty. Not for leaves_at_earliest. With periods of the day, what is free
 * is judged by the route's end and its sums of lateness. */
#pragma once

#include "rdm-vrp-plan.h"

typedef enum
{
  RDM_VRP_STEP_START,
  RDM_VRP_STEP_TASK,
  RDM_VRP_STEP_BREAK,
  RDM_VRP_STEP_REST,
  RDM_VRP_STEP_RELOAD,
  RDM_VRP_STEP_END,
} RdmVrpStepKind;

typedef struct
{
  RdmVrpStepKind kind;
  int32_t index;    /* task for STEP_TASK, break within problem->breaks for STEP_BREAK; else NONE */
  int32_t location; /* NONE for a break or rest on the way, and for an open start or end */
  int64_t arrival_s;
  int64_t begin_s; /* of service (setup included), break or reload; arrival_s + waiting */
  int64_t departure_s;
  int64_t wait_s;     /* begin_s - arrival_s */
  int64_t late_s;     /* begin after the window's end_s, overdue or not */
  int64_t overdue_s;  /* begin after latest_s: a violation (for the end: after the shift) */
  int64_t drive_s;    /* driven since the step before */
  int64_t distance_m; /* driven since the step before; all of a leg with a break counts after the
                         break */
} RdmVrpScheduleStep;

typedef enum
{
  RDM_VRP_OVERLOAD,            /* amount: pieces too many; detail: dimension */
  RDM_VRP_WINDOW_MISSED,       /* amount: seconds after latest_s */
  RDM_VRP_BREAK_MISSED,        /* amount: seconds after the break's latest_s; detail: break */
  RDM_VRP_SHIFT_EXCEEDED,      /* amount: seconds after latest_s */
  RDM_VRP_SKILL_MISSING,       /* amount: missing bits */
  RDM_VRP_VEHICLE_NOT_ALLOWED, /* by allowed vehicles or a lock */
  RDM_VRP_TOO_MANY_TASKS,      /* amount: tasks too many */
  RDM_VRP_TOO_FAR,             /* amount: metres over max_distance_m */
  RDM_VRP_TOO_MUCH_DRIVING,    /* amount: seconds over max_drive_s */
  RDM_VRP_TOO_MUCH_DUTY,       /* amount: seconds over max_duty_s */
  RDM_VRP_TOO_MANY_RELOADS,    /* amount: reloads too many */
  RDM_VRP_RIDE_TOO_LONG,       /* amount: seconds over max_ride_s, at the drop */
  RDM_VRP_PAIR_BROKEN,         /* half a shipment, or drop before pickup */
  RDM_VRP_SEQUENCE_BROKEN,     /* relation; detail: relation */
  RDM_VRP_NOT_TOGETHER_BROKEN, /* relation; detail: relation */
  RDM_VRP_SPLIT,               /* relation of one vehicle, spread over several; detail: relation */
  RDM_VRP_HEAD_MOVED,          /* the route does not begin with its frozen tasks */
  RDM_VRP_UNREACHABLE,         /* no way from the step before */
  RDM_VRP_BREAK_LOADED,        /* amount: pieces too many, in the worst dimension; detail: break */
  RDM_VRP_N_VIOLATION_KINDS,
} RdmVrpViolationKind;

typedef struct
{
  RdmVrpViolationKind kind;
  uint32_t step;  /* index in schedule->steps where it shows first */
  int32_t task;   /* the step's task, or NONE */
  int32_t detail; /* see the kinds; else NONE */
  int64_t amount; /* see the kinds; else 1 */
} RdmVrpViolation;

typedef struct
{
  RdmVrpCost total; /* the sum of those below */
  RdmVrpCost fixed;
  RdmVrpCost distance;
  RdmVrpCost driving;
  RdmVrpCost duty;
  RdmVrpCost overtime;
  RdmVrpCost lateness;
  RdmVrpCost changes; /* stability */
  RdmVrpCost balance;
  RdmVrpCost left_out; /* optional tasks not served; for whole plans only */
} RdmVrpCostSplit;

typedef struct
{
  uint32_t n_steps; /* START, the steps, breaks and rests where they fall, END; 0: does not drive */
  RdmVrpScheduleStep *steps;
  uint32_t n_dimensions;
  int64_t *loads;  /* (array) n_steps * n_dimensions: on board after each step */
  int64_t begin_s; /* of duty */
  int64_t end_s;
  int64_t duty_s; /* end_s - begin_s */
  int64_t drive_s;
  int64_t wait_s;
  int64_t service_s; /* setup and reloads included */
  int64_t break_s;   /* breaks and rests */
  int64_t distance_m;
  int64_t late_s;
  int64_t overdue_s; /* all seconds that are violations */
  int64_t overtime_s;
  uint32_t n_tasks;
  RdmVrpCostSplit cost;
  uint32_t n_violations;
  RdmVrpViolation *violations;
} RdmVrpSchedule;

/* The schedule of the vehicle for these steps; 0 steps: the vehicle stays at home, at no cost.
 * The same schedule can be used again and again; begin with an all-zero one (= {0}).
 *
 * Returns: false when memory is out; then the schedule is empty. */
bool rdm_vrp_schedule (const RdmVrpProblem *problem,
                       uint32_t vehicle,
                       const int32_t *steps,
                       uint32_t n_steps,
                       RdmVrpSchedule *schedule);
/* Frees what the schedule holds and empties it. */
void rdm_vrp_schedule_clear (RdmVrpSchedule *schedule);
