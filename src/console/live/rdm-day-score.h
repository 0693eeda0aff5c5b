/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a simulated day came to, beside what was planned, and beside the same day driven again: with
 * nobody at the desk, and with somebody who always takes the first suggestion.
 */
#pragma once

#include "rdm-play-prepare.h"
#include "rdm-sim-figures.h"

G_BEGIN_DECLS

/** Who else might have sat at the desk. */
typedef enum
{
  RDM_DAY_RIVAL_NOBODY,
  RDM_DAY_RIVAL_FIRST, /* always takes the first suggestion */
  RDM_N_DAY_RIVALS
} RdmDayRival;

/**
 * RdmDayScore: refcounted; written to in the main thread alone.
 * @until_ms: UTC: when somebody broke it off, and so do the others; 0: it went on to its end
 * @n_mishaps: by kind: those that made a difference
 * @rivals: what they made of it, where @is_known
 * @permille: atomic: how far they are
 */
typedef struct
{
  RdmPlayStart *start;
  gint64 until_ms;
  RdmSimFigures figures;
  guint n_mishaps[RDM_N_MISHAP_KINDS];
  RdmSimFigures rivals[RDM_N_DAY_RIVALS];
  gboolean is_known[RDM_N_DAY_RIVALS];
  int permille[RDM_N_DAY_RIVALS];
} RdmDayScore;

/** rdm_day_score_new: of @sim, which began with @start. @until_ms: see RdmDayScore. */
RdmDayScore *
rdm_day_score_new (RdmPlayStart *start, RdmSim *sim, gint64 until_ms) G_GNUC_WARN_UNUSED_RESULT;
RdmDayScore *rdm_day_score_ref (RdmDayScore *self);
void rdm_day_score_unref (RdmDayScore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmDayScore, rdm_day_score_unref)

/** rdm_day_score_count_bad: Returns: stops that were late, failed, or that nobody tried. */
guint rdm_day_score_count_bad (const RdmSimFigures *figures);

/** rdm_day_score_compare: drives the day again with @rival at the desk, in a thread. */
void rdm_day_score_compare (RdmDayScore *self,
                            RdmDayRival rival,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** rdm_day_score_compare_finish: Returns: whether @rival is known now; FALSE: cancelled. */
gboolean rdm_day_score_compare_finish (RdmDayScore *self, GAsyncResult *result);

G_END_DECLS
