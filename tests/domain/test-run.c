/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One rule after the other: what every kind of command does, expects, and refuses.
 */
#include <string.h>

#include "plan-fixture.h"
#include "rdm-text.h"

/* Of Monday: deliveries o1 o4 o8 o9 o12 …, pickups o2 o6, shipments o3 o7 o11; of Tuesday: o5 o10.
 */
#define R1 "shift1@" FIXTURE_MONDAY
#define R2 "shift2@" FIXTURE_MONDAY
#define R1_TUESDAY "shift1@" FIXTURE_TUESDAY

typedef struct
{
  RdmRows *rows;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->rows = fixture_plan_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->rows);
}

/* Runs @command, which is freed, and asserts what becomes of it. */
static void
expect (Fixture *fixture,
        RdmCommand *command,
        RdmVerdict verdict,
        RdmReason reason,
        const char *subject)
{
  g_autoptr (RdmRows) before = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (fixture->rows));
  g_autoptr (RdmOutcome) outcome = fixture_run (fixture->rows, command);
  g_autofree char *words = rdm_outcome_describe (outcome, fixture->rows);

  g_test_message ("%s", words);
  g_assert_cmpstr (rdm_reason_names[outcome->reason], ==, rdm_reason_names[reason]);
  g_assert_cmpint (outcome->verdict, ==, verdict);
  g_assert_cmpstr (outcome->subject, ==, subject);
  g_assert_true (rdm_outcome_is_applied (outcome) == (verdict <= RDM_NEEDS_REVIEW));
  fixture_assert_sound (fixture->rows);
  if (verdict > RDM_NEEDS_REVIEW)
    {
      g_assert_null (outcome->inverse);
      g_assert_true (
          rdm_memory_rows_equal (RDM_MEMORY_ROWS (before), RDM_MEMORY_ROWS (fixture->rows), NULL));
    }
  rdm_command_unref (command);
}

#define EXPECT_APPLIED(fixture, command)                                                           \
  expect (fixture, command, RDM_APPLIED, RDM_REASON_NONE, NULL)

static void
assert_route (Fixture *fixture, const char *route, const char *stops)
{
  g_autofree char *list = fixture_route (fixture->rows, route);

  g_assert_cmpstr (list, ==, stops);
}

/* A copy of a row to be changed. */
static gpointer
copy_of (Fixture *fixture, RdmRowKind kind, const char *id)
{
  return rdm_row_copy (rdm_rows_get (fixture->rows, kind, id));
}

/* An edit to @to from the row as it is now. */
static RdmCommand *
edit_to (Fixture *fixture, gconstpointer to)
{
  const RdmRow *row = to;
  RdmCommand *command = rdm_command_new_edit ("Edit");
  g_autoptr (RdmRow) from = row->kind == RDM_ROW_ROUTE
                                ? (RdmRow *)rdm_rows_get_route (fixture->rows, row->id)
                                : copy_of (fixture, row->kind, row->id);

  rdm_command_edit_row (command, from, to);
  return command;
}

static void
set_stop (Fixture *fixture, const char *id, RdmStopState state, gboolean locked)
{
  g_autoptr (RdmStop) stop = copy_of (fixture, RDM_ROW_STOP, id);
  RdmCommand *edit;

  stop->state = (int)state;
  stop->locked = locked;
  edit = edit_to (fixture, stop);
  edit->exact = TRUE;
  EXPECT_APPLIED (fixture, edit);
}

static void
lock_route (Fixture *fixture, const char *id, gboolean locked)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (fixture->rows, id);
  g_autoptr (RdmRoute) changed = rdm_row_copy (route);

  changed->locked = locked;
  EXPECT_APPLIED (fixture, edit_to (fixture, changed));
}

/* One stop from where it is. */
static RdmCommand *
move (Fixture *fixture, const char *stop, const char *route, const char *after)
{
  RdmCommand *command = rdm_command_new_assign ("Move", route, after);

  rdm_command_assign_stop (command, stop, rdm_rows_route_of (fixture->rows, stop));
  return command;
}

static RdmCommand *
remove_one (RdmRowKind kind, const char *id)
{
  RdmCommand *command = rdm_command_new_remove ("Remove");

  rdm_command_remove_row (command, kind, id);
  return command;
}

/* Lists as texts: what is to be, and what was seen; NULL for what is there. */
static RdmCommand *
sequence (Fixture *fixture, const char *route, const char *stops, const char *seen)
{
  RdmCommand *command = rdm_command_new_sequence ("Plan");
  g_autofree char *present = fixture_route (fixture->rows, route);
  g_auto (GStrv) list = g_strsplit (stops, " ", -1);
  g_auto (GStrv) expected = g_strsplit (seen ? seen : present, " ", -1);

  rdm_command_sequence_route (command, route, (const char *const *)list,
                              (const char *const *)expected);
  return command;
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) order = copy_of (fixture, RDM_ROW_ORDER, "o1");
  g_autoptr (RdmOrder) fresh = rdm_row_new (RDM_ROW_ORDER, "fresh");
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, "night");
  g_autoptr (RdmStop) stop = rdm_row_new (RDM_ROW_STOP, "fresh.p");
  RdmCommand *command = rdm_command_new_add (NULL);

  rdm_command_add_row (command, order);
  expect (fixture, command, RDM_REJECTED, RDM_REASON_EXISTS, "o1");

  command = rdm_command_new_add (NULL);
  rdm_command_add_row (command, fresh);
  expect (fixture, command, RDM_REJECTED, RDM_REASON_BAD_VALUE, "fresh");

  fresh->date = g_strdup (FIXTURE_MONDAY);
  fresh->kind = RDM_ORDER_SHIPMENT;
  stop->order = g_strdup ("fresh");
  stop->role = RDM_STOP_PICKUP;
  stop->attempts = 2;
  command = rdm_command_new_add (NULL);
  rdm_command_add_row (command, stop);
  expect (fixture, command, RDM_REJECTED, RDM_REASON_UNKNOWN, "fresh");
  command = rdm_command_new_add (NULL);
  rdm_command_add_row (command, stop);
  rdm_command_add_row (command, fresh);
  EXPECT_APPLIED (fixture, command);
  g_assert_nonnull (rdm_rows_get (fixture->rows, RDM_ROW_STOP, "fresh.d"));
  g_assert_cmpint (
      ((const RdmStop *)rdm_rows_get (fixture->rows, RDM_ROW_STOP, "fresh.p"))->attempts, ==, 2);

  shift->vehicle = g_strdup ("bicycle");
  command = rdm_command_new_add (NULL);
  rdm_command_add_row (command, shift);
  expect (fixture, command, RDM_REJECTED, RDM_REASON_UNKNOWN, "bicycle");
}

/* Of a delivery there is no pickup. */
static void
test_add_stop_of_no_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmStop) stop = rdm_row_new (RDM_ROW_STOP, "o1.p");
  g_autoptr (RdmRoute) route = rdm_route_new (R1);
  RdmCommand *command = rdm_command_new_add (NULL);

  stop->order = g_strdup ("o1");
  stop->role = RDM_STOP_PICKUP;
  rdm_command_add_row (command, stop);
  expect (fixture, command, RDM_REJECTED, RDM_REASON_BAD_VALUE, "o1.p");
  route->locked = TRUE;
  command = rdm_command_new_add (NULL);
  rdm_command_add_row (command, route);
  expect (fixture, command, RDM_REJECTED, RDM_REASON_BAD_VALUE, R1);
}

static void
test_edit_expects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) seen = copy_of (fixture, RDM_ROW_ORDER, "o1");
  g_autoptr (RdmOrder) mine = copy_of (fixture, RDM_ROW_ORDER, "o1");
  g_autoptr (RdmOrder) theirs = copy_of (fixture, RDM_ROW_ORDER, "o1");
  RdmCommand *command = rdm_command_new_edit (NULL);
  RdmCommand *same = rdm_command_new_edit (NULL);
  RdmCommand *blind = rdm_command_new_edit (NULL);
  const RdmOrder *now;

  theirs->notes = g_strdup ("Ring twice");
  EXPECT_APPLIED (fixture, edit_to (fixture, theirs));
  /* Another field merges. */
  mine->wanted = g_strdup ("LI-2");
  g_assert_cmpuint (rdm_command_edit_row (command, seen, mine), ==, 1);
  EXPECT_APPLIED (fixture, command);
  now = rdm_rows_get (fixture->rows, RDM_ROW_ORDER, "o1");
  g_assert_cmpstr (now->notes, ==, "Ring twice");
  g_assert_cmpstr (now->wanted, ==, "LI-2");
  /* The same field to the same value is no quarrel, to another it is. */
  rdm_command_edit_row (same, seen, theirs);
  EXPECT_APPLIED (fixture, same);
  mine->notes = g_strdup ("Do not ring");
  command = rdm_command_new_edit (NULL);
  rdm_command_edit_row (command, seen, mine);
  json_object_remove_member (((RdmEdit *)command->edits->pdata[0])->set, "wanted");
  expect (fixture, command, RDM_CONFLICT, RDM_REASON_CHANGED, "o1");
  /* Who expects nothing gets their way. */
  rdm_command_edit_row (blind, seen, mine);
  g_clear_pointer (&((RdmEdit *)blind->edits->pdata[0])->expect, json_object_unref);
  EXPECT_APPLIED (fixture, blind);
  g_assert_cmpuint (rdm_command_edit_row (same = rdm_command_new_edit (NULL), seen, seen), ==, 0);
  g_assert_true (rdm_command_is_empty (same));
  rdm_command_unref (same);
}

static void
test_edit_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) order = copy_of (fixture, RDM_ROW_ORDER, "o1");
  RdmCommand *command;

  order->soft = TRUE;
  command = edit_to (fixture, order);
  EXPECT_APPLIED (fixture, remove_one (RDM_ROW_ORDER, "o1"));
  expect (fixture, command, RDM_CONFLICT, RDM_REASON_GONE, "o1");
}

static void
test_edit_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) order = copy_of (fixture, RDM_ROW_ORDER, "o1");
  g_autoptr (RdmShift) shift = copy_of (fixture, RDM_ROW_SHIFT, "shift1");
  g_autoptr (RdmStop) stop = copy_of (fixture, RDM_ROW_STOP, "o1.d");
  const char *const stops[] = { "o1.d", NULL };
  g_autoptr (RdmRoute) route = rdm_route_new (R1);
  RdmCommand *command;

  order->at.windows = (RdmWindows){ 1, { { 17 * 3600, 9 * 3600 } } };
  expect (fixture, edit_to (fixture, order), RDM_REJECTED, RDM_REASON_BAD_VALUE, "o1");
  shift->vehicle[0] = 'x';
  expect (fixture, edit_to (fixture, shift), RDM_REJECTED, RDM_REASON_UNKNOWN, "xehicle1");
  rdm_set_str (&stop->order, "o4");
  expect (fixture, edit_to (fixture, stop), RDM_REJECTED, RDM_REASON_BAD_VALUE, "o1.d");
  route->stops = g_strdupv ((GStrv)stops);
  expect (fixture, edit_to (fixture, route), RDM_REJECTED, RDM_REASON_BAD_VALUE, R1);
  command = edit_to (fixture, order);
  json_object_set_int_member (((RdmEdit *)command->edits->pdata[0])->set, "colour", 3);
  expect (fixture, command, RDM_REJECTED, RDM_REASON_BAD_VALUE, "o1");
  command = edit_to (fixture, order);
  json_object_set_string_member (((RdmEdit *)command->edits->pdata[0])->set, "windows", "noon");
  expect (fixture, command, RDM_REJECTED, RDM_REASON_BAD_VALUE, "o1");
}

/* Kind and day are settled while a stop is on a route; the place too once it is done. */
static void
test_edit_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) order = copy_of (fixture, RDM_ROW_ORDER, "o1");
  g_autoptr (RdmOrder) moved = copy_of (fixture, RDM_ROW_ORDER, "o1");

  order->kind = RDM_ORDER_SHIPMENT;
  EXPECT_APPLIED (fixture, edit_to (fixture, order));
  g_assert_nonnull (rdm_rows_get (fixture->rows, RDM_ROW_STOP, "o1.p"));
  order->kind = RDM_ORDER_PICKUP;
  EXPECT_APPLIED (fixture, edit_to (fixture, order));
  g_assert_null (rdm_rows_get (fixture->rows, RDM_ROW_STOP, "o1.d"));
  order->kind = RDM_ORDER_DELIVERY;
  EXPECT_APPLIED (fixture, edit_to (fixture, order));

  fixture_assign (fixture->rows, R1, NULL, "o1.d", NULL);
  order->kind = RDM_ORDER_PICKUP;
  expect (fixture, edit_to (fixture, order), RDM_REJECTED, RDM_REASON_ASSIGNED, "o1");
  rdm_set_str (&moved->date, FIXTURE_TUESDAY);
  expect (fixture, edit_to (fixture, moved), RDM_REJECTED, RDM_REASON_ASSIGNED, "o1");
  rdm_set_str (&moved->date, FIXTURE_MONDAY);
  moved->at.point.lat_deg += 0.01;
  EXPECT_APPLIED (fixture, edit_to (fixture, moved));
  set_stop (fixture, "o1.d", RDM_STOP_DONE, FALSE);
  moved->at.point.lat_deg += 0.01;
  expect (fixture, edit_to (fixture, moved), RDM_REJECTED, RDM_REASON_DONE, "o1");
}

/* Routes and settings need no row to be edited, and keep none for nothing. */
static void
test_edit_defaults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (fixture->rows);
  g_autoptr (RdmSettings) named = rdm_row_copy (settings);
  RdmCommand *command = rdm_command_new_edit (NULL);

  lock_route (fixture, R1, TRUE);
  g_assert_nonnull (rdm_rows_get (fixture->rows, RDM_ROW_ROUTE, R1));
  lock_route (fixture, R1, FALSE);
  g_assert_null (rdm_rows_get (fixture->rows, RDM_ROW_ROUTE, R1));
  named->name = g_strdup ("Depot");
  rdm_command_edit_row (command, settings, named);
  EXPECT_APPLIED (fixture, command);
  g_assert_nonnull (rdm_rows_get (fixture->rows, RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  command = rdm_command_new_edit (NULL);
  rdm_command_edit_row (command, named, settings);
  EXPECT_APPLIED (fixture, command);
  g_assert_null (rdm_rows_get (fixture->rows, RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  RdmCommand *command = rdm_command_new_remove (NULL);
  g_autoptr (RdmOutcome) removed = NULL;

  fixture_assign (fixture->rows, R1, NULL, "o1.d", "o3.p", "o4.d", "o3.d", "o8.d", NULL);
  rdm_command_remove_row (command, RDM_ROW_ORDER, "o3");
  rdm_command_remove_row (command, RDM_ROW_ORDER, "o8");
  removed = fixture_run (fixture->rows, command);
  g_assert_cmpint (removed->verdict, ==, RDM_APPLIED);
  assert_route (fixture, R1, "o1.d o4.d");
  EXPECT_APPLIED (fixture, rdm_command_ref (removed->inverse));
  assert_route (fixture, R1, "o1.d o3.p o4.d o3.d o8.d");
  rdm_command_unref (command);

  expect (fixture, remove_one (RDM_ROW_STOP, "o1.d"), RDM_REJECTED, RDM_REASON_BAD_VALUE, "o1.d");
  expect (fixture, remove_one (RDM_ROW_ORDER, "o99"), RDM_CONFLICT, RDM_REASON_GONE, "o99");
  expect (fixture, remove_one (RDM_ROW_VEHICLE, "vehicle1"), RDM_REJECTED, RDM_REASON_IN_USE,
          "vehicle1");
  expect (fixture, remove_one (RDM_ROW_DRIVER, "driver2"), RDM_REJECTED, RDM_REASON_IN_USE,
          "driver2");
  expect (fixture, remove_one (RDM_ROW_SHIFT, "shift1"), RDM_REJECTED, RDM_REASON_IN_USE, "shift1");
  command = rdm_command_new_remove (NULL);
  rdm_command_remove_row (command, RDM_ROW_VEHICLE, "vehicle2");
  rdm_command_remove_row (command, RDM_ROW_SHIFT, "shift2");
  EXPECT_APPLIED (fixture, command);

  lock_route (fixture, R1, TRUE);
  expect (fixture, remove_one (RDM_ROW_ORDER, "o1"), RDM_REJECTED, RDM_REASON_LOCKED, R1);
  lock_route (fixture, R1, FALSE);
  set_stop (fixture, "o1.d", RDM_STOP_PLANNED, TRUE);
  expect (fixture, remove_one (RDM_ROW_ORDER, "o1"), RDM_REJECTED, RDM_REASON_LOCKED, "o1.d");
  set_stop (fixture, "o1.d", RDM_STOP_FAILED, FALSE);
  expect (fixture, remove_one (RDM_ROW_ORDER, "o1"), RDM_REJECTED, RDM_REASON_DONE, "o1.d");
}

static void
test_assign (Fixture *fixture, gconstpointer data)
{
  RdmCommand *command;

  EXPECT_APPLIED (fixture, move (fixture, "o1.d", R1, NULL));
  EXPECT_APPLIED (fixture, move (fixture, "o4.d", R1, "o1.d"));
  EXPECT_APPLIED (fixture, move (fixture, "o8.d", R1, "o1.d"));
  assert_route (fixture, R1, "o1.d o8.d o4.d");
  /* The anchor is one of those that move: behind what is before it. */
  command = rdm_command_new_assign (NULL, R1, "o8.d");
  rdm_command_assign_stop (command, "o4.d", R1);
  rdm_command_assign_stop (command, "o8.d", R1);
  EXPECT_APPLIED (fixture, command);
  assert_route (fixture, R1, "o1.d o4.d o8.d");
  expect (fixture, move (fixture, "o9.d", R1, "o12.d"), RDM_APPLIED, RDM_REASON_ANCHOR_GONE,
          "o12.d");
  assert_route (fixture, R1, "o1.d o4.d o8.d o9.d");
  EXPECT_APPLIED (fixture, move (fixture, "o4.d", NULL, NULL));
  assert_route (fixture, R1, "o1.d o8.d o9.d");
  g_assert_null (rdm_rows_route_of (fixture->rows, "o4.d"));
}

static void
test_assign_sees (Fixture *fixture, gconstpointer data)
{
  RdmCommand *mine = rdm_command_new_assign ("Mine", R1, NULL);
  RdmCommand *there = rdm_command_new_assign ("There", R2, NULL);
  RdmCommand *blind = rdm_command_new_assign ("Blind", R1, NULL);

  fixture_assign (fixture->rows, R2, NULL, "o1.d", NULL);
  rdm_command_assign_stop (mine, "o1.d", NULL);
  expect (fixture, mine, RDM_CONFLICT, RDM_REASON_MOVED, "o1.d");
  /* Where it is to be already is no quarrel. */
  rdm_command_assign_stop (there, "o1.d", NULL);
  EXPECT_APPLIED (fixture, there);
  rdm_command_assign_stop (blind, "o1.d", NULL);
  blind->blind = TRUE;
  EXPECT_APPLIED (fixture, blind);
  assert_route (fixture, R1, "o1.d");
}

static void
test_assign_refused (Fixture *fixture, gconstpointer data)
{
  RdmCommand *twice = rdm_command_new_assign (NULL, R1, NULL);

  expect (fixture, move (fixture, "o99.d", R1, NULL), RDM_CONFLICT, RDM_REASON_GONE, "o99.d");
  expect (fixture, move (fixture, "o1.d", "shift9@" FIXTURE_MONDAY, NULL), RDM_REJECTED,
          RDM_REASON_UNKNOWN, "shift9@" FIXTURE_MONDAY);
  expect (fixture, move (fixture, "o1.d", R1_TUESDAY, NULL), RDM_REJECTED, RDM_REASON_OTHER_DAY,
          "o1.d");
  rdm_command_assign_stop (twice, "o1.d", NULL);
  rdm_command_assign_stop (twice, "o1.d", NULL);
  expect (fixture, twice, RDM_REJECTED, RDM_REASON_TWICE, "o1.d");
  lock_route (fixture, R1, TRUE);
  expect (fixture, move (fixture, "o1.d", R1, NULL), RDM_REJECTED, RDM_REASON_LOCKED, R1);
  lock_route (fixture, R1, FALSE);
  fixture_assign (fixture->rows, R1, NULL, "o1.d", "o4.d", NULL);
  lock_route (fixture, R1, TRUE);
  expect (fixture, move (fixture, "o1.d", R2, NULL), RDM_REJECTED, RDM_REASON_LOCKED, R1);
  lock_route (fixture, R1, FALSE);
  set_stop (fixture, "o1.d", RDM_STOP_PLANNED, TRUE);
  expect (fixture, move (fixture, "o1.d", NULL, NULL), RDM_REJECTED, RDM_REASON_LOCKED, "o1.d");
  set_stop (fixture, "o1.d", RDM_STOP_EN_ROUTE, FALSE);
  expect (fixture, move (fixture, "o1.d", NULL, NULL), RDM_REJECTED, RDM_REASON_DONE, "o1.d");
}

/* Nothing goes before what is done; and what is taken back is exactly as it was. */
static void
test_assign_behind_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;

  fixture_assign (fixture->rows, R1, NULL, "o1.d", "o4.d", "o8.d", NULL);
  set_stop (fixture, "o4.d", RDM_STOP_DONE, FALSE);
  EXPECT_APPLIED (fixture, move (fixture, "o9.d", R1, NULL));
  assert_route (fixture, R1, "o1.d o4.d o9.d o8.d");
  /* A stop that was passed over may still go, and comes back where it was. */
  command = move (fixture, "o1.d", R2, NULL);
  outcome = fixture_run (fixture->rows, command);
  assert_route (fixture, R1, "o4.d o9.d o8.d");
  EXPECT_APPLIED (fixture, rdm_command_ref (outcome->inverse));
  assert_route (fixture, R1, "o1.d o4.d o9.d o8.d");
}

static void
test_assign_shipments (Fixture *fixture, gconstpointer data)
{
  RdmCommand *both = rdm_command_new_assign (NULL, R1, NULL);

  fixture_assign (fixture->rows, R1, NULL, "o1.d", "o4.d", NULL);
  EXPECT_APPLIED (fixture, move (fixture, "o3.d", R1, "o1.d"));
  assert_route (fixture, R1, "o1.d o3.p o3.d o4.d");
  EXPECT_APPLIED (fixture, move (fixture, "o3.d", R1, "o4.d"));
  assert_route (fixture, R1, "o1.d o3.p o4.d o3.d");
  expect (fixture, move (fixture, "o3.d", R1, NULL), RDM_REJECTED, RDM_REASON_SPLIT, "o3.d");
  expect (fixture, move (fixture, "o3.p", R1, "o3.d"), RDM_REJECTED, RDM_REASON_SPLIT, "o3.p");
  EXPECT_APPLIED (fixture, move (fixture, "o3.p", R2, NULL));
  assert_route (fixture, R1, "o1.d o4.d");
  assert_route (fixture, R2, "o3.p o3.d");
  EXPECT_APPLIED (fixture, move (fixture, "o3.p", NULL, NULL));
  assert_route (fixture, R2, "");
  rdm_command_assign_stop (both, "o3.d", NULL);
  rdm_command_assign_stop (both, "o3.p", NULL);
  expect (fixture, both, RDM_REJECTED, RDM_REASON_SPLIT, "o3.d");
}

/* Taken back in one step, however a shipment's stops lay before. */
static void
test_assign_shipment_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_assign (NULL, R1, NULL);
  g_autoptr (RdmOutcome) outcome = NULL;

  fixture_assign (fixture->rows, R1, NULL, "o1.d", "o3.p", "o4.d", "o3.d", "o8.d", NULL);
  rdm_command_assign_stop (command, "o3.p", R1);
  rdm_command_assign_stop (command, "o3.d", R1);
  outcome = fixture_run (fixture->rows, command);
  assert_route (fixture, R1, "o3.p o3.d o1.d o4.d o8.d");
  EXPECT_APPLIED (fixture, rdm_command_ref (outcome->inverse));
  assert_route (fixture, R1, "o1.d o3.p o4.d o3.d o8.d");
}

static void
test_sequence (Fixture *fixture, gconstpointer data)
{
  RdmCommand *two = rdm_command_new_sequence (NULL);
  const char *const lists[][3] = { { "o1.d", "o4.d", NULL }, { "o4.d", NULL }, { "o1.d", NULL } };

  EXPECT_APPLIED (fixture, sequence (fixture, R1, "o1.d o4.d", NULL));
  EXPECT_APPLIED (fixture, sequence (fixture, R1, "o8.d o1.d", NULL));
  assert_route (fixture, R1, "o8.d o1.d");
  g_assert_null (rdm_rows_route_of (fixture->rows, "o4.d"));
  expect (fixture, sequence (fixture, R1, "o1.d", "o1.d o8.d"), RDM_CONFLICT,
          RDM_REASON_LIST_CHANGED, R1);
  expect (fixture, sequence (fixture, R1, "o1.d o99.d", NULL), RDM_CONFLICT, RDM_REASON_GONE,
          "o99.d");
  expect (fixture, sequence (fixture, R1, "o1.d o1.d", NULL), RDM_REJECTED, RDM_REASON_TWICE,
          "o1.d");
  expect (fixture, sequence (fixture, R2, "o1.d", NULL), RDM_REJECTED, RDM_REASON_TWICE, "o1.d");
  expect (fixture, sequence (fixture, R1, "o5.d", NULL), RDM_REJECTED, RDM_REASON_OTHER_DAY,
          "o5.d");
  expect (fixture, sequence (fixture, R1, "o3.d o3.p", NULL), RDM_REJECTED, RDM_REASON_SPLIT,
          "o3.d");
  expect (fixture, sequence (fixture, R1, "o1.d o3.p", NULL), RDM_REJECTED, RDM_REASON_SPLIT,
          "o3.p");
  /* From one listed route to another, blind. */
  EXPECT_APPLIED (fixture, sequence (fixture, R1, "o1.d o4.d", NULL));
  rdm_command_sequence_route (two, R1, lists[1], lists[0]);
  rdm_command_sequence_route (two, R2, lists[2], NULL);
  g_ptr_array_set_size (two->expected, 0);
  EXPECT_APPLIED (fixture, two);
  assert_route (fixture, R1, "o4.d");
  assert_route (fixture, R2, "o1.d");
}

static void
test_sequence_keeps (Fixture *fixture, gconstpointer data)
{
  fixture_assign (fixture->rows, R1, NULL, "o1.d", "o4.d", "o8.d", NULL);
  set_stop (fixture, "o8.d", RDM_STOP_PLANNED, TRUE);
  expect (fixture, sequence (fixture, R1, "o1.d o4.d", NULL), RDM_REJECTED, RDM_REASON_LOCKED,
          "o8.d");
  EXPECT_APPLIED (fixture, sequence (fixture, R1, "o8.d o1.d o4.d", NULL));
  set_stop (fixture, "o1.d", RDM_STOP_ARRIVED, FALSE);
  expect (fixture, sequence (fixture, R1, "o1.d o8.d o4.d", NULL), RDM_REJECTED, RDM_REASON_DONE,
          "o8.d");
  expect (fixture, sequence (fixture, R1, "o8.d", NULL), RDM_REJECTED, RDM_REASON_DONE, "o1.d");
  EXPECT_APPLIED (fixture, sequence (fixture, R1, "o8.d o1.d o9.d o4.d", NULL));
  lock_route (fixture, R1, TRUE);
  EXPECT_APPLIED (fixture, sequence (fixture, R1, "o8.d o1.d o9.d o4.d", NULL));
  expect (fixture, sequence (fixture, R1, "o8.d o1.d o4.d", NULL), RDM_REJECTED, RDM_REASON_LOCKED,
          R1);
  set_stop (fixture, "o12.d", RDM_STOP_PLANNED, TRUE);
  expect (fixture, sequence (fixture, R2, "o12.d", NULL), RDM_REJECTED, RDM_REASON_LOCKED, "o12.d");
}

/* All or nothing, on one draft: the second command sees what the first has done. */
static void
test_batch (Fixture *fixture, gconstpointer data)
{
  RdmCommand *batch = rdm_command_new_batch ("Both");
  RdmCommand *failing = rdm_command_new_batch ("Neither");
  RdmCommand *nothing = rdm_command_new_batch ("Nothing");
  RdmCommand *then = rdm_command_new_assign (NULL, R2, NULL);
  g_autoptr (RdmOutcome) outcome = NULL;

  rdm_command_batch_take (batch, move (fixture, "o1.d", R1, NULL));
  rdm_command_assign_stop (then, "o1.d", R1);
  rdm_command_batch_take (batch, then);
  outcome = fixture_run (fixture->rows, batch);
  g_assert_cmpint (outcome->verdict, ==, RDM_APPLIED);
  assert_route (fixture, R2, "o1.d");
  EXPECT_APPLIED (fixture, rdm_command_ref (outcome->inverse));
  assert_route (fixture, R2, "");
  rdm_command_batch_take (failing, move (fixture, "o1.d", R1, NULL));
  rdm_command_batch_take (failing, move (fixture, "o5.d", R1, NULL));
  expect (fixture, failing, RDM_REJECTED, RDM_REASON_OTHER_DAY, "o5.d");
  assert_route (fixture, R1, "");
  EXPECT_APPLIED (fixture, nothing);
  rdm_command_unref (batch);
}

static void
test_review (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) heavy = copy_of (fixture, RDM_ROW_ORDER, "o1");
  g_autoptr (RdmOrder) big = copy_of (fixture, RDM_ROW_ORDER, "o4");
  const char *const skills[] = { "heavy", NULL };

  heavy->skills = g_strdupv ((GStrv)skills);
  EXPECT_APPLIED (fixture, edit_to (fixture, heavy));
  EXPECT_APPLIED (fixture, move (fixture, "o1.d", R2, NULL));
  expect (fixture, move (fixture, "o1.d", R1, NULL), RDM_NEEDS_REVIEW, RDM_REASON_SKILLS, "o1.d");
  /* What was broken before is not news. */
  EXPECT_APPLIED (fixture, move (fixture, "o8.d", R1, NULL));
  EXPECT_APPLIED (fixture, move (fixture, "o4.d", R1, NULL));
  big->loads.amount[RDM_LOAD_PARCELS] = 13;
  expect (fixture, edit_to (fixture, big), RDM_NEEDS_REVIEW, RDM_REASON_OVERLOAD, R1);
  EXPECT_APPLIED (fixture, move (fixture, "o4.d", NULL, NULL));
  expect (fixture, move (fixture, "o4.d", R1, NULL), RDM_NEEDS_REVIEW, RDM_REASON_OVERLOAD, R1);
}

/* What is brought makes room for what is fetched. */
static void
test_review_on_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) out = copy_of (fixture, RDM_ROW_ORDER, "o1");
  g_autoptr (RdmOrder) back = copy_of (fixture, RDM_ROW_ORDER, "o2");

  out->loads.amount[RDM_LOAD_PARCELS] = 12;
  back->loads.amount[RDM_LOAD_PARCELS] = 12;
  EXPECT_APPLIED (fixture, edit_to (fixture, out));
  EXPECT_APPLIED (fixture, edit_to (fixture, back));
  EXPECT_APPLIED (fixture, move (fixture, "o1.d", R1, NULL));
  EXPECT_APPLIED (fixture, move (fixture, "o2.p", R1, "o1.d"));
  expect (fixture, move (fixture, "o2.p", R1, NULL), RDM_NEEDS_REVIEW, RDM_REASON_OVERLOAD, R1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/domain/run/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("add", test_add);
  ADD ("add-stop-of-no-use", test_add_stop_of_no_use);
  ADD ("edit-expects", test_edit_expects);
  ADD ("edit-gone", test_edit_gone);
  ADD ("edit-values", test_edit_values);
  ADD ("edit-order", test_edit_order);
  ADD ("edit-defaults", test_edit_defaults);
  ADD ("remove", test_remove);
  ADD ("assign", test_assign);
  ADD ("assign-sees", test_assign_sees);
  ADD ("assign-refused", test_assign_refused);
  ADD ("assign-behind-done", test_assign_behind_done);
  ADD ("assign-shipments", test_assign_shipments);
  ADD ("assign-shipment-back", test_assign_shipment_back);
  ADD ("sequence", test_sequence);
  ADD ("sequence-keeps", test_sequence_keeps);
  ADD ("batch", test_batch);
  ADD ("review", test_review);
  ADD ("review-on-the-way", test_review_on_the_way);
#undef ADD
  return g_test_run ();
}
