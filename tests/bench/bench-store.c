/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day of 5,000 orders and 60 vehicles in a plan file: how long until it is open, how long a
 * command takes, and how much memory it needs. Times are of the processor where that can be
 * measured; the last column is the same for an empty plan.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "rdm-plan-file.h"

#define N_ORDERS 5000
#define N_VEHICLES 60
#define N_MOVES 1000
#define DATE "2026-11-23"

static double
processor_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double
memory_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

static void
run (RdmPlanFile *plan, RdmCommand *command)
{
  RdmOutcome *outcome = rdm_plan_file_run (plan, command);

  if (!rdm_outcome_is_applied (outcome))
    g_error ("%s", rdm_reason_names[outcome->reason]);
  rdm_outcome_free (outcome);
  rdm_command_unref (command);
}

static RdmCommand *
make_fleet (void)
{
  RdmCommand *command = rdm_command_new_add ("Import the fleet");

  for (guint i = 0; i < N_VEHICLES; i++)
    {
      g_autofree char *vehicle_id = g_strdup_printf ("vehicle%02u", i);
      g_autofree char *shift_id = g_strdup_printf ("shift%02u", i);
      g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, vehicle_id);
      g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);

      vehicle->name = g_strdup_printf ("Van %u", i + 1);
      shift->vehicle = g_strdup (vehicle_id);
      rdm_command_add_row (command, vehicle);
      rdm_command_add_row (command, shift);
    }
  return command;
}

static RdmCommand *
make_orders (void)
{
  RdmCommand *command = rdm_command_new_add ("Import 5,000 orders");

  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("order_01M7YP61P2PFKSQ1EE2D%06u", i);
      g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);

      order->reference = g_strdup_printf ("2026-%06u", i);
      order->sender = g_strdup ("Webshop");
      order->date = g_strdup (DATE);
      order->at.name = g_strdup_printf ("Customer with the number %u", i);
      order->at.phone = g_strdup_printf ("+423 555 %04u", i);
      order->at.email = g_strdup_printf ("customer%u@example.org", i);
      order->at.address = g_strdup_printf ("Feldstrasse %u", i);
      order->at.postcode = g_strdup ("9490");
      order->at.city = g_strdup ("Vaduz");
      order->at.point = (RdmPoint){ 47.0 + i % 71 * 0.003, 9.5 + i % 97 * 0.001 };
      order->at.windows = (RdmWindows){ 1, { { 8 * 3600, 12 * 3600 } } };
      order->loads.amount[RDM_LOAD_PARCELS] = 1 + i % 4;
      order->loads.amount[RDM_LOAD_WEIGHT_G] = 500 + i;
      order->notes = g_strdup ("Ring at the side door, beware of the dog.");
      rdm_command_add_row (command, order);
    }
  return command;
}

static RdmCommand *
make_plan (RdmPlanFile *plan)
{
  RdmCommand *command = rdm_command_new_sequence ("Plan all");
  g_autoptr (GPtrArray) tray = rdm_rows_day_tray (rdm_plan_file_get_rows (plan), DATE);

  for (guint i = 0; i < N_VEHICLES; i++)
    {
      g_autofree char *route = g_strdup_printf ("shift%02u@" DATE, i);
      g_autoptr (GPtrArray) stops = g_ptr_array_new ();

      for (guint j = i; j < tray->len; j += N_VEHICLES)
        g_ptr_array_add (stops, ((RdmRow *)tray->pdata[j])->id);
      g_ptr_array_add (stops, NULL);
      rdm_command_sequence_route (command, route, (const char *const *)stops->pdata, NULL);
    }
  return command;
}

static void
move_one (RdmPlanFile *plan, GPtrArray *stops, GRand *random)
{
  const RdmRow *stop = stops->pdata[g_rand_int_range (random, 0, (gint32)stops->len)];
  g_autofree char *route =
      g_strdup_printf ("shift%02d@" DATE, g_rand_int_range (random, 0, N_VEHICLES));
  RdmCommand *command = rdm_command_new_assign ("Move", route, NULL);

  rdm_command_assign_stop (command, stop->id,
                           rdm_rows_route_of (rdm_plan_file_get_rows (plan), stop->id));
  run (plan, command);
}

static RdmPlanFile *
open_plan (const char *path)
{
  g_autoptr (GError) error = NULL;
  RdmPlanFile *plan = rdm_plan_file_open (path, RDM_STORE_CREATE, &error);

  if (!plan)
    g_error ("%s", error->message);
  return plan;
}

/* Best of several, in ms. */
static double
time_opening (const char *path)
{
  double best_ms = G_MAXDOUBLE;

  for (guint i = 0; i < 5; i++)
    {
      double start_ms = processor_ms ();
      g_autoptr (RdmPlanFile) plan = open_plan (path);

      best_ms = MIN (best_ms, processor_ms () - start_ms);
      g_clear_object (&plan);
    }
  return best_ms;
}

static int
compare_doubles (const void *a, const void *b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

static void
time_moves (RdmPlanFile *plan)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GPtrArray) stops = rdm_rows_list (rdm_plan_file_get_rows (plan), RDM_ROW_STOP);
  g_autofree double *times_ms = g_new (double, N_MOVES);

  for (guint i = 0; i < N_MOVES; i++)
    {
      gint64 start_us = g_get_monotonic_time ();

      move_one (plan, stops, random);
      times_ms[i] = (double)(g_get_monotonic_time () - start_us) / 1e3;
    }
  qsort (times_ms, N_MOVES, sizeof *times_ms, compare_doubles);
  printf ("move a stop, median of %d:       %8.2f ms, p95 %.2f ms\n", N_MOVES,
          times_ms[N_MOVES / 2], times_ms[N_MOVES * 95 / 100]);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("roundsman-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "day.roundsman", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty.roundsman", NULL);
  RdmPlanFile *plan = open_plan (path);
  RdmCommand *orders = make_orders ();
  double start_ms;
  GStatBuf info;

  g_object_unref (open_plan (empty));
  run (plan, make_fleet ());
  start_ms = processor_ms ();
  run (plan, orders);
  printf ("add %d orders:                 %8.2f ms\n", N_ORDERS, processor_ms () - start_ms);
  rdm_plan_file_flush (plan, NULL);
  printf ("… and on disk:                   %8.2f ms\n", processor_ms () - start_ms);
  start_ms = processor_ms ();
  run (plan, make_plan (plan));
  printf ("assign %d stops to %d routes:  %8.2f ms\n", N_ORDERS, N_VEHICLES,
          processor_ms () - start_ms);
  start_ms = processor_ms ();
  rdm_outcome_free (rdm_plan_file_undo (plan));
  rdm_outcome_free (rdm_plan_file_redo (plan));
  printf ("take that back and make it again:%8.2f ms\n", processor_ms () - start_ms);
  time_moves (plan);
  g_object_unref (plan);
  g_stat (path, &info);
  printf ("open the day:                    %8.2f ms of processor, empty %.2f ms\n",
          time_opening (path), time_opening (empty));
  printf ("the file:                        %8.2f MB\n", (double)info.st_size / 1e6);
  plan = open_plan (path);
  start_ms = processor_ms ();
  g_ptr_array_unref (rdm_rows_day_orders (rdm_plan_file_get_rows (plan), DATE));
  printf ("the day's orders, sorted:        %8.2f ms\n", processor_ms () - start_ms);
  printf ("most memory:                     %8.1f MB\n", memory_mb ());
  g_object_unref (plan);
  g_remove (path);
  g_remove (empty);
  g_rmdir (folder);
  return 0;
}
