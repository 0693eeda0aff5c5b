/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-insert-private.h"

#include <stdlib.h>
#include <string.h>

/* A stop to be put in, with the ways to and from it at hand. */
typedef struct
{
  uint32_t task;
  const RdmVrpStop *stop;
  const int64_t *demand;
  const int64_t *supply;
  const RdmVrpTravel *travel; /* that the rows are of */
  const int32_t *to_row;      /* by location: seconds from there to the stop; or NULL */
  const int32_t *from_row;    /* by location: seconds from the stop to there; or NULL */
} Visit;

typedef struct
{
  RdmVrpState *state;
  const RdmVrpModel *model;
  uint32_t unit;
  const RdmVrpUnit *about;
  const uint32_t *tasks;
  uint32_t blink_in; /* places until one is skipped */
  uint32_t blink_every;
  RdmVrpPlace best;
} Search;

static void
begin_visit (Visit *visit, const RdmVrpModel *model, uint32_t task)
{
  size_t n = model->problem->n_dimensions;

  *visit = (Visit){
    .task = task,
    .stop = &model->stops[task],
    .demand = model->demand + task * n,
    .supply = model->supply + task * n,
  };
}

static inline void
aim (Visit *visit, const RdmVrpRig *rig)
{
  const RdmVrpTravel *travel = rig->travel;
  size_t row = (size_t)visit->stop->location * travel->n;

  visit->stop = &rig->stops[visit->task];
  if (visit->travel == travel)
    return;
  visit->travel = travel;
  visit->to_row = travel->in != NULL ? travel->in + row : NULL;
  visit->from_row = travel->out != NULL ? travel->out + row : NULL;
}

static inline int32_t
seconds_to (const Visit *visit, int32_t from)
{
  if (from < 0)
    return 0;
  if (visit->to_row != NULL)
    return visit->to_row[from];
  return rdm_vrp_travel_seconds (visit->travel, (uint32_t)from, visit->stop->location);
}

static inline int32_t
seconds_from (const Visit *visit, int32_t to)
{
  if (to < 0)
    return 0;
  if (visit->from_row != NULL)
    return visit->from_row[to];
  return rdm_vrp_travel_seconds (visit->travel, visit->stop->location, (uint32_t)to);
}

static inline bool
blinks (Search *search)
{
  if (search->blink_every == 0 || --search->blink_in > 0)
    return false;
  search->blink_in = 1 + rdm_vrp_random_below (&search->state->random, 2 * search->blink_every);
  return true;
}

static RdmVrpCost
change_cost (const RdmVrpModel *model,
             const RdmVrpUnit *about,
             const uint32_t *tasks,
             uint32_t vehicle)
{
  RdmVrpCost cost = 0;

  for (uint32_t i = 0; model->has_changes && i < about->n; i++)
    {
      const RdmVrpTask *task = &model->problem->tasks[tasks[i]];

      if (task->current_vehicle != RDM_VRP_NONE && task->current_vehicle != (int32_t)vehicle)
        cost += task->change_price;
    }
  return cost;
}

/* --- who may, and between which steps
 * ------------------------------------------------------------- */

static bool
relation_allows (const RdmVrpState *state,
                 const RdmVrpRelation *relation,
                 const RdmVrpRoute *route,
                 uint32_t task,
                 uint32_t *low,
                 uint32_t *high)
{
  const uint32_t *others = state->space->model->problem->relation_tasks + relation->first_task;
  bool is_after = false;

  for (uint32_t i = 0; i < relation->n_tasks; i++)
    {
      int32_t where = state->task_routes[others[i]];

      if (others[i] == task)
        is_after = true;
      else if (where == RDM_VRP_ABSENT)
        continue;
      else if (relation->kind == RDM_VRP_NOT_TOGETHER)
        {
          if (where == (int32_t)route->vehicle)
            return false;
        }
      else if (where != (int32_t)route->vehicle)
        return false;
      else if (relation->kind == RDM_VRP_IN_SEQUENCE)
        {
          uint32_t at = state->task_at[others[i]];

          if (is_after)
            *high = at < *high ? at : *high;
          else
            *low = at + 1 > *low ? at + 1 : *low;
        }
    }
  return true;
}

/* Between which positions the task may go in, as far as relations are concerned. */
static bool
allows (const RdmVrpState *state,
        const RdmVrpRoute *route,
        uint32_t task,
        uint32_t *low,
        uint32_t *high)
{
  const RdmVrpModel *model = state->space->model;

  for (uint32_t i = model->relation_starts[task]; i < model->relation_starts[task + 1]; i++)
    if (!relation_allows (state, &model->problem->relations[model->task_relations[i]], route, task,
                          low, high))
      return false;
  return *low <= *high;
}

static bool
may_join (const Search *search, const RdmVrpRoute *route)
{
  for (uint32_t i = 0; i < search->about->n; i++)
    if (!rdm_vrp_model_may_serve (search->model, route->vehicle, search->tasks[i]))
      return false;
  return (int64_t)route->n_tasks + search->about->n <= route->rig->vehicle->max_tasks;
}

/* A step that must follow the one before at once. */
static inline bool
is_glued (const RdmVrpState *state, const RdmVrpRoute *route, uint32_t position)
{
  return state->space->has_relations && position > 0 && position < route->n
         && route->steps[position - 1] >= 0
         && state->space->direct_next[route->steps[position - 1]] == route->steps[position];
}

static bool
fits (const RdmVrpRoute *route, const Visit *visit, uint32_t p)
{
  size_t n = route->model->problem->n_dimensions;
  const RdmVrpSpot *spot = &route->spots[p];

  if (n == 0)
    return true;
  if (spot->head_load + visit->demand[0] > route->rig->capacity[0]
      || spot->tail_load + visit->supply[0] > route->rig->capacity[0])
    return false;
  for (size_t d = 1; d < n; d++)
    if (route->head_loads[p * n + d] + visit->demand[d] > route->rig->capacity[d]
        || route->tail_loads[p * n + d] + visit->supply[d] > route->rig->capacity[d])
      return false;
  return true;
}

/* --- prices -------------------------------------------------------------------------------------
 */

/* What more (or other) driving costs a plain vehicle, timed or not. */
static inline RdmVrpCost
driving_cost (const RdmVrpRoute *route, int64_t seconds, int64_t metres)
{
  const RdmVrpVehicle *vehicle = route->rig->vehicle;

  if (route->totals.drive_s + seconds > vehicle->max_drive_s
      || route->totals.distance_m + metres > vehicle->max_distance_m)
    return RDM_VRP_INFEASIBLE;
  return vehicle->price_drive_s * seconds + vehicle->price_metre * metres
         + (route->n == 0 ? vehicle->price_fixed : 0);
}

static RdmVrpCost
timed_cost (const RdmVrpRoute *route, RdmVrpSegment whole)
{
  RdmVrpCost price_balance = route->model->problem->price_balance;
  RdmVrpCost before = 0;

  if (whole.duration_s > route->rig->vehicle->max_duty_s)
    return RDM_VRP_INFEASIBLE;
  if (route->n > 0)
    before = rdm_vrp_duty_cost (route->rig, price_balance,
                                rdm_vrp_segment_join (route->heads[route->n],
                                                      route->spots[route->n].leg_s,
                                                      route->tails[route->n]));
  return rdm_vrp_duty_cost (route->rig, price_balance, whole) - before;
}

/* One stop at one spot of a plain route, if that is cheaper than `bound`. */
static inline RdmVrpCost
price_plain (const RdmVrpRoute *route, const Visit *visit, uint32_t p, RdmVrpCost bound)
{
  const RdmVrpSpot *spot = &route->spots[p];
  const RdmVrpVehicle *vehicle = route->rig->vehicle;
  int32_t to_s = seconds_to (visit, spot->from);
  int32_t from_s = seconds_from (visit, spot->to);
  int64_t more_s = (int64_t)to_s + from_s - (route->n > 0 ? spot->leg_s : 0);
  int64_t more_m = 0;
  int64_t begin_s = spot->ready_s + to_s;
  RdmVrpCost cost;

  if (vehicle->price_metre != 0 || vehicle->max_distance_m < RDM_VRP_UNLIMITED)
    more_m = (int64_t)rdm_vrp_metres (visit->travel, spot->from, (int32_t)visit->stop->location)
             + rdm_vrp_metres (visit->travel, (int32_t)visit->stop->location, spot->to)
             - (route->n > 0 ? spot->leg_m : 0);
  cost = driving_cost (route, more_s, more_m);
  if (cost >= bound)
    return RDM_VRP_INFEASIBLE;
  if (begin_s < visit->stop->begin_s)
    begin_s = visit->stop->begin_s;
  if (begin_s > visit->stop->latest_s || begin_s + visit->stop->service_s + from_s > spot->latest_s)
    return RDM_VRP_INFEASIBLE;
  if (route->rig->is_timed)
    {
      RdmVrpSegment head =
          rdm_vrp_segment_join (route->heads[p], to_s, rdm_vrp_segment_of (visit->stop));
      RdmVrpCost timed = timed_cost (route, rdm_vrp_segment_join (head, from_s, route->tails[p]));

      if (timed == RDM_VRP_INFEASIBLE)
        return timed;
      cost += timed;
    }
  return cost;
}

/* Any change of any route, if it is cheaper than `bound`. */
static RdmVrpCost
price_patch (RdmVrpState *state,
             const RdmVrpRoute *route,
             const RdmVrpPatch *patch,
             RdmVrpCost bound)
{
  RdmVrpTotals totals;
  RdmVrpCost before = route->totals.cost - (route->n > 0 ? route->change_cost : 0);

  if (!rdm_vrp_route_try (route, patch, route->totals.overdue_s, &state->scratch, &totals)
      || totals.breach > route->totals.breach || totals.cost - before >= bound)
    return RDM_VRP_INFEASIBLE;
  return totals.cost - before;
}

/* A reload changes the loads of both trips, so they are looked at as a whole. */
static bool
patch_fits (const RdmVrpRoute *route, const RdmVrpPatch *patch)
{
  uint32_t rest = route->n - patch->resume;
  uint32_t n_steps = patch->position + patch->n_block + rest;
  int32_t some[256];
  int32_t *steps = n_steps <= 256 ? some : malloc (n_steps * sizeof *steps);
  bool good;

  if (steps == NULL)
    return false;
  memcpy (steps, route->steps, patch->position * sizeof *steps);
  memcpy (steps + patch->position, patch->block, patch->n_block * sizeof *steps);
  memcpy (steps + patch->position + patch->n_block, route->steps + patch->resume,
          rest * sizeof *steps);
  good = rdm_vrp_steps_overload (route->model, route->rig, steps, n_steps) <= route->overload;
  if (steps != some)
    free (steps);
  return good;
}

/* --- single stops
 * --------------------------------------------------------------------------------- */

static void
offer (Search *search,
       RdmVrpCost cost,
       const RdmVrpRoute *route,
       uint32_t p,
       uint32_t q,
       RdmVrpVariant variant)
{
  if (cost < search->best.cost)
    search->best = (RdmVrpPlace){ cost, route->vehicle, p, q, variant };
}

static void
try_with_reload (
    Search *search, const RdmVrpRoute *route, int32_t task, uint32_t p, RdmVrpCost changes)
{
  const struct
  {
    RdmVrpVariant variant;
    int32_t block[2];
  } ways[] = {
    { RDM_VRP_RELOAD_BEFORE, { RDM_VRP_RELOAD, task } },
    { RDM_VRP_RELOAD_AFTER, { task, RDM_VRP_RELOAD } },
  };

  for (int i = 0; i < 2; i++)
    {
      RdmVrpPatch patch = { p, p, ways[i].block, 2 };
      RdmVrpCost cost;

      if ((i == 0 && p == 0) || (i == 1 && p == route->n) || !patch_fits (route, &patch))
        continue;
      cost = price_patch (search->state, route, &patch, search->best.cost - changes);
      if (cost != RDM_VRP_INFEASIBLE)
        offer (search, cost + changes, route, p, p, ways[i].variant);
    }
}

/* Whether driving to the stop and back on the way costs too much already. A detour is never cheaper
 * than its driving, where the shortest way is the quickest. */
static inline bool
is_too_far (const Search *search,
            const RdmVrpRoute *route,
            const Visit *visit,
            uint32_t p,
            RdmVrpCost changes)
{
  const RdmVrpSpot *spot = &route->spots[p];
  int64_t more_s;

  if (route->rig->has_periods || route->n == 0)
    return false;
  more_s = (int64_t)seconds_to (visit, spot->from) + seconds_from (visit, spot->to) - spot->leg_s;
  return more_s > 0 && more_s * route->rig->vehicle->price_drive_s + changes >= search->best.cost;
}

static inline void
try_single (Search *search, const RdmVrpRoute *route, Visit *visit, uint32_t p, RdmVrpCost changes)
{
  RdmVrpCost cost;
  int32_t task = (int32_t)visit->task;

  search->state->n_priced++;
  aim (visit, route->rig);
  if (route->rig->is_plain)
    {
      if (!fits (route, visit, p))
        return;
      cost = price_plain (route, visit, p, search->best.cost - changes);
      if (cost != RDM_VRP_INFEASIBLE)
        offer (search, cost + changes, route, p, p, RDM_VRP_AS_IT_IS);
      return;
    }
  if (is_too_far (search, route, visit, p, changes))
    return;
  if (fits (route, visit, p))
    {
      RdmVrpPatch patch = { p, p, &task, 1 };

      cost = price_patch (search->state, route, &patch, search->best.cost - changes);
      if (cost != RDM_VRP_INFEASIBLE)
        offer (search, cost + changes, route, p, p, RDM_VRP_AS_IT_IS);
    }
  if (route->rig->vehicle->max_reloads > 0 && route->n > 0)
    try_with_reload (search, route, task, p, changes);
}

static void
single_in_route (Search *search, const RdmVrpRoute *route, Visit *visit)
{
  uint32_t low = route->n_fixed;
  uint32_t high = route->n;
  RdmVrpCost changes = change_cost (search->model, search->about, search->tasks, route->vehicle);

  if (!may_join (search, route)
      || (search->about->is_tied && !allows (search->state, route, visit->task, &low, &high)))
    return;
  for (uint32_t p = low; p <= high; p++)
    if (!is_glued (search->state, route, p) && !blinks (search))
      try_single (search, route, visit, p, changes);
}

static void
single_near (Search *search, Visit *visit, uint32_t n_near)
{
  const RdmVrpState *state = search->state;
  const uint32_t *near = state->space->near + (size_t)visit->task * state->space->n_near;
  bool is_free = state->space->model->allowed == NULL && !search->about->is_tied;

  if (n_near > state->space->n_near)
    n_near = state->space->n_near;
  for (uint32_t i = 0; i < n_near; i++)
    {
      int32_t vehicle = state->task_routes[near[i]];
      const RdmVrpRoute *route;
      uint32_t at;
      uint32_t low;
      uint32_t high;
      RdmVrpCost changes;

      if (vehicle < 0)
        continue;
      route = state->routes[vehicle];
      at = state->task_at[near[i]];
      low = route->n_fixed;
      high = route->n;
      if (is_free
              ? (int64_t)route->n_tasks >= route->rig->vehicle->max_tasks
              : !may_join (search, route)
                    || (search->about->is_tied && !allows (state, route, visit->task, &low, &high)))
        continue;
      changes = change_cost (search->model, search->about, search->tasks, route->vehicle);
      if (at >= low && at <= high && !is_glued (state, route, at) && !blinks (search))
        try_single (search, route, visit, at, changes);
      if (at + 1 >= low && at + 1 <= high && !is_glued (state, route, at + 1) && !blinks (search))
        try_single (search, route, visit, at + 1, changes);
    }
}

/* --- shipments
 * -------------------------------------------------------------------------------------- */

static void
try_pair_patch (
    Search *search, const RdmVrpRoute *route, uint32_t p, uint32_t q, RdmVrpCost changes)
{
  int32_t some[256];
  uint32_t n_block = q - p + 2;
  int32_t *block = n_block <= 256 ? some : malloc (n_block * sizeof *block);
  RdmVrpPatch patch = { p, q, block, n_block };
  RdmVrpCost cost;

  if (block == NULL)
    return;
  block[0] = (int32_t)search->tasks[0];
  memcpy (block + 1, route->steps + p, (q - p) * sizeof *block);
  block[n_block - 1] = (int32_t)search->tasks[1];
  search->state->n_priced++;
  cost = price_patch (search->state, route, &patch, search->best.cost - changes);
  if (cost != RDM_VRP_INFEASIBLE)
    offer (search, cost + changes, route, p, q, RDM_VRP_AS_IT_IS);
  if (block != some)
    free (block);
}

static bool
load_fits (const RdmVrpRoute *route, const Visit *up, uint32_t p)
{
  size_t n = route->model->problem->n_dimensions;

  for (size_t d = 0; d < n; d++)
    if (route->loads[p * n + d] + up->supply[d] > route->rig->capacity[d])
      return false;
  return true;
}

static inline RdmVrpCost
metres_cost (const RdmVrpRoute *route, const Visit *visit, int32_t from, int32_t to)
{
  int32_t here = (int32_t)visit->stop->location;

  return rdm_vrp_metres (route->rig->travel, from, here)
         + rdm_vrp_metres (route->rig->travel, here, to);
}

/* The drop at spot q of a plain route, when the pickup went in at p; `ready_s` and `head` as of
 * before q. */
static void
try_drop (Search *search,
          const RdmVrpRoute *route,
          const Visit *up,
          const Visit *down,
          uint32_t p,
          uint32_t q,
          int64_t ready_s,
          RdmVrpSegment head,
          RdmVrpCost changes)
{
  const RdmVrpSpot *spot = &route->spots[q];
  int32_t from = p == q ? (int32_t)up->stop->location : spot->from;
  int32_t to_s = p == q ? seconds_to (down, from) : seconds_to (down, spot->from);
  int32_t after_s = seconds_from (down, spot->to);
  int64_t more_s = (int64_t)seconds_to (up, route->spots[p].from) + to_s + after_s;
  int64_t more_m = 0;
  int64_t begin_s = ready_s + to_s;
  bool by_metre = route->rig->vehicle->price_metre != 0
                  || route->rig->vehicle->max_distance_m < RDM_VRP_UNLIMITED;
  RdmVrpCost cost;

  if (p == q)
    more_s -= route->n > 0 ? spot->leg_s : 0;
  else
    more_s += seconds_from (up, route->spots[p].to) - route->spots[p].leg_s - spot->leg_s;
  if (by_metre && p == q)
    more_m = rdm_vrp_metres (route->rig->travel, spot->from, from)
             + metres_cost (route, down, from, spot->to) - (route->n > 0 ? spot->leg_m : 0);
  else if (by_metre)
    more_m = metres_cost (route, up, route->spots[p].from, route->spots[p].to)
             + metres_cost (route, down, spot->from, spot->to) - route->spots[p].leg_m
             - spot->leg_m;
  cost = driving_cost (route, more_s, more_m);
  if (cost >= search->best.cost - changes)
    return;
  if (begin_s < down->stop->begin_s)
    begin_s = down->stop->begin_s;
  if (begin_s > down->stop->latest_s || begin_s + down->stop->service_s + after_s > spot->latest_s)
    return;
  if (route->rig->is_timed)
    {
      RdmVrpSegment whole = rdm_vrp_segment_join (head, to_s, rdm_vrp_segment_of (down->stop));
      RdmVrpCost timed = timed_cost (route, rdm_vrp_segment_join (whole, after_s, route->tails[q]));

      if (timed == RDM_VRP_INFEASIBLE)
        return;
      cost += timed;
    }
  offer (search, cost + changes, route, p, q, RDM_VRP_AS_IT_IS);
}

/* The pickup at spot p of a plain route: walks on from there, and offers each spot to the drop. */
static void
walk_pair (Search *search,
           const RdmVrpRoute *route,
           const Visit *up,
           const Visit *down,
           uint32_t p,
           uint32_t last,
           RdmVrpCost changes)
{
  const RdmVrpSpot *spot = &route->spots[p];
  int32_t to_s = seconds_to (up, spot->from);
  int32_t leg_s = seconds_from (up, spot->to);
  int64_t ready_s = spot->ready_s + to_s;
  RdmVrpSegment head = { 0 };

  if (ready_s < up->stop->begin_s)
    ready_s = up->stop->begin_s;
  if (ready_s > up->stop->latest_s)
    return;
  ready_s += up->stop->service_s;
  if (route->rig->is_timed)
    head = rdm_vrp_segment_join (route->heads[p], to_s, rdm_vrp_segment_of (up->stop));
  for (uint32_t q = p; q <= last; q++)
    {
      const RdmVrpStop *stop;
      int64_t begin_s;

      if (!load_fits (route, up, q))
        return;
      search->state->n_priced++;
      if (!blinks (search))
        try_drop (search, route, up, down, p, q, ready_s, head, changes);
      if (q == route->n)
        return;
      if (q > p)
        leg_s = route->spots[q].leg_s;
      stop = &route->rig->stops[route->steps[q]];
      begin_s = ready_s + leg_s;
      if (begin_s < stop->begin_s)
        begin_s = stop->begin_s;
      if (begin_s > route->spots[q].latest_s)
        return;
      if (route->rig->is_timed)
        head = rdm_vrp_segment_join (head, leg_s, rdm_vrp_segment_of (stop));
      ready_s = begin_s + stop->service_s;
      if (ready_s > down->stop->latest_s)
        return;
    }
}

static void
pair_at (Search *search, const RdmVrpRoute *route, Visit *up, Visit *down, uint32_t p)
{
  uint32_t low = route->n_fixed;
  uint32_t high = route->n;
  uint32_t drop_low = route->n_fixed;
  uint32_t drop_high = route->n;
  RdmVrpCost changes = change_cost (search->model, search->about, search->tasks, route->vehicle);

  if (search->about->is_tied
      && (!allows (search->state, route, up->task, &low, &high)
          || !allows (search->state, route, down->task, &drop_low, &drop_high)))
    return;
  if (p < low || p > high || is_glued (search->state, route, p))
    return;
  aim (up, route->rig);
  aim (down, route->rig);
  if (is_too_far (search, route, up, p, changes))
    return;
  if (route->rig->is_plain && !search->state->space->has_relations)
    {
      walk_pair (search, route, up, down, p, route->n, changes);
      return;
    }
  for (uint32_t q = p; q <= drop_high && load_fits (route, up, q); q++)
    if (q >= drop_low && !is_glued (search->state, route, q) && !blinks (search))
      try_pair_patch (search, route, p, q, changes);
}

static void
pair_in_route (Search *search, const RdmVrpRoute *route, Visit *up, Visit *down)
{
  if (!may_join (search, route))
    return;
  for (uint32_t p = route->n_fixed; p <= route->n; p++)
    pair_at (search, route, up, down, p);
}

static void
pair_near (Search *search, Visit *up, Visit *down, uint32_t n_near)
{
  const RdmVrpState *state = search->state;
  const uint32_t *near = state->space->near + (size_t)up->task * state->space->n_near;

  if (n_near > state->space->n_near)
    n_near = state->space->n_near;
  for (uint32_t i = 0; i < n_near; i++)
    {
      int32_t vehicle = state->task_routes[near[i]];
      const RdmVrpRoute *route = vehicle >= 0 ? state->routes[vehicle] : NULL;
      uint32_t at = state->task_at[near[i]];

      if (route == NULL || !may_join (search, route))
        continue;
      if (at >= route->n_fixed)
        pair_at (search, route, up, down, at);
      if (at + 1 >= route->n_fixed)
        pair_at (search, route, up, down, at + 1);
    }
}

/* --- blocks
 * ----------------------------------------------------------------------------------------- */

static void
block_in_route (Search *search, const RdmVrpRoute *route)
{
  uint32_t low = route->n_fixed;
  uint32_t high = route->n;
  RdmVrpPatch patch = { .block = (const int32_t *)search->tasks, .n_block = search->about->n };
  RdmVrpCost changes = change_cost (search->model, search->about, search->tasks, route->vehicle);

  if (!may_join (search, route))
    return;
  for (uint32_t i = 0; i < search->about->n; i++)
    if (!allows (search->state, route, search->tasks[i], &low, &high))
      return;
  for (uint32_t p = low; p <= high; p++)
    {
      RdmVrpCost cost;

      patch.position = patch.resume = p;
      if (is_glued (search->state, route, p) || blinks (search) || !patch_fits (route, &patch))
        continue;
      search->state->n_priced++;
      cost = price_patch (search->state, route, &patch, search->best.cost - changes);
      if (cost != RDM_VRP_INFEASIBLE)
        offer (search, cost + changes, route, p, p, RDM_VRP_AS_IT_IS);
    }
}

/* --- all together
 * ------------------------------------------------------------------------------------ */

static void
in_route (Search *search, const RdmVrpRoute *route, Visit *first, Visit *second)
{
  if (search->about->kind == RDM_VRP_UNIT_SINGLE)
    single_in_route (search, route, first);
  else if (search->about->kind == RDM_VRP_UNIT_PAIR)
    pair_in_route (search, route, first, second);
  else
    block_in_route (search, route);
}

/* One idle vehicle of each kin stands for all of them, unless they have relations of their own. */
static void
in_idle_vehicles (Search *search, Visit *first, Visit *second)
{
  const RdmVrpState *state = search->state;

  for (uint32_t k = 0; k < state->space->n_kins; k++)
    if (state->idle_ends[k] > state->space->kin_starts[k])
      in_route (search, state->routes[state->idle[state->space->kin_starts[k]]], first, second);
}

RdmVrpPlace
rdm_vrp_find_place (RdmVrpState *state, uint32_t unit, const RdmVrpLook *look)
{
  const RdmVrpSpace *space = state->space;
  Search search = {
    .state = state,
    .model = space->model,
    .unit = unit,
    .about = &space->units[unit],
    .tasks = rdm_vrp_unit_tasks (space, unit),
    .blink_every = look->blink_every,
    .best = { .cost = RDM_VRP_INFEASIBLE },
  };
  Visit first;
  Visit second = { 0 };
  bool looked_everywhere = false;

  if (look->blink_every > 0)
    search.blink_in = 1 + rdm_vrp_random_below (&state->random, 2 * look->blink_every);
  begin_visit (&first, space->model, search.tasks[0]);
  if (search.about->kind == RDM_VRP_UNIT_PAIR)
    begin_visit (&second, space->model, search.tasks[1]);
  if (search.about->kind == RDM_VRP_UNIT_SINGLE && look->n_near < space->n_near)
    single_near (&search, &first, look->n_near);
  else if (search.about->kind == RDM_VRP_UNIT_PAIR && look->n_near < space->n_near)
    pair_near (&search, &first, &second, look->n_near);
  else
    looked_everywhere = true;
  in_idle_vehicles (&search, &first, &second);
  if (looked_everywhere || search.best.cost == RDM_VRP_INFEASIBLE)
    for (uint32_t v = 0; v < space->model->problem->n_vehicles; v++)
      if (state->routes[v] != NULL && state->routes[v]->n > 0)
        in_route (&search, state->routes[v], &first, &second);
  return search.best;
}

void
rdm_vrp_put (RdmVrpState *state, uint32_t unit, const RdmVrpPlace *place)
{
  const RdmVrpUnit *about = &state->space->units[unit];
  const int32_t *tasks = (const int32_t *)rdm_vrp_unit_tasks (state->space, unit);
  int32_t block[2] = { tasks[0], RDM_VRP_RELOAD };

  if (about->kind == RDM_VRP_UNIT_BLOCK)
    rdm_vrp_state_splice (state, place->vehicle, place->position, 0, tasks, about->n);
  else if (about->kind == RDM_VRP_UNIT_PAIR)
    {
      rdm_vrp_state_splice (state, place->vehicle, place->drop_position, 0, tasks + 1, 1);
      rdm_vrp_state_splice (state, place->vehicle, place->position, 0, tasks, 1);
    }
  else if (place->variant == RDM_VRP_AS_IT_IS)
    rdm_vrp_state_splice (state, place->vehicle, place->position, 0, tasks, 1);
  else
    {
      if (place->variant == RDM_VRP_RELOAD_BEFORE)
        {
          block[0] = RDM_VRP_RELOAD;
          block[1] = tasks[0];
        }
      rdm_vrp_state_splice (state, place->vehicle, place->position, 0, block, 2);
    }
  rdm_vrp_state_mark_served (state, unit);
}
