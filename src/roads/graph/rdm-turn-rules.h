/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which turns are not allowed: sequences of arcs that nobody may drive, and an automaton that knows
 * how much of one a vehicle has driven already (Aho, Corasick, 1975).
 */
#pragma once

#include "rdm-road-net.h"

G_BEGIN_DECLS

typedef struct _RdmTurnRules RdmTurnRules;

RdmTurnRules *rdm_turn_rules_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_turn_rules_free (RdmTurnRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTurnRules, rdm_turn_rules_free)

/**
 * rdm_turn_rules_forbid:
 * @arcs: (array) n_arcs: two or more that follow one another
 * @periods: bits by RdmTravelPeriod: when
 */
void rdm_turn_rules_forbid (RdmTurnRules *self, const guint32 *arcs, guint n_arcs, guint periods);

/** rdm_turn_rules_finish: all has been forbidden. */
void rdm_turn_rules_finish (RdmTurnRules *self);

/**
 * rdm_turn_rules_go: 0 is the state of who has driven nothing that matters.
 * @arc: the next one
 *
 * Returns: the state afterwards
 */
guint32 rdm_turn_rules_go (const RdmTurnRules *self, guint32 state, guint32 arc);

/** rdm_turn_rules_is_long: whether @state knows more than the arc it is on. */
gboolean rdm_turn_rules_is_long (const RdmTurnRules *self, guint32 state);

/** rdm_turn_rules_forbidden: Returns: bits by RdmTravelPeriod: when @arc may not be next. */
guint rdm_turn_rules_forbidden (const RdmTurnRules *self, guint32 state, guint32 arc);

/** rdm_turn_rules_read: the restrictions that an extract has for a vehicle on a net. Returns:
 * (transfer full): finished. */
RdmTurnRules *rdm_turn_rules_read (const RdmProfile *profile,
                                   const RdmRoadNet *net) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
