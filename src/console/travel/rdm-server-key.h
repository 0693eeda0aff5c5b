/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key that a server of travel times asks for: in the desktop's keyring; where none is running,
 * in a file that only its owner can read.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rdm_server_key_look_up_async:
 * @url: of the server
 */
void rdm_server_key_look_up_async (const char *url,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** rdm_server_key_look_up_finish: Returns: (transfer full) (nullable): NULL: there is none, or with
 * G_IO_ERROR_CANCELLED. */
char *rdm_server_key_look_up_finish (GAsyncResult *result,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_server_key_keep_async:
 * @key: "": none any more
 */
void rdm_server_key_keep_async (const char *url,
                                const char *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * rdm_server_key_keep_finish:
 * @file: (out) (transfer full) (nullable): where it is when there is no keyring
 *
 * Returns: FALSE with an error that names the file
 */
gboolean rdm_server_key_keep_finish (GAsyncResult *result, char **file, GError **error);

G_END_DECLS
