/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-layer.h"

#include "rdm-ground-painter.h"
#include "rdm-map-raster.h"
#include "rdm-plan-layer.h"

struct _RdmGroundLayer
{
  ShumateLayer parent_instance;

  /* Owned */
  RdmGroundPainter *painter;
  RdmMapRaster *raster;
  RdmMapTheme theme;
};

G_DEFINE_FINAL_TYPE (RdmGroundLayer, rdm_ground_layer, SHUMATE_TYPE_LAYER)

static void
paint_cb (cairo_t *cr, const RdmMapView *view, RdmRect clip, gpointer user_data)
{
  RdmGroundLayer *self = user_data;

  rdm_ground_painter_paint (self->painter, cr, view, &self->theme, clip);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RdmGroundLayer *self = RDM_GROUND_LAYER (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  RdmMapView view;

  if (width <= 0 || height <= 0)
    return;
  rdm_map_view_read (&view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), width, height);
  /* While the zoom moves the picture may not reach to the edges. */
  gtk_snapshot_append_color (snapshot, &self->theme.land,
                             &GRAPHENE_RECT_INIT (0.f, 0.f, (float)width, (float)height));
  rdm_map_raster_snapshot (self->raster, snapshot, &view);
}

static void
constructed (GObject *object)
{
  G_OBJECT_CLASS (rdm_ground_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
finalize (GObject *object)
{
  RdmGroundLayer *self = RDM_GROUND_LAYER (object);

  g_clear_pointer (&self->raster, rdm_map_raster_free);
  g_clear_pointer (&self->painter, rdm_ground_painter_free);
  G_OBJECT_CLASS (rdm_ground_layer_parent_class)->finalize (object);
}

static void
rdm_ground_layer_class_init (RdmGroundLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = constructed;
  object_class->finalize = finalize;
  widget_class->snapshot = snapshot;
}

static void
rdm_ground_layer_init (RdmGroundLayer *self)
{
  self->painter = rdm_ground_painter_new (NULL);
  self->raster = rdm_map_raster_new (GTK_WIDGET (self), TRUE, paint_cb, self);
  rdm_map_theme_init (&self->theme, GTK_WIDGET (self), FALSE, FALSE);
}

RdmGroundLayer *
rdm_ground_layer_new (ShumateViewport *viewport)
{
  return g_object_new (RDM_TYPE_GROUND_LAYER, "viewport", viewport, NULL);
}

void
rdm_ground_layer_set_ground (RdmGroundLayer *self, RdmGround *ground)
{
  g_clear_pointer (&self->painter, rdm_ground_painter_free);
  self->painter = rdm_ground_painter_new (ground);
  rdm_map_raster_invalidate (self->raster);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_ground_layer_set_theme (RdmGroundLayer *self, const RdmMapTheme *theme)
{
  self->theme = *theme;
  rdm_map_raster_invalidate (self->raster);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
