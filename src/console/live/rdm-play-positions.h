/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tracks from a GPX file, played on the day that is shown: for who has no hub, and for days that
 * are to be looked at again.
 */
#pragma once

#include "rdm-play-bar.h"

G_BEGIN_DECLS

/** rdm_play_positions_open: tracks of another day are taken for this one. What is wrong is said by
 * the desk. */
void rdm_play_positions_open (RdmDesk *desk, RdmPlayBar *bar, const char *path);

/** rdm_play_positions_choose: asks for the file first. @chooser: (inout): kept until it has
 * answered. */
void rdm_play_positions_choose (GtkWindow *parent,
                                RdmDesk *desk,
                                RdmPlayBar *bar,
                                GtkFileChooserNative **chooser);

/** rdm_play_positions_find: Returns: (transfer full) (nullable) (element-type RdmTrackEntry): of
 * @tracks (element-type RdmGpxTrack) those whose name is that of a route, a vehicle or a driver,
 * and the only one for the route selected; by time, on the desk's day; NULL: nobody's. */
GPtrArray *rdm_play_positions_find (RdmDesk *desk, GPtrArray *tracks) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
