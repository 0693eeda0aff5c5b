/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of what is under the pointer: the same as a row's on the board.
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>

#define MAX_RANKS 9

static void
append (GMenu *section, const char *label, const char *action)
{
  g_menu_append (section, label, action);
}

/* The best routes for what is selected, by their digit. */
static GMenuModel *
new_ranks (RdmMap *self)
{
  GPtrArray *ranking = rdm_desk_get_ranking (self->desk);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < ranking->len && i < MAX_RANKS; i++)
    {
      const RdmRank *rank = g_ptr_array_index (ranking, i);
      const RdmDeskRoute *route = rdm_desk_find_route (self->desk, rank->route);
      g_autofree char *action = g_strdup_printf ("win.assign-%u", i + 1);
      g_autofree char *label = NULL;

      if (route == NULL)
        continue;
      label = g_strdup_printf ("_%u  %s", i + 1, route->name);
      append (menu, label, action);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
new_menu (RdmMap *self)
{
  GMenu *menu = g_menu_new ();
  gboolean stops = rdm_desk_get_selection (self->desk)[0] != NULL;
  gboolean route = rdm_desk_get_selected_route (self->desk) != NULL;

  if (stops)
    {
      g_autoptr (GMenu) section = g_menu_new ();
      g_autoptr (GMenuModel) ranks = new_ranks (self);

      if (g_menu_model_get_n_items (ranks) > 0)
        g_menu_append_submenu (section, _ ("_Assign To"), ranks);
      append (section, _ ("_Unassign"), "win.unassign");
      append (section, _ ("_Lock or Unlock"), "win.toggle-lock");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  else if (route)
    {
      g_autoptr (GMenu) section = g_menu_new ();

      append (section, _ ("_Reorder This Route"), "win.repair-route");
      append (section, _ ("_Lock or Unlock"), "win.toggle-lock");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  if (stops || route)
    {
      g_autoptr (GMenu) section = g_menu_new ();

      append (section, _ ("Show _Details"), "win.show-details");
      if (stops)
        append (section, _ ("Move the _Pin"), "map.move-pin");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }
  {
    g_autoptr (GMenu) section = g_menu_new ();

    append (section, _ ("_Show All of It"), "win.fit");
    append (section, _ ("Select with a _Box"), "win.box-select");
    append (section, _ ("Select with a L_asso"), "win.lasso");
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  }
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
  if (hit.kind == RDM_MAP_HIT_STOP
      && !rdm_desk_is_selected (self->desk,
                                rdm_map_scene_mark (self->scene, hit.index)->stop->row.id))
    {
      g_auto (GStrv) here = rdm_map_stops_at (self->scene, hit.index);

      rdm_desk_select (self->desk, (const char *const *)here, RDM_SELECT_ONLY);
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
