/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pointer over the rows: select, open, edit, the menu, and a range by a drag.
 */
#include "rdm-grid-private.h"

#define SCROLL_PER_PX 0.3 /* of the way that the pointer is beyond the edge, each frame */

static gboolean
is_over_editor (RdmGrid *self, double x, double y)
{
  GtkWidget *over = NULL;

  if (self->editor != NULL)
    over = gtk_widget_pick (self->body, x, y, GTK_PICK_DEFAULT);
  return over != NULL && (over == self->editor || gtk_widget_is_ancestor (over, self->editor));
}

static GdkModifierType
state_of (gpointer controller)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller))
         & (GDK_SHIFT_MASK | GDK_CONTROL_MASK);
}

/* The row that was pressed, once what is being edited has been taken: that may put it elsewhere. */
static guint
pressed_row (RdmGrid *self, double y)
{
  guint row = rdm_grid_row_at (self, y);
  g_autofree char *id = NULL;

  if (self->editor == NULL || row == RDM_GRID_NO_ROW)
    return row;
  id = g_strdup (rdm_grid_model_get_id (self->model, row));
  rdm_grid_stop_editing (self, FALSE);
  return rdm_grid_model_find (self->model, id);
}

static void
open_at (RdmGrid *self, guint row, guint column)
{
  if (column != RDM_GRID_NO_COLUMN && rdm_grid_columns_get (self->columns, column)->editable)
    rdm_grid_edit (self, row, column);
  else
    g_signal_emit_by_name (self, "activate", row);
}

/* The whole row has the focus then, but F2 goes to the cell that was pressed. */
static void
point_at (RdmGrid *self, double x)
{
  guint column = rdm_grid_column_at (self, x);

  self->in_cell = FALSE;
  if (column != RDM_GRID_NO_COLUMN)
    self->column = column;
}

static void
pressed_cb (RdmGrid *self, int n_press, double x, double y, GtkGesture *click)
{
  GdkModifierType state = state_of (click);
  guint row;

  if (is_over_editor (self, x, y))
    return;
  row = pressed_row (self, y);
  if (row == RDM_GRID_NO_ROW)
    {
      rdm_grid_focus_cursor (self);
      rdm_grid_model_select (self->model, 0, 0, RDM_GRID_SELECT_ONLY);
      return;
    }
  if (n_press == 2 && state == 0)
    {
      gtk_gesture_set_state (click, GTK_EVENT_SEQUENCE_CLAIMED);
      open_at (self, row, rdm_grid_column_at (self, x));
      return;
    }
  point_at (self, x);
  rdm_grid_go (self, row, state);
  if (state == GDK_CONTROL_MASK)
    {
      rdm_grid_mark (self, &self->anchor, row);
      rdm_grid_model_select (self->model, row, 1, RDM_GRID_SELECT_TOGGLE);
    }
}

/* What is under the pointer is selected first, unless it is part of the selection. */
static void
menu_pressed_cb (RdmGrid *self, int n_press, double x, double y, GtkGesture *click)
{
  graphene_point_t at;
  guint row;

  if (is_over_editor (self, x, y))
    return;
  row = pressed_row (self, y);
  if (row == RDM_GRID_NO_ROW)
    return;
  gtk_gesture_set_state (click, GTK_EVENT_SEQUENCE_CLAIMED);
  point_at (self, x);
  rdm_grid_go (self, row, rdm_grid_model_is_selected (self->model, row) ? GDK_CONTROL_MASK : 0);
  if (gtk_widget_compute_point (self->body, GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float)x, (float)y), &at))
    g_signal_emit_by_name (self, "menu", (double)at.x, (double)at.y);
}

/* A range by a drag */

static void
drag_to (RdmGrid *self, double y)
{
  int height = gtk_widget_get_height (self->body);
  guint row = rdm_grid_row_at (self, CLAMP (y, 0., height - 1.));

  if (row == RDM_GRID_NO_ROW)
    row = rdm_grid_n_rows (self) - 1;
  if (row == self->cursor.row || rdm_grid_n_rows (self) == 0)
    return;
  rdm_grid_mark (self, &self->cursor, row);
  rdm_grid_focus_cursor (self);
  rdm_grid_select_to (self, row, self->drag_state);
}

static gboolean
scroll_cb (GtkWidget *body, GdkFrameClock *clock, gpointer user_data)
{
  RdmGrid *self = user_data;
  int height = gtk_widget_get_height (body);
  double beyond = self->drag_y < 0.       ? self->drag_y
                  : self->drag_y > height ? self->drag_y - height
                                          : 0.;

  if (beyond != 0.)
    {
      rdm_grid_scroll (self, beyond * SCROLL_PER_PX);
      drag_to (self, self->drag_y);
    }
  return G_SOURCE_CONTINUE;
}

static void
drag_begin_cb (RdmGrid *self, double x, double y, GtkGesture *drag)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (drag));
  gboolean touch = device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;

  /* A finger scrolls. */
  if (touch || is_over_editor (self, x, y) || rdm_grid_row_at (self, y) == RDM_GRID_NO_ROW)
    gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_DENIED);
  self->drag_state = state_of (drag);
}

static void
drag_update_cb (RdmGrid *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x;
  double y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  if (!self->dragging && gtk_drag_check_threshold (self->body, 0, (int)y, 0, (int)(y + dy)))
    {
      self->dragging = TRUE;
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      self->scrolling = gtk_widget_add_tick_callback (self->body, scroll_cb, self, NULL);
    }
  if (!self->dragging)
    return;
  self->drag_y = y + dy;
  drag_to (self, self->drag_y);
}

static void
drag_end_cb (RdmGrid *self)
{
  self->dragging = FALSE;
  if (self->scrolling != 0)
    gtk_widget_remove_tick_callback (self->body, self->scrolling);
  self->scrolling = 0;
}

/* What is cut, and what a colour says */
static gboolean
query_tooltip_cb (RdmGrid *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  guint row = keyboard ? self->cursor.row : rdm_grid_row_at (self, y);
  guint column = keyboard ? self->column : rdm_grid_column_at (self, x);
  RdmGridRow *widget = row != RDM_GRID_NO_ROW ? rdm_grid_widget_of (self, row) : NULL;
  const RdmGridText *text;
  GdkRectangle place;
  gboolean cut;
  g_autofree char *both = NULL;

  if (widget == NULL || column == RDM_GRID_NO_COLUMN || self->dragging)
    return FALSE;
  text = rdm_grid_row_get_cell (widget, column);
  rdm_grid_place_of (self, row, column, &place);
  cut = rdm_grid_painter_width (self->painter, text) > place.width;
  if (!cut && text->note == NULL)
    return FALSE;
  if (cut && text->note != NULL)
    both = g_strdup_printf ("%s\n%s", text->text, text->note);
  gtk_tooltip_set_text (tooltip, both != NULL ? both : cut ? text->text : text->note);
  gtk_tooltip_set_tip_area (tooltip, &place);
  return TRUE;
}

void
rdm_grid_add_pointer (RdmGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->body, GTK_EVENT_CONTROLLER (click));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (self->body, GTK_EVENT_CONTROLLER (menu));

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (self->body, GTK_EVENT_CONTROLLER (drag));

  gtk_widget_set_has_tooltip (self->body, TRUE);
  g_signal_connect_swapped (self->body, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
}
