/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Closed and slow roads: by menus and keys, and planning anew what they make longer.
 */
#include "rdm-desk-window-private.h"

#include <glib/gi18n.h>

static void
close_road_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  adw_view_stack_set_visible_child_name (self->places, "dispatch");
  rdm_map_set_tool (self->map, RDM_MAP_TOOL_CLOSURE);
}

static void
show_closures_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;

  adw_view_stack_set_visible_child_name (self->places, "dispatch");
  rdm_map_list_closures (self->map);
}

/* The routes that the last closure has made longer. */
static void
plan_around_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RdmDeskWindow *self = user_data;
  g_auto (GStrv) stops = rdm_closure_cost_dup_stops (self->closure_cost);

  if (stops[0] == NULL)
    {
      rdm_desk_window_say (self, _ ("No route is longer by what is closed."), NULL);
      return;
    }
  rdm_desk_select (self->desk, (const char *const *)stops, RDM_SELECT_ONLY);
  g_action_group_activate_action (G_ACTION_GROUP (self), "plan-selection", NULL);
}

void
rdm_desk_window_install_closures (RdmDeskWindow *self)
{
  static const GActionEntry entries[] = {
    { "close-road", close_road_cb },
    { "show-closures", show_closures_cb },
    { "plan-around", plan_around_cb },
  };

  self->closure_cost = rdm_closure_cost_new (self->desk);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
