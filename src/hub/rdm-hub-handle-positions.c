/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A phone that gets no 2xx keeps what it has and sends it again before anything newer: so whoever
 * is known is answered 200, whatever they sent.
 */
#include "rdm-hub-clock.h"
#include "rdm-hub-export.h"
#include "rdm-hub-handlers.h"
#include "rdm-hub-log.h"

#include "rdm-wire.h"

#include <string.h>

#define LONGEST_SOURCE 80
#define MOST_TRACK_POINTS 5000

/* Positions fill a bucket of their own: a phone that comes out of a tunnel sends one by one what it
 * has gathered. */
static gboolean
may_move (RdmHubRequest *request)
{
  RdmHubLimit *limit = request->context->moves;

  if (rdm_hub_limit_take (limit, request->visitor.device, 1, g_get_monotonic_time ()))
    return TRUE;
  rdm_hub_reply_limited (&request->reply, rdm_hub_limit_wait (limit, request->visitor.device));
  return FALSE;
}

static void
take (RdmHubRequest *request, const char *source, const RdmPositions *positions)
{
  RdmHubContext *context = request->context;

  rdm_hub_positions_add (context->positions, request->visitor.fleet, source, positions,
                         rdm_hub_clock_now_ms ());
  if (positions->n_bad > 0
      && rdm_hub_limit_take (context->words, request->visitor.device, 1, g_get_monotonic_time ()))
    {
      g_autofree char *message =
          g_strdup_printf ("A position of %s (%s) is none: %s", request->visitor.person,
                           request->visitor.device, positions->why);

      rdm_hub_log (RDM_HUB_LOG_NOTICE, "bad-position", message, "ROUNDSMAN_DEVICE",
                   request->visitor.device, "ROUNDSMAN_FLEET", request->visitor.fleet, NULL);
    }
}

/* The body, or NULL with the reason counted. */
static JsonNode *
parse (RdmHubRequest *request, RdmPositions *positions)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rdm_wire_parse ((const char *)request->body->data, request->body->len,
                                   request->route->max_bytes, &error);

  if (!node)
    rdm_positions_refuse (positions, error->message);
  return node;
}

void
rdm_hub_handle_batch (RdmHubRequest *request)
{
  g_auto (RdmPositions) positions = { 0 };
  g_autoptr (JsonNode) node = NULL;

  if (!may_move (request))
    return;
  rdm_positions_init (&positions);
  node = parse (request, &positions);
  if (node)
    rdm_position_read_batch (node, rdm_hub_clock_now_ms (), &positions);
  take (request, request->visitor.device, &positions);
  rdm_hub_reply_text (&request->reply, MHD_HTTP_NO_CONTENT, NULL, "");
}

void
rdm_hub_handle_owntracks (RdmHubRequest *request)
{
  g_auto (RdmPositions) positions = { 0 };
  g_autoptr (JsonNode) node = NULL;

  if (!may_move (request))
    return;
  rdm_positions_init (&positions);
  /* It says now and then that it is there, with no words. */
  if (request->body->len > 0)
    node = parse (request, &positions);
  if (node)
    rdm_position_read_owntracks (node, rdm_hub_clock_now_ms (), &positions);
  take (request, request->visitor.device, &positions);
  rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "application/json", "[]");
}

static enum MHD_Result
add_field (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  GHashTable *fields = data;

  if (value && !g_hash_table_contains (fields, name) && g_utf8_validate (name, -1, NULL)
      && g_utf8_validate (value, -1, NULL))
    g_hash_table_insert (fields, g_strdup (name), g_strdup (value));
  return MHD_YES;
}

/* The query; or a form, when the query says nothing. */
static GHashTable *
read_fields (RdmHubRequest *request)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  MHD_get_connection_values (request->connection, MHD_GET_ARGUMENT_KIND, add_field, fields);
  if (g_hash_table_size (fields) == 0 && request->body->len > 0)
    {
      g_hash_table_unref (fields);
      fields = rdm_position_form ((const char *)request->body->data, request->body->len);
    }
  return fields;
}

static const char *
id_of (GHashTable *fields)
{
  const char *id = g_hash_table_lookup (fields, "id");

  return id ? id : g_hash_table_lookup (fields, "deviceid");
}

static gboolean
is_json (RdmHubRequest *request)
{
  guint i = 0;

  while (i < request->body->len && g_ascii_isspace (request->body->data[i]))
    i++;
  return i < request->body->len && request->body->data[i] == '{';
}

/* The identifier is the credential: whoever could guess one could say where others are, so it is
 * the device's token. */
void
rdm_hub_handle_traccar (RdmHubRequest *request)
{
  g_auto (RdmPositions) positions = { 0 };
  g_autoptr (GHashTable) fields = read_fields (request);
  g_autoptr (JsonNode) node = NULL;
  const char *id = id_of (fields);
  const char *device = NULL;
  gboolean json = is_json (request);

  rdm_positions_init (&positions);
  if (json)
    node = parse (request, &positions);
  if (node)
    rdm_position_read_traccar (node, rdm_hub_clock_now_ms (), &positions, &device);
  else if (!json)
    rdm_position_read_osmand (fields, rdm_hub_clock_now_ms (), &positions);
  if (!id)
    id = device;
  if (!rdm_hub_request_enter (request, id, json ? MHD_HTTP_NOT_FOUND : MHD_HTTP_BAD_REQUEST)
      || !may_move (request))
    return;
  take (request, request->visitor.device, &positions);
  rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "text/plain", "");
}

void
rdm_hub_handle_forward (RdmHubRequest *request)
{
  g_auto (RdmPositions) positions = { 0 };
  g_autoptr (GHashTable) fields = read_fields (request);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *source = NULL;
  const char *device = NULL;

  if (!may_move (request))
    return;
  rdm_positions_init (&positions);
  if (is_json (request))
    {
      node = parse (request, &positions);
      if (node)
        rdm_position_read_forward (node, rdm_hub_clock_now_ms (), &positions, &device);
    }
  else
    {
      rdm_position_read_osmand (fields, rdm_hub_clock_now_ms (), &positions);
      device = id_of (fields);
    }
  if (device && strlen (device) < LONGEST_SOURCE && *device)
    {
      /* Never the name of a device of this hub. */
      source = g_strconcat (RDM_HUB_TRACKER_PREFIX, device, NULL);
      take (request, source, &positions);
    }
  else
    {
      g_array_set_size (positions.good, 0);
      rdm_positions_refuse (&positions, "The tracker is not named");
      take (request, RDM_HUB_TRACKER_PREFIX, &positions);
    }
  rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "text/plain", "");
}

static void
set_number (JsonObject *object, const char *name, double value)
{
  if (!isnan (value))
    json_object_set_double_member (object, name, value);
}

static void
add_position (const RdmHubPositionRow *row, gpointer user_data)
{
  const RdmPosition *p = &row->position;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "source", row->source);
  rdm_wire_set_text (object, "person", row->person);
  rdm_wire_set_text (object, "driver", row->driver);
  json_object_set_int_member (object, "at", p->at_utc_ms);
  json_object_set_double_member (object, "lat", p->place.lat_deg);
  json_object_set_double_member (object, "lon", p->place.lon_deg);
  set_number (object, "accuracy", p->accuracy_m);
  set_number (object, "speed", p->speed_mps);
  set_number (object, "course", p->course_deg);
  set_number (object, "altitude", p->altitude_m);
  set_number (object, "battery", p->battery_share);
  json_object_set_boolean_member (
      object, "doubtful",
      (p->flags
       & (RDM_POSITION_MOCK | RDM_POSITION_COARSE | RDM_POSITION_JUMP | RDM_POSITION_CLAMPED))
          != 0);
  json_array_add_object_element (user_data, object);
}

/* @array: (transfer full); @error: (nullable). */
static void
reply_positions (RdmHubRequest *request, JsonArray *array, const GError *error)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "positions", array);
  json_object_set_int_member (object, "server_time", rdm_hub_clock_now_ms ());
  if (!error)
    {
      rdm_hub_reply_take_object (&request->reply, MHD_HTTP_OK, object);
      return;
    }
  json_object_unref (object);
  rdm_hub_reply_error (&request->reply, error, 0);
}

void
rdm_hub_handle_whereabouts (RdmHubRequest *request)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GError) error = NULL;

  rdm_hub_whereabouts (request->context->sql, request->visitor.fleet, add_position, array, &error);
  reply_positions (request, array, error);
}

static void
reply_gpx (RdmHubRequest *request, const RdmHubTrackRange *range)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  if (!rdm_hub_export_track (request->context->sql, request->visitor.fleet, range, out, &error)
      || !g_output_stream_write_all (out, "", 1, NULL, NULL, &error)
      || !g_output_stream_close (out, NULL, &error))
    {
      rdm_hub_reply_error (&request->reply, error, 0);
      return;
    }
  rdm_hub_reply_text (&request->reply, MHD_HTTP_OK, "application/gpx+xml", NULL);
  request->reply.text = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

/* Where one was, for desks; as GPX for other programs. What is longer comes in parts: the last
 * instant of one is the "since" of the next. */
void
rdm_hub_handle_track (RdmHubRequest *request)
{
  gint64 limit = rdm_hub_request_number (request, "limit", MOST_TRACK_POINTS);
  const RdmHubTrackRange range = {
    .source = rdm_hub_request_query (request, "source"),
    .since_ms = rdm_hub_request_number (request, "since", 0),
    .until_ms = rdm_hub_request_number (request, "until", G_MAXINT64),
    .limit = (guint)CLAMP (limit, 1, MOST_TRACK_POINTS),
  };
  const char *format = rdm_hub_request_query (request, "format");
  JsonArray *array;
  g_autoptr (GError) error = NULL;

  if (!range.source)
    {
      rdm_hub_reply_refuse (&request->reply, MHD_HTTP_BAD_REQUEST, "source",
                            "Whose track? Say the source, as /v1/positions has it.");
      return;
    }
  if (g_strcmp0 (format, "gpx") == 0)
    {
      reply_gpx (request, &range);
      return;
    }
  array = json_array_new ();
  rdm_hub_track (request->context->sql, request->visitor.fleet, &range, add_position, array,
                 &error);
  reply_positions (request, array, error);
}
