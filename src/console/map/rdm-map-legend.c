/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the glyphs mean.
 */
#include "rdm-map-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-palette.h"
#include "rdm-vehicle-sprites.h"

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

typedef struct
{
  gboolean arrow;
  RdmLiveAge age;
  const char *text;
} VehicleEntry;

static const VehicleEntry vehicle_entries[] = {
  { TRUE, RDM_LIVE_FRESH, N_ ("Vehicle on its way") },
  { FALSE, RDM_LIVE_FRESH, N_ ("Vehicle that stands") },
  { TRUE, RDM_LIVE_GREY, N_ ("Silent for 2 minutes") },
  { TRUE, RDM_LIVE_HOLLOW, N_ ("Silent for 10 minutes") },
};

/* As the popover is, which follows the window's style and not the map's. */
static void
read_theme (GtkWidget *widget, RdmMapTheme *theme)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  rdm_map_theme_init (theme, widget, adw_style_manager_get_dark (style),
                      adw_style_manager_get_high_contrast (style));
}

static void
draw_stop_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Entry *entry = user_data;
  RdmMapTheme theme;
  GdkRGBA colour;

  read_theme (GTK_WIDGET (area), &theme);
  rdm_palette_route (6, &colour);
  rdm_glyph_draw (cr, width / 2., height / 2., GLYPH_SIZE, entry->state, entry->flags, &colour,
                  &theme.paper, 0);
}

static void
draw_vehicle_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const VehicleEntry *entry = user_data;
  RdmMapTheme theme;
  GdkRGBA colour;

  read_theme (GTK_WIDGET (area), &theme);
  rdm_palette_route (6, &colour);
  cairo_translate (cr, width / 2., height / 2.);
  rdm_vehicle_draw (cr, &theme, &colour, entry->arrow, entry->age, FALSE);
}

/* Two columns; the @i-th of @rows rows each. */
static void
add_entry (GtkGrid *grid,
           int i,
           int rows,
           GtkDrawingAreaDrawFunc draw,
           gconstpointer entry,
           const char *text)
{
  GtkWidget *glyph = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (glyph), 28);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (glyph), 28);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (glyph), draw, (gpointer)entry, NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_set_margin_end (label, i < rows ? 18 : 6);
  gtk_grid_attach (grid, glyph, 2 * (i / rows), i % rows, 1, 1);
  gtk_grid_attach (grid, label, 2 * (i / rows) + 1, i % rows, 1, 1);
}

GtkWidget *
rdm_map_legend_new (void)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *grid = gtk_grid_new ();
  int n_stops = (int)G_N_ELEMENTS (entries);
  int n_vehicles = (int)G_N_ELEMENTS (vehicle_entries);
  int rows = (n_stops + n_vehicles + 1) / 2;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (int i = 0; i < n_stops; i++)
    add_entry (GTK_GRID (grid), i, rows, draw_stop_cb, &entries[i], _ (entries[i].text));
  for (int i = 0; i < n_vehicles; i++)
    add_entry (GTK_GRID (grid), n_stops + i, rows, draw_vehicle_cb, &vehicle_entries[i],
               _ (vehicle_entries[i].text));
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  return popover;
}
