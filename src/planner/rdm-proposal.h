/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A proposal: routes as they could be, beside the routes as they are.
 */
#pragma once

#include "rdm-advice.h"
#include "rdm-command.h"
#include "rdm-day-plan.h"

G_BEGIN_DECLS

/** RdmRouteComparison: a route before and after. */
typedef struct
{
  char *route;
  GStrv before; /* stops */
  GStrv after;
  RdmSchedule *schedule_before;
  RdmSchedule *schedule_after;
  guint n_in; /* stops that come from elsewhere */
  guint n_out;
  gboolean changed; /* another list */
} RdmRouteComparison;

/**
 * RdmUnassigned: a stop that stays in the tray, and why.
 * @reason: one or two sentences
 * @why_not: (element-type RdmWhyNot): a route each, the least obstacle first. Empty for stops
 *   without a place, and beyond the first few dozen: rdm_advice_why_not() says more.
 */
typedef struct
{
  char *stop;
  char *reason;
  GPtrArray *why_not;
} RdmUnassigned;

/**
 * RdmProposal: never written again once made.
 * @routes: (element-type RdmRouteComparison): every route of the day, as the board orders them
 * @before: of the whole day
 * @after: likewise
 * @moved: stops that had a route, and have another, or none, afterwards
 * @placed: stops that had none
 * @unassigned: (element-type RdmUnassigned): the most urgent first
 * @without_place: open stops of the day that wait for a pin, and so were not planned
 * @estimated: by estimated travel times
 * @notice: where travel times come from
 * @cancelled: the best until somebody said stop
 */
typedef struct
{
  char *date;
  GPtrArray *routes;
  RdmFigures before;
  RdmFigures after;
  GStrv moved;
  GStrv placed;
  GPtrArray *unassigned;
  GStrv without_place;
  gboolean estimated;
  char *notice;
  gboolean cancelled;
  double elapsed_s;
} RdmProposal;

RdmProposal *rdm_proposal_ref (RdmProposal *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_proposal_unref (RdmProposal *self);

/** rdm_proposal_is_empty: whether no route would change. */
gboolean rdm_proposal_is_empty (const RdmProposal *self);

/** rdm_proposal_find: Returns: (nullable): the comparison of @route. */
const RdmRouteComparison *rdm_proposal_find (const RdmProposal *self, const char *route);

/** rdm_proposal_get_lists: Returns: (transfer full) (element-type RdmRouteList): the changed routes
 * as they would be, for a preview. */
GPtrArray *rdm_proposal_get_lists (const RdmProposal *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_proposal_to_command: one command for all of it, one undo. It expects the routes as the search
 * saw them.
 * @label: (nullable): "Plan all"
 *
 * Returns: (transfer full): empty when no route would change
 */
RdmCommand *rdm_proposal_to_command (const RdmProposal *self,
                                     const char *label) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmProposal, rdm_proposal_unref)

G_END_DECLS
