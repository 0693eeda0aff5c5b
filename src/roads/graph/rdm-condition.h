/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values that hold under conditions: "no @ (Mo-Fr 07:00-09:00); delivery @ (weight>7.5)".
 */
#pragma once

#include "rdm-profile.h"

G_BEGIN_DECLS

#define RDM_ALL_PERIODS ((1u << RDM_N_TRAVEL_PERIODS) - 1)

/**
 * RdmCondition: when something holds for a vehicle.
 * @periods: bits by RdmTravelPeriod; 0: never, or it says something that we cannot know (weather)
 * @last_stretch: only for those who have something to do there
 */
typedef struct
{
  guint periods;
  gboolean last_stretch;
} RdmCondition;

/**
 * rdm_condition_next: takes the next clause of a conditional value.
 * @at: (inout): where to read on
 * @value: (out) (transfer full): what holds
 *
 * Returns: FALSE: there are no more
 */
gboolean rdm_condition_next (const char **at,
                             const RdmProfile *profile,
                             char **value,
                             RdmCondition *condition);

G_END_DECLS
