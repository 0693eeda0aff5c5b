/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who waits for something to happen: streams of events, and requests that are held back. A poke
 * says that there is something to fetch, and nothing else, so only the newest matters.
 */
#pragma once

#include <microhttpd.h>

#include "rdm-hub-accounts.h"

G_BEGIN_DECLS

typedef struct _RdmHubWatch RdmHubWatch;
typedef struct _RdmHubWatcher RdmHubWatcher;

RdmHubWatch *rdm_hub_watch_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_watch_free (RdmHubWatch *self);

/** rdm_hub_watch_poke: @fleet has a new last operation. Any thread.
 * @since: the one before
 * @drivers: (nullable): whose routes it is about, as rdm_hub_touched_print() has it; NULL:
 * anybody's
 */
void rdm_hub_watch_poke (
    RdmHubWatch *self, const char *fleet, gint64 since, gint64 seq, const char *drivers);

/** rdm_hub_watch_hint: as rdm_hub_watch_poke(), from another hub, which may be late: what is older
 * than what is known is passed over. */
void rdm_hub_watch_hint (
    RdmHubWatch *self, const char *fleet, gint64 since, gint64 seq, const char *drivers);

/** rdm_hub_watch_moved: somebody of @fleet is elsewhere now. Any thread. */
void rdm_hub_watch_moved (RdmHubWatch *self, const char *fleet);

/** rdm_hub_watch_seq: the last that was poked; -1 when none was. */
gint64 rdm_hub_watch_seq (RdmHubWatch *self, const char *fleet);

/** rdm_hub_watch_stream: @visitor: who listens; a driver hears of their own routes alone. Returns:
 * (transfer full): an endless answer of server-sent events, which
 * begins with a poke when @since is not the newest. Hand it to MHD_queue_response() at once.
 * @with_moves: whether it tells of positions too. */
struct MHD_Response *rdm_hub_watch_stream (RdmHubWatch *self,
                                           struct MHD_Connection *connection,
                                           const RdmHubVisitor *visitor,
                                           gint64 since,
                                           gboolean with_moves) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_watch_hold: suspends the connection until there is something after @since, or until
 * @seconds have passed. Returns: (transfer full): end with rdm_hub_watcher_end(). */
RdmHubWatcher *rdm_hub_watch_hold (RdmHubWatch *self,
                                   struct MHD_Connection *connection,
                                   const RdmHubVisitor *visitor,
                                   gint64 since,
                                   guint seconds) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_watcher_end: Returns: the newest operation, or -1 when nothing has happened. */
gint64 rdm_hub_watcher_end (RdmHubWatcher *watcher);

/** rdm_hub_watch_tick: a few times a second: what has waited long enough goes on, and streams say
 * that they are still there. */
void rdm_hub_watch_tick (RdmHubWatch *self);

/** rdm_hub_watch_close_devices: ends what these devices wait for. @devices: (element-type utf8). */
void rdm_hub_watch_close_devices (RdmHubWatch *self, GHashTable *devices);

/** rdm_hub_watch_close_all: before the server stops. */
void rdm_hub_watch_close_all (RdmHubWatch *self);

guint rdm_hub_watch_count (RdmHubWatch *self);

G_END_DECLS
