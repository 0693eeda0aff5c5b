/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hub's token in a keyring: the real one of GNOME on a bus of its own, where it is installed; and
 * in a file, where there is none.
 */
#include <glib/gstdio.h>

#include "rdm-token.h"
#include "scratch.h"

#define DEVICE "device_1"
#define TOKEN "xyzzy"
#define PATIENCE_S 20

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  rdm_token_keep_finish (result, &error);
  g_assert_no_error (error);
  *(gboolean *)done = TRUE;
}

static void
keep (void)
{
  gboolean done = FALSE;

  rdm_token_keep_async (DEVICE, "https://hub.example/", TOKEN, NULL, kept_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  gboolean done;
  char *token;
} Answer;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->token = rdm_token_look_up_finish (result, NULL);
  answer->done = TRUE;
}

static char *
look_up (void)
{
  Answer answer = { FALSE, NULL };

  rdm_token_look_up_async (DEVICE, NULL, found_cb, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  return answer.token;
}

/* To forget does not answer: turns the loop until it is so. */
static void
assert_forgotten (void)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;

  for (;;)
    {
      g_autofree char *token = look_up ();

      if (!token)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    }
}

static void
test_file (void)
{
  g_autofree char *path = NULL;
  g_autofree char *token = NULL;
  GStatBuf info;

  keep ();
  path = rdm_token_dup_file (DEVICE);
  g_assert_nonnull (path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  token = look_up ();
  g_assert_cmpstr (token, ==, TOKEN);
  rdm_token_forget (DEVICE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_forgotten ();
}

/* Unlocked by a password that is not empty; it says so when it is there. */
static GSubprocess *
start_keyring (const char *program)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                 | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *keyring = g_subprocess_launcher_spawn (launcher, &error, program, "--unlock",
                                                      "--foreground", "--components=secrets", NULL);
  GOutputStream *input;

  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (keyring);
  g_assert_true (g_output_stream_write_all (input, "open", 4, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (input, NULL, &error));
  return keyring;
}

static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer is_there)
{
  *(gboolean *)is_there = TRUE;
}

static void
wait_for_keyring (void)
{
  gboolean is_there = FALSE;
  guint watch =
      g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets",
                        G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, NULL, &is_there, NULL);

  while (!is_there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

static void
test_keyring (void)
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  g_autoptr (GSubprocess) keyring = NULL;
  g_autofree char *token = NULL;
  g_autofree char *path = NULL;

  if (!program)
    {
      g_test_skip ("gnome-keyring-daemon is not installed");
      return;
    }
  keyring = start_keyring (program);
  wait_for_keyring ();
  keep ();
  /* In the keyring, and nowhere else. */
  path = rdm_token_dup_file (DEVICE);
  g_assert_null (path);
  token = look_up ();
  g_assert_cmpstr (token, ==, TOKEN);
  rdm_token_forget (DEVICE);
  assert_forgotten ();
  g_subprocess_send_signal (keyring, SIGTERM);
  g_subprocess_wait (keyring, NULL, NULL);
}

int
main (int argc, char **argv)
{
  char *home = g_dir_make_tmp ("roundsman-token-XXXXXX", NULL);
  g_autofree char *runtime = g_build_filename (home, "run", NULL);
  gboolean with_keyring;
  int status;

  g_test_init (&argc, &argv, NULL);
  with_keyring = argc > 1 && g_str_equal (argv[1], "keyring");
  g_assert_cmpint (g_mkdir (runtime, 0700), ==, 0);
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  if (with_keyring)
    g_test_add_func ("/token/keyring", test_keyring);
  else
    {
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
      g_test_add_func ("/token/file", test_file);
    }
  status = g_test_run ();
  scratch_remove (home);
  return status;
}
