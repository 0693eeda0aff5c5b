/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address-world.h"

#include <glib/gstdio.h>

#include "rdm-region-build.h"

/* Streets run from west to east, one above the other; odd numbers on the south side. */
#define WEST_DEG 9.002
#define TOWN_WIDTH_DEG 0.05
#define SOUTH_DEG 47.002
#define BETWEEN_STREETS_DEG 0.0015
#define BETWEEN_HOUSES_DEG 0.0004 /* some 30 m */
#define ASIDE_DEG 0.00015

static const int no_gaps[] = { 0 };
static const int station_gaps[] = { 7, 8, 0 };
static const int field_gaps[] = { 3, 4, 5, 6, 0 };

const AddressStreet address_streets[] = {
  { OBERAU, "Bahnhofstraße", 14, station_gaps },
  { OBERAU, "Große Gasse", 9, no_gaps },
  { OBERAU, "Äulestraße", 6, no_gaps },
  { OBERAU, "Feldstraße", 20, no_gaps },
  { OBERAU, "Josef-Rheinberger-Straße", 8, no_gaps },
  { OBERAU, "Straße des 17. Juni", 30, no_gaps },
  { OBERAU, "Am Bühl", 5, no_gaps },
  { OBERAU, "Rue de la Gare", 12, no_gaps },
  { OBERAU, "Avenue du Général de Gaulle", 12, no_gaps },
  { OBERAU, "Rue de la Porte", 12, no_gaps },
  { OBERAU, "Via Giuseppe Verdi", 12, no_gaps },
  { OBERAU, "Viale della Repubblica", 12, no_gaps },
  { OBERAU, "Plaza Mayor", 12, no_gaps },
  { OBERAU, "Calle de Cervantes", 12, no_gaps },
  { OBERAU, "Rua Augusta", 12, no_gaps },
  { OBERAU, "Kerkstraat", 12, no_gaps },
  { OBERAU, "High Street", 12, no_gaps },
  { OBERAU, "Saint Martin’s Lane", 12, no_gaps },
  { OBERAU, "5th Avenue", 12, no_gaps },
  { OBERAU, "Storgatan", 12, no_gaps },
  { OBERAU, "улица Ленина", 12, no_gaps },
  { UNTERAU, "Feldstraße", 12, field_gaps },
  { UNTERAU, "Obere Feldstraße", 6, no_gaps },
  { UNTERAU, "Bodastraße", 4, no_gaps },
  { UNTERAU, "Bödastraße", 4, no_gaps },
  { UNTERAU, "Hof", 6, no_gaps },
  { UNTERAU, "Seeweg", 0, no_gaps },
  { OBERAU, "Mühlgasse", 4, no_gaps },
  { UNTERAU, "Mühlgasse", 0, no_gaps },
};
const guint n_address_streets = G_N_ELEMENTS (address_streets);

typedef struct
{
  GString *nodes;
  GString *ways;
  GString *relations;
  gint64 next;
} Xml;

guint
address_street_index (AddressTown town, const char *name)
{
  for (guint i = 0; i < n_address_streets; i++)
    if (address_streets[i].town == town && g_strcmp0 (address_streets[i].name, name) == 0)
      return i;
  g_assert_not_reached ();
}

static RdmPoint
along (guint street, double place)
{
  return (RdmPoint){ SOUTH_DEG + street * BETWEEN_STREETS_DEG,
                     WEST_DEG + (address_streets[street].town == UNTERAU ? TOWN_WIDTH_DEG : 0.)
                         + place * BETWEEN_HOUSES_DEG };
}

RdmPoint
address_world_house (AddressTown town, guint street, int number)
{
  RdmPoint point = along (street, (number + 1) / 2);

  g_assert_cmpint (address_streets[street].town, ==, town);
  point.lat_deg += number % 2 ? -ASIDE_DEG : ASIDE_DEG;
  return point;
}

/* Tags as "key", "value", …, NULL. */
static void
add_tags (GString *out, const char *const *tags)
{
  for (guint i = 0; tags[i] != NULL; i += 2)
    if (tags[i + 1] != NULL)
      {
        g_autofree char *value = g_markup_escape_text (tags[i + 1], -1);

        g_string_append_printf (out, "<tag k=\"%s\" v=\"%s\"/>", tags[i], value);
      }
}

#define TAGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static gint64
add_node (Xml *xml, RdmPoint at, const char *const *tags)
{
  gint64 id = xml->next++;
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (xml->nodes, "<node id=\"%" G_GINT64_FORMAT "\" lat=\"%s\" lon=\"%s\">",
                          id, g_ascii_formatd (lat, sizeof lat, "%.7f", at.lat_deg),
                          g_ascii_formatd (lon, sizeof lon, "%.7f", at.lon_deg));
  add_tags (xml->nodes, tags);
  g_string_append (xml->nodes, "</node>\n");
  return id;
}

static gint64
add_way (Xml *xml, const gint64 *nodes, guint n, const char *const *tags)
{
  gint64 id = xml->next++;

  g_string_append_printf (xml->ways, "<way id=\"%" G_GINT64_FORMAT "\">", id);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (xml->ways, "<nd ref=\"%" G_GINT64_FORMAT "\"/>", nodes[i]);
  add_tags (xml->ways, tags);
  g_string_append (xml->ways, "</way>\n");
  return id;
}

/* A rectangle; Returns: its way. */
static gint64
add_box (Xml *xml, RdmBox box, gint64 door, const char *const *tags)
{
  gint64 nodes[6];
  guint n = 0;

  nodes[n++] = add_node (xml, (RdmPoint){ box.south_deg, box.west_deg }, TAGS (NULL));
  if (door != 0)
    nodes[n++] = door;
  nodes[n++] = add_node (xml, (RdmPoint){ box.south_deg, box.east_deg }, TAGS (NULL));
  nodes[n++] = add_node (xml, (RdmPoint){ box.north_deg, box.east_deg }, TAGS (NULL));
  nodes[n++] = add_node (xml, (RdmPoint){ box.north_deg, box.west_deg }, TAGS (NULL));
  nodes[n++] = nodes[0];
  return add_way (xml, nodes, n, tags);
}

static void
add_relation (Xml *xml, gint64 way, const char *const *tags)
{
  g_string_append_printf (xml->relations,
                          "<relation id=\"%" G_GINT64_FORMAT
                          "\"><member type=\"way\" ref=\"%" G_GINT64_FORMAT "\" role=\"outer\"/>",
                          xml->next++, way);
  add_tags (xml->relations, tags);
  g_string_append (xml->relations, "</relation>\n");
}

static void
add_town (Xml *xml, AddressTown town, const char *name, const char *postcode)
{
  double west = WEST_DEG - 0.001 + town * TOWN_WIDTH_DEG;
  RdmBox box = { SOUTH_DEG - 0.001, west, SOUTH_DEG + 0.06, west + TOWN_WIDTH_DEG };
  gint64 way = add_box (xml, box, 0, TAGS (NULL));

  add_relation (xml, way,
                TAGS ("type", "boundary", "boundary", "administrative", "admin_level", "8", "name",
                      name, "postal_code", postcode));
  add_node (xml, (RdmPoint){ 47.01, west + 0.01 }, TAGS ("place", "town", "name", name));
}

static gboolean
is_gap (const AddressStreet *street, int number)
{
  for (guint i = 0; street->gaps[i] != 0; i++)
    if (street->gaps[i] == number)
      return TRUE;
  return FALSE;
}

static void
add_street (Xml *xml, guint index)
{
  const AddressStreet *street = &address_streets[index];
  gint64 nodes[8];

  /* In two ways, as streets are. */
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    nodes[i] = add_node (xml, along (index, i * 2.5), TAGS (NULL));
  add_way (xml, nodes, 4, TAGS ("highway", "residential", "name", street->name));
  add_way (xml, nodes + 3, 5, TAGS ("highway", "residential", "name", street->name));
  for (int number = 1; number <= street->n; number++)
    {
      g_autofree char *text = g_strdup_printf ("%d", number);

      if (is_gap (street, number))
        continue;
      add_node (xml, address_world_house (street->town, index, number),
                street->town == OBERAU
                    ? TAGS ("addr:street", street->name, "addr:housenumber", text, "addr:city",
                            "Oberau", "addr:postcode", "1010")
                    : TAGS ("addr:street", street->name, "addr:housenumber", text));
    }
}

/* What is not like the others. */
static void
add_oddities (Xml *xml)
{
  guint station = address_street_index (OBERAU, "Bahnhofstraße");
  guint lane = address_street_index (OBERAU, "Große Gasse");
  guint lake = address_street_index (UNTERAU, "Seeweg");
  guint gare = address_street_index (OBERAU, "Rue de la Gare");
  RdmPoint at = along (lane, 8.);
  gint64 door, building;
  gint64 row[2];

  /* Letters, ranges, several numbers on one sign, a stroke */
  add_node (xml, along (lane, 5.5),
            TAGS ("addr:street", "Große Gasse", "addr:housenumber", "12a", "addr:city", "Oberau",
                  "addr:postcode", "1010"));
  add_node (xml, along (lane, 6.5),
            TAGS ("addr:street", "Große Gasse", "addr:housenumber", "14-18", "addr:city", "Oberau",
                  "addr:postcode", "1010"));
  add_node (xml, along (lane, 10.),
            TAGS ("addr:street", "Große Gasse", "addr:housenumber", "21;23", "addr:city", "Oberau",
                  "addr:postcode", "1010"));
  add_node (xml, along (gare, 8.),
            TAGS ("addr:street", "Rue de la Gare", "addr:housenumber", "15 bis", "addr:city",
                  "Oberau", "addr:postcode", "1010"));
  /* A building whose door is in its south wall, and one that is a relation */
  door = add_node (xml, (RdmPoint){ at.lat_deg, at.lon_deg }, TAGS ("entrance", "main"));
  add_box (xml,
           (RdmBox){ at.lat_deg, at.lon_deg - 0.0005, at.lat_deg + 0.0005, at.lon_deg + 0.0005 },
           door,
           TAGS ("building", "yes", "building:levels", "6", "addr:street", "Große Gasse",
                 "addr:housenumber", "40", "addr:city", "Oberau", "addr:postcode", "1010"));
  /* A house around a sign of its own, and one that is nothing in particular */
  at = address_world_house (OBERAU, gare, 1);
  add_box (xml,
           (RdmBox){ at.lat_deg - 0.0001, at.lon_deg - 0.0001, at.lat_deg + 0.0001,
                     at.lon_deg + 0.0001 },
           0, TAGS ("building", "detached"));
  at = address_world_house (OBERAU, gare, 5);
  add_box (xml,
           (RdmBox){ at.lat_deg - 0.0001, at.lon_deg - 0.0001, at.lat_deg + 0.0001,
                     at.lon_deg + 0.0001 },
           0, TAGS ("building", "yes"));
  at = along (lane, 15.);
  building =
      add_box (xml, (RdmBox){ at.lat_deg, at.lon_deg, at.lat_deg + 0.0002, at.lon_deg + 0.0002 }, 0,
               TAGS (NULL));
  add_relation (xml, building,
                TAGS ("type", "multipolygon", "building", "yes", "addr:street", "Große Gasse",
                      "addr:housenumber", "60", "addr:city", "Oberau", "addr:postcode", "1010"));
  /* A row of houses of which only the ends are mapped, and that name no street */
  row[0] = add_node (xml, address_world_house (UNTERAU, lake, 2), TAGS ("addr:housenumber", "2"));
  row[1] = add_node (xml, address_world_house (UNTERAU, lake, 10), TAGS ("addr:housenumber", "10"));
  add_way (xml, row, 2, TAGS ("addr:interpolation", "even"));
  /* Places */
  add_node (xml, address_world_house (OBERAU, station, 5),
            TAGS ("amenity", "cafe", "name", "Café Central"));
  add_node (xml, address_world_house (OBERAU, station, 11),
            TAGS ("office", "company", "name", "Meier & Söhne AG"));
  add_node (xml, along (gare, 20.), TAGS ("place", "hamlet", "name", "Steg"));
  add_node (xml, along (gare, 20.2),
            TAGS ("addr:place", "Steg", "addr:housenumber", "3", "addr:city", "Oberau",
                  "addr:postcode", "1010"));
}

char *
address_world_extract (void)
{
  Xml xml = { g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), 1 };
  char *text;

  add_town (&xml, OBERAU, "Oberau", "1010");
  add_town (&xml, UNTERAU, "Unterau", "1020");
  for (guint i = 0; i < n_address_streets; i++)
    add_street (&xml, i);
  add_oddities (&xml);
  text = g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<osm version=\"0.6\">\n%s%s%s</osm>\n",
                          xml.nodes->str, xml.ways->str, xml.relations->str);
  g_string_free (xml.nodes, TRUE);
  g_string_free (xml.ways, TRUE);
  g_string_free (xml.relations, TRUE);
  return text;
}

AddressWorld *
address_world_new (void)
{
  AddressWorld *self = g_new0 (AddressWorld, 1);
  g_autofree char *text = address_world_extract ();
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("rdm-address-XXXXXX", &error);
  g_assert_no_error (error);
  self->extract = g_build_filename (self->folder, "towns.osm", NULL);
  self->path = g_build_filename (self->folder, "towns.region", NULL);
  g_assert_true (g_file_set_contents (self->extract, text, -1, &error));
  g_assert_no_error (error);
  rdm_region_build (self->extract, self->path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->region = rdm_region_open (self->path, &error);
  g_assert_no_error (error);
  return self;
}

void
address_world_free (AddressWorld *self)
{
  g_clear_pointer (&self->region, rdm_region_unref);
  g_unlink (self->extract);
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->extract);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}
