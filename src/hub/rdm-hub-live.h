/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The live day of all fleets: when stops will be reached, and what is seen to happen without
 * anybody saying so, which the hub reports for all desks. A thread of its own looks when something
 * was written or somebody has moved, once a second at most, and never more than a quarter of its
 * time; requests are answered from what it last said.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-server-rule.h"

G_BEGIN_DECLS

/** RdmHubDetectedFunc: called in the thread of the live days with what was seen to happen in
 * @fleet. @command: (transfer full). Returns: whether it has been written; FALSE: it comes again.
 */
typedef gboolean (*RdmHubDetectedFunc) (const char *fleet, RdmCommand *command, gpointer user_data);

typedef struct _RdmHubLive RdmHubLive;

/** rdm_hub_live_new: opens a connection of its own. @travel: (nullable): NULL: as the crow flies,
 * by each fleet's settings. @server: (nullable): of travel times, whose place that takes where it
 * fails. */
RdmHubLive *rdm_hub_live_new (const char *database,
                              RdmTravel *travel,
                              const RdmServerRule *server,
                              RdmHubDetectedFunc detected,
                              gpointer user_data,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_live_start: begins to look; until then nothing is detected. */
void rdm_hub_live_start (RdmHubLive *self);

/** rdm_hub_live_finish: looks no more; what it last said can still be asked for. */
void rdm_hub_live_finish (RdmHubLive *self);
void rdm_hub_live_free (RdmHubLive *self);

/** rdm_hub_live_wake: something has happened in @fleet. Any thread. */
void rdm_hub_live_wake (RdmHubLive *self, const char *fleet);

/** rdm_hub_live_print: arrival times as rdm_hub_times_print(). Any thread. Returns: (transfer
 * full).
 */
char *rdm_hub_live_print (RdmHubLive *self, const char *fleet, const char *date, const char *driver)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
