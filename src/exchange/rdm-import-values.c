/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "rdm-order.h"
#include "rdm-text.h"
#include "rdm-time.h"

/* More than any vehicle or order could have, in the base unit; keeps sums far from overflow. */
#define AMOUNT_MAX 1e9

typedef struct
{
  const char *word; /* folded */
  double factor;
} Unit;

/* Splits "12.2 kg" into the number's text and the folded unit; both (transfer full). */
static void
split_unit (const char *text, char **number, char **unit)
{
  gsize length = strlen (text);
  gsize n = length;

  while (n > 0 && !g_ascii_isdigit (text[n - 1]))
    n--;
  /* "1e3" stays whole, "3." too. */
  while (n < length && strchr (".,", text[n]) != NULL)
    n++;
  *number = g_strstrip (g_strndup (text, n));
  *unit = rdm_text_fold (text + n);
}

static gboolean
find_unit (const Unit *units, gsize n_units, const char *unit, double *factor)
{
  for (gsize i = 0; i < n_units; i++)
    if (strcmp (units[i].word, unit) == 0)
      {
        *factor = units[i].factor;
        return TRUE;
      }
  return FALSE;
}

static RdmValueState
to_whole (double value, double max, gint64 *amount)
{
  if (value < 0)
    return RDM_VALUE_NEGATIVE;
  if (value > max)
    return RDM_VALUE_TOO_BIG;
  *amount = (gint64)llround (value);
  return RDM_VALUE_FINE;
}

static gboolean
read_clock (const char *text, double *seconds)
{
  guint hours, minutes;
  guint rest = 0;
  int length = 0;

  /* Not sscanf's numbers alone: it would take a sign. */
  if (text[strspn (text, "0123456789:")] != '\0' || strlen (text) > 12)
    return FALSE;
  if (sscanf (text, "%u:%u%n:%u%n", &hours, &minutes, &length, &rest, &length) < 2
      || text[length] != '\0' || minutes > 59 || rest > 59)
    return FALSE;
  *seconds = hours * 3600.0 + minutes * 60.0 + rest;
  return TRUE;
}

/* "1 h 30 min", "90 s", "1h30": numbers with units, each smaller than the one before. */
static gboolean
read_with_units (const char *text, double *seconds)
{
  static const Unit units[] = { { "h", 3600 },    { "hr", 3600 },    { "hrs", 3600 },
                                { "hour", 3600 }, { "hours", 3600 }, { "std", 3600 },
                                { "m", 60 },      { "min", 60 },     { "mins", 60 },
                                { "minute", 60 }, { "minutes", 60 }, { "minuten", 60 },
                                { "s", 1 },       { "sec", 1 },      { "secs", 1 },
                                { "second", 1 },  { "seconds", 1 },  { "sek", 1 } };
  double last = 0.0;

  *seconds = 0.0;
  for (const char *p = text; *p != '\0';)
    {
      gsize n_number = strspn (p, "0123456789.,");
      gsize n_gap = strspn (p + n_number, " ");
      const char *word = p + n_number + n_gap;
      gsize n_word = 0;
      g_autofree char *number = g_strndup (p, n_number);
      g_autofree char *unit = NULL;
      double value, factor;

      while (g_ascii_isalpha (word[n_word]))
        n_word++;
      unit = g_ascii_strdown (word, (gssize)n_word);
      if (!rdm_parse_number (number, &value, NULL))
        return FALSE;
      if (n_word == 0 && last > 1)
        factor = last / 60.0;
      else if (!find_unit (units, G_N_ELEMENTS (units), unit, &factor))
        return FALSE;
      if (last > 0 && factor >= last)
        return FALSE;
      *seconds += value * factor;
      last = factor;
      p = word + n_word;
      p += strspn (p, " .,");
    }
  return last > 0.0;
}

RdmValueState
rdm_value_duration (const char *text, RdmImportFormat format, gint64 *duration_s)
{
  double factor = format == RDM_IMPORT_FORMAT_SECONDS ? 1.0
                  : format == RDM_IMPORT_FORMAT_HOURS ? 3600.0
                                                      : 60.0;
  double seconds;

  if (!read_clock (text, &seconds) && !read_with_units (text, &seconds))
    {
      if (!rdm_parse_number (text, &seconds, NULL))
        return RDM_VALUE_UNREADABLE;
      seconds *= factor;
    }
  if (seconds > RDM_SECONDS_PER_DAY)
    {
      *duration_s = seconds < AMOUNT_MAX ? (gint64)seconds : (gint64)AMOUNT_MAX;
      return RDM_VALUE_TOO_BIG;
    }
  return to_whole (seconds, RDM_SECONDS_PER_DAY, duration_s);
}

static double
factor_of (RdmImportFormat format)
{
  switch (format)
    {
    case RDM_IMPORT_FORMAT_KG:
    case RDM_IMPORT_FORMAT_LITRES:
    case RDM_IMPORT_FORMAT_KM:
      return 1000.0;
    case RDM_IMPORT_FORMAT_LB:
      return 453.59237;
    case RDM_IMPORT_FORMAT_M3:
      return 1e6;
    default:
      return 1.0;
    }
}

RdmValueState
rdm_value_amount (const char *text, RdmImportFormat format, gint64 *amount)
{
  static const Unit weights[] = { { "g", 1 },   { "kg", 1000 },      { "kgs", 1000 },
                                  { "t", 1e6 }, { "lb", 453.59237 }, { "lbs", 453.59237 } };
  static const Unit volumes[] = { { "l", 1000 },     { "litre", 1000 },  { "litres", 1000 },
                                  { "liter", 1000 }, { "liters", 1000 }, { "dm3", 1000 },
                                  { "ml", 1 },       { "m3", 1e6 },      { "cbm", 1e6 } };
  static const Unit lengths[] = { { "km", 1000 }, { "m", 1 } };
  static const Unit things[] = { { "x", 1 },        { "pcs", 1 },     { "pc", 1 },
                                 { "parcel", 1 },   { "parcels", 1 }, { "st", 1 },
                                 { "stk", 1 },      { "box", 1 },     { "boxes", 1 },
                                 { "packages", 1 }, { "pakete", 1 } };
  g_autofree char *number = NULL;
  g_autofree char *unit = NULL;
  double factor = factor_of (format);
  gboolean known = TRUE;
  double value;

  /* "m3": the digit belongs to the unit. */
  if (g_str_has_suffix (text, "m3") || g_str_has_suffix (text, "M3"))
    {
      number = g_strstrip (g_strndup (text, strlen (text) - 2));
      unit = g_strdup ("m3");
    }
  else
    split_unit (text, &number, &unit);

  if (*unit != '\0')
    switch (format)
      {
      case RDM_IMPORT_FORMAT_KG:
      case RDM_IMPORT_FORMAT_G:
      case RDM_IMPORT_FORMAT_LB:
        known = find_unit (weights, G_N_ELEMENTS (weights), unit, &factor);
        break;
      case RDM_IMPORT_FORMAT_LITRES:
      case RDM_IMPORT_FORMAT_ML:
      case RDM_IMPORT_FORMAT_M3:
        known = find_unit (volumes, G_N_ELEMENTS (volumes), unit, &factor);
        break;
      case RDM_IMPORT_FORMAT_KM:
      case RDM_IMPORT_FORMAT_M:
        known = find_unit (lengths, G_N_ELEMENTS (lengths), unit, &factor);
        break;
      default:
        known = find_unit (things, G_N_ELEMENTS (things), unit, &factor);
        break;
      }
  if (!known || !rdm_parse_number (number, &value, NULL))
    return RDM_VALUE_UNREADABLE;
  if (format == RDM_IMPORT_FORMAT_AUTO && value >= 0 && value != floor (value))
    {
      RdmValueState state = to_whole (ceil (value), AMOUNT_MAX, amount);

      return state == RDM_VALUE_FINE ? RDM_VALUE_NOT_WHOLE : state;
    }
  return to_whole (value * factor, AMOUNT_MAX, amount);
}

RdmValueState
rdm_value_packages (const char *text, gint64 *parcels)
{
  g_auto (GStrv) parts = NULL;
  gint64 sum = 0;

  if (strchr (text, '=') == NULL)
    return rdm_value_amount (text, RDM_IMPORT_FORMAT_AUTO, parcels);
  parts = g_strsplit_set (text, " ,;", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *count = strrchr (parts[i], '=');
      gint64 amount = 0;
      RdmValueState state;

      if (*parts[i] == '\0')
        continue;
      state = count != NULL ? rdm_value_amount (count + 1, RDM_IMPORT_FORMAT_AUTO, &amount)
                            : RDM_VALUE_UNREADABLE;
      if (state != RDM_VALUE_FINE)
        return state;
      sum += amount;
      if (sum > (gint64)AMOUNT_MAX)
        return RDM_VALUE_TOO_BIG;
    }
  *parcels = sum;
  return RDM_VALUE_FINE;
}

RdmValueState
rdm_value_money (const char *text, gint64 scale, gint64 *amount)
{
  const char *start = text;
  g_autofree char *number = NULL;
  gsize length;
  double value;

  while (*start != '\0' && !g_ascii_isdigit (*start) && *start != '-' && *start != '.')
    start++;
  length = strlen (start);
  /* "31.-" and "0,42 €" */
  while (length > 0 && !g_ascii_isdigit (start[length - 1]))
    length--;
  number = g_strndup (start, length);
  if (start - text > 5 || strlen (start + length) > 6 || !rdm_parse_number (number, &value, NULL))
    return RDM_VALUE_UNREADABLE;
  return to_whole (value * (double)scale, 1e14, amount);
}

gboolean
rdm_value_kind (const char *text, int *kind, gboolean *empty_load)
{
  static const char delivery[] =
      " d delivery deliver dropoff drop drop-off lieferung zustellung ld "
      "false no n 0 nein ";
  static const char pickup[] =
      " p pickup pick-up collection collect abholung lp return retoure true "
      "yes y 1 ja ";
  static const char task[] = " t task service visit ";
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autofree char *word = g_strconcat (" ", lower, " ", NULL);

  *empty_load = FALSE;
  if (strchr (text, ' ') != NULL)
    return FALSE;
  if (strstr (delivery, word) != NULL)
    *kind = RDM_ORDER_DELIVERY;
  else if (strstr (pickup, word) != NULL)
    *kind = RDM_ORDER_PICKUP;
  else if (strstr (task, word) != NULL)
    {
      *kind = RDM_ORDER_DELIVERY;
      *empty_load = TRUE;
    }
  else
    return FALSE;
  return TRUE;
}

gboolean
rdm_value_priority (const char *text, gint64 *priority)
{
  static const struct
  {
    const char *word;
    gint64 priority;
  } words[] = {
    { "l", RDM_PRIORITY_LOW },           { "low", RDM_PRIORITY_LOW },
    { "niedrig", RDM_PRIORITY_LOW },     { "m", RDM_PRIORITY_MEDIUM },
    { "medium", RDM_PRIORITY_MEDIUM },   { "normal", RDM_PRIORITY_MEDIUM },
    { "regular", RDM_PRIORITY_MEDIUM },  { "standard", RDM_PRIORITY_MEDIUM },
    { "mittel", RDM_PRIORITY_MEDIUM },   { "h", RDM_PRIORITY_HIGH },
    { "high", RDM_PRIORITY_HIGH },       { "hoch", RDM_PRIORITY_HIGH },
    { "c", RDM_PRIORITY_CRITICAL },      { "critical", RDM_PRIORITY_CRITICAL },
    { "urgent", RDM_PRIORITY_CRITICAL }, { "dringend", RDM_PRIORITY_CRITICAL },
  };
  double value;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i].word) == 0)
      {
        *priority = words[i].priority;
        return TRUE;
      }
  if (!rdm_parse_number (text, &value, NULL) || value < 0 || value > 100 || value != floor (value))
    return FALSE;
  *priority = (gint64)value;
  return TRUE;
}

gboolean
rdm_value_is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  return at != NULL && at > text && strchr (at + 1, '@') == NULL && dot != NULL && dot > at + 1
         && dot[1] != '\0' && at[1] != '.' && strpbrk (text, " \t\n,;<>()") == NULL
         && strstr (text, "..") == NULL;
}

gboolean
rdm_value_yes (const char *text)
{
  static const char *const words[] = { "true", "yes",      "y",         "1",        "x", "ja",
                                       "j",    "required", "mandatory", "optional", "on" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

void
rdm_value_add_words (GPtrArray *words, const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;|", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *word = g_strstrip (parts[i]);

      if (*word != '\0' && !g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
        g_ptr_array_add (words, g_strdup (word));
    }
}

gboolean
rdm_value_has_house_number (const char *address)
{
  gboolean first = TRUE;

  /* Of "Zollstrasse, 9494 Schaan" only the part before the comma counts; a postcode alone is none.
   */
  for (const char *p = address; *p != '\0' && *p != ',' && *p != '\n'; p++)
    {
      gsize n_digits = strspn (p, "0123456789");

      if (n_digits > 0)
        {
          if (n_digits < 4 || first || p[n_digits] == '\0' || p[n_digits] == ',')
            return TRUE;
          p += n_digits - 1;
        }
      first = first && n_digits > 0;
    }
  return FALSE;
}

gboolean
rdm_value_is_rounded (const char *reference)
{
  gsize n = strspn (reference, "0123456789.,");
  const char *exponent = reference + n;

  return n >= 3 && (*exponent == 'E' || *exponent == 'e') && exponent[1] == '+'
         && exponent[2] != '\0' && exponent[2 + strspn (exponent + 2, "0123456789")] == '\0'
         && strpbrk (reference, ".,") != NULL;
}
