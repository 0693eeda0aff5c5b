/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-raster.h"

#include <gsk/gsk.h>
#include <math.h>

/* What is painted beyond the view on each side, pixels. */
#define MARGIN 160.

/* The zoom counts as still when it has not moved for this long. */
#define SETTLE_MS 60

struct _RdmMapRaster
{
  GtkWidget *widget; /* borrowed */
  gboolean opaque;
  RdmMapRasterFunc func;
  gpointer user_data;

  cairo_surface_t
      *surface;        /* never painted on again once it has been shown: render nodes hold it */
  GdkTexture *texture; /* of the surface, made when a renderer wants one */
  RdmMapView view;     /* what the surface shows; its origin is whole pixels */
  int scale;
  double last_world; /* of the view shown last */
  guint settle_source;
};

RdmMapRaster *
rdm_map_raster_new (GtkWidget *widget, gboolean opaque, RdmMapRasterFunc func, gpointer user_data)
{
  RdmMapRaster *self = g_new0 (RdmMapRaster, 1);

  self->widget = widget;
  self->opaque = opaque;
  self->func = func;
  self->user_data = user_data;
  return self;
}

void
rdm_map_raster_invalidate (RdmMapRaster *self)
{
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_object (&self->texture);
}

void
rdm_map_raster_free (RdmMapRaster *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  rdm_map_raster_invalidate (self);
  g_free (self);
}

static RdmRect
rect_of (const RdmMapView *view)
{
  return (RdmRect){ view->origin.x, view->origin.y, view->origin.x + view->width,
                    view->origin.y + view->height };
}

/* Whether all of @view is on the surface, at its size. */
static gboolean
covers (const RdmMapRaster *self, const RdmMapView *view)
{
  RdmRect have = rect_of (&self->view);
  RdmRect want = rect_of (view);

  return have.x0 <= want.x0 && have.y0 <= want.y0 && have.x1 >= want.x1 && have.y1 >= want.y1;
}

static void
paint_part (RdmMapRaster *self, cairo_t *cr, double x0, double y0, double x1, double y1)
{
  RdmRect clip = { MAX (x0, 0.), MAX (y0, 0.), MIN (x1, self->view.width),
                   MIN (y1, self->view.height) };

  if (clip.x1 <= clip.x0 || clip.y1 <= clip.y0)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0);
  cairo_clip (cr);
  self->func (cr, &self->view, clip, self->user_data);
  cairo_restore (cr);
}

/* Makes a surface around @view. What @old shows of it is copied, the rest painted. */
static void
paint_around (RdmMapRaster *self, const RdmMapView *view, int scale)
{
  cairo_surface_t *old = g_steal_pointer (&self->surface);
  gboolean reuse = old != NULL && self->scale == scale && self->view.world == view->world;
  RdmMapView before = self->view;
  double x;
  double y;
  cairo_t *cr;

  g_clear_object (&self->texture);
  self->view = *view;
  self->view.origin = (RdmXY){ floor (view->origin.x) - MARGIN, floor (view->origin.y) - MARGIN };
  self->view.width = ceil (view->width) + 1. + 2. * MARGIN;
  self->view.height = ceil (view->height) + 1. + 2. * MARGIN;
  self->scale = scale;
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)self->view.width * scale,
                                              (int)self->view.height * scale);
  cairo_surface_set_device_scale (self->surface, scale, scale);
  cr = cairo_create (self->surface);
  x = before.origin.x - self->view.origin.x;
  y = before.origin.y - self->view.origin.y;
  if (reuse && fabs (x) < self->view.width && fabs (y) < self->view.height)
    {
      cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
      cairo_set_source_surface (cr, old, x, y);
      cairo_rectangle (cr, x, y, before.width, before.height);
      cairo_fill (cr);
      cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
      paint_part (self, cr, 0., 0., self->view.width, y);
      paint_part (self, cr, 0., y + before.height, self->view.width, self->view.height);
      paint_part (self, cr, 0., MAX (y, 0.), x, y + before.height);
      paint_part (self, cr, x + before.width, MAX (y, 0.), self->view.width, y + before.height);
    }
  else
    paint_part (self, cr, 0., 0., self->view.width, self->view.height);
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);
  g_clear_pointer (&old, cairo_surface_destroy);
}

static GdkTexture *
ensure_texture (RdmMapRaster *self)
{
  if (self->texture == NULL)
    {
      int height = cairo_image_surface_get_height (self->surface);
      int stride = cairo_image_surface_get_stride (self->surface);
      g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
          cairo_image_surface_get_data (self->surface), (gsize)height * (gsize)stride,
          (GDestroyNotify)cairo_surface_destroy, cairo_surface_reference (self->surface));

      self->texture = gdk_memory_texture_new (cairo_image_surface_get_width (self->surface), height,
                                              GDK_MEMORY_DEFAULT, bytes, (gsize)stride);
    }
  return self->texture;
}

/* Shows the surface, @stretch times as large, its corner at @at. A renderer that draws with cairo
 * takes the surface as it is; for others a texture is uploaded once and then moved about for
 * nothing. */
static void
append (RdmMapRaster *self, GtkSnapshot *snapshot, const RdmMapView *view, RdmXY at, double stretch)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (self->widget));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0.f, 0.f, (float)view->width, (float)view->height);
  cairo_t *cr;

  if (!GSK_IS_CAIRO_RENDERER (renderer))
    {
      graphene_rect_t place =
          GRAPHENE_RECT_INIT ((float)at.x, (float)at.y, (float)(self->view.width * stretch),
                              (float)(self->view.height * stretch));

      gtk_snapshot_push_clip (snapshot, &bounds);
      gtk_snapshot_append_texture (snapshot, ensure_texture (self), &place);
      gtk_snapshot_pop (snapshot);
      return;
    }
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_translate (cr, at.x, at.y);
  cairo_scale (cr, stretch, stretch);
  cairo_set_source_surface (cr, self->surface, 0., 0.);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            stretch == 1. ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_FAST);
  if (self->opaque && stretch == 1.)
    cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_rectangle (cr, 0., 0., self->view.width, self->view.height);
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
settle_cb (gpointer user_data)
{
  RdmMapRaster *self = user_data;

  self->settle_source = 0;
  gtk_widget_queue_draw (self->widget);
}

/* Whether the zoom moves. While it does, there is another look at it soon. */
static gboolean
is_moving (RdmMapRaster *self, const RdmMapView *view)
{
  gboolean moved = self->last_world != 0. && view->world != self->last_world;

  self->last_world = view->world;
  if (!moved)
    return self->settle_source != 0;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add_once (SETTLE_MS, settle_cb, self);
  return TRUE;
}

void
rdm_map_raster_snapshot (RdmMapRaster *self, GtkSnapshot *snapshot, const RdmMapView *view)
{
  int scale = gtk_widget_get_scale_factor (self->widget);
  gboolean moving = is_moving (self, view);
  double stretch = self->surface != NULL ? view->world / self->view.world : 1.;
  gboolean alike = self->surface != NULL && self->scale == scale;

  if (alike && moving && stretch != 1. && stretch > 0.66 && stretch < 1.8)
    {
      append (self, snapshot, view,
              (RdmXY){ self->view.origin.x * stretch - view->origin.x,
                       self->view.origin.y * stretch - view->origin.y },
              stretch);
      return;
    }
  if (!alike || stretch != 1. || !covers (self, view))
    paint_around (self, view, scale);
  append (self, snapshot, view,
          (RdmXY){ round ((self->view.origin.x - view->origin.x) * scale) / scale,
                   round ((self->view.origin.y - view->origin.y) * scale) / scale },
          1.);
}
