/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The writing half of rdm-csv.h. */
#include "rdm-csv.h"

#include <string.h>

/* Whether a spreadsheet would run the text: it begins like a formula and is neither a number ("-4")
 * nor a phone number ("+423 555 01"). */
static gboolean
is_formula (const char *text)
{
  if (strchr ("=+-@\t\r", *text) == NULL || *text == '\0')
    return FALSE;
  return text[strspn (text, "+-0123456789 .,()/")] != '\0' || *text == '\t' || *text == '\r'
         || strpbrk (text, "0123456789") == NULL;
}

static void
append_field (GString *out, char delimiter, const char *field)
{
  const char special[] = { delimiter, '"', '\r', '\n', '\0' };
  gboolean formula = is_formula (field);
  gboolean quote =
      formula || strpbrk (field, special) != NULL || *field == ' ' || g_str_has_suffix (field, " ");

  if (!quote)
    {
      g_string_append (out, field);
      return;
    }
  g_string_append_c (out, '"');
  if (formula)
    g_string_append_c (out, '\'');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

void
rdm_csv_append_record (GString *out, char delimiter, const char *const *fields, gsize n_fields)
{
  g_return_if_fail (out != NULL);

  for (gsize i = 0; i < n_fields; i++)
    {
      if (i > 0)
        g_string_append_c (out, delimiter);
      append_field (out, delimiter, fields[i] != NULL ? fields[i] : "");
    }
  g_string_append (out, "\r\n");
}
