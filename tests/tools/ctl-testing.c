/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl-testing.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

Ctl *
ctl_new (void)
{
  Ctl *self = g_new0 (Ctl, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("roundsmanctl-XXXXXX", &error);
  g_assert_no_error (error);
  return self;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        remove_folder (file);
      else
        g_unlink (file);
    }
  g_rmdir (path);
}

void
ctl_free (Ctl *self)
{
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

int
ctl_run (Ctl *self, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list list;
  const char *argument;

  g_ptr_array_add (arguments, (char *)g_getenv ("ROUNDSMANCTL"));
  va_start (list, self);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, (char *)argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  /* From a file: a program that refuses before it has read would break a pipe. */
  if (self->in)
    {
      g_autofree char *in = g_build_filename (self->folder, ".standard-input", NULL);

      g_file_set_contents (in, self->in, -1, &error);
      g_assert_no_error (error);
      g_subprocess_launcher_set_stdin_file_path (launcher, in);
    }
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)arguments->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &self->out, &self->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  self->status = g_subprocess_get_exit_status (process);
  if (self->status != 0)
    g_test_message ("%d: %s", self->status, self->err);
  return self->status;
}

JsonNode *
ctl_json (Ctl *self)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, self->out, -1, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

void
ctl_assert_fails (Ctl *self, int status, const char *words)
{
  g_assert_cmpint (self->status, ==, status);
  g_assert_cmpstr (self->out, ==, "");
  g_assert_nonnull (strstr (self->err, words));
  g_assert_true (g_str_has_prefix (self->err, "roundsman"));
  g_assert_null (strstr (self->err, "rdm_"));
  g_assert_true (g_str_has_suffix (self->err, "\n"));
}

char *
ctl_path (Ctl *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
ctl_write (Ctl *self, const char *name, const void *data, gssize length)
{
  g_autofree char *path = ctl_path (self, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
}

GBytes *
ctl_read (Ctl *self, const char *name)
{
  g_autofree char *path = ctl_path (self, name);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

void
ctl_demo (Ctl *self)
{
  g_assert_cmpint (ctl_run (self, "demo", ".", NULL), ==, 0);
  g_assert_cmpint (ctl_run (self, "new", "--zone", "Europe/Berlin", "day.roundsman", NULL), ==, 0);
  g_assert_cmpint (ctl_run (self, "fleet", "day.roundsman", "fleet.csv", NULL), ==, 0);
  g_assert_cmpint (ctl_run (self, "import", "--repair", "day.roundsman", "orders.csv", NULL), ==,
                   0);
}
