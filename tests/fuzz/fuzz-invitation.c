/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What somebody pastes, scans or follows as an invitation: either an address that a token may be
 * sent to, with a code, or a sentence that says what is wrong. */
#include "fuzz.h"

#include "rdm-invitation.h"

#include <string.h>

static void
check_invitation (const RdmInvitation *invitation)
{
  g_autofree char *link = rdm_invitation_format (invitation->address, invitation->code);
  g_autofree char *own = g_strconcat (RDM_INVITATION_SCHEME, link, NULL);
  g_autoptr (RdmInvitation) again = rdm_invitation_parse (link, NULL);
  g_autoptr (RdmInvitation) by_scheme = rdm_invitation_parse (own, NULL);

  FUZZ_CHECK (g_str_has_suffix (invitation->address, "/"));
  FUZZ_CHECK (*invitation->code != '\0' && strpbrk (invitation->code, "# /:\r\n") == NULL);
  FUZZ_CHECK (rdm_hub_address_check (invitation->address, NULL));
  FUZZ_CHECK (again != NULL && by_scheme != NULL);
  FUZZ_CHECK (strcmp (again->address, invitation->address) == 0);
  FUZZ_CHECK (strcmp (again->code, invitation->code) == 0);
  FUZZ_CHECK (strcmp (by_scheme->address, invitation->address) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *)data, size) : g_strdup ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmInvitation) invitation = rdm_invitation_parse (text, &error);

  FUZZ_CHECK ((invitation == NULL) == (error != NULL));
  if (invitation != NULL)
    check_invitation (invitation);
  else
    FUZZ_CHECK (g_utf8_validate (error->message, -1, NULL));
  return 0;
}
