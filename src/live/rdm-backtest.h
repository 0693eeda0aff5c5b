/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days that are over, gone through again: what was the arrival time that would have been said two
 * hours before, and half an hour before, and how far was it from what happened?
 *
 * The day begins as it was driven in the end, every stop still ahead; reports come at the moment of
 * which they tell, positions at theirs. What was learned may only be of earlier days.
 */
#pragma once

#include "rdm-experience.h"
#include "rdm-position.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_BACKTEST_TWO_HOURS,
  RDM_BACKTEST_HALF_HOUR,
  RDM_N_BACKTEST_HORIZONS
} RdmBacktestHorizon;

/** RdmBacktestFigures: of arrivals that were said @horizon before; errors are absolute. */
typedef struct
{
  guint n;
  double error_p50_s;
  double error_p90_s;
  double bias_s;       /* mean of what happened less what was said: positive: came later */
  double within_share; /* came before what was said to be P90 */
} RdmBacktestFigures;

typedef struct _RdmBacktest RdmBacktest;

RdmBacktest *rdm_backtest_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_backtest_free (RdmBacktest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmBacktest, rdm_backtest_free)

/** RdmBacktestPosition: of whom it is, as for rdm_live_day_add_position(); borrows. */
typedef struct
{
  const char *source;
  RdmPosition position;
} RdmBacktestPosition;

/**
 * rdm_backtest_add_day:
 * @rows: as they were in the end
 * @travel: (nullable): as for rdm_day_plan_new(); is waited for
 * @positions: (nullable) (element-type RdmBacktestPosition): of the day
 * @experience: (nullable): of earlier days
 *
 * Goes through the day without @experience, and again with it.
 *
 * Returns: how many arrivals it had
 */
guint rdm_backtest_add_day (RdmBacktest *self,
                            RdmRows *rows,
                            const char *date,
                            RdmTravel *travel,
                            GArray *positions,
                            RdmExperience *experience);

/** rdm_backtest_get: of all days that were added. */
void rdm_backtest_get (RdmBacktest *self,
                       RdmBacktestHorizon horizon,
                       gboolean with_learning,
                       RdmBacktestFigures *figures);

/**
 * rdm_backtest_measure: what was to be expected every half hour of the next four hours, and what
 * came. Of a large day not all stops are asked for.
 * @errors: (element-type RdmEtaError): gets them
 */
void rdm_backtest_measure (
    RdmRows *rows, const char *date, RdmTravel *travel, RdmExperience *experience, GArray *errors);

/** rdm_backtest_morning: Returns: (transfer full): the rows as they were when nobody had set out.
 */
RdmRows *rdm_backtest_morning (RdmRows *rows, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_backtest_list_days: Returns: (transfer full): the days of @rows on which routes ended. */
GStrv rdm_backtest_list_days (RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
