/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moves between two routes where all arcs cost the same both ways, all vehicles drive alike,
 * and no window is in the way. Then a route may be read from either end, and what a move changes in
 * loads is known before a matrix is looked at.
 *
 * All moves join u and v, on whichever side of each; a side is towards the begin or the end of its
 * route. With p beside u and y beside v on the sides that are given up:
 *
 *   ends:    u … and v … are joined, and p … and y …: one route may have to be read backwards
 *   pieces:  u and up to two steps away from p go between v and y; of the steps from y on as many
 *            may come back to between p and what is left */
#include "rdm-vrp-descent-sides-private.h"

/* Pieces that come back for one that goes are shorter than this. */
#define MOST_BACK 3

/* The two ends of the new arc, with all that is asked of them again and again. */
typedef struct
{
  uint32_t u;
  uint32_t v;
  bool has_border; /* a move may open a route, or empty one */
  int64_t arc;
  const RdmVrpLoop *a; /* u's route */
  const RdmVrpLoop *b; /* v's route */
} Pair;

/* What penalties change when the loads of both routes are these. */
static inline int64_t
penalty_change (const RdmVrpDescent *descent, const Pair *pair, int64_t load_a, int64_t load_b)
{
  return rdm_vrp_load_penalty (descent, pair->a, load_a)
         + rdm_vrp_load_penalty (descent, pair->b, load_b) - pair->a->penalty - pair->b->penalty;
}

static inline void
note_pieces (const RdmVrpDescent *descent,
             RdmVrpBest *best,
             const Pair *pair,
             int64_t value,
             const RdmVrpSplice *a,
             const RdmVrpSplice *b)
{
  if (value >= best->value)
    return;
  if (!rdm_vrp_splice_is_allowed (descent, (uint32_t)(pair->a - descent->routes), a)
      || !rdm_vrp_splice_is_allowed (descent, (uint32_t)(pair->b - descent->routes), b))
    return;
  *best = (RdmVrpBest){ .value = value, .a = *a, .b = *b };
}

/* Pieces that begin with u, away from its `side`, go to v's `hole`. */
static inline __attribute__ ((always_inline)) void
try_pieces (
    const RdmVrpDescent *descent, RdmVrpBest *best, Pair pair, RdmVrpSide side, RdmVrpSide hole)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  RdmVrpSide away = rdm_vrp_other_side (side);
  uint32_t p = rdm_vrp_beside (&nodes[pair.u], side);
  uint32_t y = rdm_vrp_beside (&nodes[pair.v], hole);
  int64_t more =
      pair.arc - rdm_vrp_leg (&nodes[pair.v], hole) + (pair.b->n == 0 ? pair.b->opening : 0);
  int64_t load = 0;
  uint32_t last = pair.u;

  for (uint32_t i = 1; i <= RDM_VRP_LONGEST_PIECE && last < n; i++)
    {
      uint32_t x = rdm_vrp_beside (&nodes[last], away);
      int64_t value = more - nodes[away == RDM_VRP_AHEAD ? pair.u : last].gains[i - 1]
                      - (p >= n && x >= n ? pair.a->opening : 0);

      load += nodes[last].demand;
      if ((i > 1 || side == RDM_VRP_BACK) && value - pair.a->penalty < best->value)
        {
          value += penalty_change (descent, &pair, pair.a->load - load, pair.b->load + load);
          if (value < best->value)
            {
              RdmVrpSplice a = rdm_vrp_splice_at (p, 0, 0, 0, x, away, away);
              RdmVrpSplice b = rdm_vrp_splice_at (pair.v, pair.u, last, i, y, away, hole);

              value += rdm_vrp_arc_cost (descent, pair.a, last, y);
              note_pieces (descent, best, &pair, value, &a, &b);
            }
        }
      last = x;
    }
}

/* The same, and steps from y on come back. `ends`: what joining u with v and p with y costs. */
static inline __attribute__ ((always_inline)) void
try_exchanges (const RdmVrpDescent *descent,
               RdmVrpBest *best,
               Pair pair,
               RdmVrpSide side,
               RdmVrpSide hole,
               int64_t ends)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  RdmVrpSide away = rdm_vrp_other_side (side);
  uint32_t p = rdm_vrp_beside (&nodes[pair.u], side);
  uint32_t y = rdm_vrp_beside (&nodes[pair.v], hole);
  int64_t slack = pair.a->penalty + pair.b->penalty;
  int64_t load = 0;
  uint32_t last = pair.u;

  for (uint32_t i = 1; i <= RDM_VRP_LONGEST_PIECE && last < n; i++)
    {
      uint32_t x = rdm_vrp_beside (&nodes[last], away);
      int64_t back = 0;
      uint32_t last_y = y;

      load += nodes[last].demand;
      for (uint32_t j = 1; j <= i && j < MOST_BACK && last_y < n; j++)
        {
          uint32_t z = rdm_vrp_beside (&nodes[last_y], hole);
          int64_t value =
              ends - rdm_vrp_leg (&nodes[last], away) - rdm_vrp_leg (&nodes[last_y], hole);

          back += nodes[last_y].demand;
          if (value - slack < best->value)
            value += penalty_change (descent, &pair, pair.a->load - load + back,
                                     pair.b->load + load - back);
          if (value < best->value)
            value += rdm_vrp_arc_cost (descent, pair.a, last, z);
          if (value < best->value)
            {
              RdmVrpSplice a = rdm_vrp_splice_at (p, y, last_y, j, x, hole, away);
              RdmVrpSplice b = rdm_vrp_splice_at (pair.v, pair.u, last, i, z, away, hole);

              value += rdm_vrp_arc_cost (descent, pair.a, last_y, x);
              note_pieces (descent, best, &pair, value, &a, &b);
            }
          last_y = z;
        }
      last = x;
    }
}

/* u and v are joined, and p and y. */
static inline __attribute__ ((always_inline)) void
try_ends (const RdmVrpDescent *descent,
          RdmVrpBest *best,
          const Pair *pair,
          RdmVrpSide side,
          RdmVrpSide hole,
          int64_t ends)
{
  const RdmVrpNode *nodes = descent->nodes;
  uint32_t n = descent->n;
  uint32_t u = pair->u;
  uint32_t v = pair->v;
  uint32_t p = rdm_vrp_beside (&nodes[u], side);
  uint32_t y = rdm_vrp_beside (&nodes[v], hole);
  /* Loads of u's and v's parts, which come together. */
  int64_t load_u =
      side == RDM_VRP_AHEAD ? nodes[u].load : pair->a->load - nodes[u].load + nodes[u].demand;
  int64_t load_v =
      hole == RDM_VRP_AHEAD ? nodes[v].load : pair->b->load - nodes[v].load + nodes[v].demand;
  int64_t more;

  if (pair->a->kin != pair->b->kin)
    return;
  more = penalty_change (descent, pair, pair->a->load + pair->b->load - load_u - load_v,
                         load_u + load_v);
  if (p >= n && y >= n)
    more -= pair->a->opening;
  if (pair->b->n == 0)
    more += pair->b->opening;
  if (ends + more >= best->value)
    return;
  best->value = ends + more;
  best->is_turned = side == hole;
  if (side == hole)
    {
      best->turned[0] = side == RDM_VRP_AHEAD ? v : p;
      best->turned[1] = side == RDM_VRP_AHEAD ? u : y;
      return;
    }
  best->a =
      (RdmVrpSplice){ side == RDM_VRP_BACK ? p : u, 0, 0, 0, side == RDM_VRP_BACK ? y : v, false };
  best->b =
      (RdmVrpSplice){ side == RDM_VRP_BACK ? v : y, 0, 0, 0, side == RDM_VRP_BACK ? u : p, false };
}

/* Whether a piece from u on, away from its `side`, can pay at v's `hole`: not if what it leaves
 * behind is too little, or already its first step too heavy. */
static inline bool
may_pay (const RdmVrpDescent *descent, const Pair *pair, RdmVrpSide side, RdmVrpSide hole)
{
  const RdmVrpNode *u = &descent->nodes[pair->u];

  return pair->has_border
         || pair->arc - rdm_vrp_leg (&descent->nodes[pair->v], hole)
                    - rdm_vrp_most_gain (u, rdm_vrp_other_side (side))
                    + rdm_vrp_load_penalty (descent, pair->b, pair->b->load + u->demand)
                < pair->a->penalty + pair->b->penalty;
}

static inline __attribute__ ((always_inline)) void
try_sides (const RdmVrpDescent *descent,
           RdmVrpBest *best,
           const Pair *pair,
           RdmVrpSide side,
           RdmVrpSide hole)
{
  const RdmVrpNode *u = &descent->nodes[pair->u];
  const RdmVrpNode *v = &descent->nodes[pair->v];
  Pair turned = { pair->v, pair->u, pair->has_border, pair->arc, pair->b, pair->a };
  int64_t slack = pair->a->penalty + pair->b->penalty;
  int64_t ends = pair->arc - rdm_vrp_leg (u, side) - rdm_vrp_leg (v, hole);
  bool is_task = pair->v < descent->n;

  if (ends < slack || pair->has_border)
    {
      ends +=
          rdm_vrp_arc_cost (descent, pair->a, rdm_vrp_beside (u, side), rdm_vrp_beside (v, hole));
      if (ends < slack || pair->has_border)
        try_ends (descent, best, pair, side, hole, ends);
      if (2 * ends < slack)
        {
          try_exchanges (descent, best, *pair, side, hole, ends);
          if (is_task)
            try_exchanges (descent, best, turned, hole, side, ends);
        }
    }
  if (may_pay (descent, pair, side, hole))
    try_pieces (descent, best, *pair, side, hole);
  if (is_task && may_pay (descent, &turned, hole, side))
    try_pieces (descent, best, turned, hole, side);
}

bool
rdm_vrp_descent_try_pair (RdmVrpDescent *descent, uint32_t u, uint32_t v, int64_t arc)
{
  const RdmVrpNode *nodes = descent->nodes;
  const RdmVrpLoop *a = &descent->routes[nodes[u].route];
  const RdmVrpLoop *b = &descent->routes[nodes[v].route];
  Pair pair = { u, v, a->n <= RDM_VRP_LONGEST_PIECE || b->n <= RDM_VRP_LONGEST_PIECE, arc, a, b };
  RdmVrpBest best = { 0 };

  descent->n_priced += 28;
  try_sides (descent, &best, &pair, RDM_VRP_BACK, RDM_VRP_AHEAD);
  if (v < descent->n)
    {
      try_sides (descent, &best, &pair, RDM_VRP_AHEAD, RDM_VRP_BACK);
      try_sides (descent, &best, &pair, RDM_VRP_AHEAD, RDM_VRP_AHEAD);
      try_sides (descent, &best, &pair, RDM_VRP_BACK, RDM_VRP_BACK);
    }
  else
    try_sides (descent, &best, &pair, RDM_VRP_AHEAD, RDM_VRP_AHEAD);
  if (best.value >= 0)
    return false;
  rdm_vrp_descent_make (descent, &best);
  return true;
}
