/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day of 5,000 orders and 60 vehicles: how much processor time it takes to take it up, to follow
 * one move, to rank the routes for a stop, and how much memory planning it takes. The only
 * argument, if any, is seconds to plan (10).
 */
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "day-world.h"
#include "rdm-plan-task.h"

/* Of this process: what else the machine does meanwhile is not in it. */
static gint64
cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
ms_since (gint64 start_us)
{
  return (double)(cpu_us () - start_us) / 1000.0;
}

static double
peak_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024.0;
}

static RdmProposal *
plan (RdmRows *rows, double seconds)
{
  RdmPlanOptions options = { .scope.kind = RDM_SCOPE_ALL, .time_limit_s = seconds, .seed = 1 };
  g_autoptr (GError) error = NULL;
  gint64 start_us = cpu_us ();
  RdmProposal *proposal = rdm_plan (rows, WORLD_DATE, NULL, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_print ("plan: %.0f ms of all threads for a limit of %.0f s; %u stops on %u routes, %u left "
           "out; peak %.0f MB\n",
           ms_since (start_us), seconds, proposal->after.n_stops, proposal->after.n_routes,
           proposal->unassigned->len, peak_mb ());
  return proposal;
}

static void
move_one (RdmRows *rows, RdmDayPlan *day)
{
  GPtrArray *routes = rdm_day_plan_get_routes (day);
  const RdmRoute *from = g_ptr_array_index (routes, 0);
  const RdmRoute *to = g_ptr_array_index (routes, 1);
  RdmCommand *command = rdm_command_new_assign (NULL, to->row.id, NULL);
  g_autoptr (RdmOutcome) outcome = NULL;
  RdmFigures figures;
  gint64 start_us;

  rdm_command_assign_stop (command, from->stops[0], from->row.id);
  outcome = world_run (rows, command);
  start_us = cpu_us ();
  rdm_day_plan_update (day, outcome->changes);
  rdm_day_plan_get_figures (day, &figures);
  g_print ("follow one move: %.2f ms\n", ms_since (start_us));
}

static void
rank_one (RdmDayPlan *day)
{
  const RdmRoute *route = g_ptr_array_index (rdm_day_plan_get_routes (day), 0);
  const char *stops[] = { route->stops[0], NULL };
  gint64 start_us = cpu_us ();
  g_autoptr (GPtrArray) ranks = rdm_advice_rank (day, stops);
  double rank_ms = ms_since (start_us);
  g_autoptr (GPtrArray) answers = NULL;

  start_us = cpu_us ();
  answers = rdm_advice_why_not (day, stops[0]);
  g_print ("rank %u routes: %.2f ms; why not: %.2f ms\n", ranks->len, rank_ms, ms_since (start_us));
}

int
main (int argc, char **argv)
{
  WorldShape shape = { .n_routes = 60,
                       .n_orders = 5000,
                       .seed = 1,
                       .percent_windows = 40,
                       .percent_soft = 25,
                       .percent_skilled = 10,
                       .with_breaks = TRUE };
  g_autoptr (RdmRows) rows = world_new (&shape);
  g_autoptr (RdmProposal) proposal = plan (rows, argc > 1 ? strtod (argv[1], NULL) : 10.0);
  g_autoptr (RdmOutcome) outcome = world_run (rows, rdm_proposal_to_command (proposal, NULL));
  g_autoptr (RdmDayPlan) day = NULL;
  gint64 start_us = cpu_us ();
  RdmFigures figures;

  day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  rdm_day_plan_get_figures (day, &figures);
  g_print ("take up the day: %.1f ms\n", ms_since (start_us));
  move_one (rows, day);
  rank_one (day);
  return 0;
}
