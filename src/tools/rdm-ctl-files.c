/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * new, import, fleet: files into a plan.
 */
#include <glib/gi18n.h>

#include "rdm-ctl.h"
#include "rdm-demo-plan.h"
#include "rdm-import.h"
#include "rdm-locator.h"
#include "rdm-region-geocoder.h"
#include "rdm-text.h"
#include "rdm-time.h"

/* new */

static void
take_settings (RdmSettings *settings, const char *zone, const char *currency)
{
  if (zone != NULL)
    rdm_set_str (&settings->zone, zone);
  if (currency != NULL)
    rdm_set_str (&settings->currency, currency);
}

/* Looked at before there is a file that would be left behind. */
static char *
check_settings (const char *zone, const char *currency)
{
  g_autoptr (RdmSettings) settings = rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);

  take_settings (settings, zone, currency);
  return rdm_row_check (settings);
}

static int
run_new (int argc, char **argv)
{
  g_autofree char *zone = NULL;
  g_autofree char *currency = NULL;
  const GOptionEntry entries[] = {
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, N_ ("Time zone, such as Europe/Vaduz"),
      N_ ("ZONE") },
    { "currency", 0, 0, G_OPTION_ARG_STRING, &currency, N_ ("Currency, such as CHF"), N_ ("CODE") },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autoptr (RdmSettings) before = NULL;
  g_autoptr (RdmSettings) after = NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *made = NULL;
  g_autofree char *wrong = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS))
    return rdm_ctl_fail (
        RDM_CTL_FILE, _ ("%s is there already. Choose another name, or remove it first."), argv[1]);
  wrong = check_settings (zone, currency);
  if (wrong != NULL)
    return rdm_ctl_fail (RDM_CTL_USAGE, "%s", wrong);
  ctl = rdm_ctl_open (argv[1], RDM_STORE_CREATE, NULL, &status);
  if (ctl == NULL)
    return status;
  made = g_strdup_printf (_ ("Made %s"), argv[1]);
  before = rdm_rows_settings (ctl->rows);
  after = rdm_row_copy (before);
  take_settings (after, zone, currency);
  command = rdm_command_new_edit (made);
  if (rdm_command_edit_row (command, before, after) > 0)
    return rdm_ctl_run (ctl, command);
  g_print ("%s\n", made);
  return RDM_CTL_OK;
}

/* demo */

static int
run_demo (int argc, char **argv)
{
  g_autofree char *date = NULL;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Service day of the orders"), N_ ("DAY") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  if (date != NULL && !rdm_date_valid (date))
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("“%s” is not a day. Write it like 2026-11-23."), date);
  if (!rdm_demo_files_write (argv[1], date != NULL ? date : RDM_DEMO_DATE, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  g_print (_ ("fleet.csv and orders.csv of a made-up town are in %s\n"), argv[1]);
  return RDM_CTL_OK;
}

/* import, fleet */

typedef struct
{
  char *date;
  char *sender;
  char *region;
  gboolean day_first;
  gboolean month_first;
  gboolean check;
  gboolean good;
  gboolean repair;
  gboolean json;
} ImportOptions;

static void
set_date_order (RdmImportMapping *mapping, const ImportOptions *options)
{
  guint n = rdm_import_mapping_get_n_columns (mapping);

  if (!options->day_first && !options->month_first)
    return;
  for (guint i = 0; i < n; i++)
    if (rdm_import_mapping_get_schema (mapping) == &rdm_import_order_schema
        && rdm_import_mapping_get_column (mapping, i)->field == RDM_IMPORT_DATE)
      rdm_import_mapping_set_format (
          mapping, i, options->day_first ? RDM_IMPORT_FORMAT_DMY : RDM_IMPORT_FORMAT_MDY);
}

static void
add_problems (JsonBuilder *builder, const RdmImportResult *result)
{
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->problems->len; i++)
    {
      const RdmImportProblem *problem = g_ptr_array_index (result->problems, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "line");
      json_builder_add_int_value (builder, problem->line);
      json_builder_set_member_name (builder, "reference");
      json_builder_add_string_value (builder, problem->reference != NULL ? problem->reference : "");
      json_builder_set_member_name (builder, "code");
      json_builder_add_string_value (builder, rdm_import_code_name (problem->code));
      json_builder_set_member_name (builder, "severity");
      json_builder_add_string_value (builder,
                                     problem->severity == RDM_IMPORT_ERROR ? "error" : "warning");
      json_builder_set_member_name (builder, "repaired");
      json_builder_add_string_value (
          builder, problem->repaired != RDM_REPAIR_NONE ? rdm_repair_name (problem->repaired) : "");
      json_builder_set_member_name (builder, "message");
      json_builder_add_string_value (builder, problem->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_result (const RdmImportResult *result, const RdmImportRequest *request, gboolean json)
{
  g_autofree char *summary = rdm_import_result_describe (result);
  g_autofree char *unplaced = rdm_import_result_describe_unplaced (result);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!json)
    {
      g_autofree char *table = rdm_import_table_describe (request->table);

      g_print ("%s: %s\n", rdm_import_table_get_name (request->table), table);
      g_print (_ ("From %s\n"), rdm_import_mapping_get_sender (request->mapping));
      for (guint i = 0; i < result->problems->len; i++)
        {
          const RdmImportProblem *problem = g_ptr_array_index (result->problems, i);
          g_autofree char *text = rdm_import_problem_describe (problem);

          g_print ("%s\n", text);
        }
      for (guint i = 0; i < result->questions->len; i++)
        g_print ("%s\n",
                 ((const RdmImportQuestion *)g_ptr_array_index (result->questions, i))->text);
      g_print ("%s\n", summary);
      if (unplaced != NULL)
        g_print ("%s\n", unplaced);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sender");
  json_builder_add_string_value (builder, rdm_import_mapping_get_sender (request->mapping));
  for (guint i = 0; i < RDM_N_IMPORT_FATES; i++)
    {
      json_builder_set_member_name (builder, rdm_import_fate_name (i));
      json_builder_add_int_value (builder, result->n[i]);
    }
  json_builder_set_member_name (builder, "without-place");
  json_builder_add_int_value (builder, result->n_without_place);
  json_builder_set_member_name (builder, "located");
  json_builder_add_int_value (builder, result->n_located);
  json_builder_set_member_name (builder, "unsure");
  json_builder_add_int_value (builder, result->n_unsure);
  add_problems (builder, result);
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->questions->len; i++)
    json_builder_add_string_value (
        builder, ((const RdmImportQuestion *)g_ptr_array_index (result->questions, i))->text);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

static int
finish_import (RdmCtl *ctl,
               const RdmImportResult *result,
               const RdmImportRequest *request,
               const ImportOptions *options)
{
  g_autoptr (RdmCommand) command = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  gboolean faults = result->n_open_errors > 0 || result->questions->len > 0;

  print_result (result, request, options->json);
  if (result->questions->len > 0)
    return rdm_ctl_fail (RDM_CTL_REFUSED,
                         _ ("Nothing was imported: say --day-first or --month-first."));
  if (options->check)
    return faults ? RDM_CTL_REFUSED : RDM_CTL_OK;
  if (faults && !options->good)
    return rdm_ctl_fail (
        RDM_CTL_REFUSED,
        _ ("Nothing was imported, as there are rows with errors: mend them, take the "
           "suggested repairs with --repair, or leave them out with --good-rows."));
  command = rdm_import_result_to_command (result, request,
                                          options->good ? RDM_IMPORT_GOOD : RDM_IMPORT_ALL, TRUE);
  if (command == NULL)
    return RDM_CTL_OK;
  outcome = rdm_plan_file_run (ctl->file, command);
  if (!rdm_plan_file_flush (ctl->file, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (!rdm_outcome_is_applied (outcome))
    {
      g_autofree char *sentence = rdm_outcome_describe (outcome, ctl->rows);

      return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", sentence);
    }
  return RDM_CTL_OK;
}

/* Who knows where addresses are: the region that was named, or else the environment's. Returns:
 * FALSE when it cannot be opened; @locator is NULL when there is none. */
static gboolean
open_locator (RdmCtl *ctl, const char *path, RdmLocator **locator, GError **error)
{
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (RdmGeocoder) geocoder = NULL;

  if (path == NULL)
    path = g_getenv ("ROUNDSMAN_REGION");
  if (path == NULL || *path == '\0')
    return TRUE;
  region = rdm_region_open (path, error);
  if (region == NULL)
    return FALSE;
  geocoder = rdm_region_geocoder_new (region);
  *locator = rdm_locator_new (geocoder, ctl->rows);
  return TRUE;
}

static int
read_file (RdmCtl *ctl,
           const char *path,
           const RdmImportSchema *schema,
           const ImportOptions *options)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmImportTable) table = rdm_import_table_load (file, NULL, &error);
  g_autoptr (RdmImportMapping) mapping = NULL;
  g_autoptr (RdmImportChoices) choices = rdm_import_choices_new ();
  g_autoptr (RdmImportResult) result = NULL;
  g_autoptr (RdmLocator) locator = NULL;
  RdmImportRequest request = { 0 };

  if (table == NULL)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s.", error->message);
  if (!open_locator (ctl, options->region, &locator, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  mapping = rdm_import_mapping_guess (table, schema, ctl->rows);
  if (options->sender != NULL)
    rdm_import_mapping_set_sender (mapping, options->sender);
  set_date_order (mapping, options);
  request = (RdmImportRequest){ .table = table,
                                .mapping = mapping,
                                .choices = choices,
                                .rows = ctl->rows,
                                .date = ctl->date,
                                .locate = locator != NULL ? rdm_locator_locate : NULL,
                                .locate_data = locator };
  result = rdm_import_read (&request, NULL, &error);
  if (result != NULL && options->repair)
    {
      rdm_import_choices_take_first (choices, result->problems);
      g_clear_pointer (&result, rdm_import_result_free);
      result = rdm_import_read (&request, NULL, &error);
    }
  if (result == NULL)
    return rdm_ctl_fail (RDM_CTL_FILE, "“%s”: %s", path, error->message);
  return finish_import (ctl, result, &request, options);
}

static int
run_import_of (const RdmImportSchema *schema, int argc, char **argv)
{
  ImportOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "check", 'n', 0, G_OPTION_ARG_NONE, &options.check, N_ ("Only report, change nothing"),
      NULL },
    { "good-rows", 0, 0, G_OPTION_ARG_NONE, &options.good,
      N_ ("Leave out rows with errors or warnings"), NULL },
    { "repair", 0, 0, G_OPTION_ARG_NONE, &options.repair, N_ ("Take the suggested repairs"), NULL },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, N_ ("Service day of rows that say none"),
      N_ ("DAY") },
    { "sender", 0, 0, G_OPTION_ARG_STRING, &options.sender, N_ ("Whose file this is"),
      N_ ("NAME") },
    { "day-first", 0, 0, G_OPTION_ARG_NONE, &options.day_first, N_ ("Dates are day/month/year"),
      NULL },
    { "month-first", 0, 0, G_OPTION_ARG_NONE, &options.month_first, N_ ("Dates are month/day/year"),
      NULL },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &options.region,
      N_ ("Find addresses in this region; else in that of $ROUNDSMAN_REGION"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  g_autofree char *date = NULL;
  g_autofree char *sender = NULL;
  g_autofree char *region = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 2, 2, &status))
    return status;
  date = options.date;
  sender = options.sender;
  region = options.region;
  if (options.day_first && options.month_first)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Dates cannot be both --day-first and --month-first."));
  ctl = rdm_ctl_open (argv[1], options.check ? RDM_STORE_READ_ONLY : 0, date, &status);
  if (ctl == NULL)
    return status;
  return read_file (ctl, argv[2], schema, &options);
}

static int
run_import (int argc, char **argv)
{
  return run_import_of (&rdm_import_order_schema, argc, argv);
}

static int
run_fleet (int argc, char **argv)
{
  return run_import_of (&rdm_import_fleet_schema, argc, argv);
}

const RdmCtlVerb rdm_ctl_file_verbs[] = {
  { "demo", "FOLDER", N_ ("Write the files of a made-up day, to try things with"), run_demo },
  { "new", "PLAN", N_ ("Make an empty plan file"), run_new },
  { "import", "PLAN FILE", N_ ("Bring in orders from CSV or TSV"), run_import },
  { "fleet", "PLAN FILE", N_ ("Bring in vehicles, drivers and shifts from CSV"), run_fleet },
  { NULL },
};
