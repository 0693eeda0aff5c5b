/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The live desk: a day of 1,000 stops on 25 vehicles is planned and under way, each vehicle has
 * served the first stops of its route; then one comes 40 minutes late, and one not at all. How good
 * is the repair after 1 s, 5 s and 60 s of processor time of one thread, and how many stops change
 * hands. How long the optimizer goes on after it was told to stop. Times between places are
 * asymmetric, a third of the stops has windows.
 *
 *   bench-desk [SECONDS]     of the longest repair; 60 without */
#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "rdm-vrp-solve.h"

#define N_STOPS 1000
#define N_VEHICLES 25
#define N_SERVED 8
#define LATE_S 2400
#define FIRST_PLAN_S 20

typedef struct
{
  RdmVrpProblem problem;
  RdmVrpProfile profile;
  gint32 *durations_s;
  RdmVrpTask tasks[N_STOPS];
  RdmVrpVehicle vehicles[N_VEHICLES];
  RdmVrpWindow windows[N_STOPS];
  gint64 deliveries[N_STOPS];
  gint64 capacities[N_VEHICLES];
  guint32 frozen[N_VEHICLES * N_SERVED];
} Day;

static void
fill_times (Day *day, GRand *rand)
{
  g_autofree double *x = g_new (double, N_STOPS + 1);
  g_autofree double *y = g_new (double, N_STOPS + 1);

  day->durations_s = g_new (gint32, (gsize)(N_STOPS + 1) * (N_STOPS + 1));
  for (guint i = 0; i <= N_STOPS; i++)
    {
      x[i] = i == 0 ? 10000 : g_rand_double_range (rand, 0, 20000);
      y[i] = i == 0 ? 10000 : g_rand_double_range (rand, 0, 20000);
    }
  for (guint i = 0; i <= N_STOPS; i++)
    for (guint j = 0; j <= N_STOPS; j++)
      day->durations_s[i * (N_STOPS + 1) + j] =
          i == j
              ? 0
              : (gint32)(hypot (x[i] - x[j], y[i] - y[j]) / 9 * g_rand_double_range (rand, 1, 1.2))
                    + 20;
}

static Day *
day_new (void)
{
  Day *day = g_new0 (Day, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  fill_times (day, rand);
  day->profile.durations_s = day->durations_s;
  for (guint i = 0; i < N_STOPS; i++)
    {
      gint64 begin_s = g_rand_int_range (rand, 7, 13) * 3600;

      day->tasks[i] = rdm_vrp_task_default ();
      day->tasks[i].location = i + 1;
      day->tasks[i].service_s = 150;
      day->tasks[i].first_window = i;
      day->tasks[i].n_windows = i % 3 == 0;
      day->windows[i] = rdm_vrp_window_hard (begin_s, begin_s + 3 * 3600);
      day->deliveries[i] = g_rand_int_range (rand, 1, 6);
    }
  for (guint v = 0; v < N_VEHICLES; v++)
    {
      day->vehicles[v] = rdm_vrp_vehicle_default ();
      day->vehicles[v].start_location = day->vehicles[v].end_location = 0;
      day->vehicles[v].earliest_s = 6 * 3600;
      day->vehicles[v].latest_s = 17 * 3600;
      day->vehicles[v].price_drive_s = 10;
      day->vehicles[v].price_fixed = 3600;
      day->capacities[v] = 180;
    }
  day->problem = (RdmVrpProblem){
    .n_locations = N_STOPS + 1,
    .n_profiles = 1,
    .profiles = &day->profile,
    .n_tasks = N_STOPS,
    .tasks = day->tasks,
    .n_vehicles = N_VEHICLES,
    .vehicles = day->vehicles,
    .n_dimensions = 1,
    .deliveries = day->deliveries,
    .capacities = day->capacities,
    .n_windows = N_STOPS,
    .windows = day->windows,
    .frozen_tasks = day->frozen,
  };
  return day;
}

static void
day_free (Day *day)
{
  g_free (day->durations_s);
  g_free (day);
}

/* The first stops are served; vehicle 0 is late, vehicle 1 is gone. */
static void
freeze (Day *day, const RdmVrpPlan *plan)
{
  guint n = 0;

  for (guint v = 0; v < N_VEHICLES; v++)
    {
      guint32 n_steps;
      const gint32 *steps = rdm_vrp_plan_get_route (plan, v, &n_steps);

      day->vehicles[v].first_frozen = n;
      day->vehicles[v].n_frozen = v == 1 ? 0 : MIN (n_steps, N_SERVED);
      for (guint i = 0; i < day->vehicles[v].n_frozen; i++)
        day->frozen[n++] = (guint32)steps[i];
      for (guint i = 0; i < n_steps; i++)
        day->tasks[steps[i]].current_vehicle = (gint32)v;
    }
  day->problem.n_frozen_tasks = n;
  day->vehicles[0].earliest_s += LATE_S;
  day->vehicles[1].max_tasks = 0;
}

static void
check_heads (const Day *day, const RdmVrpPlan *plan)
{
  for (guint v = 0; v < N_VEHICLES; v++)
    {
      guint32 n_steps;
      const gint32 *steps = rdm_vrp_plan_get_route (plan, v, &n_steps);

      g_assert_cmpuint (n_steps, >=, day->vehicles[v].n_frozen);
      for (guint i = 0; i < day->vehicles[v].n_frozen; i++)
        g_assert_cmpint (steps[i], ==, day->frozen[day->vehicles[v].first_frozen + i]);
    }
}

static double
repair (const Day *day, const RdmVrpPlan *plan, double cpu_s, double best)
{
  RdmVrpParams params = { .cpu_limit_s = cpu_s };
  RdmVrpSolution solution;
  double cost;

  g_assert_cmpint (rdm_vrp_solve (&day->problem, &params, plan, NULL, NULL, &solution), ==,
                   RDM_VRP_SOLVED);
  check_heads (day, solution.plan);
  cost = (double)solution.cost.total;
  g_print ("repair in %g s: cost %.0f, left out %u, changed hands %u", cpu_s, cost,
           solution.n_left_out, solution.n_changed);
  if (best > 0)
    g_print (", %.2f %% above the longest", 100 * (cost / best - 1));
  g_print ("\n");
  rdm_vrp_solution_clear (&solution);
  return cost;
}

typedef struct
{
  guint n_calls;
  gint64 told_us;
} Stop;

static bool
stop_cb (const RdmVrpProgress *progress, void *data)
{
  Stop *stop = data;

  stop->told_us = g_get_monotonic_time ();
  return ++stop->n_calls < 2;
}

static void
time_stops (const Day *day, const RdmVrpPlan *plan)
{
  double longest_ms = 0;

  for (guint i = 0; i < 20; i++)
    {
      RdmVrpParams params = {
        .time_limit_s = 30, .threads = 1 + i % 2, .seed = i, .progress_every_s = 0.05
      };
      RdmVrpSolution solution;
      Stop stop = { 0 };
      double ms;

      rdm_vrp_solve (&day->problem, &params, plan, stop_cb, &stop, &solution);
      ms = (double)(g_get_monotonic_time () - stop.told_us) / 1000;
      longest_ms = MAX (longest_ms, ms);
      rdm_vrp_solution_clear (&solution);
    }
  g_print ("told to stop, the longest of 20 took %.1f ms by the clock\n", longest_ms);
}

int
main (int argc, char **argv)
{
  Day *day = day_new ();
  RdmVrpParams params = { .cpu_limit_s = FIRST_PLAN_S };
  double longest_s = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 60;
  RdmVrpSolution first;
  double best;

  rdm_vrp_solve (&day->problem, &params, NULL, NULL, NULL, &first);
  g_print ("first plan after %.3f s; after %d s of the processor: cost %.0f, left out %u\n",
           first.first_plan_s, FIRST_PLAN_S, (double)first.cost.total, first.n_left_out);
  freeze (day, first.plan);
  time_stops (day, first.plan);
  best = repair (day, first.plan, longest_s, 0);
  repair (day, first.plan, 0.05, best);
  repair (day, first.plan, 1, best);
  repair (day, first.plan, 5, best);
  rdm_vrp_solution_clear (&first);
  day_free (day);
  return 0;
}
