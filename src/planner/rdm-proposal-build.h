/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compares a day with the same day under other lists. Inside the planner.
 */
#pragma once

#include "rdm-proposal.h"

G_BEGIN_DECLS

/**
 * rdm_proposal_build:
 * @before: the day as it is
 * @lists: (element-type GStrv): by route of @before, in its order: the stops as they would be
 * @with_reasons: with what stays in the tray, and why: that takes longer than a short search
 *
 * Returns: (transfer full)
 */
RdmProposal *rdm_proposal_build (RdmDayPlan *before,
                                 GPtrArray *lists,
                                 gboolean with_reasons) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rows_copy: Returns: (transfer full): rows in memory that are the same as @rows, and go their
 * own way. */
RdmRows *rdm_rows_copy (RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
