/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What advice sees of a day plan beyond its public face. All is borrowed, and gone with the next
 * update.
 */
#pragma once

#include "rdm-day-model.h"
#include "rdm-day-plan.h"
#include "rdm-vrp-advice.h"

G_BEGIN_DECLS

/** rdm_day_plan_new_cancellable: as rdm_day_plan_new(); who cancels gets estimates. */
RdmDayPlan *rdm_day_plan_new_cancellable (RdmRows *rows,
                                          const char *date,
                                          RdmTravel *travel,
                                          GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

const RdmDayModel *rdm_day_plan_get_model (RdmDayPlan *self);

/** rdm_day_plan_get_desk: Returns: (transfer none): its plan is the routes as they are; whoever
 * tries something puts it back. */
RdmVrpDesk *rdm_day_plan_get_desk (RdmDayPlan *self);

/** rdm_day_plan_get_best: the best place of a block on @vehicle, remembered while the same block is
 * asked about. Returns: (transfer none) (nullable): NULL where nothing may move. */
const RdmVrpPrice *
rdm_day_plan_get_best (RdmDayPlan *self, const guint32 *tasks, guint n_tasks, guint vehicle);

G_END_DECLS
