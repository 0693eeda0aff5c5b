/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever happens, in whatever order: what must hold of any answer holds, and a day that is told
 * everything at once answers like one that lived through it.
 */
#include "made-up-drive.h"

#define N_ROUTES 3
#define N_STOPS 8

typedef struct
{
  GRand *random;
  RdmRows *rows;
  RdmTravel *travel;
  RdmDayPlan *plan;
  RdmLiveDay *day;
  GArray *given; /* (element-type RdmPosition): @flags' upper half: whose */
} World;

static void
run (World *world, RdmCommand *command)
{
  g_autoptr (RdmCommand) taken = command;
  g_autoptr (RdmOutcome) outcome = rdm_run (taken, world->rows);

  if (!rdm_outcome_is_applied (outcome))
    return;
  rdm_changes_apply (outcome->changes, world->rows);
  if (rdm_day_plan_update (world->plan, outcome->changes))
    rdm_live_day_rows_changed (world->day, outcome->changes);
}

static char *
any_route (World *world)
{
  return town_route ((guint)g_rand_int_range (world->random, 0, N_ROUTES));
}

static char *
any_stop (World *world)
{
  return g_strdup_printf ("o%d.d", g_rand_int_range (world->random, 0, N_ROUTES * N_STOPS));
}

static gint64
any_moment (World *world)
{
  return town_ms (g_rand_double_range (world->random, 6 * 3600, 20 * 3600));
}

static void
send_all (World *world)
{
  RdmCommand *command = rdm_command_new_send (NULL, town_ms (6 * 3600));

  for (guint n = 0; n < N_ROUTES; n++)
    {
      g_autofree char *id = town_route (n);
      g_autoptr (RdmRoute) route = rdm_rows_get_route (world->rows, id);

      rdm_command_list_route (command, id, (const char *const *)route->stops);
    }
  run (world, command);
}

static void
report_anything (World *world)
{
  RdmCommand *command = rdm_command_new_report (NULL);
  g_autofree char *stop = any_stop (world);
  g_autofree char *other = any_route (world);
  const char *of = rdm_rows_route_of (world->rows, stop);
  RdmEvent event = (RdmEvent)g_rand_int_range (world->random, 0, RDM_N_EVENTS);
  gboolean is_whole = event == RDM_EVENT_STARTED
                      || (event == RDM_EVENT_ENDED && g_rand_int_range (world->random, 0, 9) == 0);
  const char *route = !of || g_rand_int_range (world->random, 0, 9) == 0 ? other : of;

  if (event == RDM_EVENT_ENDED && !is_whole)
    event = RDM_EVENT_DONE;
  rdm_command_add_report (command, event, event == RDM_EVENT_CANCELLED ? NULL : route,
                          is_whole ? NULL : stop, any_moment (world));
  run (world, command);
}

static void
move_anything (World *world)
{
  g_autofree char *route = any_route (world);
  g_autofree char *stop = any_stop (world);
  RdmCommand *command = rdm_command_new_assign (
      NULL, g_rand_int_range (world->random, 0, 5) == 0 ? NULL : route, NULL);

  rdm_command_assign_stop (command, stop, rdm_rows_route_of (world->rows, stop));
  run (world, command);
}

static void
give (RdmLiveDay *day, const RdmPosition *given)
{
  g_autofree char *source = g_strdup_printf ("phone-%u", given->flags >> 8);
  RdmPosition position = *given;

  position.flags &= 0xff;
  g_assert_true (rdm_live_day_add_position (day, source, &position));
}

static void
drive_anything (World *world)
{
  gint64 at_ms = any_moment (world);
  double east_m = g_rand_double_range (world->random, -2500, 2500);
  double north_m = g_rand_double_range (world->random, -2500, 2500);
  guint who = (guint)g_rand_int_range (world->random, 0, N_ROUTES);
  guint n = (guint)g_rand_int_range (world->random, 1, 60);
  int every_ms = g_rand_int_range (world->random, 1000, 30000);

  for (guint i = 0; i < n; i++)
    {
      RdmPosition position = {
        .at_utc_ms = at_ms + (gint64)i * every_ms + g_rand_int_range (world->random, 0, every_ms),
        .place = grid_point (east_m, north_m),
        .accuracy_m =
            g_rand_boolean (world->random) ? NAN : g_rand_double_range (world->random, 0, 300),
        .speed_mps =
            g_rand_boolean (world->random) ? NAN : g_rand_double_range (world->random, 0, 40),
        .course_deg = NAN,
        .altitude_m = NAN,
        .battery_share = g_rand_double (world->random),
        .flags = (guint)g_rand_int_range (world->random, 0, 40) | who << 8,
      };

      if ((position.flags & 0xff) > 15)
        position.flags &= ~0xffu;
      east_m += g_rand_double_range (world->random, -80, 80);
      north_m += g_rand_double_range (world->random, -80, 80);
      g_array_append_val (world->given, position);
      give (world->day, &position);
    }
}

static void
assert_route (World *world, const char *id)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (world->rows, id);
  const RdmLiveVehicle *seen = rdm_live_day_get_vehicle (world->day, id);
  g_autoptr (GArray) trail = rdm_live_day_get_trail (world->day, id);
  gint64 before_ms = 0;
  RdmRouteEta end;

  g_assert_nonnull (seen);
  g_assert_true (rdm_point_is_valid (seen->place));
  g_assert_true (seen->age_ms >= 0 || !seen->has_position);
  g_assert_true (seen->driven_m >= 0);
  g_assert_true (!seen->has_position || seen->uncertainty_m > 0);
  g_assert_true (!seen->has_position || seen->last.at_utc_ms <= rdm_live_day_get_now (world->day));
  for (guint i = 0; i < trail->len; i++)
    {
      g_assert_cmpint (g_array_index (trail, RdmTrailPoint, i).at_ms, >, before_ms);
      before_ms = g_array_index (trail, RdmTrailPoint, i).at_ms;
    }
  for (GStrv stop = route->stops; stop && *stop; stop++)
    {
      const RdmStop *row = rdm_rows_get (world->rows, RDM_ROW_STOP, *stop);
      RdmEta eta;

      if (!rdm_live_day_get_eta (world->day, *stop, &eta))
        {
          g_assert_false (rdm_stop_is_open (row));
          continue;
        }
      g_assert_true (rdm_stop_is_open (row));
      g_assert_cmpint (eta.p50_ms, <=, eta.p90_ms);
      g_assert_cmpint (eta.begin_p50_ms, >=, eta.p50_ms);
      g_assert_cmpint (eta.leave_p50_ms, >=, eta.begin_p50_ms);
      g_assert_true (eta.late_chance >= 0 && eta.late_chance <= 1);
      g_assert_cmpint (eta.service_s, >=, 0);
    }
  g_assert_true (rdm_live_day_get_route_eta (world->day, id, &end));
  g_assert_cmpint (end.end_p50_ms, <=, end.end_p90_ms);
}

/* The same rows and positions in a day of its own. */
static void
assert_same_anew (World *world)
{
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (world->rows, WORLD_DATE, world->travel);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, rdm_live_day_get_now (world->day));

  for (guint i = world->given->len; i > 0; i--)
    give (day, &g_array_index (world->given, RdmPosition, i - 1));
  for (guint n = 0; n < N_ROUTES; n++)
    {
      g_autofree char *id = town_route (n);
      RdmLiveVehicle a = *rdm_live_day_get_vehicle (world->day, id);
      const RdmLiveVehicle *b = rdm_live_day_get_vehicle (day, id);
      RdmRouteEta x;
      RdmRouteEta y;

      if (a.last.at_utc_ms != b->last.at_utc_ms)
        continue; /* two at one moment: whoever came first */
      g_assert_cmpint (a.status, ==, b->status);
      g_assert_true (rdm_point_equal (a.place, b->place));
      g_assert_cmpfloat (a.driven_m, ==, b->driven_m);
      g_assert_true (rdm_live_day_get_route_eta (world->day, id, &x));
      g_assert_true (rdm_live_day_get_route_eta (day, id, &y));
      g_assert_cmpint (x.end_p50_ms, ==, y.end_p50_ms);
      g_assert_cmpint (x.end_p90_ms, ==, y.end_p90_ms);
    }
}

static void
do_anything (World *world)
{
  RdmCommand *detected;

  switch (g_rand_int_range (world->random, 0, 6))
    {
    case 0:
    case 1:
      report_anything (world);
      break;
    case 2:
      move_anything (world);
      break;
    case 3:
      rdm_live_day_set_now (world->day, any_moment (world));
      break;
    case 4:
      detected = rdm_live_day_take_detected (world->day);
      if (detected)
        run (world, detected);
      break;
    default:
      drive_anything (world);
    }
}

static void
test_anything (void)
{
  for (guint seed = 0; seed < 12; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      World world = { .random = random };

      world.rows = town_new (N_ROUTES, N_STOPS, seed);
      world.travel = grid_travel_new ();
      world.plan = rdm_day_plan_new (world.rows, WORLD_DATE, world.travel);
      world.day = rdm_live_day_new (world.plan, town_ms (8 * 3600));
      world.given = g_array_new (FALSE, FALSE, sizeof (RdmPosition));
      send_all (&world);
      for (guint step = 0; step < 120; step++)
        {
          do_anything (&world);
          for (guint n = 0; n < N_ROUTES; n++)
            {
              g_autofree char *id = town_route (n);

              assert_route (&world, id);
            }
          if (step % 20 == 19)
            assert_same_anew (&world);
        }
      g_array_unref (world.given);
      g_object_unref (world.day);
      g_object_unref (world.plan);
      g_object_unref (world.travel);
      g_object_unref (world.rows);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/anything", test_anything);
  return g_test_run ();
}
