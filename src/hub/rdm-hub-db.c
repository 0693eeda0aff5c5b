/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-db.h"

#include "rdm-hub-resources.h"

static gboolean
get_version (RdmSql *sql, int *version, GError **error)
{
  g_autofree char *text = NULL;
  const char *exists = rdm_sql_kind (sql) == RDM_SQL_SQLITE
                           ? "SELECT count(*) FROM sqlite_schema WHERE name = 'hub_version'"
                           : "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
                             " AND tablename = 'hub_version'";

  if (!rdm_sql_get (sql, exists, NULL, 0, &text, error))
    return FALSE;
  *version = 0;
  if (g_str_equal (text, "0"))
    return TRUE;
  g_clear_pointer (&text, g_free);
  if (!rdm_sql_get (sql, "SELECT version FROM hub_version", NULL, 0, &text, error))
    return FALSE;
  *version = text ? atoi (text) : 0;
  return TRUE;
}

/* From one version to the next, in a transaction of its own. */
static gboolean
step (RdmSql *sql, int to, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/roundsman/hub/schema/%03d.sql", to);
  g_autoptr (GBytes) script =
      g_resource_lookup_data (rdm_hub_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return script && rdm_sql_run_script (sql, g_bytes_get_data (script, NULL), error);
}

static gboolean
migrate (RdmSql *sql, GError **error)
{
  /* Several hubs may start at once on one PostgreSQL: one of them makes the schema. */
  const char *lock = "SELECT set_config ('lock_timeout', '60s', true),"
                     " pg_advisory_xact_lock (7221955)";
  int version;

  if (!rdm_sql_begin (sql, error))
    return FALSE;
  if ((rdm_sql_kind (sql) == RDM_SQL_POSTGRES
       && !rdm_sql_run (sql, lock, NULL, 0, NULL, NULL, error))
      || !get_version (sql, &version, error))
    {
      rdm_sql_rollback (sql);
      return FALSE;
    }
  if (version > RDM_HUB_SCHEMA_VERSION)
    {
      rdm_sql_rollback (sql);
      g_set_error (error, RDM_SQL_ERROR, RDM_SQL_ERROR_OPEN,
                   "The database is of a newer hub (version %d; this one knows %d). "
                   "Update this hub first.",
                   version, RDM_HUB_SCHEMA_VERSION);
      return FALSE;
    }
  for (; version < RDM_HUB_SCHEMA_VERSION; version++)
    if (!step (sql, version + 1, error))
      {
        rdm_sql_rollback (sql);
        return FALSE;
      }
  return rdm_sql_commit (sql, error);
}

RdmSql *
rdm_hub_db_open (const char *where, GError **error)
{
  g_autoptr (RdmSql) sql = rdm_sql_open (where, error);

  if (!sql || !migrate (sql, error))
    return NULL;
  return g_steal_pointer (&sql);
}

static void
keep_first (const char *const *values, guint n_values, gpointer user_data)
{
  char **first = user_data;

  if (!*first)
    *first = g_strdup (values[0]);
}

gboolean
rdm_hub_db_verify (RdmSql *sql, char **damage, GError **error)
{
  g_autofree char *said = NULL;

  *damage = NULL;
  if (rdm_sql_kind (sql) == RDM_SQL_POSTGRES)
    return TRUE;
  if (!rdm_sql_run (sql, "PRAGMA integrity_check (1)", NULL, 0, keep_first, &said, error))
    return FALSE;
  if (g_strcmp0 (said, "ok") != 0)
    *damage = g_strdup_printf ("The database's file is damaged: %s", said);
  return TRUE;
}
