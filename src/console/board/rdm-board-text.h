/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the board's rows say, in words.
 */
#pragma once

#include "rdm-board-item.h"
#include "rdm-desk.h"

G_BEGIN_DECLS

/** rdm_board_text_window: Returns: (transfer full): the window that holds @begin_s or is next to
 * it, short: "08–12", "08:30–10"; "+" behind it says that there are more. "" for no window. */
char *rdm_board_text_window (const RdmWindows *windows, gint32 begin_s) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_text_spare: Returns: (transfer full): "35 min", "−1:12 h". */
char *rdm_board_text_spare (gint32 spare_s) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_text_totals: Returns: (transfer full): "3 stops · 12 parcels · 45.2 kg · 9 min
 * service". */
char *rdm_board_text_totals (const RdmStopTotals *totals) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_text_stop_name: Returns: (transfer full): "Feldstrasse 4, Recipient 0003": whatever of
 * it is known. */
char *rdm_board_text_stop_name (RdmDesk *desk, const char *stop) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_text_stop: Returns: (transfer full): "3, Feldstrasse 4, Recipient 0003, 08:42, window
 * 08:00–12:00, planned". @number: 0 in the tray. */
char *rdm_board_text_stop (RdmDesk *desk, const char *stop, guint number) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_text_describe: Returns: (transfer full): the row's name for a screen reader. */
char *rdm_board_text_describe (RdmDesk *desk, RdmBoardItem *item) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_text_tooltip: Returns: (transfer full): what does not fit into the row. */
char *rdm_board_text_tooltip (RdmDesk *desk, RdmBoardItem *item) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_text_find_break: Returns: (nullable): the break of @route after @n stops. */
const RdmVisit *rdm_board_text_find_break (const RdmDeskRoute *route, guint n);

G_END_DECLS
