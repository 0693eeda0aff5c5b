/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-road-shapes.h"

#include <math.h>
#include <string.h>

/* About 280 m from north to south. Where more crossings than this are in a cell and its eight
 * neighbours, half a square kilometre or so, it is a town. */
#define CELL_E7 25000
#define TOWN_CROSSINGS 10

/* --- geometry ----------------------------------------------------------------------------------
 */

double
rdm_lon_lat_distance (RdmLonLat a, RdmLonLat b)
{
  return rdm_geo_distance ((RdmPoint){ a.lat_e7 / 1e7, a.lon_e7 / 1e7 },
                           (RdmPoint){ b.lat_e7 / 1e7, b.lon_e7 / 1e7 });
}

double
rdm_lon_lat_bearing (RdmLonLat a, RdmLonLat b)
{
  double north = (double)b.lat_e7 - a.lat_e7;
  double east = ((double)b.lon_e7 - a.lon_e7) * cos (a.lat_e7 / 1e7 * G_PI / 180.0);
  double degrees = atan2 (east, north) * 180.0 / G_PI;

  return degrees < 0 ? degrees + 360.0 : degrees;
}

/* --- towns -------------------------------------------------------------------------------------
 */

static gpointer
cell_of (gint32 x, gint32 y)
{
  return GUINT_TO_POINTER (((guint32)(x & 0xffff) << 16 | (guint32)(y & 0xffff)) + 1);
}

static gint32
floor_div (gint32 a, gint32 b)
{
  return a >= 0 ? a / b : -((-(gint64)a + b - 1) / b);
}

gboolean
rdm_road_shapes_is_town (const RdmRoadShapes *self, RdmLonLat point)
{
  gint32 x = floor_div (point.lon_e7, CELL_E7);
  gint32 y = floor_div (point.lat_e7, CELL_E7);
  guint n = 0;

  for (gint32 dx = -1; dx <= 1; dx++)
    for (gint32 dy = -1; dy <= 1; dy++)
      n += GPOINTER_TO_UINT (g_hash_table_lookup (self->towns, cell_of (x + dx, y + dy)));
  return n >= TOWN_CROSSINGS;
}

static gboolean
is_street (const char *highway)
{
  static const char *const streets[] = { "residential", "living_street", "unclassified", "tertiary",
                                         "secondary",   "primary",       "pedestrian",   NULL };

  return highway && g_strv_contains (streets, highway);
}

/* A class that is no road, or none yet. */
static gboolean
is_road (const char *highway)
{
  static const char *const others[] = { "construction", "proposed", "razed", "abandoned",
                                        "platform",     "elevator", NULL };

  return highway && !g_strv_contains (others, highway);
}

static void
count_ends (guint8 *n_ends, guint32 node, guint n)
{
  n_ends[node] = (guint8)MIN (n_ends[node] + n, G_MAXUINT8);
}

static void
find_towns (RdmRoadShapes *self, const guint8 *is_street_road)
{
  g_autofree guint8 *n_ends = g_new0 (guint8, rdm_osm_count (self->osm, RDM_OSM_NODE) + 1);

  self->towns = g_hash_table_new (NULL, NULL);
  for (guint32 road = 0; road < self->n_roads; road++)
    for (guint32 i = self->first[road]; is_street_road[road] && i < self->first[road + 1]; i++)
      {
        gboolean is_end = i == self->first[road] || i + 1 == self->first[road + 1];
        gpointer cell = cell_of (floor_div (self->points[i].lon_e7, CELL_E7),
                                 floor_div (self->points[i].lat_e7, CELL_E7));
        guint8 before = n_ends[self->nodes[i]];

        count_ends (n_ends, self->nodes[i], is_end ? 1 : 2);
        if (before <= 2 && n_ends[self->nodes[i]] > 2)
          g_hash_table_insert (
              self->towns, cell,
              GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (self->towns, cell)) + 1));
      }
}

/* --- names -------------------------------------------------------------------------------------
 */

static guint32
add_name (GString *names, GHashTable *known, const char *name)
{
  gpointer at;

  if (!name)
    return 0;
  if (g_hash_table_lookup_extended (known, name, NULL, &at))
    return GPOINTER_TO_UINT (at);
  at = GUINT_TO_POINTER (names->len);
  g_hash_table_insert (known, g_strdup (name), at);
  g_string_append_len (names, name, (gssize)strlen (name) + 1);
  return GPOINTER_TO_UINT (at);
}

/* --- roads -------------------------------------------------------------------------------------
 */

static void
add_points (RdmRoadShapes *self, guint32 way, GArray *points, GArray *nodes, GArray *gaps)
{
  const gint32 *lon_e7 = rdm_osm_lon_e7 (self->osm);
  const gint32 *lat_e7 = rdm_osm_lat_e7 (self->osm);
  guint n_nodes;
  const guint32 *of_way = rdm_osm_way_nodes (self->osm, way, &n_nodes);
  guint8 follows_gap = 0;

  for (guint i = 0; i < n_nodes; i++)
    {
      guint32 node = of_way[i];
      RdmLonLat point;

      if (node == RDM_OSM_ABSENT)
        {
          follows_gap = 1;
          continue;
        }
      point = (RdmLonLat){ lon_e7[node], lat_e7[node] };
      g_array_append_val (points, point);
      g_array_append_val (nodes, node);
      g_array_append_val (gaps, follows_gap);
      follows_gap = 0;
    }
}

static gpointer
steal (GArray *array)
{
  return g_array_free (array, FALSE);
}

RdmRoadShapes *
rdm_road_shapes_new (const RdmOsm *osm)
{
  RdmRoadShapes *self = g_new0 (RdmRoadShapes, 1);
  g_autoptr (RdmTagReader) tags = rdm_tag_reader_new (osm);
  RdmTagKey highway = rdm_tag_reader_want (tags, "highway");
  RdmTagKey route = rdm_tag_reader_want (tags, "route");
  RdmTagKey name = rdm_tag_reader_want (tags, "name");
  RdmTagKey ref = rdm_tag_reader_want (tags, "ref");
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) streets = g_array_new (FALSE, FALSE, sizeof (guint8));
  GArray *ways = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *firsts = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RdmLonLat));
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *gaps = g_array_new (FALSE, FALSE, sizeof (guint8));
  GArray *name_of = g_array_new (FALSE, FALSE, sizeof (guint32));
  GString *names = g_string_new_len ("", 1);

  self->osm = osm;
  self->n_ends = g_new0 (guint8, rdm_osm_count (osm, RDM_OSM_NODE) + 1);
  for (guint32 way = 0; way < rdm_osm_count (osm, RDM_OSM_WAY); way++)
    {
      const char *class;
      const char *label;
      guint32 at;
      guint8 street;

      rdm_tag_reader_load (tags, RDM_OSM_WAY, way);
      class = rdm_tag_reader_get (tags, highway);
      if (!is_road (class) && !rdm_tag_reader_is (tags, route, "ferry")
          && !rdm_tag_reader_is (tags, route, "shuttle_train"))
        continue;
      label = rdm_tag_reader_get (tags, name);
      at = add_name (names, known, label ? label : rdm_tag_reader_get (tags, ref));
      street = (guint8)is_street (class);
      g_array_append_val (ways, way);
      g_array_append_val (firsts, points->len);
      g_array_append_val (name_of, at);
      g_array_append_val (streets, street);
      add_points (self, way, points, nodes, gaps);
    }
  g_array_append_val (firsts, points->len);
  self->n_roads = ways->len;
  self->n_points = points->len;
  self->n_name_bytes = (guint32)names->len;
  self->way = steal (ways);
  self->first = steal (firsts);
  self->points = steal (points);
  self->nodes = steal (nodes);
  self->follows_gap = steal (gaps);
  self->name = steal (name_of);
  self->names = g_string_free (names, FALSE);
  for (guint32 road = 0; road < self->n_roads; road++)
    for (guint32 i = self->first[road]; i < self->first[road + 1]; i++)
      count_ends (self->n_ends, self->nodes[i],
                  i == self->first[road] || i + 1 == self->first[road + 1] ? 1 : 2);
  find_towns (self, (const guint8 *)streets->data);
  return self;
}

void
rdm_road_shapes_free (RdmRoadShapes *self)
{
  if (!self)
    return;
  g_free (self->way);
  g_free (self->first);
  g_free (self->points);
  g_free (self->nodes);
  g_free (self->follows_gap);
  g_free (self->name);
  g_free (self->names);
  g_free (self->n_ends);
  g_hash_table_unref (self->towns);
  g_free (self);
}
