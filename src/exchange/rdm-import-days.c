/* SPDX-License-Identifier: GPL-3.0-or-later */

/* On which day an order is served, and in which order the file writes day and month. */
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "rdm-import-moment.h"
#include "rdm-import-run.h"
#include "rdm-time.h"

enum
{
  FAR_DAYS = 366,
};

static const guint date_fields[] = {
  RDM_IMPORT_DATE,       RDM_IMPORT_WINDOW_FROM,      RDM_IMPORT_WINDOW_TO,
  RDM_IMPORT_WINDOW,     RDM_IMPORT_FROM_WINDOW_FROM, RDM_IMPORT_FROM_WINDOW_TO,
  RDM_IMPORT_FROM_WINDOW
};

/* Looks at all the dates of the file; *field is the first whose dates could be read both ways. */
static void
collect (RdmImportRun *self, RdmDayOrder *order, guint *field)
{
  guint n_rows = rdm_import_table_get_n_rows (self->request->table);

  for (gsize f = 0; f < G_N_ELEMENTS (date_fields); f++)
    for (guint row = 0; row < n_rows && self->columns[date_fields[f]] >= 0; row++)
      {
        const char *cell = rdm_import_run_cell (self, row, date_fields[f]);
        guint n_open = order->n_open + order->n_day_first + order->n_month_first;
        RdmMoment from, to;

        /* Short cells are the rule, and times of day say nothing here. */
        if (strlen (cell) < 6)
          continue;
        if (rdm_moment_parse (cell, &from))
          rdm_day_order_add (order, &from, cell);
        else if (rdm_moment_parse_range (cell, &from, &to))
          {
            rdm_day_order_add (order, &from, cell);
            rdm_day_order_add (order, &to, cell);
          }
        if (*field == RDM_IMPORT_UNUSED
            && order->n_open + order->n_day_first + order->n_month_first > n_open)
          *field = date_fields[f];
      }
}

static char *
read_as (const char *text, RdmImportFormat order, GTimeZone *zone)
{
  RdmMoment from, to;
  g_autofree char *date = NULL;

  if (!rdm_moment_parse (text, &from) && !rdm_moment_parse_range (text, &from, &to))
    return g_strdup (text);
  date = rdm_moment_get_date (&from, order, zone);
  return date != NULL ? rdm_date_format_full (date) : g_strdup (text);
}

static void
ask (RdmImportRun *self, const RdmDayOrder *order, guint field)
{
  RdmImportQuestion *question = g_new0 (RdmImportQuestion, 1);
  g_autofree char *day_first = NULL;
  g_autofree char *month_first = NULL;

  question->column = (guint)self->columns[field];
  question->answers[0] = RDM_IMPORT_FORMAT_DMY;
  question->answers[1] = RDM_IMPORT_FORMAT_MDY;
  if (order->example != NULL)
    {
      day_first = read_as (order->example, RDM_IMPORT_FORMAT_DMY, self->zone);
      month_first = read_as (order->example, RDM_IMPORT_FORMAT_MDY, self->zone);
    }
  if (order->n_day_first > 0 && order->n_month_first > 0)
    question->text = g_strdup_printf (
        _ ("%u dates of this file can only be day/month/year, and %u only month/day/year. Which is "
           "right? The others will be reported."),
        order->n_day_first, order->n_month_first);
  else
    question->text = g_strdup_printf (_ ("Is “%s” %s, or %s? No date in this file tells."),
                                      order->example, day_first, month_first);
  question->labels[0] = g_strdup_printf ("%s", rdm_import_format_label (RDM_IMPORT_FORMAT_DMY));
  question->labels[1] = g_strdup_printf ("%s", rdm_import_format_label (RDM_IMPORT_FORMAT_MDY));
  g_ptr_array_add (self->result->questions, question);
}

/* Whether the date's meaning waits for an answer. */
static gboolean
is_open (RdmImportRun *self, const RdmMoment *moment)
{
  return moment->form == RDM_MOMENT_NUMBERS && self->day_order == RDM_IMPORT_FORMAT_AUTO;
}

/* The day that most rows have, so that a repair can offer it. */
static char *
find_usual_date (RdmImportRun *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_rows = rdm_import_table_get_n_rows (self->request->table);
  guint best_count = 0;
  char *best = NULL;

  for (guint row = 0; row < n_rows; row++)
    {
      const char *cell = rdm_import_run_cell (self, row, RDM_IMPORT_DATE);
      g_autofree char *date = NULL;
      RdmMoment moment;
      guint count;

      if (*cell == '\0' || !rdm_moment_parse (cell, &moment) || is_open (self, &moment))
        continue;
      date = rdm_moment_get_date (&moment, self->day_order, self->zone);
      if (date == NULL)
        continue;
      count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, date)) + 1;
      if (count > best_count)
        {
          best_count = count;
          g_free (best);
          best = g_strdup (date);
        }
      g_hash_table_insert (counts, g_steal_pointer (&date), GUINT_TO_POINTER (count));
    }
  return best != NULL ? best : g_strdup (self->request->date);
}

void
rdm_import_days_settle (RdmImportRun *self)
{
  RdmDayOrder order = { 0 };
  guint field = RDM_IMPORT_UNUSED;

  self->day_order = rdm_import_mapping_get_day_order (self->request->mapping);
  collect (self, &order, &field);
  if (self->day_order == RDM_IMPORT_FORMAT_AUTO && field != RDM_IMPORT_UNUSED)
    {
      self->day_order = rdm_day_order_decide (&order);
      if (self->day_order == RDM_IMPORT_FORMAT_AUTO)
        ask (self, &order, field);
    }
  g_free (order.example);
  self->usual_date = find_usual_date (self);
}

/* The date that the window says, where no column of dates does. */
static char *
get_window_date (RdmImportRun *self, guint row)
{
  for (gsize i = 1; i < G_N_ELEMENTS (date_fields); i++)
    {
      const char *cell = rdm_import_run_cell (self, row, date_fields[i]);
      RdmMoment from, to;
      char *date;

      if (strlen (cell) < 6
          || (!rdm_moment_parse (cell, &from) && !rdm_moment_parse_range (cell, &from, &to)))
        continue;
      date = rdm_moment_get_date (&from, self->day_order, self->zone);
      if (date != NULL)
        return date;
    }
  return NULL;
}

static char *
report_date (RdmImportRun *self, RdmImportCode code, guint row, char *message)
{
  rdm_import_run_report (self, code, row, RDM_IMPORT_DATE, message);
  return g_strdup (self->usual_date);
}

char *
rdm_import_days_get (RdmImportRun *self, guint row)
{
  const char *cell = rdm_import_run_cell (self, row, RDM_IMPORT_DATE);
  g_autofree char *usual = rdm_date_format_long (self->usual_date);
  g_autofree char *date = NULL;
  RdmMoment moment = { 0 };

  if (*cell == '\0')
    {
      date = get_window_date (self, row);
      return date != NULL ? g_steal_pointer (&date) : g_strdup (self->request->date);
    }
  if (!rdm_moment_parse (cell, &moment) || moment.form == RDM_MOMENT_TIME)
    return report_date (
        self, RDM_IMPORT_DATE_UNREADABLE, row,
        g_strdup_printf (
            _ ("“%s” is not a date. Take %s like the other rows, or leave the row out."), cell,
            usual));

  if (is_open (self, &moment))
    return g_strdup (self->request->date);
  date = rdm_moment_get_date (&moment, self->day_order, self->zone);
  if (date == NULL)
    return report_date (
        self, RDM_IMPORT_DATE_IMPOSSIBLE, row,
        g_strdup_printf (
            _ ("There is no day “%s”. Take %s like the other rows, or leave the row out."), cell,
            usual));
  if (abs (rdm_date_days_between (self->request->date, date)) > FAR_DAYS)
    {
      g_autofree char *full = rdm_date_format_full (date);
      RdmRepair repair = rdm_import_run_report (
          self, RDM_IMPORT_DATE_FAR, row, RDM_IMPORT_DATE,
          g_strdup_printf (
              _ ("“%s” is %s, more than a year from the day you plan. Take %s, or keep it."), cell,
              full, usual));

      if (repair == RDM_REPAIR_TAKE_DAY)
        return g_strdup (self->usual_date);
    }
  return g_steal_pointer (&date);
}
