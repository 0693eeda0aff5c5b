/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a route's header says about it, on the board and the timeline.
 */
#pragma once

#include "rdm-rows.h"
#include "rdm-schedule.h"

G_BEGIN_DECLS

/**
 * RdmRouteFacts:
 * @start_s, @end_s: today's hours of the shift
 * @finish_s: when the route ends; RDM_TIME_NONE without stops
 * @spare_s: from there to the end of the shift; negative: over it
 * @n_done: done or failed: nobody has to go there any more
 * @n_failed: of them
 * @n_warnings: stops that are late or break a rule; at least 1 when the route does
 * @dimension: RdmLoadDimension of the fullest load, @load its share of the capacity; -1 without any
 */
typedef struct
{
  gint32 start_s;
  gint32 end_s;
  gint32 finish_s;
  gint32 spare_s;
  guint n_stops;
  guint n_done;
  guint n_failed;
  guint n_warnings;
  int dimension;
  double load;
} RdmRouteFacts;

/** rdm_route_facts_read: @rows: where the states of the stops are. */
void rdm_route_facts_read (RdmRouteFacts *self,
                           const RdmRoute *route,
                           const RdmShift *shift,
                           const RdmSchedule *schedule,
                           RdmRows *rows);

/** rdm_route_facts_load_text: Returns: (transfer full): "412 of 900 kg (46 %)", "" without a load.
 */
char *rdm_route_facts_load_text (const RdmRouteFacts *self,
                                 const RdmSchedule *schedule) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
