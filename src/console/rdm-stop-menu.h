/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with what is selected: the menu of a row on the board and on the timeline.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

/** rdm_stop_menu_new: Returns: (transfer full): for the selection as it is now. */
GMenuModel *rdm_stop_menu_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_stop_menu_popup: shows it at (@x, @y) of @over, a popover that is made into @menu once and
 * must be unparented with @over. */
void rdm_stop_menu_popup (RdmDesk *desk, GtkWidget **menu, GtkWidget *over, double x, double y);

G_END_DECLS
