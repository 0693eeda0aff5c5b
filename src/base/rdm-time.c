/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-time.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-error.h"

enum
{
  MINUTE = 60,
  HOUR = 3600,
};

typedef enum
{
  HALF_NONE,
  HALF_AM,
  HALF_PM,
} HalfOfDay;

static gboolean
fail_time (GError **error, RdmTimeError code, const char *text)
{
  g_set_error (error, RDM_TIME_ERROR, code,
               code == RDM_TIME_ERROR_RANGE ? _ ("There is no such time as “%s”")
                                            : _ ("“%s” is not a time of day"),
               text);
  return FALSE;
}

/* Cuts @suffix, in any case, off the end of @text together with the space before it. */
static gboolean
cut_suffix (char *text, const char *suffix)
{
  gsize length = strlen (text);
  gsize cut = strlen (suffix);

  if (length <= cut || g_ascii_strcasecmp (text + length - cut, suffix) != 0)
    return FALSE;
  text[length - cut] = '\0';
  g_strchomp (text);
  return TRUE;
}

static HalfOfDay
cut_half_of_day (char *text)
{
  static const char *const am[] = { "am", "a.m.", "a.m" };
  static const char *const pm[] = { "pm", "p.m.", "p.m" };

  for (gsize i = 0; i < G_N_ELEMENTS (am); i++)
    {
      if (cut_suffix (text, am[i]))
        return HALF_AM;
      if (cut_suffix (text, pm[i]))
        return HALF_PM;
    }
  return HALF_NONE;
}

/* The mark that rdm_time_format_of_day() sets on times of other days. */
static int
cut_day_mark (char *text)
{
  static const char *const marks[] = { "⁺¹", "⁺²", "⁺³", "⁻¹" };
  static const char *const plain[] = { "+1", "+2", "+3", "-1" };
  static const int days[] = { 1, 2, 3, -1 };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    if (cut_suffix (text, marks[i]) || cut_suffix (text, plain[i]))
      return days[i];
  return 0;
}

/* "0.3125", "0,5", ".75": what is left of a time when a spreadsheet forgets the cell's format. */
static gboolean
parse_day_fraction (const char *text, int32_t *tod_s)
{
  const char *digits = text + (*text == '0');
  double fraction = 0.0;
  double weight = 0.1;

  if ((*digits != '.' && *digits != ',') || digits[1] == '\0')
    return FALSE;
  for (const char *p = digits + 1; *p != '\0'; p++, weight /= 10.0)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      fraction += weight * (*p - '0');
    }
  *tod_s = (int32_t)(fraction * RDM_SECONDS_PER_DAY + 0.5);
  return TRUE;
}

/* Splits "7:05:30", "7.30", "19h30", "19h", "0705", "7" into numbers; returns how many, 0 if it
 * is none of these. */
static guint
split_clock (const char *text, int parts[3])
{
  gsize n_digits = strspn (text, "0123456789");
  guint n = 0;

  if (text[n_digits] == '\0')
    {
      int value = n_digits >= 1 && n_digits <= 4 ? atoi (text) : 0;

      parts[0] = n_digits <= 2 ? value : value / 100;
      parts[1] = n_digits <= 2 ? 0 : value % 100;
      return n_digits >= 1 && n_digits <= 4 ? 2 : 0;
    }

  for (const char *p = text;; p++)
    {
      n_digits = strspn (p, "0123456789");
      if (n == 3 || n_digits == 0 || n_digits > 2 || (n > 0 && n_digits != 2))
        return 0;
      parts[n++] = atoi (p);
      p += n_digits;
      if (*p == '\0')
        return n;
      if (strchr (n == 1 ? ":.hH" : ":.", *p) == NULL)
        return 0;
      if (n == 1 && g_ascii_tolower (*p) == 'h' && p[1] == '\0')
        return n;
    }
}

gboolean
rdm_time_parse_of_day (const char *text, int32_t *tod_s, GError **error)
{
  g_autofree char *rest = g_strstrip (g_strdup (text != NULL ? text : ""));
  int day = cut_day_mark (rest);
  HalfOfDay half = cut_half_of_day (rest);
  int parts[3] = { 0 };

  g_return_val_if_fail (tod_s != NULL, FALSE);

  if (half == HALF_NONE && day == 0 && parse_day_fraction (rest, tod_s))
    return TRUE;
  if (split_clock (rest, parts) == 0)
    return fail_time (error, RDM_TIME_ERROR_SYNTAX, text != NULL ? text : "");

  if (half != HALF_NONE)
    {
      if (parts[0] < 1 || parts[0] > 12)
        return fail_time (error, RDM_TIME_ERROR_RANGE, text);
      parts[0] = parts[0] % 12 + (half == HALF_PM ? 12 : 0);
    }
  if (parts[1] > 59 || parts[2] > 59 || parts[0] > 24
      || (parts[0] == 24 && (parts[1] > 0 || parts[2] > 0)))
    return fail_time (error, RDM_TIME_ERROR_RANGE, text);

  *tod_s = day * RDM_SECONDS_PER_DAY + parts[0] * HOUR + parts[1] * MINUTE + parts[2];
  return TRUE;
}

char *
rdm_time_format_of_day (int32_t tod_s)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  int day, within;

  if (tod_s == RDM_TIME_NONE)
    return g_strdup ("");

  day = tod_s / RDM_SECONDS_PER_DAY - (tod_s % RDM_SECONDS_PER_DAY < 0);
  within = tod_s - day * RDM_SECONDS_PER_DAY;
  if (day == 0)
    return g_strdup_printf ("%02d:%02d", within / HOUR, within / MINUTE % 60);
  if (tod_s == RDM_SECONDS_PER_DAY)
    return g_strdup ("24:00");
  if (ABS (day) > 9)
    return g_strdup_printf ("%02d:%02d %+d", within / HOUR, within / MINUTE % 60, day);
  return g_strdup_printf ("%02d:%02d%s%s", within / HOUR, within / MINUTE % 60, day > 0 ? "⁺" : "⁻",
                          digits[ABS (day)]);
}

char *
rdm_time_format_window (int32_t from_s, int32_t to_s)
{
  g_autofree char *from = rdm_time_format_of_day (from_s);
  g_autofree char *to = rdm_time_format_of_day (to_s);

  if (from_s != RDM_TIME_NONE && to_s != RDM_TIME_NONE)
    return g_strdup_printf ("%s–%s", from, to);
  if (from_s != RDM_TIME_NONE)
    return g_strdup_printf (_ ("from %s"), from);
  if (to_s != RDM_TIME_NONE)
    return g_strdup_printf (_ ("until %s"), to);
  return g_strdup ("");
}

char *
rdm_format_duration (int64_t duration_s)
{
  const char *sign = duration_s < 0 ? "−" : "";
  guint64 length_s = duration_s < 0 ? -(guint64)duration_s : (guint64)duration_s;
  guint64 minutes = (length_s + MINUTE / 2) / MINUTE;

  if (length_s < MINUTE)
    return g_strdup_printf (_ ("%s%d s"), length_s == 0 ? "" : sign, (int)length_s);
  if (minutes < 60)
    return g_strdup_printf (_ ("%s%d min"), sign, (int)minutes);
  return g_strdup_printf (_ ("%s%" PRIu64 " h %02d min"), sign, minutes / 60, (int)(minutes % 60));
}
