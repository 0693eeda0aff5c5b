/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-stop-menu.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"
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
append_report (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autofree char *detailed = g_strdup_printf ("win.%s::%s", action, target);

  g_menu_append (menu, label, detailed);
}

/* Why a visit did not succeed, in the words of the field. */
static GMenuModel *
failures_new (void)
{
  GMenu *menu = g_menu_new ();

  for (int i = 1; i < RDM_N_RESULTS; i++)
    if (rdm_result_is_failure (i))
      append_report (menu, rdm_result_label (i), "report-result", rdm_result_names[i]);
  return G_MENU_MODEL (menu);
}

static gboolean
any_stop (RdmDesk *desk, gboolean (*holds) (const RdmStop *stop))
{
  const char *const *selection = rdm_desk_get_selection (desk);

  for (guint i = 0; selection[i] != NULL; i++)
    {
      const RdmStop *stop = rdm_desk_find_stop (desk, selection[i]);

      if (stop != NULL && holds (stop))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_failed (const RdmStop *stop)
{
  return stop->state == RDM_STOP_FAILED || stop->state == RDM_STOP_CANCELLED;
}

static gboolean
is_reported (const RdmStop *stop)
{
  return rdm_stop_has_happened (stop);
}

static gboolean
is_detected (const RdmStop *stop)
{
  return stop->detected;
}

/* What somebody on the telephone says. */
static void
append_reports (GMenu *menu, RdmDesk *desk)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) report = g_menu_new ();
  g_autoptr (GMenu) again = g_menu_new ();
  g_autoptr (GMenuModel) failures = failures_new ();

  append_report (report, _ ("A_rrived"), "report", "arrived");
  append_report (report, _ ("_Done"), "report", "done");
  g_menu_append_submenu (report, _ ("_Failed"), failures);
  append_report (report, _ ("_Cancelled"), "report", "cancelled");
  if (any_stop (desk, is_reported))
    append_report (report, _ ("_Withdraw the Last Report"), "report", "withdrawn");
  if (any_stop (desk, is_detected))
    append_report (section, _ ("Con_firm What Was Detected"), "report", "done");
  g_menu_append_submenu (section, _ ("_Report"), G_MENU_MODEL (report));
  if (any_stop (desk, has_failed))
    {
      g_menu_append (again, _ ("Later _Today"), "win.retry-today");
      g_menu_append (again, _ ("To_morrow"), "win.retry-tomorrow");
      g_menu_append_submenu (section, _ ("_Try Again"), G_MENU_MODEL (again));
    }
  append_section (menu, section);
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
  append_reports (menu, desk);
}

static void
append_for_route (GMenu *menu, const RdmDeskRoute *route)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) sending = g_menu_new ();

  g_menu_append (section, _ ("_Reorder This Route"), "win.repair-route");
  g_menu_append (section, _ ("_Lock or Unlock"), "win.toggle-lock");
  g_menu_append (section, _ ("_Print Route Sheet…"), "win.print-route");
  append_section (menu, section);
  if (route->route->state == RDM_ROUTE_DRAFT)
    g_menu_append (sending, _ ("_Send to the Driver"), "win.send-routes");
  if (route->route->state == RDM_ROUTE_SENT)
    g_menu_append (sending, _ ("_Recall"), "win.recall-routes");
  if (rdm_route_awaits_driver (route->route))
    g_menu_append (sending, _ ("The Driver _Was Told"), "win.acknowledge-routes");
  if (rdm_route_is_out (route->route))
    g_menu_append (sending, _ ("_Follow the Vehicle"), "win.follow-vehicle");
  append_section (menu, sending);
}

GMenuModel *
rdm_stop_menu_new (RdmDesk *desk)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();
  gboolean stops = rdm_desk_get_selection (desk)[0] != NULL;
  const RdmDeskRoute *route = rdm_desk_find_route (desk, rdm_desk_get_selected_route (desk));

  if (stops)
    append_for_stops (menu, desk);
  else if (route != NULL)
    append_for_route (menu, route);
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
