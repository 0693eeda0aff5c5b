/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An order by hand.
 */
#pragma once

#include <adwaita.h>

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_NEW_ORDER (rdm_new_order_get_type ())
G_DECLARE_FINAL_TYPE (RdmNewOrder, rdm_new_order, RDM, NEW_ORDER, AdwWindow)

GtkWidget *rdm_new_order_new (GtkWindow *parent, RdmDesk *desk);

G_END_DECLS
