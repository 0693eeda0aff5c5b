/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map's own colours, for light and dark windows and for high contrast. The ground stays quiet,
 * in greys and pale greens, so that routes are what is seen.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-ground-style.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean dark;
  gboolean contrast;
  GdkRGBA paper;  /* casings of lines, insides of glyphs */
  GdkRGBA ink;    /* what is written on paper */
  GdkRGBA dim;    /* what is there, but of no route */
  GdkRGBA accent; /* what the hand is doing: boxes, targets */
  const RdmGroundStyle *ground;
} RdmMapTheme;

/** rdm_map_theme_init: @widget: (nullable): where the accent colour comes from. */
void rdm_map_theme_init (RdmMapTheme *self, GtkWidget *widget, gboolean dark, gboolean contrast);

G_END_DECLS
