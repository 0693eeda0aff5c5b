/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An invitation as people hand it on: "https://hub.example/#K7QM-2XRB-…", the same behind
 * "roundsman:", or address and code as two words.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** What a link begins with that opens Roundsman. */
#define RDM_INVITATION_SCHEME "roundsman:"

/**
 * RdmInvitation:
 * @address: of the hub, ending in a slash
 * @code: works once
 */
typedef struct
{
  char *address;
  char *code;
} RdmInvitation;

/** rdm_invitation_parse: Returns: (transfer full): NULL with a G_IO_ERROR_INVALID_ARGUMENT that
 * says what an invitation looks like. */
RdmInvitation *rdm_invitation_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_invitation_free (RdmInvitation *self);

/** rdm_invitation_is_link: whether @text is meant as an invitation, as a link that was followed is.
 */
gboolean rdm_invitation_is_link (const char *text);

/** rdm_invitation_format: Returns: (transfer full): the link, without the scheme. */
char *rdm_invitation_format (const char *address, const char *code) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_address_check: whether a token may be sent there: over TLS, or without it to this
 * machine or its own network. Returns: FALSE with a G_IO_ERROR_INVALID_ARGUMENT. */
gboolean rdm_hub_address_check (const char *address, GError **error);

/** rdm_hub_address_is_plain: whether nothing is encrypted on the way there. */
gboolean rdm_hub_address_is_plain (const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmInvitation, rdm_invitation_free)

G_END_DECLS
