/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-tags.h"

#include <string.h>

#include "rdm-tag-reader.h"

/* @values: separated by spaces; NULL: any but "no". */
typedef struct
{
  const char *key;
  const char *values;
  RdmAreaKind kind;
} AreaRule;

/* The first that holds counts. */
static const AreaRule area_rules[] = {
  { "building", NULL, RDM_AREA_BUILDING },
  { "natural", "water bay", RDM_AREA_WATER },
  { "waterway", "riverbank dock", RDM_AREA_WATER },
  { "landuse", "reservoir basin salt_pond", RDM_AREA_WATER },
  { "leisure", "swimming_pool", RDM_AREA_WATER },
  { "man_made", "pier breakwater groyne quay bridge", RDM_AREA_PIER },
  { "railway", "platform", RDM_AREA_SQUARE },
  { "place", "square", RDM_AREA_SQUARE },
  { "amenity", "parking", RDM_AREA_PARKING },
  { "leisure", "pitch track stadium playground", RDM_AREA_PITCH },
  { "leisure", "park garden common dog_park golf_course miniature_golf village_green",
    RDM_AREA_PARK },
  { "leisure", "sports_centre water_park", RDM_AREA_CAMPUS },
  { "natural", "wood", RDM_AREA_WOOD },
  { "landuse", "forest", RDM_AREA_WOOD },
  { "natural", "scrub heath grassland fell moor tundra", RDM_AREA_GRASS },
  { "natural", "bare_rock rock scree shingle sand beach dune", RDM_AREA_ROCK },
  { "natural", "glacier", RDM_AREA_ICE },
  { "natural", "wetland mud", RDM_AREA_WETLAND },
  { "landuse", "residential garages", RDM_AREA_BUILT_UP },
  { "landuse",
    "industrial commercial retail railway port quarry landfill construction brownfield depot",
    RDM_AREA_INDUSTRY },
  { "landuse", "farmland farmyard vineyard orchard plant_nursery greenhouse_horticulture",
    RDM_AREA_FIELD },
  { "landuse", "meadow grass greenfield flowerbed", RDM_AREA_GRASS },
  { "landcover", "grass", RDM_AREA_GRASS },
  { "landcover", "trees", RDM_AREA_WOOD },
  { "landuse", "cemetery recreation_ground village_green allotments winter_sports", RDM_AREA_PARK },
  { "amenity", "grave_yard", RDM_AREA_PARK },
  { "amenity", "school university college hospital kindergarten clinic", RDM_AREA_CAMPUS },
  { "landuse", "education religious military institutional civic_admin", RDM_AREA_CAMPUS },
  { "tourism", "camp_site caravan_site zoo theme_park picnic_site", RDM_AREA_PARK },
  { "aeroway", "aerodrome", RDM_AREA_AIRFIELD },
  { "aeroway", "apron helipad runway taxiway", RDM_AREA_PARKING },
  { "power", "plant substation", RDM_AREA_INDUSTRY },
};

typedef struct
{
  const char *key;
  const char *values;
  RdmLineKind kind;
} LineRule;

static const LineRule line_rules[] = {
  { "highway", "motorway motorway_link", RDM_LINE_MOTORWAY },
  { "highway", "trunk trunk_link", RDM_LINE_TRUNK },
  { "highway", "primary primary_link", RDM_LINE_PRIMARY },
  { "highway", "secondary secondary_link", RDM_LINE_SECONDARY },
  { "highway", "tertiary tertiary_link", RDM_LINE_TERTIARY },
  { "highway", "unclassified residential living_street road", RDM_LINE_STREET },
  { "highway", "service busway raceway", RDM_LINE_SERVICE },
  { "highway", "pedestrian", RDM_LINE_PEDESTRIAN },
  { "highway", "track", RDM_LINE_TRACK },
  { "highway", "footway path cycleway bridleway steps", RDM_LINE_PATH },
  { "railway", "rail narrow_gauge funicular", RDM_LINE_RAIL },
  { "railway", "tram light_rail monorail subway", RDM_LINE_TRAM },
  { "waterway", "river canal", RDM_LINE_RIVER },
  { "waterway", "stream ditch drain tidal_channel brook", RDM_LINE_STREAM },
  { "route", "ferry", RDM_LINE_FERRY },
  { "aeroway", "runway", RDM_LINE_RUNWAY },
  { "aeroway", "taxiway", RDM_LINE_TAXIWAY },
  { "aerialway", "cable_car gondola mixed_lift chair_lift", RDM_LINE_CABLE },
  { "man_made", "pier breakwater groyne quay", RDM_LINE_PIER },
};

typedef struct
{
  const char *key;
  const char *values;
  RdmLabelKind kind;
  double zoom;
} LabelRule;

static const LabelRule label_rules[] = {
  { "place", "country", RDM_LABEL_COUNTRY, 3. },
  { "place", "state region province", RDM_LABEL_STATE, 6. },
  { "place", "city", RDM_LABEL_CITY, 7. },
  { "place", "town", RDM_LABEL_TOWN, 9. },
  { "place", "village", RDM_LABEL_VILLAGE, 10.5 },
  { "place", "borough suburb", RDM_LABEL_SUBURB, 11.8 },
  { "place", "quarter", RDM_LABEL_SUBURB, 12.8 },
  { "place", "hamlet", RDM_LABEL_HAMLET, 12.5 },
  { "place", "neighbourhood", RDM_LABEL_HAMLET, 14. },
  { "place", "isolated_dwelling farm locality island islet", RDM_LABEL_LOCALITY, 14.5 },
  { "place", "sea ocean", RDM_LABEL_WATER, 6. },
  { "natural", "water bay strait", RDM_LABEL_WATER, 11. },
  { "natural", "peak volcano", RDM_LABEL_PEAK, 12.5 },
  { "aeroway", "aerodrome", RDM_LABEL_STATION, 11.5 },
  { "railway", "station", RDM_LABEL_STATION, 13.5 },
  { "railway", "halt", RDM_LABEL_STATION, 14. },
  { "amenity", "bus_station ferry_terminal", RDM_LABEL_STATION, 15. },
  { "amenity", "hospital", RDM_LABEL_HEALTH, 14. },
  { "amenity", "clinic", RDM_LABEL_HEALTH, 16. },
  { "amenity", "pharmacy", RDM_LABEL_HEALTH, 17. },
  { "amenity", "townhall university college", RDM_LABEL_PUBLIC, 15. },
  { "amenity", "school police fire_station courthouse prison", RDM_LABEL_PUBLIC, 15.5 },
  { "amenity", "kindergarten library post_office community_centre social_facility",
    RDM_LABEL_PUBLIC, 16.5 },
  { "amenity", "fuel", RDM_LABEL_FUEL, 15.5 },
  { "shop", "supermarket mall department_store doityourself wholesale furniture", RDM_LABEL_SHOP,
    16. },
  { "tourism", "museum attraction zoo theme_park", RDM_LABEL_SIGHT, 15.5 },
  { "historic", "castle monastery", RDM_LABEL_SIGHT, 14.5 },
  { "amenity", "place_of_worship theatre arts_centre", RDM_LABEL_SIGHT, 16. },
  { "tourism", "hotel camp_site caravan_site", RDM_LABEL_SIGHT, 16.5 },
  { "leisure", "stadium sports_centre water_park", RDM_LABEL_PARK, 15.5 },
  { "leisure", "park garden golf_course", RDM_LABEL_PARK, 15. },
  { "landuse", "cemetery", RDM_LABEL_PARK, 16. },
  { "landuse", "industrial commercial retail", RDM_LABEL_ESTATE, 15.5 },
  { "shop", NULL, RDM_LABEL_SHOP, 17.5 },
  { "man_made", "works", RDM_LABEL_ESTATE, 16. },
  { "office", NULL, RDM_LABEL_ESTATE, 17.2 },
  { "craft", NULL, RDM_LABEL_ESTATE, 17.5 },
  { "building", NULL, RDM_LABEL_ESTATE, 17. },
};

struct _RdmGroundTags
{
  RdmTagReader *reader;
  RdmTagKey area_keys[G_N_ELEMENTS (area_rules)];
  RdmTagKey line_keys[G_N_ELEMENTS (line_rules)];
  RdmTagKey label_keys[G_N_ELEMENTS (label_rules)];
  RdmTagKey admin_level;
  RdmTagKey aeroway;
  RdmTagKey area;
  RdmTagKey boundary;
  RdmTagKey bridge;
  RdmTagKey capital;
  RdmTagKey elevation;
  RdmTagKey highway;
  RdmTagKey house_number;
  RdmTagKey junction;
  RdmTagKey location;
  RdmTagKey maritime;
  RdmTagKey name;
  RdmTagKey natural;
  RdmTagKey one_way;
  RdmTagKey population;
  RdmTagKey railway;
  RdmTagKey ref;
  RdmTagKey service;
  RdmTagKey tunnel;
  RdmTagKey type;
};

RdmGroundTags *
rdm_ground_tags_new (const RdmOsm *osm)
{
  RdmGroundTags *self = g_new0 (RdmGroundTags, 1);

  self->reader = rdm_tag_reader_new (osm);
  for (guint i = 0; i < G_N_ELEMENTS (area_rules); i++)
    self->area_keys[i] = rdm_tag_reader_want (self->reader, area_rules[i].key);
  for (guint i = 0; i < G_N_ELEMENTS (line_rules); i++)
    self->line_keys[i] = rdm_tag_reader_want (self->reader, line_rules[i].key);
  for (guint i = 0; i < G_N_ELEMENTS (label_rules); i++)
    self->label_keys[i] = rdm_tag_reader_want (self->reader, label_rules[i].key);
  self->admin_level = rdm_tag_reader_want (self->reader, "admin_level");
  self->aeroway = rdm_tag_reader_want (self->reader, "aeroway");
  self->area = rdm_tag_reader_want (self->reader, "area");
  self->boundary = rdm_tag_reader_want (self->reader, "boundary");
  self->bridge = rdm_tag_reader_want (self->reader, "bridge");
  self->capital = rdm_tag_reader_want (self->reader, "capital");
  self->elevation = rdm_tag_reader_want (self->reader, "ele");
  self->highway = rdm_tag_reader_want (self->reader, "highway");
  self->house_number = rdm_tag_reader_want (self->reader, "addr:housenumber");
  self->junction = rdm_tag_reader_want (self->reader, "junction");
  self->location = rdm_tag_reader_want (self->reader, "location");
  self->maritime = rdm_tag_reader_want (self->reader, "maritime");
  self->name = rdm_tag_reader_want (self->reader, "name");
  self->natural = rdm_tag_reader_want (self->reader, "natural");
  self->one_way = rdm_tag_reader_want (self->reader, "oneway");
  self->population = rdm_tag_reader_want (self->reader, "population");
  self->railway = rdm_tag_reader_want (self->reader, "railway");
  self->ref = rdm_tag_reader_want (self->reader, "ref");
  self->service = rdm_tag_reader_want (self->reader, "service");
  self->tunnel = rdm_tag_reader_want (self->reader, "tunnel");
  self->type = rdm_tag_reader_want (self->reader, "type");
  return self;
}

void
rdm_ground_tags_free (RdmGroundTags *self)
{
  if (self == NULL)
    return;
  rdm_tag_reader_free (self->reader);
  g_free (self);
}

void
rdm_ground_tags_load (RdmGroundTags *self, RdmOsmKind kind, guint32 index)
{
  rdm_tag_reader_load (self->reader, kind, index);
}

/* Whether @value is one of @values, which are separated by spaces. */
static gboolean
is_among (const char *value, const char *values)
{
  gsize length;

  if (value == NULL)
    return FALSE;
  if (values == NULL)
    return strcmp (value, "no") != 0;
  length = strlen (value);
  for (const char *at = values; at != NULL; at = strchr (at, ' '))
    {
      at += *at == ' ';
      if (length > 0 && strncmp (at, value, length) == 0
          && (at[length] == ' ' || at[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_set (const RdmGroundTags *self, RdmTagKey key)
{
  return is_among (rdm_tag_reader_get (self->reader, key), NULL);
}

gboolean
rdm_ground_tags_area (const RdmGroundTags *self, RdmAreaKind *kind)
{
  const char *area = rdm_tag_reader_get (self->reader, self->area);
  gboolean is_area = g_strcmp0 (area, "yes") == 0;

  if (g_strcmp0 (area, "no") == 0)
    return FALSE;
  if (is_set (self, self->highway))
    {
      *kind = RDM_AREA_SQUARE;
      return is_area;
    }
  for (guint i = 0; i < G_N_ELEMENTS (area_rules); i++)
    if (is_among (rdm_tag_reader_get (self->reader, self->area_keys[i]), area_rules[i].values))
      {
        const char *location = rdm_tag_reader_get (self->reader, self->location);

        *kind = area_rules[i].kind;
        return g_strcmp0 (location, "underground") != 0;
      }
  return FALSE;
}

static RdmLineFlags
flags_of (const RdmGroundTags *self)
{
  const char *highway = rdm_tag_reader_get (self->reader, self->highway);
  RdmLineFlags flags = 0;

  if (is_set (self, self->tunnel))
    flags = RDM_LINE_TUNNEL;
  else if (is_set (self, self->bridge))
    flags = RDM_LINE_BRIDGE;
  if (highway != NULL && g_str_has_suffix (highway, "_link"))
    flags |= RDM_LINE_LINK;
  return flags;
}

gboolean
rdm_ground_tags_line (const RdmGroundTags *self, RdmLineKind *kind, RdmLineFlags *flags)
{
  if (rdm_tag_reader_is (self->reader, self->area, "yes"))
    return FALSE;
  *flags = flags_of (self);
  for (guint i = 0; i < G_N_ELEMENTS (line_rules); i++)
    if (is_among (rdm_tag_reader_get (self->reader, self->line_keys[i]), line_rules[i].values))
      {
        *kind = line_rules[i].kind;
        if (*kind == RDM_LINE_RAIL && is_set (self, self->service))
          *kind = RDM_LINE_SIDING;
        return TRUE;
      }
  return FALSE;
}

gboolean
rdm_ground_tags_is_coast (const RdmGroundTags *self)
{
  return rdm_tag_reader_is (self->reader, self->natural, "coastline");
}

gboolean
rdm_ground_tags_is_multipolygon (const RdmGroundTags *self)
{
  return is_among (rdm_tag_reader_get (self->reader, self->type), "multipolygon boundary");
}

gboolean
rdm_ground_tags_border (const RdmGroundTags *self, RdmLineKind *kind)
{
  const char *text = rdm_tag_reader_get (self->reader, self->admin_level);
  guint64 level;

  if (!rdm_tag_reader_is (self->reader, self->boundary, "administrative")
      || is_set (self, self->maritime) || text == NULL
      || !g_ascii_string_to_unsigned (text, 10, 1, 12, &level, NULL) || level > 8)
    return FALSE;
  *kind = level <= 2   ? RDM_LINE_BORDER_COUNTRY
          : level <= 4 ? RDM_LINE_BORDER_STATE
                       : RDM_LINE_BORDER_TOWN;
  return TRUE;
}

int
rdm_ground_tags_one_way (const RdmGroundTags *self)
{
  const char *value = rdm_tag_reader_get (self->reader, self->one_way);
  const char *highway = rdm_tag_reader_get (self->reader, self->highway);

  if (highway == NULL || is_among (highway, "motorway motorway_link trunk")
      || is_set (self, self->junction))
    return 0;
  if (is_among (value, "-1 reverse"))
    return -1;
  return is_among (value, "yes true 1");
}

const char *
rdm_ground_tags_name (const RdmGroundTags *self)
{
  return rdm_tag_reader_get (self->reader, self->name);
}

const char *
rdm_ground_tags_ref (const RdmGroundTags *self)
{
  return rdm_tag_reader_get (self->reader, self->ref);
}

const char *
rdm_ground_tags_number (const RdmGroundTags *self)
{
  return rdm_tag_reader_get (self->reader, self->house_number);
}

const char *
rdm_ground_tags_elevation (const RdmGroundTags *self)
{
  return rdm_tag_reader_get (self->reader, self->elevation);
}

/* Large towns are shown from farther out: 1 M people two levels, 100,000 one. */
static double
zoom_of_place (const RdmGroundTags *self, double zoom)
{
  const char *text = rdm_tag_reader_get (self->reader, self->population);
  guint64 people = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  if (people >= 1000000)
    zoom -= 2.;
  else if (people >= 100000)
    zoom -= 1.;
  else if (people >= 20000)
    zoom -= 0.5;
  if (rdm_tag_reader_is (self->reader, self->capital, "yes"))
    zoom -= 2.;
  return zoom;
}

gboolean
rdm_ground_tags_label (const RdmGroundTags *self, RdmLabelKind *kind, double *zoom)
{
  for (guint i = 0; i < G_N_ELEMENTS (label_rules); i++)
    if (is_among (rdm_tag_reader_get (self->reader, self->label_keys[i]), label_rules[i].values))
      {
        *kind = label_rules[i].kind;
        *zoom = label_rules[i].zoom;
        if (*kind == RDM_LABEL_CITY || *kind == RDM_LABEL_TOWN || *kind == RDM_LABEL_VILLAGE)
          *zoom = zoom_of_place (self, *zoom);
        return TRUE;
      }
  return FALSE;
}
