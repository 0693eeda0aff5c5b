/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Visits that did not succeed: how many there were, what they cost, and when the next one is
 * likelier to.
 */
#pragma once

#include "rdm-day-plan.h"

G_BEGIN_DECLS

/** RdmBetterHour: seconds of the day; @n visits to the address were at that hour, and in @n_good of
 * them somebody was there. */
typedef struct
{
  gint32 from_s;
  gint32 to_s;
  guint n_good;
  guint n;
} RdmBetterHour;

/**
 * rdm_reattempt_suggest: two hours in which visits to the same address succeeded more often than at
 * other times.
 * @after_s: not before
 *
 * Returns: FALSE: nobody knows
 */
gboolean
rdm_reattempt_suggest (RdmRows *rows, const char *stop, gint32 after_s, RdmBetterHour *better);

/** RdmReattempts: @cost_minor: of the failed visits on the plan's day: what their detours came to.
 */
typedef struct
{
  guint n_failed;
  guint n_today;
  gint64 cost_minor;
  gint64 duty_s;
  gint64 distance_m;
} RdmReattempts;

/** rdm_reattempts_count: of @stop. */
void rdm_reattempts_count (RdmDayPlan *plan, const char *stop, RdmReattempts *result);

G_END_DECLS
