/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the board's files share.
 */
#pragma once

#include "rdm-board-model.h"
#include "rdm-board-row.h"
#include "rdm-board.h"

G_BEGIN_DECLS

struct _RdmBoard
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmBoardModel *model;
  GPtrArray *shown;     /* GtkListItem: those that have a row */
  GPtrArray *ranking;   /* of the selection, as the headers show it; NULL: none */
  guint rank_later;     /* source */
  gboolean ranked;      /* it has been asked who is best for the selection */
  GtkWidget *menu;      /* made when first asked for */
  guint prepare;        /* source: makes ready for a search */
  guint n_prepared;     /* blocks */
  guint rest_later;     /* source: begins to show the rest of what was found */
  guint rest_tick;      /* shows it */
  guint selection_tick; /* tells rows out of sight that they are selected */

  /* Borrowed */
  RdmPriceCard *price_card;
  GtkWidget *search;
  GtkWidget *fold;
  GtkStack *stack;
  GtkWidget *list;
  GtkWidget *foot;
  GtkWidget *empty;
  RdmBoardRow *marked; /* where the drag would land */
};

/** rdm_board_row_at: Returns: (nullable): the row at (@x, @y) of the list. */
RdmBoardRow *rdm_board_row_at (RdmBoard *self, double x, double y);

/** rdm_board_add_drags: drags from the list, and onto it. */
void rdm_board_add_drags (RdmBoard *self);

/** rdm_board_add_menu: the menu of what is under the pointer, or of the selection. */
void rdm_board_add_menu (RdmBoard *self);

/** rdm_board_has_menu: whether it is open. */
gboolean rdm_board_has_menu (RdmBoard *self);

G_END_DECLS
