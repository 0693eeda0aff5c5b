/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-orders-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-column-title.h"
#include "rdm-order-cell.h"
#include "rdm-order-item.h"
#include "rdm-order-text.h"
#include "rdm-text.h"
#include "rdm-time.h"

typedef enum
{
  SHOW_ALL,
  SHOW_TRAY,
  SHOW_UNPLACED,
  SHOW_LATE,
  SHOW_LOCKED,
} Show;

/* Columns beside those of rdm-order-text.h. */
enum
{
  COLUMN_ROUTE = RDM_N_ORDER_TEXTS,
  COLUMN_TIME,
};

struct _RdmOrdersPage
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  GListStore *store; /* RdmOrderItem, the orders of the day */
  GHashTable *index; /* order id → RdmOrderItem, borrowed from store */
  GtkMultiSelection *selection;
  GtkCustomFilter *filter;
  GStrv words;
  Show show;
  gboolean syncing; /* the selection is being copied, in either direction */

  /* What has changed while nobody could see the table, to be caught up with when it is shown */
  gboolean stale_rows;
  gboolean stale_times;
  gboolean stale_selection;

  /* Children */
  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *show_dropdown;
  GtkWidget *stack;
  GtkColumnView *view;
  GtkLabel *count;
  GtkWidget *place;
  GtkWidget *bar;
};

G_DEFINE_FINAL_TYPE (RdmOrdersPage, rdm_orders_page, GTK_TYPE_WIDGET)

static const struct
{
  int id;
  int width;
  gboolean expand;
} columns[] = {
  { RDM_ORDER_TEXT_REFERENCE, 130 },
  { COLUMN_ROUTE, 120 },
  { COLUMN_TIME, 60 },
  { RDM_ORDER_TEXT_NAME, 150 },
  { RDM_ORDER_TEXT_ADDRESS, 190, TRUE },
  { RDM_ORDER_TEXT_POSTCODE, 80 },
  { RDM_ORDER_TEXT_CITY, 120 },
  { RDM_ORDER_TEXT_WINDOWS, 110 },
  { RDM_ORDER_TEXT_SERVICE, 90 },
  { RDM_ORDER_TEXT_PARCELS, 90 },
  { RDM_ORDER_TEXT_WEIGHT, 80 },
  { RDM_ORDER_TEXT_VOLUME, 80 },
  { RDM_ORDER_TEXT_PRIORITY, 90 },
  { RDM_ORDER_TEXT_SKILLS, 110 },
  { RDM_ORDER_TEXT_PHONE, 130 },
  { RDM_ORDER_TEXT_NOTES, 160 },
};

static const char *
column_title (int id)
{
  switch (id)
    {
    case COLUMN_ROUTE:
      return _ ("Route");
    case COLUMN_TIME:
      return _ ("Time");
    case RDM_ORDER_TEXT_SERVICE:
      return _ ("Minutes");
    case RDM_ORDER_TEXT_PRIORITY:
      return _ ("Priority");
    case RDM_ORDER_TEXT_WEIGHT:
      return _ ("kg");
    case RDM_ORDER_TEXT_VOLUME:
      return _ ("Litres");
    case RDM_ORDER_TEXT_ADDRESS:
      return _ ("Address");
    default:
      return rdm_order_text_label ((RdmOrderText)id);
    }
}

static gboolean
is_number (int id)
{
  return id == COLUMN_TIME
         || (id < RDM_N_ORDER_TEXTS && rdm_order_text_is_number ((RdmOrderText)id));
}

static int
role_of (const RdmOrder *order)
{
  return order->kind == RDM_ORDER_PICKUP ? RDM_STOP_PICKUP : RDM_STOP_DELIVERY;
}

static char *
cell_text (RdmOrdersPage *self, int id, RdmOrderItem *item)
{
  const char *stop = rdm_order_item_get_stop (item);
  const RdmDeskRoute *route;
  const RdmVisit *visit;

  switch (id)
    {
    case COLUMN_ROUTE:
      route = rdm_desk_route_of (self->desk, stop);
      if (route != NULL)
        return g_strdup (route->name);
      return g_strdup (rdm_order_needs_place (rdm_order_item_get_order (item)) ? _ ("needs a place")
                                                                               : _ ("tray"));
    case COLUMN_TIME:
      visit = rdm_desk_find_visit (self->desk, stop);
      return visit != NULL ? rdm_time_format_of_day (visit->begin_s) : g_strdup ("");
    default:
      return rdm_order_text_get ((RdmOrderText)id, rdm_order_item_get_order (item),
                                 role_of (rdm_order_item_get_order (item)));
    }
}

/* Cells: one factory a column; the column's id rides on the list item's child. */

static void
show_cell (RdmOrdersPage *self, GtkListItem *list_item)
{
  RdmOrderCell *cell = RDM_ORDER_CELL (gtk_list_item_get_child (list_item));
  RdmOrderItem *item = gtk_list_item_get_item (list_item);
  int id = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "column"));
  g_autofree char *text = cell_text (self, id, item);
  g_autofree char *name = NULL;

  rdm_order_cell_set_text (cell, text);
  if (id == COLUMN_ROUTE)
    {
      gboolean unplaced = rdm_order_needs_place (rdm_order_item_get_order (item));
      gboolean tray = rdm_desk_route_of (self->desk, rdm_order_item_get_stop (item)) == NULL;

      rdm_order_cell_set_css_class (cell, unplaced ? "warning" : tray ? "dim-label" : NULL);
    }
  else if (id == COLUMN_TIME)
    {
      const RdmVisit *visit = rdm_desk_find_visit (self->desk, rdm_order_item_get_stop (item));

      rdm_order_cell_set_css_class (cell, visit != NULL && visit->late_s > 0 ? "error" : NULL);
    }
  name = g_strdup_printf ("%s: %s", column_title (id), *text != '\0' ? text : _ ("empty"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (gtk_widget_get_parent (GTK_WIDGET (cell)) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (cell))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
edited_cb (RdmOrderCell *cell, const char *text, GtkListItem *list_item)
{
  RdmOrdersPage *self =
      RDM_ORDERS_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (cell), RDM_TYPE_ORDERS_PAGE));
  RdmOrderItem *item = gtk_list_item_get_item (list_item);
  RdmOrderText field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "column"));
  const RdmOrder *before;
  g_autoptr (RdmOrder) after = NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;

  if (self == NULL || item == NULL)
    return TRUE;
  before = rdm_order_item_get_order (item);
  after = rdm_row_copy (before);
  if (!rdm_order_text_set (field, after, role_of (before), text, &error))
    {
      rdm_desk_notice (self->desk, error->message, NULL);
      return FALSE;
    }
  label = g_strdup_printf (_ ("Change %s of %s"), rdm_order_text_label (field), before->reference);
  command = rdm_command_new_edit (label);
  if (rdm_command_edit_row (command, before, after) == 0)
    return TRUE;
  return rdm_desk_run (self->desk, command);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  int id = GPOINTER_TO_INT (user_data);
  GtkWidget *cell = rdm_order_cell_new (id < RDM_N_ORDER_TEXTS, is_number (id));

  g_object_set_data (G_OBJECT (cell), "column", GINT_TO_POINTER (id));
  g_signal_connect (cell, "edited", G_CALLBACK (edited_cb), list_item);
  gtk_list_item_set_child (list_item, cell);
}

static void
item_changed_cb (RdmOrderItem *item, GtkListItem *list_item)
{
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  GtkWidget *page = gtk_widget_get_ancestor (cell, RDM_TYPE_ORDERS_PAGE);

  if (page != NULL)
    show_cell (RDM_ORDERS_PAGE (page), list_item);
}

/* Whose route an order is on, and when: nothing else of it changes without a new item. */
static gboolean
follows_plan (int column)
{
  return column == COLUMN_ROUTE || column == COLUMN_TIME;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  if (follows_plan (GPOINTER_TO_INT (user_data)))
    g_signal_connect (gtk_list_item_get_item (list_item), "changed", G_CALLBACK (item_changed_cb),
                      list_item);
  show_cell (RDM_ORDERS_PAGE (g_object_get_data (G_OBJECT (factory), "page")), list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  rdm_order_cell_stop (RDM_ORDER_CELL (gtk_list_item_get_child (list_item)));
  if (follows_plan (GPOINTER_TO_INT (user_data)))
    g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), item_changed_cb,
                                          list_item);
}

/* Sorting */

typedef struct
{
  RdmOrdersPage *page;
  int id;
} SortBy;

static int
sort_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SortBy *by = user_data;
  RdmOrderItem *left = (RdmOrderItem *)a;
  RdmOrderItem *right = (RdmOrderItem *)b;
  const RdmVisit *x, *y;
  const RdmDeskRoute *one, *two;

  switch (by->id)
    {
    case COLUMN_ROUTE:
      one = rdm_desk_route_of (by->page->desk, rdm_order_item_get_stop (left));
      two = rdm_desk_route_of (by->page->desk, rdm_order_item_get_stop (right));
      return (one != NULL ? (int)one->index : -1) - (two != NULL ? (int)two->index : -1);
    case COLUMN_TIME:
      x = rdm_desk_find_visit (by->page->desk, rdm_order_item_get_stop (left));
      y = rdm_desk_find_visit (by->page->desk, rdm_order_item_get_stop (right));
      return (x != NULL ? x->begin_s : G_MAXINT) < (y != NULL ? y->begin_s : G_MAXINT)   ? -1
             : (x != NULL ? x->begin_s : G_MAXINT) > (y != NULL ? y->begin_s : G_MAXINT) ? 1
                                                                                         : 0;
    default:
      return rdm_order_text_compare ((RdmOrderText)by->id, rdm_order_item_get_order (left),
                                     rdm_order_item_get_order (right));
    }
}

static void
add_column (RdmOrdersPage *self, guint i)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gpointer id = GINT_TO_POINTER (columns[i].id);
  SortBy *by = g_new (SortBy, 1);
  g_autoptr (GtkSorter) sorter = NULL;
  g_autoptr (GtkColumnViewColumn) column = NULL;

  *by = (SortBy){ self, columns[i].id };
  sorter = GTK_SORTER (gtk_custom_sorter_new (sort_cb, by, g_free));
  g_object_set_data (G_OBJECT (factory), "page", self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), id);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), id);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), id);
  column = gtk_column_view_column_new (column_title (columns[i].id), factory);
  gtk_column_view_column_set_fixed_width (column, columns[i].width);
  gtk_column_view_column_set_expand (column, columns[i].expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_append_column (self->view, column);
  if (is_number (columns[i].id))
    rdm_column_view_align_last (self->view);
  if (columns[i].id == RDM_ORDER_TEXT_REFERENCE)
    gtk_column_view_sort_by_column (self->view, column, GTK_SORT_ASCENDING);
}

/* Filtering */

static gboolean
filter_cb (gpointer item, gpointer user_data)
{
  RdmOrdersPage *self = RDM_ORDERS_PAGE (user_data);
  const char *stop = rdm_order_item_get_stop (item);
  const RdmVisit *visit;
  const RdmStop *row;

  switch (self->show)
    {
    case SHOW_TRAY:
      if (rdm_desk_route_of (self->desk, stop) != NULL)
        return FALSE;
      break;
    case SHOW_UNPLACED:
      if (!rdm_order_needs_place (rdm_order_item_get_order (item)))
        return FALSE;
      break;
    case SHOW_LATE:
      visit = rdm_desk_find_visit (self->desk, stop);
      if (visit == NULL || visit->late_s <= 0)
        return FALSE;
      break;
    case SHOW_LOCKED:
      row = rdm_desk_find_stop (self->desk, stop);
      if (row == NULL || !row->locked)
        return FALSE;
      break;
    case SHOW_ALL:
    default:
      break;
    }
  return self->words == NULL || rdm_order_item_matches (item, (const char *const *)self->words);
}

static void
show_count (RdmOrdersPage *self)
{
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
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
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n_all == 0     ? "none"
                                                             : n_shown == 0 ? "nothing-found"
                                                                            : "table");
}

/* Selection: the desk's, in both directions */

static void
selection_to_desk_cb (RdmOrdersPage *self)
{
  g_autoptr (GtkBitset) chosen = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  GtkBitsetIter iter;
  guint position;

  if (self->syncing)
    return;
  chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  stops = g_ptr_array_new ();
  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (RdmOrderItem) item =
          g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      g_ptr_array_add (stops, (char *)rdm_order_item_get_stop (item));
    }
  g_ptr_array_add (stops, NULL);
  self->syncing = TRUE;
  rdm_desk_select (self->desk, (const char *const *)stops->pdata, RDM_SELECT_ONLY);
  self->syncing = FALSE;
  show_count (self);
}

static void
selection_from_desk_cb (RdmOrdersPage *self)
{
  g_autoptr (GtkBitset) chosen = NULL;
  g_autoptr (GtkBitset) mask = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (self->syncing)
    return;
  self->stale_selection = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale_selection)
    return;
  chosen = gtk_bitset_new_empty ();
  mask = gtk_bitset_new_range (0, n);
  for (guint i = 0; i < n && rdm_desk_get_selection (self->desk)[0] != NULL; i++)
    {
      g_autoptr (RdmOrderItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (rdm_desk_is_selected (self->desk, rdm_order_item_get_stop (item)))
        gtk_bitset_add (chosen, i);
    }
  self->syncing = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), chosen, mask);
  self->syncing = FALSE;
  show_count (self);
}

/* Rows that come back into view are selected as the desk has them. */
static void
filter_again (RdmOrdersPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  selection_from_desk_cb (self);
}

static void
search_cb (RdmOrdersPage *self)
{
  g_autofree char *key = rdm_text_search_key (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  g_strfreev (self->words);
  self->words = *key != '\0' ? g_strsplit (key, " ", -1) : NULL;
  filter_again (self);
}

static void
show_changed_cb (RdmOrdersPage *self)
{
  self->show = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->show_dropdown));
  filter_again (self);
}

/* Rows */

static void
fill (RdmOrdersPage *self)
{
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) items = NULL;

  self->stale_rows = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale_rows)
    return;
  orders = rdm_rows_day_orders (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));
  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_remove_all (self->index);
  for (guint i = 0; i < orders->len; i++)
    {
      RdmOrderItem *item = rdm_order_item_new (g_ptr_array_index (orders, i));

      g_ptr_array_add (items, item);
      g_hash_table_insert (self->index, ((RdmRow *)g_ptr_array_index (orders, i))->id, item);
    }
  self->syncing = TRUE;
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
  self->syncing = FALSE;
  selection_from_desk_cb (self);
}

static void
replace_item (RdmOrdersPage *self, const RdmChange *change)
{
  RdmOrderItem *old = g_hash_table_lookup (self->index, change->id);
  const RdmOrder *order = (const RdmOrder *)change->after;
  gboolean here = order != NULL && g_strcmp0 (order->date, rdm_desk_get_date (self->desk)) == 0;
  g_autoptr (RdmOrderItem) item = here ? rdm_order_item_new (order) : NULL;
  guint position = 0;

  g_hash_table_remove (self->index, change->id);
  if (item != NULL)
    g_hash_table_insert (self->index, (char *)order->row.id, item);
  if (old != NULL && g_list_store_find (self->store, old, &position))
    g_list_store_splice (self->store, position, 1, (gpointer *)&item, item != NULL ? 1 : 0);
  else if (item != NULL)
    g_list_store_append (self->store, item);
}

static void
show_times (RdmOrdersPage *self)
{
  GHashTableIter iter;
  gpointer item;

  self->stale_times = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale_times)
    return;
  g_hash_table_iter_init (&iter, self->index);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    rdm_order_item_touch (item);
  if (self->show != SHOW_ALL)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
map (GtkWidget *widget)
{
  RdmOrdersPage *self = RDM_ORDERS_PAGE (widget);

  GTK_WIDGET_CLASS (rdm_orders_page_parent_class)->map (widget);
  if (self->stale_rows)
    fill (self);
  else if (self->stale_times)
    show_times (self);
  self->stale_times = FALSE;
  if (self->stale_selection)
    selection_from_desk_cb (self);
}

static void
rows_changed_cb (RdmOrdersPage *self, GPtrArray *changes)
{
  guint n_orders = 0;
  gboolean times = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);

      n_orders += change->kind == RDM_ROW_ORDER;
      times = times || change->kind != RDM_ROW_ORDER;
    }
  /* Finding a row to replace is a walk along the list: many are quicker taken up anew. */
  if (n_orders > 50 || (n_orders > 0 && !gtk_widget_get_mapped (GTK_WIDGET (self))))
    {
      fill (self);
      return;
    }
  self->syncing = TRUE;
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);

      if (change->kind == RDM_ROW_ORDER)
        replace_item (self, change);
    }
  self->syncing = FALSE;
  if (times)
    show_times (self);
  selection_from_desk_cb (self);
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
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_cb), self);
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
                                role_of (order));
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
      gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), button);
    }
  gtk_action_bar_pack_end (GTK_ACTION_BAR (bar), self->place);
  return bar;
}

static void
activate_cb (RdmOrdersPage *self, guint position)
{
  g_autoptr (RdmOrderItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;
  if (rdm_order_needs_place (rdm_order_item_get_order (item)))
    place_cb (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-details", NULL);
}

static void
build (RdmOrdersPage *self)
{
  static const char *const empty_actions[] = { "win.import-orders", "win.new-order", NULL };
  const char *const empty_labels[] = { _ ("_Import a File…"), _ ("_Add an Order…"), NULL };
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Orders"), -1);
  gtk_column_view_set_show_column_separators (self->view, FALSE);
  gtk_column_view_set_enable_rubberband (self->view, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, i);
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                        GTK_FILTER (g_object_ref (self->filter)));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), scrolled, "table");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       empty_page ("rdm-orders-symbolic", _ ("No Orders for This Day"),
                                   _ ("Import the day’s orders from a file, or add one by hand."),
                                   empty_actions, empty_labels),
                       "none");
  gtk_stack_add_named (
      GTK_STACK (self->stack),
      empty_page ("system-search-symbolic", _ ("Nothing Found"),
                  _ ("No order of this day has all of these words. Try fewer, or show all orders."),
                  NULL, NULL),
      "nothing-found");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), tool_bar (self));
  gtk_box_append (GTK_BOX (self->box), self->stack);
  gtk_box_append (GTK_BOX (self->box), foot_bar (self));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_to_desk_cb),
                            self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
}

static void
dispose (GObject *object)
{
  RdmOrdersPage *self = RDM_ORDERS_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_orders_page_parent_class)->dispose (object);
}

static void
rdm_orders_page_class_init (RdmOrdersPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WIDGET_CLASS (klass)->map = map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_orders_page_init (RdmOrdersPage *self)
{
  self->store = g_list_store_new (RDM_TYPE_ORDER_ITEM);
  self->index = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);
}

GtkWidget *
rdm_orders_page_new (RdmDesk *desk)
{
  RdmOrdersPage *self = g_object_new (RDM_TYPE_ORDERS_PAGE, NULL);

  self->desk = g_object_ref (desk);
  build (self);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (selection_from_desk_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
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
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->show_dropdown), SHOW_UNPLACED);
}
