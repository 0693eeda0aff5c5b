/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The day that the desk shows as it is driven: keeps the live day in step with the desk's rows and
 * its clock, takes positions from wherever they come, keeps them in the plan's file, and has what
 * is seen to happen written down.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-live-day.h"

G_BEGIN_DECLS

#define RDM_TYPE_LIVE (rdm_live_get_type ())
G_DECLARE_FINAL_TYPE (RdmLive, rdm_live, RDM, LIVE, GObject)

/**
 * RdmLive signals:
 *
 * ::changed (): expected times may be others, because time has passed or something was heard: about
 * once a second at most. What rows say comes with the desk's ::rows-changed.
 * ::moved (): a position came.
 */

/** rdm_live_new: follows @desk, which it does not keep. */
RdmLive *rdm_live_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_live_get_day: Returns: (transfer none): as it is now. */
RdmLiveDay *rdm_live_get_day (RdmLive *self);

/** rdm_live_begin_anew: as when the plan was opened: what was heard up to now is read again. For a
 * clock that goes back. */
void rdm_live_begin_anew (RdmLive *self);

/** rdm_live_is_on: whether any route of the day is out, or was, or any vehicle has been
 * heard of: else there is nothing to expect. */
gboolean rdm_live_is_on (RdmLive *self);

/** rdm_live_set_detecting: whether what is seen to happen is reported here. Beside a hub it is not:
 * of several desks one would do it for all. */
void rdm_live_set_detecting (RdmLive *self, gboolean detecting);

/** rdm_live_add_position: @source: a vehicle's tracker or id, or a driver's id. */
void rdm_live_add_position (RdmLive *self, const char *source, const RdmPosition *position);

/** rdm_live_run_for: what @actor, who is not at this desk, says; it is not to be undone here. */
void rdm_live_run_for (RdmLive *self, const RdmCommand *command, const char *actor);

/** rdm_live_get_eta: when an open stop of a route that is out will be reached. Returns: FALSE:
 * nobody is on the way to it. */
gboolean rdm_live_get_eta (RdmLive *self, const char *stop, RdmEta *eta);

/** rdm_live_get_experience: Returns: (transfer none) (nullable): what earlier days teach; NULL:
 * nothing, or not yet. */
RdmExperience *rdm_live_get_experience (RdmLive *self);

/** rdm_live_explain_service: how long the visit at @stop takes by that: "4 min 10 s: 12 visits
 * here, 340 by this driver". @hour: of the day; -1: when it is planned. Returns: (transfer full)
 * (nullable): NULL: nothing has been learned. */
char *
rdm_live_explain_service (RdmLive *self, const char *stop, int hour) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_live_get_route_eta: how a route that is out will end. Returns: FALSE: it is not out. */
gboolean rdm_live_get_route_eta (RdmLive *self, const char *route, RdmRouteEta *eta);

G_END_DECLS
