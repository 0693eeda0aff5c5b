/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a driver's device may do and see: what was sent to that driver, and no more.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-sql.h"

G_BEGIN_DECLS

/**
 * rdm_hub_driver_may_run: whether every part of @command, which the role may send, is about a route
 * that has been sent to @driver: one whose crew of that day @driver is in, and which is no draft,
 * or was one only after it had been sent, and @driver is not known to know that. What happened is a
 * fact, so a stop that has left the route meanwhile may be reported; only who served it, or was to,
 * takes a report back.
 *
 * @driver: (nullable): an id of the plan; NULL may nothing
 */
gboolean rdm_hub_driver_may_run (
    RdmSql *sql, const char *fleet, const char *driver, RdmRows *rows, const RdmCommand *command);

/**
 * rdm_hub_driver_day: what @driver has to know, all of it: the routes that have been sent, their
 * shifts, vehicles, stops and orders, each with the members alone that a driver needs. Of those
 * that have ended only the last day's; of those that were recalled no stops.
 * @known: (nullable): the tag of what the device has
 * @tag: (out) (transfer full): of what there is
 *
 * Returns: (transfer full): JSON; NULL with an error, or without one when @tag is @known
 */
char *rdm_hub_driver_day (RdmSql *sql,
                          const char *fleet,
                          const char *driver,
                          const char *known,
                          char **tag,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
