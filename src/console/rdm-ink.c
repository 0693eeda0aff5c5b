/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ink.h"

static GdkRGBA
named (GtkStyleContext *context, const char *name, const GdkRGBA *otherwise)
{
  GdkRGBA colour;

  return gtk_style_context_lookup_color (context, name, &colour) ? colour : *otherwise;
}

void
rdm_ink_read (RdmInk *self, GtkWidget *widget)
{
  static const GdkRGBA white = { 1.f, 1.f, 1.f, 1.f };
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  gtk_style_context_get_color (context, &self->text);
  self->dim = rdm_ink_fade (&self->text, 0.58);
  self->line = rdm_ink_fade (&self->text, 0.13);
  self->view = named (context, "view_bg_color", &white);
  self->accent = named (context, "accent_color", &self->text);
  self->success = named (context, "success_color", &self->text);
  self->warning = named (context, "warning_color", &self->text);
  self->error = named (context, "error_color", &self->text);
  self->dark = self->view.red + self->view.green + self->view.blue < 1.5f;
}

GdkRGBA
rdm_ink_fade (const GdkRGBA *colour, double alpha)
{
  GdkRGBA faded = *colour;

  faded.alpha *= (float)alpha;
  return faded;
}

GdkRGBA
rdm_ink_mix (const GdkRGBA *under, const GdkRGBA *over, double part)
{
  float p = (float)part;

  return (GdkRGBA){ under->red + (over->red - under->red) * p,
                    under->green + (over->green - under->green) * p,
                    under->blue + (over->blue - under->blue) * p, 1.f };
}

void
rdm_ink_rect (
    GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y, double width, double height)
{
  if (width > 0. && height > 0.)
    gtk_snapshot_append_color (
        snapshot, colour, &GRAPHENE_RECT_INIT ((float)x, (float)y, (float)width, (float)height));
}

void
rdm_ink_pill (GtkSnapshot *snapshot,
              const GdkRGBA *colour,
              const graphene_rect_t *bounds,
              double radius)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, bounds, (float)radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, colour, bounds);
  gtk_snapshot_pop (snapshot);
}

void
rdm_ink_hatch (GtkSnapshot *snapshot,
               const GdkRGBA *colour,
               const graphene_rect_t *bounds,
               double pitch)
{
  GdkRGBA none = rdm_ink_fade (colour, 0.);
  float step = (float)(pitch / 2.);
  const GskColorStop stops[] = {
    { 0.f, *colour }, { 0.42f, *colour }, { 0.5f, none }, { 0.92f, none }, { 1.f, *colour }
  };

  gtk_snapshot_append_repeating_linear_gradient (
      snapshot, bounds, &bounds->origin,
      &GRAPHENE_POINT_INIT (bounds->origin.x + step, bounds->origin.y + step), stops,
      G_N_ELEMENTS (stops));
}

void
rdm_ink_icon (GtkSnapshot *snapshot,
              GtkWidget *widget,
              const char *name,
              const GdkRGBA *colour,
              double x,
              double y,
              int size)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, name, NULL, size, gtk_widget_get_scale_factor (widget),
      gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)x, (float)y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size,
                                            colour, 1);
  gtk_snapshot_restore (snapshot);
}
