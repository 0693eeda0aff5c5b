/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is read is text; and what is written from it is read again as it was. */
#include "fuzz.h"

#include <string.h>

#include "rdm-csv.h"

static gboolean
is_guarded (const char *field)
{
  return *field != '\0' && strchr ("=+-@\t\r", *field) != NULL;
}

static void
check_written (const RdmCsvRecord *record)
{
  g_autoptr (GString) out = g_string_new ("sep=,\r\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RdmCsvReader) reader = NULL;
  RdmCsvRecord again;

  rdm_csv_append_record (out, ',', record->fields, record->n_fields);
  bytes = g_bytes_new_static (out->str, out->len);
  reader = rdm_csv_reader_new (bytes, NULL, NULL);
  FUZZ_CHECK (reader != NULL && rdm_csv_reader_next (reader, &again, NULL));
  FUZZ_CHECK (again.n_fields == record->n_fields && again.line == 2);
  for (guint i = 0; i < record->n_fields; i++)
    FUZZ_CHECK (is_guarded (record->fields[i]) || strchr (record->fields[i], '\r') != NULL
                || strcmp (again.fields[i], record->fields[i]) == 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmCsvReader) reader = rdm_csv_reader_new (bytes, NULL, &error);
  RdmCsvRecord record;
  guint line = 0;

  FUZZ_CHECK ((reader == NULL) == (error != NULL));
  while (reader != NULL && rdm_csv_reader_next (reader, &record, &error))
    {
      FUZZ_CHECK (record.line > line && record.n_fields > 0);
      FUZZ_CHECK (record.n_fields <= rdm_csv_default_limits.max_columns);
      for (guint i = 0; i < record.n_fields; i++)
        FUZZ_CHECK (g_utf8_validate (record.fields[i], -1, NULL));
      if (record.n_fields > 1)
        check_written (&record);
      line = record.line;
    }
  return 0;
}
