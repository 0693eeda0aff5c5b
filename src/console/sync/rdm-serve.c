/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-serve.h"

#include <arpa/inet.h>
#include <glib/gi18n.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <signal.h>
#include <sys/prctl.h>

#include "rdm-invitation.h"

#define PORT 8463
#define LISTENING "Listening on "

struct _RdmServe
{
  GObject parent_instance;

  GSubprocess *process; /* NULL while it does not run */
  GDataInputStream *output;
  char *problem;
  gboolean listening;
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
  self->listening = FALSE;
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
      self->listening = TRUE;
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

void
rdm_serve_start (RdmServe *self)
{
  g_autofree char *program = find_program ();
  g_autofree char *folder = data_folder ();
  g_autofree char *listen = g_strdup_printf ("0.0.0.0:%d", PORT);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;

  if (self->process != NULL)
    return;
  if (program == NULL)
    {
      end (self, _ ("The program roundsman-hub is not installed on this computer."));
      return;
    }
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  /* What it says is read here, and not by people. */
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_set_child_setup (launcher, follow_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, "--data", folder,
                                               "--listen", listen, NULL);
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

void
rdm_serve_stop (RdmServe *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGTERM);
  end (self, NULL);
}

gboolean
rdm_serve_is_running (RdmServe *self)
{
  return self->listening;
}

const char *
rdm_serve_get_problem (RdmServe *self)
{
  return self->problem;
}

/* The first address of this computer in a network. */
static char *
find_address (void)
{
  struct ifaddrs *all = NULL;
  char text[INET_ADDRSTRLEN] = "127.0.0.1";

  if (getifaddrs (&all) == 0)
    for (struct ifaddrs *one = all; one != NULL; one = one->ifa_next)
      if (one->ifa_addr != NULL && one->ifa_addr->sa_family == AF_INET
          && (one->ifa_flags & IFF_UP) != 0 && (one->ifa_flags & IFF_LOOPBACK) == 0
          && inet_ntop (AF_INET, &((struct sockaddr_in *)(gpointer)one->ifa_addr)->sin_addr, text,
                        sizeof text)
                 != NULL)
        break;
  if (all != NULL)
    freeifaddrs (all);
  return g_strdup (text);
}

char *
rdm_serve_dup_address (RdmServe *self)
{
  g_autofree char *address = find_address ();

  return g_strdup_printf ("http://%s:%d/", address, PORT);
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
