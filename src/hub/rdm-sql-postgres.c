/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sql-private.h"

typedef struct
{
  RdmSql parent;
  PGconn *connection;
  gboolean in_transaction;
} Postgres;

static RdmSqlError
code_of (PGconn *connection, const PGresult *result)
{
  const char *state = result ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;

  if (PQstatus (connection) != CONNECTION_OK)
    return RDM_SQL_ERROR_LOST;
  if (!state)
    return RDM_SQL_ERROR_OTHER;
  if (g_str_equal (state, "23505"))
    return RDM_SQL_ERROR_UNIQUE;
  if (g_str_equal (state, "53100"))
    return RDM_SQL_ERROR_FULL;
  /* Serialisation failures, deadlocks and locks that are not free; and a server that goes down. */
  if (g_str_has_prefix (state, "40") || g_str_has_prefix (state, "55P"))
    return RDM_SQL_ERROR_BUSY;
  if (g_str_has_prefix (state, "57P") || g_str_has_prefix (state, "08"))
    return RDM_SQL_ERROR_LOST;
  return RDM_SQL_ERROR_OTHER;
}

static gboolean
fail (Postgres *self, const PGresult *result, GError **error)
{
  g_autofree char *message = g_strdup (PQerrorMessage (self->connection));

  g_set_error_literal (error, RDM_SQL_ERROR, code_of (self->connection, result),
                       g_strstrip (message));
  return FALSE;
}

static gboolean
take_result (
    Postgres *self, PGresult *result, RdmSqlRowFunc func, gpointer user_data, GError **error)
{
  ExecStatusType status = PQresultStatus (result);
  gboolean ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  guint n_columns = (guint)PQnfields (result);
  g_autofree const char **row = g_new0 (const char *, n_columns + 1);

  if (!ok)
    fail (self, result, error);
  for (int r = 0; ok && func && r < PQntuples (result); r++)
    {
      for (guint i = 0; i < n_columns; i++)
        row[i] = PQgetisnull (result, r, (int)i) ? NULL : PQgetvalue (result, r, (int)i);
      func (row, n_columns, user_data);
    }
  PQclear (result);
  return ok;
}

/* A connection that broke between two transactions is made anew; within one it cannot be. */
static gboolean
ensure_connection (Postgres *self, GError **error)
{
  if (PQstatus (self->connection) == CONNECTION_OK || self->in_transaction)
    return TRUE;
  PQreset (self->connection);
  if (PQstatus (self->connection) == CONNECTION_OK)
    return TRUE;
  return fail (self, NULL, error);
}

/* What only reads, and is no part of anything, may be asked again when the connection turns out to
 * have broken since the last time: a server that was restarted is noticed by the first to ask. */
static gboolean
is_worth_repeating (Postgres *self, const char *sql)
{
  return !self->in_transaction && PQstatus (self->connection) != CONNECTION_OK
         && (g_str_has_prefix (sql, "SELECT ") || g_str_has_prefix (sql, "BEGIN "));
}

/* @texts: (array length=n) (nullable). Returns: (transfer full). */
static PGresult *
send (Postgres *self, const char *sql, guint n, const char *const *texts)
{
  PGresult *result = PQexecParams (self->connection, sql, (int)n, NULL, texts, NULL, NULL, 0);

  if (!is_worth_repeating (self, sql))
    return result;
  PQclear (result);
  PQreset (self->connection);
  return PQexecParams (self->connection, sql, (int)n, NULL, texts, NULL, NULL, 0);
}

static gboolean
postgres_run (RdmSql *sql_self,
              const char *sql,
              const RdmSqlValue *values,
              guint n_values,
              RdmSqlRowFunc func,
              gpointer user_data,
              GError **error)
{
  Postgres *self = (Postgres *)sql_self;
  g_autofree const char **texts = g_new0 (const char *, n_values + 1);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

  if (!ensure_connection (self, error))
    return FALSE;
  for (guint i = 0; i < n_values; i++)
    {
      texts[i] = values[i].text;
      if (values[i].is_int)
        {
          texts[i] = g_strdup_printf ("%" G_GINT64_FORMAT, values[i].number);
          g_ptr_array_add (numbers, (gpointer)texts[i]);
        }
    }
  return take_result (self, send (self, sql, n_values, texts), func, user_data, error);
}

static gboolean
postgres_run_script (RdmSql *sql_self, const char *script, GError **error)
{
  Postgres *self = (Postgres *)sql_self;

  return ensure_connection (self, error)
         && take_result (self, PQexec (self->connection, script), NULL, NULL, error);
}

static gboolean
postgres_begin (RdmSql *sql_self, gboolean writes, GError **error)
{
  Postgres *self = (Postgres *)sql_self;

  if (!postgres_run (sql_self,
                     writes ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                            : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                     NULL, 0, NULL, NULL, error))
    return FALSE;
  self->in_transaction = TRUE;
  return TRUE;
}

static gboolean
postgres_commit (RdmSql *sql_self, GError **error)
{
  Postgres *self = (Postgres *)sql_self;
  PGresult *result = PQexec (self->connection, "COMMIT");
  /* A transaction that failed earlier answers COMMIT with ROLLBACK, and no error. */
  gboolean kept = g_strcmp0 (PQcmdStatus (result), "COMMIT") == 0;

  self->in_transaction = FALSE;
  if (!take_result (self, result, NULL, NULL, error))
    return FALSE;
  if (!kept)
    g_set_error_literal (error, RDM_SQL_ERROR, RDM_SQL_ERROR_OTHER,
                         "The transaction had failed before");
  return kept;
}

static void
postgres_rollback (RdmSql *sql_self)
{
  Postgres *self = (Postgres *)sql_self;

  if (self->in_transaction && PQstatus (self->connection) == CONNECTION_OK)
    postgres_run_script (sql_self, "ROLLBACK", NULL);
  self->in_transaction = FALSE;
}

static void
postgres_close (RdmSql *sql_self)
{
  Postgres *self = (Postgres *)sql_self;

  PQfinish (self->connection);
  g_free (self);
}

static const RdmSqlBackend postgres_backend = {
  .run = postgres_run,
  .run_script = postgres_run_script,
  .begin = postgres_begin,
  .commit = postgres_commit,
  .rollback = postgres_rollback,
  .close = postgres_close,
};

static void
ignore_notice (void *arg, const PGresult *result)
{
}

PGconn *
rdm_sql_postgres_connect (const char *where)
{
  /* What comes later counts. Whatever the server's default, an answer is given only for what is on
   * its disk; and nobody waits for ever: not for a row that another hub has locked, not for a hub
   * that went away in the middle, and not for a server that does not answer. */
  static const char *const names[] = { "dbname",
                                       "application_name",
                                       "connect_timeout",
                                       "keepalives_idle",
                                       "tcp_user_timeout",
                                       "options",
                                       NULL };
  const char *const values[] = { where,
                                 "roundsman-hub",
                                 "5",
                                 "30",
                                 "15000",
                                 "-c synchronous_commit=on -c lock_timeout=5s"
                                 " -c idle_in_transaction_session_timeout=10s",
                                 NULL };

  return PQconnectdbParams (names, values, 1);
}

RdmSql *
rdm_sql_postgres_open (const char *where, GError **error)
{
  Postgres *self = g_new0 (Postgres, 1);
  g_autoptr (RdmSql) sql = NULL;

  self->parent = (RdmSql){ &postgres_backend, RDM_SQL_POSTGRES };
  self->connection = rdm_sql_postgres_connect (where);
  sql = &self->parent;
  if (PQstatus (self->connection) != CONNECTION_OK)
    {
      g_autofree char *message = g_strdup (PQerrorMessage (self->connection));

      g_set_error_literal (error, RDM_SQL_ERROR, RDM_SQL_ERROR_OPEN, g_strstrip (message));
      return NULL;
    }
  PQsetNoticeReceiver (self->connection, ignore_notice, NULL);
  if (PQserverVersion (self->connection) < 150000)
    {
      g_set_error_literal (error, RDM_SQL_ERROR, RDM_SQL_ERROR_OPEN,
                           "PostgreSQL 15 or newer is needed");
      return NULL;
    }
  return g_steal_pointer (&sql);
}
