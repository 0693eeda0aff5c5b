/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-position-read.h"

#include <string.h>

/* A clock may be a little ahead. */
#define AHEAD_MS (10 * 60 * G_GINT64_CONSTANT (1000))
#define COARSE_M 100
#define YEAR_2000_MS G_GINT64_CONSTANT (946684800000)
#define YEAR_2100_MS G_GINT64_CONSTANT (4102444800000)

void
rdm_positions_init (RdmPositions *self)
{
  *self = (RdmPositions){ .good = g_array_new (FALSE, FALSE, sizeof (RdmPosition)) };
}

void
rdm_positions_clear (RdmPositions *self)
{
  g_clear_pointer (&self->good, g_array_unref);
  g_clear_pointer (&self->why, g_free);
}

void
rdm_position_draft_init (RdmPositionDraft *self)
{
  *self = (RdmPositionDraft){ 0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, FALSE };
}

void
rdm_positions_refuse (RdmPositions *self, const char *why)
{
  self->n_bad++;
  g_free (self->why);
  self->why = g_strdup (why);
}

static double
if_within (double value, double least, double most)
{
  return value >= least && value <= most ? value : NAN;
}

void
rdm_positions_take (RdmPositions *self, const RdmPositionDraft *draft, gint64 now_utc_ms)
{
  RdmPosition position = {
    .at_utc_ms = draft->at_utc_ms ? draft->at_utc_ms : now_utc_ms,
    .place = { draft->lat_deg, draft->lon_deg },
    .accuracy_m = if_within (draft->accuracy_m, 0, 100000),
    .speed_mps = if_within (draft->speed_mps, 0, 150),
    .course_deg = if_within (draft->course_deg, 0, 360),
    .altitude_m = if_within (draft->altitude_m, -500, 20000),
    .battery_share = if_within (draft->battery_share, 0, 1),
    .flags = draft->is_mock ? RDM_POSITION_MOCK : 0,
  };

  if (self->good->len >= RDM_POSITIONS_MAX)
    {
      rdm_positions_refuse (self, "Too many positions at once");
      return;
    }
  if (!rdm_point_is_valid (position.place))
    {
      rdm_positions_refuse (self, "Latitude and longitude are no place on earth");
      return;
    }
  if (position.place.lat_deg == 0 && position.place.lon_deg == 0)
    {
      rdm_positions_refuse (self, "Latitude and longitude are 0, as from a phone without a fix");
      return;
    }
  if (position.at_utc_ms > now_utc_ms + AHEAD_MS)
    {
      position.at_utc_ms = now_utc_ms;
      position.flags |= RDM_POSITION_CLAMPED;
    }
  if (position.accuracy_m > COARSE_M)
    position.flags |= RDM_POSITION_COARSE;
  g_array_append_val (self->good, position);
}

static gboolean
parse_digits (const char *text, gint64 *utc_ms)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return FALSE;
  *utc_ms = number < G_MAXINT32 ? number * 1000 : number;
  return TRUE;
}

static gboolean
parse_iso (const char *text, gint64 *utc_ms)
{
  g_autofree char *iso = g_strdup (text);
  char *t = strchr (iso, 'T');
  char *blank = strchr (iso, ' ');
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  /* Between date and time; or what a form makes of the plus of an offset. */
  if (blank)
    *blank = t ? '+' : 'T';
  else if (!t)
    return FALSE;
  time = g_date_time_new_from_iso8601 (iso, utc);
  if (!time)
    return FALSE;
  *utc_ms = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
  return TRUE;
}

gboolean
rdm_position_parse_time (const char *text, gint64 *utc_ms)
{
  return strlen (text) < 64 && (parse_digits (text, utc_ms) || parse_iso (text, utc_ms))
         && *utc_ms >= YEAR_2000_MS && *utc_ms < YEAR_2100_MS;
}

double
rdm_position_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (!node || !JSON_NODE_HOLDS_VALUE (node))
    return NAN;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double)json_node_get_int (node);
  return json_node_get_value_type (node) == G_TYPE_DOUBLE ? json_node_get_double (node) : NAN;
}
