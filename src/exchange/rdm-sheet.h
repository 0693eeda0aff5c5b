/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Route sheets: what a driver takes along on paper. A set of pages a route: everything about it, a
 * row a stop with its window, load, notes, room for a signature and a code that navigates there,
 * and the loading list. The same pages go to a printer and into a PDF.
 */
#pragma once

#include <cairo.h>

#include "rdm-planned-route.h"

G_BEGIN_DECLS

/** RdmSheetPaper: in points, 1/72 inch. For a printer that keeps its own margins, @margin_pt is 0
 * and the size is what it can print on. */
typedef struct
{
  double width_pt;
  double height_pt;
  double margin_pt;
} RdmSheetPaper;

extern const RdmSheetPaper rdm_sheet_paper_a4;
extern const RdmSheetPaper rdm_sheet_paper_letter;

/** rdm_sheet_paper_find: @name: "a4" or "letter" in any case; NULL: what the locale's country uses.
 * Returns: (nullable): NULL for another name. */
const RdmSheetPaper *rdm_sheet_paper_find (const char *name);

typedef struct _RdmSheetBook RdmSheetBook;

/**
 * rdm_sheet_book_new: lays out the pages.
 * @rows: not looked at any more afterwards
 * @routes: (element-type RdmPlannedRoute)
 * @paper: at least 300 by 300 points within its margins, or it is taken for that
 */
RdmSheetBook *rdm_sheet_book_new (RdmRows *rows,
                                  GPtrArray *routes,
                                  const RdmSheetPaper *paper) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sheet_book_free (RdmSheetBook *self);

/** rdm_sheet_book_get_n_pages: of all routes; every route has at least one. */
guint rdm_sheet_book_get_n_pages (const RdmSheetBook *self);

/** rdm_sheet_book_get_title: Returns: (nullable): the route's name where @page, from 0, is its
 * first. */
const char *rdm_sheet_book_get_title (const RdmSheetBook *self, guint page);

/** rdm_sheet_book_draw_page: @page: from 0; @cr: one unit is one point, the paper's corner at the
 * origin. */
void rdm_sheet_book_draw_page (const RdmSheetBook *self, guint page, cairo_t *cr);

/** rdm_sheet_write_pdf: Returns: FALSE with an RDM_EXPORT_ERROR, and what was there is still there.
 */
gboolean rdm_sheet_write_pdf (
    const char *path, RdmRows *rows, GPtrArray *routes, const RdmSheetPaper *paper, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSheetBook, rdm_sheet_book_free)

G_END_DECLS
