/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a vehicle is and when things will be, in words.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-live-day.h"

G_BEGIN_DECLS

/** rdm_vehicle_text_age: Returns: (transfer full): "12 s", "3 min". */
char *rdm_vehicle_text_age (gint64 age_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_vehicle_text_label: Returns: (transfer full): "AU-03", and where its position is a minute
 * old or more, "AU-03 · 3 min". */
char *rdm_vehicle_text_label (const RdmDeskRoute *route,
                              const RdmLiveVehicle *vehicle) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_vehicle_text_describe: Returns: (transfer full): "on the way, 38 km/h, heard of 12 s ago",
 * with the cause where there is no news; then the next stop and when. */
char *rdm_vehicle_text_describe (RdmDesk *desk,
                                 const RdmLiveVehicle *vehicle) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_eta_text_describe: Returns: (transfer full): "expected 10:42, by 10:51 at the latest (9 of
 * 10); late with a chance of 20 %". */
char *rdm_eta_text_describe (RdmDesk *desk, const RdmEta *eta) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
