/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fleet's days that are being driven, as the desks see them: the same engine (src/live) on the
 * same rows and positions. One thread. Where nothing is out, nothing is in memory; and at most
 * yesterday, today and tomorrow are, for a route that was sent and forgotten is no day.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-server-rule.h"
#include "rdm-sql.h"

G_BEGIN_DECLS

/** RdmHubTimes: a route's arrival times, ready to be sent. */
typedef struct
{
  char *route;
  GStrv drivers; /* nullable */
  char *text;    /* an object of JSON */
} RdmHubTimes;

/** RdmHubTimesOfDay: @head: members of JSON: what they rest on; @routes: (element-type RdmHubTimes)
 */
typedef struct
{
  char *date;
  char *head;
  GPtrArray *routes;
} RdmHubTimesOfDay;

typedef struct _RdmHubLiveFleet RdmHubLiveFleet;

/** rdm_hub_live_fleet_new: @travel: (nullable): by roads; NULL: estimated by the settings. @server:
 * (nullable): of travel times; what it answers comes by the thread's main context. */
RdmHubLiveFleet *rdm_hub_live_fleet_new (const char *id,
                                         RdmTravel *travel,
                                         const RdmServerRule *server) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_live_fleet_free (RdmHubLiveFleet *self);

/** rdm_hub_live_fleet_step: brings it up to what the database has. @now_ms: by the hub's clock.
 * Returns: FALSE with an error; then it begins anew with the next step. */
gboolean
rdm_hub_live_fleet_step (RdmHubLiveFleet *self, RdmSql *sql, gint64 now_ms, GError **error);

/** rdm_hub_live_fleet_is_driving: whether any day is driven: then it wants a step now and then,
 * whether anything happens or not. */
gboolean rdm_hub_live_fleet_is_driving (const RdmHubLiveFleet *self);

/** rdm_hub_live_fleet_is_asking: whether travel times are being asked for, and others are used
 * until they are there. */
gboolean rdm_hub_live_fleet_is_asking (const RdmHubLiveFleet *self);

/** rdm_hub_live_fleet_take_detected: Returns: (transfer full) (nullable): what was seen to happen
 * since the last call, a REPORT. */
RdmCommand *rdm_hub_live_fleet_take_detected (RdmHubLiveFleet *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_live_fleet_times: Returns: (transfer full) (element-type RdmHubTimesOfDay): when open
 * stops of routes that are out will be reached, as of the last step. */
GPtrArray *rdm_hub_live_fleet_times (RdmHubLiveFleet *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
