/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lies under the plan: geometry where there is some, and else a plain ground with a net of
 * degrees.
 */
#pragma once

#include <shumate/shumate.h>

#include "rdm-map-theme.h"

G_BEGIN_DECLS

#define RDM_TYPE_GROUND_LAYER (rdm_ground_layer_get_type ())
G_DECLARE_FINAL_TYPE (RdmGroundLayer, rdm_ground_layer, RDM, GROUND_LAYER, ShumateLayer)

RdmGroundLayer *rdm_ground_layer_new (ShumateViewport *viewport);

/** rdm_ground_layer_set_ground: NULL: none. */
void rdm_ground_layer_set_ground (RdmGroundLayer *self, RdmGround *ground);

/** rdm_ground_layer_set_theme: copied. */
void rdm_ground_layer_set_theme (RdmGroundLayer *self, const RdmMapTheme *theme);

G_END_DECLS
