/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-sprites.h"

#include <math.h>

#define FADED_ALPHA 0.4
#define DEPOT_SIZE 22.

typedef enum
{
  SPRITE_BODY,
  SPRITE_NUMBER,
  SPRITE_DEPOT,
} SpriteKind;

struct _RdmMapSprites
{
  RdmMapTheme theme;
  double scale;
  GHashTable *surfaces; /* packed key → cairo_surface_t, its middle is the place */
};

RdmMapSprites *
rdm_map_sprites_new (const RdmMapTheme *theme, double scale)
{
  RdmMapSprites *self = g_new0 (RdmMapSprites, 1);

  self->theme = *theme;
  self->scale = scale;
  self->surfaces = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify)cairo_surface_destroy);
  return self;
}

void
rdm_map_sprites_free (RdmMapSprites *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->surfaces);
  g_free (self);
}

double
rdm_map_sprites_get_scale (const RdmMapSprites *self)
{
  return self->scale;
}

static guint32
pack_colour (const GdkRGBA *colour)
{
  return ((guint32)lroundf (colour->red * 255.f) << 16)
         | ((guint32)lroundf (colour->green * 255.f) << 8)
         | (guint32)lroundf (colour->blue * 255.f);
}

static gint64
pack (SpriteKind kind, guint size, const RdmMapSprite *sprite)
{
  guint64 key = (guint64)kind | (guint64)(size & 0x3f) << 2 | (guint64)sprite->faded << 8;

  if (kind == SPRITE_NUMBER)
    return (gint64)(key | (guint64)(sprite->number & 0xffff) << 16);
  return (gint64)(key | (guint64)pack_colour (&sprite->colour) << 9
                  | (guint64)(sprite->flags & 0x7f) << 33 | (guint64)(sprite->state & 7) << 40
                  | (guint64)(sprite->number > 0) << 43);
}

/* A square surface of whole device pixels, its middle on a pixel's corner. */
static cairo_surface_t *
new_surface (const RdmMapSprites *self, double reach)
{
  int side = 2 * (int)ceil (reach * self->scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);

  cairo_surface_set_device_scale (surface, self->scale, self->scale);
  return surface;
}

/* Copies @surface so that its pixels fall on the target's. */
static void
blit (const RdmMapSprites *self, cairo_t *cr, cairo_surface_t *surface, RdmXY at)
{
  double half = cairo_image_surface_get_width (surface) / 2. / self->scale;
  double x = round ((at.x - half) * self->scale) / self->scale;
  double y = round ((at.y - half) * self->scale) / self->scale;

  cairo_set_source_surface (cr, surface, x, y);
  cairo_rectangle (cr, x, y, half * 2., half * 2.);
  cairo_fill (cr);
}

static cairo_surface_t *
lookup (RdmMapSprites *self, gint64 key)
{
  return g_hash_table_lookup (self->surfaces, &key);
}

static void
keep (RdmMapSprites *self, gint64 key, cairo_surface_t *surface)
{
  g_hash_table_insert (self->surfaces, g_memdup2 (&key, sizeof key), surface);
}

static cairo_surface_t *
paint_body (const RdmMapSprites *self, const RdmMapSprite *sprite)
{
  double reach = rdm_glyph_reach (sprite->size) + 1.;
  cairo_surface_t *surface = new_surface (self, reach);
  cairo_t *cr = cairo_create (surface);
  double middle = cairo_image_surface_get_width (surface) / 2. / self->scale;

  if (sprite->faded)
    cairo_push_group (cr);
  /* A rim in the ground's colour sets the glyph off from lines and neighbours. */
  cairo_arc (cr, middle, middle, sprite->size / 2. + 1., 0., 2. * G_PI);
  cairo_set_source_rgba (cr, self->theme.paper.red, self->theme.paper.green, self->theme.paper.blue,
                         0.8);
  if ((sprite->flags & RDM_GLYPH_TRAY) == 0)
    cairo_fill (cr);
  cairo_new_path (cr);
  rdm_glyph_draw (cr, middle, middle, sprite->size, sprite->state, sprite->flags, &sprite->colour,
                  &self->theme.paper, sprite->number > 0 ? -1 : 0);
  if (sprite->faded)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, FADED_ALPHA);
    }
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
paint_number (const RdmMapSprites *self, const RdmMapSprite *sprite)
{
  cairo_surface_t *surface = new_surface (self, sprite->size * 0.8);
  cairo_t *cr = cairo_create (surface);
  double middle = cairo_image_surface_get_width (surface) / 2. / self->scale;
  GdkRGBA ink = self->theme.ink;

  ink.alpha = sprite->faded ? FADED_ALPHA : 1.f;
  rdm_glyph_draw_number (cr, middle, middle, sprite->size, &ink, sprite->number);
  cairo_destroy (cr);
  return surface;
}

void
rdm_map_sprites_draw_stop (RdmMapSprites *self, cairo_t *cr, RdmXY at, const RdmMapSprite *sprite)
{
  gboolean numbered =
      sprite->number > 0 && rdm_glyph_shows_number (sprite->size, sprite->state, sprite->flags);
  /* Rings around the body leave less room inside. */
  gboolean ringed =
      (sprite->flags & (RDM_GLYPH_LATE | RDM_GLYPH_LATE_RISK | RDM_GLYPH_SELECTED)) != 0;
  guint number_size = ringed ? sprite->size * 8 / 10 : sprite->size;
  gint64 body_key = pack (SPRITE_BODY, sprite->size, sprite);
  cairo_surface_t *body = lookup (self, body_key);

  if (body == NULL)
    {
      body = paint_body (self, sprite);
      keep (self, body_key, body);
    }
  blit (self, cr, body, at);
  if (numbered)
    {
      RdmMapSprite its = *sprite;
      gint64 key = pack (SPRITE_NUMBER, number_size, sprite);
      cairo_surface_t *number = lookup (self, key);

      its.size = number_size;
      /* A pickup's tip pushes the body down. */
      if ((sprite->flags & RDM_GLYPH_PICKUP) != 0)
        at.y += 1.;
      if (number == NULL)
        {
          number = paint_number (self, &its);
          keep (self, key, number);
        }
      blit (self, cr, number, at);
    }
}

double
rdm_map_cluster_radius (guint count)
{
  return MIN (8. + 1.6 * log2 (MAX (count, 2) / 2.), 20.);
}

void
rdm_map_sprites_draw_cluster (
    RdmMapSprites *self, cairo_t *cr, RdmXY at, guint count, const GdkRGBA *colour, gboolean late)
{
  static const GdkRGBA red = { 0.878f, 0.106f, 0.141f, 1.f };
  double radius = rdm_map_cluster_radius (count);
  GdkRGBA paper = self->theme.paper;
  GdkRGBA edge = colour != NULL ? *colour : self->theme.dim;

  paper.alpha = 0.92f;
  cairo_new_path (cr);
  cairo_arc (cr, at.x, at.y, radius, 0., 2. * G_PI);
  gdk_cairo_set_source_rgba (cr, &paper);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, late ? &red : &edge);
  cairo_set_line_width (cr, 2.);
  cairo_stroke (cr);
  rdm_glyph_draw_number (cr, at.x, at.y, count > 99 ? 24. : 19., &self->theme.ink, (int)count);
}

static void
house (cairo_t *cr, double x, double y, double size)
{
  double half = size / 2.;

  cairo_new_path (cr);
  cairo_move_to (cr, x, y - half);
  cairo_line_to (cr, x + half, y - half * 0.15);
  cairo_line_to (cr, x + half * 0.72, y - half * 0.15);
  cairo_line_to (cr, x + half * 0.72, y + half * 0.8);
  cairo_line_to (cr, x - half * 0.72, y + half * 0.8);
  cairo_line_to (cr, x - half * 0.72, y - half * 0.15);
  cairo_line_to (cr, x - half, y - half * 0.15);
  cairo_close_path (cr);
}

static cairo_surface_t *
paint_depot (const RdmMapSprites *self, const GdkRGBA *colour)
{
  cairo_surface_t *surface = new_surface (self, DEPOT_SIZE / 2. + 3.);
  cairo_t *cr = cairo_create (surface);
  double middle = cairo_image_surface_get_width (surface) / 2. / self->scale;

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  house (cr, middle, middle, DEPOT_SIZE);
  cairo_set_line_width (cr, 4.);
  gdk_cairo_set_source_rgba (cr, &self->theme.paper);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, 1.);
  cairo_stroke_preserve (cr);
  cairo_fill (cr);
  cairo_rectangle (cr, round (middle) - 2.5, middle + 1.5, 5., DEPOT_SIZE * 0.4 - 2.);
  gdk_cairo_set_source_rgba (cr, &self->theme.paper);
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}

void
rdm_map_sprites_draw_depot (RdmMapSprites *self, cairo_t *cr, RdmXY at, const GdkRGBA *colour)
{
  RdmMapSprite sprite = { .colour = colour != NULL ? *colour : self->theme.ink };
  gint64 key = pack (SPRITE_DEPOT, 0, &sprite);
  cairo_surface_t *surface = lookup (self, key);

  if (surface == NULL)
    {
      surface = paint_depot (self, &sprite.colour);
      keep (self, key, surface);
    }
  blit (self, cr, surface, at);
}

void
rdm_map_sprites_draw_park (RdmMapSprites *self, cairo_t *cr, RdmXY at)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_rectangle (cr, at.x - 7., at.y - 7., 14., 14.);
  cairo_set_line_width (cr, 5.);
  gdk_cairo_set_source_rgba (cr, &self->theme.paper);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &self->theme.accent);
  cairo_set_line_width (cr, 2.);
  cairo_stroke_preserve (cr);
  cairo_fill (cr);
  cairo_move_to (cr, at.x - 2.5, at.y + 5.);
  cairo_line_to (cr, at.x - 2.5, at.y - 4.5);
  cairo_line_to (cr, at.x + 0.5, at.y - 4.5);
  cairo_arc (cr, at.x + 0.5, at.y - 1.75, 2.75, -G_PI_2, G_PI_2);
  cairo_line_to (cr, at.x - 2.5, at.y + 1.);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  gdk_cairo_set_source_rgba (cr, &self->theme.paper);
  cairo_stroke (cr);
}

void
rdm_map_sprites_draw_pin (RdmMapSprites *self, cairo_t *cr, RdmXY at)
{
  double radius = 10.;
  double y = at.y - 22.;

  cairo_new_path (cr);
  cairo_move_to (cr, at.x, at.y);
  cairo_curve_to (cr, at.x - 2., at.y - 8., at.x - radius, y + 8., at.x - radius, y);
  cairo_arc (cr, at.x, y, radius, G_PI, 2. * G_PI);
  cairo_curve_to (cr, at.x + radius, y + 8., at.x + 2., at.y - 8., at.x, at.y);
  cairo_close_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 4.);
  gdk_cairo_set_source_rgba (cr, &self->theme.paper);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &self->theme.accent);
  cairo_fill (cr);
  cairo_arc (cr, at.x, y, radius * 0.36, 0., 2. * G_PI);
  gdk_cairo_set_source_rgba (cr, &self->theme.paper);
  cairo_fill (cr);
}
