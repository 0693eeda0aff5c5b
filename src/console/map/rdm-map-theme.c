/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-theme.h"

typedef struct
{
  guint32 land;
  guint32 net;
  guint32 paper;
  guint32 ink;
  guint32 dim;
  guint32 ground[RDM_N_GROUND_KINDS];
  guint32 edge[RDM_N_GROUND_KINDS]; /* 0: none */
} Colours;

static const Colours light = {
  .land = 0xf6f5f2,
  .net = 0xe4e2de,
  .paper = 0xffffff,
  .ink = 0x1c1c1e,
  .dim = 0x77767b,
  .ground = {
    [RDM_GROUND_BUILT_UP] = 0xefede9,
    [RDM_GROUND_GREEN] = 0xe1ecd9,
    [RDM_GROUND_WATER] = 0xd3e0ea,
    [RDM_GROUND_BUILDING] = 0xe4e1dc,
    [RDM_GROUND_STREAM] = 0xd3e0ea,
    [RDM_GROUND_PATH] = 0xe2dfda,
    [RDM_GROUND_STREET] = 0xffffff,
    [RDM_GROUND_ROAD] = 0xffffff,
    [RDM_GROUND_HIGHWAY] = 0xfdfaf0,
    [RDM_GROUND_RAIL] = 0xd2d0cc,
  },
  .edge = {
    [RDM_GROUND_WATER] = 0xc3d3df,
    [RDM_GROUND_BUILDING] = 0xd9d5cf,
    [RDM_GROUND_STREET] = 0xe1deda,
    [RDM_GROUND_ROAD] = 0xd6d3ce,
    [RDM_GROUND_HIGHWAY] = 0xcfc9b8,
  },
};

static const Colours dark = {
  .land = 0x262628,
  .net = 0x343437,
  .paper = 0x1e1e1e,
  .ink = 0xf6f5f4,
  .dim = 0x8f8e93,
  .ground = {
    [RDM_GROUND_BUILT_UP] = 0x2b2b2d,
    [RDM_GROUND_GREEN] = 0x2a362c,
    [RDM_GROUND_WATER] = 0x263643,
    [RDM_GROUND_BUILDING] = 0x323234,
    [RDM_GROUND_STREAM] = 0x2b3d4b,
    [RDM_GROUND_PATH] = 0x3a3a3c,
    [RDM_GROUND_STREET] = 0x424246,
    [RDM_GROUND_ROAD] = 0x4d4d51,
    [RDM_GROUND_HIGHWAY] = 0x5a5750,
    [RDM_GROUND_RAIL] = 0x4a4a4d,
  },
  .edge = {
    [RDM_GROUND_WATER] = 0x2f4251,
    [RDM_GROUND_BUILDING] = 0x3a3a3c,
  },
};

static GdkRGBA
rgba (guint32 rgb, float alpha)
{
  return (GdkRGBA){ (float)((rgb >> 16) & 0xff) / 255.f, (float)((rgb >> 8) & 0xff) / 255.f,
                    (float)(rgb & 0xff) / 255.f, alpha };
}

void
rdm_map_theme_init (RdmMapTheme *self, GtkWidget *widget, gboolean is_dark, gboolean contrast)
{
  const Colours *colours = is_dark ? &dark : &light;

  self->dark = is_dark;
  self->contrast = contrast;
  self->land = rgba (colours->land, 1.f);
  self->net = rgba (colours->net, 1.f);
  self->paper = rgba (contrast && is_dark ? 0x000000 : colours->paper, 1.f);
  self->ink = rgba (contrast ? (is_dark ? 0xffffff : 0x000000) : colours->ink, 1.f);
  self->dim = contrast ? self->ink : rgba (colours->dim, 1.f);
  for (int kind = 0; kind < RDM_N_GROUND_KINDS; kind++)
    {
      self->ground[kind] = rgba (colours->ground[kind], 1.f);
      self->edge[kind] = rgba (colours->edge[kind], colours->edge[kind] != 0 ? 1.f : 0.f);
    }
  if (widget == NULL
      || !gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color",
                                          &self->accent))
    self->accent = rgba (is_dark ? 0x78aeed : 0x1c71d8, 1.f);
}
