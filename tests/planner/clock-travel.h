/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Travel that changes with the hour, has a river that cannot always be crossed, and can be made to
 * take its time.
 */
#pragma once

#include "rdm-travel.h"

G_BEGIN_DECLS

#define CLOCK_TYPE_TRAVEL (clock_travel_get_type ())
G_DECLARE_FINAL_TYPE (ClockTravel, clock_travel, CLOCK, TRAVEL, GObject)

/** The places north of this are across the river. */
#define CLOCK_RIVER_LAT_DEG 47.20

/** Straight lines at 20 m/s before nine o'clock and at 10 m/s afterwards. */
RdmTravel *clock_travel_new (void);

/** clock_travel_close_bridge: from @from_s to @to_s, two of 0, 9 and 15 o'clock and midnight. */
void clock_travel_close_bridge (ClockTravel *self, gint32 from_s, gint32 to_s);

/** clock_travel_hold: questions are not answered until it is let go of. */
void clock_travel_hold (ClockTravel *self, gboolean is_held);

/** clock_travel_fail: every question fails. */
void clock_travel_fail (ClockTravel *self, gboolean fails);

/** clock_travel_count: Returns: how many pairs have been asked for so far. */
guint clock_travel_count (ClockTravel *self);

G_END_DECLS
