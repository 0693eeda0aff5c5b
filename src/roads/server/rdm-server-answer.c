/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-answer.h"

#include "rdm-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A week: no way of a day takes longer, whatever a server says. */
#define LONGEST_S (7.0 * 24 * 60 * 60)
#define FARTHEST_M 20e6
#define MOST_LINE_POINTS 1000000

static gboolean
strange (GError **error, const char *what)
{
  g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER,
               _ ("The server's answer is not what its kind of server gives: %s"), what);
  return FALSE;
}

static JsonObject *
as_object (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
as_array (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonNode *
member (JsonObject *object, const char *name)
{
  return object ? json_object_get_member (object, name) : NULL;
}

static JsonNode *
element (JsonArray *array, guint i)
{
  return array && i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL;
}

static gboolean
as_number (JsonNode *node, double *value)
{
  GType type =
      node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_double (node);
  if (type == G_TYPE_INT64)
    *value = (double)json_node_get_int (node);
  return isfinite (*value);
}

/* A cell, rounded; null is no way. */
static gboolean
read_cell (JsonNode *node, double factor, double most, gint32 *cell)
{
  double value;

  if (node && JSON_NODE_HOLDS_NULL (node))
    {
      *cell = RDM_TRAVEL_UNREACHABLE;
      return TRUE;
    }
  if (!as_number (node, &value) || value < 0 || value * factor > most)
    return FALSE;
  *cell = (gint32)lround (value * factor);
  return TRUE;
}

static gboolean
read_rows (JsonNode *node,
           const char *name,
           guint n_sources,
           guint n_targets,
           double factor,
           double most,
           gint32 *cells,
           GError **error)
{
  JsonArray *rows = as_array (node);

  if (!rows || json_array_get_length (rows) != n_sources)
    {
      g_autofree char *what =
          g_strdup_printf (_ ("“%s” is not a table of %u rows"), name, n_sources);

      return strange (error, what);
    }
  for (guint i = 0; i < n_sources; i++)
    {
      JsonArray *row = as_array (json_array_get_element (rows, i));

      for (guint j = 0; j < n_targets; j++)
        if (!row || json_array_get_length (row) != n_targets
            || !read_cell (json_array_get_element (row, j), factor, most,
                           &cells[(gsize)i * n_targets + j]))
          {
            g_autofree char *what = g_strdup_printf (_ ("“%s”, row %u, column %u"), name, i, j);

            return strange (error, what);
          }
    }
  return TRUE;
}

/* Valhalla's older and longer form: one object a pair. */
static gboolean
read_valhalla_pairs (JsonArray *rows,
                     guint n_sources,
                     guint n_targets,
                     gint32 *durations_s,
                     gint32 *distances_m,
                     GError **error)
{
  if (json_array_get_length (rows) != n_sources)
    return strange (error, _ ("rows are missing from “sources_to_targets”"));
  for (guint i = 0; i < n_sources; i++)
    {
      JsonArray *row = as_array (json_array_get_element (rows, i));

      for (guint j = 0; j < n_targets; j++)
        {
          JsonObject *pair = as_object (element (row, j));
          gsize cell = (gsize)i * n_targets + j;

          if (!read_cell (member (pair, "time"), 1, LONGEST_S, &durations_s[cell])
              || !read_cell (member (pair, "distance"), 1000, FARTHEST_M, &distances_m[cell]))
            return strange (error, _ ("a pair of “sources_to_targets” lacks its time or distance"));
        }
    }
  return TRUE;
}

/* Both or neither: a way has a length. */
static void
agree (gsize n, gint32 *durations_s, gint32 *distances_m)
{
  for (gsize i = 0; i < n; i++)
    if (durations_s[i] == RDM_TRAVEL_UNREACHABLE || distances_m[i] == RDM_TRAVEL_UNREACHABLE)
      durations_s[i] = distances_m[i] = RDM_TRAVEL_UNREACHABLE;
}

static JsonNode *
parse (GBytes *text, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  g_autoptr (GError) local = NULL;
  JsonNode *root = rdm_json_parse (data, (gssize)length, NULL, &local);

  if (!root)
    strange (error, local->message);
  return root;
}

gboolean
rdm_server_read_table (const RdmServerRule *rule,
                       GBytes *text,
                       guint n_sources,
                       guint n_targets,
                       gint32 *durations_s,
                       gint32 *distances_m,
                       GError **error)
{
  g_autoptr (JsonNode) root = parse (text, error);
  JsonObject *object = as_object (root);
  double metres = 1;

  if (!root)
    return FALSE;
  if (rule->kind == RDM_SERVER_VALHALLA)
    {
      JsonNode *table = member (object, "sources_to_targets");

      if (as_array (table))
        return read_valhalla_pairs (as_array (table), n_sources, n_targets, durations_s,
                                    distances_m, error)
               && (agree ((gsize)n_sources * n_targets, durations_s, distances_m), TRUE);
      object = as_object (table);
      metres = 1000;
    }
  if (!object)
    return strange (error, _ ("it holds no table"));
  if (!read_rows (member (object, "durations"), "durations", n_sources, n_targets, 1, LONGEST_S,
                  durations_s, error)
      || !read_rows (member (object, "distances"), "distances", n_sources, n_targets, metres,
                     FARTHEST_M, distances_m, error))
    return FALSE;
  agree ((gsize)n_sources * n_targets, durations_s, distances_m);
  return TRUE;
}

/* Pairs of longitude and latitude, as GeoJSON has them. */
static gboolean
read_coordinates (JsonNode *node, GArray *line)
{
  JsonArray *pairs = as_array (node);
  guint n = pairs ? json_array_get_length (pairs) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonArray *pair = as_array (json_array_get_element (pairs, i));
      RdmPoint point;

      if (!as_number (element (pair, 0), &point.lon_deg)
          || !as_number (element (pair, 1), &point.lat_deg) || !rdm_point_is_valid (point))
        return FALSE;
      g_array_append_val (line, point);
    }
  return n > 0;
}

/* One number of an encoded polyline: groups of five bits, lowest first, the sign in the lowest bit.
 * https://developers.google.com/maps/documentation/utilities/polylinealgorithm */
static gboolean
read_polyline_number (const char **cursor, gint64 *value)
{
  gint64 bits = 0;

  for (guint shift = 0; shift < 40; shift += 5)
    {
      gint64 group = (guchar) * *cursor - 63;

      if (group < 0 || group > 63)
        return FALSE;
      (*cursor)++;
      bits |= (group & 31) << shift;
      if (group < 32)
        {
          *value += bits & 1 ? ~(bits >> 1) : bits >> 1;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
read_polyline (const char *shape, GArray *line)
{
  gint64 lat_e6 = 0;
  gint64 lon_e6 = 0;

  while (*shape)
    {
      RdmPoint point;

      if (!read_polyline_number (&shape, &lat_e6) || !read_polyline_number (&shape, &lon_e6))
        return FALSE;
      point = (RdmPoint){ (double)lat_e6 / 1e6, (double)lon_e6 / 1e6 };
      if (!rdm_point_is_valid (point) || line->len >= MOST_LINE_POINTS)
        return FALSE;
      g_array_append_val (line, point);
    }
  return TRUE;
}

static gboolean
read_valhalla_legs (JsonObject *root, GArray *line)
{
  JsonArray *legs = as_array (member (as_object (member (root, "trip")), "legs"));
  guint n = legs ? json_array_get_length (legs) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *shape = member (as_object (json_array_get_element (legs, i)), "shape");

      if (!shape || json_node_get_value_type (shape) != G_TYPE_STRING
          || !read_polyline (json_node_get_string (shape), line))
        return FALSE;
    }
  return n > 0;
}

GArray *
rdm_server_read_line (const RdmServerRule *rule, GBytes *text, GError **error)
{
  g_autoptr (JsonNode) root = parse (text, error);
  g_autoptr (GArray) line = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  JsonObject *object = as_object (root);
  gboolean read = FALSE;

  if (!root)
    return NULL;
  switch (rule->kind)
    {
    case RDM_SERVER_OSRM:
      {
        JsonObject *route = as_object (element (as_array (member (object, "routes")), 0));

        read =
            read_coordinates (member (as_object (member (route, "geometry")), "coordinates"), line);
        break;
      }
    case RDM_SERVER_VALHALLA:
      read = read_valhalla_legs (object, line);
      break;
    case RDM_SERVER_ORS:
      {
        JsonObject *feature = as_object (element (as_array (member (object, "features")), 0));

        read = read_coordinates (member (as_object (member (feature, "geometry")), "coordinates"),
                                 line);
        break;
      }
    case RDM_N_SERVER_KINDS:
    default:
      g_assert_not_reached ();
    }
  if (read)
    return g_steal_pointer (&line);
  strange (error, _ ("it holds no way"));
  return NULL;
}

static const char *
as_string (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
means_too_big (JsonNode *code)
{
  /* Valhalla: too many locations, or pairs of them; openrouteservice: beyond its limits. */
  static const double numbers[] = { 150, 154, 6004 };
  double number;

  if (g_strcmp0 (as_string (code), "TooBig") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (as_number (code, &number) && (gint64)number == (gint64)numbers[i])
      return TRUE;
  return FALSE;
}

char *
rdm_server_read_complaint (GBytes *text, gboolean *too_big)
{
  /* OSRM: code and message; Valhalla: error_code and error; openrouteservice: an error that is a
   * string or an object of code and message. */
  g_autoptr (JsonNode) root = parse (text, NULL);
  JsonObject *object = as_object (root);
  JsonObject *inner = as_object (member (object, "error"));
  const char *words[] = {
    as_string (member (object, "message")),
    as_string (member (inner, "message")),
    as_string (member (object, "error")),
    as_string (member (object, "code")),
  };

  *too_big = means_too_big (member (object, "code")) || means_too_big (member (inner, "code"))
             || means_too_big (member (object, "error_code"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i])
      return g_utf8_substring (words[i], 0, MIN (g_utf8_strlen (words[i], -1), 200));
  return NULL;
}
