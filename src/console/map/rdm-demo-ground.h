/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of the demo's town.
 */
#pragma once

#include "rdm-ground.h"

G_BEGIN_DECLS

/** rdm_demo_ground_new: Returns: (transfer full): takes some tens of milliseconds. */
RdmGround *rdm_demo_ground_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
