/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tables of text in and out (RFC 4180 and what programs make of it). */

/**
 * RdmCsvLimits:
 * @max_bytes: of the whole file
 * @max_rows: records, the header included
 * @max_columns: fields in a record
 * @max_field_bytes: of one field, in UTF-8
 */
typedef struct
{
  gsize max_bytes;
  guint max_rows;
  guint max_columns;
  gsize max_field_bytes;
} RdmCsvLimits;

/* 64 MiB, 500,000 rows, 1,000 columns, 64 KiB a field. */
extern const RdmCsvLimits rdm_csv_default_limits;

/**
 * RdmCsvRecord:
 * @line: the physical line, from 1, on which the record begins
 * @n_fields: how many
 * @fields: (array length=n_fields): UTF-8; the array is valid until the reader's next step, the
 * texts as long as the reader, and whoever has the reader may write within them
 */
typedef struct
{
  guint line;
  guint n_fields;
  const char *const *fields;
} RdmCsvRecord;

typedef struct _RdmCsvReader RdmCsvReader;

/**
 * rdm_csv_reader_new:
 * @bytes: the file
 * @limits: (nullable): NULL for the default ones
 *
 * Detects the encoding (UTF-8, UTF-16 with or without byte order mark, Windows-1252) and the
 * delimiter (comma, semicolon, tab, bar, or what a first line "sep=;" says).
 *
 * Returns: (transfer full) (nullable): NULL and RDM_CSV_ERROR for what is no text or too big
 */
RdmCsvReader *rdm_csv_reader_new (GBytes *bytes,
                                  const RdmCsvLimits *limits,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_csv_reader_open:
 * @file: read whole, after its size has been found to be within the limits
 *
 * Returns: (transfer full) (nullable): NULL and RDM_CSV_ERROR, or G_IO_ERROR_CANCELLED
 */
RdmCsvReader *rdm_csv_reader_open (GFile *file,
                                   const RdmCsvLimits *limits,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

void rdm_csv_reader_free (RdmCsvReader *self);

/* For people: "UTF-8", "UTF-16", "Windows-1252". */
const char *rdm_csv_reader_get_encoding (RdmCsvReader *self);

char rdm_csv_reader_get_delimiter (RdmCsvReader *self);

/* How many bytes of the file were no letters in its encoding and became U+FFFD. */
guint rdm_csv_reader_get_n_replaced (RdmCsvReader *self);

/* How much has been read, 0 to 1. */
double rdm_csv_reader_get_fraction (RdmCsvReader *self);

/**
 * rdm_csv_reader_next:
 * @record: (out): borrowed until the next call
 *
 * Reads the next record that is not an empty line. CR LF within quotes becomes LF. After an error
 * the reader is at its end.
 *
 * Returns: TRUE with a record; FALSE at the end, or with @error set
 */
gboolean rdm_csv_reader_next (RdmCsvReader *self, RdmCsvRecord *record, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmCsvReader, rdm_csv_reader_free)

/**
 * rdm_csv_append_record:
 * @out: where to
 * @delimiter: ',' or ';' or '\t'
 * @fields: (array length=n_fields): UTF-8; NULL is an empty field
 *
 * Appends one record with CR LF, quoting what needs it. A text that a spreadsheet would run as a
 * formula (it begins with = + - @ and is neither a number nor a phone number) gets an apostrophe
 * before it, as spreadsheets themselves write it.
 */
void
rdm_csv_append_record (GString *out, char delimiter, const char *const *fields, gsize n_fields);

G_END_DECLS
