/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-style.h"

#include <math.h>

static const RdmGroundStyle light = {
  .land = 0xf5f4f0,
  .net = 0xe9e7e2,
  .areas = {
    [RDM_AREA_SEA] = 0xc9dde9,
    [RDM_AREA_BUILT_UP] = 0xeeece7,
    [RDM_AREA_INDUSTRY] = 0xebe9e9,
    [RDM_AREA_CAMPUS] = 0xf1ece2,
    [RDM_AREA_FIELD] = 0xf3f2e6,
    [RDM_AREA_AIRFIELD] = 0xebebee,
    [RDM_AREA_GRASS] = 0xe6eedd,
    [RDM_AREA_PARK] = 0xdcebd3,
    [RDM_AREA_WOOD] = 0xd8e6cf,
    [RDM_AREA_ROCK] = 0xeceae5,
    [RDM_AREA_ICE] = 0xeef4f8,
    [RDM_AREA_WETLAND] = 0xe0ebe4,
    [RDM_AREA_SQUARE] = 0xf4f2ee,
    [RDM_AREA_PARKING] = 0xe8e7e5,
    [RDM_AREA_PITCH] = 0xd3e6cc,
    [RDM_AREA_WATER] = 0xc9dde9,
    [RDM_AREA_PIER] = 0xf5f4f0,
    [RDM_AREA_BUILDING] = 0xe3e0da,
  },
  .building_edge = 0xd5d1ca,
  .lines = {
    [RDM_LINE_RIVER] = 0xc9dde9,
    [RDM_LINE_STREAM] = 0xc9dde9,
    [RDM_LINE_BORDER_COUNTRY] = 0xa9a3b5,
    [RDM_LINE_BORDER_STATE] = 0xbcb8c4,
    [RDM_LINE_BORDER_TOWN] = 0xd0ccd5,
    [RDM_LINE_FERRY] = 0x9fbdd0,
    [RDM_LINE_PATH] = 0xd6d1c7,
    [RDM_LINE_TRACK] = 0xdcd6c9,
    [RDM_LINE_SERVICE] = 0xffffff,
    [RDM_LINE_PEDESTRIAN] = 0xfaf9f7,
    [RDM_LINE_STREET] = 0xffffff,
    [RDM_LINE_TERTIARY] = 0xffffff,
    [RDM_LINE_SECONDARY] = 0xfffdf6,
    [RDM_LINE_PRIMARY] = 0xfcf5e1,
    [RDM_LINE_TRUNK] = 0xf9edcd,
    [RDM_LINE_MOTORWAY] = 0xf6e5bd,
    [RDM_LINE_RAIL] = 0xc6c4c1,
    [RDM_LINE_SIDING] = 0xd3d1ce,
    [RDM_LINE_TRAM] = 0xcfcdca,
    [RDM_LINE_CABLE] = 0xc2bfbb,
    [RDM_LINE_RUNWAY] = 0xdcdce1,
    [RDM_LINE_TAXIWAY] = 0xdcdce1,
    [RDM_LINE_PIER] = 0xf5f4f0,
  },
  .casings = {
    [RDM_LINE_SERVICE] = 0xdedbd6,
    [RDM_LINE_PEDESTRIAN] = 0xd9d5cf,
    [RDM_LINE_STREET] = 0xd8d5cf,
    [RDM_LINE_TERTIARY] = 0xd1cdc6,
    [RDM_LINE_SECONDARY] = 0xcac4b8,
    [RDM_LINE_PRIMARY] = 0xd3c6a5,
    [RDM_LINE_TRUNK] = 0xd1bd8e,
    [RDM_LINE_MOTORWAY] = 0xcfb67c,
  },
  .thin = 0xdfdbd4,
  .tunnel = 0xf3f1ed,
  .rail_gap = 0xf5f4f0,
  .inks = {
    [RDM_LABEL_COUNTRY] = 0x504d5c,
    [RDM_LABEL_STATE] = 0x75727f,
    [RDM_LABEL_CITY] = 0x2e2d33,
    [RDM_LABEL_TOWN] = 0x34333a,
    [RDM_LABEL_VILLAGE] = 0x434249,
    [RDM_LABEL_SUBURB] = 0x6a6870,
    [RDM_LABEL_HAMLET] = 0x5d5b63,
    [RDM_LABEL_LOCALITY] = 0x85828a,
    [RDM_LABEL_SHIELD] = 0x6b675e,
    [RDM_LABEL_WATER] = 0x54809e,
    [RDM_LABEL_WATERCOURSE] = 0x5f8aa7,
    [RDM_LABEL_MAIN_ROAD] = 0x6b675e,
    [RDM_LABEL_STREET] = 0x716f75,
    [RDM_LABEL_PATH] = 0x918e88,
    [RDM_LABEL_STATION] = 0x5c6f94,
    [RDM_LABEL_HEALTH] = 0xa86a6a,
    [RDM_LABEL_PUBLIC] = 0x8a7a63,
    [RDM_LABEL_FUEL] = 0x6f7f96,
    [RDM_LABEL_SHOP] = 0x8b7596,
    [RDM_LABEL_SIGHT] = 0x8a7a63,
    [RDM_LABEL_PARK] = 0x5d8656,
    [RDM_LABEL_PEAK] = 0x827868,
    [RDM_LABEL_ESTATE] = 0x85828a,
    [RDM_LABEL_ONE_WAY] = 0xb3aea5,
    [RDM_LABEL_NUMBER] = 0x96918a,
  },
  .halo = 0xffffff,
  .halo_alpha = 0.75,
  .shield = 0xfffefa,
  .shield_edge = 0xcac3b3,
};

static const RdmGroundStyle dark = {
  .land = 0x28292c,
  .net = 0x323336,
  .areas = {
    [RDM_AREA_SEA] = 0x203546,
    [RDM_AREA_BUILT_UP] = 0x2e2f32,
    [RDM_AREA_INDUSTRY] = 0x303036,
    [RDM_AREA_CAMPUS] = 0x323130,
    [RDM_AREA_FIELD] = 0x2b2d2b,
    [RDM_AREA_AIRFIELD] = 0x303036,
    [RDM_AREA_GRASS] = 0x2b342c,
    [RDM_AREA_PARK] = 0x2b3a2e,
    [RDM_AREA_WOOD] = 0x28372d,
    [RDM_AREA_ROCK] = 0x313133,
    [RDM_AREA_ICE] = 0x343b42,
    [RDM_AREA_WETLAND] = 0x293736,
    [RDM_AREA_SQUARE] = 0x353639,
    [RDM_AREA_PARKING] = 0x343538,
    [RDM_AREA_PITCH] = 0x2f4231,
    [RDM_AREA_WATER] = 0x203546,
    [RDM_AREA_PIER] = 0x28292c,
    [RDM_AREA_BUILDING] = 0x393a3e,
  },
  .building_edge = 0x45464b,
  .lines = {
    [RDM_LINE_RIVER] = 0x203546,
    [RDM_LINE_STREAM] = 0x264050,
    [RDM_LINE_BORDER_COUNTRY] = 0x6d6878,
    [RDM_LINE_BORDER_STATE] = 0x55515e,
    [RDM_LINE_BORDER_TOWN] = 0x44414b,
    [RDM_LINE_FERRY] = 0x3c5668,
    [RDM_LINE_PATH] = 0x4c4b47,
    [RDM_LINE_TRACK] = 0x494843,
    [RDM_LINE_SERVICE] = 0x434448,
    [RDM_LINE_PEDESTRIAN] = 0x434447,
    [RDM_LINE_STREET] = 0x4d4e53,
    [RDM_LINE_TERTIARY] = 0x525358,
    [RDM_LINE_SECONDARY] = 0x58585b,
    [RDM_LINE_PRIMARY] = 0x645f52,
    [RDM_LINE_TRUNK] = 0x6b634e,
    [RDM_LINE_MOTORWAY] = 0x766a4c,
    [RDM_LINE_RAIL] = 0x5a5b5f,
    [RDM_LINE_SIDING] = 0x4b4c50,
    [RDM_LINE_TRAM] = 0x515257,
    [RDM_LINE_CABLE] = 0x55565a,
    [RDM_LINE_RUNWAY] = 0x414147,
    [RDM_LINE_TAXIWAY] = 0x3c3c42,
    [RDM_LINE_PIER] = 0x28292c,
  },
  .casings = {
    [RDM_LINE_SERVICE] = 0x232426,
    [RDM_LINE_PEDESTRIAN] = 0x232426,
    [RDM_LINE_STREET] = 0x222325,
    [RDM_LINE_TERTIARY] = 0x212224,
    [RDM_LINE_SECONDARY] = 0x202122,
    [RDM_LINE_PRIMARY] = 0x201f1d,
    [RDM_LINE_TRUNK] = 0x201f1c,
    [RDM_LINE_MOTORWAY] = 0x201e1a,
  },
  .thin = 0x45464a,
  .tunnel = 0x343539,
  .rail_gap = 0x303135,
  .inks = {
    [RDM_LABEL_COUNTRY] = 0xbcb9c6,
    [RDM_LABEL_STATE] = 0x928f9b,
    [RDM_LABEL_CITY] = 0xe9e8ee,
    [RDM_LABEL_TOWN] = 0xe2e1e7,
    [RDM_LABEL_VILLAGE] = 0xcfced5,
    [RDM_LABEL_SUBURB] = 0xa3a1a9,
    [RDM_LABEL_HAMLET] = 0xb0aeb6,
    [RDM_LABEL_LOCALITY] = 0x87858d,
    [RDM_LABEL_SHIELD] = 0xb5b0a4,
    [RDM_LABEL_WATER] = 0x6f97b2,
    [RDM_LABEL_WATERCOURSE] = 0x648ba6,
    [RDM_LABEL_MAIN_ROAD] = 0xaba69a,
    [RDM_LABEL_STREET] = 0x9b9aa0,
    [RDM_LABEL_PATH] = 0x7d7b76,
    [RDM_LABEL_STATION] = 0x8b9ec4,
    [RDM_LABEL_HEALTH] = 0xc08a8a,
    [RDM_LABEL_PUBLIC] = 0xa89a83,
    [RDM_LABEL_FUEL] = 0x8f9fb6,
    [RDM_LABEL_SHOP] = 0xa993b4,
    [RDM_LABEL_SIGHT] = 0xa89a83,
    [RDM_LABEL_PARK] = 0x77a070,
    [RDM_LABEL_PEAK] = 0x9d9383,
    [RDM_LABEL_ESTATE] = 0x87858d,
    [RDM_LABEL_ONE_WAY] = 0x6b6b70,
    [RDM_LABEL_NUMBER] = 0x807e83,
  },
  .halo = 0x202123,
  .halo_alpha = 0.8,
  .shield = 0x3b3b40,
  .shield_edge = 0x606064,
};

/* High contrast: the same ground, with words that stand out from it. */
static RdmGroundStyle
with_contrast (const RdmGroundStyle *style, guint32 ink, guint32 halo)
{
  RdmGroundStyle clear = *style;

  for (int kind = 0; kind < RDM_N_LABELS; kind++)
    clear.inks[kind] = ink;
  for (int kind = 0; kind < RDM_N_LINES; kind++)
    if (clear.casings[kind] != 0)
      clear.casings[kind] = ink == 0 ? 0x8a8680 : 0x000000;
  clear.thin = ink == 0 ? 0x8a8680 : 0x6b6c70;
  clear.building_edge = ink == 0 ? 0xa8a49c : 0x6b6c70;
  clear.halo = halo;
  clear.halo_alpha = 1.;
  clear.shield_edge = ink;
  return clear;
}

const RdmGroundStyle *
rdm_ground_style_get (gboolean is_dark, gboolean contrast)
{
  static RdmGroundStyle clear[2];
  static gsize made;

  if (!contrast)
    return is_dark ? &dark : &light;
  if (g_once_init_enter (&made))
    {
      clear[0] = with_contrast (&light, 0x000000, 0xffffff);
      clear[1] = with_contrast (&dark, 0xffffff, 0x000000);
      g_once_init_leave (&made, 1);
    }
  return &clear[is_dark ? 1 : 0];
}

void
rdm_ground_style_set_source (cairo_t *cr, guint32 colour)
{
  cairo_set_source_rgb (cr, (colour >> 16) / 255., ((colour >> 8) & 0xff) / 255.,
                        (colour & 0xff) / 255.);
}

/* Widths at zoom FIRST and each one after that; 0: not there yet. */
#define FIRST 5
#define N_WIDTHS (19 - FIRST + 1)

static const double widths[RDM_N_LINES][N_WIDTHS] = {
  /* 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 */
  [RDM_LINE_RIVER] = { 0, 0, 0, .6, .8, 1, 1.3, 1.6, 2, 2.6, 3.4, 4.6, 6.5, 9, 13 },
  [RDM_LINE_STREAM] = { 0, 0, 0, 0, 0, 0, 0, 0, .7, .9, 1.2, 1.6, 2.2, 3, 4 },
  [RDM_LINE_BORDER_COUNTRY] = { 1, 1, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2, 2, 2, 2, 2, 2, 2 },
  [RDM_LINE_BORDER_STATE] = { 0, .8, .8, .9, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5 },
  [RDM_LINE_BORDER_TOWN] = { 0, 0, 0, 0, 0, 0, 0, .8, .9, 1, 1, 1.2, 1.2, 1.2, 1.2 },
  [RDM_LINE_FERRY] = { 0, 0, 0, .6, .7, .8, .9, 1, 1, 1.2, 1.2, 1.4, 1.4, 1.5, 1.5 },
  [RDM_LINE_PATH] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, .6, .8, 1, 1.4, 1.8, 2.4 },
  [RDM_LINE_TRACK] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, .7, 1, 1.3, 1.8, 2.6, 3.6 },
  [RDM_LINE_SERVICE] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, .8, 1.7, 3, 5, 8, 12 },
  [RDM_LINE_PEDESTRIAN] = { 0, 0, 0, 0, 0, 0, 0, 0, .9, 1.6, 2.8, 4.8, 8, 13, 20 },
  [RDM_LINE_STREET] = { 0, 0, 0, 0, 0, 0, 0, .7, 1.2, 2.1, 3.6, 6, 10, 16, 25 },
  [RDM_LINE_TERTIARY] = { 0, 0, 0, 0, 0, .7, 1, 1.5, 2.3, 3.4, 5, 7.8, 12, 18, 28 },
  [RDM_LINE_SECONDARY] = { 0, 0, 0, 0, .6, 1, 1.4, 2, 2.9, 4.1, 5.9, 8.8, 13, 20, 30 },
  [RDM_LINE_PRIMARY] = { 0, 0, 0, .8, 1, 1.4, 1.8, 2.5, 3.4, 4.6, 6.5, 9.5, 14, 21, 32 },
  [RDM_LINE_TRUNK] = { .5, .6, .8, 1, 1.3, 1.7, 2.1, 2.8, 3.6, 4.8, 6.8, 10, 14, 21, 32 },
  [RDM_LINE_MOTORWAY] = { .7, .8, 1, 1.3, 1.6, 2, 2.5, 3.2, 4, 5.2, 7.2, 10.5, 15, 22, 33 },
  [RDM_LINE_RAIL] = { 0, 0, 0, .5, .6, .8, 1, 1.1, 1.3, 1.6, 2, 2.6, 3.2, 4, 5 },
  [RDM_LINE_SIDING] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, .8, 1.1, 1.5, 2, 2.6, 3.2 },
  [RDM_LINE_TRAM] = { 0, 0, 0, 0, 0, 0, 0, 0, .7, .9, 1.1, 1.4, 1.8, 2.2, 2.8 },
  [RDM_LINE_CABLE] = { 0, 0, 0, 0, 0, 0, 0, .7, .8, 1, 1.1, 1.2, 1.4, 1.6, 1.8 },
  [RDM_LINE_RUNWAY] = { 0, 0, 0, 0, 0, 1, 1.6, 3, 6, 11, 20, 38, 75, 150, 300 },
  [RDM_LINE_TAXIWAY] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 8, 15, 30, 60 },
  [RDM_LINE_PIER] = { 0, 0, 0, 0, 0, 0, 0, 0, .8, 1.2, 2, 3.5, 6, 10, 16 },
};

double
rdm_ground_line_width (RdmLineKind kind, RdmLineFlags flags, double zoom)
{
  double at = CLAMP (zoom - FIRST, 0., N_WIDTHS - 1.);
  int low = (int)at;
  int high = MIN (low + 1, N_WIDTHS - 1);
  double width = widths[kind][low];

  if (width > 0. && widths[kind][high] > 0.)
    width *= pow (widths[kind][high] / width, at - low);
  else if (width == 0. && at - low >= 0.5)
    /* The half zoom before it is there. */
    width = widths[kind][high] * 0.8;
  if ((flags & RDM_LINE_LINK) != 0)
    width *= 0.66;
  return width;
}

double
rdm_ground_line_casing (RdmLineKind kind, double zoom)
{
  double begin;

  switch (kind)
    {
    case RDM_LINE_MOTORWAY:
    case RDM_LINE_TRUNK:
      begin = 9.;
      break;
    case RDM_LINE_PRIMARY:
    case RDM_LINE_SECONDARY:
      begin = 10.5;
      break;
    case RDM_LINE_TERTIARY:
      begin = 11.5;
      break;
    case RDM_LINE_STREET:
    case RDM_LINE_PEDESTRIAN:
      begin = 13.3;
      break;
    case RDM_LINE_SERVICE:
      begin = 14.8;
      break;
    default:
      return 0.;
    }
  return zoom < begin ? 0. : CLAMP (0.6 + (zoom - begin) * 0.1, 0.6, 1.);
}

double
rdm_ground_area_zoom (RdmAreaKind kind)
{
  switch (kind)
    {
    case RDM_AREA_BUILDING:
      return 14.3;
    case RDM_AREA_PARKING:
    case RDM_AREA_PITCH:
      return 14.5;
    case RDM_AREA_SQUARE:
      return 13.;
    default:
      return 0.;
    }
}
