/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-rows.h"

#include "rdm-hub-fleet.h"

/* Rows on their way out of the database: kind, id, version, body. */
typedef struct
{
  RdmRows *rows;
  GPtrArray *changes; /* nullable */
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
note_change (Reading *self, RdmRowKind kind, const char *id, RdmRow *after)
{
  gconstpointer before = rdm_rows_get (self->rows, kind, id);
  RdmChange *change = g_new (RdmChange, 1);

  *change = (RdmChange){ kind, g_strdup (id), before ? rdm_row_ref (before) : NULL,
                         after ? rdm_row_ref (after) : NULL };
  g_ptr_array_add (self->changes, change);
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
  if (self->changes)
    note_change (self, (RdmRowKind)kind, values[1], row);
  if (row)
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
rdm_hub_rows_load (RdmSql *sql,
                   const char *fleet,
                   gint64 since,
                   gint64 until,
                   RdmRows *rows,
                   GPtrArray *changes,
                   GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (since), RDM_SQL_INT (until) };
  Reading reading = { .rows = rows, .changes = changes };
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

void
rdm_hub_append_quoted (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (; *text; text++)
    {
      guchar c = (guchar)*text;

      if (c < ' ' || c == 0x7f)
        g_string_append_printf (json, "\\u%04x", c);
      else
        {
          if (c == '"' || c == '\\')
            g_string_append_c (json, '\\');
          g_string_append_c (json, (char)c);
        }
    }
  g_string_append_c (json, '"');
}

/* A page on its way: rows stay the JSON that they are in the database. */
typedef struct
{
  GString *rows;
  guint n;
  gint64 version; /* of the last row */
  gint64 before;  /* the version before that; -1: there is none */
  gsize start;    /* where the last version begins */
} Page;

static void
append_row (const char *const *values, guint n_values, gpointer user_data)
{
  Page *self = user_data;
  gint64 version = g_ascii_strtoll (values[2], NULL, 10);

  if (self->n == 0 || version != self->version)
    {
      self->before = self->n == 0 ? -1 : self->version;
      self->version = version;
      self->start = self->rows->len;
    }
  g_string_append (self->rows, self->n++ == 0 ? "{\"kind\":" : ",{\"kind\":");
  rdm_hub_append_quoted (self->rows, values[0]);
  g_string_append (self->rows, ",\"id\":");
  rdm_hub_append_quoted (self->rows, values[1]);
  g_string_append_printf (self->rows, ",\"version\":%" G_GINT64_FORMAT, version);
  if (values[3])
    {
      g_string_append (self->rows, ",\"row\":");
      g_string_append (self->rows, values[3]);
    }
  g_string_append_c (self->rows, '}');
}

gboolean
rdm_hub_rows_page (RdmSql *sql,
                   const char *fleet,
                   gint64 since,
                   gint64 until,
                   guint limit,
                   GString *rows,
                   gint64 *to,
                   gboolean *complete,
                   GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (since), RDM_SQL_INT (until),
                                 RDM_SQL_INT ((gint64)limit + 1) };
  Page page = { .rows = rows };

  if (!rdm_sql_run (sql,
                    "SELECT kind, id, version, body FROM row_state"
                    " WHERE fleet = $1 AND version > $2 AND version <= $3"
                    " ORDER BY version, kind, id LIMIT $4",
                    values, G_N_ELEMENTS (values), append_row, &page, error))
    return FALSE;
  *to = until;
  *complete = page.n <= limit;
  if (*complete)
    return TRUE;

  /* The last version may not be whole: it comes with the next page, or, when it is the only one
   * here, all of it with this one. */
  g_string_truncate (rows, page.start);
  if (page.before >= 0)
    {
      *to = page.before;
      return TRUE;
    }
  {
    const RdmSqlValue whole[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (page.version) };

    *to = page.version;
    *complete = page.version == until;
    page = (Page){ .rows = rows };
    return rdm_sql_run (sql,
                        "SELECT kind, id, version, body FROM row_state"
                        " WHERE fleet = $1 AND version = $2 ORDER BY kind, id",
                        whole, G_N_ELEMENTS (whole), append_row, &page, error);
  }
}
