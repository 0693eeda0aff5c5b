/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-sort.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const labels[] = {
  [RDM_SORT_PLACE] = N_ ("Place"),
  [RDM_SORT_SHOP] = N_ ("Shop"),
  [RDM_SORT_FOOD] = N_ ("Restaurant or café"),
  [RDM_SORT_LODGING] = N_ ("Hotel or lodging"),
  [RDM_SORT_HEALTH] = N_ ("Health"),
  [RDM_SORT_SCHOOL] = N_ ("School or nursery"),
  [RDM_SORT_OFFICE] = N_ ("Office"),
  [RDM_SORT_MONEY] = N_ ("Bank"),
  [RDM_SORT_WORSHIP] = N_ ("Place of worship"),
  [RDM_SORT_STATION] = N_ ("Station"),
  [RDM_SORT_TRAFFIC] = N_ ("Car park or petrol station"),
  [RDM_SORT_SPORT] = N_ ("Sport"),
  [RDM_SORT_CULTURE] = N_ ("Sight or culture"),
  [RDM_SORT_PUBLIC] = N_ ("Public building"),
  [RDM_SORT_WORKS] = N_ ("Industry or workshop"),
  [RDM_SORT_GREEN] = N_ ("Park"),
  [RDM_SORT_BUILDING] = N_ ("Building"),
  [RDM_SORT_SQUARE] = N_ ("Square"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (labels) == RDM_N_SORTS);

/* The first line that fits decides. @values: NULL for any. */
static const struct
{
  const char *key;
  const char *values;
  RdmAddressSort sort;
} rules[] = {
  { "amenity", "restaurant cafe bar pub fast_food ice_cream biergarten food_court", RDM_SORT_FOOD },
  { "amenity",
    "hospital clinic doctors dentist pharmacy veterinary nursing_home social_facility "
    "ambulance_station",
    RDM_SORT_HEALTH },
  { "amenity",
    "school kindergarten college university childcare music_school language_school driving_school "
    "training",
    RDM_SORT_SCHOOL },
  { "amenity", "bank bureau_de_change", RDM_SORT_MONEY },
  { "amenity", "place_of_worship monastery", RDM_SORT_WORSHIP },
  { "amenity", "bus_station ferry_terminal taxi", RDM_SORT_STATION },
  { "amenity", "parking fuel car_wash car_rental charging_station", RDM_SORT_TRAFFIC },
  { "amenity",
    "theatre cinema arts_centre library casino nightclub studio community_centre "
    "exhibition_centre events_venue conference_centre",
    RDM_SORT_CULTURE },
  { "amenity",
    "townhall police fire_station post_office courthouse public_building prison embassy "
    "crematorium grave_yard marketplace post_depot",
    RDM_SORT_PUBLIC },
  { "shop", NULL, RDM_SORT_SHOP },
  { "healthcare", NULL, RDM_SORT_HEALTH },
  { "tourism",
    "hotel motel hostel guest_house apartment chalet alpine_hut wilderness_hut camp_site "
    "caravan_site",
    RDM_SORT_LODGING },
  { "tourism", "museum attraction gallery zoo theme_park aquarium", RDM_SORT_CULTURE },
  { "office", "government diplomatic", RDM_SORT_PUBLIC },
  { "office", NULL, RDM_SORT_OFFICE },
  { "craft", NULL, RDM_SORT_WORKS },
  { "club", NULL, RDM_SORT_PUBLIC },
  { "railway", "station halt", RDM_SORT_STATION },
  { "aeroway", "aerodrome terminal heliport", RDM_SORT_STATION },
  { "aerialway", "station", RDM_SORT_STATION },
  { "leisure",
    "sports_centre stadium fitness_centre swimming_pool golf_course ice_rink sports_hall "
    "horse_riding marina pitch track water_park",
    RDM_SORT_SPORT },
  { "leisure", "park garden playground", RDM_SORT_GREEN },
  { "historic", "castle manor monastery fort church", RDM_SORT_CULTURE },
  { "man_made", "works wastewater_plant water_works", RDM_SORT_WORKS },
  { "power", "plant substation", RDM_SORT_WORKS },
  { "landuse", "industrial commercial retail harbour port quarry depot", RDM_SORT_WORKS },
  { "landuse", "cemetery allotments", RDM_SORT_GREEN },
  { "landuse", "farmyard", RDM_SORT_BUILDING },
  { "place", "square", RDM_SORT_SQUARE },
  { "emergency", "ambulance_station mountain_rescue", RDM_SORT_HEALTH },
  { "building", "church chapel cathedral mosque synagogue temple", RDM_SORT_WORSHIP },
  { "building", "school kindergarten university college", RDM_SORT_SCHOOL },
  { "building", "industrial warehouse", RDM_SORT_WORKS },
  { "building", "train_station", RDM_SORT_STATION },
  { "building", NULL, RDM_SORT_BUILDING },
};

const char *
rdm_address_sort_label (RdmAddressSort sort)
{
  return _ (labels[sort < RDM_N_SORTS ? sort : RDM_SORT_PLACE]);
}

static gboolean
has_word (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *at = strstr (words, word); at != NULL && length > 0; at = strstr (at + 1, word))
    if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  return FALSE;
}

gboolean
rdm_address_sort_of (const RdmOsm *osm, RdmOsmKind kind, guint32 index, RdmAddressSort *sort)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *value = rdm_osm_tag (osm, kind, index, rules[i].key);

      if (value == NULL || strcmp (value, "no") == 0 || strcmp (value, "vacant") == 0
          || (rules[i].values != NULL && !has_word (rules[i].values, value)))
        continue;
      *sort = rules[i].sort;
      return TRUE;
    }
  return FALSE;
}
