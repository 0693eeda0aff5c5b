/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is seen from positions alone, against what really happened.
 */
#include "made-up-drive.h"

#include <string.h>

#define MINUTE_MS (60 * 1000)

typedef struct
{
  guint n_true;
  guint n_seen;
  guint n_right; /* seen, and true: about when it happened */
  double sum_arrival_s;
  double sum_departure_s;
} Score;

typedef struct
{
  RdmRows *rows;
  RdmTravel *travel;
  RdmDayPlan *plan;
  RdmLiveDay *day;
} World;

static void
run (World *world, RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = world_run (world->rows, command);

  if (rdm_day_plan_update (world->plan, outcome->changes))
    rdm_live_day_rows_changed (world->day, outcome->changes);
}

static void
open_world (World *world, RdmRows *rows)
{
  g_autofree char *id = town_route (0);
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, id);
  RdmCommand *command = rdm_command_new_send (NULL, town_ms (6 * 3600));

  world->rows = rows;
  world->travel = grid_travel_new ();
  world->plan = rdm_day_plan_new (rows, WORLD_DATE, world->travel);
  world->day = rdm_live_day_new (world->plan, town_ms (6 * 3600));
  rdm_command_list_route (command, id, (const char *const *)route->stops);
  run (world, command);
}

static void
close_world (World *world)
{
  g_clear_object (&world->day);
  g_clear_object (&world->plan);
  g_clear_object (&world->travel);
  g_clear_object (&world->rows);
}

/* Takes what is detected every half minute. */
static void
play (World *world, const Drive *drive)
{
  gint64 asked_ms = 0;

  for (guint i = 0; i < drive->positions->len; i++)
    {
      const RdmPosition *position = &g_array_index (drive->positions, RdmPosition, i);
      RdmCommand *command;

      rdm_live_day_set_now (world->day, position->at_utc_ms);
      rdm_live_day_add_position (world->day, "phone-0", position);
      if (position->at_utc_ms < asked_ms + MINUTE_MS / 2 && i + 1 < drive->positions->len)
        continue;
      asked_ms = position->at_utc_ms;
      command = rdm_live_day_take_detected (world->day);
      if (command)
        run (world, command);
    }
}

static void
judge (World *world, const Drive *drive, double within_s, Score *score)
{
  for (guint i = 0; i < drive->visits->len; i++)
    {
      const DriveVisit *visit = &g_array_index (drive->visits, DriveVisit, i);
      const RdmStop *stop = rdm_rows_get (world->rows, RDM_ROW_STOP, visit->stop);
      double arrival_s = fabs ((double)(stop->arrived_ms - visit->arrived_ms)) / 1000.0;
      double departure_s = fabs ((double)(stop->ended_ms - visit->left_ms)) / 1000.0;

      score->n_true++;
      if (stop->state != RDM_STOP_DONE)
        {
          g_test_message ("%s: not seen, %.0f s", visit->stop,
                          (double)(visit->left_ms - visit->arrived_ms) / 1000.0);
          continue;
        }
      score->n_seen++;
      g_assert_true (stop->detected);
      g_assert_cmpint (stop->arrived_ms, <=, stop->ended_ms);
      if (arrival_s > within_s || departure_s > within_s)
        {
          g_test_message ("%s: %.0f s and %.0f s off", visit->stop, arrival_s, departure_s);
          continue;
        }
      score->n_right++;
      score->sum_arrival_s += arrival_s;
      score->sum_departure_s += departure_s;
    }
}

static void
add_drive (const DriveShape *shape, double within_s, Score *score)
{
  g_autofree char *id = town_route (0);
  World world;
  g_autoptr (Drive) drive = NULL;
  const RdmRoute *route;

  open_world (&world, town_new (1, 25, shape->seed));
  drive = drive_new (world.rows, id, shape);
  play (&world, drive);
  judge (&world, drive, within_s, score);
  route = rdm_rows_get (world.rows, RDM_ROW_ROUTE, id);
  g_assert_cmpint (ABS (route->started_ms - drive->started_ms), <, 2 * MINUTE_MS);
  if (score->n_right == score->n_true && !shape->sleeps)
    g_assert_cmpint (ABS (route->ended_ms - drive->ended_ms), <, 2 * MINUTE_MS);
  close_world (&world);
}

static void
assert_score (const char *name, const Score *score, double precision, double recall)
{
  g_test_message ("%s: precision %.3f, recall %.3f, n %u; arrival %.0f s off, departure %.0f s",
                  name, (double)score->n_right / MAX (score->n_seen, 1),
                  (double)score->n_right / score->n_true, score->n_true,
                  score->sum_arrival_s / MAX (score->n_right, 1),
                  score->sum_departure_s / MAX (score->n_right, 1));
  g_assert_cmpfloat ((double)score->n_right / MAX (score->n_seen, 1), >=, precision);
  g_assert_cmpfloat ((double)score->n_right / score->n_true, >=, recall);
}

/* On clean tracks, what is detected is what happened. */
static void
test_clean (void)
{
  Score score = { 0 };

  for (guint seed = 1; seed <= 6; seed++)
    {
      DriveShape shape = DRIVE_SHAPE_CLEAN;

      shape.seed = seed;
      add_drive (&shape, 15, &score);
    }
  assert_score ("clean", &score, 1.0, 1.0);
}

static void
test_noisy (void)
{
  Score score = { 0 };

  for (guint seed = 1; seed <= 12; seed++)
    {
      DriveShape shape = DRIVE_SHAPE_CLEAN;

      shape.seed = seed;
      shape.every_s = 10;
      shape.noise_m = 10;
      shape.outliers = 0.01;
      shape.halts = 0.15;
      shape.lost_share = 0.1;
      add_drive (&shape, 60, &score);
    }
  assert_score ("noisy", &score, 0.97, 0.97);
}

static void
test_rare (void)
{
  Score score = { 0 };

  for (guint seed = 1; seed <= 12; seed++)
    {
      DriveShape shape = DRIVE_SHAPE_CLEAN;

      shape.seed = seed;
      shape.every_s = 30;
      shape.noise_m = 15;
      shape.halts = 0.15;
      add_drive (&shape, 90, &score);
    }
  assert_score ("every half minute", &score, 0.95, 0.93);
}

static void
test_sleeping (void)
{
  Score score = { 0 };

  for (guint seed = 1; seed <= 12; seed++)
    {
      DriveShape shape = DRIVE_SHAPE_CLEAN;

      shape.seed = seed;
      shape.every_s = 10;
      shape.noise_m = 8;
      shape.halts = 0.1;
      shape.sleeps = TRUE;
      add_drive (&shape, 90, &score);
    }
  assert_score ("silent while it stands", &score, 0.95, 0.93);
}

/* --- what is not to be believed ----------------------------------------------------------------
 */

/* Nobody stops: nothing has been reached. */
static void
test_driving_past (void)
{
  g_autofree char *id = town_route (0);
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  World world;
  g_autoptr (Drive) drive = NULL;

  open_world (&world, town_new (1, 25, 5));
  shape.service = 0;
  shape.noise_m = 8;
  shape.halts = 0.2;
  drive = drive_new (world.rows, id, &shape);
  play (&world, drive);
  for (guint i = 0; i < drive->visits->len; i++)
    {
      const DriveVisit *visit = &g_array_index (drive->visits, DriveVisit, i);
      const RdmStop *stop = rdm_rows_get (world.rows, RDM_ROW_STOP, visit->stop);

      g_assert_cmpint (stop->state, ==, RDM_STOP_PLANNED);
    }
  close_world (&world);
}

static void
move_order (RdmRows *rows, const char *id, const char *to)
{
  const RdmOrder *target = rdm_rows_get (rows, RDM_ROW_ORDER, to);
  RdmOrder *order = world_edit (rows, RDM_ROW_ORDER, id);

  order->at.point = target->at.point;
  world_keep (rows, order);
}

/* Two that come one after the other at one house are served in one stay; one that comes much later
 * there is not. */
static void
test_one_house (void)
{
  g_autofree char *id = town_route (0);
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  RdmRows *rows = town_new (1, 10, 5);
  World world;
  g_autoptr (Drive) drive = NULL;
  const RdmStop *first;
  const RdmStop *second;
  Score score = { 0 };

  move_order (rows, "o4", "o3");
  move_order (rows, "o8", "o3");
  open_world (&world, rows);
  drive = drive_new (world.rows, id, &shape);
  play (&world, drive);
  first = rdm_rows_get (world.rows, RDM_ROW_STOP, "o3.d");
  second = rdm_rows_get (world.rows, RDM_ROW_STOP, "o4.d");
  g_assert_cmpint (first->state, ==, RDM_STOP_DONE);
  g_assert_cmpint (second->state, ==, RDM_STOP_DONE);
  g_assert_cmpint (first->ended_ms, ==, second->arrived_ms);
  judge (&world, drive, 120, &score);
  g_assert_cmpuint (score.n_right, ==, 10);
  close_world (&world);
}

/* What a driver said stays, and is not said again. */
static void
test_said_already (void)
{
  g_autofree char *id = town_route (0);
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  World world;
  g_autoptr (Drive) drive = NULL;
  const RdmStop *stop;
  RdmCommand *command = rdm_command_new_report (NULL);
  RdmReport *report;
  gint64 at_ms;

  open_world (&world, town_new (1, 5, 5));
  drive = drive_new (world.rows, id, &shape);
  at_ms = g_array_index (drive->visits, DriveVisit, 0).left_ms - 1000;
  report = rdm_command_add_report (command, RDM_EVENT_FAILED, id, "o0.d", at_ms);
  report->result = RDM_RESULT_FAILED_NOT_HOME;
  run (&world, command);
  play (&world, drive);
  stop = rdm_rows_get (world.rows, RDM_ROW_STOP, "o0.d");
  g_assert_cmpint (stop->state, ==, RDM_STOP_FAILED);
  g_assert_false (stop->detected);
  g_assert_cmpint (stop->ended_ms, ==, at_ms);
  stop = rdm_rows_get (world.rows, RDM_ROW_STOP, "o1.d");
  g_assert_cmpint (stop->state, ==, RDM_STOP_DONE);
  close_world (&world);
}

/* Served in another order than planned: the list follows. */
static void
test_out_of_turn (void)
{
  g_autofree char *id = town_route (0);
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  RdmRows *rows = town_new (1, 8, 9);
  g_autoptr (RdmRows) driven = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  World world;
  g_autoptr (Drive) drive = NULL;
  g_autofree char *list = NULL;
  Score score = { 0 };

  /* Of a stop whose turn it is not, a minute is not enough. */
  shape.service = 1.5;
  world_put_route (driven, id, "o0.d o1.d o4.d o2.d o3.d o5.d o7.d o6.d");
  open_world (&world, rows);
  drive = drive_new (driven, id, &shape);
  play (&world, drive);
  judge (&world, drive, 30, &score);
  g_assert_cmpuint (score.n_right, ==, 8);
  list = world_route (world.rows, id);
  g_assert_cmpstr (list, ==, "o0.d o1.d o4.d o2.d o3.d o5.d o7.d o6.d");
  close_world (&world);
}

/* A draft is nobody's: nothing happens on it. */
static void
test_draft (void)
{
  g_autofree char *id = town_route (0);
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmRows) rows = town_new (1, 5, 5);
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, travel);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, town_ms (6 * 3600));
  g_autoptr (Drive) drive = drive_new (rows, id, &shape);

  for (guint i = 0; i < drive->positions->len; i++)
    rdm_live_day_add_position (day, "phone-0", &g_array_index (drive->positions, RdmPosition, i));
  rdm_live_day_set_now (day, drive->ended_ms);
  g_assert_null (rdm_live_day_take_detected (day));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/detection/clean", test_clean);
  g_test_add_func ("/live/detection/noisy", test_noisy);
  g_test_add_func ("/live/detection/rare", test_rare);
  g_test_add_func ("/live/detection/sleeping", test_sleeping);
  g_test_add_func ("/live/detection/driving-past", test_driving_past);
  g_test_add_func ("/live/detection/one-house", test_one_house);
  g_test_add_func ("/live/detection/said-already", test_said_already);
  g_test_add_func ("/live/detection/out-of-turn", test_out_of_turn);
  g_test_add_func ("/live/detection/draft", test_draft);
  return g_test_run ();
}
