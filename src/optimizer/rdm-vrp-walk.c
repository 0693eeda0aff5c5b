/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-walk-private.h"

#include <stdlib.h>

static void
write_down (RdmVrpLog *log, const RdmVrpPause *pause)
{
  if (log == NULL)
    return;
  if (log->n_pauses == log->size)
    {
      uint32_t size = log->size * 2 + 8;
      RdmVrpPause *grown = realloc (log->pauses, size * sizeof *grown);

      if (grown == NULL)
        return;
      log->pauses = grown;
      log->size = size;
    }
  log->pauses[log->n_pauses] = *pause;
  log->pauses[log->n_pauses++].drive_s = log->drive_s;
  log->drive_s = 0;
}

/* Drives until the leg is done or the clock shows until_s, with forced rests. Returns: seconds
 * left. */
static int64_t
drive_until (
    const RdmVrpRig *rig, RdmVrpLabel *label, int64_t left_s, int64_t until_s, RdmVrpLog *log)
{
  const RdmVrpVehicle *vehicle = rig->vehicle;

  while (left_s > 0 && label->ready_s < until_s)
    {
      int64_t chunk_s = until_s - label->ready_s;

      if (rig->has_rests && label->rest_drive_s >= vehicle->max_drive_between_rests_s)
        {
          RdmVrpPause pause = {
            .is_rest = true,
            .arrival_s = label->ready_s,
            .begin_s = label->ready_s,
            .departure_s = label->ready_s + vehicle->rest_s,
          };

          write_down (log, &pause);
          label->ready_s += vehicle->rest_s;
          label->rest_drive_s = 0;
          continue;
        }
      if (chunk_s > left_s)
        chunk_s = left_s;
      if (rig->has_rests && chunk_s > vehicle->max_drive_between_rests_s - label->rest_drive_s)
        chunk_s = vehicle->max_drive_between_rests_s - label->rest_drive_s;
      label->ready_s += chunk_s;
      label->rest_drive_s += chunk_s;
      left_s -= chunk_s;
      if (log != NULL)
        log->drive_s += chunk_s;
    }
  return left_s;
}

static int64_t
take_break (const RdmVrpModel *model,
            const RdmVrpRig *rig,
            RdmVrpLabel *label,
            int64_t left_s,
            uint32_t index,
            RdmVrpLog *log)
{
  const RdmVrpBreak *rest = &model->problem->breaks[index];
  RdmVrpPause pause = { .index = index };
  int64_t late_before_s = label->late_s;
  int64_t overdue_before_s = label->overdue_s;
  RdmVrpWindow window = { RDM_VRP_ALWAYS, RDM_VRP_NEVER, RDM_VRP_NEVER, 0 };
  int64_t came_s = label->ready_s;
  int64_t room_s;

  if (rest->n_windows > 0)
    window = *rdm_vrp_pick_window (model->problem->windows + rest->first_window, rest->n_windows,
                                   label->ready_s);
  left_s = drive_until (rig, label, left_s, window.begin_s, log);
  pause.arrival_s = label->ready_s;
  if (came_s < window.begin_s && label->ready_s <= window.end_s)
    {
      /* Leaving later means less driven before the break, which itself stays where it is until the
       * leg begins after it should. With forced rests that would change what was driven since the
       * last rest: then only the waiting may shrink. */
      room_s = rig->has_rests ? window.begin_s - label->ready_s : window.end_s - came_s;
      room_s = room_s > 0 ? room_s : 0;
      if (label->slack_s > label->wait_s + room_s)
        label->slack_s = label->wait_s + room_s;
      window.end_s = window.latest_s = RDM_VRP_NEVER;
    }
  rdm_vrp_label_begin (label, window.begin_s, window.end_s, window.latest_s, window.price_late,
                       rest->duration_s);
  if (rest->unpaid)
    label->unpaid_s += rest->duration_s;
  if (rig->has_rests && rest->duration_s >= rig->vehicle->rest_s)
    label->rest_drive_s = 0;
  pause.begin_s = label->ready_s - rest->duration_s;
  pause.departure_s = label->ready_s;
  pause.late_s = label->late_s - late_before_s;
  pause.overdue_s = label->overdue_s - overdue_before_s;
  write_down (log, &pause);
  return left_s;
}

void
rdm_vrp_label_drive (const RdmVrpModel *model,
                     const RdmVrpRig *rig,
                     RdmVrpLabel *label,
                     int64_t drive_s,
                     uint32_t first_break,
                     uint32_t n_pauses,
                     RdmVrpLog *log)
{
  int64_t left_s = drive_s;

  label->drive_s += drive_s;
  if (drive_s >= RDM_VRP_UNREACHABLE_S)
    label->n_unreachable++;
  for (uint32_t i = 0; i < n_pauses; i++)
    left_s = take_break (model, rig, label, left_s, first_break + i, log);
  if (rig->has_rests)
    drive_until (rig, label, left_s, RDM_VRP_NEVER * 2, log);
  else
    {
      label->ready_s += left_s;
      if (log != NULL)
        log->drive_s += left_s;
    }
}

/* The rule about which leg gets a break. */
static inline bool
is_better (const RdmVrpLabel *a, const RdmVrpLabel *b)
{
  if (b->ready_s >= RDM_VRP_NO_LABEL)
    return true;
  if (a->break_overload != b->break_overload)
    return a->break_overload < b->break_overload;
  if (a->overdue_s != b->overdue_s)
    return a->overdue_s < b->overdue_s;
  if (a->late_cost != b->late_cost)
    return a->late_cost < b->late_cost;
  if (a->ready_s != b->ready_s)
    return a->ready_s < b->ready_s;
  return (a->wait_s < a->slack_s ? a->wait_s : a->slack_s)
         > (b->wait_s < b->slack_s ? b->wait_s : b->slack_s);
}

/* The next n_pauses breaks are taken with this on board. */
static inline void
weigh_breaks (const RdmVrpModel *model,
              RdmVrpLabel *label,
              uint32_t first_break,
              uint32_t n_pauses,
              const RdmVrpCargo *cargo)
{
  for (uint32_t i = 0; cargo != NULL && i < n_pauses; i++)
    label->break_overload += rdm_vrp_cargo_break_overload (model, cargo, first_break + i);
}

/* The leg, where it does not depend on when the vehicle leaves: then all labels share it. Returns:
 * `known`, or NULL. */
static inline const RdmVrpLeg *
share_leg (const RdmVrpRig *rig, int32_t from, int32_t to, RdmVrpLeg *known)
{
  if (rig->has_periods)
    return NULL;
  rdm_vrp_leg (rig, NULL, from, to, &known->drive_s, &known->distance_m);
  return known;
}

/* One label over one leg to one step, with n_pauses breaks on the way. */
static inline void
advance (const RdmVrpModel *model,
         const RdmVrpRig *rig,
         RdmVrpLabel *label,
         int32_t from_location,
         int32_t step,
         const RdmVrpLeg *leg,
         int64_t release_s,
         const RdmVrpCargo *cargo,
         uint32_t n_taken,
         uint32_t n_pauses)
{
  int32_t location = rdm_vrp_step_location (model, rig, step);
  RdmVrpLeg own;

  if (leg == NULL)
    {
      rdm_vrp_leg (rig, label, from_location, location, &own.drive_s, &own.distance_m);
      leg = &own;
    }
  label->distance_m += leg->distance_m;
  weigh_breaks (model, label, rig->vehicle->first_break + n_taken, n_pauses, cargo);
  rdm_vrp_label_drive (model, rig, label, leg->drive_s, rig->vehicle->first_break + n_taken,
                       n_pauses, NULL);
  if (step >= 0)
    rdm_vrp_label_serve (model, rig, label, (uint32_t)step, from_location != location);
  else
    rdm_vrp_label_begin (label, release_s, RDM_VRP_NEVER, RDM_VRP_NEVER, 0, rig->vehicle->reload_s);
}

void
rdm_vrp_walk_step (const RdmVrpModel *model,
                   const RdmVrpRig *rig,
                   const RdmVrpLabel *from,
                   RdmVrpLabel *to,
                   int32_t from_location,
                   int32_t step,
                   const RdmVrpLeg *leg,
                   int64_t release_s,
                   const RdmVrpCargo *cargo)
{
  uint32_t n_breaks = rig->n_breaks;
  RdmVrpLeg known;

  if (leg == NULL)
    leg = share_leg (rig, from_location, rdm_vrp_step_location (model, rig, step), &known);
  if (n_breaks == 0)
    {
      *to = *from;
      advance (model, rig, to, from_location, step, leg, release_s, cargo, 0, 0);
      return;
    }
  for (uint32_t k = 0; k <= n_breaks; k++)
    {
      to[k].ready_s = RDM_VRP_NO_LABEL;
      for (uint32_t n_pauses = 0; n_pauses <= k; n_pauses++)
        {
          RdmVrpLabel label = from[k - n_pauses];

          if (label.ready_s >= RDM_VRP_NO_LABEL)
            continue;
          advance (model, rig, &label, from_location, step, leg, release_s, cargo, k - n_pauses,
                   n_pauses);
          if (!is_better (&label, &to[k]))
            continue;
          to[k] = label;
          to[k].n_pauses = n_pauses;
        }
    }
}

void
rdm_vrp_walk_end (const RdmVrpModel *model,
                  const RdmVrpRig *rig,
                  const RdmVrpLabel *from,
                  RdmVrpLabel *to,
                  int32_t from_location,
                  const RdmVrpLeg *leg,
                  const RdmVrpCargo *cargo)
{
  uint32_t n_breaks = rig->n_breaks;
  RdmVrpLeg known;

  if (leg == NULL)
    leg = share_leg (rig, from_location, rig->vehicle->end_location, &known);
  to->ready_s = RDM_VRP_NO_LABEL;
  for (uint32_t n_pauses = 0; n_pauses <= n_breaks; n_pauses++)
    {
      RdmVrpLabel label = from[n_breaks - n_pauses];
      RdmVrpLeg own = { 0 };

      if (label.ready_s >= RDM_VRP_NO_LABEL)
        continue;
      if (leg != NULL)
        own = *leg;
      else
        rdm_vrp_leg (rig, &label, from_location, rig->vehicle->end_location, &own.drive_s,
                     &own.distance_m);
      label.distance_m += own.distance_m;
      weigh_breaks (model, &label, rig->vehicle->first_break + n_breaks - n_pauses, n_pauses,
                    cargo);
      rdm_vrp_label_drive (model, rig, &label, own.drive_s,
                           rig->vehicle->first_break + n_breaks - n_pauses, n_pauses, NULL);
      if (!is_better (&label, to))
        continue;
      *to = label;
      to->n_pauses = n_pauses;
    }
  if (to->ready_s > rig->vehicle->latest_s)
    to->overdue_s += to->ready_s - rig->vehicle->latest_s;
}

void
rdm_vrp_walk_start (const RdmVrpRig *rig, RdmVrpLabel *labels, int64_t begin_s, int64_t release_s)
{
  labels[0] = (RdmVrpLabel){ .ready_s = begin_s, .slack_s = RDM_VRP_NEVER };
  if (labels[0].ready_s < release_s)
    {
      labels[0].wait_s = release_s - begin_s;
      labels[0].ready_s = release_s;
    }
  for (uint32_t k = 1; k <= rig->n_breaks; k++)
    labels[k] = (RdmVrpLabel){ .ready_s = RDM_VRP_NO_LABEL };
}

int64_t
rdm_vrp_trip_release (const RdmVrpModel *model, const int32_t *steps, uint32_t n_steps)
{
  int64_t release_s = RDM_VRP_ALWAYS;

  if (model->has_releases)
    for (uint32_t i = 0; i < n_steps && steps[i] != RDM_VRP_RELOAD; i++)
      if (model->stops[steps[i]].release_s > release_s)
        release_s = model->stops[steps[i]].release_s;
  return release_s;
}

int64_t
rdm_vrp_walk_begin (const RdmVrpModel *model,
                    const RdmVrpRig *rig,
                    const int32_t *steps,
                    uint32_t n_steps)
{
  int64_t release_s = rdm_vrp_trip_release (model, steps, n_steps);

  if (rig->vehicle->leaves_at_earliest || release_s < rig->vehicle->earliest_s)
    return rig->vehicle->earliest_s;
  return release_s;
}

void
rdm_vrp_walk (const RdmVrpModel *model,
              const RdmVrpRig *rig,
              const int32_t *steps,
              uint32_t n_steps,
              int64_t begin_s,
              RdmVrpLabel *labels,
              RdmVrpLabel *end)
{
  uint32_t width = rig->n_breaks + 1;
  int32_t location = rig->vehicle->start_location;
  RdmVrpCargo room;
  RdmVrpCargo *cargo = rig->has_break_loads ? &room : NULL;

  if (cargo != NULL)
    rdm_vrp_cargo_begin (model, steps, n_steps, cargo);
  rdm_vrp_walk_start (rig, labels, begin_s, rdm_vrp_trip_release (model, steps, n_steps));
  for (uint32_t i = 0; i < n_steps; i++)
    {
      int64_t release_s =
          steps[i] >= 0 ? 0 : rdm_vrp_trip_release (model, steps + i + 1, n_steps - i - 1);

      rdm_vrp_walk_step (model, rig, labels + (size_t)i * width, labels + (size_t)(i + 1) * width,
                         location, steps[i], NULL, release_s, cargo);
      location = rdm_vrp_step_location (model, rig, steps[i]);
      if (cargo != NULL)
        rdm_vrp_cargo_pass (model, steps, n_steps, i, cargo);
    }
  rdm_vrp_walk_end (model, rig, labels + (size_t)n_steps * width, end, location, NULL, cargo);
}

int64_t
rdm_vrp_walk_free_begin (const RdmVrpModel *model,
                         const RdmVrpRig *rig,
                         const int32_t *steps,
                         uint32_t n_steps,
                         int64_t begin_s,
                         RdmVrpLabel *labels,
                         RdmVrpLabel *end)
{
  int64_t low_s = 0;
  int64_t high_s = rig->vehicle->leaves_at_earliest ? 0 : end->wait_s;
  RdmVrpLabel best = *end;

  /* Without overtaking, what is free for one departure is free for any earlier one. */
  while (low_s < high_s)
    {
      int64_t middle_s = low_s + (high_s - low_s + 1) / 2;
      RdmVrpLabel moved;

      rdm_vrp_walk (model, rig, steps, n_steps, begin_s + middle_s, labels, &moved);
      if (moved.ready_s <= end->ready_s && moved.break_overload <= end->break_overload
          && moved.overdue_s <= end->overdue_s && moved.late_s <= end->late_s
          && moved.late_cost <= end->late_cost)
        {
          best = moved;
          low_s = middle_s;
        }
      else
        high_s = middle_s - 1;
    }
  *end = best;
  return begin_s + low_s;
}

void
rdm_vrp_totals (const RdmVrpModel *model,
                const RdmVrpRig *rig,
                const RdmVrpLabel *end,
                int64_t begin_s,
                int64_t shift_s,
                int64_t n_tasks,
                uint32_t n_reloads,
                RdmVrpTotals *totals)
{
  const RdmVrpVehicle *vehicle = rig->vehicle;
  int64_t duty_s = end->ready_s - begin_s - shift_s;
  int64_t overtime_s = end->ready_s - vehicle->overtime_after_s;
  int64_t breach =
      end->overdue_s + end->break_overload + end->n_unreachable * RDM_VRP_UNREACHABLE_S;
  __int128 balance = (__int128)model->problem->price_balance * duty_s * duty_s / 36000;

  if (overtime_s < 0)
    overtime_s = 0;
  breach += duty_s > vehicle->max_duty_s ? duty_s - vehicle->max_duty_s : 0;
  breach += end->drive_s > vehicle->max_drive_s ? end->drive_s - vehicle->max_drive_s : 0;
  breach +=
      end->distance_m > vehicle->max_distance_m ? end->distance_m - vehicle->max_distance_m : 0;
  breach += n_tasks > vehicle->max_tasks ? n_tasks - vehicle->max_tasks : 0;
  breach += n_reloads > vehicle->max_reloads ? n_reloads - vehicle->max_reloads : 0;
  *totals = (RdmVrpTotals){
    .cost = vehicle->price_fixed + vehicle->price_metre * end->distance_m
            + vehicle->price_drive_s * end->drive_s
            + vehicle->price_duty_s * (duty_s - end->unpaid_s)
            + vehicle->price_overtime * overtime_s + end->late_cost + (RdmVrpCost)balance,
    .breach = breach,
    .begin_s = begin_s + shift_s,
    .end_s = end->ready_s,
    .wait_s = end->wait_s - shift_s,
    .drive_s = end->drive_s,
    .distance_m = end->distance_m,
    .late_s = end->late_s,
    .overdue_s = end->overdue_s,
    .overtime_s = overtime_s,
    .unpaid_s = end->unpaid_s,
    .late_cost = end->late_cost,
  };
}
