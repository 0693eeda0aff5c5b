/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vrp-day.h"

#include <math.h>

#define SIDE_M 20000
#define METRES_A_SECOND 9
#define STOPS_A_VEHICLE 40
#define MEAN_DELIVERY 3.0

static void
fill_times (VrpDay *day, GRand *rand, guint n, gboolean has_matrix)
{
  day->x_m = g_new (gint32, n);
  day->y_m = g_new (gint32, n);
  for (guint i = 0; i < n; i++)
    {
      day->x_m[i] = i == 0 ? SIDE_M / 2 : g_rand_int_range (rand, 0, SIDE_M);
      day->y_m[i] = i == 0 ? SIDE_M / 2 : g_rand_int_range (rand, 0, SIDE_M);
    }
  if (!has_matrix)
    {
      day->profile.x_m = day->x_m;
      day->profile.y_m = day->y_m;
      day->profile.estimate_speed_mm_s = METRES_A_SECOND * 1000;
      day->profile.estimate_detour_permille = 1100;
      return;
    }
  day->durations_s = g_new (gint32, (gsize)n * n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      day->durations_s[(gsize)i * n + j] =
          i == j ? 0
                 : (gint32)(hypot (day->x_m[i] - day->x_m[j], day->y_m[i] - day->y_m[j])
                            / METRES_A_SECOND * g_rand_double_range (rand, 1, 1.2))
                       + 20;
  day->profile.durations_s = day->durations_s;
}

static void
fill_stops (VrpDay *day, GRand *rand, guint n_stops)
{
  day->tasks = g_new (RdmVrpTask, n_stops);
  day->windows = g_new (RdmVrpWindow, n_stops);
  day->deliveries = g_new (gint64, n_stops);
  for (guint i = 0; i < n_stops; i++)
    {
      gint64 begin_s = g_rand_int_range (rand, 7, 13) * 3600;

      day->tasks[i] = rdm_vrp_task_default ();
      day->tasks[i].location = i + 1;
      day->tasks[i].service_s = 150;
      day->tasks[i].first_window = i;
      day->tasks[i].n_windows = i % 3 == 0;
      day->windows[i] = rdm_vrp_window_hard (begin_s, begin_s + 3 * 3600);
      day->deliveries[i] = g_rand_int_range (rand, 1, 6);
    }
}

static void
fill_vehicles (VrpDay *day, guint n_vehicles)
{
  day->vehicles = g_new (RdmVrpVehicle, n_vehicles);
  day->capacities = g_new (gint64, n_vehicles);
  for (guint v = 0; v < n_vehicles; v++)
    {
      day->vehicles[v] = rdm_vrp_vehicle_default ();
      day->vehicles[v].start_location = day->vehicles[v].end_location = 0;
      day->vehicles[v].earliest_s = 6 * 3600;
      day->vehicles[v].latest_s = 17 * 3600;
      day->vehicles[v].price_drive_s = 10;
      day->vehicles[v].price_fixed = 3600;
      day->capacities[v] = (gint64)(1.5 * STOPS_A_VEHICLE * MEAN_DELIVERY);
    }
}

VrpDay *
vrp_day_new (guint n_stops, guint n_vehicles, gboolean has_matrix)
{
  VrpDay *day = g_new0 (VrpDay, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  fill_times (day, rand, n_stops + 1, has_matrix);
  fill_stops (day, rand, n_stops);
  fill_vehicles (day, n_vehicles);
  day->frozen = g_new0 (guint32, n_stops);
  day->problem = (RdmVrpProblem){
    .n_locations = n_stops + 1,
    .n_profiles = 1,
    .profiles = &day->profile,
    .n_tasks = n_stops,
    .tasks = day->tasks,
    .n_vehicles = n_vehicles,
    .vehicles = day->vehicles,
    .n_dimensions = 1,
    .deliveries = day->deliveries,
    .capacities = day->capacities,
    .n_windows = n_stops,
    .windows = day->windows,
    .frozen_tasks = day->frozen,
  };
  return day;
}

void
vrp_day_free (VrpDay *day)
{
  g_free (day->durations_s);
  g_free (day->x_m);
  g_free (day->y_m);
  g_free (day->tasks);
  g_free (day->vehicles);
  g_free (day->windows);
  g_free (day->deliveries);
  g_free (day->capacities);
  g_free (day->frozen);
  g_free (day);
}
