/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmPlaceRank: the larger, the more people know it. Kept in region files. */
typedef enum
{
  RDM_PLACE_LOCALITY, /* a name on the map, maybe without a house */
  RDM_PLACE_FARM,
  RDM_PLACE_NEIGHBOURHOOD,
  RDM_PLACE_HAMLET,
  RDM_PLACE_SUBURB,
  RDM_PLACE_VILLAGE,
  RDM_PLACE_TOWN,
  RDM_PLACE_CITY,
  RDM_N_PLACE_RANKS
} RdmPlaceRank;

G_END_DECLS
