/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws the texts of a grid: hundreds in a frame, so with one layout and no widget for each.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-grid-model.h"

G_BEGIN_DECLS

/** Between a text and the edge of its column, px. */
#define RDM_GRID_PADDING 6

typedef struct _RdmGridPainter RdmGridPainter;

/** rdm_grid_painter_new: in the font and colours of @widget, which outlives it. */
RdmGridPainter *rdm_grid_painter_new (GtkWidget *widget) G_GNUC_WARN_UNUSED_RESULT;
void rdm_grid_painter_free (RdmGridPainter *self);

/** rdm_grid_painter_renew: the widget's colours are others now. */
void rdm_grid_painter_renew (RdmGridPainter *self);

/** rdm_grid_painter_height: Returns: of a line, px. */
int rdm_grid_painter_height (RdmGridPainter *self);

/** rdm_grid_painter_width: Returns: of a column that does not cut @text, px. */
int rdm_grid_painter_width (RdmGridPainter *self, const RdmGridText *text);

/** rdm_grid_painter_draw: @text into the column at @x, in the middle of @height. @right: it stands
 * at the right edge. What does not fit is cut. */
void rdm_grid_painter_draw (RdmGridPainter *self,
                            GtkSnapshot *snapshot,
                            const RdmGridText *text,
                            int x,
                            int width,
                            int height,
                            gboolean right);

G_END_DECLS
