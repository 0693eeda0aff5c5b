/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What time it is at the desk: the real one, or that of a day which is played. Whoever wants to
 * know the time asks this, so that a played day is one for all of them.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RDM_TYPE_CLOCK (rdm_clock_get_type ())
G_DECLARE_FINAL_TYPE (RdmClock, rdm_clock, RDM, CLOCK, GObject)

/**
 * RdmClock signals:
 *
 * ::ticked (): once a real second, however fast it goes, and whenever it is set.
 *
 * Properties: played (boolean): it shows the time of a played day. speed (double): seconds of that
 * day in a real one; 0 while it pauses; 1 for the real time.
 */

/** rdm_clock_new: shows the real time. */
RdmClock *rdm_clock_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_clock_get_ms: Returns: now, UTC. */
gint64 rdm_clock_get_ms (RdmClock *self);

/** rdm_clock_play: from @at_ms on, UTC, at @speed. */
void rdm_clock_play (RdmClock *self, gint64 at_ms, double speed);

/** rdm_clock_set_speed: of the played day; 0: it pauses. */
void rdm_clock_set_speed (RdmClock *self, double speed);
double rdm_clock_get_speed (RdmClock *self);
gboolean rdm_clock_is_played (RdmClock *self);

/** rdm_clock_leave: back to the real time. */
void rdm_clock_leave (RdmClock *self);

G_END_DECLS
