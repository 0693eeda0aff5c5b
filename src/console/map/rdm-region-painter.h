/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paints pieces of a region's ground. For one thread.
 */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "rdm-ground-reader.h"
#include "rdm-ground-style.h"
#include "rdm-map-view.h"

G_BEGIN_DECLS

typedef struct _RdmRegionPainter RdmRegionPainter;

RdmRegionPainter *rdm_region_painter_new (RdmGroundReader *reader) G_GNUC_WARN_UNUSED_RESULT;
void rdm_region_painter_free (RdmRegionPainter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRegionPainter, rdm_region_painter_free)

/**
 * rdm_region_painter_paint: all of @view, which begins at whole pixels of the world. Pieces that
 * are painted side by side fit together: nothing in a piece depends on where it ends.
 * @scale: device pixels a pixel; set on the surface as well
 *
 * Returns: FALSE with G_IO_ERROR_CANCELLED, or an error of the region
 */
gboolean rdm_region_painter_paint (RdmRegionPainter *self,
                                   cairo_t *cr,
                                   const RdmMapView *view,
                                   const RdmGroundStyle *style,
                                   int scale,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
