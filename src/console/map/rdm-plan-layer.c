/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-plan-layer.h"

#include <math.h>

#include "rdm-map-painter.h"
#include "rdm-map-raster.h"

struct _RdmPlanLayer
{
  ShumateLayer parent_instance;

  /* Owned */
  RdmMapRaster *raster;
  RdmMapSprites *sprites;
  GArray *clusters; /* of @cluster_zoom; NULL: none at this zoom */
  RdmMapOverlay overlay;
  RdmMapTheme theme;

  /* Borrowed */
  const RdmMapScene *scene;

  /* State */
  double cluster_zoom; /* NaN: to be worked out */
};

G_DEFINE_FINAL_TYPE (RdmPlanLayer, rdm_plan_layer, SHUMATE_TYPE_LAYER)

void
rdm_map_view_read (RdmMapView *view, ShumateViewport *viewport, double width, double height)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  ShumateLocation *middle = SHUMATE_LOCATION (viewport);

  view->zoom = shumate_viewport_get_zoom_level (viewport);
  /* libshumate grows tiles in its own way between two whole zooms; so ask it. */
  view->world = shumate_map_source_get_x (source, view->zoom, 180.);
  view->width = width;
  view->height = height;
  view->origin.x =
      rdm_mercator_x (shumate_location_get_longitude (middle)) * view->world - width / 2.;
  view->origin.y =
      rdm_mercator_y (shumate_location_get_latitude (middle)) * view->world - height / 2.;
}

static void
ensure_clusters (RdmPlanLayer *self, double zoom)
{
  if (self->cluster_zoom == floor (zoom))
    return;
  g_clear_pointer (&self->clusters, g_array_unref);
  self->cluster_zoom = floor (zoom);
  if (self->scene != NULL)
    self->clusters = rdm_map_painter_cluster (self->scene, zoom);
}

static void
ensure_sprites (RdmPlanLayer *self)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->sprites != NULL && rdm_map_sprites_get_scale (self->sprites) == scale)
    return;
  g_clear_pointer (&self->sprites, rdm_map_sprites_free);
  self->sprites = rdm_map_sprites_new (&self->theme, scale);
}

/* Not only while drawing: what is painted over several frames sees another scene, or theme, on its
 * way. */
static void
paint_cb (cairo_t *cr, const RdmMapView *view, RdmRect clip, gpointer user_data)
{
  RdmPlanLayer *self = user_data;
  RdmMapPainter painter;

  ensure_sprites (self);
  ensure_clusters (self, view->zoom);
  painter = (RdmMapPainter){ self->scene, &self->theme, self->sprites, self->clusters };
  rdm_map_painter_paint (&painter, cr, view, clip);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RdmPlanLayer *self = RDM_PLAN_LAYER (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  RdmMapView view;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  rdm_map_view_read (&view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), width, height);
  ensure_sprites (self);
  ensure_clusters (self, view.zoom);
  rdm_map_raster_snapshot (self->raster, snapshot, &view);
  if (rdm_map_overlay_is_empty (&self->overlay)
      && (self->scene == NULL || self->scene->n_selected == 0))
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0.f, 0.f, (float)width, (float)height));
  rdm_map_painter_paint_selection (
      &(RdmMapPainter){ self->scene, &self->theme, self->sprites, self->clusters }, cr, &view,
      (RdmRect){ 0., 0., width, height });
  rdm_map_overlay_paint (&self->overlay, cr, self->scene, &view, &self->theme, self->sprites);
  cairo_destroy (cr);
}

static void
constructed (GObject *object)
{
  G_OBJECT_CLASS (rdm_plan_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
finalize (GObject *object)
{
  RdmPlanLayer *self = RDM_PLAN_LAYER (object);

  g_clear_pointer (&self->raster, rdm_map_raster_free);
  g_clear_pointer (&self->sprites, rdm_map_sprites_free);
  g_clear_pointer (&self->clusters, g_array_unref);
  g_clear_pointer (&self->overlay.lasso, g_array_unref);
  g_clear_pointer (&self->overlay.candidates, g_array_unref);
  G_OBJECT_CLASS (rdm_plan_layer_parent_class)->finalize (object);
}

static void
rdm_plan_layer_class_init (RdmPlanLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = constructed;
  object_class->finalize = finalize;
  widget_class->snapshot = snapshot;
}

static void
rdm_plan_layer_init (RdmPlanLayer *self)
{
  self->cluster_zoom = NAN;
  self->raster = rdm_map_raster_new (GTK_WIDGET (self), FALSE, paint_cb, self);
  rdm_map_theme_init (&self->theme, GTK_WIDGET (self), FALSE, FALSE);
}

RdmPlanLayer *
rdm_plan_layer_new (ShumateViewport *viewport)
{
  return g_object_new (RDM_TYPE_PLAN_LAYER, "viewport", viewport, NULL);
}

void
rdm_plan_layer_set_scene (RdmPlanLayer *self, const RdmMapScene *scene)
{
  self->scene = scene;
  self->cluster_zoom = NAN;
  g_clear_pointer (&self->clusters, g_array_unref);
  rdm_plan_layer_scene_changed (self);
}

void
rdm_plan_layer_scene_changed (RdmPlanLayer *self)
{
  self->overlay.hover.kind = RDM_MAP_HIT_NOTHING;
  self->overlay.target.kind = RDM_MAP_HIT_NOTHING;
  rdm_plan_layer_refresh (self);
}

void
rdm_plan_layer_set_theme (RdmPlanLayer *self, const RdmMapTheme *theme)
{
  self->theme = *theme;
  g_clear_pointer (&self->sprites, rdm_map_sprites_free);
  rdm_plan_layer_refresh (self);
}

void
rdm_plan_layer_refresh (RdmPlanLayer *self)
{
  rdm_map_raster_invalidate (self->raster);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

RdmMapOverlay *
rdm_plan_layer_get_overlay (RdmPlanLayer *self)
{
  return &self->overlay;
}

GArray *
rdm_plan_layer_get_clusters (RdmPlanLayer *self)
{
  return self->clusters;
}
