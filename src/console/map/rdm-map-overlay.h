/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the hand is doing, drawn over the plan: what it hovers, the box or lasso it draws, where a
 * drop would go, a pin.
 */
#pragma once

#include "rdm-map-hit.h"
#include "rdm-map-sprites.h"

G_BEGIN_DECLS

/** RdmMapOverlay: places are in units, so that they stay where they are when the map moves. */
typedef struct
{
  RdmMapHit hover;
  RdmMapHit target;  /* where a drop would go */
  RdmXY target_from; /* where what is dragged hovers, for the line of the drop into a leg */
  gboolean has_box;
  RdmXY box_from;
  RdmXY box_to;
  GArray *lasso;      /* (element-type RdmXY) (nullable) */
  gboolean is_stroke; /* the lasso may be meant as a line */
  GArray *candidates; /* (element-type RdmXY) (nullable): places that something may be */
  gboolean has_pin;
  RdmXY pin;
} RdmMapOverlay;

void rdm_map_overlay_paint (const RdmMapOverlay *self,
                            cairo_t *cr,
                            const RdmMapScene *scene,
                            const RdmMapView *view,
                            const RdmMapTheme *theme,
                            RdmMapSprites *sprites);

/** rdm_map_overlay_is_empty: whether there is nothing to paint. */
gboolean rdm_map_overlay_is_empty (const RdmMapOverlay *self);

G_END_DECLS
