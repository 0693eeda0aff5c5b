/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-closure-layer.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "rdm-map-geometry.h"
#include "rdm-plan-layer.h"

#define HATCH 8        /* pixels from one stroke to the next */
#define LINE_WIDTH 11. /* of a road's hatching */
#define SIGN_RADIUS 9.
#define REACH 6. /* pixels beside a line that still are on it */

struct _RdmClosureLayer
{
  ShumateLayer parent_instance;

  /* Owned */
  GPtrArray *closures; /* RdmRoadClosure */
  RdmRoadClosure *draft;
  RdmMapTheme theme;
  gboolean hold;
  gboolean signs;
};

G_DEFINE_FINAL_TYPE (RdmClosureLayer, rdm_closure_layer, SHUMATE_TYPE_LAYER)

/* --- where it is -------------------------------------------------------------------------------
 */

/* Half way along a line, or the middle of an area's box. */
RdmPoint
rdm_closure_middle (const RdmRoadClosure *closure)
{
  const RdmPoints *outline = &closure->outline;
  double whole_m = 0;
  RdmBox box = RDM_BOX_EMPTY;

  for (guint i = 0; i < outline->n; i++)
    rdm_box_extend (&box, outline->at[i]);
  if (closure->shape == RDM_CLOSURE_AREA || outline->n < 2)
    return rdm_box_center (box);
  for (guint i = 1; i < outline->n; i++)
    whole_m += rdm_geo_distance (outline->at[i - 1], outline->at[i]);
  whole_m /= 2;
  for (guint i = 1; i < outline->n; i++)
    {
      RdmPoint a = outline->at[i - 1];
      RdmPoint b = outline->at[i];
      double piece_m = rdm_geo_distance (a, b);
      double t = piece_m > 0 ? whole_m / piece_m : 0;

      if (whole_m <= piece_m)
        return (RdmPoint){ a.lat_deg + t * (b.lat_deg - a.lat_deg),
                           a.lon_deg + t * (b.lon_deg - a.lon_deg) };
      whole_m -= piece_m;
    }
  return outline->at[outline->n - 1];
}

static RdmXY
pixel_of (const RdmMapView *view, RdmPoint point)
{
  return rdm_map_view_to_pixel (view, rdm_map_unit_of (point));
}

static gboolean
is_seen (const RdmRoadClosure *closure, const RdmMapView *view)
{
  RdmRect rect = RDM_RECT_EMPTY;

  for (guint i = 0; i < closure->outline.n; i++)
    rdm_rect_extend (&rect, pixel_of (view, closure->outline.at[i]));
  return rdm_rect_overlaps (rdm_rect_grow (rect, LINE_WIDTH + SIGN_RADIUS),
                            (RdmRect){ 0., 0., view->width, view->height });
}

/* --- painting ----------------------------------------------------------------------------------
 */

static void
set_source (cairo_t *cr, const GdkRGBA *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, alpha);
}

static GdkRGBA
rgb (guint32 value)
{
  return (GdkRGBA){ (float)((value >> 16) & 0xff) / 255.f, (float)((value >> 8) & 0xff) / 255.f,
                    (float)(value & 0xff) / 255.f, 1.f };
}

static GdkRGBA
colour_of (const RdmClosureLayer *self, const RdmRoadClosure *closure)
{
  if (!self->hold)
    return self->theme.dim;
  if (closure->speed_permille == 0)
    return rgb (self->theme.dark ? 0xe8796d : 0xb3261e);
  return rgb (self->theme.dark ? 0xd9a53a : 0x8a5a00);
}

/* Strokes that stay on the ground when the map moves. */
static cairo_pattern_t *
hatch_new (const GdkRGBA *colour, const RdmMapView *view)
{
  cairo_surface_t *tile = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, HATCH, HATCH);
  cairo_t *cr = cairo_create (tile);
  cairo_pattern_t *pattern;
  cairo_matrix_t matrix;

  set_source (cr, colour, 0.10);
  cairo_paint (cr);
  set_source (cr, colour, 0.55);
  cairo_set_line_width (cr, 1.6);
  for (int i = -1; i <= 1; i++)
    {
      cairo_move_to (cr, i * HATCH - 1, HATCH + 1);
      cairo_line_to (cr, (i + 1) * HATCH + 1, -1);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
  pattern = cairo_pattern_create_for_surface (tile);
  cairo_surface_destroy (tile);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_matrix_init_translate (&matrix, fmod (view->origin.x, HATCH), fmod (view->origin.y, HATCH));
  cairo_pattern_set_matrix (pattern, &matrix);
  return pattern;
}

static void
trace_outline (cairo_t *cr, const RdmRoadClosure *closure, const RdmMapView *view)
{
  cairo_new_path (cr);
  for (guint i = 0; i < closure->outline.n; i++)
    {
      RdmXY at = pixel_of (view, closure->outline.at[i]);

      cairo_line_to (cr, at.x, at.y);
    }
  if (closure->shape == RDM_CLOSURE_AREA)
    cairo_close_path (cr);
}

/* No entry, or the percent that are left of the speed. */
static void
draw_sign (cairo_t *cr,
           const RdmRoadClosure *closure,
           RdmXY at,
           const GdkRGBA *colour,
           const RdmMapTheme *theme)
{
  cairo_new_path (cr);
  cairo_arc (cr, at.x, at.y, SIGN_RADIUS + 1.5, 0., 2. * G_PI);
  set_source (cr, &theme->paper, 1.);
  cairo_fill (cr);
  cairo_arc (cr, at.x, at.y, SIGN_RADIUS, 0., 2. * G_PI);
  set_source (cr, colour, 1.);
  cairo_fill (cr);
  set_source (cr, &theme->paper, 1.);
  if (closure->speed_permille == 0)
    {
      cairo_rectangle (cr, at.x - 5., at.y - 1.5, 10., 3.);
      cairo_fill (cr);
    }
  else
    {
      g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
      g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans Bold 7");
      g_autofree char *text = g_strdup_printf ("%d", (int)(closure->speed_permille / 10));
      PangoRectangle ink;

      pango_layout_set_font_description (layout, font);
      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_extents (layout, &ink, NULL);
      cairo_move_to (cr, at.x - ink.x - ink.width / 2., at.y - ink.y - ink.height / 2.);
      pango_cairo_show_layout (cr, layout);
    }
}

static void
paint_closure (RdmClosureLayer *self,
               cairo_t *cr,
               const RdmRoadClosure *closure,
               const RdmMapView *view,
               gboolean is_draft)
{
  GdkRGBA colour = colour_of (self, closure);
  cairo_pattern_t *hatch;

  if (closure->outline.n < 2 || !is_seen (closure, view))
    return;
  hatch = hatch_new (&colour, view);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  trace_outline (cr, closure, view);
  cairo_set_source (cr, hatch);
  if (closure->shape == RDM_CLOSURE_AREA)
    {
      cairo_fill_preserve (cr);
      set_source (cr, &colour, is_draft ? 1. : 0.8);
      cairo_set_line_width (cr, is_draft ? 2.5 : 1.5);
      cairo_stroke (cr);
    }
  else
    {
      cairo_set_line_width (cr, LINE_WIDTH);
      cairo_stroke_preserve (cr);
      set_source (cr, &colour, is_draft ? 1. : 0.8);
      cairo_set_line_width (cr, is_draft ? 3. : 2.);
      cairo_stroke (cr);
    }
  cairo_pattern_destroy (hatch);
}

static void
paint_sign (RdmClosureLayer *self,
            cairo_t *cr,
            const RdmRoadClosure *closure,
            const RdmMapView *view)
{
  GdkRGBA colour = colour_of (self, closure);

  if (closure->outline.n >= 2)
    draw_sign (cr, closure, pixel_of (view, rdm_closure_middle (closure)), &colour, &self->theme);
}

static gboolean
is_drafted (const RdmClosureLayer *self, const RdmRoadClosure *closure)
{
  return self->draft != NULL && g_str_equal (self->draft->row.id, closure->row.id);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RdmClosureLayer *self = RDM_CLOSURE_LAYER (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  RdmMapView view;
  cairo_t *cr;

  if (width <= 0 || height <= 0 || (self->closures->len == 0 && self->draft == NULL))
    return;
  rdm_map_view_read (&view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), width, height);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0.f, 0.f, (float)width, (float)height));
  for (guint i = 0; i < self->closures->len; i++)
    {
      const RdmRoadClosure *closure = g_ptr_array_index (self->closures, i);

      if (is_drafted (self, closure))
        continue;
      if (self->signs)
        paint_sign (self, cr, closure, &view);
      else
        paint_closure (self, cr, closure, &view, FALSE);
    }
  if (self->draft != NULL && self->signs)
    {
      paint_closure (self, cr, self->draft, &view, TRUE);
      paint_sign (self, cr, self->draft, &view);
    }
  cairo_destroy (cr);
}

/* --- pointing ----------------------------------------------------------------------------------
 */

static gboolean
is_at (const RdmRoadClosure *closure, const RdmMapView *view, RdmXY pixel, gboolean sign_only)
{
  guint n = closure->outline.n;
  guint n_pieces = closure->shape == RDM_CLOSURE_AREA ? n : n - 1;
  double reach = closure->shape == RDM_CLOSURE_AREA ? REACH : LINE_WIDTH / 2.;

  if (n < 2)
    return FALSE;
  if (rdm_xy_distance (pixel, pixel_of (view, rdm_closure_middle (closure))) <= SIGN_RADIUS + 2.)
    return TRUE;
  for (guint i = 0; !sign_only && i < n_pieces; i++)
    if (rdm_xy_segment_distance (pixel, pixel_of (view, closure->outline.at[i]),
                                 pixel_of (view, closure->outline.at[(i + 1) % n]))
        <= reach)
      return TRUE;
  return FALSE;
}

int
rdm_closure_layer_hit (RdmClosureLayer *self,
                       const RdmMapView *view,
                       RdmXY pixel,
                       gboolean sign_only)
{
  for (int i = (int)self->closures->len - 1; i >= 0; i--)
    if (is_at (g_ptr_array_index (self->closures, i), view, pixel, sign_only))
      return i;
  return -1;
}

const RdmRoadClosure *
rdm_closure_layer_get (RdmClosureLayer *self, int index)
{
  return g_ptr_array_index (self->closures, index);
}

guint
rdm_closure_layer_count (RdmClosureLayer *self)
{
  return self->closures->len;
}

/* --- the object --------------------------------------------------------------------------------
 */

static void
constructed (GObject *object)
{
  G_OBJECT_CLASS (rdm_closure_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
finalize (GObject *object)
{
  RdmClosureLayer *self = RDM_CLOSURE_LAYER (object);

  g_ptr_array_unref (self->closures);
  g_clear_pointer (&self->draft, rdm_row_unref);
  G_OBJECT_CLASS (rdm_closure_layer_parent_class)->finalize (object);
}

static void
rdm_closure_layer_class_init (RdmClosureLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = constructed;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = snapshot;
}

static void
rdm_closure_layer_init (RdmClosureLayer *self)
{
  self->closures = g_ptr_array_new_with_free_func (rdm_row_unref);
  self->hold = TRUE;
  rdm_map_theme_init (&self->theme, GTK_WIDGET (self), FALSE, FALSE);
}

RdmClosureLayer *
rdm_closure_layer_new (ShumateViewport *viewport, gboolean signs)
{
  RdmClosureLayer *self = g_object_new (RDM_TYPE_CLOSURE_LAYER, "viewport", viewport, NULL);

  self->signs = signs;
  return self;
}

void
rdm_closure_layer_show (RdmClosureLayer *self, GPtrArray *closures, gboolean hold)
{
  g_ptr_array_set_size (self->closures, 0);
  for (guint i = 0; i < closures->len; i++)
    g_ptr_array_add (self->closures, rdm_row_ref (g_ptr_array_index (closures, i)));
  self->hold = hold;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_closure_layer_set_draft (RdmClosureLayer *self, const RdmRoadClosure *draft)
{
  g_clear_pointer (&self->draft, rdm_row_unref);
  self->draft = draft != NULL ? rdm_row_ref (draft) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_closure_layer_set_theme (RdmClosureLayer *self, const RdmMapTheme *theme)
{
  self->theme = *theme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
