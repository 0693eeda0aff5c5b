/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "import-testing.h"

/* Every kind of problem has a word of its own, a label, and something to do about it; leaving the
 * row out is always among that. */
static void
test_kinds (void)
{
  for (guint i = 0; i < RDM_N_IMPORT_CODES; i++)
    {
      const RdmRepair *repairs = rdm_import_code_repairs (i);
      RdmImportCode code = RDM_N_IMPORT_CODES;
      gboolean may_leave_out = FALSE;

      g_assert_true (rdm_import_code_from_name (rdm_import_code_name (i), &code));
      g_assert_cmpuint (code, ==, i);
      g_assert_cmpstr (rdm_import_code_label (i), !=, "");
      g_assert_cmpint (rdm_import_code_severity (i), !=, RDM_IMPORT_FINE);
      for (guint r = 0; r < RDM_IMPORT_MAX_REPAIRS && repairs[r] != RDM_REPAIR_NONE; r++)
        {
          g_assert_cmpstr (rdm_repair_label (i, repairs[r]), !=, "");
          may_leave_out = may_leave_out || repairs[r] == RDM_REPAIR_LEAVE_OUT;
        }
      g_assert_true (may_leave_out);
    }
  g_assert_false (rdm_import_code_from_name ("trouble", &(RdmImportCode){ 0 }));
}

static void
test_repairs (void)
{
  for (guint i = 0; i < RDM_N_REPAIRS; i++)
    {
      RdmRepair repair = RDM_N_REPAIRS;

      g_assert_true (rdm_repair_from_name (rdm_repair_name (i), &repair));
      g_assert_cmpuint (repair, ==, i);
    }
  g_assert_false (rdm_repair_from_name ("pray", &(RdmRepair){ 0 }));
  for (guint i = 0; i < RDM_N_IMPORT_FATES; i++)
    {
      g_assert_cmpstr (rdm_import_fate_name (i), !=, "");
      g_assert_cmpstr (rdm_import_fate_label (i), !=, "");
    }
}

static void
test_choices (void)
{
  g_autoptr (RdmImportChoices) choices = rdm_import_choices_new ();
  g_autoptr (RdmImportChoices) copy = NULL;

  g_assert_cmpint (rdm_import_choices_get (NULL, RDM_IMPORT_PLACE_FAR, 3), ==, RDM_REPAIR_NONE);
  rdm_import_choices_set (choices, RDM_IMPORT_PLACE_FAR, 0, RDM_REPAIR_KEEP);
  rdm_import_choices_set (choices, RDM_IMPORT_PLACE_FAR, 3, RDM_REPAIR_DROP);
  copy = rdm_import_choices_copy (choices);
  rdm_import_choices_set (choices, RDM_IMPORT_PLACE_FAR, 3, RDM_REPAIR_NONE);
  g_assert_cmpint (rdm_import_choices_get (copy, RDM_IMPORT_PLACE_FAR, 3), ==, RDM_REPAIR_DROP);
  g_assert_cmpint (rdm_import_choices_get (choices, RDM_IMPORT_PLACE_FAR, 3), ==, RDM_REPAIR_KEEP);
  g_assert_cmpint (rdm_import_choices_get (choices, RDM_IMPORT_PLACE_SWAPPED, 3), ==,
                   RDM_REPAIR_NONE);
}

/* The sentence says where, what, and what to do. */
static void
test_sentence (void)
{
  g_autoptr (Reading) reading = reading_new_text (
      "Reference;Address;Start;End\n1;Seeweg 4;17:00;09:00\n", &rdm_import_order_schema, NULL);
  const RdmImportProblem *problem = g_ptr_array_index (reading->result->problems, 0);
  g_autofree char *sentence = rdm_import_problem_describe (problem);
  g_autofree char *table = rdm_import_table_describe (reading->table);

  g_assert_cmpstr (
      sentence, ==,
      "Line 2: The window ends (09:00) before it starts (17:00). Swap them, or leave the "
      "row out.");
  g_assert_cmpstr (problem->reference, ==, "1");
  g_assert_cmpstr (problem->value, ==, "09:00");
  g_assert_cmpint (problem->column, ==, 3);
  g_assert_cmpint (problem->repairs[0], ==, RDM_REPAIR_SWAP);
  g_assert_cmpstr (table, ==, "UTF-8, semicolons, 1 row, 4 columns");
}

/* Some dates can only be read one way, others only the other: that is asked too. */
static void
test_contradiction (void)
{
  g_autoptr (Reading) reading =
      reading_new_text ("Reference,Date,Address\n1,23/11/2026,Seeweg 4\n2,11/24/2026,Seeweg 5\n",
                        &rdm_import_order_schema, NULL);
  g_autofree char *problems = NULL;

  g_assert_cmpuint (reading->result->questions->len, ==, 1);
  g_assert_cmpuint (reading->result->problems->len, ==, 0);
  rdm_import_mapping_set_format (reading->mapping, 1, RDM_IMPORT_FORMAT_DMY);
  reading_run (reading);
  problems = reading_problems (reading);
  g_assert_cmpstr (problems, ==, "3 date-impossible");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/problem/kinds", test_kinds);
  g_test_add_func ("/import/problem/repairs", test_repairs);
  g_test_add_func ("/import/problem/choices", test_choices);
  g_test_add_func ("/import/problem/sentence", test_sentence);
  g_test_add_func ("/import/problem/contradiction", test_contradiction);
  return g_test_run ();
}
