/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a house number is on its street, whether the index has it or not.
 */
#pragma once

#include "rdm-address-hit.h"
#include "rdm-address-index.h"

G_BEGIN_DECLS

/**
 * RdmHouseFound:
 * @at: where it is, or should be
 * @area: what is said about where that is
 * @number: (nullable): of the house that it is, or is next to; owned by the list of houses
 * @confidence: RDM_ADDRESS_EXACT, _INTERPOLATED, or _STREET for what is next to the last house
 */
typedef struct
{
  RdmWorldXY at;
  gint64 area;
  const char *number;
  RdmAddressConfidence confidence;
} RdmHouseFound;

/**
 * rdm_address_street_find:
 * @houses: (element-type RdmAddressHouse): of the street, by number
 * @shape: (nullable): of the street
 * @wanted: a normalised number
 *
 * Returns: (transfer full) (element-type RdmHouseFound): several where the street has the number
 *   more than once, far apart; empty where the number is far from all that are known
 */
GArray *rdm_address_street_find (GArray *houses,
                                 const RdmAddressShape *shape,
                                 const char *wanted) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
