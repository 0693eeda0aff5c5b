/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar under the board: what is selected comes to, and what can be done with it.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_BOARD_FOOT (rdm_board_foot_get_type ())
G_DECLARE_FINAL_TYPE (RdmBoardFoot, rdm_board_foot, RDM, BOARD_FOOT, GtkWidget)

/** rdm_board_foot_new: follows the desk's selection by itself, and hides without one. */
GtkWidget *rdm_board_foot_new (RdmDesk *desk);

G_END_DECLS
