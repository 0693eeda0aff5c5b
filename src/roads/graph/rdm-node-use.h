/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands on a road: gates, bollards, traffic lights.
 */
#pragma once

#include "rdm-road-shapes.h"
#include "rdm-way-use.h"

G_BEGIN_DECLS

/**
 * RdmNodeUse:
 * @access: DENIED: no way through; LAST_STRETCH: only to and from what is behind it; else ALLOWED
 * @delay_ms: for who comes along the way, and against it
 */
typedef struct
{
  RdmAccess access;
  guint32 delay_ms[RDM_N_WAY_DIRECTIONS];
} RdmNodeUse;

/**
 * rdm_node_uses: those nodes of roads that make a difference to a vehicle.
 *
 * Returns: (transfer full) (element-type uint32 RdmNodeUse): by node of the extract
 */
GHashTable *rdm_node_uses (const RdmProfile *profile,
                           const RdmRoadShapes *shapes,
                           RdmTagReader *tags,
                           const RdmAccessReader *access) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
