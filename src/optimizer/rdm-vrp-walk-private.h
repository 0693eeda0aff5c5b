/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking along a route: the one implementation of the rule that rdm-vrp-schedule.h states.
 *
 * A label says how a vehicle stands after some step when it started as early as it could. The label
 * also carries what it takes to move the departure later at the end: the waiting so far, and how
 * far the departure may move before something would be late or later (slack). Delaying the
 * departure by d delays the step by max (0, d - waiting so far), so both are known without looking
 * back.
 *
 * A vehicle with k breaks has k + 1 labels after each step, one for each number of breaks taken. */
#pragma once

#include "rdm-vrp-cargo-private.h"

typedef struct
{
  int64_t ready_s; /* may leave this step at this time; NEVER * 4: no such label */
  int64_t wait_s;
  int64_t slack_s;
  int64_t drive_s;
  int64_t distance_m;
  int64_t rest_drive_s; /* driven since the last rest */
  int64_t late_s;
  int64_t overdue_s;
  int64_t unpaid_s;
  int64_t break_overload; /* on board at breaks that allow less */
  RdmVrpCost late_cost;
  int32_t n_unreachable;
  uint32_t n_pauses; /* breaks taken on the leg to this step: how many labels to go back */
} RdmVrpLabel;

#define RDM_VRP_NO_LABEL (RDM_VRP_NEVER * 4)

/* What happens on one leg and at its end, for those who want to write it down. */
typedef struct
{
  bool is_rest;
  uint32_t index; /* break */
  int64_t arrival_s;
  int64_t begin_s;
  int64_t departure_s;
  int64_t drive_s; /* since the pause before, or the leg's begin */
  int64_t late_s;
  int64_t overdue_s;
} RdmVrpPause;

typedef struct
{
  uint32_t n_pauses;
  uint32_t size;
  RdmVrpPause *pauses; /* owned */
  int64_t drive_s;     /* since the last pause */
} RdmVrpLog;

/* Sums of a whole route; all amounts are final (departure moved). */
typedef struct
{
  RdmVrpCost cost;
  int64_t breach; /* 0: no hard rule about times, distances or numbers is broken; grows with the
                     breaches */
  int64_t begin_s;
  int64_t end_s;
  int64_t wait_s;
  int64_t drive_s;
  int64_t distance_m;
  int64_t late_s;
  int64_t overdue_s;
  int64_t overtime_s;
  int64_t unpaid_s;
  RdmVrpCost late_cost;
} RdmVrpTotals;

/* First window whose latest_s has not passed; the last one if all have. */
static inline const RdmVrpWindow *
rdm_vrp_pick_window (const RdmVrpWindow *windows, uint32_t n, int64_t time_s)
{
  const RdmVrpWindow *last = windows + n - 1;

  while (windows < last && windows->latest_s < time_s)
    windows++;
  return windows;
}

static inline void
rdm_vrp_label_begin (RdmVrpLabel *label,
                     int64_t begin_s,
                     int64_t end_s,
                     int64_t latest_s,
                     RdmVrpCost price_late,
                     int64_t duration_s)
{
  int64_t start_s = label->ready_s;
  int64_t room_s;

  if (start_s < begin_s)
    {
      label->wait_s += begin_s - start_s;
      start_s = begin_s;
    }
  room_s = end_s - start_s;
  if (room_s < 0)
    {
      label->late_s -= room_s;
      label->late_cost -= price_late * room_s;
      if (start_s > latest_s)
        label->overdue_s += start_s - latest_s;
      room_s = 0;
    }
  if (label->slack_s > label->wait_s + room_s)
    label->slack_s = label->wait_s + room_s;
  label->ready_s = start_s + duration_s;
}

/* Serves the task, coming from another place (or not: then no setup). */
static inline void
rdm_vrp_label_serve (const RdmVrpModel *model,
                     const RdmVrpRig *rig,
                     RdmVrpLabel *label,
                     uint32_t task,
                     bool has_moved)
{
  const RdmVrpStop *stop = &rig->stops[task];
  int64_t duration_s = stop->service_s + (has_moved ? stop->setup_s : 0);

  if (stop->n_windows == 1)
    rdm_vrp_label_begin (label, stop->begin_s, stop->end_s, stop->latest_s, stop->price_late,
                         duration_s);
  else
    {
      const RdmVrpWindow *window = rdm_vrp_pick_window (
          model->problem->windows + stop->first_window, stop->n_windows, label->ready_s);

      rdm_vrp_label_begin (label, window->begin_s, window->end_s, window->latest_s,
                           window->price_late, duration_s);
    }
}

/* Drives a leg and takes n_pauses breaks on it, the first being first_break of the problem.
 * `log`: what happened, or NULL. */
void rdm_vrp_label_drive (const RdmVrpModel *model,
                          const RdmVrpRig *rig,
                          RdmVrpLabel *label,
                          int64_t drive_s,
                          uint32_t first_break,
                          uint32_t n_pauses,
                          RdmVrpLog *log);

/* From place to place; either may be RDM_VRP_NONE. `label`: for rigs with periods. */
static inline void
rdm_vrp_leg (const RdmVrpRig *rig,
             const RdmVrpLabel *label,
             int32_t from,
             int32_t to,
             int64_t *drive_s,
             int64_t *distance_m)
{
  if (from < 0 || to < 0)
    {
      *drive_s = *distance_m = 0;
      return;
    }
  *drive_s = rig->has_periods ? rdm_vrp_travel_seconds_at (rig->travel, from, to, label->ready_s)
                              : rdm_vrp_travel_seconds (rig->travel, (uint32_t)from, (uint32_t)to);
  *distance_m = rdm_vrp_travel_metres (rig->travel, (uint32_t)from, (uint32_t)to);
}

/* Where a step is; `step` is a task or RDM_VRP_RELOAD. */
static inline int32_t
rdm_vrp_step_location (const RdmVrpModel *model, const RdmVrpRig *rig, int32_t step)
{
  return step >= 0 ? (int32_t)model->stops[step].location : rig->vehicle->reload_location;
}

typedef struct
{
  int64_t drive_s;
  int64_t distance_m;
} RdmVrpLeg;

/* Moves all labels of a vehicle on by one step.
 * `from`, `to`: (array) n_breaks + 1; not the same array.
 * `leg`: the way there, where it is known already, else NULL; not for rigs with periods.
 * `release_s`: of the trip that begins here, when step is RDM_VRP_RELOAD.
 * `cargo`: what is on board on the way; NULL where that does not matter for breaks. */
void rdm_vrp_walk_step (const RdmVrpModel *model,
                        const RdmVrpRig *rig,
                        const RdmVrpLabel *from,
                        RdmVrpLabel *to,
                        int32_t from_location,
                        int32_t step,
                        const RdmVrpLeg *leg,
                        int64_t release_s,
                        const RdmVrpCargo *cargo);
/* Drives to the end; `to` is a single label, with all breaks taken. */
void rdm_vrp_walk_end (const RdmVrpModel *model,
                       const RdmVrpRig *rig,
                       const RdmVrpLabel *from,
                       RdmVrpLabel *to,
                       int32_t from_location,
                       const RdmVrpLeg *leg,
                       const RdmVrpCargo *cargo);
/* `labels`: (array) n_breaks + 1. */
void
rdm_vrp_walk_start (const RdmVrpRig *rig, RdmVrpLabel *labels, int64_t begin_s, int64_t release_s);

/* When the goods of the trip that begins before steps[0] are all there. */
int64_t rdm_vrp_trip_release (const RdmVrpModel *model, const int32_t *steps, uint32_t n_steps);

/* How far the departure moves, for a vehicle without periods. */
static inline int64_t
rdm_vrp_label_shift (const RdmVrpRig *rig, const RdmVrpLabel *end)
{
  if (rig->vehicle->leaves_at_earliest)
    return 0;
  return end->wait_s < end->slack_s ? end->wait_s : end->slack_s;
}

/* The sums when the route began at begin_s, ended with this label and is left later by shift_s. */
void rdm_vrp_totals (const RdmVrpModel *model,
                     const RdmVrpRig *rig,
                     const RdmVrpLabel *end,
                     int64_t begin_s,
                     int64_t shift_s,
                     int64_t n_tasks,
                     uint32_t n_reloads,
                     RdmVrpTotals *totals);

/* All labels of a route that starts at begin_s. `labels`: (array) (n_steps + 1) * (n_breaks + 1);
 * `end`: one. */
void rdm_vrp_walk (const RdmVrpModel *model,
                   const RdmVrpRig *rig,
                   const int32_t *steps,
                   uint32_t n_steps,
                   int64_t begin_s,
                   RdmVrpLabel *labels,
                   RdmVrpLabel *end);

/* When the vehicle could leave at the earliest with these steps. */
int64_t rdm_vrp_walk_begin (const RdmVrpModel *model,
                            const RdmVrpRig *rig,
                            const int32_t *steps,
                            uint32_t n_steps);

/* For vehicles with periods: the latest departure that is free. `labels` is scratch, as for
 * rdm_vrp_walk(); `end` holds the end of the walk from begin_s, and is that of the moved walk
 * after. */
int64_t rdm_vrp_walk_free_begin (const RdmVrpModel *model,
                                 const RdmVrpRig *rig,
                                 const int32_t *steps,
                                 uint32_t n_steps,
                                 int64_t begin_s,
                                 RdmVrpLabel *labels,
                                 RdmVrpLabel *end);
