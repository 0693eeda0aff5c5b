/* SPDX-License-Identifier: GPL-3.0-or-later */

/* .osm: the same things as XML, plain or with gzip, read piece by piece. */
#include "rdm-osm-reading-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <zlib.h>

enum
{
  PIECE_BYTES = 64 * 1024,
  MAX_DEPTH = 16, /* real files have 3 */
};

typedef struct
{
  RdmOsmReading *reading;
  GMarkupParseContext *context;
  guint depth;
  gboolean in_thing;
  RdmOsmKind kind; /* of the thing that we are in */
} Parse;

static gboolean
fail (Parse *self, RdmOsmError code, const char *what, GError **error)
{
  int line = 0;

  g_markup_parse_context_get_position (self->context, &line, NULL);
  return rdm_osm_reading_fail_line (self->reading, code, line, what, error);
}

static gboolean
fail_broken (Parse *self, const char *element, GError **error)
{
  g_autofree char *what = g_strdup_printf (
      _ ("“%s” lacks something, or says something that cannot be; download the file again"),
      element);

  return fail (self, RDM_OSM_ERROR_BROKEN, what, error);
}

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];
  return NULL;
}

static gboolean
parse_id (const char *text, gint64 *id)
{
  return text != NULL && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, id, NULL);
}

static gboolean
parse_degrees (const char *text, double *degrees)
{
  char *end;

  if (text == NULL)
    return FALSE;
  *degrees = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && fabs (*degrees) <= 180.;
}

static gint64
parse_time (const char *text)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static guint32
add_string (Parse *self, const char *text)
{
  return rdm_osm_builder_string (self->reading->builder, text, strlen (text));
}

static gboolean
start_root (
    Parse *self, const char *element, const char **names, const char **values, GError **error)
{
  const char *generator = attribute (names, values, "generator");
  gint64 timestamp = parse_time (attribute (names, values, "timestamp"));

  if (strcmp (element, "osmChange") == 0)
    return fail (self, RDM_OSM_ERROR_FORMAT,
                 _ ("this is a list of changes to the map; take an extract of it"), error);
  if (strcmp (element, "osm") != 0)
    return fail (self, RDM_OSM_ERROR_FORMAT,
                 _ ("this is no OpenStreetMap extract; take a file that ends in .osm.pbf"), error);
  if (generator != NULL)
    rdm_osm_builder_set_source (self->reading->builder, generator);
  if (timestamp > 0)
    rdm_osm_builder_set_timestamp (self->reading->builder, timestamp);
  return TRUE;
}

static gboolean
start_bounds (
    Parse *self, const char *element, const char **names, const char **values, GError **error)
{
  RdmBox box;

  if (!parse_degrees (attribute (names, values, "minlat"), &box.south_deg)
      || !parse_degrees (attribute (names, values, "minlon"), &box.west_deg)
      || !parse_degrees (attribute (names, values, "maxlat"), &box.north_deg)
      || !parse_degrees (attribute (names, values, "maxlon"), &box.east_deg))
    return fail_broken (self, element, error);
  rdm_osm_builder_set_bounds (self->reading->builder, box);
  return TRUE;
}

static gboolean
start_node (
    Parse *self, const char *element, const char **names, const char **values, GError **error)
{
  gint64 id;
  double lon_deg;
  double lat_deg;
  gint32 lon_e7;
  gint32 lat_e7;

  if (!parse_id (attribute (names, values, "id"), &id)
      || !parse_degrees (attribute (names, values, "lon"), &lon_deg)
      || !parse_degrees (attribute (names, values, "lat"), &lat_deg)
      || !rdm_osm_reading_e7 (llround (lon_deg * 1e9), llround (lat_deg * 1e9), &lon_e7, &lat_e7))
    return fail_broken (self, element, error);
  rdm_osm_builder_node (self->reading->builder, id, lon_e7, lat_e7);
  return TRUE;
}

/* What stands right under the root. */
static gboolean
start_thing (
    Parse *self, const char *element, const char **names, const char **values, GError **error)
{
  const char *visible = attribute (names, values, "visible");
  const char *action = attribute (names, values, "action");
  gboolean is_node = strcmp (element, "node") == 0;
  gboolean is_way = strcmp (element, "way") == 0;
  gint64 id;

  if (strcmp (element, "bounds") == 0)
    return start_bounds (self, element, names, values, error);
  if (strcmp (element, "meta") == 0)
    {
      rdm_osm_builder_set_timestamp (self->reading->builder,
                                     parse_time (attribute (names, values, "osm_base")));
      return TRUE;
    }
  if (!is_node && !is_way && strcmp (element, "relation") != 0)
    return TRUE;
  if (g_strcmp0 (visible, "false") == 0)
    return fail (
        self, RDM_OSM_ERROR_FORMAT,
        _ ("this is a history of the map, with deleted things in it; take an ordinary extract"),
        error);
  /* An editor's file that was not uploaded yet. */
  if (g_strcmp0 (action, "delete") == 0)
    return TRUE;
  self->in_thing = TRUE;
  self->kind = is_node ? RDM_OSM_NODE : is_way ? RDM_OSM_WAY : RDM_OSM_RELATION;
  if (is_node)
    return start_node (self, element, names, values, error);
  if (!parse_id (attribute (names, values, "id"), &id))
    return fail_broken (self, element, error);
  if (is_way)
    rdm_osm_builder_way (self->reading->builder, id);
  else
    rdm_osm_builder_relation (self->reading->builder, id);
  return TRUE;
}

static gboolean
start_member (
    Parse *self, const char *element, const char **names, const char **values, GError **error)
{
  static const char *const types[RDM_N_OSM_KINDS] = { "node", "way", "relation" };
  const char *type = attribute (names, values, "type");
  const char *role = attribute (names, values, "role");
  gint64 id;

  if (!parse_id (attribute (names, values, "ref"), &id))
    return fail_broken (self, element, error);
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    if (g_strcmp0 (type, types[kind]) == 0)
      {
        rdm_osm_builder_member (self->reading->builder, kind, id,
                                add_string (self, role != NULL ? role : ""));
        return TRUE;
      }
  return fail_broken (self, element, error);
}

/* What stands in a thing. */
static gboolean
start_detail (
    Parse *self, const char *element, const char **names, const char **values, GError **error)
{
  if (strcmp (element, "tag") == 0)
    {
      const char *key = attribute (names, values, "k");
      const char *value = attribute (names, values, "v");

      if (key == NULL || value == NULL)
        return fail_broken (self, element, error);
      rdm_osm_builder_tag (self->reading->builder, self->kind, add_string (self, key),
                           add_string (self, value));
    }
  else if (self->kind == RDM_OSM_WAY && strcmp (element, "nd") == 0)
    {
      gint64 id;

      if (!parse_id (attribute (names, values, "ref"), &id))
        return fail_broken (self, element, error);
      rdm_osm_builder_way_node (self->reading->builder, id);
    }
  else if (self->kind == RDM_OSM_RELATION && strcmp (element, "member") == 0)
    return start_member (self, element, names, values, error);
  return TRUE;
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *element,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  Parse *self = user_data;
  guint depth = self->depth++;

  if (depth == 0)
    (void)start_root (self, element, names, values, error);
  else if (depth == 1)
    (void)start_thing (self, element, names, values, error);
  else if (depth >= MAX_DEPTH)
    (void)fail (self, RDM_OSM_ERROR_BROKEN,
                _ ("elements are nested too deeply for an OpenStreetMap extract"), error);
  else if (depth == 2 && self->in_thing)
    (void)start_detail (self, element, names, values, error);
}

static void
end_element_cb (GMarkupParseContext *context,
                const char *element,
                gpointer user_data,
                GError **error)
{
  Parse *self = user_data;

  if (--self->depth == 1)
    self->in_thing = FALSE;
}

/* GMarkup's own complaints have no file and no advice. */
static gboolean
explain (Parse *self, GError *inner, GError **error)
{
  g_autoptr (GError) owned = inner;
  g_autofree char *what = NULL;

  if (owned->domain != G_MARKUP_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  what = g_strdup_printf (_ ("the XML is damaged or cut short (%s); download the file again"),
                          owned->message);
  return fail (self, RDM_OSM_ERROR_BROKEN, what, error);
}

static gboolean
parse_text (Parse *self, const char *text, gsize length, GError **error)
{
  GError *inner = NULL;

  static const char mark[] = "\xef\xbb\xbf";
  gsize skip = 0;

  /* GMarkup does not know the mark that some editors put before everything. */
  if (self->reading->unpacked == 0 && length >= 3 && memcmp (text, mark, 3) == 0)
    skip = 3;
  if (!rdm_osm_reading_unpack (self->reading, length, error))
    return FALSE;
  return g_markup_parse_context_parse (self->context, text + skip, (gssize)(length - skip), &inner)
         || explain (self, inner, error);
}

static gboolean
fail_gzip (RdmOsmReading *reading, GError **error)
{
  return rdm_osm_reading_fail (reading, RDM_OSM_ERROR_BROKEN, reading->position,
                               _ ("the gzip data is damaged or cut short; download it again"),
                               error);
}

/* One piece of packed bytes; there may be several members one behind the other. */
static gboolean
inflate_piece (
    Parse *self, z_stream *zip, gboolean *ended, guint8 *piece, gsize length, GError **error)
{
  char out[PIECE_BYTES];

  zip->next_in = piece;
  zip->avail_in = (uInt)length;
  do
    {
      int status;

      if (*ended && inflateReset (zip) != Z_OK)
        return fail_gzip (self->reading, error);
      zip->next_out = (Bytef *)out;
      zip->avail_out = sizeof out;
      status = inflate (zip, Z_NO_FLUSH);
      *ended = status == Z_STREAM_END;
      if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
        return fail_gzip (self->reading, error);
      if (!parse_text (self, out, sizeof out - zip->avail_out, error))
        return FALSE;
    }
  while (zip->avail_in > 0 || (zip->avail_out == 0 && !*ended));
  return TRUE;
}

static gboolean
parse_stream (Parse *self, z_stream *zip, GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gboolean ended = FALSE;
  gssize n_read;

  while ((n_read = rdm_osm_reading_fill (self->reading, piece, PIECE_BYTES, error)) > 0)
    if (!(zip != NULL ? inflate_piece (self, zip, &ended, piece, (gsize)n_read, error)
                      : parse_text (self, (const char *)piece, (gsize)n_read, error))
        || !rdm_osm_reading_step (self->reading, error))
      return FALSE;
  if (n_read < 0)
    return FALSE;
  return zip == NULL || ended || fail_gzip (self->reading, error);
}

gboolean
rdm_osm_read_xml (RdmOsmReading *reading, gboolean gzip, GError **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, NULL, NULL, NULL };
  Parse self = { .reading = reading };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &self, NULL);
  z_stream zip = { 0 };
  GError *inner = NULL;
  gboolean done;

  self.context = context;
  if (gzip && inflateInit2 (&zip, 16 + MAX_WBITS) != Z_OK)
    return fail_gzip (reading, error);
  done = parse_stream (&self, gzip ? &zip : NULL, error);
  if (gzip)
    inflateEnd (&zip);
  if (!done)
    return FALSE;
  return g_markup_parse_context_end_parse (context, &inner) || explain (&self, inner, error);
}
