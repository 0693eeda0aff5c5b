/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A device's token: in the desktop's keyring; where none is running, in a file that only its owner
 * can read. Never in the plan, which people send around.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void rdm_token_look_up_async (const char *device,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** rdm_token_look_up_finish: Returns: (transfer full) (nullable): NULL: there is none, or with
 * G_IO_ERROR_CANCELLED. */
char *rdm_token_look_up_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_token_keep_async: @address: of the hub, for the name that people see in the keyring. */
void rdm_token_keep_async (const char *device,
                           const char *address,
                           const char *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean rdm_token_keep_finish (GAsyncResult *result, GError **error);

/** rdm_token_forget: does not wait for it. */
void rdm_token_forget (const char *device);

/** rdm_token_dup_file: Returns: (transfer full) (nullable): the file that the token is in; NULL
 * when it is in the keyring. */
char *rdm_token_dup_file (const char *device) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
