/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drivers who are expected to drive slower, or faster, than travel times say: today, for the rest
 * of a day. Inside the planner.
 */
#pragma once

#include "rdm-day-plan.h"

G_BEGIN_DECLS

/** rdm_pace_permille: Returns: @pace, driving time for a second of the plan's, in thousandths, in
 * steps; 1000 where it is no number. */
int rdm_pace_permille (double pace);

/**
 * rdm_day_plan_take_paces: to be told before anything is asked of @self, which must be one that no
 * update reaches.
 * @paces: (nullable) (element-type utf8 int): by route: thousandths, as of rdm_pace_permille();
 * who is not among them drives as planned
 */
void rdm_day_plan_take_paces (RdmDayPlan *self, GHashTable *paces);

/** rdm_day_plan_take_paces_of: likewise, those of @other. */
void rdm_day_plan_take_paces_of (RdmDayPlan *self, RdmDayPlan *other);

G_END_DECLS
