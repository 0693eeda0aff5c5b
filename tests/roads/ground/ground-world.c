/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ground-world.h"

#include <glib/gstdio.h>

#include "rdm-osm-write.h"
#include "rdm-region-build.h"

#define TAGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

#define STREETS 6
#define STREET_STEP 0.0025

/* An extract being written; ways have numbers beyond those of nodes. */
typedef struct
{
  RdmOsmWriter *writer;
  gint64 n_nodes;
  gint64 n_ways;
} World;

static gint64
add_node (World *world, double lat_deg, double lon_deg, const char *const *tags)
{
  world->n_nodes++;
  rdm_osm_writer_node (world->writer, world->n_nodes, (gint32)lround (lon_deg * 1e7),
                       (gint32)lround (lat_deg * 1e7), tags);
  return world->n_nodes;
}

static gint64
add_way (World *world, const gint64 *nodes, guint n, const char *const *tags)
{
  world->n_ways++;
  rdm_osm_writer_way (world->writer, 10000 + world->n_ways, nodes, n, tags);
  return 10000 + world->n_ways;
}

/* @points: (array length=2*n): latitudes and longitudes by turns; @closed: back to the first. */
static gint64
add_line (World *world, const double *points, guint n, gboolean closed, const char *const *tags)
{
  g_autofree gint64 *nodes = g_new (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    nodes[i] = add_node (world, points[2 * i], points[2 * i + 1], NULL);
  nodes[n] = nodes[0];
  return add_way (world, nodes, closed ? n + 1 : n, tags);
}

static void
add_coast (World *world)
{
  const double coast[] = {
    47.099, 9.53, 47.105, 9.531, 47.115, 9.529, 47.12, 9.53, 47.131, 9.5305
  };
  /* Land to the left: against the clock. */
  const double island[] = { 47.108, 9.533, 47.108, 9.537, 47.112, 9.537, 47.112, 9.533 };

  add_line (world, coast, 5, FALSE, TAGS ("natural", "coastline"));
  add_line (world, island, 4, TRUE, TAGS ("natural", "coastline"));
}

/* Two ways make the shore, one of them backwards; a way is missing from the park. */
static void
add_areas (World *world)
{
  const double wood[] = { 47.124, 9.515, 47.124, 9.525, 47.129, 9.525, 47.129, 9.515 };
  const double inner[] = { 47.126, 9.505, 47.127, 9.505, 47.127, 9.507, 47.126, 9.507 };
  const double half[] = { 47.101, 9.502, 47.101, 9.504 };
  gint64 south_west = add_node (world, 47.124, 9.502, NULL);
  gint64 south_east = add_node (world, 47.124, 9.51, NULL);
  gint64 north_east = add_node (world, 47.129, 9.51, NULL);
  gint64 north_west = add_node (world, 47.129, 9.502, NULL);
  gint64 lower[] = { south_west, south_east, north_east };
  gint64 upper[] = { south_west, north_west, north_east };
  gint64 lower_way = add_way (world, lower, 3, NULL);
  gint64 upper_way = add_way (world, upper, 3, NULL);
  gint64 inner_way = add_line (world, inner, 4, TRUE, NULL);
  gint64 half_way = add_line (world, half, 2, FALSE, NULL);

  add_line (world, wood, 4, TRUE, TAGS ("natural", "wood"));
  rdm_osm_writer_relation (world->writer, 50001,
                           (const RdmOsmWriterMember[]){ { RDM_OSM_WAY, lower_way, "outer" },
                                                         { RDM_OSM_WAY, upper_way, "outer" },
                                                         { RDM_OSM_WAY, inner_way, "inner" } },
                           3, TAGS ("type", "multipolygon", "natural", "water", "name", "See"));
  rdm_osm_writer_relation (world->writer, 50002,
                           (const RdmOsmWriterMember[]){ { RDM_OSM_WAY, half_way, "outer" },
                                                         { RDM_OSM_WAY, 99999, "outer" },
                                                         { RDM_OSM_NODE, 1, "" } },
                           3, TAGS ("type", "multipolygon", "leisure", "park", "name", "Park"));
}

/* A net of streets, some of one way, with a primary road through the middle and a bridge. */
static void
add_streets (World *world)
{
  static const char *const names[] = { "Lindenweg",    "Am langen Graben", "Ufergasse",
                                       "Hauptstrasse", "Rathausplatz",     "Im Winkel" };
  gint64 nodes[2 * STREETS][2 * STREETS];

  for (int row = 0; row < STREETS; row++)
    for (int column = 0; column < 2 * STREETS; column++)
      nodes[row][column] =
          add_node (world, 47.1025 + row * STREET_STEP, 9.502 + column * STREET_STEP * 0.85, NULL);
  for (int row = 0; row < STREETS; row++)
    if (row == 3)
      add_way (world, nodes[row], 2 * STREETS,
               TAGS ("highway", "primary", "name", names[row], "ref", "28;7"));
    else
      add_way (world, nodes[row], 2 * STREETS,
               TAGS ("highway", "residential", "name", names[row], "oneway",
                     row % 2 == 0 ? "yes" : "no"));
  for (int column = 0; column < 2 * STREETS; column += 2)
    {
      gint64 way[STREETS];

      for (int row = 0; row < STREETS; row++)
        way[row] = nodes[row][column];
      add_way (world, way, STREETS,
               TAGS ("highway", column % 4 == 0 ? "service" : "tertiary", "name",
                     names[(column / 2 + 1) % STREETS], "bridge", column == 6 ? "yes" : "no"));
    }
}

static void
add_houses (World *world)
{
  for (int row = 0; row < STREETS; row++)
    for (int i = 0; i < 22; i++)
      {
        double lat = 47.10265 + row * STREET_STEP + (i % 2) * 0.0006;
        double lon = 9.5022 + i * STREET_STEP * 0.42;
        double house[] = { lat,           lon,           lat,           lon + 0.00025,
                           lat + 0.00015, lon + 0.00025, lat + 0.00015, lon };
        g_autofree char *number = g_strdup_printf ("%d%s", i + 1, i % 5 == 0 ? "a" : "");

        add_line (world, house, 4, TRUE, TAGS ("building", "yes", "addr:housenumber", number));
      }
}

static void
add_places (World *world)
{
  const double rail[] = { 47.1005, 9.5, 47.1015, 9.52, 47.1008, 9.529 };
  const double motorway[] = { 47.1225, 9.5, 47.1228, 9.515, 47.122, 9.528 };
  const double tunnel[] = { 47.122, 9.528, 47.1215, 9.5295 };

  add_node (world, 47.1092, 9.5122, TAGS ("place", "town", "name", "Lindental"));
  add_node (world, 47.11, 9.535, TAGS ("place", "village", "name", "Inseldorf am Meer"));
  add_node (world, 47.1, 9.5, TAGS ("place", "country", "name", "Land"));
  add_node (world, 47.1008, 9.52, TAGS ("railway", "station", "name", "Lindental Bahnhof"));
  add_node (world, 47.1267, 9.5221, TAGS ("natural", "peak", "name", "Kogel", "ele", "812"));
  add_line (world, rail, 3, FALSE, TAGS ("railway", "rail"));
  add_line (world, motorway, 3, FALSE, TAGS ("highway", "motorway", "ref", "A 88"));
  add_line (world, tunnel, 2, FALSE, TAGS ("highway", "motorway", "ref", "A 88", "tunnel", "yes"));
}

GroundWorld *
ground_world_new (void)
{
  GroundWorld *self = g_new0 (GroundWorld, 1);
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_DEFAULT);
  World world = { writer, 0, 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  rdm_osm_writer_set_bounds (writer, GROUND_WORLD_BOX);
  add_coast (&world);
  add_areas (&world);
  add_streets (&world);
  add_houses (&world);
  add_places (&world);
  bytes = rdm_osm_writer_end (writer);
  self->folder = g_dir_make_tmp ("ground-XXXXXX", NULL);
  self->extract = g_build_filename (self->folder, "lindental.osm.pbf", NULL);
  self->path = g_build_filename (self->folder, "lindental.region", NULL);
  g_file_set_contents (self->extract, g_bytes_get_data (bytes, NULL),
                       (gssize)g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  rdm_region_build (self->extract, self->path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->region = rdm_region_open (self->path, &error);
  g_assert_no_error (error);
  return self;
}

void
ground_world_free (GroundWorld *self)
{
  g_clear_pointer (&self->region, rdm_region_unref);
  g_unlink (self->path);
  g_unlink (self->extract);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->extract);
  g_free (self->folder);
  g_free (self);
}

RdmOsm *
ground_world_read (const GroundWorld *self)
{
  g_autoptr (GError) error = NULL;
  RdmOsm *osm = rdm_osm_read (self->extract, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return osm;
}
