/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrival times as JSON: what desks and drivers are told of a day that is being driven.
 */
#pragma once

#include "rdm-hub-live-fleet.h"
#include "rdm-live-day.h"

G_BEGIN_DECLS

/**
 * rdm_hub_times_of_day_new: of the routes of @live that are out, as they are at its "now":
 * {"route", "drivers", "end_p50", "end_p90", "stops": [{"stop", "p50", "p90", "begin_p50",
 * "begin_p90", "planned", "window_end", "late"}, …]}: instants in ms, UTC; "late" a chance of 0 to
 * 1.
 * @failure: (nullable): where travel times are from, if that is not where they should be
 * @seq, @moves: the last operation and position that are in them
 *
 * Returns: (transfer full)
 */
RdmHubTimesOfDay *rdm_hub_times_of_day_new (RdmLiveDay *live,
                                            const char *failure,
                                            gint64 seq,
                                            gint64 moves) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_times_of_day_free (RdmHubTimesOfDay *self);

/** rdm_hub_times_print: Returns: (transfer full): {"now", "days": [{"date", …, "routes": […]}]}.
 * @days: (nullable) (element-type RdmHubTimesOfDay)
 * @date: (nullable): of that day alone
 * @driver: (nullable): that driver's routes alone */
char *rdm_hub_times_print (GPtrArray *days, const char *date, const char *driver, gint64 now_ms)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
