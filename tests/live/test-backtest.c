/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days gone through again: what was learned makes arrival times better where there was something to
 * learn, and no worse where there was not.
 */
#include "rdm-backtest.h"

#include "made-up-drive.h"
#include "rdm-time.h"

#define N_ROUTES 3

static GArray *
drive_day (RdmRows *rows, const char *date, const DriveShape *shape)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (RdmBacktestPosition));

  town_add_day (rows, date, N_ROUTES, 30, (guint)g_str_hash (date));
  for (guint r = 0; r < N_ROUTES; r++)
    {
      static const char *const phones[] = { "phone-0", "phone-1", "phone-2" };
      g_autofree char *shift = g_strdup_printf ("s%u", r);
      g_autofree char *route = rdm_route_id (shift, date);
      DriveShape today = *shape;
      g_autoptr (Drive) drive = NULL;

      today.seed = g_str_hash (route);
      drive = drive_new (rows, route, &today);
      drive_report (drive, rows);
      for (guint i = 0; i < drive->positions->len; i++)
        {
          RdmBacktestPosition position = { phones[r],
                                           g_array_index (drive->positions, RdmPosition, i) };

          g_array_append_val (positions, position);
        }
    }
  return positions;
}

static void
go_through (const DriveShape *shape, RdmBacktest *backtest)
{
  g_autoptr (RdmRows) rows = town_new (N_ROUTES, 1, 1);
  g_autoptr (RdmTravel) travel = grid_travel_new ();

  for (guint d = 0; d < 6; d++)
    {
      g_autofree char *date = rdm_date_add_days ("2026-10-05", (int)d);
      g_autoptr (GArray) positions = drive_day (rows, date, shape);
      g_autoptr (RdmExperience) experience = NULL;

      if (d < 4)
        continue;
      experience = rdm_experience_new_from_days (rows, date, 30, travel, NULL);
      g_assert_cmpuint (rdm_backtest_add_day (backtest, rows, date, travel, positions, experience),
                        ==, N_ROUTES * 30);
    }
}

static void
say (RdmBacktest *backtest, const char *what)
{
  for (guint h = 0; h < RDM_N_BACKTEST_HORIZONS; h++)
    for (guint l = 0; l < 2; l++)
      {
        RdmBacktestFigures figures;

        rdm_backtest_get (backtest, (RdmBacktestHorizon)h, l, &figures);
        g_test_message ("%s, %s, %s: P50 %.0f s, P90 %.0f s, bias %.0f s, within P90 %.2f, n %u",
                        what, h == RDM_BACKTEST_TWO_HOURS ? "2 h" : "30 min",
                        l ? "learned" : "planned", figures.error_p50_s, figures.error_p90_s,
                        figures.bias_s, figures.within_share, figures.n);
        g_assert_cmpuint (figures.n, >, 100);
        g_assert_cmpfloat (figures.error_p50_s, <=, figures.error_p90_s);
      }
}

static void
test_worth_learning (void)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmBacktest) backtest = rdm_backtest_new ();
  RdmBacktestFigures planned;
  RdmBacktestFigures learned;

  shape.every_s = 15;
  shape.noise_m = 8;
  shape.halts = 0.05;
  shape.pace = 1.15;
  shape.service = 1.3;
  shape.spread = 0.4;
  go_through (&shape, backtest);
  say (backtest, "slow");
  for (guint h = 0; h < RDM_N_BACKTEST_HORIZONS; h++)
    {
      rdm_backtest_get (backtest, (RdmBacktestHorizon)h, FALSE, &planned);
      rdm_backtest_get (backtest, (RdmBacktestHorizon)h, TRUE, &learned);
      g_assert_cmpuint (planned.n, ==, learned.n);
      g_assert_cmpfloat (learned.error_p50_s, <, 0.7 * planned.error_p50_s);
      g_assert_cmpfloat (learned.within_share, >, 0.8);
    }
}

static void
test_nothing_to_learn (void)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmBacktest) backtest = rdm_backtest_new ();
  RdmBacktestFigures planned;
  RdmBacktestFigures learned;

  shape.every_s = 15;
  go_through (&shape, backtest);
  say (backtest, "as planned");
  for (guint h = 0; h < RDM_N_BACKTEST_HORIZONS; h++)
    {
      rdm_backtest_get (backtest, (RdmBacktestHorizon)h, FALSE, &planned);
      rdm_backtest_get (backtest, (RdmBacktestHorizon)h, TRUE, &learned);
      g_assert_cmpfloat (learned.error_p50_s, <, 1.2 * planned.error_p50_s + 10);
    }
}

/* Who says that it is done, and not that he arrived, has been there all the same. */
static void
test_forgetful (void)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmRows) rows = town_new (N_ROUTES, 1, 1);
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  g_autoptr (RdmBacktest) backtest = rdm_backtest_new ();
  g_autoptr (GArray) positions = NULL;
  RdmBacktestFigures figures;

  shape.every_s = 60;
  shape.forgets = TRUE;
  positions = drive_day (rows, "2026-10-05", &shape);
  g_assert_cmpuint (rdm_backtest_add_day (backtest, rows, "2026-10-05", travel, NULL, NULL), ==,
                    N_ROUTES * 20);
  rdm_backtest_get (backtest, RDM_BACKTEST_HALF_HOUR, FALSE, &figures);
  g_assert_cmpfloat (figures.error_p50_s, <, 180);
  g_assert_cmpfloat (fabs (figures.bias_s), <, 120);
}

/* The rows that it goes through stay as they were. */
static void
test_rows_stay (void)
{
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (RdmRows) rows = town_new (N_ROUTES, 1, 1);
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  g_autoptr (GArray) positions = NULL;
  g_autoptr (RdmRows) before = NULL;
  g_autoptr (RdmBacktest) backtest = rdm_backtest_new ();
  g_auto (GStrv) days = NULL;
  g_autofree char *difference = NULL;

  shape.every_s = 30;
  positions = drive_day (rows, "2026-10-05", &shape);
  before = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  days = rdm_backtest_list_days (rows);
  g_assert_cmpuint (g_strv_length (days), ==, 1);
  g_assert_cmpstr (days[0], ==, "2026-10-05");
  rdm_backtest_add_day (backtest, rows, days[0], travel, positions, NULL);
  g_assert_cmpuint (rdm_backtest_add_day (backtest, rows, WORLD_DATE, travel, NULL, NULL), ==, 0);
  g_assert_true (
      rdm_memory_rows_equal (RDM_MEMORY_ROWS (rows), RDM_MEMORY_ROWS (before), &difference));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/backtest/worth-learning", test_worth_learning);
  g_test_add_func ("/live/backtest/nothing-to-learn", test_nothing_to_learn);
  g_test_add_func ("/live/backtest/forgetful", test_forgetful);
  g_test_add_func ("/live/backtest/rows-stay", test_rows_stay);
  return g_test_run ();
}
