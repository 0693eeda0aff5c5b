/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-layer.h"

#include "rdm-ground-net.h"
#include "rdm-ground-tiles.h"
#include "rdm-plan-layer.h"

struct _RdmGroundLayer
{
  ShumateLayer parent_instance;

  /* Owned */
  RdmGroundTiles *tiles; /* NULL: no region */
  RdmMapTheme theme;
};

G_DEFINE_FINAL_TYPE (RdmGroundLayer, rdm_ground_layer, SHUMATE_TYPE_LAYER)

enum
{
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
failed_cb (const GError *error, gpointer user_data)
{
  g_signal_emit (user_data, signals[PROBLEM], 0, error->message);
}

static GdkRGBA
rgba (guint32 rgb)
{
  return (GdkRGBA){ (float)((rgb >> 16) & 0xff) / 255.f, (float)((rgb >> 8) & 0xff) / 255.f,
                    (float)(rgb & 0xff) / 255.f, 1.f };
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RdmGroundLayer *self = RDM_GROUND_LAYER (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  const RdmGroundStyle *style = self->theme.ground;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0.f, 0.f, (float)width, (float)height);
  GdkRGBA land = rgba (style->land);
  RdmMapView view;
  cairo_t *cr;

  if (width <= 0 || height <= 0)
    return;
  rdm_map_view_read (&view, shumate_layer_get_viewport (SHUMATE_LAYER (self)), width, height);
  gtk_snapshot_append_color (snapshot, &land, &bounds);
  if (self->tiles != NULL)
    {
      rdm_ground_tiles_snapshot (self->tiles, snapshot, &view, style);
      return;
    }
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  rdm_ground_style_set_source (cr, style->net);
  rdm_ground_net_paint (cr, &view, (RdmRect){ 0., 0., view.width, view.height });
  cairo_destroy (cr);
}

static void
constructed (GObject *object)
{
  G_OBJECT_CLASS (rdm_ground_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
dispose (GObject *object)
{
  RdmGroundLayer *self = RDM_GROUND_LAYER (object);

  g_clear_pointer (&self->tiles, rdm_ground_tiles_free);
  G_OBJECT_CLASS (rdm_ground_layer_parent_class)->dispose (object);
}

static void
rdm_ground_layer_class_init (RdmGroundLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = dispose;
  widget_class->snapshot = snapshot;

  signals[PROBLEM] = g_signal_new ("problem", RDM_TYPE_GROUND_LAYER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rdm_ground_layer_init (RdmGroundLayer *self)
{
  rdm_map_theme_init (&self->theme, GTK_WIDGET (self), FALSE, FALSE);
}

RdmGroundLayer *
rdm_ground_layer_new (ShumateViewport *viewport)
{
  return g_object_new (RDM_TYPE_GROUND_LAYER, "viewport", viewport, NULL);
}

void
rdm_ground_layer_set_region (RdmGroundLayer *self, RdmRegion *region)
{
  g_clear_pointer (&self->tiles, rdm_ground_tiles_free);
  if (region != NULL)
    {
      g_autoptr (RdmGroundReader) reader = rdm_ground_reader_new (region);

      self->tiles = rdm_ground_tiles_new (reader, GTK_WIDGET (self), failed_cb, self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_ground_layer_set_theme (RdmGroundLayer *self, const RdmMapTheme *theme)
{
  self->theme = *theme;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
rdm_ground_layer_is_complete (RdmGroundLayer *self)
{
  return self->tiles == NULL || rdm_ground_tiles_is_complete (self->tiles);
}
