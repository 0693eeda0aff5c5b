/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Advice: 1,000 stops on 25 vehicles are planned, 100 more come in. How long it takes to find the
 * best place of one of them over all routes, the ten best vehicles for each of the 100, and why a
 * vehicle cannot take one. Processor time. */
#include <glib.h>
#include <stdlib.h>
#include <time.h>

#include "rdm-vrp-advice.h"
#include "rdm-vrp-solve.h"
#include "vrp-day.h"

#define N_PLANNED 1000
#define N_NEW 100
#define N_VEHICLES 25
#define N_BEST 10
#define PLAN_S 5
#define MOST_ONE_MS 1.0
#define MOST_ALL_MS 60.0

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double p = *(const double *)a;
  double q = *(const double *)b;

  return p < q ? -1 : p > q;
}

static gboolean
tell (const char *what, double measured_ms, double wanted_ms)
{
  g_print ("%-48s %8.3f ms of %5.1f ms%s\n", what, measured_ms, wanted_ms,
           measured_ms > wanted_ms ? "  SHORT" : "");
  return measured_ms <= wanted_ms;
}

static gboolean
time_ranks (RdmVrpDesk *desk)
{
  RdmVrpPrice prices[N_BEST];
  double times[N_NEW];
  double all_ms = cpu_ms ();
  gboolean good;

  for (guint32 i = 0; i < N_NEW; i++)
    {
      guint32 task = N_PLANNED + i;
      double begin_ms = cpu_ms ();

      g_assert_cmpuint (rdm_vrp_rank_vehicles (desk, &task, 1, prices, N_BEST), ==, N_BEST);
      times[i] = cpu_ms () - begin_ms;
    }
  all_ms = cpu_ms () - all_ms;
  qsort (times, N_NEW, sizeof *times, compare);
  good = tell ("best place of one task over 25 routes, median", times[N_NEW / 2], MOST_ONE_MS);
  good = tell ("the same, p95", times[N_NEW * 95 / 100], MOST_ONE_MS) && good;
  return tell ("ten best vehicles for each of 100 tasks", all_ms, MOST_ALL_MS) && good;
}

static void
time_explanations (RdmVrpDesk *desk)
{
  double begin_ms = cpu_ms ();

  for (guint32 i = 0; i < N_NEW; i++)
    {
      guint32 task = N_PLANNED + i;

      rdm_vrp_explain (desk, &task, 1, i % N_VEHICLES);
    }
  g_print ("%-48s %8.3f ms\n", "why not, one task and one vehicle, mean",
           (cpu_ms () - begin_ms) / N_NEW);
}

int
main (void)
{
  g_autoptr (VrpDay) day = vrp_day_new (N_PLANNED + N_NEW, N_VEHICLES, TRUE);
  RdmVrpParams params = { .cpu_limit_s = PLAN_S };
  RdmVrpProblem planned = day->problem;
  RdmVrpSolution solution;
  RdmVrpDesk *desk;
  gboolean good;

  planned.n_tasks = N_PLANNED;
  if (rdm_vrp_solve (&planned, &params, NULL, NULL, NULL, &solution) != RDM_VRP_SOLVED)
    return EXIT_FAILURE;
  desk = rdm_vrp_desk_new (&day->problem, solution.plan);
  good = time_ranks (desk);
  time_explanations (desk);
  rdm_vrp_desk_free (desk);
  rdm_vrp_solution_clear (&solution);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
