/* SPDX-License-Identifier: GPL-3.0-or-later */

/* House numbers of an extract: of nodes, buildings and areas. */
#include "rdm-address-draft.h"

#include <string.h>

#include "rdm-building-draft.h"
#include "rdm-house-number.h"

/* A sign with more numbers than this is no sign. */
enum
{
  MOST_NUMBERS = 200,
};

/* The door that is meant when somebody is sent there: a main one, or the only one. */
static gboolean
find_entrance (const RdmOsm *osm, guint32 way, RdmWorldXY *at)
{
  guint n;
  const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);
  guint32 only = RDM_OSM_ABSENT;
  guint n_doors = 0;

  /* The last of a ring is the first again. */
  for (guint i = 0; i + 1 < n; i++)
    {
      const char *entrance;

      if (nodes[i] == RDM_OSM_ABSENT || rdm_osm_n_tags (osm, RDM_OSM_NODE, nodes[i]) == 0)
        continue;
      entrance = rdm_osm_tag (osm, RDM_OSM_NODE, nodes[i], "entrance");
      if (entrance == NULL || rdm_osm_tag (osm, RDM_OSM_NODE, nodes[i], "addr:housenumber") != NULL)
        continue;
      if (strcmp (entrance, "main") == 0)
        {
          *at = rdm_world_of (rdm_osm_point (osm, nodes[i]));
          return TRUE;
        }
      if (strcmp (entrance, "yes") == 0 || strcmp (entrance, "home") == 0
          || strcmp (entrance, "staircase") == 0)
        {
          only = nodes[i];
          n_doors++;
        }
    }
  if (n_doors != 1)
    return FALSE;
  *at = rdm_world_of (rdm_osm_point (osm, only));
  return TRUE;
}

static gboolean
find_place (const RdmOsm *osm, RdmOsmKind kind, guint32 index, RdmDraftHouse *house)
{
  house->rank = kind == RDM_OSM_NODE ? RDM_DRAFT_NODE : RDM_DRAFT_BUILDING;
  if (kind == RDM_OSM_NODE && rdm_osm_tag (osm, kind, index, "entrance") != NULL)
    house->rank = RDM_DRAFT_ENTRANCE;
  if (kind == RDM_OSM_WAY && find_entrance (osm, index, &house->at))
    {
      house->rank = RDM_DRAFT_ENTRANCE;
      return TRUE;
    }
  if (kind == RDM_OSM_RELATION)
    for (guint i = 0; i < rdm_osm_n_members (osm, index); i++)
      {
        RdmOsmMember member = rdm_osm_member (osm, index, i);

        if (member.kind == RDM_OSM_WAY && member.index != RDM_OSM_ABSENT
            && strcmp (member.role, "inner") != 0 && find_entrance (osm, member.index, &house->at))
          {
            house->rank = RDM_DRAFT_ENTRANCE;
            return TRUE;
          }
      }
  return rdm_draft_middle (osm, kind, index, &house->at);
}

static const char *
first_tag (const RdmOsm *osm, RdmOsmKind kind, guint32 index, const char *const *keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *value = rdm_osm_tag (osm, kind, index, keys[i]);

      if (value != NULL && *value != '\0')
        return value;
    }
  return NULL;
}

/* "Balzers (FL)" is Balzers. */
static const char *
clean_city (RdmAddressDraft *self, const char *city)
{
  const char *bracket = city != NULL ? strstr (city, " (") : NULL;

  return bracket != NULL && bracket > city
             ? g_string_chunk_insert_len (self->strings, city, bracket - city)
             : city;
}

static void
read_house (RdmAddressDraft *self,
            RdmOsmKind kind,
            guint32 index,
            const char *written,
            GHashTable *street_of)
{
  static const char *const streets[] = { "addr:street", "addr:place", NULL };
  static const char *const cities[] = { "addr:city", "addr:town", "addr:village", NULL };
  static const char *const localities[] = { "addr:suburb",   "addr:hamlet", "addr:quarter",
                                            "addr:district", "addr:place",  NULL };
  const RdmOsm *osm = self->osm;
  g_auto (GStrv) numbers = rdm_house_number_split (written);
  RdmDraftHouse house = { .area = RDM_DRAFT_NONE, .thing = RDM_DRAFT_NONE };

  if (numbers[0] == NULL || !find_place (osm, kind, index, &house))
    return;
  house.street = first_tag (osm, kind, index, streets);
  if (house.street == NULL)
    {
      g_autofree char *key = g_strdup_printf ("%d/%u", kind, index);

      house.street = g_hash_table_lookup (street_of, key);
    }
  house.building = rdm_building_of_tags (osm, kind, index);
  house.city = clean_city (self, first_tag (osm, kind, index, cities));
  house.postcode = rdm_osm_tag (osm, kind, index, "addr:postcode");
  house.locality = first_tag (osm, kind, index, localities);
  for (guint i = 0; numbers[i] != NULL && i < MOST_NUMBERS; i++)
    {
      house.number = g_string_chunk_insert_const (self->strings, numbers[i]);
      g_array_append_val (self->houses, house);
    }
}

/* Relations that say which street houses belong to, for houses that do not. */
static GHashTable *
read_memberships (const RdmOsm *osm)
{
  GHashTable *street_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_RELATION); i++)
    {
      const char *type = rdm_osm_tag (osm, RDM_OSM_RELATION, i, "type");
      const char *name = rdm_osm_tag (osm, RDM_OSM_RELATION, i, "name");

      if (name == NULL
          || (g_strcmp0 (type, "associatedStreet") != 0 && g_strcmp0 (type, "street") != 0))
        continue;
      for (guint j = 0; j < rdm_osm_n_members (osm, i); j++)
        {
          RdmOsmMember member = rdm_osm_member (osm, i, j);

          if (member.index != RDM_OSM_ABSENT
              && (strcmp (member.role, "house") == 0 || strcmp (member.role, "address") == 0))
            g_hash_table_replace (street_of, g_strdup_printf ("%d/%u", member.kind, member.index),
                                  (gpointer)name);
        }
    }
  return street_of;
}

void
rdm_draft_read_houses (RdmAddressDraft *self)
{
  static const char *const numbers[] = { "addr:housenumber", "addr:streetnumber",
                                         "addr:conscriptionnumber", NULL };
  const RdmOsm *osm = self->osm;
  g_autoptr (GHashTable) street_of = read_memberships (osm);

  for (RdmOsmKind kind = RDM_OSM_NODE; kind < RDM_N_OSM_KINDS; kind++)
    for (guint32 i = 0; i < rdm_osm_count (osm, kind); i++)
      {
        const char *number;

        if (rdm_osm_n_tags (osm, kind, i) == 0)
          continue;
        number = first_tag (osm, kind, i, numbers);
        if (number != NULL)
          read_house (self, kind, i, number, street_of);
      }
}
