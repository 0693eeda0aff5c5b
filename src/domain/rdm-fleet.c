/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-fleet.h"

#include <glib/gi18n-lib.h>

#include "rdm-time.h"

const char *const rdm_profile_names[] = { "van", "truck", "cargo-bike", NULL };

static const RdmField vehicle_fields[] = {
  RDM_FIELD (RdmVehicle, name, TEXT),
  RDM_FIELD_ONE_OF (RdmVehicle, profile, rdm_profile_names),
  RDM_FIELD_AS (RdmVehicle, "capacity_parcels", capacity.amount[RDM_LOAD_PARCELS], INT),
  RDM_FIELD_AS (RdmVehicle, "capacity_weight_g", capacity.amount[RDM_LOAD_WEIGHT_G], INT),
  RDM_FIELD_AS (RdmVehicle, "capacity_volume_ml", capacity.amount[RDM_LOAD_VOLUME_ML], INT),
  RDM_FIELD (RdmVehicle, skills, TEXTS),
  RDM_FIELD_AS (RdmVehicle, "start_lat", start.lat_deg, REAL),
  RDM_FIELD_AS (RdmVehicle, "start_lon", start.lon_deg, REAL),
  RDM_FIELD_AS (RdmVehicle, "end_lat", end.lat_deg, REAL),
  RDM_FIELD_AS (RdmVehicle, "end_lon", end.lon_deg, REAL),
  RDM_FIELD (RdmVehicle, fixed_cost_minor, INT),
  RDM_FIELD (RdmVehicle, cost_per_km_milli, INT),
  RDM_FIELD (RdmVehicle, emission_class, TEXT),
  RDM_FIELD (RdmVehicle, range_m, INT),
  RDM_FIELD (RdmVehicle, max_stops, INT),
  RDM_FIELD (RdmVehicle, retired, BOOL),
  RDM_FIELD (RdmVehicle, tracker, TEXT),
};

static void
init_vehicle (RdmRow *row)
{
  RdmVehicle *self = (RdmVehicle *)row;

  for (int i = 0; i < RDM_N_LOADS; i++)
    self->capacity.amount[i] = RDM_CAPACITY_ANY;
}

static gboolean
has_name (const char *name)
{
  return name && *name;
}

static gboolean
point_is_sane (RdmPoint point)
{
  return isnan (point.lat_deg) == isnan (point.lon_deg)
         && (!rdm_point_is_set (point) || rdm_point_is_valid (point));
}

static char *
check_vehicle (const RdmRow *row)
{
  const RdmVehicle *self = (const RdmVehicle *)row;

  if (!has_name (self->name))
    return g_strdup (_ ("The vehicle has no name."));
  if (!point_is_sane (self->start) || !point_is_sane (self->end))
    return g_strdup (_ ("The coordinates of its start or end are nowhere on earth."));
  for (int i = 0; i < RDM_N_LOADS; i++)
    if (self->capacity.amount[i] < 0)
      return g_strdup (_ ("A vehicle cannot take less than nothing."));
  if (self->fixed_cost_minor < 0 || self->cost_per_km_milli < 0)
    return g_strdup (_ ("A vehicle cannot cost less than nothing."));
  if (self->range_m < 0 || self->max_stops < 0)
    return g_strdup (_ ("A vehicle's range and stops cannot be less than none."));
  return NULL;
}

const RdmRowClass rdm_vehicle_class = {
  .name = "vehicle",
  .size = sizeof (RdmVehicle),
  .fields = vehicle_fields,
  .n_fields = G_N_ELEMENTS (vehicle_fields),
  .init = init_vehicle,
  .check = check_vehicle,
};

static const RdmField driver_fields[] = {
  RDM_FIELD (RdmDriver, name, TEXT),    RDM_FIELD (RdmDriver, phone, TEXT),
  RDM_FIELD (RdmDriver, email, TEXT),   RDM_FIELD (RdmDriver, skills, TEXTS),
  RDM_FIELD (RdmDriver, retired, BOOL),
};

static char *
check_driver (const RdmRow *row)
{
  return has_name (((const RdmDriver *)row)->name) ? NULL
                                                   : g_strdup (_ ("The driver has no name."));
}

const RdmRowClass rdm_driver_class = {
  .name = "driver",
  .size = sizeof (RdmDriver),
  .fields = driver_fields,
  .n_fields = G_N_ELEMENTS (driver_fields),
  .check = check_driver,
};

static const RdmField shift_fields[] = {
  RDM_FIELD (RdmShift, vehicle, TEXT),
  RDM_FIELD (RdmShift, drivers, TEXTS),
  RDM_FIELD (RdmShift, weekdays, INT),
  RDM_FIELD (RdmShift, start_s, TIME),
  RDM_FIELD (RdmShift, end_s, TIME),
  RDM_FIELD (RdmShift, overtime_max_s, INT),
  RDM_FIELD (RdmShift, break_from_s, TIME),
  RDM_FIELD (RdmShift, break_to_s, TIME),
  RDM_FIELD (RdmShift, break_s, INT),
  RDM_FIELD (RdmShift, cost_per_hour_minor, INT),
  RDM_FIELD (RdmShift, overtime_per_hour_minor, INT),
};

static void
init_shift (RdmRow *row)
{
  RdmShift *self = (RdmShift *)row;

  self->weekdays = RDM_EVERY_DAY;
  self->start_s = 8 * 3600;
  self->end_s = 17 * 3600;
}

static char *
check_break (const RdmShift *self)
{
  if ((self->break_from_s == RDM_TIME_NONE) != (self->break_to_s == RDM_TIME_NONE))
    return g_strdup (_ ("The break's window has only one end."));
  if (self->break_s < 0 || self->break_s > RDM_SECONDS_PER_DAY)
    return g_strdup (_ ("The break's length is not between nothing and a day."));
  if (self->break_from_s != RDM_TIME_NONE && self->break_to_s - self->break_from_s < self->break_s)
    return g_strdup (_ ("The break is longer than its window."));
  return NULL;
}

static char *
check_shift (const RdmRow *row)
{
  const RdmShift *self = (const RdmShift *)row;

  if (!self->vehicle || !*self->vehicle)
    return g_strdup (_ ("The shift has no vehicle."));
  if (self->weekdays < 0 || self->weekdays > RDM_EVERY_DAY)
    return g_strdup (_ ("The shift's weekdays are not from Monday to Sunday."));
  if (self->start_s == RDM_TIME_NONE || self->end_s == RDM_TIME_NONE
      || self->start_s >= self->end_s)
    return g_strdup (_ ("The shift ends before it starts."));
  if (self->overtime_max_s < 0 || self->overtime_max_s > RDM_SECONDS_PER_DAY)
    return g_strdup (_ ("The overtime is not between nothing and a day."));
  if (self->cost_per_hour_minor < 0 || self->overtime_per_hour_minor < 0)
    return g_strdup (_ ("An hour cannot cost less than nothing."));
  return check_break (self);
}

const RdmRowClass rdm_shift_class = {
  .name = "shift",
  .size = sizeof (RdmShift),
  .fields = shift_fields,
  .n_fields = G_N_ELEMENTS (shift_fields),
  .init = init_shift,
  .check = check_shift,
};

gboolean
rdm_shift_works_on (const RdmShift *shift, const char *date)
{
  int weekday = rdm_date_days_between ("2024-01-01", date) % 7;

  /* That day was a Monday; days before it count backwards. */
  return rdm_date_valid (date) && (shift->weekdays >> ((weekday + 7) % 7) & 1) != 0;
}
