/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roundsmanctl: travel times by a server, where one is named.
 */
#pragma once

#include "rdm-settings.h"
#include "rdm-travel.h"

G_BEGIN_DECLS

/** The variable that names it: KIND:URL, such as osrm:https://osrm.example.org. */
#define RDM_CTL_SERVER "ROUNDSMAN_TRAVEL_SERVER"

/**
 * rdm_ctl_wrap_travel: what the environment's server knows of travel times takes the place of
 * @travel, which is the fallback then.
 * @travel: (inout) (nullable): NULL: estimates by @settings
 *
 * Returns: FALSE with an RDM_TRAVEL_ERROR_SERVER when what it names is no server
 */
gboolean rdm_ctl_wrap_travel (const RdmSettings *settings, RdmTravel **travel, GError **error);

/** rdm_ctl_tell_travel: says on standard error whether a server failed. @travel: (nullable). */
void rdm_ctl_tell_travel (RdmTravel *travel);

G_END_DECLS
