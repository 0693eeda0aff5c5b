/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-grid-row.h"

#include <glib/gi18n.h>

#include "rdm-text.h"

struct _RdmGridRow
{
  GtkWidget parent_instance;

  /* Borrowed */
  const RdmGridColumns *columns;
  RdmGridPainter *painter;

  /* What it shows */
  guint row;
  char *id;
  guint n_columns;
  RdmGridText *texts; /* one a column */
  guint first;        /* the columns in view */
  guint last;

  /* Children, or NULL */
  GtkWidget *cell;
  guint cell_column;
  GtkWidget *editor;
  guint editor_column;
};

G_DEFINE_FINAL_TYPE (RdmGridRow, rdm_grid_row, GTK_TYPE_WIDGET)

/* The cell that the cursor is on: only there to take the focus, and to be read out. */

#define RDM_TYPE_GRID_CELL (rdm_grid_cell_get_type ())
G_DECLARE_FINAL_TYPE (RdmGridCell, rdm_grid_cell, RDM, GRID_CELL, GtkWidget)

struct _RdmGridCell
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (RdmGridCell, rdm_grid_cell, GTK_TYPE_WIDGET)

static void
rdm_grid_cell_class_init (RdmGridCellClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "cell");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
rdm_grid_cell_init (RdmGridCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* A click goes to the row. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* Names */

static void
name (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* "AU-4203, LI-01, 08:12, Recipient 003, …, Parcels 3": what stands alone says what it is. */
static void
name_row (RdmGridRow *self)
{
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      const RdmGridText *text = &self->texts[i];
      const RdmGridColumn *column = rdm_grid_columns_get (self->columns, i);

      if (*text->text == '\0')
        continue;
      if (label->len > 0)
        g_string_append (label, ", ");
      if (column->number)
        g_string_append_printf (label, "%s ", column->title);
      g_string_append (label, text->text);
      if (text->note != NULL)
        g_string_append_printf (label, ", %s", text->note);
    }
  name (GTK_WIDGET (self), label->str);
}

static void
name_cell (RdmGridRow *self)
{
  const RdmGridText *text = &self->texts[self->cell_column];
  const char *title = rdm_grid_columns_get (self->columns, self->cell_column)->title;
  g_autofree char *label =
      g_strdup_printf ("%s: %s%s%s", title, *text->text != '\0' ? text->text : _ ("empty"),
                       text->note != NULL ? ", " : "", text->note != NULL ? text->note : "");

  name (self->cell, label);
}

/* What it shows */

static gboolean
take_texts (RdmGridRow *self, RdmGridModel *model, guint row)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      RdmGridText text = { 0 };

      rdm_grid_model_get_cell (model, row, i, &text);
      if (rdm_grid_text_equal (&text, &self->texts[i]))
        {
          rdm_grid_text_clear (&text);
          continue;
        }
      rdm_grid_text_clear (&self->texts[i]);
      self->texts[i] = text;
      changed = TRUE;
    }
  return changed;
}

static void
show_selected (RdmGridRow *self, gboolean selected)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean before = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_SELECTED) != 0;

  if (before == selected)
    return;
  if (selected)
    gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

static void
show (RdmGridRow *self, gboolean shown)
{
  if (gtk_widget_get_child_visible (GTK_WIDGET (self)) == shown)
    return;
  gtk_widget_set_child_visible (GTK_WIDGET (self), shown);
  /* A screen reader is told of children that are kept invisible, too. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
}

void
rdm_grid_row_bind (RdmGridRow *self, RdmGridModel *model, guint row)
{
  self->row = row;
  show (self, row != RDM_GRID_NO_ROW);
  if (row == RDM_GRID_NO_ROW)
    return;
  rdm_set_str (&self->id, rdm_grid_model_get_id (model, row));
  show_selected (self, rdm_grid_model_is_selected (model, row));
  if (!take_texts (self, model, row))
    return;
  name_row (self);
  if (self->cell != NULL)
    name_cell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
rdm_grid_row_get_row (RdmGridRow *self)
{
  return self->row;
}

const char *
rdm_grid_row_get_id (RdmGridRow *self)
{
  return self->id;
}

const RdmGridText *
rdm_grid_row_get_cell (RdmGridRow *self, guint column)
{
  return &self->texts[column];
}

void
rdm_grid_row_set_span (RdmGridRow *self, guint first, guint last)
{
  if (self->first == first && self->last == last)
    return;
  self->first = first;
  self->last = last;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_grid_row_focus_cell (RdmGridRow *self, guint column)
{
  GtkWidget *before = self->cell;

  if (before != NULL && self->cell_column == column)
    {
      gtk_widget_grab_focus (before);
      return;
    }
  /* A new one each time: a screen reader follows the focus, not the name of what has it. */
  self->cell = g_object_new (RDM_TYPE_GRID_CELL, NULL);
  self->cell_column = column;
  name_cell (self);
  gtk_widget_set_parent (self->cell, GTK_WIDGET (self));
  gtk_widget_grab_focus (self->cell);
  g_clear_pointer (&before, gtk_widget_unparent);
}

void
rdm_grid_row_leave_cell (RdmGridRow *self)
{
  g_clear_pointer (&self->cell, gtk_widget_unparent);
}

void
rdm_grid_row_add_editor (RdmGridRow *self, GtkWidget *editor, guint column)
{
  self->editor = editor;
  self->editor_column = column;
  gtk_widget_set_parent (editor, GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rdm_grid_row_remove_editor (RdmGridRow *self)
{
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Widget */

static int
left_of (RdmGridRow *self, guint column, int *width)
{
  int x;

  rdm_grid_columns_get_place (self->columns, column, &x, width);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - *width;
  return x;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  RdmGridRow *self = RDM_GRID_ROW (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL
                            ? rdm_grid_painter_height (self->painter)
                            : rdm_grid_columns_get_total (self->columns);
  *minimum_baseline = *natural_baseline = -1;
}

static void
allocate_child (RdmGridRow *self, GtkWidget *child, guint column, int height)
{
  int width;
  int x = left_of (self, column, &width);
  int minimum;

  /* A text's own padding may want more than a narrow column has. */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, MAX (width, minimum), height }, -1);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RdmGridRow *self = RDM_GRID_ROW (widget);

  if (self->cell != NULL)
    allocate_child (self, self->cell, self->cell_column, height);
  if (self->editor != NULL)
    allocate_child (self, self->editor, self->editor_column, height);
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RdmGridRow *self = RDM_GRID_ROW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int height = gtk_widget_get_height (widget);

  for (guint i = self->first; i <= self->last; i++)
    {
      int width;
      int x = left_of (self, i, &width);

      if (self->editor == NULL || self->editor_column != i)
        rdm_grid_painter_draw (self->painter, snapshot, &self->texts[i], x, width, height,
                               rdm_grid_columns_get (self->columns, i)->number != rtl);
    }
  GTK_WIDGET_CLASS (rdm_grid_row_parent_class)->snapshot (widget, snapshot);
}

static void
dispose (GObject *object)
{
  RdmGridRow *self = RDM_GRID_ROW (object);

  g_clear_pointer (&self->cell, gtk_widget_unparent);
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  G_OBJECT_CLASS (rdm_grid_row_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmGridRow *self = RDM_GRID_ROW (object);

  for (guint i = 0; i < self->n_columns; i++)
    rdm_grid_text_clear (&self->texts[i]);
  g_free (self->texts);
  g_free (self->id);
  G_OBJECT_CLASS (rdm_grid_row_parent_class)->finalize (object);
}

static void
rdm_grid_row_class_init (RdmGridRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->snapshot = snapshot;
  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
rdm_grid_row_init (RdmGridRow *self)
{
  self->row = RDM_GRID_NO_ROW;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* The theme shows the row below the pointer. */
  gtk_widget_add_css_class (GTK_WIDGET (self), "activatable");
}

GtkWidget *
rdm_grid_row_new (const RdmGridColumns *columns, RdmGridPainter *painter)
{
  RdmGridRow *self = g_object_new (RDM_TYPE_GRID_ROW, NULL);

  self->n_columns = rdm_grid_columns_get_n (columns);
  self->columns = columns;
  self->painter = painter;
  self->texts = g_new0 (RdmGridText, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    self->texts[i].text = g_strdup ("");
  self->last = self->n_columns - 1;
  show (self, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
  return GTK_WIDGET (self);
}
