/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a fleet's live day takes for travel: a server of travel times, where the hub's owner names
 * one, else a region's roads, else estimates by the fleet's settings. A server that fails is left
 * alone for two minutes, and everything goes by the rest meanwhile, so that no day mixes two
 * measures. One thread.
 */
#pragma once

#include "rdm-server-rule.h"
#include "rdm-settings.h"

G_BEGIN_DECLS

typedef struct _RdmHubRoads RdmHubRoads;

/** rdm_hub_roads_new: @region, @server: (nullable). */
RdmHubRoads *rdm_hub_roads_new (RdmTravel *region,
                                const RdmServerRule *server) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_roads_free (RdmHubRoads *self);

/** rdm_hub_roads_may_wait: whether an answer may take long: then it is asked for in a thread. */
gboolean rdm_hub_roads_may_wait (const RdmHubRoads *self);

/** rdm_hub_roads_get: what to go by now. @settings: for estimates. Returns: (transfer none)
 * (nullable): NULL: estimates by the settings, renewed when those change. */
RdmTravel *rdm_hub_roads_get (RdmHubRoads *self, const RdmSettings *settings);

/** rdm_hub_roads_look: whether the server has failed, or may be asked again. @now_us: monotonic.
 * Returns: whether rdm_hub_roads_get() says something else from now on. */
gboolean rdm_hub_roads_look (RdmHubRoads *self, gint64 now_us);

/** rdm_hub_roads_dup_failure: Returns: (transfer full) (nullable): that the server cannot be used,
 * why, and what is used instead; NULL while it is used, or there is none. */
char *rdm_hub_roads_dup_failure (const RdmHubRoads *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
