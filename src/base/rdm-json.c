/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-json.h"

#include <glib/gi18n-lib.h>
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

/* Skips a string; returns the offset of its closing quote, or @length if it never comes. */
static gsize
skip_string (const char *text, gsize length, gsize quote)
{
  for (gsize i = quote + 1; i < length; i++)
    {
      if (text[i] == '\\')
        i++;
      else if (text[i] == '"')
        return i;
    }
  return length;
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
          gsize end = skip_string (text, length, i);

          if (end >= length)
            return fail_at (error, RDM_JSON_ERROR_SYNTAX, text, i, _ ("this text never ends"));
          i = end;
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

  g_return_val_if_fail (text != NULL, NULL);

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
