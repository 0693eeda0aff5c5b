/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the search for a place share. */
#pragma once

#include "rdm-vrp-insert-private.h"

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
} RdmVrpVisit;

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
} RdmVrpSearch;

static inline void
rdm_vrp_visit_aim (RdmVrpVisit *visit, const RdmVrpRig *rig)
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
rdm_vrp_visit_seconds_to (const RdmVrpVisit *visit, int32_t from)
{
  if (from < 0)
    return 0;
  if (visit->to_row != NULL)
    return visit->to_row[from];
  return rdm_vrp_travel_seconds (visit->travel, (uint32_t)from, visit->stop->location);
}

static inline int32_t
rdm_vrp_visit_seconds_from (const RdmVrpVisit *visit, int32_t to)
{
  if (to < 0)
    return 0;
  if (visit->from_row != NULL)
    return visit->from_row[to];
  return rdm_vrp_travel_seconds (visit->travel, visit->stop->location, (uint32_t)to);
}

static inline bool
rdm_vrp_search_blinks (RdmVrpSearch *search)
{
  if (search->blink_every == 0 || --search->blink_in > 0)
    return false;
  search->blink_in = 1 + rdm_vrp_random_below (&search->state->random, 2 * search->blink_every);
  return true;
}

/* A step that must follow the one before at once. */
static inline bool
rdm_vrp_search_is_glued (const RdmVrpState *state, const RdmVrpRoute *route, uint32_t position)
{
  return state->space->has_relations && position > 0 && position < route->n
         && route->steps[position - 1] >= 0
         && state->space->direct_next[route->steps[position - 1]] == route->steps[position];
}

static inline void
rdm_vrp_search_offer (RdmVrpSearch *search,
                      RdmVrpCost cost,
                      const RdmVrpRoute *route,
                      uint32_t p,
                      uint32_t q,
                      RdmVrpVariant variant)
{
  if (cost < search->best.cost)
    search->best = (RdmVrpPlace){ cost, route->vehicle, p, q, variant };
}

/* What more (or other) driving costs a plain vehicle, timed or not. */
static inline RdmVrpCost
rdm_vrp_driving_cost (const RdmVrpRoute *route, int64_t seconds, int64_t metres)
{
  const RdmVrpVehicle *vehicle = route->rig->vehicle;

  if (route->totals.drive_s + seconds > vehicle->max_drive_s
      || route->totals.distance_m + metres > vehicle->max_distance_m)
    return RDM_VRP_INFEASIBLE;
  return vehicle->price_drive_s * seconds + vehicle->price_metre * metres
         + (route->n == 0 ? vehicle->price_fixed : 0);
}

/* Whether driving to the stop and back on the way costs too much already. A detour is never cheaper
 * than its driving, where the shortest way is the quickest. */
static inline bool
rdm_vrp_search_is_too_far (const RdmVrpSearch *search,
                           const RdmVrpRoute *route,
                           const RdmVrpVisit *visit,
                           uint32_t p,
                           RdmVrpCost changes)
{
  const RdmVrpSpot *spot = &route->spots[p];
  int64_t more_s;

  if (route->rig->has_periods || route->n == 0)
    return false;
  more_s = (int64_t)rdm_vrp_visit_seconds_to (visit, spot->from)
           + rdm_vrp_visit_seconds_from (visit, spot->to) - spot->leg_s;
  return more_s > 0 && more_s * route->rig->vehicle->price_drive_s + changes >= search->best.cost;
}

/* Between which positions the task may go in, as far as relations are concerned. Returns: false:
 * nowhere. (rdm-vrp-insert-rules.c) */
bool rdm_vrp_search_allows (const RdmVrpState *state,
                            const RdmVrpRoute *route,
                            uint32_t task,
                            uint32_t *low,
                            uint32_t *high);
/* Whether the vehicle may serve all of the unit, and that many stops. */
bool rdm_vrp_search_may_join (const RdmVrpSearch *search, const RdmVrpRoute *route);
/* What it costs that this vehicle, and not the one that has the unit now, serves it. */
RdmVrpCost rdm_vrp_search_changes (const RdmVrpSearch *search, uint32_t vehicle);
/* Whether a route with such a patch is no more overloaded than it is now. */
bool rdm_vrp_patch_fits (const RdmVrpRoute *route, const RdmVrpPatch *patch);

/* Duty, overtime and balance of a plain route that is to be `whole`, less those that it has now;
 * RDM_VRP_INFEASIBLE when it is too long. (rdm-vrp-insert-price.c) */
RdmVrpCost rdm_vrp_timed_cost (const RdmVrpRoute *route, RdmVrpSegment whole);
/* Any change of any route, if it is cheaper than `bound`; else RDM_VRP_INFEASIBLE. */
RdmVrpCost rdm_vrp_search_price (RdmVrpSearch *search,
                                 const RdmVrpRoute *route,
                                 const RdmVrpPatch *patch,
                                 RdmVrpCost bound);

/* Offers places of a shipment: everywhere in the route, or with the pickup next to one of the
 * n_near nearest of its neighbours. (rdm-vrp-insert-pair.c) */
void rdm_vrp_search_pair_in_route (RdmVrpSearch *search,
                                   const RdmVrpRoute *route,
                                   RdmVrpVisit *up,
                                   RdmVrpVisit *down);
void rdm_vrp_search_pair_near (RdmVrpSearch *search,
                               RdmVrpVisit *up,
                               RdmVrpVisit *down,
                               uint32_t n_near);
