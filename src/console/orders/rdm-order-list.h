/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The orders of the day as rows of a table: those that are shown and match the search, sorted. With
 * thousands of orders both can take longer than a frame, so they are done in slices; until they are
 * done, the rows are those of before.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-grid-model.h"

G_BEGIN_DECLS

#define RDM_TYPE_ORDER_LIST (rdm_order_list_get_type ())
G_DECLARE_FINAL_TYPE (RdmOrderList, rdm_order_list, RDM, ORDER_LIST, GObject)

typedef enum
{
  RDM_ORDERS_ALL,
  RDM_ORDERS_TRAY,
  RDM_ORDERS_UNPLACED,
  RDM_ORDERS_LATE,
  RDM_ORDERS_LOCKED,
} RdmOrdersShown;

/** RdmOrderList::busy: there is more to do: call rdm_order_list_work() until there is not. */

/** rdm_order_list_new: of the day that @desk shows; inactive. The ids of its rows are the orders'.
 */
RdmOrderList *rdm_order_list_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_order_list_set_active: while nobody can see it, it does nothing. */
void rdm_order_list_set_active (RdmOrderList *self, gboolean active);

void rdm_order_list_set_shown (RdmOrderList *self, RdmOrdersShown shown);

/** rdm_order_list_set_search: only orders that have every word of @text somewhere. */
void rdm_order_list_set_search (RdmOrderList *self, const char *text);

/** rdm_order_list_work: goes on for about @budget_us. Returns: whether there is more to do. */
gboolean rdm_order_list_work (RdmOrderList *self, gint64 budget_us);

/** rdm_order_list_is_settled: whether the rows are what was asked for last. */
gboolean rdm_order_list_is_settled (RdmOrderList *self);

/** rdm_order_list_get_n_orders: Returns: of the whole day. */
guint rdm_order_list_get_n_orders (RdmOrderList *self);

const RdmOrder *rdm_order_list_get_order (RdmOrderList *self, guint row);

G_END_DECLS
