/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Travel along the streets of a town of square blocks: first east or west, then north or south, by
 * the streets that are nearest.
 */
#pragma once

#include "rdm-travel.h"

G_BEGIN_DECLS

#define GRID_BLOCK_M 100.0
#define GRID_SPEED_MPS 8.0
/** Before this hour of the day, traffic is as slow as this. */
#define GRID_RUSH_END_S (9 * 3600)
#define GRID_RUSH_FACTOR 1.5

#define GRID_TYPE_TRAVEL (grid_travel_get_type ())
G_DECLARE_FINAL_TYPE (GridTravel, grid_travel, GRID, TRAVEL, GObject)

RdmTravel *grid_travel_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** grid_travel_way: the line from one place to another. Returns: (transfer full) (element-type
 * RdmPoint) */
GArray *grid_travel_way (RdmPoint from, RdmPoint to) G_GNUC_WARN_UNUSED_RESULT;

/** grid_point: Returns: the place that lies this far from the middle of the town. */
RdmPoint grid_point (double east_m, double north_m);

G_END_DECLS
