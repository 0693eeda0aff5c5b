/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-testing.h"

enum
{
  H = 3600,
};

static guint
count_rows (RdmRows *rows, RdmRowKind kind)
{
  g_autoptr (GPtrArray) list = rdm_rows_list (rows, kind);

  return list->len;
}

static void
test_contents (void)
{
  g_autoptr (Reading) reading = reading_new_text (
      "vehicle,profile,driver,skills,shift_start,shift_end,break_from,break_to,break_minutes,"
      "parcels,kg,litres,start_lat,start_lon,end_lat,end_lon,fixed_cost,cost_per_km,"
      "cost_per_hour,overtime_per_hour,emission_class,range_km\n"
      "LI-01,cargo-bike,Driver 01,age-check;chilled,07:00,15:30,11:00,13:30,30,110,,9000,"
      "47.1672,9.5060,,,45,0.42,31,46,zero,90\n",
      &rdm_import_fleet_schema, NULL);
  const RdmImportEntry *entry = reading_entry (reading, 2);
  const RdmVehicle *vehicle = g_ptr_array_index (entry->rows, 0);
  const RdmDriver *driver = g_ptr_array_index (entry->rows, 1);
  const RdmShift *shift = g_ptr_array_index (entry->rows, 2);

  g_assert_cmpstr (vehicle->name, ==, "LI-01");
  g_assert_cmpint (vehicle->profile, ==, RDM_PROFILE_CARGO_BIKE);
  g_assert_cmpint (vehicle->capacity.amount[RDM_LOAD_PARCELS], ==, 110);
  g_assert_cmpint (vehicle->capacity.amount[RDM_LOAD_WEIGHT_G], ==, RDM_CAPACITY_ANY);
  g_assert_cmpint (vehicle->capacity.amount[RDM_LOAD_VOLUME_ML], ==, 9000000);
  g_assert_cmpfloat (vehicle->start.lat_deg, ==, 47.1672);
  g_assert_false (rdm_point_is_set (vehicle->end));
  g_assert_cmpint (vehicle->fixed_cost_minor, ==, 4500);
  g_assert_cmpint (vehicle->cost_per_km_milli, ==, 42000);
  g_assert_cmpstr (vehicle->emission_class, ==, "zero");
  g_assert_cmpint (vehicle->range_m, ==, 90000);
  g_assert_cmpstr (driver->name, ==, "Driver 01");
  g_assert_cmpuint (g_strv_length (driver->skills), ==, 2);
  g_assert_cmpstr (shift->vehicle, ==, vehicle->row.id);
  g_assert_cmpstr (shift->drivers[0], ==, driver->row.id);
  g_assert_cmpint (shift->start_s, ==, 7 * H);
  g_assert_cmpint (shift->end_s, ==, 15 * H + H / 2);
  g_assert_cmpint (shift->break_from_s, ==, 11 * H);
  g_assert_cmpint (shift->break_s, ==, H / 2);
  g_assert_cmpint (shift->cost_per_hour_minor, ==, 3100);
  g_assert_cmpint (shift->overtime_per_hour_minor, ==, 4600);
  g_assert_cmpint (shift->weekdays, ==, RDM_EVERY_DAY);
}

/* Two names in a cell are two people, and both are on the shift. */
static void
test_crew (void)
{
  g_autoptr (Reading) reading =
      reading_new_text ("vehicle,driver,phone,skills,shift_start,shift_end\n"
                        "LI-05,Driver 05; Driver 06,+423 555 0005,two-person,08:00,16:30\n",
                        &rdm_import_fleet_schema, NULL);
  const RdmImportEntry *entry = reading_entry (reading, 2);
  const RdmDriver *first = g_ptr_array_index (entry->rows, 1);
  const RdmDriver *second = g_ptr_array_index (entry->rows, 2);
  const RdmShift *shift = g_ptr_array_index (entry->rows, 3);

  g_assert_cmpstr (first->name, ==, "Driver 05");
  g_assert_cmpstr (second->name, ==, "Driver 06");
  g_assert_null (second->phone);
  g_assert_cmpstr (second->skills[0], ==, "two-person");
  g_assert_cmpuint (g_strv_length (shift->drivers), ==, 2);
  g_assert_cmpstr (shift->drivers[1], ==, second->row.id);
}

static void
test_dirty (void)
{
  g_autoptr (Reading) reading = reading_new ("fleet-dirty.csv", &rdm_import_fleet_schema, NULL);
  g_autofree char *problems = reading_problems (reading);

  g_assert_cmpstr (
      problems, ==,
      "3 no-name, 4 profile-unknown, 5 shift-missing, 6 window-reversed, 7 break-outside, "
      "8 amount-negative, 9 amount-unreadable, 9 place-unreadable, 10 shift-twice, "
      "12 time-unreadable");
  g_assert_cmpuint (reading->result->n_good, ==, 2);
  rdm_import_choices_take_first (reading->choices, reading->result->problems);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n_open_errors, ==, 0);
  reading_apply (reading, RDM_IMPORT_ALL, FALSE);
  /* V-01 has two shifts, and the one on line 10 was left out. */
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_VEHICLE), ==, 8);
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_SHIFT), ==, 9);
}

static void
test_again (void)
{
  g_autoptr (Reading) reading = reading_new ("fleet-odl.csv", &rdm_import_fleet_schema, NULL);
  g_autoptr (Reading) changed = NULL;

  g_assert_cmpuint (reading->result->n_good, ==, 2);
  reading_apply (reading, RDM_IMPORT_ALL, TRUE);
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_VEHICLE), ==, 4);
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_SHIFT), ==, 4);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_UNCHANGED], ==, 2);

  changed = reading_new_text (
      "vehicle,shift_start,shift_end,parcels\nVan,09:00,18:00,120\nBike 4,09:00,18:00,10\n",
      &rdm_import_fleet_schema, reading->rows);
  g_assert_cmpint (reading_entry (changed, 2)->fate, ==, RDM_IMPORT_CHANGED);
  g_assert_cmpint (reading_entry (changed, 3)->fate, ==, RDM_IMPORT_CREATED);
  reading_apply (changed, RDM_IMPORT_ALL, FALSE);
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_VEHICLE), ==, 5);
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_SHIFT), ==, 5);
}

/* One vehicle on two shifts, both new; the same driver on two vehicles. */
static void
test_shared_rows (void)
{
  g_autoptr (Reading) reading =
      reading_new_text ("vehicle,driver,shift_start,shift_end\n"
                        "Van,Ada,06:00,12:00\nVan,Ben,12:00,18:00\nBike,Ben,08:00,11:00\n",
                        &rdm_import_fleet_schema, NULL);

  g_assert_cmpuint (reading->result->problems->len, ==, 0);
  reading_apply (reading, RDM_IMPORT_ALL, FALSE);
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_VEHICLE), ==, 2);
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_DRIVER), ==, 2);
  g_assert_cmpuint (count_rows (reading->rows, RDM_ROW_SHIFT), ==, 3);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_UNCHANGED], ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/fleet/contents", test_contents);
  g_test_add_func ("/import/fleet/crew", test_crew);
  g_test_add_func ("/import/fleet/dirty", test_dirty);
  g_test_add_func ("/import/fleet/again", test_again);
  g_test_add_func ("/import/fleet/shared-rows", test_shared_rows);
  return g_test_run ();
}
