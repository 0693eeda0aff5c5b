/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A live day of a large fleet: 1,000 vehicles with 40 stops each that report every 5 seconds. What
 * an event costs until every arrival time that it touches is known again, and what a picture of all
 * vehicles costs.
 *
 *     bench-live [VEHICLES [STOPS]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "made-up-drive.h"

typedef struct
{
  RdmRows *rows;
  RdmDayPlan *plan;
  RdmLiveDay *day;
  GPtrArray *drives; /* (element-type Drive) */
  guint n_routes;
} World;

static double
seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
}

static double
memory_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024.0;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static void
say (const char *what, GArray *times)
{
  double sum = 0;

  for (guint i = 0; i < times->len; i++)
    sum += g_array_index (times, double, i);
  g_array_sort (times, compare_doubles);
  printf ("%-52s %8.3f ms mean %8.3f p95 %8.3f most  n %u\n", what, 1e3 * sum / times->len,
          1e3 * g_array_index (times, double, times->len * 95 / 100),
          1e3 * g_array_index (times, double, times->len - 1), times->len);
  g_array_set_size (times, 0);
}

static guint
ask_route (World *world, guint n)
{
  g_autofree char *id = town_route (n);
  const RdmRoute *route = rdm_rows_get (world->rows, RDM_ROW_ROUTE, id);
  guint found = 0;

  for (GStrv stop = route->stops; *stop; stop++)
    {
      RdmEta eta;

      found += rdm_live_day_get_eta (world->day, *stop, &eta);
    }
  return found;
}

static void
run (World *world, RdmCommand *command)
{
  RdmOutcome *outcome = world_run (world->rows, command);

  if (rdm_day_plan_update (world->plan, outcome->changes))
    rdm_live_day_rows_changed (world->day, outcome->changes);
  rdm_outcome_free (outcome);
}

static void
set_out (World *world)
{
  RdmCommand *send = rdm_command_new_send (NULL, town_ms (7 * 3600));
  RdmCommand *report = rdm_command_new_report (NULL);
  DriveShape shape = DRIVE_SHAPE_CLEAN;

  shape.noise_m = 8;
  for (guint n = 0; n < world->n_routes; n++)
    {
      g_autofree char *id = town_route (n);
      const RdmRoute *route = rdm_rows_get (world->rows, RDM_ROW_ROUTE, id);

      shape.seed = n + 1;
      rdm_command_list_route (send, id, (const char *const *)route->stops);
      rdm_command_add_report (report, RDM_EVENT_STARTED, id, NULL, town_ms (8 * 3600));
      /* A hundred ways are enough: the others drive one of them, too. */
      if (n < 100)
        g_ptr_array_add (world->drives, drive_new (world->rows, id, &shape));
    }
  run (world, send);
  run (world, report);
}

/* Some minutes of positions of everybody, and after each the times that it touches. */
static void
bench_positions (World *world)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  guint first = 100;

  for (guint step = first; step < first + 40; step++)
    for (guint n = 0; n < world->n_routes; n++)
      {
        const Drive *drive = world->drives->pdata[n % world->drives->len];
        const RdmPosition *position = &g_array_index (drive->positions, RdmPosition, step);
        g_autofree char *source = g_strdup_printf ("phone-%u", n);
        double begin = seconds ();
        double took;

        rdm_live_day_set_now (world->day, position->at_utc_ms);
        (void)rdm_live_day_add_position (world->day, source, position);
        ask_route (world, n);
        took = seconds () - begin;
        if (step > first) /* the first finds the roads */
          g_array_append_val (times, took);
      }
  say ("a position, to the times of its route", times);
}

static void
bench_reports (World *world)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint n = 0; n < MIN (world->n_routes, 30); n++)
    {
      g_autofree char *id = town_route (n);
      const RdmRoute *route = rdm_rows_get (world->rows, RDM_ROW_ROUTE, id);
      RdmCommand *command = rdm_command_new_report (NULL);
      double begin;
      double took;

      rdm_command_add_report (command, RDM_EVENT_DONE, id, route->stops[0],
                              rdm_live_day_get_now (world->day));
      begin = seconds ();
      run (world, command);
      ask_route (world, n);
      took = seconds () - begin;
      g_array_append_val (times, took);
    }
  say ("a report, to the times of its route", times);
}

static void
bench_picture (World *world)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint frame = 0; frame < 100; frame++)
    {
      double begin = seconds ();
      double took;

      rdm_live_day_set_now (world->day, rdm_live_day_get_now (world->day) + 16);
      for (guint n = 0; n < world->n_routes; n++)
        {
          g_autofree char *id = town_route (n);

          (void)rdm_live_day_get_vehicle (world->day, id);
        }
      took = seconds () - begin;
      g_array_append_val (times, took);
    }
  say ("where everybody is, for one frame", times);
}

static void
bench_all_times (World *world)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint tick = 0; tick < 10; tick++)
    {
      double begin = seconds ();
      double took;

      rdm_live_day_set_now (world->day, rdm_live_day_get_now (world->day) + 10000);
      for (guint n = 0; n < world->n_routes; n++)
        ask_route (world, n);
      took = seconds () - begin;
      g_array_append_val (times, took);
    }
  say ("all times of all routes, ten seconds later", times);
}

static void
bench_detection (World *world)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < 20; i++)
    {
      double begin = seconds ();
      RdmCommand *command = rdm_live_day_take_detected (world->day);
      double took = seconds () - begin;

      g_clear_pointer (&command, rdm_command_unref);
      g_array_append_val (times, took);
    }
  say ("what was seen of all routes", times);
}

/* Everybody owes one: when it will be begun is open. */
static void
owe_breaks (World *world)
{
  for (guint n = 0; n < world->n_routes; n++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", n);
      RdmShift *shift = world_edit (world->rows, RDM_ROW_SHIFT, id);

      shift->break_s = 1800;
      shift->break_from_s = 11 * 3600;
      shift->break_to_s = 14 * 3600;
      world_keep (world->rows, shift);
    }
}

int
main (int argc, char **argv)
{
  guint n_stops = argc > 2 ? (guint)atoi (argv[2]) : 40;
  g_autoptr (RdmTravel) travel = grid_travel_new ();
  World world = { .n_routes = argc > 1 ? (guint)atoi (argv[1]) : 1000 };
  double before_mb;

  world.drives = g_ptr_array_new_with_free_func ((GDestroyNotify)drive_free);
  world.rows = town_new (world.n_routes, n_stops, 1);
  owe_breaks (&world);
  world.plan = rdm_day_plan_new (world.rows, WORLD_DATE, travel);
  world.day = rdm_live_day_new (world.plan, town_ms (8 * 3600));
  set_out (&world);
  before_mb = memory_mb ();
  printf ("%u vehicles, %u stops each\n", world.n_routes, n_stops);
  bench_positions (&world);
  bench_reports (&world);
  bench_picture (&world);
  bench_all_times (&world);
  bench_detection (&world);
  printf ("memory: %.0f MB, of which the live day %.0f MB\n", memory_mb (),
          memory_mb () - before_mb);
  g_ptr_array_unref (world.drives);
  g_object_unref (world.day);
  g_object_unref (world.plan);
  g_object_unref (world.rows);
  return 0;
}
