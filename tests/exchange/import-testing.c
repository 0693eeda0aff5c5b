/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-testing.h"

#include <string.h>

#include "rdm-run.h"

static Reading *
new_reading (RdmImportTable *table, const RdmImportSchema *schema, RdmRows *rows)
{
  Reading *self = g_new0 (Reading, 1);
  g_autofree char *missing = NULL;

  self->rows = rows != NULL ? g_object_ref (rows) : rdm_memory_rows_new ();
  self->table = table;
  self->mapping = rdm_import_mapping_guess (table, schema, self->rows);
  self->choices = rdm_import_choices_new ();
  missing = rdm_import_mapping_missing (self->mapping);
  if (missing == NULL)
    reading_run (self);
  return self;
}

Reading *
reading_new (const char *path, const RdmImportSchema *schema, RdmRows *rows)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *full = g_path_is_absolute (path) ? g_strdup (path) : test_data (path);
  g_autoptr (GFile) file = g_file_new_for_path (full);
  RdmImportTable *table = rdm_import_table_load (file, NULL, &error);

  g_assert_no_error (error);
  return new_reading (table, schema, rows);
}

Reading *
reading_new_text (const char *text, const RdmImportSchema *schema, RdmRows *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  RdmImportTable *table = rdm_import_table_new (bytes, "text.csv", NULL, &error);

  g_assert_no_error (error);
  return new_reading (table, schema, rows);
}

void
reading_run (Reading *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->result, rdm_import_result_free);
  self->request = (RdmImportRequest){ .table = self->table,
                                      .mapping = self->mapping,
                                      .choices = self->choices,
                                      .rows = self->rows,
                                      .date = TEST_DATE,
                                      .locate = self->request.locate,
                                      .locate_data = self->request.locate_data };
  self->result = rdm_import_read (&self->request, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->result);
}

guint
reading_apply (Reading *self, RdmImportScope scope, gboolean remember)
{
  g_autoptr (RdmCommand) command =
      rdm_import_result_to_command (self->result, &self->request, scope, remember);
  g_autoptr (RdmOutcome) outcome = NULL;

  if (command == NULL)
    return 0;
  outcome = rdm_run (command, self->rows);
  g_assert_true (rdm_outcome_is_applied (outcome));
  rdm_changes_apply (outcome->changes, self->rows);
  return outcome->changes->len;
}

const RdmImportEntry *
reading_entry (Reading *self, guint line)
{
  for (guint i = 0; i < self->result->entries->len; i++)
    {
      const RdmImportEntry *entry = g_ptr_array_index (self->result->entries, i);

      if (entry->line == line)
        return entry;
    }
  g_assert_not_reached ();
}

const RdmOrder *
reading_order (Reading *self, guint line)
{
  const RdmImportEntry *entry = reading_entry (self, line);

  g_assert_cmpuint (entry->rows->len, ==, 1);
  return g_ptr_array_index (entry->rows, 0);
}

char *
reading_problems (Reading *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->result->problems->len; i++)
    {
      const RdmImportProblem *problem = g_ptr_array_index (self->result->problems, i);

      g_test_message ("%u: %s", problem->line, problem->message);
      if (problem->repaired == RDM_REPAIR_NONE)
        g_string_append_printf (out, "%s%u %s", out->len > 0 ? ", " : "", problem->line,
                                rdm_import_code_name (problem->code));
    }
  return g_string_free (out, FALSE);
}

void
reading_free (Reading *self)
{
  g_clear_pointer (&self->result, rdm_import_result_free);
  g_clear_pointer (&self->choices, rdm_import_choices_free);
  g_clear_pointer (&self->mapping, rdm_import_mapping_free);
  g_clear_pointer (&self->table, rdm_import_table_unref);
  g_clear_object (&self->rows);
  g_free (self);
}

char *
test_data (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "exchange", "data", name, NULL);
}

char *
shared_data (const char *name)
{
  const char *folder = g_getenv ("ROUNDSMAN_SHARED_DATA");
  g_autofree char *beside = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", NULL);
  char *path = g_build_filename (folder != NULL ? folder : beside, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&path, g_free);
  return path;
}
