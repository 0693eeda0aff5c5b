/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day as it is driven: places, ages, arrival times, what is touched by what.
 */
#include "made-up-drive.h"
#include "rdm-day-legs.h"

#include <string.h>

#define MINUTE_MS (60 * 1000)

typedef struct
{
  RdmRows *rows;
  RdmTravel *travel;
  RdmDayPlan *plan;
  RdmLiveDay *day;
  char *route;
} Fixture;

static void
run (Fixture *fixture, RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = world_run (fixture->rows, command);

  if (rdm_day_plan_update (fixture->plan, outcome->changes))
    rdm_live_day_rows_changed (fixture->day, outcome->changes);
}

static void
send_route (Fixture *fixture, const char *id)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (fixture->rows, id);
  RdmCommand *command = rdm_command_new_send (NULL, town_ms (7 * 3600));

  rdm_command_list_route (command, id, (const char *const *)route->stops);
  run (fixture, command);
}

static void
say (Fixture *fixture, RdmEvent event, const char *route, const char *stop, gint64 at_ms)
{
  RdmCommand *command = rdm_command_new_report (NULL);

  rdm_command_add_report (command, event, route, stop, at_ms);
  run (fixture, command);
}

static void
set_up_town (Fixture *fixture, guint n_routes, guint n_stops)
{
  fixture->rows = town_new (n_routes, n_stops, 7);
  fixture->travel = grid_travel_new ();
  fixture->plan = rdm_day_plan_new (fixture->rows, WORLD_DATE, fixture->travel);
  fixture->day = rdm_live_day_new (fixture->plan, town_ms (6 * 3600));
  fixture->route = town_route (0);
  for (guint i = 0; i < n_routes; i++)
    {
      g_autofree char *route = town_route (i);

      send_route (fixture, route);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_town (fixture, 3, 12);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->day);
  g_clear_object (&fixture->plan);
  g_clear_object (&fixture->travel);
  g_clear_object (&fixture->rows);
  g_free (fixture->route);
}

/* What a driver says, as it happens; positions until @until_ms. Returns: how many were given. */
static guint
play (Fixture *fixture, const Drive *drive, guint from, gint64 until_ms, gboolean with_reports)
{
  const RdmPosition *positions = (const RdmPosition *)(gpointer)drive->positions->data;
  guint i;

  for (i = from; i < drive->positions->len && positions[i].at_utc_ms <= until_ms; i++)
    {
      gint64 before_ms = i > 0 ? positions[i - 1].at_utc_ms : 0;
      gint64 at_ms = positions[i].at_utc_ms;

      rdm_live_day_set_now (fixture->day, at_ms);
      g_assert_true (rdm_live_day_add_position (fixture->day, "phone-0", &positions[i]));
      if (!with_reports)
        continue;
      if (drive->started_ms > before_ms && drive->started_ms <= at_ms)
        say (fixture, RDM_EVENT_STARTED, drive->route, NULL, drive->started_ms);
      for (guint v = 0; v < drive->visits->len; v++)
        {
          const DriveVisit *visit = &g_array_index (drive->visits, DriveVisit, v);

          if (visit->arrived_ms > before_ms && visit->arrived_ms <= at_ms)
            say (fixture, RDM_EVENT_ARRIVED, drive->route, visit->stop, visit->arrived_ms);
          if (visit->left_ms > before_ms && visit->left_ms <= at_ms)
            say (fixture, RDM_EVENT_DONE, drive->route, visit->stop, visit->left_ms);
        }
    }
  return i;
}

/* --- places ------------------------------------------------------------------------------------
 */

static void
test_place (Fixture *fixture, gconstpointer data)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = NULL;
  g_autoptr (Drive) truth = drive_new (fixture->rows, fixture->route, &shape);
  guint from = 0;
  guint n = 0;
  double way_m = 0;

  shape.noise_m = 8;
  shape.every_s = 10;
  shape.halts = 0.1;
  drive = drive_new (fixture->rows, fixture->route, &shape);
  shape.noise_m = 0;
  shape.every_s = 1;
  g_clear_pointer (&truth, drive_free);
  truth = drive_new (fixture->rows, fixture->route, &shape);
  for (gint64 at_ms = drive->started_ms + MINUTE_MS; at_ms < drive->ended_ms - MINUTE_MS;
       at_ms += 7000)
    {
      const RdmLiveVehicle *seen;

      from = play (fixture, drive, from, at_ms, TRUE);
      rdm_live_day_set_now (fixture->day, at_ms);
      seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
      g_assert_true (seen->status == RDM_LIVE_MOVING || seen->status == RDM_LIVE_STANDING);
      g_assert_cmpint (seen->age, ==, RDM_LIVE_FRESH);
      g_assert_cmpfloat (seen->uncertainty_m, >, 0);
      g_assert_true (isfinite (seen->way_m));
      g_assert_cmpfloat (seen->way_m, >=, way_m - 60);
      way_m = seen->way_m;
      n++;
      if (rdm_geo_distance (seen->place, seen->last.place) > 400)
        g_error ("%s is shown %.0f m from where it was", seen->route,
                 rdm_geo_distance (seen->place, seen->last.place));
    }
  g_assert_cmpuint (n, >, 300);
  g_assert_cmpfloat (rdm_live_day_get_vehicle (fixture->day, fixture->route)->driven_m, >,
                     0.9 * drive->length_m);
  g_assert_cmpfloat (rdm_live_day_get_vehicle (fixture->day, fixture->route)->driven_m, <,
                     1.1 * drive->length_m);
}

/* On clean positions, it is shown where it is. */
static void
test_place_clean (Fixture *fixture, gconstpointer data)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = NULL;
  guint from = 0;
  guint n = 0;
  double sum_m = 0;

  shape.every_s = 1;
  drive = drive_new (fixture->rows, fixture->route, &shape);
  for (gint64 at_ms = drive->started_ms + MINUTE_MS; at_ms < drive->ended_ms - MINUTE_MS;
       at_ms += 5000, n++)
    {
      const RdmLiveVehicle *seen;

      from = play (fixture, drive, from, at_ms - 3000, TRUE);
      rdm_live_day_set_now (fixture->day, at_ms);
      seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
      sum_m += rdm_geo_distance (seen->place, drive_place (drive, at_ms));
      g_assert_cmpfloat (rdm_geo_distance (seen->place, drive_place (drive, at_ms)), <, 150);
    }
  g_test_message ("mean error %.1f m", sum_m / n);
  g_assert_cmpfloat (sum_m / n, <, 12);
}

static void
test_ages (Fixture *fixture, gconstpointer data)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = drive_new (fixture->rows, fixture->route, &shape);
  const RdmLiveVehicle *seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  double uncertainty_m;
  RdmPoint next;

  g_assert_cmpint (seen->status, ==, RDM_LIVE_AT_HOME);
  g_assert_false (seen->has_position);
  g_assert_true (rdm_point_equal (seen->place, WORLD_DEPOT));
  say (fixture, RDM_EVENT_STARTED, fixture->route, NULL, drive->started_ms);
  rdm_live_day_set_now (fixture->day, drive->started_ms + MINUTE_MS);
  seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  g_assert_cmpint (seen->status, ==, RDM_LIVE_SILENT);
  g_assert_cmpint (seen->cause, ==, RDM_LIVE_CAUSE_NEVER);
  play (fixture, drive, 0, drive->started_ms + MINUTE_MS, FALSE);
  seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  g_assert_cmpint (seen->status, ==, RDM_LIVE_MOVING);
  uncertainty_m = seen->uncertainty_m;
  rdm_live_day_set_now (fixture->day, drive->started_ms + MINUTE_MS + RDM_LIVE_GREY_MS + 1000);
  seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  g_assert_cmpint (seen->age, ==, RDM_LIVE_GREY);
  g_assert_cmpint (seen->status, ==, RDM_LIVE_SILENT);
  g_assert_cmpfloat (seen->uncertainty_m, >, uncertainty_m);
  rdm_live_day_set_now (fixture->day, drive->started_ms + MINUTE_MS + RDM_LIVE_HOLLOW_MS + 1000);
  seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  g_assert_cmpint (seen->age, ==, RDM_LIVE_HOLLOW);
  /* It is moved on to the next stop, and waits there. */
  rdm_live_day_set_now (fixture->day, drive->started_ms + 60 * MINUTE_MS);
  seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  next = ((const RdmOrder *)rdm_rows_get (fixture->rows, RDM_ROW_ORDER, "o0"))->at.point;
  g_assert_cmpstr (seen->next_stop, ==, "o0.d");
  g_assert_cmpfloat (rdm_geo_distance (seen->place, next), <, 30);
}

static RdmPosition
position_at (RdmPoint place, gint64 at_ms)
{
  return (RdmPosition){ at_ms, place, 8, NAN, NAN, NAN, NAN, 0 };
}

static void
give (Fixture *fixture, RdmPoint place, gint64 at_ms, guint flags)
{
  RdmPosition position = position_at (place, at_ms);

  position.flags = flags;
  rdm_live_day_set_now (fixture->day, at_ms);
  g_assert_true (rdm_live_day_add_position (fixture->day, "phone-0", &position));
}

static void
test_off_road (Fixture *fixture, gconstpointer data)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = drive_new (fixture->rows, fixture->route, &shape);
  gint64 at_ms = drive->started_ms + 2 * MINUTE_MS;
  const RdmLiveVehicle *seen;
  RdmEta before;
  RdmEta after;

  play (fixture, drive, 0, at_ms, TRUE);
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o5.d", &before));
  for (guint i = 1; i < 40; i++)
    give (fixture, grid_point (-4000.0 - 100.0 * i, 5050), at_ms + 300000 + i * 10000, 0);
  seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  g_assert_cmpint (seen->status, ==, RDM_LIVE_OFF_ROAD);
  g_assert_cmpfloat (seen->off_road_m, >, 500);
  g_assert_true (isnan (seen->way_m));
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o5.d", &after));
  g_assert_cmpint (after.p50_ms, >, before.p50_ms + 5 * MINUTE_MS);
}

/* Made up, coarse, and a leap that nothing confirms: it stays where it was. */
static void
test_doubtful (Fixture *fixture, gconstpointer data)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = drive_new (fixture->rows, fixture->route, &shape);
  gint64 at_ms = drive->started_ms + 2 * MINUTE_MS;
  const RdmLiveVehicle *seen;
  double driven_m;

  play (fixture, drive, 0, at_ms, TRUE);
  driven_m = rdm_live_day_get_vehicle (fixture->day, fixture->route)->driven_m;
  give (fixture, grid_point (9000, 9000), at_ms + 5000, 0);
  give (fixture, grid_point (-9000, 9000), at_ms + 10000, RDM_POSITION_MOCK);
  give (fixture, grid_point (-9000, -9000), at_ms + 15000, RDM_POSITION_COARSE);
  seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  g_assert_cmpint (seen->last.at_utc_ms, <=, at_ms);
  g_assert_cmpfloat (seen->driven_m, ==, driven_m);
  rdm_live_day_set_now (fixture->day, at_ms + 3 * MINUTE_MS);
  for (guint i = 0; i < 3; i++)
    give (fixture, grid_point (9000, 9000), at_ms + 3 * MINUTE_MS + i, RDM_POSITION_MOCK);
  seen = rdm_live_day_get_vehicle (fixture->day, fixture->route);
  g_assert_cmpint (seen->cause, ==, RDM_LIVE_CAUSE_DOUBTFUL);
}

/* --- arrival times -----------------------------------------------------------------------------
 */

static void
assert_etas (Fixture *fixture, gint64 now_ms)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (fixture->rows, fixture->route);
  gint64 p50_ms = 0;
  gint64 p90_ms = 0;
  RdmRouteEta end;

  for (GStrv id = route->stops; *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (fixture->rows, RDM_ROW_STOP, *id);
      RdmEta eta;

      if (!rdm_live_day_get_eta (fixture->day, *id, &eta))
        {
          g_assert_false (rdm_stop_is_open (stop));
          continue;
        }
      g_assert_true (rdm_stop_is_open (stop));
      g_assert_cmpint (eta.p50_ms, <=, eta.p90_ms);
      g_assert_cmpint (eta.p50_ms, >=, p50_ms);
      g_assert_cmpint (eta.p90_ms, >=, p90_ms);
      g_assert_true (stop->state == RDM_STOP_ARRIVED || eta.p50_ms >= now_ms - 10000);
      p50_ms = eta.leave_p50_ms;
      p90_ms = eta.begin_p90_ms;
    }
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &end));
  g_assert_cmpint (end.end_p50_ms, >=, p50_ms);
  g_assert_cmpint (end.end_p50_ms, <=, end.end_p90_ms);
}

/* The error an hour before is a few minutes, of a driver who is as the plan has it. */
static void
test_eta (Fixture *fixture, gconstpointer data)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = NULL;
  guint from = 0;
  double sum_s = 0;
  guint n = 0;
  guint n_within = 0;

  shape.noise_m = 6;
  drive = drive_new (fixture->rows, fixture->route, &shape);
  for (gint64 at_ms = drive->started_ms; at_ms < drive->ended_ms; at_ms += 2 * MINUTE_MS)
    {
      from = play (fixture, drive, from, at_ms, TRUE);
      rdm_live_day_set_now (fixture->day, at_ms);
      assert_etas (fixture, at_ms);
      for (guint i = 0; i < drive->visits->len; i++)
        {
          const DriveVisit *visit = &g_array_index (drive->visits, DriveVisit, i);
          RdmEta eta;

          if (visit->arrived_ms < at_ms + 25 * MINUTE_MS
              || visit->arrived_ms > at_ms + 35 * MINUTE_MS)
            continue;
          g_assert_true (rdm_live_day_get_eta (fixture->day, visit->stop, &eta));
          sum_s += fabs ((double)(eta.p50_ms - visit->arrived_ms)) / 1000.0;
          n_within += visit->arrived_ms <= eta.p90_ms;
          n++;
        }
    }
  g_test_message ("half an hour before: mean error %.0f s, %u of %u within P90", sum_s / n,
                  n_within, n);
  g_assert_cmpuint (n, >, 20);
  g_assert_cmpfloat (sum_s / n, <, 180);
  g_assert_cmpfloat ((double)n_within / n, >, 0.75);
}

/* Positions that come late, twice and in any order make the same day as those that come at once. */
static void
test_order_of_coming (Fixture *fixture, gconstpointer data)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = NULL;
  g_autoptr (RdmLiveDay) other = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GArray) shuffled = NULL;
  const RdmLiveVehicle *a;
  RdmLiveVehicle live;
  RdmEta live_eta;
  RdmEta other_eta;
  gint64 at_ms;
  guint n;

  shape.noise_m = 10;
  shape.outliers = 0.02;
  drive = drive_new (fixture->rows, fixture->route, &shape);
  at_ms = drive->started_ms + 50 * MINUTE_MS;
  n = play (fixture, drive, 0, at_ms, TRUE);
  shuffled = g_array_copy (drive->positions);
  g_array_set_size (shuffled, n);
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint)g_rand_int_range (random, 0, (gint32)i);
      RdmPosition swap = g_array_index (shuffled, RdmPosition, i - 1);

      g_array_index (shuffled, RdmPosition, i - 1) = g_array_index (shuffled, RdmPosition, j);
      g_array_index (shuffled, RdmPosition, j) = swap;
    }
  other = rdm_live_day_new (fixture->plan, at_ms);
  for (guint i = 0; i < n; i++)
    {
      rdm_live_day_add_position (other, "phone-0", &g_array_index (shuffled, RdmPosition, i));
      if (i % 50 == 0)
        rdm_live_day_get_vehicle (other, fixture->route);
    }
  rdm_live_day_set_now (fixture->day, at_ms);
  live = *rdm_live_day_get_vehicle (fixture->day, fixture->route);
  a = rdm_live_day_get_vehicle (other, fixture->route);
  g_assert_cmpfloat (a->way_m, ==, live.way_m);
  g_assert_cmpfloat (a->driven_m, ==, live.driven_m);
  g_assert_true (rdm_point_equal (a->place, live.place));
  g_assert_cmpint (a->status, ==, live.status);
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o11.d", &live_eta));
  g_assert_true (rdm_live_day_get_eta (other, "o11.d", &other_eta));
  g_assert_cmpint (live_eta.p50_ms, ==, other_eta.p50_ms);
  g_assert_cmpint (live_eta.p90_ms, ==, other_eta.p90_ms);
  /* Back in time, and forward again. */
  rdm_live_day_set_now (other, at_ms - 20 * MINUTE_MS);
  g_assert_cmpfloat (rdm_live_day_get_vehicle (other, fixture->route)->driven_m, <, live.driven_m);
  rdm_live_day_set_now (other, at_ms);
  g_assert_cmpfloat (rdm_live_day_get_vehicle (other, fixture->route)->driven_m, ==, live.driven_m);
}

/* --- events ------------------------------------------------------------------------------------
 */

static void
route_changed_cb (RdmLiveDay *day, const char *route, gpointer touched)
{
  g_ptr_array_add (touched, g_strdup (route));
}

static void
test_touched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *other = town_route (1);
  RdmCommand *command = rdm_command_new_assign (NULL, other, NULL);
  RdmEta eta;

  g_signal_connect (fixture->day, "route-changed", G_CALLBACK (route_changed_cb), touched);
  give (fixture, WORLD_DEPOT, town_ms (7 * 3600), 0);
  g_assert_cmpuint (touched->len, ==, 1);
  g_assert_cmpstr (touched->pdata[0], ==, fixture->route);
  g_ptr_array_set_size (touched, 0);
  rdm_command_assign_stop (command, "o3.d", fixture->route);
  run (fixture, command);
  g_assert_cmpuint (touched->len, ==, 2);
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o3.d", &eta));
  g_ptr_array_set_size (touched, 0);
  say (fixture, RDM_EVENT_STARTED, other, NULL, town_ms (8 * 3600));
  g_assert_cmpuint (touched->len, ==, 1);
  g_assert_cmpstr (touched->pdata[0], ==, other);
}

/* The road follows the list, and what was driven is on the new one. */
static void
test_other_list (Fixture *fixture, gconstpointer data)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = drive_new (fixture->rows, fixture->route, &shape);
  gint64 at_ms = g_array_index (drive->visits, DriveVisit, 2).left_ms + MINUTE_MS;
  g_autofree char *other = town_route (1);
  RdmCommand *command = rdm_command_new_assign (NULL, other, NULL);
  RdmWay way;
  double before_m;
  double way_m;
  RdmEta eta;

  play (fixture, drive, 0, at_ms, TRUE);
  way_m = rdm_live_day_get_vehicle (fixture->day, fixture->route)->way_m;
  g_assert_true (rdm_live_day_get_way (fixture->day, fixture->route, &way));
  before_m = way.along_m[way.n_points - 1];
  for (guint i = 6; i < 12; i++)
    {
      g_autofree char *stop = g_strdup_printf ("o%u.d", i);

      rdm_command_assign_stop (command, stop, fixture->route);
    }
  run (fixture, command);
  g_assert_true (rdm_live_day_get_way (fixture->day, fixture->route, &way));
  g_assert_cmpfloat (way.along_m[way.n_points - 1], <, before_m);
  g_assert_cmpfloat_with_epsilon (rdm_live_day_get_vehicle (fixture->day, fixture->route)->way_m,
                                  way_m, 30);
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o11.d", &eta));
  g_assert_cmpstr (rdm_live_day_get_vehicle (fixture->day, fixture->route)->next_stop, ==, "o3.d");
}

static void
test_not_started (Fixture *fixture, gconstpointer data)
{
  RdmEta early;
  RdmEta late;
  const RdmVisit *visit = rdm_day_plan_find_visit (fixture->plan, "o0.d");

  rdm_live_day_set_now (fixture->day, town_ms (7 * 3600));
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o0.d", &early));
  g_assert_cmpint (early.p50_ms, ==, early.planned_ms);
  g_assert_cmpint (early.planned_ms, ==, town_ms (visit->arrival_s));
  rdm_live_day_set_now (fixture->day, town_ms (9 * 3600));
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o0.d", &late));
  g_assert_cmpint (late.p50_ms, >, early.p50_ms + 30 * MINUTE_MS);
  g_assert_false (rdm_live_day_get_eta (fixture->day, "nothing", &late));
}

static void
test_strangers (Fixture *fixture, gconstpointer data)
{
  RdmPosition position = position_at (WORLD_DEPOT, town_ms (9 * 3600));

  g_assert_false (rdm_live_day_add_position (fixture->day, "somebody", &position));
  g_assert_true (rdm_live_day_add_position (fixture->day, "v2", &position));
  g_assert_null (rdm_live_day_get_vehicle (fixture->day, "nothing"));
}

/* The first route's driver owes a break of half an hour from 11 to 13, and is under way at @at_ms.
 */
static void
owe_break (Fixture *fixture, gint64 at_ms)
{
  RdmShift *shift = world_edit (fixture->rows, RDM_ROW_SHIFT, "s0");

  shift->break_s = 1800;
  shift->break_from_s = 11 * 3600;
  shift->break_to_s = 13 * 3600;
  world_keep (fixture->rows, shift);
  g_clear_object (&fixture->day);
  g_clear_object (&fixture->plan);
  fixture->plan = rdm_day_plan_new (fixture->rows, WORLD_DATE, fixture->travel);
  fixture->day = rdm_live_day_new (fixture->plan, at_ms);
  say (fixture, RDM_EVENT_STARTED, fixture->route, NULL, at_ms - MINUTE_MS);
}

static void
stand (Fixture *fixture, gint64 from_ms, guint minutes)
{
  for (guint i = 0; i <= minutes; i++)
    give (fixture, grid_point (2050, 1000), from_ms + i * MINUTE_MS, 0);
}

/* Who rests before the hours of the break still owes it. */
static void
test_break_too_early (Fixture *fixture, gconstpointer data)
{
  RdmRouteEta eta;

  owe_break (fixture, town_ms (9.5 * 3600));
  stand (fixture, town_ms (9.5 * 3600), 40);
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &eta));
  g_assert_cmpint (eta.break_s, ==, 1800);
  g_assert_cmpint (eta.break_taken_ms, ==, 0);
  g_assert_cmpint (eta.break_p50_ms, >=, town_ms (11 * 3600));
}

/* Whoever begins it at the last moment owes the rest of it: what comes afterwards is later by that,
 * and by nothing when it is over. */
static void
test_break_late (Fixture *fixture, gconstpointer data)
{
  gint64 begin_ms = town_ms (12.4 * 3600);
  RdmRouteEta before;
  RdmRouteEta during;
  RdmRouteEta after;

  owe_break (fixture, begin_ms);
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &before));
  g_assert_cmpint (before.break_s, ==, 1800);
  g_assert_cmpint (before.break_latest_ms, ==, town_ms (12.5 * 3600));
  stand (fixture, begin_ms, 25);
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &during));
  g_assert_cmpint (during.break_s, ==, 1800);
  g_assert_cmpint (ABS (during.break_taken_ms - begin_ms), <, 4 * MINUTE_MS);
  g_assert_cmpint (during.break_p50_ms, ==, during.break_taken_ms);
  g_assert_cmpfloat (during.break_missed_chance, ==, 0);
  stand (fixture, begin_ms + 26 * MINUTE_MS, 8);
  give (fixture, grid_point (2400, 1000), begin_ms + 36 * MINUTE_MS, 8);
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &after));
  g_assert_cmpint (after.break_s, ==, 0);
  /* The route ends when it was to end while the break went on, give or take the metres. */
  g_assert_cmpint (ABS (after.end_p50_ms - during.end_p50_ms), <, 10 * MINUTE_MS);
}

/* Whose hours for the break are over owes it at once, and has missed it. */
static void
test_break_missed (Fixture *fixture, gconstpointer data)
{
  gint64 at_ms = town_ms (12.75 * 3600);
  RdmRouteEta eta;

  owe_break (fixture, at_ms);
  for (guint i = 0; i < 5; i++)
    give (fixture, grid_point (2050 + 100 * i, 1000), at_ms + i * MINUTE_MS / 4, 8);
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &eta));
  g_assert_cmpint (eta.break_s, ==, 1800);
  g_assert_cmpfloat (eta.break_missed_chance, >, 0.9);
  g_assert_cmpint (eta.break_p50_ms, >=, at_ms);
}

/* Slack is what is left from the beginning of service to the end of its window: who is later has as
 * much less, and less than none when it is late. */
static void
test_slack (Fixture *fixture, gconstpointer data)
{
  const RdmVisit *visit = rdm_day_plan_find_visit (fixture->plan, "o3.d");
  gint32 end_s = visit->begin_s + 1800;
  gint64 start_ms;
  RdmEta early;
  RdmEta late;

  world_set_window (fixture->rows, "o3", visit->begin_s - 3600, end_s, FALSE);
  g_clear_object (&fixture->day);
  g_clear_object (&fixture->plan);
  fixture->plan = rdm_day_plan_new (fixture->rows, WORLD_DATE, fixture->travel);
  start_ms = town_ms (rdm_day_plan_get_schedule (fixture->plan, fixture->route)->start_s);
  fixture->day = rdm_live_day_new (fixture->plan, start_ms);
  say (fixture, RDM_EVENT_STARTED, fixture->route, NULL, start_ms);
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o3.d", &early));
  g_assert_cmpint (early.window_end_ms, ==, town_ms (end_s));
  g_assert_cmpint (early.slack_ms, ==, early.window_end_ms - early.begin_p50_ms);
  g_assert_cmpint (ABS (early.slack_ms - 30 * MINUTE_MS), <, 2 * MINUTE_MS);
  say (fixture, RDM_EVENT_ARRIVED, fixture->route, "o0.d", start_ms + 60 * MINUTE_MS);
  say (fixture, RDM_EVENT_DONE, fixture->route, "o0.d",
       MAX (early.p50_ms, start_ms + 62 * MINUTE_MS));
  g_assert_true (rdm_live_day_get_eta (fixture->day, "o3.d", &late));
  g_assert_cmpint (late.slack_ms, ==, late.window_end_ms - late.begin_p50_ms);
  g_assert_cmpint (late.slack_ms - early.slack_ms, ==, early.begin_p50_ms - late.begin_p50_ms);
  g_assert_cmpint (late.slack_ms, <, 0);
  g_assert_cmpfloat (late.late_chance, >, 0.5);
  g_assert_cmpfloat (early.late_chance, <, 0.5);
}

/* A break that was taken is not owed any more. */
static void
test_break (Fixture *fixture, gconstpointer data)
{
  RdmRouteEta eta;
  gint64 at_ms = town_ms (11 * 3600);

  owe_break (fixture, at_ms);
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &eta));
  g_assert_cmpint (eta.break_s, ==, 1800);
  g_assert_cmpint (eta.break_p50_ms, >=, at_ms);
  g_assert_cmpint (eta.break_latest_ms, ==, town_ms (12.5 * 3600));
  for (guint i = 0; i < 40; i++)
    give (fixture, grid_point (2050, 1000), at_ms + i * MINUTE_MS, 0);
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &eta));
  g_assert_cmpint (eta.break_s, ==, 0);
  g_assert_cmpint (ABS (eta.break_taken_ms - at_ms), <, 4 * MINUTE_MS);
}

/* Nor is one for which reports leave room, where nobody says where the vehicle is. */
static void
test_break_told (Fixture *fixture, gconstpointer data)
{
  RdmShift *shift = world_edit (fixture->rows, RDM_ROW_SHIFT, "s0");
  RdmRouteEta eta;
  RdmLeg leg;
  double arrived_s;

  shift->break_s = 1800;
  shift->break_from_s = 11 * 3600;
  shift->break_to_s = 13 * 3600;
  world_keep (fixture->rows, shift);
  g_clear_object (&fixture->day);
  g_clear_object (&fixture->plan);
  fixture->plan = rdm_day_plan_new (fixture->rows, WORLD_DATE, fixture->travel);
  fixture->day = rdm_live_day_new (fixture->plan, town_ms (11.5 * 3600));
  g_assert_true (rdm_day_plan_get_leg (fixture->plan, fixture->route, "o0.d", "o1.d", &leg));
  arrived_s = 11.1 * 3600 + rdm_leg_seconds (&leg, 11.1 * 3600, 1.0);
  say (fixture, RDM_EVENT_ARRIVED, fixture->route, "o0.d", town_ms (11 * 3600));
  say (fixture, RDM_EVENT_DONE, fixture->route, "o0.d", town_ms (11.1 * 3600));
  say (fixture, RDM_EVENT_ARRIVED, fixture->route, "o1.d", town_ms (arrived_s + 1750));
  rdm_live_day_set_now (fixture->day, town_ms (arrived_s + 2000));
  say (fixture, RDM_EVENT_DONE, fixture->route, "o1.d", town_ms (arrived_s + 1950));
  g_assert_true (rdm_live_day_get_route_eta (fixture->day, fixture->route, &eta));
  g_assert_cmpint (eta.break_s, ==, 0);
  g_assert_cmpint (eta.break_taken_ms, ==, town_ms (11.1 * 3600));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/live/day/place", test_place);
  ADD ("/live/day/place-clean", test_place_clean);
  ADD ("/live/day/ages", test_ages);
  ADD ("/live/day/off-road", test_off_road);
  ADD ("/live/day/doubtful", test_doubtful);
  ADD ("/live/day/eta", test_eta);
  ADD ("/live/day/order-of-coming", test_order_of_coming);
  ADD ("/live/day/touched", test_touched);
  ADD ("/live/day/other-list", test_other_list);
  ADD ("/live/day/not-started", test_not_started);
  ADD ("/live/day/strangers", test_strangers);
  ADD ("/live/day/break", test_break);
  ADD ("/live/day/break-too-early", test_break_too_early);
  ADD ("/live/day/break-late", test_break_late);
  ADD ("/live/day/break-missed", test_break_missed);
  ADD ("/live/day/slack", test_slack);
  ADD ("/live/day/break-told", test_break_told);
  return g_test_run ();
}
