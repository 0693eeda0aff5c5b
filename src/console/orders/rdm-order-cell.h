/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cell of the table: a label, which becomes an entry while somebody edits it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RDM_TYPE_ORDER_CELL (rdm_order_cell_get_type ())
G_DECLARE_FINAL_TYPE (RdmOrderCell, rdm_order_cell, RDM, ORDER_CELL, GtkWidget)

/** RdmOrderCell::edited: (text): the entry was confirmed; the handler returns TRUE when it takes
 * the text. */

GtkWidget *rdm_order_cell_new (gboolean editable, gboolean number);
void rdm_order_cell_set_text (RdmOrderCell *self, const char *text);
void rdm_order_cell_set_css_class (RdmOrderCell *self, const char *css_class);

/** rdm_order_cell_edit: begins editing, if it can be edited. */
void rdm_order_cell_edit (RdmOrderCell *self);
void rdm_order_cell_stop (RdmOrderCell *self);

G_END_DECLS
