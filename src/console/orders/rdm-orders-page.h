/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The orders of the day as a table: sort, filter, search as you type, edit in place.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-grid.h"

G_BEGIN_DECLS

#define RDM_TYPE_ORDERS_PAGE (rdm_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (RdmOrdersPage, rdm_orders_page, RDM, ORDERS_PAGE, GtkWidget)

GtkWidget *rdm_orders_page_new (RdmDesk *desk);

/** rdm_orders_page_find: puts the focus into the search. */
void rdm_orders_page_find (RdmOrdersPage *self);

/** rdm_orders_page_set_search: as if @text had been typed into the search. */
void rdm_orders_page_set_search (RdmOrdersPage *self, const char *text);

/** rdm_orders_page_show_unplaced: filters to the orders that need a place. */
void rdm_orders_page_show_unplaced (RdmOrdersPage *self);

/** rdm_orders_page_get_grid: Returns: (transfer none): the table itself. */
RdmGrid *rdm_orders_page_get_grid (RdmOrdersPage *self);

G_END_DECLS
