/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Streets: the houses and ways of one name in one town. */
#include "rdm-address-draft.h"

#include <string.h>

#include "rdm-address-token.h"
#include "rdm-house-number.h"
#include "rdm-near.h"

/* One number twice in a street, and farther apart than this, is two houses. */
#define SAME_HOUSE_M 100.

typedef struct
{
  RdmAddressDraft *draft;
  GHashTable *street_of; /* "street\ntown" → index + 1 */
  GHashTable *keys;      /* name → its key, of the draft */
} Join;

static const char *
key_of (Join *self, const char *name)
{
  const char *known = g_hash_table_lookup (self->keys, name);

  if (known == NULL)
    {
      g_autofree char *key = rdm_address_name_key (name);

      known = g_string_chunk_insert_const (self->draft->strings, key);
      g_hash_table_insert (self->keys, (gpointer)name, (gpointer)known);
    }
  return known;
}

/* The street of that name and town, a new one if need be; RDM_DRAFT_NONE for a name without a
 * letter or digit. */
static guint32
find_street (Join *self, const char *name, const char *city)
{
  const char *name_key = name != NULL ? key_of (self, name) : "";
  g_autofree char *key = g_strjoin ("\n", name_key, city != NULL ? key_of (self, city) : "", NULL);
  guint32 known = GPOINTER_TO_UINT (g_hash_table_lookup (self->street_of, key));
  RdmDraftStreet street = { .area = RDM_DRAFT_NONE };

  if (*name_key == '\0')
    return RDM_DRAFT_NONE;
  if (known > 0)
    return known - 1;
  street.ways = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->draft->streets, street);
  g_hash_table_insert (self->street_of, g_steal_pointer (&key),
                       GUINT_TO_POINTER (self->draft->streets->len));
  return self->draft->streets->len - 1;
}

static void
join_ways (Join *self)
{
  for (guint i = 0; i < self->draft->ways->len; i++)
    {
      RdmDraftWay *way = rdm_draft_way (self->draft, i);
      RdmDraftStreet *street;

      way->thing = find_street (self, way->name, way->city);
      if (way->thing == RDM_DRAFT_NONE)
        continue;
      street = rdm_draft_street (self->draft, way->thing);
      g_array_append_val (street->ways, way->way);
      if (street->names == NULL)
        street->names = rdm_draft_names (self->draft->osm, RDM_OSM_WAY, way->way, TRUE);
      if (street->area == RDM_DRAFT_NONE)
        street->area = way->area;
    }
}

static void
join_houses (Join *self)
{
  for (guint i = 0; i < self->draft->houses->len; i++)
    {
      RdmDraftHouse *house = rdm_draft_house (self->draft, i);
      RdmDraftStreet *street;

      house->thing = find_street (self, house->street, house->city);
      if (house->thing == RDM_DRAFT_NONE)
        continue;
      street = rdm_draft_street (self->draft, house->thing);
      if (street->names == NULL)
        street->names = g_strdelimit (g_strdup (house->street), "\n", ' ');
    }
}

static int
compare_houses (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RdmAddressDraft *draft = user_data;
  guint i = *(const guint *)a;
  guint j = *(const guint *)b;
  const RdmDraftHouse *left = rdm_draft_house (draft, i);
  const RdmDraftHouse *right = rdm_draft_house (draft, j);
  int order;

  if (left->thing != right->thing)
    return left->thing < right->thing ? -1 : 1;
  order = rdm_house_number_compare (left->number, right->number);
  if (order != 0)
    return order;
  /* The best known of a number comes first. */
  if (left->rank != right->rank)
    return left->rank > right->rank ? -1 : 1;
  return (i > j) - (i < j);
}

/* Whether @house is one of those of its number that are kept already; of them the last are in
 * @houses. */
static guint
find_same (GArray *houses, const RdmDraftHouse *house)
{
  double metres = rdm_world_metres (house->at);

  for (guint i = houses->len; i > 0; i--)
    {
      const RdmDraftHouse *kept = &g_array_index (houses, RdmDraftHouse, i - 1);

      if (kept->thing != house->thing || strcmp (kept->number, house->number) != 0)
        break;
      /* What was computed gives way to what was seen, wherever that is. */
      if (house->rank == RDM_DRAFT_COMPUTED
          || rdm_world_distance (kept->at, house->at) * metres <= SAME_HOUSE_M)
        return i - 1;
    }
  return G_MAXUINT;
}

/* Houses in the order of their streets and numbers, each once. */
static void
sort_houses (RdmAddressDraft *draft)
{
  g_autofree guint *order = g_new (guint, MAX (draft->houses->len, 1));
  g_autofree guint32 *moved = g_new (guint32, MAX (draft->houses->len, 1));
  GArray *sorted = g_array_new (FALSE, TRUE, sizeof (RdmDraftHouse));

  for (guint i = 0; i < draft->houses->len; i++)
    {
      RdmDraftHouse *house = rdm_draft_house (draft, i);
      g_autofree char *number = rdm_house_number_normalise (house->number);

      house->number = g_string_chunk_insert_const (draft->strings, number);
      order[i] = i;
    }
  g_qsort_with_data (order, (int)draft->houses->len, sizeof *order, compare_houses, draft);
  for (guint i = 0; i < draft->houses->len; i++)
    {
      const RdmDraftHouse *house = rdm_draft_house (draft, order[i]);
      guint same;

      moved[order[i]] = RDM_DRAFT_NONE;
      if (house->thing == RDM_DRAFT_NONE || *house->number == '\0')
        continue;
      same = find_same (sorted, house);
      moved[order[i]] = same != G_MAXUINT ? same : sorted->len;
      if (same == G_MAXUINT)
        g_array_append_val (sorted, *house);
    }
  for (guint i = 0; i < draft->pois->len; i++)
    {
      RdmDraftPoi *poi = rdm_draft_poi (draft, i);

      if (poi->house != RDM_DRAFT_NONE)
        poi->house = moved[poi->house];
    }
  g_array_unref (draft->houses);
  draft->houses = sorted;
}

/* The area that most houses of a street say they are in. */
static guint32
common_area (const RdmAddressDraft *draft, const RdmDraftStreet *street)
{
  g_autoptr (GHashTable) votes = g_hash_table_new (NULL, NULL);
  guint32 best = street->area;
  guint most = 0;

  for (guint i = 0; i < street->n_houses; i++)
    {
      guint32 area = rdm_draft_house (draft, street->first_house + i)->area;
      gpointer key = GUINT_TO_POINTER (area);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (votes, key)) + 1;

      g_hash_table_insert (votes, key, GUINT_TO_POINTER (n));
      if (n > most)
        {
          most = n;
          best = area;
        }
    }
  return best;
}

static void
count_houses (RdmAddressDraft *draft)
{
  for (guint i = 0; i < draft->houses->len; i++)
    {
      RdmDraftStreet *street = rdm_draft_street (draft, rdm_draft_house (draft, i)->thing);

      if (street->n_houses++ == 0)
        street->first_house = i;
    }
  for (guint i = 0; i < draft->streets->len; i++)
    {
      RdmDraftStreet *street = rdm_draft_street (draft, i);

      street->area = common_area (draft, street);
    }
}

void
rdm_draft_join (RdmAddressDraft *draft)
{
  Join self = { .draft = draft };

  self.street_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.keys = g_hash_table_new (g_str_hash, g_str_equal);
  join_ways (&self);
  join_houses (&self);
  sort_houses (draft);
  count_houses (draft);
  g_hash_table_unref (self.street_of);
  g_hash_table_unref (self.keys);
}
