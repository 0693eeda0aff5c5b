/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vehicles, and the steps that they have already. */
#include "roundsman-solve-reader.h"

#include <math.h>

/* Travel without a matrix: as the crow flies, times the detour, at this speed. Shown as estimated.
 */
#define ESTIMATE_DETOUR_PERMILLE 1300
#define ESTIMATE_SPEED_MM_S 11111

/* --- vehicles
 * ---------------------------------------------------------------------------------------- */

/* Appends n_dimensions limits of loads; absent: none. */
static void
take_limits (RoundsmanReader *reader,
             JsonObject *object,
             const char *where,
             const char *name,
             GArray *limits)
{
  gint64 plenty = RDM_VRP_UNLIMITED;

  if (roundsman_reader_get_member (object, name) != NULL)
    roundsman_reader_take_loads (reader, object, where, name, limits);
  else
    for (guint i = 0; i < reader->n_dimensions; i++)
      g_array_append_val (limits, plenty);
}

static void
read_breaks (RoundsmanReader *reader, JsonObject *object, const char *where, RdmVrpVehicle *vehicle)
{
  JsonArray *array = roundsman_reader_get_array (reader, object, where, "breaks");

  vehicle->first_break = reader->input->breaks->len;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *about = roundsman_reader_get_element (reader, array, i, "break");
      g_autofree char *here = g_strdup_printf ("%s, break %u", where, i);
      RoundsmanName name;
      RdmVrpBreak rest = { 0 };

      if (about == NULL)
        return;
      rest.duration_s = (gint32)roundsman_reader_get_integer (reader, about, here, "service", 0, 0,
                                                              G_MAXINT32 / 4);
      roundsman_reader_take_windows (
          reader, roundsman_reader_get_array (reader, about, here, "time_windows"), here, -1,
          &rest.first_window, &rest.n_windows);
      name.id = roundsman_reader_get_integer (reader, about, here, "id", i, -ROUNDSMAN_MOST_TIME,
                                              ROUNDSMAN_MOST_TIME);
      name.description = roundsman_reader_get_description (about);
      take_limits (reader, about, here, "max_load", reader->input->break_loads);
      g_array_append_val (reader->input->breaks, rest);
      g_array_append_val (reader->input->break_names, name);
      vehicle->n_breaks++;
    }
}

static void
read_costs (RoundsmanReader *reader, JsonObject *object, const char *where, RdmVrpVehicle *vehicle)
{
  static const char *const unsupported[] = { "per_task_hour", NULL };
  JsonObject *costs = roundsman_reader_get_object (reader, object, where, "costs");
  const gint64 an_hour = ROUNDSMAN_COST_UNIT / 3600;

  vehicle->price_drive_s = 3600 * an_hour;
  if (costs == NULL)
    return;
  roundsman_reader_refuse (reader, costs, where, unsupported);
  vehicle->price_fixed =
      ROUNDSMAN_COST_UNIT
      * roundsman_reader_get_integer (reader, costs, where, "fixed", 0, 0, ROUNDSMAN_MOST_PRICE);
  vehicle->price_drive_s = an_hour
                           * roundsman_reader_get_integer (reader, costs, where, "per_hour", 3600,
                                                           0, ROUNDSMAN_MOST_PRICE);
  vehicle->price_metre =
      ROUNDSMAN_COST_UNIT / 1000
      * roundsman_reader_get_integer (reader, costs, where, "per_km", 0, 0, ROUNDSMAN_MOST_PRICE);
  vehicle->price_duty_s = an_hour
                          * roundsman_reader_get_integer (reader, costs, where, "per_duty_hour", 0,
                                                          0, ROUNDSMAN_MOST_PRICE);
  vehicle->price_overtime =
      an_hour
      * roundsman_reader_get_integer (reader, costs, where, "per_overtime_hour", 0, 0,
                                      ROUNDSMAN_MOST_PRICE);
}

static gint32
read_speed (RoundsmanReader *reader, JsonObject *object, const char *where)
{
  JsonNode *node = roundsman_reader_get_member (object, "speed_factor");
  double factor = 1;

  if (node == NULL)
    return 1000;
  if (!JSON_NODE_HOLDS_VALUE (node) || !(json_node_get_double (node) > 0)
      || !(json_node_get_double (node) <= 5))
    roundsman_reader_complain (reader, "%s: a speed factor is more than 0 and at most 5", where);
  else
    factor = json_node_get_double (node);
  return (gint32)CLAMP (lround (1000 / factor), 1, 1000000);
}

static guint
read_profile (RoundsmanReader *reader, JsonObject *object, const char *where)
{
  JsonNode *node = roundsman_reader_get_member (object, "profile");
  const char *name = "car";
  RdmVrpProfile estimate = { .estimate_speed_mm_s = ESTIMATE_SPEED_MM_S };
  guint index;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    name = json_node_get_string (node);
  else if (node != NULL)
    roundsman_reader_complain (reader, "%s: “profile” is not a text", where);
  if (g_ptr_array_find_with_equal_func (reader->input->profile_names, name, g_str_equal, &index))
    return index;
  if (reader->matrix_size > 0)
    roundsman_reader_complain (reader, "%s: there is no matrix for profile “%s”", where, name);
  estimate.estimate_detour_permille = ESTIMATE_DETOUR_PERMILLE;
  g_array_append_val (reader->input->profiles, estimate);
  g_ptr_array_add (reader->input->profile_names, g_strdup (name));
  return reader->input->profiles->len - 1;
}

static void
read_limits (RoundsmanReader *reader, JsonObject *object, const char *where, RdmVrpVehicle *vehicle)
{
  const gint64 none = RDM_VRP_UNLIMITED;

  vehicle->max_tasks = roundsman_reader_get_integer (reader, object, where, "max_tasks", none, 0,
                                                     ROUNDSMAN_MOST_TIME);
  vehicle->max_drive_s = roundsman_reader_get_integer (reader, object, where, "max_travel_time",
                                                       none, 0, ROUNDSMAN_MOST_TIME);
  vehicle->max_distance_m = roundsman_reader_get_integer (reader, object, where, "max_distance",
                                                          none, 0, ROUNDSMAN_MOST_TIME);
  vehicle->max_duty_s = roundsman_reader_get_integer (reader, object, where, "max_duty_time", none,
                                                      0, ROUNDSMAN_MOST_TIME);
  vehicle->overtime_after_s = roundsman_reader_get_integer (reader, object, where, "overtime_after",
                                                            RDM_VRP_NEVER, 0, ROUNDSMAN_MOST_TIME);
  vehicle->max_drive_between_rests_s = roundsman_reader_get_integer (
      reader, object, where, "max_drive_between_rests", none, 1, ROUNDSMAN_MOST_TIME);
  vehicle->rest_s =
      (gint32)roundsman_reader_get_integer (reader, object, where, "rest", 0, 0, G_MAXINT32 / 4);
  vehicle->max_reloads =
      (guint32)roundsman_reader_get_integer (reader, object, where, "max_reloads", 0, 0, 1000);
  vehicle->reload_s =
      (gint32)roundsman_reader_get_integer (reader, object, where, "reload", 0, 0, G_MAXINT32 / 4);
  if (vehicle->max_reloads == 0)
    return;
  vehicle->reload_location = roundsman_reader_take_location (
      reader, object, where, "reload_location", "reload_location_index");
  if (vehicle->reload_location == RDM_VRP_NONE)
    vehicle->reload_location = vehicle->start_location;
  if (vehicle->reload_location == RDM_VRP_NONE)
    roundsman_reader_complain (reader, "%s may reload, but nowhere", where);
}

void
roundsman_read_vehicle (RoundsmanReader *reader, JsonObject *object, guint index)
{
  static const char *const unsupported[] = { "capacities", NULL };
  g_autofree char *where = g_strdup_printf ("Vehicle %u", index);
  RdmVrpVehicle vehicle = rdm_vrp_vehicle_default ();
  RoundsmanName name;
  JsonArray *window;

  if (object == NULL)
    return;
  roundsman_reader_refuse (reader, object, where, unsupported);
  if (roundsman_reader_get_member (object, "id") == NULL)
    roundsman_reader_complain (reader, "%s has no id", where);
  name.id = roundsman_reader_get_integer (reader, object, where, "id", 0, -ROUNDSMAN_MOST_TIME,
                                          ROUNDSMAN_MOST_TIME);
  name.description = roundsman_reader_get_description (object);
  g_array_append_val (reader->input->vehicle_names, name);
  if (!g_hash_table_insert (reader->vehicle_ids, g_strdup_printf ("%" G_GINT64_FORMAT, name.id),
                            GUINT_TO_POINTER (reader->input->vehicle_names->len)))
    roundsman_reader_complain (reader, "%s: the id %" G_GINT64_FORMAT " is there twice", where,
                               name.id);
  vehicle.start_location =
      roundsman_reader_take_location (reader, object, where, "start", "start_index");
  vehicle.end_location = roundsman_reader_take_location (reader, object, where, "end", "end_index");
  if (vehicle.start_location == RDM_VRP_NONE && vehicle.end_location == RDM_VRP_NONE)
    roundsman_reader_complain (reader, "%s has neither start nor end", where);
  vehicle.profile = read_profile (reader, object, where);
  vehicle.duration_permille = read_speed (reader, object, where);
  vehicle.service_kind = roundsman_reader_take_kind (reader, object, where);
  vehicle.skills = roundsman_reader_take_skills (reader, object, where);
  vehicle.earliest_s = 0;
  window = roundsman_reader_get_array (reader, object, where, "time_window");
  if (window != NULL && json_array_get_length (window) == 2)
    {
      vehicle.earliest_s = roundsman_reader_to_integer (
          reader, json_array_get_element (window, 0), where, "time_window", 0, ROUNDSMAN_MOST_TIME);
      vehicle.latest_s = roundsman_reader_to_integer (reader, json_array_get_element (window, 1),
                                                      where, "time_window", 0, ROUNDSMAN_MOST_TIME);
    }
  else if (window != NULL)
    roundsman_reader_complain (reader, "%s: a time window is [from, to]", where);
  if (vehicle.earliest_s > vehicle.latest_s)
    roundsman_reader_complain (reader, "%s: its time window ends before it begins", where);
  read_costs (reader, object, where, &vehicle);
  read_limits (reader, object, where, &vehicle);
  read_breaks (reader, object, where, &vehicle);
  take_limits (reader, object, where, "capacity", reader->input->capacities);
  g_array_append_val (reader->input->vehicles, vehicle);
}

/* --- a plan to begin with
 * ------------------------------------------------------------------------------ */

static gboolean
read_step (RoundsmanReader *reader, JsonObject *object, const char *where, GArray *steps)
{
  JsonNode *node = object != NULL ? roundsman_reader_get_member (object, "type") : NULL;
  static const char *const unsupported[] = { "service_at", "service_after", "service_before",
                                             NULL };
  const char *type;
  g_autofree char *key = NULL;
  gint32 step;

  if (object == NULL)
    return FALSE;
  roundsman_reader_refuse (reader, object, where, unsupported);
  type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  if (type == NULL)
    {
      roundsman_reader_complain (reader, "%s: a step has no type", where);
      return FALSE;
    }
  if (g_str_equal (type, "start") || g_str_equal (type, "end") || g_str_equal (type, "break"))
    return TRUE;
  if (g_str_equal (type, "reload"))
    {
      step = RDM_VRP_RELOAD;
      g_array_append_val (steps, step);
      return TRUE;
    }
  key = g_strdup_printf ("%s %" G_GINT64_FORMAT, type,
                         roundsman_reader_get_integer (reader, object, where, "id", 0,
                                                       -ROUNDSMAN_MOST_TIME, ROUNDSMAN_MOST_TIME));
  step = (gint32)GPOINTER_TO_UINT (g_hash_table_lookup (reader->ids, key)) - 1;
  if (step < 0)
    {
      roundsman_reader_complain (reader, "%s: its step “%s” is not known", where, key);
      return FALSE;
    }
  g_array_append_val (steps, step);
  return TRUE;
}

void
roundsman_read_steps (RoundsmanReader *reader, JsonObject *object, guint index)
{
  g_autofree char *where = g_strdup_printf ("Vehicle %u", index);
  JsonArray *array = roundsman_reader_get_array (reader, object, where, "steps");
  RdmVrpVehicle *vehicle = &g_array_index (reader->input->vehicles, RdmVrpVehicle, index);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));
  gint64 n_frozen;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!read_step (reader, roundsman_reader_get_element (reader, array, i, "step"), where, steps))
      return;
  n_frozen = roundsman_reader_get_integer (reader, object, where, "frozen", 0, 0, steps->len);
  vehicle->first_frozen = reader->input->frozen->len;
  vehicle->n_frozen = (guint32)n_frozen;
  for (guint i = 0; i < n_frozen; i++)
    {
      gint32 step = g_array_index (steps, gint32, i);

      if (step < 0)
        roundsman_reader_complain (reader, "%s: a reload cannot be frozen", where);
      g_array_append_val (reader->input->frozen, step);
    }
  if (reader->input->initial == NULL && steps->len > 0)
    reader->input->initial = rdm_vrp_plan_new (reader->input->vehicles->len);
  if (steps->len > 0
      && !rdm_vrp_plan_set_route (reader->input->initial, index,
                                  (const int32_t *)(void *)steps->data, steps->len))
    roundsman_reader_complain (reader, "Memory is out");
}
