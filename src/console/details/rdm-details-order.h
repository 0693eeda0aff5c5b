/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One stop and its order: when it will be visited, what stands in its way, and every field to be
 * edited in place.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_DETAILS_ORDER (rdm_details_order_get_type ())
G_DECLARE_FINAL_TYPE (RdmDetailsOrder, rdm_details_order, RDM, DETAILS_ORDER, GtkWidget)

GtkWidget *rdm_details_order_new (RdmDesk *desk);

/** rdm_details_order_show: the same stop again keeps what somebody is typing. */
void rdm_details_order_show (RdmDetailsOrder *self, const char *stop);

G_END_DECLS
