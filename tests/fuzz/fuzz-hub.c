/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a stranger writes into the head of a request: the path, the credentials, a proxy's address,
 * an invitation's code; and what another hub says through the database. */
#include "fuzz.h"

#include "rdm-hub-address.h"
#include "rdm-hub-blobs.h"
#include "rdm-hub-credentials.h"
#include "rdm-hub-listener.h"
#include "rdm-hub-presence.h"
#include "rdm-hub-request.h"
#include "rdm-hub-weight.h"

#include <string.h>

static void
check_path (const char *path)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE", "" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      const char *rest = NULL;
      gboolean known;
      const RdmHubRoute *route = rdm_hub_find_route (methods[i], path, &rest, &known);

      FUZZ_CHECK (route == NULL || known);
      if (route == NULL)
        continue;
      FUZZ_CHECK (strncmp (path, route->path, strlen (route->path)) == 0);
      FUZZ_CHECK (strcmp (rest, path + strlen (route->path)) == 0);
      /* Nothing but a name of hex digits ever becomes a path of a file. */
      if (rdm_hub_blob_is_name (rest))
        {
          g_autofree char *file = rdm_hub_blob_path ("/blobs", rest);

          FUZZ_CHECK (strstr (file, "..") == NULL && strlen (file) == strlen ("/blobs/ab/") + 62);
        }
    }
}

static void
check_token (const char *token)
{
  if (token == NULL)
    return;
  FUZZ_CHECK (*token != '\0' && strlen (token) <= 200);
  for (; *token; token++)
    FUZZ_CHECK (g_ascii_isgraph (*token));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *)data : "", size);
  g_autofree char *bearer = rdm_hub_bearer (text);
  g_autofree char *password = rdm_hub_basic_password (text);
  g_autofree char *address = rdm_hub_forwarded_for (text);
  g_autofree char *code = rdm_hub_plain_code (text);
  g_autofree char *same = rdm_hub_plain_code (code);
  g_autofree char *listen = NULL;
  guint16 port = 1;
  RdmHubPresence *presence = rdm_hub_presence_new ();
  g_autoptr (JsonArray) others = NULL;

  check_path (text);
  check_token (bearer);
  check_token (password);
  if (address != NULL)
    {
      g_autofree char *neighbours = rdm_hub_address_neighbours (address);

      FUZZ_CHECK (g_hostname_is_ip_address (address) && *neighbours != '\0');
    }
  FUZZ_CHECK (strlen (code) <= RDM_HUB_CODE_LENGTH + 1 && strcmp (code, same) == 0);
  for (guint i = 0; rdm_hub_note_channels[i] != NULL; i++)
    {
      g_auto (RdmHubNote) note = { 0 };

      if (rdm_hub_note_read (rdm_hub_note_channels[i], text, &note))
        FUZZ_CHECK (note.seq >= 0 && (note.fleet != NULL) == (note.kind != RDM_HUB_NOTE_PRESENCE));
    }
  FUZZ_CHECK (rdm_hub_weigh (text, strlen (text)) >= strlen (text));
  if (rdm_hub_presence_hear (presence, text, 0, NULL))
    others = rdm_hub_presence_others (presence, "fleet_1", "nobody", 0);
  if (rdm_hub_address_read (text, &listen, &port) && listen != NULL)
    {
      g_autofree char *again = rdm_hub_address_print (listen, port);

      FUZZ_CHECK (g_hostname_is_ip_address (listen) && again != NULL);
    }
  rdm_hub_presence_free (presence);
  return 0;
}
