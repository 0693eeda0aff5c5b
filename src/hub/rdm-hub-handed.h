/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Routes that a driver may have, whatever the plan says by now: a phone in a cellar may know of
 * one that has been recalled meanwhile, and sets out. What it then reports is a fact. A route is
 * handed from the moment that it is sent until somebody has said that its driver knows of the
 * recall.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-sql.h"

G_BEGIN_DECLS

/** rdm_hub_handed_note: @command was applied, and made @changes (element-type RdmChange) of @rows,
 * which have them. */
gboolean rdm_hub_handed_note (RdmSql *sql,
                              const char *fleet,
                              RdmRows *rows,
                              const RdmCommand *command,
                              GPtrArray *changes,
                              GError **error);

/** rdm_hub_handed_has: Returns: FALSE also where the database does not answer. */
gboolean rdm_hub_handed_has (RdmSql *sql, const char *fleet, const char *route);

G_END_DECLS
