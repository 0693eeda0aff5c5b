/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses of IPv4 and IPv6: where a hub listens, and whom a request is from.
 */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/**
 * rdm_hub_address_read: reads where to listen: "127.0.0.1:8463", "0.0.0.0", ":9000", "[::1]:8463",
 * "[::]", "::".
 * @address: (out) (transfer full) (nullable): NULL when there is none in @text
 * @port: (inout): kept when there is none in @text
 *
 * Returns: FALSE when it makes no sense
 */
gboolean rdm_hub_address_read (const char *text, char **address, guint16 *port);

/** rdm_hub_address_print: Returns: (transfer full): as rdm_hub_address_read() reads it. */
char *rdm_hub_address_print (const char *address, guint16 port) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_address_from_native: Returns: (transfer full): without a port; one of IPv4 as such, also
 * where it came in over IPv6. "" when it is neither. */
char *rdm_hub_address_from_native (const struct sockaddr *native) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_address_normal: Returns: (transfer full) (nullable): the one way to write it; NULL when
 * it is no address. */
char *rdm_hub_address_normal (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_hub_address_neighbours: whoever has one address of IPv6 has the whole network around it, so
 * who comes too often is counted by that.
 *
 * Returns: (transfer full): "2001:db8:1:2::/64"; @address itself where it is one of IPv4, or none
 */
char *rdm_hub_address_neighbours (const char *address) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_address_is_here: whether it is this machine's own, as @address of
 * rdm_hub_address_from_native(). */
gboolean rdm_hub_address_is_here (const char *address);

G_END_DECLS
