/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "rdm-error.h"

const RdmJsonLimits rdm_json_default_limits = { .max_bytes = 16 * 1024 * 1024,
                                                .max_depth = 32,
                                                .max_values = 2 * 1000 * 1000 };

/* Where a byte stands, for people: both from 1, the column in characters. */
static void
locate (const char *text, gsize offset, guint *line, guint *column)
{
  const char *start = text;

  *line = 1;
  for (const char *p = text; p < text + offset; p++)
    if (*p == '\n')
      {
        (*line)++;
        start = p + 1;
      }
  *column = 1;
  for (const char *p = start; p < text + offset; p++)
    *column += ((guchar)*p & 0xc0) != 0x80;
}

static gboolean
fail_at (GError **error, RdmJsonError code, const char *text, gsize offset, const char *what)
{
  guint line, column;

  locate (text, offset, &line, &column);
  g_set_error (error, RDM_JSON_ERROR, code, _ ("Line %u, column %u: %s"), line, column, what);
  return FALSE;
}

/* The code unit of "\uXXXX" at @p, or -1. */
static int
read_unit (const char *p, const char *end)
{
  int unit = 0;

  if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (p[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (p[i]);
    }
  return unit;
}

/* The length of the escape at @p, 0 where it is none that JSON knows: json-glib would make bytes of
 * it that are no text. Half a surrogate pair is none, nor is NUL, which would end the text. */
static gsize
measure_escape (const char *p, const char *end)
{
  int unit, second;

  if (end - p < 2)
    return 0;
  if (p[1] != 'u')
    return strchr ("\"\\/bfnrt", p[1]) != NULL && p[1] != '\0' ? 2 : 0;
  unit = read_unit (p, end);
  if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return 0;
  if (unit < 0xd800 || unit > 0xdbff)
    return 6;
  second = read_unit (p + 6, end);
  return second >= 0xdc00 && second <= 0xdfff ? 12 : 0;
}

/* Steps from a string's opening quote to its closing one. */
static gboolean
skip_string (const char *text, gsize length, gsize *position, GError **error)
{
  for (gsize i = *position + 1; i < length;)
    {
      gsize step = 1;

      if (text[i] == '"')
        {
          *position = i;
          return TRUE;
        }
      if ((guchar)text[i] < 0x20)
        return fail_at (error, RDM_JSON_ERROR_SYNTAX, text, i,
                        _ ("a text may not run over the end of its line"));
      if (text[i] == '\\')
        step = measure_escape (text + i, text + length);
      if (step == 0)
        return fail_at (error, RDM_JSON_ERROR_SYNTAX, text, i, _ ("JSON knows no such escape"));
      i += step;
    }
  return fail_at (error, RDM_JSON_ERROR_SYNTAX, text, *position, _ ("this text never ends"));
}

/* Steps over a number to its last character. One that no double or 64-bit integer holds would
 * become infinite, or another number. */
static gboolean
skip_number (const char *text, gsize length, gsize *position, GError **error)
{
  gsize start = *position;
  gsize end = start + 1;
  gboolean whole = TRUE;
  g_autofree char *number = NULL;
  gint64 integer;

  for (; end < length && (g_ascii_isalnum (text[end]) || strchr ("+-.", text[end]) != NULL); end++)
    whole = whole && g_ascii_isdigit (text[end]);
  *position = end - 1;
  if (end - start < 18 && whole)
    return TRUE;
  number = g_strndup (text + start, end - start);
  if (whole ? g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, &integer, NULL)
            : fabs (g_ascii_strtod (number, NULL)) < G_MAXDOUBLE)
    return TRUE;
  return fail_at (error, RDM_JSON_ERROR_SYNTAX, text, start, _ ("this number is too big"));
}

/* One pass over the bytes: depth, values, strings that end. What stands between them is the
 * parser's business. */
static gboolean
check_shape (const char *text, gsize length, const RdmJsonLimits *limits, GError **error)
{
  guint depth = 0;
  guint n_values = 1;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        {
          if (!skip_string (text, length, &i, error))
            return FALSE;
        }
      else if (g_ascii_isdigit (text[i]) || text[i] == '-')
        {
          if (!skip_number (text, length, &i, error))
            return FALSE;
        }
      else if (text[i] == '[' || text[i] == '{')
        {
          n_values++;
          if (++depth > limits->max_depth)
            return fail_at (error, RDM_JSON_ERROR_TOO_DEEP, text, i,
                            _ ("nested deeper than this program reads"));
        }
      else if ((text[i] == ']' || text[i] == '}') && depth-- == 0)
        return fail_at (error, RDM_JSON_ERROR_SYNTAX, text, i, _ ("closes what was never opened"));
      else if (text[i] == ',' && ++n_values > limits->max_values)
        return fail_at (error, RDM_JSON_ERROR_TOO_BIG, text, i,
                        _ ("more values than this program reads"));
    }
  if (depth > 0)
    return fail_at (error, RDM_JSON_ERROR_SYNTAX, text, length, _ ("the text ends too early"));
  return TRUE;
}

static gboolean
check_text (const char *text, gsize length, const RdmJsonLimits *limits, GError **error)
{
  const char *bad = NULL;

  if (length > limits->max_bytes)
    {
      g_autofree char *size = g_format_size (length);
      g_autofree char *limit = g_format_size (limits->max_bytes);

      g_set_error (error, RDM_JSON_ERROR, RDM_JSON_ERROR_TOO_BIG,
                   _ ("The text has %s; it may have %s"), size, limit);
      return FALSE;
    }
  if (!g_utf8_validate (text, (gssize)length, &bad))
    return fail_at (error, RDM_JSON_ERROR_ENCODING, text, (gsize)(bad - text),
                    _ ("this is not UTF-8 text"));
  return check_shape (text, length, limits, error);
}

/* json-glib tells the place only within its message: "<data>:2:8: Parse error: …". */
static void
set_syntax_error (GError **error, const GError *inner)
{
  guint line = 1;
  guint column = 1;

  if (sscanf (inner->message, "<data>:%u:%u:", &line, &column) != 2)
    g_set_error_literal (error, RDM_JSON_ERROR, RDM_JSON_ERROR_SYNTAX, inner->message);
  else
    g_set_error (error, RDM_JSON_ERROR, RDM_JSON_ERROR_SYNTAX,
                 _ ("Line %u, column %u: JSON does not allow what stands here"), line, column);
}

JsonNode *
rdm_json_parse (const char *text, gssize length, const RdmJsonLimits *limits, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) inner = NULL;
  gsize n_bytes;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    text = "";
  n_bytes = length < 0 ? strlen (text) : (gsize)length;
  if (n_bytes >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      n_bytes -= 3;
    }
  if (!check_text (text, n_bytes, limits != NULL ? limits : &rdm_json_default_limits, error))
    return NULL;

  if (!json_parser_load_from_data (parser, text, (gssize)n_bytes, &inner))
    {
      set_syntax_error (error, inner);
      return NULL;
    }
  if (json_parser_get_root (parser) == NULL)
    {
      g_set_error_literal (error, RDM_JSON_ERROR, RDM_JSON_ERROR_EMPTY,
                           _ ("There is nothing in it"));
      return NULL;
    }
  return json_parser_steal_root (parser);
}
