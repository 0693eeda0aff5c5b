/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rest of a day from where everybody is, as a live day knows it.
 */
#pragma once

#include "rdm-live-day.h"
#include "rdm-rest.h"

G_BEGIN_DECLS

/** rdm_live_day_get_rest: Returns: (transfer full): from now on; vehicles that were reported as
 * broken down stay where they are. */
RdmRest *rdm_live_day_get_rest (RdmLiveDay *day) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_live_day_get_attempt_price: Returns: minor units: what a visit costs in the mean of the day.
 */
gint64 rdm_live_day_get_attempt_price (RdmLiveDay *day);

G_END_DECLS
