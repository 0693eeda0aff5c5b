/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up-drive.h"

#include "rdm-time.h"

#define STEP_MS 1000
#define HOUSES 120

typedef struct
{
  RdmRows *rows;
  const DriveShape *shape;
  GRand *random;
  Drive *drive;
  RdmPoint at;
  gint64 now_ms;
  gint64 next_report_ms;
  gint64 midnight_ms;
} Driving;

static gint64
midnight_ms (const char *date)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return rdm_time_to_utc (utc, date, 0) * 1000;
}

gint64
town_ms (double tod_s)
{
  return midnight_ms (WORLD_DATE) + (gint64)llround (tod_s * 1000.0);
}

char *
town_route (guint n)
{
  g_autofree char *shift = g_strdup_printf ("s%u", n);

  return rdm_route_id (shift, WORLD_DATE);
}

RdmRows *
town_new (guint n_routes, guint n_stops, guint seed)
{
  RdmRows *rows = rdm_memory_rows_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  RdmSettings *settings = rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);

  g_free (settings->zone);
  settings->zone = g_strdup ("UTC");
  world_keep (rows, settings);
  for (guint r = 0; r < n_routes; r++)
    {
      g_autofree char *route = world_add_vehicle (rows, r);
      g_autofree char *vehicle_id = g_strdup_printf ("v%u", r);
      g_autoptr (GString) list = g_string_new (NULL);
      RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, vehicle_id);

      vehicle->tracker = g_strdup_printf ("phone-%u", r);
      world_keep (rows, vehicle);
      for (guint i = 0; i < n_stops; i++)
        {
          g_autofree char *id = g_strdup_printf ("o%u", r * n_stops + i);
          RdmOrder *order;

          world_add_order (rows, id, 0, 0);
          order = world_edit (rows, RDM_ROW_ORDER, id);
          order->at.point = grid_point (g_rand_int_range (random, -20, 21) * GRID_BLOCK_M + 14.0,
                                        g_rand_int_range (random, -20, 21) * GRID_BLOCK_M + 9.0);
          world_keep (rows, order);
          g_string_append_printf (list, "%s%s.d", i ? " " : "", id);
        }
      world_put_route (rows, route, list->str);
    }
  return rows;
}

void
town_add_day (RdmRows *rows, const char *date, guint n_routes, guint n_stops, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (guint r = 0; r < n_routes; r++)
    {
      g_autofree char *shift = g_strdup_printf ("s%u", r);
      g_autofree char *route = rdm_route_id (shift, date);
      g_autoptr (GString) list = g_string_new (NULL);

      for (guint i = 0; i < n_stops; i++)
        {
          g_autofree char *id = g_strdup_printf ("%s-%u-%u", date, r, i);
          guint house = (guint)g_rand_int_range (random, 0, HOUSES);
          RdmOrder *order;

          world_add_order (rows, id, 0, 0);
          order = world_edit (rows, RDM_ROW_ORDER, id);
          g_free (order->date);
          order->date = g_strdup (date);
          g_free (order->at.address);
          order->at.address = g_strdup_printf ("House %u", house);
          order->at.point = grid_point ((double)(house * 37 % 41) * GRID_BLOCK_M - 2000.0,
                                        (double)(house * 17 % 41) * GRID_BLOCK_M - 2000.0);
          world_keep (rows, order);
          g_string_append_printf (list, "%s%s.d", i ? " " : "", id);
        }
      world_put_route (rows, route, list->str);
    }
}

/* --- driving -----------------------------------------------------------------------------------
 */

static double
normal (GRand *random)
{
  double a = g_rand_double_range (random, 1e-12, 1.0);

  return sqrt (-2.0 * log (a)) * cos (2.0 * G_PI * g_rand_double (random));
}

static void
report (Driving *self, double speed_mps)
{
  const DriveShape *shape = self->shape;
  double off_m = g_rand_double (self->random) < shape->outliers ? 1000.0 : shape->noise_m;
  double east_m = off_m * normal (self->random);
  double north_m = off_m * normal (self->random);
  RdmPoint middle = grid_point (0, 0);
  RdmPoint moved = grid_point (east_m, north_m);
  RdmPosition position = {
    .at_utc_ms = self->now_ms,
    .place = { self->at.lat_deg + moved.lat_deg - middle.lat_deg,
               self->at.lon_deg + moved.lon_deg - middle.lon_deg },
    .accuracy_m = MAX (shape->noise_m, 5.0),
    .speed_mps = speed_mps,
    .course_deg = NAN,
    .altitude_m = NAN,
    .battery_share = NAN,
  };

  if (g_rand_double (self->random) >= shape->lost_share)
    g_array_append_val (self->drive->positions, position);
}

static void
tick (Driving *self, double speed_mps)
{
  self->now_ms += STEP_MS;
  if (self->now_ms < self->next_report_ms)
    return;
  self->next_report_ms += (gint64)(self->shape->every_s * 1000.0);
  if (speed_mps > 0 || !self->shape->sleeps)
    report (self, speed_mps);
}

static void
stand (Driving *self, double seconds)
{
  gint64 end_ms = self->now_ms + (gint64)llround (seconds) * 1000;

  while (self->now_ms < end_ms)
    tick (self, 0.0);
}

static void
drive_to (Driving *self, RdmPoint to)
{
  g_autoptr (GArray) way = grid_travel_way (self->at, to);
  const RdmPoint *points = (const RdmPoint *)(gpointer)way->data;

  self->at = points[0];
  for (guint i = 0; i + 1 < way->len; i++)
    {
      double length_m = rdm_geo_distance (points[i], points[i + 1]);
      double factor =
          self->now_ms < self->midnight_ms + GRID_RUSH_END_S * 1000 ? GRID_RUSH_FACTOR : 1.0;
      double speed_mps = GRID_SPEED_MPS / factor / self->shape->pace;
      double gone_m = 0;

      self->drive->length_m += length_m;
      while (gone_m < length_m)
        {
          double share;

          gone_m = MIN (gone_m + speed_mps * STEP_MS / 1000.0, length_m);
          share = gone_m / length_m;
          self->at.lat_deg =
              points[i].lat_deg + share * (points[i + 1].lat_deg - points[i].lat_deg);
          self->at.lon_deg =
              points[i].lon_deg + share * (points[i + 1].lon_deg - points[i].lon_deg);
          tick (self, speed_mps);
        }
      if (g_rand_double (self->random) < self->shape->halts)
        stand (self, g_rand_double_range (self->random, 10, 40));
    }
}

/* Each house has its own. */
static double
house_factor (const char *address, double spread)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_str_hash (address));

  return exp (spread * normal (random));
}

static void
visit (Driving *self, const char *id)
{
  const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, id);
  const RdmOrder *order = rdm_rows_get (self->rows, RDM_ROW_ORDER, stop->order);
  double service_s = (double)order->at.service_s * self->shape->service;
  double stay_s = service_s * (1.0 + 0.33 * normal (self->random));
  double house = house_factor (order->at.address, self->shape->spread);
  DriveVisit truth = { .stop = g_strdup (id) };

  drive_to (self, rdm_order_end_stopping_point (&order->at));
  truth.arrived_ms = self->now_ms;
  stand (self, house * MAX (stay_s, 0.4 * service_s));
  truth.left_ms = self->now_ms;
  g_array_append_val (self->drive->visits, truth);
}

static void
clear_visit (gpointer data)
{
  g_free (((DriveVisit *)data)->stop);
}

Drive *
drive_new (RdmRows *rows, const char *route_id, const DriveShape *shape)
{
  Drive *drive = g_new0 (Drive, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (shape->seed);
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, route_id);
  g_autofree char *shift = NULL;
  g_autofree char *date = NULL;
  Driving self = { rows, shape, random, drive, WORLD_DEPOT };

  if (!rdm_route_id_split (route_id, &shift, &date))
    g_error ("%s is no route", route_id);
  self.midnight_ms = midnight_ms (date);
  self.now_ms = self.next_report_ms = self.midnight_ms + (shape->start_s - 300) * 1000;
  drive->route = g_strdup (route_id);
  drive->forgets = shape->forgets;
  drive->positions = g_array_new (FALSE, FALSE, sizeof (RdmPosition));
  drive->visits = g_array_new (FALSE, FALSE, sizeof (DriveVisit));
  g_array_set_clear_func (drive->visits, clear_visit);
  stand (&self, 300);
  drive->started_ms = self.now_ms;
  for (GStrv id = route->stops; id && *id; id++)
    visit (&self, *id);
  drive_to (&self, WORLD_DEPOT);
  drive->ended_ms = self.now_ms;
  stand (&self, 300);
  return drive;
}

void
drive_free (Drive *self)
{
  g_free (self->route);
  g_array_unref (self->positions);
  g_array_unref (self->visits);
  g_free (self);
}

RdmPoint
drive_place (const Drive *self, gint64 at_ms)
{
  const RdmPosition *positions = (const RdmPosition *)(gpointer)self->positions->data;

  for (guint i = 0; i + 1 < self->positions->len; i++)
    if (positions[i + 1].at_utc_ms > at_ms)
      {
        double share = (double)(at_ms - positions[i].at_utc_ms)
                       / (double)(positions[i + 1].at_utc_ms - positions[i].at_utc_ms);
        RdmPoint a = positions[i].place;
        RdmPoint b = positions[i + 1].place;

        share = CLAMP (share, 0.0, 1.0);
        return (RdmPoint){ a.lat_deg + share * (b.lat_deg - a.lat_deg),
                           a.lon_deg + share * (b.lon_deg - a.lon_deg) };
      }
  return positions[self->positions->len - 1].place;
}

void
drive_report (const Drive *self, RdmRows *rows)
{
  RdmCommand *command = rdm_command_new_report (NULL);

  rdm_command_add_report (command, RDM_EVENT_STARTED, self->route, NULL, self->started_ms);
  for (guint i = 0; i < self->visits->len; i++)
    {
      const DriveVisit *visit = &g_array_index (self->visits, DriveVisit, i);

      if (!self->forgets || i % 3 != 0)
        rdm_command_add_report (command, RDM_EVENT_ARRIVED, self->route, visit->stop,
                                visit->arrived_ms);
      rdm_command_add_report (command, RDM_EVENT_DONE, self->route, visit->stop, visit->left_ms);
    }
  rdm_command_add_report (command, RDM_EVENT_ENDED, self->route, NULL, self->ended_ms);
  rdm_outcome_free (world_run (rows, command));
}
