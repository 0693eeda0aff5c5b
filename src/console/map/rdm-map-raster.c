/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-raster.h"

#include <gsk/gsk.h>
#include <math.h>

/* What is painted beyond the view on each side, pixels. */
#define MARGIN 160.

/* The zoom counts as still when it has not moved for this long. */
#define SETTLE_MS 60

/* A new picture is painted in strips, as many in a frame as fit into this; until it is complete the
 * one before stays. A picture of few things is complete at once. */
#define STRIP_PX 24.
#define BUDGET_US 4000

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
  gboolean stale;        /* what is to be seen has changed since it was begun */
  cairo_surface_t *next; /* being painted; NULL: none */
  RdmMapView next_view;
  double next_y;       /* painted down to here */
  gboolean next_stale; /* changed again meanwhile */
  gint64 next_us;      /* spent on it */
  gboolean slow;       /* the last one was not complete at once */
  guint tick;
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
  self->stale = TRUE;
  self->next_stale = TRUE;
}

void
rdm_map_raster_free (RdmMapRaster *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->next, cairo_surface_destroy);
  g_clear_object (&self->texture);
  g_free (self);
}

static RdmRect
rect_of (const RdmMapView *view)
{
  return (RdmRect){ view->origin.x, view->origin.y, view->origin.x + view->width,
                    view->origin.y + view->height };
}

static gboolean
covers (const RdmMapView *painted, const RdmMapView *view)
{
  RdmRect have = rect_of (painted);
  RdmRect want = rect_of (view);

  return have.x0 <= want.x0 && have.y0 <= want.y0 && have.x1 >= want.x1 && have.y1 >= want.y1;
}

/* @view with a margin around it, from a whole pixel on. */
static RdmMapView
around (const RdmMapView *view)
{
  RdmMapView wide = *view;

  wide.origin = (RdmXY){ floor (view->origin.x) - MARGIN, floor (view->origin.y) - MARGIN };
  wide.width = ceil (view->width) + 1. + 2. * MARGIN;
  wide.height = ceil (view->height) + 1. + 2. * MARGIN;
  return wide;
}

static cairo_surface_t *
new_surface (const RdmMapView *view, int scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int)view->width * scale, (int)view->height * scale);

  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

static void
paint_part (RdmMapRaster *self, cairo_t *cr, const RdmMapView *view, RdmRect part)
{
  RdmRect clip = { MAX (part.x0, 0.), MAX (part.y0, 0.), MIN (part.x1, view->width),
                   MIN (part.y1, view->height) };

  if (clip.x1 <= clip.x0 || clip.y1 <= clip.y0)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0);
  cairo_clip (cr);
  self->func (cr, view, clip, self->user_data);
  cairo_restore (cr);
}

/* The surface goes along with the view: what it shows already is copied, the rest painted. */
static void
follow (RdmMapRaster *self, const RdmMapView *view)
{
  cairo_surface_t *old = g_steal_pointer (&self->surface);
  RdmMapView wide = around (view);
  double x = self->view.origin.x - wide.origin.x;
  double y = self->view.origin.y - wide.origin.y;
  double right = x + self->view.width;
  double bottom = y + self->view.height;
  cairo_t *cr;

  g_clear_object (&self->texture);
  self->surface = new_surface (&wide, self->scale);
  cr = cairo_create (self->surface);
  if (x < wide.width && y < wide.height && right > 0. && bottom > 0.)
    {
      cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
      cairo_set_source_surface (cr, old, x, y);
      cairo_rectangle (cr, x, y, self->view.width, self->view.height);
      cairo_fill (cr);
      cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
      paint_part (self, cr, &wide, (RdmRect){ 0., 0., wide.width, y });
      paint_part (self, cr, &wide, (RdmRect){ 0., bottom, wide.width, wide.height });
      paint_part (self, cr, &wide, (RdmRect){ 0., MAX (y, 0.), x, bottom });
      paint_part (self, cr, &wide, (RdmRect){ right, MAX (y, 0.), wide.width, bottom });
    }
  else
    paint_part (self, cr, &wide, (RdmRect){ 0., 0., wide.width, wide.height });
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);
  cairo_surface_destroy (old);
  self->view = wide;
}

/* The next picture */

static void
begin_next (RdmMapRaster *self, const RdmMapView *view)
{
  g_clear_pointer (&self->next, cairo_surface_destroy);
  self->next_view = around (view);
  self->next = new_surface (&self->next_view, self->scale);
  self->next_y = 0.;
  self->next_us = 0;
  self->next_stale = FALSE;
}

/* Paints strips until @budget_us has gone. Returns: whether the next picture has become the present
 * one. */
static gboolean
paint_next (RdmMapRaster *self, gint64 budget_us)
{
  gint64 begin_us = g_get_monotonic_time ();
  cairo_t *cr = cairo_create (self->next);

  do
    {
      double y = self->next_y;

      self->next_y = MIN (y + STRIP_PX, self->next_view.height);
      paint_part (self, cr, &self->next_view,
                  (RdmRect){ 0., y, self->next_view.width, self->next_y });
    }
  while (self->next_y < self->next_view.height && g_get_monotonic_time () < begin_us + budget_us);
  cairo_destroy (cr);
  self->next_us += g_get_monotonic_time () - begin_us;
  if (self->next_y < self->next_view.height)
    return FALSE;
  cairo_surface_flush (self->next);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_object (&self->texture);
  self->surface = g_steal_pointer (&self->next);
  self->view = self->next_view;
  self->stale = self->next_stale;
  self->slow = self->next_us > BUDGET_US;
  return TRUE;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RdmMapRaster *self = user_data;

  if (self->next != NULL && !paint_next (self, BUDGET_US))
    return G_SOURCE_CONTINUE;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

static void
tick_gone_cb (gpointer user_data)
{
  ((RdmMapRaster *)user_data)->tick = 0;
}

/* Brings the picture up to date, now where that is quick, else in the frames to come: this one has
 * the change itself to bear. */
static void
renew (RdmMapRaster *self, const RdmMapView *view)
{
  if (self->next == NULL || self->next_view.world != view->world
      || !covers (&self->next_view, view))
    begin_next (self, view);
  else if (self->tick != 0)
    return;
  if ((self->slow || !paint_next (self, BUDGET_US)) && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, tick_gone_cb);
}

/* Nothing to be seen meanwhile: waits for the whole of it. */
static void
start_anew (RdmMapRaster *self, const RdmMapView *view, int scale)
{
  self->scale = scale;
  begin_next (self, view);
  paint_next (self, G_MAXINT32);
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
  gboolean alike = self->surface != NULL && self->scale == scale && stretch > 0.5 && stretch < 2.2;

  if (!alike)
    start_anew (self, view, scale);
  else if (stretch != 1. ? !moving : self->stale)
    renew (self, view);
  else if (stretch == 1. && !covers (&self->view, view))
    follow (self, view);
  stretch = view->world / self->view.world;
  if (stretch != 1.)
    append (self, snapshot, view,
            (RdmXY){ self->view.origin.x * stretch - view->origin.x,
                     self->view.origin.y * stretch - view->origin.y },
            stretch);
  else
    append (self, snapshot, view,
            (RdmXY){ round ((self->view.origin.x - view->origin.x) * scale) / scale,
                     round ((self->view.origin.y - view->origin.y) * scale) / scale },
            1.);
}
