/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose ground is the demo's town.
 */
#pragma once

#include "rdm-settings.h"

G_BEGIN_DECLS

/** rdm_demo_ground_is_of: whether a plan with these settings is the demo's, or grew out of it. */
gboolean rdm_demo_ground_is_of (const RdmSettings *settings);

G_END_DECLS
