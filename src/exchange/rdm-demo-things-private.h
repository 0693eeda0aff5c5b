/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One town as OpenStreetMap things.
 */
#pragma once

#include "rdm-demo-net-private.h"
#include "rdm-osm-write.h"

G_BEGIN_DECLS

/** RdmDemoTile: where a town lies among its likes; its neighbours are its mirror images, so that
 * what leads out of one leads into the next. */
typedef struct
{
  guint index; /* 0 is Auenbruck itself */
  guint column;
  guint row;
} RdmDemoTile;

/** RdmDemoPlan: what all towns have in common. */
typedef struct
{
  const RdmDemoLayout *layout;
  const GArray *streets;
  const GArray *houses;
  const RdmDemoNet *net;
} RdmDemoPlan;

/** rdm_demo_things: the nodes, ways and relations of one town. */
void rdm_demo_things (const RdmDemoPlan *plan, const RdmDemoTile *tile, RdmOsmWriter *writer);

G_END_DECLS
