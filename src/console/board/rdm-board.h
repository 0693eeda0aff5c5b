/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The board: the tray, then a block a route with its stops in order.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-price-card.h"

G_BEGIN_DECLS

#define RDM_TYPE_BOARD (rdm_board_get_type ())
G_DECLARE_FINAL_TYPE (RdmBoard, rdm_board, RDM, BOARD, GtkWidget)

GtkWidget *rdm_board_new (RdmDesk *desk, RdmPriceCard *price_card);

/** rdm_board_find: puts the focus into the board's search. */
void rdm_board_find (RdmBoard *self);

/** rdm_board_reveal: scrolls to @stop, opening its route. */
void rdm_board_reveal (RdmBoard *self, const char *stop);

G_END_DECLS
