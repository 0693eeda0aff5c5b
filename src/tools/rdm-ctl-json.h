/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a plan for programs: every member named, with its unit in the name, whether or not it is
 * as it would be at first.
 */
#pragma once

#include "rdm-ctl.h"

G_BEGIN_DECLS

/* Members of the object that is being built; @text NULL is written as "". */
void rdm_ctl_add_text (JsonBuilder *builder, const char *name, const char *text);
void rdm_ctl_add_number (JsonBuilder *builder, const char *name, gint64 number);
void rdm_ctl_add_flag (JsonBuilder *builder, const char *name, gboolean flag);

/** rdm_ctl_add_order: @order with its stops, and where and when these are on a route. */
void rdm_ctl_add_order (JsonBuilder *builder, RdmCtl *ctl, const RdmOrder *order);

/** rdm_ctl_add_vehicle: @vehicle with its shifts and their drivers. */
void rdm_ctl_add_vehicle (JsonBuilder *builder, RdmCtl *ctl, const RdmVehicle *vehicle);

G_END_DECLS
