/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a route's sheets, as blocks: heads and feet of pages, a row a visit, and the loading
 * list.
 */
#pragma once

#include "rdm-planned-route.h"
#include "rdm-sheet-block.h"

G_BEGIN_DECLS

/**
 * RdmSheetRound: what the parts are made from; all borrowed.
 * @width: of the page within its margins, points
 * @visits: (element-type RdmPlannedVisit)
 */
typedef struct
{
  PangoContext *context;
  double width;
  RdmRows *rows;
  const RdmPlannedRoute *planned;
  GArray *visits;
  const RdmSettings *settings;
} RdmSheetRound;

/**
 * rdm_sheet_head: of a page.
 * @first: of the route: with everything about it; the others say only what is needed to keep the
 *   pages together
 * @link: (nullable): leads through the stops of this page
 * @link_caption: (nullable): which those are: "Stops 1–10"
 *
 * Its height is the same with a link and without.
 */
RdmSheetBlock *rdm_sheet_head (const RdmSheetRound *sheet_round,
                               gboolean first,
                               const char *link,
                               const char *link_caption) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_sheet_foot: @page: from 1. */
RdmSheetBlock *rdm_sheet_foot (const RdmSheetRound *sheet_round,
                               guint page,
                               guint n_pages) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_sheet_visit: the row of the visit at @index. */
RdmSheetBlock *rdm_sheet_visit (const RdmSheetRound *sheet_round,
                                guint index) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_sheet_nothing: what stands in place of the stops where there are none. */
RdmSheetBlock *rdm_sheet_nothing (const RdmSheetRound *sheet_round) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_sheet_loading_list: Returns: (transfer full) (element-type RdmSheetBlock): its heading, a
 * row a delivery that comes from the depot, the last stop first, and the total; empty when nothing
 * is loaded. */
GPtrArray *rdm_sheet_loading_list (const RdmSheetRound *sheet_round) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
