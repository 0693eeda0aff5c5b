/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of a stop as a glyph: the same on board, map, timeline and in the legend. State has its
 * own channel: shape and fill, never only the route's colour.
 */
#pragma once

#include <cairo.h>
#include <gdk/gdk.h>

#include "rdm-schedule.h"
#include "rdm-stop.h"

G_BEGIN_DECLS

/** What is drawn on top of the state. */
typedef enum
{
  RDM_GLYPH_LATE_RISK = 1 << 0, /* amber edge and clock */
  RDM_GLYPH_LATE = 1 << 1,      /* red edge and clock */
  RDM_GLYPH_LOCKED = 1 << 2,    /* padlock */
  RDM_GLYPH_TRAY = 1 << 3,      /* a grey square: nobody has it */
  RDM_GLYPH_SELECTED = 1 << 4,
  RDM_GLYPH_PICKUP = 1 << 5, /* something is fetched here, not brought */
  RDM_GLYPH_BREACH = 1 << 6, /* breaks a rule other than lateness */
} RdmGlyphFlags;

/** rdm_glyph_draw: @size: outer diameter; @number: shown inside when positive and there is room;
 * negative: there is room left for one that is drawn later. */
void rdm_glyph_draw (cairo_t *cr,
                     double centre_x,
                     double centre_y,
                     double size,
                     RdmStopState state,
                     RdmGlyphFlags flags,
                     const GdkRGBA *colour,
                     const GdkRGBA *background,
                     int number);

/** rdm_glyph_shows_number: whether such a glyph has room for its number. */
gboolean rdm_glyph_shows_number (double size, RdmStopState state, RdmGlyphFlags flags);

/** rdm_glyph_draw_number: the number alone, as rdm_glyph_draw() puts it into a glyph of @size. */
void rdm_glyph_draw_number (
    cairo_t *cr, double centre_x, double centre_y, double size, const GdkRGBA *ink, int number);

/** rdm_glyph_reach: how far a glyph of @size with all its badges reaches from its centre. */
double rdm_glyph_reach (double size);

/** rdm_glyph_flags: what holds for @stop of @order (nullable), visited as in @visit (NULL: nobody
 * has it). */
RdmGlyphFlags rdm_glyph_flags (const RdmStop *stop, const RdmOrder *order, const RdmVisit *visit);

/** rdm_glyph_describe: Returns: (transfer full): the same in words, for tooltips and screen
 * readers. */
char *rdm_glyph_describe (RdmStopState state, RdmGlyphFlags flags) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
