/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vrp-descent-private.h"

#include <string.h>

/* Of a piece longer than what there is. */
#define NO_GAIN (INT64_MIN / 4)

/* --- routes ---------------------------------------------------------------------------------- */

static void
set_idle (RdmVrpDescent *descent, uint32_t r, bool is_idle)
{
  uint32_t kin = descent->routes[r].kin;
  uint32_t at = descent->idle_at[r];

  if (is_idle == (at != RDM_VRP_NO_NODE))
    return;
  if (is_idle)
    {
      descent->idle_at[r] = descent->idle_ends[kin];
      descent->idle[descent->idle_ends[kin]++] = r;
      descent->n_busy--;
      return;
    }
  descent->idle_ends[kin]--;
  descent->idle[at] = descent->idle[descent->idle_ends[kin]];
  descent->idle_at[descent->idle[at]] = at;
  descent->idle_at[r] = RDM_VRP_NO_NODE;
  descent->n_busy++;
}

static void
price_route (RdmVrpDescent *descent, uint32_t r)
{
  RdmVrpLoop *route = &descent->routes[r];
  uint32_t begin = rdm_vrp_begin_of (descent, r);
  const RdmVrpNode *end = &descent->nodes[rdm_vrp_end_of (descent, r)];

  descent->cost -= route->cost;
  descent->warp_s -= route->warp_s;
  descent->overload -= route->overload;
  route->warp_s = route->n > 0 && descent->has_windows ? end->head.warp_s : 0;
  route->load = end->load;
  route->overload = end->load > route->capacity ? end->load - route->capacity : 0;
  route->penalty =
      descent->penalties.late * route->warp_s + descent->penalties.load * route->overload;
  route->cost = route->n > 0
                    ? end->cost + route->opening
                          - rdm_vrp_arc_cost (descent, route, begin, rdm_vrp_end_of (descent, r))
                          + route->penalty
                    : 0;
  descent->cost += route->cost;
  descent->warp_s += route->warp_s;
  descent->overload += route->overload;
}

void
rdm_vrp_descent_touch (RdmVrpDescent *descent, uint32_t r)
{
  RdmVrpSaved *save = &descent->saves[descent->n_saved];

  if (!descent->is_saving || descent->is_saved[r])
    return;
  descent->n_saved++;
  *save = (RdmVrpSaved){ r, descent->n_saved_steps, descent->routes[r].n,
                         descent->swapped[r] >= descent->routes[r].changed };
  descent->is_saved[r] = true;
  for (uint32_t i = descent->nodes[rdm_vrp_begin_of (descent, r)].next; i < descent->n;
       i = descent->nodes[i].next)
    descent->saved[descent->n_saved_steps++] = i;
}

static inline int64_t
most (int64_t a, int64_t b)
{
  return a > b ? a : b;
}

/* What pieces leave behind, where the first `same` steps are as they were. */
static void
note_gains (RdmVrpDescent *descent, uint32_t r, uint32_t same)
{
  RdmVrpNode *nodes = descent->nodes;
  const RdmVrpLoop *route = &descent->routes[r];
  uint32_t first = nodes[rdm_vrp_end_of (descent, r)].prev;
  uint32_t low = same > RDM_VRP_LONGEST_PIECE ? same - RDM_VRP_LONGEST_PIECE : 0;

  for (uint32_t k = route->n; k-- > low; first = nodes[first].prev)
    {
      uint32_t p = nodes[first].prev;
      uint32_t last = first;

      nodes[first].gain_ahead = nodes[first].gain_back = NO_GAIN;
      for (uint32_t i = 0; i < RDM_VRP_LONGEST_PIECE; i++)
        nodes[first].gains[i] = NO_GAIN;
      for (uint32_t i = 0; i < RDM_VRP_LONGEST_PIECE && last < descent->n;
           i++, last = nodes[last].next)
        {
          uint32_t x = nodes[last].next;

          nodes[first].gains[i] =
              nodes[first].leg_in + nodes[last].leg_out - rdm_vrp_arc_cost (descent, route, p, x);
          nodes[first].gain_ahead = most (nodes[first].gain_ahead, nodes[first].gains[i]);
        }
    }
  first = nodes[rdm_vrp_end_of (descent, r)].prev;
  for (uint32_t k = route->n; k-- > low; first = nodes[first].prev)
    {
      uint32_t begin = first;

      for (uint32_t i = 0; i < RDM_VRP_LONGEST_PIECE && begin < descent->n;
           i++, begin = nodes[begin].prev)
        nodes[first].gain_back = most (nodes[first].gain_back, nodes[begin].gains[i]);
    }
}

void
rdm_vrp_descent_set_route (
    RdmVrpDescent *descent, uint32_t r, const uint32_t *steps, uint32_t n, uint32_t same)
{
  RdmVrpNode *nodes = descent->nodes;
  RdmVrpLoop *route = &descent->routes[r];
  uint32_t here = same > 0 ? steps[same - 1] : rdm_vrp_begin_of (descent, r);

  if (same == 0)
    {
      nodes[here].head = nodes[here].own;
      nodes[here].prev = RDM_VRP_NO_NODE;
    }
  for (uint32_t i = same; i <= n; i++)
    {
      uint32_t step = i < n ? steps[i] : rdm_vrp_end_of (descent, r);

      nodes[here].next = step;
      nodes[step].prev = here;
      nodes[step].route = r;
      nodes[step].at = i + 1;
      nodes[here].leg_out = nodes[step].leg_in = rdm_vrp_arc_cost (descent, route, here, step);
      nodes[step].cost = nodes[here].cost + nodes[step].leg_in;
      nodes[step].load = nodes[here].load + nodes[step].demand;
      if (descent->has_windows)
        nodes[step].head = rdm_vrp_warp_join (
            &nodes[here].head, rdm_vrp_arc_seconds (descent, route, here, step), &nodes[step].own);
      nodes[step].back = nodes[here].back
                         + (descent->is_symmetric ? nodes[step].leg_in
                                                  : rdm_vrp_arc_cost (descent, route, step, here));
      here = step;
    }
  nodes[here].next = RDM_VRP_NO_NODE;
  nodes[here].tail = nodes[here].own;
  for (uint32_t i = n + 1; i-- > 0 && descent->has_windows;)
    {
      uint32_t before = nodes[here].prev;

      nodes[before].tail =
          rdm_vrp_warp_join (&nodes[before].own, rdm_vrp_arc_seconds (descent, route, before, here),
                             &nodes[here].tail);
      here = before;
    }
  route->n = n;
  note_gains (descent, r, same);
  route->changed = ++descent->n_moves;
  set_idle (descent, r, n == 0);
  price_route (descent, r);
}

void
rdm_vrp_descent_set_penalties (RdmVrpDescent *descent, RdmVrpPenalties penalties)
{
  descent->penalties = penalties;
  for (uint32_t r = 0; r < descent->n_routes; r++)
    if (descent->routes[r].n > 0)
      price_route (descent, r);
}

void
rdm_vrp_descent_load (RdmVrpDescent *descent, const RdmVrpTour *tour, const bool *owns_route)
{
  for (uint32_t i = 0; i < descent->n; i++)
    descent->nodes[i].route = RDM_VRP_NO_NODE;
  for (uint32_t k = 0; k < descent->n_kins; k++)
    descent->idle_ends[k] = descent->kin_starts[k];
  descent->cost = descent->warp_s = descent->overload = 0;
  descent->is_saving = false;
  descent->n_busy = descent->n_routes;
  for (uint32_t r = 0; r < descent->n_routes; r++)
    {
      RdmVrpLoop *route = &descent->routes[r];

      descent->idle_at[r] = RDM_VRP_NO_NODE;
      route->cost = route->overload = route->warp_s = 0;
      route->is_ours = owns_route == NULL || owns_route[r];
      if (!route->is_ours)
        {
          descent->nodes[rdm_vrp_begin_of (descent, r)].next = rdm_vrp_end_of (descent, r);
          descent->nodes[rdm_vrp_end_of (descent, r)].load = 0;
          route->n = 0;
          route->penalty = route->load = 0;
          descent->n_busy--;
          continue;
        }
      rdm_vrp_descent_set_route (descent, r, tour->nodes + tour->starts[r],
                                 tour->starts[r + 1] - tour->starts[r], 0);
    }
}

void
rdm_vrp_descent_store (const RdmVrpDescent *descent, RdmVrpTour *tour)
{
  uint32_t n = 0;
  int64_t penalty = 0;

  for (uint32_t r = 0; r < descent->n_routes; r++)
    {
      tour->starts[r] = n;
      for (uint32_t i = descent->nodes[rdm_vrp_begin_of (descent, r)].next; i < descent->n;
           i = descent->nodes[i].next)
        tour->nodes[n++] = i;
      penalty += descent->routes[r].penalty;
    }
  tour->starts[descent->n_routes] = n;
  tour->cost = descent->cost - penalty;
  tour->warp_s = descent->warp_s;
  tour->overload = descent->overload;
}

/* --- the way back ---------------------------------------------------------------------------- */

void
rdm_vrp_descent_begin (RdmVrpDescent *descent)
{
  descent->is_saving = true;
  descent->n_saved = 0;
  descent->n_saved_steps = 0;
}

void
rdm_vrp_descent_keep (RdmVrpDescent *descent)
{
  for (uint32_t i = 0; i < descent->n_saved; i++)
    descent->is_saved[descent->saves[i].route] = false;
  descent->n_saved = 0;
  descent->is_saving = false;
}

void
rdm_vrp_descent_roll_back (RdmVrpDescent *descent)
{
  descent->is_saving = false;
  for (uint32_t i = 0; i < descent->n_saved; i++)
    {
      const RdmVrpSaved *save = &descent->saves[i];

      descent->is_saved[save->route] = false;
      rdm_vrp_descent_set_route (descent, save->route, descent->saved + save->first, save->n, 0);
    }
  for (uint32_t i = 0; i < descent->n_saved; i++)
    if (descent->saves[i].is_calm)
      descent->swapped[descent->saves[i].route] = descent->n_moves;
  descent->n_saved = 0;
}

/* --- out and in ------------------------------------------------------------------------------ */

void
rdm_vrp_descent_cut (RdmVrpDescent *descent, uint32_t first, uint32_t n)
{
  RdmVrpNode *nodes = descent->nodes;
  uint32_t r = nodes[first].route;
  uint32_t from = nodes[first].at - 1;
  uint32_t *steps = descent->buffers[0];
  uint32_t *gone = descent->buffers[1];
  uint32_t n_gone = 0;
  uint32_t count = 0;

  for (uint32_t i = nodes[rdm_vrp_begin_of (descent, r)].next; i < descent->n; i = nodes[i].next)
    if (nodes[i].at > from && nodes[i].at <= from + n)
      gone[n_gone++] = i;
    else
      steps[count++] = i;
  rdm_vrp_descent_touch (descent, r);
  if (from > 0)
    rdm_vrp_descent_enqueue (descent, steps[from - 1]);
  if (from < count)
    rdm_vrp_descent_enqueue (descent, steps[from]);
  rdm_vrp_descent_set_route (descent, r, steps, count, from);
  for (uint32_t i = 0; i < n_gone; i++)
    nodes[gone[i]].route = RDM_VRP_NO_NODE;
}

typedef struct
{
  int64_t cost;
  uint32_t after;
} Place;

static void
try_place (const RdmVrpDescent *descent, uint32_t task, uint32_t v, Place *best)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t r = nodes[v].route;
  const RdmVrpLoop *route = &descent->routes[r];
  uint32_t y = nodes[v].next;
  int64_t cost = rdm_vrp_arc_cost (descent, route, v, task)
                 + rdm_vrp_arc_cost (descent, route, task, y) - nodes[v].leg_out - route->penalty
                 + (route->n == 0 ? route->opening : 0);

  if (cost >= best->cost)
    return;
  cost += rdm_vrp_load_penalty (descent, route,
                                nodes[rdm_vrp_end_of (descent, r)].load + nodes[task].demand);
  if (cost >= best->cost)
    return;
  if (descent->has_windows)
    {
      RdmVrpWarp warp = rdm_vrp_warp_join (
          &nodes[v].head, rdm_vrp_arc_seconds (descent, route, v, task), &nodes[task].own);

      warp =
          rdm_vrp_warp_join (&warp, rdm_vrp_arc_seconds (descent, route, task, y), &nodes[y].tail);
      cost += descent->penalties.late * warp.warp_s;
      if (cost >= best->cost)
        return;
    }
  if (!rdm_vrp_descent_may_serve (descent, r, task))
    return;
  *best = (Place){ cost, v };
}

static void
insert_after (RdmVrpDescent *descent, uint32_t task, uint32_t v)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t r = nodes[v].route;
  uint32_t *steps = descent->buffers[0];
  uint32_t n = 0;

  if (v >= descent->n)
    steps[n++] = task;
  for (uint32_t i = nodes[rdm_vrp_begin_of (descent, r)].next; i < descent->n; i = nodes[i].next)
    {
      steps[n++] = i;
      if (i == v)
        steps[n++] = task;
    }
  rdm_vrp_descent_touch (descent, r);
  rdm_vrp_descent_set_route (descent, r, steps, n, nodes[v].at);
}

void
rdm_vrp_descent_put (RdmVrpDescent *descent,
                     uint32_t task,
                     uint32_t n_near,
                     uint32_t blink_every,
                     RdmVrpRandom *random)
{
  const RdmVrpNode *nodes = descent->nodes;
  const uint32_t *before = descent->before + (size_t)task * descent->n_near;
  const uint32_t *after = descent->after + (size_t)task * descent->n_near;
  Place best = { INT64_MAX, RDM_VRP_NO_NODE };

  n_near = n_near < descent->n_near ? n_near : descent->n_near;
  for (uint32_t i = 0; i < n_near; i++)
    {
      if (nodes[before[i]].route != RDM_VRP_NO_NODE
          && (blink_every == 0 || rdm_vrp_random_below (random, blink_every) != 0))
        try_place (descent, task, before[i], &best);
      if (nodes[after[i]].route != RDM_VRP_NO_NODE
          && (blink_every == 0 || rdm_vrp_random_below (random, blink_every) != 0))
        try_place (descent, task, nodes[after[i]].prev, &best);
    }
  descent->n_priced += 2 * n_near;
  for (uint32_t k = 0; k < descent->n_kins; k++)
    {
      uint32_t idle = rdm_vrp_descent_idle_route (descent, k);

      if (idle != RDM_VRP_NO_NODE)
        try_place (descent, task, rdm_vrp_begin_of (descent, idle), &best);
    }
  for (uint32_t r = 0; r < descent->n_routes && best.after == RDM_VRP_NO_NODE; r++)
    for (uint32_t i = rdm_vrp_begin_of (descent, r);
         descent->routes[r].is_ours && i != rdm_vrp_end_of (descent, r); i = nodes[i].next)
      try_place (descent, task, i, &best);
  if (best.after == RDM_VRP_NO_NODE)
    return;
  insert_after (descent, task, best.after);
  rdm_vrp_descent_enqueue_around (descent, task);
}
