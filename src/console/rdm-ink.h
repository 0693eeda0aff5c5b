/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The theme's colours for what is drawn by hand, and the few shapes that board and timeline share.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RdmInk:
 * @text: what is read
 * @dim: units, and what is not needed now
 * @line: hair lines and empty bars
 * @view: what it is drawn on
 */
typedef struct
{
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA line;
  GdkRGBA view;
  GdkRGBA accent;
  GdkRGBA success;
  GdkRGBA warning;
  GdkRGBA error;
  gboolean dark;
} RdmInk;

/** rdm_ink_read: the colours of @widget as its theme has them now. */
void rdm_ink_read (RdmInk *self, GtkWidget *widget);

/** rdm_ink_fade: @colour at @alpha of its own opacity. */
GdkRGBA rdm_ink_fade (const GdkRGBA *colour, double alpha);

/** rdm_ink_mix: @part of @over on top of the opaque @under. */
GdkRGBA rdm_ink_mix (const GdkRGBA *under, const GdkRGBA *over, double part);

/** rdm_ink_rect: a filled rectangle. */
void rdm_ink_rect (
    GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y, double width, double height);

/** rdm_ink_pill: a filled rectangle with round corners. */
void rdm_ink_pill (GtkSnapshot *snapshot,
                   const GdkRGBA *colour,
                   const graphene_rect_t *bounds,
                   double radius);

/** rdm_ink_hatch: slanted stripes in @colour, @pitch apart. */
void rdm_ink_hatch (GtkSnapshot *snapshot,
                    const GdkRGBA *colour,
                    const graphene_rect_t *bounds,
                    double pitch);

/** rdm_ink_icon: a symbolic icon of @size in @colour. */
void rdm_ink_icon (GtkSnapshot *snapshot,
                   GtkWidget *widget,
                   const char *name,
                   const GdkRGBA *colour,
                   double x,
                   double y,
                   int size);

G_END_DECLS
