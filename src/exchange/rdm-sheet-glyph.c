/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sheet-glyph.h"

#include <math.h>

#include "rdm-stop.h"

static void
disc (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0., 2. * G_PI);
}

static void
draw_tip (cairo_t *cr, double x, double y, double r)
{
  cairo_new_path (cr);
  cairo_move_to (cr, x - r * 0.62, y - r * 0.98);
  cairo_line_to (cr, x, y - r * 1.7);
  cairo_line_to (cr, x + r * 0.62, y - r * 0.98);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_sign (cairo_t *cr, double x, double y, double r, gboolean tick)
{
  cairo_new_path (cr);
  if (tick)
    {
      cairo_move_to (cr, x - r * 0.42, y + r * 0.04);
      cairo_line_to (cr, x - r * 0.1, y + r * 0.36);
      cairo_line_to (cr, x + r * 0.46, y - r * 0.34);
    }
  else
    {
      cairo_move_to (cr, x - r * 0.36, y - r * 0.36);
      cairo_line_to (cr, x + r * 0.36, y + r * 0.36);
      cairo_move_to (cr, x + r * 0.36, y - r * 0.36);
      cairo_line_to (cr, x - r * 0.36, y + r * 0.36);
    }
  cairo_set_source_rgb (cr, 1., 1., 1.);
  cairo_set_line_width (cr, MAX (0.9, r * 0.28));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0., 0., 0.);
}

static void
draw_inside (cairo_t *cr, double x, double y, double r, RdmStopState state)
{
  switch (state)
    {
    case RDM_STOP_SENT:
      disc (cr, x, y, r * 0.32);
      cairo_fill (cr);
      break;
    case RDM_STOP_EN_ROUTE:
      cairo_new_path (cr);
      cairo_arc (cr, x, y, r, 0., G_PI);
      cairo_close_path (cr);
      cairo_fill (cr);
      break;
    case RDM_STOP_ARRIVED:
      disc (cr, x, y, r * 0.6);
      cairo_fill (cr);
      break;
    case RDM_STOP_DONE:
    case RDM_STOP_FAILED:
      disc (cr, x, y, r);
      cairo_fill (cr);
      draw_sign (cr, x, y, r, state == RDM_STOP_DONE);
      break;
    case RDM_STOP_CANCELLED:
      cairo_new_path (cr);
      cairo_move_to (cr, x - r * 0.7, y + r * 0.7);
      cairo_line_to (cr, x + r * 0.7, y - r * 0.7);
      cairo_stroke (cr);
      break;
    case RDM_STOP_PLANNED:
      break;
    }
}

/* A white edge sets a badge off from what lies below it. */
static void
draw_clock (cairo_t *cr, double x, double y, double r, gboolean filled)
{
  disc (cr, x, y, r + 0.8);
  cairo_set_source_rgb (cr, 1., 1., 1.);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0., 0., 0.);
  cairo_set_line_width (cr, 0.7);
  disc (cr, x, y, r);
  if (filled)
    cairo_fill_preserve (cr);
  cairo_stroke (cr);
  if (filled)
    cairo_set_source_rgb (cr, 1., 1., 1.);
  cairo_new_path (cr);
  cairo_move_to (cr, x, y - r * 0.65);
  cairo_line_to (cr, x, y);
  cairo_line_to (cr, x + r * 0.5, y + r * 0.25);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 0., 0., 0.);
}

static void
draw_padlock (cairo_t *cr, double x, double y, double r)
{
  cairo_new_path (cr);
  cairo_rectangle (cr, x - r - 0.8, y - r * 1.2 - 0.8, r * 2. + 1.6, r * 2.3 + 1.6);
  cairo_set_source_rgb (cr, 1., 1., 1.);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0., 0., 0.);
  cairo_rectangle (cr, x - r * 0.9, y - r * 0.1, r * 1.8, r * 1.2);
  cairo_fill (cr);
  cairo_set_line_width (cr, 0.8);
  cairo_arc (cr, x, y - r * 0.2, r * 0.55, G_PI, 2. * G_PI);
  cairo_stroke (cr);
}

guint
rdm_sheet_marks (const RdmPlannedVisit *planned)
{
  const RdmStop *stop = planned->stop;
  const RdmVisit *visit = planned->visit;
  gboolean open = rdm_stop_is_open (stop);
  guint marks = 0;

  if (stop->role == RDM_STOP_PICKUP)
    marks |= RDM_SHEET_MARK_PICKUP;
  if (stop->locked)
    marks |= RDM_SHEET_MARK_LOCKED;
  if (open && visit->late_s > 0)
    marks |= RDM_SHEET_MARK_LATE;
  else if (open && planned->end != NULL && rdm_visit_is_tight (visit, &planned->end->windows))
    marks |= RDM_SHEET_MARK_TIGHT;
  return marks;
}

void
rdm_sheet_glyph_draw (cairo_t *cr, double x, double y, double size, RdmStopState state, guint marks)
{
  double r = size / 2.;

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0., 0., 0.);
  cairo_set_line_width (cr, MAX (0.9, size * 0.1));
  if ((marks & RDM_SHEET_MARK_PICKUP) != 0)
    draw_tip (cr, x, y, r);
  disc (cr, x, y, r);
  cairo_stroke (cr);
  draw_inside (cr, x, y, r, state);
  if ((marks & (RDM_SHEET_MARK_LATE | RDM_SHEET_MARK_TIGHT)) != 0)
    draw_clock (cr, x + r * 1.25, y - r * 0.7, r * 0.62, (marks & RDM_SHEET_MARK_LATE) != 0);
  if ((marks & RDM_SHEET_MARK_LOCKED) != 0)
    draw_padlock (cr, x + r * 1.25, y + r * 0.8, r * 0.55);
  cairo_restore (cr);
}
