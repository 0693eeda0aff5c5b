/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An address that somebody should look at, with all the orders that go there.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-order.h"
#include "rdm-rows.h"

G_BEGIN_DECLS

#define RDM_TYPE_LOCATE_ITEM (rdm_locate_item_get_type ())
G_DECLARE_FINAL_TYPE (RdmLocateItem, rdm_locate_item, RDM, LOCATE_ITEM, GObject)

/** rdm_locate_orders: the orders of a service day whose places somebody should look at, but for
 * those that are done.
 *
 * Returns: (transfer full) (element-type RdmOrder)
 */
GPtrArray *rdm_locate_orders (RdmRows *rows, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** RdmLocateGap: Returns: metres from @point to the nearest road; 0: nobody knows. */
typedef double (*RdmLocateGap) (RdmPoint point, gpointer user_data);

/**
 * rdm_locate_items_new: their addresses, the worst first: what was not found before what may
 * be several places, before towns, before streets; and at the end those whose pin is far from any
 * road, unless a person has set it there.
 * @gap: (nullable): who knows how far that is
 *
 * Returns: (transfer full) (element-type RdmLocateItem)
 */
GPtrArray *rdm_locate_items_new (RdmRows *rows,
                                 const char *date,
                                 RdmLocateGap gap,
                                 gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_locate_item_get_key: under which a pin of this address is remembered. */
const char *rdm_locate_item_get_key (RdmLocateItem *self);

/** rdm_locate_item_get_order: the first of its orders; @role: (out): of the end that is meant. */
const char *rdm_locate_item_get_order (RdmLocateItem *self, int *role);

/** rdm_locate_item_get_end: as that order has it. */
const RdmOrderEnd *rdm_locate_item_get_end (RdmLocateItem *self);

/** rdm_locate_item_is_same: whether both are the same address with the same place; @a, @b:
 * (nullable). */
gboolean rdm_locate_item_is_same (RdmLocateItem *a, RdmLocateItem *b);

/** rdm_locate_item_get_title: the address as it is written, or a word for none. */
const char *rdm_locate_item_get_title (RdmLocateItem *self);

/** rdm_locate_item_describe: Returns: (transfer full): "Only the street · Meier · 2 orders", or
 * "1.2 km from any road · Meier". */
char *rdm_locate_item_describe (RdmLocateItem *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
