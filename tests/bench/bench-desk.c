/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The live desk: a day of 1,000 stops on 25 vehicles is planned and under way, each vehicle has
 * served the first stops of its route; then one comes 40 minutes late, and one not at all. How good
 * is the repair after 1 s, 5 s and 60 s of processor time of one thread, and how many stops change
 * hands. How long the optimizer goes on after it was told to stop, while it plans and while it
 * repairs. Times between places are
 * asymmetric, a third of the stops has windows.
 *
 *   bench-desk [SECONDS]     of the longest repair; 60 without */
#include <glib.h>
#include <stdlib.h>
#include <time.h>

#include "rdm-vrp-solve.h"
#include "vrp-day.h"

#define N_STOPS 1000
#define N_VEHICLES 25
#define N_SERVED 8
#define LATE_S 2400
#define FIRST_PLAN_S 20
#define N_STOPPED 20

/* The first stops are served; of the vehicles that have some, the first is late, and the second is
 * gone. */
static void
freeze (VrpDay *day, const RdmVrpPlan *plan)
{
  guint n = 0;
  guint n_busy = 0;

  for (guint v = 0; v < N_VEHICLES; v++)
    {
      guint32 n_steps;
      const gint32 *steps = rdm_vrp_plan_get_route (plan, v, &n_steps);
      gboolean is_late = n_steps > 0 && n_busy == 0;
      gboolean is_gone = n_steps > 0 && n_busy == 1;

      n_busy += n_steps > 0;
      day->vehicles[v].first_frozen = n;
      day->vehicles[v].n_frozen = is_gone ? 0 : MIN (n_steps, N_SERVED);
      if (is_late)
        day->vehicles[v].earliest_s += LATE_S;
      if (is_gone)
        day->vehicles[v].max_tasks = 0;
      for (guint i = 0; i < day->vehicles[v].n_frozen; i++)
        day->frozen[n++] = (guint32)steps[i];
      for (guint i = 0; i < n_steps; i++)
        day->tasks[steps[i]].current_vehicle = (gint32)v;
    }
  day->problem.n_frozen_tasks = n;
}

static void
check_heads (const VrpDay *day, const RdmVrpPlan *plan)
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
repair (const VrpDay *day, const RdmVrpPlan *plan, double cpu_s, double best)
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
  guint n_most;
  gint64 told_us;
  double told_cpu_ms;
} Stop;

/* Of all threads. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool
stop_cb (const RdmVrpProgress *progress, void *data)
{
  Stop *stop = data;

  stop->told_us = g_get_monotonic_time ();
  stop->told_cpu_ms = cpu_ms ();
  return ++stop->n_calls < stop->n_most;
}

/* Told at all kinds of moments: while the first plan settles, too. `plan`: to begin with, or NULL.
 */
static void
time_stops (const VrpDay *day, const RdmVrpPlan *plan)
{
  double longest_ms = 0;
  double longest_cpu_ms = 0;

  for (guint i = 0; i < N_STOPPED; i++)
    {
      RdmVrpParams params = {
        .time_limit_s = 30, .threads = 1 + i % 2, .seed = i, .progress_every_s = 0.005
      };
      RdmVrpSolution solution;
      Stop stop = { .n_most = 1 + i };

      rdm_vrp_solve (&day->problem, &params, plan, stop_cb, &stop, &solution);
      longest_ms = MAX (longest_ms, (double)(g_get_monotonic_time () - stop.told_us) / 1000);
      longest_cpu_ms = MAX (longest_cpu_ms, cpu_ms () - stop.told_cpu_ms);
      rdm_vrp_solution_clear (&solution);
    }
  g_print (
      "told to stop%s, the longest of %d took %.1f ms by the clock, %.1f ms of the processor\n",
      plan != NULL ? "" : " from nothing", N_STOPPED, longest_ms, longest_cpu_ms);
}

int
main (int argc, char **argv)
{
  g_autoptr (VrpDay) day = vrp_day_new (N_STOPS, N_VEHICLES, TRUE);
  RdmVrpParams params = { .cpu_limit_s = FIRST_PLAN_S };
  double longest_s = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 60;
  RdmVrpSolution first;
  double best;

  rdm_vrp_solve (&day->problem, &params, NULL, NULL, NULL, &first);
  g_print ("first plan after %.3f s; after %d s of the processor: cost %.0f, left out %u\n",
           first.first_plan_s, FIRST_PLAN_S, (double)first.cost.total, first.n_left_out);
  time_stops (day, NULL);
  freeze (day, first.plan);
  time_stops (day, first.plan);
  best = repair (day, first.plan, longest_s, 0);
  repair (day, first.plan, 0.05, best);
  repair (day, first.plan, 1, best);
  repair (day, first.plan, 5, best);
  rdm_vrp_solution_clear (&first);
  return 0;
}
