/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What time it is at this hub: the machine's, or, for a rehearsal, that of a day which goes faster.
 * Like the machine's, it is one for the whole process. Accounts and tokens go by the machine's
 * always.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** rdm_hub_clock_play: from @at_ms on, UTC, @speed times as fast as the machine's; before anything
 * has asked for the time. */
void rdm_hub_clock_play (gint64 at_ms, double speed);

/** rdm_hub_clock_now_ms: Returns: UTC. Any thread. */
gint64 rdm_hub_clock_now_ms (void);

/** rdm_hub_clock_get_speed: Returns: of a rehearsal; 0: it is the machine's clock. */
double rdm_hub_clock_get_speed (void);

G_END_DECLS
