/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A database, SQLite's or PostgreSQL's, asked in the SQL that both understand: parameters are $1,
 * $2, …; texts and whole numbers are all there is. A connection belongs to one thread at a time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RdmSqlError:
 * @RDM_SQL_ERROR_OPEN: there is no such database, or it lets nobody in
 * @RDM_SQL_ERROR_FULL: the disk is full
 * @RDM_SQL_ERROR_BUSY: somebody else holds it; another try may do
 * @RDM_SQL_ERROR_LOST: the connection broke; whether what was under way is kept is not known
 * @RDM_SQL_ERROR_UNIQUE: there is such a row
 * @RDM_SQL_ERROR_OTHER: anything else
 */
typedef enum
{
  RDM_SQL_ERROR_OPEN,
  RDM_SQL_ERROR_FULL,
  RDM_SQL_ERROR_BUSY,
  RDM_SQL_ERROR_LOST,
  RDM_SQL_ERROR_UNIQUE,
  RDM_SQL_ERROR_OTHER,
} RdmSqlError;

#define RDM_SQL_ERROR (rdm_sql_error_quark ())
GQuark rdm_sql_error_quark (void);

typedef enum
{
  RDM_SQL_SQLITE,
  RDM_SQL_POSTGRES,
} RdmSqlKind;

typedef struct _RdmSql RdmSql;

/**
 * rdm_sql_open:
 * @where: the path of a SQLite file, made when it is not there; or what begins with "postgresql://"
 *   or "postgres://"
 */
RdmSql *rdm_sql_open (const char *where, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sql_close (RdmSql *self);
RdmSqlKind rdm_sql_kind (RdmSql *self);

/** RdmSqlValue: a text (NULL: null) or a whole number. Use the macros. */
typedef struct
{
  gboolean is_int;
  gint64 number;
  const char *text;
} RdmSqlValue;

#define RDM_SQL_INT(value) ((RdmSqlValue){ .is_int = TRUE, .number = (value) })
#define RDM_SQL_TEXT(value) ((RdmSqlValue){ .text = (value) })

/**
 * RdmSqlRowFunc: a row of an answer; @values are valid during the call, NULL for null.
 */
typedef void (*RdmSqlRowFunc) (const char *const *values, guint n_values, gpointer user_data);

/**
 * rdm_sql_run:
 * @sql: one statement
 * @values: (array): of its parameters; may be NULL when there are none
 * @func: (nullable): called for each row of the answer
 */
gboolean rdm_sql_run (RdmSql *self,
                      const char *sql,
                      const RdmSqlValue *values,
                      guint n_values,
                      RdmSqlRowFunc func,
                      gpointer user_data,
                      GError **error);

/** rdm_sql_run_script: statements without parameters, one after the other. */
gboolean rdm_sql_run_script (RdmSql *self, const char *script, GError **error);

/** rdm_sql_begin: a transaction that writes. rdm_sql_commit() has it on disk when it returns TRUE;
 * when it returns FALSE, with anything but RDM_SQL_ERROR_LOST, nothing of it is kept. */
gboolean rdm_sql_begin (RdmSql *self, GError **error);

/** rdm_sql_begin_read: a transaction that sees one moment. End it with rdm_sql_rollback(). */
gboolean rdm_sql_begin_read (RdmSql *self, GError **error);
gboolean rdm_sql_commit (RdmSql *self, GError **error);
void rdm_sql_rollback (RdmSql *self);

/** rdm_sql_get: the first value of the first row, as text. Returns: FALSE with an error; *@value is
 * (transfer full), NULL when there is no row. */
gboolean rdm_sql_get (RdmSql *self,
                      const char *sql,
                      const RdmSqlValue *values,
                      guint n_values,
                      char **value,
                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSql, rdm_sql_close)

G_END_DECLS
