/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What alerts see in positions, against what really happened: drives with a standstill of a quarter
 * of an hour, drives whose phone falls silent, and drives on which nothing is the matter.
 */
#include "made-up-drive.h"
#include "rdm-alert.h"

#define MINUTE_MS (60 * 1000)
#define STEP_MS (20 * 1000)
#define SEEDS 8

typedef enum
{
  NOTHING,
  STANDSTILL,
  SILENCE,
} Mishap;

typedef struct
{
  guint n_raised;
  gint64 first_ms; /* 0: never */
} Seen;

/* A place between two stops, a third of the way through the drive. */
static guint
find_moment (const Drive *drive)
{
  for (guint i = drive->positions->len / 3; i < drive->positions->len; i++)
    {
      gint64 at_ms = g_array_index (drive->positions, RdmPosition, i).at_utc_ms;
      gboolean is_driving = TRUE;

      for (guint v = 0; v < drive->visits->len; v++)
        {
          const DriveVisit *visit = &g_array_index (drive->visits, DriveVisit, v);

          is_driving &= at_ms < visit->arrived_ms - 40000 || at_ms > visit->left_ms + 40000;
        }
      if (is_driving)
        return i;
    }
  g_assert_not_reached ();
}

/* The positions of @drive with @mishap from the @at-th on. */
static GArray *
with_mishap (const Drive *drive, Mishap mishap, guint at)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (RdmPosition));
  gint64 length_ms = 15 * MINUTE_MS;

  for (guint i = 0; i < drive->positions->len; i++)
    {
      RdmPosition position = g_array_index (drive->positions, RdmPosition, i);

      if (mishap == SILENCE && i >= at)
        break;
      if (mishap == STANDSTILL && i == at)
        for (gint64 t = 0; t < length_ms; t += 15000)
          {
            RdmPosition still = position;

            still.at_utc_ms += t;
            still.speed_mps = 0;
            g_array_append_val (positions, still);
          }
      if (mishap == STANDSTILL && i >= at)
        position.at_utc_ms += length_ms;
      g_array_append_val (positions, position);
    }
  return positions;
}

static gboolean
is_raised (RdmAlerts *alerts, RdmExceptionKind kind)
{
  GPtrArray *list = rdm_alerts_get_list (alerts);

  for (guint i = 0; i < list->len; i++)
    if (((const RdmAlert *)g_ptr_array_index (list, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/* Drives through the day; what is detected is reported, as the desk does. */
static void
watch_drive (guint seed, Mishap mishap, RdmExceptionKind kind, Seen *seen, gint64 *moment_ms)
{
  g_autoptr (RdmRows) rows = town_new (1, 12, seed);
  g_autofree char *route = town_route (0);
  DriveShape shape = DRIVE_SHAPE_CLEAN;
  g_autoptr (Drive) drive = NULL;
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  g_autoptr (RdmDayPlan) plan = NULL;
  g_autoptr (RdmLiveDay) day = NULL;
  g_autoptr (RdmAlerts) alerts = NULL;
  g_autoptr (GArray) positions = NULL;
  guint at, next = 0;

  shape.seed = seed;
  shape.noise_m = 6;
  shape.halts = 0.2;
  drive = drive_new (rows, route, &shape);
  at = find_moment (drive);
  *moment_ms = g_array_index (drive->positions, RdmPosition, at).at_utc_ms;
  positions = with_mishap (drive, mishap, at);
  {
    const RdmRoute *row = rdm_rows_get (rows, RDM_ROW_ROUTE, route);
    RdmCommand *send = rdm_command_new_send (NULL, town_ms (6 * 3600));

    rdm_command_list_route (send, route, (const char *const *)row->stops);
    rdm_outcome_free (world_run (rows, send));
  }
  plan = rdm_day_plan_new (rows, WORLD_DATE, travel);
  day = rdm_live_day_new (plan, drive->started_ms);
  alerts = rdm_alerts_new (day);
  for (gint64 now_ms = drive->started_ms; now_ms < drive->ended_ms + 16 * MINUTE_MS;
       now_ms += STEP_MS)
    {
      RdmCommand *detected;

      for (; next < positions->len
             && g_array_index (positions, RdmPosition, next).at_utc_ms <= now_ms;
           next++)
        rdm_live_day_add_position (day, "phone-0", &g_array_index (positions, RdmPosition, next));
      if (next == positions->len && mishap != SILENCE)
        break;
      rdm_live_day_set_now (day, now_ms);
      detected = rdm_live_day_take_detected (day);
      if (detected)
        {
          g_autoptr (RdmOutcome) outcome = world_run (rows, detected);

          rdm_day_plan_update (plan, outcome->changes);
          rdm_live_day_rows_changed (day, outcome->changes);
          rdm_alerts_rows_changed (alerts, outcome->changes);
        }
      rdm_alerts_update (alerts);
      if (!is_raised (alerts, kind))
        continue;
      seen->n_raised++;
      if (seen->first_ms == 0)
        seen->first_ms = now_ms;
      if (mishap != NOTHING)
        break;
    }
}

static void
test_mishap (Mishap mishap, RdmExceptionKind kind, gint64 latest_ms)
{
  guint n_seen = 0, n_false = 0;
  gint64 sum_ms = 0;

  for (guint seed = 1; seed <= SEEDS; seed++)
    {
      Seen with = { 0 };
      Seen without = { 0 };
      gint64 moment_ms;

      watch_drive (seed, mishap, kind, &with, &moment_ms);
      if (with.first_ms > 0 && with.first_ms >= moment_ms && with.first_ms <= moment_ms + latest_ms)
        {
          n_seen++;
          sum_ms += with.first_ms - moment_ms;
        }
      watch_drive (seed, NOTHING, kind, &without, &moment_ms);
      n_false += without.n_raised > 0;
    }
  g_test_message (
      "%s: %u of %u seen, after %.1f min; %u of %u drives with nothing the matter raised",
      rdm_exception_kind_names[kind], n_seen, SEEDS,
      n_seen ? (double)sum_ms / n_seen / MINUTE_MS : 0.0, n_false, SEEDS);
  g_assert_cmpuint (n_seen, >=, SEEDS - 1);
  g_assert_cmpuint (n_false, <=, 1);
}

static void
test_standstill (void)
{
  test_mishap (STANDSTILL, RDM_EXCEPTION_STANDSTILL, 11 * MINUTE_MS);
}

static void
test_silence (void)
{
  test_mishap (SILENCE, RDM_EXCEPTION_NO_POSITION, 12 * MINUTE_MS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alert-drive/standstill", test_standstill);
  g_test_add_func ("/alert-drive/silence", test_silence);
  return g_test_run ();
}
