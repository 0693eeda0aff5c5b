/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The problem: tasks, vehicles and travel times as flat arrays.
 *
 * Everything here is borrowed: the caller owns each array, keeps it unchanged while the optimizer
 * reads it, and frees it. Indices are positions in the problem's arrays. Times are seconds on one
 * axis of the caller's choice (UTC, or since midnight). Costs are whole numbers in a unit of the
 * caller's choice; prices are that unit per second, metre or piece, so choose one fine enough
 * (1/1000 cent, say). A whole plan's cost must stay below 2^60.
 *
 * One rule gives every sequence of stops its times; rdm-vrp-schedule.h states it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t RdmVrpCost;

/* A time that never comes, and one that always was. Sums of either with real times do not overflow.
 */
#define RDM_VRP_NEVER (INT64_C (1) << 50)
#define RDM_VRP_ALWAYS (-RDM_VRP_NEVER)
/* Index of nothing: no partner, no vehicle, open end of a route. */
#define RDM_VRP_NONE (-1)
/* leave_out_price of a task that must be served if any vehicle can. */
#define RDM_VRP_REQUIRED (INT64_C (-1))
/* No limit, for the limits on vehicles and rides. */
#define RDM_VRP_UNLIMITED (INT64_C (1) << 50)
/* A matrix entry of at least this means: no way. About 3.4 years; sums stay far from overflow. */
#define RDM_VRP_UNREACHABLE_S (INT32_MAX / 20)
/* In a route's steps: drive to the reload place, unload, load, go on. Vehicle with max_reloads > 0.
 */
#define RDM_VRP_RELOAD (-2)

/* Travel for one kind of vehicle, between n_locations places. Either matrices, or (durations_s
 * NULL) an estimate from plane coordinates, which needs no n*n memory. */
typedef struct
{
  /* (array) n_periods * n * n row-major, s; [(p*n + i)*n + j] is from i to j in period p. May be
   * asymmetric. Not negative. NULL: estimate. */
  const int32_t *durations_s;
  /* (array) n*n row-major, m; NULL: estimate if there are coordinates, else 0 everywhere. */
  const int32_t *distances_m;
  /* Periods of the day; 0 and 1 mean that times do not change. A leg that crosses a border goes on
   * with the same share of the new period's duration: who leaves later never arrives earlier. */
  uint32_t n_periods;
  /* (array) n_periods, ascending: when period p begins. The first also reaches back for ever. */
  const int64_t *period_begins_s;
  /* (array) n each, metres in any plane projection; needed for the estimate only. */
  const int32_t *x_m;
  const int32_t *y_m;
  int32_t estimate_speed_mm_s;      /* > 0 */
  int32_t estimate_detour_permille; /* road metres per 1000 m as the crow flies; 0 means 1000 */
} RdmVrpProfile;

/* When a task or a break may begin. Service begins at begin_s or later. Up to end_s it is in time;
 * after that each second costs price_late; after latest_s it is a violation. Hard window:
 * latest_s == end_s. Soft window: latest_s = RDM_VRP_NEVER. Anything between is allowed. */
typedef struct
{
  int64_t begin_s;
  int64_t end_s;
  int64_t latest_s;
  RdmVrpCost price_late; /* per second after end_s */
} RdmVrpWindow;

typedef enum
{
  RDM_VRP_JOB, /* brings `deliveries` from the depot and takes `pickups` to it; either may be 0 */
  RDM_VRP_PICKUP, /* first half of a shipment: `pickups` come on board ... */
  RDM_VRP_DROP,   /* ... and leave here: its `deliveries` are not loaded at the depot */
} RdmVrpTaskKind;

typedef struct
{
  uint32_t location;
  RdmVrpTaskKind kind;
  int32_t partner;       /* task: the other half of a shipment; RDM_VRP_NONE for a job */
  uint32_t first_window; /* slice of problem->windows, ascending, not overlapping; */
  uint32_t n_windows;    /* 0 windows: any time */
  int32_t service_s;     /* but see service_kind of a vehicle */
  int32_t setup_s;       /* before service, only when the vehicle comes from another location */
  int64_t release_s;     /* job's goods are at the depot from then on: its trip leaves not before */
  int64_t max_ride_s;    /* RDM_VRP_PICKUP: from its departure to begin of service at the drop */
  uint64_t skills;       /* bits the vehicle must have */
  uint32_t first_allowed;  /* slice of problem->allowed_vehicles; */
  uint32_t n_allowed;      /* 0: any vehicle */
  int32_t fixed_vehicle;   /* lock: only this vehicle; RDM_VRP_NONE: free */
  int32_t current_vehicle; /* who has it now, for change_price; RDM_VRP_NONE: nobody */
  RdmVrpCost change_price; /* stability: paid when another vehicle than current_vehicle serves it */
  RdmVrpCost leave_out_price; /* RDM_VRP_REQUIRED, or what leaving this optional task out costs (>=
                               * 0). A shipment's price is the sum of both halves'. */
  uint8_t priority;           /* 0 to 100; among required tasks, higher ones are left out last */
} RdmVrpTask;

/* A break on the way. It is taken at any point of the leg, or while waiting; it begins in one of
 * its windows. A vehicle that drives takes all of its breaks, in their order. */
typedef struct
{
  uint32_t first_window; /* slice of problem->windows; 0 windows: any time */
  uint32_t n_windows;
  int32_t duration_s;
  bool unpaid; /* not part of the duty that price_duty_s pays */
} RdmVrpBreak;

typedef struct
{
  int32_t start_location; /* RDM_VRP_NONE: begins at its first task */
  int32_t end_location;   /* RDM_VRP_NONE: ends at its last task */
  uint32_t profile;
  int32_t duration_permille; /* its driving time per 1000 s of the profile; 1000 is normal */
  uint32_t service_kind;     /* 0: takes the tasks' service_s and setup_s; k: those of kind k */
  uint64_t skills;
  int64_t earliest_s;       /* shift: leaves not before ... */
  int64_t latest_s;         /* ... is back not after; else a violation */
  bool leaves_at_earliest;  /* it is on its way already: duty begins at earliest_s sharp */
  int64_t overtime_after_s; /* each second of duty after this time costs price_overtime */
  uint32_t first_break;     /* slice of problem->breaks */
  uint32_t n_breaks;
  int64_t
      max_drive_between_rests_s; /* a rest of rest_s is inserted on the way, at the last moment, */
  int32_t rest_s;         /* unless a break of at least rest_s came before; UNLIMITED: none */
  RdmVrpCost price_fixed; /* when it serves anything */
  RdmVrpCost price_metre;
  RdmVrpCost price_drive_s; /* per second driven */
  RdmVrpCost
      price_duty_s; /* per second from departure to the end: driving, waiting, service, breaks */
  RdmVrpCost price_overtime; /* per second, on top of price_duty_s */
  int64_t max_tasks;
  int64_t max_distance_m;
  int64_t max_drive_s;
  int64_t max_duty_s;
  uint32_t max_reloads; /* 0: one trip */
  int32_t reload_location;
  int32_t reload_s;      /* time a reload takes */
  uint32_t first_frozen; /* slice of problem->frozen_tasks: the head of its route, fixed; windows */
  uint32_t n_frozen;     /* missed there are reported, and never a reason to refuse another task */
} RdmVrpVehicle;

typedef enum
{
  RDM_VRP_SAME_VEHICLE,    /* those that are served are served by one vehicle */
  RDM_VRP_IN_SEQUENCE,     /* and in this order, others may come between */
  RDM_VRP_DIRECT_SEQUENCE, /* and in this order with nothing between; all or none */
  RDM_VRP_NOT_TOGETHER,    /* no two on one vehicle */
} RdmVrpRelationKind;

typedef struct
{
  RdmVrpRelationKind kind;
  uint32_t first_task; /* slice of problem->relation_tasks */
  uint32_t n_tasks;
} RdmVrpRelation;

typedef struct
{
  uint32_t n_locations;
  uint32_t n_profiles;
  const RdmVrpProfile *profiles;

  uint32_t n_tasks;
  const RdmVrpTask *tasks;
  uint32_t n_vehicles;
  const RdmVrpVehicle *vehicles;

  uint32_t
      n_dimensions; /* of load: parcels, grams, millilitres, … at most RDM_VRP_MAX_DIMENSIONS */
  const int64_t *deliveries; /* (array) n_tasks * n_dimensions; NULL: all 0 */
  const int64_t *pickups;    /* (array) n_tasks * n_dimensions; NULL: all 0 */
  const int64_t *capacities; /* (array) n_vehicles * n_dimensions */

  /* Kinds of vehicles that are quicker or slower at the stops: (array) n_tasks * n_service_kinds,
   * [t * n_service_kinds + k - 1] is task t by kind k; NULL when there are none. */
  uint32_t n_service_kinds;
  const int32_t *kind_service_s;
  const int32_t *kind_setup_s;

  uint32_t n_windows;
  const RdmVrpWindow *windows;
  uint32_t n_breaks;
  const RdmVrpBreak *breaks;
  /* (array) n_breaks * n_dimensions: the most that may be on board while the break is taken, or
   * RDM_VRP_UNLIMITED; NULL: no break has a limit. */
  const int64_t *break_loads;
  uint32_t n_allowed_vehicles;
  const uint32_t *allowed_vehicles;
  uint32_t n_frozen_tasks;
  const uint32_t *frozen_tasks;
  uint32_t n_relations;
  const RdmVrpRelation *relations;
  uint32_t n_relation_tasks;
  const uint32_t *relation_tasks;

  /* Balance of hours: each route costs price_balance * duty * duty / 36000 s on top. So long duties
   * are dearer by the second, and at ten hours the mean surcharge per second is price_balance. */
  RdmVrpCost price_balance;
} RdmVrpProblem;

#define RDM_VRP_MAX_DIMENSIONS 16

/* Values that mean "no wish": fill in what differs. */
RdmVrpTask rdm_vrp_task_default (void);
RdmVrpVehicle rdm_vrp_vehicle_default (void);
/* A window that is open from begin_s to end_s, hard. */
RdmVrpWindow rdm_vrp_window_hard (int64_t begin_s, int64_t end_s);
/* A window that costs price_late per second after end_s, without limit. */
RdmVrpWindow rdm_vrp_window_soft (int64_t begin_s, int64_t end_s, RdmVrpCost price_late);

/* Looks for anything malformed: an index out of range, a negative duration, a shipment without its
 * other half, windows out of order, a frozen task on two vehicles, …. All other functions of the
 * optimizer expect a problem that passed.
 *
 * Returns: true when all is well; else false and a sentence in `message` (cut at `size` bytes). */
bool rdm_vrp_problem_check (const RdmVrpProblem *problem, char *message, size_t size);
