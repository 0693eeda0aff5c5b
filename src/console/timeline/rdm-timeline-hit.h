/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is where on a route's line.
 */
#pragma once

#include "rdm-schedule.h"

G_BEGIN_DECLS

/** What a route does at a moment. */
typedef enum
{
  RDM_TIMELINE_NOTHING,
  RDM_TIMELINE_DRIVE,
  RDM_TIMELINE_WAIT,
  RDM_TIMELINE_STOP,
  RDM_TIMELINE_BREAK,
} RdmTimelinePart;

/** rdm_timeline_part_at: @visit: (out) (nullable): where that belongs to; for a drive, where it
 * goes. */
RdmTimelinePart
rdm_timeline_part_at (const RdmSchedule *self, double time_s, const RdmVisit **visit);

/** rdm_timeline_stop_at: Returns: (nullable): the visit to a stop at @time_s, or the nearest one
 * not more than @slop_s away. */
const RdmVisit *rdm_timeline_stop_at (const RdmSchedule *self, double time_s, double slop_s);

/** rdm_timeline_stop_near: Returns: (nullable): the visit to a stop that is nearest to @time_s. */
const RdmVisit *rdm_timeline_stop_near (const RdmSchedule *self, double time_s);

/** rdm_timeline_drop_position: Returns: how many of the stops would come before one dropped at
 * @time_s: those of which more than half lies before. */
guint rdm_timeline_drop_position (const RdmSchedule *self, double time_s);

/** rdm_timeline_gap: Returns: the time to mark for something between the stop @after (NULL: the
 * head) and whatever comes next. */
double rdm_timeline_gap (const RdmSchedule *self, const char *after);

/** rdm_timeline_neighbour: Returns: (nullable): the visit to a stop @step places after @stop. */
const RdmVisit *rdm_timeline_neighbour (const RdmSchedule *self, const char *stop, int step);

G_END_DECLS
