/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cursor, where the keyboard is, and what follows it: the focus and the selection.
 */
#include "rdm-grid-private.h"

#include <glib/gi18n.h>

#include "rdm-text.h"

/* Cursor and selection */

void
rdm_grid_mark (RdmGrid *self, RdmGridMark *mark, guint row)
{
  mark->row = row;
  rdm_set_str (&mark->id, rdm_grid_model_get_id (self->model, row));
}

/* Where the marked row is now; one that is out of sight for now may come back. */
void
rdm_grid_follow (RdmGrid *self, RdmGridMark *mark)
{
  guint n = rdm_grid_n_rows (self);
  guint row = rdm_grid_model_find (self->model, mark->id);

  mark->row = row != RDM_GRID_NO_ROW       ? row
              : mark->id == NULL || n == 0 ? 0
                                           : MIN (mark->row, n - 1);
}

/* Where among all of them: a screen reader knows only those in view. */
static void
describe (RdmGrid *self, RdmGridRow *row)
{
  g_autofree char *place =
      g_strdup_printf (_ ("row %u of %u"), self->cursor.row + 1, rdm_grid_n_rows (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, place,
                                  -1);
}

gboolean
rdm_grid_focus_cursor (RdmGrid *self)
{
  GtkWidget *before = rdm_grid_pinned_row (self);
  RdmGridRow *row;

  rdm_grid_reveal_row (self, self->cursor.row);
  row = rdm_grid_widget_of (self, self->cursor.row);
  if (row == NULL || rdm_grid_n_rows (self) == 0)
    return FALSE;
  describe (self, row);
  if (self->in_cell)
    {
      rdm_grid_reveal_column (self, self->column);
      rdm_grid_row_focus_cell (row, self->column);
    }
  else
    {
      gtk_widget_grab_focus (GTK_WIDGET (row));
      rdm_grid_row_leave_cell (row);
    }
  if (before != NULL && before != GTK_WIDGET (row))
    {
      rdm_grid_row_leave_cell (RDM_GRID_ROW (before));
      gtk_accessible_reset_property (GTK_ACCESSIBLE (before), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      rdm_grid_show_rows (self, FALSE);
    }
  return TRUE;
}

void
rdm_grid_follow_focus (RdmGrid *self)
{
  GtkWidget *row = rdm_grid_pinned_row (self);
  guint at = row != NULL ? rdm_grid_row_get_row (RDM_GRID_ROW (row)) : RDM_GRID_NO_ROW;

  if (at != RDM_GRID_NO_ROW && at != self->cursor.row)
    rdm_grid_mark (self, &self->cursor, at);
}

void
rdm_grid_select_to (RdmGrid *self, guint row, GdkModifierType state)
{
  guint first = MIN (self->anchor.row, row);
  guint last = MAX (self->anchor.row, row);

  rdm_grid_model_select (self->model, first, last - first + 1,
                         (state & GDK_CONTROL_MASK) != 0 ? RDM_GRID_SELECT_ADD
                                                         : RDM_GRID_SELECT_ONLY);
}

void
rdm_grid_go (RdmGrid *self, guint row, GdkModifierType state)
{
  if (rdm_grid_n_rows (self) == 0)
    return;
  row = MIN (row, rdm_grid_n_rows (self) - 1);
  rdm_grid_mark (self, &self->cursor, row);
  rdm_grid_focus_cursor (self);
  if ((state & GDK_SHIFT_MASK) != 0)
    rdm_grid_select_to (self, row, state);
  else if ((state & GDK_CONTROL_MASK) == 0)
    {
      rdm_grid_mark (self, &self->anchor, row);
      rdm_grid_model_select (self->model, row, 1, RDM_GRID_SELECT_ONLY);
    }
}

void
rdm_grid_go_cell (RdmGrid *self, guint column)
{
  self->in_cell = column != RDM_GRID_NO_COLUMN;
  if (self->in_cell)
    self->column = column;
  rdm_grid_focus_cursor (self);
}
