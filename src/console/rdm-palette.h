/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/** rdm_palette_route: the colour of the @index-th route. Returns: whether its lines are dashed,
 * because the palette has gone round. The colours have 3:1 contrast on white and on #1e1e1e and
 * stay apart for protan and deutan eyes. */
gboolean rdm_palette_route (guint index, GdkRGBA *colour);

/** rdm_palette_on: black or white, whichever reads better on @colour. */
GdkRGBA rdm_palette_on (const GdkRGBA *colour);

G_END_DECLS
