/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-table.h"

#include "rdm-region-build.h"

struct _RdmGroundTable
{
  sqlite3 *db; /* borrowed */
  sqlite3_stmt *insert;
};

RdmGroundTable *
rdm_ground_table_new (sqlite3 *db, const char *name, GError **error)
{
  g_autofree char *create = g_strdup_printf (
      "CREATE TABLE %s (cell INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT", name);
  g_autofree char *insert = g_strdup_printf ("INSERT INTO %s VALUES ($1, $2)", name);
  g_autoptr (RdmGroundTable) self = g_new0 (RdmGroundTable, 1);

  self->db = db;
  if (sqlite3_exec (db, create, NULL, NULL, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (db, insert, -1, &self->insert, NULL) == SQLITE_OK)
    return g_steal_pointer (&self);
  (void)rdm_region_fail_db (db, error);
  return NULL;
}

void
rdm_ground_table_free (RdmGroundTable *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->insert);
  g_free (self);
}

gboolean
rdm_ground_table_add (RdmGroundTable *self, gint64 cell, const GByteArray *data, GError **error)
{
  gboolean done =
      sqlite3_bind_int64 (self->insert, 1, cell) == SQLITE_OK
      && sqlite3_bind_blob64 (self->insert, 2, data->data, data->len, SQLITE_STATIC) == SQLITE_OK
      && sqlite3_step (self->insert) == SQLITE_DONE;

  if (!done)
    (void)rdm_region_fail_db (self->db, error);
  sqlite3_reset (self->insert);
  return done;
}

void
rdm_ground_put (GByteArray *data, guint64 value)
{
  guint8 bytes[10];
  guint n = 0;

  do
    {
      bytes[n] = value & 0x7f;
      value >>= 7;
      if (value != 0)
        bytes[n] |= 0x80;
      n++;
    }
  while (value != 0);
  g_byte_array_append (data, bytes, n);
}
