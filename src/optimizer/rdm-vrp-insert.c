/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-insert-search-private.h"

static void
begin_visit (RdmVrpVisit *visit, const RdmVrpModel *model, uint32_t task)
{
  size_t n = model->problem->n_dimensions;

  *visit = (RdmVrpVisit){
    .task = task,
    .stop = &model->stops[task],
    .demand = model->demand + task * n,
    .supply = model->supply + task * n,
  };
}

static bool
fits (const RdmVrpRoute *route, const RdmVrpVisit *visit, uint32_t p)
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

/* One stop at one spot of a plain route, if that is cheaper than `bound`. */
static inline RdmVrpCost
price_plain (const RdmVrpRoute *route, const RdmVrpVisit *visit, uint32_t p, RdmVrpCost bound)
{
  const RdmVrpSpot *spot = &route->spots[p];
  const RdmVrpVehicle *vehicle = route->rig->vehicle;
  int32_t to_s = rdm_vrp_visit_seconds_to (visit, spot->from);
  int32_t from_s = rdm_vrp_visit_seconds_from (visit, spot->to);
  int64_t more_s = (int64_t)to_s + from_s - (route->n > 0 ? spot->leg_s : 0);
  int64_t more_m = 0;
  int64_t begin_s = spot->ready_s + to_s;
  RdmVrpCost cost;

  if (vehicle->price_metre != 0 || vehicle->max_distance_m < RDM_VRP_UNLIMITED)
    more_m = (int64_t)rdm_vrp_metres (visit->travel, spot->from, (int32_t)visit->stop->location)
             + rdm_vrp_metres (visit->travel, (int32_t)visit->stop->location, spot->to)
             - (route->n > 0 ? spot->leg_m : 0);
  cost = rdm_vrp_driving_cost (route, more_s, more_m);
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
      RdmVrpCost timed =
          rdm_vrp_timed_cost (route, rdm_vrp_segment_join (head, from_s, route->tails[p]));

      if (timed == RDM_VRP_INFEASIBLE)
        return timed;
      cost += timed;
    }
  return cost;
}

/* --- single stops
 * --------------------------------------------------------------------------------- */

static void
try_with_reload (
    RdmVrpSearch *search, const RdmVrpRoute *route, int32_t task, uint32_t p, RdmVrpCost changes)
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

      if ((i == 0 && p == 0) || (i == 1 && p == route->n) || !rdm_vrp_patch_fits (route, &patch))
        continue;
      cost = rdm_vrp_search_price (search, route, &patch, search->best.cost - changes);
      if (cost != RDM_VRP_INFEASIBLE)
        rdm_vrp_search_offer (search, cost + changes, route, p, p, ways[i].variant);
    }
}

static inline void
try_single (RdmVrpSearch *search,
            const RdmVrpRoute *route,
            RdmVrpVisit *visit,
            uint32_t p,
            RdmVrpCost changes)
{
  RdmVrpCost cost;
  int32_t task = (int32_t)visit->task;

  search->state->n_priced++;
  rdm_vrp_visit_aim (visit, route->rig);
  if (route->rig->is_plain)
    {
      if (!fits (route, visit, p))
        return;
      cost = price_plain (route, visit, p, search->best.cost - changes);
      if (cost != RDM_VRP_INFEASIBLE)
        rdm_vrp_search_offer (search, cost + changes, route, p, p, RDM_VRP_AS_IT_IS);
      return;
    }
  if (rdm_vrp_search_is_too_far (search, route, visit, p, changes))
    return;
  if (fits (route, visit, p))
    {
      RdmVrpPatch patch = { p, p, &task, 1 };

      cost = rdm_vrp_search_price (search, route, &patch, search->best.cost - changes);
      if (cost != RDM_VRP_INFEASIBLE)
        rdm_vrp_search_offer (search, cost + changes, route, p, p, RDM_VRP_AS_IT_IS);
    }
  if (route->rig->vehicle->max_reloads > 0 && route->n > 0)
    try_with_reload (search, route, task, p, changes);
}

static void
single_in_route (RdmVrpSearch *search, const RdmVrpRoute *route, RdmVrpVisit *visit)
{
  uint32_t low = route->n_fixed;
  uint32_t high = route->n;
  RdmVrpCost changes = rdm_vrp_search_changes (search, route->vehicle);

  if (!rdm_vrp_search_may_join (search, route)
      || (search->about->is_tied
          && !rdm_vrp_search_allows (search->state, route, visit->task, &low, &high)))
    return;
  for (uint32_t p = low; p <= high; p++)
    if (!rdm_vrp_search_is_glued (search->state, route, p) && !rdm_vrp_search_blinks (search))
      try_single (search, route, visit, p, changes);
}

static void
single_near (RdmVrpSearch *search, RdmVrpVisit *visit, uint32_t n_near)
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
      if (is_free ? (int64_t)route->n_tasks >= route->rig->vehicle->max_tasks
                  : !rdm_vrp_search_may_join (search, route)
                        || (search->about->is_tied
                            && !rdm_vrp_search_allows (state, route, visit->task, &low, &high)))
        continue;
      changes = rdm_vrp_search_changes (search, route->vehicle);
      if (at >= low && at <= high && !rdm_vrp_search_is_glued (state, route, at)
          && !rdm_vrp_search_blinks (search))
        try_single (search, route, visit, at, changes);
      if (at + 1 >= low && at + 1 <= high && !rdm_vrp_search_is_glued (state, route, at + 1)
          && !rdm_vrp_search_blinks (search))
        try_single (search, route, visit, at + 1, changes);
    }
}

/* --- blocks
 * ----------------------------------------------------------------------------------------- */

static void
block_in_route (RdmVrpSearch *search, const RdmVrpRoute *route)
{
  uint32_t low = route->n_fixed;
  uint32_t high = route->n;
  RdmVrpPatch patch = { .block = (const int32_t *)search->tasks, .n_block = search->about->n };
  RdmVrpCost changes = rdm_vrp_search_changes (search, route->vehicle);

  if (!rdm_vrp_search_may_join (search, route))
    return;
  for (uint32_t i = 0; i < search->about->n; i++)
    if (!rdm_vrp_search_allows (search->state, route, search->tasks[i], &low, &high))
      return;
  for (uint32_t p = low; p <= high; p++)
    {
      RdmVrpCost cost;

      patch.position = patch.resume = p;
      if (rdm_vrp_search_is_glued (search->state, route, p) || rdm_vrp_search_blinks (search)
          || !rdm_vrp_patch_fits (route, &patch))
        continue;
      search->state->n_priced++;
      cost = rdm_vrp_search_price (search, route, &patch, search->best.cost - changes);
      if (cost != RDM_VRP_INFEASIBLE)
        rdm_vrp_search_offer (search, cost + changes, route, p, p, RDM_VRP_AS_IT_IS);
    }
}

/* --- all together
 * ------------------------------------------------------------------------------------ */

static void
in_route (RdmVrpSearch *search, const RdmVrpRoute *route, RdmVrpVisit *first, RdmVrpVisit *second)
{
  if (search->about->kind == RDM_VRP_UNIT_SINGLE)
    single_in_route (search, route, first);
  else if (search->about->kind == RDM_VRP_UNIT_PAIR)
    rdm_vrp_search_pair_in_route (search, route, first, second);
  else
    block_in_route (search, route);
}

/* One idle vehicle of each kin stands for all of them, unless they have relations of their own. */
static void
in_idle_vehicles (RdmVrpSearch *search, RdmVrpVisit *first, RdmVrpVisit *second)
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
  RdmVrpSearch search = {
    .state = state,
    .model = space->model,
    .unit = unit,
    .about = &space->units[unit],
    .tasks = rdm_vrp_unit_tasks (space, unit),
    .blink_every = look->blink_every,
    .best = { .cost = RDM_VRP_INFEASIBLE },
  };
  RdmVrpVisit first;
  RdmVrpVisit second = { 0 };
  bool looked_everywhere = false;

  if (look->blink_every > 0)
    search.blink_in = 1 + rdm_vrp_random_below (&state->random, 2 * look->blink_every);
  begin_visit (&first, space->model, search.tasks[0]);
  if (search.about->kind == RDM_VRP_UNIT_PAIR)
    begin_visit (&second, space->model, search.tasks[1]);
  if (search.about->kind == RDM_VRP_UNIT_SINGLE && look->n_near < space->n_near)
    single_near (&search, &first, look->n_near);
  else if (search.about->kind == RDM_VRP_UNIT_PAIR && look->n_near < space->n_near)
    rdm_vrp_search_pair_near (&search, &first, &second, look->n_near);
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
