/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real files, where they are at hand: beside the checkout, or in $ROUNDSMAN_SHARED_DATA. */
#include <stdlib.h>
#include <string.h>

#include "import-testing.h"

static Reading *
open_shared (const char *name, const RdmImportSchema *schema)
{
  g_autofree char *path = shared_data (name);

  if (path == NULL)
    {
      g_test_skip ("the shared files are not here");
      return NULL;
    }
  return reading_new (path, schema, NULL);
}

static void
test_clean (gconstpointer name)
{
  g_autoptr (Reading) reading = open_shared (name, &rdm_import_order_schema);
  g_autofree char *problems = NULL;

  if (reading == NULL)
    return;
  problems = reading_problems (reading);
  g_assert_cmpstr (problems, ==, "");
  g_assert_cmpuint (reading->result->n_good, ==, 400);
  reading_apply (reading, RDM_IMPORT_ALL, TRUE);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_UNCHANGED], ==, 400);
}

/* The lines with problems are exactly those in which defects were planted. */
static void
test_dirty (void)
{
  g_autoptr (Reading) reading =
      open_shared ("liechtenstein/orders-dirty.csv", &rdm_import_order_schema);
  g_autofree char *path = shared_data ("liechtenstein/orders-dirty.expected.csv");
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_expected = 0;

  if (reading == NULL)
    return;
  for (guint i = 0; i < reading->result->problems->len; i++)
    {
      const RdmImportProblem *problem = g_ptr_array_index (reading->result->problems, i);

      g_hash_table_add (found, GUINT_TO_POINTER (problem->line));
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines[i] != NULL; i++)
    {
      guint line = (guint)atoi (lines[i]);

      if (line == 0)
        continue;
      n_expected++;
      g_test_message ("%s", lines[i]);
      g_assert_true (g_hash_table_contains (found, GUINT_TO_POINTER (line)));
    }
  g_assert_cmpuint (g_hash_table_size (found), ==, n_expected);
  g_assert_cmpuint (reading->result->n_good, ==, 44);
}

static void
test_fleet (void)
{
  g_autoptr (Reading) reading = open_shared ("liechtenstein/fleet.csv", &rdm_import_fleet_schema);

  if (reading == NULL)
    return;
  g_assert_cmpuint (reading->result->problems->len, ==, 0);
  g_assert_cmpuint (reading->result->n_good, ==, 10);
  reading_apply (reading, RDM_IMPORT_ALL, TRUE);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_UNCHANGED], ==, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/import/shared/onfleet", "liechtenstein/orders-onfleet.csv", test_clean);
  g_test_add_data_func ("/import/shared/optimoroute", "liechtenstein/orders-optimoroute.csv",
                        test_clean);
  g_test_add_data_func ("/import/shared/detrack", "liechtenstein/orders-detrack.csv", test_clean);
  g_test_add_func ("/import/shared/dirty", test_dirty);
  g_test_add_func ("/import/shared/fleet", test_fleet);
  return g_test_run ();
}
