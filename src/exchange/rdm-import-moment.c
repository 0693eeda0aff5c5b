/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-moment.h"

#include <string.h>

#include "rdm-text.h"
#include "rdm-time.h"

enum
{
  SERIAL_MIN = 30000, /* 1982, in a spreadsheet's days */
  SERIAL_MAX = 80000, /* 2119 */
};

/* The day before a spreadsheet's first, in Julian days as GDate counts them. */
static guint32
serial_origin (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 30, G_DATE_DECEMBER, 1899);
  return g_date_get_julian (&date);
}

static gboolean
from_serial (double serial, RdmMoment *moment)
{
  int days = (int)serial;
  GDate date;

  if (serial < SERIAL_MIN || serial > SERIAL_MAX)
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, serial_origin () + (guint32)days);
  *moment = (RdmMoment){ .form = RDM_MOMENT_DATE,
                         .year = g_date_get_year (&date),
                         .first = (int)g_date_get_month (&date),
                         .second = g_date_get_day (&date),
                         .tod_s = RDM_TIME_NONE };
  if (serial > days)
    moment->tod_s = (int32_t)((serial - days) * RDM_SECONDS_PER_DAY + 0.5);
  return TRUE;
}

/* Nothing but digits and perhaps a fraction: 46349.625, 20261123, 1795449600. */
static gboolean
parse_plain_number (const char *text, RdmMoment *moment)
{
  gsize n_digits = strspn (text, "0123456789");
  double value;

  if (n_digits < 5 || n_digits > 13 || !rdm_parse_number (text, &value, NULL))
    return FALSE;
  if (n_digits == 5)
    return from_serial (value, moment);
  if (text[n_digits] != '\0')
    return FALSE;
  if (n_digits == 8 && value >= 19000101 && value <= 21001231)
    {
      int number = (int)value;

      *moment = (RdmMoment){ .form = RDM_MOMENT_DATE,
                             .year = number / 10000,
                             .first = number / 100 % 100,
                             .second = number % 100,
                             .tod_s = RDM_TIME_NONE };
      return TRUE;
    }
  if (n_digits != 10 && n_digits != 13)
    return FALSE;
  *moment = (RdmMoment){ .form = RDM_MOMENT_INSTANT,
                         .utc_s = (int64_t)(n_digits == 13 ? value / 1000 : value),
                         .tod_s = RDM_TIME_NONE };
  return TRUE;
}

/* The month whose name @text begins with, 0 for none; *length is that of the name. */
static int
read_month_name (const char *text, gsize *length)
{
  static const struct
  {
    const char *start;
    int month;
  } names[] = { { "jan", 1 },  { "feb", 2 },  { "mar", 3 }, { "mär", 3 },  { "mae", 3 },
                { "mrz", 3 },  { "apr", 4 },  { "may", 5 }, { "mai", 5 },  { "jun", 6 },
                { "jul", 7 },  { "aug", 8 },  { "sep", 9 }, { "oct", 10 }, { "okt", 10 },
                { "nov", 11 }, { "dec", 12 }, { "dez", 12 } };
  const char *p = text;

  while (g_unichar_isalpha (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  *length = (gsize)(p - text);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (text, names[i].start, strlen (names[i].start)) == 0)
      return names[i].month;
  return 0;
}

static gboolean
read_int (const char **p, int *value, gsize *n_digits)
{
  *n_digits = strspn (*p, "0123456789");
  if (*n_digits < 1 || *n_digits > 4)
    return FALSE;
  *value = atoi (*p);
  *p += *n_digits;
  return TRUE;
}

static void
skip_any (const char **p, const char *characters)
{
  *p += strspn (*p, characters);
}

/* "Mon, " and the like. */
static void
skip_weekday (const char **p)
{
  gsize length;

  if (g_unichar_isalpha (g_utf8_get_char (*p)) && read_month_name (*p, &length) == 0)
    {
      *p += length;
      skip_any (p, "., ");
    }
}

static int
full_year (int year, gsize n_digits)
{
  return n_digits <= 2 ? 2000 + year : year;
}

/* "Nov 23, 2026" */
static gboolean
read_month_first (const char **p, RdmMoment *moment)
{
  gsize length;

  moment->form = RDM_MOMENT_DATE;
  moment->first = read_month_name (*p, &length);
  if (moment->first == 0)
    return FALSE;
  *p += length;
  skip_any (p, ".- ");
  if (!read_int (p, &moment->second, &length))
    return FALSE;
  skip_any (p, "stndrh,.- ");
  if (!read_int (p, &moment->year, &length) || length == 3)
    return FALSE;
  moment->year = full_year (moment->year, length);
  return TRUE;
}

/* "2026-11-23", "23/11/2026", "23. Nov 2026" */
static gboolean
read_numbers_first (const char **p, RdmMoment *moment)
{
  int numbers[3] = { 0 };
  gsize lengths[3] = { 0 };
  char separator;

  if (!read_int (p, &numbers[0], &lengths[0]))
    return FALSE;
  separator = **p;
  if (separator == '\0' || strchr ("-/. ", separator) == NULL)
    return FALSE;
  skip_any (p, "-/. ");
  if (g_unichar_isalpha (g_utf8_get_char (*p)))
    {
      moment->form = RDM_MOMENT_DATE;
      moment->second = numbers[0];
      moment->first = read_month_name (*p, &lengths[1]);
      *p += lengths[1];
      skip_any (p, "-/., ");
      if (moment->first == 0 || !read_int (p, &moment->year, &lengths[2]) || lengths[2] == 3)
        return FALSE;
      moment->year = full_year (moment->year, lengths[2]);
      return TRUE;
    }
  if (!read_int (p, &numbers[1], &lengths[1]) || lengths[1] > 2)
    return FALSE;
  if (**p != separator)
    return FALSE;
  skip_any (p, "-/. ");
  if (!read_int (p, &numbers[2], &lengths[2]))
    return FALSE;
  if (lengths[0] == 4)
    {
      moment->form = RDM_MOMENT_DATE;
      moment->year = numbers[0];
      moment->first = numbers[1];
      moment->second = numbers[2];
      return lengths[2] <= 2;
    }
  moment->form = RDM_MOMENT_NUMBERS;
  moment->first = numbers[0];
  moment->second = numbers[1];
  moment->year = full_year (numbers[2], lengths[2]);
  return lengths[0] <= 2 && (lengths[2] == 4 || lengths[2] == 2);
}

/* Turns date and time with an offset into an instant: "Z", "+01:00", "+0100". */
static gboolean
apply_offset (const char *offset, RdmMoment *moment)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (offset);

  if (zone == NULL || moment->form != RDM_MOMENT_DATE)
    return FALSE;
  time = g_date_time_new (zone, moment->year, moment->first, moment->second, moment->tod_s / 3600,
                          moment->tod_s / 60 % 60, moment->tod_s % 60);
  if (time == NULL)
    return FALSE;
  *moment = (RdmMoment){ .form = RDM_MOMENT_INSTANT,
                         .utc_s = g_date_time_to_unix (time),
                         .tod_s = RDM_TIME_NONE };
  return TRUE;
}

/* What stands behind a date: nothing, or a time with or without a zone. */
static gboolean
read_time (const char *text, RdmMoment *moment)
{
  g_autofree char *time = g_strstrip (g_strdup (text));
  gsize n = strspn (time, "0123456789:");
  char *offset = time + n;

  moment->tod_s = RDM_TIME_NONE;
  if (*time == '\0')
    return TRUE;
  if (rdm_time_parse_of_day (time, &moment->tod_s, NULL))
    return TRUE;
  if (*offset == '.' && strchr (time, ':') != NULL)
    offset += 1 + strspn (offset + 1, "0123456789");
  if (*offset != '\0' && strchr ("Zz+-", *offset) == NULL)
    return FALSE;
  {
    g_autofree char *zone = g_ascii_strup (offset, -1);

    time[n] = '\0';
    if (!rdm_time_parse_of_day (time, &moment->tod_s, NULL))
      return FALSE;
    return *zone == '\0' || apply_offset (zone, moment);
  }
}

gboolean
rdm_moment_parse (const char *text, RdmMoment *moment)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *p = stripped;

  *moment = (RdmMoment){ .form = RDM_MOMENT_TIME, .tod_s = RDM_TIME_NONE };
  if (strlen (stripped) > 100)
    return FALSE;
  if (rdm_time_parse_of_day (stripped, &moment->tod_s, NULL))
    return TRUE;
  if (parse_plain_number (stripped, moment))
    return TRUE;

  skip_weekday (&p);
  if (g_unichar_isalpha (g_utf8_get_char (p)) ? !read_month_first (&p, moment)
                                              : !read_numbers_first (&p, moment))
    return FALSE;
  if (*p != '\0' && strchr ("Tt ,", *p) == NULL)
    return FALSE;
  skip_any (&p, "Tt ,");
  return read_time (p, moment);
}

gboolean
rdm_moment_parse_range (const char *text, RdmMoment *from, RdmMoment *to)
{
  static const char *const separators[] = { " - ", "–", "—", " to ", " bis ", "~", "..", "-", "/" };

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    for (const char *at = strstr (text, separators[i]); at != NULL;
         at = strstr (at + 1, separators[i]))
      {
        g_autofree char *before = g_strndup (text, (gsize)(at - text));

        if (rdm_moment_parse (before, from) && rdm_moment_parse (at + strlen (separators[i]), to))
          return TRUE;
      }
  return FALSE;
}

char *
rdm_moment_get_date (const RdmMoment *moment, RdmImportFormat order, GTimeZone *zone)
{
  gboolean month_first = moment->form == RDM_MOMENT_DATE || order == RDM_IMPORT_FORMAT_MDY;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  switch (moment->form)
    {
    case RDM_MOMENT_DATE:
    case RDM_MOMENT_NUMBERS:
      return rdm_date_new (moment->year, month_first ? moment->first : moment->second,
                           month_first ? moment->second : moment->first);
    case RDM_MOMENT_INSTANT:
      utc = g_date_time_new_from_unix_utc (moment->utc_s);
      local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
      return local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;
    case RDM_MOMENT_TIME:
    default:
      return NULL;
    }
}

int32_t
rdm_moment_get_time (const RdmMoment *moment, GTimeZone *zone)
{
  g_autofree char *date = NULL;

  if (moment->form != RDM_MOMENT_INSTANT)
    return moment->tod_s;
  date = rdm_moment_get_date (moment, RDM_IMPORT_FORMAT_AUTO, zone);
  return date != NULL ? rdm_time_from_utc (zone, date, moment->utc_s) : RDM_TIME_NONE;
}

void
rdm_day_order_add (RdmDayOrder *self, const RdmMoment *moment, const char *text)
{
  if (moment->form != RDM_MOMENT_NUMBERS)
    return;
  if (moment->first > 12 && moment->second <= 12)
    self->n_day_first++;
  else if (moment->second > 12 && moment->first <= 12)
    self->n_month_first++;
  else if (moment->first <= 12 && moment->second <= 12 && moment->first != moment->second)
    {
      if (self->n_open++ == 0)
        rdm_set_str (&self->example, text);
    }
}

/* Dates that contradict each other decide nothing: some of them are wrong, and which must be asked.
 */
RdmImportFormat
rdm_day_order_decide (const RdmDayOrder *self)
{
  if (self->n_day_first > 0 && self->n_month_first == 0)
    return RDM_IMPORT_FORMAT_DMY;
  if (self->n_month_first > 0 && self->n_day_first == 0)
    return RDM_IMPORT_FORMAT_MDY;
  if (self->n_day_first == 0 && self->n_open == 0)
    return RDM_IMPORT_FORMAT_DMY;
  return RDM_IMPORT_FORMAT_AUTO;
}
