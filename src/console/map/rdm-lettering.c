/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-lettering.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* Of what is kept of each sort. */
#define KEPT_MAX 4000

/* How far the halo reaches, pixels. */
#define HALO 1.4

/* What a label is known by. */
typedef struct
{
  RdmLabelKind kind;
  char *text;
} Key;

/* A picture, and where its corner is, seen from the label's place. */
typedef struct
{
  cairo_surface_t *surface;
  RdmXY corner;
} Sprite;

/* A letter: @middle: along the text, @half: of what it takes there, pixels. */
typedef struct
{
  cairo_path_t *path; /* around its point on the line */
  double middle;
  double half;
} Letter;

typedef struct
{
  GArray *letters; /* (element-type Letter) */
  double width;
} Word;

struct _RdmLettering
{
  PangoContext *context;
  GHashTable *sprites; /* (element-type Key Sprite) */
  GHashTable *words;   /* (element-type Key Word) */
  const RdmGroundStyle *style;
  int scale;
};

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->text) ^ (guint)key->kind << 24;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *left = a;
  const Key *right = b;

  return left->kind == right->kind && strcmp (left->text, right->text) == 0;
}

static Key *
key_new (RdmLabelKind kind, const char *text)
{
  Key *key = g_new (Key, 1);

  *key = (Key){ kind, g_strdup (text) };
  return key;
}

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  g_free (key);
}

static void
sprite_free (gpointer data)
{
  Sprite *sprite = data;

  cairo_surface_destroy (sprite->surface);
  g_free (sprite);
}

static void
clear_letter (gpointer data)
{
  cairo_path_destroy (((Letter *)data)->path);
}

static void
word_free (gpointer data)
{
  Word *word = data;

  g_array_unref (word->letters);
  g_free (word);
}

/* Letters keep their shape at any angle and any place: nothing is fitted to the pixels. */
static PangoContext *
new_context (void)
{
  /* Of its own: the default one belongs to a thread, and threads come and go. */
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  return context;
}

RdmLettering *
rdm_lettering_new (void)
{
  RdmLettering *self = g_new0 (RdmLettering, 1);

  self->context = new_context ();
  self->sprites = g_hash_table_new_full (key_hash, key_equal, key_free, sprite_free);
  self->words = g_hash_table_new_full (key_hash, key_equal, key_free, word_free);
  return self;
}

void
rdm_lettering_free (RdmLettering *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->sprites);
  g_hash_table_unref (self->words);
  g_object_unref (self->context);
  g_free (self);
}

void
rdm_lettering_set_style (RdmLettering *self, const RdmGroundStyle *style, int scale)
{
  if (self->style == style && self->scale == scale)
    return;
  self->style = style;
  self->scale = scale;
  g_hash_table_remove_all (self->sprites);
}

static gboolean
is_heavy (RdmLabelKind kind)
{
  return kind <= RDM_LABEL_VILLAGE || kind == RDM_LABEL_SHIELD;
}

static PangoLayout *
new_layout (const RdmLettering *self, RdmLabelKind kind, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell, Sans");

  pango_font_description_set_absolute_size (font, rdm_label_size (kind) * PANGO_SCALE);
  if (is_heavy (kind))
    pango_font_description_set_weight (font, PANGO_WEIGHT_SEMIBOLD);
  if (kind == RDM_LABEL_WATER || kind == RDM_LABEL_WATERCOURSE)
    pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static void
set_halo (cairo_t *cr, const RdmGroundStyle *style)
{
  cairo_set_source_rgba (cr, (style->halo >> 16) / 255., ((style->halo >> 8) & 0xff) / 255.,
                         (style->halo & 0xff) / 255., style->halo_alpha);
  cairo_set_line_width (cr, 2. * HALO);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
}

/* Upright */

static void
round_rectangle (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0.);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0., G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
paint_cross (cairo_t *cr)
{
  cairo_move_to (cr, -2.2, 0.);
  cairo_line_to (cr, 2.2, 0.);
  cairo_move_to (cr, 0., -2.2);
  cairo_line_to (cr, 0., 2.2);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

/* The symbol of a kind around (0, 0): a disc, but a hill for peaks and a block for stations. */
static void
paint_symbol (cairo_t *cr, RdmLabelKind kind, const RdmGroundStyle *style)
{
  if (kind == RDM_LABEL_PEAK)
    {
      cairo_move_to (cr, -4., 3.);
      cairo_line_to (cr, 0., -3.5);
      cairo_line_to (cr, 4., 3.);
      cairo_close_path (cr);
    }
  else if (kind == RDM_LABEL_STATION)
    round_rectangle (cr, -4., -4., 8., 8., 2.);
  else if (kind == RDM_LABEL_HEALTH)
    cairo_arc (cr, 0., 0., 4.5, 0., 2. * G_PI);
  else
    cairo_arc (cr, 0., 0., 3., 0., 2. * G_PI);
  set_halo (cr, style);
  cairo_stroke_preserve (cr);
  rdm_ground_style_set_source (cr, style->inks[kind]);
  cairo_fill (cr);
  if (kind != RDM_LABEL_HEALTH && kind != RDM_LABEL_STATION)
    return;
  rdm_ground_style_set_source (cr, style->halo);
  if (kind == RDM_LABEL_HEALTH)
    paint_cross (cr);
  else
    {
      cairo_rectangle (cr, -2., -2., 4., 2.2);
      cairo_fill (cr);
    }
}

/* With the corner of the layout at (@x, @y). */
static void
paint_text (cairo_t *cr,
            PangoLayout *layout,
            RdmLabelKind kind,
            const RdmGroundStyle *style,
            double x,
            double y)
{
  cairo_move_to (cr, x, y);
  if (kind != RDM_LABEL_SHIELD)
    {
      pango_cairo_layout_path (cr, layout);
      set_halo (cr, style);
      cairo_stroke (cr);
      cairo_move_to (cr, x, y);
    }
  rdm_ground_style_set_source (cr, style->inks[kind]);
  pango_cairo_show_layout (cr, layout);
}

static Sprite *
new_sprite (const RdmLettering *self, RdmLabelKind kind, const char *text)
{
  Sprite *sprite = g_new0 (Sprite, 1);
  g_autoptr (PangoLayout) layout = new_layout (self, kind, text);
  PangoRectangle extents;
  gboolean symbol = rdm_label_has_symbol (kind);
  double pad = kind == RDM_LABEL_SHIELD ? 6. : HALO + 1.5;
  double width;
  double height;
  double top;
  double left;
  double bottom;
  cairo_t *cr;

  pango_layout_get_extents (layout, NULL, &extents);
  width = (double)extents.width / PANGO_SCALE;
  height = (double)extents.height / PANGO_SCALE;
  /* One row's middle is below a symbol; otherwise the middle of all is the place. */
  top = symbol ? RDM_LABEL_SYMBOL_DROP - height / pango_layout_get_line_count (layout) / 2.
               : -height / 2.;
  left = MAX (width / 2., symbol ? 7. : 0.) + pad;
  sprite->corner = (RdmXY){ -ceil (left), symbol ? -8. : -ceil (height / 2. + pad) };
  bottom = ceil (top + height + pad);
  sprite->surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)(-2. * sprite->corner.x) * self->scale,
                                  (int)(bottom - sprite->corner.y) * self->scale);
  cairo_surface_set_device_scale (sprite->surface, self->scale, self->scale);
  cr = cairo_create (sprite->surface);
  cairo_translate (cr, -sprite->corner.x, -sprite->corner.y);
  if (symbol)
    paint_symbol (cr, kind, self->style);
  if (kind == RDM_LABEL_SHIELD)
    {
      round_rectangle (cr, -width / 2. - 3.5, -height / 2. - 0.5, width + 7., height + 1., 3.);
      rdm_ground_style_set_source (cr, self->style->shield);
      cairo_fill_preserve (cr);
      rdm_ground_style_set_source (cr, self->style->shield_edge);
      cairo_set_line_width (cr, 1.);
      cairo_stroke (cr);
    }
  paint_text (cr, layout, kind, self->style, -width / 2. - (double)extents.x / PANGO_SCALE, top);
  cairo_destroy (cr);
  cairo_surface_flush (sprite->surface);
  return sprite;
}

void
rdm_lettering_upright (
    RdmLettering *self, cairo_t *cr, RdmLabelKind kind, const char *text, RdmXY at)
{
  Key key = { kind, (char *)text };
  const Sprite *sprite = g_hash_table_lookup (self->sprites, &key);

  if (sprite == NULL)
    {
      if (g_hash_table_size (self->sprites) >= KEPT_MAX)
        g_hash_table_remove_all (self->sprites);
      g_hash_table_insert (self->sprites, key_new (kind, text), new_sprite (self, kind, text));
      sprite = g_hash_table_lookup (self->sprites, &key);
    }
  cairo_set_source_surface (cr, sprite->surface,
                            round (at.x * self->scale) / self->scale + sprite->corner.x,
                            round (at.y * self->scale) / self->scale + sprite->corner.y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
}

/* Along lines */

/* The outline of a glyph, its middle at (0, 0) and half the height of small letters below that. */
static void
add_letter (Word *word, cairo_t *cr, PangoFont *font, const PangoGlyphInfo *info, double size)
{
  double advance = (double)info->geometry.width / PANGO_SCALE;
  cairo_glyph_t glyph = { info->glyph, (double)info->geometry.x_offset / PANGO_SCALE - advance / 2.,
                          (double)info->geometry.y_offset / PANGO_SCALE + 0.36 * size };
  Letter letter = { NULL, word->width + advance / 2., advance / 2. };

  word->width += advance;
  if (info->glyph == PANGO_GLYPH_EMPTY || (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
    return;
  cairo_new_path (cr);
  cairo_set_scaled_font (cr, pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font)));
  cairo_glyph_path (cr, &glyph, 1);
  letter.path = cairo_copy_path_flat (cr);
  g_array_append_val (word->letters, letter);
}

static Word *
new_word (const RdmLettering *self, RdmLabelKind kind, const char *text)
{
  Word *word = g_new0 (Word, 1);
  g_autoptr (PangoLayout) layout = new_layout (self, kind, text);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);

  cairo_set_tolerance (cr, 0.1);
  word->letters = g_array_new (FALSE, FALSE, sizeof (Letter));
  g_array_set_clear_func (word->letters, clear_letter);
  for (GSList *run = line->runs; run != NULL; run = run->next)
    {
      const PangoGlyphItem *item = run->data;

      for (int i = 0; i < item->glyphs->num_glyphs; i++)
        add_letter (word, cr, item->item->analysis.font, &item->glyphs->glyphs[i],
                    rdm_label_size (kind));
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return word;
}

static double
length_of (const RdmXY *line, guint n)
{
  double length = 0.;

  for (guint i = 1; i < n; i++)
    length += rdm_xy_distance (line[i - 1], line[i]);
  return length;
}

/* The point @along a line, which goes on straight beyond its ends. */
static RdmXY
point_at (const RdmXY *line, guint n, double along)
{
  guint i = 1;
  double length = rdm_xy_distance (line[0], line[1]);
  double t;

  while (i + 1 < n && along > length)
    {
      along -= length;
      i++;
      length = rdm_xy_distance (line[i - 1], line[i]);
    }
  t = length > 0. ? along / length : 0.;
  return (RdmXY){ line[i - 1].x + t * (line[i].x - line[i - 1].x),
                  line[i - 1].y + t * (line[i].y - line[i - 1].y) };
}

/* Adds the letters to the path, each where it belongs. @backwards: the line is read from its
 * end. */
static void
trace_word (const Word *word, cairo_t *cr, const RdmXY *line, guint n, gboolean backwards)
{
  double length = length_of (line, n);
  double sign = backwards ? -1. : 1.;

  cairo_new_path (cr);
  for (guint i = 0; i < word->letters->len; i++)
    {
      const Letter *letter = &g_array_index (word->letters, Letter, i);
      double middle = length / 2. + sign * (letter->middle - word->width / 2.);
      double reach = sign * (letter->half + 1.5);
      RdmXY before = point_at (line, n, middle - reach);
      RdmXY after = point_at (line, n, middle + reach);
      RdmXY at = point_at (line, n, middle);
      double angle = atan2 (after.y - before.y, after.x - before.x);

      cairo_save (cr);
      /* In a bend, on the chord rather than out on the corner. */
      cairo_translate (cr, (2. * at.x + before.x + after.x) / 4.,
                       (2. * at.y + before.y + after.y) / 4.);
      cairo_rotate (cr, angle);
      cairo_append_path (cr, letter->path);
      cairo_restore (cr);
    }
}

void
rdm_lettering_along (RdmLettering *self,
                     cairo_t *cr,
                     RdmLabelKind kind,
                     const char *text,
                     const RdmXY *line,
                     guint n)
{
  Key key = { kind, (char *)text };
  const Word *word = g_hash_table_lookup (self->words, &key);
  double length = length_of (line, n);
  RdmXY begin;
  RdmXY end;

  if (word == NULL)
    {
      if (g_hash_table_size (self->words) >= KEPT_MAX)
        g_hash_table_remove_all (self->words);
      g_hash_table_insert (self->words, key_new (kind, text), new_word (self, kind, text));
      word = g_hash_table_lookup (self->words, &key);
    }
  begin = point_at (line, n, (length - word->width) / 2.);
  end = point_at (line, n, (length + word->width) / 2.);
  trace_word (word, cr, line, n, end.x < begin.x);
  set_halo (cr, self->style);
  /* It is soft, so that it may be rough: a third of the time. */
  cairo_set_tolerance (cr, 0.25);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_stroke_preserve (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  cairo_set_tolerance (cr, 0.1);
  rdm_ground_style_set_source (cr, self->style->inks[kind]);
  cairo_fill (cr);
}
