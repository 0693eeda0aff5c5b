/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-mapping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-import-guess.h"
#include "rdm-text.h"

/* The first line of a remembered mapping; another number means another way of writing them. */
#define TEXT_HEAD "roundsman mapping 1"

struct _RdmImportMapping
{
  /* Owned */
  char *sender;
  GArray *columns; /* (element-type RdmImportColumn) */

  /* Borrowed, static */
  const RdmImportSchema *schema;
  const RdmSenderKind *kind;
};

void
rdm_import_mapping_free (RdmImportMapping *self)
{
  if (self == NULL)
    return;
  g_free (self->sender);
  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self);
}

static RdmImportMapping *
new_mapping (const RdmImportSchema *schema, const RdmSenderKind *kind, guint n_columns)
{
  RdmImportMapping *self = g_new0 (RdmImportMapping, 1);

  self->schema = schema;
  self->kind = kind;
  self->sender = g_strdup (kind->name);
  self->columns = g_array_new (FALSE, TRUE, sizeof (RdmImportColumn));
  g_array_set_size (self->columns, n_columns);
  return self;
}

char *
rdm_import_mapping_row_id (const RdmImportTable *table, const RdmImportSchema *schema)
{
  return g_strconcat (schema->name, "-", rdm_import_table_get_fingerprint (table), NULL);
}

static RdmImportMapping *
recall (const RdmImportTable *table, const RdmImportSchema *schema, RdmRows *rows)
{
  g_autofree char *id = rdm_import_mapping_row_id (table, schema);
  const RdmSender *sender = rdm_rows_get (rows, RDM_ROW_SENDER, id);

  return sender != NULL && sender->mapping != NULL
             ? rdm_import_mapping_from_text (sender->mapping, table, schema)
             : NULL;
}

RdmImportMapping *
rdm_import_mapping_guess (const RdmImportTable *table, const RdmImportSchema *schema, RdmRows *rows)
{
  RdmImportMapping *self = NULL;

  g_return_val_if_fail (table != NULL && schema != NULL, NULL);

  if (rows != NULL && rdm_import_table_has_headers (table))
    self = recall (table, schema, rows);
  if (self != NULL)
    return self;
  self = new_mapping (schema, rdm_sender_recognize (table), rdm_import_table_get_n_columns (table));
  rdm_import_guess_columns (table, schema, self->kind, self->columns);
  return self;
}

RdmImportMapping *
rdm_import_mapping_copy (const RdmImportMapping *self)
{
  RdmImportMapping *copy = new_mapping (self->schema, self->kind, 0);

  rdm_set_str (&copy->sender, self->sender);
  g_array_append_vals (copy->columns, self->columns->data, self->columns->len);
  return copy;
}

const RdmImportSchema *
rdm_import_mapping_get_schema (const RdmImportMapping *self)
{
  return self->schema;
}

const char *
rdm_import_mapping_get_sender (const RdmImportMapping *self)
{
  return self->sender;
}

void
rdm_import_mapping_set_sender (RdmImportMapping *self, const char *sender)
{
  rdm_set_str (&self->sender, sender != NULL && *sender != '\0' ? sender : self->kind->name);
}

const char *
rdm_import_mapping_get_format_name (const RdmImportMapping *self)
{
  return self->kind->name;
}

guint
rdm_import_mapping_get_n_columns (const RdmImportMapping *self)
{
  return self->columns->len;
}

const RdmImportColumn *
rdm_import_mapping_get_column (const RdmImportMapping *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);
  return &g_array_index (self->columns, RdmImportColumn, column);
}

void
rdm_import_mapping_set_field (RdmImportMapping *self,
                              const RdmImportTable *table,
                              guint column,
                              guint field)
{
  RdmImportColumn *changed;

  g_return_if_fail (column < self->columns->len && field < self->schema->n_fields);

  for (guint i = 0; i < self->columns->len && !self->schema->fields[field].repeatable; i++)
    {
      RdmImportColumn *other = &g_array_index (self->columns, RdmImportColumn, i);

      if (other->field == field && i != column)
        *other = (RdmImportColumn){ .source = RDM_IMPORT_SOURCE_PERSON };
    }
  changed = &g_array_index (self->columns, RdmImportColumn, column);
  changed->field = field;
  changed->source = RDM_IMPORT_SOURCE_PERSON;
  rdm_import_guess_format (table, self->schema, column, changed);
}

void
rdm_import_mapping_set_format (RdmImportMapping *self, guint column, RdmImportFormat format)
{
  g_return_if_fail (column < self->columns->len && format < RDM_N_IMPORT_FORMATS);

  g_array_index (self->columns, RdmImportColumn, column).format = format;
  g_array_index (self->columns, RdmImportColumn, column).guessed = FALSE;
}

int
rdm_import_mapping_find (const RdmImportMapping *self, guint field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (g_array_index (self->columns, RdmImportColumn, i).field == field)
      return (int)i;
  return -1;
}

RdmImportFormat
rdm_import_mapping_get_day_order (const RdmImportMapping *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      RdmImportFormat format = g_array_index (self->columns, RdmImportColumn, i).format;

      if (format == RDM_IMPORT_FORMAT_DMY || format == RDM_IMPORT_FORMAT_MDY)
        return format;
    }
  return RDM_IMPORT_FORMAT_AUTO;
}

static gboolean
has (const RdmImportMapping *self, guint field)
{
  return rdm_import_mapping_find (self, field) >= 0;
}

char *
rdm_import_mapping_missing (const RdmImportMapping *self)
{
  if (self->schema == &rdm_import_fleet_schema)
    return has (self, RDM_IMPORT_FLEET_VEHICLE)
               ? NULL
               : g_strdup (_ ("No column names the vehicles. Say which one does."));
  if (has (self, RDM_IMPORT_ADDRESS) || has (self, RDM_IMPORT_POINT)
      || (has (self, RDM_IMPORT_LATITUDE) && has (self, RDM_IMPORT_LONGITUDE))
      || has (self, RDM_IMPORT_FROM_ADDRESS) || has (self, RDM_IMPORT_FROM_POINT))
    return NULL;
  return g_strdup (_ ("No column says where the orders go. Say which one has the address, or the "
                      "coordinates."));
}

/* Rows of words are not needed by anybody else: a line for each column, its heading folded so that
 * it can be recognised. */
char *
rdm_import_mapping_to_text (const RdmImportMapping *self, const RdmImportTable *table)
{
  GString *out = g_string_new (TEXT_HEAD "\n");
  g_autofree char *sender = g_strescape (self->sender, NULL);

  g_string_append_printf (out, "schema\t%s\n", self->schema->name);
  g_string_append_printf (out, "format\t%s\n", self->kind->name);
  g_string_append_printf (out, "sender\t%s\n", sender);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const RdmImportColumn *column = &g_array_index (self->columns, RdmImportColumn, i);
      g_autofree char *folded = rdm_text_fold (rdm_import_table_get_header (table, i));

      g_string_append_printf (out, "column\t%s\t%s\t%s\n", folded,
                              self->schema->fields[column->field].name,
                              rdm_import_format_name (column->format));
    }
  return g_string_free (out, FALSE);
}

/* A format that the field does not offer would be read as something else. */
static gboolean
format_fits (const RdmImportFieldInfo *field, RdmImportFormat format)
{
  if (format == RDM_IMPORT_FORMAT_AUTO)
    return TRUE;
  for (gsize i = 0; field->formats != NULL && field->formats[i] != RDM_IMPORT_FORMAT_AUTO; i++)
    if (field->formats[i] == format)
      return TRUE;
  return FALSE;
}

static gboolean
read_column (RdmImportMapping *self, const RdmImportTable *table, guint index, char **words)
{
  RdmImportColumn column = { .source = RDM_IMPORT_SOURCE_REMEMBERED };
  g_autofree char *folded = NULL;

  if (index >= self->columns->len || g_strv_length (words) != 4)
    return FALSE;
  folded = rdm_text_fold (rdm_import_table_get_header (table, index));
  column.field = rdm_import_schema_find (self->schema, words[2]);
  if (strcmp (folded, words[1]) != 0 || !rdm_import_format_from_name (words[3], &column.format)
      || !format_fits (&self->schema->fields[column.field], column.format))
    return FALSE;
  if (column.field != RDM_IMPORT_UNUSED && !self->schema->fields[column.field].repeatable
      && rdm_import_mapping_find (self, column.field) >= 0)
    return FALSE;
  g_array_index (self->columns, RdmImportColumn, index) = column;
  return TRUE;
}

RdmImportMapping *
rdm_import_mapping_from_text (const char *text,
                              const RdmImportTable *table,
                              const RdmImportSchema *schema)
{
  g_autoptr (RdmImportMapping) self = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_columns = 0;

  if (g_strcmp0 (lines[0], TEXT_HEAD) != 0)
    return NULL;
  self =
      new_mapping (schema, rdm_sender_kind_by_name (NULL), rdm_import_table_get_n_columns (table));
  for (gsize i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], "\t", -1);
      gboolean pair = g_strv_length (words) == 2;

      if (pair && strcmp (words[0], "schema") == 0 && strcmp (words[1], schema->name) != 0)
        return NULL;
      if (pair && strcmp (words[0], "format") == 0)
        self->kind = rdm_sender_kind_by_name (words[1]);
      if (pair && strcmp (words[0], "sender") == 0)
        {
          g_autofree char *sender = g_strcompress (words[1]);

          rdm_import_mapping_set_sender (self, sender);
        }
      if (g_strcmp0 (words[0], "column") == 0 && !read_column (self, table, n_columns++, words))
        return NULL;
    }
  return n_columns == self->columns->len ? g_steal_pointer (&self) : NULL;
}
