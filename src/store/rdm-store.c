/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define BUSY_TIMEOUT_MS 5000

#define ENTRY_HEAD "seq, verdict, reason, subject, detail, actor, at_utc_ms, undoes, redoes"

static const char *const sql[RDM_N_STMTS] = {
  [RDM_STMT_BEGIN] = "BEGIN IMMEDIATE",
  [RDM_STMT_COMMIT] = "COMMIT",
  [RDM_STMT_ROLLBACK] = "ROLLBACK",
  [RDM_STMT_ADD_ENTRY] =
      "INSERT INTO journal (seq, id, kind, verdict, reason, subject, detail, label, actor,"
      " at_utc_ms, undoes, redoes, body, inverse)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
  [RDM_STMT_ENTRIES] = "SELECT " ENTRY_HEAD ", body, inverse FROM journal WHERE seq < ?1"
                       " ORDER BY seq DESC LIMIT ?2",
  [RDM_STMT_ENTRY] = "SELECT " ENTRY_HEAD ", body, inverse FROM journal WHERE seq = ?1",
  [RDM_STMT_HISTORY] =
      "SELECT " ENTRY_HEAD ", label, inverse IS NOT NULL FROM journal ORDER BY seq",
  [RDM_STMT_LAST_SEQ] = "SELECT coalesce(max(seq), 0) FROM journal",
  [RDM_STMT_HUB] = "SELECT address, fleet, person, role, device, epoch, version, refetching,"
                   " contact_utc_ms FROM hub",
  [RDM_STMT_PUT_HUB] =
      "INSERT OR REPLACE INTO hub (one, address, fleet, person, role, device, epoch, version,"
      " refetching, contact_utc_ms) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  [RDM_STMT_FORGET_HUB] = "DELETE FROM hub",
  [RDM_STMT_BASE] = "SELECT kind, id, body FROM hub_base",
  [RDM_STMT_PUT_BASE] = "INSERT OR REPLACE INTO hub_base (kind, id, body) VALUES (?1, ?2, ?3)",
  [RDM_STMT_FORGET_BASE] = "DELETE FROM hub_base",
  [RDM_STMT_OPS] = "SELECT n, seen, at_utc_ms, here, told, result, body FROM hub_op ORDER BY n",
  [RDM_STMT_PUT_OP] = "INSERT OR REPLACE INTO hub_op (n, seen, at_utc_ms, here, told, result, body)"
                      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  [RDM_STMT_FORGET_OPS] = "DELETE FROM hub_op",
  [RDM_STMT_ADD_TRACK] =
      "INSERT OR IGNORE INTO track (source, at_ms, lat, lon, accuracy_m, speed_mps, course_deg,"
      " flags) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [RDM_STMT_FORGET_TRACK] = "DELETE FROM track WHERE at_ms < ?1",
  /* From source to source by the key, whatever lies between. */
  [RDM_STMT_TRACK] =
      "WITH RECURSIVE who (name) AS (SELECT min(source) FROM track UNION ALL"
      " SELECT (SELECT min(source) FROM track WHERE source > name) FROM who WHERE name NOT NULL)"
      " SELECT source, at_ms, lat, lon, accuracy_m, speed_mps, course_deg, flags"
      " FROM who CROSS JOIN track ON source = name"
      " WHERE (?1 IS NULL OR name = ?1) AND at_ms >= ?2 AND at_ms < ?3 ORDER BY at_ms, source",
  [RDM_STMT_LAST_TRACK] =
      "WITH RECURSIVE who (name) AS (SELECT min(source) FROM track UNION ALL"
      " SELECT (SELECT min(source) FROM track WHERE source > name) FROM who WHERE name NOT NULL),"
      " last (name, at) AS (SELECT name, (SELECT max(at_ms) FROM track"
      " WHERE source = name AND at_ms >= ?1 AND at_ms < ?2) FROM who)"
      " SELECT name, at FROM last WHERE at NOT NULL ORDER BY at DESC LIMIT 1",
};

void
rdm_borrowed_return (RdmBorrowed *stmt)
{
  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);
}

RdmBorrowed *
rdm_store_borrow (RdmStore *self, RdmStmt stmt, GError **error)
{
  sqlite3_stmt **prepared = &self->stmts[stmt];

  if (!*prepared
      && sqlite3_prepare_v3 (self->db, sql[stmt], -1, SQLITE_PREPARE_PERSISTENT, prepared, NULL)
             != SQLITE_OK)
    rdm_store_fail (self->db, self->path, error);
  return *prepared;
}

gboolean
rdm_store_done (RdmStore *self, RdmBorrowed *stmt, GError **error)
{
  errno = 0;
  return sqlite3_step (stmt) == SQLITE_DONE || rdm_store_fail (self->db, self->path, error);
}

gboolean
rdm_store_next (RdmStore *self, RdmBorrowed *stmt, GError **error)
{
  int result;

  errno = 0;
  result = sqlite3_step (stmt);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    rdm_store_fail (self->db, self->path, error);
  return result == SQLITE_ROW;
}

void
rdm_store_bind_text (RdmBorrowed *stmt, int index, const char *text)
{
  sqlite3_bind_text (stmt, index, text, -1, SQLITE_STATIC);
}

const char *
rdm_store_column_text (RdmBorrowed *stmt, int column)
{
  return (const char *)sqlite3_column_text (stmt, column);
}

static gboolean
run (RdmStore *self, RdmStmt which, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, which, error);

  return stmt && rdm_store_done (self, stmt, error);
}

static goffset
size_of (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf info;

  return g_stat (name, &info) == 0 ? (goffset)info.st_size : 0;
}

/* SQLite takes what is missing of the last page for zeros. Nothing is missing where a log has it.
 */
static gboolean
check_size (RdmStore *self, gint64 n_pages, gboolean had_log, GError **error)
{
  gint64 page_size = rdm_store_pragma (self->db, self->path, "page_size", error);

  if (page_size < 0)
    return FALSE;
  return had_log || size_of (self->path, "-wal") > 0
         || size_of (self->path, "") >= n_pages * page_size
         || rdm_store_fail_as (RDM_STORE_ERROR_DAMAGED, self->path, _ ("it ends too early."),
                               error);
}

/* Whose file it is, and whether this version can read it. */
static gboolean
check_identity (RdmStore *self, GError **error)
{
  gboolean had_log = size_of (self->path, "-wal") > 0;
  gint64 n_pages = rdm_store_pragma (self->db, self->path, "page_count", error);
  gint64 application =
      n_pages < 0 ? -1 : rdm_store_pragma (self->db, self->path, "application_id", error);
  gint64 version =
      application < 0 ? -1 : rdm_store_pragma (self->db, self->path, "user_version", error);

  if (version < 0 || !check_size (self, n_pages, had_log, error))
    return FALSE;
  self->is_new = n_pages == 0;
  if (!self->is_new && application != RDM_STORE_APPLICATION_ID)
    return rdm_store_fail_as (RDM_STORE_ERROR_NOT_A_PLAN, self->path,
                              _ ("it is a database of another program."), error);
  if (version > RDM_STORE_VERSION)
    {
      g_autofree char *why =
          g_strdup_printf (_ ("its format is %d, and this version knows formats up to %d."),
                           (int)version, RDM_STORE_VERSION);

      return rdm_store_fail_as (RDM_STORE_ERROR_NEWER, self->path, why, error);
    }
  return self->is_new || version > 0
         || rdm_store_fail_as (RDM_STORE_ERROR_DAMAGED, self->path, _ ("its format is unknown."),
                               error);
}

/* Reads what a truncated or overwritten file most likely lacks: every table that there has to be.
 */
static gboolean
check_tables (RdmStore *self, GError **error)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    if (!rdm_store_borrow_row (self, (RdmRowKind)kind, RDM_ROW_STMT_LOAD, NULL))
      return rdm_store_fail_as (RDM_STORE_ERROR_DAMAGED, self->path,
                                _ ("tables are missing in it."), error);
  return rdm_store_last_seq (self, error) >= 0;
}

static gboolean
connect_writer (RdmStore *self, GError **error)
{
  if (sqlite3_open_v2 (self->path, &self->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE
                           | SQLITE_OPEN_NOMUTEX,
                       NULL)
      != SQLITE_OK)
    return rdm_store_fail (self->db, self->path, error);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!check_identity (self, error))
    return FALSE;
  /* A new file gets its tables before its first write-ahead log: made whole or not at all. */
  if (!rdm_store_migrate (self->db, self->path, RDM_STORE_VERSION, rdm_store_schema, error))
    return FALSE;
  return sqlite3_exec (self->db,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON",
                       NULL, NULL, NULL)
             == SQLITE_OK
         || rdm_store_fail (self->db, self->path, error);
}

/* Where there is no log, nobody is writing, and a file that may not be written can be read as it
 * is. */
static char *
reader_uri (const char *path, gboolean may_write)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  gboolean alone = !may_write && !g_file_test (log, G_FILE_TEST_EXISTS);

  return g_strconcat ("file:", escaped, alone ? "?immutable=1" : "", NULL);
}

/* A reader takes part in the log, which lies beside the file. Only one that may write can also put
 * it away again when it is the last to go, so it is opened for writing and then told not to. */
static gboolean
connect_reader (RdmStore *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  gboolean may_write = g_access (folder, W_OK) == 0 && g_access (self->path, W_OK) == 0;
  g_autofree char *uri = reader_uri (self->path, may_write);

  if (sqlite3_open_v2 (uri, &self->db,
                       (may_write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_URI
                           | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX,
                       NULL)
      != SQLITE_OK)
    return rdm_store_fail (self->db, self->path, error);
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  if (sqlite3_exec (self->db, "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF", NULL, NULL,
                    NULL)
      != SQLITE_OK)
    return rdm_store_fail (self->db, self->path, error);
  if (!check_identity (self, error))
    return FALSE;
  return rdm_store_pragma (self->db, self->path, "user_version", error) == RDM_STORE_VERSION
         || rdm_store_fail_as (RDM_STORE_ERROR_MIGRATION, self->path,
                               _ ("open it once for writing."), error);
}

static void
remember_place (RdmStore *self)
{
  GStatBuf info;

  if (g_stat (self->path, &info) != 0)
    return;
  self->device = info.st_dev;
  self->inode = info.st_ino;
}

RdmStore *
rdm_store_open (const char *path, RdmStoreFlags flags, GError **error)
{
  g_autoptr (RdmStore) self = g_new0 (RdmStore, 1);
  char *real = realpath (path, NULL);
  gboolean is_new;
  gboolean ok;

  self->path = g_strdup (real ? real : path);
  self->lock_fd = -1;
  free (real);
  if (!rdm_store_check_file (self->path, flags, &is_new, error))
    return NULL;
  if (flags & RDM_STORE_READ_ONLY)
    return connect_reader (self, error) && check_tables (self, error) ? g_steal_pointer (&self)
                                                                      : NULL;
  self->lock_fd = rdm_store_lock (self->path, error);
  if (self->lock_fd < 0)
    return NULL;
  ok = connect_writer (self, error) && check_tables (self, error);
  if (!ok && is_new)
    {
      g_clear_pointer (&self->db, sqlite3_close_v2);
      g_remove (self->path);
    }
  remember_place (self);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
rdm_store_close (RdmStore *self)
{
  for (int i = 0; i < RDM_N_STMTS; i++)
    sqlite3_finalize (self->stmts[i]);
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    for (int i = 0; i < RDM_N_ROW_STMTS; i++)
      sqlite3_finalize (self->row_stmts[kind][i]);
  sqlite3_close_v2 (self->db);
  if (self->lock_fd >= 0)
    rdm_store_unlock (self->path, self->lock_fd);
  g_free (self->path);
  g_free (self);
}

static gboolean
write_all (
    RdmStore *self, GPtrArray *entries, GPtrArray *changes, GPtrArray *records, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    if (!rdm_store_add_entry (self, entries->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < changes->len; i++)
    if (!rdm_store_write_change (self, changes->pdata[i], error))
      return FALSE;
  for (guint i = 0; records && i < records->len; i++)
    if (!rdm_store_write_record (self, records->pdata[i], error))
      return FALSE;
  return run (self, RDM_STMT_COMMIT, error);
}

gboolean
rdm_store_write (
    RdmStore *self, GPtrArray *entries, GPtrArray *changes, GPtrArray *records, GError **error)
{
  if (!rdm_store_check_there (self, error) || !run (self, RDM_STMT_BEGIN, error))
    return FALSE;
  if (write_all (self, entries, changes, records, error))
    return TRUE;
  /* Some failures have rolled back already. */
  if (!sqlite3_get_autocommit (self->db))
    run (self, RDM_STMT_ROLLBACK, NULL);
  return FALSE;
}
