/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the hub itself has seen to happen, on its way into the journal: once, however many hubs see
 * it, and not once more after a restart, or after somebody took it back.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-sql.h"

G_BEGIN_DECLS

/** Who reports it, as the journal has it: the device, and the person. */
#define RDM_HUB_DETECTOR "hub"

/**
 * rdm_hub_detected_news: what of @command, a REPORT, is news by @rows: of a route that is out, of
 * a stop that is still on it, and never reported by a hub before. Remembers that it is now. With
 * the fleet locked.
 *
 * Returns: FALSE with an error; *@news is (transfer full), NULL when nothing is
 */
gboolean rdm_hub_detected_news (RdmSql *sql,
                                const char *fleet,
                                RdmRows *rows,
                                const RdmCommand *command,
                                RdmCommand **news,
                                GError **error);

G_END_DECLS
