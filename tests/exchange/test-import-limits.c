/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that no desk can use: each is refused with a sentence, at once and in little memory. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "import-testing.h"
#include "rdm-error.h"

typedef struct
{
  char *folder;
  char *path;
} Scratch;

static void
set_up (Scratch *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("import-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "orders.csv", NULL);
}

static void
tear_down (Scratch *self, gconstpointer data)
{
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
assert_refused (const char *path, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RdmImportTable) table = rdm_import_table_load (file, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, RDM_CSV_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_hundred_megabytes (Scratch *self, gconstpointer data)
{
  g_assert_true (g_file_set_contents (self->path, "ref,address\n", -1, NULL));
  g_assert_cmpint (truncate (self->path, 100 * 1000 * 1000), ==, 0);
  assert_refused (self->path, RDM_CSV_ERROR_TOO_BIG, "100.0");
}

static void
test_million_columns (Scratch *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1000 * 1000, ',');

  g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
  assert_refused (self->path, RDM_CSV_ERROR_TOO_BIG, "Line 1: there are more than 1000 columns");
}

static void
test_million_rows (Scratch *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("ref,address\n");

  for (guint i = 0; i < 1000 * 1000; i++)
    g_string_append (text, "1,2\n");
  g_assert_true (g_file_set_contents (self->path, text->str, (gssize)text->len, NULL));
  assert_refused (self->path, RDM_CSV_ERROR_TOO_BIG, "more than 500000 rows");
}

static void
test_million_cells (Scratch *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *row = g_strnfill (900, ',');

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (text, "x%s\n", row);
  g_assert_true (g_file_set_contents (self->path, text->str, (gssize)text->len, NULL));
  assert_refused (self->path, RDM_CSV_ERROR_TOO_BIG, "cells");
}

static void
test_no_table (Scratch *self, gconstpointer data)
{
  assert_refused (self->folder, RDM_CSV_ERROR_READ, "folder");
  assert_refused (self->path, RDM_CSV_ERROR_READ, "There is no file");
  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  assert_refused (self->path, RDM_CSV_ERROR_EMPTY, "empty");
  g_assert_true (g_file_set_contents (self->path, ",,,\n ,,,\n", -1, NULL));
  assert_refused (self->path, RDM_CSV_ERROR_EMPTY, "nothing");
  g_assert_true (g_file_set_contents (self->path, "PK\003\004\0\0\0", 7, NULL));
  assert_refused (self->path, RDM_CSV_ERROR_BINARY, "CSV");
}

/* A header alone is a table of nothing. */
static void
test_no_rows (Scratch *self, gconstpointer data)
{
  g_autoptr (Reading) reading = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (self->path, "Order ID,Address\n", -1, NULL));
  reading = reading_new (self->path, &rdm_import_order_schema, NULL);
  text = rdm_import_result_describe (reading->result);
  g_assert_cmpstr (text, ==, "No rows: there is nothing below the titles");
  g_assert_cmpuint (reading_apply (reading, RDM_IMPORT_ALL, TRUE), ==, 0);
}

static void
write_orders (GString *text, guint n)
{
  g_string_append (
      text, "Reference,Date,Address,City,Latitude,Longitude,Window from,Window to,Parcels\n");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text,
                            "A-%06u,23/11/2026,Seeweg %u,Uferau,47.%05u,8.%05u,08:00,12:00,%u\n", i,
                            i + 1, 30000 + i % 10000, 50000 + i % 7919, 1 + i % 5);
}

static void
note_progress (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  *last = fraction;
}

/* Ten thousand orders, there and again, with their progress told. */
static void
test_many (Scratch *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (Reading) reading = NULL;
  g_autoptr (RdmImportResult) result = NULL;
  double last = 0.0;

  write_orders (text, 10000);
  reading = reading_new_text (text->str, &rdm_import_order_schema, NULL);
  g_assert_cmpuint (reading->result->n_good, ==, 10000);
  reading_apply (reading, RDM_IMPORT_ALL, FALSE);
  reading->request.progress = note_progress;
  reading->request.progress_data = &last;
  result = rdm_import_read (&reading->request, NULL, NULL);
  g_assert_cmpuint (result->n[RDM_IMPORT_UNCHANGED], ==, 10000);
  g_assert_cmpfloat (last, >, 0.9);
}

static void
cancel_cb (double fraction, gpointer cancellable)
{
  if (fraction > 0.2)
    g_cancellable_cancel (cancellable);
}

static void
test_cancel (Scratch *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = NULL;

  write_orders (text, 2000);
  reading = reading_new_text (text->str, &rdm_import_order_schema, NULL);
  reading->request.progress = cancel_cb;
  reading->request.progress_data = cancellable;
  g_assert_null (rdm_import_read (&reading->request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/import/limits/hundred-megabytes", Scratch, NULL, set_up, test_hundred_megabytes,
              tear_down);
  g_test_add ("/import/limits/million-columns", Scratch, NULL, set_up, test_million_columns,
              tear_down);
  g_test_add ("/import/limits/million-rows", Scratch, NULL, set_up, test_million_rows, tear_down);
  g_test_add ("/import/limits/million-cells", Scratch, NULL, set_up, test_million_cells, tear_down);
  g_test_add ("/import/limits/no-table", Scratch, NULL, set_up, test_no_table, tear_down);
  g_test_add ("/import/limits/no-rows", Scratch, NULL, set_up, test_no_rows, tear_down);
  g_test_add ("/import/limits/many", Scratch, NULL, set_up, test_many, tear_down);
  g_test_add ("/import/limits/cancel", Scratch, NULL, set_up, test_cancel, tear_down);
  return g_test_run ();
}
