/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-run.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-import-values.h"
#include "rdm-text.h"
#include "rdm-time.h"
#include "rdm-units.h"

G_STATIC_ASSERT ((int)RDM_N_IMPORT_ORDER_FIELDS <= RDM_IMPORT_MAX_FIELDS);
G_STATIC_ASSERT ((int)RDM_N_IMPORT_FLEET_FIELDS <= RDM_IMPORT_MAX_FIELDS);

static void
free_entry (gpointer data)
{
  RdmImportEntry *self = data;

  g_free (self->title);
  g_free (self->changes);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  g_free (self);
}

static void
free_question (gpointer data)
{
  RdmImportQuestion *self = data;

  g_free (self->text);
  g_free (self->labels[0]);
  g_free (self->labels[1]);
  g_free (self);
}

static void
unref_row (gpointer row)
{
  if (row != NULL)
    rdm_row_unref (row);
}

static RdmImportResult *
new_result (const RdmImportTable *table)
{
  RdmImportResult *self = g_new0 (RdmImportResult, 1);
  guint n = rdm_import_table_get_n_rows (table);

  self->entries = g_ptr_array_new_full (n, free_entry);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_import_problem_free);
  self->questions = g_ptr_array_new_with_free_func (free_question);
  for (guint i = 0; i < n; i++)
    {
      RdmImportEntry *entry = g_new0 (RdmImportEntry, 1);

      entry->row = i;
      entry->line = rdm_import_table_get_line (table, i);
      entry->title = g_strdup ("");
      entry->rows = g_ptr_array_new_with_free_func (unref_row);
      entry->before = g_ptr_array_new_with_free_func (unref_row);
      g_ptr_array_add (self->entries, entry);
    }
  return self;
}

void
rdm_import_result_free (RdmImportResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self->locate_failure);
  g_free (self->date_from);
  g_free (self->date_to);
  g_free (self);
}

RdmImportRun *
rdm_import_run_new (const RdmImportRequest *request, GCancellable *cancellable)
{
  RdmImportRun *self = g_new0 (RdmImportRun, 1);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (request->rows);
  const char *format = rdm_import_mapping_get_format_name (request->mapping);
  guint decimals = rdm_currency_decimals (settings->currency);

  self->request = request;
  self->cancellable = cancellable;
  self->result = new_result (request->table);
  self->zone = settings->zone != NULL ? g_time_zone_new_identifier (settings->zone) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->currency_scale = decimals == 0 ? 1 : decimals == 2 ? 100 : 1000;
  self->repeats = rdm_sender_kind_by_name (format)->repeats;
  self->orders = g_ptr_array_new_with_free_func (unref_row);
  for (guint i = 0; i < RDM_IMPORT_MAX_FIELDS; i++)
    self->columns[i] = i == 0 ? -1 : rdm_import_mapping_find (request->mapping, i);
  return self;
}

void
rdm_import_run_free (RdmImportRun *self)
{
  if (self == NULL)
    return;
  rdm_import_result_free (self->result);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_free (self->usual_date);
  g_free (self);
}

RdmImportEntry *
rdm_import_run_entry (RdmImportRun *self, guint row)
{
  return g_ptr_array_index (self->result->entries, row);
}

gboolean
rdm_import_run_is_out (RdmImportRun *self, guint row)
{
  return rdm_import_run_entry (self, row)->fate == RDM_IMPORT_LEFT_OUT;
}

gboolean
rdm_import_run_step (RdmImportRun *self, guint done, guint all, double from, double to)
{
  /* A server that is asked for places takes its time for each. */
  if (done % 256 != 0 && self->request->locate == NULL)
    return TRUE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (self->request->progress != NULL)
    self->request->progress (from + (to - from) * done / MAX (all, 1),
                             self->request->progress_data);
  return TRUE;
}

const char *
rdm_import_run_cell (RdmImportRun *self, guint row, guint field)
{
  int column = self->columns[field];

  return column < 0 ? "" : rdm_import_table_get_cell (self->request->table, row, (guint)column);
}

char *
rdm_import_run_join (RdmImportRun *self, guint row, guint field, const char *separator)
{
  const RdmImportMapping *mapping = self->request->mapping;
  GString *out = NULL;

  if (self->columns[field] < 0)
    return NULL;
  for (guint i = 0; i < rdm_import_mapping_get_n_columns (mapping); i++)
    {
      const char *cell;

      if (rdm_import_mapping_get_column (mapping, i)->field != field)
        continue;
      cell = rdm_import_table_get_cell (self->request->table, row, i);
      if (*cell == '\0')
        continue;
      if (out == NULL)
        out = g_string_new (cell);
      else
        g_string_append_printf (out, "%s%s", separator, cell);
    }
  return out != NULL ? g_string_free (out, FALSE) : NULL;
}

GStrv
rdm_import_run_words (RdmImportRun *self, guint row, guint field)
{
  g_autofree char *text = rdm_import_run_join (self, row, field, ",");
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (text != NULL)
    rdm_value_add_words (words, text);
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return (GStrv)g_ptr_array_steal (words, NULL);
}

RdmImportFormat
rdm_import_run_format (RdmImportRun *self, guint field)
{
  int column = self->columns[field];

  return column < 0 ? RDM_IMPORT_FORMAT_AUTO
                    : rdm_import_mapping_get_column (self->request->mapping, (guint)column)->format;
}

RdmRepair
rdm_import_run_report (
    RdmImportRun *self, RdmImportCode code, guint row, guint field, char *message)
{
  RdmImportEntry *entry = rdm_import_run_entry (self, row);
  RdmImportProblem *problem = g_new0 (RdmImportProblem, 1);
  const RdmRepair *repairs = rdm_import_code_repairs (code);

  problem->code = code;
  problem->severity = rdm_import_code_severity (code);
  problem->line = entry->line;
  problem->column = self->columns[field];
  problem->reference = *entry->title != '\0' ? g_strdup (entry->title) : NULL;
  problem->value = problem->column >= 0 ? g_strdup (rdm_import_run_cell (self, row, field)) : NULL;
  problem->message = message;
  while (problem->n_repairs < RDM_IMPORT_MAX_REPAIRS
         && repairs[problem->n_repairs] != RDM_REPAIR_NONE)
    {
      problem->repairs[problem->n_repairs] = repairs[problem->n_repairs];
      problem->n_repairs++;
    }
  problem->repaired = rdm_import_choices_get (self->request->choices, code, entry->line);
  g_ptr_array_add (self->result->problems, problem);

  if (problem->repaired == RDM_REPAIR_LEAVE_OUT)
    entry->fate = RDM_IMPORT_LEFT_OUT;
  else if (problem->repaired == RDM_REPAIR_NONE)
    {
      entry->worst = MAX (entry->worst, problem->severity);
      if (problem->severity == RDM_IMPORT_ERROR && entry->fate != RDM_IMPORT_LEFT_OUT)
        entry->fate = RDM_IMPORT_BROKEN;
    }
  return problem->repaired;
}

/* What all columns of numbers have in common. */
static gint64
judge_amount (RdmImportRun *self, guint row, guint field, RdmValueState state, gint64 amount)
{
  const RdmImportSchema *schema = rdm_import_mapping_get_schema (self->request->mapping);
  const char *label = rdm_import_field_label (schema, field);
  const char *cell = rdm_import_run_cell (self, row, field);
  char *message;

  switch (state)
    {
    case RDM_VALUE_UNREADABLE:
      message = g_strdup_printf (
          _ ("%s: “%s” is not a number. Leave it out, or leave the row out."), label, cell);
      rdm_import_run_report (self, RDM_IMPORT_AMOUNT_UNREADABLE, row, field, message);
      return 0;
    case RDM_VALUE_NEGATIVE:
      message = g_strdup_printf (
          _ ("%s: %s is less than nothing. Take it without the minus sign, or leave it out."),
          label, cell);
      return rdm_import_run_report (self, RDM_IMPORT_AMOUNT_NEGATIVE, row, field, message)
                     == RDM_REPAIR_POSITIVE
                 ? -1
                 : 0;
    case RDM_VALUE_TOO_BIG:
      message = g_strdup_printf (
          _ ("%s: %s is more than any vehicle takes. Leave it out, or leave the row out."), label,
          cell);
      rdm_import_run_report (self, RDM_IMPORT_AMOUNT_TOO_BIG, row, field, message);
      return 0;
    case RDM_VALUE_NOT_WHOLE:
      message = g_strdup_printf (_ ("%s: %s is not a whole number. It becomes %" PRId64 "."), label,
                                 cell, amount);
      return rdm_import_run_report (self, RDM_IMPORT_AMOUNT_NOT_WHOLE, row, field, message)
                     == RDM_REPAIR_DROP
                 ? 0
                 : amount;
    case RDM_VALUE_FINE:
    default:
      return amount;
    }
}

gint64
rdm_import_run_amount (RdmImportRun *self, guint row, guint field, gboolean *given)
{
  const char *cell = rdm_import_run_cell (self, row, field);
  RdmImportFormat format = rdm_import_run_format (self, field);
  gint64 amount = 0;
  RdmValueState state;

  if (given != NULL)
    *given = *cell != '\0';
  if (*cell == '\0')
    return 0;
  state = format == RDM_IMPORT_FORMAT_AUTO ? rdm_value_packages (cell, &amount)
                                           : rdm_value_amount (cell, format, &amount);
  amount = judge_amount (self, row, field, state, amount);
  /* To be taken without its minus sign. */
  if (amount < 0
      && rdm_value_amount (strpbrk (cell, "0123456789"), format, &amount) != RDM_VALUE_FINE)
    return 0;
  return amount;
}

gint64
rdm_import_run_money (RdmImportRun *self, guint row, guint field, gint64 scale)
{
  const char *cell = rdm_import_run_cell (self, row, field);
  gint64 amount = 0;
  RdmValueState state;

  if (*cell == '\0')
    return 0;
  state = rdm_value_money (cell, scale, &amount);
  amount = judge_amount (self, row, field, state, amount);
  if (amount < 0
      && rdm_value_money (strpbrk (cell, "0123456789"), scale, &amount) != RDM_VALUE_FINE)
    return 0;
  return amount;
}

gint64
rdm_import_run_duration (RdmImportRun *self, guint row, guint field, gint64 missing)
{
  const char *cell = rdm_import_run_cell (self, row, field);
  gint64 duration_s = missing;
  RdmValueState state;
  g_autofree char *shown = NULL;

  if (*cell == '\0')
    return missing;
  state = rdm_value_duration (cell, rdm_import_run_format (self, field), &duration_s);
  if (state == RDM_VALUE_FINE)
    return duration_s;
  if (state == RDM_VALUE_TOO_BIG)
    {
      shown = rdm_format_duration (duration_s);
      if (rdm_import_run_report (
              self, RDM_IMPORT_DURATION_TOO_LONG, row, field,
              g_strdup_printf (
                  _ ("“%s” would be %s, longer than a day. Perhaps it is in seconds; or "
                     "take the usual time."),
                  cell, shown))
              == RDM_REPAIR_SECONDS
          && rdm_value_duration (cell, RDM_IMPORT_FORMAT_SECONDS, &duration_s) == RDM_VALUE_FINE)
        return duration_s;
      return missing;
    }
  rdm_import_run_report (
      self, RDM_IMPORT_DURATION_UNREADABLE, row, field,
      g_strdup_printf (
          _ ("“%s” is not a length of time. Take the usual one, or leave the row out."), cell));
  return missing;
}

RdmPoint
rdm_import_run_point (
    RdmImportRun *self, guint row, guint latitude, guint *field, char **unreadable)
{
  const char *lat = rdm_import_run_cell (self, row, latitude);
  const char *lon = rdm_import_run_cell (self, row, latitude + 1);
  const char *both = rdm_import_run_cell (self, row, latitude + 2);
  g_autofree char *text = NULL;
  RdmPoint point = RDM_POINT_NONE;

  *unreadable = NULL;
  *field = *both != '\0'  ? latitude + 2
           : *lat != '\0' ? latitude
           : *lon != '\0' ? latitude + 1
                          : RDM_IMPORT_UNUSED;
  if (*field == RDM_IMPORT_UNUSED)
    return RDM_POINT_NONE;
  if (*both != '\0' ? rdm_point_parse (both, &point, NULL)
                    : (rdm_parse_number (lat, &point.lat_deg, NULL)
                       && rdm_parse_number (lon, &point.lon_deg, NULL)))
    return point;

  text = *both != '\0' ? g_strdup (both) : g_strdup_printf ("%s; %s", lat, lon);
  if (rdm_point_parse (text, &point, NULL))
    return point;
  *unreadable = g_steal_pointer (&text);
  return RDM_POINT_NONE;
}

const char *
rdm_import_run_email (RdmImportRun *self, guint row, guint field)
{
  const char *cell = rdm_import_run_cell (self, row, field);

  if (*cell == '\0')
    return NULL;
  if (rdm_value_is_email (cell))
    return cell;
  return rdm_import_run_report (
             self, RDM_IMPORT_EMAIL_MALFORMED, row, field,
             g_strdup_printf (
                 _ ("“%s” is not an e-mail address. It is left out, unless you keep it."), cell))
                 == RDM_REPAIR_KEEP
             ? cell
             : NULL;
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const RdmImportProblem *left = *(RdmImportProblem *const *)a;
  const RdmImportProblem *right = *(RdmImportProblem *const *)b;

  if (left->line != right->line)
    return left->line < right->line ? -1 : 1;
  return left->column - right->column;
}

/* The problems of rows that were left out are settled with them. */
static void
settle_problems (RdmImportResult *result)
{
  g_autoptr (GHashTable) out = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < result->entries->len; i++)
    {
      const RdmImportEntry *entry = g_ptr_array_index (result->entries, i);

      if (entry->fate == RDM_IMPORT_LEFT_OUT)
        g_hash_table_add (out, GUINT_TO_POINTER (entry->line));
    }
  g_ptr_array_sort (result->problems, compare_problems);
  for (guint i = 0; i < result->problems->len; i++)
    {
      RdmImportProblem *problem = g_ptr_array_index (result->problems, i);

      if (problem->repaired == RDM_REPAIR_NONE
          && g_hash_table_contains (out, GUINT_TO_POINTER (problem->line)))
        problem->repaired = RDM_REPAIR_LEAVE_OUT;
      if (problem->repaired != RDM_REPAIR_NONE)
        continue;
      if (problem->severity == RDM_IMPORT_ERROR)
        result->n_open_errors++;
      else
        result->n_open_warnings++;
    }
}

static void
note_date (RdmImportResult *result, const char *date)
{
  if (date == NULL)
    return;
  if (result->date_from == NULL || strcmp (date, result->date_from) < 0)
    rdm_set_str (&result->date_from, date);
  if (result->date_to == NULL || strcmp (date, result->date_to) > 0)
    rdm_set_str (&result->date_to, date);
}

static void
count_places (RdmImportResult *result, const RdmOrder *order)
{
  gboolean unsure = !rdm_order_needs_place (order) && rdm_order_needs_check (order);

  result->n_without_place += rdm_order_needs_place (order);
  result->n_unsure += unsure;
  result->n_located += unsure || order->at.confidence == RDM_CONFIDENCE_HOUSE
                       || order->at.confidence == RDM_CONFIDENCE_INTERPOLATED;
}

void
rdm_import_run_finish (RdmImportRun *self)
{
  RdmImportResult *result = self->result;

  settle_problems (result);
  result->day_order = self->day_order;
  for (guint i = 0; i < result->entries->len; i++)
    {
      RdmImportEntry *entry = g_ptr_array_index (result->entries, i);
      gboolean comes = entry->fate == RDM_IMPORT_CREATED || entry->fate == RDM_IMPORT_CHANGED;

      if (entry->fate == RDM_IMPORT_LEFT_OUT)
        entry->worst = RDM_IMPORT_FINE;
      result->n[entry->fate]++;
      result->n_good += comes && entry->worst == RDM_IMPORT_FINE;
      for (guint r = 0; r < entry->rows->len && entry->fate != RDM_IMPORT_LEFT_OUT; r++)
        {
          const RdmRow *row = g_ptr_array_index (entry->rows, r);

          if (row->kind != RDM_ROW_ORDER)
            continue;
          note_date (result, ((const RdmOrder *)row)->date);
          if (comes)
            count_places (result, (const RdmOrder *)row);
        }
    }
}
