/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a kind of vehicle makes of a way: may it go there, which way, and how fast.
 */
#pragma once

#include "rdm-access.h"

G_BEGIN_DECLS

/**
 * RdmWayUse:
 * @access: ON_FOOT counts as ALLOWED here; what is not usable is DENIED
 * @closed: bits by RdmTravelPeriod
 * @speed_m_h: metres an hour without other traffic; [1]: in towns
 */
typedef struct
{
  RdmAccess access[RDM_N_WAY_DIRECTIONS];
  guint closed;
  guint speed_m_h[RDM_N_WAY_DIRECTIONS][2];
  RdmOsmZone zone; /* as signs have it */
  gboolean is_ferry;
  gboolean is_roundabout;
  gboolean is_steady; /* other traffic makes no difference */
  gboolean no_stopping;
  gboolean is_left_hand; /* signs say that traffic keeps left here */
  gboolean is_right_hand;
} RdmWayUse;

/** RdmWayReader: of one profile. */
typedef struct _RdmWayReader RdmWayReader;

/** rdm_way_reader_new: borrows both. */
RdmWayReader *rdm_way_reader_new (const RdmProfile *profile,
                                  RdmTagReader *tags) G_GNUC_WARN_UNUSED_RESULT;
void rdm_way_reader_free (RdmWayReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmWayReader, rdm_way_reader_free)

/** rdm_way_reader_read: loads @way. Returns: FALSE: the vehicle does not use it. */
gboolean rdm_way_reader_read (RdmWayReader *self, guint32 way, RdmWayUse *use);

/** rdm_way_reader_get_access: the signs of other things, by the same rules. */
const RdmAccessReader *rdm_way_reader_get_access (const RdmWayReader *self);

G_END_DECLS
