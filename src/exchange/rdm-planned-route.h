/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A route together with when it is driven: what sheets and exports are made of.
 */
#pragma once

#include "rdm-schedule.h"

G_BEGIN_DECLS

/** RdmPlannedRoute: owns all of it. @times_from: (nullable): where the travel times come from, with
 * whom to thank for the map: a sentence for the foot of the sheets. */
typedef struct
{
  RdmRoute *route;
  RdmSchedule *schedule;
  char *times_from;
} RdmPlannedRoute;

RdmPlannedRoute *rdm_planned_route_new (const RdmRoute *route,
                                        RdmSchedule *schedule,
                                        const char *times_from) G_GNUC_WARN_UNUSED_RESULT;
void rdm_planned_route_free (RdmPlannedRoute *self);

/** rdm_planned_routes_new: Returns: (transfer full) (element-type RdmPlannedRoute): an empty list
 * to add to. */
GPtrArray *rdm_planned_routes_new (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * RdmPlannedVisit: a visit and the rows it is about; all borrowed.
 * @sequence: of the stops on the route, from 1; 0 for what is no stop
 * @end: (nullable): where and to whom; NULL for what is no stop, or whose order is gone
 */
typedef struct
{
  const RdmVisit *visit;
  guint sequence;
  const RdmStop *stop;
  const RdmOrder *order;
  const RdmOrderEnd *end;
} RdmPlannedVisit;

/** rdm_planned_route_visits: Returns: (transfer full) (element-type RdmPlannedVisit): valid until
 * @rows are next changed. */
GArray *rdm_planned_route_visits (const RdmPlannedRoute *self,
                                  RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_planned_route_dup_name: Returns: (transfer full): "LI-01". */
char *rdm_planned_route_dup_name (const RdmPlannedRoute *self,
                                  RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPlannedRoute, rdm_planned_route_free)

G_END_DECLS
