/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-orders-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-order-columns.h"
#include "rdm-order-list.h"
#include "rdm-stop-menu.h"

/* Of each frame, while there is something to search or sort; the rest is for drawing it. */
#define SLICE_US 4000

struct _RdmOrdersPage
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmOrderList *list;
  guint working; /* tick callback */

  /* Children */
  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *show_dropdown;
  GtkWidget *stack;
  AdwStatusPage *nothing;
  RdmGrid *grid;
  GtkLabel *count;
  GtkWidget *place;
  GtkWidget *menu;
};

G_DEFINE_FINAL_TYPE (RdmOrdersPage, rdm_orders_page, GTK_TYPE_WIDGET)

/* Why there is nothing to show, and the way back to all orders. */
static void
explain_nothing (RdmOrdersPage *self)
{
  static const char *const none[] = {
    [RDM_ORDERS_TRAY] = N_ ("Every order of this day is on a route."),
    [RDM_ORDERS_UNPLACED] = N_ ("Every order of this day has its place on the map."),
    [RDM_ORDERS_LATE] = N_ ("No stop of this day is late."),
    [RDM_ORDERS_LOCKED] = N_ ("No stop of this day is locked."),
  };
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  guint shown = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->show_dropdown));

  adw_status_page_set_title (self->nothing, searching ? _ ("Nothing Found") : _ ("Nothing Here"));
  adw_status_page_set_description (self->nothing,
                                   !searching ? _ (none[shown])
                                   : shown == RDM_ORDERS_ALL
                                       ? _ ("No order of this day has all of these words.")
                                       : _ ("None of these orders has all of these words."));
}

static void
show_all_cb (RdmOrdersPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->show_dropdown), RDM_ORDERS_ALL);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* The table, or what to do where there is none. */
static void
show_table (RdmOrdersPage *self)
{
  gboolean was_here = gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) != NULL;
  gboolean any = rdm_grid_model_get_n_rows (RDM_GRID_MODEL (self->list)) > 0;
  const char *name = any || !rdm_order_list_is_settled (self->list)  ? "table"
                     : rdm_order_list_get_n_orders (self->list) == 0 ? "none"
                                                                     : "nothing-found";

  if (g_str_equal (name, "nothing-found"))
    explain_nothing (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  if (was_here && !g_str_equal (name, "table"))
    gtk_widget_grab_focus (self->search);
}

static void
show_count (RdmOrdersPage *self)
{
  guint n_all = rdm_order_list_get_n_orders (self->list);
  guint n_shown = rdm_grid_model_get_n_rows (RDM_GRID_MODEL (self->list));
  const char *const *selected = rdm_desk_get_selection (self->desk);
  guint n_selected = g_strv_length ((char **)selected);
  const RdmOrder *order;
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_shown == n_all)
    g_string_append_printf (text, ngettext ("%u order", "%u orders", n_all), n_all);
  else
    g_string_append_printf (text, _ ("%u of %u orders"), n_shown, n_all);
  if (n_selected > 0)
    g_string_append_printf (
        text, ngettext (" · %u stop selected", " · %u stops selected", n_selected), n_selected);
  gtk_label_set_text (self->count, text->str);
  order = n_selected == 1 ? rdm_desk_find_order (self->desk, selected[0]) : NULL;
  gtk_widget_set_visible (self->place, order != NULL && rdm_order_needs_place (order));
}

/* The work of searching and sorting, beside what is drawn in the same frame */

static gboolean
work_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RdmOrdersPage *self = RDM_ORDERS_PAGE (widget);

  if (rdm_order_list_work (self->list, SLICE_US))
    return G_SOURCE_CONTINUE;
  self->working = 0;
  return G_SOURCE_REMOVE;
}

static void
busy_cb (RdmOrdersPage *self)
{
  if (self->working == 0)
    self->working = gtk_widget_add_tick_callback (GTK_WIDGET (self), work_cb, NULL, NULL);
}

static void
search_cb (RdmOrdersPage *self)
{
  rdm_order_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
show_changed_cb (RdmOrdersPage *self)
{
  rdm_order_list_set_shown (self->list,
                            gtk_drop_down_get_selected (GTK_DROP_DOWN (self->show_dropdown)));
}

/* What has been selected elsewhere is where the keyboard goes on here. */
static void
go_to_selected (RdmOrdersPage *self)
{
  const char *const *selected = rdm_desk_get_selection (self->desk);
  const RdmOrder *order = NULL;
  guint row;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) != NULL)
    return;
  if (selected[0] != NULL && selected[1] == NULL)
    order = rdm_desk_find_order (self->desk, selected[0]);
  row = rdm_grid_model_find (RDM_GRID_MODEL (self->list), order != NULL ? order->row.id : NULL);
  if (row != RDM_GRID_NO_ROW)
    rdm_grid_set_cursor (self->grid, row);
}

static void
selection_changed_cb (RdmOrdersPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  go_to_selected (self);
  show_count (self);
}

/* A button that was pressed by key, and has nothing to do any more, has lost the keyboard. */
static void
keep_focus (RdmOrdersPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->grid))
      && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
changed_cb (RdmOrdersPage *self, gboolean anew)
{
  if (anew)
    go_to_selected (self);
  show_count (self);
  show_table (self);
  keep_focus (self);
}

static void
map (GtkWidget *widget)
{
  RdmOrdersPage *self = RDM_ORDERS_PAGE (widget);

  GTK_WIDGET_CLASS (rdm_orders_page_parent_class)->map (widget);
  rdm_order_list_set_active (self->list, TRUE);
  selection_changed_cb (self);
}

static void
unmap (GtkWidget *widget)
{
  RdmOrdersPage *self = RDM_ORDERS_PAGE (widget);

  rdm_order_list_set_active (self->list, FALSE);
  GTK_WIDGET_CLASS (rdm_orders_page_parent_class)->unmap (widget);
}

/* Building */

static GtkWidget *
empty_page (const char *icon,
            const char *title,
            const char *description,
            const char *const *actions,
            const char *const *labels)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  for (guint i = 0; actions != NULL && actions[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (labels[i]);

      gtk_widget_add_css_class (button, "pill");
      if (i == 0)
        gtk_widget_add_css_class (button, "suggested-action");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), actions[i]);
      gtk_box_append (GTK_BOX (buttons), button);
    }
  adw_status_page_set_child (ADW_STATUS_PAGE (page), buttons);
  return page;
}

static GtkWidget *
nothing_page (RdmOrdersPage *self)
{
  GtkWidget *page = empty_page ("system-search-symbolic", _ ("Nothing Found"), NULL, NULL, NULL);
  GtkWidget *all = gtk_button_new_with_mnemonic (_ ("_Show All Orders"));

  gtk_widget_add_css_class (all, "pill");
  gtk_widget_set_halign (all, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (all, "clicked", G_CALLBACK (show_all_cb), self);
  self->nothing = ADW_STATUS_PAGE (page);
  adw_status_page_set_child (self->nothing, all);
  return page;
}

static void
stop_search_cb (RdmOrdersPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static GtkWidget *
tool_bar (RdmOrdersPage *self)
{
  static const char *const shows[] = { N_ ("All orders"), N_ ("In the tray"), N_ ("Need a place"),
                                       N_ ("Late"),       N_ ("Locked"),      NULL };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *import = gtk_button_new_with_mnemonic (_ ("_Import…"));
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_New Order…"));

  for (guint i = 0; shows[i] != NULL; i++)
    gtk_string_list_append (list, _ (shows[i]));
  self->search = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->search, TRUE);
  g_object_set (self->search, "placeholder-text",
                _ ("Search reference, recipient, address, phone, notes"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search orders"), -1);
  self->show_dropdown = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->show_dropdown),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which orders"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "win.import-orders");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "win.new-order");
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (bar), self->search);
  gtk_box_append (GTK_BOX (bar), self->show_dropdown);
  gtk_box_append (GTK_BOX (bar), add);
  gtk_box_append (GTK_BOX (bar), import);
  /* The table answers at once: there is no pause in typing to wait for. */
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->search), 0);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (gtk_widget_grab_focus),
                            self->grid);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect_swapped (self->show_dropdown, "notify::selected", G_CALLBACK (show_changed_cb),
                            self);
  return bar;
}

static void
place_cb (RdmOrdersPage *self)
{
  const char *stop = rdm_desk_get_selection (self->desk)[0];
  const RdmOrder *order = stop != NULL ? rdm_desk_find_order (self->desk, stop) : NULL;

  if (order != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.place-order", "(si)", order->row.id,
                                rdm_order_column_role (order));
}

static GtkWidget *
foot_bar (RdmOrdersPage *self)
{
  static const struct
  {
    const char *label;
    const char *action;
  } buttons[] = { { N_ ("_Unassign"), "win.unassign" },
                  { N_ ("_Lock"), "win.toggle-lock" },
                  { N_ ("_Plan Selection"), "win.plan-selection" },
                  { N_ ("_Delete"), "win.delete-orders" } };
  GtkWidget *bar = gtk_action_bar_new ();

  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_action_bar_pack_start (GTK_ACTION_BAR (bar), GTK_WIDGET (self->count));
  self->place = gtk_button_new_with_mnemonic (_ ("_Place on the Map…"));
  g_signal_connect_swapped (self->place, "clicked", G_CALLBACK (place_cb), self);
  for (guint i = G_N_ELEMENTS (buttons); i-- > 0;)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ (buttons[i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      /* The keyboard stays in the table: a button that cannot be pressed any more would lose it. */
      gtk_widget_set_focus_on_click (button, FALSE);
      gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), button);
    }
  gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), self->place);
  return bar;
}

static void
activate_cb (RdmOrdersPage *self, guint row)
{
  const RdmOrder *order = rdm_order_list_get_order (self->list, row);

  if (rdm_order_needs_place (order))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.place-order", "(si)", order->row.id,
                                rdm_order_column_role (order));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-details", NULL);
}

static void
menu_closed_cb (RdmOrdersPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->grid)))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
menu_cb (RdmOrdersPage *self, double x, double y)
{
  graphene_point_t at;
  gboolean first = self->menu == NULL;

  if (gtk_widget_compute_point (GTK_WIDGET (self->grid), GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float)x, (float)y), &at))
    rdm_stop_menu_popup (self->desk, &self->menu, GTK_WIDGET (self), at.x, at.y);
  if (first && self->menu != NULL)
    g_signal_connect_swapped (self->menu, "closed", G_CALLBACK (menu_closed_cb), self);
}

static GtkWidget *
table_new (RdmOrdersPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autofree RdmGridColumn *columns = rdm_order_columns ();
  GtkWidget *grid =
      rdm_grid_new (RDM_GRID_MODEL (self->list), columns, RDM_N_ORDER_COLUMNS, _ ("Orders"));

  self->grid = RDM_GRID (grid);
  rdm_grid_sort (self->grid, 0, FALSE);
  g_signal_connect_swapped (grid, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (grid, "menu", G_CALLBACK (menu_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  return scrolled;
}

static void
build (RdmOrdersPage *self)
{
  static const char *const empty_actions[] = { "win.import-orders", "win.new-order", NULL };
  const char *const empty_labels[] = { _ ("_Import a File…"), _ ("_Add an Order…"), NULL };

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), table_new (self), "table");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       empty_page ("rdm-orders-symbolic", _ ("No Orders for This Day"),
                                   _ ("Import the day’s orders from a file, or add one by hand."),
                                   empty_actions, empty_labels),
                       "none");
  gtk_stack_add_named (GTK_STACK (self->stack), nothing_page (self), "nothing-found");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), tool_bar (self));
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_box_append (GTK_BOX (self->box), foot_bar (self));
  rdm_grid_set_type_ahead (self->grid, GTK_EDITABLE (self->search));
}

static void
dispose (GObject *object)
{
  RdmOrdersPage *self = RDM_ORDERS_PAGE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->list);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_orders_page_parent_class)->dispose (object);
}

static void
rdm_orders_page_class_init (RdmOrdersPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->map = map;
  GTK_WIDGET_CLASS (klass)->unmap = unmap;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_orders_page_init (RdmOrdersPage *self)
{
}

GtkWidget *
rdm_orders_page_new (RdmDesk *desk)
{
  RdmOrdersPage *self = g_object_new (RDM_TYPE_ORDERS_PAGE, NULL);

  self->desk = g_object_ref (desk);
  self->list = rdm_order_list_new (desk);
  build (self);
  g_signal_connect_object (self->list, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "busy", G_CALLBACK (busy_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
rdm_orders_page_find (RdmOrdersPage *self)
{
  gtk_widget_grab_focus (self->search);
}

void
rdm_orders_page_set_search (RdmOrdersPage *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}

void
rdm_orders_page_show_unplaced (RdmOrdersPage *self)
{
  rdm_orders_page_set_search (self, "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->show_dropdown), RDM_ORDERS_UNPLACED);
}

RdmGrid *
rdm_orders_page_get_grid (RdmOrdersPage *self)
{
  return self->grid;
}
