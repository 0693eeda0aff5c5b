/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day that is played: simulated drivers take over the routes, and the desk's clock goes as fast
 * as one likes. A bar at the top says what time it is and how it goes; at the end there is a
 * summary.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_PLAY_BAR (rdm_play_bar_get_type ())
G_DECLARE_FINAL_TYPE (RdmPlayBar, rdm_play_bar, RDM, PLAY_BAR, GtkWidget)

/**
 * RdmPlayBar:playing: a day is being played, or pauses.
 * RdmPlayBar:busy: so it is, or it is being got ready.
 */

GtkWidget *rdm_play_bar_new (RdmDesk *desk);

/** rdm_play_bar_start: plays the desk's day from where its rows are. Routes that have not been sent
 * are, if none has been. */
void rdm_play_bar_start (RdmPlayBar *self);

/** rdm_play_bar_play_tracks: plays what was written down instead. @entries: (element-type
 * RdmTrackEntry): by time, not empty; kept by reference. */
void rdm_play_bar_play_tracks (RdmPlayBar *self, GPtrArray *entries);

/** RdmPlayProgress: Returns: how far it is, 0 to 1. */
typedef double (*RdmPlayProgress) (gpointer user_data);

/** rdm_play_bar_wait: says @text, and how far it is, until something is played; stopping it cancels
 * @cancellable. @user_data: freed by @destroy then. */
void rdm_play_bar_wait (RdmPlayBar *self,
                        const char *text,
                        GCancellable *cancellable,
                        RdmPlayProgress progress,
                        gpointer user_data,
                        GDestroyNotify destroy);

/** rdm_play_bar_stop: what has happened stays; the clock shows the real time again. */
void rdm_play_bar_stop (RdmPlayBar *self);

/** rdm_play_bar_break_off: stops a simulated day before its end. Returns: whether there is a sheet
 * of it: somebody has been at a stop. */
gboolean rdm_play_bar_break_off (RdmPlayBar *self);

gboolean rdm_play_bar_is_playing (RdmPlayBar *self);
gboolean rdm_play_bar_is_busy (RdmPlayBar *self);

/** rdm_play_bar_is_simulating: it is played with simulated drivers. */
gboolean rdm_play_bar_is_simulating (RdmPlayBar *self);

/** rdm_play_bar_show_sheet: what the simulated day that was played last came to, if it has a sheet.
 */
void rdm_play_bar_show_sheet (RdmPlayBar *self);
gboolean rdm_play_bar_has_sheet (RdmPlayBar *self);

/** rdm_play_bar_toggle: pauses, or goes on. */
void rdm_play_bar_toggle (RdmPlayBar *self);

/** rdm_play_bar_set_speed: seconds of the day in a real one. */
void rdm_play_bar_set_speed (RdmPlayBar *self, double speed);

G_END_DECLS
