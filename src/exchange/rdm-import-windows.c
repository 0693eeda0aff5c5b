/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From when until when somebody may come: two columns, one with both, or an appointment. */
#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "rdm-import-moment.h"
#include "rdm-import-run.h"
#include "rdm-time.h"

enum
{
  APPOINTMENT_S = 30 * 60, /* how long an appointment that names one time is waited for */
};

typedef struct
{
  RdmImportRun *run;
  guint row;
  const char *date;
} Context;

static void
report_time (Context *self, guint field, const char *text)
{
  rdm_import_run_report (
      self->run, RDM_IMPORT_TIME_UNREADABLE, self->row, field,
      g_strdup_printf (_ ("“%s” is not a time. Leave the window out, or leave the row out."),
                       text));
}

/* Seconds from the service day's midnight. FALSE, after a report, where the moment is on some other
 * day. */
static gboolean
get_tod (Context *self, guint field, const RdmMoment *moment, int32_t midnight_s, int32_t *tod_s)
{
  g_autofree char *date = rdm_moment_get_date (moment, self->run->day_order, self->run->zone);
  const char *cell = rdm_import_run_cell (self->run, self->row, field);
  int days = date != NULL ? rdm_date_days_between (self->date, date) : 0;

  *tod_s = rdm_moment_get_time (moment, self->run->zone);
  /* A date alone: all of that day. */
  if (*tod_s == RDM_TIME_NONE)
    *tod_s = midnight_s;
  if (date == NULL && moment->form == RDM_MOMENT_NUMBERS
      && self->run->day_order == RDM_IMPORT_FORMAT_AUTO)
    return TRUE;
  if (date == NULL && moment->form != RDM_MOMENT_TIME)
    {
      report_time (self, field, cell);
      return FALSE;
    }
  if (abs (days) > 1)
    {
      g_autofree char *shown = rdm_date_format_long (self->date);

      rdm_import_run_report (
          self->run, RDM_IMPORT_TIME_UNREADABLE, self->row, field,
          g_strdup_printf (_ ("“%s” is not on the order’s day, %s. Leave the window out, or leave "
                              "the row out."),
                           cell, shown));
      return FALSE;
    }
  *tod_s += days * RDM_SECONDS_PER_DAY;
  return TRUE;
}

/* One end in a column of its own. */
static gboolean
read_end (Context *self, guint field, int32_t midnight_s, int32_t *tod_s)
{
  const char *cell = rdm_import_run_cell (self->run, self->row, field);
  RdmMoment moment;

  *tod_s = RDM_TIME_NONE;
  if (*cell == '\0')
    return TRUE;
  if (!rdm_moment_parse (cell, &moment))
    {
      report_time (self, field, cell);
      return FALSE;
    }
  return get_tod (self, field, &moment, midnight_s, tod_s);
}

/* Both ends in one column, or one time that is an appointment. */
static gboolean
read_range (Context *self, guint field, int32_t *from_s, int32_t *to_s)
{
  const char *cell = rdm_import_run_cell (self->run, self->row, field);
  RdmMoment from, to;

  *from_s = *to_s = RDM_TIME_NONE;
  if (*cell == '\0')
    return TRUE;
  if (rdm_moment_parse (cell, &from))
    {
      if (!get_tod (self, field, &from, RDM_TIME_NONE, from_s))
        return FALSE;
      *to_s = *from_s;
      return TRUE;
    }
  if (!rdm_moment_parse_range (cell, &from, &to))
    {
      report_time (self, field, cell);
      return FALSE;
    }
  return get_tod (self, field, &from, 0, from_s)
         && get_tod (self, field, &to, RDM_SECONDS_PER_DAY, to_s);
}

/* Whether the window stays, perhaps with its ends put right. */
static gboolean
settle_reversed (Context *self, guint field, int32_t *from_s, int32_t *to_s)
{
  g_autofree char *from = rdm_time_format_of_day (*from_s);
  g_autofree char *to = rdm_time_format_of_day (*to_s);
  int32_t swapped_s = *from_s;

  switch (rdm_import_run_report (
      self->run, RDM_IMPORT_WINDOW_REVERSED, self->row, field,
      g_strdup_printf (
          _ ("The window ends (%s) before it starts (%s). Swap them, or leave the row out."), to,
          from)))
    {
    case RDM_REPAIR_SWAP:
      *from_s = *to_s;
      *to_s = swapped_s;
      return TRUE;
    case RDM_REPAIR_NEXT_DAY:
      *to_s += RDM_SECONDS_PER_DAY;
      return *to_s > *from_s;
    default:
      return FALSE;
    }
}

static int
compare_windows (gconstpointer a, gconstpointer b)
{
  return ((const RdmWindow *)a)->from_s - ((const RdmWindow *)b)->from_s;
}

/* "08:00-10:00, 14:00-16:00": several windows, in any order, that do not overlap. FALSE, without a
 * report, for anything else. */
static gboolean
read_list (Context *self, guint field, RdmWindows *windows)
{
  const char *cell = rdm_import_run_cell (self->run, self->row, field);
  g_auto (GStrv) parts = g_strsplit_set (cell, ",;&|", RDM_WINDOWS_MAX + 1);
  guint n = g_strv_length (parts);

  if (n < 2 || n > RDM_WINDOWS_MAX)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      RdmWindow *window = &windows->at[i];
      RdmMoment from, to;

      if (!rdm_moment_parse_range (parts[i], &from, &to) || from.form != RDM_MOMENT_TIME
          || to.form != RDM_MOMENT_TIME)
        return FALSE;
      *window = (RdmWindow){ from.tod_s, to.tod_s };
    }
  qsort (windows->at, n, sizeof windows->at[0], compare_windows);
  for (guint i = 0; i < n; i++)
    if (windows->at[i].from_s >= windows->at[i].to_s
        || (i > 0 && windows->at[i].from_s < windows->at[i - 1].to_s))
      return FALSE;
  windows->n = n;
  return TRUE;
}

RdmWindows
rdm_import_windows_read (RdmImportRun *self, guint row, const char *date, gboolean from_end)
{
  guint shift = from_end ? RDM_IMPORT_FROM_WINDOW - RDM_IMPORT_WINDOW : 0;
  guint range = RDM_IMPORT_WINDOW + shift;
  Context context = { self, row, date };
  RdmWindows windows = { 0 };
  int32_t from_s, to_s;
  gboolean whole;

  if (read_list (&context, range, &windows))
    return windows;
  windows = (RdmWindows){ 0 };
  if (*rdm_import_run_cell (self, row, range) != '\0')
    whole = read_range (&context, range, &from_s, &to_s);
  else
    {
      /* Both, so that both are reported. */
      gboolean has_from = read_end (&context, RDM_IMPORT_WINDOW_FROM + shift, 0, &from_s);
      gboolean has_to =
          read_end (&context, RDM_IMPORT_WINDOW_TO + shift, RDM_SECONDS_PER_DAY, &to_s);

      range = RDM_IMPORT_WINDOW_TO + shift;
      whole = has_from && has_to;
    }
  if (!whole || (from_s == RDM_TIME_NONE && to_s == RDM_TIME_NONE))
    return windows;

  if (from_s == RDM_TIME_NONE)
    from_s = MIN (0, to_s);
  if (to_s == RDM_TIME_NONE)
    to_s = MAX (RDM_SECONDS_PER_DAY, from_s);
  if (to_s < from_s && !settle_reversed (&context, range, &from_s, &to_s))
    return windows;
  if (to_s == from_s)
    to_s += APPOINTMENT_S;
  windows.n = 1;
  windows.at[0] = (RdmWindow){ from_s, to_s };
  return windows;
}
