/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-solve-matrix.h"

#include <string.h>

/* 20,000 places; beyond, coordinates are the way. */
#define MOST_CELLS ((gsize)20000 * 20000)
/* {matrices: {profile: {durations and {matrices: {profile: {periods: [{durations */
#define DEPTH_OF_MATRICES 3
#define DEPTH_OF_PERIODS 5

typedef struct
{
  const char *at;
  const char *end;
} Scanner;

void
roundsman_matrix_free (RoundsmanMatrix *matrix)
{
  g_free (matrix->cells);
  g_free (matrix);
}

static void
skip_space (Scanner *scanner)
{
  while (scanner->at < scanner->end && strchr (" \t\r\n", *scanner->at) != NULL
         && *scanner->at != 0)
    scanner->at++;
}

static gboolean
take (Scanner *scanner, char wanted)
{
  skip_space (scanner);
  if (scanner->at >= scanner->end || *scanner->at != wanted)
    return FALSE;
  scanner->at++;
  return TRUE;
}

/* A number of seconds or metres, whole or not; not negative. */
static gboolean
take_number (Scanner *scanner, gint32 *number)
{
  gint64 value = 0;
  int n_digits = 0;
  gboolean has_half = FALSE;

  skip_space (scanner);
  for (; scanner->at < scanner->end && g_ascii_isdigit (*scanner->at); scanner->at++, n_digits++)
    if (value <= G_MAXINT32)
      value = value * 10 + (*scanner->at - '0');
  if (n_digits == 0)
    return FALSE;
  if (scanner->at < scanner->end && *scanner->at == '.')
    {
      scanner->at++;
      has_half = scanner->at < scanner->end && *scanner->at >= '5' && *scanner->at <= '9';
      while (scanner->at < scanner->end && g_ascii_isdigit (*scanner->at))
        scanner->at++;
    }
  value += has_half;
  *number = (gint32)MIN (value, G_MAXINT32);
  return TRUE;
}

static gboolean
take_row (Scanner *scanner, GArray *cells, guint *n_columns)
{
  gint32 number;

  *n_columns = 0;
  if (!take (scanner, '['))
    return FALSE;
  if (take (scanner, ']'))
    return TRUE;
  do
    {
      if (!take_number (scanner, &number) || cells->len >= MOST_CELLS)
        return FALSE;
      g_array_append_val (cells, number);
      (*n_columns)++;
    }
  while (take (scanner, ','));
  return take (scanner, ']');
}

static RoundsmanMatrix *
take_matrix (Scanner *scanner)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (gint32));
  RoundsmanMatrix *matrix;
  guint n_rows = 0;
  guint n_columns = 0;
  guint width = 0;

  if (!take (scanner, '['))
    return NULL;
  if (!take (scanner, ']'))
    {
      do
        {
          if (!take_row (scanner, cells, &n_columns) || (n_rows > 0 && n_columns != width))
            return NULL;
          width = n_columns;
          n_rows++;
        }
      while (take (scanner, ','));
      if (!take (scanner, ']') || n_rows != width)
        return NULL;
    }
  matrix = g_new0 (RoundsmanMatrix, 1);
  matrix->size = n_rows;
  matrix->cells = (gint32 *)(void *)g_array_free (g_steal_pointer (&cells), FALSE);
  return matrix;
}

static void
skip_string (Scanner *scanner)
{
  for (scanner->at++; scanner->at < scanner->end && *scanner->at != '"'; scanner->at++)
    if (*scanner->at == '\\')
      scanner->at++;
  if (scanner->at < scanner->end)
    scanner->at++;
  else
    scanner->at = scanner->end;
}

static gboolean
is_matrix_key (const char *from, const char *to)
{
  gsize length = (gsize)(to - from);

  return (length == strlen ("\"durations\"") && strncmp (from, "\"durations\"", length) == 0)
         || (length == strlen ("\"distances\"") && strncmp (from, "\"distances\"", length) == 0);
}

char *
roundsman_lift_matrices (const char *text, gsize length, GPtrArray *matrices, GError **error)
{
  Scanner scanner = { text, text + length };
  g_autoptr (GString) rest = g_string_new (NULL);
  const char *copied = text;
  int depth = 0;

  while (scanner.at < scanner.end)
    {
      const char *begin = scanner.at;
      RoundsmanMatrix *matrix;

      if (*begin != '"')
        {
          depth += *begin == '{' || *begin == '[';
          depth -= *begin == '}' || *begin == ']';
          scanner.at++;
          continue;
        }
      skip_string (&scanner);
      if ((depth != DEPTH_OF_MATRICES && depth != DEPTH_OF_PERIODS)
          || !is_matrix_key (begin, scanner.at) || !take (&scanner, ':'))
        continue;
      g_string_append_len (rest, copied, scanner.at - copied);
      matrix = take_matrix (&scanner);
      if (matrix == NULL)
        {
          g_set_error (
              error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
              "Byte %" G_GSIZE_FORMAT
              ": a matrix must be as many rows as columns of numbers that are not negative",
              (gsize)(scanner.at - text));
          return NULL;
        }
      g_string_append_printf (rest, "%u", matrices->len);
      g_ptr_array_add (matrices, matrix);
      copied = scanner.at;
    }
  g_string_append_len (rest, copied, text + length - copied);
  return g_string_free (g_steal_pointer (&rest), FALSE);
}
