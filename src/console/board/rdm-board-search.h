/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stops have the words that somebody searches for.
 */
#pragma once

#include "rdm-board-item.h"
#include "rdm-desk.h"

G_BEGIN_DECLS

typedef struct _RdmBoardSearch RdmBoardSearch;

RdmBoardSearch *rdm_board_search_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void rdm_board_search_free (RdmBoardSearch *self);

/** rdm_board_search_set: Returns: whether that is another search than before. */
gboolean rdm_board_search_set (RdmBoardSearch *self, const char *text);

/** rdm_board_search_is_on: whether there is a word to search for. */
gboolean rdm_board_search_is_on (RdmBoardSearch *self);

/** rdm_board_search_prepare: makes the text that @item is searched by, if it has none. */
void rdm_board_search_prepare (RdmBoardSearch *self, RdmBoardItem *item);

/** rdm_board_search_matches: every word, in whatever order, in what is known of @item's stop or in
 * its route's name.
 * @item: (nullable): NULL: in the name alone
 * @route_key: the name as rdm_text_search_key() has it */
gboolean rdm_board_search_matches (RdmBoardSearch *self, RdmBoardItem *item, const char *route_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmBoardSearch, rdm_board_search_free)

G_END_DECLS
