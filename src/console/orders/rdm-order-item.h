/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An order as a row of the table.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_ORDER_ITEM (rdm_order_item_get_type ())
G_DECLARE_FINAL_TYPE (RdmOrderItem, rdm_order_item, RDM, ORDER_ITEM, GObject)

/** RdmOrderItem::changed: what is shown of it has changed. */

RdmOrderItem *rdm_order_item_new (const RdmOrder *order) G_GNUC_WARN_UNUSED_RESULT;
const RdmOrder *rdm_order_item_get_order (RdmOrderItem *self);

/** rdm_order_item_get_stop: Returns: the id of the stop that the table stands for: the delivery, or
 * the pickup of an order that is only that. */
const char *rdm_order_item_get_stop (RdmOrderItem *self);

/** rdm_order_item_matches: whether every word of @key, which is folded, is in it somewhere. */
gboolean rdm_order_item_matches (RdmOrderItem *self, const char *const *words);

/** rdm_order_item_touch: emits ::changed. */
void rdm_order_item_touch (RdmOrderItem *self);

G_END_DECLS
