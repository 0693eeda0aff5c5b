/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What kind of building a house number belongs to, as far as the map says: a visit to a block of
 * flats takes longer than one to a house.
 */
#pragma once

#include "rdm-geo.h"
#include "rdm-region.h"

G_BEGIN_DECLS

/** RdmBuilding: kept in region files. */
typedef enum
{
  RDM_BUILDING_UNKNOWN,
  RDM_BUILDING_HOUSE, /* of one household or two */
  RDM_BUILDING_FLATS,
  RDM_BUILDING_WORK,   /* offices, shops, works */
  RDM_BUILDING_PUBLIC, /* schools, hospitals, halls */
  RDM_N_BUILDINGS
} RdmBuilding;

/** rdm_buildings_find: Returns: of the house nearest to @at, within some 30 metres, of which it is
 * known; a region that was made by an earlier version knows of none. From any thread. */
RdmBuilding rdm_buildings_find (RdmRegion *region, RdmPoint at);

G_END_DECLS
