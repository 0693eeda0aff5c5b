/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vehicles, drivers and shifts, by hand.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_FLEET_PAGE (rdm_fleet_page_get_type ())
G_DECLARE_FINAL_TYPE (RdmFleetPage, rdm_fleet_page, RDM, FLEET_PAGE, GtkWidget)

GtkWidget *rdm_fleet_page_new (RdmDesk *desk);

G_END_DECLS
