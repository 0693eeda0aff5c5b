/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-route-private.h"

#include <stdlib.h>
#include <string.h>

void
rdm_vrp_scratch_clear (RdmVrpScratch *scratch)
{
  free (scratch->labels);
  free (scratch->steps);
  rdm_vrp_stand_clear (&scratch->stand);
  *scratch = (RdmVrpScratch){ 0 };
}

static bool
grow_scratch (RdmVrpScratch *scratch, size_t n_labels, size_t n_steps)
{
  if (scratch->n_labels < n_labels)
    {
      free (scratch->labels);
      scratch->labels = malloc (n_labels * 2 * sizeof *scratch->labels);
      scratch->n_labels = scratch->labels != NULL ? n_labels * 2 : 0;
    }
  if (scratch->n_steps < n_steps)
    {
      free (scratch->steps);
      scratch->steps = malloc (n_steps * 2 * sizeof *scratch->steps);
      scratch->n_steps = scratch->steps != NULL ? n_steps * 2 : 0;
    }
  return scratch->n_labels >= n_labels && scratch->n_steps >= n_steps;
}

/* --- memory: one block for all arrays ------------------------------------------------------------
 */

static size_t
carve (char *base, size_t *used, size_t n, size_t item, void *pointer)
{
  void *address = base != NULL ? base + *used : NULL;

  memcpy (pointer, &address, sizeof address);
  *used += (n * item + 15) & ~(size_t)15;
  return *used;
}

static size_t
lay_out (RdmVrpRoute *route, char *base)
{
  size_t used = (sizeof *route + 15) & ~(size_t)15;
  size_t n = (size_t)route->size + 1;
  size_t n_dimensions = route->model->problem->n_dimensions;
  bool is_plain = route->rig->is_plain;

  carve (base, &used, n, sizeof *route->steps, &route->steps);
  carve (base, &used, n, sizeof *route->spots, &route->spots);
  carve (base, &used, is_plain && route->rig->is_timed ? n : 0, sizeof *route->heads,
         &route->heads);
  carve (base, &used, is_plain && route->rig->is_timed ? n : 0, sizeof *route->tails,
         &route->tails);
  carve (base, &used, is_plain ? 0 : n * (route->rig->n_breaks + 1), sizeof *route->labels,
         &route->labels);
  carve (base, &used, n * n_dimensions, sizeof *route->loads, &route->loads);
  carve (base, &used, n * n_dimensions, sizeof *route->loads, &route->head_loads);
  carve (base, &used, n * n_dimensions, sizeof *route->loads, &route->tail_loads);
  return used;
}

RdmVrpRoute *
rdm_vrp_route_new (const RdmVrpModel *model, uint32_t vehicle, uint32_t size)
{
  RdmVrpRoute shape = {
    .model = model,
    .rig = &model->rigs[vehicle],
    .vehicle = vehicle,
    .size = size,
    .n_fixed = model->rigs[vehicle].vehicle->n_frozen,
  };
  char *base = malloc (lay_out (&shape, NULL));
  RdmVrpRoute *route = (RdmVrpRoute *)(void *)base;

  if (base == NULL)
    return NULL;
  lay_out (&shape, base);
  *route = shape;
  rdm_vrp_route_refresh (route);
  return route;
}

void
rdm_vrp_route_free (RdmVrpRoute *route)
{
  free (route);
}

void
rdm_vrp_route_copy_steps (RdmVrpRoute *copy, const RdmVrpRoute *route)
{
  copy->rig = route->rig;
  copy->vehicle = route->vehicle;
  copy->n = route->n;
  copy->n_tasks = route->n_tasks;
  copy->n_fixed = route->n_fixed;
  memcpy (copy->steps, route->steps, route->n * sizeof *route->steps);
  memcpy (copy->spots, route->spots, (route->n + 1) * sizeof *route->spots);
}

/* --- loads -------------------------------------------------------------------------------------
 */

static int64_t
trip_demand (const RdmVrpModel *model, const int32_t *steps, uint32_t n_steps, size_t dimension)
{
  size_t n = model->problem->n_dimensions;
  int64_t sum = 0;

  for (uint32_t i = 0; i < n_steps && steps[i] >= 0; i++)
    sum += model->demand[steps[i] * n + dimension];
  return sum;
}

/* On board before each step and at the end. `loads`: strided by n_dimensions. Returns: the most. */
static int64_t
walk_loads (const RdmVrpModel *model,
            const int32_t *steps,
            uint32_t n_steps,
            size_t dimension,
            int64_t *loads)
{
  size_t n = model->problem->n_dimensions;
  int64_t load = trip_demand (model, steps, n_steps, dimension);
  int64_t collected = 0;
  int64_t most = load;

  for (uint32_t i = 0; i < n_steps; i++)
    {
      if (loads != NULL)
        loads[i * n] = load;
      if (steps[i] >= 0)
        {
          size_t at = steps[i] * n + dimension;

          load += model->supply[at] - model->demand[at];
          if (model->stops[steps[i]].kind == RDM_VRP_JOB)
            collected += model->supply[at];
        }
      else
        {
          load += trip_demand (model, steps + i + 1, n_steps - i - 1, dimension) - collected;
          collected = 0;
        }
      if (load > most)
        most = load;
    }
  if (loads != NULL)
    loads[n_steps * n] = load;
  return most;
}

int64_t
rdm_vrp_steps_overload (const RdmVrpModel *model,
                        const RdmVrpRig *rig,
                        const int32_t *steps,
                        uint32_t n_steps)
{
  int64_t overload = 0;

  for (size_t d = 0; n_steps > 0 && d < model->problem->n_dimensions; d++)
    {
      int64_t most = walk_loads (model, steps, n_steps, d, NULL);

      if (most > rig->capacity[d])
        overload += most - rig->capacity[d];
    }
  return overload;
}

static void
refresh_loads (RdmVrpRoute *route)
{
  size_t n = route->model->problem->n_dimensions;

  route->overload = 0;
  for (size_t d = 0; d < n; d++)
    {
      int64_t *loads = route->loads + d;
      int64_t most = walk_loads (route->model, route->steps, route->n, d, loads);

      if (route->n > 0 && most > route->rig->capacity[d])
        route->overload += most - route->rig->capacity[d];
      most = loads[0];
      for (uint32_t p = 0; p <= route->n; p++)
        {
          if (loads[p * n] > most || (p > 0 && route->steps[p - 1] < 0))
            most = loads[p * n];
          route->head_loads[p * n + d] = most;
        }
      most = loads[route->n * n];
      for (uint32_t p = route->n + 1; p-- > 0;)
        {
          if (loads[p * n] > most || (p < route->n && route->steps[p] < 0))
            most = loads[p * n];
          route->tail_loads[p * n + d] = most;
        }
    }
  for (uint32_t p = 0; n > 0 && p <= route->n; p++)
    {
      route->spots[p].head_load = route->head_loads[p * n];
      route->spots[p].tail_load = route->tail_loads[p * n];
    }
}

/* --- times -------------------------------------------------------------------------------------
 */

static void
refresh_leg (RdmVrpRoute *route, uint32_t p)
{
  RdmVrpSpot *spot = &route->spots[p];
  const RdmVrpModel *model = route->model;
  const RdmVrpRig *rig = route->rig;

  spot->from = p > 0 ? rdm_vrp_step_location (model, rig, route->steps[p - 1])
                     : rig->vehicle->start_location;
  spot->to = p < route->n ? rdm_vrp_step_location (model, rig, route->steps[p])
                          : rig->vehicle->end_location;
  spot->leg_s = rdm_vrp_seconds (rig->travel, spot->from, spot->to);
  spot->leg_m = rdm_vrp_metres (rig->travel, spot->from, spot->to);
}

static void
refresh_plain (RdmVrpRoute *route, uint32_t first, uint32_t last)
{
  const RdmVrpStop *stops = route->rig->stops;
  const RdmVrpVehicle *vehicle = route->rig->vehicle;
  RdmVrpSpot *spots = route->spots;
  uint32_t n = route->n;

  if (first == 0)
    spots[0].ready_s = vehicle->earliest_s;
  for (uint32_t p = first; p < n; p++)
    {
      const RdmVrpStop *stop = &stops[route->steps[p]];
      int64_t begin_s = spots[p].ready_s + spots[p].leg_s;

      if (begin_s < stop->begin_s)
        begin_s = stop->begin_s;
      spots[p + 1].ready_s = begin_s + stop->service_s;
    }
  if (last >= n)
    {
      spots[n].latest_s = vehicle->latest_s;
      last = n;
    }
  for (uint32_t p = last; p-- > 0;)
    {
      const RdmVrpStop *stop = &stops[route->steps[p]];
      int64_t latest_s = spots[p + 1].latest_s - spots[p + 1].leg_s - stop->service_s;

      spots[p].latest_s = latest_s < stop->latest_s ? latest_s : stop->latest_s;
    }
}

static RdmVrpSegment
refresh_segments (RdmVrpRoute *route)
{
  const RdmVrpStop *stops = route->rig->stops;
  const RdmVrpVehicle *vehicle = route->rig->vehicle;
  int64_t latest_s = vehicle->leaves_at_earliest ? vehicle->earliest_s : vehicle->latest_s;
  uint32_t n = route->n;

  route->heads[0] = (RdmVrpSegment){ 0, vehicle->earliest_s, latest_s };
  route->tails[n] = (RdmVrpSegment){ 0, vehicle->earliest_s, vehicle->latest_s };
  for (uint32_t p = 0; p < n; p++)
    route->heads[p + 1] = rdm_vrp_segment_join (route->heads[p], route->spots[p].leg_s,
                                                rdm_vrp_segment_of (&stops[route->steps[p]]));
  for (uint32_t p = n; p-- > 0;)
    route->tails[p] = rdm_vrp_segment_join (rdm_vrp_segment_of (&stops[route->steps[p]]),
                                            route->spots[p + 1].leg_s, route->tails[p + 1]);
  return rdm_vrp_segment_join (route->heads[n], route->spots[n].leg_s, route->tails[n]);
}

static void
refresh_plain_totals (RdmVrpRoute *route)
{
  const RdmVrpVehicle *vehicle = route->rig->vehicle;
  RdmVrpTotals *totals = &route->totals;

  *totals = (RdmVrpTotals){ 0 };
  for (uint32_t p = 0; p <= route->n; p++)
    {
      totals->drive_s += route->spots[p].leg_s;
      totals->distance_m += route->spots[p].leg_m;
    }
  if (route->rig->is_timed)
    totals->cost = rdm_vrp_duty_cost (route->rig, route->model->problem->price_balance,
                                      refresh_segments (route));
  if (route->n == 0)
    *totals = (RdmVrpTotals){ 0 };
  else
    totals->cost += vehicle->price_fixed + vehicle->price_drive_s * totals->drive_s
                    + vehicle->price_metre * totals->distance_m + route->change_cost;
}

/* When step i is done, and what waiting came before: the label on the path that leads to the end.
 */
static const RdmVrpLabel *
label_after (const RdmVrpRig *rig,
             const RdmVrpLabel *labels,
             const RdmVrpLabel *end,
             uint32_t n_steps,
             uint32_t step)
{
  uint32_t k = rig->n_breaks - (rig->n_breaks > 0 ? end->n_pauses : 0);
  size_t width = rig->n_breaks + 1;

  for (uint32_t i = n_steps; rig->n_breaks > 0 && i > step + 1; i--)
    k -= labels[i * width + k].n_pauses;
  return &labels[(step + 1) * width + k];
}

/* By how much these steps break ride limits, in seconds. The labels are those after each step. */
static int64_t
ride_breach (const RdmVrpModel *model,
             const RdmVrpRig *rig,
             const int32_t *steps,
             uint32_t n_steps,
             const RdmVrpLabel *labels,
             const RdmVrpLabel *end,
             int64_t shift_s)
{
  int64_t breach = 0;

  for (uint32_t i = 0; i < n_steps; i++)
    {
      const RdmVrpStop *stop = steps[i] >= 0 ? &rig->stops[steps[i]] : NULL;
      const RdmVrpLabel *up;
      const RdmVrpLabel *down;
      int64_t ride_s;
      uint32_t j = i + 1;

      if (stop == NULL || stop->kind != RDM_VRP_PICKUP
          || model->problem->tasks[steps[i]].max_ride_s >= RDM_VRP_UNLIMITED)
        continue;
      while (j < n_steps && steps[j] != stop->partner)
        j++;
      if (j == n_steps)
        continue;
      up = label_after (rig, labels, end, n_steps, i);
      down = label_after (rig, labels, end, n_steps, j);
      ride_s = down->ready_s - up->ready_s - rig->stops[steps[j]].service_s;
      if (rdm_vrp_step_location (model, rig, steps[j])
          != rdm_vrp_step_location (model, rig, steps[j - 1]))
        ride_s -= rig->stops[steps[j]].setup_s;
      ride_s += shift_s > down->wait_s ? shift_s - down->wait_s : 0;
      ride_s -= shift_s > up->wait_s ? shift_s - up->wait_s : 0;
      ride_s -= model->problem->tasks[steps[i]].max_ride_s;
      breach += ride_s > 0 ? ride_s : 0;
    }
  return breach;
}

/* Everything about these steps, from the beginning. `labels`: room for n_steps + 1 times breaks
 * + 1. */
static int64_t
evaluate (const RdmVrpModel *model,
          const RdmVrpRig *rig,
          const int32_t *steps,
          uint32_t n_steps,
          RdmVrpLabel *labels,
          RdmVrpTotals *totals)
{
  int64_t begin_s = rdm_vrp_walk_begin (model, rig, steps, n_steps);
  int64_t walked_s = begin_s;
  int64_t shift_s = 0;
  int64_t n_tasks = 0;
  RdmVrpLabel end;

  rdm_vrp_walk (model, rig, steps, n_steps, begin_s, labels, &end);
  if (rig->has_periods)
    {
      begin_s = rdm_vrp_walk_free_begin (model, rig, steps, n_steps, begin_s, labels, &end);
      if (model->has_rides)
        rdm_vrp_walk (model, rig, steps, n_steps, begin_s, labels, &end);
    }
  else
    shift_s = rdm_vrp_label_shift (rig, &end);
  for (uint32_t i = 0; i < n_steps; i++)
    n_tasks += steps[i] >= 0;
  rdm_vrp_totals (model, rig, &end, begin_s, shift_s, n_tasks, n_steps - n_tasks, totals);
  if (model->has_rides)
    totals->breach += ride_breach (model, rig, steps, n_steps, labels, &end, shift_s);
  return walked_s;
}

static void
refresh_labels (RdmVrpRoute *route)
{
  if (route->n == 0)
    {
      route->totals = (RdmVrpTotals){ 0 };
      route->begin_s = rdm_vrp_walk_begin (route->model, route->rig, route->steps, 0);
      rdm_vrp_walk_start (route->rig, route->labels, route->begin_s, RDM_VRP_ALWAYS);
      return;
    }
  route->begin_s =
      evaluate (route->model, route->rig, route->steps, route->n, route->labels, &route->totals);
  route->totals.cost += route->change_cost;
}

static void
refresh_changes (RdmVrpRoute *route)
{
  const RdmVrpTask *tasks = route->model->problem->tasks;

  route->change_cost = 0;
  if (!route->model->has_changes)
    return;
  for (uint32_t i = 0; i < route->n; i++)
    if (route->steps[i] >= 0 && tasks[route->steps[i]].current_vehicle != RDM_VRP_NONE
        && tasks[route->steps[i]].current_vehicle != (int32_t)route->vehicle)
      route->change_cost += tasks[route->steps[i]].change_price;
}

static void
refresh_from (RdmVrpRoute *route, uint32_t first, uint32_t last)
{
  refresh_changes (route);
  refresh_loads (route);
  if (route->rig->is_plain)
    {
      refresh_plain (route, first, last);
      refresh_plain_totals (route);
    }
  else
    refresh_labels (route);
}

void
rdm_vrp_route_refresh (RdmVrpRoute *route)
{
  route->n_tasks = 0;
  for (uint32_t p = 0; p < route->n; p++)
    route->n_tasks += route->steps[p] >= 0;
  for (uint32_t p = 0; p <= route->n; p++)
    refresh_leg (route, p);
  refresh_from (route, 0, route->n);
}

void
rdm_vrp_route_splice (
    RdmVrpRoute *route, uint32_t position, uint32_t n_old, const int32_t *block, uint32_t n_block)
{
  uint32_t rest = route->n - position - n_old;

  for (uint32_t i = position; i < position + n_old; i++)
    route->n_tasks -= route->steps[i] >= 0;
  memmove (route->steps + position + n_block, route->steps + position + n_old,
           rest * sizeof *route->steps);
  memmove (route->spots + position + n_block, route->spots + position + n_old,
           (rest + 1) * sizeof *route->spots);
  for (uint32_t i = 0; i < n_block; i++)
    {
      route->steps[position + i] = block[i];
      route->n_tasks += block[i] >= 0;
    }
  route->n = route->n - n_old + n_block;
  for (uint32_t p = position; p <= position + n_block; p++)
    refresh_leg (route, p);
  refresh_from (route, position, position + n_block);
}

/* --- trying --------------------------------------------------------------------------------------
 */

bool
rdm_vrp_route_needs_whole (const RdmVrpRoute *route, const RdmVrpPatch *patch)
{
  /* A change is felt before it where a break there depends on what is on board. */
  if (route->rig->has_periods || route->model->has_rides || route->rig->is_plain
      || route->rig->has_break_loads)
    return true;
  if (!route->model->has_releases)
    return false;
  /* A release moves the begin of its trip, before the change. */
  for (uint32_t i = 0; i < patch->n_block; i++)
    if (patch->block[i] < 0 || route->model->stops[patch->block[i]].release_s > RDM_VRP_ALWAYS)
      return true;
  for (uint32_t i = patch->position; i < patch->resume; i++)
    if (route->steps[i] < 0 || route->model->stops[route->steps[i]].release_s > RDM_VRP_ALWAYS)
      return true;
  return false;
}

static bool
try_whole (const RdmVrpRoute *route,
           const RdmVrpPatch *patch,
           RdmVrpScratch *scratch,
           RdmVrpTotals *totals)
{
  uint32_t rest = route->n - patch->resume;
  uint32_t n_steps = patch->position + patch->n_block + rest;

  if (!grow_scratch (scratch, ((size_t)n_steps + 1) * (route->rig->n_breaks + 1), n_steps + 1))
    return false;
  memcpy (scratch->steps, route->steps, patch->position * sizeof *scratch->steps);
  memcpy (scratch->steps + patch->position, patch->block, patch->n_block * sizeof *scratch->steps);
  memcpy (scratch->steps + patch->position + patch->n_block, route->steps + patch->resume,
          rest * sizeof *scratch->steps);
  *totals = (RdmVrpTotals){ 0 };
  if (n_steps > 0)
    evaluate (route->model, route->rig, scratch->steps, n_steps, scratch->labels, totals);
  return true;
}

void
rdm_vrp_stand_clear (RdmVrpStand *stand)
{
  free (stand->labels);
  *stand = (RdmVrpStand){ 0 };
}

bool
rdm_vrp_stand_begin (RdmVrpStand *stand, const RdmVrpRoute *route, uint32_t position)
{
  uint32_t width = route->rig->n_breaks + 1;

  if (stand->width < width)
    {
      RdmVrpLabel *grown = realloc (stand->labels, (size_t)width * 2 * sizeof *grown);

      if (grown == NULL)
        return false;
      stand->labels = grown;
      stand->width = width;
    }
  stand->route = route;
  stand->half = 0;
  stand->next = position;
  stand->location = route->spots[position].from;
  stand->is_on_route = true;
  stand->n_put = 0;
  memcpy (stand->labels, route->labels + (size_t)position * width, width * sizeof *stand->labels);
  return true;
}

bool
rdm_vrp_stand_copy (RdmVrpStand *copy, const RdmVrpStand *stand)
{
  uint32_t width = stand->route->rig->n_breaks + 1;

  if (!rdm_vrp_stand_begin (copy, stand->route, stand->next))
    return false;
  copy->location = stand->location;
  copy->is_on_route = stand->is_on_route;
  copy->n_put = stand->n_put;
  memcpy (copy->labels, stand->labels + stand->half * width, width * sizeof *copy->labels);
  return true;
}

static void
step_on (RdmVrpStand *stand, int32_t step, const RdmVrpLeg *leg, int64_t release_s)
{
  const RdmVrpRoute *route = stand->route;
  uint32_t width = route->rig->n_breaks + 1;

  rdm_vrp_walk_step (route->model, route->rig, stand->labels + stand->half * width,
                     stand->labels + (1 - stand->half) * width, stand->location, step, leg,
                     release_s, NULL);
  stand->half = 1 - stand->half;
  stand->location = rdm_vrp_step_location (route->model, route->rig, step);
}

void
rdm_vrp_stand_put (RdmVrpStand *stand, int32_t step)
{
  step_on (stand, step, NULL, RDM_VRP_ALWAYS);
  stand->is_on_route = false;
  stand->n_put += step >= 0;
}

/* The leg from the step before, if that is where the vehicle stands. */
static const RdmVrpLeg *
known_leg (const RdmVrpStand *stand, RdmVrpLeg *leg)
{
  const RdmVrpSpot *spot = &stand->route->spots[stand->next];

  if (!stand->is_on_route)
    return NULL;
  *leg = (RdmVrpLeg){ spot->leg_s, spot->leg_m };
  return leg;
}

void
rdm_vrp_stand_go (RdmVrpStand *stand)
{
  const RdmVrpRoute *route = stand->route;
  int32_t step = route->steps[stand->next];
  int64_t release_s = RDM_VRP_ALWAYS;
  RdmVrpLeg leg;

  if (step < 0)
    release_s = rdm_vrp_trip_release (route->model, route->steps + stand->next + 1,
                                      route->n - stand->next - 1);
  step_on (stand, step, known_leg (stand, &leg), release_s);
  stand->is_on_route = true;
  stand->next++;
}

void
rdm_vrp_stand_skip (RdmVrpStand *stand, uint32_t next)
{
  stand->is_on_route = stand->is_on_route && next == stand->next;
  stand->next = next;
}

int64_t
rdm_vrp_stand_overdue (const RdmVrpStand *stand)
{
  uint32_t width = stand->route->rig->n_breaks + 1;
  const RdmVrpLabel *labels = stand->labels + stand->half * width;
  int64_t least = labels[0].ready_s < RDM_VRP_NO_LABEL ? labels[0].overdue_s : INT64_MAX;

  for (uint32_t k = 1; k < width; k++)
    if (labels[k].ready_s < RDM_VRP_NO_LABEL && labels[k].overdue_s < least)
      least = labels[k].overdue_s;
  return least;
}

bool
rdm_vrp_stand_finish (RdmVrpStand *stand,
                      int64_t most_overdue_s,
                      uint32_t n_tasks,
                      uint32_t n_reloads,
                      RdmVrpTotals *totals)
{
  const RdmVrpRoute *route = stand->route;
  uint32_t width = route->rig->n_breaks + 1;
  RdmVrpLabel end;
  RdmVrpLeg leg;

  while (stand->next < route->n)
    {
      rdm_vrp_stand_go (stand);
      if (rdm_vrp_stand_overdue (stand) > most_overdue_s)
        return false;
    }
  rdm_vrp_walk_end (route->model, route->rig, stand->labels + stand->half * width, &end,
                    stand->location, known_leg (stand, &leg), NULL);
  rdm_vrp_totals (route->model, route->rig, &end, route->begin_s,
                  rdm_vrp_label_shift (route->rig, &end), n_tasks, n_reloads, totals);
  return totals->overdue_s <= most_overdue_s;
}

bool
rdm_vrp_route_try (const RdmVrpRoute *route,
                   const RdmVrpPatch *patch,
                   int64_t most_overdue_s,
                   RdmVrpScratch *scratch,
                   RdmVrpTotals *totals)
{
  uint32_t n_steps = patch->position + patch->n_block + route->n - patch->resume;
  uint32_t n_tasks = route->n_tasks;

  if (n_steps == 0 || rdm_vrp_route_needs_whole (route, patch))
    return try_whole (route, patch, scratch, totals) && totals->overdue_s <= most_overdue_s;
  if (!rdm_vrp_stand_begin (&scratch->stand, route, patch->position))
    return false;
  for (uint32_t i = patch->position; i < patch->resume; i++)
    n_tasks -= route->steps[i] >= 0;
  for (uint32_t i = 0; i < patch->n_block; i++)
    {
      rdm_vrp_stand_put (&scratch->stand, patch->block[i]);
      if (rdm_vrp_stand_overdue (&scratch->stand) > most_overdue_s)
        return false;
    }
  rdm_vrp_stand_skip (&scratch->stand, patch->resume);
  n_tasks += scratch->stand.n_put;
  return rdm_vrp_stand_finish (&scratch->stand, most_overdue_s, n_tasks, n_steps - n_tasks, totals);
}
