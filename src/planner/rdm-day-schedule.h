/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The optimizer's schedule of a route, told in stops. Inside the planner.
 */
#pragma once

#include "rdm-day-model.h"
#include "rdm-schedule.h"
#include "rdm-vrp-schedule.h"

G_BEGIN_DECLS

/** rdm_breach_of: Returns: the RdmBreach that @violation is. */
guint rdm_breach_of (RdmVrpViolationKind violation);

/** rdm_step_late_s: Returns: seconds after the window, permitted or not. */
gint64 rdm_step_late_s (const RdmVrpScheduleStep *step);

/**
 * rdm_day_schedule_convert:
 * @stops: the route's list, of which @from is the schedule; those without a place take no time
 *
 * Returns: (transfer full)
 */
RdmSchedule *rdm_day_schedule_convert (const RdmDayModel *model,
                                       guint vehicle,
                                       const char *const *stops,
                                       const RdmVrpSchedule *from) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_day_schedule_try: the schedule that @vehicle would have with @stops. Returns: (transfer
 * full). */
RdmSchedule *rdm_day_schedule_try (const RdmDayModel *model,
                                   guint vehicle,
                                   const char *const *stops) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmVrpSchedule, rdm_vrp_schedule_clear)

G_END_DECLS
