/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the servers answer. Everything in it is checked: they are strangers.
 */
#pragma once

#include "rdm-server-rule.h"

G_BEGIN_DECLS

/**
 * rdm_server_read_table:
 * @text: the body of an answer
 * @durations_s: (array): n_sources × n_targets, row-major; %RDM_TRAVEL_UNREACHABLE where the server
 *   knows no way
 * @distances_m: (array): likewise
 *
 * Returns: FALSE with an RDM_TRAVEL_ERROR_SERVER; then the arrays hold nothing to rely on
 */
gboolean rdm_server_read_table (const RdmServerRule *rule,
                                GBytes *text,
                                guint n_sources,
                                guint n_targets,
                                gint32 *durations_s,
                                gint32 *distances_m,
                                GError **error);

/**
 * rdm_server_read_line:
 *
 * Returns: (transfer full) (element-type RdmPoint): NULL with an RDM_TRAVEL_ERROR_SERVER
 */
GArray *rdm_server_read_line (const RdmServerRule *rule,
                              GBytes *text,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_server_read_complaint: what the server says went wrong, from the body of a refusal.
 * @too_big: (out): whether it wants fewer points at once
 *
 * Returns: (transfer full) (nullable): NULL when it does not say
 */
char *rdm_server_read_complaint (GBytes *text, gboolean *too_big) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
