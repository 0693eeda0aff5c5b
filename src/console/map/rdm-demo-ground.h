/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of the demo's town.
 */
#pragma once

#include "rdm-ground.h"
#include "rdm-settings.h"

G_BEGIN_DECLS

/** rdm_demo_ground_is_of: whether a plan with these settings is the demo's, or grew out of it. */
gboolean rdm_demo_ground_is_of (const RdmSettings *settings);

/** rdm_demo_ground_new: Returns: (transfer full): takes some tens of milliseconds. */
RdmGround *rdm_demo_ground_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
