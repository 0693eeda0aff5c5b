/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the glyphs mean.
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>

#include "rdm-palette.h"

#define GLYPH_SIZE 16.

typedef struct
{
  RdmStopState state;
  RdmGlyphFlags flags;
  const char *text;
} Entry;

static const Entry entries[] = {
  { RDM_STOP_PLANNED, 0, N_ ("Planned") },
  { RDM_STOP_SENT, 0, N_ ("Sent to the driver") },
  { RDM_STOP_EN_ROUTE, 0, N_ ("Driver on the way") },
  { RDM_STOP_ARRIVED, 0, N_ ("Driver there") },
  { RDM_STOP_DONE, 0, N_ ("Done") },
  { RDM_STOP_FAILED, 0, N_ ("Failed") },
  { RDM_STOP_CANCELLED, 0, N_ ("Cancelled") },
  { RDM_STOP_PLANNED, RDM_GLYPH_TRAY, N_ ("Unassigned") },
  { RDM_STOP_PLANNED, RDM_GLYPH_PICKUP, N_ ("Pickup") },
  { RDM_STOP_PLANNED, RDM_GLYPH_LATE_RISK, N_ ("Could become late") },
  { RDM_STOP_PLANNED, RDM_GLYPH_LATE, N_ ("Late") },
  { RDM_STOP_PLANNED, RDM_GLYPH_LOCKED, N_ ("Locked") },
  { RDM_STOP_PLANNED, RDM_GLYPH_BREACH, N_ ("Breaks a rule") },
  { RDM_STOP_PLANNED, RDM_GLYPH_SELECTED, N_ ("Selected") },
};

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Entry *entry = user_data;
  GdkRGBA colour;
  GdkRGBA background;
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  background = ink.red + ink.green + ink.blue > 1.5f ? (GdkRGBA){ 0.12f, 0.12f, 0.12f, 1.f }
                                                     : (GdkRGBA){ 1.f, 1.f, 1.f, 1.f };
  rdm_palette_route (6, &colour);
  rdm_glyph_draw (cr, width / 2., height / 2., GLYPH_SIZE, entry->state, entry->flags, &colour,
                  &background, 0);
}

GtkWidget *
rdm_map_legend_new (void)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = gtk_grid_new ();
  int rows = (int)(G_N_ELEMENTS (entries) + 1) / 2;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (int i = 0; i < (int)G_N_ELEMENTS (entries); i++)
    {
      GtkWidget *glyph = gtk_drawing_area_new ();
      GtkWidget *label = gtk_label_new (_ (entries[i].text));

      gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (glyph), 28);
      gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (glyph), 28);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (glyph), draw_cb, (gpointer)&entries[i],
                                      NULL);
      gtk_label_set_xalign (GTK_LABEL (label), 0.f);
      gtk_widget_set_margin_end (label, i < rows ? 18 : 6);
      gtk_grid_attach (GTK_GRID (grid), glyph, 2 * (i / rows), i % rows, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label, 2 * (i / rows) + 1, i % rows, 1, 1);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  return popover;
}
