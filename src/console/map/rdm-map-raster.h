/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture of a part of the world, somewhat larger than the view. Panning copies it, and paints
 * only what has come into sight; while the zoom moves it is stretched, and painted anew once the
 * zoom holds still. What takes long to paint is painted over several frames, during which the
 * picture before stays: thousands of stops do not hold up the hand.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-map-view.h"

G_BEGIN_DECLS

typedef struct _RdmMapRaster RdmMapRaster;

/** RdmMapRasterFunc: paints what is in @clip, in pixels of @view. */
typedef void (*RdmMapRasterFunc) (cairo_t *cr,
                                  const RdmMapView *view,
                                  RdmRect clip,
                                  gpointer user_data);

/**
 * rdm_map_raster_new:
 * @widget: what shows it; asked to draw again when the zoom has come to rest; outlives the raster
 * @opaque: what is painted has no holes
 */
RdmMapRaster *rdm_map_raster_new (GtkWidget *widget,
                                  gboolean opaque,
                                  RdmMapRasterFunc func,
                                  gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void rdm_map_raster_free (RdmMapRaster *self);

/** rdm_map_raster_invalidate: what is to be seen has changed. */
void rdm_map_raster_invalidate (RdmMapRaster *self);

/** rdm_map_raster_snapshot: shows @view. */
void rdm_map_raster_snapshot (RdmMapRaster *self, GtkSnapshot *snapshot, const RdmMapView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmMapRaster, rdm_map_raster_free)

G_END_DECLS
