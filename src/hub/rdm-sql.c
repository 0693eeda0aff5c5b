/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sql.h"

#include "rdm-sql-private.h"

G_DEFINE_QUARK (rdm_sql_error, rdm_sql_error)

RdmSql *
rdm_sql_open (const char *where, GError **error)
{
  if (g_str_has_prefix (where, "postgresql://") || g_str_has_prefix (where, "postgres://"))
    return rdm_sql_postgres_open (where, error);
  return rdm_sql_sqlite_open (where, error);
}

void
rdm_sql_close (RdmSql *self)
{
  self->backend->close (self);
}

RdmSqlKind
rdm_sql_kind (RdmSql *self)
{
  return self->kind;
}

gboolean
rdm_sql_run (RdmSql *self,
             const char *sql,
             const RdmSqlValue *values,
             guint n_values,
             RdmSqlRowFunc func,
             gpointer user_data,
             GError **error)
{
  return self->backend->run (self, sql, values, n_values, func, user_data, error);
}

gboolean
rdm_sql_run_script (RdmSql *self, const char *script, GError **error)
{
  return self->backend->run_script (self, script, error);
}

gboolean
rdm_sql_begin (RdmSql *self, GError **error)
{
  return self->backend->begin (self, TRUE, error);
}

gboolean
rdm_sql_begin_read (RdmSql *self, GError **error)
{
  return self->backend->begin (self, FALSE, error);
}

gboolean
rdm_sql_commit (RdmSql *self, GError **error)
{
  return self->backend->commit (self, error);
}

void
rdm_sql_rollback (RdmSql *self)
{
  self->backend->rollback (self);
}

static void
keep_first (const char *const *values, guint n_values, gpointer user_data)
{
  char **value = user_data;

  if (!*value && n_values > 0)
    *value = g_strdup (values[0]);
}

gboolean
rdm_sql_get (RdmSql *self,
             const char *sql,
             const RdmSqlValue *values,
             guint n_values,
             char **value,
             GError **error)
{
  *value = NULL;
  return rdm_sql_run (self, sql, values, n_values, keep_first, value, error);
}
