/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The routes for the selected stops, best first, each with what it would cost. Digits choose.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_ASSIGN_POPOVER (rdm_assign_popover_get_type ())
G_DECLARE_FINAL_TYPE (RdmAssignPopover, rdm_assign_popover, RDM, ASSIGN_POPOVER, GtkPopover)

GtkWidget *rdm_assign_popover_new (RdmDesk *desk);

G_END_DECLS
