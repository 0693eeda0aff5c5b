/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the pointer does on the map: hover, click, box, lasso. A press on a stop is ours before the
 * map sees it; any other press stays with the map, which pans, unless it turns out to be a click.
 */
#include "rdm-map-private.h"

#include <math.h>

#include "rdm-map-cluster.h"

#define CLICK_REACH 6.   /* pixels that a click may move */
#define LASSO_STEP 3.    /* pixels between two points of a lasso */
#define CLUSTER_ZOOM 15. /* no nearer when a cluster is opened */

static void
set_hover (RdmMap *self, RdmMapHit hit, RdmXY at)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);

  if (rdm_map_hit_equal (&overlay->hover, &hit))
    return;
  overlay->hover = hit;
  rdm_vehicle_layer_set_hovered (self->vehicles, hit.kind == RDM_MAP_HIT_VEHICLE ? hit.index : -1);
  if (hit.kind == RDM_MAP_HIT_STOP)
    {
      RdmMapView view;

      rdm_map_read_view (self, &view);
      at = rdm_map_view_to_pixel (&view, rdm_map_scene_mark (self->scene, hit.index)->at);
    }
  rdm_map_show_card (self, &hit, at);
  rdm_map_show_cursor (self);
  rdm_map_redraw_overlay (self);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  RdmMap *self = user_data;
  RdmMapHit hit = { RDM_MAP_HIT_NOTHING, -1, 0 };

  if (self->doing == RDM_MAP_HAND_IDLE && self->dragged == NULL && !self->picking)
    hit = rdm_map_hit_at (self, (RdmXY){ x, y });
  set_hover (self, hit, (RdmXY){ x, y });
}

static void
leave_cb (GtkEventControllerMotion *controller, gpointer user_data)
{
  set_hover (user_data, (RdmMapHit){ RDM_MAP_HIT_NOTHING, -1, 0 }, (RdmXY){ 0., 0. });
}

static RdmXY
unit_at (RdmMap *self, RdmXY pixel)
{
  RdmMapView view;

  rdm_map_read_view (self, &view);
  return rdm_map_view_to_unit (&view, pixel);
}

static RdmMapHand
begin_what (RdmMap *self, RdmXY at, GdkModifierType state)
{
  if (rdm_map_pin_is_at (self, at))
    return RDM_MAP_HAND_PIN;
  if (self->picking)
    return RDM_MAP_HAND_PICK;
  if (self->tool == RDM_MAP_TOOL_LASSO)
    return RDM_MAP_HAND_LASSO;
  if (self->tool == RDM_MAP_TOOL_CLOSURE)
    return RDM_MAP_HAND_STROKE;
  if (self->tool == RDM_MAP_TOOL_BOX || (state & GDK_SHIFT_MASK) != 0)
    return RDM_MAP_HAND_BOX;
  self->pressed = rdm_map_hit_at (self, at);
  return self->pressed.kind == RDM_MAP_HIT_STOP ? RDM_MAP_HAND_STOP : RDM_MAP_HAND_PAN;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  RdmMap *self = user_data;
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->press_at = (RdmXY){ x, y };
  self->press_state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  self->doing = begin_what (self, self->press_at, self->press_state);
  if (self->doing == RDM_MAP_HAND_PAN || self->doing == RDM_MAP_HAND_PICK)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->doing == RDM_MAP_HAND_STOP)
    return;
  set_hover (self, (RdmMapHit){ RDM_MAP_HIT_NOTHING, -1, 0 }, self->press_at);
  if (self->doing == RDM_MAP_HAND_PIN)
    {
      RdmMapView view;
      RdmXY tip;

      rdm_map_read_view (self, &view);
      tip = rdm_map_view_to_pixel (&view, overlay->pin);
      self->pin_grab = (RdmXY){ tip.x - x, tip.y - y };
    }
  else if (self->doing == RDM_MAP_HAND_BOX)
    {
      overlay->has_box = TRUE;
      overlay->box_from = unit_at (self, self->press_at);
      overlay->box_to = overlay->box_from;
    }
  else if (self->doing == RDM_MAP_HAND_LASSO || self->doing == RDM_MAP_HAND_STROKE)
    {
      RdmXY unit = unit_at (self, self->press_at);

      overlay->is_stroke = self->doing == RDM_MAP_HAND_STROKE;
      g_clear_pointer (&overlay->lasso, g_array_unref);
      overlay->lasso = g_array_new (FALSE, FALSE, sizeof (RdmXY));
      g_array_append_val (overlay->lasso, unit);
    }
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  RdmMap *self = user_data;
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  RdmXY at = { self->press_at.x + dx, self->press_at.y + dy };
  RdmXY unit = unit_at (self, at);

  if (overlay->has_box)
    overlay->box_to = unit;
  else if (overlay->lasso != NULL)
    {
      RdmXY last = g_array_index (overlay->lasso, RdmXY, overlay->lasso->len - 1);
      RdmMapView view;

      rdm_map_read_view (self, &view);
      if (rdm_xy_distance (last, unit) * view.world < LASSO_STEP)
        return;
      g_array_append_val (overlay->lasso, unit);
    }
  else if (self->doing == RDM_MAP_HAND_PIN)
    overlay->pin = unit_at (self, (RdmXY){ at.x + self->pin_grab.x, at.y + self->pin_grab.y });
  else
    return;
  rdm_map_redraw_overlay (self);
}

static RdmSelectMode
select_mode (RdmMap *self)
{
  return (self->press_state & GDK_CONTROL_MASK) != 0 ? RDM_SELECT_ADD : RDM_SELECT_ONLY;
}

static void
end_box (RdmMap *self)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  RdmRect rect = RDM_RECT_EMPTY;
  g_auto (GStrv) stops = NULL;

  overlay->has_box = FALSE;
  rdm_rect_extend (&rect, overlay->box_from);
  rdm_rect_extend (&rect, overlay->box_to);
  stops = rdm_map_stops_in_rect (self->scene, rect);
  rdm_desk_select (self->desk, (const char *const *)stops, select_mode (self));
}

static void
end_lasso (RdmMap *self)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  g_autoptr (GArray) lasso = g_steal_pointer (&overlay->lasso);
  g_auto (GStrv) stops =
      rdm_map_stops_in_lasso (self->scene, (const RdmXY *)(gpointer)lasso->data, lasso->len);

  rdm_desk_select (self->desk, (const char *const *)stops, select_mode (self));
}

static void
end_stroke (RdmMap *self, gboolean still)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  g_autoptr (GArray) line = g_steal_pointer (&overlay->lasso);

  /* A loop ends where it began, and is no click. */
  if (still && line->len < 4)
    rdm_map_close_at (self, unit_at (self, self->press_at));
  else
    rdm_map_close_along (self, line);
}

/* A click on a stop takes the stops at the very same place along: they cannot be told apart by
 * pointing. */
static void
click_stop (RdmMap *self, int mark)
{
  g_auto (GStrv) here = rdm_map_stops_at (self->scene, mark);

  rdm_desk_select (self->desk, (const char *const *)here,
                   (self->press_state & GDK_CONTROL_MASK) != 0 ? RDM_SELECT_TOGGLE
                                                               : RDM_SELECT_ONLY);
}

static void
open_cluster (RdmMap *self, int index)
{
  GArray *clusters = rdm_plan_layer_get_clusters (self->plan);
  const RdmMapCluster *cluster = &g_array_index (clusters, RdmMapCluster, index);
  RdmRect bounds = RDM_RECT_EMPTY;

  for (guint i = 0; i < cluster->members->len; i++)
    rdm_rect_extend (
        &bounds,
        rdm_map_scene_mark (self->scene, (int)g_array_index (cluster->members, guint, i))->at);
  rdm_map_zoom_to (self, bounds, CLUSTER_ZOOM);
}

static void
select_route_at (RdmMap *self, int index)
{
  const RdmDeskRoute *route = g_ptr_array_index (rdm_desk_get_routes (self->desk), index);

  rdm_desk_select_route (self->desk, route->route->row.id);
}

static void
click (RdmMap *self, RdmMapHit hit)
{
  switch (hit.kind)
    {
    case RDM_MAP_HIT_STOP:
      click_stop (self, hit.index);
      break;
    case RDM_MAP_HIT_LINE:
      rdm_desk_select_route (
          self->desk, ((RdmMapLine *)g_ptr_array_index (self->scene->lines, hit.index))->route);
      break;
    case RDM_MAP_HIT_CLUSTER:
      open_cluster (self, hit.index);
      break;
    case RDM_MAP_HIT_DEPOT:
      break;
    case RDM_MAP_HIT_VEHICLE:
      select_route_at (self, hit.index);
      break;
    case RDM_MAP_HIT_CLOSURE:
      rdm_map_edit_closure (self, rdm_closure_layer_get (self->closures, hit.index)->row.id);
      break;
    case RDM_MAP_HIT_NOTHING:
      if ((self->press_state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
        rdm_desk_select (self->desk, NULL, RDM_SELECT_ONLY);
      break;
    }
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  RdmMap *self = user_data;
  RdmMapHand done = self->doing;
  gboolean still = hypot (dx, dy) < CLICK_REACH;
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);

  self->doing = RDM_MAP_HAND_IDLE;
  switch (done)
    {
    case RDM_MAP_HAND_BOX:
      if (still)
        {
          /* Nobody draws a box that small: it was a click with Shift, which adds. */
          overlay->has_box = FALSE;
          self->press_state |= GDK_CONTROL_MASK;
          click (self, rdm_map_hit_at (self, self->press_at));
        }
      else
        end_box (self);
      /* One box at a time: the next press most likely takes what is selected somewhere. */
      rdm_map_set_tool (self, RDM_MAP_TOOL_POINTER);
      break;
    case RDM_MAP_HAND_LASSO:
      end_lasso (self);
      rdm_map_set_tool (self, RDM_MAP_TOOL_POINTER);
      break;
    case RDM_MAP_HAND_STROKE:
      end_stroke (self, still);
      break;
    case RDM_MAP_HAND_PICK:
      if (still)
        rdm_map_pin_drop (self, unit_at (self, self->press_at));
      break;
    case RDM_MAP_HAND_PIN:
      if (!still)
        rdm_map_pin_drop (self, overlay->pin);
      break;
    case RDM_MAP_HAND_STOP:
    case RDM_MAP_HAND_PAN:
      if (still)
        click (self, self->pressed);
      else if (done == RDM_MAP_HAND_PAN)
        rdm_map_follow (self, NULL);
      break;
    case RDM_MAP_HAND_IDLE:
      break;
    }
  rdm_map_redraw_overlay (self);
}

/* A drag of stops has taken over, or the map. */
static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  RdmMap *self = user_data;
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);

  if (self->doing == RDM_MAP_HAND_PAN)
    rdm_map_follow (self, NULL);
  self->doing = RDM_MAP_HAND_IDLE;
  overlay->has_box = FALSE;
  g_clear_pointer (&overlay->lasso, g_array_unref);
  rdm_map_redraw_overlay (self);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RdmMap *self = user_data;

  if (n_press == 2 && self->doing == RDM_MAP_HAND_STOP)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-details", NULL);
}

void
rdm_map_add_hand (RdmMap *self)
{
  GtkWidget *map = GTK_WIDGET (self->map);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *clicks = gtk_gesture_click_new ();

  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (map, motion);

  self->hand = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->hand), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->hand), GTK_PHASE_CAPTURE);
  g_signal_connect (self->hand, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (self->hand, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (self->hand, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (self->hand, "cancel", G_CALLBACK (cancel_cb), self);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (self->hand));

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (clicks), GTK_PHASE_CAPTURE);
  g_signal_connect (clicks, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (clicks));
  gtk_gesture_group (clicks, self->hand);
}
