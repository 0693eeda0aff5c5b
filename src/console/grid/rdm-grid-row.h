/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of a grid in view. It draws its cells; a cell is a widget only while the cursor is on it.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-grid-columns.h"
#include "rdm-grid-painter.h"

G_BEGIN_DECLS

#define RDM_TYPE_GRID_ROW (rdm_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (RdmGridRow, rdm_grid_row, RDM, GRID_ROW, GtkWidget)

/** rdm_grid_row_new: @columns and @painter outlive it. */
GtkWidget *rdm_grid_row_new (const RdmGridColumns *columns, RdmGridPainter *painter);

/** rdm_grid_row_bind: shows @row of @model; RDM_GRID_NO_ROW: nothing. */
void rdm_grid_row_bind (RdmGridRow *self, RdmGridModel *model, guint row);
guint rdm_grid_row_get_row (RdmGridRow *self);

/** rdm_grid_row_get_id: Returns: (nullable): of the row that it shows. */
const char *rdm_grid_row_get_id (RdmGridRow *self);

/** rdm_grid_row_get_cell: Returns: (transfer none): as it is shown. */
const RdmGridText *rdm_grid_row_get_cell (RdmGridRow *self, guint column);

/** rdm_grid_row_set_span: only the columns @first to @last are in view. */
void rdm_grid_row_set_span (RdmGridRow *self, guint first, guint last);

/** rdm_grid_row_focus_cell: the focus goes to one cell of it. */
void rdm_grid_row_focus_cell (RdmGridRow *self, guint column);

/** rdm_grid_row_leave_cell: the cell is drawn like the others again. */
void rdm_grid_row_leave_cell (RdmGridRow *self);

/** rdm_grid_row_add_editor: @editor (floating) lies over @column from now on. */
void rdm_grid_row_add_editor (RdmGridRow *self, GtkWidget *editor, guint column);
void rdm_grid_row_remove_editor (RdmGridRow *self);

G_END_DECLS
