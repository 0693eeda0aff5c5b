/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Travel as the crow flies, times a detour factor, at a mean speed for each kind of vehicle.
 */
#pragma once

#include "rdm-travel.h"

G_BEGIN_DECLS

/**
 * RdmCrowRule:
 * @detour_permille: metres driven for 1,000 metres of great circle; 1000 or more
 * @speed_mm_s: mean speeds while driving, thousandths of m/s, by #RdmTravelProfile; more than 0
 */
typedef struct
{
  gint64 detour_permille;
  gint64 speed_mm_s[RDM_N_TRAVEL_PROFILES];
} RdmCrowRule;

#define RDM_TYPE_CROW_TRAVEL (rdm_crow_travel_get_type ())
G_DECLARE_FINAL_TYPE (RdmCrowTravel, rdm_crow_travel, RDM, CROW_TRAVEL, GObject)

/** rdm_crow_travel_new: Returns: (transfer full): values out of range are brought into it. */
RdmTravel *rdm_crow_travel_new (const RdmCrowRule *rule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
