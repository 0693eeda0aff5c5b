/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

#include "osm-testing.h"
#include "rdm-region-build.h"
#include "rdm-region.h"

enum
{
  N_DAMAGES = 24,
};

/* A folder with the village's extract in it. */
typedef struct
{
  char *folder;
  char *extract;
  char *path; /* where a region may come to be */
} World;

static void
write_bytes (const char *path, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
}

static void
world_set_up (World *world, gconstpointer user_data)
{
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_DEFAULT);
  g_autoptr (GBytes) bytes = NULL;

  osm_testing_village (writer);
  bytes = rdm_osm_writer_end (writer);
  world->folder = g_dir_make_tmp ("roundsman-XXXXXX", NULL);
  world->extract = g_build_filename (world->folder, "village.osm.pbf", NULL);
  world->path = g_build_filename (world->folder, "village.region", NULL);
  write_bytes (world->extract, bytes);
}

static guint
count_files (const World *world)
{
  g_autoptr (GDir) dir = g_dir_open (world->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
world_tear_down (World *world, gconstpointer user_data)
{
  /* Nothing was left behind by whatever went on. */
  g_assert_cmpuint (count_files (world), ==,
                    1 + (g_file_test (world->path, G_FILE_TEST_EXISTS) ? 1 : 0));
  g_unlink (world->path);
  g_unlink (world->extract);
  g_rmdir (world->folder);
  g_free (world->path);
  g_free (world->extract);
  g_free (world->folder);
}

static gboolean
build (const World *world, const char *name, GError **error)
{
  return rdm_region_build (world->extract, world->path, name, NULL, NULL, NULL, NULL, error);
}

static void
build_ok (const World *world, const char *name)
{
  g_autoptr (GError) error = NULL;
  gboolean built = build (world, name, &error);

  g_assert_no_error (error);
  g_assert_true (built);
}

static RdmRegion *
open_ok (const World *world)
{
  g_autoptr (GError) error = NULL;
  RdmRegion *region = rdm_region_open (world->path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (region);
  return region;
}

static void
assert_open_fails (const World *world, RdmRegionError code)
{
  g_autoptr (GError) error = NULL;
  RdmRegion *region = rdm_region_open (world->path, &error);

  g_assert_error (error, RDM_REGION_ERROR, (int)code);
  g_assert_null (region);
  g_assert_nonnull (strstr (error->message, "village.region"));
}

static void
progress_cb (const char *step, double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last - 1e-9);
  g_assert_cmpfloat (fraction, <=, 1. + 1e-9);
  g_assert_cmpuint (strlen (step), >, 0);
  *last = fraction;
}

static void
test_build (World *world, gconstpointer user_data)
{
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (GError) error = NULL;
  RdmBox bounds;
  double last = 0.;

  g_assert_true (
      rdm_region_build (world->extract, world->path, NULL, NULL, progress_cb, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1.);
  region = open_ok (world);
  bounds = rdm_region_bounds (region);
  g_assert_cmpstr (rdm_region_name (region), ==, "village");
  g_assert_cmpstr (rdm_region_path (region), ==, world->path);
  g_assert_cmpstr (rdm_region_attribution (region), ==, "© OpenStreetMap contributors");
  g_assert_true (g_str_has_prefix (rdm_region_attribution_uri (region), "https://"));
  g_assert_cmpint (rdm_region_timestamp (region), ==, 1709587295);
  g_assert_cmpfloat (bounds.south_deg, ==, 47.1);
  g_assert_cmpfloat (bounds.west_deg, ==, -9.6);
}

/* Building again replaces the file; who has the old one open is told. */
static gpointer
connect_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = rdm_region_db (data, &error);

  g_assert_true ((db == NULL) == (error != NULL));
  return GINT_TO_POINTER (error != NULL ? error->code + 1 : 0);
}

static void
test_replaced (World *world, gconstpointer user_data)
{
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (RdmRegion) again = NULL;

  build_ok (world, "One");
  region = open_ok (world);
  g_assert_null (g_thread_join (g_thread_new ("reader", connect_thread, region)));
  build_ok (world, "Two");
  again = open_ok (world);
  g_assert_cmpstr (rdm_region_name (region), ==, "One");
  g_assert_cmpstr (rdm_region_name (again), ==, "Two");
  g_assert_cmpstr (rdm_region_id (region), !=, rdm_region_id (again));
  g_assert_nonnull (rdm_region_db (region, NULL));
  g_assert_cmpint (
      GPOINTER_TO_INT (g_thread_join (g_thread_new ("reader", connect_thread, region))), ==,
      RDM_REGION_ERROR_BROKEN + 1);
}

/* Threads come and go, and so do regions. */
static gpointer
open_and_close_thread (gpointer data)
{
  const World *world = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (RdmRegion) region = open_ok (world);

      g_assert_nonnull (rdm_region_db (region, NULL));
      g_assert_true (rdm_region_db (region, NULL) == rdm_region_db (region, NULL));
    }
  return NULL;
}

static void
test_threads (World *world, gconstpointer user_data)
{
  g_autoptr (RdmRegion) region = NULL;
  sqlite3 *mine;
  GThread *threads[16];

  build_ok (world, NULL);
  region = open_ok (world);
  mine = rdm_region_db (region, NULL);
  for (guint round = 0; round < 4; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = i % 4 == 0 ? g_thread_new ("opens", open_and_close_thread, world)
                                : g_thread_new ("reads", connect_thread, region);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_assert_null (g_thread_join (threads[i]));
    }
  g_assert_true (rdm_region_db (region, NULL) == mine);
}

static void
execute (const World *world, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (world->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
write_arrays (const World *world)
{
  static const guint32 numbers[] = { 7, 8, 9 };
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (world->path, &db), ==, SQLITE_OK);
  g_assert_true (rdm_region_write_array (db, "numbers", numbers, sizeof *numbers,
                                         G_N_ELEMENTS (numbers), &error));
  g_assert_true (rdm_region_write_array (db, "nothing", NULL, 4, 0, &error));
  g_assert_no_error (error);
  sqlite3_close (db);
}

static void
test_arrays (World *world, gconstpointer user_data)
{
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (GError) error = NULL;
  const guint32 *numbers;
  gsize n = 0;

  build_ok (world, NULL);
  write_arrays (world);
  execute (world,
           "INSERT INTO arrays VALUES ('pieces', 1, x'05060708'), ('pieces', 0, x'01020304'),"
           " ('odd', 0, x'0102030405')");
  region = open_ok (world);
  numbers = rdm_region_array (region, "numbers", sizeof *numbers, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (numbers[2], ==, 9);
  g_assert_true (rdm_region_array (region, "numbers", sizeof *numbers, &n, NULL) == numbers);
  g_assert_nonnull (rdm_region_array (region, "nothing", 4, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  numbers = rdm_region_array (region, "pieces", 8, &n, NULL);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpmem (numbers, 8, "\1\2\3\4\5\6\7\10", 8);
  g_assert_null (rdm_region_array (region, "odd", 4, &n, &error));
  g_assert_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN);
  g_clear_error (&error);
  g_assert_null (rdm_region_array (region, "none", 4, &n, &error));
  g_assert_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN);
  g_assert_nonnull (strstr (error->message, "none"));
}

static void
test_foreign (World *world, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_assert_null (rdm_region_open (world->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_file_set_contents (world->path, "a,b\n", -1, NULL);
  assert_open_fails (world, RDM_REGION_ERROR_NOT_ONE);
  /* What is not ours stays as it is. */
  g_assert_false (build (world, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_true (g_file_get_contents (world->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "a,b\n");
  g_unlink (world->path);
  execute (world, "CREATE TABLE t (x)");
  assert_open_fails (world, RDM_REGION_ERROR_NOT_ONE);
}

static void
test_versions (World *world, gconstpointer user_data)
{
  g_autofree char *newer =
      g_strdup_printf ("PRAGMA user_version = %d", RDM_REGION_SCHEMA_VERSION + 1);
  g_autofree char *older =
      g_strdup_printf ("PRAGMA user_version = %d", RDM_REGION_SCHEMA_VERSION - 1);

  build_ok (world, NULL);
  execute (world, newer);
  assert_open_fails (world, RDM_REGION_ERROR_NEWER);
  execute (world, older);
  assert_open_fails (world, RDM_REGION_ERROR_OLDER);
}

/* Not onto the disk, which would take its time. */
static void
put (const World *world, const char *data, gsize length)
{
  g_unlink (world->path);
  g_assert_true (g_file_set_contents_full (world->path, data, (gssize)length,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* Cut at any page, or with a page of noise: an error, whenever it is found. */
static void
test_damaged (World *world, gconstpointer user_data)
{
  g_autofree char *whole = NULL;
  gsize length;

  build_ok (world, NULL);
  write_arrays (world);
  g_assert_true (g_file_get_contents (world->path, &whole, &length, NULL));
  for (guint i = 0; i < N_DAMAGES; i++)
    {
      put (world, whole, 512 + (length - 513) * i / (N_DAMAGES - 1));
      assert_open_fails (world, RDM_REGION_ERROR_BROKEN);
    }
  for (guint i = 1; i < N_DAMAGES; i++)
    {
      gsize page = length / 8192 * i / N_DAMAGES * 8192;
      g_autofree char *noise = g_memdup2 (whole, length);
      g_autoptr (GError) error = NULL;
      RdmRegion *region;
      gsize n;

      memset (noise + page, 0xa5, MIN (8192, length - page));
      put (world, noise, length);
      region = rdm_region_open (world->path, &error);
      g_assert_true ((region == NULL) == (error != NULL));
      if (region == NULL)
        continue;
      (void)rdm_region_array (region, "numbers", 4, &n, NULL);
      rdm_region_unref (region);
    }
}

static void
cancel_cb (const char *step, double fraction, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (World *world, gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (rdm_region_build (world->extract, world->path, NULL, NULL, cancel_cb, cancellable,
                                    cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (world->path, G_FILE_TEST_EXISTS));
}

static void
test_bad_extract (World *world, gconstpointer user_data)
{
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (GError) error = NULL;

  build_ok (world, "Old");
  g_file_set_contents (world->extract, "", 0, NULL);
  g_assert_false (build (world, "New", &error));
  g_assert_error (error, RDM_OSM_ERROR, RDM_OSM_ERROR_EMPTY);
  region = open_ok (world);
  g_assert_cmpstr (rdm_region_name (region), ==, "Old");
}

static void
test_bad_target (World *world, gconstpointer user_data)
{
  g_autofree char *nowhere = g_build_filename (world->folder, "no", "where.region", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (rdm_region_build (world->extract, nowhere, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "where.region"));
  g_clear_error (&error);
  g_assert_false (
      rdm_region_build (world->extract, world->folder, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  /* The extract itself is no place for a region. */
  g_assert_false (
      rdm_region_build (world->extract, world->extract, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

/* A limit on the size of files is a full disk to whoever writes. */
static void
test_full_disk (World *world, gconstpointer user_data)
{
  struct rlimit before;
  struct rlimit small = { 8192, RLIM_INFINITY };
  g_autoptr (GError) error = NULL;
  gboolean built;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small.rlim_max = before.rlim_max;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  built = build (world, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (built);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "village.region"));
  g_assert_false (g_file_test (world->path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (World *world, gconstpointer user_data);
  } tests[] = {
    { "/region/build", test_build },
    { "/region/replaced", test_replaced },
    { "/region/threads", test_threads },
    { "/region/arrays", test_arrays },
    { "/region/foreign", test_foreign },
    { "/region/versions", test_versions },
    { "/region/damaged", test_damaged },
    { "/region/cancel", test_cancel },
    { "/region/bad-extract", test_bad_extract },
    { "/region/bad-target", test_bad_target },
    { "/region/full-disk", test_full_disk },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, World, NULL, world_set_up, tests[i].test, world_tear_down);
  return g_test_run ();
}
