/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lies under the plan: a region's ground where there is one, and else a plain ground with a
 * net of degrees.
 */
#pragma once

#include <shumate/shumate.h>

#include "rdm-map-theme.h"
#include "rdm-region.h"

G_BEGIN_DECLS

#define RDM_TYPE_GROUND_LAYER (rdm_ground_layer_get_type ())
G_DECLARE_FINAL_TYPE (RdmGroundLayer, rdm_ground_layer, RDM, GROUND_LAYER, ShumateLayer)

/**
 * RdmGroundLayer signals:
 *
 * ::problem (text: string): the region cannot be painted; once for a region.
 */

RdmGroundLayer *rdm_ground_layer_new (ShumateViewport *viewport);

/** rdm_ground_layer_set_region: NULL: none. */
void rdm_ground_layer_set_region (RdmGroundLayer *self, RdmRegion *region);

/** rdm_ground_layer_set_theme: copied. */
void rdm_ground_layer_set_theme (RdmGroundLayer *self, const RdmMapTheme *theme);

/** rdm_ground_layer_is_complete: whether all that is in sight was there when it was drawn last. */
gboolean rdm_ground_layer_is_complete (RdmGroundLayer *self);

G_END_DECLS
