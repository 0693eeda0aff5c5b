/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The columns of the table of orders: what each reads, sorts by, and takes when it is edited.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-grid-columns.h"
#include "rdm-grid-model.h"

G_BEGIN_DECLS

#define RDM_N_ORDER_COLUMNS 16

/** rdm_order_columns: Returns: (transfer full): RDM_N_ORDER_COLUMNS of them, as the grid wants
 * them. */
RdmGridColumn *rdm_order_columns (void) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_order_column_role: Returns: which end of @order the table is about: where it is brought, or
 * fetched when it is only that. */
int rdm_order_column_role (const RdmOrder *order);

/** rdm_order_column_get: fills @cell for @order, whose stop is @stop. */
void rdm_order_column_get (
    guint column, RdmDesk *desk, const RdmOrder *order, const char *stop, RdmGridText *cell);

/** rdm_order_column_follows_plan: whether moving a stop may change it, without the order. */
gboolean rdm_order_column_follows_plan (guint column);

/** rdm_order_column_sort_key: see rdm_order_text_sort_key(). */
char *rdm_order_column_sort_key (guint column,
                                 RdmDesk *desk,
                                 const RdmOrder *order,
                                 const char *stop,
                                 gint64 *number) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_order_column_edit: has the desk make @text of it. Returns: FALSE where it makes no sense, of
 * which the desk has told. */
gboolean
rdm_order_column_edit (guint column, RdmDesk *desk, const RdmOrder *order, const char *text);

G_END_DECLS
