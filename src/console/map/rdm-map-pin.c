/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking for the place of something: by a click, by dragging the pin it has, or by keys.
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>

#define PIN_REACH 16. /* pixels around the pin's head */
#define PIN_HEAD 20.  /* pixels from its tip up to its head */
#define KEY_STEP 12.  /* pixels that an arrow key moves the pin; with Shift 1 */
#define KEY_EDGE 80.  /* pixels from the edge where the map moves along with the pin */

static RdmXY
pixel_of_pin (RdmMap *self)
{
  RdmMapView view;

  rdm_map_read_view (self, &view);
  return rdm_map_view_to_pixel (&view, rdm_plan_layer_get_overlay (self->plan)->pin);
}

/* How far (x, y) is beyond the part of the view that can be worked in. */
static RdmXY
beyond_edge (const RdmMapView *view, RdmXY at)
{
  return (RdmXY){ MIN (at.x - KEY_EDGE, 0.) + MAX (at.x - (view->width - KEY_EDGE), 0.),
                  MIN (at.y - KEY_EDGE, 0.) + MAX (at.y - (view->height - KEY_EDGE), 0.) };
}

/* Brings the pin into the view, if it is not in it. */
static void
keep_pin_in_view (RdmMap *self)
{
  RdmMapView view;
  RdmXY beyond;

  rdm_map_read_view (self, &view);
  beyond = beyond_edge (&view, pixel_of_pin (self));
  if (beyond.x != 0. || beyond.y != 0.)
    rdm_map_pan (self, beyond.x, beyond.y);
}

/* The pin, at @pixel of the view. */
static void
show_pin (RdmMap *self, RdmXY pixel)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  RdmMapView view;

  rdm_map_read_view (self, &view);
  overlay->has_pin = TRUE;
  overlay->pin = rdm_map_view_to_unit (&view, pixel);
}

void
rdm_map_pick_place (RdmMap *self, const char *title, RdmPoint now)
{
  RdmMapOverlay *overlay;
  g_autofree char *text = NULL;

  g_return_if_fail (RDM_IS_MAP (self));

  rdm_map_pin_cancel (self);
  overlay = rdm_plan_layer_get_overlay (self->plan);
  self->picking = TRUE;
  if (rdm_point_is_valid (now))
    {
      overlay->has_pin = TRUE;
      overlay->pin = rdm_map_unit_of (now);
      keep_pin_in_view (self);
    }
  /* Translators: %s is an order's recipient and address, or where a vehicle starts. */
  text = g_strdup_printf (
      _ ("Click where %s is, or move the pin with the arrow keys and press Enter. Escape cancels."),
      title);
  rdm_map_show_banner (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  rdm_map_show_cursor (self);
  rdm_map_redraw_overlay (self);
}

void
rdm_map_set_pin (RdmMap *self, RdmPoint point)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);

  if (!self->picking || !rdm_point_is_valid (point))
    return;
  overlay->has_pin = TRUE;
  overlay->pin = rdm_map_unit_of (point);
  keep_pin_in_view (self);
  rdm_map_redraw_overlay (self);
}

static void
leave_pin (RdmMap *self)
{
  rdm_plan_layer_get_overlay (self->plan)->has_pin = FALSE;
  self->picking = FALSE;
  rdm_map_show_banner (self, NULL);
  rdm_map_show_cursor (self);
  rdm_map_redraw_overlay (self);
}

gboolean
rdm_map_pin_is_at (RdmMap *self, RdmXY pixel)
{
  RdmXY tip;

  if (!rdm_plan_layer_get_overlay (self->plan)->has_pin)
    return FALSE;
  tip = pixel_of_pin (self);
  return rdm_xy_segment_distance (pixel, tip, (RdmXY){ tip.x, tip.y - PIN_HEAD }) < PIN_REACH;
}

void
rdm_map_pin_drop (RdmMap *self, RdmXY unit)
{
  RdmPoint point = rdm_map_point_of (unit);

  if (self->tool == RDM_MAP_TOOL_CLOSURE)
    {
      rdm_map_close_at (self, unit);
      return;
    }
  if (!self->picking)
    return;
  leave_pin (self);
  g_signal_emit_by_name (self, "place-picked", point.lat_deg, point.lon_deg);
}

gboolean
rdm_map_pin_cancel (RdmMap *self)
{
  if (!self->picking)
    return FALSE;
  leave_pin (self);
  g_signal_emit_by_name (self, "place-cancelled");
  return TRUE;
}

/* The first key only shows the pin, in the middle of the view. */
static void
move_pin (RdmMap *self, double dx, double dy)
{
  RdmXY at;

  if (!rdm_plan_layer_get_overlay (self->plan)->has_pin)
    {
      RdmMapView view;

      rdm_map_read_view (self, &view);
      at = (RdmXY){ view.width / 2., view.height / 2. };
    }
  else
    {
      at = pixel_of_pin (self);
      at = (RdmXY){ at.x + dx, at.y + dy };
    }
  show_pin (self, at);
  keep_pin_in_view (self);
  rdm_map_redraw_overlay (self);
}

gboolean
rdm_map_pin_key (RdmMap *self, guint key, GdkModifierType state)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  double step = (state & GDK_SHIFT_MASK) != 0 ? 1. : KEY_STEP;

  if (!self->picking && self->tool != RDM_MAP_TOOL_CLOSURE)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move_pin (self, -step, 0.);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move_pin (self, step, 0.);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_pin (self, 0., -step);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_pin (self, 0., step);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      if (overlay->has_pin)
        rdm_map_pin_drop (self, overlay->pin);
      else
        move_pin (self, 0., 0.);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Of the first stop selected. */
static void
move_pin_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RdmMap *self = RDM_MAP (widget);
  const char *selected = rdm_desk_get_selection (self->desk)[0];
  const RdmStop *stop = selected != NULL ? rdm_desk_find_stop (self->desk, selected) : NULL;

  if (stop != NULL)
    gtk_widget_activate_action (widget, "win.place-order", "(si)", stop->order, stop->role);
}

void
rdm_map_install_pin_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "map.move-pin", NULL, move_pin_cb);
}
