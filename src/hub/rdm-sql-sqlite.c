/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sql-private.h"

#include <sqlite3.h>

#define BUSY_MS 10000

typedef struct
{
  RdmSql parent;
  sqlite3 *db;
  GHashTable *statements; /* (element-type utf8 sqlite3_stmt): kept for the next time */
} Sqlite;

static RdmSqlError
code_of (int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      return RDM_SQL_ERROR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return RDM_SQL_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return RDM_SQL_ERROR_UNIQUE;
    default:
      return RDM_SQL_ERROR_OTHER;
    }
}

static gboolean
fail (Sqlite *self, int rc, GError **error)
{
  g_set_error_literal (error, RDM_SQL_ERROR, code_of (rc), sqlite3_errmsg (self->db));
  return FALSE;
}

static sqlite3_stmt *
prepare (Sqlite *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int rc;

  if (statement)
    return statement;
  rc = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (rc != SQLITE_OK)
    {
      fail (self, rc, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static void
bind (sqlite3_stmt *statement, const RdmSqlValue *values, guint n_values)
{
  for (guint i = 0; i < n_values; i++)
    {
      char name[12];
      int index;

      g_snprintf (name, sizeof name, "$%u", i + 1);
      index = sqlite3_bind_parameter_index (statement, name);
      if (index == 0)
        continue;
      if (values[i].is_int)
        sqlite3_bind_int64 (statement, index, values[i].number);
      else if (values[i].text)
        sqlite3_bind_text (statement, index, values[i].text, -1, SQLITE_TRANSIENT);
      else
        sqlite3_bind_null (statement, index);
    }
}

static gboolean
sqlite_run (RdmSql *sql_self,
            const char *sql,
            const RdmSqlValue *values,
            guint n_values,
            RdmSqlRowFunc func,
            gpointer user_data,
            GError **error)
{
  Sqlite *self = (Sqlite *)sql_self;
  sqlite3_stmt *statement = prepare (self, sql, error);
  guint n_columns;
  g_autofree const char **row = NULL;
  int rc;

  if (!statement)
    return FALSE;
  bind (statement, values, n_values);
  n_columns = (guint)sqlite3_column_count (statement);
  row = g_new0 (const char *, n_columns + 1);
  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    {
      for (guint i = 0; i < n_columns; i++)
        row[i] = (const char *)sqlite3_column_text (statement, (int)i);
      if (func)
        func (row, n_columns, user_data);
    }
  if (rc != SQLITE_DONE)
    fail (self, rc, error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return rc == SQLITE_DONE;
}

static gboolean
sqlite_run_script (RdmSql *sql_self, const char *script, GError **error)
{
  Sqlite *self = (Sqlite *)sql_self;
  int rc = sqlite3_exec (self->db, script, NULL, NULL, NULL);

  return rc == SQLITE_OK || fail (self, rc, error);
}

static gboolean
sqlite_begin (RdmSql *self, gboolean writes, GError **error)
{
  return sqlite_run (self, writes ? "BEGIN IMMEDIATE" : "BEGIN", NULL, 0, NULL, NULL, error);
}

static gboolean
sqlite_commit (RdmSql *self, GError **error)
{
  if (sqlite_run (self, "COMMIT", NULL, 0, NULL, NULL, error))
    return TRUE;
  self->backend->rollback (self);
  return FALSE;
}

static void
sqlite_rollback (RdmSql *sql_self)
{
  Sqlite *self = (Sqlite *)sql_self;

  if (!sqlite3_get_autocommit (self->db))
    sqlite_run (sql_self, "ROLLBACK", NULL, 0, NULL, NULL, NULL);
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
sqlite_close (RdmSql *sql_self)
{
  Sqlite *self = (Sqlite *)sql_self;

  g_hash_table_unref (self->statements);
  sqlite3_close (self->db);
  g_free (self);
}

static const RdmSqlBackend sqlite_backend = {
  .run = sqlite_run,
  .run_script = sqlite_run_script,
  .begin = sqlite_begin,
  .commit = sqlite_commit,
  .rollback = sqlite_rollback,
  .close = sqlite_close,
};

RdmSql *
rdm_sql_sqlite_open (const char *path, GError **error)
{
  Sqlite *self = g_new0 (Sqlite, 1);
  g_autoptr (RdmSql) sql = NULL;
  int rc;

  self->parent = (RdmSql){ &sqlite_backend, RDM_SQL_SQLITE };
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize);
  sql = &self->parent;
  rc = sqlite3_open_v2 (path, &self->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc != SQLITE_OK)
    {
      g_set_error (error, RDM_SQL_ERROR, RDM_SQL_ERROR_OPEN, "%s: %s", path,
                   sqlite3_errmsg (self->db));
      return NULL;
    }
  sqlite3_busy_timeout (self->db, BUSY_MS);
  /* An answer is given only for what is on the disk: FULL, also with a write-ahead log. */
  if (!rdm_sql_run_script (sql,
                           "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                           "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
                           error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&sql);
}
