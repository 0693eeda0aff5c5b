/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A service day as people speak of it: which days there are, and what its routes are called.
 */
#pragma once

#include "rdm-rows.h"

G_BEGIN_DECLS

/** rdm_day_list: Returns: (transfer full): the service days that have orders, in order. */
GStrv rdm_day_list (RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_day_first: Returns: (transfer full): the day to begin with: @today, or the next that has
 * orders, or the last that had; @today where none has. */
char *rdm_day_first (RdmRows *rows, const char *today) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_day_route_name: Returns: (transfer full): the vehicle's name, with the hour the shift starts
 * where the vehicle has several shifts that day: "LI-01", "LI-01 13:00". */
char *rdm_day_route_name (RdmRows *rows, const RdmRoute *route) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_day_route_crew: Returns: (transfer full): today's crew: "Driver 05, Driver 06"; "" for
 * nobody. */
char *rdm_day_route_crew (RdmRows *rows, const RdmRoute *route) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
