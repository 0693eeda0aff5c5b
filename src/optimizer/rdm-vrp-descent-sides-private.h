/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two sides of a step in its route. A move seen from its other end is the same move with the
 * sides changed, so each is written once. Inlined, with the side known, nothing is left of it. */
#pragma once

#include "rdm-vrp-descent-private.h"

/* Towards the begin of the route, or towards its end. */
typedef enum
{
  RDM_VRP_BACK,
  RDM_VRP_AHEAD,
} RdmVrpSide;

static inline RdmVrpSide
rdm_vrp_other_side (RdmVrpSide side)
{
  return side == RDM_VRP_AHEAD ? RDM_VRP_BACK : RDM_VRP_AHEAD;
}

static inline uint32_t
rdm_vrp_beside (const RdmVrpNode *node, RdmVrpSide side)
{
  return side == RDM_VRP_AHEAD ? node->next : node->prev;
}

static inline int64_t
rdm_vrp_leg (const RdmVrpNode *node, RdmVrpSide side)
{
  return side == RDM_VRP_AHEAD ? node->leg_out : node->leg_in;
}

/* What the best piece that goes from here to this side leaves behind. */
static inline int64_t
rdm_vrp_most_gain (const RdmVrpNode *node, RdmVrpSide side)
{
  return side == RDM_VRP_AHEAD ? node->gain_ahead : node->gain_back;
}

/* The piece between head and tail, which has n steps from `first` to `side`, as
 * a part of its new route; `hole` is the side of `head` on which it is put. */
static inline RdmVrpSplice
rdm_vrp_splice_at (uint32_t head,
                   uint32_t first,
                   uint32_t last,
                   uint32_t n,
                   uint32_t tail,
                   RdmVrpSide side,
                   RdmVrpSide hole)
{
  if (hole == RDM_VRP_AHEAD)
    return (RdmVrpSplice){ head, first, last, n, tail, side == RDM_VRP_BACK };
  return (RdmVrpSplice){ tail, last, first, n, head, side == RDM_VRP_AHEAD };
}
