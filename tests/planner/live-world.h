/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Days that are being driven: what the plan says has happened until an hour is reported.
 */
#pragma once

#include "day-world.h"

G_BEGIN_DECLS

/** live_world_ms: Returns: UTC milliseconds of a second of WORLD_DATE, in the settings' zone, which
 * is UTC. */
gint64 live_world_ms (gint32 tod_s);

/** live_world_send: every route goes out, and its driver acknowledges it. */
void live_world_send (RdmRows *rows, gint32 tod_s);

/**
 * live_world_drive: what happens until @now_s, everything @late_s seconds after its plan: routes
 * are started, visits reported as done.
 */
void live_world_drive (RdmRows *rows, gint32 now_s, gint32 late_s);

/** live_world_drive_at: the same by drivers who take @pace times as long as planned on the road. */
void live_world_drive_at (RdmRows *rows, gint32 now_s, gint32 late_s, double pace);

G_END_DECLS
