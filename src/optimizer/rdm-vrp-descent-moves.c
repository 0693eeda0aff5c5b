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
#include "rdm-vrp-descent-sides-private.h"

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

/* One step of each of two routes that a move joins, with all that is asked of them again and
 * again. */
typedef struct
{
  uint32_t mover;
  uint32_t host;
  const RdmVrpLoop *from; /* mover's route */
  const RdmVrpLoop *to;   /* host's route */
  int64_t arc;            /* cost of joining them */
  int64_t slack;          /* what both routes pay in penalties */
  bool by_mover;          /* one of many with the same mover, rather than with the same host */
} Pair;

/* Any exchange, with what it costs worked out from nothing: for routes of different tariffs. Pieces
 * from the mover to this side go beside the host, and some from there come back. */
static inline __attribute__ ((always_inline)) void
try_unlike (
    const RdmVrpDescent *descent, RdmVrpBest *best, uint32_t mover, uint32_t host, RdmVrpSide side)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  uint32_t ra = nodes[mover].route;
  uint32_t rb = nodes[host].route;
  uint32_t p = rdm_vrp_beside (&nodes[mover], rdm_vrp_other_side (side));
  uint32_t y = rdm_vrp_beside (&nodes[host], side);
  uint32_t last = mover;

  for (uint32_t i = 1; i <= RDM_VRP_LONGEST_PIECE && last < n; i++)
    {
      uint32_t x = rdm_vrp_beside (&nodes[last], side);
      uint32_t last_y = y;

      try_exchange (descent, best, ra, rdm_vrp_splice_at (p, 0, 0, 0, x, side, side), rb,
                    rdm_vrp_splice_at (host, mover, last, i, y, side, side));
      for (uint32_t j = 1; j <= i && j < MOST_BACK && last_y < n; j++)
        {
          uint32_t z = rdm_vrp_beside (&nodes[last_y], side);

          try_exchange (descent, best, ra, rdm_vrp_splice_at (p, y, last_y, j, x, side, side), rb,
                        rdm_vrp_splice_at (host, mover, last, i, z, side, side));
          last_y = z;
        }
      last = x;
    }
}

/* What follows is for routes of one tariff. An exchange of two pieces is two exchanges of ends: its
 * price is the sum of both, and what a piece leaves behind is known, so most moves are ruled out
 * before a matrix is looked at. */

/* The arc between a, a step of the mover's route, and b on this side of it, one of the host's. The
 * matrix is read by who stays the same, so that its rows stay in the cache. */
static inline int64_t
arc_to (const RdmVrpDescent *descent, const Pair *pair, uint32_t a, uint32_t b, RdmVrpSide side)
{
  bool is_ahead = side == RDM_VRP_AHEAD;

  return is_ahead == pair->by_mover
             ? rdm_vrp_arc_cost (descent, pair->to, is_ahead ? a : b, is_ahead ? b : a)
             : rdm_vrp_arc_cost_in (descent, pair->to, is_ahead ? a : b, is_ahead ? b : a);
}

static inline void
consider_pair (const RdmVrpDescent *descent,
               RdmVrpBest *best,
               const Pair *pair,
               int64_t delta,
               const RdmVrpSplice *a,
               const RdmVrpSplice *b)
{
  consider (descent, best, delta, (uint32_t)(pair->from - descent->routes), a,
            (uint32_t)(pair->to - descent->routes), b);
}

/* The n steps from the mover to `last`, on its `side`, go to between the host and the step on its
 * `hole`. `delta`: without the arc from there to `last`. */
static inline void
try_piece (const RdmVrpDescent *descent,
           RdmVrpBest *best,
           const Pair *pair,
           int64_t delta,
           uint32_t last,
           uint32_t n,
           RdmVrpSide side,
           RdmVrpSide hole)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t p = rdm_vrp_beside (&nodes[pair->mover], rdm_vrp_other_side (side));
  uint32_t x = rdm_vrp_beside (&nodes[last], side);
  uint32_t y = rdm_vrp_beside (&nodes[pair->host], hole);
  RdmVrpSplice a = rdm_vrp_splice_at (p, 0, 0, 0, x, side, side);
  RdmVrpSplice b = rdm_vrp_splice_at (pair->host, pair->mover, last, n, y, side, hole);

  if (pair->to->n == 0)
    delta += pair->to->opening;
  if (p >= descent->n && x >= descent->n)
    delta -= pair->from->opening;
  if (delta - pair->slack >= best->value)
    return;
  delta += arc_to (descent, pair, last, y, hole);
  if (delta - pair->slack < best->value)
    consider_pair (descent, best, pair, delta, &a, &b);
}

/* Pieces from the mover to this side go beside the host, or change places with steps there. `ends`:
 * what it costs that both routes go on with the other's rest. */
static inline __attribute__ ((always_inline)) void
try_pieces (
    const RdmVrpDescent *descent, RdmVrpBest *best, const Pair *pair, int64_t ends, RdmVrpSide side)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  uint32_t p = rdm_vrp_beside (&nodes[pair->mover], rdm_vrp_other_side (side));
  uint32_t y = rdm_vrp_beside (&nodes[pair->host], side);
  int64_t more = pair->arc - rdm_vrp_leg (&nodes[pair->host], side);
  uint32_t last = pair->mover;

  for (uint32_t i = 1; i <= RDM_VRP_LONGEST_PIECE && last < n; i++)
    {
      uint32_t x = rdm_vrp_beside (&nodes[last], side);
      uint32_t last_y = y;

      try_piece (descent, best, pair,
                 more - nodes[side == RDM_VRP_AHEAD ? pair->mover : last].gains[i - 1], last, i,
                 side, side);
      for (uint32_t j = 1; j <= i && j < MOST_BACK && last_y < n && 2 * ends < pair->slack; j++)
        {
          uint32_t z = rdm_vrp_beside (&nodes[last_y], side);
          int64_t delta =
              ends - rdm_vrp_leg (&nodes[last], side) - rdm_vrp_leg (&nodes[last_y], side);

          if (delta - pair->slack < best->value)
            {
              RdmVrpSplice a = rdm_vrp_splice_at (p, y, last_y, j, x, side, side);
              RdmVrpSplice b = rdm_vrp_splice_at (pair->host, pair->mover, last, i, z, side, side);

              delta += arc_to (descent, pair, last, z, side)
                       + arc_to (descent, pair, x, last_y, rdm_vrp_other_side (side));
              if (delta - pair->slack < best->value)
                consider_pair (descent, best, pair, delta, &a, &b);
            }
          last_y = z;
        }
      last = x;
    }
}

/* A piece that ends with the mover goes after the host, turned round. */
static inline void
try_reversed (const RdmVrpDescent *descent, RdmVrpBest *best, const Pair *pair)
{
  const RdmVrpNode *nodes = descent->nodes;
  const RdmVrpNode *u = &nodes[pair->mover];
  int64_t more = pair->arc - nodes[pair->host].leg_out;
  uint32_t first = u->prev;

  for (uint32_t i = 2; i <= RDM_VRP_LONGEST_PIECE && first < descent->n; i++)
    {
      const RdmVrpNode *node = &nodes[first];

      try_piece (descent, best, pair,
                 more - node->gains[i - 1] + (u->back - node->back) - (u->cost - node->cost), first,
                 i, RDM_VRP_BACK, RDM_VRP_AHEAD);
      first = node->prev;
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

static inline __attribute__ ((always_inline)) void
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
  Pair u_moves = { u, v, a, b, arc, slack, by_u };
  Pair v_moves = { v, u, b, a, arc, slack, !by_u };

  if (2 * ends < slack || arc - leg_v - nodes[u].gain_ahead < slack || has_border)
    try_pieces (descent, best, &u_moves, ends, RDM_VRP_AHEAD);
  if (arc - leg_v - nodes[u].gain_back < slack || has_border)
    try_reversed (descent, best, &u_moves);
  if (v < descent->n
      && (2 * ends < slack || arc - leg_u - nodes[v].gain_back < slack
          || b->n <= RDM_VRP_LONGEST_PIECE))
    try_pieces (descent, best, &v_moves, ends, RDM_VRP_BACK);
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
    {
      try_unlike (descent, &best, u, v, RDM_VRP_AHEAD);
      try_unlike (descent, &best, v, u, RDM_VRP_BACK);
    }
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
