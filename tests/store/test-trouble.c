/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is not to be opened is refused with a sentence that says what and where, and stays as it
 * was.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plan-fixture.h"
#include "rdm-store-private.h"
#include "scratch.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_new ();
  fixture->path = g_build_filename (fixture->folder, "day.roundsman", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scratch_remove (fixture->folder);
  g_free (fixture->path);
}

static void
assert_refused_with (const char *path, RdmStoreFlags flags, RdmStoreError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPlanFile) plan = rdm_plan_file_open (path, flags, &error);
  g_autofree char *name = g_path_get_basename (path);

  g_assert_null (plan);
  g_assert_error (error, RDM_STORE_ERROR, (int)code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* Refused for reading and for writing, and nothing of it or beside it is different afterwards. */
static void
assert_refused (Fixture *fixture, RdmStoreError code)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *lock = g_strconcat (fixture->path, "-lock", NULL);
  gsize length_before = 0;
  gsize length_after = 0;

  g_file_get_contents (fixture->path, &before, &length_before, NULL);
  assert_refused_with (fixture->path, 0, code);
  assert_refused_with (fixture->path, RDM_STORE_READ_ONLY, code);
  g_file_get_contents (fixture->path, &after, &length_after, NULL);
  g_assert_cmpmem (before, length_before, after, length_after);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

static void
write_file (Fixture *fixture, const char *content, gssize length)
{
  GError *error = NULL;

  g_file_set_contents (fixture->path, content, length, &error);
  g_assert_no_error (error);
}

static void
make_plan (Fixture *fixture)
{
  g_autoptr (RdmPlanFile) plan = scratch_open (fixture->path);

  scratch_run (plan, fixture_plan_command ());
}

static void
execute (Fixture *fixture, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "day.roundsman", NULL);

  assert_refused (fixture, RDM_STORE_ERROR_OPEN);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  assert_refused_with (nowhere, RDM_STORE_CREATE, RDM_STORE_ERROR_OPEN);
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  assert_refused_with (fixture->folder, RDM_STORE_CREATE, RDM_STORE_ERROR_OPEN);
  assert_refused_with (fixture->folder, RDM_STORE_READ_ONLY, RDM_STORE_ERROR_OPEN);
}

static void
test_device (Fixture *fixture, gconstpointer data)
{
  assert_refused_with ("/dev/null", RDM_STORE_CREATE, RDM_STORE_ERROR_NOT_A_PLAN);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (10 * 1000, 'x');

  write_file (fixture, "Order;Name\n1;Ana\n", -1);
  assert_refused (fixture, RDM_STORE_ERROR_NOT_A_PLAN);
  assert_refused_with (fixture->path, RDM_STORE_CREATE, RDM_STORE_ERROR_NOT_A_PLAN);
  write_file (fixture, text, -1);
  assert_refused (fixture, RDM_STORE_ERROR_NOT_A_PLAN);
  write_file (fixture, "", 0);
  assert_refused (fixture, RDM_STORE_ERROR_NOT_A_PLAN);
}

static void
test_other_database (Fixture *fixture, gconstpointer data)
{
  execute (fixture, "CREATE TABLE bookmark (url TEXT)");
  assert_refused (fixture, RDM_STORE_ERROR_NOT_A_PLAN);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  make_plan (fixture);
  execute (fixture, "PRAGMA user_version = 999");
  assert_refused (fixture, RDM_STORE_ERROR_NEWER);
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  static const double parts[] = { 0.0001, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99 };
  g_autofree char *content = NULL;
  gsize length;

  make_plan (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize part = (gsize)((double)length * parts[i]);

      write_file (fixture, content, (gssize)part);
      assert_refused (fixture, part < 16 ? RDM_STORE_ERROR_NOT_A_PLAN : RDM_STORE_ERROR_DAMAGED);
    }
}

/* Whatever is overwritten, it opens or is refused with a sentence; nothing crashes. */
static void
test_overwritten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree char *content = NULL;
  gsize length;
  guint n_refused = 0;

  make_plan (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *bad = g_memdup2 (content, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmPlanFile) plan = NULL;

      for (guint n = 0; n < 64; n++)
        bad[g_rand_int_range (random, 0, (gint32)length)] = (char)g_rand_int (random);
      write_file (fixture, bad, (gssize)length);
      plan = rdm_plan_file_open (fixture->path, 0, &error);
      g_assert_true ((plan == NULL) == (error != NULL));
      if (error && error->domain == RDM_STORE_ERROR)
        n_refused++;
    }
  g_assert_cmpuint (n_refused, >, 50);
}

static void
test_missing_table (Fixture *fixture, gconstpointer data)
{
  make_plan (fixture);
  execute (fixture, "DROP TABLE driver");
  assert_refused (fixture, RDM_STORE_ERROR_DAMAGED);
}

static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  make_plan (fixture);
  execute (fixture, "UPDATE stop SET state = 'dreaming' WHERE id = 'o3.d'");
  assert_refused (fixture, RDM_STORE_ERROR_DAMAGED);
}

static void
test_two_programs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmPlanFile) plan = scratch_open (fixture->path);
  g_autofree char *link = g_build_filename (fixture->folder, "alias.roundsman", NULL);
  g_autofree char *name = g_path_get_basename (fixture->path);
  g_autoptr (GError) error = NULL;
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      g_autoptr (GError) refusal = NULL;
      RdmStore *other = rdm_store_open (fixture->path, RDM_STORE_CREATE, &refusal);

      _exit (!other && g_error_matches (refusal, RDM_STORE_ERROR, RDM_STORE_ERROR_BUSY) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  assert_refused_with (fixture->path, RDM_STORE_CREATE, RDM_STORE_ERROR_BUSY);
  /* Another name for it is the same file. */
  g_assert_cmpint (symlink (name, link), ==, 0);
  g_assert_null (rdm_plan_file_open (link, 0, &error));
  g_assert_error (error, RDM_STORE_ERROR, RDM_STORE_ERROR_BUSY);
  /* The first is none the worse for it, and leaves the file to others when it is done. */
  scratch_run (plan, fixture_plan_command ());
  g_assert_true (rdm_plan_file_flush (plan, NULL));
  g_clear_object (&plan);
  plan = scratch_open (link);
  scratch_assert_replayed (plan);
}

/* What a dead program leaves behind keeps nobody out. */
static void
test_dead_owner (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmPlanFile) plan = NULL;
  g_autofree char *lock = g_strconcat (fixture->path, "-lock", NULL);

  make_plan (fixture);
  g_assert_true (g_file_set_contents (lock, "", 0, NULL));
  plan = scratch_open (fixture->path);
  g_clear_object (&plan);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmPlanFile) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *new = g_build_filename (fixture->folder, "new.roundsman", NULL);

  if (geteuid () == 0)
    {
      g_test_skip ("everything is permitted to root");
      return;
    }
  make_plan (fixture);
  g_chmod (fixture->folder, 0500);
  assert_refused_with (fixture->path, 0, RDM_STORE_ERROR_OPEN);
  assert_refused_with (new, RDM_STORE_CREATE, RDM_STORE_ERROR_OPEN);
  reader = rdm_plan_file_open (fixture->path, RDM_STORE_READ_ONLY, &error);
  g_chmod (fixture->path, 0);
  assert_refused_with (fixture->path, RDM_STORE_READ_ONLY, RDM_STORE_ERROR_OPEN);
  g_chmod (fixture->folder, 0700);
  g_assert_no_error (error);
  g_assert_nonnull (reader);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/trouble/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("missing", test_missing);
  ADD ("folder", test_folder);
  ADD ("device", test_device);
  ADD ("text", test_text);
  ADD ("other-database", test_other_database);
  ADD ("newer", test_newer);
  ADD ("truncated", test_truncated);
  ADD ("overwritten", test_overwritten);
  ADD ("missing-table", test_missing_table);
  ADD ("nonsense", test_nonsense);
  ADD ("two-programs", test_two_programs);
  ADD ("dead-owner", test_dead_owner);
  ADD ("read-only-folder", test_read_only_folder);
#undef ADD
  return g_test_run ();
}
