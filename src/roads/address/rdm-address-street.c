/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-street.h"

#include <string.h>

#include "rdm-house-number.h"
#include "rdm-near.h"

/* Between houses farther apart, in metres or in numbers, anything may be. */
#define WIDEST_GAP_M 250.
#define WIDEST_GAP_NUMBERS 24

/* One number at places nearer than this is one house with several doors. */
#define SAME_HOUSE_M 100.

/* Beyond the last house: so many numbers on, it is still near. */
#define BEYOND_NUMBERS 6

/* Houses are this near to their street, where its line is of use. */
#define STREET_SIDE_M 80.

static const RdmAddressHouse *
house_at (GArray *houses, guint i)
{
  return &g_array_index (houses, RdmAddressHouse, i);
}

static void
add_found (GArray *found, const RdmAddressHouse *house, RdmAddressConfidence confidence)
{
  RdmHouseFound one = { house->at, house->area, house->number, confidence };
  double metres = rdm_world_metres (house->at);

  for (guint i = 0; i < found->len; i++)
    if (rdm_world_distance (g_array_index (found, RdmHouseFound, i).at, house->at) * metres
        <= SAME_HOUSE_M)
      return;
  g_array_append_val (found, one);
}

static void
find_fitting (GArray *houses, const char *wanted, RdmHouseNumberFit least, GArray *found)
{
  for (guint i = 0; i < houses->len; i++)
    {
      const RdmAddressHouse *house = house_at (houses, i);
      RdmHouseNumberFit fit = rdm_house_number_fit (wanted, house->number);

      if (fit == least)
        add_found (found, house,
                   fit == RDM_HOUSE_NUMBER_SIBLING || house->computed ? RDM_ADDRESS_INTERPOLATED
                                                                      : RDM_ADDRESS_EXACT);
    }
}

/* The house on the wanted side that is nearest in number below (@step -1) or above; or NULL. */
static const RdmAddressHouse *
find_neighbour (GArray *houses, int value, int step, gboolean any_side)
{
  const RdmAddressHouse *best = NULL;
  int best_gap = G_MAXINT;

  for (guint i = 0; i < houses->len; i++)
    {
      const RdmAddressHouse *house = house_at (houses, i);
      int other =
          step < 0 ? rdm_house_number_end (house->number) : rdm_house_number_value (house->number);
      int gap = (other - value) * step;

      if (other < 0 || gap <= 0 || gap >= best_gap || (!any_side && gap % 2 != 0))
        continue;
      best = house;
      best_gap = gap;
    }
  return best;
}

/* The place at @share of the way from one house to the other, along the street if it can be. */
static RdmWorldXY
place_between (const RdmAddressShape *shape, RdmWorldXY from, RdmWorldXY to, double share)
{
  double side = STREET_SIDE_M / rdm_world_metres (from);
  double nearest = INFINITY;
  RdmAddressFoot foot = { 0, 0., 0. };

  for (guint line = 0; shape != NULL && line < shape->n_lines; line++)
    {
      RdmAddressFoot a = rdm_address_shape_foot (shape, line, from);
      RdmAddressFoot b = rdm_address_shape_foot (shape, line, to);
      double off = fabs (a.aside) + fabs (b.aside);

      if (fabs (a.aside) > side || fabs (b.aside) > side || off >= nearest || a.along == b.along)
        continue;
      nearest = off;
      foot = (RdmAddressFoot){ line, a.along + (b.along - a.along) * share,
                               a.aside + (b.aside - a.aside) * share };
    }
  if (!isinf (nearest))
    return rdm_address_shape_at (shape, &foot);
  return (RdmWorldXY){ from.x + (gint32)lround ((to.x - from.x) * share),
                       from.y + (gint32)lround ((to.y - from.y) * share) };
}

static gboolean
interpolate (GArray *houses,
             const RdmAddressShape *shape,
             int value,
             gboolean any_side,
             RdmHouseFound *found)
{
  const RdmAddressHouse *below = find_neighbour (houses, value, -1, any_side);
  const RdmAddressHouse *above = find_neighbour (houses, value, 1, any_side);
  int from, to;

  if (below == NULL || above == NULL)
    return FALSE;
  from = rdm_house_number_end (below->number);
  to = rdm_house_number_value (above->number);
  if (to - from > WIDEST_GAP_NUMBERS
      || rdm_world_distance (below->at, above->at) * rdm_world_metres (below->at) > WIDEST_GAP_M)
    return FALSE;
  *found = (RdmHouseFound){ place_between (shape, below->at, above->at,
                                           (double)(value - from) / (to - from)),
                            below->area, NULL, RDM_ADDRESS_INTERPOLATED };
  return TRUE;
}

GArray *
rdm_address_street_find (GArray *houses, const RdmAddressShape *shape, const char *wanted)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RdmHouseFound));
  int value = rdm_house_number_value (wanted);
  RdmHouseFound between;

  for (RdmHouseNumberFit fit = RDM_HOUSE_NUMBER_SAME; fit > RDM_HOUSE_NUMBER_OTHER && !found->len;
       fit--)
    find_fitting (houses, wanted, fit, found);
  if (found->len > 0 || value < 0)
    return found;
  /* Odd and even numbers face each other, but not everywhere. */
  if (interpolate (houses, shape, value, FALSE, &between)
      || interpolate (houses, shape, value, TRUE, &between))
    g_array_append_val (found, between);
  else
    {
      const RdmAddressHouse *last = find_neighbour (houses, value, -1, TRUE);

      if (last == NULL)
        last = find_neighbour (houses, value, 1, TRUE);
      if (last != NULL && ABS (rdm_house_number_value (last->number) - value) <= BEYOND_NUMBERS)
        add_found (found, last, RDM_ADDRESS_STREET);
    }
  return found;
}
