/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk behind a proxy that keeps streams back: nginx that packs whatever it passes on, and waits
 * until there is enough to pack. After a while without a word the desk asks, and the hub holds its
 * answer.
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

#include "desk.h"
#include "plan-fixture.h"
#include "scratch.h"

#define ROUTE_1 "shift1@" FIXTURE_MONDAY
#define ROUTE_2 "shift2@" FIXTURE_MONDAY
/* Long before the desk would ask by itself, which is after 30 s. */
#define SOON_S 8

static const char *hub_program;

static guint
free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static void
follow_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static char *
write_conf (const char *folder, guint port, guint hub_port)
{
  static const char *const places[] = { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" };
  char *path = g_build_filename (folder, "nginx.conf", NULL);
  g_autoptr (GString) conf = g_string_new (NULL);

  g_string_printf (conf,
                   "daemon off;\nmaster_process off;\npid %s/nginx.pid;\nerror_log stderr;\n"
                   "events { worker_connections 100; }\nhttp {\n access_log off;\n",
                   folder);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_string_append_printf (conf, " %s_temp_path %s/%s;\n", places[i], folder, places[i]);
  g_string_append_printf (conf,
                          " gzip on;\n gzip_proxied any;\n gzip_min_length 0;\n"
                          " gzip_types text/event-stream application/json;\n"
                          " server {\n  listen 127.0.0.1:%u;\n  location / {\n"
                          "   proxy_pass http://127.0.0.1:%u;\n   proxy_http_version 1.1;\n"
                          "   proxy_set_header Connection \"\";\n"
                          "   proxy_ignore_headers X-Accel-Buffering;\n  }\n }\n}\n",
                          port, hub_port);
  g_assert_true (g_file_set_contents (path, conf->str, -1, NULL));
  return path;
}

/* Returns: (transfer full): when it listens. */
static GSubprocess *
start_proxy (const char *program, const char *folder, guint port, guint hub_port)
{
  g_autofree char *conf = write_conf (folder, port, hub_port);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *proxy;

  g_subprocess_launcher_set_child_setup (launcher, follow_parent, NULL, NULL);
  proxy = g_subprocess_launcher_spawn (launcher, &error, program, "-p", folder, "-c", conf, "-e",
                                       "stderr", NULL);
  g_assert_no_error (error);
  while (!connection)
    {
      connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16)port, NULL, NULL);
      g_usleep (1000);
    }
  return proxy;
}

static RdmInvitation *
invite_through (World *world, const char *person, guint port)
{
  RdmInvitation *invitation = hub_process_invite (&world->hub, person);

  g_free (invitation->address);
  invitation->address = g_strdup_printf ("http://127.0.0.1:%u/", port);
  return invitation;
}

/* Turns the loop until @route has @stop at @desk. Returns: how long that took, in seconds. */
static double
wait_for_route (Desk *desk, const char *stop, const char *route)
{
  gint64 began_us = g_get_monotonic_time ();

  while (g_strcmp0 (route_of (desk, stop), route) != 0)
    g_main_context_iteration (NULL, TRUE);
  return (double)(g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
}

static void
test_buffered (void)
{
  g_autofree char *path = g_strconcat (g_getenv ("PATH"), ":/usr/sbin:/sbin", NULL);
  g_autofree char *program = NULL;
  g_autoptr (GSubprocess) proxy = NULL;
  guint port = free_port ();
  World world;
  Desk ana, ben;
  double first_s, next_s;

  g_setenv ("PATH", path, TRUE);
  program = g_find_program_in_path ("nginx");
  if (!program)
    {
      g_test_skip ("nginx is not installed");
      return;
    }
  world_start (&world, hub_program);
  proxy = start_proxy (program, world.folder, port, world.hub.port);
  desk_open (&ana, &world, "ana.roundsman");
  scratch_run (ana.plan, fixture_plan_command ());
  desk_connect (&ana, &world, "Ana");
  desk_open (&ben, &world, "ben.roundsman");
  desk_accept (&ben, invite_through (&world, "Ben", port));
  wait_for_same (&ana, &ben);

  /* The first time it takes the patience that the desk has with a stream. */
  assign (&ana, "o1.d", ROUTE_1);
  first_s = wait_for_route (&ben, "o1.d", ROUTE_1);
  wait_for_same (&ana, &ben);
  assign (&ana, "o1.d", ROUTE_2);
  next_s = wait_for_route (&ben, "o1.d", ROUTE_2);
  g_test_message ("the first after %.1f s, the next after %.1f s", first_s, next_s);
  g_assert_cmpfloat (next_s, <, SOON_S);
  desk_close (&ana);
  desk_close (&ben);
  g_subprocess_force_exit (proxy);
  g_subprocess_wait (proxy, NULL, NULL);
  world_stop (&world);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = desk_set_up ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  hub_program = argv[1];
  g_test_add_func ("/link/buffered", test_buffered);
  status = g_test_run ();
  scratch_remove (g_steal_pointer (&home));
  return status;
}
