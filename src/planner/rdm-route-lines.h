/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ways of routes on the map, found in a thread: straight at first, or as they were, and then by
 * the roads. Inside the planner.
 */
#pragma once

#include "rdm-travel.h"

G_BEGIN_DECLS

/** RdmRouteLinesFunc: the line of @route is another now; in the thread that asks. */
typedef void (*RdmRouteLinesFunc) (const char *route, gpointer user_data);

typedef struct _RdmRouteLines RdmRouteLines;

RdmRouteLines *rdm_route_lines_new (RdmRouteLinesFunc func,
                                    gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_route_lines_free: @func is not called any more. */
void rdm_route_lines_free (RdmRouteLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRouteLines, rdm_route_lines_free)

/** rdm_route_lines_clear: travel is another. */
void rdm_route_lines_clear (RdmRouteLines *self);

/** rdm_route_lines_outdate: travel is by the same roads, some of which are closed or open by now:
 * lines stay as they are until the new ones are found. */
void rdm_route_lines_outdate (RdmRouteLines *self);

/** rdm_route_lines_peek: Returns: (transfer full) (element-type RdmPoint) (nullable): what is known
 * of the way of @route, without asking. */
GArray *rdm_route_lines_peek (RdmRouteLines *self, const char *route) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_route_lines_get: what is known of the way through @points, and sees to it that it will be.
 *
 * Returns: (transfer full) (element-type RdmPoint): not to be changed
 */
GArray *rdm_route_lines_get (RdmRouteLines *self,
                             const char *route,
                             RdmTravel *travel,
                             RdmTravelProfile profile,
                             RdmTravelSpell when,
                             const RdmPoint *points,
                             guint n_points) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
