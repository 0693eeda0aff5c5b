/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Towns that nobody has seen: a grid of streets with everything that makes ways hard.
 */
#pragma once

#include "road-world.h"

G_BEGIN_DECLS

/** road_town_new: a grid of @n_columns by @n_rows crossings, the same for the same seed. */
RoadWorld *road_town_new (guint32 seed, guint n_columns, guint n_rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
