/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ctl-json.h"

#include "rdm-day.h"
#include "rdm-time.h"

void
rdm_ctl_add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text != NULL ? text : "");
}

void
rdm_ctl_add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

void
rdm_ctl_add_flag (JsonBuilder *builder, const char *name, gboolean flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

static void
add_texts (JsonBuilder *builder, const char *name, GStrv texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

/* {"lat", "lon"}, or null where nobody knows. */
static void
add_point (JsonBuilder *builder, const char *name, RdmPoint point)
{
  json_builder_set_member_name (builder, name);
  if (!rdm_point_is_set (point))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "lat");
  json_builder_add_double_value (builder, point.lat_deg);
  json_builder_set_member_name (builder, "lon");
  json_builder_add_double_value (builder, point.lon_deg);
  json_builder_end_object (builder);
}

static void
add_windows (JsonBuilder *builder, const RdmWindows *windows)
{
  json_builder_set_member_name (builder, "windows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < windows->n; i++)
    {
      json_builder_begin_object (builder);
      rdm_ctl_add_number (builder, "from_s", windows->at[i].from_s);
      rdm_ctl_add_number (builder, "to_s", windows->at[i].to_s);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* One visit: what it is there for, and what the day has made of it. */
static void
add_stop (JsonBuilder *builder, RdmCtl *ctl, const RdmOrder *order, RdmStopRole role)
{
  const RdmOrderEnd *end = rdm_order_end (order, role);
  g_autofree char *id = rdm_stop_id (order->row.id, role);
  const RdmStop *stop = rdm_rows_get (ctl->rows, RDM_ROW_STOP, id);
  const char *route_id = rdm_rows_route_of (ctl->rows, id);
  g_autoptr (RdmRoute) route = route_id != NULL ? rdm_rows_get_route (ctl->rows, route_id) : NULL;
  const RdmVisit *visit = rdm_day_plan_find_visit (ctl->day, id);
  g_autofree char *name = route != NULL ? rdm_day_route_name (ctl->rows, route) : NULL;
  g_autofree char *time = visit != NULL ? rdm_time_format_of_day (visit->begin_s) : NULL;
  g_autofree char *address = rdm_order_end_address (end);

  json_builder_begin_object (builder);
  rdm_ctl_add_text (builder, "stop", id);
  rdm_ctl_add_text (builder, "role", role == RDM_STOP_PICKUP ? "pickup" : "delivery");
  rdm_ctl_add_text (builder, "state", stop != NULL ? rdm_stop_state_names[stop->state] : NULL);
  rdm_ctl_add_flag (builder, "locked", stop != NULL && stop->locked);
  rdm_ctl_add_text (builder, "route", name);
  rdm_ctl_add_text (builder, "time", time);
  rdm_ctl_add_number (builder, "late_s", visit != NULL ? visit->late_s : 0);
  rdm_ctl_add_text (builder, "recipient", end->name);
  rdm_ctl_add_text (builder, "phone", end->phone);
  rdm_ctl_add_text (builder, "email", end->email);
  rdm_ctl_add_text (builder, "address", address);
  add_point (builder, "point", end->point);
  add_point (builder, "park", end->park);
  rdm_ctl_add_text (builder, "confidence", rdm_confidence_names[end->confidence]);
  add_windows (builder, &end->windows);
  rdm_ctl_add_number (builder, "service_s", end->service_s);
  json_builder_end_object (builder);
}

void
rdm_ctl_add_order (JsonBuilder *builder, RdmCtl *ctl, const RdmOrder *order)
{
  json_builder_begin_object (builder);
  rdm_ctl_add_text (builder, "reference", order->reference);
  rdm_ctl_add_text (builder, "sender", order->sender);
  rdm_ctl_add_text (builder, "date", order->date);
  rdm_ctl_add_text (builder, "kind", rdm_order_kind_names[order->kind]);
  rdm_ctl_add_flag (builder, "needs_place", rdm_order_needs_place (order));
  rdm_ctl_add_number (builder, "parcels", order->loads.amount[RDM_LOAD_PARCELS]);
  rdm_ctl_add_number (builder, "weight_g", order->loads.amount[RDM_LOAD_WEIGHT_G]);
  rdm_ctl_add_number (builder, "volume_ml", order->loads.amount[RDM_LOAD_VOLUME_ML]);
  rdm_ctl_add_number (builder, "priority", order->priority);
  rdm_ctl_add_flag (builder, "may_be_late", order->soft);
  add_texts (builder, "skills", order->skills);
  rdm_ctl_add_text (builder, "notes", order->notes);
  json_builder_set_member_name (builder, "stops");
  json_builder_begin_array (builder);
  if (order->kind != RDM_ORDER_DELIVERY)
    add_stop (builder, ctl, order, RDM_STOP_PICKUP);
  if (order->kind != RDM_ORDER_PICKUP)
    add_stop (builder, ctl, order, RDM_STOP_DELIVERY);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* null: not limited. */
static void
add_limit (JsonBuilder *builder, const char *name, gint64 limit, gint64 none)
{
  json_builder_set_member_name (builder, name);
  if (limit == none)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, limit);
}

static void
add_drivers (JsonBuilder *builder, RdmCtl *ctl, const RdmShift *shift)
{
  json_builder_set_member_name (builder, "drivers");
  json_builder_begin_array (builder);
  for (guint i = 0; shift->drivers != NULL && shift->drivers[i] != NULL; i++)
    {
      const RdmDriver *driver = rdm_rows_get (ctl->rows, RDM_ROW_DRIVER, shift->drivers[i]);

      if (driver == NULL)
        continue;
      json_builder_begin_object (builder);
      rdm_ctl_add_text (builder, "name", driver->name);
      rdm_ctl_add_text (builder, "phone", driver->phone);
      rdm_ctl_add_text (builder, "email", driver->email);
      add_texts (builder, "skills", driver->skills);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_shift (JsonBuilder *builder, RdmCtl *ctl, const RdmShift *shift)
{
  gboolean pauses = shift->break_from_s != RDM_TIME_NONE;

  json_builder_begin_object (builder);
  rdm_ctl_add_text (builder, "shift", shift->row.id);
  rdm_ctl_add_number (builder, "weekdays", shift->weekdays);
  rdm_ctl_add_number (builder, "start_s", shift->start_s);
  rdm_ctl_add_number (builder, "end_s", shift->end_s);
  rdm_ctl_add_number (builder, "overtime_max_s", shift->overtime_max_s);
  rdm_ctl_add_number (builder, "break_s", pauses ? shift->break_s : 0);
  add_limit (builder, "break_from_s", shift->break_from_s, RDM_TIME_NONE);
  add_limit (builder, "break_to_s", shift->break_to_s, RDM_TIME_NONE);
  rdm_ctl_add_number (builder, "cost_per_hour_minor", shift->cost_per_hour_minor);
  rdm_ctl_add_number (builder, "overtime_per_hour_minor", shift->overtime_per_hour_minor);
  add_drivers (builder, ctl, shift);
  json_builder_end_object (builder);
}

void
rdm_ctl_add_vehicle (JsonBuilder *builder, RdmCtl *ctl, const RdmVehicle *vehicle)
{
  g_autoptr (GPtrArray) shifts = rdm_rows_list (ctl->rows, RDM_ROW_SHIFT);
  const gint64 *capacity = vehicle->capacity.amount;

  json_builder_begin_object (builder);
  rdm_ctl_add_text (builder, "vehicle", vehicle->name);
  rdm_ctl_add_text (builder, "profile", rdm_profile_names[vehicle->profile]);
  add_limit (builder, "parcels", capacity[RDM_LOAD_PARCELS], RDM_CAPACITY_ANY);
  add_limit (builder, "weight_g", capacity[RDM_LOAD_WEIGHT_G], RDM_CAPACITY_ANY);
  add_limit (builder, "volume_ml", capacity[RDM_LOAD_VOLUME_ML], RDM_CAPACITY_ANY);
  add_texts (builder, "skills", vehicle->skills);
  add_point (builder, "start", vehicle->start);
  add_point (builder, "end", vehicle->end);
  rdm_ctl_add_number (builder, "fixed_cost_minor", vehicle->fixed_cost_minor);
  rdm_ctl_add_number (builder, "cost_per_km_milli", vehicle->cost_per_km_milli);
  rdm_ctl_add_text (builder, "emission_class", vehicle->emission_class);
  add_limit (builder, "range_m", vehicle->range_m, 0);
  add_limit (builder, "max_stops", vehicle->max_stops, 0);
  json_builder_set_member_name (builder, "shifts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < shifts->len; i++)
    {
      const RdmShift *shift = g_ptr_array_index (shifts, i);

      if (g_strcmp0 (shift->vehicle, vehicle->row.id) == 0)
        add_shift (builder, ctl, shift);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}
