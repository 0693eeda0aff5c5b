/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places that somebody looks for: where to look, and marks for those that it may be.
 */
#include "rdm-map-private.h"

/* No nearer by itself: a house is nothing without its street. */
#define NEAREST_ZOOM 17.

void
rdm_map_show_candidates (RdmMap *self, const RdmPoint *points, guint n_points)
{
  RdmMapOverlay *overlay;

  g_return_if_fail (RDM_IS_MAP (self));

  overlay = rdm_plan_layer_get_overlay (self->plan);
  g_clear_pointer (&overlay->candidates, g_array_unref);
  for (guint i = 0; i < n_points; i++)
    {
      RdmXY unit = rdm_map_unit_of (points[i]);

      if (overlay->candidates == NULL)
        overlay->candidates = g_array_new (FALSE, FALSE, sizeof (RdmXY));
      g_array_append_val (overlay->candidates, unit);
    }
  rdm_map_redraw_overlay (self);
}

void
rdm_map_look_at (RdmMap *self, RdmBox box)
{
  g_return_if_fail (RDM_IS_MAP (self));

  if (rdm_box_is_empty (box))
    return;
  /* All of the day, which is shown first of all, is not what is wanted any more. */
  if (self->fit_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->fit_tick);
  self->fit_tick = 0;
  rdm_map_zoom_to (self,
                   (RdmRect){ rdm_mercator_x (box.west_deg), rdm_mercator_y (box.north_deg),
                              rdm_mercator_x (box.east_deg), rdm_mercator_y (box.south_deg) },
                   NEAREST_ZOOM);
}

RdmPoint
rdm_map_get_middle (RdmMap *self)
{
  RdmMapView view;

  g_return_val_if_fail (RDM_IS_MAP (self), RDM_POINT_NONE);

  rdm_map_read_view (self, &view);
  return rdm_map_point_of (
      rdm_map_view_to_unit (&view, (RdmXY){ view.width / 2., view.height / 2. }));
}

void
rdm_map_add_search (RdmMap *self, GtkWidget *search)
{
  g_return_if_fail (RDM_IS_MAP (self));

  gtk_widget_set_halign (search, GTK_ALIGN_START);
  gtk_widget_set_valign (search, GTK_ALIGN_START);
  gtk_overlay_add_overlay (self->overlay, search);
}
