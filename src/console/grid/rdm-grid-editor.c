/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Editing in place: one entry over the cell. Enter takes it, Tab takes it and goes on to the next
 * cell, Escape leaves all as it was, and so does what makes no sense when the focus goes elsewhere.
 */
#include "rdm-grid-private.h"

#include "rdm-text.h"

static RdmGridRow *
edited_row (RdmGrid *self)
{
  return RDM_GRID_ROW (gtk_widget_get_parent (self->editor));
}

static void
end (RdmGrid *self, gboolean refocus)
{
  RdmGridRow *row = edited_row (self);

  self->editor = NULL;
  if (refocus)
    rdm_grid_go_cell (self, self->edited_column);
  rdm_grid_row_remove_editor (row);
}

void
rdm_grid_drop_editor (RdmGrid *self)
{
  if (self->editor != NULL)
    end (self, FALSE);
  g_clear_pointer (&self->edited_id, g_free);
}

/* Returns: FALSE where what was typed makes no sense; somebody has said so then. */
static gboolean
take (RdmGrid *self)
{
  guint row = rdm_grid_model_find (self->model, self->edited_id);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->editor));
  g_autofree char *typed = g_strdup (text);
  const RdmGridText *before = rdm_grid_row_get_cell (edited_row (self), self->edited_column);

  return row == RDM_GRID_NO_ROW || g_str_equal (typed, before->text)
         || rdm_grid_model_edit (self->model, row, self->edited_column, typed);
}

static void
show_invalid (RdmGrid *self, gboolean invalid)
{
  if (invalid)
    gtk_widget_add_css_class (self->editor, "error");
  else
    gtk_widget_remove_css_class (self->editor, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* Taking it may end it: the row may be gone then. Returns: whether nothing was refused. */
static gboolean
try_to_take (RdmGrid *self)
{
  gboolean taken = take (self);

  if (!taken && self->editor != NULL)
    show_invalid (self, TRUE);
  return taken;
}

void
rdm_grid_stop_editing (RdmGrid *self, gboolean refocus)
{
  if (self->editor == NULL)
    return;
  take (self);
  if (self->editor != NULL)
    end (self, refocus);
}

static void
activate_cb (RdmGrid *self)
{
  if (try_to_take (self) && self->editor != NULL)
    end (self, TRUE);
}

/* To the next cell that can be edited, in the next row behind the last one. */
static void
go_on (RdmGrid *self, int step)
{
  guint n = rdm_grid_columns_get_n (self->columns);
  guint column =
      rdm_grid_columns_editable_from (self->columns, self->edited_column + (guint)step, step);
  guint row = rdm_grid_model_find (self->model, self->edited_id);

  end (self, TRUE);
  if (column == RDM_GRID_NO_COLUMN)
    {
      column = rdm_grid_columns_editable_from (self->columns, step > 0 ? 0 : n - 1, step);
      row += (guint)step;
    }
  if (row >= rdm_grid_n_rows (self))
    return;
  if (row != self->cursor.row)
    rdm_grid_go (self, row, 0);
  rdm_grid_edit (self, row, column);
}

static gboolean
key_cb (RdmGrid *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval == GDK_KEY_Escape)
    end (self, TRUE);
  else if ((keyval == GDK_KEY_Tab || keyval == GDK_KEY_KP_Tab || keyval == GDK_KEY_ISO_Left_Tab)
           && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    {
      if (try_to_take (self) && self->editor != NULL)
        go_on (self, (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
    }
  else
    return FALSE;
  return TRUE;
}

static void
typed_cb (RdmGrid *self)
{
  show_invalid (self, FALSE);
}

static gboolean
left_idle_cb (gpointer user_data)
{
  RdmGrid *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Its own menu, or another window for a while, is not elsewhere. */
  if (self->editor != NULL && focus != self->editor
      && (focus == NULL || !gtk_widget_is_ancestor (focus, self->editor)))
    rdm_grid_stop_editing (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
left_cb (RdmGrid *self)
{
  /* Not from inside the focus change itself: the text is part of it. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, left_idle_cb, g_object_ref (self), g_object_unref);
}

/* Whoever closes the window has finished typing; there is no idle moment after that. */
static gboolean
close_cb (GtkWidget *editor)
{
  RdmGrid *self = RDM_GRID (gtk_widget_get_ancestor (editor, RDM_TYPE_GRID));

  if (self != NULL && self->editor == editor)
    rdm_grid_stop_editing (self, FALSE);
  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
editor_new (RdmGrid *self, const RdmGridText *cell, guint column)
{
  const RdmGridColumn *facts = rdm_grid_columns_get (self->columns, column);
  GtkWidget *editor = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_add_css_class (editor, "grid-editor");
  gtk_entry_set_has_frame (GTK_ENTRY (editor), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (editor), cell->text);
  gtk_editable_set_width_chars (GTK_EDITABLE (editor), 1);
  gtk_editable_set_alignment (GTK_EDITABLE (editor),
                              facts->number != rdm_grid_is_rtl (self) ? 1.f : 0.f);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  facts->title, -1);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (editor, keys);
  gtk_widget_add_controller (editor, focus);
  g_signal_connect_swapped (editor, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (editor, "changed", G_CALLBACK (typed_cb), self);
  return editor;
}

void
rdm_grid_edit (RdmGrid *self, guint row, guint column)
{
  RdmGridRow *widget;

  g_return_if_fail (row < rdm_grid_n_rows (self));

  rdm_grid_stop_editing (self, FALSE);
  if (row >= rdm_grid_n_rows (self) || !rdm_grid_columns_get (self->columns, column)->editable)
    return;
  rdm_grid_mark (self, &self->cursor, row);
  self->in_cell = TRUE;
  self->column = column;
  rdm_grid_focus_cursor (self);
  widget = rdm_grid_widget_of (self, row);
  if (widget == NULL)
    return;
  self->editor = editor_new (self, rdm_grid_row_get_cell (widget, column), column);
  self->edited_column = column;
  rdm_set_str (&self->edited_id, rdm_grid_model_get_id (self->model, row));
  rdm_grid_row_add_editor (widget, self->editor, column);
  g_signal_connect_object (gtk_widget_get_root (self->editor), "close-request",
                           G_CALLBACK (close_cb), self->editor, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (self->editor);
}
