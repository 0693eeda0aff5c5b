/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pointer and keys: select, pan, zoom, and go from stop to stop.
 */
#include "rdm-timeline-private.h"

#include "rdm-stop-menu.h"
#include "rdm-text.h"
#include "rdm-timeline-hit.h"

#define ZOOM_STEP 1.25
#define SCROLL_PX 56.

static void
hover (RdmTimeline *self, const char *stop)
{
  if (rdm_set_str (&self->hovered, stop))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Pointer */

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  RdmTimeline *self = user_data;
  const RdmVisit *visit = rdm_timeline_visit_at (self, x, y);

  self->pointer_x = x;
  self->pointer_y = y;
  if (!self->panning)
    hover (self, visit != NULL ? visit->stop : NULL);
}

static void
leave_cb (GtkEventControllerMotion *controller, gpointer user_data)
{
  hover (user_data, NULL);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer user_data)
{
  RdmTimeline *self = user_data;
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) != 0)
    rdm_timeline_zoom (self, dy < 0. ? ZOOM_STEP : 1. / ZOOM_STEP, self->pointer_x);
  else if ((state & GDK_SHIFT_MASK) != 0)
    rdm_timeline_pan (self, (dx + dy) * SCROLL_PX);
  else
    {
      if (dx != 0.)
        rdm_timeline_pan (self, dx * SCROLL_PX);
      gtk_adjustment_set_value (self->scroll,
                                gtk_adjustment_get_value (self->scroll) + dy * RDM_TIMELINE_ROW);
    }
  return TRUE;
}

/* The row itself: its route as a whole. Below the rows: nothing. */
static void
select_row (RdmTimeline *self, const RdmDeskRoute *route)
{
  g_autofree char *id = route != NULL ? g_strdup (route->route->row.id) : NULL;

  if (id != NULL)
    rdm_desk_select_route (self->desk, id);
  else
    rdm_desk_select (self->desk, NULL, RDM_SELECT_ONLY);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RdmTimeline *self = user_data;
  const RdmVisit *visit = rdm_timeline_visit_at (self, x, y);
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean toggle = (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0;

  if (y < RDM_TIMELINE_HEAD)
    return;
  if (visit == NULL)
    select_row (self, rdm_timeline_row_at (self, y));
  else
    {
      g_autofree char *stop = g_strdup (visit->stop);

      rdm_desk_select (self->desk, (const char *const[]){ stop, NULL },
                       toggle ? RDM_SELECT_TOGGLE : RDM_SELECT_ONLY);
      if (n_press == 2)
        gtk_widget_activate_action (GTK_WIDGET (self), "win.show-details", NULL);
    }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (user_data));
}

/* What is under the pointer is selected first, unless it is part of the selection. */
static void
menu_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RdmTimeline *self = user_data;
  const RdmVisit *visit = rdm_timeline_visit_at (self, x, y);

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (visit == NULL)
    select_row (self, rdm_timeline_row_at (self, y));
  else if (!rdm_desk_is_selected (self->desk, visit->stop))
    {
      g_autofree char *stop = g_strdup (visit->stop);

      rdm_desk_select (self->desk, (const char *const[]){ stop, NULL }, RDM_SELECT_ONLY);
    }
  rdm_stop_menu_popup (self->desk, &self->menu, GTK_WIDGET (self), x, y);
}

/* Panning */

static void
pan_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  RdmTimeline *self = user_data;

  if (rdm_timeline_visit_at (self, x, y) != NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->pan_x = 0.;
  self->pan_y = 0.;
}

static void
pan_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  RdmTimeline *self = user_data;

  if (!self->panning && gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int)dx, (int)dy))
    {
      self->panning = TRUE;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
      hover (self, NULL);
    }
  if (!self->panning)
    return;
  rdm_timeline_pan (self, self->pan_x - dx);
  gtk_adjustment_set_value (self->scroll,
                            gtk_adjustment_get_value (self->scroll) + self->pan_y - dy);
  self->pan_x = dx;
  self->pan_y = dy;
}

static void
pan_end_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  RdmTimeline *self = user_data;

  self->panning = FALSE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

/* Keys */

static void
select_visit (RdmTimeline *self, const RdmVisit *visit)
{
  g_autofree char *stop = visit != NULL ? g_strdup (visit->stop) : NULL;

  if (stop == NULL)
    return;
  rdm_desk_select (self->desk, (const char *const[]){ stop, NULL }, RDM_SELECT_ONLY);
  rdm_timeline_reveal (self, stop);
}

/* The stop of a route above or below that is served at about the same time. */
static const RdmVisit *
visit_on_row (RdmTimeline *self, const RdmDeskRoute *from, double time_s, int step)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  int row = from != NULL ? (int)from->index + step : step > 0 ? 0 : (int)routes->len - 1;

  for (; row >= 0 && row < (int)routes->len; row += step)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, row);
      const RdmVisit *visit = rdm_timeline_stop_near (route->schedule, time_s);

      if (visit != NULL)
        return visit;
    }
  return NULL;
}

static gboolean
go (RdmTimeline *self, int along, int across)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  const char *selected = selection[0];
  const RdmDeskRoute *route;

  while (selected != NULL && *(selection + 1) != NULL)
    selected = *++selection;
  route = selected != NULL
              ? rdm_desk_route_of (self->desk, selected)
              : rdm_desk_find_route (self->desk, rdm_desk_get_selected_route (self->desk));
  if (route == NULL)
    select_visit (self, visit_on_row (self, NULL, 0., across < 0 ? -1 : 1));
  else if (selected == NULL)
    select_visit (self, rdm_timeline_stop_near (route->schedule, along < 0 ? G_MAXINT32 : 0.));
  else if (along != 0)
    select_visit (self, rdm_timeline_neighbour (route->schedule, selected, along));
  else
    {
      const RdmVisit *visit = rdm_desk_find_visit (self->desk, selected);

      select_visit (self, visit_on_row (self, route, visit != NULL ? visit->begin_s : 0., across));
    }
  return TRUE;
}

static gboolean
go_to_end (RdmTimeline *self, gboolean last)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  const RdmDeskRoute *route =
      selection[0] != NULL ? rdm_desk_route_of (self->desk, selection[0]) : NULL;

  if (route != NULL)
    select_visit (self, rdm_timeline_stop_near (route->schedule, last ? G_MAXINT32 : G_MININT32));
  return TRUE;
}

static gboolean
popup_menu (RdmTimeline *self)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  const RdmVisit *visit =
      selection[0] != NULL ? rdm_desk_find_visit (self->desk, selection[0]) : NULL;
  double x = self->label_width;

  if (visit != NULL)
    x += rdm_timeline_axis_x (&self->axis, visit->begin_s);
  rdm_stop_menu_popup (self->desk, &self->menu, GTK_WIDGET (self), x, RDM_TIMELINE_HEAD);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  RdmTimeline *self = user_data;
  double middle = self->label_width + rdm_timeline_plot_width (self) / 2.;

  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return popup_menu (self);
  if ((state & gtk_accelerator_get_default_mod_mask () & ~(guint)GDK_SHIFT_MASK) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return go (self, -1, 0);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return go (self, 1, 0);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return go (self, 0, -1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return go (self, 0, 1);
    case GDK_KEY_Home:
      return go_to_end (self, FALSE);
    case GDK_KEY_End:
      return go_to_end (self, TRUE);
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      rdm_timeline_zoom (self, ZOOM_STEP, middle);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      rdm_timeline_zoom (self, 1. / ZOOM_STEP, middle);
      return TRUE;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      rdm_timeline_fit (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return gtk_widget_activate_action (GTK_WIDGET (self), "win.show-details", NULL);
    default:
      return FALSE;
    }
}

void
rdm_timeline_add_hands (RdmTimeline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *pan = gtk_gesture_drag_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, keys);

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));

  g_signal_connect (pan, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect (pan, "drag-update", G_CALLBACK (pan_update_cb), self);
  g_signal_connect (pan, "drag-end", G_CALLBACK (pan_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pan));
}
