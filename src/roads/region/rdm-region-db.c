/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file of a region, as SQLite has it. */
#include "rdm-region-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "rdm-region-build.h"

/* The arrays are kept as they are in memory. */
G_STATIC_ASSERT (G_BYTE_ORDER == G_LITTLE_ENDIAN);

enum
{
  /* SQLite takes no blob beyond a billion bytes: an array is as many as it needs. */
  PIECE_BYTES = 64 * 1024 * 1024,
};

const char rdm_region_schema[] =
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE arrays (name TEXT NOT NULL, piece INTEGER NOT NULL, data BLOB NOT NULL,"
    " UNIQUE (name, piece)) STRICT;";

G_DEFINE_QUARK (rdm_region_error, rdm_region_error)

gboolean
rdm_region_fail_db (sqlite3 *db, GError **error)
{
  if ((sqlite3_errcode (db) & 0xff) == SQLITE_FULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _ ("The disk is full"));
  else
    g_set_error_literal (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN, sqlite3_errmsg (db));
  return FALSE;
}

/* What SQLite could not read, with the name of the file. */
static gboolean
fail_read (sqlite3 *db, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  switch (sqlite3_errcode (db) & 0xff)
    {
    case SQLITE_NOTADB:
      g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_NOT_ONE,
                   _ ("“%s” is not a region; choose a file that ends in .region"), name);
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_IOERR:
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY,
                     _ ("“%s” is a folder; choose a file in it"), name);
      else if (!g_file_test (path, G_FILE_TEST_EXISTS))
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("“%s” is not there"), name);
      else
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” cannot be read: %s"), name,
                     sqlite3_errmsg (db));
      break;
    default:
      g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN,
                   _ ("“%s” is damaged (%s); build the region again, or copy it again"), name,
                   sqlite3_errmsg (db));
      break;
    }
  return FALSE;
}

static gboolean
read_number (sqlite3 *db, const char *path, const char *sql, gint64 *number, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
                  && sqlite3_step (statement) == SQLITE_ROW;

  if (done)
    *number = sqlite3_column_int64 (statement, 0);
  else
    (void)fail_read (db, path, error);
  sqlite3_finalize (statement);
  return done;
}

static gboolean
check_version (sqlite3 *db, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gint64 application;
  gint64 version;

  if (!read_number (db, path, "PRAGMA application_id", &application, error)
      || !read_number (db, path, "PRAGMA user_version", &version, error))
    return FALSE;
  if (application != RDM_REGION_APPLICATION_ID)
    g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_NOT_ONE,
                 _ ("“%s” is not a region; choose a file that ends in .region"), name);
  else if (version > RDM_REGION_SCHEMA_VERSION)
    g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_NEWER,
                 _ ("“%s” was made by a newer Roundsman; update this one, or build the region "
                    "again with it"),
                 name);
  else if (version < RDM_REGION_SCHEMA_VERSION)
    g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_OLDER,
                 _ ("“%s” was made by an older Roundsman; build the region again"), name);
  return application == RDM_REGION_APPLICATION_ID && version == RDM_REGION_SCHEMA_VERSION;
}

/* SQLite looks at the pages that it needs; a copy that was cut short lacks the others. */
static gboolean
check_size (sqlite3 *db, const char *path, GError **error)
{
  g_autofree char *name = NULL;
  GStatBuf status;
  gint64 n_bytes;

  if (!read_number (db, path,
                    "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
                    &n_bytes, error))
    return FALSE;
  if (g_stat (path, &status) == 0 && status.st_size == n_bytes)
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN,
               _ ("“%s” is cut short; build the region again, or copy it again"), name);
  return FALSE;
}

sqlite3 *
rdm_region_db_open (const char *path, GError **error)
{
  sqlite3 *db = NULL;
  int status = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);

  if (status != SQLITE_OK)
    (void)fail_read (db, path, error);
  else
    {
      /* A file from elsewhere gets no more trust than it needs. */
      sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      if (check_version (db, path, error) && check_size (db, path, error))
        return db;
    }
  sqlite3_close (db);
  return NULL;
}

char *
rdm_region_db_about (sqlite3 *db, const char *path, const char *key, GError **error)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;
  int status =
      sqlite3_prepare_v2 (db, "SELECT value FROM about WHERE key = $1", -1, &statement, NULL);

  if (status == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
      status = sqlite3_step (statement);
    }
  if (status == SQLITE_ROW)
    value = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  else if (status != SQLITE_DONE)
    (void)fail_read (db, path, error);
  if (status == SQLITE_DONE || (status == SQLITE_ROW && value == NULL))
    value = g_strdup ("");
  sqlite3_finalize (statement);
  return value;
}

/* The sum of the pieces' bytes; -1 with an error. */
static gint64
measure_pieces (sqlite3 *db, const char *path, const char *name, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gint64 n_bytes = -1;

  if (sqlite3_prepare_v2 (db, "SELECT count(*), total(length(data)) FROM arrays WHERE name = $1",
                          -1, &statement, NULL)
          == SQLITE_OK
      && sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    n_bytes = sqlite3_column_int64 (statement, 0) > 0 ? sqlite3_column_int64 (statement, 1) : -1;
  else
    (void)fail_read (db, path, error);
  sqlite3_finalize (statement);
  if (n_bytes < 0 && (error == NULL || *error == NULL))
    {
      g_autofree char *file = g_filename_display_name (path);

      g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN,
                   _ ("“%s” lacks its part “%s”; build the region again"), file, name);
    }
  return n_bytes;
}

static gboolean
read_piece (sqlite3 *db, const char *path, gint64 row, gint64 n_bytes, guint8 *into, GError **error)
{
  sqlite3_blob *blob = NULL;
  gboolean done = sqlite3_blob_open (db, "main", "arrays", "data", row, 0, &blob) == SQLITE_OK
                  && sqlite3_blob_bytes (blob) == n_bytes
                  && sqlite3_blob_read (blob, into, (int)n_bytes, 0) == SQLITE_OK;

  if (!done)
    (void)fail_read (db, path, error);
  sqlite3_blob_close (blob);
  return done;
}

static gboolean
read_pieces (
    sqlite3 *db, const char *path, const char *name, guint8 *into, gint64 n_bytes, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int status = sqlite3_prepare_v2 (
      db, "SELECT rowid, length(data) FROM arrays WHERE name = $1 ORDER BY piece", -1, &statement,
      NULL);
  gboolean done;

  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  while (status == SQLITE_OK && (status = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 length = sqlite3_column_int64 (statement, 1);

      status = SQLITE_CORRUPT;
      if (length > n_bytes
          || !read_piece (db, path, sqlite3_column_int64 (statement, 0), length, into, error))
        break;
      into += length;
      n_bytes -= length;
      status = SQLITE_OK;
    }
  done = status == SQLITE_DONE && n_bytes == 0;
  if (!done && (error == NULL || *error == NULL))
    (void)fail_read (db, path, error);
  sqlite3_finalize (statement);
  return done;
}

gpointer
rdm_region_db_array (sqlite3 *db,
                     const char *path,
                     const char *name,
                     gsize element_size,
                     gsize *n_elements,
                     GError **error)
{
  gint64 n_bytes = measure_pieces (db, path, name, error);
  g_autofree guint8 *data = NULL;

  if (n_bytes < 0)
    return NULL;
  data = g_try_malloc (MAX ((gsize)n_bytes, 1));
  if (data == NULL || (gsize)n_bytes % element_size != 0)
    {
      g_autofree char *file = g_filename_display_name (path);

      g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN,
                   _ ("“%s” has a part “%s” of a wrong size; build the region again"), file, name);
      return NULL;
    }
  if (!read_pieces (db, path, name, data, n_bytes, error))
    return NULL;
  *n_elements = (gsize)n_bytes / element_size;
  return g_steal_pointer (&data);
}

gboolean
rdm_region_write_array (sqlite3 *db,
                        const char *name,
                        gconstpointer data,
                        gsize element_size,
                        gsize n_elements,
                        GError **error)
{
  /* An empty array is one empty piece. */
  const guint8 *from = n_elements > 0 ? data : (const guint8 *)"";
  gsize left = element_size * n_elements;
  sqlite3_stmt *statement = NULL;
  int piece = 0;
  gboolean done =
      sqlite3_prepare_v2 (db, "INSERT INTO arrays (name, piece, data) VALUES ($1, $2, $3)", -1,
                          &statement, NULL)
      == SQLITE_OK;

  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  while (done && (left > 0 || piece == 0))
    {
      gsize length = MIN (left, PIECE_BYTES);

      sqlite3_bind_int (statement, 2, piece++);
      sqlite3_bind_blob (statement, 3, from, (int)length, SQLITE_STATIC);
      done = sqlite3_step (statement) == SQLITE_DONE && sqlite3_reset (statement) == SQLITE_OK;
      from += length;
      left -= length;
    }
  if (!done)
    (void)rdm_region_fail_db (db, error);
  sqlite3_finalize (statement);
  return done;
}
