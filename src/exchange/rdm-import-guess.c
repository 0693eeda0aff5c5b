/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-guess.h"

#include <string.h>

#include "rdm-geo.h"
#include "rdm-text.h"

enum
{
  SAMPLE_ROWS = 200,
};

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;

  return (difference > 0) - (difference < 0);
}

/* The middle of the numbers in a column's first rows; NaN where there are none. */
static double
get_median (const RdmImportTable *table, guint column)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < MIN (rdm_import_table_get_n_rows (table), SAMPLE_ROWS); i++)
    {
      double value;

      if (rdm_parse_number (rdm_import_table_get_cell (table, i, column), &value, NULL))
        g_array_append_val (values, value);
    }
  g_array_sort (values, compare_doubles);
  return values->len > 0 ? g_array_index (values, double, values->len / 2) : NAN;
}

static gboolean
header_has_word (const char *header, const char *const *words)
{
  g_autofree char *key = rdm_text_search_key (header);
  g_auto (GStrv) parts = g_strsplit (key, " ", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (g_strv_contains (words, parts[i]))
      return TRUE;
  return FALSE;
}

static gboolean
offers (const RdmImportFormat *formats, RdmImportFormat wanted)
{
  for (gsize i = 0; formats[i] != RDM_IMPORT_FORMAT_AUTO; i++)
    if (formats[i] == wanted)
      return TRUE;
  return FALSE;
}

static gboolean
format_from_header (const char *header, const RdmImportFormat *formats, RdmImportFormat *format)
{
  static const struct
  {
    RdmImportFormat format;
    const char *words[8];
  } hints[] = {
    { RDM_IMPORT_FORMAT_MINUTES, { "min", "mins", "minutes", "minuten", NULL } },
    { RDM_IMPORT_FORMAT_SECONDS, { "s", "sec", "secs", "seconds", "sekunden", NULL } },
    { RDM_IMPORT_FORMAT_HOURS, { "h", "hours", "stunden", NULL } },
    { RDM_IMPORT_FORMAT_KG, { "kg", "kgs", "kilograms", NULL } },
    { RDM_IMPORT_FORMAT_G, { "g", "grams", "gramm", NULL } },
    { RDM_IMPORT_FORMAT_LB, { "lb", "lbs", "pounds", NULL } },
    { RDM_IMPORT_FORMAT_LITRES, { "l", "litres", "liters", "litre", "liter", NULL } },
    { RDM_IMPORT_FORMAT_ML, { "ml", NULL } },
    { RDM_IMPORT_FORMAT_M3, { "m3", "cbm", NULL } },
    { RDM_IMPORT_FORMAT_KM, { "km", NULL } },
    { RDM_IMPORT_FORMAT_M, { "m", "metres", "meters", NULL } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    if (offers (formats, hints[i].format) && header_has_word (header, hints[i].words))
      {
        *format = hints[i].format;
        return TRUE;
      }
  return FALSE;
}

/* Sizes that would be odd in the usual unit and common in the other: stops of 300 minutes, parcels
 * of five tons, of a tenth of a litre. */
static RdmImportFormat
format_from_values (const RdmImportFormat *formats, double median)
{
  if (offers (formats, RDM_IMPORT_FORMAT_SECONDS) && median >= 60)
    return RDM_IMPORT_FORMAT_SECONDS;
  if (offers (formats, RDM_IMPORT_FORMAT_G) && median >= 5000)
    return RDM_IMPORT_FORMAT_G;
  if (offers (formats, RDM_IMPORT_FORMAT_M3) && median < 1)
    return RDM_IMPORT_FORMAT_M3;
  if (offers (formats, RDM_IMPORT_FORMAT_M) && median >= 5000)
    return RDM_IMPORT_FORMAT_M;
  return formats[0];
}

void
rdm_import_guess_format (const RdmImportTable *table,
                         const RdmImportSchema *schema,
                         guint index,
                         RdmImportColumn *column)
{
  const RdmImportFormat *formats = schema->fields[column->field].formats;

  column->format = RDM_IMPORT_FORMAT_AUTO;
  column->guessed = FALSE;
  if (formats == NULL || offers (formats, RDM_IMPORT_FORMAT_DMY))
    return;
  if (format_from_header (rdm_import_table_get_header (table, index), formats, &column->format))
    return;
  column->format = format_from_values (formats, get_median (table, index));
  column->guessed = TRUE;
}

/* Task details are free text for most, and the order's number for some: one word with a digit in
 * every row. */
static gboolean
looks_like_references (const RdmImportTable *table, guint column)
{
  guint n = rdm_import_table_get_n_rows (table);
  guint n_good = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *cell = rdm_import_table_get_cell (table, i, column);

      n_good += *cell != '\0' && strlen (cell) <= 40 && strpbrk (cell, " \n") == NULL
                && strpbrk (cell, "0123456789") != NULL;
    }
  return n_good * 10 >= n * 9;
}

/* How many of the first rows have a number, or a pair of coordinates, in @column. */
static guint
count_numbers (const RdmImportTable *table, guint column, gboolean points)
{
  guint n = 0;

  for (guint i = 0; i < MIN (rdm_import_table_get_n_rows (table), SAMPLE_ROWS); i++)
    {
      const char *cell = rdm_import_table_get_cell (table, i, column);
      RdmPoint point;
      double number;

      n += points ? rdm_point_parse (cell, &point, NULL) : rdm_parse_number (cell, &number, NULL);
    }
  return n;
}

/* Who writes “Parking” above a column means where that is, or says in words how one gets there:
 * which is for the driver to read. */
static gboolean
is_spoken_place (const RdmImportTable *table, guint column, guint field)
{
  if (field != RDM_IMPORT_ENTRANCE_POINT && field != RDM_IMPORT_PARK_POINT
      && field != RDM_IMPORT_FROM_ENTRANCE_POINT && field != RDM_IMPORT_FROM_PARK_POINT)
    return FALSE;
  if (count_numbers (table, column, TRUE) > 0)
    return FALSE;
  for (guint i = 0; i < MIN (rdm_import_table_get_n_rows (table), SAMPLE_ROWS); i++)
    if (*rdm_import_table_get_cell (table, i, column) != '\0')
      return TRUE;
  return FALSE;
}

/* Without headings: coordinates are recognised, and lines of text are addresses, perhaps with a
 * town behind a comma. */
static void
guess_by_values (const RdmImportTable *table, GArray *columns)
{
  guint n_rows = MIN (rdm_import_table_get_n_rows (table), SAMPLE_ROWS);
  guint enough = (n_rows * 8 + 9) / 10;

  for (guint i = 0; i < columns->len; i++)
    {
      RdmImportColumn *column = &g_array_index (columns, RdmImportColumn, i);

      if (count_numbers (table, i, TRUE) >= enough)
        {
          column->field = RDM_IMPORT_POINT;
          column->guessed = TRUE;
          return;
        }
      if (i + 1 < columns->len && count_numbers (table, i, FALSE) >= enough
          && count_numbers (table, i + 1, FALSE) >= enough)
        {
          column[0].field = RDM_IMPORT_LATITUDE;
          column[1].field = RDM_IMPORT_LONGITUDE;
          column[0].guessed = column[1].guessed = TRUE;
          return;
        }
    }
  if (columns->len <= 2)
    g_array_index (columns, RdmImportColumn, 0).field = RDM_IMPORT_ADDRESS;
  if (columns->len == 2)
    g_array_index (columns, RdmImportColumn, 1).field = RDM_IMPORT_CITY;
}

/* Of several columns that mean what only one can mean, the best stays. */
static void
settle_rivals (const RdmImportSchema *schema, GArray *columns, const guint *ranks)
{
  for (guint i = 0; i < columns->len; i++)
    for (guint j = 0; j < columns->len; j++)
      {
        RdmImportColumn *a = &g_array_index (columns, RdmImportColumn, i);
        RdmImportColumn *b = &g_array_index (columns, RdmImportColumn, j);

        if (i == j || a->field != b->field || schema->fields[a->field].repeatable)
          continue;
        if (ranks[i] < ranks[j] || (ranks[i] == ranks[j] && i < j))
          *b = (RdmImportColumn){ 0 };
      }
}

void
rdm_import_guess_columns (const RdmImportTable *table,
                          const RdmImportSchema *schema,
                          const RdmSenderKind *kind,
                          GArray *columns)
{
  g_autofree guint *ranks = g_new0 (guint, columns->len + 1);
  gboolean orders = schema == &rdm_import_order_schema;

  if (!rdm_import_table_has_headers (table) && orders)
    guess_by_values (table, columns);
  for (guint i = 0; i < columns->len && rdm_import_table_has_headers (table); i++)
    {
      RdmImportColumn *column = &g_array_index (columns, RdmImportColumn, i);
      const char *header = rdm_import_table_get_header (table, i);

      if (orders && rdm_sender_column (kind, header, &column->field, &column->format))
        column->source = RDM_IMPORT_SOURCE_SENDER;
      else
        {
          column->field = rdm_import_schema_match (schema, header, &ranks[i]);
          column->source = column->field != RDM_IMPORT_UNUSED ? RDM_IMPORT_SOURCE_HEADER
                                                              : RDM_IMPORT_SOURCE_NONE;
        }
    }
  settle_rivals (schema, columns, ranks);

  for (guint i = 0; i < columns->len; i++)
    {
      RdmImportColumn *column = &g_array_index (columns, RdmImportColumn, i);

      if (orders && column->field == RDM_IMPORT_REFERENCE && strcmp (kind->name, "Onfleet") == 0
          && !looks_like_references (table, i))
        column->field = RDM_IMPORT_NOTES;
      if (orders && column->source == RDM_IMPORT_SOURCE_HEADER
          && is_spoken_place (table, i, column->field))
        column->field = RDM_IMPORT_NOTES;
      if (column->format == RDM_IMPORT_FORMAT_AUTO)
        rdm_import_guess_format (table, schema, i, column);
    }
}
