/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The half of rdm-time.h that knows days and zones. */
#include "rdm-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  NOON = 12 * 3600,
};

/* Years of four digits only: that is what ISO text can hold and GDateTime can reckon with. */
static gboolean
parse_date (const char *date, GDate *out)
{
  int year, month, day;

  if (date == NULL || strlen (date) != 10 || date[4] != '-' || date[7] != '-')
    return FALSE;
  for (int i = 0; i < 10; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (date[i]))
      return FALSE;

  year = atoi (date);
  month = atoi (date + 5);
  day = atoi (date + 8);
  if (!g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return FALSE;
  g_date_clear (out, 1);
  g_date_set_dmy (out, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return TRUE;
}

gboolean
rdm_date_valid (const char *date)
{
  GDate parsed;

  return parse_date (date, &parsed);
}

char *
rdm_date_new (int year, int month, int day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31
      || !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

char *
rdm_date_today (GTimeZone *zone)
{
  g_autoptr (GDateTime) now =
      zone != NULL ? g_date_time_new_now (zone) : g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

static char *
format_date (const char *date, const char *format)
{
  g_autoptr (GDateTime) time = NULL;
  GDate parsed;

  if (!parse_date (date, &parsed))
    return g_strdup (date != NULL ? date : "");
  time = g_date_time_new_utc (g_date_get_year (&parsed), (int)g_date_get_month (&parsed),
                              g_date_get_day (&parsed), 12, 0, 0.0);
  return g_date_time_format (time, format);
}

char *
rdm_date_format_long (const char *date)
{
  /* Translators: weekday, day, month in short, as strftime writes them: "Mon 23 Nov". */
  return format_date (date, _ ("%a %-d %b"));
}

char *
rdm_date_format_full (const char *date)
{
  /* Translators: weekday, day, month, year, as strftime writes them: "Monday 23 November 2026". */
  return format_date (date, _ ("%A %-d %B %Y"));
}

char *
rdm_date_add_days (const char *date, int days)
{
  GDate parsed;
  gint64 julian;

  if (!parse_date (date, &parsed))
    return NULL;
  julian = (gint64)g_date_get_julian (&parsed) + days;
  if (julian < 1 || julian > G_MAXINT32)
    return NULL;
  g_date_set_julian (&parsed, (guint32)julian);
  return rdm_date_new (g_date_get_year (&parsed), (int)g_date_get_month (&parsed),
                       g_date_get_day (&parsed));
}

int
rdm_date_days_between (const char *from, const char *to)
{
  GDate first, last;

  if (!parse_date (from, &first) || !parse_date (to, &last))
    return 0;
  return g_date_days_between (&first, &last);
}

/* Twelve hours before local noon, in Unix seconds: see the header for why it is not midnight. */
static gboolean
get_day_start (GTimeZone *zone, const char *date, int64_t *start_s)
{
  g_autoptr (GDateTime) noon = NULL;
  GDate parsed;

  if (!parse_date (date, &parsed))
    return FALSE;
  noon = g_date_time_new (zone, g_date_get_year (&parsed), (int)g_date_get_month (&parsed),
                          g_date_get_day (&parsed), 12, 0, 0.0);
  if (noon == NULL)
    return FALSE;
  *start_s = g_date_time_to_unix (noon) - NOON;
  return TRUE;
}

int64_t
rdm_time_to_utc (GTimeZone *zone, const char *date, int32_t tod_s)
{
  int64_t start_s;

  g_return_val_if_fail (zone != NULL, INT64_MIN);

  if (tod_s == RDM_TIME_NONE || !get_day_start (zone, date, &start_s))
    return INT64_MIN;
  return start_s + tod_s;
}

int32_t
rdm_time_from_utc (GTimeZone *zone, const char *date, int64_t utc_s)
{
  int64_t start_s, tod_s;

  g_return_val_if_fail (zone != NULL, RDM_TIME_NONE);

  if (!get_day_start (zone, date, &start_s) || __builtin_sub_overflow (utc_s, start_s, &tod_s)
      || tod_s <= INT32_MIN || tod_s > INT32_MAX)
    return RDM_TIME_NONE;
  return (int32_t)tod_s;
}
