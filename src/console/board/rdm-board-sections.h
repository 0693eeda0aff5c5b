/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All rows of the board, shown or not: the tray and its stops, then each route and its stops and
 * breaks. A row is the same object as long as it is there, be it on another route.
 */
#pragma once

#include "rdm-board-item.h"
#include "rdm-desk.h"

G_BEGIN_DECLS

/**
 * RdmBoardSection:
 * @route: NULL: the tray
 * @rows: (element-type RdmBoardItem): the header first
 * @n_shown: for whoever shows them: how many of them
 */
typedef struct
{
  char *route;
  GPtrArray *rows;
  guint n_shown;
} RdmBoardSection;

typedef struct _RdmBoardSections RdmBoardSections;

/** rdm_board_sections_new: empty until rdm_board_sections_refresh(). @desk: borrowed */
RdmBoardSections *rdm_board_sections_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;
void rdm_board_sections_free (RdmBoardSections *self);

/** rdm_board_sections_refresh: the rows as they are now, of the routes that there are now. */
void rdm_board_sections_refresh (RdmBoardSections *self);

/** rdm_board_sections_follow: the same, when only what is @touched, and not all, can be another. */
void rdm_board_sections_follow (RdmBoardSections *self, const RdmDeskTouched *touched);

/** rdm_board_sections_get: Returns: (transfer none) (element-type RdmBoardSection): the tray, then
 * the routes in the desk's order; until the next refresh. */
GPtrArray *rdm_board_sections_get (RdmBoardSections *self);

/** rdm_board_sections_find: Returns: (transfer none) (nullable): the row with @key. */
RdmBoardItem *rdm_board_sections_find (RdmBoardSections *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmBoardSections, rdm_board_sections_free)

G_END_DECLS
