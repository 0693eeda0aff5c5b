/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions from a file, played on the day that the desk shows: a GPX of one vehicle or of several.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-play-bar.h"

G_BEGIN_DECLS

/** RdmTrackOwners: whose a track may be, by its name; a snapshot, for any thread. */
typedef struct _RdmTrackOwners RdmTrackOwners;

/** rdm_track_owners_new: the routes of the desk's day; a single track that has nobody's name is the
 * selected route's. */
RdmTrackOwners *rdm_track_owners_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void rdm_track_owners_free (RdmTrackOwners *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTrackOwners, rdm_track_owners_free)

/** rdm_track_owners_find: what of @tracks (element-type RdmGpxTrack) is somebody's, moved to that
 * day where it is of another one. Returns: (transfer full) (element-type RdmTrackEntry)
 * (nullable): by time; NULL: nothing. */
GPtrArray *rdm_track_owners_find (const RdmTrackOwners *self,
                                  GPtrArray *tracks) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_play_positions_open: plays the file at @path as soon as it has been read, or says why not.
 */
void rdm_play_positions_open (RdmDesk *desk, RdmPlayBar *bar, const char *path);

/** rdm_play_positions_choose: asks for the file first. @chooser: where the dialog is kept while it
 * is open. */
void rdm_play_positions_choose (GtkWindow *parent,
                                RdmDesk *desk,
                                RdmPlayBar *bar,
                                GtkFileChooserNative **chooser);

G_END_DECLS
