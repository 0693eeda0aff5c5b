/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The day under way: 1,000 vehicles of 20 stops looked at as a whole and after one event, a delay
 * on 20 vehicles with 300 open stops put right, and a vehicle that is down rescued. Seconds of the
 * processor.
 */
#include <time.h>

#include "live-world.h"
#include "rdm-answer.h"
#include "rdm-live-rest.h"

#define HOUR_S 3600
#define N_EVENTS 200

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1000.0 + (double)now.tv_nsec / 1e6;
}

/* --- looking -----------------------------------------------------------------------------------
 */

static RdmRows *
large_day (guint n_routes)
{
  WorldShape shape = {
    .n_routes = n_routes, .n_orders = 20 * n_routes, .seed = 3, .percent_windows = 30
  };
  RdmRows *rows = world_new (&shape);

  world_deal (rows, 5);
  live_world_send (rows, 6 * HOUR_S);
  live_world_drive (rows, 10 * HOUR_S, 600);
  return rows;
}

static void
look_at_thousand (void)
{
  g_autoptr (RdmRows) rows = large_day (1000);
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, live_world_ms (10 * HOUR_S));
  g_autoptr (RdmAlerts) alerts = rdm_alerts_new (day);
  GPtrArray *routes = rdm_day_plan_get_routes (plan);
  double begin_ms = cpu_ms ();
  double first_ms, again_ms;

  rdm_alerts_update (alerts);
  first_ms = cpu_ms () - begin_ms;
  begin_ms = cpu_ms ();
  rdm_alerts_rows_changed (alerts, NULL);
  rdm_alerts_update (alerts);
  again_ms = cpu_ms () - begin_ms;
  begin_ms = cpu_ms ();
  for (guint i = 0; i < N_EVENTS; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i * 5 % routes->len);

      g_signal_emit_by_name (day, "route-changed", route->row.id);
      rdm_alerts_update (alerts);
    }
  g_print ("alerts: %u routes, %u alerts; the first look, arrival times included, %.0f ms; "
           "a full look %.0f ms; after one event %.2f ms\n",
           routes->len, rdm_alerts_get_list (alerts)->len, first_ms, again_ms,
           (cpu_ms () - begin_ms) / N_EVENTS);
}

/* --- putting right -----------------------------------------------------------------------------
 */

static RdmRows *
delayed_day (void)
{
  WorldShape shape = { .n_routes = 20,
                       .n_orders = 330,
                       .seed = 7,
                       .percent_windows = 90,
                       .percent_skilled = 10,
                       .with_breaks = TRUE };
  RdmRows *rows = world_new (&shape);

  for (guint n = 0; n < shape.n_routes; n++)
    {
      g_autofree char *id = g_strdup_printf ("v%u", n);
      RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, id);

      vehicle->max_stops = 18;
      world_keep (rows, vehicle);
    }
  world_plan (rows, 2000);
  live_world_send (rows, 6 * HOUR_S);
  live_world_drive (rows, 9 * HOUR_S + HOUR_S / 2, 5400);
  return rows;
}

static void
resequence (double cpu_limit_s)
{
  g_autoptr (RdmRows) rows = delayed_day ();
  RdmRepairOptions options = { .cpu_limit_s = cpu_limit_s, .seed = 1 };
  double begin_ms = cpu_ms ();
  g_autoptr (RdmRest) rest =
      rdm_rest_new (rows, WORLD_DATE, NULL, live_world_ms (9 * HOUR_S + HOUR_S / 2), NULL, 0);
  g_autoptr (RdmRepair) repair = rdm_repair (rest, &options, NULL, NULL, NULL);
  double took_ms = cpu_ms () - begin_ms;
  RdmFigures figures;

  rdm_day_plan_get_figures (rdm_rest_get_plan (rest), &figures);
  g_print ("resequence: %u open stops on %u routes, %.2f s: late %u to %u, %.0f min later in all "
           "to %.0f, %u change hands, %u told again\n",
           figures.n_stops, figures.n_routes, took_ms / 1000, repair->n_late_before,
           repair->n_late_after, (double)figures.late_s / 60,
           (double)(figures.late_s + repair->late_s) / 60, g_strv_length (repair->moved),
           g_strv_length (repair->tell));
}

static void
rescue (void)
{
  RdmRows *rows = delayed_day ();
  g_autoptr (RdmRows) owned = rows;
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  g_autoptr (RdmLiveDay) day = rdm_live_day_new (plan, live_world_ms (9 * HOUR_S + HOUR_S / 2));
  RdmAlert alert = { .kind = RDM_EXCEPTION_VEHICLE_DOWN,
                     .id = (char *)"vehicle-down:v2@" WORLD_DATE,
                     .subject = (char *)"v2",
                     .route = (char *)"s2@" WORLD_DATE };
  g_autoptr (RdmQuestion) question = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  double begin_ms = cpu_ms ();

  question = rdm_question_new (day, &alert, "bench");
  answers = rdm_question_answer (question, NULL);
  g_print ("rescue: %.2f s\n", (cpu_ms () - begin_ms) / 1000);
  for (guint i = 0; i < answers->len; i++)
    {
      const RdmAnswer *answer = g_ptr_array_index (answers, i);

      g_print ("  %s: %s\n", answer->label, answer->words);
    }
}

int
main (void)
{
  look_at_thousand ();
  resequence (0.5);
  resequence (1.0);
  rescue ();
  return 0;
}
