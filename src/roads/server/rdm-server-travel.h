/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-server-rule.h"

G_BEGIN_DECLS

#define RDM_TYPE_SERVER_TRAVEL (rdm_server_travel_get_type ())
G_DECLARE_FINAL_TYPE (RdmServerTravel, rdm_server_travel, RDM, SERVER_TRAVEL, GObject)

/**
 * RdmServerTravel::failed (): in the main thread, soon after the server has failed; what was asked
 * for then was answered by the fallback. Who wants one measure for a whole plan asks the fallback
 * itself from now on.
 */

/**
 * rdm_server_travel_new: travel by a server of OSRM, Valhalla or openrouteservice. When that fails,
 * travel is by @fallback for a while, all of it, so that no plan mixes two measures; the notice
 * says so.
 * @fallback: (transfer none): the region's roads, or an estimate
 *
 * Returns: (transfer full): NULL with an RDM_TRAVEL_ERROR_SERVER when the rule cannot be followed
 */
RdmTravel *rdm_server_travel_new (const RdmServerRule *rule,
                                  RdmTravel *fallback,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_server_travel_dup_failure: Returns: (transfer full) (nullable): why the server is not used
 * now; NULL while it is. */
char *rdm_server_travel_dup_failure (RdmServerTravel *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_server_travel_try_again: asks the server the next time, however it failed before. */
void rdm_server_travel_try_again (RdmServerTravel *self);

G_END_DECLS
