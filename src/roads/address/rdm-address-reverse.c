/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a place to its address. */
#include "rdm-address-search.h"

#include "rdm-address-hits.h"
#include "rdm-near.h"

/* How far to look, each wider than the one before. */
static const double reaches_m[] = { 60., 250., 1000., 4000. };

typedef struct
{
  RdmWorldXY at;
  double house_distance; /* units */
  gint64 house;
  double street_distance;
  gint64 street;
} Nearest;

static void
look_at_house (RdmAddressIndex *index, gint64 id, Nearest *nearest)
{
  RdmAddressHouse house;
  double distance;

  if (!rdm_address_index_house (index, id, &house))
    return;
  distance = rdm_world_distance (house.at, nearest->at);
  if (distance < nearest->house_distance)
    {
      nearest->house_distance = distance;
      nearest->house = id;
    }
  g_free (house.number);
}

static void
look_at_street (RdmAddressIndex *index, gint64 id, Nearest *nearest)
{
  g_autoptr (RdmAddressShape) shape = rdm_address_index_shape (index, id);
  RdmAddressFoot foot;

  if (shape == NULL || !rdm_address_shape_nearest (shape, nearest->at, &foot)
      || fabs (foot.aside) >= nearest->street_distance)
    return;
  nearest->street_distance = fabs (foot.aside);
  nearest->street = id;
}

static void
look_around (RdmAddressIndex *index, double reach_m, Nearest *nearest)
{
  gint32 reach = (gint32)(reach_m / rdm_world_metres (nearest->at));
  RdmWorldRect box = { nearest->at.x - reach, nearest->at.y - reach, nearest->at.x + reach,
                       nearest->at.y + reach };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  rdm_address_index_near (index, &box, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      if (id > 0)
        look_at_house (index, id, nearest);
      else
        look_at_street (index, -id, nearest);
    }
  /* What is beyond the reach may have a nearer neighbour that was not looked at. */
  if (nearest->house_distance > reach)
    nearest->house = 0;
  if (nearest->street_distance > reach)
    nearest->street = 0;
}

static void
add_house (RdmAddressIndex *index, const Nearest *nearest, double metres, GPtrArray *hits)
{
  RdmAddressHouse house;
  RdmAddressThing street;
  RdmAddressHit *hit;

  if (!rdm_address_index_house (index, nearest->house, &house))
    return;
  if (rdm_address_index_street_of (index, house.id, &street))
    {
      hit = rdm_address_house_hit (index, &street, house.number, house.area, house.at);
      hit->confidence = RDM_ADDRESS_EXACT;
      hit->score = 1.;
      hit->distance_m = nearest->house_distance * metres;
      g_ptr_array_add (hits, hit);
      rdm_address_thing_clear (&street);
    }
  g_free (house.number);
}

static void
add_street (RdmAddressIndex *index, const Nearest *nearest, double metres, GPtrArray *hits)
{
  const RdmAddressHit *house = hits->len > 0 ? g_ptr_array_index (hits, 0) : NULL;
  RdmAddressThing street;
  RdmAddressHit *hit;

  if (!rdm_address_index_thing (index, nearest->street, &street))
    return;
  hit = rdm_address_thing_hit (index, &street);
  hit->confidence = RDM_ADDRESS_STREET;
  hit->score = 1.;
  hit->distance_m = nearest->street_distance * metres;
  rdm_address_thing_clear (&street);
  if (house == NULL || g_strcmp0 (house->street, hit->street) != 0
      || g_strcmp0 (house->town, hit->town) != 0)
    g_ptr_array_add (hits, hit);
  else
    rdm_address_hit_free (hit);
}

static int
compare_distances (gconstpointer a, gconstpointer b)
{
  double left = (*(const RdmAddressHit *const *)a)->distance_m;
  double right = (*(const RdmAddressHit *const *)b)->distance_m;

  return (left > right) - (left < right);
}

GPtrArray *
rdm_address_reverse (RdmAddressIndex *index, RdmPoint at)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_address_hit_free);
  Nearest nearest = { .at = { 0, 0 }, .house_distance = INFINITY, .street_distance = INFINITY };
  double metres;

  if (!rdm_point_is_valid (at))
    return hits;
  nearest.at = rdm_world_of (at);
  metres = rdm_world_metres (nearest.at);
  for (guint i = 0; i < G_N_ELEMENTS (reaches_m) && nearest.house == 0 && nearest.street == 0; i++)
    {
      nearest.house_distance = INFINITY;
      nearest.street_distance = INFINITY;
      look_around (index, reaches_m[i], &nearest);
    }
  if (nearest.house != 0)
    add_house (index, &nearest, metres, hits);
  if (nearest.street != 0)
    add_street (index, &nearest, metres, hits);
  g_ptr_array_sort (hits, compare_distances);
  return hits;
}
