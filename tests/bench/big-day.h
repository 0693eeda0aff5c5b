/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A big day in a plan file: orders about a town, a fleet, and routes that have all the stops.
 */
#pragma once

#include "rdm-plan-file.h"

G_BEGIN_DECLS

#define BIG_DAY_DATE "2026-11-23"

/** big_day_write: a new plan file at @path, flushed. Errors end the program. */
void big_day_write (const char *path, guint n_orders, guint n_vehicles);

G_END_DECLS
