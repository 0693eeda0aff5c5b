/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "road-world.h"

#include <glib/gstdio.h>
#include <math.h>

#include "rdm-osm-write.h"
#include "rdm-profile.h"
#include "rdm-region-build.h"

#define METRES_PER_DEGREE 111194.9266

struct _RoadWorld
{
  RdmPoint origin;
  GArray *nodes; /* (element-type Node) */
  GArray *ways;  /* (element-type Way) */
  GArray *relations;
  char *dir;
  char *extract;
  char *path;
  RdmGraph *graph;
};

typedef struct
{
  RdmPoint point;
  GStrv tags;
} Node;

typedef struct
{
  GArray *nodes;
  GStrv tags;
} Way;

typedef struct
{
  RdmOsmWriterMember members[3];
  GStrv tags;
} Relation;

/* "a=b, c=d" → a, b, c, d, NULL */
static GStrv
split_tags (const char *text)
{
  g_auto (GStrv) pairs = g_strsplit (text ? text : "", ",", -1);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  for (guint i = 0; pairs[i]; i++)
    {
      g_auto (GStrv) pair = g_strsplit (g_strstrip (pairs[i]), "=", 2);

      if (!pair[0])
        continue;
      g_strv_builder_add (tags, pair[0]);
      g_strv_builder_add (tags, pair[1]);
    }
  return g_strv_builder_end (tags);
}

RoadWorld *
road_world_new_at (double lat_deg, double lon_deg)
{
  RoadWorld *self = g_new0 (RoadWorld, 1);

  self->origin = (RdmPoint){ lat_deg, lon_deg };
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->ways = g_array_new (FALSE, FALSE, sizeof (Way));
  self->relations = g_array_new (FALSE, FALSE, sizeof (Relation));
  self->dir = g_dir_make_tmp ("roads-XXXXXX", NULL);
  self->extract = g_build_filename (self->dir, "world.osm.pbf", NULL);
  self->path = g_build_filename (self->dir, "world.region", NULL);
  return self;
}

RoadWorld *
road_world_new (void)
{
  return road_world_new_at (47.0, 9.0);
}

void
road_world_free (RoadWorld *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->dir, 0, NULL);
  const char *name;

  if (self->graph)
    rdm_graph_unref (self->graph);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (self->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->dir);
  for (guint i = 0; i < self->nodes->len; i++)
    g_strfreev (g_array_index (self->nodes, Node, i).tags);
  for (guint i = 0; i < self->ways->len; i++)
    {
      g_strfreev (g_array_index (self->ways, Way, i).tags);
      g_array_unref (g_array_index (self->ways, Way, i).nodes);
    }
  for (guint i = 0; i < self->relations->len; i++)
    g_strfreev (g_array_index (self->relations, Relation, i).tags);
  g_array_unref (self->nodes);
  g_array_unref (self->ways);
  g_array_unref (self->relations);
  g_free (self->dir);
  g_free (self->extract);
  g_free (self->path);
  g_free (self);
}

RdmPoint
road_world_point (const RoadWorld *self, double x_m, double y_m)
{
  return (RdmPoint){
    self->origin.lat_deg + y_m / METRES_PER_DEGREE,
    self->origin.lon_deg + x_m / (METRES_PER_DEGREE * cos (self->origin.lat_deg * G_PI / 180.0)),
  };
}

gint64
road_world_node (RoadWorld *self, double x_m, double y_m, const char *tags)
{
  Node node = { road_world_point (self, x_m, y_m), split_tags (tags) };

  g_array_append_val (self->nodes, node);
  return self->nodes->len;
}

gint64
road_world_way_of (RoadWorld *self, const char *tags, const gint64 *nodes, guint n_nodes)
{
  Way way = { g_array_new (FALSE, FALSE, sizeof (gint64)), split_tags (tags) };

  g_array_append_vals (way.nodes, nodes, n_nodes);
  g_array_append_val (self->ways, way);
  return self->ways->len;
}

gint64
road_world_way (RoadWorld *self, const char *tags, ...)
{
  gint64 nodes[32];
  guint n_nodes = 0;
  va_list arguments;

  va_start (arguments, tags);
  while ((nodes[n_nodes] = va_arg (arguments, gint64)) != 0)
    n_nodes++;
  va_end (arguments);
  return road_world_way_of (self, tags, nodes, n_nodes);
}

static void
add_restriction (
    RoadWorld *self, const char *tags, gint64 from, RdmOsmKind kind, gint64 via, gint64 to)
{
  g_autofree char *all = g_strconcat ("type=restriction,", tags, NULL);
  Relation relation = {
    { { RDM_OSM_WAY, from, "from" }, { kind, via, "via" }, { RDM_OSM_WAY, to, "to" } },
    split_tags (all),
  };

  g_array_append_val (self->relations, relation);
}

void
road_world_restriction (RoadWorld *self, const char *tags, gint64 from, gint64 via_node, gint64 to)
{
  add_restriction (self, tags, from, RDM_OSM_NODE, via_node, to);
}

void
road_world_restriction_over (
    RoadWorld *self, const char *tags, gint64 from, gint64 via_way, gint64 to)
{
  add_restriction (self, tags, from, RDM_OSM_WAY, via_way, to);
}

void
road_world_change_profile (RoadWorld *self,
                           RdmTravelProfile profile,
                           const char *from,
                           const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->dir, rdm_profile_basename (profile), NULL);
  g_autoptr (RdmProfile) ours = rdm_profile_load (profile, self->dir, &error);
  GString *text;

  g_assert_no_error (error);
  text = g_string_new (ours->text);
  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
}

/* --- compiling ---------------------------------------------------------------------------------
 */

static void
write_extract (RoadWorld *self)
{
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_DEFAULT);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);

      rdm_osm_writer_node (writer, i + 1, (gint32)lround (node->point.lon_deg * 1e7),
                           (gint32)lround (node->point.lat_deg * 1e7),
                           (const char *const *)node->tags);
    }
  for (guint i = 0; i < self->ways->len; i++)
    {
      const Way *way = &g_array_index (self->ways, Way, i);

      rdm_osm_writer_way (writer, i + 1, (const gint64 *)(gpointer)way->nodes->data,
                          way->nodes->len, (const char *const *)way->tags);
    }
  for (guint i = 0; i < self->relations->len; i++)
    {
      const Relation *relation = &g_array_index (self->relations, Relation, i);

      rdm_osm_writer_relation (writer, i + 1, relation->members, 3,
                               (const char *const *)relation->tags);
    }
  bytes = rdm_osm_writer_end (writer);
  g_assert_true (g_file_set_contents (self->extract, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
}

RdmGraph *
road_world_get_graph (RoadWorld *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmRegion) region = NULL;

  if (self->graph)
    return self->graph;
  write_extract (self);
  rdm_region_build (self->extract, self->path, "World", self->dir, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  region = rdm_region_open (self->path, &error);
  g_assert_no_error (error);
  self->graph = rdm_graph_new (region);
  return self->graph;
}

const char *
road_world_get_path (RoadWorld *self)
{
  road_world_get_graph (self);
  return self->path;
}

/* --- asking ------------------------------------------------------------------------------------
 */

Leg
road_world_leg_in (
    RoadWorld *self, const RdmGraphState *state, double x1_m, double y1_m, double x2_m, double y2_m)
{
  RdmGraph *graph = road_world_get_graph (self);
  RdmPoint points[] = { road_world_point (self, x1_m, y1_m), road_world_point (self, x2_m, y2_m) };
  RdmRoadPlace places[2];
  g_autoptr (GError) error = NULL;
  Leg leg;

  g_assert_true (rdm_graph_snap (graph, state->profile, points, 2, places, &error));
  g_assert_true (rdm_graph_matrix (graph, state, &places[0], 1, &places[1], 1, &leg.duration_s,
                                   &leg.distance_m, NULL, &error));
  if (leg.duration_s == RDM_TRAVEL_UNREACHABLE)
    {
      g_assert_cmpint (leg.distance_m, ==, RDM_TRAVEL_UNREACHABLE);
      leg = (Leg){ -1, -1 };
    }
  return leg;
}

Leg
road_world_leg (
    RoadWorld *self, RdmTravelProfile profile, double x1_m, double y1_m, double x2_m, double y2_m)
{
  RdmGraphState state = { profile, RDM_TRAVEL_MIDDAY, NULL, 0 };

  return road_world_leg_in (self, &state, x1_m, y1_m, x2_m, y2_m);
}
