/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of what is under the pointer: the same as a row's on the board.
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>

#include "rdm-stop-menu.h"

/* What any view offers for the selection, and what only the map can do. */
static GMenuModel *
new_menu (RdmMap *self)
{
  g_autoptr (GMenuModel) common = rdm_stop_menu_new (self->desk);
  g_autoptr (GMenu) section = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (int i = 0; i < g_menu_model_get_n_items (common); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new_from_model (common, i);

      g_menu_append_item (menu, item);
    }
  if (rdm_desk_get_selection (self->desk)[0] != NULL)
    g_menu_append (section, _ ("Correct the _Pin"), "map.move-pin");
  g_menu_append (section, _ ("_Show All of It"), "win.fit");
  g_menu_append (section, _ ("Select with a _Box"), "win.box-select");
  g_menu_append (section, _ ("Select with a La_sso"), "win.lasso");
  g_menu_append (section, _ ("Close or Slow a _Road…"), "win.close-road");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

void
rdm_map_popup_menu (RdmMap *self, double x, double y)
{
  g_autoptr (GMenuModel) model = new_menu (self);
  GdkRectangle at = { (int)x, (int)y, 1, 1 };

  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* What is under the pointer is selected first, unless it is part of the selection. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RdmMap *self = user_data;
  RdmMapHit hit = rdm_map_hit_at (self, (RdmXY){ x, y });

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (hit.kind == RDM_MAP_HIT_CLOSURE)
    {
      rdm_map_edit_closure (self, rdm_closure_layer_get (self->closures, hit.index)->row.id);
      return;
    }
  if (hit.kind == RDM_MAP_HIT_STOP
      && !rdm_desk_is_selected (self->desk,
                                rdm_map_scene_mark (self->scene, hit.index)->stop->row.id))
    {
      g_auto (GStrv) here = rdm_map_stops_at (self->scene, hit.index);

      rdm_desk_select (self->desk, (const char *const *)here, RDM_SELECT_ONLY);
    }
  else if (hit.kind == RDM_MAP_HIT_VEHICLE)
    {
      const RdmDeskRoute *route = g_ptr_array_index (rdm_desk_get_routes (self->desk), hit.index);

      rdm_desk_select_route (self->desk, route->route->row.id);
    }
  else if (hit.kind == RDM_MAP_HIT_LINE)
    rdm_desk_select_route (
        self->desk, ((RdmMapLine *)g_ptr_array_index (self->scene->lines, hit.index))->route);
  rdm_map_popup_menu (self, x, y);
}

void
rdm_map_add_menu (RdmMap *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (gesture));
}
