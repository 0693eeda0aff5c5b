/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formats: what each app means by its numbers. Sources: traccar.org/osmand and traccar.org/
 * forward, owntracks.org/booklet/tech/json.
 */
#include "rdm-position-read.h"

#define KNOT_MPS (1852.0 / 3600)
#define KMH_MPS (1 / 3.6)

static const char *
text_member (JsonObject *object, const char *name)
{
  JsonNode *node = object ? json_object_get_member (object, name) : NULL;

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static JsonObject *
object_member (JsonObject *object, const char *name)
{
  JsonNode *node = object ? json_object_get_member (object, name) : NULL;

  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_true (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

static gboolean
is_false (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && !json_node_get_boolean (node);
}

/* A time that is a number or a text. Returns: FALSE when there is one and it is none. */
static gboolean
time_member (JsonObject *object, const char *name, gint64 *utc_ms)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *digits = NULL;
  double number;

  *utc_ms = 0;
  if (!node || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (text_member (object, name))
    return rdm_position_parse_time (text_member (object, name), utc_ms);
  number = rdm_position_member (object, name);
  if (!(number >= 0 && number < 1e15))
    return FALSE;
  digits = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64)number);
  return rdm_position_parse_time (digits, utc_ms);
}

/* Forms */

GHashTable *
rdm_position_form (const char *text, gsize length)
{
  g_autofree char *own = g_strndup (length > 0 ? text : "", length);
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GUriParamsIter iter;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  g_uri_params_iter_init (&iter, own, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      if (g_hash_table_contains (fields, name))
        {
          g_clear_pointer (&name, g_free);
          g_clear_pointer (&value, g_free);
        }
      else
        g_hash_table_insert (fields, g_steal_pointer (&name), g_steal_pointer (&value));
    }
  return fields;
}

static double
parse_number (const char *text)
{
  char *end;
  double number;

  if (!text || !*text)
    return NAN;
  number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (number) ? number : NAN;
}

static double
number_field (GHashTable *fields, const char *name, const char *other)
{
  const char *text = g_hash_table_lookup (fields, name);

  return parse_number (text || !other ? text : g_hash_table_lookup (fields, other));
}

/* "60.0,30.0" */
static void
split_location (const char *text, RdmPositionDraft *draft)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 3);

  if (g_strv_length (parts) < 2)
    return;
  draft->lat_deg = parse_number (parts[0]);
  draft->lon_deg = parse_number (parts[1]);
}

void
rdm_position_read_osmand (GHashTable *fields, gint64 now_utc_ms, RdmPositions *positions)
{
  const char *location = g_hash_table_lookup (fields, "location");
  const char *time = g_hash_table_lookup (fields, "timestamp");
  const char *valid = g_hash_table_lookup (fields, "valid");
  RdmPositionDraft draft;

  /* Cells, or only that somebody is there: the place is still that of before. So it is when the
   * phone itself does not believe it. */
  if ((!location && !g_hash_table_contains (fields, "lat")
       && !g_hash_table_contains (fields, "lon"))
      || g_strcmp0 (valid, "false") == 0 || g_strcmp0 (valid, "0") == 0)
    return;
  rdm_position_draft_init (&draft);
  if (time && !rdm_position_parse_time (time, &draft.at_utc_ms))
    {
      rdm_positions_refuse (positions, "“timestamp” is no time");
      return;
    }
  draft.lat_deg = number_field (fields, "lat", NULL);
  draft.lon_deg = number_field (fields, "lon", NULL);
  if (location)
    split_location (location, &draft);
  draft.accuracy_m = number_field (fields, "accuracy", NULL);
  draft.speed_mps = number_field (fields, "speed", NULL) * KNOT_MPS;
  draft.course_deg = number_field (fields, "bearing", "heading");
  draft.altitude_m = number_field (fields, "altitude", NULL);
  draft.battery_share = number_field (fields, "batt", NULL) / 100;
  draft.is_mock = g_strcmp0 (g_hash_table_lookup (fields, "mock"), "true") == 0;
  rdm_positions_take (positions, &draft, now_utc_ms);
}

/* JSON */

void
rdm_position_read_traccar (JsonNode *node,
                           gint64 now_utc_ms,
                           RdmPositions *positions,
                           const char **device)
{
  JsonObject *root = json_node_get_object (node);
  JsonObject *location = object_member (root, "location");
  JsonObject *coords = object_member (location, "coords");
  JsonObject *battery = object_member (location, "battery");
  RdmPositionDraft draft;

  *device = text_member (root, "device_id");
  if (!location)
    {
      rdm_positions_refuse (positions, "“location” is missing");
      return;
    }
  /* Without coordinates it says how the phone is, not where. */
  if (!coords)
    return;
  rdm_position_draft_init (&draft);
  if (!time_member (location, "timestamp", &draft.at_utc_ms))
    {
      rdm_positions_refuse (positions, "“timestamp” is no time");
      return;
    }
  draft.lat_deg = rdm_position_member (coords, "latitude");
  draft.lon_deg = rdm_position_member (coords, "longitude");
  draft.accuracy_m = rdm_position_member (coords, "accuracy");
  /* -1 is unknown, which is out of range anyway. */
  draft.speed_mps = rdm_position_member (coords, "speed");
  draft.course_deg = rdm_position_member (coords, "heading");
  draft.altitude_m = rdm_position_member (coords, "altitude");
  if (battery)
    draft.battery_share = rdm_position_member (battery, "level");
  draft.is_mock = is_true (location, "mock");
  rdm_positions_take (positions, &draft, now_utc_ms);
}

void
rdm_position_read_owntracks (JsonNode *node, gint64 now_utc_ms, RdmPositions *positions)
{
  JsonObject *object = json_node_get_object (node);
  const char *type = text_member (object, "_type");
  RdmPositionDraft draft;

  if (!type)
    {
      rdm_positions_refuse (positions, "“_type” is missing");
      return;
    }
  if (!g_str_equal (type, "location"))
    return;
  rdm_position_draft_init (&draft);
  if (!time_member (object, "tst", &draft.at_utc_ms) || !draft.at_utc_ms)
    {
      rdm_positions_refuse (positions, "“tst” is no time");
      return;
    }
  draft.lat_deg = rdm_position_member (object, "lat");
  draft.lon_deg = rdm_position_member (object, "lon");
  draft.accuracy_m = rdm_position_member (object, "acc");
  draft.speed_mps = rdm_position_member (object, "vel") * KMH_MPS;
  draft.course_deg = rdm_position_member (object, "cog");
  draft.altitude_m = rdm_position_member (object, "alt");
  draft.battery_share = rdm_position_member (object, "batt") / 100;
  rdm_positions_take (positions, &draft, now_utc_ms);
}

void
rdm_position_read_forward (JsonNode *node,
                           gint64 now_utc_ms,
                           RdmPositions *positions,
                           const char **device)
{
  JsonObject *root = json_node_get_object (node);
  JsonObject *position = object_member (root, "position");
  JsonObject *attributes = object_member (position, "attributes");
  RdmPositionDraft draft;

  *device = text_member (object_member (root, "device"), "uniqueId");
  if (!position)
    {
      rdm_positions_refuse (positions, "“position” is missing");
      return;
    }
  /* The tracker has no fix: the place is that of before. */
  if (is_false (position, "valid"))
    return;
  rdm_position_draft_init (&draft);
  if (!time_member (position, "fixTime", &draft.at_utc_ms)
      || (!draft.at_utc_ms && !time_member (position, "deviceTime", &draft.at_utc_ms)))
    {
      rdm_positions_refuse (positions, "“fixTime” is no time");
      return;
    }
  draft.lat_deg = rdm_position_member (position, "latitude");
  draft.lon_deg = rdm_position_member (position, "longitude");
  draft.accuracy_m = rdm_position_member (position, "accuracy");
  /* Traccar writes 0 where the tracker says nothing of it. */
  if (draft.accuracy_m == 0)
    draft.accuracy_m = NAN;
  draft.speed_mps = rdm_position_member (position, "speed") * KNOT_MPS;
  draft.course_deg = rdm_position_member (position, "course");
  draft.altitude_m = rdm_position_member (position, "altitude");
  if (attributes)
    draft.battery_share = rdm_position_member (attributes, "batteryLevel") / 100;
  rdm_positions_take (positions, &draft, now_utc_ms);
}

void
rdm_position_read_batch (JsonNode *node, gint64 now_utc_ms, RdmPositions *positions)
{
  JsonNode *list = json_object_get_member (json_node_get_object (node), "positions");
  JsonArray *array = list && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  if (!array)
    rdm_positions_refuse (positions, "“positions” is no list");
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;
      RdmPositionDraft draft;

      rdm_position_draft_init (&draft);
      if (!object || !time_member (object, "at", &draft.at_utc_ms))
        {
          rdm_positions_refuse (positions, "“at” is no time");
          continue;
        }
      draft.lat_deg = rdm_position_member (object, "lat");
      draft.lon_deg = rdm_position_member (object, "lon");
      draft.accuracy_m = rdm_position_member (object, "accuracy");
      draft.speed_mps = rdm_position_member (object, "speed");
      draft.course_deg = rdm_position_member (object, "course");
      draft.altitude_m = rdm_position_member (object, "altitude");
      draft.battery_share = rdm_position_member (object, "battery");
      draft.is_mock = is_true (object, "mock");
      rdm_positions_take (positions, &draft, now_utc_ms);
    }
}
