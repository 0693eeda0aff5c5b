/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VROOM's problem format; extensions are in the manual page. Reading stops at the first thing that
 * is wrong: `reader->error` is set then, and all that follows does nothing. */
#include "roundsman-solve-read.h"

#include <math.h>
#include <string.h>

#include "rdm-json.h"
#include "roundsman-solve-reader.h"

#define EARTH_RADIUS_M 6371008.8
#define MOST_PERIODS 48
#define MOST_PERIOD_CELLS ((gsize)400000000)

/* --- the whole
 * ------------------------------------------------------------------------------------------ */

static void
read_matrix (RoundsmanReader *reader,
             JsonObject *about,
             const char *name,
             const char *key,
             const gint32 **cells)
{
  gint64 index = roundsman_reader_get_integer (reader, about, name, key, -1, 0, G_MAXINT32);
  RoundsmanMatrix *matrix;

  if (index < 0 || index >= reader->input->matrices->len)
    return;
  matrix = g_ptr_array_index (reader->input->matrices, index);
  if (reader->matrix_size == 0)
    reader->matrix_size = matrix->size;
  if (matrix->size != reader->matrix_size || matrix->size == 0)
    roundsman_reader_complain (reader, "The matrices differ in size, or are empty");
  *cells = matrix->cells;
}

/* Durations that hold from some time of the day on: one array of all of them. */
static void
read_periods (RoundsmanReader *reader, JsonObject *about, const char *name, RdmVrpProfile *profile)
{
  JsonArray *array = roundsman_reader_get_array (reader, about, name, "periods");
  guint n = array != NULL ? json_array_get_length (array) : 0;
  gsize n_cells = (gsize)reader->matrix_size * reader->matrix_size;
  gint32 *cells;
  gint64 *begins;

  if (n == 0 || reader->error != NULL || profile->durations_s == NULL)
    return;
  if (n >= MOST_PERIODS || n_cells * (n + 1) > MOST_PERIOD_CELLS)
    {
      roundsman_reader_complain (reader, "%s: too many periods for so many places", name);
      return;
    }
  cells = g_new (gint32, n_cells * (n + 1));
  begins = g_new (gint64, n + 1);
  g_ptr_array_add (reader->input->period_arrays, cells);
  g_ptr_array_add (reader->input->period_arrays, begins);
  memcpy (cells, profile->durations_s, n_cells * sizeof *cells);
  begins[0] = -1;
  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      g_autofree char *where = g_strdup_printf ("%s, period %u", name, i);
      JsonObject *period = roundsman_reader_get_element (reader, array, i, "period");
      const gint32 *durations = NULL;

      if (period == NULL)
        return;
      if (roundsman_reader_get_member (period, "begin") == NULL)
        roundsman_reader_complain (reader, "%s has no “begin”", where);
      begins[i + 1] =
          roundsman_reader_get_integer (reader, period, where, "begin", 0, 0, ROUNDSMAN_MOST_TIME);
      if (begins[i + 1] <= begins[i])
        roundsman_reader_complain (reader, "%s does not begin after the one before", where);
      read_matrix (reader, period, where, "durations", &durations);
      if (durations == NULL)
        roundsman_reader_complain (reader, "%s has no durations", where);
      else if (reader->error == NULL)
        memcpy (cells + n_cells * (i + 1), durations, n_cells * sizeof *cells);
    }
  profile->durations_s = cells;
  profile->n_periods = n + 1;
  profile->period_begins_s = begins;
}

static void
read_matrices (RoundsmanReader *reader, JsonObject *root)
{
  static const char *const unsupported[] = { "costs", NULL };
  JsonObject *matrices = roundsman_reader_get_object (reader, root, "The problem", "matrices");
  g_autoptr (GList) names = matrices != NULL ? json_object_get_members (matrices) : NULL;

  for (GList *l = names; l != NULL && reader->error == NULL; l = l->next)
    {
      JsonObject *about = roundsman_reader_get_object (reader, matrices, "matrices", l->data);
      RdmVrpProfile profile = { 0 };

      if (about == NULL)
        return;
      roundsman_reader_refuse (reader, about, l->data, unsupported);
      read_matrix (reader, about, l->data, "durations", &profile.durations_s);
      read_matrix (reader, about, l->data, "distances", &profile.distances_m);
      if (profile.durations_s == NULL)
        roundsman_reader_complain (reader, "Profile “%s” has no durations", (const char *)l->data);
      read_periods (reader, about, l->data, &profile);
      g_array_append_val (reader->input->profiles, profile);
      g_ptr_array_add (reader->input->profile_names, g_strdup (l->data));
    }
  g_array_set_size (reader->input->places, reader->matrix_size);
}

/* How many loads a vehicle or job has: all the same number. */
static void
find_dimensions (RoundsmanReader *reader, JsonObject *root)
{
  static const char *const lists[] = { "vehicles", "jobs", "shipments" };
  static const char *const names[] = { "capacity", "delivery", "pickup", "amount" };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    {
      JsonArray *array = roundsman_reader_get_array (reader, root, "The problem", lists[l]);

      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        {
          JsonObject *object = roundsman_reader_get_element (reader, array, i, lists[l]);

          for (guint n = 0; object != NULL && n < G_N_ELEMENTS (names); n++)
            {
              JsonNode *node = roundsman_reader_get_member (object, names[n]);

              if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
                continue;
              reader->n_dimensions = json_array_get_length (json_node_get_array (node));
              if (reader->n_dimensions > RDM_VRP_MAX_DIMENSIONS)
                roundsman_reader_complain (reader, "More than %d kinds of load",
                                           RDM_VRP_MAX_DIMENSIONS);
              return;
            }
        }
    }
}

static void
read_list (RoundsmanReader *reader,
           JsonObject *root,
           const char *name,
           void (*read) (RoundsmanReader *reader, JsonObject *object, guint index))
{
  JsonArray *array = roundsman_reader_get_array (reader, root, "The problem", name);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && reader->error == NULL;
       i++)
    read (reader, roundsman_reader_get_element (reader, array, i, name), i);
}

/* Plane coordinates around the middle of all places. */
static void
project_places (RoundsmanReader *reader)
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
  problem->break_loads = (const gint64 *)(void *)input->break_loads->data;
  problem->n_allowed_vehicles = input->allowed->len;
  problem->allowed_vehicles = (const guint32 *)(void *)input->allowed->data;
  problem->n_frozen_tasks = input->frozen->len;
  problem->frozen_tasks = (const guint32 *)(void *)input->frozen->data;
  problem->n_relations = input->relations->len;
  problem->relations = (const RdmVrpRelation *)(void *)input->relations->data;
  problem->n_relation_tasks = input->relation_tasks->len;
  problem->n_service_kinds = input->kind_names->len;
  problem->kind_service_s = (const gint32 *)(void *)input->kind_service->data;
  problem->kind_setup_s = (const gint32 *)(void *)input->kind_setup->data;
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
  input->break_loads = g_array_new (FALSE, TRUE, sizeof (gint64));
  input->allowed = g_array_new (FALSE, TRUE, sizeof (guint32));
  input->period_arrays = g_ptr_array_new_with_free_func (g_free);
  input->frozen = g_array_new (FALSE, TRUE, sizeof (guint32));
  input->relations = g_array_new (FALSE, TRUE, sizeof (RdmVrpRelation));
  input->relation_tasks = g_array_new (FALSE, TRUE, sizeof (guint32));
  input->deliveries = g_array_new (FALSE, TRUE, sizeof (gint64));
  input->pickups = g_array_new (FALSE, TRUE, sizeof (gint64));
  input->capacities = g_array_new (FALSE, TRUE, sizeof (gint64));
  input->kind_service = g_array_new (FALSE, TRUE, sizeof (gint32));
  input->kind_setup = g_array_new (FALSE, TRUE, sizeof (gint32));
  input->kind_names = g_ptr_array_new_with_free_func (g_free);
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
read_problem (RoundsmanReader *reader, JsonObject *root)
{
  RoundsmanInput *input = reader->input;
  char message[256];

  read_matrices (reader, root);
  find_dimensions (reader, root);
  read_list (reader, root, "vehicles", roundsman_read_vehicle);
  if (reader->error == NULL && input->vehicles->len == 0)
    roundsman_reader_complain (reader, "The problem has no vehicles");
  read_list (reader, root, "jobs", roundsman_read_job);
  read_list (reader, root, "shipments", roundsman_read_shipment);
  roundsman_reader_end_kinds (reader);
  if (reader->error == NULL)
    read_list (reader, root, "vehicles", roundsman_read_steps);
  read_list (reader, root, "relations", roundsman_read_relation);
  if (reader->error != NULL)
    return;
  if (reader->matrix_size == 0)
    project_places (reader);
  point_at_arrays (input, reader->n_dimensions);
  input->problem.price_balance =
      ROUNDSMAN_COST_UNIT / 3600
      * roundsman_reader_get_integer (reader, root, "The problem", "balance_cost_per_hour", 0, 0,
                                      ROUNDSMAN_MOST_PRICE);
  if (reader->error == NULL && !rdm_vrp_problem_check (&input->problem, message, sizeof message))
    roundsman_reader_complain (reader, "The problem: %s", message);
}

RoundsmanInput *
roundsman_input_read (const char *text, gsize length, GError **error)
{
  static const RdmJsonLimits limits = { (gsize)512 << 20, 32, 20000000 };
  RoundsmanReader reader = { .input = input_new () };
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
    roundsman_reader_complain (&reader, "The problem is not a JSON object");
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
  g_array_unref (input->allowed);
  g_ptr_array_unref (input->period_arrays);
  g_array_unref (input->frozen);
  g_array_unref (input->relations);
  g_array_unref (input->relation_tasks);
  g_array_unref (input->deliveries);
  g_array_unref (input->pickups);
  g_array_unref (input->break_loads);
  g_array_unref (input->capacities);
  g_array_unref (input->kind_service);
  g_array_unref (input->kind_setup);
  g_ptr_array_unref (input->kind_names);
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
