/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What sort of thing a name on the map belongs to, as far as somebody who searches for it cares.
 */
#pragma once

#include "rdm-osm.h"

G_BEGIN_DECLS

/** RdmAddressSort: kept in region files: new ones go to the end. */
typedef enum
{
  RDM_SORT_PLACE, /* whatever it is */
  RDM_SORT_SHOP,
  RDM_SORT_FOOD,
  RDM_SORT_LODGING,
  RDM_SORT_HEALTH,
  RDM_SORT_SCHOOL,
  RDM_SORT_OFFICE,
  RDM_SORT_MONEY,
  RDM_SORT_WORSHIP,
  RDM_SORT_STATION,
  RDM_SORT_TRAFFIC,
  RDM_SORT_SPORT,
  RDM_SORT_CULTURE,
  RDM_SORT_PUBLIC,
  RDM_SORT_WORKS,
  RDM_SORT_GREEN,
  RDM_SORT_BUILDING,
  RDM_SORT_SQUARE,
  RDM_N_SORTS
} RdmAddressSort;

/** rdm_address_sort_label: "Restaurant or café". */
const char *rdm_address_sort_label (RdmAddressSort sort);

/**
 * rdm_address_sort_of: the sort of a thing that has a name.
 *
 * Returns: FALSE when nobody would go there by its name: a wood, a bus stop's sign, a river
 */
gboolean
rdm_address_sort_of (const RdmOsm *osm, RdmOsmKind kind, guint32 index, RdmAddressSort *sort);

G_END_DECLS
