/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What has a name in an extract: towns and their parts, streets, and whatever people go to. */
#include "rdm-address-draft.h"

#include <string.h>

#include "rdm-address-sort.h"
#include "rdm-address-token.h"
#include "rdm-near.h"

/* A place and its area, or a shop and its building, of one name this near are one. */
#define SAME_PLACE_M 3000.
#define SAME_POI_M 150.

static gboolean
place_rank (const char *value, RdmPlaceRank *rank)
{
  static const struct
  {
    const char *value;
    RdmPlaceRank rank;
  } ranks[] = {
    { "city", RDM_PLACE_CITY },
    { "town", RDM_PLACE_TOWN },
    { "village", RDM_PLACE_VILLAGE },
    { "borough", RDM_PLACE_SUBURB },
    { "suburb", RDM_PLACE_SUBURB },
    { "quarter", RDM_PLACE_SUBURB },
    { "hamlet", RDM_PLACE_HAMLET },
    { "neighbourhood", RDM_PLACE_NEIGHBOURHOOD },
    { "city_block", RDM_PLACE_NEIGHBOURHOOD },
    { "isolated_dwelling", RDM_PLACE_FARM },
    { "farm", RDM_PLACE_FARM },
    { "locality", RDM_PLACE_LOCALITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    if (strcmp (value, ranks[i].value) == 0)
      {
        *rank = ranks[i].rank;
        return TRUE;
      }
  return FALSE;
}

static void
add_place (RdmAddressDraft *self, RdmOsmKind kind, guint32 index, RdmWorldXY at, RdmPlaceRank rank)
{
  RdmDraftPlace place = { .at = at,
                          .rank = rank,
                          .names = rdm_draft_names (self->osm, kind, index, TRUE),
                          .postcode = rdm_osm_tag (self->osm, kind, index, "postal_code") };

  if (place.names != NULL)
    g_array_append_val (self->places, place);
}

static void
read_place_nodes (RdmAddressDraft *self)
{
  for (guint32 i = 0; i < rdm_osm_count (self->osm, RDM_OSM_NODE); i++)
    {
      const char *place = rdm_osm_n_tags (self->osm, RDM_OSM_NODE, i) > 0
                              ? rdm_osm_tag (self->osm, RDM_OSM_NODE, i, "place")
                              : NULL;
      RdmPlaceRank rank;

      if (place != NULL && place_rank (place, &rank))
        add_place (self, RDM_OSM_NODE, i, rdm_world_of (rdm_osm_point (self->osm, i)), rank);
    }
}

static char *
first_name_key (const char *names)
{
  g_autofree char *first = g_strndup (names, strcspn (names, "\n"));

  return rdm_address_name_key (first);
}

/* Returns: whether there is a place of that name near already; then it gets the area's size. */
static gboolean
merge_boundary (RdmAddressDraft *self, GHashTable *by_name, const RdmBoundary *boundary)
{
  g_autofree char *key = rdm_address_name_key (boundary->name);
  GArray *known = g_hash_table_lookup (by_name, key);
  double metres = rdm_world_metres (boundary->middle);
  gboolean found = FALSE;

  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      RdmDraftPlace *place = rdm_draft_place (self, g_array_index (known, guint, i));

      if (rdm_world_distance (place->at, boundary->middle) * metres
          > SAME_PLACE_M + boundary->extent * metres / 2.)
        continue;
      place->extent = MAX (place->extent, boundary->extent);
      if (place->postcode == NULL)
        place->postcode = boundary->postcode;
      found = TRUE;
    }
  return found;
}

/* Towns and parts of them that are mapped as areas only. */
static void
read_place_areas (RdmAddressDraft *self)
{
  g_autoptr (GHashTable) by_name =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);

  for (guint i = 0; i < self->places->len; i++)
    {
      char *key = first_name_key (rdm_draft_place (self, i)->names);
      GArray *list = g_hash_table_lookup (by_name, key);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_name, g_strdup (key), list);
        }
      g_array_append_val (list, i);
      g_free (key);
    }
  for (guint i = 0; i < rdm_boundaries_count (self->boundaries); i++)
    {
      const RdmBoundary *boundary = rdm_boundaries_get (self->boundaries, i);
      RdmPlaceRank rank = boundary->level <= 8 ? RDM_PLACE_TOWN : RDM_PLACE_SUBURB;
      const char *place = rdm_osm_tag (self->osm, boundary->kind, boundary->index, "place");

      if (boundary->level < 7 || boundary->level == RDM_BOUNDARY_LEVEL_POSTCODE
          || (boundary->level == RDM_BOUNDARY_LEVEL_PLACE && !place_rank (place, &rank))
          || merge_boundary (self, by_name, boundary))
        continue;
      add_place (self, boundary->kind, boundary->index, boundary->middle, rank);
    }
}

/* Areas first: what is a part of one that has its name is left out. */
static gboolean
is_known_poi (GHashTable *by_name, const RdmAddressDraft *self, const RdmDraftPoi *poi)
{
  char *key = first_name_key (poi->names);
  GArray *list = g_hash_table_lookup (by_name, key);
  double metres = rdm_world_metres (poi->at);
  guint next = self->pois->len;

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (by_name, g_strdup (key), list);
    }
  g_free (key);
  for (guint i = 0; i < list->len; i++)
    {
      RdmDraftPoi *known = rdm_draft_poi (self, g_array_index (list, guint, i));

      if (rdm_world_distance (known->at, poi->at) * metres > SAME_POI_M)
        continue;
      /* A building is said to be what is in it. */
      if (known->sort == RDM_SORT_BUILDING)
        known->sort = poi->sort;
      return TRUE;
    }
  g_array_append_val (list, next);
  return FALSE;
}

static void
read_pois (RdmAddressDraft *self)
{
  const RdmOsm *osm = self->osm;
  g_autoptr (GHashTable) by_name =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);

  for (RdmOsmKind kind = RDM_OSM_NODE; kind < RDM_N_OSM_KINDS; kind++)
    for (guint32 i = 0; i < rdm_osm_count (osm, kind); i++)
      {
        RdmAddressSort sort = RDM_SORT_BUILDING;
        const char *housename;
        RdmDraftPoi poi = { .house = RDM_DRAFT_NONE };

        if (rdm_osm_n_tags (osm, kind, i) == 0)
          continue;
        housename = rdm_osm_tag (osm, kind, i, "addr:housename");
        if ((!rdm_address_sort_of (osm, kind, i, &sort) && housename == NULL)
            || !rdm_draft_middle (osm, kind, i, &poi.at))
          continue;
        poi.sort = sort;
        poi.names = rdm_draft_names (osm, kind, i, FALSE);
        if (poi.names == NULL && housename != NULL && *housename != '\0')
          poi.names = g_strdelimit (g_strdup (housename), "\n", ' ');
        if (poi.names == NULL)
          continue;
        if (is_known_poi (by_name, self, &poi))
          g_free (poi.names);
        else
          g_array_append_val (self->pois, poi);
      }
}

void
rdm_draft_read_places (RdmAddressDraft *self)
{
  read_place_nodes (self);
  read_place_areas (self);
  read_pois (self);
}

/* Whether people live along it, or could. */
static gboolean
is_street (const char *highway)
{
  static const char *const others[] = { "bus_stop",   "platform",     "rest_area", "services",
                                        "proposed",   "construction", "elevator",  "raceway",
                                        "corridor",   "via_ferrata",  "motorway",  "motorway_link",
                                        "trunk_link", "abandoned",    "razed",     "no" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (highway, others[i]) == 0)
      return FALSE;
  return TRUE;
}

void
rdm_draft_read_ways (RdmAddressDraft *self)
{
  const RdmOsm *osm = self->osm;

  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_WAY); i++)
    {
      RdmDraftWay way = { .way = i, .area = RDM_DRAFT_NONE, .thing = RDM_DRAFT_NONE };
      const char *highway;
      const char *place;

      if (rdm_osm_n_tags (osm, RDM_OSM_WAY, i) == 0)
        continue;
      highway = rdm_osm_tag (osm, RDM_OSM_WAY, i, "highway");
      place = rdm_osm_tag (osm, RDM_OSM_WAY, i, "place");
      way.name = rdm_osm_tag (osm, RDM_OSM_WAY, i, "name");
      if (way.name == NULL || *way.name == '\0'
          || ((highway == NULL || !is_street (highway)) && g_strcmp0 (place, "square") != 0)
          || !rdm_draft_middle (osm, RDM_OSM_WAY, i, &way.middle))
        continue;
      g_array_append_val (self->ways, way);
    }
}
