/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a hub listens and whom it hears, in IPv4 and in IPv6.
 */
#include "rdm-hub-address.h"

#include <netinet/in.h>

#include "hub-client.h"

static void
assert_read (const char *text, const char *address, guint16 port)
{
  g_autofree char *read = NULL;
  guint16 read_port = 8463;

  g_assert_true (rdm_hub_address_read (text, &read, &read_port));
  g_assert_cmpstr (read, ==, address);
  g_assert_cmpuint (read_port, ==, port);
}

static void
test_read (void)
{
  static const char *const bad[] = { "[::1",    "[::1]x",    "[127.0.0.1]:1", "[]",
                                     "::1x",    "localhost", "1.2.3",         "127.0.0.1:x",
                                     "[::]:-1", ":70000",    "[::]:",         "127.0.0.1:" };
  g_autofree char *v4 = rdm_hub_address_print ("127.0.0.1", 8463);
  g_autofree char *v6 = rdm_hub_address_print ("::1", 8463);

  assert_read ("127.0.0.1:9000", "127.0.0.1", 9000);
  assert_read ("0.0.0.0", "0.0.0.0", 8463);
  assert_read (":9000", NULL, 9000);
  assert_read ("[::1]:9000", "::1", 9000);
  assert_read ("[::]", "::", 8463);
  assert_read ("::", "::", 8463);
  assert_read ("2001:DB8:0:0::7", "2001:db8::7", 8463);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      char *address = NULL;
      guint16 port = 0;

      g_test_message ("%s", bad[i]);
      g_assert_false (rdm_hub_address_read (bad[i], &address, &port));
      g_assert_null (address);
    }
  g_assert_cmpstr (v4, ==, "127.0.0.1:8463");
  g_assert_cmpstr (v6, ==, "[::1]:8463");
}

static void
assert_neighbours (const char *text, const char *normal, const char *neighbours)
{
  g_autofree char *address = rdm_hub_address_normal (text);
  g_autofree char *counted = address ? rdm_hub_address_neighbours (address) : NULL;

  g_assert_cmpstr (address, ==, normal);
  g_assert_cmpstr (counted, ==, neighbours);
}

/* Who has one address of IPv6 has billions; who has one of IPv4 has it, however it is written. */
static void
test_neighbours (void)
{
  assert_neighbours ("192.0.2.7", "192.0.2.7", "192.0.2.7");
  assert_neighbours ("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.7");
  assert_neighbours ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64");
  assert_neighbours ("2001:DB8:1:2::9", "2001:db8:1:2::9", "2001:db8:1:2::/64");
  assert_neighbours ("2001:db8:1:3::9", "2001:db8:1:3::9", "2001:db8:1:3::/64");
  assert_neighbours ("::1", "::1", "::/64");
  assert_neighbours ("somewhere", NULL, NULL);
  g_assert_true (rdm_hub_address_is_here ("127.0.0.1"));
  g_assert_true (rdm_hub_address_is_here ("::1"));
  g_assert_false (rdm_hub_address_is_here ("192.0.2.7"));
  g_assert_false (rdm_hub_address_is_here ("::12"));
}

static void
test_native (void)
{
  struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (0xc0000207) };
  struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
  struct sockaddr_in6 mapped = { .sin6_family = AF_INET6 };
  struct sockaddr other = { .sa_family = AF_UNIX };
  const struct sockaddr *all[] = { (struct sockaddr *)&v4, (struct sockaddr *)&v6,
                                   (struct sockaddr *)&mapped, &other, NULL };
  const char *const expected[] = { "192.0.2.7", "::1", "192.0.2.7", "", "" };

  mapped.sin6_addr.s6_addr[10] = mapped.sin6_addr.s6_addr[11] = 0xff;
  mapped.sin6_addr.s6_addr[12] = 192;
  mapped.sin6_addr.s6_addr[14] = 2;
  mapped.sin6_addr.s6_addr[15] = 7;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *address = rdm_hub_address_from_native (all[i]);

      g_assert_cmpstr (address, ==, expected[i]);
    }
}

/* A request to one of this machine's addresses. Returns: (transfer full) (nullable): what is
 * answered. */
static char *
ask_at (HubWorld *world, const char *host, const char *head)
{
  g_autofree char *request =
      g_strdup_printf ("GET /metrics HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n%s\r\n", head);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, host, rdm_hub_server_get_port (world->server), NULL, NULL);
  g_autoptr (GString) answer = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  if (!connection)
    return NULL;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, NULL))
         > 0)
    g_string_append_len (answer, buffer, n);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

static gboolean
has_v6 (void)
{
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);

  return socket && g_socket_bind (socket, address, FALSE, NULL);
}

/* "::" is everywhere, in both; and either way this machine is known as itself. */
static void
test_everywhere (void)
{
  HubWorld world = { .options = { .address = "::" } };
  g_autofree char *v4 = NULL;
  g_autofree char *v6 = NULL;

  if (!has_v6 ())
    {
      g_test_skip ("there is no IPv6 here");
      return;
    }
  hub_world_start (&world);
  v4 = ask_at (&world, "127.0.0.1", "");
  v6 = ask_at (&world, "::1", "");
  g_assert_true (g_str_has_prefix (v4, "HTTP/1.1 200 "));
  g_assert_true (g_str_has_prefix (v6, "HTTP/1.1 200 "));
  hub_world_stop (&world);
}

/* One address is one address. */
static void
test_one (void)
{
  HubWorld world = { .options = { .address = "::1" } };
  g_autofree char *v4 = NULL;
  g_autofree char *v6 = NULL;

  if (!has_v6 ())
    {
      g_test_skip ("there is no IPv6 here");
      return;
    }
  hub_world_start (&world);
  v4 = ask_at (&world, "127.0.0.1", "");
  v6 = ask_at (&world, "::1", "");
  g_assert_null (v4);
  g_assert_true (g_str_has_prefix (v6, "HTTP/1.1 200 "));
  hub_world_stop (&world);
}

static guint
redeem (HubWorld *world, const char *from)
{
  g_autofree char *request =
      g_strdup_printf ("POST /v1/redeem HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
                       "X-Forwarded-For: %s\r\nContent-Length: 15\r\n\r\n{\"code\":\"0000\"}",
                       from);
  g_autofree char *answer = hub_raw (world, request, 2000);

  return (guint)atoi (answer + strlen ("HTTP/1.1 "));
}

/* Behind a proxy: whoever guesses from one address of a network after the other is still one. */
static void
test_guesses (void)
{
  HubWorld world = { .options = { .behind_proxy = TRUE } };
  guint status = 0;

  hub_world_start (&world);
  for (guint i = 1; i <= 20 && status != 429; i++)
    {
      g_autofree char *from = g_strdup_printf ("2001:db8:1:2::%x", i);

      status = redeem (&world, from);
    }
  g_assert_cmpuint (status, ==, 429);
  g_assert_cmpuint (redeem (&world, "2001:db8:1:2:ffff::1"), ==, 429);
  g_assert_cmpuint (redeem (&world, "2001:db8:1:3::1"), ==, 401);
  g_assert_cmpuint (redeem (&world, "192.0.2.7"), ==, 401);
  hub_world_stop (&world);
}

/* Connections at once, from one address. */
static void
test_crowd (void)
{
  HubWorld world = { .options = { .max_connections_per_address = 3 } };
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GSocketConnection *held[3];
  g_autofree char *fourth = NULL;

  hub_world_start (&world);
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      held[i] = g_socket_client_connect_to_host (
          client, "127.0.0.1", rdm_hub_server_get_port (world.server), NULL, NULL);
      /* It is the hub's when it has begun to read. */
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (held[i])), "GET", 3,
                                 NULL, NULL, NULL);
    }
  for (guint i = 0; i < 200; i++)
    {
      g_clear_pointer (&fourth, g_free);
      fourth = ask_at (&world, "127.0.0.1", "");
      if (!fourth || !*fourth)
        break;
      g_usleep (10000);
    }
  g_assert_true (!fourth || !*fourth);
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    g_object_unref (held[i]);
  for (guint i = 0; i < 200; i++)
    {
      g_clear_pointer (&fourth, g_free);
      fourth = ask_at (&world, "127.0.0.1", "");
      if (fourth && *fourth)
        break;
      g_usleep (10000);
    }
  g_assert_true (g_str_has_prefix (fourth, "HTTP/1.1 200 "));
  hub_world_stop (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-address/read", test_read);
  g_test_add_func ("/hub-address/neighbours", test_neighbours);
  g_test_add_func ("/hub-address/native", test_native);
  g_test_add_func ("/hub-address/everywhere", test_everywhere);
  g_test_add_func ("/hub-address/one", test_one);
  g_test_add_func ("/hub-address/guesses", test_guesses);
  g_test_add_func ("/hub-address/crowd", test_crowd);
  return g_test_run ();
}
