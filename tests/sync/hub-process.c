/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-process.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* In the child: a test that fails leaves no hub behind. */
static void
follow_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
hub_process_start (HubProcess *hub)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *listen = g_strdup_printf (":%u", hub->port);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;

  g_subprocess_launcher_set_child_setup (launcher, follow_parent, NULL, NULL);
  hub->process = g_subprocess_launcher_spawn (launcher, &error, hub->program, "--data", hub->folder,
                                              "--listen", listen, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hub->process));
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (!g_str_has_prefix (line, "Listening on "))
        continue;
      hub->port = (guint)g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
      return;
    }
}

void
hub_process_kill (HubProcess *hub)
{
  g_subprocess_force_exit (hub->process);
  g_subprocess_wait (hub->process, NULL, NULL);
  g_clear_object (&hub->process);
}

char *
hub_process_run (HubProcess *hub, const char *verb, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, hub->program, verb, "--data",
                        hub->folder, argument, NULL);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

RdmInvitation *
hub_process_invite (HubProcess *hub, const char *person)
{
  g_autofree char *output = hub_process_run (hub, "invite", person);
  g_autoptr (GRegex) regex = g_regex_new ("\\b(\\w{4}(-\\w{4}){3,})\\b", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *text = NULL;
  RdmInvitation *invitation;

  g_assert_true (g_regex_match (regex, output, 0, &match));
  code = g_match_info_fetch (match, 1);
  text = g_strdup_printf ("http://127.0.0.1:%u#%s", hub->port, code);
  invitation = rdm_invitation_parse (text, &error);
  g_assert_no_error (error);
  return invitation;
}
