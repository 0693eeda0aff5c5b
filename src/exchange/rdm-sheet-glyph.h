/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of a stop on paper: the shapes of the screen, without colour.
 */
#pragma once

#include <cairo.h>

#include "rdm-planned-route.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_SHEET_MARK_PICKUP = 1 << 0, /* a tip on top: something is fetched here */
  RDM_SHEET_MARK_LATE = 1 << 1,   /* a clock, filled */
  RDM_SHEET_MARK_TIGHT = 1 << 2,  /* a clock */
  RDM_SHEET_MARK_LOCKED = 1 << 3, /* a padlock */
} RdmSheetMark;

/** rdm_sheet_marks: what holds for a stop that has a row. Returns: RdmSheetMark. */
guint rdm_sheet_marks (const RdmPlannedVisit *planned);

/** rdm_sheet_glyph_draw: about the centre (@x, @y); badges reach a little beyond @size. */
void rdm_sheet_glyph_draw (
    cairo_t *cr, double x, double y, double size, RdmStopState state, guint marks);

G_END_DECLS
