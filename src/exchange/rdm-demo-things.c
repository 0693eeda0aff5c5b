/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-things-private.h"

#include <math.h>

#include "rdm-demo-ways-private.h"

#define IDS_A_TILE 10000000
#define BORDER_IDS G_GUINT64_CONSTANT (1000000000000)

GPtrArray *
rdm_demo_tags_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

void
rdm_demo_tag (GPtrArray *tags, const char *key, const char *value)
{
  g_ptr_array_add (tags, g_strdup (key));
  g_ptr_array_add (tags, g_strdup (value));
}

void
rdm_demo_tags (GPtrArray *tags, const char *const *pairs)
{
  for (; pairs[0]; pairs += 2)
    rdm_demo_tag (tags, pairs[0], pairs[1]);
}

/* As the writer wants them: with a NULL at the end. */
static const char *const *
tag_list (const GPtrArray *tags)
{
  static const char *const none[] = { NULL };

  if (!tags)
    return none;
  g_ptr_array_add ((GPtrArray *)tags, NULL);
  g_ptr_array_set_size ((GPtrArray *)tags, (int)tags->len - 1);
  return (const char *const *)tags->pdata;
}

char *
rdm_demo_tile_name (const RdmDemoThings *self, const char *name)
{
  return self->tile->index == 0 ? g_strdup (name)
                                : g_strdup_printf ("%s %u", name, self->tile->index + 1);
}

static RdmPoint
place (const RdmDemoThings *self, RdmDemoXY xy)
{
  if (self->tile->column % 2 == 1)
    xy.x = -xy.x;
  if (self->tile->row % 2 == 1)
    xy.y = -xy.y;
  return rdm_demo_point ((RdmDemoXY){ xy.x + RDM_DEMO_TILE_WIDTH_M * self->tile->column,
                                      xy.y + RDM_DEMO_TILE_HEIGHT_M * self->tile->row });
}

/* What leads out of a town has its last node in common with the town next to it: such nodes are
 * numbered by where they are, and written by the town to the left or below. */
gint64
rdm_demo_border_node (const RdmDemoThings *self, RdmDemoXY at, gboolean *written)
{
  RdmDemoXY flipped = { self->tile->column % 2 ? -at.x : at.x, self->tile->row % 2 ? -at.y : at.y };
  gboolean left_right = fabs (at.x) > RDM_DEMO_TILE_WIDTH_M / 2. - 15.;
  gboolean above_below = fabs (at.y) > RDM_DEMO_TILE_HEIGHT_M / 2. - 0.5;
  guint64 column = self->tile->column + (left_right && flipped.x > 0.);
  guint64 row = self->tile->row + (above_below && flipped.y > 0.);
  /* Along the border, where both towns agree; a motorway has two nodes some metres apart. */
  guint64 along = (guint64)llround ((left_right ? at.y : at.x) + 10000.);

  if (!left_right && !above_below)
    return 0;
  *written =
      (left_right && flipped.x < 0. && column > 0) || (above_below && flipped.y < 0. && row > 0);
  return (gint64)(BORDER_IDS + ((row * 1000 + column) * 2 + left_right) * 20000 + along);
}

gint64
rdm_demo_add_node (RdmDemoThings *self, RdmDemoXY at, const GPtrArray *tags)
{
  return rdm_demo_put_node (self, ++self->last_id, at, tags);
}

gint64
rdm_demo_put_node (RdmDemoThings *self, gint64 id, RdmDemoXY at, const GPtrArray *tags)
{
  RdmPoint point = place (self, at);

  rdm_osm_writer_node (self->writer, id, (gint32)lround (point.lon_deg * 1e7),
                       (gint32)lround (point.lat_deg * 1e7), tag_list (tags));
  return id;
}

gint64
rdm_demo_add_way (RdmDemoThings *self, const gint64 *nodes, guint n, const GPtrArray *tags)
{
  gint64 id = ++self->last_id;

  rdm_osm_writer_way (self->writer, id, nodes, n, tag_list (tags));
  return id;
}

void
rdm_demo_add_relation (RdmDemoThings *self,
                       const RdmOsmWriterMember *members,
                       guint n,
                       const GPtrArray *tags)
{
  rdm_osm_writer_relation (self->writer, ++self->last_id, members, n, tag_list (tags));
}

/* A closed way around @points. */
static gint64
add_area (RdmDemoThings *self, const RdmDemoXY *points, guint n, const GPtrArray *tags)
{
  g_autofree gint64 *nodes = g_new (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    nodes[i] = rdm_demo_add_node (self, points[i], NULL);
  nodes[n] = nodes[0];
  return rdm_demo_add_way (self, nodes, n + 1, tags);
}

static gint64
add_outline (RdmDemoThings *self, const GArray *outline, const GPtrArray *tags)
{
  g_autoptr (GArray) simple = rdm_demo_simplify (outline, 1.5);

  return add_area (self, (const RdmDemoXY *)(gpointer)simple->data, simple->len, tags);
}

/* Every place is a municipality: its houses are in it, whatever their own tags leave out. */
static void
add_places (RdmDemoThings *self)
{
  for (guint i = 0; i < RDM_DEMO_N_PLACES; i++)
    {
      const RdmDemoPlace *town = &rdm_demo_places[i];
      g_autofree char *name = rdm_demo_tile_name (self, town->name);
      g_autoptr (GPtrArray) built = rdm_demo_tags_new ();
      g_autoptr (GPtrArray) border = rdm_demo_tags_new ();
      g_autoptr (GPtrArray) middle = rdm_demo_tags_new ();
      g_autoptr (GPtrArray) area = rdm_demo_tags_new ();
      g_autoptr (GArray) wide = rdm_demo_blob (town->middle, 1.15 * town->radius_m, town->phase);
      gint64 outline;

      rdm_demo_tag (built, "landuse", "residential");
      add_outline (self, g_ptr_array_index (self->plan->layout->built, i), built);

      rdm_demo_tags (border, (const char *[]){ "boundary", "administrative", NULL });
      outline = add_outline (self, wide, border);
      rdm_demo_tags (area, (const char *[]){ "type", "boundary", "boundary", "administrative",
                                             "admin_level", "8", NULL });
      rdm_demo_tag (area, "name", name);
      rdm_demo_tag (area, "postal_code", town->postcode);
      rdm_demo_add_relation (self, &(RdmOsmWriterMember){ RDM_OSM_WAY, outline, "outer" }, 1, area);

      rdm_demo_tag (middle, "place", i == 0 ? "town" : "village");
      rdm_demo_tag (middle, "name", name);
      rdm_demo_tag (middle, "population", i == 0 ? "21400" : "1350");
      rdm_demo_add_node (self, i == 0 ? (RdmDemoXY){ -20., 330. } : town->middle, middle);
    }
}

static const char *
green_tag (const char *name, const char **value)
{
  static const struct
  {
    const char *name;
    const char *key;
    const char *value;
  } kinds[] = {
    { "Stadtpark", "leisure", "park" },  { "Schlossgarten", "leisure", "garden" },
    { "Auwiese", "landuse", "meadow" },  { "Friedhof", "landuse", "cemetery" },
    { "Sportpark", "leisure", "pitch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      {
        *value = kinds[i].value;
        return kinds[i].key;
      }
  *value = "forest";
  return "landuse";
}

static void
add_ground (RdmDemoThings *self)
{
  g_autoptr (GArray) river = rdm_demo_layout_river_area (self->plan->layout);
  g_autoptr (GPtrArray) water = rdm_demo_tags_new ();

  for (guint i = 0; i < self->plan->layout->areas->len; i++)
    {
      const RdmDemoArea *area = &g_array_index (self->plan->layout->areas, RdmDemoArea, i);
      g_autoptr (GPtrArray) tags = rdm_demo_tags_new ();

      if (area->kind == RDM_DEMO_WATER)
        rdm_demo_tags (tags, (const char *[]){ "natural", "water", "water", "lake", NULL });
      else
        {
          const char *value;
          const char *key = green_tag (area->name, &value);

          rdm_demo_tag (tags, key, value);
        }
      if (area->name)
        rdm_demo_tag (tags, "name", area->name);
      add_outline (self, area->points, tags);
    }
  rdm_demo_tags (water, (const char *[]){ "natural", "water", "water", "river", NULL });
  add_area (self, (const RdmDemoXY *)(gpointer)river->data, river->len, water);
}

static void
add_names (RdmDemoThings *self)
{
  for (guint i = 0; i < rdm_demo_n_districts; i++)
    {
      g_autoptr (GPtrArray) tags = rdm_demo_tags_new ();

      rdm_demo_tag (tags, rdm_demo_districts[i].key, rdm_demo_districts[i].value);
      rdm_demo_tag (tags, "name", rdm_demo_districts[i].name);
      rdm_demo_add_node (self, rdm_demo_districts[i].at, tags);
    }
}

/* The town's shops and offices: now and then a house is one. */
static const struct
{
  const char *key;
  const char *value;
  const char *name;
} trades[] = {
  { "shop", "bakery", "Bäckerei Ofenfrisch" },
  { "amenity", "pharmacy", "Löwen-Apotheke" },
  { "amenity", "restaurant", "Zum Anker" },
  { "shop", "supermarket", "Frischmarkt" },
  { "amenity", "doctors", "Praxis am Ring" },
  { "shop", "florist", "Blumenstube" },
  { "amenity", "cafe", "Café Sonnenseite" },
  { "shop", "books", "Bücherwinkel" },
  { "amenity", "kindergarten", "Spatzennest" },
  { "office", "lawyer", "Kanzlei Auer" },
  { "shop", "bicycle", "Radhaus" },
  { "amenity", "school", "Grundschule" },
};

static void
append_tags (GPtrArray *tags, const GPtrArray *others)
{
  for (guint i = 0; i < others->len; i += 2)
    rdm_demo_tag (tags, others->pdata[i], others->pdata[i + 1]);
}

/* Houses are entered the way people enter them: most whole, some without the town, some with the
 * address at the door instead of on the walls. */
static void
add_house (RdmDemoThings *self, const RdmDemoHouse *house, guint i)
{
  const RdmDemoStreet *street = &g_array_index (self->plan->streets, RdmDemoStreet, house->street);
  g_autoptr (GPtrArray) address = rdm_demo_tags_new ();
  g_autoptr (GPtrArray) walls = rdm_demo_tags_new ();
  g_autofree char *city = rdm_demo_tile_name (self, rdm_demo_places[house->place].name);
  g_autofree char *number = g_strdup_printf ("%u", house->number);
  gint64 nodes[5];

  rdm_demo_tag (address, "addr:street", street->name);
  rdm_demo_tag (address, "addr:housenumber", number);
  if (i % 5 != 0)
    rdm_demo_tag (address, "addr:city", city);
  if (i % 7 != 0)
    rdm_demo_tag (address, "addr:postcode", rdm_demo_places[house->place].postcode);

  rdm_demo_tag (walls, "building", i % 3 ? "house" : "yes");
  if (i % 11 != 0)
    append_tags (walls, address);
  for (guint k = 0; k < 4; k++)
    {
      g_autoptr (GPtrArray) door = rdm_demo_tags_new ();

      if (i % 11 == 0 && k == 0)
        {
          rdm_demo_tag (door, "entrance", "main");
          append_tags (door, address);
        }
      nodes[k] = rdm_demo_add_node (self, house->corners[k], door);
    }
  nodes[4] = nodes[0];
  rdm_demo_add_way (self, nodes, G_N_ELEMENTS (nodes), walls);

  if (i % 37 == 5)
    {
      guint trade = i / 37 % G_N_ELEMENTS (trades);
      g_autoptr (GPtrArray) tags = rdm_demo_tags_new ();

      rdm_demo_tag (tags, trades[trade].key, trades[trade].value);
      rdm_demo_tag (tags, "name", trades[trade].name);
      rdm_demo_add_node (self, house->at, tags);
    }
}

void
rdm_demo_things (const RdmDemoPlan *plan, const RdmDemoTile *tile, RdmOsmWriter *writer)
{
  RdmDemoThings self = {
    .plan = plan,
    .tile = tile,
    .writer = writer,
    .last_id = (gint64)tile->index * IDS_A_TILE,
  };

  add_places (&self);
  add_ground (&self);
  add_names (&self);
  rdm_demo_add_ways (&self);
  for (guint i = 0; i < plan->houses->len; i++)
    add_house (&self, &g_array_index (plan->houses, RdmDemoHouse, i), i);
}
