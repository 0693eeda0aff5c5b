/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paints a ground. Geometry is projected once; what is painted depends on the zoom.
 */
#pragma once

#include <cairo.h>

#include "rdm-map-theme.h"
#include "rdm-map-view.h"

G_BEGIN_DECLS

typedef struct _RdmGroundPainter RdmGroundPainter;

/** rdm_ground_painter_new: @ground: (nullable): NULL: a net of degrees. */
RdmGroundPainter *rdm_ground_painter_new (RdmGround *ground) G_GNUC_WARN_UNUSED_RESULT;
void rdm_ground_painter_free (RdmGroundPainter *self);

/** rdm_ground_painter_paint: what of the ground is in @clip, in pixels of @view. */
void rdm_ground_painter_paint (RdmGroundPainter *self,
                               cairo_t *cr,
                               const RdmMapView *view,
                               const RdmMapTheme *theme,
                               RdmRect clip);

/** rdm_ground_net_step: degrees between two lines of the net at this size. Pure. */
double rdm_ground_net_step (double world);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGroundPainter, rdm_ground_painter_free)

G_END_DECLS
