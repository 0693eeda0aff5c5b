/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-csv-encoding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-error.h"

enum
{
  SAMPLE_BYTES = 4096,
};

typedef struct
{
  const guchar *data;
  gsize length;
} Span;

static gboolean
starts_with (Span span, const char *magic, gsize length)
{
  return span.length >= length && memcmp (span.data, magic, length) == 0;
}

/* What people drop here by mistake, and what to do instead. */
static const char *
name_binary (Span span)
{
  static const struct
  {
    const char *magic;
    gsize length;
    const char *sentence;
  } known[] = {
    { "PK\003\004", 4, N_ ("This is a spreadsheet workbook or an archive. Save it as CSV first") },
    { "\xd0\xcf\x11\xe0", 4, N_ ("This is an old spreadsheet workbook. Save it as CSV first") },
    { "%PDF", 4, N_ ("This is a PDF document. A table is needed: CSV or TSV") },
    { "SQLite format 3", 15,
      N_ ("This is a database or a plan file. Open it instead of importing it") },
    { "\x1f\x8b", 2, N_ ("This is a compressed file. Unpack it first") },
    { "\x89PNG", 4, N_ ("This is a picture. A table is needed: CSV or TSV") },
    { "\xff\xd8\xff", 3, N_ ("This is a picture. A table is needed: CSV or TSV") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (starts_with (span, known[i].magic, known[i].length))
      return _ (known[i].sentence);
  return NULL;
}

static gboolean
fail_binary (Span span, gsize offset, GError **error)
{
  const char *named = name_binary (span);

  if (named != NULL)
    g_set_error_literal (error, RDM_CSV_ERROR, RDM_CSV_ERROR_BINARY, named);
  else
    g_set_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_BINARY,
                 _ ("This is not a text file: byte %zu is no character. A table of "
                    "orders is needed: CSV or TSV"),
                 offset + 1);
  return FALSE;
}

/* UTF-16 without a byte order mark: most text has a zero in every other byte. Returns the name that
 * iconv knows, or NULL. */
static const char *
guess_utf16 (Span span)
{
  gsize n_pairs = MIN (span.length, SAMPLE_BYTES) / 2;
  gsize even = 0;
  gsize odd = 0;

  for (gsize i = 0; i < n_pairs; i++)
    {
      even += span.data[2 * i] == 0;
      odd += span.data[2 * i + 1] == 0;
    }
  if (n_pairs >= 2 && odd > n_pairs / 2 && even * 8 < odd)
    return "UTF-16LE";
  if (n_pairs >= 2 && even > n_pairs / 2 && odd * 8 < even)
    return "UTF-16BE";
  return NULL;
}

/* The first byte that stands in no text file, or @length. */
static gsize
find_control (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar)text[i];

      if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1a)
        return i;
    }
  return length;
}

/* UTF-8 with a few broken bytes (a truncated file, a patched cell) has many good sequences beside
 * them; a file in one byte a letter has next to none. */
static gboolean
is_broken_utf8 (Span span, guint *n_broken)
{
  const char *p = (const char *)span.data;
  const char *end = p + span.length;
  guint n_good = 0;

  *n_broken = 0;
  while (p < end)
    {
      const char *bad = NULL;

      if (!g_utf8_validate (p, end - p, &bad))
        (*n_broken)++;
      for (const char *q = p; q < bad; q++)
        n_good += (guchar)*q >= 0xc0;
      p = bad < end ? bad + 1 : end;
      /* Enough to know: a file of one byte a letter must not cost a call for each of them. */
      if (*n_broken > 1000)
        break;
    }
  return n_good > 4 * (*n_broken) && *n_broken <= 1000;
}

static char *
decode_windows (Span span, gsize *length)
{
  /* 0x80 to 0x9f; where Windows has no letter, Latin-1's control code stays. */
  static const gunichar upper[32] = { 0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020,
                                      0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d,
                                      0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d,
                                      0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
                                      0x0153, 0x009d, 0x017e, 0x0178 };
  GString *out = g_string_sized_new (span.length + span.length / 8);

  for (gsize i = 0; i < span.length; i++)
    {
      guchar c = span.data[i];

      if (c < 0x80)
        g_string_append_c (out, (char)c);
      else
        g_string_append_unichar (out, c < 0xa0 ? upper[c - 0x80] : c);
    }
  *length = out->len;
  return g_string_free (out, FALSE);
}

static gboolean
decode_utf16 (Span span, const char *charset, RdmCsvText *out, GError **error)
{
  gsize length = 0;
  gsize control;
  g_autofree char *text =
      g_convert_with_fallback ((const char *)span.data, (gssize)(span.length & ~(gsize)1), "UTF-8",
                               charset, "\xef\xbf\xbd", NULL, &length, NULL);

  if (text == NULL)
    return fail_binary (span, 0, error);
  control = find_control (text, length);
  if (control < length)
    return fail_binary (span, control * 2, error);
  *out = (RdmCsvText){ g_steal_pointer (&text), length, "UTF-16", 0 };
  return TRUE;
}

static gboolean
decode_bytes (Span span, RdmCsvText *out, GError **error)
{
  gsize control = find_control ((const char *)span.data, span.length);
  guint n_broken = 0;

  if (control < span.length || name_binary (span) != NULL)
    return fail_binary (span, control, error);

  if (g_utf8_validate ((const char *)span.data, (gssize)span.length, NULL))
    *out =
        (RdmCsvText){ g_strndup ((const char *)span.data, span.length), span.length, "UTF-8", 0 };
  else if (is_broken_utf8 (span, &n_broken))
    {
      char *text = g_utf8_make_valid ((const char *)span.data, (gssize)span.length);

      *out = (RdmCsvText){ text, strlen (text), "UTF-8", n_broken };
    }
  else
    {
      out->text = decode_windows (span, &out->length);
      out->encoding = "Windows-1252";
    }
  return TRUE;
}

gboolean
rdm_csv_decode (GBytes *bytes, RdmCsvText *out, GError **error)
{
  Span span = { 0 };
  RdmCsvText decoded = { 0 };
  const char *utf16 = NULL;
  gboolean done;

  span.data = g_bytes_get_data (bytes, &span.length);
  if (starts_with (span, "\xef\xbb\xbf", 3))
    span = (Span){ span.data + 3, span.length - 3 };
  else if (starts_with (span, "\xff\xfe", 2) || starts_with (span, "\xfe\xff", 2))
    {
      utf16 = span.data[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
      span = (Span){ span.data + 2, span.length - 2 };
    }
  else if (span.length > 0)
    utf16 = guess_utf16 (span);

  done = span.length == 0 ? TRUE
         : utf16 != NULL  ? decode_utf16 (span, utf16, &decoded, error)
                          : decode_bytes (span, &decoded, error);
  if (!done)
    return FALSE;
  if (decoded.text == NULL || decoded.text[strspn (decoded.text, " \t\r\n\032")] == '\0')
    {
      g_free (decoded.text);
      g_set_error_literal (error, RDM_CSV_ERROR, RDM_CSV_ERROR_EMPTY, _ ("The file is empty"));
      return FALSE;
    }
  /* The mark by which DOS ended a file. */
  if (decoded.text[decoded.length - 1] == 0x1a)
    decoded.text[--decoded.length] = '\0';
  *out = decoded;
  return TRUE;
}
