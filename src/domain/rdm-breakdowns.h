/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who was reported as unable to go on: a vehicle that is down, a driver who is gone.
 */
#pragma once

#include "rdm-route.h"
#include "rdm-rows.h"

G_BEGIN_DECLS

/** rdm_breakdowns: Returns: (transfer full) (element-type utf8): the vehicles, drivers and routes
 * that were reported so on @date, also when something was done about it; borrows from @rows, and
 * holds until they change. */
GHashTable *rdm_breakdowns (RdmRows *rows, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_breakdowns_stop_route: whether it is @route's, its vehicle's, or that of its whole crew.
 * @self: of @rows */
gboolean rdm_breakdowns_stop_route (GHashTable *self, RdmRows *rows, const RdmRoute *route);

G_END_DECLS
