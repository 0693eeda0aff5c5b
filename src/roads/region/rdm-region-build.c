/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-region-build.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rdm-config.h"
#include "rdm-region-private.h"

/* How much of the time each step takes, roughly; the sum is 1. */
enum
{
  PERCENT_READ = 15,
};

typedef struct
{
  gboolean (*write) (const RdmRegionPart *part, GError **error);
  guint percent;
} Part;

static const Part parts[] = {
  { rdm_graph_write, 45 },
  { rdm_ground_write, 25 },
  { rdm_addresses_write, 15 },
  { NULL, 0 },
};

/* A step within the whole. */
typedef struct
{
  RdmRegionProgress progress;
  gpointer user_data;
  double begin;
  double length;
} Step;

typedef struct
{
  const char *extract;
  const char *path;
  const char *name;
  const char *profiles_dir;
  GCancellable *cancellable;
  Step step;

  /* Owned */
  char *aside; /* what is written, until it is whole */
} Build;

static void
step_cb (const char *what, double fraction, gpointer user_data)
{
  const Step *step = user_data;

  if (step->progress != NULL)
    step->progress (what, step->begin + step->length * fraction, step->user_data);
}

static void
read_cb (double fraction, gpointer user_data)
{
  step_cb (_ ("Reading the extract"), fraction, user_data);
}

/* Runs several statements. */
static gboolean
execute (sqlite3 *db, const char *sql, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || rdm_region_fail_db (db, error);
}

char *
rdm_region_user_profiles (void)
{
  g_autofree char *dir = g_build_filename (g_get_user_config_dir (), "roundsman", "profiles", NULL);

  return g_file_test (dir, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&dir) : NULL;
}

gboolean
rdm_region_write_about (sqlite3 *db, const char *key, const char *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done = sqlite3_prepare_v2 (db, "INSERT INTO about VALUES ($1, $2)", -1, &statement, NULL)
                      == SQLITE_OK
                  && sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC) == SQLITE_OK
                  && sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC) == SQLITE_OK
                  && sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    (void)rdm_region_fail_db (db, error);
  sqlite3_finalize (statement);
  return done;
}

gboolean
rdm_region_write_count (sqlite3 *db, const char *name, gint64 n, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done =
      sqlite3_exec (db,
                    "CREATE TABLE IF NOT EXISTS counts ("
                    "name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID",
                    NULL, NULL, NULL)
          == SQLITE_OK
      && sqlite3_prepare_v2 (db, "INSERT INTO counts VALUES ($1, $2)", -1, &statement, NULL)
             == SQLITE_OK
      && sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC) == SQLITE_OK
      && sqlite3_bind_int64 (statement, 2, n) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    (void)rdm_region_fail_db (db, error);
  sqlite3_finalize (statement);
  return done;
}

static gboolean
write_degrees (sqlite3 *db, const char *key, double degrees, GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return rdm_region_write_about (db, key, g_ascii_formatd (text, sizeof text, "%.7f", degrees),
                                 error);
}

/* "liechtenstein" of "/tmp/liechtenstein.osm.pbf". */
static char *
name_of_extract (const char *extract)
{
  static const char *const endings[] = { ".gz", ".pbf", ".xml", ".osm" };
  g_autofree char *base = g_filename_display_basename (extract);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (base, endings[i]) && strlen (base) > strlen (endings[i]))
      base[strlen (base) - strlen (endings[i])] = '\0';
  return g_steal_pointer (&base);
}

static gboolean
describe (const Build *self, sqlite3 *db, const RdmOsm *osm, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = self->name != NULL && *self->name != '\0'
                              ? g_strdup (self->name)
                              : name_of_extract (self->extract);
  g_autofree char *timestamp = g_strdup_printf ("%" G_GINT64_FORMAT, rdm_osm_timestamp (osm));
  g_autofree char *extract = g_filename_display_basename (self->extract);
  RdmBox bounds = rdm_osm_bounds (osm);
  gboolean made_up = strcmp (rdm_osm_source (osm), RDM_OSM_MADE_UP) == 0;

  return rdm_region_write_about (db, "id", id, error)
         && rdm_region_write_about (db, "name", name, error)
         && rdm_region_write_about (db, "extract", extract, error)
         && rdm_region_write_about (db, "extract-made-by", rdm_osm_source (osm), error)
         && rdm_region_write_about (db, "made-by", "Roundsman " RDM_VERSION, error)
         && rdm_region_write_about (db, "timestamp", timestamp, error)
         && rdm_region_write_about (db, "attribution",
                                    made_up ? "" : "© OpenStreetMap contributors", error)
         && rdm_region_write_about (db, "attribution-uri",
                                    made_up ? "" : "https://www.openstreetmap.org/copyright", error)
         && rdm_region_write_about (db, "licence", made_up ? "CC0-1.0" : "ODbL-1.0", error)
         && write_degrees (db, "south", bounds.south_deg, error)
         && write_degrees (db, "west", bounds.west_deg, error)
         && write_degrees (db, "north", bounds.north_deg, error)
         && write_degrees (db, "east", bounds.east_deg, error);
}

static gboolean
write_parts (Build *self, sqlite3 *db, const RdmOsm *osm, GError **error)
{
  RdmRegionPart part = {
    .db = db,
    .osm = osm,
    .profiles_dir = self->profiles_dir,
    .progress = step_cb,
    .user_data = &self->step,
    .cancellable = self->cancellable,
  };

  for (guint i = 0; parts[i].write != NULL; i++)
    {
      self->step.begin += self->step.length;
      self->step.length = parts[i].percent / 100.;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !parts[i].write (&part, error))
        return FALSE;
    }
  return TRUE;
}

/* The file is nobody's until it is whole: it needs no journal. */
static gboolean
write_db (Build *self, sqlite3 *db, const RdmOsm *osm, GError **error)
{
  g_autofree char *marks = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                                            RDM_REGION_APPLICATION_ID, RDM_REGION_SCHEMA_VERSION);

  return execute (db,
                  "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                  "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;",
                  error)
         && execute (db, marks, error) && execute (db, "BEGIN", error)
         && execute (db, rdm_region_schema, error) && describe (self, db, osm, error)
         && write_parts (self, db, osm, error) && execute (db, "COMMIT", error);
}

/* What was to be written, and why it was not. */
static gboolean
fail_write (const Build *self, const char *why, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” cannot be written: %s"), name, why);
  return FALSE;
}

static gboolean
write_aside (Build *self, const RdmOsm *osm, GError **error)
{
  g_autoptr (GError) inner = NULL;
  sqlite3 *db = NULL;
  gboolean done;
  int status;

  if (sqlite3_open_v2 (self->aside, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
      != SQLITE_OK)
    {
      (void)fail_write (self, sqlite3_errmsg (db), error);
      sqlite3_close (db);
      return FALSE;
    }
  done = write_db (self, db, osm, &inner);
  status = sqlite3_errcode (db) & 0xff;
  done = sqlite3_close (db) == SQLITE_OK && done;
  if (done)
    return TRUE;
  if (status == SQLITE_FULL || g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return fail_write (self, _ ("the disk is full; make room, or choose another folder"), error);
  if (status == SQLITE_IOERR)
    return fail_write (self, inner->message, error);
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* Onto the disk, file and name. */
static gboolean
put_in_place (Build *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int file = g_open (self->aside, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = file >= 0 && fsync (file) == 0 && g_rename (self->aside, self->path) == 0;

  if (!done)
    (void)fail_write (self, g_strerror (errno), error);
  if (file >= 0)
    close (file);
  if (!done)
    return FALSE;
  /* Where a folder cannot be synced, the file system does it in its own time. */
  file = g_open (folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY, 0);
  if (file >= 0)
    {
      (void)fsync (file);
      close (file);
    }
  return TRUE;
}

/* A file that is no region is somebody's, and stays. */
static gboolean
check_target (const Build *self, GError **error)
{
  g_autoptr (GError) inner = NULL;
  GStatBuf status;
  sqlite3 *db;

  if (g_stat (self->path, &status) != 0 || (S_ISREG (status.st_mode) && status.st_size == 0))
    return TRUE;
  db = rdm_region_db_open (self->path, &inner);
  sqlite3_close (db);
  if (db != NULL || !g_error_matches (inner, RDM_REGION_ERROR, RDM_REGION_ERROR_NOT_ONE))
    return S_ISREG (status.st_mode)
           || fail_write (self, _ ("this is a folder; give a name in it"), error);
  return fail_write (self, _ ("there is something else of that name; choose another"), error);
}

static gboolean
begin_aside (Build *self, GError **error)
{
  int file;

  self->aside = g_strconcat (self->path, ".XXXXXX", NULL);
  file = g_mkstemp_full (self->aside, O_RDWR | O_CLOEXEC, 0666);
  if (file < 0)
    {
      (void)fail_write (self, g_strerror (errno), error);
      g_clear_pointer (&self->aside, g_free);
      return FALSE;
    }
  close (file);
  return TRUE;
}

gboolean
rdm_region_build (const char *extract,
                  const char *path,
                  const char *name,
                  const char *profiles_dir,
                  RdmRegionProgress progress,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  Build self = {
    .extract = extract,
    .path = path,
    .name = name,
    .profiles_dir = profiles_dir,
    .cancellable = cancellable,
    .step = { progress, user_data, 0., PERCENT_READ / 100. },
  };
  g_autoptr (RdmOsm) osm = NULL;
  gboolean done;

  if (!check_target (&self, error))
    return FALSE;
  osm = rdm_osm_read (extract, read_cb, &self.step, cancellable, error);
  if (osm == NULL || !begin_aside (&self, error))
    return FALSE;
  done = write_aside (&self, osm, error) && put_in_place (&self, error);
  if (!done)
    (void)g_unlink (self.aside);
  g_free (self.aside);
  if (done && progress != NULL)
    progress (_ ("Done"), 1., user_data);
  return done;
}
