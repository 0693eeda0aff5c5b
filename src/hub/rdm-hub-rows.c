/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-rows.h"

#include "rdm-hub-fleet.h"

/* Rows on their way out of the database: kind, id, version, body. */
typedef struct
{
  RdmRows *rows;     /* NULL, or where to put them */
  GPtrArray *states; /* NULL, or (element-type RdmRowState) */
  GError *error;
} Reading;

static void
damaged (Reading *self, const char *id)
{
  if (!self->error)
    g_set_error (&self->error, RDM_HUB_ERROR, RDM_HUB_ERROR_DAMAGED,
                 "The row %s in the database cannot be read", id);
}

static void
read_row (const char *const *values, guint n_values, gpointer user_data)
{
  Reading *self = user_data;
  int kind = rdm_row_kind_from_name (values[0]);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RdmRow) row = NULL;

  if (values[3])
    {
      node = rdm_wire_parse (values[3], -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
      row = node ? rdm_row_from_json (node, NULL) : NULL;
    }
  if (kind < 0 || (values[3] && !row))
    {
      damaged (self, values[1]);
      return;
    }
  if (self->states)
    g_ptr_array_add (self->states, rdm_row_state_new ((RdmRowKind)kind, values[1],
                                                      g_ascii_strtoll (values[2], NULL, 10), row));
  else if (row)
    rdm_rows_put (self->rows, row);
  else
    rdm_rows_remove (self->rows, (RdmRowKind)kind, values[1]);
}

static gboolean
finish (Reading *self, gboolean read, GError **error)
{
  if (self->error && read)
    g_propagate_error (error, self->error);
  else
    g_clear_error (&self->error);
  return read && !self->error;
}

gboolean
rdm_hub_rows_load (
    RdmSql *sql, const char *fleet, gint64 since, gint64 until, RdmRows *rows, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (since), RDM_SQL_INT (until) };
  Reading reading = { .rows = rows };
  gboolean read =
      rdm_sql_run (sql,
                   "SELECT kind, id, version, body FROM row_state"
                   " WHERE fleet = $1 AND version > $2 AND version <= $3 ORDER BY version",
                   values, G_N_ELEMENTS (values), read_row, &reading, error);

  return finish (&reading, read, error);
}

gboolean
rdm_hub_rows_save (
    RdmSql *sql, const char *fleet, gint64 version, GPtrArray *changes, GError **error)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = changes->pdata[i];
      g_autoptr (JsonNode) node = change->after ? rdm_row_to_json (change->after) : NULL;
      g_autofree char *body = node ? rdm_wire_print (node) : NULL;
      const RdmSqlValue values[] = {
        RDM_SQL_TEXT (fleet),      RDM_SQL_TEXT (rdm_row_class (change->kind)->name),
        RDM_SQL_TEXT (change->id), RDM_SQL_INT (version),
        RDM_SQL_TEXT (body),
      };

      if (!rdm_sql_run (sql,
                        "INSERT INTO row_state (fleet, kind, id, version, body)"
                        " VALUES ($1, $2, $3, $4, $5)"
                        " ON CONFLICT (fleet, kind, id)"
                        " DO UPDATE SET version = excluded.version, body = excluded.body",
                        values, G_N_ELEMENTS (values), NULL, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gint64
version_at (const GPtrArray *states, guint i)
{
  return ((const RdmRowState *)states->pdata[i])->version;
}

gboolean
rdm_hub_rows_page (RdmSql *sql,
                   const char *fleet,
                   gint64 since,
                   gint64 until,
                   guint limit,
                   RdmPage *page,
                   GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (since), RDM_SQL_INT (until),
                                 RDM_SQL_INT ((gint64)limit + 1) };
  Reading reading = { .states = page->rows };
  gboolean read = rdm_sql_run (sql,
                               "SELECT kind, id, version, body FROM row_state"
                               " WHERE fleet = $1 AND version > $2 AND version <= $3"
                               " ORDER BY version, kind, id LIMIT $4",
                               values, G_N_ELEMENTS (values), read_row, &reading, error);
  gint64 last;

  if (!finish (&reading, read, error))
    return FALSE;
  page->to = until;
  page->complete = page->rows->len <= limit;
  if (page->complete)
    return TRUE;

  /* The last version may not be whole: it comes with the next page, or, when it is the only one
   * here, all of it with this one. */
  last = version_at (page->rows, page->rows->len - 1);
  if (version_at (page->rows, 0) < last)
    {
      while (version_at (page->rows, page->rows->len - 1) == last)
        g_ptr_array_set_size (page->rows, page->rows->len - 1);
      page->to = version_at (page->rows, page->rows->len - 1);
      return TRUE;
    }
  {
    const RdmSqlValue whole[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (last) };

    g_ptr_array_set_size (page->rows, 0);
    read = rdm_sql_run (sql,
                        "SELECT kind, id, version, body FROM row_state"
                        " WHERE fleet = $1 AND version = $2 ORDER BY kind, id",
                        whole, G_N_ELEMENTS (whole), read_row, &reading, error);
    page->to = last;
    page->complete = last == until;
    return finish (&reading, read, error);
  }
}
