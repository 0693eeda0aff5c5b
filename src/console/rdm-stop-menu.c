/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-stop-menu.h"

#include <glib/gi18n.h>

#include "rdm-price-text.h"

#define MAX_RANKS 9

/* The best routes for what is selected, by their digit. */
static GMenuModel *
ranks_new (RdmDesk *desk)
{
  GPtrArray *ranking = rdm_desk_get_ranking (desk);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < ranking->len && i < MAX_RANKS; i++)
    {
      const RdmRank *rank = g_ptr_array_index (ranking, i);
      const RdmDeskRoute *route = rdm_desk_find_route (desk, rank->route);
      g_autofree char *action = g_strdup_printf ("win.assign-%u", i + 1);
      g_autofree char *duration = rdm_price_text_duration (rank->duty_s);
      g_autofree char *label = NULL;

      if (route == NULL)
        continue;
      if (rank->allowed)
        label = g_strdup_printf ("_%u   %s   %s", i + 1, route->name, duration);
      else
        label = g_strdup_printf ("_%u   %s   %s", i + 1, route->name,
                                 rank->breaches != 0 ? rdm_breach_describe (rank->breaches) : "");
      g_menu_append (menu, label, action);
    }
  return G_MENU_MODEL (menu);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_for_stops (GMenu *menu, RdmDesk *desk)
{
  g_autoptr (GMenu) assign = g_menu_new ();
  g_autoptr (GMenu) move = g_menu_new ();
  g_autoptr (GMenuModel) ranks = ranks_new (desk);

  if (g_menu_model_get_n_items (ranks) > 0)
    g_menu_append_submenu (assign, _ ("_Assign To"), ranks);
  g_menu_append (assign, _ ("_Plan Selection"), "win.plan-selection");
  g_menu_append (assign, _ ("_Unassign"), "win.unassign");
  g_menu_append (assign, _ ("_Lock or Unlock"), "win.toggle-lock");
  append_section (menu, assign);
  g_menu_append (move, _ ("Move _Earlier"), "win.move-earlier");
  g_menu_append (move, _ ("Move L_ater"), "win.move-later");
  append_section (menu, move);
}

static void
append_for_route (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, _ ("_Reorder This Route"), "win.repair-route");
  g_menu_append (section, _ ("_Lock or Unlock"), "win.toggle-lock");
  g_menu_append (section, _ ("_Print Route Sheet…"), "win.print-route");
  append_section (menu, section);
}

GMenuModel *
rdm_stop_menu_new (RdmDesk *desk)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();
  gboolean stops = rdm_desk_get_selection (desk)[0] != NULL;

  if (stops)
    append_for_stops (menu, desk);
  else if (rdm_desk_get_selected_route (desk) != NULL)
    append_for_route (menu);
  g_menu_append (last, _ ("Show _Details"), "win.show-details");
  append_section (menu, last);
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

void
rdm_stop_menu_popup (RdmDesk *desk, GtkWidget **menu, GtkWidget *over, double x, double y)
{
  g_autoptr (GMenuModel) model = rdm_stop_menu_new (desk);
  const GdkRectangle at = { (int)x, (int)y, 1, 1 };

  if (*menu == NULL)
    {
      *menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (*menu), FALSE);
      gtk_widget_set_halign (*menu, GTK_ALIGN_START);
      gtk_widget_set_parent (*menu, over);
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (*menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (*menu), &at);
  gtk_popover_popup (GTK_POPOVER (*menu));
}
