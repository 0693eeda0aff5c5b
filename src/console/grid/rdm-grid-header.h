/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The titles of a grid's columns: a click sorts by one, its end can be dragged. By keyboard: the
 * arrows go from title to title, Enter sorts, and with Ctrl the arrows change the width.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-grid-columns.h"

G_BEGIN_DECLS

#define RDM_TYPE_GRID_HEADER (rdm_grid_header_get_type ())
G_DECLARE_FINAL_TYPE (RdmGridHeader, rdm_grid_header, RDM, GRID_HEADER, GtkWidget)

/** RdmGridHeader signals:
 * ::sort (column: uint): its title was chosen.
 * ::resized (): a column has another width now.
 * ::fit (column: uint): it should be as wide as what it holds.
 * ::focused (column: uint): its title has the focus, and should be seen.
 */

/** rdm_grid_header_new: @columns outlives it. */
GtkWidget *rdm_grid_header_new (RdmGridColumns *columns);

/** rdm_grid_header_show_sort: marks the title of @column. */
void rdm_grid_header_show_sort (RdmGridHeader *self, guint column, gboolean descending);

G_END_DECLS
