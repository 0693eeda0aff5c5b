/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tags leave out: the street from the nearest one, town and postcode from the neighbours,
 * from the areas around, or from the nearest place. */
#include "rdm-address-draft.h"

#include <string.h>

#include "rdm-address-token.h"
#include "rdm-near.h"

#define SAMPLE_M 20.             /* a street's points for the search are this far apart */
#define STREET_NEAR_M 150.       /* a house belongs to a street this near */
#define SAME_STREET_NEAR_M 1000. /* a house of the same street tells its town */
#define NEIGHBOUR_M 300.
#define SAME_TOWN_NEAR_M 2000.
#define POI_HOUSE_M 50. /* what stands this near to a house has its address */

/* A town that fewer houses than this name, and nobody else, is a slip of the hand. */
#define FEW_HOUSES 3

typedef struct
{
  RdmAddressDraft *draft;
  GHashTable *keys; /* name → its key, both of the draft */
  RdmNear *houses;  /* all of them */
  RdmNear *places;
  RdmNear *samples;        /* of streets */
  GArray *sample_way;      /* (element-type guint): the draft's way of each sample */
  const char **street_key; /* by house; NULL: none */
  const char **city_key;   /* by house */
} Complete;

/* What a filter looks for. */
typedef struct
{
  const Complete *self;
  const char *street_key;
  const char *city_key;
  RdmPlaceRank least;
  RdmPlaceRank most;
} Wanted;

static const char *
key_of (Complete *self, const char *name)
{
  const char *known;

  if (name == NULL || *name == '\0')
    return NULL;
  known = g_hash_table_lookup (self->keys, name);
  if (known == NULL)
    {
      g_autofree char *key = rdm_address_name_key (name);

      known = g_string_chunk_insert_const (self->draft->strings, key);
      g_hash_table_insert (self->keys, (gpointer)name, (gpointer)known);
    }
  return known;
}

static RdmNear *
near_houses (const RdmAddressDraft *draft)
{
  g_autofree RdmWorldXY *points = g_new (RdmWorldXY, MAX (draft->houses->len, 1));

  for (guint i = 0; i < draft->houses->len; i++)
    points[i] = rdm_draft_house (draft, i)->at;
  return rdm_near_new (points, draft->houses->len);
}

static RdmNear *
near_places (const RdmAddressDraft *draft)
{
  g_autofree RdmWorldXY *points = g_new (RdmWorldXY, MAX (draft->places->len, 1));

  for (guint i = 0; i < draft->places->len; i++)
    points[i] = rdm_draft_place (draft, i)->at;
  return rdm_near_new (points, draft->places->len);
}

static void
sample_way (Complete *self, guint index, GArray *points)
{
  const RdmOsm *osm = self->draft->osm;
  guint n;
  const guint32 *nodes = rdm_osm_way_nodes (osm, rdm_draft_way (self->draft, index)->way, &n);
  RdmWorldXY before = { 0, 0 };
  gboolean first = TRUE;

  for (guint i = 0; i < n; i++)
    {
      RdmWorldXY point;
      guint steps;

      if (nodes[i] == RDM_OSM_ABSENT)
        continue;
      point = rdm_world_of (rdm_osm_point (osm, nodes[i]));
      steps = first ? 1
                    : (guint)ceil (rdm_world_distance (before, point) * rdm_world_metres (point)
                                   / SAMPLE_M);
      for (guint step = 1; step <= MAX (steps, 1); step++)
        {
          double share = first ? 1. : (double)step / MAX (steps, 1);
          RdmWorldXY sample = { before.x + (gint32)((point.x - before.x) * share),
                                before.y + (gint32)((point.y - before.y) * share) };

          g_array_append_val (points, sample);
          g_array_append_val (self->sample_way, index);
        }
      before = point;
      first = FALSE;
    }
}

static void
sample_ways (Complete *self)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmWorldXY));

  self->sample_way = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->draft->ways->len; i++)
    sample_way (self, i, points);
  self->samples = rdm_near_new ((const RdmWorldXY *)points->data, points->len);
}

static gboolean
is_place_of_rank (guint index, gpointer user_data)
{
  const Wanted *wanted = user_data;
  RdmPlaceRank rank = rdm_draft_place (wanted->self->draft, index)->rank;

  return rank >= wanted->least && rank <= wanted->most;
}

static const char *
first_name (Complete *self, const char *names)
{
  return g_string_chunk_insert_len (self->draft->strings, names, (gssize)strcspn (names, "\n"));
}

static const RdmDraftPlace *
nearest_place (
    Complete *self, RdmWorldXY at, RdmPlaceRank least, RdmPlaceRank most, double radius_m)
{
  Wanted wanted = { .self = self, .least = least, .most = most };
  guint found = rdm_near_find (self->places, at, radius_m, is_place_of_rank, &wanted, NULL);

  return found != G_MAXUINT ? rdm_draft_place (self->draft, found) : NULL;
}

/* Where the number of a house without a street counts: along the street that it stands at, or in
 * its village. */
static void
complete_street (Complete *self, RdmDraftHouse *house)
{
  guint sample = rdm_near_find (self->samples, house->at, STREET_NEAR_M, NULL, NULL, NULL);
  const RdmDraftPlace *place;

  if (sample != G_MAXUINT)
    {
      house->street =
          rdm_draft_way (self->draft, g_array_index (self->sample_way, guint, sample))->name;
      return;
    }
  place = nearest_place (self, house->at, RDM_PLACE_FARM, RDM_PLACE_CITY, SAME_TOWN_NEAR_M);
  if (place != NULL)
    house->street = first_name (self, place->names);
  else
    house->street = house->city;
}

/* Forgets the town of houses that only they name. */
static void
drop_slips (Complete *self)
{
  g_autoptr (GHashTable) uses = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->draft->places->len; i++)
    {
      g_auto (GStrv) names = g_strsplit (rdm_draft_place (self->draft, i)->names, "\n", -1);

      for (guint j = 0; names[j] != NULL; j++)
        g_hash_table_insert (
            uses,
            (gpointer)key_of (self, g_string_chunk_insert_const (self->draft->strings, names[j])),
            GUINT_TO_POINTER (FEW_HOUSES));
    }
  for (guint i = 0; i < self->draft->houses->len; i++)
    {
      const char *key = key_of (self, rdm_draft_house (self->draft, i)->city);
      guint n = key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (uses, key)) : 0;

      if (key != NULL)
        g_hash_table_insert (uses, (gpointer)key, GUINT_TO_POINTER (n + 1));
    }
  for (guint i = 0; i < self->draft->houses->len; i++)
    {
      RdmDraftHouse *house = rdm_draft_house (self->draft, i);
      const char *key = key_of (self, house->city);

      if (key != NULL && GPOINTER_TO_UINT (g_hash_table_lookup (uses, key)) < FEW_HOUSES)
        house->city = NULL;
    }
}

static gboolean
has_city (guint index, gpointer user_data)
{
  const Wanted *wanted = user_data;
  const RdmDraftHouse *house = rdm_draft_house (wanted->self->draft, index);

  return house->city != NULL
         && (wanted->street_key == NULL || wanted->self->street_key[index] == wanted->street_key);
}

static gboolean
has_postcode (guint index, gpointer user_data)
{
  const Wanted *wanted = user_data;

  return rdm_draft_house (wanted->self->draft, index)->postcode != NULL
         && (wanted->city_key == NULL || wanted->self->city_key[index] == wanted->city_key);
}

/* The level of the areas that people call a town, the likeliest first. */
static const char *
town_of_boundaries (const RdmBoundary **around, guint n)
{
  static const guint levels[] = { 8, 7, 9, 10, 6 };

  for (guint level = 0; level < G_N_ELEMENTS (levels); level++)
    for (guint i = 0; i < n; i++)
      if (around[i]->level == levels[level])
        return around[i]->name;
  return NULL;
}

/* The village round the corner, else the town, else the city. */
static const RdmDraftPlace *
town_of_places (Complete *self, RdmWorldXY at)
{
  static const struct
  {
    RdmPlaceRank rank;
    double radius_m;
  } reach[] = {
    { RDM_PLACE_VILLAGE, 2500. },
    { RDM_PLACE_TOWN, 6000. },
    { RDM_PLACE_CITY, 15000. },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reach); i++)
    {
      const RdmDraftPlace *place =
          nearest_place (self, at, reach[i].rank, reach[i].rank, reach[i].radius_m);

      if (place != NULL)
        return place;
    }
  return nearest_place (self, at, RDM_PLACE_FARM, RDM_PLACE_CITY, 6000.);
}

static const char *
find_city (Complete *self, RdmWorldXY at, const char *street_key)
{
  Wanted wanted = { .self = self, .street_key = street_key };
  const RdmBoundary *around[RDM_BOUNDARIES_MOST];
  guint house = G_MAXUINT;
  const char *town;
  const RdmDraftPlace *place;

  if (street_key != NULL)
    house = rdm_near_find (self->houses, at, SAME_STREET_NEAR_M, has_city, &wanted, NULL);
  wanted.street_key = NULL;
  if (house == G_MAXUINT)
    house = rdm_near_find (self->houses, at, NEIGHBOUR_M, has_city, &wanted, NULL);
  if (house != G_MAXUINT)
    return rdm_draft_house (self->draft, house)->city;
  town = town_of_boundaries (around, rdm_boundaries_at (self->draft->boundaries, at, around));
  if (town != NULL)
    return town;
  place = town_of_places (self, at);
  return place != NULL ? first_name (self, place->names) : NULL;
}

static const char *
find_postcode (Complete *self, RdmWorldXY at, const char *city)
{
  Wanted wanted = { .self = self, .city_key = key_of (self, city) };
  const RdmBoundary *around[RDM_BOUNDARIES_MOST];
  guint n = rdm_boundaries_at (self->draft->boundaries, at, around);
  guint house = G_MAXUINT;
  const RdmDraftPlace *place;

  for (guint i = 0; i < n; i++)
    if (around[i]->level == RDM_BOUNDARY_LEVEL_POSTCODE)
      return around[i]->postcode;
  if (wanted.city_key != NULL)
    house = rdm_near_find (self->houses, at, SAME_TOWN_NEAR_M, has_postcode, &wanted, NULL);
  wanted.city_key = NULL;
  if (house == G_MAXUINT)
    house = rdm_near_find (self->houses, at, NEIGHBOUR_M, has_postcode, &wanted, NULL);
  if (house != G_MAXUINT)
    return rdm_draft_house (self->draft, house)->postcode;
  for (guint i = 0; i < n; i++)
    if (around[i]->postcode != NULL)
      return around[i]->postcode;
  place = town_of_places (self, at);
  return place != NULL ? place->postcode : NULL;
}

static void
add_other (Complete *self, GString *others, const char *name, const char *city)
{
  const char *key = key_of (self, name);
  g_auto (GStrv) known = NULL;

  if (key == NULL || *key == '\0' || key == key_of (self, city))
    return;
  known = g_strsplit (others->str, "\n", -1);
  if (!g_strv_contains ((const char *const *)known, name))
    g_string_append_printf (others, "%s%s", others->len > 0 ? "\n" : "", name);
}

/* The names that a place may go by besides its town's: of what it is in, and of the hamlet or
 * quarter next to it. Not of the next village: that is another address. */
static char *
find_others (Complete *self, RdmWorldXY at, const char *city, const char *locality)
{
  static const struct
  {
    RdmPlaceRank rank;
    double radius_m;
  } near[] = {
    { RDM_PLACE_SUBURB, 1000. }, { RDM_PLACE_HAMLET, 700. },   { RDM_PLACE_NEIGHBOURHOOD, 500. },
    { RDM_PLACE_FARM, 300. },    { RDM_PLACE_LOCALITY, 300. },
  };
  g_autoptr (GString) others = g_string_new (NULL);
  const RdmBoundary *around[RDM_BOUNDARIES_MOST];
  guint n = rdm_boundaries_at (self->draft->boundaries, at, around);

  if (locality != NULL)
    add_other (self, others, locality, city);
  for (guint i = 0; i < n; i++)
    if (around[i]->level >= 4 && around[i]->level != RDM_BOUNDARY_LEVEL_POSTCODE)
      add_other (self, others, around[i]->name, city);
  for (guint i = 0; i < G_N_ELEMENTS (near); i++)
    {
      const RdmDraftPlace *place =
          nearest_place (self, at, near[i].rank, near[i].rank, near[i].radius_m);

      if (place != NULL)
        add_other (self, others, first_name (self, place->names), city);
    }
  return g_string_free (g_steal_pointer (&others), FALSE);
}

static guint32
area_at (
    Complete *self, RdmWorldXY at, const char *city, const char *postcode, const char *locality)
{
  g_autofree char *others = find_others (self, at, city, locality);

  return rdm_draft_area (self->draft, postcode != NULL ? postcode : "", city != NULL ? city : "",
                         others);
}

static void
complete_houses (Complete *self)
{
  for (guint i = 0; i < self->draft->houses->len; i++)
    {
      RdmDraftHouse *house = rdm_draft_house (self->draft, i);

      if (house->street == NULL)
        complete_street (self, house);
      self->street_key[i] = key_of (self, house->street);
    }
  drop_slips (self);
  /* Towns first: postcodes are asked of neighbours in the same one. */
  for (guint i = 0; i < self->draft->houses->len; i++)
    {
      RdmDraftHouse *house = rdm_draft_house (self->draft, i);

      if (house->city == NULL)
        house->city = find_city (self, house->at, self->street_key[i]);
      self->city_key[i] = key_of (self, house->city);
    }
  for (guint i = 0; i < self->draft->houses->len; i++)
    {
      RdmDraftHouse *house = rdm_draft_house (self->draft, i);

      if (house->postcode == NULL)
        house->postcode = find_postcode (self, house->at, house->city);
      house->area = area_at (self, house->at, house->city, house->postcode, house->locality);
    }
}

static void
complete_ways (Complete *self)
{
  for (guint i = 0; i < self->draft->ways->len; i++)
    {
      RdmDraftWay *way = rdm_draft_way (self->draft, i);

      way->city = find_city (self, way->middle, key_of (self, way->name));
      way->area = area_at (self, way->middle, way->city,
                           find_postcode (self, way->middle, way->city), NULL);
    }
}

void
rdm_draft_complete (RdmAddressDraft *draft)
{
  Complete self = { .draft = draft };

  self.keys = g_hash_table_new (g_str_hash, g_str_equal);
  self.houses = near_houses (draft);
  self.places = near_places (draft);
  sample_ways (&self);
  self.street_key = g_new0 (const char *, MAX (draft->houses->len, 1));
  self.city_key = g_new0 (const char *, MAX (draft->houses->len, 1));
  complete_houses (&self);
  complete_ways (&self);
  for (guint i = 0; i < draft->places->len; i++)
    {
      RdmDraftPlace *place = rdm_draft_place (draft, i);
      const char *name = first_name (&self, place->names);

      if (place->postcode == NULL)
        place->postcode = find_postcode (&self, place->at, name);
      place->area = area_at (&self, place->at, name, place->postcode, NULL);
    }
  for (guint i = 0; i < draft->pois->len; i++)
    {
      RdmDraftPoi *poi = rdm_draft_poi (draft, i);
      const char *city = find_city (&self, poi->at, NULL);

      poi->house = rdm_near_find (self.houses, poi->at, POI_HOUSE_M, NULL, NULL, NULL);
      poi->area = area_at (&self, poi->at, city, find_postcode (&self, poi->at, city), NULL);
    }
  g_hash_table_unref (self.keys);
  rdm_near_free (self.houses);
  rdm_near_free (self.places);
  rdm_near_free (self.samples);
  g_array_unref (self.sample_way);
  g_free (self.street_key);
  g_free (self.city_key);
}
