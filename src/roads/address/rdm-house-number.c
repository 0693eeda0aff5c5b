/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-house-number.h"

#include <string.h>

enum
{
  VALUE_MAX = 999999,
};

char *
rdm_house_number_normalise (const char *written)
{
  g_autofree char *lower = g_utf8_strdown (written, -1);
  GString *out = g_string_new (NULL);

  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '-' || c == '+' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        g_string_append_c (out, '-');
      else if (c == '/' || g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

GStrv
rdm_house_number_split (const char *written)
{
  g_auto (GStrv) parts = g_strsplit_set (written, ";,", -1);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (kept, parts[i]);
  return g_strv_builder_end (kept);
}

static int
read_value (const char *digits)
{
  gint64 value = g_ascii_strtoll (digits, NULL, 10);

  return value <= VALUE_MAX ? (int)value : -1;
}

int
rdm_house_number_value (const char *number)
{
  const char *digits = strpbrk (number, "0123456789");

  return digits != NULL ? read_value (digits) : -1;
}

int
rdm_house_number_end (const char *number)
{
  const char *dash = strrchr (number, '-');
  int first = rdm_house_number_value (number);
  int last = dash != NULL && g_ascii_isdigit (dash[1]) ? read_value (dash + 1) : first;

  return MAX (first, last);
}

/* Whether the houses of a range have @value: all of them, or those on its side of the street. */
static gboolean
range_holds (int first, int last, int value)
{
  gboolean one_side = (last - first) % 2 == 0;

  return value >= first && value <= last && (!one_side || (value - first) % 2 == 0);
}

/* The part before the first stroke. */
static gboolean
same_before_stroke (const char *longer, const char *shorter)
{
  gsize length = strcspn (longer, "/");

  return longer[length] == '/' && strlen (shorter) == length
         && strncmp (longer, shorter, length) == 0;
}

/* Czech and Slovak houses have two numbers: "1234/5". */
static gboolean
is_behind_stroke (const char *longer, const char *shorter)
{
  const char *stroke = strrchr (longer, '/');

  return stroke != NULL && strcmp (stroke + 1, shorter) == 0;
}

RdmHouseNumberFit
rdm_house_number_fit (const char *wanted, const char *house)
{
  int first = rdm_house_number_value (house);
  int last = rdm_house_number_end (house);
  int from = rdm_house_number_value (wanted);
  int to = rdm_house_number_end (wanted);

  if (strcmp (wanted, house) == 0)
    return RDM_HOUSE_NUMBER_SAME;
  if (first < 0 || from < 0)
    return RDM_HOUSE_NUMBER_OTHER;
  if (same_before_stroke (wanted, house) || same_before_stroke (house, wanted)
      || is_behind_stroke (house, wanted))
    return RDM_HOUSE_NUMBER_PART;
  if ((first != last && range_holds (first, last, from))
      || (from != to && first == last && (first == from || first == to)))
    return RDM_HOUSE_NUMBER_PART;
  return from == first ? RDM_HOUSE_NUMBER_SIBLING : RDM_HOUSE_NUMBER_OTHER;
}

int
rdm_house_number_compare (const char *a, const char *b)
{
  int left = rdm_house_number_value (a);
  int right = rdm_house_number_value (b);

  return left != right ? (left > right) - (left < right) : strcmp (a, b);
}
