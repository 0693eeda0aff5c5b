/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The road net as a graph of turns. A node is an arc that a vehicle is on, and what it must not
 * forget: the restriction of which it has driven a part, and whether it is on its last stretch.
 *
 * Roads that are only for those who have something to do there are two nodes: one for who has not
 * yet left, from which one may go anywhere, and one for who arrives, from which there is no way
 * back to roads for everybody. So nobody goes through, and nobody who stops there pays for it.
 */
#pragma once

#include "rdm-turn-rules.h"

G_BEGIN_DECLS

/**
 * RdmExpansion:
 * @arc: (array) n_nodes: of the net
 * @is_arrival: (array) n_nodes: the last stretch has begun
 * @first_turn: (array) n_nodes + 1: slices of the arrays by turn
 * @turn_head: (array) n_turns: the node after it
 * @turn_ms: (array) n_turns: what the turn costs
 * @turn_closed: (array) n_turns: bits by RdmTravelPeriod
 */
typedef struct
{
  guint32 n_nodes;
  guint32 *arc;
  guint8 *is_arrival;
  guint32 n_turns;
  guint32 *first_turn;
  guint32 *turn_head;
  guint32 *turn_ms;
  guint8 *turn_closed;
} RdmExpansion;

RdmExpansion *rdm_expansion_new (const RdmProfile *profile,
                                 const RdmRoadNet *net,
                                 const RdmTurnRules *rules) G_GNUC_WARN_UNUSED_RESULT;
void rdm_expansion_free (RdmExpansion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmExpansion, rdm_expansion_free)

/**
 * rdm_expansion_new_connected: finds the largest part of the net in which every road leads to every
 * other. What is not in it is only reached on a last stretch: its access is changed in @net to
 * that.
 *
 * Returns: (transfer full): the expansion of @net as it is afterwards
 */
RdmExpansion *rdm_expansion_new_connected (const RdmProfile *profile,
                                           RdmRoadNet *net,
                                           const RdmTurnRules *rules) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  RDM_ARC_LEAVES = 1 << 0,  /* from it one comes to the main part */
  RDM_ARC_ARRIVES = 1 << 1, /* one comes to it from the main part */
} RdmArcReach;

/** rdm_expansion_reach: Returns: (transfer full) (array) n_arcs of @net: bits of RdmArcReach. */
guint8 *rdm_expansion_reach (const RdmExpansion *self,
                             const RdmRoadNet *net) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_turn_angle: Returns: degrees between two bearings: 0 straight on, to the right positive, to
 * the left negative, 180 back. */
double rdm_turn_angle (double bearing_in, double bearing_out);

G_END_DECLS
