/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any table, with any meaning given to its columns: what comes in can be taken in, and is then not
 * new any more. */
#include "fuzz.h"

#include "rdm-import.h"
#include "rdm-run.h"

static void
check_result (const RdmImportResult *result)
{
  guint n = 0;

  for (guint i = 0; i < RDM_N_IMPORT_FATES; i++)
    n += result->n[i];
  FUZZ_CHECK (n == result->entries->len);
  for (guint i = 0; i < result->problems->len; i++)
    {
      const RdmImportProblem *problem = g_ptr_array_index (result->problems, i);

      FUZZ_CHECK (problem->n_repairs > 0 && problem->line > 0 && problem->message != NULL);
      FUZZ_CHECK (g_utf8_validate (problem->message, -1, NULL));
    }
}

static RdmImportResult *
read_again (const RdmImportRequest *request)
{
  RdmImportResult *result = rdm_import_read (request, NULL, NULL);

  FUZZ_CHECK (result != NULL);
  check_result (result);
  return result;
}

static void
check_mapping (RdmImportMapping *mapping,
               const RdmImportTable *table,
               const RdmImportSchema *schema)
{
  g_autofree char *text = rdm_import_mapping_to_text (mapping, table);
  g_autoptr (RdmImportMapping) again = rdm_import_mapping_from_text (text, table, schema);

  FUZZ_CHECK (again != NULL);
  for (guint i = 0; i < rdm_import_mapping_get_n_columns (mapping); i++)
    FUZZ_CHECK (rdm_import_mapping_get_column (again, i)->field
                == rdm_import_mapping_get_column (mapping, i)->field);
}

/* Answers every question with its second answer, chooses every first repair, and brings all of it
 * in. */
static void
check_import (RdmImportTable *table, RdmImportMapping *mapping)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (RdmImportChoices) choices = rdm_import_choices_new ();
  g_autoptr (RdmImportResult) first = NULL;
  g_autoptr (RdmImportResult) second = NULL;
  g_autoptr (RdmImportResult) third = NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autofree char *missing = rdm_import_mapping_missing (mapping);
  RdmImportRequest request = {
    .table = table, .mapping = mapping, .choices = choices, .rows = rows, .date = "2026-11-23"
  };

  if (missing != NULL)
    return;
  first = read_again (&request);
  if (first->questions->len > 0)
    {
      const RdmImportQuestion *question = g_ptr_array_index (first->questions, 0);

      rdm_import_mapping_set_format (mapping, question->column, question->answers[1]);
    }
  rdm_import_choices_take_first (choices, first->problems);
  second = read_again (&request);
  FUZZ_CHECK (second->questions->len == 0);
  command = rdm_import_result_to_command (second, &request, RDM_IMPORT_ALL, TRUE);
  if (command == NULL)
    return;
  outcome = rdm_run (command, rows);
  FUZZ_CHECK (rdm_outcome_is_applied (outcome));
  rdm_changes_apply (outcome->changes, rows);
  third = read_again (&request);
  FUZZ_CHECK (third->n[RDM_IMPORT_CREATED] == 0);
}

/* A first byte 1 is followed by a number of meanings, each a column and a field; the rest is the
 * file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const RdmImportSchema *const schemas[] = { &rdm_import_order_schema, &rdm_import_fleet_schema };
  size_t n_meanings = size > 2 && data[0] == 1 && size >= 2 + 2 * (size_t)data[1] ? data[1] : 0;
  size_t skipped = n_meanings > 0 ? 2 + 2 * n_meanings : 0;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data + skipped, size - skipped);
  g_autoptr (RdmImportTable) table = rdm_import_table_new (bytes, "orders.csv", NULL, NULL);

  for (size_t s = 0; table != NULL && s < G_N_ELEMENTS (schemas); s++)
    {
      g_autoptr (RdmImportMapping) mapping = rdm_import_mapping_guess (table, schemas[s], NULL);
      guint n_columns = rdm_import_mapping_get_n_columns (mapping);

      for (size_t i = 0; i < n_meanings; i++)
        rdm_import_mapping_set_field (mapping, table, data[2 + 2 * i] % n_columns,
                                      data[3 + 2 * i] % schemas[s]->n_fields);
      check_mapping (mapping, table, schemas[s]);
      check_import (table, mapping);
    }
  return 0;
}
