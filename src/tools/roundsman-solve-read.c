/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VROOM's problem format; extensions are in the manual page. Reading stops at the first thing that
 * is wrong: `reader->error` is set then, and all that follows does nothing. */
#include "roundsman-solve-read.h"

#include <math.h>
#include <string.h>

#include "rdm-json.h"
#include "roundsman-solve-matrix.h"

#define MOST_TIME G_GINT64_CONSTANT (1000000000000)
#define MOST_PRICE G_GINT64_CONSTANT (1000000000)
#define MOST_LOAD G_GINT64_CONSTANT (1000000000000)
#define MOST_SKILLS 64
/* Travel without a matrix: as the crow flies, times the detour, at this speed. Shown as estimated.
 */
#define ESTIMATE_DETOUR_PERMILLE 1300
#define ESTIMATE_SPEED_MM_S 11111
#define EARTH_RADIUS_M 6371008.8

typedef struct
{
  RoundsmanInput *input;
  GError *error;
  GHashTable *skills;      /* skill → bit + 1 */
  GHashTable *places;      /* "lon,lat" → location + 1, without matrices */
  GHashTable *ids;         /* "type id" → task + 1 */
  GHashTable *vehicle_ids; /* "id" → vehicle + 1 */
  guint n_dimensions;
  gboolean has_dimensions;
  guint matrix_size; /* 0: none */
} Reader;

static void G_GNUC_PRINTF (2, 3) complain (Reader *reader, const char *format, ...)
{
  va_list arguments;

  if (reader->error != NULL)
    return;
  va_start (arguments, format);
  reader->error = g_error_new_valist (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, format, arguments);
  va_end (arguments);
}

/* --- values
 * ----------------------------------------------------------------------------------------- */

static JsonNode *
member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static gint64
to_integer (
    Reader *reader, JsonNode *node, const char *where, const char *name, gint64 low, gint64 high)
{
  double value;

  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    {
      complain (reader, "%s: “%s” is not a number", where, name);
      return low;
    }
  value = json_node_get_double (node);
  if (!(value >= (double)low && value <= (double)high))
    {
      complain (reader, "%s: “%s” is not between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT, where,
                name, low, high);
      return low;
    }
  return json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                         : (gint64)floor (value);
}

static gint64
get_integer (Reader *reader,
             JsonObject *object,
             const char *where,
             const char *name,
             gint64 otherwise,
             gint64 low,
             gint64 high)
{
  JsonNode *node = member (object, name);

  return node == NULL ? otherwise : to_integer (reader, node, where, name, low, high);
}

static JsonArray *
get_array (Reader *reader, JsonObject *object, const char *where, const char *name)
{
  JsonNode *node = member (object, name);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  complain (reader, "%s: “%s” is not an array", where, name);
  return NULL;
}

static JsonObject *
get_object (Reader *reader, JsonObject *object, const char *where, const char *name)
{
  JsonNode *node = member (object, name);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  complain (reader, "%s: “%s” is not an object", where, name);
  return NULL;
}

static char *
get_description (JsonObject *object)
{
  JsonNode *node = member (object, "description");

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return g_strdup (json_node_get_string (node));
}

/* Element of an array that must be an object. */
static JsonObject *
element (Reader *reader, JsonArray *array, guint index, const char *what)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  complain (reader, "%s %u is not an object", what, index);
  return NULL;
}

static void
refuse (Reader *reader, JsonObject *object, const char *where, const char *const *names)
{
  for (; *names != NULL; names++)
    if (member (object, *names) != NULL)
      complain (reader, "%s: “%s” is not supported", where, *names);
}

/* --- places, skills, loads, windows
 * ----------------------------------------------------------------- */

static gint32
add_place (Reader *reader, const char *where, JsonArray *coordinates)
{
  RoundsmanPlace place = { .is_known = TRUE };
  g_autofree char *key = NULL;
  guint index;

  if (json_array_get_length (coordinates) != 2)
    {
      complain (reader, "%s: a location is [longitude, latitude]", where);
      return 0;
    }
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *node = json_array_get_element (coordinates, i);
      double value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;

      if (!(fabs (value) <= (i == 0 ? 180 : 90)))
        complain (reader, "%s: a location is [longitude, latitude] in degrees", where);
      *(i == 0 ? &place.lon_deg : &place.lat_deg) = value;
    }
  key = g_strdup_printf ("%.9f,%.9f", place.lon_deg, place.lat_deg);
  index = GPOINTER_TO_UINT (g_hash_table_lookup (reader->places, key));
  if (index == 0)
    {
      g_array_append_val (reader->input->places, place);
      index = reader->input->places->len;
      g_hash_table_insert (reader->places, g_steal_pointer (&key), GUINT_TO_POINTER (index));
    }
  return (gint32)index - 1;
}

static void
note_place (Reader *reader, gint32 index, JsonArray *coordinates)
{
  RoundsmanPlace *place = &g_array_index (reader->input->places, RoundsmanPlace, index);

  if (coordinates == NULL || json_array_get_length (coordinates) != 2 || place->is_known
      || !JSON_NODE_HOLDS_VALUE (json_array_get_element (coordinates, 0))
      || !JSON_NODE_HOLDS_VALUE (json_array_get_element (coordinates, 1)))
    return;
  place->lon_deg = json_array_get_double_element (coordinates, 0);
  place->lat_deg = json_array_get_double_element (coordinates, 1);
  place->is_known = TRUE;
}

/* With matrices an index into them; without, the place of its coordinates. */
static gint32
read_location (
    Reader *reader, JsonObject *object, const char *where, const char *name, const char *index_name)
{
  JsonArray *coordinates = get_array (reader, object, where, name);
  gint32 index;

  if (reader->matrix_size > 0)
    {
      if (member (object, index_name) == NULL)
        {
          if (coordinates != NULL)
            complain (reader, "%s: with matrices, “%s” is needed", where, index_name);
          return RDM_VRP_NONE;
        }
      index =
          (gint32)get_integer (reader, object, where, index_name, 0, 0, reader->matrix_size - 1);
      note_place (reader, index, coordinates);
      return index;
    }
  if (coordinates != NULL)
    return add_place (reader, where, coordinates);
  if (member (object, index_name) != NULL)
    complain (reader, "%s: “%s” without matrices", where, index_name);
  return RDM_VRP_NONE;
}

static guint64
read_skills (Reader *reader, JsonObject *object, const char *where)
{
  JsonArray *array = get_array (reader, object, where, "skills");
  guint64 bits = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gint64 skill = to_integer (reader, json_array_get_element (array, i), where, "skills",
                                 -MOST_TIME, MOST_TIME);
      guint bit = GPOINTER_TO_UINT (g_hash_table_lookup (reader->skills, &skill));

      if (bit == 0)
        {
          bit = g_hash_table_size (reader->skills) + 1;
          if (bit > MOST_SKILLS)
            {
              complain (reader, "%s: more than %d different skills", where, MOST_SKILLS);
              return 0;
            }
          g_hash_table_insert (reader->skills, g_memdup2 (&skill, sizeof skill),
                               GUINT_TO_POINTER (bit));
        }
      bits |= G_GUINT64_CONSTANT (1) << (bit - 1);
    }
  return bits;
}

/* Appends n_dimensions loads; absent: zeros. */
static void
read_loads (Reader *reader, JsonObject *object, const char *where, const char *name, GArray *loads)
{
  JsonArray *array = object != NULL ? get_array (reader, object, where, name) : NULL;

  if (array != NULL && json_array_get_length (array) != reader->n_dimensions)
    complain (reader, "%s: “%s” has %u entries where others have %u", where, name,
              json_array_get_length (array), reader->n_dimensions);
  for (guint i = 0; i < reader->n_dimensions; i++)
    {
      gint64 load = 0;

      if (array != NULL && i < json_array_get_length (array))
        load = to_integer (reader, json_array_get_element (array, i), where, name, 0, MOST_LOAD);
      g_array_append_val (loads, load);
    }
}

static void
read_windows (Reader *reader,
              JsonArray *array,
              const char *where,
              gint64 late_price,
              guint32 *first,
              guint32 *n)
{
  RoundsmanInput *input = reader->input;

  *first = input->windows->len;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      RdmVrpWindow window;

      if (pair == NULL || json_array_get_length (pair) != 2)
        {
          complain (reader, "%s: a time window is [from, to]", where);
          return;
        }
      window = rdm_vrp_window_hard (to_integer (reader, json_array_get_element (pair, 0), where,
                                                "time_windows", 0, MOST_TIME),
                                    to_integer (reader, json_array_get_element (pair, 1), where,
                                                "time_windows", 0, MOST_TIME));
      if (window.begin_s > window.end_s)
        complain (reader, "%s: a time window ends before it begins", where);
      if (late_price >= 0 && i + 1 == json_array_get_length (array))
        window = rdm_vrp_window_soft (window.begin_s, window.end_s,
                                      late_price * (ROUNDSMAN_COST_UNIT / 3600));
      g_array_append_val (input->windows, window);
    }
  *n = input->windows->len - *first;
}

/* --- jobs and shipments
 * ------------------------------------------------------------------------------ */

static void
name_task (Reader *reader, JsonObject *object, const char *where, const char *type, gint64 id)
{
  RoundsmanTaskName name = { id, type, get_description (object) };
  char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, type, id);

  g_array_append_val (reader->input->task_names, name);
  if (!g_hash_table_insert (reader->ids, key, GUINT_TO_POINTER (reader->input->task_names->len)))
    complain (reader, "%s: the id %" G_GINT64_FORMAT " is there twice", where, id);
}

/* What a job and both halves of a shipment have in common. */
static RdmVrpTask
read_task (Reader *reader, JsonObject *object, const char *where, const char *type)
{
  static const char *const unsupported[] = { "service_per_type", "setup_per_type", NULL };
  RdmVrpTask task = rdm_vrp_task_default ();
  gint32 location = read_location (reader, object, where, "location", "location_index");

  refuse (reader, object, where, unsupported);
  if (location == RDM_VRP_NONE)
    complain (reader, "%s has no location", where);
  if (member (object, "id") == NULL)
    complain (reader, "%s has no id", where);
  task.location = (guint32)MAX (location, 0);
  task.service_s = (gint32)get_integer (reader, object, where, "service", 0, 0, G_MAXINT32 / 4);
  task.setup_s = (gint32)get_integer (reader, object, where, "setup", 0, 0, G_MAXINT32 / 4);
  task.release_s = get_integer (reader, object, where, "release", RDM_VRP_ALWAYS, 0, MOST_TIME);
  read_windows (reader, get_array (reader, object, where, "time_windows"), where,
                get_integer (reader, object, where, "late_cost_per_hour", -1, 0, MOST_PRICE),
                &task.first_window, &task.n_windows);
  name_task (reader, object, where, type,
             get_integer (reader, object, where, "id", 0, -MOST_TIME, MOST_TIME));
  return task;
}

static void
read_wishes (Reader *reader, JsonObject *object, const char *where, RdmVrpTask *task, gint64 share)
{
  gint64 prize = get_integer (reader, object, where, "prize", -1, 0, MOST_PRICE);

  task->skills = read_skills (reader, object, where);
  task->priority = (guint8)get_integer (reader, object, where, "priority", 0, 0, 100);
  if (prize >= 0)
    task->leave_out_price = prize * ROUNDSMAN_COST_UNIT * share;
}

static void
read_job (Reader *reader, JsonObject *object, guint index)
{
  g_autofree char *where = g_strdup_printf ("Job %u", index);
  RdmVrpTask task;

  if (object == NULL)
    return;
  if (member (object, "id") != NULL && JSON_NODE_HOLDS_VALUE (member (object, "id")))
    {
      g_free (where);
      where = g_strdup_printf ("Job %" G_GINT64_FORMAT, json_node_get_int (member (object, "id")));
    }
  task = read_task (reader, object, where, "job");
  read_wishes (reader, object, where, &task, 1);
  read_loads (reader, object, where, member (object, "amount") != NULL ? "amount" : "delivery",
              reader->input->deliveries);
  read_loads (reader, object, where, "pickup", reader->input->pickups);
  g_array_append_val (reader->input->tasks, task);
}

static void
read_shipment (Reader *reader, JsonObject *object, guint index)
{
  g_autofree char *where = g_strdup_printf ("Shipment %u", index);
  JsonObject *up = object != NULL ? get_object (reader, object, where, "pickup") : NULL;
  JsonObject *down = object != NULL ? get_object (reader, object, where, "delivery") : NULL;
  RdmVrpTask tasks[2];

  if (up == NULL || down == NULL)
    {
      complain (reader, "%s needs a pickup and a delivery", where);
      return;
    }
  tasks[0] = read_task (reader, up, where, "pickup");
  tasks[1] = read_task (reader, down, where, "delivery");
  for (guint i = 0; i < 2; i++)
    {
      read_wishes (reader, object, where, &tasks[i], i == 0);
      tasks[i].kind = i == 0 ? RDM_VRP_PICKUP : RDM_VRP_DROP;
      tasks[i].partner = (gint32)(reader->input->tasks->len + (i == 0));
      tasks[i].max_ride_s =
          get_integer (reader, object, where, "max_ride_time", RDM_VRP_UNLIMITED, 0, MOST_TIME);
      g_array_append_val (reader->input->tasks, tasks[i]);
      tasks[1].partner = (gint32)reader->input->tasks->len - 1;
    }
  g_array_index (reader->input->tasks, RdmVrpTask, reader->input->tasks->len - 2).partner =
      (gint32)reader->input->tasks->len - 1;
  g_array_index (reader->input->tasks, RdmVrpTask, reader->input->tasks->len - 1).partner =
      (gint32)reader->input->tasks->len - 2;
  read_loads (reader, NULL, where, "amount", reader->input->deliveries);
  read_loads (reader, object, where, "amount", reader->input->deliveries);
  read_loads (reader, object, where, "amount", reader->input->pickups);
  read_loads (reader, NULL, where, "amount", reader->input->pickups);
}

/* --- vehicles
 * ---------------------------------------------------------------------------------------- */

static void
read_breaks (Reader *reader, JsonObject *object, const char *where, RdmVrpVehicle *vehicle)
{
  static const char *const unsupported[] = { "max_load", NULL };
  JsonArray *array = get_array (reader, object, where, "breaks");

  vehicle->first_break = reader->input->breaks->len;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *about = element (reader, array, i, "break");
      g_autofree char *here = g_strdup_printf ("%s, break %u", where, i);
      RoundsmanName name;
      RdmVrpBreak rest = { 0 };

      if (about == NULL)
        return;
      refuse (reader, about, here, unsupported);
      rest.duration_s = (gint32)get_integer (reader, about, here, "service", 0, 0, G_MAXINT32 / 4);
      read_windows (reader, get_array (reader, about, here, "time_windows"), here, -1,
                    &rest.first_window, &rest.n_windows);
      name.id = get_integer (reader, about, here, "id", i, -MOST_TIME, MOST_TIME);
      name.description = get_description (about);
      g_array_append_val (reader->input->breaks, rest);
      g_array_append_val (reader->input->break_names, name);
      vehicle->n_breaks++;
    }
}

static void
read_costs (Reader *reader, JsonObject *object, const char *where, RdmVrpVehicle *vehicle)
{
  static const char *const unsupported[] = { "per_task_hour", NULL };
  JsonObject *costs = get_object (reader, object, where, "costs");
  const gint64 an_hour = ROUNDSMAN_COST_UNIT / 3600;

  vehicle->price_drive_s = 3600 * an_hour;
  if (costs == NULL)
    return;
  refuse (reader, costs, where, unsupported);
  vehicle->price_fixed =
      ROUNDSMAN_COST_UNIT * get_integer (reader, costs, where, "fixed", 0, 0, MOST_PRICE);
  vehicle->price_drive_s =
      an_hour * get_integer (reader, costs, where, "per_hour", 3600, 0, MOST_PRICE);
  vehicle->price_metre =
      ROUNDSMAN_COST_UNIT / 1000 * get_integer (reader, costs, where, "per_km", 0, 0, MOST_PRICE);
  vehicle->price_duty_s =
      an_hour * get_integer (reader, costs, where, "per_duty_hour", 0, 0, MOST_PRICE);
  vehicle->price_overtime =
      an_hour * get_integer (reader, costs, where, "per_overtime_hour", 0, 0, MOST_PRICE);
}

static gint32
read_speed (Reader *reader, JsonObject *object, const char *where)
{
  JsonNode *node = member (object, "speed_factor");
  double factor = 1;

  if (node == NULL)
    return 1000;
  if (!JSON_NODE_HOLDS_VALUE (node) || !(json_node_get_double (node) > 0)
      || !(json_node_get_double (node) <= 5))
    complain (reader, "%s: a speed factor is more than 0 and at most 5", where);
  else
    factor = json_node_get_double (node);
  return (gint32)CLAMP (lround (1000 / factor), 1, 1000000);
}

static guint
read_profile (Reader *reader, JsonObject *object, const char *where)
{
  JsonNode *node = member (object, "profile");
  const char *name = "car";
  RdmVrpProfile estimate = { .estimate_speed_mm_s = ESTIMATE_SPEED_MM_S };
  guint index;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    name = json_node_get_string (node);
  else if (node != NULL)
    complain (reader, "%s: “profile” is not a text", where);
  if (g_ptr_array_find_with_equal_func (reader->input->profile_names, name, g_str_equal, &index))
    return index;
  if (reader->matrix_size > 0)
    complain (reader, "%s: there is no matrix for profile “%s”", where, name);
  estimate.estimate_detour_permille = ESTIMATE_DETOUR_PERMILLE;
  g_array_append_val (reader->input->profiles, estimate);
  g_ptr_array_add (reader->input->profile_names, g_strdup (name));
  return reader->input->profiles->len - 1;
}

static void
read_limits (Reader *reader, JsonObject *object, const char *where, RdmVrpVehicle *vehicle)
{
  const gint64 none = RDM_VRP_UNLIMITED;

  vehicle->max_tasks = get_integer (reader, object, where, "max_tasks", none, 0, MOST_TIME);
  vehicle->max_drive_s = get_integer (reader, object, where, "max_travel_time", none, 0, MOST_TIME);
  vehicle->max_distance_m = get_integer (reader, object, where, "max_distance", none, 0, MOST_TIME);
  vehicle->max_duty_s = get_integer (reader, object, where, "max_duty_time", none, 0, MOST_TIME);
  vehicle->overtime_after_s =
      get_integer (reader, object, where, "overtime_after", RDM_VRP_NEVER, 0, MOST_TIME);
  vehicle->max_drive_between_rests_s =
      get_integer (reader, object, where, "max_drive_between_rests", none, 1, MOST_TIME);
  vehicle->rest_s = (gint32)get_integer (reader, object, where, "rest", 0, 0, G_MAXINT32 / 4);
  vehicle->max_reloads = (guint32)get_integer (reader, object, where, "max_reloads", 0, 0, 1000);
  vehicle->reload_s = (gint32)get_integer (reader, object, where, "reload", 0, 0, G_MAXINT32 / 4);
  if (vehicle->max_reloads == 0)
    return;
  vehicle->reload_location =
      read_location (reader, object, where, "reload_location", "reload_location_index");
  if (vehicle->reload_location == RDM_VRP_NONE)
    vehicle->reload_location = vehicle->start_location;
  if (vehicle->reload_location == RDM_VRP_NONE)
    complain (reader, "%s may reload, but nowhere", where);
}

static void
read_vehicle (Reader *reader, JsonObject *object, guint index)
{
  static const char *const unsupported[] = { "capacities", NULL };
  g_autofree char *where = g_strdup_printf ("Vehicle %u", index);
  RdmVrpVehicle vehicle = rdm_vrp_vehicle_default ();
  RoundsmanName name;
  JsonArray *window;

  if (object == NULL)
    return;
  refuse (reader, object, where, unsupported);
  if (member (object, "id") == NULL)
    complain (reader, "%s has no id", where);
  name.id = get_integer (reader, object, where, "id", 0, -MOST_TIME, MOST_TIME);
  name.description = get_description (object);
  g_array_append_val (reader->input->vehicle_names, name);
  if (!g_hash_table_insert (reader->vehicle_ids, g_strdup_printf ("%" G_GINT64_FORMAT, name.id),
                            GUINT_TO_POINTER (reader->input->vehicle_names->len)))
    complain (reader, "%s: the id %" G_GINT64_FORMAT " is there twice", where, name.id);
  vehicle.start_location = read_location (reader, object, where, "start", "start_index");
  vehicle.end_location = read_location (reader, object, where, "end", "end_index");
  if (vehicle.start_location == RDM_VRP_NONE && vehicle.end_location == RDM_VRP_NONE)
    complain (reader, "%s has neither start nor end", where);
  vehicle.profile = read_profile (reader, object, where);
  vehicle.duration_permille = read_speed (reader, object, where);
  vehicle.skills = read_skills (reader, object, where);
  vehicle.earliest_s = 0;
  window = get_array (reader, object, where, "time_window");
  if (window != NULL && json_array_get_length (window) == 2)
    {
      vehicle.earliest_s = to_integer (reader, json_array_get_element (window, 0), where,
                                       "time_window", 0, MOST_TIME);
      vehicle.latest_s = to_integer (reader, json_array_get_element (window, 1), where,
                                     "time_window", 0, MOST_TIME);
    }
  else if (window != NULL)
    complain (reader, "%s: a time window is [from, to]", where);
  if (vehicle.earliest_s > vehicle.latest_s)
    complain (reader, "%s: its time window ends before it begins", where);
  read_costs (reader, object, where, &vehicle);
  read_limits (reader, object, where, &vehicle);
  read_breaks (reader, object, where, &vehicle);
  if (member (object, "capacity") == NULL)
    for (guint i = 0; i < reader->n_dimensions; i++)
      {
        gint64 plenty = RDM_VRP_UNLIMITED;

        g_array_append_val (reader->input->capacities, plenty);
      }
  else
    read_loads (reader, object, where, "capacity", reader->input->capacities);
  g_array_append_val (reader->input->vehicles, vehicle);
}

/* --- a plan to begin with
 * ------------------------------------------------------------------------------ */

static gboolean
read_step (Reader *reader, JsonObject *object, const char *where, GArray *steps)
{
  JsonNode *node = object != NULL ? member (object, "type") : NULL;
  const char *type;
  g_autofree char *key = NULL;
  gint32 step;

  if (object == NULL)
    return FALSE;
  type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  if (type == NULL)
    {
      complain (reader, "%s: a step has no type", where);
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
                         get_integer (reader, object, where, "id", 0, -MOST_TIME, MOST_TIME));
  step = (gint32)GPOINTER_TO_UINT (g_hash_table_lookup (reader->ids, key)) - 1;
  if (step < 0)
    {
      complain (reader, "%s: its step “%s” is not known", where, key);
      return FALSE;
    }
  g_array_append_val (steps, step);
  return TRUE;
}

static void
read_steps (Reader *reader, JsonObject *object, guint index)
{
  g_autofree char *where = g_strdup_printf ("Vehicle %u", index);
  JsonArray *array = get_array (reader, object, where, "steps");
  RdmVrpVehicle *vehicle = &g_array_index (reader->input->vehicles, RdmVrpVehicle, index);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));
  gint64 n_frozen;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!read_step (reader, element (reader, array, i, "step"), where, steps))
      return;
  n_frozen = get_integer (reader, object, where, "frozen", 0, 0, steps->len);
  vehicle->first_frozen = reader->input->frozen->len;
  vehicle->n_frozen = (guint32)n_frozen;
  for (guint i = 0; i < n_frozen; i++)
    {
      gint32 step = g_array_index (steps, gint32, i);

      if (step < 0)
        complain (reader, "%s: a reload cannot be frozen", where);
      g_array_append_val (reader->input->frozen, step);
    }
  if (reader->input->initial == NULL && steps->len > 0)
    reader->input->initial = rdm_vrp_plan_new (reader->input->vehicles->len);
  if (steps->len > 0
      && !rdm_vrp_plan_set_route (reader->input->initial, index,
                                  (const int32_t *)(void *)steps->data, steps->len))
    complain (reader, "Memory is out");
}

/* --- relations
 * ------------------------------------------------------------------------------------------ */

static void
read_relation (Reader *reader, JsonObject *object, guint index)
{
  static const char *const kinds[] = { "same_vehicle", "in_sequence", "in_direct_sequence",
                                       "not_together" };
  g_autofree char *where = g_strdup_printf ("Relation %u", index);
  JsonArray *jobs = object != NULL ? get_array (reader, object, where, "jobs") : NULL;
  JsonNode *node = object != NULL ? member (object, "kind") : NULL;
  const char *kind =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : "";
  RdmVrpRelation relation = { .first_task = reader->input->relation_tasks->len };
  guint k = 0;

  while (k < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[k], kind) != 0)
    k++;
  if (k == G_N_ELEMENTS (kinds) || jobs == NULL)
    {
      complain (reader, "%s needs a known kind, and jobs", where);
      return;
    }
  relation.kind = (RdmVrpRelationKind)k;
  for (guint i = 0; i < json_array_get_length (jobs); i++)
    {
      g_autofree char *key = g_strdup_printf ("job %" G_GINT64_FORMAT,
                                              to_integer (reader, json_array_get_element (jobs, i),
                                                          where, "jobs", -MOST_TIME, MOST_TIME));
      guint32 task = GPOINTER_TO_UINT (g_hash_table_lookup (reader->ids, key));

      if (task-- == 0)
        {
          complain (reader, "%s: there is no %s", where, key);
          return;
        }
      g_array_append_val (reader->input->relation_tasks, task);
    }
  relation.n_tasks = reader->input->relation_tasks->len - relation.first_task;
  g_array_append_val (reader->input->relations, relation);
}

/* --- the whole
 * ------------------------------------------------------------------------------------------ */

static void
read_matrix (
    Reader *reader, JsonObject *about, const char *name, const char *key, const gint32 **cells)
{
  gint64 index = get_integer (reader, about, name, key, -1, 0, G_MAXINT32);
  RoundsmanMatrix *matrix;

  if (index < 0 || index >= reader->input->matrices->len)
    return;
  matrix = g_ptr_array_index (reader->input->matrices, index);
  if (reader->matrix_size == 0)
    reader->matrix_size = matrix->size;
  if (matrix->size != reader->matrix_size || matrix->size == 0)
    complain (reader, "The matrices differ in size, or are empty");
  *cells = matrix->cells;
}

static void
read_matrices (Reader *reader, JsonObject *root)
{
  static const char *const unsupported[] = { "costs", NULL };
  JsonObject *matrices = get_object (reader, root, "The problem", "matrices");
  g_autoptr (GList) names = matrices != NULL ? json_object_get_members (matrices) : NULL;

  for (GList *l = names; l != NULL && reader->error == NULL; l = l->next)
    {
      JsonObject *about = get_object (reader, matrices, "matrices", l->data);
      RdmVrpProfile profile = { 0 };

      if (about == NULL)
        return;
      refuse (reader, about, l->data, unsupported);
      read_matrix (reader, about, l->data, "durations", &profile.durations_s);
      read_matrix (reader, about, l->data, "distances", &profile.distances_m);
      if (profile.durations_s == NULL)
        complain (reader, "Profile “%s” has no durations", (const char *)l->data);
      g_array_append_val (reader->input->profiles, profile);
      g_ptr_array_add (reader->input->profile_names, g_strdup (l->data));
    }
  g_array_set_size (reader->input->places, reader->matrix_size);
}

/* How many loads a vehicle or job has: all the same number. */
static void
find_dimensions (Reader *reader, JsonObject *root)
{
  static const char *const lists[] = { "vehicles", "jobs", "shipments" };
  static const char *const names[] = { "capacity", "delivery", "pickup", "amount" };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    {
      JsonArray *array = get_array (reader, root, "The problem", lists[l]);

      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        {
          JsonObject *object = element (reader, array, i, lists[l]);

          for (guint n = 0; object != NULL && n < G_N_ELEMENTS (names); n++)
            {
              JsonNode *node = member (object, names[n]);

              if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
                continue;
              reader->n_dimensions = json_array_get_length (json_node_get_array (node));
              if (reader->n_dimensions > RDM_VRP_MAX_DIMENSIONS)
                complain (reader, "More than %d kinds of load", RDM_VRP_MAX_DIMENSIONS);
              return;
            }
        }
    }
}

static void
read_list (Reader *reader,
           JsonObject *root,
           const char *name,
           void (*read) (Reader *reader, JsonObject *object, guint index))
{
  JsonArray *array = get_array (reader, root, "The problem", name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && reader->error == NULL;
       i++)
    read (reader, element (reader, array, i, name), i);
}

/* Plane coordinates around the middle of all places. */
static void
project_places (Reader *reader)
{
  RoundsmanInput *input = reader->input;
  double middle_deg = 0;

  for (guint i = 0; i < input->places->len; i++)
    middle_deg += g_array_index (input->places, RoundsmanPlace, i).lat_deg / input->places->len;
  for (guint i = 0; i < input->places->len; i++)
    {
      const RoundsmanPlace *place = &g_array_index (input->places, RoundsmanPlace, i);
      double to_m = EARTH_RADIUS_M * G_PI / 180;
      gint32 x = (gint32)lround (place->lon_deg * to_m * cos (middle_deg * G_PI / 180));
      gint32 y = (gint32)lround (place->lat_deg * to_m);

      g_array_append_val (input->x_m, x);
      g_array_append_val (input->y_m, y);
    }
  for (guint i = 0; i < input->profiles->len; i++)
    {
      RdmVrpProfile *profile = &g_array_index (input->profiles, RdmVrpProfile, i);

      profile->x_m = (const gint32 *)(void *)input->x_m->data;
      profile->y_m = (const gint32 *)(void *)input->y_m->data;
    }
  input->is_estimated = TRUE;
}

static void
point_at_arrays (RoundsmanInput *input, guint n_dimensions)
{
  RdmVrpProblem *problem = &input->problem;

  problem->n_locations = input->places->len;
  problem->n_profiles = input->profiles->len;
  problem->profiles = (const RdmVrpProfile *)(void *)input->profiles->data;
  problem->n_tasks = input->tasks->len;
  problem->tasks = (const RdmVrpTask *)(void *)input->tasks->data;
  problem->n_vehicles = input->vehicles->len;
  problem->vehicles = (const RdmVrpVehicle *)(void *)input->vehicles->data;
  problem->n_dimensions = n_dimensions;
  problem->deliveries = (const gint64 *)(void *)input->deliveries->data;
  problem->pickups = (const gint64 *)(void *)input->pickups->data;
  problem->capacities = (const gint64 *)(void *)input->capacities->data;
  problem->n_windows = input->windows->len;
  problem->windows = (const RdmVrpWindow *)(void *)input->windows->data;
  problem->n_breaks = input->breaks->len;
  problem->breaks = (const RdmVrpBreak *)(void *)input->breaks->data;
  problem->n_frozen_tasks = input->frozen->len;
  problem->frozen_tasks = (const guint32 *)(void *)input->frozen->data;
  problem->n_relations = input->relations->len;
  problem->relations = (const RdmVrpRelation *)(void *)input->relations->data;
  problem->n_relation_tasks = input->relation_tasks->len;
  problem->relation_tasks = (const guint32 *)(void *)input->relation_tasks->data;
}

static RoundsmanInput *
input_new (void)
{
  RoundsmanInput *input = g_new0 (RoundsmanInput, 1);

  input->tasks = g_array_new (FALSE, TRUE, sizeof (RdmVrpTask));
  input->vehicles = g_array_new (FALSE, TRUE, sizeof (RdmVrpVehicle));
  input->windows = g_array_new (FALSE, TRUE, sizeof (RdmVrpWindow));
  input->breaks = g_array_new (FALSE, TRUE, sizeof (RdmVrpBreak));
  input->frozen = g_array_new (FALSE, TRUE, sizeof (guint32));
  input->relations = g_array_new (FALSE, TRUE, sizeof (RdmVrpRelation));
  input->relation_tasks = g_array_new (FALSE, TRUE, sizeof (guint32));
  input->deliveries = g_array_new (FALSE, TRUE, sizeof (gint64));
  input->pickups = g_array_new (FALSE, TRUE, sizeof (gint64));
  input->capacities = g_array_new (FALSE, TRUE, sizeof (gint64));
  input->profiles = g_array_new (FALSE, TRUE, sizeof (RdmVrpProfile));
  input->profile_names = g_ptr_array_new_with_free_func (g_free);
  input->matrices = g_ptr_array_new_with_free_func ((GDestroyNotify)roundsman_matrix_free);
  input->places = g_array_new (FALSE, TRUE, sizeof (RoundsmanPlace));
  input->x_m = g_array_new (FALSE, TRUE, sizeof (gint32));
  input->y_m = g_array_new (FALSE, TRUE, sizeof (gint32));
  input->task_names = g_array_new (FALSE, TRUE, sizeof (RoundsmanTaskName));
  input->vehicle_names = g_array_new (FALSE, TRUE, sizeof (RoundsmanName));
  input->break_names = g_array_new (FALSE, TRUE, sizeof (RoundsmanName));
  return input;
}

static void
read_problem (Reader *reader, JsonObject *root)
{
  RoundsmanInput *input = reader->input;
  char message[256];

  read_matrices (reader, root);
  find_dimensions (reader, root);
  read_list (reader, root, "vehicles", read_vehicle);
  if (reader->error == NULL && input->vehicles->len == 0)
    complain (reader, "The problem has no vehicles");
  read_list (reader, root, "jobs", read_job);
  read_list (reader, root, "shipments", read_shipment);
  if (reader->error == NULL)
    read_list (reader, root, "vehicles", read_steps);
  read_list (reader, root, "relations", read_relation);
  if (reader->error != NULL)
    return;
  if (reader->matrix_size == 0)
    project_places (reader);
  point_at_arrays (input, reader->n_dimensions);
  input->problem.price_balance =
      ROUNDSMAN_COST_UNIT / 3600
      * get_integer (reader, root, "The problem", "balance_cost_per_hour", 0, 0, MOST_PRICE);
  if (reader->error == NULL && !rdm_vrp_problem_check (&input->problem, message, sizeof message))
    complain (reader, "The problem: %s", message);
}

RoundsmanInput *
roundsman_input_read (const char *text, gsize length, GError **error)
{
  static const RdmJsonLimits limits = { (gsize)512 << 20, 32, 20000000 };
  Reader reader = { .input = input_new () };
  g_autofree char *rest = roundsman_lift_matrices (text, length, reader.input->matrices, error);
  g_autoptr (JsonNode) root = rest != NULL ? rdm_json_parse (rest, -1, &limits, error) : NULL;

  if (root == NULL)
    {
      roundsman_input_free (reader.input);
      return NULL;
    }
  reader.skills = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  reader.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.vehicle_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (JSON_NODE_HOLDS_OBJECT (root))
    read_problem (&reader, json_node_get_object (root));
  else
    complain (&reader, "The problem is not a JSON object");
  g_hash_table_unref (reader.skills);
  g_hash_table_unref (reader.places);
  g_hash_table_unref (reader.ids);
  g_hash_table_unref (reader.vehicle_ids);
  if (reader.error == NULL)
    return reader.input;
  g_propagate_error (error, reader.error);
  roundsman_input_free (reader.input);
  return NULL;
}

void
roundsman_input_free (RoundsmanInput *input)
{
  for (guint i = 0; i < input->task_names->len; i++)
    g_free (g_array_index (input->task_names, RoundsmanTaskName, i).description);
  for (guint i = 0; i < input->vehicle_names->len; i++)
    g_free (g_array_index (input->vehicle_names, RoundsmanName, i).description);
  for (guint i = 0; i < input->break_names->len; i++)
    g_free (g_array_index (input->break_names, RoundsmanName, i).description);
  g_array_unref (input->tasks);
  g_array_unref (input->vehicles);
  g_array_unref (input->windows);
  g_array_unref (input->breaks);
  g_array_unref (input->frozen);
  g_array_unref (input->relations);
  g_array_unref (input->relation_tasks);
  g_array_unref (input->deliveries);
  g_array_unref (input->pickups);
  g_array_unref (input->capacities);
  g_array_unref (input->profiles);
  g_ptr_array_unref (input->profile_names);
  g_ptr_array_unref (input->matrices);
  g_array_unref (input->places);
  g_array_unref (input->x_m);
  g_array_unref (input->y_m);
  g_array_unref (input->task_names);
  g_array_unref (input->vehicle_names);
  g_array_unref (input->break_names);
  rdm_vrp_plan_free (input->initial);
  g_free (input);
}
