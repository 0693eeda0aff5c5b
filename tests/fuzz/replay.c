/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Gives a fuzz target every file of the folders named on the command line, whole, and cut short in
 * many places. */
#include <glib.h>

#include "fuzz.h"

enum
{
  N_CUTS = 32,
};

/* Copied to the byte, so that a sanitizer sees reading past the end. */
static void
feed (const char *text, gsize length)
{
  g_autofree uint8_t *data = g_memdup2 (text, length);

  LLVMFuzzerTestOneInput (data, length);
}

static void
replay_file (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  g_assert_no_error (error);
  feed (text, length);
  for (gsize i = 0; i < N_CUTS; i++)
    feed (text, length * i / N_CUTS);
}

static void
add_folder (const char *folder, GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *id = g_strconcat ("/replay/", name, NULL);
      char *path = g_build_filename (folder, name, NULL);

      g_ptr_array_add (paths, path);
      g_test_add_data_func (id, path, replay_file);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    add_folder (argv[i], paths);
  g_assert_cmpuint (paths->len, >, 0);
  return g_test_run ();
}
