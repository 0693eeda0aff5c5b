/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-invitation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST 2000

void
rdm_invitation_free (RdmInvitation *self)
{
  g_free (self->address);
  g_free (self->code);
  g_free (self);
}

/* Unique local addresses, fc00::/7, are what site-local ones were. */
static gboolean
is_unique_local (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
         && (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc;
}

/* On this machine, or on the network that it is in. */
static gboolean
is_near (const char *host)
{
  /* An address of IPv6 may say by which interface: "fe80::1%eth0". */
  g_autofree char *bare =
      strchr (host, ':') ? g_strndup (host, strcspn (host, "%")) : g_strdup (host);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (bare);

  if (address)
    return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_site_local (address)
           || g_inet_address_get_is_link_local (address) || is_unique_local (address);
  return !strpbrk (host, ".:") || g_str_has_suffix (host, ".local")
         || g_str_has_suffix (host, ".lan");
}

gboolean
rdm_hub_address_is_plain (const char *address)
{
  return g_ascii_strncasecmp (address, "http:", strlen ("http:")) == 0;
}

gboolean
rdm_hub_address_check (const char *address, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (!host || !*host || (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
      || g_uri_get_userinfo (uri) || g_uri_get_query (uri) || g_uri_get_fragment (uri))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” is not the address of a hub. It begins with https://."), address);
      return FALSE;
    }
  if (g_str_equal (scheme, "https") || is_near (host))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("“%s” is not encrypted, and not in this network. Ask for an address that begins "
                  "with https://."),
               address);
  return FALSE;
}

/* Letters, digits and dashes. */
static gboolean
looks_like_code (const char *text)
{
  guint n = 0;

  for (const char *c = text; *c; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '-')
        return FALSE;
      n += *c != '-';
    }
  return n >= 8 && n <= 80;
}

static char *
with_slash (const char *address)
{
  return g_strconcat (address, g_str_has_suffix (address, "/") ? "" : "/", NULL);
}

gboolean
rdm_invitation_is_link (const char *text)
{
  return g_ascii_strncasecmp (text, RDM_INVITATION_SCHEME, strlen (RDM_INVITATION_SCHEME)) == 0;
}

/* What follows the scheme; some who hand links on put slashes there, or escape the rest. */
static char *
without_scheme (const char *text)
{
  g_autofree char *plain = NULL;
  const char *rest = text + strlen (RDM_INVITATION_SCHEME);

  rest += strspn (rest, "/");
  if (!strstr (rest, "://"))
    plain = g_uri_unescape_string (rest, NULL);
  return g_strdup (plain ? plain : rest);
}

RdmInvitation *
rdm_invitation_parse (const char *text, GError **error)
{
  g_autofree char *head = g_strndup (text, LONGEST);
  g_autofree char *plain = g_strstrip (g_utf8_make_valid (head, -1));
  g_autofree char *link =
      rdm_invitation_is_link (plain) ? without_scheme (plain) : g_strdup (plain);
  g_auto (GStrv) parts = g_strsplit_set (link, "# \t\r\n", 0);
  const char *address = NULL, *code = NULL;
  RdmInvitation *self;

  for (char **part = parts; *part; part++)
    if (strstr (*part, "://") && !address)
      address = *part;
    else if (**part && looks_like_code (*part) && !code)
      code = *part;
  if (!address || !code)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("That is no invitation. One looks like "
                              "https://hub.example/#K7QM-2XRB-9FDW-5TGH."));
      return NULL;
    }
  if (!rdm_hub_address_check (address, error))
    return NULL;
  self = g_new0 (RdmInvitation, 1);
  self->address = with_slash (address);
  self->code = g_strdup (code);
  return self;
}

char *
rdm_invitation_format (const char *address, const char *code)
{
  g_autofree char *whole = with_slash (address);

  return g_strconcat (whole, "#", code, NULL);
}
