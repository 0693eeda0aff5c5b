/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-theme.h"

static GdkRGBA
rgba (guint32 rgb)
{
  return (GdkRGBA){ (float)((rgb >> 16) & 0xff) / 255.f, (float)((rgb >> 8) & 0xff) / 255.f,
                    (float)(rgb & 0xff) / 255.f, 1.f };
}

void
rdm_map_theme_init (RdmMapTheme *self, GtkWidget *widget, gboolean dark, gboolean contrast)
{
  self->dark = dark;
  self->contrast = contrast;
  self->paper = rgba (!dark ? 0xffffff : contrast ? 0x000000 : 0x1e1e1e);
  if (contrast)
    self->ink = rgba (dark ? 0xffffff : 0x000000);
  else
    self->ink = rgba (dark ? 0xf6f5f4 : 0x1c1c1e);
  self->dim = contrast ? self->ink : rgba (dark ? 0x8f8e93 : 0x77767b);
  self->ground = rdm_ground_style_get (dark, contrast);
  if (widget == NULL
      || !gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color",
                                          &self->accent))
    self->accent = rgba (dark ? 0x78aeed : 0x1c71d8);
}
