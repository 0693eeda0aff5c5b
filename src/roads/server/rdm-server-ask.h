/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One question over HTTP and its answer. Inside server/.
 */
#pragma once

#include "rdm-server-question.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** rdm_server_session_new: a session belongs to the thread that makes it. */
SoupSession *rdm_server_session_new (const RdmServerRule *rule) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_server_ask: asks, and asks again where the server is only busy.
 * @too_big: (out) (optional): set when it failed since the server wants fewer points at once
 *
 * Returns: (transfer full): the body of a good answer; NULL with an RDM_TRAVEL_ERROR_SERVER or
 *   G_IO_ERROR_CANCELLED
 */
GBytes *rdm_server_ask (SoupSession *session,
                        const RdmServerRule *rule,
                        const RdmServerQuestion *question,
                        gboolean *too_big,
                        GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
