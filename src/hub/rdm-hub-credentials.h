/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a stranger says of who they are, read out of headers. Inside the hub.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rdm_hub_bearer: Returns: (transfer full) (nullable): the token of "Bearer TOKEN". */
char *rdm_hub_bearer (const char *header) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_basic_password: Returns: (transfer full) (nullable): the password of "Basic …"; the name
 * before it is anybody's. */
char *rdm_hub_basic_password (const char *header) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_forwarded_for: Returns: (transfer full) (nullable): the address that the proxy before
 * the hub has added, the last; NULL when it is no address. */
char *rdm_hub_forwarded_for (const char *header) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_plain_code: an invitation's code as it was made: people leave dashes out, and read I and
 * O where 1 and 0 are. Returns: (transfer full): a little longer than a code at most. */
char *rdm_hub_plain_code (const char *code) G_GNUC_WARN_UNUSED_RESULT;

/** Letters of a code, without dashes: 80 bits. */
#define RDM_HUB_CODE_LENGTH 16

G_END_DECLS
