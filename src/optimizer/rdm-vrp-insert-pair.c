/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places for shipments: the pickup, then the drop at each place behind it. */
#include "rdm-vrp-insert-search-private.h"

#include <stdlib.h>
#include <string.h>

static void
try_pair_patch (
    RdmVrpSearch *search, const RdmVrpRoute *route, uint32_t p, uint32_t q, RdmVrpCost changes)
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
  cost = rdm_vrp_search_price (search, route, &patch, search->best.cost - changes);
  if (cost != RDM_VRP_INFEASIBLE)
    rdm_vrp_search_offer (search, cost + changes, route, p, q, RDM_VRP_AS_IT_IS);
  if (block != some)
    free (block);
}

static bool
load_fits (const RdmVrpRoute *route, const RdmVrpVisit *up, uint32_t p)
{
  size_t n = route->model->problem->n_dimensions;

  for (size_t d = 0; d < n; d++)
    if (route->loads[p * n + d] + up->supply[d] > route->rig->capacity[d])
      return false;
  return true;
}

static inline RdmVrpCost
metres_cost (const RdmVrpRoute *route, const RdmVrpVisit *visit, int32_t from, int32_t to)
{
  int32_t here = (int32_t)visit->stop->location;

  return rdm_vrp_metres (route->rig->travel, from, here)
         + rdm_vrp_metres (route->rig->travel, here, to);
}

/* The drop at spot q of a plain route, when the pickup went in at p; `ready_s` and `head` as of
 * before q. */
static void
try_drop (RdmVrpSearch *search,
          const RdmVrpRoute *route,
          const RdmVrpVisit *up,
          const RdmVrpVisit *down,
          uint32_t p,
          uint32_t q,
          int64_t ready_s,
          RdmVrpSegment head,
          RdmVrpCost changes)
{
  const RdmVrpSpot *spot = &route->spots[q];
  int32_t from = p == q ? (int32_t)up->stop->location : spot->from;
  int32_t to_s =
      p == q ? rdm_vrp_visit_seconds_to (down, from) : rdm_vrp_visit_seconds_to (down, spot->from);
  int32_t after_s = rdm_vrp_visit_seconds_from (down, spot->to);
  int64_t more_s = (int64_t)rdm_vrp_visit_seconds_to (up, route->spots[p].from) + to_s + after_s;
  int64_t more_m = 0;
  int64_t begin_s = ready_s + to_s;
  bool by_metre = route->rig->vehicle->price_metre != 0
                  || route->rig->vehicle->max_distance_m < RDM_VRP_UNLIMITED;
  RdmVrpCost cost;

  if (p == q)
    more_s -= route->n > 0 ? spot->leg_s : 0;
  else
    more_s +=
        rdm_vrp_visit_seconds_from (up, route->spots[p].to) - route->spots[p].leg_s - spot->leg_s;
  if (by_metre && p == q)
    more_m = rdm_vrp_metres (route->rig->travel, spot->from, from)
             + metres_cost (route, down, from, spot->to) - (route->n > 0 ? spot->leg_m : 0);
  else if (by_metre)
    more_m = metres_cost (route, up, route->spots[p].from, route->spots[p].to)
             + metres_cost (route, down, spot->from, spot->to) - route->spots[p].leg_m
             - spot->leg_m;
  cost = rdm_vrp_driving_cost (route, more_s, more_m);
  if (cost >= search->best.cost - changes)
    return;
  if (begin_s < down->stop->begin_s)
    begin_s = down->stop->begin_s;
  if (begin_s > down->stop->latest_s || begin_s + down->stop->service_s + after_s > spot->latest_s)
    return;
  if (route->rig->is_timed)
    {
      RdmVrpSegment whole = rdm_vrp_segment_join (head, to_s, rdm_vrp_segment_of (down->stop));
      RdmVrpCost timed =
          rdm_vrp_timed_cost (route, rdm_vrp_segment_join (whole, after_s, route->tails[q]));

      if (timed == RDM_VRP_INFEASIBLE)
        return;
      cost += timed;
    }
  rdm_vrp_search_offer (search, cost + changes, route, p, q, RDM_VRP_AS_IT_IS);
}

/* The pickup at spot p of a plain route: walks on from there, and offers each spot to the drop. */
static void
walk_pair (RdmVrpSearch *search,
           const RdmVrpRoute *route,
           const RdmVrpVisit *up,
           const RdmVrpVisit *down,
           uint32_t p,
           uint32_t last,
           RdmVrpCost changes)
{
  const RdmVrpSpot *spot = &route->spots[p];
  int32_t to_s = rdm_vrp_visit_seconds_to (up, spot->from);
  int32_t leg_s = rdm_vrp_visit_seconds_from (up, spot->to);
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
      if (!rdm_vrp_search_blinks (search))
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
pair_at (
    RdmVrpSearch *search, const RdmVrpRoute *route, RdmVrpVisit *up, RdmVrpVisit *down, uint32_t p)
{
  uint32_t low = route->n_fixed;
  uint32_t high = route->n;
  uint32_t drop_low = route->n_fixed;
  uint32_t drop_high = route->n;
  RdmVrpCost changes = rdm_vrp_search_changes (search, route->vehicle);

  if (search->about->is_tied
      && (!rdm_vrp_search_allows (search->state, route, up->task, &low, &high)
          || !rdm_vrp_search_allows (search->state, route, down->task, &drop_low, &drop_high)))
    return;
  if (p < low || p > high || rdm_vrp_search_is_glued (search->state, route, p))
    return;
  rdm_vrp_visit_aim (up, route->rig);
  rdm_vrp_visit_aim (down, route->rig);
  if (rdm_vrp_search_is_too_far (search, route, up, p, changes))
    return;
  if (route->rig->is_plain && !search->state->space->has_relations)
    {
      walk_pair (search, route, up, down, p, route->n, changes);
      return;
    }
  for (uint32_t q = p; q <= drop_high && load_fits (route, up, q); q++)
    if (q >= drop_low && !rdm_vrp_search_is_glued (search->state, route, q)
        && !rdm_vrp_search_blinks (search))
      try_pair_patch (search, route, p, q, changes);
}

void
rdm_vrp_search_pair_in_route (RdmVrpSearch *search,
                              const RdmVrpRoute *route,
                              RdmVrpVisit *up,
                              RdmVrpVisit *down)
{
  if (!rdm_vrp_search_may_join (search, route))
    return;
  for (uint32_t p = route->n_fixed; p <= route->n; p++)
    pair_at (search, route, up, down, p);
}

void
rdm_vrp_search_pair_near (RdmVrpSearch *search, RdmVrpVisit *up, RdmVrpVisit *down, uint32_t n_near)
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

      if (route == NULL || !rdm_vrp_search_may_join (search, route))
        continue;
      if (at >= route->n_fixed)
        pair_at (search, route, up, down, at);
      if (at + 1 >= route->n_fixed)
        pair_at (search, route, up, down, at + 1);
    }
}
