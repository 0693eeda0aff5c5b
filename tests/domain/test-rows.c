/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows: their fields, their JSON, what makes no sense in them; and the questions that views ask of
 * them.
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "plan-fixture.h"
#include "rdm-schedule.h"
#include "rdm-text.h"
#include "rdm-time.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static char *
to_text (gconstpointer row)
{
  g_autoptr (JsonNode) node = rdm_row_to_json (row);

  return json_to_string (node, FALSE);
}

static void
fill (const RdmField *field, RdmRow *row)
{
  const char *const texts[] = { "one", "Grüße", NULL };
  gpointer at = rdm_field_address (field, row);

  rdm_field_clear (field, row);
  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      *(char **)at = g_strdup ("“Straße” \\ \"4\"\n");
      break;
    case RDM_FIELD_INT:
      *(gint64 *)at = G_MAXINT64 - 1;
      break;
    case RDM_FIELD_TIME:
      *(gint32 *)at = 90000;
      break;
    case RDM_FIELD_REAL:
      *(double *)at = 47.123456789012345;
      break;
    case RDM_FIELD_BOOL:
      *(gboolean *)at = TRUE;
      break;
    case RDM_FIELD_ENUM:
      *(int *)at = (int)g_strv_length ((GStrv)field->names) - 1;
      break;
    case RDM_FIELD_TEXTS:
      *(GStrv *)at = g_strdupv ((GStrv)texts);
      break;
    case RDM_FIELD_WINDOWS:
      *(RdmWindows *)at = (RdmWindows){ 2, { { 1, 2 }, { 3, 90000 } } };
      break;
    case RDM_FIELD_POINTS:
      rdm_points_set (at, (const RdmPoint[]){ { 47.1234567, 9.5 }, { -0.1, 179.99 } }, 2);
      break;
    }
}

/* Each field on its own is told apart, copied, and comes back from JSON; so does a row of nothing.
 */
static void
test_fields (void)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      const RdmRowClass *class = rdm_row_class ((RdmRowKind)kind);

      g_assert_cmpint (rdm_row_kind_from_name (class->name), ==, kind);
      for (guint i = 0; i < class->n_fields; i++)
        for (int full = 0; full <= 1; full++)
          {
            g_autoptr (RdmRow) fresh = rdm_row_new ((RdmRowKind)kind, "id");
            g_autoptr (RdmRow) row = rdm_row_new ((RdmRowKind)kind, "id");
            g_autoptr (RdmRow) copy = NULL;
            g_autoptr (RdmRow) read = NULL;
            g_autoptr (JsonNode) node = NULL;
            g_autoptr (GError) error = NULL;

            rdm_field_clear (&class->fields[i], row);
            if (full)
              {
                fill (&class->fields[i], row);
                g_assert_false (rdm_row_equal (row, fresh));
              }
            copy = rdm_row_copy (row);
            g_assert_true (rdm_row_equal (row, copy));
            node = rdm_row_to_json (row);
            read = rdm_row_from_json (node, &error);
            g_assert_no_error (error);
            g_assert_true (rdm_row_equal (row, read));
          }
    }
}

/* The names of fields are in files and on the wire: none may be there twice, or mean the row's own.
 */
static void
test_names (void)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      const RdmRowClass *class = rdm_row_class ((RdmRowKind)kind);
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < class->n_fields; i++)
        {
          g_assert_true (g_hash_table_add (names, (gpointer) class->fields[i].name));
          g_assert_true (rdm_row_class_field ((RdmRowKind)kind, class->fields[i].name)
                         == &class->fields[i]);
        }
      g_assert_false (g_hash_table_contains (names, "kind"));
      g_assert_false (g_hash_table_contains (names, "id"));
      g_assert_null (rdm_row_class_field ((RdmRowKind)kind, "no such field"));
    }
  g_assert_cmpint (rdm_row_kind_from_name ("parcel"), ==, -1);
  g_assert_cmpint (rdm_row_kind_from_name (NULL), ==, -1);
}

/* "" is nothing, and an empty list too. */
static void
test_nothing (void)
{
  g_autoptr (RdmDriver) nothing = rdm_row_new (RDM_ROW_DRIVER, "d");
  g_autoptr (RdmDriver) empty = rdm_row_new (RDM_ROW_DRIVER, "d");
  g_autoptr (RdmDriver) copy = NULL;
  g_autofree char *text = NULL;

  empty->name = g_strdup ("");
  empty->skills = g_new0 (char *, 1);
  g_assert_true (rdm_row_equal (nothing, empty));
  copy = rdm_row_copy (empty);
  g_assert_null (copy->name);
  g_assert_null (copy->skills);
  text = to_text (empty);
  g_assert_cmpstr (text, ==, "{\"kind\":\"driver\",\"id\":\"d\"}");
}

static void
test_bad_json (void)
{
  static const char *const texts[] = {
    "3",
    "[]",
    "{}",
    "{\"kind\":\"order\"}",
    "{\"kind\":\"order\",\"id\":\"\"}",
    "{\"kind\":\"order\",\"id\":7}",
    "{\"kind\":\"parcel\",\"id\":\"p\"}",
    "{\"kind\":\"order\",\"id\":\"o\",\"colour\":\"red\"}",
    "{\"kind\":\"order\",\"id\":\"o\",\"name\":7}",
    "{\"kind\":\"order\",\"id\":\"o\",\"parcels\":\"7\"}",
    "{\"kind\":\"order\",\"id\":\"o\",\"parcels\":7.5}",
    "{\"kind\":\"order\",\"id\":\"o\",\"soft\":1}",
    "{\"kind\":\"order\",\"id\":\"o\",\"lat\":\"47\"}",
    "{\"kind\":\"order\",\"id\":\"o\",\"order_kind\":\"gift\"}",
    "{\"kind\":\"order\",\"id\":\"o\",\"order_kind\":null}",
    "{\"kind\":\"order\",\"id\":\"o\",\"items\":[7]}",
    "{\"kind\":\"order\",\"id\":\"o\",\"items\":\"one\"}",
    "{\"kind\":\"order\",\"id\":\"o\",\"windows\":[[1]]}",
    "{\"kind\":\"order\",\"id\":\"o\",\"windows\":[[1,2,3]]}",
    "{\"kind\":\"order\",\"id\":\"o\",\"windows\":[[1,9999999999]]}",
    ("{\"kind\":\"order\",\"id\":\"o\",\"windows\":[[0,1],[2,3],[4,5],[6,7],[8,9],[10,11],[12,13],"
     "[14,15],[16,17]]}"),
    "{\"kind\":\"shift\",\"id\":\"s\",\"start_s\":\"8:00\"}",
    "{\"kind\":\"shift\",\"id\":\"s\",\"start_s\":-2147483648}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = parse (texts[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (rdm_row_from_json (node, &error));
      g_assert_error (error, RDM_DOMAIN_ERROR, RDM_DOMAIN_ERROR_JSON);
    }
}

static void
test_bad_commands (void)
{
  static const char *const texts[] = {
    "null",
    "{\"kind\":\"add\",\"rows\":[]}",
    "{\"kind\":\"dance\",\"id\":\"c\"}",
    "{\"kind\":\"add\",\"id\":\"c\"}",
    "{\"kind\":\"add\",\"id\":\"c\",\"rows\":{}}",
    "{\"kind\":\"add\",\"id\":\"c\",\"label\":3,\"rows\":[]}",
    "{\"kind\":\"add\",\"id\":\"c\",\"rows\":[{\"kind\":\"order\"}]}",
    "{\"kind\":\"edit\",\"id\":\"c\",\"edits\":[{\"kind\":\"order\",\"id\":\"o\"}]}",
    ("{\"kind\":\"edit\",\"id\":\"c\",\"edits\":[{\"kind\":\"order\",\"id\":\"o\",\"set\":{},"
     "\"expect\":3}]}"),
    "{\"kind\":\"edit\",\"id\":\"c\",\"edits\":[{\"id\":\"o\",\"set\":{}}]}",
    "{\"kind\":\"remove\",\"id\":\"c\",\"refs\":[\"o\"]}",
    "{\"kind\":\"remove\",\"id\":\"c\",\"refs\":[{\"kind\":\"order\"}]}",
    "{\"kind\":\"assign\",\"id\":\"c\",\"stops\":[{\"route\":\"r\"}]}",
    "{\"kind\":\"assign\",\"id\":\"c\",\"stops\":[],\"route\":3}",
    "{\"kind\":\"assign\",\"id\":\"c\",\"stops\":[],\"blind\":\"yes\"}",
    "{\"kind\":\"sequence\",\"id\":\"c\",\"lists\":[{\"stops\":[]}]}",
    "{\"kind\":\"sequence\",\"id\":\"c\",\"lists\":[{\"route\":\"r\",\"stops\":[3]}]}",
    "{\"kind\":\"sequence\",\"id\":\"c\",\"lists\":[],\"expected\":3}",
    "{\"kind\":\"batch\",\"id\":\"c\",\"commands\":[3]}",
  };
  g_autoptr (GString) deep = g_string_new ("{\"kind\":\"add\",\"id\":\"c\",\"rows\":[]}");

  for (guint i = 0; i < 20; i++)
    {
      g_string_prepend (deep, "{\"kind\":\"batch\",\"id\":\"c\",\"commands\":[");
      g_string_append (deep, "]}");
    }
  for (guint i = 0; i <= G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = parse (i < G_N_ELEMENTS (texts) ? texts[i] : deep->str);
      g_autoptr (GError) error = NULL;

      g_assert_null (rdm_command_from_json (node, &error));
      g_assert_error (error, RDM_DOMAIN_ERROR, RDM_DOMAIN_ERROR_JSON);
    }
}

static void
assert_check (gconstpointer row, const char *words)
{
  g_autofree char *complaint = rdm_row_check (row);

  if (!words)
    g_assert_null (complaint);
  else
    {
      g_assert_nonnull (complaint);
      g_assert_nonnull (strstr (complaint, words));
    }
}

static void
test_check (void)
{
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "o");
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, "s");
  g_autoptr (RdmSettings) settings = rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
  g_autoptr (RdmDriver) driver = rdm_row_new (RDM_ROW_DRIVER, "");
  g_autoptr (RdmRoute) route = rdm_route_new ("s@" FIXTURE_MONDAY);

  assert_check (order, "not a date");
  order->date = g_strdup ("2026-02-30");
  assert_check (order, "not a date");
  rdm_set_str (&order->date, FIXTURE_MONDAY);
  assert_check (order, NULL);
  order->at.windows = (RdmWindows){ 1, { { 17 * 3600, 9 * 3600 } } };
  assert_check (order, "ends (09:00) before it starts (17:00)");
  order->at.windows = (RdmWindows){ 2, { { 0, 3600 }, { 3000, 7200 } } };
  assert_check (order, "overlaps");
  order->at.windows = (RdmWindows){ 1, { { 0, 72 * 3600 } } };
  assert_check (order, "service day");
  order->at.windows.n = 0;
  order->at.point = (RdmPoint){ 47, 200 };
  assert_check (order, "nowhere on earth");
  order->at.point = (RdmPoint){ 47, NAN };
  assert_check (order, "nowhere on earth");
  order->at.point = RDM_POINT_NONE;
  order->notes = g_strdup ("caf\xe9");
  assert_check (order, "not readable");
  rdm_set_str (&order->notes, NULL);
  order->loads.amount[RDM_LOAD_WEIGHT_G] = -1;
  assert_check (order, "less than nothing");
  assert_check (shift, "no vehicle");
  shift->vehicle = g_strdup ("v");
  assert_check (shift, NULL);
  shift->break_from_s = 12 * 3600;
  assert_check (shift, "only one end");
  shift->break_to_s = 12 * 3600 + 600;
  shift->break_s = 1800;
  assert_check (shift, "longer than its window");
  assert_check (settings, NULL);
  rdm_set_str (&settings->zone, "Middle/Earth");
  assert_check (settings, "time zone");
  assert_check (driver, "identifier");
  assert_check (route, NULL);
  rdm_set_str (&route->shift, "other");
  assert_check (route, "belong");
}

static void
test_route_id (void)
{
  g_autofree char *id = rdm_route_id ("a@b", FIXTURE_MONDAY);
  g_autofree char *shift = NULL;
  g_autofree char *date = NULL;

  g_assert_true (rdm_route_id_split (id, &shift, &date));
  g_assert_cmpstr (shift, ==, "a@b");
  g_assert_cmpstr (date, ==, FIXTURE_MONDAY);
  g_assert_null (rdm_route_new ("shift1"));
  g_assert_null (rdm_route_new ("@" FIXTURE_MONDAY));
  g_assert_null (rdm_route_new ("shift1@2026-13-01"));
  g_assert_null (rdm_route_new (NULL));
}

static void
test_order (void)
{
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "o");
  g_autofree char *line = NULL;
  g_autofree char *key = NULL;
  g_autofree char *same = NULL;

  g_assert_true (rdm_order_needs_place (order));
  order->at.point = (RdmPoint){ 47, 9 };
  g_assert_false (rdm_order_needs_place (order));
  g_assert_true (rdm_order_end (order, RDM_STOP_PICKUP) == &order->at);
  order->kind = RDM_ORDER_SHIPMENT;
  g_assert_true (rdm_order_needs_place (order));
  g_assert_true (rdm_order_end (order, RDM_STOP_PICKUP) == &order->from);
  order->at.address = g_strdup ("Feldstrasse 4");
  order->at.address2 = g_strdup ("3rd floor");
  order->at.postcode = g_strdup ("9490");
  order->at.city = g_strdup ("Vaduz");
  line = rdm_order_end_address (&order->at);
  g_assert_cmpstr (line, ==, "Feldstrasse 4, 9490 Vaduz");
  key = rdm_order_end_key (&order->at);
  rdm_set_str (&order->at.address, "Feldstr. 4");
  rdm_set_str (&order->at.address2, NULL);
  same = rdm_order_end_key (&order->at);
  g_assert_cmpstr (key, ==, same);
}

static void
assert_ids (GPtrArray *rows, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (ids, "%s%s", i ? " " : "", ((RdmRow *)rows->pdata[i])->id);
  g_assert_cmpstr (ids->str, ==, expected);
  g_ptr_array_unref (rows);
}

static void
test_days (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (RdmShift) weekend = NULL;
  g_autoptr (RdmVehicle) old = NULL;
  g_autoptr (RdmStop) done = NULL;

  fixture_add_fleet (rows, 11);
  assert_ids (rdm_rows_day_routes (rows, FIXTURE_TUESDAY),
              "shift1@2026-11-24 shift2@2026-11-24 shift3@2026-11-24 shift4@2026-11-24 "
              "shift5@2026-11-24 shift6@2026-11-24 shift7@2026-11-24 shift8@2026-11-24 "
              "shift9@2026-11-24 shift10@2026-11-24 shift11@2026-11-24");
  for (guint i = 3; i <= 11; i++)
    {
      g_autofree char *id = g_strdup_printf ("shift%u", i);

      rdm_rows_remove (rows, RDM_ROW_SHIFT, id);
    }
  fixture_add_order (rows, "o10", RDM_ORDER_DELIVERY, FIXTURE_MONDAY);
  fixture_add_order (rows, "o9", RDM_ORDER_SHIPMENT, FIXTURE_MONDAY);
  fixture_add_order (rows, "o8", RDM_ORDER_DELIVERY, FIXTURE_TUESDAY);
  assert_ids (rdm_rows_day_orders (rows, FIXTURE_MONDAY), "o9 o10");
  assert_ids (rdm_rows_day_tray (rows, FIXTURE_MONDAY), "o9.p o9.d o10.d");
  assert_ids (rdm_rows_day_routes (rows, "nonsense"), "");
  fixture_assign (rows, "shift2@" FIXTURE_MONDAY, NULL, "o10.d", NULL);
  assert_ids (rdm_rows_day_tray (rows, FIXTURE_MONDAY), "o9.p o9.d");
  done = rdm_row_copy (rdm_rows_get (rows, RDM_ROW_STOP, "o8.d"));
  done->state = RDM_STOP_CANCELLED;
  rdm_rows_put (rows, done);
  assert_ids (rdm_rows_day_tray (rows, FIXTURE_TUESDAY), "");
  /* Not at work on Mondays, but with a route there; retired, and without one. */
  weekend = rdm_row_copy (rdm_rows_get (rows, RDM_ROW_SHIFT, "shift2"));
  weekend->weekdays = 0x60;
  rdm_rows_put (rows, weekend);
  old = rdm_row_copy (rdm_rows_get (rows, RDM_ROW_VEHICLE, "vehicle1"));
  old->retired = TRUE;
  rdm_rows_put (rows, old);
  assert_ids (rdm_rows_day_routes (rows, FIXTURE_MONDAY), "shift2@2026-11-23");
  assert_ids (rdm_rows_day_routes (rows, FIXTURE_TUESDAY), "");
  assert_ids (rdm_rows_day_routes (rows, "2026-11-28"), "shift2@2026-11-28");
  assert_ids (rdm_rows_day_routes (rows, "2023-12-31"), "shift2@2023-12-31");
}

static void
test_snapshot (void)
{
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  g_autoptr (RdmRows) then = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (RdmRows) again = NULL;
  g_autofree char *difference = NULL;

  g_assert_true (rdm_memory_rows_equal (RDM_MEMORY_ROWS (rows), RDM_MEMORY_ROWS (then), NULL));
  fixture_assign (rows, "shift1@" FIXTURE_MONDAY, NULL, "o1.d", "o4.d", NULL);
  g_assert_null (rdm_rows_route_of (then, "o1.d"));
  g_assert_false (
      rdm_memory_rows_equal (RDM_MEMORY_ROWS (rows), RDM_MEMORY_ROWS (then), &difference));
  g_assert_nonnull (strstr (difference, "shift1@"));
  again = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_clear_object (&rows);
  g_assert_cmpstr (rdm_rows_route_of (again, "o4.d"), ==, "shift1@" FIXTURE_MONDAY);
  fixture_assign (again, "shift2@" FIXTURE_MONDAY, NULL, "o4.d", NULL);
  g_assert_cmpstr (rdm_rows_route_of (again, "o4.d"), ==, "shift2@" FIXTURE_MONDAY);
  g_assert_cmpstr (rdm_rows_route_of (again, "o1.d"), ==, "shift1@" FIXTURE_MONDAY);
}

static gpointer
change_thread (gpointer rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (RdmCommand) command = fixture_random_command (random, rows);
      g_autoptr (RdmOutcome) outcome G_GNUC_UNUSED = fixture_run (rows, command);
    }
  g_object_unref (rows);
  return NULL;
}

/* A snapshot goes to another thread, and both go on. */
static void
test_threads (void)
{
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] =
        g_thread_new ("rows", change_thread, rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows)));
  change_thread (g_object_ref (rows));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  fixture_assert_sound (rows);
}

static void
test_schedule (void)
{
  g_autoptr (RdmSchedule) schedule = rdm_schedule_new ("r");
  RdmVisit visit = { .kind = RDM_VISIT_STOP, .stop = g_strdup ("o1.d"), .arrival_s = 3600 };

  g_array_append_val (schedule->visits, visit);
  g_assert_cmpint (rdm_schedule_find (schedule, "o1.d")->arrival_s, ==, 3600);
  g_assert_null (rdm_schedule_find (schedule, "o2.d"));
  g_assert_null (rdm_breach_describe (0));
  g_assert_cmpstr (rdm_breach_describe (RDM_BREACH_LATE | RDM_BREACH_SKILLS), ==, "lacks a skill");
}

/* A closure that makes no sense says what does not; days and hours are those that it holds. */
static void
test_closures (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  const RdmPoint line[] = { { 47.1, 9.5 }, { 47.2, 9.5 } };
  g_autoptr (RdmRoadClosure) fresh = rdm_row_new (RDM_ROW_CLOSURE, "c");
  g_autoptr (RdmRoadClosure) all_day = NULL;
  g_autoptr (RdmRoadClosure) week = NULL;
  g_autoptr (GPtrArray) monday = NULL;
  g_autoptr (GPtrArray) tuesday = NULL;
  g_autoptr (GPtrArray) before = NULL;
  const struct
  {
    const char *date;
    const char *until;
    gint32 from_s;
    gint32 to_s;
    guint n_points;
    gint64 speed_permille;
  } wrong[] = {
    { "soon", NULL, RDM_TIME_NONE, RDM_TIME_NONE, 2, 0 },
    { FIXTURE_TUESDAY, FIXTURE_MONDAY, RDM_TIME_NONE, RDM_TIME_NONE, 2, 0 },
    { FIXTURE_MONDAY, NULL, 7200, 3600, 2, 0 },
    { FIXTURE_MONDAY, NULL, RDM_TIME_NONE, 90000, 2, 0 },
    { FIXTURE_MONDAY, NULL, RDM_TIME_NONE, RDM_TIME_NONE, 1, 0 },
    { FIXTURE_MONDAY, NULL, RDM_TIME_NONE, RDM_TIME_NONE, 2, 1000 },
    { FIXTURE_MONDAY, NULL, RDM_TIME_NONE, RDM_TIME_NONE, 2, 10 },
  };

  fresh->shape = RDM_CLOSURE_LINE;
  fresh->date = g_strdup (FIXTURE_MONDAY);
  rdm_points_set (&fresh->outline, line, 2);
  g_assert_null (rdm_row_check (fresh));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RdmRoadClosure) bad = rdm_row_copy (fresh);
      g_autofree char *complaint = NULL;

      rdm_set_str (&bad->date, wrong[i].date);
      rdm_set_str (&bad->until, wrong[i].until);
      bad->from_s = wrong[i].from_s;
      bad->to_s = wrong[i].to_s;
      rdm_points_set (&bad->outline, line, wrong[i].n_points);
      bad->speed_permille = wrong[i].speed_permille;
      complaint = rdm_row_check (bad);
      g_assert_nonnull (complaint);
    }
  all_day = rdm_row_copy (fresh);
  rdm_rows_put (rows, all_day);
  week = rdm_row_new (RDM_ROW_CLOSURE, "b");
  week->date = g_strdup (FIXTURE_MONDAY);
  week->until = g_strdup ("2026-11-27");
  week->from_s = 3600;
  rdm_rows_put (rows, week);
  monday = rdm_rows_day_closures (rows, FIXTURE_MONDAY);
  tuesday = rdm_rows_day_closures (rows, FIXTURE_TUESDAY);
  before = rdm_rows_day_closures (rows, "2026-11-22");
  g_assert_cmpuint (monday->len, ==, 2);
  g_assert_true (monday->pdata[0] == all_day);
  g_assert_true (monday->pdata[1] == week);
  g_assert_cmpuint (tuesday->len, ==, 1);
  g_assert_cmpuint (before->len, ==, 0);
}

static void
add_closure (RdmRows *rows, const char *id, const char *date, const char *until)
{
  const RdmPoint line[] = { { 47.1, 9.5 }, { 47.2, 9.5 } };
  g_autoptr (RdmRoadClosure) closure = rdm_row_new (RDM_ROW_CLOSURE, id);

  closure->shape = RDM_CLOSURE_LINE;
  closure->date = g_strdup (date);
  closure->until = g_strdup (until);
  rdm_points_set (&closure->outline, line, 2);
  rdm_rows_put (rows, closure);
}

/* One too many is refused, on whichever of its days that is. */
static void
test_full_day (void)
{
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (RdmRoadClosure) more = rdm_row_new (RDM_ROW_CLOSURE, "more");
  g_autofree char *beside = NULL;
  g_autofree char *within = NULL;
  g_autofree char *itself = NULL;

  for (guint i = 0; i < RDM_DAY_CLOSURES_MAX; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);

      add_closure (rows, id, i % 2 == 0 ? FIXTURE_MONDAY : FIXTURE_TUESDAY,
                   i % 2 == 0 ? FIXTURE_TUESDAY : NULL);
    }
  more->date = g_strdup (FIXTURE_MONDAY);
  beside = rdm_rows_check_closure (rows, more);
  g_assert_null (beside);
  more->until = g_strdup ("2026-11-27");
  within = rdm_rows_check_closure (rows, more);
  g_assert_nonnull (within);
  g_assert_nonnull (strstr (within, "32 closures on Tuesday 24 November"));
  itself = rdm_rows_check_closure (rows, rdm_rows_get (rows, RDM_ROW_CLOSURE, "c0"));
  g_assert_null (itself);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/rows/closures", test_closures);
  g_test_add_func ("/domain/rows/full-day", test_full_day);
  g_test_add_func ("/domain/rows/fields", test_fields);
  g_test_add_func ("/domain/rows/names", test_names);
  g_test_add_func ("/domain/rows/nothing", test_nothing);
  g_test_add_func ("/domain/rows/bad-json", test_bad_json);
  g_test_add_func ("/domain/rows/bad-commands", test_bad_commands);
  g_test_add_func ("/domain/rows/check", test_check);
  g_test_add_func ("/domain/rows/route-id", test_route_id);
  g_test_add_func ("/domain/rows/order", test_order);
  g_test_add_func ("/domain/rows/days", test_days);
  g_test_add_func ("/domain/rows/snapshot", test_snapshot);
  g_test_add_func ("/domain/rows/threads", test_threads);
  g_test_add_func ("/domain/rows/schedule", test_schedule);
  return g_test_run ();
}
