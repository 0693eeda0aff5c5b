/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows in tables: the field tables of the domain say which column holds what.
 */
#include "rdm-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-json.h"
#include "rdm-time.h"

static char *
column_list (const RdmRowClass *class)
{
  g_autoptr (GString) list = g_string_new ("id");

  for (guint i = 0; i < class->n_fields; i++)
    g_string_append_printf (list, ", \"%s\"", class->fields[i].name);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
make_put (const RdmRowClass *class)
{
  g_autofree char *columns = column_list (class);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT OR REPLACE INTO \"%s\" (%s) VALUES (?1", class->name,
                          columns);
  for (guint i = 0; i < class->n_fields; i++)
    g_string_append_printf (sql, ", ?%u", i + 2);
  g_string_append_c (sql, ')');
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
make_sql (const RdmRowClass *class, RdmRowStmt stmt)
{
  g_autofree char *columns = NULL;

  switch (stmt)
    {
    case RDM_ROW_STMT_LOAD:
      columns = column_list (class);
      return g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY id", columns, class->name);
    case RDM_ROW_STMT_PUT:
      return make_put (class);
    case RDM_ROW_STMT_REMOVE:
      return g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", class->name);
    case RDM_N_ROW_STMTS:
      break;
    }
  g_return_val_if_reached (NULL);
}

RdmBorrowed *
rdm_store_borrow_row (RdmStore *self, RdmRowKind kind, RdmRowStmt stmt, GError **error)
{
  sqlite3_stmt **prepared = &self->row_stmts[kind][stmt];

  if (!*prepared)
    {
      g_autofree char *sql = make_sql (rdm_row_class (kind), stmt);

      if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, prepared, NULL)
          != SQLITE_OK)
        rdm_store_fail (self->db, self->path, error);
    }
  return *prepared;
}

static void
bind_json (RdmBorrowed *stmt, int index, const RdmField *field, const RdmRow *row)
{
  g_autoptr (JsonNode) node = rdm_field_to_json (field, row);

  if (json_array_get_length (json_node_get_array (node)) > 0)
    sqlite3_bind_text (stmt, index, json_to_string (node, FALSE), -1, g_free);
  else
    sqlite3_bind_null (stmt, index);
}

static void
bind_field (RdmBorrowed *stmt, int index, const RdmField *field, const RdmRow *row)
{
  gconstpointer at = rdm_field_address (field, row);

  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      {
        const char *text = *(char *const *)at;

        rdm_store_bind_text (stmt, index, text && *text ? text : NULL);
        break;
      }
    case RDM_FIELD_INT:
      sqlite3_bind_int64 (stmt, index, *(const gint64 *)at);
      break;
    case RDM_FIELD_TIME:
      if (*(const gint32 *)at == RDM_TIME_NONE)
        sqlite3_bind_null (stmt, index);
      else
        sqlite3_bind_int (stmt, index, *(const gint32 *)at);
      break;
    case RDM_FIELD_REAL:
      /* SQLite keeps NaN as NULL. */
      sqlite3_bind_double (stmt, index, *(const double *)at);
      break;
    case RDM_FIELD_BOOL:
      sqlite3_bind_int (stmt, index, *(const gboolean *)at ? 1 : 0);
      break;
    case RDM_FIELD_ENUM:
      rdm_store_bind_text (stmt, index, field->names[*(const int *)at]);
      break;
    case RDM_FIELD_TEXTS:
    case RDM_FIELD_WINDOWS:
    case RDM_FIELD_POINTS:
      bind_json (stmt, index, field, row);
      break;
    }
}

static gboolean
put_row (RdmStore *self, const RdmRow *row, GError **error)
{
  const RdmRowClass *class = rdm_row_class (row->kind);
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow_row (self, row->kind, RDM_ROW_STMT_PUT, error);

  if (!stmt)
    return FALSE;
  rdm_store_bind_text (stmt, 1, row->id);
  for (guint i = 0; i < class->n_fields; i++)
    bind_field (stmt, (int)i + 2, &class->fields[i], row);
  return rdm_store_done (self, stmt, error);
}

static gboolean
remove_row (RdmStore *self, RdmRowKind kind, const char *id, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow_row (self, kind, RDM_ROW_STMT_REMOVE, error);

  if (!stmt)
    return FALSE;
  rdm_store_bind_text (stmt, 1, id);
  return rdm_store_done (self, stmt, error);
}

gboolean
rdm_store_write_change (RdmStore *self, const RdmChange *change, GError **error)
{
  return change->after ? put_row (self, change->after, error)
                       : remove_row (self, change->kind, change->id, error);
}

static gboolean
read_json (RdmBorrowed *stmt, int column, const RdmField *field, RdmRow *row)
{
  const char *text = rdm_store_column_text (stmt, column);
  g_autoptr (JsonNode) node = text ? rdm_json_parse (text, -1, NULL, NULL) : NULL;

  return !text || (node && rdm_field_from_json (field, row, node));
}

static gboolean
read_enum (RdmBorrowed *stmt, int column, const RdmField *field, int *value)
{
  const char *text = rdm_store_column_text (stmt, column);

  for (int i = 0; text && field->names[i]; i++)
    if (strcmp (field->names[i], text) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_field (RdmBorrowed *stmt, int column, const RdmField *field, RdmRow *row)
{
  gboolean is_null = sqlite3_column_type (stmt, column) == SQLITE_NULL;
  gpointer at = rdm_field_address (field, row);

  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      g_free (*(char **)at);
      *(char **)at = g_strdup (rdm_store_column_text (stmt, column));
      return TRUE;
    case RDM_FIELD_INT:
      *(gint64 *)at = sqlite3_column_int64 (stmt, column);
      return TRUE;
    case RDM_FIELD_TIME:
      *(gint32 *)at = is_null ? RDM_TIME_NONE : sqlite3_column_int (stmt, column);
      return TRUE;
    case RDM_FIELD_REAL:
      *(double *)at = is_null ? NAN : sqlite3_column_double (stmt, column);
      return TRUE;
    case RDM_FIELD_BOOL:
      *(gboolean *)at = sqlite3_column_int (stmt, column) != 0;
      return TRUE;
    case RDM_FIELD_ENUM:
      return read_enum (stmt, column, field, at);
    case RDM_FIELD_TEXTS:
    case RDM_FIELD_WINDOWS:
    case RDM_FIELD_POINTS:
      return read_json (stmt, column, field, row);
    }
  g_return_val_if_reached (FALSE);
}

/* Returns: (transfer full) (nullable): NULL when the file holds what no program of ours wrote. */
static RdmRow *
read_row (RdmBorrowed *stmt, RdmRowKind kind)
{
  const RdmRowClass *class = rdm_row_class (kind);
  const char *id = rdm_store_column_text (stmt, 0);
  g_autoptr (RdmRow) row = rdm_row_new (kind, id);

  if (!id || !g_utf8_validate (id, -1, NULL))
    return NULL;
  for (guint i = 0; i < class->n_fields; i++)
    {
      rdm_field_clear (&class->fields[i], row);
      if (!read_field (stmt, (int)i + 1, &class->fields[i], row))
        return NULL;
    }
  return g_steal_pointer (&row);
}

static char *
describe_row (RdmRowKind kind, const char *id)
{
  g_autofree char *readable = g_utf8_make_valid (id ? id : "", -1);

  return g_strdup_printf (_ ("the %s “%s” makes no sense."), rdm_row_class (kind)->name, readable);
}

static gboolean
load_kind (RdmStore *self, RdmRowKind kind, RdmRows *rows, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow_row (self, kind, RDM_ROW_STMT_LOAD, error);
  GError *problem = NULL;

  if (!stmt)
    return FALSE;
  while (rdm_store_next (self, stmt, &problem))
    {
      g_autoptr (RdmRow) row = read_row (stmt, kind);

      if (!row)
        {
          g_autofree char *why = describe_row (kind, rdm_store_column_text (stmt, 0));

          return rdm_store_fail_as (RDM_STORE_ERROR_DAMAGED, self->path, why, error);
        }
      rdm_rows_put (rows, row);
    }
  if (problem)
    g_propagate_error (error, problem);
  return !problem;
}

gboolean
rdm_store_load (RdmStore *self, RdmRows *rows, GError **error)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    if (!load_kind (self, (RdmRowKind)kind, rows, error))
      return FALSE;
  return TRUE;
}
