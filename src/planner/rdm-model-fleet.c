/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-model-fleet.h"

#include "rdm-time.h"

#define SKILL_BITS 63
/* Prices beyond these are typing errors, and would overflow a day's sum. */
#define MINOR_PER_HOUR_MOST G_GINT64_CONSTANT (100000000)
#define MINOR_FIXED_MOST G_GINT64_CONSTANT (1000000000)
#define MILLI_PER_KM_MOST G_GINT64_CONSTANT (10000000000)

G_STATIC_ASSERT ((int)RDM_TRAVEL_VAN == (int)RDM_PROFILE_VAN);
G_STATIC_ASSERT ((int)RDM_TRAVEL_TRUCK == (int)RDM_PROFILE_TRUCK);
G_STATIC_ASSERT ((int)RDM_TRAVEL_CARGO_BIKE == (int)RDM_PROFILE_CARGO_BIKE);
G_STATIC_ASSERT ((int)RDM_N_TRAVEL_PROFILES == (int)RDM_N_PROFILES);

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
rdm_model_skills_of (GPtrArray *orders)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *skills = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < orders->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);

      for (guint j = 0; order->skills && order->skills[j]; j++)
        if (g_hash_table_add (seen, order->skills[j]))
          g_ptr_array_add (skills, g_strdup (order->skills[j]));
    }
  g_ptr_array_sort (skills, compare_names);
  return skills;
}

guint64
rdm_model_skill_mask (GPtrArray *skills, GStrv needed)
{
  guint64 mask = 0;

  for (guint i = 0; needed && needed[i]; i++)
    for (guint bit = 0; bit < MIN (skills->len, SKILL_BITS); bit++)
      if (g_str_equal (g_ptr_array_index (skills, bit), needed[i]))
        mask |= G_GUINT64_CONSTANT (1) << bit;
  return mask;
}

gboolean
rdm_model_skills_overflow (GPtrArray *skills, GStrv needed)
{
  for (guint bit = SKILL_BITS; needed && bit < skills->len; bit++)
    if (g_strv_contains ((const char *const *)needed, g_ptr_array_index (skills, bit)))
      return TRUE;
  return FALSE;
}

static gpointer
get_or_empty (RdmRows *rows, RdmRowKind kind, const char *id)
{
  gconstpointer row = id ? rdm_rows_get (rows, kind, id) : NULL;

  return row ? rdm_row_ref (row) : rdm_row_new (kind, id ? id : "");
}

RdmModelRoute *
rdm_model_route_new (RdmRows *rows, RdmRoute *route)
{
  RdmModelRoute *self = g_new0 (RdmModelRoute, 1);
  GStrv crew;

  self->route = rdm_row_ref (route);
  self->shift = get_or_empty (rows, RDM_ROW_SHIFT, route->shift);
  self->vehicle = get_or_empty (rows, RDM_ROW_VEHICLE, self->shift->vehicle);
  self->drivers = g_ptr_array_new_with_free_func (rdm_row_unref);
  crew = route->drivers ? route->drivers : self->shift->drivers;
  for (guint i = 0; crew && crew[i]; i++)
    {
      gconstpointer driver = rdm_rows_get (rows, RDM_ROW_DRIVER, crew[i]);

      if (driver)
        g_ptr_array_add (self->drivers, rdm_row_ref (driver));
    }
  self->n_head = rdm_rows_route_head (rows, route);
  rdm_model_route_read_state (self);
  return self;
}

void
rdm_model_route_read_state (RdmModelRoute *self)
{
  self->is_fixed = self->route->locked || self->route->state == RDM_ROUTE_CLOSED;
}

gboolean
rdm_model_route_leaves_at_earliest (const RdmModelRoute *self)
{
  return self->route->state == RDM_ROUTE_RUNNING && self->route->start_s != RDM_TIME_NONE;
}

void
rdm_model_route_free (gpointer route)
{
  RdmModelRoute *self = route;

  g_clear_pointer (&self->route, rdm_row_unref);
  g_clear_pointer (&self->shift, rdm_row_unref);
  g_clear_pointer (&self->vehicle, rdm_row_unref);
  g_ptr_array_unref (self->drivers);
  g_free (self);
}

gboolean
rdm_model_route_has_skill (const RdmModelRoute *self, const char *skill)
{
  if (self->vehicle->skills && g_strv_contains ((const char *const *)self->vehicle->skills, skill))
    return TRUE;
  for (guint i = 0; i < self->drivers->len; i++)
    {
      const RdmDriver *driver = g_ptr_array_index (self->drivers, i);

      if (driver->skills && g_strv_contains ((const char *const *)driver->skills, skill))
        return TRUE;
    }
  return FALSE;
}

gboolean
rdm_model_route_has_skills (const RdmModelRoute *self, GStrv skills)
{
  for (guint i = 0; skills && skills[i]; i++)
    if (!rdm_model_route_has_skill (self, skills[i]))
      return FALSE;
  return TRUE;
}

RdmVrpCost
rdm_model_price_per_s (gint64 per_hour_minor)
{
  return CLAMP (per_hour_minor, 0, MINOR_PER_HOUR_MOST) * (RDM_COST_PER_MINOR / 3600);
}

/* Today's hour where there is one, else the shift's, else @otherwise. */
static gint32
hour_of (gint32 today_s, gint32 shift_s, gint32 otherwise_s)
{
  if (today_s != RDM_TIME_NONE)
    return today_s;
  return shift_s != RDM_TIME_NONE ? shift_s : otherwise_s;
}

static RdmVrpCost
price_per_metre (gint64 per_km_milli)
{
  gint64 milli = CLAMP (per_km_milli, 0, MILLI_PER_KM_MOST);

  return (milli * (RDM_COST_PER_MINOR / 1000) + 500) / 1000;
}

RdmVrpVehicle
rdm_model_route_vehicle (const RdmModelRoute *self, GPtrArray *skills)
{
  const RdmRoute *route = self->route;
  const RdmShift *shift = self->shift;
  const RdmVehicle *vehicle = self->vehicle;
  gint32 start_s = hour_of (route->start_s, shift->start_s, 0);
  gint32 end_s = hour_of (route->end_s, shift->end_s, RDM_SECONDS_PER_DAY);
  gint64 overtime_s = CLAMP (shift->overtime_max_s, 0, RDM_SECONDS_PER_DAY);
  gint64 overtime_more_minor = shift->overtime_per_hour_minor - shift->cost_per_hour_minor;
  RdmVrpVehicle result = rdm_vrp_vehicle_default ();

  result.profile = (guint32)CLAMP (vehicle->profile, 0, RDM_N_PROFILES - 1);
  for (guint bit = 0; bit < MIN (skills->len, SKILL_BITS); bit++)
    if (rdm_model_route_has_skill (self, g_ptr_array_index (skills, bit)))
      result.skills |= G_GUINT64_CONSTANT (1) << bit;
  result.earliest_s = start_s;
  result.leaves_at_earliest = rdm_model_route_leaves_at_earliest (self);
  result.overtime_after_s = MAX (start_s, end_s);
  result.latest_s = result.overtime_after_s + overtime_s;
  result.price_fixed = CLAMP (vehicle->fixed_cost_minor, 0, MINOR_FIXED_MOST) * RDM_COST_PER_MINOR;
  result.price_metre = price_per_metre (vehicle->cost_per_km_milli);
  result.price_duty_s = rdm_model_price_per_s (shift->cost_per_hour_minor);
  result.price_overtime = rdm_model_price_per_s (overtime_more_minor);
  if (vehicle->max_stops > 0)
    result.max_tasks = vehicle->max_stops;
  if (vehicle->range_m > 0)
    result.max_distance_m = vehicle->range_m;
  return result;
}

gboolean
rdm_model_route_add_break (const RdmModelRoute *self, GArray *breaks, GArray *windows)
{
  const RdmShift *shift = self->shift;
  gint64 length_s = CLAMP (shift->break_s, 0, RDM_SECONDS_PER_DAY);
  gint64 last_s = (gint64)shift->break_to_s - length_s;
  RdmVrpBreak pause = { .first_window = windows->len, .duration_s = (gint32)length_s };
  RdmVrpWindow window;

  if (length_s == 0 || shift->break_from_s == RDM_TIME_NONE || shift->break_to_s == RDM_TIME_NONE)
    return FALSE;
  window = rdm_vrp_window_hard (shift->break_from_s, MAX (shift->break_from_s, last_s));
  pause.n_windows = 1;
  g_array_append_val (windows, window);
  g_array_append_val (breaks, pause);
  return TRUE;
}
