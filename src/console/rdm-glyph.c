/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-glyph.h"

#include <glib/gi18n.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "rdm-palette.h"

/* Below this diameter a glyph is a dot: its fill and edge still speak, badges would only be dirt.
 */
#define DOT_SIZE 13.

static const GdkRGBA late_colour = { 0.878f, 0.106f, 0.141f, 1.f };
static const GdkRGBA risk_colour = { 0.898f, 0.647f, 0.039f, 1.f };
static const GdkRGBA white = { 1.f, 1.f, 1.f, 1.f };
static const GdkRGBA black = { 0.f, 0.f, 0.f, 1.f };

/* What a glyph is drawn with, worked out once. */
typedef struct
{
  cairo_t *cr;
  double x; /* centre */
  double y;
  double radius; /* of the body's outer edge; shrinks as rings are laid around it */
  double edge;   /* width of the body's edge */
  RdmStopState state;
  RdmGlyphFlags flags;
  GdkRGBA colour;
  GdkRGBA background;
  GdkRGBA ink; /* reads on the background */
} Pen;

static void
set_source (const Pen *pen, const GdkRGBA *colour)
{
  gdk_cairo_set_source_rgba (pen->cr, colour);
}

static void
set_tint (const Pen *pen, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (pen->cr, colour->red, colour->green, colour->blue, alpha);
}

static void
disc (const Pen *pen, double radius)
{
  cairo_new_path (pen->cr);
  cairo_arc (pen->cr, pen->x, pen->y, MAX (radius, 0.), 0., 2. * G_PI);
}

static void
rounded_square (const Pen *pen, double half)
{
  double corner = MIN (2.5, half * 0.4);

  cairo_new_sub_path (pen->cr);
  cairo_arc (pen->cr, pen->x + half - corner, pen->y - half + corner, corner, -G_PI_2, 0.);
  cairo_arc (pen->cr, pen->x + half - corner, pen->y + half - corner, corner, 0., G_PI_2);
  cairo_arc (pen->cr, pen->x - half + corner, pen->y + half - corner, corner, G_PI_2, G_PI);
  cairo_arc (pen->cr, pen->x - half + corner, pen->y - half + corner, corner, G_PI, 3. * G_PI_2);
  cairo_close_path (pen->cr);
}

static gboolean
is_square (const Pen *pen)
{
  return (pen->flags & RDM_GLYPH_TRAY) != 0;
}

/* The outline of the body, @inset within its outer edge. */
static void
outline (const Pen *pen, double inset)
{
  cairo_new_path (pen->cr);
  if (is_square (pen))
    rounded_square (pen, MAX (pen->radius * 0.9 - inset, 0.5));
  else
    disc (pen, pen->radius - inset);
}

/* Lays a ring around the body, which becomes that much smaller. */
static void
ring (Pen *pen, const GdkRGBA *colour, double width)
{
  outline (pen, width / 2.);
  cairo_set_line_width (pen->cr, width);
  set_source (pen, colour);
  cairo_stroke (pen->cr);
  pen->radius -= width;
  pen->edge = MAX (1., pen->edge * 0.85);
}

/* A tip on top: something goes up into the vehicle here. */
static void
draw_tip (Pen *pen)
{
  double height = MAX (2.5, pen->radius * 0.42);
  double top = pen->y - pen->radius;

  pen->radius -= height * 0.36;
  pen->y += height * 0.36;
  cairo_move_to (pen->cr, pen->x - height * 1.05, top + height * 1.25);
  cairo_line_to (pen->cr, pen->x, top - height * 0.12);
  cairo_line_to (pen->cr, pen->x + height * 1.05, top + height * 1.25);
  cairo_close_path (pen->cr);
  set_source (pen, &pen->colour);
  cairo_fill (pen->cr);
}

static void
draw_tick (const Pen *pen)
{
  double r = pen->radius;

  cairo_move_to (pen->cr, pen->x - r * 0.42, pen->y + r * 0.04);
  cairo_line_to (pen->cr, pen->x - r * 0.1, pen->y + r * 0.36);
  cairo_line_to (pen->cr, pen->x + r * 0.46, pen->y - r * 0.34);
}

static void
draw_cross (const Pen *pen)
{
  double arm = pen->radius * 0.36;

  cairo_move_to (pen->cr, pen->x - arm, pen->y - arm);
  cairo_line_to (pen->cr, pen->x + arm, pen->y + arm);
  cairo_move_to (pen->cr, pen->x + arm, pen->y - arm);
  cairo_line_to (pen->cr, pen->x - arm, pen->y + arm);
}

/* What the state puts inside the edge. @numbered: a number follows, so leave the middle legible. */
static void
draw_inside (const Pen *pen, gboolean numbered)
{
  double inner = pen->radius - pen->edge;

  switch (pen->state)
    {
    case RDM_STOP_SENT:
      disc (pen, MAX (pen->radius * 0.3, 1.));
      cairo_save (pen->cr);
      if (numbered)
        {
          cairo_new_path (pen->cr);
          cairo_arc (pen->cr, pen->x, pen->y + pen->radius - pen->edge * 0.75, pen->edge * 1.05, 0.,
                     2. * G_PI);
        }
      set_source (pen, &pen->colour);
      cairo_fill (pen->cr);
      cairo_restore (pen->cr);
      break;
    case RDM_STOP_EN_ROUTE:
      cairo_new_path (pen->cr);
      cairo_arc (pen->cr, pen->x, pen->y, inner + 0.5, 0., G_PI);
      cairo_close_path (pen->cr);
      set_tint (pen, &pen->colour, numbered ? 0.4 : 1.);
      cairo_fill (pen->cr);
      break;
    case RDM_STOP_ARRIVED:
      disc (pen, numbered ? inner - pen->edge * 0.6 : inner - pen->edge * 0.9);
      set_tint (pen, &pen->colour, numbered ? 0.35 : 1.);
      cairo_fill (pen->cr);
      break;
    case RDM_STOP_DONE:
    case RDM_STOP_FAILED:
      {
        GdkRGBA on = rdm_palette_on (&pen->colour);

        cairo_new_path (pen->cr);
        if (pen->state == RDM_STOP_DONE)
          draw_tick (pen);
        else
          draw_cross (pen);
        cairo_set_line_width (pen->cr, MAX (1.2, pen->radius * 0.26));
        cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
        cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
        set_source (pen, &on);
        cairo_stroke (pen->cr);
        break;
      }
    case RDM_STOP_CANCELLED:
      cairo_new_path (pen->cr);
      cairo_move_to (pen->cr, pen->x - inner * 0.8, pen->y + inner * 0.8);
      cairo_line_to (pen->cr, pen->x + inner * 0.8, pen->y - inner * 0.8);
      cairo_set_line_width (pen->cr, MAX (1., pen->edge * 0.8));
      set_source (pen, &pen->colour);
      cairo_stroke (pen->cr);
      break;
    case RDM_STOP_PLANNED:
      break;
    }
}

static void
draw_body (Pen *pen, gboolean numbered)
{
  gboolean filled = pen->state == RDM_STOP_DONE || pen->state == RDM_STOP_FAILED;

  if ((pen->flags & RDM_GLYPH_PICKUP) != 0 && !is_square (pen))
    draw_tip (pen);
  outline (pen, 0.);
  set_source (pen, filled ? &pen->colour : &pen->background);
  cairo_fill (pen->cr);
  if (!filled)
    {
      outline (pen, pen->edge / 2.);
      cairo_set_line_width (pen->cr, pen->edge);
      set_source (pen, &pen->colour);
      cairo_stroke (pen->cr);
    }
  draw_inside (pen, numbered);
  if (is_square (pen) && (pen->flags & RDM_GLYPH_PICKUP) != 0)
    {
      double arm = pen->radius * 0.4;

      cairo_move_to (pen->cr, pen->x - arm, pen->y + arm * 0.7);
      cairo_line_to (pen->cr, pen->x, pen->y - arm * 0.7);
      cairo_line_to (pen->cr, pen->x + arm, pen->y + arm * 0.7);
      cairo_close_path (pen->cr);
      set_source (pen, &pen->colour);
      cairo_fill (pen->cr);
    }
}

/* A small disc in @colour, set off from what lies below. */
static void
badge_disc (const Pen *pen, double x, double y, double radius, const GdkRGBA *colour)
{
  cairo_new_path (pen->cr);
  cairo_arc (pen->cr, x, y, radius + 1., 0., 2. * G_PI);
  set_source (pen, &pen->background);
  cairo_fill (pen->cr);
  cairo_arc (pen->cr, x, y, radius, 0., 2. * G_PI);
  set_source (pen, colour);
  cairo_fill (pen->cr);
}

static void
draw_clock (const Pen *pen, double x, double y, double radius, gboolean late)
{
  badge_disc (pen, x, y, radius, late ? &late_colour : &risk_colour);
  cairo_move_to (pen->cr, x, y - radius * 0.62);
  cairo_line_to (pen->cr, x, y);
  cairo_line_to (pen->cr, x + radius * 0.52, y + radius * 0.2);
  cairo_set_line_width (pen->cr, MAX (1., radius * 0.28));
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  set_source (pen, late ? &white : &black);
  cairo_stroke (pen->cr);
}

static void
draw_padlock (const Pen *pen, double x, double y, double radius)
{
  double half = radius * 0.74;

  badge_disc (pen, x, y, radius, &pen->background);
  cairo_rectangle (pen->cr, x - half, y - radius * 0.12, 2. * half, radius * 1.02);
  set_source (pen, &pen->ink);
  cairo_fill (pen->cr);
  cairo_arc (pen->cr, x, y - radius * 0.12, half * 0.62, G_PI, 0.);
  cairo_set_line_width (pen->cr, MAX (1., radius * 0.28));
  cairo_stroke (pen->cr);
}

static void
draw_breach (const Pen *pen, double x, double y, double radius)
{
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  for (int layer = 0; layer < 2; layer++)
    {
      cairo_new_path (pen->cr);
      cairo_move_to (pen->cr, x, y - radius);
      cairo_line_to (pen->cr, x + radius, y + radius * 0.8);
      cairo_line_to (pen->cr, x - radius, y + radius * 0.8);
      cairo_close_path (pen->cr);
      set_source (pen, layer == 0 ? &pen->background : &late_colour);
      cairo_set_line_width (pen->cr, layer == 0 ? 3. : 1.);
      cairo_stroke_preserve (pen->cr);
      cairo_fill (pen->cr);
    }
  set_source (pen, &white);
  cairo_rectangle (pen->cr, x - 0.5, y - radius * 0.45, 1., radius * 0.7);
  cairo_rectangle (pen->cr, x - 0.5, y + radius * 0.45, 1., 1.);
  cairo_fill (pen->cr);
}

static void
draw_badges (const Pen *pen, double centre_x, double centre_y, double size)
{
  double radius = MAX (3., size * 0.25);
  double away = size * 0.42;

  if ((pen->flags & (RDM_GLYPH_LATE | RDM_GLYPH_LATE_RISK)) != 0)
    draw_clock (pen, centre_x + away, centre_y - away, radius, (pen->flags & RDM_GLYPH_LATE) != 0);
  if ((pen->flags & RDM_GLYPH_LOCKED) != 0)
    draw_padlock (pen, centre_x + away, centre_y + away, radius);
  if ((pen->flags & RDM_GLYPH_BREACH) != 0)
    draw_breach (pen, centre_x - away, centre_y - away, radius);
}

static void
begin (Pen *pen,
       cairo_t *cr,
       double size,
       RdmStopState state,
       RdmGlyphFlags flags,
       const GdkRGBA *colour,
       const GdkRGBA *background)
{
  static const GdkRGBA grey_on_light = { 0.40f, 0.40f, 0.42f, 1.f };
  static const GdkRGBA grey_on_dark = { 0.68f, 0.68f, 0.70f, 1.f };

  pen->cr = cr;
  pen->radius = size / 2.;
  pen->edge = CLAMP (size * 0.13, 1., 3.);
  pen->state = state;
  pen->flags = flags;
  pen->background = *background;
  pen->ink = rdm_palette_on (background);
  pen->colour = *colour;
  if ((flags & RDM_GLYPH_TRAY) != 0 || state == RDM_STOP_CANCELLED)
    pen->colour = pen->ink.red < 0.5f ? grey_on_light : grey_on_dark;
}

void
rdm_glyph_draw (cairo_t *cr,
                double centre_x,
                double centre_y,
                double size,
                RdmStopState state,
                RdmGlyphFlags flags,
                const GdkRGBA *colour,
                const GdkRGBA *background,
                int number)
{
  Pen pen;
  gboolean numbered = number != 0 && rdm_glyph_shows_number (size, state, flags);

  cairo_save (cr);
  cairo_set_dash (cr, NULL, 0, 0.);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  begin (&pen, cr, size, state, flags, colour, background);
  pen.x = centre_x;
  pen.y = centre_y;
  if ((flags & RDM_GLYPH_SELECTED) != 0)
    {
      ring (&pen, &pen.ink, MAX (1.5, size * 0.1));
      ring (&pen, &pen.background, 1.);
    }
  if ((flags & RDM_GLYPH_LATE) != 0)
    ring (&pen, &late_colour, pen.edge);
  else if ((flags & RDM_GLYPH_LATE_RISK) != 0)
    ring (&pen, &risk_colour, pen.edge);
  draw_body (&pen, numbered);
  if (numbered && number > 0)
    rdm_glyph_draw_number (cr, pen.x, pen.y, MAX (size * 0.8, pen.radius * 2.), &pen.ink, number);
  if (size >= DOT_SIZE)
    draw_badges (&pen, centre_x, centre_y, size);
  cairo_restore (cr);
}

gboolean
rdm_glyph_shows_number (double size, RdmStopState state, RdmGlyphFlags flags)
{
  return size >= 13. && (flags & RDM_GLYPH_TRAY) == 0 && state != RDM_STOP_DONE
         && state != RDM_STOP_FAILED && state != RDM_STOP_CANCELLED;
}

void
rdm_glyph_draw_number (
    cairo_t *cr, double centre_x, double centre_y, double size, const GdkRGBA *ink, int number)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell, Sans");
  g_autofree char *text = g_strdup_printf ("%d", number);
  double height = size * (number > 99 ? 0.46 : number > 9 ? 0.56 : 0.64);
  PangoRectangle box;

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, height * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  /* By what is seen, not by the line's height: digits sit in the very middle. */
  pango_layout_get_extents (layout, &box, NULL);
  cairo_save (cr);
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_move_to (cr, centre_x - (box.x + box.width / 2.) / PANGO_SCALE,
                 centre_y - (box.y + box.height / 2.) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

double
rdm_glyph_reach (double size)
{
  return size < DOT_SIZE ? size / 2. + 1. : size * 0.42 + MAX (3., size * 0.25) + 2.;
}

RdmGlyphFlags
rdm_glyph_flags (const RdmStop *stop, const RdmOrder *order, const RdmVisit *visit)
{
  RdmGlyphFlags flags = 0;

  if (stop->role == RDM_STOP_PICKUP)
    flags |= RDM_GLYPH_PICKUP;
  if (stop->locked)
    flags |= RDM_GLYPH_LOCKED;
  if (visit == NULL)
    return flags | RDM_GLYPH_TRAY;
  if (visit->late_s > 0)
    flags |= RDM_GLYPH_LATE;
  else if (order != NULL && rdm_stop_is_open (stop)
           && rdm_visit_is_tight (visit, &rdm_order_end (order, stop->role)->windows))
    flags |= RDM_GLYPH_LATE_RISK;
  if ((visit->breaches & ~(guint)RDM_BREACH_LATE) != 0)
    flags |= RDM_GLYPH_BREACH;
  return flags;
}

static const char *
describe_state (RdmStopState state)
{
  switch (state)
    {
    case RDM_STOP_PLANNED:
      return _ ("planned");
    case RDM_STOP_SENT:
      return _ ("sent to the driver");
    case RDM_STOP_EN_ROUTE:
      return _ ("driver on the way");
    case RDM_STOP_ARRIVED:
      return _ ("driver there");
    case RDM_STOP_DONE:
      return _ ("done");
    case RDM_STOP_FAILED:
      return _ ("failed");
    case RDM_STOP_CANCELLED:
      return _ ("cancelled");
    }
  return "";
}

char *
rdm_glyph_describe (RdmStopState state, RdmGlyphFlags flags)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if ((flags & RDM_GLYPH_TRAY) != 0)
    g_ptr_array_add (words, (gpointer)_ ("unassigned"));
  if ((flags & RDM_GLYPH_TRAY) == 0 || state != RDM_STOP_PLANNED)
    g_ptr_array_add (words, (gpointer)describe_state (state));
  if ((flags & RDM_GLYPH_PICKUP) != 0)
    g_ptr_array_add (words, (gpointer)_ ("pickup"));
  if ((flags & RDM_GLYPH_LATE) != 0)
    g_ptr_array_add (words, (gpointer)_ ("late"));
  else if ((flags & RDM_GLYPH_LATE_RISK) != 0)
    g_ptr_array_add (words, (gpointer)_ ("could become late"));
  if ((flags & RDM_GLYPH_BREACH) != 0)
    g_ptr_array_add (words, (gpointer)_ ("breaks a rule"));
  if ((flags & RDM_GLYPH_LOCKED) != 0)
    g_ptr_array_add (words, (gpointer)_ ("locked"));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **)words->pdata);
}
