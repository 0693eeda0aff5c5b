/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One line of the board, drawn by hand: thousands of stops scroll by, and every figure keeps its
 * column.
 */
#pragma once

#include "rdm-board-item.h"
#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_BOARD_ROW (rdm_board_row_get_type ())
G_DECLARE_FINAL_TYPE (RdmBoardRow, rdm_board_row, RDM, BOARD_ROW, GtkWidget)

/** What is shown of a drag over a row. */
typedef enum
{
  RDM_BOARD_MARK_NONE,
  RDM_BOARD_MARK_ABOVE,
  RDM_BOARD_MARK_BELOW,
  RDM_BOARD_MARK_ON,
} RdmBoardMark;

GtkWidget *rdm_board_row_new (RdmDesk *desk);

/** rdm_board_row_set_item: NULL: the row shows nothing. */
void rdm_board_row_set_item (RdmBoardRow *self, RdmBoardItem *item);
RdmBoardItem *rdm_board_row_get_item (RdmBoardRow *self);

/** rdm_board_row_refresh: what it says may have changed. */
void rdm_board_row_refresh (RdmBoardRow *self);

/** rdm_board_row_rename: when a stop is expected may have changed, which is drawn anew anyway:
 * tells those who cannot see it. */
void rdm_board_row_rename (RdmBoardRow *self);

/** rdm_board_row_set_ranking: what a header shows its place in; @ranking: (element-type RdmRank)
 * (nullable): NULL: there is none. */
void rdm_board_row_set_ranking (RdmBoardRow *self, GPtrArray *ranking);

void rdm_board_row_set_mark (RdmBoardRow *self, RdmBoardMark mark);

/** rdm_board_row_is_arrow: whether (@x, @y) is where a header opens and closes. */
gboolean rdm_board_row_is_arrow (RdmBoardRow *self, double x, double y);

G_END_DECLS
