/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-alert.h"

#include <string.h>

#include "live-world.h"
#include "watched-day.h"
#include "rdm-alert-private.h"
#include "rdm-rest.h"
#include "rdm-time.h"

#define HOUR_S 3600
#define MINUTE_MS (60 * 1000)

static void
report (Watched *self, RdmEvent event, const char *route, const char *stop, gint32 at_s, int result)
{
  RdmCommand *command = rdm_command_new_report (NULL);

  rdm_command_add_report (command, event, route, stop, live_world_ms (at_s))->result = result;
  watched_run (self, command);
}

static void
be_at (Watched *self, const char *source, gint32 at_s, double lat_deg, double lon_deg)
{
  RdmPosition position = { .at_utc_ms = live_world_ms (at_s),
                           .place = { lat_deg, lon_deg },
                           .accuracy_m = 8,
                           .speed_mps = NAN,
                           .course_deg = NAN,
                           .altitude_m = NAN,
                           .battery_share = NAN };

  rdm_live_day_add_position (self->day, source, &position);
}

/* Two routes of four stops, the first stop of each ten minutes away. */
static Watched *
small_day (gint32 now_s)
{
  RdmRows *rows = rdm_memory_rows_new ();
  g_autofree char *first = world_add_vehicle (rows, 0);
  g_autofree char *second = world_add_vehicle (rows, 1);
  RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, "v0");

  vehicle->tracker = g_strdup ("t0");
  world_keep (rows, vehicle);
  world_keep (rows, rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%u", i);

      world_add_order (rows, id, 4000 + 800.0 * (i % 4), i < 4 ? 1500 : -1500);
    }
  world_put_route (rows, first, "o0.d o1.d o2.d o3.d");
  world_put_route (rows, second, "o4.d o5.d o6.d o7.d");
  live_world_send (rows, 7 * HOUR_S);
  return watched_new (rows, now_s);
}

#define FIRST "s0@" WORLD_DATE
#define SECOND "s1@" WORLD_DATE

/* --- kinds -------------------------------------------------------------------------------------
 */

static void
test_not_started (void)
{
  g_autoptr (Watched) day = small_day (7 * HOUR_S);
  RdmSchedule *schedule = rdm_day_plan_get_schedule (day->plan, FIRST);
  gint32 start_s = schedule->start_s;

  g_assert_null (watched_find (day, RDM_EXCEPTION_NOT_STARTED, FIRST));
  watched_go_to (day, start_s + 9 * 60);
  g_assert_null (watched_find (day, RDM_EXCEPTION_NOT_STARTED, FIRST));
  for (int step = 0; step < 3; step++)
    {
      static const int minutes[] = { 11, 16, 31 };

      watched_go_to (day, start_s + minutes[step] * 60);
      g_assert_nonnull (watched_find (day, RDM_EXCEPTION_NOT_STARTED, FIRST));
      g_assert_cmpint (watched_find (day, RDM_EXCEPTION_NOT_STARTED, FIRST)->step, ==, step);
      g_assert_cmpint (watched_find (day, RDM_EXCEPTION_NOT_STARTED, FIRST)->since_ms, ==,
                       live_world_ms (start_s));
    }
  report (day, RDM_EVENT_STARTED, FIRST, NULL, start_s + 32 * 60, 0);
  g_assert_null (watched_find (day, RDM_EXCEPTION_NOT_STARTED, FIRST));
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_NOT_STARTED, SECOND));
}

static void
test_late_before_it_happens (void)
{
  g_autoptr (Watched) day = small_day (8 * HOUR_S);
  const RdmVisit *visit;
  RdmOrder *order;
  RdmCommand *edit = rdm_command_new_edit (NULL);
  const RdmAlert *alert;

  visit = rdm_day_plan_find_visit (day->plan, "o3.d");
  order = world_edit (day->rows, RDM_ROW_ORDER, "o3");
  order->at.windows = (RdmWindows){ 1, { { 8 * HOUR_S, visit->begin_s + 20 * 60 } } };
  rdm_command_edit_row (edit, rdm_rows_get (day->rows, RDM_ROW_ORDER, "o3"), order);
  rdm_row_unref (order);
  watched_run (day, edit);
  watched_go_to (day, 8 * HOUR_S + 300);
  report (day, RDM_EVENT_STARTED, FIRST, NULL, 8 * HOUR_S + 300, 0);
  g_assert_null (watched_find (day, RDM_EXCEPTION_LATE, "o3.d"));
  /* Three quarters of an hour behind at the first stop. */
  watched_go_to (day, 9 * HOUR_S + 300);
  report (day, RDM_EVENT_DONE, FIRST, "o0.d", 9 * HOUR_S + 300, 0);
  alert = watched_find (day, RDM_EXCEPTION_LATE, "o3.d");
  g_assert_nonnull (alert);
  g_assert_cmpfloat (alert->chance, >, 0.5);
  g_assert_cmpstr (alert->route, ==, FIRST);
  g_assert_nonnull (alert->words);
  /* Served: nothing is the matter with it any more. */
  watched_go_to (day, 9 * HOUR_S + 400);
  report (day, RDM_EVENT_DONE, FIRST, "o3.d", 9 * HOUR_S + 400, 0);
  g_assert_null (watched_find (day, RDM_EXCEPTION_LATE, "o3.d"));
}

static void
give_window (Watched *day, const char *order_id, gint32 to_s)
{
  RdmOrder *order = world_edit (day->rows, RDM_ROW_ORDER, order_id);
  RdmCommand *edit = rdm_command_new_edit (NULL);

  order->at.windows = (RdmWindows){ 1, { { 8 * HOUR_S, to_s } } };
  rdm_command_edit_row (edit, rdm_rows_get (day->rows, RDM_ROW_ORDER, order_id), order);
  rdm_row_unref (order);
  watched_run (day, edit);
}

/* What is done about the line is done about each, and undone with it; who becomes late afterwards
 * is not overlooked. */
static void
test_late_stops_are_one_line (void)
{
  g_autoptr (Watched) day = small_day (8 * HOUR_S);
  const RdmAlert *line;
  const RdmAlert *part;
  gint32 now_s = 9 * HOUR_S + 300;
  g_autoptr (RdmOutcome) dismissed = NULL;
  RdmCommand *undo;

  give_window (day, "o2", rdm_day_plan_find_visit (day->plan, "o2.d")->begin_s + 20 * 60);
  give_window (day, "o3", rdm_day_plan_find_visit (day->plan, "o3.d")->begin_s + 20 * 60);
  watched_go_to (day, 8 * HOUR_S + 300);
  report (day, RDM_EVENT_STARTED, FIRST, NULL, 8 * HOUR_S + 300, 0);
  g_assert_null (watched_find (day, RDM_EXCEPTION_LATE, FIRST));
  watched_go_to (day, now_s);
  report (day, RDM_EVENT_DONE, FIRST, "o0.d", now_s, 0);
  line = watched_find (day, RDM_EXCEPTION_LATE, FIRST);
  g_assert_nonnull (line);
  g_assert_cmpuint (line->parts->len, ==, 2);
  g_assert_null (line->stop);
  part = watched_find (day, RDM_EXCEPTION_LATE, "o3.d");
  g_assert_cmpstr (part->stop, ==, "o3.d");
  g_assert_true (rdm_alerts_find_line (day->alerts, part->id) == line);
  g_assert_true (g_ptr_array_find (rdm_alerts_get_list (day->alerts), line, NULL));
  g_assert_false (g_ptr_array_find (rdm_alerts_get_list (day->alerts), part, NULL));
  g_assert_cmpfloat (line->urgency, >, part->urgency);
  g_assert_cmpint (line->late_ms, >=, part->late_ms);

  dismissed = watched_outcome (
      day, rdm_alert_dismiss_command (line, day->rows, "anna", live_world_ms (now_s)));
  g_assert_cmpuint (dismissed->changes->len, ==, 2);
  g_assert_null (watched_find (day, RDM_EXCEPTION_LATE, FIRST));
  g_assert_true (watched_find (day, RDM_EXCEPTION_LATE, "o2.d")->is_quiet);
  give_window (day, "o1", now_s - 60);
  g_assert_false (watched_find (day, RDM_EXCEPTION_LATE, "o1.d")->is_quiet);

  undo = rdm_command_ref (dismissed->inverse);
  watched_run (day, undo);
  line = watched_find (day, RDM_EXCEPTION_LATE, FIRST);
  g_assert_cmpuint (line->parts->len, ==, 3);
}

static void
test_results (void)
{
  static const struct
  {
    RdmResult result;
    RdmExceptionKind kind;
  } cases[] = { { RDM_RESULT_FAILED_NOT_HOME, RDM_EXCEPTION_FAILED },
                { RDM_RESULT_FAILED_REFUSED, RDM_EXCEPTION_REFUSED },
                { RDM_RESULT_FAILED_DAMAGED, RDM_EXCEPTION_DAMAGED },
                { RDM_RESULT_FAILED_ITEM_MISSING, RDM_EXCEPTION_DAMAGED },
                { RDM_RESULT_FAILED_CANT_FIND_ADDRESS, RDM_EXCEPTION_ADDRESS },
                { RDM_RESULT_FAILED_NO_PARKING, RDM_EXCEPTION_NO_PARKING },
                { RDM_RESULT_FAILED_PACKAGE_NOT_AVAILABLE, RDM_EXCEPTION_LOAD_MISMATCH } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Watched) day = small_day (9 * HOUR_S);
      RdmCommand *retry = rdm_command_new_retry (NULL, NULL, NULL, NULL);
      const RdmAlert *alert;

      report (day, RDM_EVENT_FAILED, FIRST, "o0.d", 9 * HOUR_S, (int)cases[i].result);
      alert = watched_find (day, cases[i].kind, "o0.d");
      g_assert_nonnull (alert);
      g_assert_cmpint (alert->since_ms, ==, live_world_ms (9 * HOUR_S));
      rdm_command_assign_stop (retry, "o0.d", FIRST);
      watched_run (day, retry);
      g_assert_null (watched_find (day, cases[i].kind, "o0.d"));
      g_assert_nonnull (watched_find (day, RDM_EXCEPTION_ORDER_NEW, "o0"));
    }
}

/* Orders that nobody has are one line. */
static void
test_tray_is_one_line (void)
{
  g_autoptr (Watched) day = small_day (9 * HOUR_S);
  RdmCommand *unassign = rdm_command_new_assign (NULL, NULL, NULL);
  const RdmAlert *line;

  g_assert_null (watched_find (day, RDM_EXCEPTION_ORDER_NEW, "tray"));
  rdm_command_assign_stop (unassign, "o2.d", FIRST);
  rdm_command_assign_stop (unassign, "o6.d", SECOND);
  watched_run (day, unassign);
  line = watched_find (day, RDM_EXCEPTION_ORDER_NEW, "tray");
  g_assert_nonnull (line);
  g_assert_cmpuint (line->parts->len, ==, 2);
  g_assert_null (line->stop);
  g_assert_true (
      rdm_alerts_find_line (day->alerts, watched_find (day, RDM_EXCEPTION_ORDER_NEW, "o6")->id)
      == line);
}

static void
test_orders (void)
{
  g_autoptr (Watched) day = small_day (9 * HOUR_S);
  RdmCommand *edit = rdm_command_new_edit (NULL);
  RdmCommand *acknowledge;
  RdmOrder *order = world_edit (day->rows, RDM_ROW_ORDER, "o1");
  const RdmRoute *route;

  g_free (order->notes);
  order->notes = g_strdup ("Ring twice");
  rdm_command_edit_row (edit, rdm_rows_get (day->rows, RDM_ROW_ORDER, "o1"), order);
  rdm_row_unref (order);
  watched_run (day, edit);
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_ORDER_CHANGED, "o1"));
  report (day, RDM_EVENT_CANCELLED, NULL, "o2.d", 9 * HOUR_S, 0);
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_ORDER_CANCELLED, "o2"));
  g_assert_null (watched_find (day, RDM_EXCEPTION_UNACKNOWLEDGED, FIRST));
  watched_go_to (day, 9 * HOUR_S + 6 * 60);
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_UNACKNOWLEDGED, FIRST));
  acknowledge = rdm_command_new_acknowledge (NULL, live_world_ms (9 * HOUR_S + 7 * 60));
  route = rdm_rows_get (day->rows, RDM_ROW_ROUTE, FIRST);
  rdm_command_list_route (acknowledge, FIRST, (const char *const *)route->stops);
  watched_run (day, acknowledge);
  g_assert_null (watched_find (day, RDM_EXCEPTION_ORDER_CHANGED, "o1"));
  g_assert_null (watched_find (day, RDM_EXCEPTION_ORDER_CANCELLED, "o2"));
  g_assert_null (watched_find (day, RDM_EXCEPTION_UNACKNOWLEDGED, FIRST));
}

static void
test_standstill_and_silence (void)
{
  g_autoptr (Watched) day = small_day (8 * HOUR_S);

  report (day, RDM_EVENT_STARTED, FIRST, NULL, 8 * HOUR_S, 0);
  for (gint32 at_s = 8 * HOUR_S + 60; at_s <= 8 * HOUR_S + 720; at_s += 20)
    {
      be_at (day, "t0", at_s, 47.166, 9.535);
      watched_go_to (day, at_s);
      if (at_s < 8 * HOUR_S + 400)
        g_assert_null (watched_find (day, RDM_EXCEPTION_STANDSTILL, FIRST));
    }
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_STANDSTILL, FIRST));
  g_assert_null (watched_find (day, RDM_EXCEPTION_NO_POSITION, FIRST));
  watched_go_to (day, 8 * HOUR_S + 720 + 11 * 60);
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_NO_POSITION, FIRST));
  /* Nothing of the other can ever report: nobody is told of that. */
  g_assert_null (watched_find (day, RDM_EXCEPTION_NO_POSITION, SECOND));
}

static void
test_returned (void)
{
  g_autoptr (Watched) day = small_day (9 * HOUR_S);

  report (day, RDM_EVENT_FAILED, FIRST, "o0.d", 9 * HOUR_S, RDM_RESULT_FAILED_NOT_HOME);
  g_assert_null (watched_find (day, RDM_EXCEPTION_RETURNED, FIRST));
  report (day, RDM_EVENT_ENDED, FIRST, NULL, 12 * HOUR_S, 0);
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_RETURNED, FIRST));
}

/* --- what people do ----------------------------------------------------------------------------
 */

static void
test_commands (void)
{
  g_autoptr (Watched) day = small_day (9 * HOUR_S);
  gint64 now_ms = live_world_ms (9 * HOUR_S);
  g_autoptr (RdmRows) before = NULL;
  g_autoptr (RdmOutcome) taken = NULL;
  g_autofree char *difference = NULL;
  RdmCommand *retry;

  report (day, RDM_EVENT_FAILED, FIRST, "o0.d", 9 * HOUR_S, RDM_RESULT_FAILED_NOT_HOME);
#define ALERT (watched_find (day, RDM_EXCEPTION_FAILED, "o0.d"))
  before = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (day->rows));
  taken = watched_outcome (day, rdm_alert_take_command (ALERT, day->rows, "Ada", now_ms));
  g_assert_cmpstr (ALERT->row->owner, ==, "Ada");
  g_assert_false (ALERT->is_quiet);
  watched_run (day, rdm_command_ref (taken->inverse));
  g_assert_true (
      rdm_memory_rows_equal (RDM_MEMORY_ROWS (before), RDM_MEMORY_ROWS (day->rows), &difference));
  watched_run (day,
               rdm_alert_wait_command (ALERT, day->rows, "Ada", now_ms + 15 * MINUTE_MS, now_ms));
  g_assert_true (ALERT->is_quiet);
  watched_go_to (day, 9 * HOUR_S + 16 * 60);
  g_assert_false (ALERT->is_quiet);
  watched_run (day, rdm_alert_note_command (ALERT, day->rows, "Bob", "called", now_ms));
  g_assert_cmpuint (g_strv_length (ALERT->row->notes), ==, 2);
  watched_run (day, rdm_alert_dismiss_command (ALERT, day->rows, "Bob", now_ms));
  g_assert_true (ALERT->is_quiet);
  watched_run (day, rdm_alert_reopen_command (ALERT, day->rows, "Ada", now_ms));
  g_assert_false (ALERT->is_quiet);
  watched_run (day, rdm_alert_solve_command (ALERT, day->rows, "Ada", "Tomorrow", now_ms));
  g_assert_cmpstr (ALERT->row->answer, ==, "Tomorrow");
  g_assert_cmpuint (g_strv_length (ALERT->row->notes), ==, 5);
  watched_go_to (day, 9 * HOUR_S + 10 * 60);
  g_assert_true (ALERT->is_quiet);
  /* What has happened does not pass, but somebody saw to it. */
  watched_go_to (day, 9 * HOUR_S + 40 * 60);
  g_assert_true (ALERT->is_quiet);
  retry = rdm_command_new_retry (NULL, FIRST, NULL, NULL);
  rdm_command_assign_stop (retry, "o0.d", FIRST);
  watched_run (day, retry);
  g_assert_null (ALERT);
  report (day, RDM_EVENT_FAILED, FIRST, "o0.d", 9 * HOUR_S + 45 * 60, RDM_RESULT_FAILED_NOT_HOME);
  g_assert_false (ALERT->is_quiet);
#undef ALERT
}

static void
test_reported (void)
{
  g_autoptr (Watched) day = small_day (9 * HOUR_S);
  const RdmAlert *alert;

  watched_run (day,
               rdm_alert_report_command (day->rows, RDM_EXCEPTION_VEHICLE_DOWN, "v0", WORLD_DATE,
                                         "Ada", "Flat tyre", live_world_ms (9 * HOUR_S)));
  alert = watched_find (day, RDM_EXCEPTION_VEHICLE_DOWN, "v0");
  g_assert_nonnull (alert);
  g_assert_cmpstr (alert->route, ==, FIRST);
  g_assert_nonnull (strstr (alert->words, "Flat tyre"));
  g_assert_true (alert == g_ptr_array_index (rdm_alerts_get_list (day->alerts), 0));
  watched_run (
      day, rdm_alert_solve_command (alert, day->rows, "Ada", "Towed", live_world_ms (9 * HOUR_S)));
  g_assert_true (watched_find (day, RDM_EXCEPTION_VEHICLE_DOWN, "v0")->is_quiet);
  /* Its goods are still there, and it has not gone on. */
  watched_go_to (day, 9 * HOUR_S + 20 * 60);
  g_assert_false (watched_find (day, RDM_EXCEPTION_VEHICLE_DOWN, "v0")->is_quiet);
  report (day, RDM_EVENT_DONE, FIRST, "o0.d", 9 * HOUR_S + 30 * 60, RDM_RESULT_NONE);
  g_assert_true (watched_find (day, RDM_EXCEPTION_VEHICLE_DOWN, "v0")->is_quiet);
}

static gboolean
has_line (Watched *day, RdmExceptionKind kind)
{
  GPtrArray *list = rdm_alerts_get_list (day->alerts);

  for (guint i = 0; i < list->len; i++)
    if (((const RdmAlert *)g_ptr_array_index (list, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/* Who is late because the vehicle is down is no other matter. */
static void
test_breakdown_is_one_line (void)
{
  g_autoptr (Watched) day = small_day (9 * HOUR_S);
  const RdmAlert *line;

  give_window (day, "o2", 9 * HOUR_S);
  give_window (day, "o3", 9 * HOUR_S);
  watched_go_to (day, 9 * HOUR_S + 300);
  report (day, RDM_EVENT_STARTED, FIRST, NULL, 9 * HOUR_S + 300, 0);
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_LATE, "o3.d"));
  g_assert_true (has_line (day, RDM_EXCEPTION_LATE));
  watched_run (day,
               rdm_alert_report_command (day->rows, RDM_EXCEPTION_VEHICLE_DOWN, "v0", WORLD_DATE,
                                         "Ada", "Flat tyre.", live_world_ms (9 * HOUR_S + 300)));
  g_assert_false (has_line (day, RDM_EXCEPTION_LATE));
  line = g_ptr_array_index (rdm_alerts_get_list (day->alerts), 0);
  g_assert_cmpint (line->kind, ==, RDM_EXCEPTION_VEHICLE_DOWN);
  g_assert_null (line->parts);
  g_assert_nonnull (line->beneath);
  g_assert_nonnull (strstr (line->words, "Flat tyre; "));
  g_assert_nonnull (watched_find (day, RDM_EXCEPTION_LATE, "o3.d"));
  {
    g_autofree char *id = rdm_exception_id (RDM_EXCEPTION_LATE, "o3.d", WORLD_DATE);

    g_assert_true (rdm_alerts_find_line (day->alerts, id) == line);
  }
  watched_run (
      day, rdm_alert_dismiss_command (line, day->rows, "Ada", live_world_ms (9 * HOUR_S + 300)));
  g_assert_false (watched_find (day, RDM_EXCEPTION_LATE, "o3.d")->is_quiet);
  g_assert_true (has_line (day, RDM_EXCEPTION_LATE));
}

/* --- the list ----------------------------------------------------------------------------------
 */

static void
assert_same_list (RdmAlerts *a, RdmAlerts *b)
{
  GPtrArray *x = rdm_alerts_get_list (a);
  GPtrArray *y = rdm_alerts_get_list (b);

  g_assert_cmpuint (x->len, ==, y->len);
  for (guint i = 0; i < x->len; i++)
    {
      const RdmAlert *left = g_ptr_array_index (x, i);
      const RdmAlert *right = g_ptr_array_index (y, i);

      g_assert_cmpstr (left->id, ==, right->id);
      g_assert_cmpfloat (left->chance, ==, right->chance);
      g_assert_cmpint (left->cost_minor, ==, right->cost_minor);
      g_assert_cmpstr (left->words, ==, right->words);
    }
}

static RdmRows *
driven_day (guint seed, gint32 now_s, gint32 late_s)
{
  WorldShape shape = { .n_routes = 8, .n_orders = 120, .seed = seed, .percent_windows = 60 };
  RdmRows *rows = world_new (&shape);

  world_plan (rows, 300);
  live_world_send (rows, 6 * HOUR_S);
  live_world_drive (rows, now_s, late_s);
  return rows;
}

/* Whoever looks at what was touched sees what somebody sees who looks at everything, but for what
 * is kept because it was seen before: so both begin at the same moment. */
static void
test_same_day_same_list (void)
{
  for (guint seed = 1; seed <= 3; seed++)
    {
      RdmRows *rows = driven_day (seed, 10 * HOUR_S, 1500);
      g_autoptr (Watched) a = watched_new (g_object_ref (rows), 10 * HOUR_S);
      g_autoptr (Watched) b = watched_new (rows, 10 * HOUR_S);

      assert_same_list (a->alerts, b->alerts);
      rdm_alerts_rows_changed (b->alerts, NULL);
      rdm_alerts_update (b->alerts);
      assert_same_list (a->alerts, b->alerts);
      for (guint i = 1; i < rdm_alerts_get_list (a->alerts)->len; i++)
        {
          const RdmAlert *x = g_ptr_array_index (rdm_alerts_get_list (a->alerts), i - 1);
          const RdmAlert *y = g_ptr_array_index (rdm_alerts_get_list (a->alerts), i);

          g_assert_cmpfloat (x->urgency * 1.25 + 1, >=, y->urgency);
        }
    }
}

/* The truth: everybody goes on as planned from where they are, as the independent evaluator has it.
 * What is later than its window by a good margin must be seen, what is well in time must not. */
static void
test_precision_and_recall (void)
{
  guint n_late = 0, n_seen = 0, n_right = 0, n_raised = 0;

  for (guint seed = 1; seed <= 6; seed++)
    {
      g_autoptr (Watched) day =
          watched_new (driven_day (seed, 10 * HOUR_S, (gint32)seed * 600), 10 * HOUR_S);
      g_autoptr (RdmRest) rest =
          rdm_rest_new (day->rows, WORLD_DATE, NULL, live_world_ms (10 * HOUR_S), NULL, 0);
      g_autoptr (GPtrArray) stops = rdm_rows_list (day->rows, RDM_ROW_STOP);

      for (guint i = 0; i < stops->len; i++)
        {
          const RdmStop *stop = g_ptr_array_index (stops, i);
          const RdmVisit *visit = rdm_day_plan_find_visit (rdm_rest_get_plan (rest), stop->row.id);
          gboolean is_seen = watched_find (day, RDM_EXCEPTION_LATE, stop->row.id) != NULL;

          if (!visit || stop->state != RDM_STOP_PLANNED)
            continue;
          n_raised += is_seen;
          n_right += is_seen && visit->late_s > 0;
          n_late += visit->late_s > 900;
          n_seen += is_seen && visit->late_s > 900;
        }
    }
  g_test_message ("late: %u of %u seen, %u of %u raised are so", n_seen, n_late, n_right, n_raised);
  g_assert_cmpuint (n_late, >, 20);
  g_assert_cmpuint (100 * n_seen, >=, 95 * n_late);
  g_assert_cmpuint (100 * n_right, >=, 85 * n_raised);
}

/* A chance that wavers about the level at which it is raised is raised once. */
static void
test_nothing_flickers (void)
{
  static const double levels[] = { 0.4, 0.55, 0.45, 0.52, 0.35, 0.25, 0.45, 0.3 };
  static const gboolean raised[] = { FALSE, TRUE, TRUE, TRUE, TRUE, FALSE, FALSE, FALSE };
  g_autoptr (GHashTable) before =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)rdm_alert_free);
  g_autoptr (GHashTable) pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  RdmWatch watch = { .date = WORLD_DATE,
                     .before = before,
                     .pending = pending,
                     .found = found,
                     .look_again_ms = RDM_LIVE_NEVER };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      RdmSighting sighting = { .kind = RDM_EXCEPTION_LATE,
                               .subject = "o1.d",
                               .level = levels[i],
                               .raise_at = 0.5,
                               .clear_at = 0.3,
                               .chance = levels[i] };
      RdmAlert *alert;

      watch.now_ms = i * 1000;
      alert = rdm_watch_see (&watch, &sighting);
      g_assert_cmpint (alert != NULL, ==, raised[i]);
      g_hash_table_remove_all (before);
      if (alert)
        {
          g_assert_cmpint (alert->since_ms, ==, 1000);
          g_hash_table_insert (before, alert->id, alert);
        }
    }
}

static void
test_explained (void)
{
  RdmAlert alert = { .chance = 0.7, .cost_minor = 2400, .due_ms = 12 * MINUTE_MS };
  g_autofree char *soon = rdm_alert_explain (&alert, "CHF", 0);
  g_autofree char *over = rdm_alert_explain (&alert, "CHF", 13 * MINUTE_MS);

  g_assert_nonnull (strstr (soon, "12 min"));
  g_assert_nonnull (strstr (soon, "70"));
  g_assert_cmpstr (soon, !=, over);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alert/not-started", test_not_started);
  g_test_add_func ("/alert/late", test_late_before_it_happens);
  g_test_add_func ("/alert/tray-is-one-line", test_tray_is_one_line);
  g_test_add_func ("/alert/late-stops-are-one-line", test_late_stops_are_one_line);
  g_test_add_func ("/alert/results", test_results);
  g_test_add_func ("/alert/orders", test_orders);
  g_test_add_func ("/alert/standstill-and-silence", test_standstill_and_silence);
  g_test_add_func ("/alert/returned", test_returned);
  g_test_add_func ("/alert/commands", test_commands);
  g_test_add_func ("/alert/reported", test_reported);
  g_test_add_func ("/alert/breakdown-is-one-line", test_breakdown_is_one_line);
  g_test_add_func ("/alert/same-day-same-list", test_same_day_same_list);
  g_test_add_func ("/alert/precision-and-recall", test_precision_and_recall);
  g_test_add_func ("/alert/nothing-flickers", test_nothing_flickers);
  g_test_add_func ("/alert/explained", test_explained);
  return g_test_run ();
}
