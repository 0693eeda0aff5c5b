/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Single drives of a day: for whoever follows a route while it is driven, and sets out at another
 * time than planned, or in the middle.
 */
#pragma once

#include "rdm-day-plan.h"

G_BEGIN_DECLS

/** RdmLeg: from one place to the next, at any hour. */
typedef struct
{
  guint n_spells;
  gint32 begins_s[RDM_TRAVEL_SPELLS_MAX]; /* of the day; the first also reaches back for ever */
  gint32 drive_s[RDM_TRAVEL_SPELLS_MAX];  /* of the whole leg within each spell */
  gint32 distance_m;
} RdmLeg;

/**
 * rdm_day_plan_get_leg: the drive of the vehicle of @route.
 * @from: (nullable): a stop; NULL: where the route starts
 * @to: (nullable): a stop; NULL: where the route ends
 *
 * Returns: FALSE: there is no such drive: an end that is open, a stop without a place or a road
 */
gboolean rdm_day_plan_get_leg (
    RdmDayPlan *self, const char *route, const char *from, const char *to, RdmLeg *leg);

/**
 * rdm_leg_seconds: Returns: how long the rest of it takes. A border between spells is crossed with
 * the share that is left, so who leaves later never arrives earlier.
 * @at_s: of the day: when it is gone on with
 * @share: what is left of it, 1 for all
 */
double rdm_leg_seconds (const RdmLeg *self, double at_s, double share);

G_END_DECLS
