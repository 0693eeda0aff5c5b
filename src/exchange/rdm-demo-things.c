/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-things-private.h"

#include <math.h>

#include "rdm-demo-ways-private.h"

#define IDS_A_TILE 10000000
#define BORDER_IDS G_GUINT64_CONSTANT (1000000000000)

void
rdm_demo_tag (GString *tags, const char *key, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (tags, "<tag k=\"%s\" v=\"%s\"/>", key, escaped);
}

void
rdm_demo_tags (GString *tags, const char *const *pairs)
{
  for (; pairs[0]; pairs += 2)
    rdm_demo_tag (tags, pairs[0], pairs[1]);
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
guint64
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
  return BORDER_IDS + ((row * 1000 + column) * 2 + left_right) * 20000 + along;
}

guint64
rdm_demo_add_node (RdmDemoThings *self, RdmDemoXY at, const char *tags)
{
  return rdm_demo_put_node (self, ++self->last_id, at, tags);
}

guint64
rdm_demo_put_node (RdmDemoThings *self, guint64 id, RdmDemoXY at, const char *tags)
{
  RdmPoint point = place (self, at);
  char lat[G_ASCII_DTOSTR_BUF_SIZE];
  char lon[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (lat, sizeof lat, "%.7f", point.lat_deg);
  g_ascii_formatd (lon, sizeof lon, "%.7f", point.lon_deg);
  g_string_append_printf (self->xml, "<node id=\"%" G_GUINT64_FORMAT "\" lat=\"%s\" lon=\"%s\"", id,
                          lat, lon);
  if (tags && *tags)
    g_string_append_printf (self->xml, ">%s</node>\n", tags);
  else
    g_string_append (self->xml, "/>\n");
  return id;
}

guint64
rdm_demo_add_way (RdmDemoThings *self, const guint64 *nodes, guint n, const char *tags)
{
  guint64 id = ++self->last_id;

  g_string_append_printf (self->xml, "<way id=\"%" G_GUINT64_FORMAT "\">", id);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (self->xml, "<nd ref=\"%" G_GUINT64_FORMAT "\"/>", nodes[i]);
  g_string_append_printf (self->xml, "%s</way>\n", tags);
  return id;
}

void
rdm_demo_add_relation (RdmDemoThings *self, const char *members, const char *tags)
{
  g_string_append_printf (self->xml, "<relation id=\"%" G_GUINT64_FORMAT "\">%s%s</relation>\n",
                          ++self->last_id, members, tags);
}

/* A closed way around @points. */
static guint64
add_area (RdmDemoThings *self, const RdmDemoXY *points, guint n, const char *tags)
{
  g_autofree guint64 *nodes = g_new (guint64, n + 1);

  for (guint i = 0; i < n; i++)
    nodes[i] = rdm_demo_add_node (self, points[i], NULL);
  nodes[n] = nodes[0];
  return rdm_demo_add_way (self, nodes, n + 1, tags);
}

static guint64
add_outline (RdmDemoThings *self, const GArray *outline, const char *tags)
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
      g_autofree char *member = NULL;
      g_autoptr (GString) built = g_string_new (NULL);
      g_autoptr (GString) border = g_string_new (NULL);
      g_autoptr (GString) middle = g_string_new (NULL);
      g_autoptr (GString) area = g_string_new (NULL);
      g_autoptr (GArray) wide = rdm_demo_blob (town->middle, 1.15 * town->radius_m, town->phase);
      guint64 outline;

      rdm_demo_tag (built, "landuse", "residential");
      add_outline (self, g_ptr_array_index (self->layout->built, i), built->str);

      rdm_demo_tags (border, (const char *[]){ "boundary", "administrative", NULL });
      outline = add_outline (self, wide, border->str);
      member = g_strdup_printf (
          "<member type=\"way\" ref=\"%" G_GUINT64_FORMAT "\" role=\"outer\"/>", outline);
      rdm_demo_tags (area, (const char *[]){ "type", "boundary", "boundary", "administrative",
                                             "admin_level", "8", NULL });
      rdm_demo_tag (area, "name", name);
      rdm_demo_tag (area, "postal_code", town->postcode);
      rdm_demo_add_relation (self, member, area->str);

      rdm_demo_tag (middle, "place", i == 0 ? "town" : "village");
      rdm_demo_tag (middle, "name", name);
      rdm_demo_tag (middle, "population", i == 0 ? "21400" : "1350");
      rdm_demo_add_node (self, i == 0 ? (RdmDemoXY){ -20., 330. } : town->middle, middle->str);
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
  g_autoptr (GArray) river = rdm_demo_layout_river_area (self->layout);
  g_autoptr (GString) water = g_string_new (NULL);

  for (guint i = 0; i < self->layout->areas->len; i++)
    {
      const RdmDemoArea *area = &g_array_index (self->layout->areas, RdmDemoArea, i);
      g_autoptr (GString) tags = g_string_new (NULL);

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
      add_outline (self, area->points, tags->str);
    }
  rdm_demo_tags (water, (const char *[]){ "natural", "water", "water", "river", NULL });
  add_area (self, (const RdmDemoXY *)(gpointer)river->data, river->len, water->str);
}

static void
add_names (RdmDemoThings *self)
{
  for (guint i = 0; i < rdm_demo_n_districts; i++)
    {
      g_autoptr (GString) tags = g_string_new (NULL);

      rdm_demo_tag (tags, rdm_demo_districts[i].key, rdm_demo_districts[i].value);
      rdm_demo_tag (tags, "name", rdm_demo_districts[i].name);
      rdm_demo_add_node (self, rdm_demo_districts[i].at, tags->str);
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

/* Houses are entered the way people enter them: most whole, some without the town, some with the
 * address at the door instead of on the walls. */
static void
add_house (RdmDemoThings *self, const RdmDemoHouse *house, guint i)
{
  const RdmDemoStreet *street = &g_array_index (self->streets, RdmDemoStreet, house->street);
  g_autoptr (GString) address = g_string_new (NULL);
  g_autoptr (GString) walls = g_string_new (NULL);
  g_autofree char *city = rdm_demo_tile_name (self, rdm_demo_places[house->place].name);
  g_autofree char *number = g_strdup_printf ("%u", house->number);
  guint64 nodes[5];

  rdm_demo_tag (address, "addr:street", street->name);
  rdm_demo_tag (address, "addr:housenumber", number);
  if (i % 5 != 0)
    rdm_demo_tag (address, "addr:city", city);
  if (i % 7 != 0)
    rdm_demo_tag (address, "addr:postcode", rdm_demo_places[house->place].postcode);

  rdm_demo_tag (walls, "building", i % 3 ? "house" : "yes");
  if (i % 11 != 0)
    g_string_append (walls, address->str);
  for (guint k = 0; k < 4; k++)
    {
      g_autoptr (GString) door = g_string_new (NULL);

      if (i % 11 == 0 && k == 0)
        {
          rdm_demo_tag (door, "entrance", "main");
          g_string_append (door, address->str);
        }
      nodes[k] = rdm_demo_add_node (self, house->corners[k], door->str);
    }
  nodes[4] = nodes[0];
  rdm_demo_add_way (self, nodes, G_N_ELEMENTS (nodes), walls->str);

  if (i % 37 == 5)
    {
      guint trade = i / 37 % G_N_ELEMENTS (trades);
      g_autoptr (GString) tags = g_string_new (NULL);

      rdm_demo_tag (tags, trades[trade].key, trades[trade].value);
      rdm_demo_tag (tags, "name", trades[trade].name);
      rdm_demo_add_node (self, house->at, tags->str);
    }
}

GString *
rdm_demo_things (const RdmDemoLayout *layout,
                 const GArray *streets,
                 const GArray *houses,
                 const RdmDemoNet *net,
                 const RdmDemoTile *tile)
{
  RdmDemoThings self = { .layout = layout,
                         .streets = streets,
                         .net = net,
                         .tile = tile,
                         .xml = g_string_new (NULL),
                         .last_id = (guint64)tile->index * IDS_A_TILE };

  add_places (&self);
  add_ground (&self);
  add_names (&self);
  rdm_demo_add_ways (&self);
  for (guint i = 0; i < houses->len; i++)
    add_house (&self, &g_array_index (houses, RdmDemoHouse, i), i);
  return self.xml;
}
