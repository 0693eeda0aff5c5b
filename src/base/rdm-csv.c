/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader works in one buffer: fields are unquoted in place and end in NUL, so a record costs no
 * allocation. */
#include "rdm-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-csv-encoding.h"
#include "rdm-error.h"

const RdmCsvLimits rdm_csv_default_limits = {
  .max_bytes = 64 * 1024 * 1024,
  .max_rows = 500 * 1000,
  .max_columns = 1000,
  .max_field_bytes = 64 * 1024,
};

struct _RdmCsvReader
{
  /* Owned */
  char *text; /* UTF-8; ends in NUL */
  GPtrArray *fields;

  /* State */
  RdmCsvLimits limits;
  const char *encoding;
  gsize length;
  gsize position;
  guint line; /* of @position */
  guint n_rows;
  guint n_replaced;
  char delimiter;
};

void
rdm_csv_reader_free (RdmCsvReader *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

/* A first line "sep=;" is how spreadsheets are told the delimiter; it is no record. */
static gboolean
take_separator_line (RdmCsvReader *self)
{
  const char *text = self->text;
  const char *after = text + strlen ("sep=") + 1;

  if (self->length < 6 || g_ascii_strncasecmp (text, "sep=", 4) != 0
      || (*after != '\n' && *after != '\r'))
    return FALSE;
  self->delimiter = text[4];
  self->position = (gsize)(after - text) + (after[0] == '\r' && after[1] == '\n' ? 2 : 1);
  self->line = 2;
  return TRUE;
}

enum
{
  SAMPLE_RECORDS = 12,
  SAMPLE_BYTES = 64 * 1024,
};

/* Counts the delimiters outside quotes in each of the first records; returns how many of these
 * there are. */
static guint
count_delimiters (const char *text, char delimiter, guint counts[SAMPLE_RECORDS])
{
  /* Where there are semicolons or tabs, a comma between digits is more likely a decimal one. */
  gboolean decimal = delimiter == ',' && text[strcspn (text, ";\t")] != '\0';
  gboolean quoted = FALSE;
  guint n_records = 0;

  for (const char *p = text; *p != '\0' && n_records < SAMPLE_RECORDS && p - text < SAMPLE_BYTES;
       p++)
    {
      if (quoted)
        quoted = *p != '"';
      else if (*p == '"')
        quoted = p == text || strchr (",;\t| \r\n\"", p[-1]) != NULL;
      else if (*p == delimiter)
        counts[n_records] +=
            !decimal || p == text || !g_ascii_isdigit (p[-1]) || !g_ascii_isdigit (p[1]);
      else if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
        n_records++;
    }
  return MIN (n_records + 1, SAMPLE_RECORDS);
}

/* How many delimiters the first record has, which is mostly the header, times how many records have
 * as many; and with less weight the same of the most convincing record, since the first may be a
 * title. */
static double
rate_delimiter (const char *text, char delimiter)
{
  guint counts[SAMPLE_RECORDS] = { 0 };
  guint n_records = count_delimiters (text, delimiter, counts);
  double first = 0.0;
  double best = 0.0;

  for (guint i = 0; i < n_records; i++)
    {
      guint n_agreeing = 0;
      double rating;

      for (guint j = 0; j < n_records; j++)
        n_agreeing += counts[j] == counts[i];
      rating = counts[i] * (0.5 + (double)n_agreeing / n_records);
      first = i == 0 ? rating : first;
      best = MAX (best, rating);
    }
  return first + 0.3 * best;
}

static char
guess_delimiter (const char *text)
{
  static const char candidates[] = ",;\t|";
  char best = ',';
  double best_rating = 0.0;

  for (const char *c = candidates; *c != '\0'; c++)
    {
      double rating = rate_delimiter (text, *c);

      if (rating > best_rating)
        {
          best = *c;
          best_rating = rating;
        }
    }
  return best;
}

static gboolean
check_size (goffset n_bytes, const RdmCsvLimits *limits, GError **error)
{
  g_autofree char *size = NULL;
  g_autofree char *limit = NULL;

  if (n_bytes <= (goffset)limits->max_bytes)
    return TRUE;
  size = g_format_size ((guint64)n_bytes);
  limit = g_format_size (limits->max_bytes);
  g_set_error (
      error, RDM_CSV_ERROR, RDM_CSV_ERROR_TOO_BIG,
      _ ("The file has %s; a table may have %s. Split it, or leave out what is not needed"), size,
      limit);
  return FALSE;
}

RdmCsvReader *
rdm_csv_reader_new (GBytes *bytes, const RdmCsvLimits *limits, GError **error)
{
  g_autoptr (RdmCsvReader) self = g_new0 (RdmCsvReader, 1);
  RdmCsvText decoded = { 0 };

  g_return_val_if_fail (bytes != NULL, NULL);

  self->limits = limits != NULL ? *limits : rdm_csv_default_limits;
  if (!check_size ((goffset)g_bytes_get_size (bytes), &self->limits, error)
      || !rdm_csv_decode (bytes, &decoded, error))
    return NULL;

  self->text = decoded.text;
  self->length = decoded.length;
  self->encoding = decoded.encoding;
  self->n_replaced = decoded.n_replaced;
  self->fields = g_ptr_array_new ();
  self->line = 1;
  if (!take_separator_line (self))
    self->delimiter = guess_delimiter (self->text);
  return g_steal_pointer (&self);
}

/* The usual reasons in our words; what GIO says of the others. */
static void
fail_read (const char *name, const GError *reason, GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    g_set_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_READ, _ ("There is no file “%s”"), name);
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_READ,
                 _ ("“%s” may not be read by you; ask its owner to allow it"), name);
  else
    g_set_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_READ, _ ("“%s” cannot be read: %s"), name,
                 reason->message);
}

RdmCsvReader *
rdm_csv_reader_open (GFile *file,
                     const RdmCsvLimits *limits,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) inner = NULL;
  g_autofree char *name = g_file_get_parse_name (file);

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &inner);
  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_READ,
                   _ ("“%s” is a folder; choose a file in it"), name);
      return NULL;
    }
  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, RDM_CSV_ERROR, RDM_CSV_ERROR_READ, _ ("“%s” is not an ordinary file"),
                   name);
      return NULL;
    }
  if (info != NULL
      && !check_size (g_file_info_get_size (info),
                      limits != NULL ? limits : &rdm_csv_default_limits, error))
    return NULL;
  if (info != NULL)
    bytes = g_file_load_bytes (file, cancellable, NULL, &inner);
  if (bytes != NULL)
    return rdm_csv_reader_new (bytes, limits, error);

  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&inner));
  else
    fail_read (name, inner, error);
  return NULL;
}

const char *
rdm_csv_reader_get_encoding (RdmCsvReader *self)
{
  return self->encoding;
}

char
rdm_csv_reader_get_delimiter (RdmCsvReader *self)
{
  return self->delimiter;
}

guint
rdm_csv_reader_get_n_replaced (RdmCsvReader *self)
{
  return self->n_replaced;
}

double
rdm_csv_reader_get_fraction (RdmCsvReader *self)
{
  return self->length > 0 ? (double)self->position / (double)self->length : 1.0;
}

/* @what: (transfer full): the sentence behind the line. */
static gboolean
fail_at_line (RdmCsvReader *self, RdmCsvError code, guint line, char *what, GError **error)
{
  g_autofree char *owned = what;

  self->position = self->length;
  g_set_error (error, RDM_CSV_ERROR, code, _ ("Line %u: %s"), line, owned);
  return FALSE;
}

/* Steps over CR LF, LF or CR. */
static void
skip_line_end (RdmCsvReader *self)
{
  if (self->text[self->position] == '\r' && self->text[self->position + 1] == '\n')
    self->position++;
  self->position++;
  self->line++;
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* Copies the inside of quotes down to *to; stops behind the closing quote. */
static gboolean
unquote (RdmCsvReader *self, char **to, GError **error)
{
  guint opened = self->line;
  gsize start = self->position;

  for (self->position++; self->position < self->length; self->position++)
    {
      char c = self->text[self->position];

      if (c == '"' && self->text[self->position + 1] == '"')
        self->position++;
      else if (c == '"')
        {
          self->position++;
          return TRUE;
        }
      else if (c == '\n' || (c == '\r' && self->text[self->position + 1] != '\n'))
        self->line++;
      else if (c == '\r')
        continue;
      *(*to)++ = c;
      if (self->position - start > self->limits.max_field_bytes)
        return fail_at_line (
            self, RDM_CSV_ERROR_TOO_BIG, opened,
            g_strdup_printf (_ ("a quoted field that begins here has more than %u characters; "
                                "perhaps its closing quote is missing"),
                             (guint)self->limits.max_field_bytes),
            error);
    }
  return fail_at_line (self, RDM_CSV_ERROR_QUOTE, opened,
                       g_strdup (_ ("a quote is opened here and never closed")), error);
}

/* Reads one field, ends it in NUL and steps over its delimiter; *ended says the record is complete.
 */
static gboolean
read_field (RdmCsvReader *self, gboolean *ended, GError **error)
{
  gsize start = self->position;
  guint line = self->line;
  char *to = self->text + start;
  gsize blank = strspn (self->text + start, " ");
  char last;

  if (self->text[start + blank] == '"')
    {
      self->position += blank;
      if (!unquote (self, &to, error))
        return FALSE;
    }
  while (self->position < self->length && self->text[self->position] != self->delimiter
         && !is_line_end (self->text[self->position]))
    *to++ = self->text[self->position++];
  if (self->position - start > self->limits.max_field_bytes)
    return fail_at_line (self, RDM_CSV_ERROR_TOO_BIG, line,
                         g_strdup_printf (_ ("a field has more than %u characters"),
                                          (guint)self->limits.max_field_bytes),
                         error);

  /* Before the NUL is set: it may take this character's place. */
  last = self->text[self->position];
  *ended = self->position >= self->length || is_line_end (last);
  if (self->position < self->length && !*ended)
    self->position++;
  else if (self->position < self->length)
    skip_line_end (self);
  *to = '\0';
  g_ptr_array_add (self->fields, self->text + start);
  return TRUE;
}

gboolean
rdm_csv_reader_next (RdmCsvReader *self, RdmCsvRecord *record, GError **error)
{
  gboolean ended = FALSE;
  guint line;

  g_return_val_if_fail (self != NULL && record != NULL, FALSE);

  while (self->position < self->length && is_line_end (self->text[self->position]))
    skip_line_end (self);
  if (self->position >= self->length)
    return FALSE;

  line = self->line;
  if (++self->n_rows > self->limits.max_rows)
    return fail_at_line (
        self, RDM_CSV_ERROR_TOO_BIG, line,
        g_strdup_printf (_ ("there are more than %u rows; split the file"), self->limits.max_rows),
        error);
  g_ptr_array_set_size (self->fields, 0);
  while (!ended)
    {
      if (self->fields->len >= self->limits.max_columns)
        return fail_at_line (self, RDM_CSV_ERROR_TOO_BIG, line,
                             g_strdup_printf (_ ("there are more than %u columns; a table of "
                                                 "orders has one order a line"),
                                              self->limits.max_columns),
                             error);
      if (!read_field (self, &ended, error))
        return FALSE;
    }
  *record = (RdmCsvRecord){ line, self->fields->len, (const char *const *)self->fields->pdata };
  return TRUE;
}
