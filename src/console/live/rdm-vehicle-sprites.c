/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vehicle-sprites.h"

#include <math.h>
#include <pango/pangocairo.h>

/* So many headings are told apart. */
#define N_HEADINGS 32

/* Names of other hours are forgotten when there are so many. */
#define MAX_NAMES 4000

struct _RdmVehicleSprites
{
  GHashTable *arrows; /* key of an arrow → GdkTexture */
  GHashTable *names;  /* age and text → GdkTexture */
  PangoLayout *layout;
  RdmMapTheme theme;
  int scale;
};

RdmVehicleSprites *
rdm_vehicle_sprites_new (const RdmMapTheme *theme, PangoContext *context, int scale)
{
  RdmVehicleSprites *self = g_new0 (RdmVehicleSprites, 1);
  PangoAttrList *style = pango_attr_list_new ();

  self->theme = *theme;
  self->scale = scale;
  self->arrows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->layout = pango_layout_new (context);
  pango_attr_list_insert (style, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (style, pango_attr_scale_new (0.78));
  pango_attr_list_insert (style, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (self->layout, style);
  pango_attr_list_unref (style);
  return self;
}

void
rdm_vehicle_sprites_free (RdmVehicleSprites *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->arrows);
  g_hash_table_unref (self->names);
  g_object_unref (self->layout);
  g_free (self);
}

int
rdm_vehicle_sprites_get_scale (const RdmVehicleSprites *self)
{
  return self->scale;
}

static cairo_surface_t *
begin (RdmVehicleSprites *self, int width, int height, cairo_t **cr)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * self->scale, height * self->scale);

  *cr = cairo_create (surface);
  cairo_scale (*cr, self->scale, self->scale);
  return surface;
}

/* Takes both. */
static GdkTexture *
end (cairo_surface_t *surface, cairo_t *cr)
{
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize)cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes =
      g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize)height,
                                  (GDestroyNotify)cairo_surface_destroy, surface);
  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, bytes, stride);
}

/* An arrow that points up, or a disc, about the origin. */
static void
outline (cairo_t *cr, gboolean arrow)
{
  cairo_new_path (cr);
  if (!arrow)
    {
      cairo_arc (cr, 0., 0., 8., 0., 2. * G_PI);
      return;
    }
  cairo_move_to (cr, 0., -11.);
  cairo_line_to (cr, 8.5, 9.);
  cairo_line_to (cr, 0., 5.);
  cairo_line_to (cr, -8.5, 9.);
  cairo_close_path (cr);
}

/* Fresh: filled with the route's colour; grey: filled with grey, edged with it; hollow: only
 * edged. */
void
rdm_vehicle_draw (cairo_t *cr,
                  const RdmMapTheme *theme,
                  const GdkRGBA *colour,
                  gboolean arrow,
                  RdmLiveAge age,
                  gboolean selected)
{
  const GdkRGBA *edge = age == RDM_LIVE_FRESH ? &theme->paper : colour;
  const GdkRGBA *fill = age == RDM_LIVE_FRESH  ? colour
                        : age == RDM_LIVE_GREY ? &theme->dim
                                               : &theme->paper;

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  outline (cr, arrow);
  cairo_set_line_width (cr, selected ? 6.5 : 4.5);
  gdk_cairo_set_source_rgba (cr, selected ? &theme->ink : &theme->paper);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, age == RDM_LIVE_FRESH ? 3. : 2.5);
  gdk_cairo_set_source_rgba (cr, edge);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, fill);
  cairo_fill (cr);
}

GdkTexture *
rdm_vehicle_sprites_get_arrow (RdmVehicleSprites *self,
                               const GdkRGBA *colour,
                               double heading_deg,
                               RdmLiveAge age,
                               gboolean selected)
{
  gboolean arrow = !isnan (heading_deg);
  int heading =
      arrow ? (int)floor (fmod (heading_deg + 720., 360.) / 360. * N_HEADINGS + 0.5) % N_HEADINGS
            : -1;
  char key[48];
  GdkTexture *texture;
  cairo_surface_t *surface;
  cairo_t *cr;

  g_snprintf (key, sizeof key, "%02x%02x%02x %d %d %d", (guint)(colour->red * 255.f),
              (guint)(colour->green * 255.f), (guint)(colour->blue * 255.f), heading, (int)age,
              selected);
  texture = g_hash_table_lookup (self->arrows, key);
  if (texture != NULL)
    return texture;
  surface = begin (self, RDM_VEHICLE_SIZE, RDM_VEHICLE_SIZE, &cr);
  cairo_translate (cr, RDM_VEHICLE_SIZE / 2., RDM_VEHICLE_SIZE / 2.);
  if (arrow)
    cairo_rotate (cr, heading * 2. * G_PI / N_HEADINGS);
  rdm_vehicle_draw (cr, &self->theme, colour, arrow, age, selected);
  texture = end (surface, cr);
  g_hash_table_insert (self->arrows, g_strdup (key), texture);
  return texture;
}

GdkTexture *
rdm_vehicle_sprites_get_name (
    RdmVehicleSprites *self, const char *text, RdmLiveAge age, int *width, int *height)
{
  g_autofree char *key = g_strdup_printf ("%d %s", age != RDM_LIVE_FRESH, text);
  GdkTexture *texture = g_hash_table_lookup (self->names, key);
  cairo_surface_t *surface;
  cairo_t *cr;
  int text_width;
  int text_height;

  if (texture == NULL)
    {
      if (g_hash_table_size (self->names) > MAX_NAMES)
        g_hash_table_remove_all (self->names);
      pango_layout_set_text (self->layout, text, -1);
      pango_layout_get_pixel_size (self->layout, &text_width, &text_height);
      surface = begin (self, text_width + 8, text_height + 2, &cr);
      cairo_rectangle (cr, 0., 0., text_width + 8., text_height + 2.);
      cairo_set_source_rgba (cr, self->theme.paper.red, self->theme.paper.green,
                             self->theme.paper.blue, 0.86);
      cairo_fill (cr);
      cairo_move_to (cr, 4., 1.);
      gdk_cairo_set_source_rgba (cr, age == RDM_LIVE_FRESH ? &self->theme.ink : &self->theme.dim);
      pango_cairo_update_layout (cr, self->layout);
      pango_cairo_show_layout (cr, self->layout);
      texture = end (surface, cr);
      g_hash_table_insert (self->names, g_strdup (key), texture);
    }
  *width = gdk_texture_get_width (texture) / self->scale;
  *height = gdk_texture_get_height (texture) / self->scale;
  return texture;
}
