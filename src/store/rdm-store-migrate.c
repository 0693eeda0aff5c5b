/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From one version of the file to the next: one SQL file a version, one transaction each.
 */
#include "rdm-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "rdm-store-resources.h"

GBytes *
rdm_store_schema (int version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/roundsman/store/schema/%03d.sql", version);

  return g_resource_lookup_data (rdm_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                 error);
}

gint64
rdm_store_pragma (sqlite3 *db, const char *path, const char *pragma, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s", pragma);
  sqlite3_stmt *stmt = NULL;
  gint64 value = -1;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    value = sqlite3_column_int64 (stmt, 0);
  else
    rdm_store_fail (db, path, error);
  sqlite3_finalize (stmt);
  return value;
}

/* Trouble with the disk is what it is; anything else means that the file does not take the step. */
static gboolean
fail_step (sqlite3 *db, const char *path, GError **error)
{
  g_autofree char *why = g_strdup_printf ("%s.", sqlite3_errmsg (db));
  g_autoptr (GError) reason = NULL;

  rdm_store_fail (db, path, &reason);
  if (!g_error_matches (reason, RDM_STORE_ERROR, RDM_STORE_ERROR_IO))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return rdm_store_fail_as (RDM_STORE_ERROR_MIGRATION, path, why, error);
}

/* A copy under a temporary name first: what lies beside the file is always a whole one. */
static gboolean
back_up (sqlite3 *db, const char *path, int version, GError **error)
{
  g_autofree char *backup = g_strdup_printf ("%s.v%d.bak", path, version);
  g_autofree char *unfinished = g_strconcat (backup, ".part", NULL);
  sqlite3_stmt *stmt = NULL;
  gboolean ok;

  g_remove (unfinished);
  ok = sqlite3_prepare_v2 (db, "VACUUM INTO ?1", -1, &stmt, NULL) == SQLITE_OK
       && sqlite3_bind_text (stmt, 1, unfinished, -1, SQLITE_STATIC) == SQLITE_OK
       && sqlite3_step (stmt) == SQLITE_DONE;
  if (!ok)
    fail_step (db, path, error);
  else if (g_rename (unfinished, backup) != 0)
    ok = rdm_store_fail_as (RDM_STORE_ERROR_MIGRATION, path,
                            _ ("its backup cannot be kept beside it."), error);
  sqlite3_finalize (stmt);
  g_remove (unfinished);
  return ok;
}

/* A copy of its own has no hub: two files must not be the same device. */
static gboolean
leave_hub (const char *path, GError **error)
{
  g_autoptr (RdmStore) copy = rdm_store_open (path, 0, error);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_sync_record_free);
  RdmSyncRecord *record = rdm_sync_record_new ();

  record->forget = TRUE;
  g_ptr_array_add (records, record);
  return copy && rdm_store_write (copy, none, none, records, error);
}

gboolean
rdm_store_copy (RdmStore *self, const char *path, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  gboolean ok = sqlite3_prepare_v2 (self->db, "VACUUM INTO ?1", -1, &stmt, NULL) == SQLITE_OK
                && sqlite3_bind_text (stmt, 1, path, -1, SQLITE_STATIC) == SQLITE_OK
                && sqlite3_step (stmt) == SQLITE_DONE;

  if (!ok)
    rdm_store_fail (self->db, self->path, error);
  sqlite3_finalize (stmt);
  return ok && leave_hub (path, error);
}

static gboolean
take_step (sqlite3 *db, const char *path, int version, RdmSchemaFunc schema, GError **error)
{
  g_autoptr (GBytes) bytes = schema (version, NULL);
  g_autofree char *sql = NULL;

  if (!bytes)
    return rdm_store_fail_as (RDM_STORE_ERROR_MIGRATION, path, _ ("the way there is unknown."),
                              error);
  sql =
      g_strdup_printf ("BEGIN IMMEDIATE;\n%.*s\n;PRAGMA application_id = %d;"
                       "PRAGMA user_version = %d;COMMIT",
                       (int)g_bytes_get_size (bytes), (const char *)g_bytes_get_data (bytes, NULL),
                       RDM_STORE_APPLICATION_ID, version);
  errno = 0;
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  fail_step (db, path, error);
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
rdm_store_migrate (sqlite3 *db, const char *path, int version, RdmSchemaFunc schema, GError **error)
{
  int present = (int)rdm_store_pragma (db, path, "user_version", error);

  if (present < 0)
    return FALSE;
  if (present > 0 && present < version && !back_up (db, path, present, error))
    return FALSE;
  while (present < version)
    if (!take_step (db, path, ++present, schema, error))
      return FALSE;
  /* The statements might have come out empty: only the file can say where it has got to. */
  if (rdm_store_pragma (db, path, "user_version", error) != version)
    return rdm_store_fail_as (RDM_STORE_ERROR_MIGRATION, path, _ ("it stayed as it was."), error);
  return TRUE;
}
