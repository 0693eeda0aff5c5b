/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A route's list out of the optimizer's steps. Inside the planner.
 */
#pragma once

#include "rdm-day-model.h"

G_BEGIN_DECLS

/**
 * rdm_lists_weave: the stops of @steps in their order, and of @old those that the optimizer cannot
 * know, each behind the stop that it was behind.
 * @steps: (array) task indices
 *
 * Returns: (transfer full)
 */
GStrv rdm_lists_weave (const RdmDayModel *model,
                       const char *const *old,
                       const gint32 *steps,
                       guint n_steps) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
