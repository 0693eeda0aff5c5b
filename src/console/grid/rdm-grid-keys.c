/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keyboard in the rows. What is not handled here belongs to the window.
 */
#include "rdm-grid-private.h"

static guint
page (RdmGrid *self)
{
  return (guint)MAX (1, gtk_widget_get_height (self->body) / self->row_height - 1);
}

/* @n rows on, up for negative ones, and no further than the ends. */
static gboolean
go_by (RdmGrid *self, gint64 n, GdkModifierType state)
{
  gint64 row = (gint64)self->cursor.row + n;

  rdm_grid_go (self, (guint)MAX (row, 0), state);
  return TRUE;
}

/* From the row into its cells, from cell to cell, and out of the first to the row again. */
static gboolean
go_along (RdmGrid *self, int step)
{
  guint n = rdm_grid_columns_get_n (self->columns);

  if (!self->in_cell)
    rdm_grid_go_cell (self, self->column);
  else if (step < 0 && self->column == 0)
    rdm_grid_go_cell (self, RDM_GRID_NO_COLUMN);
  else if (step < 0 || self->column + 1 < n)
    rdm_grid_go_cell (self, self->column + (guint)step);
  return TRUE;
}

static gboolean
go_to_end (RdmGrid *self, gboolean last, GdkModifierType state)
{
  if (self->in_cell && state == 0)
    rdm_grid_go_cell (self, last ? rdm_grid_columns_get_n (self->columns) - 1 : 0);
  else
    rdm_grid_go (self, last ? G_MAXUINT - 1 : 0, state);
  return TRUE;
}

/* The cell of the cursor, or the next that can be edited. */
static gboolean
edit (RdmGrid *self)
{
  guint column = rdm_grid_columns_editable_from (self->columns, self->column, 1);

  if (column == RDM_GRID_NO_COLUMN)
    column = rdm_grid_columns_editable_from (self->columns, self->column, -1);
  if (column == RDM_GRID_NO_COLUMN)
    return FALSE;
  rdm_grid_edit (self, self->cursor.row, column);
  return TRUE;
}

static gboolean
open_row (RdmGrid *self)
{
  if (self->in_cell && rdm_grid_columns_get (self->columns, self->column)->editable)
    return edit (self);
  g_signal_emit_by_name (self, "activate", self->cursor.row);
  return TRUE;
}

static gboolean
popup_menu (RdmGrid *self)
{
  GdkRectangle place;

  if (!rdm_grid_model_is_selected (self->model, self->cursor.row))
    rdm_grid_go (self, self->cursor.row, 0);
  rdm_grid_focus_cursor (self);
  rdm_grid_place_of (self, self->cursor.row, self->in_cell ? self->column : RDM_GRID_NO_COLUMN,
                     &place);
  g_signal_emit_by_name (self, "menu", (double)MAX (0, place.x) + RDM_GRID_PADDING,
                         (double)(place.y + place.height + gtk_widget_get_height (self->header)));
  return TRUE;
}

static gboolean
select_all (RdmGrid *self, gboolean none)
{
  rdm_grid_model_select (self->model, 0, none ? 0 : rdm_grid_n_rows (self), RDM_GRID_SELECT_ONLY);
  return TRUE;
}

/* Letters that are typed without aim are meant for the search; digits are the window's. */
static gboolean
type_ahead (RdmGrid *self, GtkEventControllerKey *keys, guint keyval)
{
  if (self->search == NULL || !g_unichar_isalpha (gdk_keyval_to_unicode (keyval)))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return gtk_event_controller_key_forward (keys,
                                           GTK_WIDGET (gtk_editable_get_delegate (self->search)));
}

static gboolean
key_cb (
    RdmGrid *self, guint keyval, guint keycode, GdkModifierType state, GtkEventControllerKey *keys)
{
  gboolean ctrl = (state & GDK_CONTROL_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (self->editor != NULL || rdm_grid_n_rows (self) == 0
      || (state & ~(guint)(GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return go_by (self, -1, state);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return go_by (self, 1, state);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return !ctrl && go_by (self, -(gint64)page (self), state);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return !ctrl && go_by (self, page (self), state);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return go_to_end (self, FALSE, state);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return go_to_end (self, TRUE, state);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return !ctrl && !shift && go_along (self, rdm_grid_is_rtl (self) ? 1 : -1);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return !ctrl && !shift && go_along (self, rdm_grid_is_rtl (self) ? -1 : 1);
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      rdm_grid_mark (self, &self->anchor, self->cursor.row);
      rdm_grid_model_select (self->model, self->cursor.row, 1,
                             ctrl ? RDM_GRID_SELECT_TOGGLE : RDM_GRID_SELECT_ONLY);
      return TRUE;
    case GDK_KEY_a:
    case GDK_KEY_A:
      if (ctrl)
        return select_all (self, shift);
      break;
    case GDK_KEY_F2:
      return state == 0 && edit (self);
    case GDK_KEY_Return:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_KP_Enter:
      return state == 0 && open_row (self);
    case GDK_KEY_Menu:
      return popup_menu (self);
    case GDK_KEY_F10:
      return state == GDK_SHIFT_MASK && popup_menu (self);
    case GDK_KEY_Escape:
      if (!self->in_cell)
        return FALSE;
      rdm_grid_go_cell (self, RDM_GRID_NO_COLUMN);
      return TRUE;
    default:
      break;
    }
  return !ctrl && type_ahead (self, keys, keyval);
}

void
rdm_grid_add_keys (RdmGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (rdm_grid_follow_focus), self);
  gtk_widget_add_controller (self->body, keys);
  gtk_widget_add_controller (self->body, focus);
}
