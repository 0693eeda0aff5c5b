/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-private.h"

#include "rdm-stop-menu.h"

/* At a place in the list. Over the board, as inside a list the lines between the entries take no
 * room when the menu is measured, and its end would be cut. */
static void
popup (RdmBoard *self, double x, double y)
{
  if (gtk_widget_translate_coordinates (self->list, GTK_WIDGET (self), x, y, &x, &y))
    rdm_stop_menu_popup (self->desk, &self->menu, GTK_WIDGET (self), x, y);
  /* What a row has to say must not cover the menu. */
  gtk_widget_trigger_tooltip_query (self->list);
}

gboolean
rdm_board_has_menu (RdmBoard *self)
{
  return self->menu != NULL && gtk_widget_get_visible (self->menu);
}

/* What is under the pointer is selected first, unless it is part of the selection. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  RdmBoard *self = user_data;
  RdmBoardRow *row = rdm_board_row_at (self, x, y);
  RdmBoardItem *item = row != NULL ? rdm_board_row_get_item (row) : NULL;
  guint position =
      item != NULL ? rdm_board_model_find (self->model, item->key) : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->model), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
  popup (self, x, y);
}

static gboolean
menu_key_cb (GtkWidget *list, GVariant *args, gpointer user_data)
{
  RdmBoard *self = user_data;
  GtkRoot *root = gtk_widget_get_root (list);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  double x = 0.;
  double y = 0.;

  if (focus != NULL && gtk_widget_is_ancestor (focus, list))
    gtk_widget_translate_coordinates (focus, list, 60., gtk_widget_get_height (focus), &x, &y);
  popup (self, x, y);
  return TRUE;
}

void
rdm_board_add_menu (RdmBoard *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (gesture));

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (self->list, keys);
}
