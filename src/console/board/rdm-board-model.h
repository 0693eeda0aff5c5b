/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The board as a flat list: the tray and its stops, then each route and its stops, as far as they
 * are open and match what is searched for. Its selection is the desk's.
 */
#pragma once

#include "rdm-board-item.h"
#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_BOARD_MODEL (rdm_board_model_get_type ())
G_DECLARE_FINAL_TYPE (RdmBoardModel, rdm_board_model, RDM, BOARD_MODEL, GObject)

/** rdm_board_model_new: follows nothing by itself: see rdm_board_model_follow(). */
RdmBoardModel *rdm_board_model_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_model_refresh: the rows as they are now. */
void rdm_board_model_refresh (RdmBoardModel *self);

/** rdm_board_model_follow: the same, when only what is @touched can be another. */
void rdm_board_model_follow (RdmBoardModel *self, const RdmDeskTouched *touched);

/** rdm_board_model_set_at_once: where a search finds many new rows, the first @n come at once, the
 * rest by rdm_board_model_show_more(): a list view makes hundreds of widgets, of which few are
 * seen. Until then it is a shorter list; whoever asks by key, or for all, is told of all rows. */
void rdm_board_model_set_at_once (RdmBoardModel *self, guint n);

/** rdm_board_model_show_more: @n rows at most. Returns: whether there are still others. */
gboolean rdm_board_model_show_more (RdmBoardModel *self, guint n);

/** rdm_board_model_set_search: shows only stops that have every word of @text, and their routes. */
void rdm_board_model_set_search (RdmBoardModel *self, const char *text);
gboolean rdm_board_model_is_searching (RdmBoardModel *self);

/** rdm_board_model_prepare_search: works out what the rows of the @nth block are searched by: the
 * tray, or a route. A search does it by itself; who knows that one is coming does it before.
 * Returns: FALSE: there is no such block. */
gboolean rdm_board_model_prepare_search (RdmBoardModel *self, guint nth);

/** rdm_board_model_set_open: @route: NULL is the tray. While searching, all is open. */
void rdm_board_model_set_open (RdmBoardModel *self, const char *route, gboolean open);
gboolean rdm_board_model_is_open (RdmBoardModel *self, const char *route);
void rdm_board_model_set_all_open (RdmBoardModel *self, gboolean open);

/** rdm_board_model_any_open: whether any route shows its stops. */
gboolean rdm_board_model_any_open (RdmBoardModel *self);

/** rdm_board_model_find: Returns: the position of the row with @key, or GTK_INVALID_LIST_POSITION.
 */
guint rdm_board_model_find (RdmBoardModel *self, const char *key);
guint rdm_board_model_find_stop (RdmBoardModel *self, const char *stop);

/** rdm_board_model_peek: Returns: (transfer none) (nullable) */
RdmBoardItem *rdm_board_model_peek (RdmBoardModel *self, guint position);

G_END_DECLS
