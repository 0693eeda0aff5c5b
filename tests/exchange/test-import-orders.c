/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "import-testing.h"
#include "rdm-run.h"
#include "rdm-text.h"
#include "rdm-time.h"

enum
{
  H = 3600,
};

#define HEAD "Reference,Address,City,Latitude,Longitude,Phone,Notes\n"

static Reading *
read_orders (const char *text, RdmRows *rows)
{
  return reading_new_text (text, &rdm_import_order_schema, rows);
}

/* What each sender's columns become. */
static void
test_contents (void)
{
  g_autoptr (Reading) optimoroute = reading_new ("optimoroute.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) german = reading_new ("plain-german.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) onfleet = reading_new ("onfleet.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) tasks = reading_new ("coopcycle-tasks.csv", &rdm_import_order_schema, NULL);
  const RdmOrder *order = reading_order (optimoroute, 2);

  g_assert_cmpstr (order->reference, ==, "1001");
  g_assert_cmpstr (order->sender, ==, "OptimoRoute");
  g_assert_cmpstr (order->date, ==, "2026-11-23");
  g_assert_cmpint (order->kind, ==, RDM_ORDER_DELIVERY);
  g_assert_cmpstr (order->at.name, ==, "Ada Quell");
  g_assert_cmpstr (order->at.address, ==, "Seeweg 4");
  g_assert_cmpstr (order->at.postcode, ==, "8001");
  g_assert_cmpfloat (order->at.point.lat_deg, ==, 47.3701);
  g_assert_cmpint (order->at.confidence, ==, RDM_CONFIDENCE_GIVEN);
  g_assert_cmpuint (order->at.windows.n, ==, 1);
  g_assert_cmpint (order->at.windows.at[0].from_s, ==, 8 * H);
  g_assert_cmpint (order->at.windows.at[0].to_s, ==, 12 * H);
  g_assert_cmpint (order->at.service_s, ==, 180);
  g_assert_cmpint (order->loads.amount[RDM_LOAD_PARCELS], ==, 2);
  g_assert_cmpint (order->loads.amount[RDM_LOAD_WEIGHT_G], ==, 12500);
  g_assert_cmpint (order->loads.amount[RDM_LOAD_VOLUME_ML], ==, 40000);
  g_assert_cmpint (order->priority, ==, RDM_PRIORITY_HIGH);
  g_assert_cmpstr (order->skills[0], ==, "TL");
  g_assert_cmpstr (order->skills[1], ==, "age-check");
  g_assert_cmpstr (order->wanted, ==, "7");
  g_assert_cmpint (reading_order (optimoroute, 3)->kind, ==, RDM_ORDER_PICKUP);
  g_assert_cmpint (reading_order (optimoroute, 4)->loads.amount[RDM_LOAD_PARCELS], ==, 0);

  order = reading_order (german, 2);
  g_assert_cmpstr (order->at.name, ==, "Jörg Bühler");
  g_assert_cmpstr (order->notes, ==, "zweimal\nläuten");
  g_assert_cmpint (order->at.windows.at[0].from_s, ==, 8 * H);
  g_assert_cmpstr (reading_order (german, 4)->reference, ==, "1002");

  order = reading_order (onfleet, 2);
  g_assert_cmpstr (order->reference, ==, "S-1001");
  g_assert_cmpstr (order->at.city, ==, "Uferau, ZH");
  g_assert_cmpstr (order->proof[0], ==, "signature");
  g_assert_cmpint (reading_order (onfleet, 3)->kind, ==, RDM_ORDER_PICKUP);

  order = reading_order (tasks, 2);
  g_assert_cmpint (order->loads.amount[RDM_LOAD_PARCELS], ==, 3);
  g_assert_cmpstr (order->wanted, ==, "rider1");
  g_assert_cmpstr (order->date, ==, "2026-11-23");
  g_assert_cmpstr (order->notes, ==, "Blue door; Ring twice");
}

/* Two ends, whether in one row or in two. */
static void
test_shipments (void)
{
  g_autoptr (Reading) fleetbase = reading_new ("fleetbase.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) odl = reading_new ("odl.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) deliveries =
      reading_new ("coopcycle-deliveries.csv", &rdm_import_order_schema, NULL);
  const RdmOrder *order = reading_order (fleetbase, 2);

  g_assert_cmpint (order->kind, ==, RDM_ORDER_SHIPMENT);
  g_assert_cmpstr (order->from.name, ==, "Market");
  g_assert_cmpstr (order->at.name, ==, "Ada Quell");
  g_assert_cmpfloat (order->from.point.lat_deg, ==, 47.3691);
  g_assert_cmpint (order->collect_minor, ==, 3150);
  g_assert_cmpint (order->priority, ==, 80);
  g_assert_cmpint (reading_order (fleetbase, 3)->kind, ==, RDM_ORDER_DELIVERY);

  order = reading_order (odl, 2);
  g_assert_cmpint (order->kind, ==, RDM_ORDER_SHIPMENT);
  g_assert_cmpstr (order->from.name, ==, "Market");
  g_assert_cmpstr (order->at.name, ==, "Ada Quell");
  g_assert_cmpint (order->from.service_s, ==, 300);
  g_assert_cmpint (order->loads.amount[RDM_LOAD_PARCELS], ==, 2);
  g_assert_cmpint (reading_entry (odl, 3)->fate, ==, RDM_IMPORT_LEFT_OUT);

  order = reading_order (deliveries, 2);
  g_assert_cmpint (order->kind, ==, RDM_ORDER_SHIPMENT);
  g_assert_cmpint (order->from.windows.at[0].from_s, ==, 9 * H);
  g_assert_cmpint (order->at.windows.at[0].to_s, ==, 11 * H);
}

/* Detrack repeats a number for every item. */
static void
test_items (void)
{
  g_autoptr (Reading) reading = reading_new ("detrack.csv", &rdm_import_order_schema, NULL);
  const RdmOrder *order = reading_order (reading, 2);

  g_assert_cmpint (order->loads.amount[RDM_LOAD_PARCELS], ==, 5);
  g_assert_cmpuint (g_strv_length (order->items), ==, 2);
  g_assert_cmpstr (order->items[1], ==, "P1 · Pears");
  g_assert_cmpint (order->at.windows.at[0].from_s, ==, 15 * H);
  g_assert_cmpint (reading_order (reading, 4)->kind, ==, RDM_ORDER_PICKUP);
}

/* Every kind of defect, each on its line and nowhere else. */
static void
test_dirty (void)
{
  g_autoptr (Reading) reading = reading_new ("dirty.csv", &rdm_import_order_schema, NULL);
  g_autofree char *problems = reading_problems (reading);
  g_autofree char *path = test_data ("dirty.expected.csv");
  g_autofree char *text = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *comma = strchr (lines[i], ',');

      *comma = ' ';
      g_string_append_printf (expected, "%s%s", expected->len > 0 ? ", " : "", lines[i]);
    }
  g_assert_cmpstr (problems, ==, expected->str);
  g_assert_cmpuint (reading->result->n_good, ==, 35);
  g_assert_cmpuint (reading->result->n_open_errors + reading->result->n_open_warnings, ==, 25);
}

/* With the likeliest repair of each, nothing is open, and all but the row without an address come
 * in. */
static void
test_repairs (void)
{
  g_autoptr (Reading) reading = reading_new ("dirty.csv", &rdm_import_order_schema, NULL);

  rdm_import_choices_take_first (reading->choices, reading->result->problems);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n_open_errors, ==, 0);
  g_assert_cmpuint (reading->result->n_open_warnings, ==, 0);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_CREATED], ==, 59);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_LEFT_OUT], ==, 1);

  g_assert_cmpint (reading_order (reading, 4)->loads.amount[RDM_LOAD_PARCELS], ==, 0);
  g_assert_cmpint (reading_order (reading, 6)->at.service_s, ==, 2000);
  g_assert_cmpint (reading_order (reading, 8)->at.service_s, ==, RDM_IMPORT_USUAL_SERVICE_S);
  g_assert_true (g_str_has_prefix (reading_order (reading, 9)->reference, "R-"));
  g_assert_cmpstr (reading_order (reading, 13)->reference, ==, "A-002-2");
  g_assert_cmpint (reading_order (reading, 19)->kind, ==, RDM_ORDER_DELIVERY);
  g_assert_cmpstr (reading_order (reading, 21)->date, ==, TEST_DATE);
  g_assert_false (rdm_point_is_set (reading_order (reading, 24)->at.point));
  g_assert_cmpint (reading_order (reading, 28)->priority, ==, RDM_PRIORITY_HIGH);
  g_assert_cmpstr (reading_order (reading, 34)->date, ==, TEST_DATE);
  g_assert_null (reading_order (reading, 37)->at.email);
  g_assert_cmpuint (reading_order (reading, 41)->at.windows.n, ==, 0);
  g_assert_cmpint (reading_order (reading, 49)->loads.amount[RDM_LOAD_WEIGHT_G], ==, 4000);
  g_assert_cmpfloat (reading_order (reading, 50)->at.point.lat_deg, >, 47.0);
  g_assert_cmpint (reading_order (reading, 55)->at.windows.at[0].from_s, ==, 9 * H);

  reading_apply (reading, RDM_IMPORT_ALL, FALSE);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_UNCHANGED], ==, 59);
}

/* The other repairs, for all of a kind or for one line. */
static void
test_other_repairs (void)
{
  g_autoptr (Reading) reading = reading_new ("dirty.csv", &rdm_import_order_schema, NULL);

  rdm_import_choices_set (reading->choices, RDM_IMPORT_PLACE_FAR, 0, RDM_REPAIR_KEEP);
  rdm_import_choices_set (reading->choices, RDM_IMPORT_PLACE_SWAPPED, 50, RDM_REPAIR_KEEP);
  rdm_import_choices_set (reading->choices, RDM_IMPORT_WINDOW_REVERSED, 0, RDM_REPAIR_NEXT_DAY);
  rdm_import_choices_set (reading->choices, RDM_IMPORT_REFERENCE_TWICE, 13, RDM_REPAIR_MERGE);
  rdm_import_choices_set (reading->choices, RDM_IMPORT_PLACE_UNREADABLE, 0, RDM_REPAIR_LEAVE_OUT);
  rdm_import_choices_set (reading->choices, RDM_IMPORT_PLACE_UNREADABLE, 43, RDM_REPAIR_DROP);
  rdm_import_choices_set (reading->choices, RDM_IMPORT_EMAIL_MALFORMED, 0, RDM_REPAIR_KEEP);
  reading_run (reading);

  g_assert_cmpfloat (reading_order (reading, 40)->at.point.lat_deg, ==, 52.520008);
  g_assert_cmpfloat (reading_order (reading, 50)->at.point.lat_deg, <, 10.0);
  g_assert_cmpint (reading_order (reading, 55)->at.windows.at[0].to_s, ==, 33 * H);
  g_assert_cmpint (reading_order (reading, 2)->loads.amount[RDM_LOAD_PARCELS], ==, 4);
  g_assert_cmpint (reading_entry (reading, 13)->fate, ==, RDM_IMPORT_LEFT_OUT);
  g_assert_cmpint (reading_entry (reading, 26)->fate, ==, RDM_IMPORT_LEFT_OUT);
  g_assert_cmpint (reading_entry (reading, 43)->fate, ==, RDM_IMPORT_CREATED);
  g_assert_cmpstr (reading_order (reading, 37)->at.email, ==, "r37(at)example");

  rdm_import_choices_set (reading->choices, RDM_IMPORT_PLACE_FAR, 0, RDM_REPAIR_NONE);
  reading_run (reading);
  g_assert_false (rdm_point_is_set (reading_order (reading, 40)->at.point));
}

static void
test_scopes (void)
{
  g_autoptr (Reading) good = reading_new ("dirty.csv", &rdm_import_order_schema, NULL);
  g_autoptr (Reading) all = reading_new ("dirty.csv", &rdm_import_order_schema, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = rdm_import_result_describe (all->result);

  g_assert_cmpstr (text, ==, "60 rows: 48 new, 12 with errors");
  reading_apply (good, RDM_IMPORT_GOOD, FALSE);
  rows = rdm_rows_list (good->rows, RDM_ROW_ORDER);
  g_assert_cmpuint (rows->len, ==, 35);
  g_clear_pointer (&rows, g_ptr_array_unref);
  reading_apply (all, RDM_IMPORT_ALL, FALSE);
  rows = rdm_rows_list (all->rows, RDM_ROW_ORDER);
  g_assert_cmpuint (rows->len, ==, 48);
}

/* The same row twice is left out; the same reference on another row is not. */
static void
test_copies (void)
{
  g_autoptr (Reading) reading = read_orders (HEAD "A-1,Seeweg 4,Uferau,,,,\n"
                                                  "A-1,Seeweg 4,Uferau,,,,\n"
                                                  "A-1,Seeweg 5,Uferau,,,,\n",
                                             NULL);

  g_assert_cmpint (reading_entry (reading, 3)->fate, ==, RDM_IMPORT_LEFT_OUT);
  g_assert_cmpstr (reading_order (reading, 4)->reference, ==, "A-1-2");
  rdm_import_choices_set (reading->choices, RDM_IMPORT_REFERENCE_TWICE, 0,
                          RDM_REPAIR_MAKE_REFERENCE);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_CREATED], ==, 3);
  g_assert_cmpstr (reading_order (reading, 4)->reference, ==, "A-1-3");
}

/* Without a column of references they are made of what the rows say, and are the same the next
 * time. */
static void
test_made_references (void)
{
  g_autoptr (Reading) reading =
      read_orders ("Name,Address\nAda,Seeweg 4\nAda,Seeweg 4\nBen,Seeweg 5\n", NULL);

  g_assert_cmpuint (reading->result->problems->len, ==, 0);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_CREATED], ==, 3);
  reading_apply (reading, RDM_IMPORT_ALL, FALSE);
  reading_run (reading);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_UNCHANGED], ==, 3);
}

static void
test_changes (void)
{
  g_autoptr (Reading) first = read_orders (HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,1,old\n"
                                                "A-2,Seeweg 5,Uferau,,,2,\n",
                                           NULL);
  g_autoptr (Reading) second = NULL;
  g_autoptr (Reading) fewer = NULL;

  reading_apply (first, RDM_IMPORT_ALL, FALSE);
  second = read_orders (HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,9,new\n"
                             "A-2,Seeweg 5,Uferau,,,2,\n"
                             "A-3,Seeweg 6,Uferau,,,3,\n",
                        first->rows);
  g_assert_cmpint (reading_entry (second, 2)->fate, ==, RDM_IMPORT_CHANGED);
  g_assert_cmpstr (reading_entry (second, 2)->changes, ==, "Phone, Notes");
  g_assert_cmpint (reading_entry (second, 3)->fate, ==, RDM_IMPORT_UNCHANGED);
  g_assert_cmpint (reading_entry (second, 4)->fate, ==, RDM_IMPORT_CREATED);
  reading_apply (second, RDM_IMPORT_ALL, FALSE);

  /* Columns that a file does not have say nothing. */
  fewer = read_orders ("Reference,Address,City\nA-1,Seeweg 4,Uferau\n", first->rows);
  g_assert_cmpint (reading_entry (fewer, 2)->fate, ==, RDM_IMPORT_UNCHANGED);
  g_assert_cmpstr (reading_order (fewer, 2)->notes, ==, "new");
}

static void
put_pin (RdmRows *rows, const char *id, double lat_deg, double lon_deg)
{
  g_autoptr (RdmOrder) order = rdm_row_copy (rdm_rows_get (rows, RDM_ROW_ORDER, id));

  order->at.point = (RdmPoint){ lat_deg, lon_deg };
  order->at.confidence = RDM_CONFIDENCE_PINNED;
  rdm_rows_put (rows, order);
}

/* A pin that a person set outlives the file's coordinates, but not the address. */
static void
test_pins (void)
{
  g_autoptr (Reading) first = read_orders (HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,,\n", NULL);
  g_autoptr (Reading) same = NULL;
  g_autoptr (Reading) moved = NULL;

  reading_apply (first, RDM_IMPORT_ALL, FALSE);
  put_pin (first->rows, reading_order (first, 2)->row.id, 47.38, 8.55);
  same = read_orders (HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,,\n", first->rows);
  g_assert_cmpint (reading_entry (same, 2)->fate, ==, RDM_IMPORT_UNCHANGED);
  moved = read_orders (HEAD "A-1,Seeweg 5,Uferau,,,,\n", first->rows);
  g_assert_cmpint (reading_entry (moved, 2)->fate, ==, RDM_IMPORT_CHANGED);
  g_assert_false (rdm_point_is_set (reading_order (moved, 2)->at.point));
}

/* The pin of an address is remembered for ever, however it is written. */
static void
test_places (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *key = rdm_address_key ("Seestrasse 4, 8001 Uferau");
  g_autoptr (RdmPlace) place = rdm_row_new (RDM_ROW_PLACE, key);
  g_autoptr (Reading) reading = NULL;

  place->point = (RdmPoint){ 47.37, 8.54 };
  rdm_rows_put (rows, place);
  reading = read_orders (
      "Reference,Address,Postcode,City\nA-1,Seestr. 4,8001,UFERAU\nA-2,Seeweg 9,8001,Uferau\n",
      rows);
  g_assert_cmpfloat (reading_order (reading, 2)->at.point.lat_deg, ==, 47.37);
  g_assert_cmpint (reading_order (reading, 2)->at.confidence, ==, RDM_CONFIDENCE_PINNED);
  g_assert_cmpuint (reading->result->n_without_place, ==, 1);
}

#define PARK_HEAD "Order ID,Address,City,Lat,Lon,Entrance,Park lat,Park lon\n"

/* The door beats the place, where there is one; where the vehicle stops must be near it. */
static void
test_parking (void)
{
  g_autoptr (Reading) reading =
      read_orders (PARK_HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,\"47.3701, 8.5402\",47.3705,8.541\n"
                             "A-2,Seeweg 5,Uferau,47.371,8.541,,47.9,8.541\n"
                             "A-3,Seeweg 6,Uferau,47.372,8.542,,somewhere,\n"
                             "A-4,Seeweg 7,Uferau,47.373,8.543,,,\n",
                   NULL);
  g_autoptr (Reading) again = NULL;
  g_autoptr (Reading) spoken = NULL;
  g_autofree char *problems = reading_problems (reading);
  const RdmOrder *order = reading_order (reading, 2);

  g_assert_cmpstr (problems, ==, "3 park-wrong, 4 park-wrong");
  g_assert_cmpfloat (rdm_geo_distance (order->at.point, (RdmPoint){ 47.3701, 8.5402 }), <, 0.1);
  g_assert_true (rdm_point_equal (order->at.park, (RdmPoint){ 47.3705, 8.541 }));
  for (guint line = 3; line <= 5; line++)
    {
      g_assert_true (rdm_point_is_set (reading_order (reading, line)->at.point));
      g_assert_false (rdm_point_is_set (reading_order (reading, line)->at.park));
    }
  reading_apply (reading, RDM_IMPORT_ALL, FALSE);

  /* The same file changes nothing; another one says more, and what it does not say stays. */
  again = read_orders (PARK_HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,\"47.3701, 8.5402\",,\n"
                                 "A-4,Seeweg 7,Uferau,47.373,8.543,,47.3731,8.5431\n",
                       reading->rows);
  g_assert_cmpint (reading_entry (again, 2)->fate, ==, RDM_IMPORT_UNCHANGED);
  g_assert_cmpint (reading_entry (again, 3)->fate, ==, RDM_IMPORT_CHANGED);
  g_assert_true (rdm_point_equal (reading_order (again, 2)->at.park, (RdmPoint){ 47.3705, 8.541 }));
  g_assert_true (
      rdm_point_equal (reading_order (again, 3)->at.park, (RdmPoint){ 47.3731, 8.5431 }));

  /* What somebody wrote about the parking is for the driver. */
  spoken =
      read_orders ("Order ID,Address,City,Parking\nA-1,Seeweg 4,Uferau,Behind the house\n", NULL);
  g_assert_cmpstr (reading_order (spoken, 2)->notes, ==, "Behind the house");
}

/* Where vehicles stop at an address is remembered with its pin, and holds for places that the file
 * gives there. */
static void
test_remembered_parking (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autofree char *key = rdm_address_key ("Seestrasse 4, 8001 Uferau");
  g_autoptr (RdmPlace) place = rdm_row_new (RDM_ROW_PLACE, key);
  g_autoptr (Reading) reading = NULL;

  place->point = (RdmPoint){ 47.37, 8.54 };
  place->park = (RdmPoint){ 47.3702, 8.5403 };
  rdm_rows_put (rows, place);
  reading = read_orders ("Reference,Address,Postcode,City,Lat,Lon\n"
                         "A-1,Seestr. 4,8001,UFERAU,,\n"
                         "A-2,Seestr. 4,8001,Uferau,47.3701,8.5401\n"
                         "A-3,Seestr. 4,8001,Uferau,47.5,8.5401\n",
                         rows);
  g_assert_true (rdm_point_equal (reading_order (reading, 2)->at.park, place->park));
  g_assert_true (rdm_point_equal (reading_order (reading, 3)->at.park, place->park));
  g_assert_false (rdm_point_is_set (reading_order (reading, 4)->at.park));
}

static void
test_elsewhere (void)
{
  g_autoptr (Reading) first = read_orders (HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,1,\n", NULL);
  g_autoptr (Reading) second = NULL;
  g_autofree char *problems = NULL;

  reading_apply (first, RDM_IMPORT_ALL, FALSE);
  second = read_orders (HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,2,\n", first->rows);
  rdm_import_mapping_set_sender (second->mapping, "Somebody else");
  reading_run (second);
  problems = reading_problems (second);
  g_assert_cmpstr (problems, ==, "2 reference-elsewhere");
  g_assert_cmpint (reading_entry (second, 2)->fate, ==, RDM_IMPORT_CREATED);
  rdm_import_choices_set (second->choices, RDM_IMPORT_REFERENCE_ELSEWHERE, 0, RDM_REPAIR_UPDATE);
  reading_run (second);
  g_assert_cmpint (reading_entry (second, 2)->fate, ==, RDM_IMPORT_CHANGED);
  g_assert_cmpstr (reading_order (second, 2)->sender, ==, "plain");
}

/* What has happened does not change, whatever the file says. */
static void
test_done (void)
{
  g_autoptr (Reading) first = read_orders (HEAD "A-1,Seeweg 4,Uferau,47.37,8.54,1,\n", NULL);
  g_autoptr (Reading) second = NULL;
  g_autofree char *problems = NULL;
  g_autofree char *id = NULL;
  g_autoptr (RdmStop) stop = NULL;

  reading_apply (first, RDM_IMPORT_ALL, FALSE);
  id = rdm_stop_id (reading_order (first, 2)->row.id, RDM_STOP_DELIVERY);
  stop = rdm_row_copy (rdm_rows_get (first->rows, RDM_ROW_STOP, id));
  stop->state = RDM_STOP_DONE;
  rdm_rows_put (first->rows, stop);

  second = read_orders (HEAD "A-1,Seeweg 5,Uferau,47.38,8.54,1,\n", first->rows);
  problems = reading_problems (second);
  g_assert_cmpstr (problems, ==, "2 refused");
  g_assert_cmpint (reading_entry (second, 2)->fate, ==, RDM_IMPORT_REFUSED_BY_PLAN);
  g_assert_cmpuint (reading_apply (second, RDM_IMPORT_ALL, FALSE), ==, 0);
}

static void
test_question (void)
{
  g_autoptr (Reading) reading = reading_new ("ambiguous.csv", &rdm_import_order_schema, NULL);
  const RdmImportQuestion *question;

  g_assert_cmpuint (reading->result->questions->len, ==, 1);
  question = g_ptr_array_index (reading->result->questions, 0);
  g_test_message ("%s", question->text);
  g_assert_nonnull (strstr (question->text, "3 April 2027"));
  g_assert_nonnull (strstr (question->text, "4 March 2027"));
  g_assert_null (
      rdm_import_result_to_command (reading->result, &reading->request, RDM_IMPORT_ALL, FALSE));

  rdm_import_mapping_set_format (reading->mapping, question->column, question->answers[1]);
  reading_run (reading);
  g_assert_cmpuint (reading->result->questions->len, ==, 0);
  g_assert_cmpstr (reading_order (reading, 2)->date, ==, "2027-03-04");
}

static void
test_windows (void)
{
  g_autoptr (Reading) reading = read_orders ("Reference,Address,Start,End\n"
                                             "1,Seeweg 1,08:00,\n"
                                             "2,Seeweg 2,,12:00\n"
                                             "3,Seeweg 3,,\n"
                                             "4,Seeweg 4,15:00,15:00\n"
                                             "5,Seeweg 5,2026-11-23 22:00,2026-11-24 02:00\n"
                                             "6,Seeweg 6,2026-11-23 22:00,2026-12-24 02:00\n"
                                             "7,Seeweg 7,0.25,0.5\n"
                                             "8,Seeweg 8,2026-11-24,2026-11-24\n",
                                             NULL);
  g_autofree char *problems = reading_problems (reading);

  g_assert_cmpstr (problems, ==, "7 time-unreadable");
  g_assert_cmpint (reading_order (reading, 2)->at.windows.at[0].to_s, ==, 24 * H);
  g_assert_cmpint (reading_order (reading, 3)->at.windows.at[0].from_s, ==, 0);
  g_assert_cmpuint (reading_order (reading, 4)->at.windows.n, ==, 0);
  g_assert_cmpint (reading_order (reading, 5)->at.windows.at[0].to_s, ==, 15 * H + H / 2);
  g_assert_cmpint (reading_order (reading, 6)->at.windows.at[0].to_s, ==, 26 * H);
  g_assert_cmpint (reading_order (reading, 8)->at.windows.at[0].from_s, ==, 6 * H);
  g_assert_cmpstr (reading_order (reading, 9)->date, ==, "2026-11-24");
  g_assert_cmpint (reading_order (reading, 9)->at.windows.at[0].to_s, ==, 24 * H);
}

static void
test_several_windows (void)
{
  g_autoptr (Reading) reading = read_orders ("Reference;Address;Delivery time\n"
                                             "1;Seeweg 1;14:00-16:00, 08:00-10:00\n"
                                             "2;Seeweg 2;08:00-10:00, 09:00-11:00\n"
                                             "3;Seeweg 3;morning\n"
                                             "4;Seeweg 4;9:30\n",
                                             NULL);
  g_autofree char *problems = reading_problems (reading);

  g_assert_cmpstr (problems, ==, "3 time-unreadable, 4 time-unreadable");
  g_assert_cmpuint (reading_order (reading, 2)->at.windows.n, ==, 2);
  g_assert_cmpint (reading_order (reading, 2)->at.windows.at[1].to_s, ==, 16 * H);
  g_assert_cmpint (reading_order (reading, 5)->at.windows.at[0].to_s, ==, 10 * H);
}

/* A title above the headings, as spreadsheets are printed; and lines of addresses without any. */
static void
test_layouts (void)
{
  g_autoptr (Reading) titled = read_orders ("Orders of Uferau\nprinted on Monday;by Ada\n\n"
                                            "Reference;Address;City;Phone\n1;Seeweg 4;Uferau;044\n",
                                            NULL);
  g_autoptr (Reading) lines = read_orders ("Seeweg 4, 8001 Uferau\nSeeweg 5, 8001 Uferau\n", NULL);
  g_autoptr (Reading) points = reading_new ("points.txt", &rdm_import_order_schema, NULL);

  g_assert_cmpuint (titled->result->entries->len, ==, 1);
  g_assert_cmpstr (reading_order (titled, 5)->at.phone, ==, "044");
  g_assert_false (rdm_import_table_has_headers (lines->table));
  g_assert_cmpuint (lines->result->n_good, ==, 2);
  g_assert_cmpstr (reading_order (lines, 2)->at.city, ==, "8001 Uferau");
  g_assert_cmpfloat (reading_order (points, 1)->at.point.lon_deg, ==, 8.5402);
}

/* One undo takes the whole import back. */
static void
test_undo (void)
{
  g_autoptr (Reading) reading = reading_new ("optimoroute.csv", &rdm_import_order_schema, NULL);
  g_autoptr (RdmRows) before = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (reading->rows));
  g_autoptr (RdmCommand) command =
      rdm_import_result_to_command (reading->result, &reading->request, RDM_IMPORT_ALL, TRUE);
  g_autoptr (RdmOutcome) done = rdm_run (command, reading->rows);
  g_autoptr (RdmOutcome) undone = NULL;
  g_autofree char *difference = NULL;

  g_assert_cmpstr (command->label, ==, "Import 3 orders from optimoroute.csv");
  rdm_changes_apply (done->changes, reading->rows);
  undone = rdm_run (done->inverse, reading->rows);
  g_assert_true (rdm_outcome_is_applied (undone));
  rdm_changes_apply (undone->changes, reading->rows);
  g_assert_true (rdm_memory_rows_equal (RDM_MEMORY_ROWS (before), RDM_MEMORY_ROWS (reading->rows),
                                        &difference));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/orders/contents", test_contents);
  g_test_add_func ("/import/orders/shipments", test_shipments);
  g_test_add_func ("/import/orders/items", test_items);
  g_test_add_func ("/import/orders/dirty", test_dirty);
  g_test_add_func ("/import/orders/repairs", test_repairs);
  g_test_add_func ("/import/orders/other-repairs", test_other_repairs);
  g_test_add_func ("/import/orders/scopes", test_scopes);
  g_test_add_func ("/import/orders/copies", test_copies);
  g_test_add_func ("/import/orders/made-references", test_made_references);
  g_test_add_func ("/import/orders/changes", test_changes);
  g_test_add_func ("/import/orders/pins", test_pins);
  g_test_add_func ("/import/orders/places", test_places);
  g_test_add_func ("/import/orders/parking", test_parking);
  g_test_add_func ("/import/orders/remembered-parking", test_remembered_parking);
  g_test_add_func ("/import/orders/elsewhere", test_elsewhere);
  g_test_add_func ("/import/orders/done", test_done);
  g_test_add_func ("/import/orders/question", test_question);
  g_test_add_func ("/import/orders/windows", test_windows);
  g_test_add_func ("/import/orders/several-windows", test_several_windows);
  g_test_add_func ("/import/orders/layouts", test_layouts);
  g_test_add_func ("/import/orders/undo", test_undo);
  return g_test_run ();
}
