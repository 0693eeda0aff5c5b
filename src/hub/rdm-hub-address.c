/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-address.h"

#include <netinet/in.h>
#include <string.h>

/* What one customer of a provider gets at least. */
#define NETWORK_BYTES 8

static char *
print (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);
  g_autoptr (GInetAddress) inner = NULL;

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
      && IN6_IS_ADDR_V4MAPPED ((const struct in6_addr *)(gconstpointer)bytes))
    {
      inner = g_inet_address_new_from_bytes (bytes + 12, G_SOCKET_FAMILY_IPV4);
      return g_inet_address_to_string (inner);
    }
  return g_inet_address_to_string (address);
}

gboolean
rdm_hub_address_read (const char *text, char **address, guint16 *port)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  guint64 number = *port;

  if (*text == '[')
    {
      const char *end = strchr (text, ']');

      if (!end || (end[1] != '\0' && end[1] != ':'))
        return FALSE;
      host = g_strndup (text + 1, (gsize)(end - text - 1));
      colon = end[1] == ':' ? end + 1 : NULL;
      if (!strchr (host, ':'))
        return FALSE;
    }
  else if (colon && strchr (text, ':') != colon)
    {
      /* Of IPv6, without a port. */
      host = g_strdup (text);
      colon = NULL;
    }
  else
    host = colon ? g_strndup (text, (gsize)(colon - text)) : g_strdup (text);
  if (colon && !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;
  *address = NULL;
  if (*host)
    {
      g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (host);

      if (!inet)
        return FALSE;
      *address = g_inet_address_to_string (inet);
    }
  *port = (guint16)number;
  return TRUE;
}

char *
rdm_hub_address_print (const char *address, guint16 port)
{
  return g_strdup_printf (strchr (address, ':') ? "[%s]:%u" : "%s:%u", address, port);
}

char *
rdm_hub_address_from_native (const struct sockaddr *native)
{
  g_autoptr (GInetAddress) address = NULL;

  if (native && native->sa_family == AF_INET)
    address = g_inet_address_new_from_bytes (
        (const guint8 *)&((const struct sockaddr_in *)(gconstpointer)native)->sin_addr,
        G_SOCKET_FAMILY_IPV4);
  else if (native && native->sa_family == AF_INET6)
    address = g_inet_address_new_from_bytes (
        (const guint8 *)&((const struct sockaddr_in6 *)(gconstpointer)native)->sin6_addr,
        G_SOCKET_FAMILY_IPV6);
  return address ? print (address) : g_strdup ("");
}

char *
rdm_hub_address_normal (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address ? print (address) : NULL;
}

char *
rdm_hub_address_neighbours (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  g_autoptr (GInetAddress) network = NULL;
  g_autofree char *text = NULL;
  guint8 bytes[16] = { 0 };

  if (!inet || g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);
  memcpy (bytes, g_inet_address_to_bytes (inet), NETWORK_BYTES);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  text = g_inet_address_to_string (network);
  return g_strdup_printf ("%s/%d", text, NETWORK_BYTES * 8);
}

gboolean
rdm_hub_address_is_here (const char *address)
{
  return g_str_has_prefix (address, "127.") || g_str_equal (address, "::1");
}
