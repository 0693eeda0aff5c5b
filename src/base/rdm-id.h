/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rdm_id_new:
 * @prefix: what the identifier names, in letters: "order", "stop"
 *
 * Makes an identifier that no other desk makes: "<prefix>_" and a ULID of 26 characters (48 bits of
 * milliseconds, 80 random bits, Crockford's base 32). Sorted as text they are sorted by time;
 * within one process each is greater than the one before. Any thread may call it.
 *
 * Returns: (transfer full): the identifier
 */
char *rdm_id_new (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_id_has_prefix:
 * @id: (nullable): an identifier
 * @prefix: "order", "stop"
 *
 * Returns: whether @id is well formed and names such a thing
 */
gboolean rdm_id_has_prefix (const char *id, const char *prefix);

G_END_DECLS
