/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moves of the descent. All make the arc from v to u. Between two routes:
 *
 *   a: … p u … x …          forward:  u … and the steps after v change places
 *   b: … v y … z …          backward: … v and the steps before u change places
 *                            ends:     a goes on after v, b after p
 *                            turned:   v is followed by u and what was before it, turned round
 *
 * A piece that ends with u may also go after v turned round. Within one route:
 * rdm-vrp-descent-within.c. */
#include "rdm-vrp-descent-private.h"

#include <string.h>

/* Pieces that come back for one that goes are shorter than this. */
#define MOST_BACK 3

/* --- what a move costs ------------------------------------------------------------------------ */

static inline bool
becomes_empty (const RdmVrpDescent *descent, const RdmVrpSplice *splice)
{
  return splice->n == 0 && splice->head >= descent->n && splice->tail >= descent->n;
}

static inline int64_t
load_of (const RdmVrpDescent *descent, const RdmVrpSplice *splice)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t end = rdm_vrp_end_of (descent, nodes[splice->tail].route);
  int64_t load = nodes[splice->head].load + nodes[end].load - nodes[splice->tail].load
                 + nodes[splice->tail].demand;

  if (splice->n > 0 && splice->is_reversed)
    load += nodes[splice->first].load - nodes[splice->last].load + nodes[splice->last].demand;
  else if (splice->n > 0)
    load += nodes[splice->last].load - nodes[splice->first].load + nodes[splice->first].demand;
  return load;
}

static inline int32_t
warp_of (const RdmVrpDescent *descent, const RdmVrpLoop *route, const RdmVrpSplice *splice)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t here = splice->head;
  uint32_t step = splice->first;
  RdmVrpWarp warp = nodes[here].head;

  for (uint32_t i = 0; i < splice->n; i++)
    {
      warp = rdm_vrp_warp_join (&warp, rdm_vrp_arc_seconds (descent, route, here, step),
                                &nodes[step].own);
      here = step;
      step = rdm_vrp_splice_next (descent, splice, step);
    }
  return rdm_vrp_warp_join (&warp, rdm_vrp_arc_seconds (descent, route, here, splice->tail),
                            &nodes[splice->tail].tail)
      .warp_s;
}

/* Both changes together, if they are better than the best so far. `delta`: of driving. */
static inline void
consider (const RdmVrpDescent *descent,
          RdmVrpBest *best,
          int64_t delta,
          uint32_t ra,
          const RdmVrpSplice *a,
          uint32_t rb,
          const RdmVrpSplice *b)
{
  const RdmVrpLoop *p = &descent->routes[ra];
  const RdmVrpLoop *q = &descent->routes[rb];
  int64_t value = delta - p->penalty - q->penalty;

  if (value >= best->value)
    return;
  value += rdm_vrp_load_penalty (descent, p, load_of (descent, a))
           + rdm_vrp_load_penalty (descent, q, load_of (descent, b));
  if (value >= best->value)
    return;
  if (descent->has_windows)
    {
      value += descent->penalties.late * warp_of (descent, q, b);
      if (value >= best->value)
        return;
      if (!becomes_empty (descent, a))
        value += descent->penalties.late * warp_of (descent, p, a);
      if (value >= best->value)
        return;
    }
  if (!rdm_vrp_splice_is_allowed (descent, ra, a) || !rdm_vrp_splice_is_allowed (descent, rb, b))
    return;
  *best = (RdmVrpBest){ .value = value, .a = *a, .b = *b };
}

/* Driving along a piece of consecutive steps, in a route of this tariff. */
static inline int64_t
along (const RdmVrpDescent *descent,
       const RdmVrpLoop *route,
       const RdmVrpLoop *owner,
       uint32_t first,
       uint32_t last)
{
  const RdmVrpNode *nodes = descent->nodes;
  int64_t cost = 0;

  if (route->tariff == owner->tariff)
    return nodes[last].cost - nodes[first].cost;
  for (uint32_t i = first; i != last; i = nodes[i].next)
    cost += rdm_vrp_arc_cost (descent, route, i, nodes[i].next);
  return cost;
}

/* The steps between a's head and tail change places with those between b's. */
static inline void
try_exchange (const RdmVrpDescent *descent,
              RdmVrpBest *best,
              uint32_t ra,
              RdmVrpSplice a,
              uint32_t rb,
              RdmVrpSplice b)
{
  const RdmVrpNode *nodes = descent->nodes;
  const RdmVrpLoop *p = &descent->routes[ra];
  const RdmVrpLoop *q = &descent->routes[rb];
  int64_t delta = nodes[a.head].cost - nodes[a.tail].cost + nodes[b.head].cost - nodes[b.tail].cost;

  if (a.n > 0)
    delta += rdm_vrp_arc_cost (descent, p, a.head, a.first) + along (descent, p, q, a.first, a.last)
             + rdm_vrp_arc_cost (descent, p, a.last, a.tail);
  else
    delta += rdm_vrp_arc_cost (descent, p, a.head, a.tail);
  if (b.n > 0)
    delta += rdm_vrp_arc_cost (descent, q, b.head, b.first) + along (descent, q, p, b.first, b.last)
             + rdm_vrp_arc_cost (descent, q, b.last, b.tail);
  else
    delta += rdm_vrp_arc_cost (descent, q, b.head, b.tail);
  if (becomes_empty (descent, &a))
    delta -= p->opening;
  if (q->n == 0)
    delta += q->opening;
  consider (descent, best, delta, ra, &a, rb, &b);
}

/* --- between two routes ----------------------------------------------------------------------- */

/* Any exchange, with what it costs worked out from nothing: for routes of different tariffs. */
static void
try_unlike (const RdmVrpDescent *descent, RdmVrpBest *best, uint32_t v, uint32_t u)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  uint32_t ra = nodes[u].route;
  uint32_t rb = nodes[v].route;
  uint32_t p = nodes[u].prev;
  uint32_t y = nodes[v].next;
  uint32_t last_u = u;
  uint32_t first_v = v;

  for (uint32_t i = 1; i <= RDM_VRP_LONGEST_PIECE && last_u < n; i++, last_u = nodes[last_u].next)
    {
      RdmVrpSplice a = { p, 0, 0, 0, nodes[last_u].next };
      RdmVrpSplice b = { v, u, last_u, i, y };
      uint32_t last_y = y;

      try_exchange (descent, best, ra, a, rb, b);
      for (uint32_t j = 1; j <= i && j < MOST_BACK && last_y < n; j++, last_y = nodes[last_y].next)
        try_exchange (descent, best, ra, (RdmVrpSplice){ p, y, last_y, j, a.tail }, rb,
                      (RdmVrpSplice){ v, u, last_u, i, nodes[last_y].next });
    }
  for (uint32_t i = 1; i <= RDM_VRP_LONGEST_PIECE && first_v < n;
       i++, first_v = nodes[first_v].prev)
    {
      RdmVrpSplice a = { p, first_v, v, i, u };
      RdmVrpSplice b = { nodes[first_v].prev, 0, 0, 0, y };
      uint32_t first_p = p;

      try_exchange (descent, best, rb, b, ra, a);
      for (uint32_t j = 1; j <= i && j < MOST_BACK && first_p < n;
           j++, first_p = nodes[first_p].prev)
        try_exchange (descent, best, rb, (RdmVrpSplice){ b.head, first_p, p, j, y }, ra,
                      (RdmVrpSplice){ nodes[first_p].prev, first_v, v, i, u });
    }
}

/* What follows is for routes of one tariff. An exchange of two pieces is two exchanges of ends: its
 * price is the sum of both, and what a piece leaves behind is known, so most moves are ruled out
 * before a matrix is looked at. `arc`: from v to u; `slack`: what both routes pay in penalties. */

static inline void
try_forward (const RdmVrpDescent *descent,
             RdmVrpBest *best,
             uint32_t v,
             uint32_t u,
             int64_t arc,
             int64_t ends,
             int64_t slack,
             bool by_u)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  uint32_t ra = nodes[u].route;
  uint32_t rb = nodes[v].route;
  const RdmVrpLoop *route = &descent->routes[rb];
  uint32_t p = nodes[u].prev;
  uint32_t y = nodes[v].next;
  int64_t more = arc - (nodes[v].leg_out);
  uint32_t last_u = u;

  for (uint32_t i = 1; i <= RDM_VRP_LONGEST_PIECE && last_u < n; i++, last_u = nodes[last_u].next)
    {
      uint32_t x = nodes[last_u].next;
      int64_t leg_u = nodes[last_u].leg_out;
      uint32_t last_y = y;
      int64_t delta = more - nodes[u].gains[i - 1];

      if (route->n == 0)
        delta += route->opening;
      if (p >= n && x >= n)
        delta -= descent->routes[ra].opening;
      if (delta - slack < best->value)
        {
          delta += rdm_vrp_arc_from_u (descent, route, last_u, y, by_u);
          if (delta - slack < best->value)
            consider (descent, best, delta, ra, &(RdmVrpSplice){ p, 0, 0, 0, x }, rb,
                      &(RdmVrpSplice){ v, u, last_u, i, y });
        }
      for (uint32_t j = 1; j <= i && j < MOST_BACK && last_y < n && 2 * ends < slack;
           j++, last_y = nodes[last_y].next)
        {
          uint32_t z = nodes[last_y].next;

          delta = ends - leg_u - (nodes[last_y].leg_out);
          if (delta - slack >= best->value)
            continue;
          delta += rdm_vrp_arc_from_u (descent, route, last_u, z, by_u)
                   + rdm_vrp_arc_from_v (descent, route, last_y, x, by_u);
          if (delta - slack < best->value)
            consider (descent, best, delta, ra, &(RdmVrpSplice){ p, y, last_y, j, x }, rb,
                      &(RdmVrpSplice){ v, u, last_u, i, z });
        }
    }
}

static inline void
try_backward (const RdmVrpDescent *descent,
              RdmVrpBest *best,
              uint32_t v,
              uint32_t u,
              int64_t arc,
              int64_t ends,
              int64_t slack,
              bool by_u)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  uint32_t ra = nodes[u].route;
  uint32_t rb = nodes[v].route;
  const RdmVrpLoop *route = &descent->routes[ra];
  uint32_t p = nodes[u].prev;
  uint32_t y = nodes[v].next;
  int64_t more = arc - (nodes[u].leg_in);
  uint32_t first_v = v;

  for (uint32_t i = 1; i <= RDM_VRP_LONGEST_PIECE && first_v < n;
       i++, first_v = nodes[first_v].prev)
    {
      uint32_t w = nodes[first_v].prev;
      int64_t leg_v = nodes[first_v].leg_in;
      uint32_t first_p = p;
      int64_t delta = more - nodes[first_v].gains[i - 1];

      if (w >= n && y >= n)
        delta -= descent->routes[rb].opening;
      if (delta - slack < best->value)
        {
          delta += rdm_vrp_arc_from_u (descent, route, p, first_v, by_u);
          if (delta - slack < best->value)
            consider (descent, best, delta, rb, &(RdmVrpSplice){ w, 0, 0, 0, y }, ra,
                      &(RdmVrpSplice){ p, first_v, v, i, u });
        }
      for (uint32_t j = 1; j <= i && j < MOST_BACK && first_p < n && 2 * ends < slack;
           j++, first_p = nodes[first_p].prev)
        {
          uint32_t z = nodes[first_p].prev;

          delta = ends - leg_v - (nodes[first_p].leg_in);
          if (delta - slack >= best->value)
            continue;
          delta += rdm_vrp_arc_from_v (descent, route, w, first_p, by_u)
                   + rdm_vrp_arc_from_u (descent, route, z, first_v, by_u);
          if (delta - slack < best->value)
            consider (descent, best, delta, rb, &(RdmVrpSplice){ w, first_p, p, j, y }, ra,
                      &(RdmVrpSplice){ z, first_v, v, i, u });
        }
    }
}

/* A piece that ends with u goes after v, turned round. */
static inline void
try_reversed (const RdmVrpDescent *descent,
              RdmVrpBest *best,
              uint32_t v,
              uint32_t u,
              int64_t arc,
              int64_t slack,
              bool by_u)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  uint32_t ra = nodes[u].route;
  uint32_t rb = nodes[v].route;
  const RdmVrpLoop *route = &descent->routes[rb];
  uint32_t x = nodes[u].next;
  uint32_t y = nodes[v].next;
  int64_t more = arc - (nodes[v].leg_out) + (route->n == 0 ? route->opening : 0);
  uint32_t first = nodes[u].prev;

  for (uint32_t i = 2; i <= RDM_VRP_LONGEST_PIECE && first < n; i++, first = nodes[first].prev)
    {
      uint32_t p = nodes[first].prev;
      int64_t delta = more - nodes[first].gains[i - 1] + (nodes[u].back - nodes[first].back)
                      - (nodes[u].cost - nodes[first].cost);

      if (p >= n && x >= n)
        delta -= descent->routes[ra].opening;
      if (delta - slack >= best->value)
        continue;
      delta += rdm_vrp_arc_from_v (descent, route, first, y, by_u);
      if (delta - slack < best->value)
        consider (descent, best, delta, ra, &(RdmVrpSplice){ p, 0, 0, 0, x }, rb,
                  &(RdmVrpSplice){ v, u, first, i, y, true });
    }
}

/* `ends`: what it costs that both routes go on with the other's rest. */
static inline void
try_ends (const RdmVrpDescent *descent,
          RdmVrpBest *best,
          uint32_t v,
          uint32_t u,
          int64_t ends,
          int64_t slack)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t ra = nodes[u].route;
  uint32_t rb = nodes[v].route;
  RdmVrpSplice a = { nodes[u].prev, 0, 0, 0, nodes[v].next };
  RdmVrpSplice b = { v, 0, 0, 0, u };

  if (becomes_empty (descent, &a))
    ends -= descent->routes[ra].opening;
  if (descent->routes[rb].n == 0)
    ends += descent->routes[rb].opening;
  if (ends - slack < best->value)
    consider (descent, best, ends, ra, &a, rb, &b);
}

static inline void
try_alike (const RdmVrpDescent *descent, RdmVrpBest *best, uint32_t v, uint32_t u, bool by_u)
{
  const RdmVrpNode *nodes = descent->nodes;
  const RdmVrpLoop *a = &descent->routes[nodes[u].route];
  const RdmVrpLoop *b = &descent->routes[nodes[v].route];
  uint32_t p = nodes[u].prev;
  uint32_t y = nodes[v].next;
  int64_t slack = a->penalty + b->penalty;
  int64_t leg_u = nodes[u].leg_in;
  int64_t leg_v = nodes[v].leg_out;
  int64_t arc = rdm_vrp_arc_from_v (descent, b, v, u, by_u);
  int64_t ends = arc + rdm_vrp_arc_from_u (descent, a, p, y, by_u) - leg_u - leg_v;
  bool has_border = a->n <= RDM_VRP_LONGEST_PIECE || b->n == 0;

  if (2 * ends < slack || arc - leg_v - nodes[u].gain_ahead < slack || has_border)
    try_forward (descent, best, v, u, arc, ends, slack, by_u);
  if (arc - leg_v - nodes[u].gain_back < slack || has_border)
    try_reversed (descent, best, v, u, arc, slack, by_u);
  if (v < descent->n
      && (2 * ends < slack || arc - leg_u - nodes[v].gain_back < slack
          || b->n <= RDM_VRP_LONGEST_PIECE))
    try_backward (descent, best, v, u, arc, ends, slack, by_u);
  if (a->kin != b->kin)
    return;
  if (ends < slack || has_border || (p >= descent->n && y >= descent->n))
    try_ends (descent, best, v, u, ends, slack);
}

static bool
try_between (RdmVrpDescent *descent, uint32_t v, uint32_t u, bool by_u)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t ra = nodes[u].route;
  uint32_t rb = nodes[v].route;
  RdmVrpBest best = { 0 };

  descent->n_priced += 14;
  if (descent->routes[ra].tariff != descent->routes[rb].tariff)
    try_unlike (descent, &best, v, u);
  else if (by_u)
    try_alike (descent, &best, v, u, true);
  else
    try_alike (descent, &best, v, u, false);
  if (best.value >= 0)
    return false;
  rdm_vrp_descent_make (descent, &best);
  return true;
}

bool
rdm_vrp_descent_try_arc (RdmVrpDescent *descent, uint32_t v, uint32_t u, bool by_u)
{
  const RdmVrpNode *nodes = descent->nodes;

  if (nodes[u].prev == v)
    return false;
  return nodes[u].route == nodes[v].route ? rdm_vrp_descent_try_within (descent, v, u, by_u)
                                          : try_between (descent, v, u, by_u);
}
