/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drags of stops: from the map to anywhere, and from anywhere onto the map. They carry a
 * G_TYPE_STRV of stop ids.
 */
#include "rdm-map-private.h"

/* What is dragged from the map */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  RdmMap *self = user_data;
  const RdmMapMark *mark;
  g_auto (GStrv) stops = NULL;

  if (self->doing != RDM_MAP_HAND_STOP)
    return NULL;
  mark = rdm_map_scene_mark (self->scene, self->pressed.index);
  if (mark == NULL)
    return NULL;
  /* A stop that is not selected is dragged alone, and is the selection from then on. */
  if (!rdm_desk_is_selected (self->desk, mark->stop->row.id))
    {
      g_auto (GStrv) here = rdm_map_stops_at (self->scene, self->pressed.index);

      rdm_desk_select (self->desk, (const char *const *)here,
                       (self->press_state & GDK_CONTROL_MASK) != 0 ? RDM_SELECT_ADD
                                                                   : RDM_SELECT_ONLY);
    }
  stops = g_strdupv ((char **)rdm_desk_get_selection (self->desk));
  return gdk_content_provider_new_typed (G_TYPE_STRV, stops);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer user_data)
{
  RdmMap *self = user_data;

  rdm_drop_set_icon (source, GTK_WIDGET (self),
                     g_strv_length ((char **)rdm_desk_get_selection (self->desk)));
}

/* What is dragged over the map */

static void
clear_target (RdmMap *self)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);

  overlay->target.kind = RDM_MAP_HIT_NOTHING;
  rdm_map_redraw_overlay (self);
  if (self->price_card != NULL)
    rdm_price_card_hide (self->price_card);
}

static gboolean
any_on_route (RdmMap *self)
{
  for (guint i = 0; self->dragged[i] != NULL; i++)
    if (rdm_desk_route_of (self->desk, self->dragged[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
set_dragged (RdmMap *self, const GValue *value)
{
  if (self->dragged != NULL || value == NULL || !G_VALUE_HOLDS (value, G_TYPE_STRV))
    return;
  self->dragged = g_value_dup_boxed (value);
  gtk_widget_set_visible (self->tray, any_on_route (self));
}

static void
end_drag (RdmMap *self)
{
  clear_target (self);
  gtk_widget_remove_css_class (self->tray, "over");
  gtk_widget_set_visible (self->tray, FALSE);
  g_clear_pointer (&self->dragged, g_strfreev);
}

static RdmDrop
drop_at (RdmMap *self, double x, double y, RdmMapHit *on)
{
  RdmMapView view;

  if (rdm_map_is_over_tray (self, x, y))
    {
      on->kind = RDM_MAP_HIT_NOTHING;
      return (RdmDrop){ .kind = RDM_DROP_TRAY };
    }
  rdm_map_read_view (self, &view);
  return rdm_map_drop (self->scene, self->desk, rdm_plan_layer_get_clusters (self->plan), &view,
                       (RdmXY){ x, y }, (const char *const *)self->dragged, on);
}

static GdkDragAction
show_target (RdmMap *self, double x, double y)
{
  RdmMapOverlay *overlay = rdm_plan_layer_get_overlay (self->plan);
  RdmMapView view;
  RdmMapHit on;
  RdmDrop drop = drop_at (self, x, y, &on);

  rdm_map_read_view (self, &view);
  overlay->target = on;
  if (drop.kind == RDM_DROP_NONE)
    overlay->target.kind = RDM_MAP_HIT_NOTHING;
  overlay->target_from = rdm_map_view_to_unit (&view, (RdmXY){ x, y });
  rdm_map_redraw_overlay (self);
  if (drop.kind == RDM_DROP_TRAY)
    gtk_widget_add_css_class (self->tray, "over");
  else
    gtk_widget_remove_css_class (self->tray, "over");
  if (self->price_card != NULL)
    rdm_drop_show_price (&drop, self->price_card, GTK_WIDGET (self), x, y,
                         (const char *const *)self->dragged);
  return drop.kind != RDM_DROP_NONE ? GDK_ACTION_MOVE : 0;
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  RdmMap *self = user_data;
  RdmMapHit nothing = { RDM_MAP_HIT_NOTHING, -1, 0 };

  set_dragged (self, gtk_drop_target_get_value (target));
  if (self->dragged == NULL)
    return GDK_ACTION_MOVE;
  rdm_map_show_card (self, &nothing, (RdmXY){ x, y });
  return show_target (self, x, y);
}

static void
leave_cb (GtkDropTarget *target, gpointer user_data)
{
  end_drag (user_data);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  RdmMap *self = user_data;
  RdmMapHit on;
  RdmDrop drop;
  g_auto (GStrv) stops = NULL;

  set_dragged (self, value);
  if (self->dragged == NULL)
    return FALSE;
  drop = drop_at (self, x, y, &on);
  stops = g_steal_pointer (&self->dragged);
  end_drag (self);
  return drop.kind != RDM_DROP_NONE
         && rdm_drop_apply (&drop, self->desk, (const char *const *)stops);
}

void
rdm_map_add_dnd (RdmMap *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRV, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (source));
  gtk_gesture_group (GTK_GESTURE (source), self->hand);

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
