/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stops to which a road leads, but not any more at the hour at which a route comes there. For a
 * search their legs take half a day, so that it goes there before; nobody is shown such a time.
 * Inside the planner.
 */
#pragma once

#include "rdm-day-model.h"
#include "rdm-vrp-schedule.h"

G_BEGIN_DECLS

/**
 * rdm_shut_roads_leave_out: makes @schedule that of the other stops.
 * @shut: (element-type int): gets the tasks + 1 that were left out
 *
 * Returns: whether there were any
 */
gboolean rdm_shut_roads_leave_out (const RdmDayModel *model,
                                   guint vehicle,
                                   RdmVrpSchedule *schedule,
                                   GHashTable *shut);

G_END_DECLS
