/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-credentials.h"

#include "rdm-hub-address.h"

#include <gio/gio.h>
#include <string.h>

#define LONGEST_TOKEN 200

static gboolean
is_token (const char *text, gsize length)
{
  if (length == 0 || length > LONGEST_TOKEN)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

/* What follows the word, in any letters. */
static const char *
after_scheme (const char *header, const char *scheme)
{
  gsize length = strlen (scheme);

  if (!header || g_ascii_strncasecmp (header, scheme, length) != 0 || header[length] != ' ')
    return NULL;
  return header + length + 1;
}

char *
rdm_hub_bearer (const char *header)
{
  const char *token = after_scheme (header, "Bearer");

  return token && is_token (token, strlen (token)) ? g_strdup (token) : NULL;
}

char *
rdm_hub_basic_password (const char *header)
{
  const char *encoded = after_scheme (header, "Basic");
  g_autofree guchar *plain = NULL;
  const guchar *colon;
  gsize length;

  if (!encoded || strlen (encoded) > 4 * LONGEST_TOKEN)
    return NULL;
  plain = g_base64_decode (encoded, &length);
  colon = plain ? memchr (plain, ':', length) : NULL;
  if (!colon || !is_token ((const char *)colon + 1, length - (gsize)(colon + 1 - plain)))
    return NULL;
  return g_strndup ((const char *)colon + 1, length - (gsize)(colon + 1 - plain));
}

char *
rdm_hub_forwarded_for (const char *header)
{
  const char *comma = header ? strrchr (header, ',') : NULL;
  g_autofree char *last = g_strdup (comma ? comma + 1 : header);

  if (!last || strlen (last) > 100)
    return NULL;
  return rdm_hub_address_normal (g_strstrip (last));
}

char *
rdm_hub_plain_code (const char *code)
{
  GString *plain = g_string_new (NULL);

  for (; *code && plain->len <= RDM_HUB_CODE_LENGTH; code++)
    {
      char c = g_ascii_toupper (*code);

      if (c == 'I' || c == 'L')
        c = '1';
      if (c == 'O')
        c = '0';
      if (g_ascii_isalnum (c))
        g_string_append_c (plain, c);
    }
  return g_string_free (plain, FALSE);
}
