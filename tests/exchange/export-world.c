/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export-world.h"

#include <string.h>

#include "rdm-text.h"
#include "rdm-time.h"

static void
put (World *self, gpointer row)
{
  rdm_rows_put (self->rows, row);
  rdm_row_unref (row);
}

World *
world_new (void)
{
  World *self = g_new0 (World, 1);
  RdmSettings *settings = rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
  RdmVehicle *vehicle = rdm_row_new (RDM_ROW_VEHICLE, "vehicle1");
  RdmDriver *driver = rdm_row_new (RDM_ROW_DRIVER, "driver1");
  RdmShift *shift = rdm_row_new (RDM_ROW_SHIFT, "shift1");
  const char *const crew[] = { "driver1", NULL };

  self->rows = rdm_memory_rows_new ();
  self->routes = rdm_planned_routes_new ();
  rdm_set_str (&settings->name, "Depot <1>");
  rdm_set_str (&settings->zone, "Europe/Vienna");
  rdm_set_str (&vehicle->name, "AU-01");
  vehicle->start = vehicle->end = (RdmPoint){ 49.7, 11.8 };
  rdm_set_str (&driver->name, "Driver 01");
  rdm_set_str (&shift->vehicle, "vehicle1");
  shift->drivers = g_strdupv ((char **)crew);
  shift->weekdays = RDM_EVERY_DAY;
  shift->start_s = 7 * 3600;
  shift->end_s = 15 * 3600;
  put (self, settings);
  put (self, vehicle);
  put (self, driver);
  put (self, shift);
  return self;
}

void
world_free (World *self)
{
  g_clear_object (&self->rows);
  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_free (self);
}

RdmOrder *
world_order (const char *id)
{
  RdmOrder *order = rdm_row_new (RDM_ROW_ORDER, id);

  rdm_set_str (&order->reference, id);
  rdm_set_str (&order->date, WORLD_DATE);
  rdm_set_str (&order->at.name, "Recipient");
  rdm_set_str (&order->at.phone, "+49 30 23125001");
  rdm_set_str (&order->at.address, "Fliederstraße 3");
  rdm_set_str (&order->at.postcode, "92999");
  rdm_set_str (&order->at.city, "Auenbruck");
  order->at.point = (RdmPoint){ 49.706641, 11.791496 };
  order->at.confidence = RDM_CONFIDENCE_GIVEN;
  order->at.windows = (RdmWindows){ 1, { { 8 * 3600, 12 * 3600 } } };
  order->loads.amount[RDM_LOAD_PARCELS] = 3;
  order->loads.amount[RDM_LOAD_WEIGHT_G] = 12250;
  order->loads.amount[RDM_LOAD_VOLUME_ML] = 40100;
  return order;
}

static void
add_stop (World *self, const RdmOrder *order, RdmStopRole role)
{
  g_autofree char *id = rdm_stop_id (order->row.id, role);
  RdmStop *stop = rdm_row_new (RDM_ROW_STOP, id);

  rdm_set_str (&stop->order, order->row.id);
  stop->role = role;
  put (self, stop);
}

void
world_add (World *self, RdmOrder *order)
{
  if (order->kind != RDM_ORDER_DELIVERY)
    add_stop (self, order, RDM_STOP_PICKUP);
  if (order->kind != RDM_ORDER_PICKUP)
    add_stop (self, order, RDM_STOP_DELIVERY);
  put (self, order);
}

static void
add_visit (RdmSchedule *schedule, RdmVisitKind kind, gint32 from_s, gint32 to_s)
{
  RdmVisit visit = { .kind = kind,
                     .point = { 49.7, 11.8 },
                     .arrival_s = from_s,
                     .begin_s = from_s,
                     .departure_s = to_s,
                     .slack_s = 3600 };

  if (kind == RDM_VISIT_BREAK)
    visit.point = RDM_POINT_NONE;
  g_array_append_val (schedule->visits, visit);
}

static void
add_stop_visit (RdmSchedule *schedule, RdmRows *rows, const RdmStop *stop, gint32 from_s)
{
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);
  RdmVisit visit = {
    .kind = RDM_VISIT_STOP,
    .stop = g_strdup (stop->row.id),
    .point = rdm_order_end (order, stop->role)->point,
    .arrival_s = from_s,
    .begin_s = from_s,
    .departure_s = from_s + 180,
    .drive_s = 120,
    .distance_m = 800,
    .slack_s = 3600,
  };

  g_array_append_val (schedule->visits, visit);
  schedule->distance_m += visit.distance_m;
  schedule->drive_s += visit.drive_s;
  schedule->n_stops++;
}

void
world_drive (World *self)
{
  g_autoptr (GPtrArray) stops = rdm_rows_list (self->rows, RDM_ROW_STOP);
  g_autofree char *id = rdm_route_id ("shift1", WORLD_DATE);
  g_autoptr (RdmRoute) route = rdm_route_new (id);
  g_autoptr (RdmSchedule) schedule = rdm_schedule_new (id);
  gint32 now_s = 8 * 3600;

  route->stops = g_new0 (char *, stops->len + 1);
  add_visit (schedule, RDM_VISIT_START, now_s, now_s);
  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (stops, i);

      route->stops[i] = g_strdup (stop->row.id);
      if (i > 0 && i == stops->len / 2)
        {
          add_visit (schedule, RDM_VISIT_BREAK, now_s, now_s + 1800);
          now_s += 1800;
        }
      add_stop_visit (schedule, self->rows, stop, now_s);
      now_s += 300;
    }
  add_visit (schedule, RDM_VISIT_END, now_s, now_s);
  schedule->start_s = 8 * 3600;
  schedule->end_s = now_s;
  schedule->estimated = TRUE;
  schedule->peak.amount[RDM_LOAD_PARCELS] = 3 * (gint64)stops->len;
  schedule->capacity.amount[RDM_LOAD_PARCELS] = 110;
  rdm_rows_put (self->rows, route);
  g_ptr_array_add (self->routes,
                   rdm_planned_route_new (route, schedule, "By the roads of somewhere."));
}

World *
world_full (guint n)
{
  World *self = world_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("order%04u", i);

      world_add (self, world_order (id));
    }
  world_drive (self);
  return self;
}
