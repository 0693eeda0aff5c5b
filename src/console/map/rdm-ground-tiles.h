/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of a region as tiles: painted by threads, kept while they are of use, shown by the
 * main thread, which only has to put pictures side by side. Tiles are painted for the very zoom
 * that is shown, not for whole zooms, so that they are sharp at any; while the zoom moves, those of
 * the zoom before are stretched. A new look replaces the old one at once, when all of it is there.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-ground-reader.h"
#include "rdm-ground-style.h"
#include "rdm-map-view.h"

G_BEGIN_DECLS

typedef struct _RdmGroundTiles RdmGroundTiles;

/** RdmGroundTilesFunc: a tile could not be painted; called in the main thread. */
typedef void (*RdmGroundTilesFunc) (const GError *error, gpointer user_data);

/**
 * rdm_ground_tiles_new:
 * @widget: what shows the tiles: asked to draw again when there are new ones; outlives this
 * @failed: called at the first failure
 */
RdmGroundTiles *rdm_ground_tiles_new (RdmGroundReader *reader,
                                      GtkWidget *widget,
                                      RdmGroundTilesFunc failed,
                                      gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void rdm_ground_tiles_free (RdmGroundTiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGroundTiles, rdm_ground_tiles_free)

/** rdm_ground_tiles_snapshot: shows @view, and asks for what is missing. */
void rdm_ground_tiles_snapshot (RdmGroundTiles *self,
                                GtkSnapshot *snapshot,
                                const RdmMapView *view,
                                const RdmGroundStyle *style);

/** rdm_ground_tiles_is_complete: whether the last snapshot showed @view as it is meant to be. */
gboolean rdm_ground_tiles_is_complete (const RdmGroundTiles *self);

G_END_DECLS
