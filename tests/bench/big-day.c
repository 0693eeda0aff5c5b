/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "big-day.h"

#include <math.h>

static void
add_fleet (RdmCommand *command, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *vehicle_id = g_strdup_printf ("v%03u", i);
      g_autofree char *shift_id = g_strdup_printf ("s%03u", i);
      g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, vehicle_id);
      g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);

      vehicle->name = g_strdup_printf ("V-%02u", i + 1);
      vehicle->start = vehicle->end = (RdmPoint){ 47.15, 9.52 };
      vehicle->fixed_cost_minor = 4500;
      vehicle->cost_per_km_milli = 42000;
      shift->vehicle = g_strdup (vehicle_id);
      shift->weekdays = RDM_EVERY_DAY;
      shift->start_s = 7 * 3600;
      shift->end_s = 17 * 3600;
      shift->cost_per_hour_minor = 3100;
      rdm_command_add_row (command, vehicle);
      rdm_command_add_row (command, shift);
    }
}

static double
radius_of (guint order)
{
  return 0.02 + 0.2 * sqrt ((double)(order * 7919 % 1000) / 1000.);
}

static void
add_orders (RdmCommand *command, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("o%05u", i);
      g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);
      double angle = 2 * G_PI * i / n;
      double radius = radius_of (i);

      order->reference = g_strdup_printf ("R-%05u", i);
      order->date = g_strdup (BIG_DAY_DATE);
      order->at.name = g_strdup_printf ("Recipient %05u", i);
      order->at.address = g_strdup_printf ("Street %u %u", i % 400, i % 90 + 1);
      order->at.city = g_strdup_printf ("Town %u", i % 30);
      order->at.point =
          (RdmPoint){ 47.15 + radius * sin (angle), 9.52 + 1.4 * radius * cos (angle) };
      order->at.windows.n = 1;
      order->at.windows.at[0] = (RdmWindow){ 8 * 3600, (12 + (gint32)i % 5) * 3600 };
      order->at.service_s = 120;
      order->loads.amount[RDM_LOAD_PARCELS] = 1 + i % 4;
      rdm_command_add_row (command, order);
    }
}

static int
compare_radii (gconstpointer a, gconstpointer b)
{
  double x = radius_of (*(const guint *)a);
  double y = radius_of (*(const guint *)b);

  return (x > y) - (x < y);
}

/* Away from the middle by every second order of a route, and back by the others. */
static GArray *
tour (guint first, guint end)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *ordered = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = first; i < end; i++)
    g_array_append_val (orders, i);
  g_array_sort (orders, compare_radii);
  for (guint i = 0; i < orders->len; i += 2)
    g_array_append_val (ordered, g_array_index (orders, guint, i));
  for (guint i = orders->len; i-- > 0;)
    if (i % 2 == 1)
      g_array_append_val (ordered, g_array_index (orders, guint, i));
  return ordered;
}

/* A slice of the compass each, there and back: not a good plan, but one that looks like one. */
static void
add_lists (RdmCommand *command, guint n_orders, guint n_vehicles)
{
  for (guint v = 0; v < n_vehicles; v++)
    {
      g_autofree char *shift = g_strdup_printf ("s%03u", v);
      g_autofree char *route = rdm_route_id (shift, BIG_DAY_DATE);
      g_autoptr (GArray) orders = tour (v * n_orders / n_vehicles, (v + 1) * n_orders / n_vehicles);
      g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < orders->len; i++)
        {
          g_autofree char *order = g_strdup_printf ("o%05u", g_array_index (orders, guint, i));

          g_ptr_array_add (stops, rdm_stop_id (order, RDM_STOP_DELIVERY));
        }
      g_ptr_array_add (stops, NULL);
      rdm_command_sequence_route (command, route, (const char *const *)stops->pdata, NULL);
    }
}

void
big_day_write (const char *path, guint n_orders, guint n_vehicles)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPlanFile) file = rdm_plan_file_open (path, RDM_STORE_CREATE, &error);
  g_autoptr (RdmCommand) rows = rdm_command_new_add ("rows");
  g_autoptr (RdmCommand) lists = rdm_command_new_sequence ("lists");
  g_autoptr (RdmOutcome) added = NULL;
  g_autoptr (RdmOutcome) sequenced = NULL;

  g_assert_no_error (error);
  add_fleet (rows, n_vehicles);
  add_orders (rows, n_orders);
  added = rdm_plan_file_run (file, rows);
  g_assert_true (rdm_outcome_is_applied (added));
  add_lists (lists, n_orders, n_vehicles);
  sequenced = rdm_plan_file_run (file, lists);
  g_assert_true (rdm_outcome_is_applied (sequenced));
  g_assert_true (rdm_plan_file_flush (file, &error));
}
