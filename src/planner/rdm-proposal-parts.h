/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A proposal in parts: routes between which no stop changes hands can be accepted one without the
 * other.
 */
#pragma once

#include "rdm-proposal.h"

G_BEGIN_DECLS

/** RdmWorth: what a change does: differences, after less before, and whom it troubles. */
typedef struct
{
  gint64 cost_minor;
  gint64 late_s;
  gint64 n_late;  /* stops served after their window */
  gint64 n_left;  /* stops that nobody serves */
  gint64 n_moved; /* stops that change hands */
  gint64 n_told;  /* drivers who have to be told again */
} RdmWorth;

/** rdm_worth_of: Returns: minor units that the change is worth: what is saved, lateness, broken
 * promises and stops that do not come counted in money, less the settings' price of stability for
 * whoever is troubled.
 */
gint64 rdm_worth_of (const RdmWorth *of, const RdmSettings *settings);

/**
 * RdmProposalPart: differences are after less before.
 * @proposal: it is a part of
 * @routes: (element-type RdmRouteComparison): those that change, as the board orders them
 * @n_moved: stops that change hands
 * @n_placed: stops that had no route
 * @n_told: routes that change
 */
typedef struct
{
  RdmProposal *proposal;
  GPtrArray *routes;
  gint64 cost_minor;
  gint64 duty_s;
  gint64 distance_m;
  gint64 late_s;
  int n_late;
  guint n_moved;
  guint n_placed;
  guint n_told;
} RdmProposalPart;

/** rdm_proposal_parts: Returns: (transfer full) (element-type RdmProposalPart): as the board orders
 * their first routes. */
GPtrArray *rdm_proposal_parts (const RdmProposal *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_proposal_part_worth: Returns: see rdm_worth_of(). */
gint64 rdm_proposal_part_worth (const RdmProposalPart *self, const RdmSettings *settings);

/** rdm_proposal_part_get_lists: Returns: (transfer full) (element-type RdmRouteList): its routes as
 * they would be. */
GPtrArray *rdm_proposal_part_get_lists (const RdmProposalPart *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
