/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-grid-painter.h"

#include "rdm-ink.h"

struct _RdmGridPainter
{
  /* Owned */
  PangoLayout *layout;
  PangoAttrList *normal;
  PangoAttrList *bold;

  /* Borrowed */
  GtkWidget *widget;

  /* State */
  RdmInk ink;
  gboolean has_ink;
};

static PangoAttrList *
style_new (gboolean bold)
{
  PangoAttrList *style = pango_attr_list_new ();

  pango_attr_list_insert (style, pango_attr_font_features_new ("tnum"));
  if (bold)
    pango_attr_list_insert (style, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  return style;
}

RdmGridPainter *
rdm_grid_painter_new (GtkWidget *widget)
{
  RdmGridPainter *self = g_new0 (RdmGridPainter, 1);

  self->widget = widget;
  self->layout = gtk_widget_create_pango_layout (widget, NULL);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  self->normal = style_new (FALSE);
  self->bold = style_new (TRUE);
  return self;
}

void
rdm_grid_painter_free (RdmGridPainter *self)
{
  g_object_unref (self->layout);
  pango_attr_list_unref (self->normal);
  pango_attr_list_unref (self->bold);
  g_free (self);
}

void
rdm_grid_painter_renew (RdmGridPainter *self)
{
  self->has_ink = FALSE;
}

static void
set_text (RdmGridPainter *self, const RdmGridText *text, int width)
{
  pango_layout_set_attributes (self->layout,
                               text->ink == RDM_GRID_ERROR ? self->bold : self->normal);
  pango_layout_set_width (self->layout, width >= 0 ? width * PANGO_SCALE : -1);
  pango_layout_set_text (self->layout, text->text, -1);
}

int
rdm_grid_painter_height (RdmGridPainter *self)
{
  static const RdmGridText text = { .text = (char *)"Åg" };
  int height;

  set_text (self, &text, -1);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  return height;
}

int
rdm_grid_painter_width (RdmGridPainter *self, const RdmGridText *text)
{
  int width;

  set_text (self, text, -1);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return width + 2 * RDM_GRID_PADDING;
}

static const GdkRGBA *
colour_of (RdmGridPainter *self, RdmGridInk ink)
{
  if (!self->has_ink)
    rdm_ink_read (&self->ink, self->widget);
  self->has_ink = TRUE;
  switch (ink)
    {
    case RDM_GRID_DIM:
      return &self->ink.dim;
    case RDM_GRID_WARNING:
      return &self->ink.warning;
    case RDM_GRID_ERROR:
      return &self->ink.error;
    case RDM_GRID_PLAIN:
    default:
      return &self->ink.text;
    }
}

void
rdm_grid_painter_draw (RdmGridPainter *self,
                       GtkSnapshot *snapshot,
                       const RdmGridText *text,
                       int x,
                       int width,
                       int height,
                       gboolean right)
{
  PangoRectangle place;
  int room = width - 2 * RDM_GRID_PADDING;

  if (*text->text == '\0' || room <= 0)
    return;
  set_text (self, text, room);
  pango_layout_get_pixel_extents (self->layout, NULL, &place);
  x += RDM_GRID_PADDING + (right ? room - place.width : 0) - place.x;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float)x, (float)((height - place.height) / 2)));
  gtk_snapshot_append_layout (snapshot, self->layout, colour_of (self, text->ink));
  gtk_snapshot_restore (snapshot);
}
