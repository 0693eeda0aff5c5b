/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Coordinates as people write them. The text becomes a row of tokens: numbers, hemisphere letters
 * and separators; the marks of degrees, minutes and seconds are only white space, since their order
 * never varies. */
#include "rdm-geo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-error.h"

enum
{
  MAX_NUMBERS = 3, /* degrees, minutes, seconds */
};

/* One of the two coordinates, as far as it has been read. */
typedef struct
{
  double numbers[MAX_NUMBERS * 2];
  guint n_numbers;
  gboolean negative;
  char hemisphere; /* N, S, E, W or 0 */
} Half;

static gboolean
fail (GError **error, RdmGeoError code, const char *text)
{
  g_set_error (error, RDM_GEO_ERROR, code,
               code == RDM_GEO_ERROR_RANGE ? _ ("There is no such place on earth as “%s”")
                                           : _ ("“%s” is not a pair of coordinates"),
               text);
  return FALSE;
}

/* Blanks out the marks of degrees, minutes and seconds in all their spellings. */
static char *
blank_marks (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\'' || c == '"' || (c >= 0xb0 && c <= 0xba) || (c >= 0x2018 && c <= 0x201f)
          || (c >= 0x2032 && c <= 0x2034) || c == '(' || c == ')' || g_unichar_isspace (c))
        g_string_append_c (out, ' ');
      else if (c == 0x2212)
        g_string_append_c (out, '-');
      else
        g_string_append_unichar (out, c);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

static gboolean
is_tight_comma (const char *text, const char *comma)
{
  return comma > text && g_ascii_isdigit (comma[-1]) && g_ascii_isdigit (comma[1]);
}

/* Says which commas are decimal ones by making them points, and the others separators (';'). A
 * comma is decimal if it stands between digits, the text has no points, and something else
 * separates. */
static gboolean
settle_commas (char *text)
{
  gboolean has_point = strchr (text, '.') != NULL;
  gboolean separated = strpbrk (text, ";/ NSEWnsew") != NULL;
  guint n_tight = 0;
  guint seen = 0;

  for (char *p = text; *p != '\0'; p++)
    n_tight += *p == ',' && is_tight_comma (text, p);
  if (!has_point && !separated && n_tight != 1 && n_tight != 3)
    return n_tight == 0;

  for (char *p = text; *p != '\0'; p++)
    {
      if (*p != ',')
        continue;
      seen += is_tight_comma (text, p);
      if (has_point || !is_tight_comma (text, p))
        *p = ';';
      else if (separated)
        *p = '.';
      else
        *p = n_tight == 1 || seen == 2 ? ';' : '.';
    }
  return TRUE;
}

static gboolean
read_number (const char **p, Half *half)
{
  char *end = NULL;
  gboolean negative = **p == '-';
  double value;

  if (**p == '-' || **p == '+')
    (*p)++;
  if (!g_ascii_isdigit (**p) || half->n_numbers == G_N_ELEMENTS (half->numbers))
    return FALSE;
  if (half->n_numbers == 0)
    half->negative = negative;

  /* Not strtod: it also reads hexadecimal and exponents, and "9E" is nine degrees east. */
  value = (double)g_ascii_strtoull (*p, &end, 10);
  if (*end == '.' && g_ascii_isdigit (end[1]))
    {
      double weight = 0.1;

      for (end++; g_ascii_isdigit (*end); end++, weight /= 10.0)
        value += weight * (*end - '0');
    }
  *p = end;
  half->numbers[half->n_numbers] = negative && half->n_numbers > 0 ? -value : value;
  half->n_numbers++;
  return TRUE;
}

/* Fills the halves; returns how many there are, 0 if the text is something else. */
static guint
read_halves (const char *text, Half halves[2])
{
  guint current = 0;
  gboolean letter_closed = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      /* "1e3" is no place in the east. */
      gboolean is_exponent = p > text && g_ascii_tolower (*p) == 'e' && g_ascii_isdigit (p[-1])
                             && g_ascii_isdigit (p[1]);
      char letter = g_ascii_toupper (*p);
      gboolean is_letter = strchr ("NSEW", letter) != NULL;
      gboolean is_separator = *p == ';' || *p == '/';

      if (is_exponent)
        return 0;
      if (*p == ' ')
        {
          p++;
          continue;
        }
      if (is_separator || (is_letter && halves[current].hemisphere != 0)
          || (!is_letter && letter_closed))
        {
          if (current == 1)
            return 0;
          current = halves[0].n_numbers > 0 ? 1 : 0;
          letter_closed = FALSE;
        }
      if (is_separator)
        p++;
      else if (is_letter)
        {
          halves[current].hemisphere = letter;
          letter_closed = halves[current].n_numbers > 0;
          p++;
        }
      else if (!read_number (&p, &halves[current]))
        return 0;
    }
  return current + 1;
}

/* Without anything between them, "47 8.5 9 31.2" splits in the middle. */
static gboolean
split_in_middle (Half halves[2])
{
  guint n = halves[0].n_numbers / 2;

  if (halves[0].n_numbers % 2 != 0 || n == 0 || halves[0].hemisphere != 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    halves[1].numbers[i] = halves[0].numbers[n + i];
  halves[1].negative = signbit (halves[1].numbers[0]);
  halves[1].numbers[0] = fabs (halves[1].numbers[0]);
  halves[0].n_numbers = n;
  halves[1].n_numbers = n;
  return TRUE;
}

static gboolean
get_degrees (const Half *half, double *degrees)
{
  double value = 0.0;

  if (half->n_numbers < 1 || half->n_numbers > MAX_NUMBERS)
    return FALSE;
  for (guint i = half->n_numbers; i-- > 0;)
    {
      if (i > 0 && (signbit (half->numbers[i]) || half->numbers[i] >= 60.0))
        return FALSE;
      value = value / 60.0 + half->numbers[i];
    }
  if (half->negative && half->hemisphere != 0)
    return FALSE;
  *degrees = half->negative || half->hemisphere == 'S' || half->hemisphere == 'W' ? -value : value;
  return TRUE;
}

gboolean
rdm_point_parse (const char *text, RdmPoint *point, GError **error)
{
  g_autofree char *plain = NULL;
  Half halves[2] = { 0 };
  double degrees[2];
  guint n_halves;
  gboolean swapped;

  g_return_val_if_fail (point != NULL, FALSE);

  if (text == NULL || !g_utf8_validate (text, -1, NULL) || strlen (text) > 200)
    return fail (error, RDM_GEO_ERROR_SYNTAX, text != NULL && strlen (text) <= 200 ? "?" : "…");
  plain = blank_marks (text);
  if (!settle_commas (plain))
    return fail (error, RDM_GEO_ERROR_SYNTAX, text);

  n_halves = read_halves (plain, halves);
  if (n_halves == 0 || (n_halves == 1 && !split_in_middle (halves))
      || !get_degrees (&halves[0], &degrees[0]) || !get_degrees (&halves[1], &degrees[1]))
    return fail (error, RDM_GEO_ERROR_SYNTAX, text);

  swapped = halves[0].hemisphere == 'E' || halves[0].hemisphere == 'W';
  if (halves[0].hemisphere != 0 && halves[1].hemisphere != 0
      && swapped == (halves[1].hemisphere == 'E' || halves[1].hemisphere == 'W'))
    return fail (error, RDM_GEO_ERROR_SYNTAX, text);
  *point = (RdmPoint){ degrees[swapped ? 1 : 0], degrees[swapped ? 0 : 1] };
  if (!rdm_point_is_valid (*point))
    return fail (error, RDM_GEO_ERROR_RANGE, text);
  return TRUE;
}
