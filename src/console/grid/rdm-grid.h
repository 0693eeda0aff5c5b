/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of any number of rows that costs what its rows in view cost: each is one widget, which
 * draws its cells itself. It sorts by its titles, selects as lists do, and edits in place.
 *
 * By keyboard: arrows, Page Up, Page Down, Home and End go from row to row, with Shift they select
 * a range, with Ctrl they leave the selection alone; Left and Right go into the cells of the row,
 * Escape back to the whole row; F2 edits, Tab goes on to the next cell meanwhile; Enter edits a
 * cell and opens a row; letters go to the search.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-grid-columns.h"
#include "rdm-grid-model.h"

G_BEGIN_DECLS

#define RDM_TYPE_GRID (rdm_grid_get_type ())
G_DECLARE_FINAL_TYPE (RdmGrid, rdm_grid, RDM, GRID, GtkWidget)

/** RdmGrid signals:
 * ::activate (row: uint): a row was opened.
 * ::menu (x: double, y: double): what is selected is asked for its menu, at that place.
 */

/**
 * rdm_grid_new: for a GtkScrolledWindow.
 * @columns: @n_columns of them, copied
 * @label: what a screen reader calls it
 */
GtkWidget *rdm_grid_new (RdmGridModel *model,
                         const RdmGridColumn *columns,
                         guint n_columns,
                         const char *label);

/** rdm_grid_set_type_ahead: letters typed into the grid go to @search, which takes the focus. */
void rdm_grid_set_type_ahead (RdmGrid *self, GtkEditable *search);

/**
 * rdm_grid_dup_widths: what to remember of the columns.
 * Returns: (transfer full): "ai", the width that a hand has given each, px; 0 for the others
 */
GVariant *rdm_grid_dup_widths (RdmGrid *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_grid_set_widths: as rdm_grid_dup_widths() gave them; those of other columns are ignored. */
void rdm_grid_set_widths (RdmGrid *self, GVariant *widths);

/** rdm_grid_sort: as if the title of @column had been chosen. */
void rdm_grid_sort (RdmGrid *self, guint column, gboolean descending);

/** rdm_grid_set_cursor: moves to @row, and brings it into view. */
void rdm_grid_set_cursor (RdmGrid *self, guint row);

/** rdm_grid_get_cursor: Returns: the row of the cursor, RDM_GRID_NO_ROW when there are none. */
guint rdm_grid_get_cursor (RdmGrid *self);

/** rdm_grid_edit: begins editing a cell, if it can be edited. */
void rdm_grid_edit (RdmGrid *self, guint row, guint column);

G_END_DECLS
