/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-error.h"

/* Letters that Unicode does not take apart into a letter and a mark. */
static const char *
spell_out (gunichar c)
{
  switch (c)
    {
    case 0x00f8: /* ø */
      return "o";
    case 0x0111: /* đ */
    case 0x00f0: /* ð */
      return "d";
    case 0x0142: /* ł */
      return "l";
    case 0x0131: /* ı */
      return "i";
    case 0x0127: /* ħ */
      return "h";
    case 0x00e6: /* æ */
      return "ae";
    case 0x0153: /* œ */
      return "oe";
    case 0x00fe: /* þ */
      return "th";
    default:
      return NULL;
    }
}

/* Appends the folded text; what stands between words becomes one @gap, or nothing if @gap is 0. */
static void
append_folded (GString *out, const char *text, char gap)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKD);
  gboolean between = FALSE;

  for (const char *p = apart; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_unichar_tolower (g_utf8_get_char (p));
      const char *spelled = spell_out (c);

      if (g_unichar_ismark (c) || c == 0xfffd)
        continue;
      if (!g_unichar_isalnum (c))
        {
          between = TRUE;
          continue;
        }
      if (between && gap != '\0' && out->len > 0)
        g_string_append_c (out, gap);
      between = FALSE;
      if (spelled != NULL)
        g_string_append (out, spelled);
      else
        g_string_append_unichar (out, c);
    }
}

char *
rdm_text_fold (const char *text)
{
  GString *out = g_string_new (NULL);

  if (text != NULL)
    append_folded (out, text, '\0');
  return g_string_free (out, FALSE);
}

char *
rdm_text_search_key (const char *text)
{
  GString *out = g_string_new (NULL);

  if (text != NULL)
    append_folded (out, text, ' ');
  return g_string_free (out, FALSE);
}

/* "FL-9490", "D-10115": the letters before a postcode are its country's. Blanks them out. */
static char *
without_country_prefix (const char *address)
{
  char *out = g_strdup (address != NULL ? address : "");

  for (char *dash = strchr (out, '-'); dash != NULL; dash = strchr (dash + 1, '-'))
    {
      gsize n_digits = strspn (dash + 1, "0123456789");
      char *start = dash;

      while (start > out && g_ascii_isalpha (start[-1]))
        start--;
      if ((n_digits == 4 || n_digits == 5) && dash - start >= 1 && dash - start <= 2
          && (start == out || start[-1] == ' ' || start[-1] == ',' || start[-1] == '\n'))
        memset (start, ' ', (gsize)(dash - start));
    }
  return out;
}

/* One spelling for each word of which there are several; the short one, as it cannot be mistaken.
 */
static const char *
shorten_word (const char *word)
{
  static const struct
  {
    const char *word;
    const char *key;
  } known[] = {
    { "allee", "al" },  { "all", "al" },       { "apartment", "apt" }, { "avenue", "av" },
    { "ave", "av" },    { "boulevard", "bd" }, { "blvd", "bd" },       { "building", "bldg" },
    { "chemin", "ch" }, { "drive", "dr" },     { "floor", "fl" },      { "highway", "hwy" },
    { "lane", "ln" },   { "north", "n" },      { "number", "no" },     { "nummer", "no" },
    { "nr", "no" },     { "place", "pl" },     { "platz", "pl" },      { "road", "rd" },
    { "route", "rte" }, { "saint", "st" },     { "sankt", "st" },      { "south", "s" },
    { "square", "sq" }, { "strada", "str" },   { "strasse", "str" },   { "street", "st" },
    { "via", "v" },     { "viale", "v" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (word, known[i].word) == 0)
      return known[i].key;
  return word;
}

/* "feldstrasse" and "feldstr" are one street; so are "feld strasse" and "feld str". */
static void
append_address_word (GString *out, const char *word)
{
  const char *shortened = shorten_word (word);
  gsize length = strlen (shortened);
  gsize kept = g_str_has_suffix (shortened, "strasse") ? length - strlen ("asse") : length;
  gboolean joins = out->len > 0 && strcmp (shortened, "str") == 0;
  gboolean letter_of_number = out->len > 0 && length == 1 && g_ascii_isalpha (*shortened)
                              && g_ascii_isdigit (out->str[out->len - 1]);

  if (out->len > 0 && !joins && !letter_of_number)
    g_string_append_c (out, ' ');
  g_string_append_len (out, shortened, (gssize)kept);
}

char *
rdm_address_key (const char *address)
{
  g_autofree char *plain = without_country_prefix (address);
  g_autofree char *key = rdm_text_search_key (plain);
  g_auto (GStrv) words = g_strsplit (key, " ", -1);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    append_address_word (out, words[i]);
  return g_string_free (out, FALSE);
}

gboolean
rdm_set_str (char **target, const char *value)
{
  char *copy;

  g_return_val_if_fail (target != NULL, FALSE);

  if (g_strcmp0 (*target, value) == 0)
    return FALSE;
  /* Copied first: @value may lie within the old text. */
  copy = g_strdup (value);
  g_free (*target);
  *target = copy;
  return TRUE;
}

static gboolean
fail_number (GError **error, const char *text)
{
  g_set_error (error, RDM_TEXT_ERROR, RDM_TEXT_ERROR_NUMBER, _ ("“%s” is not a number"), text);
  return FALSE;
}

/* Whether the mark separates thousands: it comes more than once, or before the other mark. */
static gboolean
groups_thousands (const char *text, char mark, char other)
{
  const char *first = strchr (text, mark);
  const char *other_last = strrchr (text, other);

  return first != NULL
         && (first != strrchr (text, mark) || (other_last != NULL && first < other_last));
}

gboolean
rdm_parse_number (const char *text, double *value, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autofree char *plain = NULL;
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean points_group, commas_group;
  char *end = NULL;

  g_return_val_if_fail (value != NULL, FALSE);

  /* Typographic minus and the spaces and apostrophes that group thousands. */
  plain = g_utf8_make_valid (stripped, -1);
  points_group = groups_thousands (plain, '.', ',');
  commas_group = groups_thousands (plain, ',', '.');
  if (points_group && commas_group)
    return fail_number (error, plain);
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean groups = g_unichar_isspace (c) || c == '\'' || c == 0x2019
                        || (c == '.' && points_group) || (c == ',' && commas_group);

      if (groups && digits->len > 0 && g_ascii_isdigit (digits->str[digits->len - 1]))
        continue;
      if (c == 0x2212 || c == '-')
        g_string_append_c (digits, '-');
      else if (c == ',' || c == '.')
        g_string_append_c (digits, '.');
      else if (c < 0x80 && (g_ascii_isdigit ((char)c) || c == '+' || c == 'e' || c == 'E'))
        g_string_append_c (digits, (char)c);
      else
        return fail_number (error, plain);
    }
  if (strpbrk (digits->str, "0123456789") == NULL)
    return fail_number (error, plain);
  *value = g_ascii_strtod (digits->str, &end);
  if (*end != '\0' || !(*value > -1e300 && *value < 1e300))
    return fail_number (error, plain);
  return TRUE;
}
