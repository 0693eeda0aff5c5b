/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paints a plan: lines, then stops, then depots. Cairo only, so that it can be measured and
 * pictured without a window.
 */
#pragma once

#include "rdm-map-scene.h"
#include "rdm-map-sprites.h"
#include "rdm-map-view.h"

G_BEGIN_DECLS

/** From here on stops carry their number, below they are dots, and below the next clusters. */
#define RDM_MAP_NUMBER_ZOOM 13.
#define RDM_MAP_DOT_ZOOM 11.

typedef struct
{
  const RdmMapScene *scene;
  const RdmMapTheme *theme;
  RdmMapSprites *sprites;
  GArray *clusters; /* (nullable): of this zoom, see rdm_map_painter_cluster() */
} RdmMapPainter;

/** rdm_map_painter_paint: what of the plan is in @clip, in pixels of @view. */
void rdm_map_painter_paint (const RdmMapPainter *self,
                            cairo_t *cr,
                            const RdmMapView *view,
                            RdmRect clip);

/** rdm_map_painter_paint_selection: what is selected, over what was painted before: a selection
 * changes often, and the plan below stays as it is. */
void rdm_map_painter_paint_selection (const RdmMapPainter *self,
                                      cairo_t *cr,
                                      const RdmMapView *view,
                                      RdmRect clip);

/** rdm_map_painter_cluster: Returns: (transfer full) (nullable) (element-type RdmMapCluster): the
 * clusters of @scene at
 *  @zoom, in units; NULL where stops are shown one by one. */
GArray *rdm_map_painter_cluster (const RdmMapScene *scene, double zoom) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_map_mark_size: the diameter of a stop's mark. */
guint rdm_map_mark_size (double zoom, RdmGlyphFlags flags);

G_END_DECLS
