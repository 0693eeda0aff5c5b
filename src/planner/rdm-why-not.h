/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Obstacles in words. Inside the planner.
 */
#pragma once

#include "rdm-advice.h"
#include "rdm-day-model.h"

G_BEGIN_DECLS

/** rdm_why_not_sentence: Returns: (transfer full): "LI-07 could at 16:40 if the window were 20 min
 * longer." */
char *rdm_why_not_sentence (const RdmWhyNot *self,
                            const char *own_stop,
                            const RdmModelRoute *route,
                            const char *currency,
                            RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_why_unassigned_sentence: @entry: (nullable). @answers: (element-type RdmWhyNot): the least
 * obstacle first. Returns: (transfer full) */
char *rdm_why_unassigned_sentence (const RdmModelStop *entry,
                                   GPtrArray *answers) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
