/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-palette.h"

/* Chosen by computation: at least 3:1 contrast on white and on #1e1e1e, and at least 0.085 apart in
 * OKLab for normal, protan and deutan eyes; the order keeps neighbours unlike. */
static const guint32 route_colours[] = {
  0x962df0, 0x00a500, 0x5a96c3, 0xa54b69, 0xff5a78, 0x786900, 0x2d69b4, 0xa578ff,
  0xc300a5, 0x00a587, 0xf06900, 0xf05ac3, 0xa5694b, 0xff2df0, 0x87965a, 0xb44bd2,
};

gboolean
rdm_palette_route (guint index, GdkRGBA *colour)
{
  guint32 rgb = route_colours[index % G_N_ELEMENTS (route_colours)];

  colour->red = (float)((rgb >> 16) & 0xff) / 255.f;
  colour->green = (float)((rgb >> 8) & 0xff) / 255.f;
  colour->blue = (float)(rgb & 0xff) / 255.f;
  colour->alpha = 1.f;
  return index / G_N_ELEMENTS (route_colours) % 2 == 1;
}

GdkRGBA
rdm_palette_on (const GdkRGBA *colour)
{
  /* Rec. 709 luma is near enough to tell which of the two has more contrast. */
  float luma = 0.2126f * colour->red + 0.7152f * colour->green + 0.0722f * colour->blue;

  return luma > 0.55f ? (GdkRGBA){ 0.f, 0.f, 0.f, 1.f } : (GdkRGBA){ 1.f, 1.f, 1.f, 1.f };
}
