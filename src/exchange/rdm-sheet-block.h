/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block: a piece of a page that is never cut in two, remembered as what is to be drawn, so that
 * it can be measured before there is a page to draw it on. Lengths are points (1/72 inch), y grows
 * downwards, greys go from 0 (black) to 1 (white).
 */
#pragma once

#include <pango/pangocairo.h>

#include "rdm-sheet-glyph.h"

G_BEGIN_DECLS

/**
 * RdmSheetStyle: of a text.
 * @max_lines: what does not fit is cut with "…"; 0: one line
 * @tabular: digits of one width, so that columns of numbers line up
 */
typedef struct
{
  double size_pt;
  gboolean bold;
  gboolean italic;
  gboolean tabular;
  double grey;
  PangoAlignment align;
  guint max_lines;
} RdmSheetStyle;

typedef struct _RdmSheetBlock RdmSheetBlock;

/** rdm_sheet_block_new: @context: measures and draws its texts; one point is one unit. */
RdmSheetBlock *rdm_sheet_block_new (PangoContext *context) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sheet_block_free (RdmSheetBlock *self);

double rdm_sheet_block_get_height (const RdmSheetBlock *self);
void rdm_sheet_block_set_height (RdmSheetBlock *self, double height);

/** rdm_sheet_block_text: @text: (nullable). Returns: the y below it; @y where there is no text. */
double rdm_sheet_block_text (RdmSheetBlock *self,
                             const RdmSheetStyle *style,
                             double x,
                             double y,
                             double width,
                             const char *text);

/** rdm_sheet_block_measure: how wide and high @text is when it need not wrap. */
void rdm_sheet_block_measure (RdmSheetBlock *self,
                              const RdmSheetStyle *style,
                              const char *text,
                              double *width,
                              double *height);

/** rdm_sheet_block_line: level, from @x on. */
void rdm_sheet_block_line (RdmSheetBlock *self, double x, double y, double width, double grey);

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} RdmSheetArea;

/** rdm_sheet_block_fill: rounded; rdm_sheet_block_frame: its outline alone. */
void
rdm_sheet_block_fill (RdmSheetBlock *self, const RdmSheetArea *area, double radius, double grey);
void
rdm_sheet_block_frame (RdmSheetBlock *self, const RdmSheetArea *area, double radius, double grey);

/** rdm_sheet_block_code: a QR code of @text, which in a PDF is a link as well; nothing where @text
 * is NULL or too long for one. */
void rdm_sheet_block_code (RdmSheetBlock *self, double x, double y, double size, const char *text);

void rdm_sheet_block_glyph (
    RdmSheetBlock *self, double x, double y, double size, RdmStopState state, guint marks);

/**
 * rdm_sheet_block_chips: short words in frames, side by side, wrapping at @width.
 * @words: (array length=n)
 * @n_filled: the first so many are white on black
 *
 * Returns: the y below them; @y where there are none
 */
double rdm_sheet_block_chips (RdmSheetBlock *self,
                              double x,
                              double y,
                              double width,
                              const char *const *words,
                              guint n,
                              guint n_filled);

/** rdm_sheet_block_draw: with its top left corner at (@x, @y). */
void rdm_sheet_block_draw (const RdmSheetBlock *self, cairo_t *cr, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSheetBlock, rdm_sheet_block_free)

G_END_DECLS
