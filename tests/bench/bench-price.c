/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The price under the mouse: 30 routes of 40 stops, 1,000 random drags. Prints milliseconds, and
 * how many prices fit into the time of evaluating the whole day once, which does not depend on the
 * machine.
 *
 * "cold": the first price of a drag, best places worked out; "warm": the pointer moves on with the
 * same stops.
 */
#include <time.h>

#include "day-world.h"
#include "rdm-advice.h"

#define N_DRAGS 1000
#define N_WARM 5

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x > y) - (x < y);
}

static double
percentile (GArray *ms, guint percent)
{
  g_array_sort (ms, compare_doubles);
  return g_array_index (ms, double, (ms->len - 1) * percent / 100);
}

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
time_whole_day (RdmRows *rows)
{
  gint64 start_us = cpu_us ();
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  RdmFigures figures;

  rdm_day_plan_get_figures (day, &figures);
  return ms_since (start_us);
}

static const char *
random_stop (GRand *random, GPtrArray *stops)
{
  int i = g_rand_int_range (random, 0, (gint32)stops->len);

  return ((const RdmStop *)g_ptr_array_index (stops, i))->row.id;
}

static void
time_price (RdmDayPlan *day, GRand *random, const char *const *stops, GArray *ms)
{
  GPtrArray *routes = rdm_day_plan_get_routes (day);
  const RdmRoute *route =
      g_ptr_array_index (routes, g_rand_int_range (random, 0, (gint32)routes->len));
  int n = route->stops ? (int)g_strv_length (route->stops) : 0;
  const char *after = n ? route->stops[g_rand_int_range (random, 0, n)] : NULL;
  gint64 start_us = cpu_us ();
  g_autoptr (RdmPrice) price = rdm_advice_price (day, stops, route->row.id, after);
  double took_ms = ms_since (start_us);

  g_array_append_val (ms, took_ms);
}

static void
drag_about (RdmRows *rows, guint n_stops)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GPtrArray) stops = rdm_rows_list (rows, RDM_ROW_STOP);
  g_autoptr (RdmDayPlan) day = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (GArray) cold = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) warm = g_array_new (FALSE, FALSE, sizeof (double));
  double day_ms = time_whole_day (rows);
  RdmFigures figures;

  rdm_day_plan_get_figures (day, &figures);
  for (guint i = 0; i < N_DRAGS; i++)
    {
      const char *chosen[16] = { NULL };

      for (guint j = 0; j < n_stops; j++)
        chosen[j] = random_stop (random, stops);
      time_price (day, random, chosen, cold);
      for (guint j = 0; j < N_WARM; j++)
        time_price (day, random, chosen, warm);
    }
  g_print ("price of %u of %u stops on %u routes: cold p50 %.2f p95 %.2f ms, warm p50 %.2f p95 "
           "%.2f ms; whole day %.1f ms, %.1f times the cold p95\n",
           n_stops, figures.n_stops, figures.n_routes, percentile (cold, 50), percentile (cold, 95),
           percentile (warm, 50), percentile (warm, 95), day_ms, day_ms / percentile (cold, 95));
}

int
main (void)
{
  WorldShape shape = { .n_routes = 30,
                       .n_orders = 1200,
                       .seed = 1,
                       .percent_windows = 40,
                       .percent_soft = 25,
                       .percent_skilled = 10,
                       .with_breaks = TRUE };
  g_autoptr (RdmRows) rows = world_new (&shape);

  world_plan (rows, 2000);
  drag_about (rows, 1);
  drag_about (rows, 3);
  drag_about (rows, 12);
  return 0;
}
