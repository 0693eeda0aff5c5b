/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-board-foot.h"
#include "rdm-board-private.h"
#include "rdm-desk-live.h"
#include "rdm-next-frame.h"
#include "rdm-time.h"

#define MAX_RANKED 25
#define RANK_DELAY_MS 60

/* Of rows, px; lower than any. */
#define LEAST_ROW_HEIGHT 20

/* Whoever types a word is not slowed down by rows that the next letter takes away. */
#define REST_AFTER_TYPING_MS 400

/* Rows a frame, as long as the list makes widgets for them. */
#define REST_BY 30
#define MOST_WIDGETS 240

G_DEFINE_FINAL_TYPE (RdmBoard, rdm_board, GTK_TYPE_WIDGET)

/* Rows */

RdmBoardRow *
rdm_board_row_at (RdmBoard *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (self->list, x, y, GTK_PICK_DEFAULT);

  if (widget == NULL)
    return NULL;
  if (gtk_widget_get_ancestor (widget, RDM_TYPE_BOARD_ROW) != NULL)
    return RDM_BOARD_ROW (gtk_widget_get_ancestor (widget, RDM_TYPE_BOARD_ROW));
  /* The list's own row, which is around ours. */
  widget = gtk_widget_get_first_child (widget);
  return RDM_IS_BOARD_ROW (widget) ? RDM_BOARD_ROW (widget) : NULL;
}

static RdmBoardRow *
shown_row (RdmBoard *self, guint i)
{
  return RDM_BOARD_ROW (gtk_list_item_get_child (g_ptr_array_index (self->shown, i)));
}

static RdmBoardRow *
find_row (RdmBoard *self, const char *key)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (g_str_equal (rdm_board_row_get_item (shown_row (self, i))->key, key))
      return shown_row (self, i);
  return NULL;
}

/* @touched: NULL: all of the day. */
static void
refresh_rows (RdmBoard *self, const RdmDeskTouched *touched)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      RdmBoardRow *row = shown_row (self, i);

      if (touched == NULL || rdm_desk_touched_route (touched, rdm_board_row_get_item (row)->route))
        rdm_board_row_refresh (row);
    }
}

/* What opens and closes: rows of stops are the same wherever they are shown. */
static void
refresh_headers (RdmBoard *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (rdm_board_row_get_item (shown_row (self, i))->stop == NULL)
      rdm_board_row_refresh (shown_row (self, i));
}

static gboolean
is_in_sight (RdmBoard *self, GtkWidget *row)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (row, self->list, &bounds)
         && bounds.origin.y + bounds.size.height > 0.f
         && bounds.origin.y < (float)gtk_widget_get_height (self->list);
}

/* Times are others, because time has passed: what is written about them is worked out when somebody
 * asks. */
static void
redraw_rows (RdmBoard *self)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      RdmBoardRow *row = shown_row (self, i);

      gtk_widget_queue_draw (GTK_WIDGET (row));
      if (is_in_sight (self, GTK_WIDGET (row)))
        rdm_board_row_rename (row);
    }
}

/* The list is told of those rows alone that are selected now and were not, or the other way round:
 * only they show it. @seen: only rows in sight. Returns: whether those were all. */
static gboolean
tell_selection (RdmBoard *self, gboolean seen)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->model);
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean all = TRUE;

  /* Telling the list may bind rows anew, which then lie elsewhere among those that are shown. */
  for (guint i = 0; i < self->shown->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->shown, i);
      guint position = gtk_list_item_get_position (list_item);

      if (gtk_selection_model_is_selected (model, position)
          == gtk_list_item_get_selected (list_item))
        continue;
      if (!seen || is_in_sight (self, gtk_list_item_get_child (list_item)))
        g_array_append_val (positions, position);
      else
        all = FALSE;
    }
  for (guint i = 0; i < positions->len; i++)
    gtk_selection_model_selection_changed (model, g_array_index (positions, guint, i), 1);
  return all;
}

static void
tell_selection_cb (GtkWidget *widget)
{
  RdmBoard *self = RDM_BOARD (widget);

  self->selection_tick = 0;
  tell_selection (self, FALSE);
}

/* A screen reader is told of each row: of those that nobody sees, in the next frame. */
static void
refresh_selection (RdmBoard *self)
{
  if (!tell_selection (self, TRUE) && self->selection_tick == 0)
    self->selection_tick = rdm_next_frame (GTK_WIDGET (self), tell_selection_cb);
}

/* Ranking */

static void
set_ranking (RdmBoard *self, GPtrArray *ranking)
{
  if (ranking != NULL)
    g_ptr_array_ref (ranking);
  g_clear_pointer (&self->ranking, g_ptr_array_unref);
  self->ranking = ranking;
  for (guint i = 0; i < self->shown->len; i++)
    rdm_board_row_set_ranking (shown_row (self, i), ranking);
}

static void
ranking_changed_cb (RdmBoard *self)
{
  if (self->ranked)
    set_ranking (self, rdm_desk_peek_ranking (self->desk));
}

static gboolean
rank_cb (gpointer user_data)
{
  RdmBoard *self = user_data;
  GPtrArray *ranking = rdm_desk_peek_ranking (self->desk);

  self->rank_later = 0;
  self->ranked = TRUE;
  /* What was there stays until the new one is. */
  if (ranking != NULL)
    set_ranking (self, ranking);
  return G_SOURCE_REMOVE;
}

/* Ranks a handful as soon as the hand rests, so that going through a list stays quick. Hundreds are
 * ranked when somebody asks. */
static void
rank_soon (RdmBoard *self)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  guint n = 0;

  g_clear_handle_id (&self->rank_later, g_source_remove);
  self->ranked = FALSE;
  while (n <= MAX_RANKED && selection[n] != NULL)
    n++;
  if (n == 0 || n > MAX_RANKED)
    set_ranking (self, NULL);
  else
    self->rank_later = g_timeout_add (RANK_DELAY_MS, rank_cb, self);
}

static void
show_page (RdmBoard *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  gboolean searching = rdm_board_model_is_searching (self->model);
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  gboolean any = rdm_desk_get_tray (self->desk)->len > 0;

  for (guint i = 0; !any && i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      any = route->route->stops != NULL && route->route->stops[0] != NULL;
    }
  if (!any)
    {
      g_autofree char *day = rdm_date_format_full (rdm_desk_get_date (self->desk));
      g_autofree char *title = g_strdup_printf (_ ("No orders for %s"), day);

      adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), title);
    }
  gtk_stack_set_visible_child_name (self->stack, !any                  ? "empty"
                                                 : searching && n <= 1 ? "nothing"
                                                                       : "list");
  gtk_widget_set_sensitive (self->search, any);
  gtk_widget_set_sensitive (self->fold, any);
}

/* What was found below those rows that are seen comes when nobody types any more, a few widgets a
 * frame. */

static void
forget_rest (RdmBoard *self)
{
  g_clear_handle_id (&self->rest_later, g_source_remove);
  if (self->rest_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->rest_tick);
  self->rest_tick = 0;
}

/* At most. */
static guint
rows_in_sight (RdmBoard *self)
{
  return (guint)gtk_widget_get_height (GTK_WIDGET (self)) / LEAST_ROW_HEIGHT + 1;
}

static gboolean
show_rest_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RdmBoard *self = RDM_BOARD (widget);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (rdm_board_model_show_more (self->model, n_shown < MOST_WIDGETS ? REST_BY : G_MAXUINT))
    return G_SOURCE_CONTINUE;
  self->rest_tick = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
show_rest_cb (gpointer user_data)
{
  RdmBoard *self = user_data;

  self->rest_later = 0;
  self->rest_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_rest_tick_cb, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
show_rest_later (RdmBoard *self)
{
  forget_rest (self);
  self->rest_later = g_timeout_add (REST_AFTER_TYPING_MS, show_rest_cb, self);
}

/* Focus */

static RdmBoardItem *
focused_item (RdmBoard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->list))
    return NULL;
  child = gtk_widget_get_first_child (focus);
  return RDM_IS_BOARD_ROW (child) ? rdm_board_row_get_item (RDM_BOARD_ROW (child)) : NULL;
}

static void
scroll_to (RdmBoard *self, guint position)
{
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
}

/* A row that has moved is another widget now: the focus follows the stop. */
static void
restore_focus (RdmBoard *self, const char *key)
{
  RdmBoardItem *now = focused_item (self);
  guint position = rdm_board_model_find (self->model, key);
  RdmBoardRow *row;

  if (position == GTK_INVALID_LIST_POSITION || (now != NULL && g_str_equal (now->key, key)))
    return;
  scroll_to (self, position);
  row = find_row (self, key);
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
}

/* @touched: NULL: all of the day. */
static void
refresh (RdmBoard *self, const RdmDeskTouched *touched)
{
  RdmBoardItem *item = focused_item (self);
  g_autofree char *focused = item != NULL ? g_strdup (item->key) : NULL;

  if (touched != NULL)
    rdm_board_model_follow (self->model, touched);
  else
    rdm_board_model_refresh (self->model);
  refresh_rows (self, touched);
  rank_soon (self);
  show_page (self);
  if (focused != NULL)
    restore_focus (self, focused);
}

static void
day_changed_cb (RdmBoard *self)
{
  refresh (self, NULL);
}

static void
rows_changed_cb (RdmBoard *self, GPtrArray *changes, const RdmDeskTouched *touched)
{
  refresh (self, touched);
}

static void
selection_changed_cb (RdmBoard *self)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);
  const char *route = rdm_desk_get_selected_route (self->desk);
  RdmBoardItem *focused = focused_item (self);

  refresh_selection (self);
  rank_soon (self);
  /* What was selected elsewhere is shown here; what was selected here is seen already. */
  if (selection[0] != NULL && selection[1] == NULL && focused == NULL)
    rdm_board_reveal (self, selection[0]);
  else if (selection[0] == NULL && route != NULL)
    {
      g_autofree char *key = g_strconcat ("route ", route, NULL);
      guint position = rdm_board_model_find (self->model, key);

      /* A key can select a route while the focus is on a stop far below it. */
      if (position != GTK_INVALID_LIST_POSITION
          && (focused == NULL || !g_str_equal (focused->key, key)))
        scroll_to (self, position);
    }
}

/* Opening and closing */

static void
set_open (RdmBoard *self, RdmBoardItem *item, gboolean open)
{
  g_autofree char *key = g_strdup (item->key);

  rdm_board_model_set_open (self->model, item->route, open);
  refresh_headers (self);
  restore_focus (self, key);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RdmBoard *self = user_data;
  RdmBoardRow *row = rdm_board_row_at (self, x, y);
  double row_x;
  double row_y;

  if (row == NULL
      || !gtk_widget_translate_coordinates (self->list, GTK_WIDGET (row), x, y, &row_x, &row_y)
      || !rdm_board_row_is_arrow (row, row_x, row_y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  set_open (self, rdm_board_row_get_item (row), !rdm_board_row_get_item (row)->open);
}

/* Left closes, or goes to the header; right opens. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  RdmBoard *self = user_data;
  RdmBoardItem *item = focused_item (self);
  gboolean left = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left;
  gboolean right = keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right;

  /* To the end is to the end of all. */
  rdm_board_model_show_more (self->model, G_MAXUINT);
  if (item == NULL || (!left && !right) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  if (item->kind == RDM_BOARD_TRAY || item->kind == RDM_BOARD_ROUTE)
    {
      if (item->open != right)
        set_open (self, item, right);
      return TRUE;
    }
  if (left)
    {
      g_autofree char *header =
          item->route != NULL ? g_strconcat ("route ", item->route, NULL) : g_strdup ("tray");
      guint position = rdm_board_model_find (self->model, header);

      if (position != GTK_INVALID_LIST_POSITION)
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
      restore_focus (self, header);
    }
  return TRUE;
}

static void
fold_clicked_cb (RdmBoard *self)
{
  rdm_board_model_set_all_open (self->model, !rdm_board_model_any_open (self->model));
  refresh_headers (self);
}

static void
activate_cb (GtkListView *list, guint position, gpointer user_data)
{
  RdmBoard *self = user_data;
  RdmBoardItem *item = rdm_board_model_peek (self->model, position);

  if (item == NULL)
    return;
  if (item->kind == RDM_BOARD_TRAY || item->kind == RDM_BOARD_ROUTE)
    set_open (self, item, !item->open);
  else if (item->kind == RDM_BOARD_STOP)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-details", NULL);
}

/* Search */

static void
search_changed_cb (RdmBoard *self)
{
  rdm_board_model_set_at_once (self->model, rows_in_sight (self));
  rdm_board_model_set_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  show_rest_later (self);
  refresh_headers (self);
  show_page (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    scroll_to (self, 0);
}

static gboolean
prepare_cb (gpointer user_data)
{
  RdmBoard *self = user_data;

  if (rdm_board_model_prepare_search (self->model, self->n_prepared++))
    return G_SOURCE_CONTINUE;
  self->prepare = 0;
  return G_SOURCE_REMOVE;
}

/* Whoever goes to the entry is going to type: the first letter should find as fast as the others.
 */
static void
search_entered_cb (RdmBoard *self)
{
  self->n_prepared = 0;
  if (self->prepare == 0)
    self->prepare = g_idle_add_full (G_PRIORITY_LOW, prepare_cb, self, NULL);
}

static void
stop_search_cb (RdmBoard *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (self->list);
}

/* Enter takes what was found. */
static void
search_activate_cb (RdmBoard *self)
{
  if (rdm_board_model_is_searching (self->model))
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->model));
  gtk_widget_grab_focus (self->list);
}

/* Factory */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  RdmBoard *self = user_data;

  gtk_list_item_set_child (list_item, rdm_board_row_new (self->desk));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  RdmBoard *self = user_data;
  RdmBoardRow *row = RDM_BOARD_ROW (gtk_list_item_get_child (list_item));

  rdm_board_row_set_item (row, gtk_list_item_get_item (list_item));
  rdm_board_row_set_ranking (row, self->ranking);
  g_ptr_array_add (self->shown, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  RdmBoard *self = user_data;
  RdmBoardRow *row = RDM_BOARD_ROW (gtk_list_item_get_child (list_item));

  g_ptr_array_remove_fast (self->shown, list_item);
  if (self->marked == row)
    self->marked = NULL;
  rdm_board_row_set_item (row, NULL);
}

/* Building */

static GtkWidget *
bar_new (RdmBoard *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search stops"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search stops"), -1);
  gtk_widget_set_hexpand (self->search, TRUE);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activate_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (search_entered_cb), self);
  gtk_widget_add_controller (self->search, focus);
  gtk_box_append (GTK_BOX (bar), self->search);

  self->fold = gtk_button_new_from_icon_name ("view-list-symbolic");
  gtk_widget_add_css_class (self->fold, "flat");
  gtk_widget_set_tooltip_text (self->fold, _ ("Show or hide the stops of all routes"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show or hide the stops of all routes"), -1);
  g_signal_connect_swapped (self->fold, "clicked", G_CALLBACK (fold_clicked_cb), self);
  gtk_box_append (GTK_BOX (bar), self->fold);
  gtk_widget_add_css_class (bar, "board-bar");
  return bar;
}

static GtkWidget *
list_new (RdmBoard *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->list = gtk_list_view_new (NULL, factory);
  gtk_widget_add_css_class (self->list, "board");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Board"), -1);
  g_signal_connect (self->list, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->list, keys);
  /* Before the list takes a click on an arrow as one on its row. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (click));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
empty_new (RdmBoard *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *import = gtk_button_new_with_mnemonic (_ ("_Import Orders…"));
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_New Order…"));

  self->empty = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), "rdm-orders-symbolic");
  adw_status_page_set_description (ADW_STATUS_PAGE (self->empty), _ ("Import a file, or add one."));
  gtk_widget_add_css_class (self->empty, "compact");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import), "win.import-orders");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "win.new-order");
  gtk_widget_add_css_class (import, "suggested-action");
  gtk_widget_add_css_class (import, "pill");
  gtk_widget_add_css_class (add, "pill");
  gtk_box_append (GTK_BOX (buttons), import);
  gtk_box_append (GTK_BOX (buttons), add);
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  adw_status_page_set_child (ADW_STATUS_PAGE (self->empty), buttons);
  return self->empty;
}

static GtkWidget *
nothing_new (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing Found"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page),
      _ ("No stop of this day has these words in its name, address, reference, phone or notes."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

/* GObject */

static void
dispose (GObject *object)
{
  RdmBoard *self = RDM_BOARD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->rank_later, g_source_remove);
  g_clear_handle_id (&self->prepare, g_source_remove);
  forget_rest (self);
  if (self->selection_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->selection_tick);
  self->selection_tick = 0;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->list != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
  self->list = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_board_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmBoard *self = RDM_BOARD (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->ranking, g_ptr_array_unref);
  G_OBJECT_CLASS (rdm_board_parent_class)->finalize (object);
}

static void
rdm_board_class_init (RdmBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "boardview");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
rdm_board_init (RdmBoard *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->shown = g_ptr_array_new ();
}

/* Public */

GtkWidget *
rdm_board_new (RdmDesk *desk, RdmPriceCard *price_card)
{
  RdmBoard *self = g_object_new (RDM_TYPE_BOARD, NULL);

  self->desk = g_object_ref (desk);
  self->price_card = price_card;
  self->model = rdm_board_model_new (desk);
  gtk_widget_set_parent (bar_new (self), GTK_WIDGET (self));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, list_new (self), "list");
  gtk_stack_add_named (self->stack, empty_new (self), "empty");
  gtk_stack_add_named (self->stack, nothing_new (), "nothing");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  self->foot = rdm_board_foot_new (desk);
  gtk_widget_set_parent (self->foot, GTK_WIDGET (self));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->model));
  rdm_board_add_drags (self);
  rdm_board_add_menu (self);

  g_signal_connect_object (desk, "day-changed", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_live (desk), "changed", G_CALLBACK (redraw_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "ranking-changed", G_CALLBACK (ranking_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* A tooltip of the tray waits for it. */
  g_signal_connect_object (desk, "why-not-changed", G_CALLBACK (gtk_widget_trigger_tooltip_query),
                           self, G_CONNECT_SWAPPED);
  show_page (self);
  return GTK_WIDGET (self);
}

void
rdm_board_find (RdmBoard *self)
{
  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

void
rdm_board_reveal (RdmBoard *self, const char *stop)
{
  const RdmDeskRoute *route = rdm_desk_route_of (self->desk, stop);
  const char *id = route != NULL ? route->route->row.id : NULL;
  guint position;

  if (!rdm_board_model_is_open (self->model, id))
    {
      rdm_board_model_set_open (self->model, id, TRUE);
      refresh_headers (self);
    }
  position = rdm_board_model_find_stop (self->model, stop);
  if (position != GTK_INVALID_LIST_POSITION)
    scroll_to (self, position);
}
