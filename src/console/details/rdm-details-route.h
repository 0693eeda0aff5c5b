/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One route: its figures, what is wrong with it, its hours of today, and what can be done with it.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_DETAILS_ROUTE (rdm_details_route_get_type ())
G_DECLARE_FINAL_TYPE (RdmDetailsRoute, rdm_details_route, RDM, DETAILS_ROUTE, GtkWidget)

GtkWidget *rdm_details_route_new (RdmDesk *desk);
void rdm_details_route_show (RdmDetailsRoute *self, const char *route);

G_END_DECLS
