/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk while a day runs: what time it is, routes that go out to drivers and come back, and what
 * a dispatcher hears from them and writes down.
 */
#pragma once

#include "rdm-clock.h"
#include "rdm-desk.h"
#include "rdm-glyph.h"
#include "rdm-live.h"

G_BEGIN_DECLS

/** rdm_desk_get_clock: Returns: (transfer none): the one clock of the desk. */
RdmClock *rdm_desk_get_clock (RdmDesk *self);

/** rdm_desk_get_live: Returns: (transfer none): the day as it is driven. */
RdmLive *rdm_desk_get_live (RdmDesk *self);

/** rdm_desk_get_now_ms: Returns: UTC, by the clock. */
gint64 rdm_desk_get_now_ms (RdmDesk *self);

/** rdm_desk_get_now_s: Returns: now as a time of the service day; RDM_TIME_NONE while that is not
 * running. */
gint32 rdm_desk_get_now_s (RdmDesk *self);

/** rdm_desk_get_midnight_ms: Returns: UTC of the midnight with which the service day begins. */
gint64 rdm_desk_get_midnight_ms (RdmDesk *self);

/** rdm_desk_time_of: Returns: @at_ms, UTC, as a time of the service day; RDM_TIME_NONE for 0. */
gint32 rdm_desk_time_of (RdmDesk *self, gint64 at_ms);

/** rdm_desk_format_moment: Returns: (transfer full): @at_ms, UTC: "08:14", and of another day
 * "Sat 21 Nov 17:40". */
char *rdm_desk_format_moment (RdmDesk *self, gint64 at_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_desk_shown_state: Returns: the state of @stop as views mark it: what its driver has been
 * told of is sent, until more is known. */
RdmStopState rdm_desk_shown_state (RdmDesk *self, const RdmStop *stop);

/** rdm_desk_shown_flags: what views mark @stop of @order (nullable) with: lateness as it is
 * expected while its driver is on the way, and as it was once somebody has been there; else by the
 * plan, which visits it as in @visit (nullable: nobody has it). */
RdmGlyphFlags rdm_desk_shown_flags (RdmDesk *self,
                                    const RdmStop *stop,
                                    const RdmOrder *order,
                                    const RdmVisit *visit);

/** From these chances of being late on it is marked as a risk, and as late. */
#define RDM_DESK_CHANCE_RISK 0.2
#define RDM_DESK_CHANCE_LATE 0.5

/** RdmDeskSending: what can be done about who has a route. */
typedef enum
{
  RDM_DESK_SEND,        /* drafts go out to their drivers */
  RDM_DESK_RECALL,      /* what is out and has not started comes back */
  RDM_DESK_ACKNOWLEDGE, /* its driver was told by word of mouth */
} RdmDeskSending;

/** rdm_desk_list_routes: Returns: (transfer full): of the routes meant (the one selected, those of
 * the stops selected, else all of the day) those with which that can be done. */
GStrv rdm_desk_list_routes (RdmDesk *self, RdmDeskSending what) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_desk_send_routes: does that with @routes, as one command. */
gboolean rdm_desk_send_routes (RdmDesk *self, RdmDeskSending what, const char *const *routes);

/** rdm_desk_report: what somebody says has happened at @stops, now. @result: RdmResult */
gboolean rdm_desk_report (RdmDesk *self, const char *const *stops, RdmEvent event, int result);

/** rdm_desk_retry: what failed at @stops is tried again: @tomorrow, else at the end of the route
 * that had it. */
gboolean rdm_desk_retry (RdmDesk *self, const char *const *stops, gboolean tomorrow);

/** rdm_desk_get_untold: Returns: (nullable): who has yet to hear of the last change, a sentence. */
const char *rdm_desk_get_untold (RdmDesk *self);

/** rdm_desk_notice_done: says @label, who has to be told, and offers to undo it. */
void rdm_desk_notice_done (RdmDesk *self, const char *label);

G_END_DECLS
