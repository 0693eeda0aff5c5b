/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub beside the console, for a small fleet: roundsman-hub on this computer, for the network
 * that it is in. It ends with the program.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RDM_TYPE_SERVE (rdm_serve_get_type ())
G_DECLARE_FINAL_TYPE (RdmServe, rdm_serve, RDM, SERVE, GObject)

/**
 * RdmServe::changed: whether it runs, or why it does not.
 */

/** rdm_serve_get_default: Returns: (transfer none): the program's only one. */
RdmServe *rdm_serve_get_default (void);

void rdm_serve_start (RdmServe *self);
void rdm_serve_stop (RdmServe *self);

/** rdm_serve_is_running: whether desks can connect. */
gboolean rdm_serve_is_running (RdmServe *self);

/** Whether it runs, or is about to. */
gboolean rdm_serve_is_started (RdmServe *self);

/** rdm_serve_get_problem: Returns: (nullable): why it does not run, a sentence. */
const char *rdm_serve_get_problem (RdmServe *self);

/** rdm_serve_dup_own_address: Returns: (transfer full): where a plan on this computer finds it, in
 * whatever network that is. */
char *rdm_serve_dup_own_address (RdmServe *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_serve_dup_address: Returns: (transfer full): how other computers reach it. */
char *rdm_serve_dup_address (RdmServe *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_serve_invite_async: @role: "dispatcher", "manager" or "driver". */
void rdm_serve_invite_async (RdmServe *self,
                             const char *person,
                             const char *role,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/** rdm_serve_invite_finish: Returns: (transfer full): the link; NULL with an error. */
char *rdm_serve_invite_finish (RdmServe *self,
                               GAsyncResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
