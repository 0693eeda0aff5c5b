/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether there is a clearly better plan for what is left of the day. It is looked for in the
 * background, and never applied by itself: a person accepts it, driver by driver if they like.
 */
#pragma once

#include "rdm-live-day.h"
#include "rdm-repair.h"

G_BEGIN_DECLS

/** A plan is clearly better when it is worth this many minor units; see rdm_worth_of(). */
#define RDM_BETTER_MARGIN_MINOR 500

/**
 * RdmBetterPart: routes that can only change together; a driver each.
 * @routes: those that change
 * @words: what is saved: "LI-03, LI-05: 14 min less, 3 not late any more"
 */
typedef struct
{
  GStrv routes;
  char *words;
  RdmRepair *repair; /* with the command that accepts this part */
  gint64 worth_minor;
} RdmBetterPart;

/**
 * RdmBetterPlan: after less before.
 * @parts: (element-type RdmBetterPart): the best first; empty: there is no better plan worth a word
 * @words: for the badge: "14 min less, 3 not late any more"
 */
typedef struct
{
  GPtrArray *parts;
  char *words;
  gint64 cost_minor;
  gint64 duty_s;
  guint n_saved; /* stops that are not late any more */
  guint n_moved; /* stops that change hands */
  gint64 worth_minor;
} RdmBetterPlan;

void rdm_better_plan_free (RdmBetterPlan *self);

/** rdm_better_plan_drop: without its @i-th part, which was accepted, or cannot be any more. */
void rdm_better_plan_drop (RdmBetterPlan *self, guint i, const RdmSettings *settings);

/** rdm_better_plan_to_command: accepts all parts that are left. Returns: (transfer full). */
RdmCommand *rdm_better_plan_to_command (const RdmBetterPlan *self,
                                        const char *label) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_better_plan_find: blocks.
 * @rest: see rdm_live_day_get_rest()
 * @margin_minor: see %RDM_BETTER_MARGIN_MINOR
 * @cpu_limit_s: for the search
 *
 * Returns: (transfer full) (nullable): NULL: cancelled, or there is nothing to plan
 */
RdmBetterPlan *rdm_better_plan_find (RdmRest *rest,
                                     gint64 margin_minor,
                                     double cpu_limit_s,
                                     GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_better_plan_find_async: the same in a thread; of @day as it is now. */
void rdm_better_plan_find_async (RdmLiveDay *day,
                                 gint64 margin_minor,
                                 double cpu_limit_s,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** rdm_better_plan_find_finish: Returns: (transfer full) (nullable): NULL as above, or with an
 * error. */
RdmBetterPlan *rdm_better_plan_find_finish (GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmBetterPlan, rdm_better_plan_free)

G_END_DECLS
