/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rdm-csv.h"
#include "rdm-error.h"

/* The whole table as text: cells in <>, each record with its line. */
static char *
render (const char *data, gssize length, const RdmCsvLimits *limits, GError **error)
{
  gsize n = length < 0 ? strlen (data) : (gsize)length;
  /* Copied to the byte, so that reading past the end is seen by the sanitizer. */
  g_autoptr (GBytes) bytes = g_bytes_new (data, n);
  g_autoptr (RdmCsvReader) reader = rdm_csv_reader_new (bytes, limits, error);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  RdmCsvRecord record;

  if (reader == NULL)
    return NULL;
  while (rdm_csv_reader_next (reader, &record, &inner))
    {
      g_string_append_printf (out, "%u", record.line);
      for (guint i = 0; i < record.n_fields; i++)
        g_string_append_printf (out, "<%s>", record.fields[i]);
    }
  g_assert_false (rdm_csv_reader_next (reader, &record, NULL));
  g_assert_cmpfloat (rdm_csv_reader_get_fraction (reader), ==, 1.0);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_table (const char *data, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = render (data, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_error (
    const char *data, gssize length, const RdmCsvLimits *limits, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = render (data, length, limits, &error);

  g_assert_null (text);
  g_assert_error (error, RDM_CSV_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_quotes (void)
{
  assert_table ("a,b\n1,2\n", "1<a><b>2<1><2>");
  assert_table ("a,b\n1,2", "1<a><b>2<1><2>");
  assert_table ("a,b\n1,", "1<a><b>2<1><>");
  assert_table ("a,b\n,\n", "1<a><b>2<><>");
  assert_table ("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", "1<a><b>2<x,y><say \"hi\">");
  assert_table ("a,b\n\"two\nlines\",2\n3,4\n", "1<a><b>2<two\nlines><2>4<3><4>");
  assert_table ("a,b\r\n\"two\r\nlines\",2\r\n3,4\r\n", "1<a><b>2<two\nlines><2>4<3><4>");
  assert_table ("a,b\r1,2\r\r3,4", "1<a><b>2<1><2>4<3><4>");
  assert_table ("a,b\n\n\n1,2\n", "1<a><b>4<1><2>");
  assert_table ("a,b\n5\" pipe,2\n", "1<a><b>2<5\" pipe><2>");
  assert_table ("a, \"b, c\"\n1,2\n", "1<a><b, c>2<1><2>");
  assert_table ("a,b\n\"x\"y,2\n", "1<a><b>2<xy><2>");
  assert_table ("a,b\n\"\",\"\"\n", "1<a><b>2<><>");
  assert_table ("a,b\n1,2\n\x1a", "1<a><b>2<1><2>");
}

static void
test_delimiters (void)
{
  assert_table ("a;b;c\n1,5;2,5;x\n", "1<a><b><c>2<1,5><2,5><x>");
  assert_table ("a\tb\n1,5\t2\n", "1<a><b>2<1,5><2>");
  assert_table ("a|b\n1|2\n", "1<a><b>2<1><2>");
  assert_table ("sep=;\r\na,x;b\r\n1;2\r\n", "2<a,x><b>3<1><2>");
  assert_table ("name,note\nx,\"a;b;c;d\"\ny,\"e;f;g;h\"\n",
                "1<name><note>2<x><a;b;c;d>3<y><e;f;g;h>");
  assert_table ("47,1;8,5\n47,2;8,6\n", "1<47,1><8,5>2<47,2><8,6>");
  assert_table ("lat;lon\n47,1;8,5\n", "1<lat><lon>2<47,1><8,5>");
  assert_table ("1,2,3\n4,5,6\n", "1<1><2><3>2<4><5><6>");
  assert_table ("Orders, by Ada\na;b;c;d;e;f\n1;2;3;4;5;6\n",
                "1<Orders, by Ada>2<a><b><c><d><e><f>3<1><2><3><4><5><6>");
  assert_table ("ref,n,note\n1,2,x; y\n3,4,z; w\n", "1<ref><n><note>2<1><2><x; y>3<3><4><z; w>");
  assert_table ("address\nHauptstrasse 1\n", "1<address>2<Hauptstrasse 1>");
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *charset;
    const char *bom;
    gsize bom_length;
    const char *name;
  } cases[] = {
    { "UTF-8", "", 0, "UTF-8" },
    { "UTF-8", "\xef\xbb\xbf", 3, "UTF-8" },
    { "UTF-16LE", "\xff\xfe", 2, "UTF-16" },
    { "UTF-16BE", "\xfe\xff", 2, "UTF-16" },
    { "UTF-16LE", "", 0, "UTF-16" },
    { "UTF-16BE", "", 0, "UTF-16" },
    { "ISO-8859-1", "", 0, "Windows-1252" },
    { "WINDOWS-1252", "", 0, "Windows-1252" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *text = "name;place\nRosenbühler;Städtle\n";
      g_autoptr (GByteArray) array = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (RdmCsvReader) reader = NULL;
      gsize length = 0;
      g_autofree char *converted =
          g_convert (text, -1, cases[i].charset, "UTF-8", NULL, &length, NULL);
      RdmCsvRecord record;

      g_byte_array_append (array, (const guint8 *)cases[i].bom, (guint)cases[i].bom_length);
      g_byte_array_append (array, (const guint8 *)converted, (guint)length);
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
      reader = rdm_csv_reader_new (bytes, NULL, NULL);
      g_assert_cmpstr (rdm_csv_reader_get_encoding (reader), ==, cases[i].name);
      g_assert_cmpint (rdm_csv_reader_get_delimiter (reader), ==, ';');
      g_assert_cmpuint (rdm_csv_reader_get_n_replaced (reader), ==, 0);
      g_assert_true (rdm_csv_reader_next (reader, &record, NULL));
      g_assert_cmpstr (record.fields[0], ==, "name");
      g_assert_true (rdm_csv_reader_next (reader, &record, NULL));
      g_assert_cmpstr (record.fields[0], ==, "Rosenbühler");
      g_assert_cmpstr (record.fields[1], ==, "Städtle");
    }
  assert_table ("price\n\x80 5 \x96 7\n", "1<price>2<€ 5 – 7>");
}

/* One bad byte in a file of UTF-8 does not make it another encoding. */
static void
test_broken_utf8 (void)
{
  const char *text = "näme,pläce\nBühler,Städtle\nMüssnen,\xff\nGässle,Bühl\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (RdmCsvReader) reader = rdm_csv_reader_new (bytes, NULL, NULL);

  g_assert_cmpstr (rdm_csv_reader_get_encoding (reader), ==, "UTF-8");
  g_assert_cmpuint (rdm_csv_reader_get_n_replaced (reader), ==, 1);
}

static void
test_limits (void)
{
  RdmCsvLimits small = { .max_bytes = 40, .max_rows = 3, .max_columns = 3, .max_field_bytes = 10 };

  assert_error ("a\n1\n2\n3\n", -1, &small, RDM_CSV_ERROR_TOO_BIG, "Line 4");
  assert_error ("a,b\n1,2,3,4\n", -1, &small, RDM_CSV_ERROR_TOO_BIG,
                "Line 2: there are more than 3 columns");
  assert_error ("a\n12345678901\n", -1, &small, RDM_CSV_ERROR_TOO_BIG, "Line 2: a field");
  assert_error ("a\n\"2345\n67890123\"\n", -1, &small, RDM_CSV_ERROR_TOO_BIG,
                "Line 2: a quoted field");
  assert_error ("a\n1\n222222222222222222222222222222222222222222\n", -1, &small,
                RDM_CSV_ERROR_TOO_BIG, "40");
  assert_error ("a\n1\n\"2\n3\n", -1, NULL, RDM_CSV_ERROR_QUOTE, "Line 3");
}

static void
test_no_text (void)
{
  assert_error ("", -1, NULL, RDM_CSV_ERROR_EMPTY, "empty");
  assert_error (" \r\n\n", -1, NULL, RDM_CSV_ERROR_EMPTY, "empty");
  assert_error ("\xef\xbb\xbf", -1, NULL, RDM_CSV_ERROR_EMPTY, "empty");
  assert_error ("\xff\xfe", -1, NULL, RDM_CSV_ERROR_EMPTY, "empty");
  assert_error ("PK\003\004\0\0\0\0abc", 11, NULL, RDM_CSV_ERROR_BINARY, "workbook");
  assert_error ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, NULL, RDM_CSV_ERROR_BINARY, "workbook");
  assert_error ("%PDF-1.7\n", -1, NULL, RDM_CSV_ERROR_BINARY, "PDF");
  assert_error ("a,b\n1,2\0\n", 9, NULL, RDM_CSV_ERROR_BINARY, "byte 8");
  assert_error ("\x7f"
                "ELF\x02\x01\x01\x00\x00\x00\x00\x00",
                12, NULL, RDM_CSV_ERROR_BINARY, "byte");
}

static void
test_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "big.csv", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (dir);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_null (rdm_csv_reader_open (folder, NULL, NULL, &error));
  g_assert_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_READ);
  g_clear_error (&error);

  g_assert_null (rdm_csv_reader_open (file, NULL, NULL, &error));
  g_assert_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_READ);
  g_clear_error (&error);

  /* A hundred megabytes, without writing them: refused before a byte is read. */
  g_assert_true (g_file_set_contents (path, "a,b\n", -1, NULL));
  g_assert_cmpint (truncate (path, 100 * 1000 * 1000), ==, 0);
  g_assert_null (rdm_csv_reader_open (file, NULL, NULL, &error));
  g_assert_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_TOO_BIG);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (rdm_csv_reader_open (file, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_unlink (path);
  g_rmdir (dir);
}

/* What is written is read back as it was. */
static void
test_write (void)
{
  static const char *const fields[] = { "plain", "a,b", "say \"hi\"",  "two\nlines", " spaced ",
                                        "",      "-4",  "+423 555 01", "Städtle",    "x;y" };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RdmCsvReader) reader = NULL;
  RdmCsvRecord record;

  rdm_csv_append_record (out, ',', fields, G_N_ELEMENTS (fields));
  bytes = g_bytes_new (out->str, out->len);
  reader = rdm_csv_reader_new (bytes, NULL, NULL);
  g_assert_true (rdm_csv_reader_next (reader, &record, NULL));
  g_assert_cmpuint (record.n_fields, ==, G_N_ELEMENTS (fields));
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_cmpstr (record.fields[i], ==, fields[i]);
}

static void
test_write_formula (void)
{
  static const char *const fields[] = { "=1+1", "@cmd", "-cmd|x", "-", NULL };
  g_autoptr (GString) out = g_string_new (NULL);

  rdm_csv_append_record (out, ';', fields, G_N_ELEMENTS (fields));
  g_assert_cmpstr (out->str, ==, "\"'=1+1\";\"'@cmd\";\"'-cmd|x\";\"'-\";\r\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/quotes", test_quotes);
  g_test_add_func ("/csv/delimiters", test_delimiters);
  g_test_add_func ("/csv/encodings", test_encodings);
  g_test_add_func ("/csv/broken-utf8", test_broken_utf8);
  g_test_add_func ("/csv/limits", test_limits);
  g_test_add_func ("/csv/no-text", test_no_text);
  g_test_add_func ("/csv/files", test_files);
  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/write-formula", test_write_formula);
  return g_test_run ();
}
