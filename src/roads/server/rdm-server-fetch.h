/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking a server: one question, or a table in blocks that it accepts. Everything here blocks, and
 * is for workers.
 */
#pragma once

#include "rdm-server-question.h"

G_BEGIN_DECLS

/**
 * rdm_server_fetch_table: the seconds and metres of a block, which may be of any size: it is asked
 * for in parts that the server takes, some at a time. A server that is busy is asked again when it
 * says; one that finds a part too big gets smaller ones.
 * @durations_s: (array): n_sources × n_targets, row-major
 * @distances_m: (array): likewise
 *
 * Returns: FALSE with an RDM_TRAVEL_ERROR_SERVER or G_IO_ERROR_CANCELLED
 */
gboolean rdm_server_fetch_table (const RdmServerRule *rule,
                                 RdmTravelProfile profile,
                                 const RdmServerBlock *block,
                                 gint32 *durations_s,
                                 gint32 *distances_m,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * rdm_server_fetch_line: the way through all points.
 *
 * Returns: (transfer full) (element-type RdmPoint) (nullable): NULL with an error as above
 */
GArray *rdm_server_fetch_line (const RdmServerRule *rule,
                               RdmTravelProfile profile,
                               const RdmPoint *points,
                               guint n_points,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
