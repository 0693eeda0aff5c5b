/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One vehicle with its shifts, or one driver, to be edited in place.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_FLEET_FORM (rdm_fleet_form_get_type ())
G_DECLARE_FINAL_TYPE (RdmFleetForm, rdm_fleet_form, RDM, FLEET_FORM, GtkWidget)

GtkWidget *rdm_fleet_form_new (RdmDesk *desk);

/** rdm_fleet_form_show: @kind: vehicle or driver; @id NULL shows nothing. */
void rdm_fleet_form_show (RdmFleetForm *self, RdmRowKind kind, const char *id);

/** rdm_fleet_form_remove: removes what is shown from the fleet; it can be taken back. */
void rdm_fleet_form_remove (RdmFleetForm *self);

G_END_DECLS
