/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One town as OpenStreetMap things, in XML.
 */
#pragma once

#include "rdm-demo-net-private.h"

G_BEGIN_DECLS

/** RdmDemoTile: where a town lies among its likes; its neighbours are its mirror images, so that
 * what leads out of one leads into the next. */
typedef struct
{
  guint index; /* 0 is Auenbruck itself */
  guint column;
  guint row;
} RdmDemoTile;

/** From the middle of a town to that of the next. */
#define RDM_DEMO_TILE_WIDTH_M 14000.
#define RDM_DEMO_TILE_HEIGHT_M 8400.

/** rdm_demo_things: Returns: (transfer full): nodes, ways and relations, as elements of XML. */
GString *rdm_demo_things (const RdmDemoLayout *layout,
                          const GArray *streets,
                          const GArray *houses,
                          const RdmDemoNet *net,
                          const RdmDemoTile *tile) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
