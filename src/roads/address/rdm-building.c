/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-building.h"

#include "rdm-building-draft.h"
#include "rdm-near.h"

#define NEAR_M 30.0

/* The first entry whose x is not below @x. */
static gsize
first_from (const RdmBuildingEntry *entries, gsize n, gint32 x)
{
  gsize low = 0;

  while (low < n)
    {
      gsize middle = low + (n - low) / 2;

      if (entries[middle].x < x)
        low = middle + 1;
      else
        n = middle;
    }
  return low;
}

RdmBuilding
rdm_buildings_find (RdmRegion *region, RdmPoint at)
{
  RdmBuilding found = RDM_BUILDING_UNKNOWN;
  const RdmBuildingEntry *entries;
  RdmWorldXY place;
  double reach;
  gsize n;

  if (!rdm_point_is_valid (at))
    return RDM_BUILDING_UNKNOWN;
  entries = rdm_region_array (region, RDM_BUILDINGS_ARRAY, sizeof *entries, &n, NULL);
  if (entries == NULL)
    return RDM_BUILDING_UNKNOWN;
  place = rdm_world_of (at);
  reach = NEAR_M / rdm_world_metres (place);
  for (gsize i = first_from (entries, n, (gint32)(place.x - reach));
       i < n && entries[i].x <= place.x + reach; i++)
    {
      double distance = rdm_world_distance (place, (RdmWorldXY){ entries[i].x, entries[i].y });

      if (distance > reach || entries[i].kind <= RDM_BUILDING_UNKNOWN
          || entries[i].kind >= RDM_N_BUILDINGS)
        continue;
      reach = distance;
      found = (RdmBuilding)entries[i].kind;
    }
  return found;
}
