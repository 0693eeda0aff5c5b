/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-details.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-details-order.h"
#include "rdm-details-route.h"
#include "rdm-details-several.h"
#include "rdm-entry-row.h"

struct _RdmDetails
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;

  /* Children */
  GtkWidget *stack;
  RdmDetailsOrder *order;
  RdmDetailsRoute *route;
  RdmDetailsSeveral *several;
};

G_DEFINE_FINAL_TYPE (RdmDetails, rdm_details, GTK_TYPE_WIDGET)

/* Whether there is something to plan, somebody to plan it for, and nobody who has any of it. */
static gboolean
is_unplanned (RdmDetails *self)
{
  return rdm_desk_count_planned (self->desk) == 0 && rdm_desk_get_routes (self->desk)->len > 0
         && rdm_desk_get_tray (self->desk)->len > 0;
}

static void
refresh (RdmDetails *self)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  const char *route = rdm_desk_get_selected_route (self->desk);
  const char *page = is_unplanned (self) ? "unplanned" : "none";

  if (selection[0] != NULL && selection[1] != NULL)
    {
      rdm_details_several_refresh (self->several);
      page = "several";
    }
  else if (selection[0] != NULL && rdm_desk_find_order (self->desk, selection[0]) != NULL)
    {
      rdm_details_order_show (self->order, selection[0]);
      page = "order";
    }
  else if (route != NULL && rdm_desk_find_route (self->desk, route) != NULL)
    {
      rdm_details_route_show (self->route, route);
      page = "route";
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
}

static GtkWidget *
scrolled (gpointer child)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  return window;
}

static GtkWidget *
scrolled_form (gpointer form)
{
  GtkWidget *window = scrolled (form);

  rdm_form_skip_scrollers (window);
  return window;
}

static GtkWidget *
status_page (const char *title, const char *description)
{
  GtkWidget *page = adw_status_page_new ();

  gtk_widget_add_css_class (page, "compact");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  return page;
}

static GtkWidget *
nothing_selected (void)
{
  GtkWidget *page = status_page (_ ("Nothing Selected"),
                                 _ ("Select a stop or a route on the board, the map or the "
                                    "timeline. Shift+drag on the map selects a box."));

  gtk_widget_set_can_focus (page, FALSE);
  return page;
}

/* Where a day begins. */
static GtkWidget *
nothing_planned (void)
{
  GtkWidget *page = status_page (_ ("Nothing Planned Yet"),
                                 _ ("Nobody has these stops. Have the routes planned, or drag "
                                    "stops from the tray to the routes."));
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Plan the Day"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.plan-all");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

static void
dispose (GObject *object)
{
  RdmDetails *self = RDM_DETAILS (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_details_parent_class)->dispose (object);
}

static void
rdm_details_class_init (RdmDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "details");
}

static void
rdm_details_init (RdmDetails *self)
{
  self->stack = gtk_stack_new ();
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 260, -1);
}

GtkWidget *
rdm_details_new (RdmDesk *desk)
{
  RdmDetails *self = g_object_new (RDM_TYPE_DETAILS, NULL);
  GtkStack *stack = GTK_STACK (self->stack);

  self->desk = g_object_ref (desk);
  self->order = RDM_DETAILS_ORDER (rdm_details_order_new (desk));
  self->route = RDM_DETAILS_ROUTE (rdm_details_route_new (desk));
  self->several = RDM_DETAILS_SEVERAL (rdm_details_several_new (desk));
  gtk_stack_add_named (stack, nothing_selected (), "none");
  gtk_stack_add_named (stack, nothing_planned (), "unplanned");
  gtk_stack_add_named (stack, scrolled_form (self->order), "order");
  gtk_stack_add_named (stack, scrolled_form (self->route), "route");
  gtk_stack_add_named (stack, scrolled (self->several), "several");
  gtk_stack_set_vhomogeneous (stack, FALSE);
  gtk_stack_set_hhomogeneous (stack, FALSE);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
