/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-solve-reader.h"

#include <math.h>

#define MOST_SKILLS 64

void
roundsman_reader_complain (RoundsmanReader *reader, const char *format, ...)
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

JsonNode *
roundsman_reader_get_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

gint64
roundsman_reader_to_integer (RoundsmanReader *reader,
                             JsonNode *node,
                             const char *where,
                             const char *name,
                             gint64 low,
                             gint64 high)
{
  double value;

  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    {
      roundsman_reader_complain (reader, "%s: “%s” is not a number", where, name);
      return low;
    }
  value = json_node_get_double (node);
  if (!(value >= (double)low && value <= (double)high))
    {
      roundsman_reader_complain (
          reader, "%s: “%s” is not between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT, where, name,
          low, high);
      return low;
    }
  return json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                         : (gint64)floor (value);
}

gint64
roundsman_reader_get_integer (RoundsmanReader *reader,
                              JsonObject *object,
                              const char *where,
                              const char *name,
                              gint64 otherwise,
                              gint64 low,
                              gint64 high)
{
  JsonNode *node = roundsman_reader_get_member (object, name);

  return node == NULL ? otherwise
                      : roundsman_reader_to_integer (reader, node, where, name, low, high);
}

JsonArray *
roundsman_reader_get_array (RoundsmanReader *reader,
                            JsonObject *object,
                            const char *where,
                            const char *name)
{
  JsonNode *node = roundsman_reader_get_member (object, name);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  roundsman_reader_complain (reader, "%s: “%s” is not an array", where, name);
  return NULL;
}

JsonObject *
roundsman_reader_get_object (RoundsmanReader *reader,
                             JsonObject *object,
                             const char *where,
                             const char *name)
{
  JsonNode *node = roundsman_reader_get_member (object, name);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  roundsman_reader_complain (reader, "%s: “%s” is not an object", where, name);
  return NULL;
}

char *
roundsman_reader_get_description (JsonObject *object)
{
  JsonNode *node = roundsman_reader_get_member (object, "description");

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return g_strdup (json_node_get_string (node));
}

/* Element of an array that must be an object. */
JsonObject *
roundsman_reader_get_element (RoundsmanReader *reader,
                              JsonArray *array,
                              guint index,
                              const char *what)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  roundsman_reader_complain (reader, "%s %u is not an object", what, index);
  return NULL;
}

void
roundsman_reader_refuse (RoundsmanReader *reader,
                         JsonObject *object,
                         const char *where,
                         const char *const *names)
{
  for (; *names != NULL; names++)
    if (roundsman_reader_get_member (object, *names) != NULL)
      roundsman_reader_complain (reader, "%s: “%s” is not supported", where, *names);
}

/* --- places, skills, loads, windows
 * ----------------------------------------------------------------- */

static gint32
add_place (RoundsmanReader *reader, const char *where, JsonArray *coordinates)
{
  RoundsmanPlace place = { .is_known = TRUE };
  g_autofree char *key = NULL;
  guint index;

  if (json_array_get_length (coordinates) != 2)
    {
      roundsman_reader_complain (reader, "%s: a location is [longitude, latitude]", where);
      return 0;
    }
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *node = json_array_get_element (coordinates, i);
      double value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;

      if (!(fabs (value) <= (i == 0 ? 180 : 90)))
        roundsman_reader_complain (reader, "%s: a location is [longitude, latitude] in degrees",
                                   where);
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
note_place (RoundsmanReader *reader, gint32 index, JsonArray *coordinates)
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
gint32
roundsman_reader_take_location (RoundsmanReader *reader,
                                JsonObject *object,
                                const char *where,
                                const char *name,
                                const char *index_name)
{
  JsonArray *coordinates = roundsman_reader_get_array (reader, object, where, name);
  gint32 index;

  if (reader->matrix_size > 0)
    {
      if (roundsman_reader_get_member (object, index_name) == NULL)
        {
          if (coordinates != NULL)
            roundsman_reader_complain (reader, "%s: with matrices, “%s” is needed", where,
                                       index_name);
          return RDM_VRP_NONE;
        }
      index = (gint32)roundsman_reader_get_integer (reader, object, where, index_name, 0, 0,
                                                    reader->matrix_size - 1);
      note_place (reader, index, coordinates);
      return index;
    }
  if (coordinates != NULL)
    return add_place (reader, where, coordinates);
  if (roundsman_reader_get_member (object, index_name) != NULL)
    roundsman_reader_complain (reader, "%s: “%s” without matrices", where, index_name);
  return RDM_VRP_NONE;
}

guint64
roundsman_reader_take_skills (RoundsmanReader *reader, JsonObject *object, const char *where)
{
  JsonArray *array = roundsman_reader_get_array (reader, object, where, "skills");
  guint64 bits = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gint64 skill =
          roundsman_reader_to_integer (reader, json_array_get_element (array, i), where, "skills",
                                       -ROUNDSMAN_MOST_TIME, ROUNDSMAN_MOST_TIME);
      guint bit = GPOINTER_TO_UINT (g_hash_table_lookup (reader->skills, &skill));

      if (bit == 0)
        {
          bit = g_hash_table_size (reader->skills) + 1;
          if (bit > MOST_SKILLS)
            {
              roundsman_reader_complain (reader, "%s: more than %d different skills", where,
                                         MOST_SKILLS);
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
void
roundsman_reader_take_loads (
    RoundsmanReader *reader, JsonObject *object, const char *where, const char *name, GArray *loads)
{
  JsonArray *array =
      object != NULL ? roundsman_reader_get_array (reader, object, where, name) : NULL;

  if (array != NULL && json_array_get_length (array) != reader->n_dimensions)
    roundsman_reader_complain (reader, "%s: “%s” has %u entries where others have %u", where, name,
                               json_array_get_length (array), reader->n_dimensions);
  for (guint i = 0; i < reader->n_dimensions; i++)
    {
      gint64 load = 0;

      if (array != NULL && i < json_array_get_length (array))
        load = roundsman_reader_to_integer (reader, json_array_get_element (array, i), where, name,
                                            0, ROUNDSMAN_MOST_LOAD);
      g_array_append_val (loads, load);
    }
}

void
roundsman_reader_take_windows (RoundsmanReader *reader,
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
          roundsman_reader_complain (reader, "%s: a time window is [from, to]", where);
          return;
        }
      window = rdm_vrp_window_hard (
          roundsman_reader_to_integer (reader, json_array_get_element (pair, 0), where,
                                       "time_windows", 0, ROUNDSMAN_MOST_TIME),
          roundsman_reader_to_integer (reader, json_array_get_element (pair, 1), where,
                                       "time_windows", 0, ROUNDSMAN_MOST_TIME));
      if (window.begin_s > window.end_s)
        roundsman_reader_complain (reader, "%s: a time window ends before it begins", where);
      if (late_price >= 0 && i + 1 == json_array_get_length (array))
        window = rdm_vrp_window_soft (window.begin_s, window.end_s,
                                      late_price * (ROUNDSMAN_COST_UNIT / 3600));
      g_array_append_val (input->windows, window);
    }
  *n = input->windows->len - *first;
}
