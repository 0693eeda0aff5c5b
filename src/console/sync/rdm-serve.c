/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-serve.h"

#include <glib/gi18n.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>

#include "rdm-invitation.h"
#include "rdm-server-key.h"
#include "rdm-server-rule.h"

#define PORT 8463
#define LISTENING "Listening on "

struct _RdmServe
{
  GObject parent_instance;

  GCancellable *looking; /* for the key of a server, before it runs; NULL: nobody is */
  GSubprocess *process;  /* NULL while it does not run */
  GDataInputStream *output;
  char *problem;
  guint port; /* 0 while it does not listen */
};

G_DEFINE_FINAL_TYPE (RdmServe, rdm_serve, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

RdmServe *
rdm_serve_get_default (void)
{
  static RdmServe *serve;

  if (serve == NULL)
    serve = g_object_new (RDM_TYPE_SERVE, NULL);
  return serve;
}

/* Beside this program, where it is installed; in a tree that is being built, where that says. */
static char *
find_program (void)
{
  const char *named = g_getenv ("ROUNDSMAN_HUB");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside =
      folder != NULL ? g_build_filename (folder, "roundsman-hub", NULL) : NULL;

  if (named != NULL)
    return g_strdup (named);
  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_find_program_in_path ("roundsman-hub");
}

/* Of this computer, but for those that lead back to it, and those of IPv6 that hold on one cable.
 * (element-type GInetAddress). */
static GPtrArray *
list_addresses (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  struct ifaddrs *all = NULL;

  if (getifaddrs (&all) != 0)
    return list;
  for (struct ifaddrs *one = all; one != NULL; one = one->ifa_next)
    {
      g_autoptr (GSocketAddress) socket = NULL;
      GInetAddress *address;

      if (one->ifa_addr == NULL || (one->ifa_flags & IFF_UP) == 0
          || (one->ifa_addr->sa_family != AF_INET && one->ifa_addr->sa_family != AF_INET6))
        continue;
      socket = g_socket_address_new_from_native (one->ifa_addr, sizeof (struct sockaddr_in6));
      address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket));
      if (!g_inet_address_get_is_loopback (address) && !g_inet_address_get_is_link_local (address))
        g_ptr_array_add (list, g_object_ref (address));
    }
  freeifaddrs (all);
  return list;
}

/* Whether a desk would send its token there: see rdm_hub_address_check(). */
static gboolean
is_of_own_network (GInetAddress *address)
{
  g_autofree char *text = g_inet_address_to_string (address);
  g_autofree char *url = strchr (text, ':') != NULL ? g_strdup_printf ("http://[%s]/", text)
                                                    : g_strdup_printf ("http://%s/", text);

  return rdm_hub_address_check (url, NULL);
}

/* Which of its addresses this computer uses towards others; nothing is sent. @far: one that is
 * nobody's. Returns: (transfer full) (nullable). */
static GInetAddress *
address_towards (const char *far)
{
  g_autoptr (GSocketAddress) there = g_inet_socket_address_new_from_string (far, 9);
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (there),
                                             G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) here = NULL;

  if (socket != NULL && g_socket_connect (socket, there, NULL, NULL))
    here = g_socket_get_local_address (socket, NULL);
  return here != NULL
             ? g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (here)))
             : NULL;
}

/* The address that others in this network reach: the one that is used towards them, rather than
 * one of a network inside this computer; of IPv4, where there is one. */
static GInetAddress *
find_address (GPtrArray *all)
{
  static const char *const far[] = { "192.0.2.1", "2001:db8::1" };

  for (guint i = 0; i < G_N_ELEMENTS (far); i++)
    {
      g_autoptr (GInetAddress) used = address_towards (far[i]);

      if (used != NULL && is_of_own_network (used))
        return g_steal_pointer (&used);
    }
  for (guint i = 0; i < all->len; i++)
    if (is_of_own_network (all->pdata[i]))
      return g_object_ref (all->pdata[i]);
  return all->len > 0 ? g_object_ref (all->pdata[0])
                      : g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
}

/* Where there is IPv6, on both. */
static char *
where_to_listen (void)
{
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) here = g_inet_socket_address_new (any, 0);
  gboolean has_ipv6 = socket != NULL && g_socket_bind (socket, here, FALSE, NULL);

  return g_strdup_printf ("%s:%d", has_ipv6 ? "[::]" : "0.0.0.0", PORT);
}

static char *
data_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "roundsman", "hub", NULL);
}

static void
end (RdmServe *self, const char *problem)
{
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  self->port = 0;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void read_line (RdmServe *self);

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmServe) self = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (G_OBJECT (self->output) != source)
    return;
  if (line == NULL)
    {
      end (self, _ ("The hub has ended. Another one may be running on this computer."));
      return;
    }
  if (g_str_has_prefix (line, LISTENING))
    {
      self->port = (guint)g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  read_line (self);
}

static void
read_line (RdmServe *self)
{
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, line_cb,
                                       g_object_ref (self));
}

/* In the child: a console that is killed takes its hub along. */
static void
follow_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

/* The roads that this desk goes by, so that its hub says the same times. Returns: (nullable). */
static char *
find_region (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.roundsman.Roundsman");
  g_autofree char *path = g_settings_get_string (settings, "region-file");

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}

/* The server of travel times that this desk asks, as the hub takes it. Returns: (nullable); @url:
 * (out). */
static char *
find_server (char **url)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.roundsman.Roundsman");
  g_autofree char *kind = g_settings_get_string (settings, "travel-server");
  g_autofree char *text = NULL;
  g_autoptr (RdmServerRule) rule = NULL;

  *url = g_settings_get_string (settings, "travel-server-url");
  text = g_strconcat (kind, ":", *url, NULL);
  /* One that the hub would refuse keeps it from running. */
  rule = rdm_server_rule_read (text, NULL, NULL);
  return rule != NULL && rdm_server_rule_check (rule, NULL) ? g_steal_pointer (&text) : NULL;
}

/* @server, @key: (nullable). */
static void
spawn (RdmServe *self, const char *server, const char *key)
{
  g_autofree char *program = find_program ();
  g_autofree char *folder = data_folder ();
  g_autofree char *listen = where_to_listen ();
  g_autofree char *region = find_region ();
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) command = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    {
      end (self, _ ("The program roundsman-hub is not installed on this computer."));
      return;
    }
  g_strv_builder_add_many (words, program, "--data", folder, "--listen", listen, NULL);
  if (region != NULL)
    g_strv_builder_add_many (words, "--region", region, NULL);
  if (server != NULL)
    g_strv_builder_add_many (words, "--travel-server", server, NULL);
  command = g_strv_builder_end (words);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  /* What it says is read here, and not by people. */
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  if (key != NULL)
    g_subprocess_launcher_setenv (launcher, RDM_SERVER_KEY_VARIABLE, key, TRUE);
  g_subprocess_launcher_set_child_setup (launcher, follow_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *)command, &error);
  if (self->process == NULL)
    {
      end (self, error->message);
      return;
    }
  g_clear_pointer (&self->problem, g_free);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  read_line (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmServe) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = rdm_server_key_look_up_finish (result, &error);
  g_autofree char *url = NULL;
  g_autofree char *server = NULL;

  /* It was stopped again. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->looking);
  server = find_server (&url);
  spawn (self, server, key);
}

void
rdm_serve_start (RdmServe *self)
{
  g_autofree char *url = NULL;
  g_autofree char *server = NULL;

  if (rdm_serve_is_started (self))
    return;
  server = find_server (&url);
  if (server == NULL)
    {
      spawn (self, NULL, NULL);
      return;
    }
  /* The keyring may take its time. */
  self->looking = g_cancellable_new ();
  rdm_server_key_look_up_async (url, self->looking, looked_up_cb, g_object_ref (self));
}

void
rdm_serve_stop (RdmServe *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGTERM);
  end (self, NULL);
}

gboolean
rdm_serve_is_started (RdmServe *self)
{
  return self->process != NULL || self->looking != NULL;
}

gboolean
rdm_serve_is_running (RdmServe *self)
{
  return self->port > 0;
}

const char *
rdm_serve_get_problem (RdmServe *self)
{
  return self->problem;
}

char *
rdm_serve_dup_own_address (RdmServe *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u/", self->port > 0 ? self->port : PORT);
}

char *
rdm_serve_dup_address (RdmServe *self)
{
  g_autoptr (GPtrArray) all = list_addresses ();
  g_autoptr (GInetAddress) best = find_address (all);
  g_autofree char *text = g_inet_address_to_string (best);
  guint port = self->port > 0 ? self->port : PORT;

  return g_inet_address_get_family (best) == G_SOCKET_FAMILY_IPV6
             ? g_strdup_printf ("http://[%s]:%u/", text, port)
             : g_strdup_printf ("http://%s:%u/", text, port);
}

/* Invitations */

static void
invited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RdmServe *self = g_task_get_source_object (task);
  g_autoptr (GRegex) regex = g_regex_new ("\\b(\\w{4}(-\\w{4}){3,})\\b", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *output = NULL;
  g_autofree char *address = rdm_serve_dup_address (self);
  g_autofree char *code = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &output, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (output == NULL || !g_regex_match (regex, output, 0, &match))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                               _ ("The hub has made no invitation."));
      return;
    }
  code = g_match_info_fetch (match, 1);
  g_task_return_pointer (task, rdm_invitation_format (address, code), g_free);
}

void
rdm_serve_invite_async (RdmServe *self,
                        const char *person,
                        const char *role,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *program = find_program ();
  g_autofree char *folder = data_folder ();
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;

  if (program == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("The program roundsman-hub is not installed on this computer."));
  else
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "invite", "--data",
                                folder, "--role", role, "--", person, NULL);
  if (process == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_subprocess_communicate_utf8_async (process, NULL, NULL, invited_cb, task);
}

char *
rdm_serve_invite_finish (RdmServe *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
dispose (GObject *object)
{
  RdmServe *self = RDM_SERVE (object);

  g_clear_object (&self->process);
  g_clear_object (&self->output);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (rdm_serve_parent_class)->dispose (object);
}

static void
rdm_serve_class_init (RdmServeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_SERVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
rdm_serve_init (RdmServe *self)
{
}
