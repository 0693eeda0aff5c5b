/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hours on signs. Of the language for opening hours that is what is written there: days and times.
 */
#include "rdm-osm-values.h"

#include <string.h>

#define MINUTES_PER_DAY 1440
#define STEP_MINUTES 5
#define STEPS_PER_DAY (MINUTES_PER_DAY / STEP_MINUTES)
#define N_DAYS 7
/* A weekend day's period. */
#define WEEKEND_BEGIN_MINUTE (6 * 60)
#define WEEKEND_END_MINUTE (22 * 60)

/** Week: which times of it are meant. */
typedef struct
{
  gboolean is_in[N_DAYS][STEPS_PER_DAY];
} Week;

static int
take_day (const char **at)
{
  static const char *const names[N_DAYS] = { "Mo", "Tu", "We", "Th", "Fr", "Sa", "Su" };

  for (int day = 0; day < N_DAYS; day++)
    if (g_str_has_prefix (*at, names[day]) && !g_ascii_isalpha ((*at)[2]))
      {
        *at += 2;
        return day;
      }
  return -1;
}

/* "Mo-Fr", "Sa,Su". Returns: bits by day; 0: it is not about days */
static guint
take_days (const char **at)
{
  guint days = 0;

  for (;;)
    {
      int first = take_day (at);
      int last = first;

      if (first < 0)
        return 0;
      if (**at == '-')
        {
          ++*at;
          last = take_day (at);
          if (last < 0)
            return 0;
        }
      for (int day = first;; day = (day + 1) % N_DAYS)
        {
          days |= 1u << day;
          if (day == last)
            break;
        }
      if (**at != ',' || !g_ascii_isalpha ((*at)[1]))
        return days;
      ++*at;
    }
}

/* "07:00", "24:00". Returns: minutes, -1: it is no time */
static int
take_time (const char **at)
{
  char *end;
  guint64 hours = g_ascii_strtoull (*at, &end, 10);
  guint64 minutes;

  if (end == *at || end - *at > 2 || *end != ':' || hours > 48)
    return -1;
  *at = end + 1;
  minutes = g_ascii_strtoull (*at, &end, 10);
  if (end - *at != 2 || minutes > 59)
    return -1;
  *at = end;
  return (int)(hours * 60 + minutes);
}

static void
skip_spaces (const char **at)
{
  while (**at == ' ')
    ++*at;
}

static void
set_times (Week *week, guint days, int from, int to)
{
  if (to <= from)
    to += MINUTES_PER_DAY;
  for (guint day = 0; day < N_DAYS; day++)
    if (days & (1u << day))
      for (int minute = from; minute < MIN (to, 2 * MINUTES_PER_DAY); minute += STEP_MINUTES)
        week->is_in[(day + (guint)(minute / MINUTES_PER_DAY)) % N_DAYS]
                   [minute % MINUTES_PER_DAY / STEP_MINUTES] = TRUE;
}

/* "07:00-09:00,16:00-18:00". Returns: FALSE: it is not about times */
static gboolean
take_times (const char **at, Week *week, guint days)
{
  for (;;)
    {
      int from = take_time (at);
      int to;

      if (from < 0 || from >= MINUTES_PER_DAY || **at != '-')
        return FALSE;
      ++*at;
      to = take_time (at);
      if (to < 0)
        return FALSE;
      set_times (week, days, from, to);
      skip_spaces (at);
      if (**at != ',')
        return TRUE;
      ++*at;
      skip_spaces (at);
    }
}

/* Holidays are neither here nor there: a day of the plan is not known to be one. */
static void
skip_holidays (const char **at)
{
  while (g_str_has_prefix (*at, "PH") || g_str_has_prefix (*at, "SH"))
    {
      *at += 2;
      *at += strspn (*at, ", ");
    }
}

static gboolean
take_rule (const char **at, Week *week)
{
  guint days = 0x7f;

  skip_spaces (at);
  skip_holidays (at);
  if (g_str_has_prefix (*at, "off"))
    {
      *at += 3;
      return TRUE;
    }
  if (g_str_has_prefix (*at, "24/7"))
    {
      *at += 4;
      set_times (week, days, 0, MINUTES_PER_DAY);
      return TRUE;
    }
  if (g_ascii_isalpha (**at))
    {
      days = take_days (at);
      if (days == 0)
        return FALSE;
      if (g_str_has_prefix (*at, ",PH"))
        *at += 3;
      skip_spaces (at);
      if (!**at || **at == ';')
        {
          set_times (week, days, 0, MINUTES_PER_DAY);
          return TRUE;
        }
    }
  return take_times (at, week, days);
}

/* --- periods -----------------------------------------------------------------------------------
 */

static RdmTravelPeriod
period_at (const RdmPeriodHours *hours, guint day, int minute)
{
  RdmTravelPeriod period = hours->spells[0].period;

  if (day >= 5)
    return day == 5 ? RDM_TRAVEL_SATURDAY : RDM_TRAVEL_SUNDAY;
  for (guint i = 0; i < hours->n_spells; i++)
    if (hours->spells[i].begin_s <= minute * 60)
      period = hours->spells[i].period;
  return period;
}

static guint
periods_within (const RdmPeriodHours *hours, const Week *week)
{
  guint n_steps[RDM_N_TRAVEL_PERIODS] = { 0 };
  guint n_in[RDM_N_TRAVEL_PERIODS] = { 0 };
  guint periods = 0;

  for (guint day = 0; day < N_DAYS; day++)
    for (int minute = 0; minute < MINUTES_PER_DAY; minute += STEP_MINUTES)
      {
        RdmTravelPeriod period = period_at (hours, day, minute);

        if (day >= 5 && (minute < WEEKEND_BEGIN_MINUTE || minute >= WEEKEND_END_MINUTE))
          continue;
        n_steps[period]++;
        n_in[period] += (guint)week->is_in[day][minute / STEP_MINUTES];
      }
  for (guint p = 0; p < RDM_N_TRAVEL_PERIODS; p++)
    if (n_steps[p] > 0 && 2 * n_in[p] >= n_steps[p])
      periods |= 1u << p;
  return periods;
}

gboolean
rdm_osm_parse_hours (const char *value, const RdmPeriodHours *hours, guint *periods)
{
  g_autofree Week *week = g_new0 (Week, 1);
  const char *at = value;

  for (;;)
    {
      if (!take_rule (&at, week))
        return FALSE;
      skip_spaces (&at);
      if (!*at)
        break;
      if (*at != ';')
        return FALSE;
      at++;
    }
  *periods = periods_within (hours, week);
  return TRUE;
}
