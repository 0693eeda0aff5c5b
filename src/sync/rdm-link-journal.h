/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub's journal of the plan, from its beginning: what everybody did, in the order that counts.
 * A desk's own file has only the result of what others did.
 */
#pragma once

#include "rdm-link.h"
#include "rdm-wire-feed.h"

G_BEGIN_DECLS

/** RdmLinkJournalFunc: @share: of it that is here, 0 to 1. */
typedef void (*RdmLinkJournalFunc) (double share, gpointer user_data);

/**
 * rdm_link_fetch_journal_async: page by page, of a thousand commands or a MiB each.
 * @progress: (nullable): in the caller's main context, until the callback
 */
void rdm_link_fetch_journal_async (RdmLink *self,
                                   GCancellable *cancellable,
                                   RdmLinkJournalFunc progress,
                                   gpointer progress_data,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * rdm_link_fetch_journal_finish:
 * @is_current: (out): whether the plan here is what the journal ends with
 *
 * Returns: (transfer full) (element-type RdmJournalOp): oldest first; NULL with an error in words
 *   for people, or G_IO_ERROR_CANCELLED
 */
GPtrArray *rdm_link_fetch_journal_finish (GAsyncResult *result,
                                          gboolean *is_current,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
