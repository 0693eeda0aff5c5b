/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-plan.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "rdm-demo-day.h"
#include "rdm-export-file.h"
#include "rdm-import.h"
#include "rdm-plan-file.h"
#include "rdm-text.h"

gboolean
rdm_demo_files_write (const char *folder, const char *date, GError **error)
{
  g_autofree char *fleet_path = g_build_filename (folder, "fleet.csv", NULL);
  g_autofree char *orders_path = g_build_filename (folder, "orders.csv", NULL);
  g_autofree char *fleet = rdm_demo_fleet_csv ();
  g_autofree char *orders = rdm_demo_orders_csv (date);

  return rdm_export_write (fleet_path, fleet, strlen (fleet), error)
         && rdm_export_write (orders_path, orders, strlen (orders), error);
}

/* What was there goes aside with all that belongs to it. */
static void
move_aside (const char *path)
{
  static const char *const parts[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, parts[i], NULL);
      g_autofree char *to = g_strconcat (path, "~", parts[i], NULL);

      g_unlink (to);
      g_rename (from, to);
    }
}

static gboolean
run_command (RdmPlanFile *file, const RdmCommand *command, GError **error)
{
  g_autoptr (RdmOutcome) outcome = rdm_plan_file_run (file, command);
  g_autofree char *sentence = NULL;

  if (rdm_outcome_is_applied (outcome))
    return TRUE;
  sentence = rdm_outcome_describe (outcome, rdm_plan_file_get_rows (file));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, sentence);
  return FALSE;
}

/* One file, as a person would bring it in who takes what is suggested for its faulty rows. */
static gboolean
import_text (
    RdmPlanFile *file, const RdmImportSchema *schema, const char *name, char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));
  g_autoptr (RdmImportTable) table = rdm_import_table_new (bytes, name, NULL, error);
  g_autoptr (RdmImportMapping) mapping = NULL;
  g_autoptr (RdmImportChoices) choices = rdm_import_choices_new ();
  g_autoptr (RdmImportResult) first = NULL;
  g_autoptr (RdmImportResult) result = NULL;
  g_autoptr (RdmCommand) command = NULL;
  RdmImportRequest request = { 0 };

  if (table == NULL)
    return FALSE;
  mapping = rdm_import_mapping_guess (table, schema, rdm_plan_file_get_rows (file));
  request = (RdmImportRequest){ .table = table,
                                .mapping = mapping,
                                .choices = choices,
                                .rows = rdm_plan_file_get_rows (file),
                                .date = RDM_DEMO_DATE };
  first = rdm_import_read (&request, NULL, error);
  if (first == NULL)
    return FALSE;
  rdm_import_choices_take_first (choices, first->problems);
  result = rdm_import_read (&request, NULL, error);
  if (result == NULL)
    return FALSE;
  command = rdm_import_result_to_command (result, &request, RDM_IMPORT_ALL, TRUE);
  return command == NULL || run_command (file, command, error);
}

/* The town's zone, currency and name. */
static gboolean
settle (RdmPlanFile *file, GError **error)
{
  RdmRows *rows = rdm_plan_file_get_rows (file);
  g_autoptr (RdmSettings) before = rdm_rows_settings (rows);
  g_autoptr (RdmSettings) after = rdm_row_copy (before);
  gboolean is_row = rdm_rows_get (rows, RDM_ROW_SETTINGS, RDM_SETTINGS_ID) != NULL;
  g_autoptr (RdmCommand) command =
      is_row ? rdm_command_new_edit (NULL) : rdm_command_new_add (NULL);

  rdm_set_str (&after->name, RDM_DEMO_DEPOT);
  rdm_set_str (&after->zone, RDM_DEMO_ZONE);
  rdm_set_str (&after->currency, RDM_DEMO_CURRENCY);
  if (is_row)
    rdm_command_edit_row (command, before, after);
  else
    rdm_command_add_row (command, after);
  return rdm_command_is_empty (command) || run_command (file, command, error);
}

gboolean
rdm_demo_plan_create (const char *path, GError **error)
{
  g_autoptr (RdmPlanFile) file = NULL;

  move_aside (path);
  file = rdm_plan_file_open (path, RDM_STORE_CREATE, error);
  return file != NULL && settle (file, error)
         && import_text (file, &rdm_import_fleet_schema, "fleet.csv", rdm_demo_fleet_csv (), error)
         && import_text (file, &rdm_import_order_schema, "orders.csv",
                         rdm_demo_orders_csv (RDM_DEMO_DATE), error)
         && rdm_plan_file_flush (file, error);
}
