/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ways of an extract that follow each other, joined end to end: the rings of a multipolygon, a
 * coast, a street that is mapped in pieces.
 */
#pragma once

#include "rdm-osm.h"
#include "rdm-world.h"

G_BEGIN_DECLS

/** RdmJoinedWay: @first: place in the list of the way that it began with. @points: without the last
 * one of a closed line, which is the first. */
typedef struct
{
  GArray *points; /* (element-type RdmWorldXY) */
  gboolean closed;
  guint first;
} RdmJoinedWay;

/**
 * rdm_way_join:
 * @ways: (array length=n_ways): indexes; RDM_OSM_ABSENT and ways of less than two nodes are left
 *   out, as are nodes that the extract lacks
 * @directed: ways are never turned round
 *
 * Each way goes into one line. Where several could follow, the straightest does; a line ends when
 * it is closed.
 *
 * Returns: (transfer full) (element-type RdmJoinedWay)
 */
GPtrArray *rdm_way_join (const RdmOsm *osm, const guint32 *ways, guint n_ways, gboolean directed)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
