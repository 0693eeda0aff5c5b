/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-export.h"

#include "rdm-wire.h"

#include <math.h>
#include <string.h>

#define PART 1000
/* After a longer silence a track begins anew. */
#define SILENCE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  GOutputStream *out;
  GError *error;
  gint64 last; /* what the next part begins after */
  char *last_id;
  guint n; /* of this part */
} Export;

static gboolean
write_text (Export *self, const char *text)
{
  return !self->error
         && g_output_stream_write_all (self->out, text, strlen (text), NULL, NULL, &self->error);
}

static void
take_json (JsonObject *object, const char *name, const char *text)
{
  JsonNode *node = text ? rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL) : NULL;

  if (node)
    json_object_set_member (object, name, node);
}

static void
write_line (Export *self, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *line = NULL;

  json_node_take_object (node, object);
  line = rdm_wire_print (node);
  if (write_text (self, line))
    write_text (self, "\n");
}

static gint64
number (const char *text)
{
  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static void
write_op (const char *const *values, guint n_values, gpointer user_data)
{
  Export *self = user_data;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", number (values[0]));
  json_object_set_string_member (object, "id", values[1]);
  json_object_set_string_member (object, "device", values[2]);
  json_object_set_int_member (object, "n", number (values[3]));
  json_object_set_string_member (object, "actor", values[4]);
  json_object_set_int_member (object, "at", number (values[5]));
  json_object_set_int_member (object, "received", number (values[6]));
  json_object_set_int_member (object, "seen", number (values[7]));
  take_json (object, "command", values[8]);
  take_json (object, "result", values[9]);
  json_object_set_string_member (object, "hash", values[10]);
  write_line (self, object);
  self->last = number (values[0]);
  self->n++;
}

gboolean
rdm_hub_export_journal (RdmSql *sql, const char *fleet, GOutputStream *out, GError **error)
{
  Export self = { .out = out };

  do
    {
      const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (self.last),
                                     RDM_SQL_INT (PART) };

      self.n = 0;
      if (!rdm_sql_run (sql,
                        "SELECT seq, id, device, n, actor, at_ms, received_ms, seen, body, result,"
                        " hash FROM op WHERE fleet = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                        values, G_N_ELEMENTS (values), write_op, &self, error))
        return FALSE;
    }
  while (self.n > 0 && !self.error);
  if (self.error)
    g_propagate_error (error, self.error);
  return self.error == NULL;
}

static void
write_row (const char *const *values, guint n_values, gpointer user_data)
{
  Export *self = user_data;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", values[0]);
  json_object_set_string_member (object, "id", values[1]);
  json_object_set_int_member (object, "version", number (values[2]));
  take_json (object, "row", values[3]);
  write_line (self, object);
  g_free (self->last_id);
  self->last_id = g_strconcat (values[0], " ", values[1], NULL);
  self->n++;
}

gboolean
rdm_hub_export_rows (RdmSql *sql, const char *fleet, GOutputStream *out, GError **error)
{
  Export self = { .out = out, .last_id = g_strdup ("") };
  gboolean ok;

  do
    {
      const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (self.last_id),
                                     RDM_SQL_INT (PART) };

      self.n = 0;
      ok = rdm_sql_run (sql,
                        "SELECT kind, id, version, body FROM row_state"
                        " WHERE fleet = $1 AND kind || ' ' || id > $2 AND body IS NOT NULL"
                        " ORDER BY kind || ' ' || id LIMIT $3",
                        values, G_N_ELEMENTS (values), write_row, &self, error);
    }
  while (ok && self.n > 0 && !self.error);
  g_free (self.last_id);
  if (self.error)
    g_propagate_error (error, self.error);
  return ok && !self.error;
}

static void
write_point (const RdmHubPositionRow *row, gpointer user_data)
{
  Export *self = user_data;
  const RdmPosition *p = &row->position;
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (p->at_utc_ms / 1000);
  g_autofree char *time = g_date_time_format (seconds, "%FT%T");
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = NULL;
  g_autofree char *height = NULL;

  if (!isnan (p->altitude_m))
    height = g_strdup_printf ("<ele>%d</ele>", (int)lround (p->altitude_m));
  text = g_strdup_printf (
      "%s<trkpt lat=\"%s\" lon=\"%s\">%s<time>%s.%03dZ</time></trkpt>\n",
      self->last > 0 && p->at_utc_ms - self->last > SILENCE_MS ? "</trkseg><trkseg>\n" : "",
      g_ascii_formatd (lat, sizeof lat, "%.7f", p->place.lat_deg),
      g_ascii_formatd (lon, sizeof lon, "%.7f", p->place.lon_deg), height ? height : "", time,
      (int)(p->at_utc_ms % 1000));
  write_text (self, text);
  self->last = p->at_utc_ms;
  self->n++;
}

static void
add_source (const RdmHubPositionRow *row, gpointer user_data)
{
  g_ptr_array_add (user_data, g_strdup (row->source));
  g_ptr_array_add (user_data, g_strdup (row->person ? row->person : row->source));
}

static gboolean
write_track (Export *self,
             RdmSql *sql,
             const char *fleet,
             const RdmHubTrackRange *range,
             const char *name,
             GError **error)
{
  g_autofree char *head =
      g_markup_printf_escaped ("<trk><name>%s</name><src>%s</src><trkseg>\n", name, range->source);
  RdmHubTrackRange part = *range;

  self->last = 0;
  write_text (self, head);
  do
    {
      part.limit = MIN (range->limit, PART);
      self->n = 0;
      if (!rdm_hub_track (sql, fleet, &part, write_point, self, error))
        return FALSE;
      part.since_ms = self->last;
    }
  while (self->n > 0 && !self->error);
  write_text (self, "</trkseg></trk>\n");
  return TRUE;
}

static void
begin_gpx (Export *self)
{
  write_text (self, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<gpx version=\"1.1\" creator=\"Roundsman\""
                    " xmlns=\"http://www.topografix.com/GPX/1/1\">\n");
}

/* @ok: whether the database was read to the end; else @error is set. */
static gboolean
end_gpx (Export *self, gboolean ok, GError **error)
{
  write_text (self, "</gpx>\n");
  if (!ok)
    g_clear_error (&self->error);
  else if (self->error)
    {
      g_propagate_error (error, self->error);
      ok = FALSE;
    }
  return ok;
}

gboolean
rdm_hub_export_positions (RdmSql *sql, const char *fleet, GOutputStream *out, GError **error)
{
  Export self = { .out = out };
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  gboolean ok = rdm_hub_whereabouts (sql, fleet, add_source, sources, error);

  begin_gpx (&self);
  for (guint i = 0; ok && i + 1 < sources->len; i += 2)
    {
      const RdmHubTrackRange all = { sources->pdata[i], 0, G_MAXINT64, G_MAXUINT };

      ok = write_track (&self, sql, fleet, &all, sources->pdata[i + 1], error);
    }
  return end_gpx (&self, ok, error);
}

gboolean
rdm_hub_export_track (RdmSql *sql,
                      const char *fleet,
                      const RdmHubTrackRange *range,
                      GOutputStream *out,
                      GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (range->source) };
  Export self = { .out = out };
  g_autofree char *person = NULL;
  gboolean ok = rdm_sql_get (sql, "SELECT person FROM device WHERE fleet = $1 AND id = $2", values,
                             G_N_ELEMENTS (values), &person, error);

  begin_gpx (&self);
  ok = ok && write_track (&self, sql, fleet, range, person ? person : range->source, error);
  return end_gpx (&self, ok, error);
}
