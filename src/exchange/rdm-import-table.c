/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-csv.h"
#include "rdm-error.h"
#include "rdm-geo.h"
#include "rdm-import-schema.h"
#include "rdm-text.h"

enum
{
  MAX_PREAMBLE = 10, /* rows above the headings */
  MIN_HEADINGS = 3,  /* that make a row below the first one the one with the headings */
};

/* 32 MB of pointers at most, beside the text itself. */
#define MAX_CELLS (4 * 1000 * 1000)

typedef struct
{
  guint line;
  guint n_cells;
  guint first; /* in the array of cells */
} Row;

struct _RdmImportTable
{
  gatomicrefcount references;

  /* Owned */
  RdmCsvReader *reader; /* has the text of all cells */
  char *name;
  char *fingerprint;
  GPtrArray *cells;
  GArray *rows; /* (element-type Row) */
  GStrv headers;
  guint n_headers;
  gboolean has_headers;
};

void
rdm_import_table_unref (RdmImportTable *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->reader, rdm_csv_reader_free);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_strfreev (self->headers);
  g_free (self->fingerprint);
  g_free (self->name);
  g_free (self);
}

RdmImportTable *
rdm_import_table_ref (RdmImportTable *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static gboolean
is_blank (const RdmCsvRecord *record)
{
  for (guint i = 0; i < record->n_fields; i++)
    if (record->fields[i][strspn (record->fields[i], " \t")] != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
fail_cells (const RdmCsvRecord *record, GError **error)
{
  g_set_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_TOO_BIG,
               _ ("Line %u: there are more than %d cells up to here; split the file, or leave out "
                  "columns that are not needed"),
               record->line, MAX_CELLS);
  return FALSE;
}

static gboolean
read_rows (RdmImportTable *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) inner = NULL;
  RdmCsvRecord record;

  while (rdm_csv_reader_next (self->reader, &record, &inner))
    {
      Row row = { record.line, record.n_fields, self->cells->len };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (is_blank (&record))
        continue;
      if (self->cells->len + record.n_fields > MAX_CELLS)
        return fail_cells (&record, error);
      /* The fields' text stays where it is for as long as the reader lives. */
      for (guint i = 0; i < record.n_fields; i++)
        g_ptr_array_add (self->cells, g_strstrip ((char *)record.fields[i]));
      g_array_append_val (self->rows, row);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  return TRUE;
}

static const char *
get_raw_cell (const RdmImportTable *self, guint row, guint column)
{
  const Row *at = &g_array_index (self->rows, Row, row);

  return column < at->n_cells ? self->cells->pdata[at->first + column] : "";
}

static gboolean
is_data (const char *text)
{
  RdmPoint point;
  double number;

  return rdm_parse_number (text, &number, NULL) || rdm_point_parse (text, &point, NULL)
         || strchr (text, '@') != NULL;
}

/* The first row holds headings unless none of its cells is a known one, and some are plainly data
 * or all have numbers in them.
 */
static gboolean
first_row_is_header (const RdmImportTable *self)
{
  guint n = g_array_index (self->rows, Row, 0).n_cells;
  gboolean data = FALSE;
  guint n_numbered = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *cell = get_raw_cell (self, 0, i);
      guint rank;

      if (rdm_import_schema_match (&rdm_import_order_schema, cell, &rank) != RDM_IMPORT_UNUSED
          || rdm_import_schema_match (&rdm_import_fleet_schema, cell, &rank) != RDM_IMPORT_UNUSED)
        return TRUE;
      data = data || is_data (cell);
      n_numbered += strpbrk (cell, "0123456789") != NULL;
    }
  return !data && n_numbered < n && self->rows->len > 1;
}

/* How many cells of a row are headings that somebody uses. */
static guint
count_headings (const RdmImportTable *self, guint row)
{
  guint n = 0;

  for (guint i = 0; i < g_array_index (self->rows, Row, row).n_cells; i++)
    {
      const char *cell = get_raw_cell (self, row, i);
      guint rank;

      n += rdm_import_schema_match (&rdm_import_order_schema, cell, &rank) != RDM_IMPORT_UNUSED
           || rdm_import_schema_match (&rdm_import_fleet_schema, cell, &rank) != RDM_IMPORT_UNUSED;
    }
  return n;
}

/* Drops what stands above the headings: a title, the day, who printed it. */
static void
drop_preamble (RdmImportTable *self)
{
  guint best = 0;
  guint best_count = MAX (count_headings (self, 0), MIN_HEADINGS - 1);

  for (guint row = 1; row < MIN (self->rows->len, MAX_PREAMBLE); row++)
    {
      guint count = count_headings (self, row);

      if (count > best_count)
        {
          best = row;
          best_count = count;
        }
    }
  g_array_remove_range (self->rows, 0, best);
}

static void
take_headers (RdmImportTable *self)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new ();
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint n = g_array_index (self->rows, Row, 0).n_cells;

  self->has_headers = first_row_is_header (self);
  for (guint i = 0; i < n; i++)
    {
      const char *cell = self->has_headers ? get_raw_cell (self, 0, i) : "";
      g_autofree char *folded = rdm_text_fold (cell);

      g_ptr_array_add (headers,
                       *cell != '\0' ? g_strdup (cell) : g_strdup_printf (_ ("Column %u"), i + 1));
      g_checksum_update (checksum, (const guchar *)folded, -1);
      g_checksum_update (checksum, (const guchar *)"\n", 1);
    }
  g_ptr_array_add (headers, NULL);
  self->headers = (GStrv)g_ptr_array_free (g_steal_pointer (&headers), FALSE);
  self->n_headers = n;
  self->fingerprint = g_strndup (g_checksum_get_string (checksum), 32);
  if (self->has_headers)
    g_array_remove_index (self->rows, 0);
}

static RdmImportTable *
new_from_reader (RdmCsvReader *reader, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (RdmImportTable) self = NULL;

  if (reader == NULL)
    return NULL;
  self = g_new0 (RdmImportTable, 1);
  g_atomic_ref_count_init (&self->references);
  self->reader = reader;
  self->name = g_strdup (name);
  self->cells = g_ptr_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  if (!read_rows (self, cancellable, error))
    return NULL;
  if (self->rows->len == 0)
    {
      g_set_error_literal (error, RDM_CSV_ERROR, RDM_CSV_ERROR_EMPTY,
                           _ ("There is nothing in the file"));
      return NULL;
    }
  drop_preamble (self);
  take_headers (self);
  return g_steal_pointer (&self);
}

/* What is wrong inside a file does not say which file. */
static void
name_file (GError *error, GFile *file)
{
  g_autofree char *name = g_file_get_parse_name (file);

  if (error->domain == RDM_CSV_ERROR && error->code != RDM_CSV_ERROR_READ)
    g_prefix_error (&error, "“%s”: ", name);
}

RdmImportTable *
rdm_import_table_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GError) inner = NULL;
  RdmImportTable *self = new_from_reader (rdm_csv_reader_open (file, NULL, cancellable, &inner),
                                          shown, cancellable, &inner);

  if (self == NULL)
    {
      name_file (inner, file);
      g_propagate_error (error, g_steal_pointer (&inner));
    }
  return self;
}

RdmImportTable *
rdm_import_table_new (GBytes *bytes, const char *name, GCancellable *cancellable, GError **error)
{
  return new_from_reader (rdm_csv_reader_new (bytes, NULL, error), name, cancellable, error);
}

const char *
rdm_import_table_get_name (const RdmImportTable *self)
{
  return self->name;
}

static const char *
describe_delimiter (char delimiter)
{
  switch (delimiter)
    {
    case ';':
      return _ ("semicolons");
    case '\t':
      return _ ("tabs");
    case '|':
      return _ ("bars");
    default:
      return _ ("commas");
    }
}

char *
rdm_import_table_describe (const RdmImportTable *self)
{
  g_autofree char *rows = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u row", "%u rows", self->rows->len), self->rows->len);
  g_autofree char *columns = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u column", "%u columns", self->n_headers), self->n_headers);

  return g_strdup_printf ("%s, %s, %s, %s", rdm_csv_reader_get_encoding (self->reader),
                          describe_delimiter (rdm_csv_reader_get_delimiter (self->reader)), rows,
                          columns);
}

guint
rdm_import_table_get_n_replaced (const RdmImportTable *self)
{
  return rdm_csv_reader_get_n_replaced (self->reader);
}

guint
rdm_import_table_get_n_columns (const RdmImportTable *self)
{
  return self->n_headers;
}

const char *
rdm_import_table_get_header (const RdmImportTable *self, guint column)
{
  g_return_val_if_fail (column < self->n_headers, "");
  return self->headers[column];
}

gboolean
rdm_import_table_has_headers (const RdmImportTable *self)
{
  return self->has_headers;
}

guint
rdm_import_table_get_n_rows (const RdmImportTable *self)
{
  return self->rows->len;
}

guint
rdm_import_table_get_line (const RdmImportTable *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, 0);
  return g_array_index (self->rows, Row, row).line;
}

guint
rdm_import_table_get_n_cells (const RdmImportTable *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, 0);
  return g_array_index (self->rows, Row, row).n_cells;
}

const char *
rdm_import_table_get_cell (const RdmImportTable *self, guint row, guint column)
{
  g_return_val_if_fail (row < self->rows->len, "");
  return get_raw_cell (self, row, column);
}

const char *
rdm_import_table_get_fingerprint (const RdmImportTable *self)
{
  return self->fingerprint;
}
