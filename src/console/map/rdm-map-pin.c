/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pins: asking for the place of something, and correcting the place of an order.
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>

#include "rdm-text.h"

#define PIN_REACH 16. /* pixels around the pin's head */
#define PIN_HEAD 20.  /* pixels from its tip up to its head */

void
rdm_map_pick_place (RdmMap *self, const char *title)
{
  g_autofree char *text = NULL;

  g_return_if_fail (RDM_IS_MAP (self));

  rdm_map_pin_cancel (self);
  self->picking = TRUE;
  /* Translators: %s is an order's recipient and address. */
  text = g_strdup_printf (_ ("Click where %s is. Escape cancels."), title);
  rdm_map_show_banner (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  rdm_map_show_cursor (self);
}

void
rdm_map_move_pin (RdmMap *self, const char *order, int role)
{
  const RdmOrder *row;
  const RdmOrderEnd *end;
  RdmMapOverlay *overlay;
  g_autofree char *address = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (RDM_IS_MAP (self));

  row = rdm_rows_get (rdm_desk_get_rows (self->desk), RDM_ROW_ORDER, order);
  if (row == NULL)
    return;
  rdm_map_pin_cancel (self);
  end = rdm_order_end (row, role);
  overlay = rdm_plan_layer_get_overlay (self->plan);
  rdm_set_str (&self->pin_order, order);
  self->pin_role = role;
  overlay->has_pin = TRUE;
  if (rdm_point_is_valid (end->point))
    overlay->pin = rdm_map_unit_of (end->point);
  else
    {
      RdmMapView view;

      rdm_map_read_view (self, &view);
      overlay->pin = rdm_map_view_to_unit (&view, (RdmXY){ view.width / 2., view.height / 2. });
    }
  address = rdm_order_end_address (end);
  /* Translators: %s is an address. */
  text = g_strdup_printf (_ ("Drag the pin to where %s is. Escape leaves it."), address);
  rdm_map_show_banner (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  rdm_map_redraw_overlay (self);
}

static void
leave_pin (RdmMap *self)
{
  rdm_plan_layer_get_overlay (self->plan)->has_pin = FALSE;
  g_clear_pointer (&self->pin_order, g_free);
  self->picking = FALSE;
  rdm_map_show_banner (self, NULL);
  rdm_map_show_cursor (self);
  rdm_map_redraw_overlay (self);
}

gboolean
rdm_map_pin_is_at (RdmMap *self, RdmXY pixel)
{
  const RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  RdmMapView view;
  RdmXY tip;

  if (!overlay->has_pin)
    return FALSE;
  rdm_map_read_view (self, &view);
  tip = rdm_map_view_to_pixel (&view, overlay->pin);
  return rdm_xy_segment_distance (pixel, tip, (RdmXY){ tip.x, tip.y - PIN_HEAD }) < PIN_REACH;
}

void
rdm_map_pin_drop (RdmMap *self, RdmXY unit)
{
  RdmPoint point = rdm_map_point_of (unit);

  if (self->picking)
    {
      leave_pin (self);
      g_signal_emit_by_name (self, "place-picked", point.lat_deg, point.lon_deg);
    }
  else if (self->pin_order != NULL)
    {
      g_autofree char *order = g_steal_pointer (&self->pin_order);
      int role = self->pin_role;

      leave_pin (self);
      rdm_desk_place_order (self->desk, order, role, point);
    }
}

gboolean
rdm_map_pin_cancel (RdmMap *self)
{
  gboolean picking = self->picking;

  if (!picking && self->pin_order == NULL)
    return FALSE;
  leave_pin (self);
  if (picking)
    g_signal_emit_by_name (self, "place-cancelled");
  return TRUE;
}

/* Of the first stop selected. */
static void
move_pin_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RdmMap *self = RDM_MAP (widget);
  const char *selected = rdm_desk_get_selection (self->desk)[0];
  const RdmStop *stop = selected != NULL ? rdm_desk_find_stop (self->desk, selected) : NULL;

  if (stop != NULL)
    rdm_map_move_pin (self, stop->order, stop->role);
}

void
rdm_map_install_pin_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "map.move-pin", NULL, move_pin_cb);
}
