/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One vehicle's route with what makes the price of a change cheap.
 *
 * For each place where something could go in (before step p, 0 <= p <= n) there is a spot: the leg
 * that would be broken up, how early the vehicle is free before it, how late it may come after it,
 * how full it gets on either side. For a plain vehicle (see RdmVrpRig) that prices an insertion in
 * constant time. For any other the labels after each step are kept, and a price is a walk from the
 * change to the end. */
#pragma once

#include "rdm-vrp-walk-private.h"

#define RDM_VRP_INFEASIBLE INT64_MAX

typedef struct
{
  int32_t from; /* locations, or NONE */
  int32_t to;
  int32_t leg_s;
  int32_t leg_m;
  int64_t ready_s;   /* plain: leaves `from` at the earliest */
  int64_t latest_s;  /* plain: begins at `to` at the latest, for all after it to be in time */
  int64_t head_load; /* dimension 0: most on board on this trip up to here */
  int64_t tail_load; /* and from here on */
} RdmVrpSpot;

/* A part of a route by itself, time windows kept (Vidal et al. 2013): takes duration_s at least,
 * when it begins between earliest_s and latest_s. */
typedef struct
{
  int64_t duration_s;
  int64_t earliest_s;
  int64_t latest_s;
} RdmVrpSegment;

typedef struct
{
  const RdmVrpModel *model;
  const RdmVrpRig *rig;
  uint32_t vehicle;
  uint32_t n;
  uint32_t size;
  uint32_t n_tasks;
  uint32_t n_fixed;    /* steps of the frozen head */
  RdmVrpTotals totals; /* cost with price of changes; all 0 when n is 0 */
  RdmVrpCost change_cost;
  int32_t *steps;    /* (array) size */
  RdmVrpSpot *spots; /* (array) size + 1 */
  RdmVrpSegment
      *heads; /* (array) size + 1: plain and timed: from the start to before the leg of spot p */
  RdmVrpSegment *tails; /* (array) size + 1: from step p to the end */
  RdmVrpLabel *labels;  /* (array) (size + 1) * (n_breaks + 1): not plain */
  int64_t *loads;       /* (array) (size + 1) * n_dimensions: on board before step p */
  int64_t *head_loads;  /* (array) (size + 1) * n_dimensions: most so far on the trip; if
                           n_dimensions > 1 */
  int64_t *tail_loads;
  int64_t begin_s;  /* not plain: departure of the walk */
  int64_t overload; /* sum over dimensions of what is too much at the worst moment */
} RdmVrpRoute;

/* A changed route as it would be, without making it: the steps before `position`, the block, and
 * the steps from `resume` on. */
typedef struct
{
  uint32_t position;
  uint32_t resume;
  const int32_t *block;
  uint32_t n_block;
} RdmVrpPatch;

/* How the vehicle stands somewhere on a changed route that is walked, not made. */
typedef struct
{
  const RdmVrpRoute *route;
  RdmVrpLabel *labels; /* owned; (array) two times width: those that are, and room for the next */
  uint32_t width;
  uint32_t half; /* which of the two are */
  uint32_t next; /* step of the route that comes next */
  int32_t location;
  bool is_on_route; /* came from the step before that one, so that the leg is known */
  uint32_t n_put;   /* tasks put in */
} RdmVrpStand;

/* Scratch memory of one thread for rdm_vrp_route_try(). */
typedef struct
{
  RdmVrpStand stand;
  size_t n_labels;
  RdmVrpLabel *labels;
  size_t n_steps;
  int32_t *steps;
} RdmVrpScratch;

void rdm_vrp_scratch_clear (RdmVrpScratch *scratch);

/* Returns: (nullable) an empty route with room for `size` steps. */
RdmVrpRoute *rdm_vrp_route_new (const RdmVrpModel *model, uint32_t vehicle, uint32_t size);
void rdm_vrp_route_free (RdmVrpRoute *route);
/* Makes `copy`, a route of the same rig's kind with enough room, the route of this vehicle with the
 * same steps; not refreshed: legs are copied, the rest is not. */
void rdm_vrp_route_copy_steps (RdmVrpRoute *copy, const RdmVrpRoute *route);

/* Replaces n_old steps at position by the block. There must be room. Refreshes the route. */
void rdm_vrp_route_splice (
    RdmVrpRoute *route, uint32_t position, uint32_t n_old, const int32_t *block, uint32_t n_block);
/* Computes everything anew, legs too. */
void rdm_vrp_route_refresh (RdmVrpRoute *route);

/* The totals of the patched route, exactly as rdm_vrp_schedule() has them (cost without changes),
 * but for relations and loads. Stops early when the time breach exceeds most_overdue_s: then
 * returns false. Not for plain vehicles unless they have labels (rdm_vrp_route_keep_labels). */
bool rdm_vrp_route_try (const RdmVrpRoute *route,
                        const RdmVrpPatch *patch,
                        int64_t most_overdue_s,
                        RdmVrpScratch *scratch,
                        RdmVrpTotals *totals);

/* Whether a patch cannot be priced from its place on, but only as a whole. */
bool rdm_vrp_route_needs_whole (const RdmVrpRoute *route, const RdmVrpPatch *patch);

/* The parts of rdm_vrp_route_try(), for whoever tries many changes that begin alike: stand before
 * step `position`; put other steps in; go on along the route, or skip some of it; at last finish.
 * Only where the route does not need the whole. begin, copy: return false when memory is out. */
bool rdm_vrp_stand_begin (RdmVrpStand *stand, const RdmVrpRoute *route, uint32_t position);
bool rdm_vrp_stand_copy (RdmVrpStand *copy, const RdmVrpStand *stand);
void rdm_vrp_stand_clear (RdmVrpStand *stand);
void rdm_vrp_stand_put (RdmVrpStand *stand, int32_t step);
void rdm_vrp_stand_go (RdmVrpStand *stand);
void rdm_vrp_stand_skip (RdmVrpStand *stand, uint32_t next);
int64_t rdm_vrp_stand_overdue (const RdmVrpStand *stand);
bool rdm_vrp_stand_finish (RdmVrpStand *stand,
                           int64_t most_overdue_s,
                           uint32_t n_tasks,
                           uint32_t n_reloads,
                           RdmVrpTotals *totals);

/* Sum over dimensions of the overload at the worst moment of these steps. */
int64_t rdm_vrp_steps_overload (const RdmVrpModel *model,
                                const RdmVrpRig *rig,
                                const int32_t *steps,
                                uint32_t n_steps);

static inline int32_t
rdm_vrp_seconds (const RdmVrpTravel *travel, int32_t from, int32_t to)
{
  return from < 0 || to < 0 ? 0 : rdm_vrp_travel_seconds (travel, (uint32_t)from, (uint32_t)to);
}

static inline int32_t
rdm_vrp_metres (const RdmVrpTravel *travel, int32_t from, int32_t to)
{
  return from < 0 || to < 0 ? 0 : rdm_vrp_travel_metres (travel, (uint32_t)from, (uint32_t)to);
}

static inline RdmVrpSegment
rdm_vrp_segment_join (RdmVrpSegment a, int64_t leg_s, RdmVrpSegment b)
{
  int64_t delta_s = a.duration_s + leg_s;
  int64_t wait_s = b.earliest_s - delta_s - a.latest_s;
  int64_t earliest_s = b.earliest_s - delta_s;
  int64_t latest_s = b.latest_s - delta_s;

  if (wait_s < 0)
    wait_s = 0;
  return (RdmVrpSegment){
    .duration_s = delta_s + b.duration_s + wait_s,
    .earliest_s = (earliest_s > a.earliest_s ? earliest_s : a.earliest_s) - wait_s,
    .latest_s = latest_s < a.latest_s ? latest_s : a.latest_s,
  };
}

static inline RdmVrpSegment
rdm_vrp_segment_of (const RdmVrpStop *stop)
{
  return (RdmVrpSegment){ stop->service_s, stop->begin_s, stop->latest_s };
}

/* What a plain, timed route's duty costs, and whether it is too long. */
static inline RdmVrpCost
rdm_vrp_duty_cost (const RdmVrpRig *rig, RdmVrpCost price_balance, RdmVrpSegment whole)
{
  int64_t over_s = whole.earliest_s + whole.duration_s - rig->vehicle->overtime_after_s;
  RdmVrpCost cost = rig->vehicle->price_duty_s * whole.duration_s;

  if (over_s > 0)
    cost += over_s * rig->vehicle->price_overtime;
  if (price_balance > 0)
    cost += (RdmVrpCost)((__int128)price_balance * whole.duration_s * whole.duration_s / 36000);
  return cost;
}
