/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files of every version that ever was open as they are today; a step that fails leaves the file as
 * it was.
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "plan-fixture.h"
#include "rdm-store-private.h"
#include "scratch.h"

/* Makes a plan file out of the text of one: tests/store/data/v1.sql is version 1. */
static void
make_file (const char *path, const char *text_path)
{
  g_autofree char *text = NULL;
  GError *error = NULL;
  char *message = NULL;
  sqlite3 *db;

  g_file_get_contents (text_path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, text, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static void
assert_opens (const char *folder, const char *text_path, int version)
{
  g_autofree char *path = g_strdup_printf ("%s/v%d.roundsman", folder, version);
  g_autofree char *backup = g_strdup_printf ("%s.v%d.bak", path, version);
  g_autofree char *list = NULL;
  g_autoptr (RdmPlanFile) plan = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  RdmRows *rows;

  make_file (path, text_path);
  plan = scratch_open (path);
  rows = rdm_plan_file_get_rows (plan);
  fixture_assert_sound (rows);
  list = fixture_route (rows, "shift1@" FIXTURE_MONDAY);
  g_assert_cmpstr (list, ==, "o7.p o7.d o1.d");
  g_assert_cmpstr (rdm_plan_file_get_undo_label (plan), ==, "Move o7");
  scratch_assert_replayed (plan);
  outcome = rdm_plan_file_undo (plan);
  g_assert_cmpint (outcome->verdict, ==, RDM_APPLIED);
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS) == (version < RDM_STORE_VERSION));
}

static void
test_fixtures (void)
{
  char *folder = scratch_new ();
  g_autofree char *data = g_test_build_filename (G_TEST_DIST, "store", "data", NULL);
  g_autoptr (GDir) dir = g_dir_open (data, 0, NULL);
  gboolean found[RDM_STORE_VERSION + 1] = { FALSE };
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (data, name, NULL);
      gint64 version = g_ascii_strtoll (name + 1, NULL, 10);

      g_test_message ("%s", name);
      g_assert_cmpint (version, >=, 1);
      g_assert_cmpint (version, <=, RDM_STORE_VERSION);
      found[version] = TRUE;
      assert_opens (folder, path, (int)version);
    }
  /* Whoever makes a new version stores a file of it. */
  for (int version = 1; version <= RDM_STORE_VERSION; version++)
    g_assert_true (found[version]);
  scratch_remove (folder);
}

/* Versions that do not exist yet. */
static GBytes *
future_schema (int version, GError **error)
{
  static const char good[] = "CREATE TABLE news (id TEXT) STRICT;"
                             "ALTER TABLE driver ADD COLUMN shoe_size INTEGER;";
  static const char bad[] = "ALTER TABLE driver ADD COLUMN hat_size INTEGER;"
                            "DROP TABLE sender; INSERT INTO nothing VALUES (1);";

  return version == RDM_STORE_VERSION + 1 ? g_bytes_new_static (good, strlen (good))
                                          : g_bytes_new_static (bad, strlen (bad));
}

static GBytes *
empty_schema (int version, GError **error)
{
  g_set_error_literal (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND, "no such step");
  return NULL;
}

typedef struct
{
  char *folder;
  char *path;
  char *backup;
  sqlite3 *db;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmPlanFile) plan = NULL;

  fixture->folder = scratch_new ();
  fixture->path = g_build_filename (fixture->folder, "day.roundsman", NULL);
  fixture->backup = g_strdup_printf ("%s.v%d.bak", fixture->path, RDM_STORE_VERSION);
  plan = scratch_open (fixture->path);
  scratch_run (plan, fixture_plan_command ());
  g_clear_object (&plan);
  g_assert_cmpint (sqlite3_open (fixture->path, &fixture->db), ==, SQLITE_OK);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sqlite3_close (fixture->db);
  scratch_remove (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->backup);
}

static gint64
version_of (Fixture *fixture)
{
  return rdm_store_pragma (fixture->db, fixture->path, "user_version", NULL);
}

static gboolean
has_table (Fixture *fixture, const char *name)
{
  return sqlite3_table_column_metadata (fixture->db, NULL, name, NULL, NULL, NULL, NULL, NULL, NULL)
         == SQLITE_OK;
}

static void
test_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (RdmStore) store = NULL;
  GError *error = NULL;

  rdm_store_migrate (fixture->db, fixture->path, RDM_STORE_VERSION + 1, future_schema, &error);
  g_assert_no_error (error);
  g_assert_cmpint (version_of (fixture), ==, RDM_STORE_VERSION + 1);
  g_assert_true (has_table (fixture, "news"));
  /* The backup is a plan of the version before. */
  store = rdm_store_open (fixture->backup, 0, &error);
  g_assert_no_error (error);
  rdm_store_load (store, rows, &error);
  g_assert_no_error (error);
  g_assert_nonnull (rdm_rows_get (rows, RDM_ROW_ORDER, "o20"));
}

static void
test_failing_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;

  g_assert_false (
      rdm_store_migrate (fixture->db, fixture->path, RDM_STORE_VERSION + 2, future_schema, &error));
  g_assert_error (error, RDM_STORE_ERROR, RDM_STORE_ERROR_MIGRATION);
  g_test_message ("%s", error->message);
  /* What was done whole stays, and the next step left no trace. */
  g_assert_cmpint (version_of (fixture), ==, RDM_STORE_VERSION + 1);
  g_assert_true (has_table (fixture, "news"));
  g_assert_true (has_table (fixture, "sender"));
  g_assert_true (sqlite3_get_autocommit (fixture->db));
  g_assert_true (g_file_test (fixture->backup, G_FILE_TEST_EXISTS));
  /* A step that is not there is no success. */
  g_assert_false (rdm_store_migrate (fixture->db, fixture->path, RDM_STORE_VERSION + 2,
                                     empty_schema, &problem));
  g_assert_error (problem, RDM_STORE_ERROR, RDM_STORE_ERROR_MIGRATION);
}

/* Without a backup there is no step. */
static void
test_no_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inside = g_build_filename (fixture->backup, "something", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
  g_assert_false (
      rdm_store_migrate (fixture->db, fixture->path, RDM_STORE_VERSION + 1, future_schema, &error));
  g_assert_error (error, RDM_STORE_ERROR, RDM_STORE_ERROR_MIGRATION);
  g_assert_cmpint (version_of (fixture), ==, RDM_STORE_VERSION);
  g_assert_false (has_table (fixture, "news"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/migrate/fixtures", test_fixtures);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/migrate/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("step", test_step);
  ADD ("failing-step", test_failing_step);
  ADD ("no-backup", test_no_backup);
#undef ADD
  return g_test_run ();
}
