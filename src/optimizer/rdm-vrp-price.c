/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-advice.h"

#include <stdlib.h>
#include <string.h>

#include "rdm-vrp-desk-private.h"
#include "rdm-vrp-schedule-private.h"

/* --- the hand
 * --------------------------------------------------------------------------------------- */

static bool
is_in_hand (const RdmVrpHand *hand, int32_t task)
{
  for (uint32_t i = 0; i < hand->n_tasks; i++)
    if ((int32_t)hand->tasks[i] == task)
      return true;
  return false;
}

static void
lift (RdmVrpHand *hand, uint32_t vehicle)
{
  const RdmVrpRoute *route = hand->desk->routes[vehicle];
  RdmVrpRoute *without;

  for (uint32_t i = 0; i < hand->n_lifted; i++)
    if (hand->lifted[i].vehicle == vehicle)
      return;
  without = rdm_vrp_route_new (hand->desk->model, vehicle, route->n + 1);
  if (without == NULL)
    {
      hand->has_memory = false;
      return;
    }
  for (uint32_t i = 0; i < route->n; i++)
    if (!is_in_hand (hand, route->steps[i]))
      without->steps[without->n++] = route->steps[i];
  rdm_vrp_route_refresh (without);
  hand->lifted[hand->n_lifted].vehicle = vehicle;
  hand->lifted[hand->n_lifted++].without = without;
}

void
rdm_vrp_hand_take (RdmVrpHand *hand, RdmVrpDesk *desk, const uint32_t *tasks, uint32_t n_tasks)
{
  const RdmVrpStop *stops = desk->model->stops;

  *hand = (RdmVrpHand){
    .desk = desk,
    .tasks = tasks,
    .n_tasks = n_tasks,
    .has_memory = true,
    .based_on = RDM_VRP_NONE,
    .most_overdue_s = INT64_MAX,
  };
  hand->lifted = calloc ((size_t)n_tasks + 1, sizeof *hand->lifted);
  hand->has_memory = hand->lifted != NULL;
  hand->is_pair = n_tasks == 2 && stops[tasks[0]].kind == RDM_VRP_PICKUP
                  && stops[tasks[0]].partner == (int32_t)tasks[1];
  hand->keeps_order = true;
  for (uint32_t i = 0; i < n_tasks && !hand->is_pair; i++)
    hand->keeps_order = hand->keeps_order && stops[tasks[i]].kind == RDM_VRP_JOB;
  for (uint32_t i = 0; hand->has_memory && i < n_tasks; i++)
    if (desk->task_routes[tasks[i]] != RDM_VRP_NONE)
      lift (hand, (uint32_t)desk->task_routes[tasks[i]]);
}

void
rdm_vrp_hand_clear (RdmVrpHand *hand)
{
  for (uint32_t i = 0; i < hand->n_lifted; i++)
    rdm_vrp_route_free (hand->lifted[i].without);
  free (hand->lifted);
  rdm_vrp_stand_clear (&hand->stand);
  rdm_vrp_stand_clear (&hand->trial);
}

const RdmVrpRoute *
rdm_vrp_hand_route (const RdmVrpHand *hand, uint32_t vehicle)
{
  for (uint32_t i = 0; i < hand->n_lifted; i++)
    if (hand->lifted[i].vehicle == vehicle)
      return hand->lifted[i].without;
  return hand->desk->routes[vehicle];
}

uint32_t
rdm_vrp_hand_compose (const RdmVrpHand *hand,
                      uint32_t vehicle,
                      uint32_t position,
                      uint32_t drop_position,
                      int32_t *steps)
{
  const RdmVrpRoute *route = rdm_vrp_hand_route (hand, vehicle);
  uint32_t n = 0;

  for (uint32_t i = 0; i <= route->n; i++)
    {
      if (i == position && hand->is_pair)
        steps[n++] = (int32_t)hand->tasks[0];
      else if (i == position)
        for (uint32_t k = 0; k < hand->n_tasks; k++)
          steps[n++] = (int32_t)hand->tasks[k];
      if (i == drop_position && hand->is_pair)
        steps[n++] = (int32_t)hand->tasks[1];
      if (i < route->n)
        steps[n++] = route->steps[i];
    }
  return n;
}

/* --- faults
 * ----------------------------------------------------------------------------------------- */

/* Shipments of which a half is missing, or comes too early. */
static int64_t
count_broken_pairs (const RdmVrpDesk *desk, const int32_t *steps, uint32_t n)
{
  int64_t faults = 0;

  for (uint32_t i = 0; desk->model->has_shipments && i < n; i++)
    {
      const RdmVrpStop *stop = steps[i] >= 0 ? &desk->model->stops[steps[i]] : NULL;
      uint32_t j = 0;

      if (stop == NULL || stop->kind == RDM_VRP_JOB)
        continue;
      while (j < n && steps[j] != stop->partner)
        j++;
      faults += j == n || (stop->kind == RDM_VRP_PICKUP && j < i);
    }
  return faults;
}

/* Relations, and the frozen head. */
static int64_t
count_broken_rules (const RdmVrpDesk *desk, uint32_t vehicle, const int32_t *steps, uint32_t n)
{
  const RdmVrpProblem *problem = desk->model->problem;
  const RdmVrpVehicle *about = &problem->vehicles[vehicle];
  int64_t faults = 0;

  for (uint32_t r = 0; r < problem->n_relations; r++)
    {
      const RdmVrpRelation *relation = &problem->relations[r];
      RdmVrpOrder order = rdm_vrp_relation_order (problem, relation, steps, n);

      if (order.n_here == 0)
        continue;
      faults += relation->kind == RDM_VRP_NOT_TOGETHER && order.n_here > 1;
      faults += relation->kind == RDM_VRP_IN_SEQUENCE && !order.is_ordered;
      faults += relation->kind == RDM_VRP_DIRECT_SEQUENCE && !order.is_direct;
    }
  for (uint32_t i = 0; i < about->n_frozen; i++)
    if (i >= n || steps[i] != (int32_t)problem->frozen_tasks[about->first_frozen + i])
      return faults + 1;
  return faults;
}

static bool
may_serve (const RdmVrpProblem *problem, uint32_t vehicle, uint32_t index)
{
  const RdmVrpTask *task = &problem->tasks[index];
  bool may = task->n_allowed == 0;

  for (uint32_t i = 0; i < task->n_allowed; i++)
    may = may || problem->allowed_vehicles[task->first_allowed + i] == vehicle;
  return may && (task->skills & ~problem->vehicles[vehicle].skills) == 0
         && (task->fixed_vehicle == RDM_VRP_NONE || task->fixed_vehicle == (int32_t)vehicle);
}

/* Relations of one vehicle: is this one spread, when those in hand are on `vehicle` (or where they
 * are)? */
static bool
is_spread (const RdmVrpHand *hand, const RdmVrpRelation *relation, int32_t vehicle)
{
  const RdmVrpProblem *problem = hand->desk->model->problem;
  int32_t first = RDM_VRP_NONE;

  if (relation->kind == RDM_VRP_NOT_TOGETHER)
    return false;
  for (uint32_t i = 0; i < relation->n_tasks; i++)
    {
      uint32_t task = problem->relation_tasks[relation->first_task + i];
      int32_t where = hand->desk->task_routes[task];

      if (vehicle != RDM_VRP_NONE && is_in_hand (hand, (int32_t)task))
        where = vehicle;
      if (where == RDM_VRP_NONE)
        continue;
      if (first != RDM_VRP_NONE && where != first)
        return true;
      first = where;
    }
  return false;
}

int64_t
rdm_vrp_hand_splits (const RdmVrpHand *hand, uint32_t vehicle, int32_t *relation)
{
  const RdmVrpProblem *problem = hand->desk->model->problem;
  int64_t more = 0;

  for (uint32_t r = 0; r < problem->n_relations; r++)
    {
      bool is_after = is_spread (hand, &problem->relations[r], (int32_t)vehicle);
      bool is_before = is_spread (hand, &problem->relations[r], RDM_VRP_NONE);

      more += is_after - is_before;
      if (is_after && !is_before && relation != NULL)
        *relation = (int32_t)r;
    }
  return more;
}

static void
add_faults (RdmVrpFaults *faults, const RdmVrpTotals *totals, int sign)
{
  faults->time_s += sign * totals->overdue_s;
  faults->limits += sign * (totals->breach - totals->overdue_s);
}

static void
add_route (
    RdmVrpHand *hand, RdmVrpPrice *price, RdmVrpFaults *faults, const RdmVrpRoute *route, int sign)
{
  const RdmVrpTotals *totals = &route->totals;

  price->cost += sign * totals->cost;
  price->duty_s += sign * (totals->end_s - totals->begin_s);
  price->drive_s += sign * totals->drive_s;
  price->distance_m += sign * totals->distance_m;
  price->late_s += sign * totals->late_s;
  price->overdue_s += sign * totals->overdue_s;
  add_faults (faults, totals, sign);
  faults->overload += sign * route->overload;
  if (hand->desk->has_order)
    faults->order += sign
                     * (count_broken_pairs (hand->desk, route->steps, route->n)
                        + count_broken_rules (hand->desk, route->vehicle, route->steps, route->n));
}

/* Most of one dimension on board when the hand, a job or a shipment, goes into a route with one
 * trip. What a shipment fetches is on board from the one place to the other. */
static int64_t
most_with (const RdmVrpHand *hand, const RdmVrpRoute *route, uint32_t p, uint32_t q, size_t d)
{
  const RdmVrpModel *model = route->model;
  size_t n = model->problem->n_dimensions;
  size_t first = hand->tasks[0] * n + d;
  int64_t most = route->head_loads[p * n + d] + model->demand[first];
  int64_t more = model->supply[first];
  int64_t after;

  for (uint32_t i = p; hand->is_pair && i <= q; i++)
    if (route->loads[i * n + d] + more > most)
      most = route->loads[i * n + d] + more;
  if (hand->is_pair)
    more += model->supply[hand->tasks[1] * n + d];
  after = route->tail_loads[q * n + d] + more;
  return after > most ? after : most;
}

static int64_t
overload_with (const RdmVrpHand *hand, const RdmVrpRoute *route, uint32_t p, uint32_t q)
{
  int64_t sum = 0;

  for (size_t d = 0; d < route->model->problem->n_dimensions; d++)
    {
      int64_t most = most_with (hand, route, p, q, d);

      sum += most > route->rig->capacity[d] ? most - route->rig->capacity[d] : 0;
    }
  return sum;
}

static RdmVrpCost
changes_with (const RdmVrpHand *hand, uint32_t vehicle)
{
  const RdmVrpTask *tasks = hand->desk->model->problem->tasks;
  RdmVrpCost cost = 0;

  for (uint32_t i = 0; i < hand->n_tasks; i++)
    if (tasks[hand->tasks[i]].current_vehicle != RDM_VRP_NONE
        && tasks[hand->tasks[i]].current_vehicle != (int32_t)vehicle)
      cost += tasks[hand->tasks[i]].change_price;
  return cost;
}

/* The target route with the hand in it, walked from the place of the change on. A shipment's pickup
 * stays where it is while the drop is tried further and further down. */
static void
walk_target (RdmVrpHand *hand,
             const RdmVrpRoute *route,
             uint32_t position,
             uint32_t drop_position,
             RdmVrpTotals *totals)
{
  RdmVrpStand *stand = &hand->stand;
  uint32_t n_tasks = route->n_tasks + hand->n_tasks;

  if (stand->route != route || hand->stand_position != position || stand->next > drop_position)
    {
      if (!rdm_vrp_stand_begin (stand, route, position))
        {
          hand->has_memory = false;
          return;
        }
      rdm_vrp_stand_put (stand, (int32_t)hand->tasks[0]);
      hand->stand_position = position;
    }
  while (stand->next < drop_position)
    rdm_vrp_stand_go (stand);
  hand->is_over_soon = rdm_vrp_stand_overdue (stand) > hand->most_overdue_s;
  hand->is_over = hand->is_over_soon;
  if (hand->is_over)
    return;
  if (!rdm_vrp_stand_copy (&hand->trial, stand))
    {
      hand->has_memory = false;
      return;
    }
  if (hand->is_pair)
    rdm_vrp_stand_put (&hand->trial, (int32_t)hand->tasks[1]);
  hand->is_over = !rdm_vrp_stand_finish (&hand->trial, hand->most_overdue_s, n_tasks,
                                         route->n + hand->n_tasks - n_tasks, totals);
}

/* The target route with the hand in it, whatever the hand and the route are. */
static void
try_target (RdmVrpHand *hand,
            const RdmVrpRoute *route,
            uint32_t position,
            uint32_t drop_position,
            RdmVrpTotals *totals)
{
  RdmVrpPatch patch = {
    .position = position,
    .resume = position,
    .block = hand->desk->steps + position,
    .n_block = hand->n_tasks,
  };

  if (hand->is_pair)
    {
      patch.resume = drop_position;
      patch.n_block = drop_position - position + 2;
    }
  if (!rdm_vrp_route_try (route, &patch, INT64_MAX, &hand->desk->scratch, totals))
    hand->has_memory = false;
  hand->is_over = totals->overdue_s > hand->most_overdue_s;
}

/* A job or a shipment that goes into a route with one trip, which can be priced from there on. */
static bool
is_simple (const RdmVrpHand *hand, const RdmVrpRoute *route)
{
  RdmVrpPatch patch = { .block = (const int32_t *)hand->tasks, .n_block = hand->n_tasks };

  return (hand->is_pair || (hand->n_tasks == 1 && hand->keeps_order))
         && route->rig->vehicle->max_reloads == 0 && !rdm_vrp_route_needs_whole (route, &patch);
}

/* Adds the target route with the hand in it. */
static void
add_target (RdmVrpHand *hand,
            RdmVrpPrice *price,
            RdmVrpFaults *faults,
            const RdmVrpRoute *route,
            uint32_t position,
            uint32_t drop_position)
{
  RdmVrpDesk *desk = hand->desk;
  bool simple = is_simple (hand, route);
  bool has_rules = desk->model->problem->n_relations > 0 || route->rig->vehicle->n_frozen > 0;
  RdmVrpTotals totals = { 0 };
  uint32_t n_all = 0;

  if (!simple || has_rules)
    n_all = rdm_vrp_hand_compose (hand, route->vehicle, position, drop_position, desk->steps);
  hand->is_over = hand->is_over_soon = false;
  if (simple)
    walk_target (hand, route, position, drop_position, &totals);
  else
    try_target (hand, route, position, drop_position, &totals);
  price->cost += totals.cost;
  price->duty_s += totals.end_s - totals.begin_s;
  price->drive_s += totals.drive_s;
  price->distance_m += totals.distance_m;
  price->late_s += totals.late_s;
  price->overdue_s += totals.overdue_s;
  add_faults (faults, &totals, 1);
  faults->overload += simple ? overload_with (hand, route, position, drop_position)
                             : rdm_vrp_steps_overload (desk->model, route->rig, desk->steps, n_all);
  if (hand->keeps_order)
    faults->order += hand->base_pairs;
  else
    faults->order += count_broken_pairs (desk, desk->steps, n_all);
  if (has_rules)
    faults->order += count_broken_rules (desk, route->vehicle, desk->steps, n_all);
}

/* What changes wherever the hand goes on this vehicle: the routes that it leaves, and who serves
 * it. */
static void
ensure_base (RdmVrpHand *hand, uint32_t vehicle)
{
  RdmVrpDesk *desk = hand->desk;
  const RdmVrpProblem *problem = desk->model->problem;
  const RdmVrpRoute *route = rdm_vrp_hand_route (hand, vehicle);
  RdmVrpPrice *price = &hand->base;
  RdmVrpFaults *faults = &hand->base_faults;

  if (hand->based_on == (int32_t)vehicle)
    return;
  hand->based_on = (int32_t)vehicle;
  *price = (RdmVrpPrice){ .vehicle = vehicle };
  *faults = (RdmVrpFaults){ 0 };
  for (uint32_t i = 0; i < hand->n_lifted; i++)
    {
      add_route (hand, price, faults, desk->routes[hand->lifted[i].vehicle], -1);
      if (hand->lifted[i].vehicle != vehicle)
        add_route (hand, price, faults, hand->lifted[i].without, 1);
    }
  if (route == desk->routes[vehicle])
    add_route (hand, price, faults, route, -1);
  for (uint32_t i = 0; i < hand->n_tasks; i++)
    {
      int32_t now = desk->task_routes[hand->tasks[i]];

      if (may_serve (problem, vehicle, hand->tasks[i]))
        faults->who -= now != RDM_VRP_NONE && !may_serve (problem, (uint32_t)now, hand->tasks[i]);
      else
        faults->who += now == RDM_VRP_NONE || may_serve (problem, (uint32_t)now, hand->tasks[i]);
    }
  if (problem->n_relations > 0)
    faults->order += rdm_vrp_hand_splits (hand, vehicle, NULL);
  price->cost += route->change_cost + changes_with (hand, vehicle);
  hand->base_pairs = count_broken_pairs (desk, route->steps, route->n);
}

RdmVrpPrice
rdm_vrp_hand_price (
    RdmVrpHand *hand, uint32_t vehicle, uint32_t position, uint32_t drop_position, double *badness)
{
  RdmVrpPrice price;
  RdmVrpFaults faults;

  ensure_base (hand, vehicle);
  price = hand->base;
  faults = hand->base_faults;
  price.position = position;
  add_target (hand, &price, &faults, rdm_vrp_hand_route (hand, vehicle), position, drop_position);
  price.n_new_violations =
      (uint32_t)((faults.time_s > 0) + (faults.limits > 0) + (faults.overload > 0)
                 + (faults.who > 0) + (faults.order > 0));
  hand->faults = faults;
  if (badness != NULL)
    *badness = (double)(faults.time_s > 0 ? faults.time_s : 0)
               + (double)(faults.limits > 0 ? faults.limits : 0)
               + 600.0 * (double)(faults.overload > 0 ? faults.overload : 0)
               + 1e9 * (double)(faults.who > 0 ? faults.who : 0)
               + 1e9 * (double)(faults.order > 0 ? faults.order : 0);
  return price;
}

/* --- asked from outside
 * -------------------------------------------------------------------------------- */

RdmVrpPrice
rdm_vrp_price_insertion (
    RdmVrpDesk *desk, const uint32_t *tasks, uint32_t n_tasks, uint32_t vehicle, uint32_t position)
{
  RdmVrpHand hand;
  RdmVrpPrice price;

  rdm_vrp_hand_take (&hand, desk, tasks, n_tasks);
  price = rdm_vrp_hand_price (&hand, vehicle, position, position, NULL);
  rdm_vrp_hand_clear (&hand);
  return price;
}

typedef struct
{
  RdmVrpPrice price;
  uint32_t drop_position;
  double badness;
} Rated;

static bool
is_better (const Rated *a, const Rated *b)
{
  if (a->price.n_new_violations != b->price.n_new_violations)
    return a->price.n_new_violations < b->price.n_new_violations;
  if (a->badness < b->badness || a->badness > b->badness)
    return a->badness < b->badness;
  return a->price.cost < b->price.cost;
}

/* How long overdue the target may be for a place to be as good as `best`. */
static int64_t
most_overdue (const RdmVrpHand *hand, const Rated *best)
{
  if (best->price.n_new_violations > 1)
    return INT64_MAX;
  return (best->price.n_new_violations == 1 ? (int64_t)best->badness : 0)
         - hand->base_faults.time_s;
}

/* The least that a single job costs at a place, as far as driving tells: a detour makes nothing
 * else cheaper. That is worked out in two look-ups, the price in a walk. */
static RdmVrpCost
least_cost (const RdmVrpHand *hand, const RdmVrpRoute *route, uint32_t position)
{
  const RdmVrpVehicle *vehicle = route->rig->vehicle;
  const RdmVrpTravel *travel = route->rig->travel;
  const RdmVrpSpot *spot = &route->spots[position];
  int32_t here = (int32_t)hand->desk->model->stops[hand->tasks[0]].location;
  int64_t more_s = (int64_t)rdm_vrp_seconds (travel, spot->from, here)
                   + rdm_vrp_seconds (travel, here, spot->to) - spot->leg_s;
  int64_t more_m = 0;

  if (vehicle->price_metre != 0)
    more_m = (int64_t)rdm_vrp_metres (travel, spot->from, here)
             + rdm_vrp_metres (travel, here, spot->to) - spot->leg_m;
  if (more_s < 0 || more_m < 0)
    return INT64_MIN;
  return hand->base.cost + route->totals.cost - route->change_cost + vehicle->price_drive_s * more_s
         + vehicle->price_metre * more_m;
}

/* Not where a break may fall elsewhere because of the detour, and make duty shorter. */
static bool
has_least_cost (const RdmVrpHand *hand, const RdmVrpRoute *route)
{
  const RdmVrpRig *rig = route->rig;

  return hand->n_tasks == 1 && !hand->is_pair && route->n > 0 && !rig->has_periods
         && !rig->has_rests && !rig->has_break_loads && (rig->n_breaks == 0 || !rig->is_timed)
         && !hand->desk->model->has_setups && rig->vehicle->max_reloads == 0;
}

static Rated
find_best (RdmVrpHand *hand, uint32_t vehicle)
{
  const RdmVrpRoute *route = rdm_vrp_hand_route (hand, vehicle);
  bool may_skip = has_least_cost (hand, route);
  Rated best = { .price = { .vehicle = vehicle, .n_new_violations = UINT32_MAX } };

  ensure_base (hand, vehicle);
  for (uint32_t p = 0; p <= route->n; p++)
    for (uint32_t q = p; q <= (hand->is_pair ? route->n : p); q++)
      {
        Rated rated = { .drop_position = q };

        if (may_skip && best.price.n_new_violations == 0 && best.badness == 0
            && least_cost (hand, route, p) >= best.price.cost)
          continue;
        hand->most_overdue_s = most_overdue (hand, &best);
        rated.price = rdm_vrp_hand_price (hand, vehicle, p, q, &rated.badness);
        if (hand->is_over_soon)
          break;
        if (!hand->is_over && is_better (&rated, &best))
          best = rated;
      }
  hand->most_overdue_s = INT64_MAX;
  return best;
}

RdmVrpPrice
rdm_vrp_best_position (RdmVrpDesk *desk,
                       const uint32_t *tasks,
                       uint32_t n_tasks,
                       uint32_t vehicle,
                       uint32_t *drop_position)
{
  RdmVrpHand hand;
  Rated best;

  rdm_vrp_hand_take (&hand, desk, tasks, n_tasks);
  best = find_best (&hand, vehicle);
  rdm_vrp_hand_clear (&hand);
  if (drop_position != NULL)
    *drop_position = best.drop_position;
  return best.price;
}

static int
compare_rated (const void *a, const void *b)
{
  const Rated *p = a;
  const Rated *q = b;

  if (is_better (p, q))
    return -1;
  if (is_better (q, p))
    return 1;
  return p->price.vehicle < q->price.vehicle ? -1 : 1;
}

uint32_t
rdm_vrp_rank_vehicles (RdmVrpDesk *desk,
                       const uint32_t *tasks,
                       uint32_t n_tasks,
                       RdmVrpPrice *prices,
                       uint32_t capacity)
{
  uint32_t n = desk->model->problem->n_vehicles;
  Rated *rated = malloc (((size_t)n + 1) * sizeof *rated);
  RdmVrpHand hand;

  if (rated == NULL)
    return 0;
  rdm_vrp_hand_take (&hand, desk, tasks, n_tasks);
  for (uint32_t v = 0; v < n; v++)
    rated[v] = find_best (&hand, v);
  rdm_vrp_hand_clear (&hand);
  qsort (rated, n, sizeof *rated, compare_rated);
  n = n < capacity ? n : capacity;
  for (uint32_t i = 0; i < n; i++)
    prices[i] = rated[i].price;
  free (rated);
  return n;
}

uint32_t
rdm_vrp_price_everywhere (RdmVrpDesk *desk,
                          const uint32_t *tasks,
                          uint32_t n_tasks,
                          RdmVrpPrice *prices,
                          uint32_t capacity)
{
  uint32_t n = 0;
  RdmVrpHand hand;

  rdm_vrp_hand_take (&hand, desk, tasks, n_tasks);
  for (uint32_t v = 0; v < desk->model->problem->n_vehicles; v++)
    {
      const RdmVrpRoute *route = rdm_vrp_hand_route (&hand, v);

      for (uint32_t p = 0; p <= route->n && n < capacity; p++)
        prices[n++] = rdm_vrp_hand_price (&hand, v, p, p, NULL);
    }
  rdm_vrp_hand_clear (&hand);
  return n;
}
