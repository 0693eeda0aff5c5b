/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "import-testing.h"

static void
assert_field (Reading *reading, const char *header, guint field, RdmImportFormat format)
{
  for (guint i = 0; i < rdm_import_table_get_n_columns (reading->table); i++)
    {
      const RdmImportColumn *column = rdm_import_mapping_get_column (reading->mapping, i);

      if (strcmp (rdm_import_table_get_header (reading->table, i), header) != 0)
        continue;
      g_assert_cmpuint (column->field, ==, field);
      g_assert_cmpint (column->format, ==, format);
      return;
    }
  g_assert_not_reached ();
}

/* Every sender's file is known by its headers, and comes in without a word of complaint. */
static void
test_senders (void)
{
  static const struct
  {
    const char *file;
    const char *sender;
    guint n_created;
  } cases[] = {
    { "onfleet.csv", "Onfleet", 2 },
    { "onfleet-notes.csv", "Onfleet", 3 },
    { "optimoroute.csv", "OptimoRoute", 3 },
    { "detrack.csv", "Detrack", 2 },
    { "spoke.tsv", "Spoke", 2 },
    { "spoke-recipients.csv", "Spoke", 1 },
    { "fleetbase.csv", "Fleetbase", 2 },
    { "coopcycle-tasks.csv", "CoopCycle", 2 },
    { "coopcycle-deliveries.csv", "CoopCycle", 1 },
    { "odl.csv", "ODL Studio", 2 },
    { "cartrack.csv", "Cartrack", 1 },
    { "locate2u.csv", "Locate2u", 1 },
    { "droppath.csv", "Droppath", 1 },
    { "antsroute.csv", "AntsRoute", 1 },
    { "jira-di.csv", "jira-di", 1 },
    { "dispatch-science.csv", "Dispatch Science", 1 },
    { "routific.csv", "Routific", 2 },
    { "plain-german.csv", "plain", 2 },
    { "plain-utf16.csv", "plain", 1 },
    { "points.txt", "plain", 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Reading) reading = reading_new (cases[i].file, &rdm_import_order_schema, NULL);
      g_autofree char *problems = reading_problems (reading);

      g_test_message ("%s", cases[i].file);
      g_assert_cmpstr (rdm_import_mapping_get_format_name (reading->mapping), ==, cases[i].sender);
      g_assert_cmpstr (problems, ==, "");
      g_assert_cmpuint (reading->result->questions->len, ==, 0);
      g_assert_cmpuint (reading->result->n[RDM_IMPORT_CREATED], ==, cases[i].n_created);

      reading_apply (reading, RDM_IMPORT_ALL, TRUE);
      reading_run (reading);
      g_assert_cmpuint (reading->result->n[RDM_IMPORT_CREATED], ==, 0);
      g_assert_cmpuint (reading->result->n[RDM_IMPORT_CHANGED], ==, 0);
      g_assert_cmpuint (reading->result->n[RDM_IMPORT_UNCHANGED], ==, cases[i].n_created);
    }
}

static void
test_units (void)
{
  g_autoptr (Reading) optimoroute = reading_new ("optimoroute.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) fleetbase = reading_new ("fleetbase.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) routific = reading_new ("routific.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) notes = reading_new ("onfleet-notes.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) seconds = reading_new_text (
      "ref,address,stop time\n1,Seeweg 4,300\n2,Seeweg 5,120\n", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) volume =
      reading_new_text ("ref,address,volume,weight\n1,Seeweg 4,0.04,12000\n2,Seeweg 5,0.1,8000\n",
                        &rdm_import_order_schema, NULL);

  assert_field (optimoroute, "Duration", RDM_IMPORT_SERVICE, RDM_IMPORT_FORMAT_MINUTES);
  assert_field (optimoroute, "Load #2", RDM_IMPORT_WEIGHT, RDM_IMPORT_FORMAT_KG);
  assert_field (fleetbase, "volume_m3", RDM_IMPORT_VOLUME, RDM_IMPORT_FORMAT_M3);
  assert_field (fleetbase, "type", RDM_IMPORT_UNUSED, RDM_IMPORT_FORMAT_AUTO);
  assert_field (routific, "duration", RDM_IMPORT_SERVICE, RDM_IMPORT_FORMAT_SECONDS);
  assert_field (notes, "Task_Details", RDM_IMPORT_NOTES, RDM_IMPORT_FORMAT_AUTO);
  assert_field (seconds, "stop time", RDM_IMPORT_SERVICE, RDM_IMPORT_FORMAT_SECONDS);
  assert_field (volume, "volume", RDM_IMPORT_VOLUME, RDM_IMPORT_FORMAT_M3);
  assert_field (volume, "weight", RDM_IMPORT_WEIGHT, RDM_IMPORT_FORMAT_G);
}

/* Of two columns that could both be the reference, the better name wins, wherever it stands. */
static void
test_rivals (void)
{
  g_autoptr (Reading) reading = reading_new_text (
      "Tracking No.,Id,Order ID,Address\nt,7,A-1,Seeweg 4\n", &rdm_import_order_schema, NULL);

  assert_field (reading, "Order ID", RDM_IMPORT_REFERENCE, RDM_IMPORT_FORMAT_AUTO);
  assert_field (reading, "Tracking No.", RDM_IMPORT_UNUSED, RDM_IMPORT_FORMAT_AUTO);
  assert_field (reading, "Id", RDM_IMPORT_UNUSED, RDM_IMPORT_FORMAT_AUTO);
  g_assert_cmpstr (reading_order (reading, 2)->reference, ==, "A-1");
}

static void
test_edit (void)
{
  g_autoptr (Reading) reading =
      reading_new_text ("a,b,c\nSeeweg 4,A-1,4\nSeeweg 5,A-2,5\n", &rdm_import_order_schema, NULL);

  rdm_import_mapping_set_field (reading->mapping, reading->table, 0, RDM_IMPORT_REFERENCE);
  rdm_import_mapping_set_field (reading->mapping, reading->table, 1, RDM_IMPORT_REFERENCE);
  g_assert_cmpuint (rdm_import_mapping_get_column (reading->mapping, 0)->field, ==,
                    RDM_IMPORT_UNUSED);
  rdm_import_mapping_set_field (reading->mapping, reading->table, 0, RDM_IMPORT_ADDRESS);
  rdm_import_mapping_set_field (reading->mapping, reading->table, 2, RDM_IMPORT_SERVICE);
  rdm_import_mapping_set_format (reading->mapping, 2, RDM_IMPORT_FORMAT_SECONDS);
  reading_run (reading);
  g_assert_cmpstr (reading_order (reading, 3)->reference, ==, "A-2");
  g_assert_cmpstr (reading_order (reading, 3)->at.address, ==, "Seeweg 5");
  g_assert_cmpint (reading_order (reading, 3)->at.service_s, ==, 5);
}

static void
test_remembered (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (Reading) reading =
      reading_new_text ("a,b,when\nSeeweg 4,A-1,03/04/2026\n", &rdm_import_order_schema, rows);
  g_autoptr (Reading) again = NULL;

  rdm_import_mapping_set_field (reading->mapping, reading->table, 0, RDM_IMPORT_ADDRESS);
  rdm_import_mapping_set_field (reading->mapping, reading->table, 1, RDM_IMPORT_REFERENCE);
  rdm_import_mapping_set_field (reading->mapping, reading->table, 2, RDM_IMPORT_DATE);
  rdm_import_mapping_set_sender (reading->mapping, "Apple\tfarm");
  reading_run (reading);
  g_assert_cmpuint (reading->result->questions->len, ==, 1);
  g_assert_cmpuint (reading_apply (reading, RDM_IMPORT_ALL, TRUE), ==, 0);
  rdm_import_mapping_set_format (reading->mapping, 2, RDM_IMPORT_FORMAT_MDY);
  reading_run (reading);
  reading_apply (reading, RDM_IMPORT_ALL, TRUE);

  again = reading_new_text ("a,b,when\nSeeweg 5,A-2,03/04/2026\n", &rdm_import_order_schema, rows);
  g_assert_cmpstr (rdm_import_mapping_get_sender (again->mapping), ==, "Apple\tfarm");
  g_assert_cmpint (rdm_import_mapping_get_column (again->mapping, 0)->source, ==,
                   RDM_IMPORT_SOURCE_REMEMBERED);
  g_assert_cmpuint (again->result->questions->len, ==, 0);
  g_assert_cmpstr (reading_order (again, 2)->date, ==, "2026-03-04");
}

/* A remembered text that is no mapping for this table is passed over. */
static void
test_text (void)
{
  static const char *const wrong[] = {
    "",
    "something else",
    "roundsman mapping 1\n",
    "roundsman mapping "
    "1\nschema\tfleet\ncolumn\tref\treference\tauto\ncolumn\taddress\taddress\tauto\n",
    "roundsman mapping 1\nschema\torders\ncolumn\tref\treference\tauto\n",
    "roundsman mapping "
    "1\nschema\torders\ncolumn\tref\treference\tauto\ncolumn\tother\taddress\tauto\n",
    "roundsman mapping "
    "1\nschema\torders\ncolumn\tref\treference\tauto\ncolumn\taddress\treference\tauto\n",
    "roundsman mapping "
    "1\nschema\torders\ncolumn\tref\treference\tdmy\ncolumn\taddress\taddress\tauto\n",
  };
  g_autoptr (Reading) reading =
      reading_new_text ("ref,address\n1,Seeweg 4\n", &rdm_import_order_schema, NULL);
  g_autofree char *text = rdm_import_mapping_to_text (reading->mapping, reading->table);
  g_autoptr (RdmImportMapping) same =
      rdm_import_mapping_from_text (text, reading->table, &rdm_import_order_schema);
  g_autofree char *again = rdm_import_mapping_to_text (same, reading->table);

  g_assert_cmpstr (text, ==, again);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (
        rdm_import_mapping_from_text (wrong[i], reading->table, &rdm_import_order_schema));
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;
  const char *text = "ref,colour\n1,red\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (RdmImportTable) table = rdm_import_table_new (bytes, "x.csv", NULL, NULL);
  g_autoptr (RdmImportMapping) mapping =
      rdm_import_mapping_guess (table, &rdm_import_order_schema, NULL);
  RdmImportRequest request = {
    .table = table, .mapping = mapping, .rows = rows, .date = TEST_DATE
  };

  g_assert_null (rdm_import_read (&request, NULL, &error));
  g_assert_error (error, RDM_IMPORT_FAILURE, RDM_IMPORT_FAILURE_COLUMN);
}

/* No two fields share a name, no alias means two things, and every name is found again. */
static void
test_schemas (void)
{
  const RdmImportSchema *const schemas[] = { &rdm_import_order_schema, &rdm_import_fleet_schema };

  for (gsize s = 0; s < G_N_ELEMENTS (schemas); s++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 1; i < schemas[s]->n_fields; i++)
        {
          g_auto (GStrv) aliases = NULL;

          g_assert_nonnull (schemas[s]->fields[i].name);
          g_assert_cmpuint (rdm_import_schema_find (schemas[s], schemas[s]->fields[i].name), ==, i);
          aliases = g_strsplit (schemas[s]->fields[i].aliases, " ", -1);
          for (gsize a = 0; aliases[a] != NULL; a++)
            {
              g_test_message ("%s", aliases[a]);
              g_assert_true (g_hash_table_add (seen, g_strdup (aliases[a])));
            }
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/mapping/senders", test_senders);
  g_test_add_func ("/import/mapping/units", test_units);
  g_test_add_func ("/import/mapping/rivals", test_rivals);
  g_test_add_func ("/import/mapping/edit", test_edit);
  g_test_add_func ("/import/mapping/remembered", test_remembered);
  g_test_add_func ("/import/mapping/text", test_text);
  g_test_add_func ("/import/mapping/missing", test_missing);
  g_test_add_func ("/import/mapping/schemas", test_schemas);
  return g_test_run ();
}
