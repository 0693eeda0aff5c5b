/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of what is long and only grows, as JSON: positions in the order that they came in, and the
 * journal. Each is at most as long as its limit, so that nobody's slowness is kept in memory.
 */
#pragma once

#include "rdm-hub-positions.h"
#include "rdm-sql.h"

G_BEGIN_DECLS

/**
 * rdm_hub_feed_text: {"epoch", "to", "head", "complete", "now", "speed", "positions": [{"who",
 * "at", "lat", "lon", …}, …]}.
 * @epoch: (nullable): the one that the range's @since counts in; in another one it begins anew
 * @range: @since is the "to" of the page before
 *
 * Returns: (transfer full): NULL with RDM_HUB_ERROR_NO_FLEET or an RDM_SQL_ERROR
 */
char *rdm_hub_feed_text (RdmSql *sql,
                         const char *fleet,
                         const char *epoch,
                         RdmHubFeedRange *range,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_hub_journal_text: {"epoch", "to", "head", "entries": [{"seq", "at", "actor", "command"}, …]}:
 * what was applied after @since. "at" is when it came to count, by the hub's clock; "head" the last
 * operation that there is.
 *
 * Returns: (transfer full): as rdm_hub_feed_text()
 */
char *rdm_hub_journal_text (RdmSql *sql,
                            const char *fleet,
                            gint64 since,
                            guint limit,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
