/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-overlay.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "rdm-map-painter.h"
#include "rdm-map-stroke.h"

#define CANDIDATE_RADIUS 10.

static void
set_source (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, alpha);
}

static RdmRect
view_rect (const RdmMapView *view)
{
  return (RdmRect){ 0., 0., view->width, view->height };
}

static void
halo (cairo_t *cr, RdmXY at, double radius, const GdkRGBA *colour, const RdmMapTheme *theme)
{
  cairo_new_path (cr);
  cairo_arc (cr, at.x, at.y, radius, 0., 2. * G_PI);
  set_source (cr, colour, 0.18);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 4.);
  set_source (cr, &theme->paper, 0.8);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 2.);
  set_source (cr, colour, 1.);
  cairo_stroke (cr);
}

/* The leg between two stops, thicker. */
static void
leg (cairo_t *cr,
     const RdmMapLine *line,
     guint index,
     const RdmMapView *view,
     const GdkRGBA *colour,
     double width)
{
  guint from = line->legs[index];
  guint n = line->legs[index + 1] - from + 1;
  g_autofree RdmXY *pixels = g_new (RdmXY, n);

  for (guint i = 0; i < n; i++)
    pixels[i] = rdm_map_view_to_pixel (view, line->points[from + i]);
  cairo_new_path (cr);
  rdm_map_stroke_path (cr, pixels, n, rdm_rect_grow (view_rect (view), 10.));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, width);
  set_source (cr, colour, 0.85);
  cairo_stroke (cr);
}

static void
paint_hover (const RdmMapOverlay *self,
             cairo_t *cr,
             const RdmMapScene *scene,
             const RdmMapView *view,
             const RdmMapTheme *theme)
{
  const RdmMapMark *mark;
  const RdmMapLine *line;

  if (self->hover.kind == RDM_MAP_HIT_STOP)
    {
      mark = rdm_map_scene_mark (scene, self->hover.index);
      line = rdm_map_scene_line_of (scene, mark);
      halo (cr, rdm_map_view_to_pixel (view, mark->at),
            rdm_map_mark_size (view->zoom, mark->flags) / 2. + 3.5,
            line != NULL ? &line->colour : &theme->dim, theme);
    }
  else if (self->hover.kind == RDM_MAP_HIT_LINE)
    {
      line = g_ptr_array_index (scene->lines, self->hover.index);
      leg (cr, line, self->hover.leg, view, &line->colour, 5.);
    }
}

static void
paint_target (const RdmMapOverlay *self,
              cairo_t *cr,
              const RdmMapScene *scene,
              const RdmMapView *view,
              const RdmMapTheme *theme)
{
  static const double dashes[] = { 4., 4. };
  const RdmMapLine *line;
  RdmXY at;

  switch (self->target.kind)
    {
    case RDM_MAP_HIT_STOP:
      at = rdm_map_view_to_pixel (view, rdm_map_scene_mark (scene, self->target.index)->at);
      halo (cr, at, 14., &theme->accent, theme);
      break;
    case RDM_MAP_HIT_DEPOT:
      at = rdm_map_view_to_pixel (
          view, g_array_index (scene->depots, RdmMapDepot, self->target.index).at);
      halo (cr, at, 17., &theme->accent, theme);
      break;
    case RDM_MAP_HIT_LINE:
      line = g_ptr_array_index (scene->lines, self->target.index);
      leg (cr, line, self->target.leg, view, &line->colour, 6.);
      at = rdm_map_view_to_pixel (view, self->target_from);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0.);
      cairo_set_line_width (cr, 2.);
      set_source (cr, &line->colour, 1.);
      for (guint end = 0; end < 2; end++)
        {
          RdmXY there =
              rdm_map_view_to_pixel (view, line->points[line->legs[self->target.leg + end]]);

          cairo_move_to (cr, at.x, at.y);
          cairo_line_to (cr, there.x, there.y);
        }
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0.);
      break;
    case RDM_MAP_HIT_NOTHING:
    case RDM_MAP_HIT_CLUSTER:
    case RDM_MAP_HIT_VEHICLE:
    case RDM_MAP_HIT_CLOSURE:
      break;
    }
}

static void
paint_rubber (const RdmMapOverlay *self,
              cairo_t *cr,
              const RdmMapView *view,
              const RdmMapTheme *theme)
{
  gboolean is_line = self->lasso != NULL && self->is_stroke
                     && !rdm_xy_is_loop ((const RdmXY *)(gpointer)self->lasso->data,
                                         self->lasso->len, view->world);

  cairo_new_path (cr);
  if (self->has_box)
    {
      RdmXY from = rdm_map_view_to_pixel (view, self->box_from);
      RdmXY to = rdm_map_view_to_pixel (view, self->box_to);

      cairo_rectangle (cr, floor (MIN (from.x, to.x)) + 0.5, floor (MIN (from.y, to.y)) + 0.5,
                       round (fabs (to.x - from.x)), round (fabs (to.y - from.y)));
    }
  for (guint i = 0; self->lasso != NULL && i < self->lasso->len; i++)
    {
      RdmXY at = rdm_map_view_to_pixel (view, g_array_index (self->lasso, RdmXY, i));

      cairo_line_to (cr, at.x, at.y);
    }
  if (self->lasso != NULL && !is_line)
    cairo_close_path (cr);
  set_source (cr, &theme->accent, 0.15);
  if (!is_line)
    cairo_fill_preserve (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, is_line ? 4. : self->lasso != NULL ? 2. : 1.);
  set_source (cr, &theme->accent, 1.);
  cairo_stroke (cr);
}

/* Numbered as in the list beside the map; one alone needs no number. */
static void
paint_candidates (const RdmMapOverlay *self,
                  cairo_t *cr,
                  const RdmMapView *view,
                  const RdmMapTheme *theme)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans Bold 8");

  pango_layout_set_font_description (layout, font);
  /* The first lies on top. */
  for (guint i = self->candidates->len; i > 0; i--)
    {
      RdmXY at = rdm_map_view_to_pixel (view, g_array_index (self->candidates, RdmXY, i - 1));
      g_autofree char *number = g_strdup_printf ("%u", i);
      PangoRectangle ink;

      halo (cr, at, CANDIDATE_RADIUS, &theme->accent, theme);
      if (self->candidates->len == 1)
        continue;
      cairo_new_path (cr);
      cairo_arc (cr, at.x, at.y, CANDIDATE_RADIUS - 1., 0., 2. * G_PI);
      set_source (cr, &theme->accent, 1.);
      cairo_fill (cr);
      pango_layout_set_text (layout, number, -1);
      pango_layout_get_pixel_extents (layout, &ink, NULL);
      cairo_move_to (cr, at.x - ink.x - ink.width / 2., at.y - ink.y - ink.height / 2.);
      set_source (cr, &theme->paper, 1.);
      pango_cairo_show_layout (cr, layout);
    }
}

gboolean
rdm_map_overlay_is_empty (const RdmMapOverlay *self)
{
  return (self->hover.kind == RDM_MAP_HIT_NOTHING || self->hover.kind == RDM_MAP_HIT_CLUSTER
          || self->hover.kind == RDM_MAP_HIT_DEPOT || self->hover.kind == RDM_MAP_HIT_CLOSURE
          || self->hover.kind == RDM_MAP_HIT_VEHICLE)
         && self->target.kind == RDM_MAP_HIT_NOTHING && !self->has_box && self->lasso == NULL
         && self->candidates == NULL && !self->has_pin;
}

void
rdm_map_overlay_paint (const RdmMapOverlay *self,
                       cairo_t *cr,
                       const RdmMapScene *scene,
                       const RdmMapView *view,
                       const RdmMapTheme *theme,
                       RdmMapSprites *sprites)
{
  if (scene != NULL)
    {
      paint_hover (self, cr, scene, view, theme);
      paint_target (self, cr, scene, view, theme);
    }
  if (self->has_box || self->lasso != NULL)
    paint_rubber (self, cr, view, theme);
  if (self->candidates != NULL)
    paint_candidates (self, cr, view, theme);
  if (self->has_pin)
    rdm_map_sprites_draw_pin (sprites, cr, rdm_map_view_to_pixel (view, self->pin));
}
