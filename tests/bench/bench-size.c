/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Large days: how soon there is a first plan, and the peak of memory, for 1,000 and 5,000 stops
 * with a matrix and for 20,000 without one. Each in a process of its own.
 *
 *   bench-size [STOPS]     one of them, without a matrix from 10,000 on */
#include <glib.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "rdm-vrp-solve.h"
#include "vrp-day.h"

#define STOPS_A_VEHICLE 40
#define MATRIX_BELOW 10000
/* Beyond the first plan, so that the peak is that of a search. */
#define SEARCH_S 5
#define LONGEST_S 600
#define SHORT_STATUS 3

typedef struct
{
  guint n_stops;
  double most_cpu_s;
  double most_mb;
} Wish;

static const Wish wishes[] = { { 1000, 0.2, 600 }, { 5000, 20, 600 }, { 20000, 20, 2000 } };

static double
cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

typedef struct
{
  double begun_s;
  double first_cpu_s;
  double until_s;
} Watch;

static bool
watch_cb (const RdmVrpProgress *progress, void *data)
{
  Watch *watch = data;

  if (watch->first_cpu_s == 0)
    watch->first_cpu_s = cpu_s () - watch->begun_s;
  return cpu_s () - watch->begun_s < watch->first_cpu_s + SEARCH_S;
}

static int
measure (const Wish *wish)
{
  g_autoptr (VrpDay) day =
      vrp_day_new (wish->n_stops, wish->n_stops / STOPS_A_VEHICLE, wish->n_stops < MATRIX_BELOW);
  RdmVrpParams params = { .time_limit_s = LONGEST_S, .progress_every_s = 0.02 };
  Watch watch = { .begun_s = cpu_s () };
  RdmVrpSolution solution;
  struct rusage usage;
  double mb;
  gboolean good;

  if (rdm_vrp_solve (&day->problem, &params, NULL, watch_cb, &watch, &solution)
      == RDM_VRP_NO_MEMORY)
    return EXIT_FAILURE;
  getrusage (RUSAGE_SELF, &usage);
  mb = (double)usage.ru_maxrss / 1024;
  good = watch.first_cpu_s <= wish->most_cpu_s && mb <= wish->most_mb;
  g_print ("%6u stops: first plan after %.2f s of the processor (wanted %g), left out %u, peak "
           "%.0f MB (wanted %.0f)%s\n",
           wish->n_stops, watch.first_cpu_s, wish->most_cpu_s, solution.n_left_out, mb,
           wish->most_mb, good ? "" : "  SHORT");
  rdm_vrp_solution_clear (&solution);
  return good ? EXIT_SUCCESS : SHORT_STATUS;
}

int
main (int argc, char **argv)
{
  gboolean good = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autofree char *stops = g_strdup_printf ("%u", wishes[i].n_stops);
      const char *command[] = { argv[0], stops, NULL };
      int status;

      if (argc > 1)
        {
          if (g_strcmp0 (argv[1], stops) == 0)
            return measure (&wishes[i]);
          continue;
        }
      good = g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL,
                           NULL, NULL, &status, NULL)
             && status == 0 && good;
    }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
