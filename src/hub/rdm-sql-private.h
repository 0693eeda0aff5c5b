/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-sql.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/** RdmSqlBackend: what a kind of database does. */
typedef struct
{
  gboolean (*run) (RdmSql *self,
                   const char *sql,
                   const RdmSqlValue *values,
                   guint n_values,
                   RdmSqlRowFunc func,
                   gpointer user_data,
                   GError **error);
  gboolean (*run_script) (RdmSql *self, const char *script, GError **error);
  gboolean (*begin) (RdmSql *self, gboolean writes, GError **error);
  gboolean (*commit) (RdmSql *self, GError **error);
  void (*rollback) (RdmSql *self);
  void (*close) (RdmSql *self);
} RdmSqlBackend;

struct _RdmSql
{
  const RdmSqlBackend *backend;
  RdmSqlKind kind;
};

RdmSql *rdm_sql_sqlite_open (const char *path, GError **error);
/** rdm_sql_postgres_connect: Returns: (transfer full): as PQconnectdbParams(), with what every
 * connection of a hub has; also after PQreset(). */
PGconn *rdm_sql_postgres_connect (const char *where);

RdmSql *rdm_sql_postgres_open (const char *where, GError **error);

G_END_DECLS
