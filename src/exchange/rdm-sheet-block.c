/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sheet-block.h"

#include <qrencode.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_t, cairo_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_pattern_t, cairo_pattern_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_surface_t, cairo_surface_destroy)

/* Texts from files may be of any length; more than this would not fit on a page anyway. */
#define TEXT_MAX_BYTES 2000

typedef enum
{
  ITEM_TEXT,
  ITEM_LINE,
  ITEM_FILL,
  ITEM_FRAME,
  ITEM_CODE,
  ITEM_GLYPH,
} ItemKind;

typedef struct
{
  ItemKind kind;
  RdmSheetArea area;
  double grey;
  double radius;
  RdmSheetStyle style; /* TEXT */
  char *text;          /* TEXT, CODE */
  RdmStopState state;  /* GLYPH */
  guint marks;         /* GLYPH */
} Item;

struct _RdmSheetBlock
{
  PangoContext *context;
  GArray *items; /* (element-type Item) */
  double height;
};

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_clear_pointer (&item->text, g_free);
}

RdmSheetBlock *
rdm_sheet_block_new (PangoContext *context)
{
  RdmSheetBlock *self = g_new0 (RdmSheetBlock, 1);

  self->context = g_object_ref (context);
  self->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (self->items, clear_item);
  return self;
}

void
rdm_sheet_block_free (RdmSheetBlock *self)
{
  g_clear_object (&self->context);
  g_clear_pointer (&self->items, g_array_unref);
  g_free (self);
}

double
rdm_sheet_block_get_height (const RdmSheetBlock *self)
{
  return self->height;
}

void
rdm_sheet_block_set_height (RdmSheetBlock *self, double height)
{
  self->height = height;
}

/* The whole letters of @text that fit into TEXT_MAX_BYTES, with no control characters. */
static char *
tame (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  gsize length = strlen (valid);

  if (length > TEXT_MAX_BYTES)
    *g_utf8_find_prev_char (valid, valid + TEXT_MAX_BYTES + 1) = '\0';
  for (char *p = valid; *p != '\0'; p++)
    if ((guchar)*p < 0x20 && *p != '\n')
      *p = ' ';
  return g_strchomp (g_steal_pointer (&valid));
}

/* @width in points; negative for as wide as it gets. */
static PangoLayout *
make_layout (const RdmSheetBlock *self, const RdmSheetStyle *style, double width, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_family (font, "Sans");
  pango_font_description_set_size (font, (int)(style->size_pt * PANGO_SCALE));
  if (style->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  if (style->italic)
    pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
  pango_layout_set_font_description (layout, font);
  if (style->tabular)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
    }
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_alignment (layout, style->align);
  if (width >= 0.)
    {
      pango_layout_set_width (layout, (int)(MAX (width, 1.) * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (layout, -(int)MAX (style->max_lines, 1));
      if (style->max_lines <= 1)
        pango_layout_set_single_paragraph_mode (layout, TRUE);
    }
  return layout;
}

static void
measure_layout (PangoLayout *layout, double *width, double *height)
{
  int layout_width = 0;
  int layout_height = 0;

  pango_layout_get_size (layout, &layout_width, &layout_height);
  *width = (double)layout_width / PANGO_SCALE;
  *height = (double)layout_height / PANGO_SCALE;
}

double
rdm_sheet_block_text (RdmSheetBlock *self,
                      const RdmSheetStyle *style,
                      double x,
                      double y,
                      double width,
                      const char *text)
{
  Item item = { .kind = ITEM_TEXT, .area = { x, y, width, 0. }, .style = *style };
  g_autoptr (PangoLayout) layout = NULL;
  double natural;

  if (text == NULL || *text == '\0')
    return y;
  item.text = tame (text);
  layout = make_layout (self, style, width, item.text);
  measure_layout (layout, &natural, &item.area.height);
  g_array_append_val (self->items, item);
  return y + item.area.height;
}

void
rdm_sheet_block_measure (RdmSheetBlock *self,
                         const RdmSheetStyle *style,
                         const char *text,
                         double *width,
                         double *height)
{
  g_autofree char *tamed = tame (text);
  g_autoptr (PangoLayout) layout = make_layout (self, style, -1., tamed);

  measure_layout (layout, width, height);
}

void
rdm_sheet_block_line (RdmSheetBlock *self, double x, double y, double width, double grey)
{
  Item item = { .kind = ITEM_LINE, .area = { x, y, width, 0. }, .grey = grey };

  g_array_append_val (self->items, item);
}

void
rdm_sheet_block_fill (RdmSheetBlock *self, const RdmSheetArea *area, double radius, double grey)
{
  Item item = { .kind = ITEM_FILL, .area = *area, .radius = radius, .grey = grey };

  g_array_append_val (self->items, item);
}

void
rdm_sheet_block_frame (RdmSheetBlock *self, const RdmSheetArea *area, double radius, double grey)
{
  Item item = { .kind = ITEM_FRAME, .area = *area, .radius = radius, .grey = grey };

  g_array_append_val (self->items, item);
}

void
rdm_sheet_block_code (RdmSheetBlock *self, double x, double y, double size, const char *text)
{
  Item item = { .kind = ITEM_CODE, .area = { x, y, size, size } };

  if (text == NULL || *text == '\0')
    return;
  item.text = g_strdup (text);
  g_array_append_val (self->items, item);
}

void
rdm_sheet_block_glyph (
    RdmSheetBlock *self, double x, double y, double size, RdmStopState state, guint marks)
{
  Item item = { .kind = ITEM_GLYPH, .area = { x, y, size, size }, .state = state, .marks = marks };

  g_array_append_val (self->items, item);
}

double
rdm_sheet_block_chips (RdmSheetBlock *self,
                       double x,
                       double y,
                       double width,
                       const char *const *words,
                       guint n,
                       guint n_filled)
{
  const double padding = 3.5;
  double left = x;
  double height = 0.;

  for (guint i = 0; i < n; i++)
    {
      RdmSheetStyle style = { .size_pt = 7., .bold = TRUE, .grey = i < n_filled ? 1. : 0. };
      double word_width, word_height, chip_width;
      RdmSheetArea area;

      rdm_sheet_block_measure (self, &style, words[i], &word_width, &word_height);
      chip_width = MIN (word_width + 2. * padding + 0.5, width);
      if (left > x && left + chip_width > x + width)
        {
          left = x;
          y += height + 2.5;
        }
      height = word_height + 2.;
      area = (RdmSheetArea){ left, y, chip_width, height };
      if (i < n_filled)
        rdm_sheet_block_fill (self, &area, 2.5, 0.);
      else
        rdm_sheet_block_frame (self, &area, 2.5, 0.45);
      rdm_sheet_block_text (self, &style, left + padding, y + 1., chip_width - 2. * padding + 0.5,
                            words[i]);
      left += chip_width + 3.;
    }
  return n > 0 ? y + height : y;
}

/* Drawing */

static void
rounded (cairo_t *cr, const RdmSheetArea *area, double radius)
{
  double right = area->x + area->width;
  double bottom = area->y + area->height;

  cairo_new_sub_path (cr);
  if (radius <= 0.)
    {
      cairo_rectangle (cr, area->x, area->y, area->width, area->height);
      return;
    }
  cairo_arc (cr, right - radius, area->y + radius, radius, -G_PI_2, 0.);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0., G_PI_2);
  cairo_arc (cr, area->x + radius, bottom - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, area->x + radius, area->y + radius, radius, G_PI, 3. * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_text (const RdmSheetBlock *self, const Item *item, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = make_layout (self, &item->style, item->area.width, item->text);

  cairo_set_source_rgb (cr, item->style.grey, item->style.grey, item->style.grey);
  cairo_move_to (cr, item->area.x, item->area.y);
  pango_cairo_show_layout (cr, layout);
}

/* A dot a module. As a picture a code takes a tenth of what it takes as rectangles. */
static cairo_pattern_t *
make_mask (const QRcode *code)
{
  g_autoptr (cairo_surface_t) dots =
      cairo_image_surface_create (CAIRO_FORMAT_A1, code->width, code->width);
  g_autoptr (cairo_t) cr = cairo_create (dots);
  cairo_pattern_t *mask;

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (int row = 0; row < code->width; row++)
    for (int column = 0; column < code->width; column++)
      if ((code->data[row * code->width + column] & 1) != 0)
        cairo_rectangle (cr, column, row, 1., 1.);
  cairo_fill (cr);
  mask = cairo_pattern_create_for_surface (dots);
  cairo_pattern_set_filter (mask, CAIRO_FILTER_NEAREST);
  return mask;
}

static void
draw_code (const Item *item, cairo_t *cr)
{
  g_autoptr (QRcode) code = QRcode_encodeString8bit (item->text, 0, QR_ECLEVEL_L);
  g_autoptr (cairo_pattern_t) mask = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *link = NULL;

  if (code == NULL)
    return;
  mask = make_mask (code);
  quoted = g_strescape (item->text, NULL);
  link = g_strdup_printf ("uri='%s'", quoted);
  cairo_tag_begin (cr, CAIRO_TAG_LINK, link);
  cairo_translate (cr, item->area.x, item->area.y);
  cairo_scale (cr, item->area.width / code->width, item->area.width / code->width);
  cairo_set_source_rgb (cr, 0., 0., 0.);
  cairo_mask (cr, mask);
  cairo_tag_end (cr, CAIRO_TAG_LINK);
}

static void
draw_item (const RdmSheetBlock *self, const Item *item, cairo_t *cr)
{
  cairo_set_source_rgb (cr, item->grey, item->grey, item->grey);
  cairo_set_line_width (cr, 0.6);
  switch (item->kind)
    {
    case ITEM_TEXT:
      draw_text (self, item, cr);
      break;
    case ITEM_LINE:
      cairo_move_to (cr, item->area.x, item->area.y);
      cairo_rel_line_to (cr, item->area.width, 0.);
      cairo_stroke (cr);
      break;
    case ITEM_FILL:
      rounded (cr, &item->area, item->radius);
      cairo_fill (cr);
      break;
    case ITEM_FRAME:
      rounded (cr, &item->area, item->radius);
      cairo_stroke (cr);
      break;
    case ITEM_CODE:
      draw_code (item, cr);
      break;
    case ITEM_GLYPH:
      rdm_sheet_glyph_draw (cr, item->area.x, item->area.y, item->area.width, item->state,
                            item->marks);
      break;
    }
}

void
rdm_sheet_block_draw (const RdmSheetBlock *self, cairo_t *cr, double x, double y)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  for (guint i = 0; i < self->items->len; i++)
    {
      cairo_save (cr);
      draw_item (self, &g_array_index (self->items, Item, i), cr);
      cairo_restore (cr);
    }
  cairo_restore (cr);
}
