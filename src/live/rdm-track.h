/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a vehicle has been: positions in the order of time, in whatever order they came. Inside the
 * module.
 */
#pragma once

#include "rdm-position.h"

G_BEGIN_DECLS

typedef struct _RdmTrack RdmTrack;

RdmTrack *rdm_track_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_track_free (RdmTrack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTrack, rdm_track_free)

/** rdm_track_add: Returns: the index it has now; -1 if it was known. */
int rdm_track_add (RdmTrack *self, const RdmPosition *position);

guint rdm_track_get_length (const RdmTrack *self);

/** rdm_track_get: @position: (out): as it was added, to the centimetre. */
void rdm_track_get (const RdmTrack *self, guint index, RdmPosition *position);

/** rdm_track_count_until: Returns: how many are not later than @at_ms. */
guint rdm_track_count_until (const RdmTrack *self, gint64 at_ms);

G_END_DECLS
