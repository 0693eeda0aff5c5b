/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A simulated day of many vans: how many events a second of the processor, and how many times
 * faster than the day itself that is.
 */
#include <stdio.h>
#include <time.h>

#include "sim-day.h"

#define N_ROUTES 200
#define N_ORDERS 4000
#define EVERY_S 5

static guint64 n_positions;
static guint64 n_commands;

static void
position_cb (const char *source, const RdmPosition *position, gint64 at_ms, gpointer user_data)
{
  n_positions++;
}

static void
command_cb (const RdmCommand *command, const char *driver, gint64 at_ms, gpointer user_data)
{
  RdmRows *rows = user_data;
  g_autoptr (RdmOutcome) outcome = rdm_run (command, rows);

  n_commands++;
  g_assert_true (rdm_outcome_is_applied (outcome));
  rdm_changes_apply (outcome->changes, rows);
}

static double
cpu_s (void)
{
  return (double)clock () / CLOCKS_PER_SEC;
}

int
main (void)
{
  static const RdmSimListener listener = { position_cb, command_cb };
  RdmSimOptions options = { .seed = 1,
                            .n_mishaps = RDM_SIM_MISHAPS_USUAL,
                            .position_every_s = EVERY_S };
  g_autoptr (RdmRows) rows = sim_day_rows (N_ROUTES, N_ORDERS);
  double begin_s = cpu_s ();
  g_autoptr (RdmSim) sim = rdm_sim_new (rows, WORLD_DATE, NULL, &options);
  double made_s = cpu_s ();
  gint64 length_ms;
  double took_s;

  sim_day_send (rows, rdm_sim_get_begin (sim));
  rdm_sim_set_listener (sim, &listener, rows);
  while (!rdm_sim_is_over (sim))
    (void)rdm_sim_run_until (sim, rdm_sim_get_now (sim) + 60 * 1000);
  took_s = cpu_s () - made_s;
  length_ms = rdm_sim_get_now (sim) - rdm_sim_get_begin (sim);
  printf ("%d vans, %d orders, a position every %d s\n", N_ROUTES, N_ORDERS, EVERY_S);
  printf ("made in %.2f s of the processor\n", made_s - begin_s);
  printf ("%" G_GUINT64_FORMAT " positions and %" G_GUINT64_FORMAT
          " commands, run by the rules, in %.2f s of the processor: %.0f a second\n",
          n_positions, n_commands, took_s, (double)(n_positions + n_commands) / took_s);
  printf ("%.1f h at %.0f times speed; at 60 times, a core is busy for %.1f %% of the time\n",
          (double)length_ms / 3600e3, (double)length_ms / 1e3 / took_s,
          100.0 * 60.0 * took_s / ((double)length_ms / 1e3));
  return 0;
}
