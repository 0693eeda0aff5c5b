/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stops have the words that somebody searches for.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

typedef struct _RdmBoardSearch RdmBoardSearch;

RdmBoardSearch *rdm_board_search_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void rdm_board_search_free (RdmBoardSearch *self);

/** rdm_board_search_set: Returns: whether that is another search than before. */
gboolean rdm_board_search_set (RdmBoardSearch *self, const char *text);

/** rdm_board_search_is_on: whether there is a word to search for. */
gboolean rdm_board_search_is_on (RdmBoardSearch *self);

/** rdm_board_search_matches: every word, in whatever order, in what is known of @stop or in
 * @route_name. */
gboolean rdm_board_search_matches (RdmBoardSearch *self, const char *stop, const char *route_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmBoardSearch, rdm_board_search_free)

G_END_DECLS
