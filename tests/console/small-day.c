/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "small-day.h"

#include <glib/gstdio.h>

static void
add_route (RdmCommand *command, const char *name)
{
  g_autofree char *driver_id = g_strconcat ("driver ", name, NULL);
  g_autofree char *shift_id = g_strconcat ("shift ", name, NULL);
  g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, name);
  g_autoptr (RdmDriver) driver = rdm_row_new (RDM_ROW_DRIVER, driver_id);
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);

  vehicle->name = g_strdup (name);
  vehicle->start = vehicle->end = (RdmPoint){ 47.0, 9.5 };
  vehicle->capacity = (RdmLoads){ { 10, 100000, 1000000 } };
  vehicle->cost_per_km_milli = 42000;
  driver->name = g_strconcat ("Driver of ", name, NULL);
  shift->vehicle = g_strdup (name);
  shift->drivers = g_strsplit (driver_id, ",", -1);
  shift->weekdays = RDM_EVERY_DAY;
  shift->start_s = 7 * 3600;
  shift->end_s = 17 * 3600;
  shift->break_from_s = 11 * 3600;
  shift->break_to_s = 14 * 3600;
  shift->break_s = 1800;
  shift->cost_per_hour_minor = 3000;
  rdm_command_add_row (command, vehicle);
  rdm_command_add_row (command, driver);
  rdm_command_add_row (command, shift);
}

static void
add_order (RdmCommand *command, int number)
{
  g_autofree char *id = g_strdup_printf ("o%d", number);
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);

  order->reference = g_strdup_printf ("R-%d", number);
  order->date = g_strdup (SMALL_DAY);
  order->at.name = g_strdup_printf ("Recipient %d", number);
  order->at.address = g_strdup_printf ("%s %d", number % 2 ? "Feldstrasse" : "Rosenbühler", number);
  order->at.city = g_strdup ("Vaduz");
  order->at.windows = (RdmWindows){ 1, { { 8 * 3600, 12 * 3600 } } };
  order->loads = (RdmLoads){ { 2, 5000, 40000 } };
  if (number < 9)
    order->at.point = (RdmPoint){ 47.0 + 0.01 * number, 9.5 };
  rdm_command_add_row (command, order);
}

static void
assign (SmallDay *day, int first, int last, const char *route)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *id = g_strdup (small_day_route (day, route));

  for (int i = first; i <= last; i++)
    {
      g_autofree char *order = g_strdup_printf ("o%d", i);

      g_ptr_array_add (stops, g_strdup (small_day_stop (day, order)));
    }
  g_ptr_array_add (stops, NULL);
  g_assert_true (rdm_desk_assign (day->desk, (const char *const *)stops->pdata, id, NULL));
}

void
small_day_set_up (SmallDay *day, gconstpointer data)
{
  g_autoptr (RdmCommand) command = rdm_command_new_add ("Begin");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  day->folder = g_dir_make_tmp ("day-XXXXXX", NULL);
  path = g_build_filename (day->folder, "day.roundsman", NULL);
  day->desk = rdm_desk_new ();
  g_assert_true (rdm_desk_open (day->desk, path, RDM_STORE_CREATE, &error));
  g_assert_no_error (error);
  add_route (command, "LI-01");
  add_route (command, "LI-02");
  add_route (command, "LI-03");
  for (int i = 1; i <= 9; i++)
    add_order (command, i);
  g_assert_true (rdm_desk_run (day->desk, command));
  rdm_desk_set_date (day->desk, SMALL_DAY);
  assign (day, 1, 4, "LI-01");
  assign (day, 5, 6, "LI-02");
}

void
small_day_tear_down (SmallDay *day, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_assert_finalize_object (day->desk);
  folder = g_dir_open (day->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (day->folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (day->folder));
  g_free (day->folder);
}

const char *
small_day_stop (SmallDay *day, const char *order)
{
  g_autofree char *id = rdm_stop_id (order, RDM_STOP_DELIVERY);
  const RdmStop *stop = rdm_desk_find_stop (day->desk, id);

  g_assert_nonnull (stop);
  return stop->row.id;
}

const char *
small_day_route (SmallDay *day, const char *name)
{
  GPtrArray *routes = rdm_desk_get_routes (day->desk);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      if (g_str_equal (route->name, name))
        return route->route->row.id;
    }
  g_assert_not_reached ();
}
