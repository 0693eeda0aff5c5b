/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows in view: where they are, which widget shows which, and scrolling.
 */
#include "rdm-grid-private.h"

#include <math.h>

/* Rows beyond those that fit: the ones that are cut at either end. */
#define SPARE_ROWS 3

/* Geometry */

double
rdm_grid_scrolled (RdmGrid *self, GtkOrientation orientation)
{
  return floor (gtk_adjustment_get_value (self->adjustment[orientation]));
}

guint
rdm_grid_n_rows (RdmGrid *self)
{
  return rdm_grid_model_get_n_rows (self->model);
}

guint
rdm_grid_row_at (RdmGrid *self, double y)
{
  double row = (y + rdm_grid_scrolled (self, GTK_ORIENTATION_VERTICAL)) / self->row_height;

  return row >= 0. && row < rdm_grid_n_rows (self) ? (guint)row : RDM_GRID_NO_ROW;
}

int
rdm_grid_row_width (RdmGrid *self)
{
  return MAX (rdm_grid_columns_get_total (self->columns), gtk_widget_get_width (GTK_WIDGET (self)));
}

gboolean
rdm_grid_is_rtl (RdmGrid *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

guint
rdm_grid_column_at (RdmGrid *self, double x)
{
  x += rdm_grid_scrolled (self, GTK_ORIENTATION_HORIZONTAL);
  return rdm_grid_columns_at (self->columns,
                              rdm_grid_is_rtl (self) ? rdm_grid_row_width (self) - x : x);
}

RdmGridRow *
rdm_grid_widget_of (RdmGrid *self, guint row)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (rdm_grid_row_get_row (g_ptr_array_index (self->rows, i)) == row)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

void
rdm_grid_place_of (RdmGrid *self, guint row, guint column, GdkRectangle *place)
{
  place->x = 0;
  place->width = rdm_grid_row_width (self);
  if (column != RDM_GRID_NO_COLUMN)
    rdm_grid_columns_get_place (self->columns, column, &place->x, &place->width);
  if (rdm_grid_is_rtl (self))
    place->x = rdm_grid_row_width (self) - place->x - place->width;
  place->x -= (int)rdm_grid_scrolled (self, GTK_ORIENTATION_HORIZONTAL);
  place->y = (int)row * self->row_height - (int)rdm_grid_scrolled (self, GTK_ORIENTATION_VERTICAL);
  place->height = self->row_height;
}

/* Rows: as many widgets as fit, and for whatever has the focus, wherever it is */

GtkWidget *
rdm_grid_pinned_row (RdmGrid *self)
{
  return self->editor != NULL ? gtk_widget_get_parent (self->editor)
                              : gtk_widget_get_focus_child (self->body);
}

/* Which of the columns can be seen: the others need no drawing. */
void
rdm_grid_show_span (RdmGrid *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  guint first = rdm_grid_column_at (self, rdm_grid_is_rtl (self) ? width - 1 : 0);
  guint last = rdm_grid_column_at (self, rdm_grid_is_rtl (self) ? 0 : width - 1);
  guint n = rdm_grid_columns_get_n (self->columns);

  for (guint i = 0; i < self->rows->len; i++)
    rdm_grid_row_set_span (g_ptr_array_index (self->rows, i), first < n ? first : 0,
                           last < n ? last : n - 1);
}

void
rdm_grid_grow (RdmGrid *self, int height)
{
  guint n = (guint)(height / self->row_height) + SPARE_ROWS;

  while (self->rows->len < n)
    {
      GtkWidget *row = rdm_grid_row_new (self->columns, self->painter);

      gtk_widget_set_parent (row, self->body);
      g_ptr_array_add (self->rows, row);
    }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint x = rdm_grid_row_get_row (*(RdmGridRow *const *)a);
  guint y = rdm_grid_row_get_row (*(RdmGridRow *const *)b);

  return (x > y) - (x < y);
}

/* A screen reader goes through them as they stand in the tree. @moved: those that have just got
 * another row, so that few change their place. */
static void
order_rows (RdmGrid *self, GPtrArray *moved)
{
  GtkWidget *at = gtk_widget_get_first_child (self->body);

  for (guint i = 0; i < self->rows->len;)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *next = at != NULL ? gtk_widget_get_next_sibling (at) : NULL;

      if (row != at && at != NULL && g_ptr_array_remove_fast (moved, at))
        {
          gtk_widget_insert_before (at, self->body, NULL);
          at = next != NULL ? next : at;
          continue;
        }
      if (row != at)
        gtk_widget_insert_before (row, self->body, at);
      else
        at = next;
      i++;
    }
}

static gboolean
is_wanted (guint row, guint first, guint n)
{
  return row >= first && row - first < n;
}

/* The row of the pinned widget: that of before, or with the cursor, which has taken its place. */
static guint
held_row (RdmGrid *self, GtkWidget *pinned, gboolean all)
{
  guint row = RDM_GRID_NO_ROW;

  if (pinned == NULL)
    return row;
  row = rdm_grid_row_get_row (RDM_GRID_ROW (pinned));
  if (all)
    row = rdm_grid_model_find (self->model, rdm_grid_row_get_id (RDM_GRID_ROW (pinned)));
  if (row == RDM_GRID_NO_ROW && self->cursor.row < rdm_grid_n_rows (self))
    row = self->cursor.row;
  return row;
}

/* What has to wait while sizes are given out: rows that are missing, and their order. */
static gboolean
settle_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RdmGrid *self = RDM_GRID (widget);

  self->settling = 0;
  rdm_grid_show_rows (self, FALSE);
  return G_SOURCE_REMOVE;
}

void
rdm_grid_show_rows (RdmGrid *self, gboolean all)
{
  int page = gtk_widget_get_height (self->body);
  guint first = (guint)(rdm_grid_scrolled (self, GTK_ORIENTATION_VERTICAL) / self->row_height);
  guint n_rows = rdm_grid_n_rows (self);
  guint n =
      first < n_rows ? MIN ((guint)(page / self->row_height) + SPARE_ROWS - 1, n_rows - first) : 0;
  GtkWidget *pinned = rdm_grid_pinned_row (self);
  guint held = held_row (self, pinned, all);
  g_autoptr (GPtrArray) spare = g_ptr_array_new ();
  g_autoptr (GPtrArray) moved = g_ptr_array_new ();

  if (!self->allocating)
    rdm_grid_grow (self, page);
  for (guint i = 0; i < self->rows->len; i++)
    {
      RdmGridRow *widget = g_ptr_array_index (self->rows, i);
      guint row = rdm_grid_row_get_row (widget);

      if ((GtkWidget *)widget == pinned)
        rdm_grid_row_bind (widget, self->model, held);
      else if (row == held || !is_wanted (row, first, n))
        g_ptr_array_add (spare, widget);
      else if (all)
        rdm_grid_row_bind (widget, self->model, row);
    }
  for (guint row = first; row - first < n; row++)
    if (rdm_grid_widget_of (self, row) == NULL && spare->len > 0)
      {
        RdmGridRow *widget = g_ptr_array_steal_index (spare, 0);

        rdm_grid_row_bind (widget, self->model, row);
        g_ptr_array_add (moved, widget);
      }
  for (guint i = 0; i < spare->len; i++)
    rdm_grid_row_bind (g_ptr_array_index (spare, i), self->model, RDM_GRID_NO_ROW);
  if (self->allocating)
    {
      if (self->settling == 0 && (moved->len > 0 || self->rows->len < n))
        self->settling = gtk_widget_add_tick_callback (GTK_WIDGET (self), settle_cb, NULL, NULL);
      return;
    }
  g_ptr_array_sort (self->rows, compare_rows);
  order_rows (self, moved);
  rdm_grid_show_span (self);
  gtk_widget_queue_allocate (self->body);
}

void
rdm_grid_allocate_rows (RdmGrid *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *widget = g_ptr_array_index (self->rows, i);
      guint row = rdm_grid_row_get_row (RDM_GRID_ROW (widget));
      GdkRectangle place;

      if (row == RDM_GRID_NO_ROW)
        continue;
      rdm_grid_place_of (self, row, RDM_GRID_NO_COLUMN, &place);
      gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (widget, &place, -1);
    }
}

/* Scrolling */

void
rdm_grid_configure (RdmGrid *self, GtkOrientation orientation, double value, int all, int page)
{
  GtkAdjustment *adjustment = self->adjustment[orientation];
  double upper = MAX (all, page);

  self->configuring = TRUE;
  gtk_adjustment_configure (adjustment, CLAMP (value, 0., upper - page), 0., upper,
                            orientation == GTK_ORIENTATION_VERTICAL ? self->row_height : page * 0.1,
                            page * 0.9, page);
  self->configuring = FALSE;
}

void
rdm_grid_configure_rows (RdmGrid *self, double value)
{
  rdm_grid_configure (self, GTK_ORIENTATION_VERTICAL, value,
                      (int)rdm_grid_n_rows (self) * self->row_height,
                      gtk_widget_get_height (self->body));
}

static void
scrolled_cb (GtkAdjustment *adjustment, RdmGrid *self)
{
  if (self->configuring)
    return;
  rdm_grid_show_rows (self, FALSE);
  if (adjustment == self->adjustment[GTK_ORIENTATION_HORIZONTAL])
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
rdm_grid_scroll (RdmGrid *self, double dy)
{
  GtkAdjustment *adjustment = self->adjustment[GTK_ORIENTATION_VERTICAL];

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy);
}

void
rdm_grid_reveal_row (RdmGrid *self, guint row)
{
  if (gtk_widget_get_height (self->body) == 0)
    self->reveal = row;
  else if (row < rdm_grid_n_rows (self))
    gtk_adjustment_clamp_page (self->adjustment[GTK_ORIENTATION_VERTICAL],
                               row * (double)self->row_height,
                               (row + 1) * (double)self->row_height);
}

void
rdm_grid_reveal_column (RdmGrid *self, guint column)
{
  double x = rdm_grid_scrolled (self, GTK_ORIENTATION_HORIZONTAL);
  GdkRectangle place;

  rdm_grid_place_of (self, 0, column, &place);
  gtk_adjustment_clamp_page (self->adjustment[GTK_ORIENTATION_HORIZONTAL], x + place.x,
                             x + place.x + place.width);
}

void
rdm_grid_set_adjustment (RdmGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0., 0., 0., 0., 0., 0.);
  g_object_ref_sink (adjustment);
  if (self->adjustment[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment[orientation], self);
  g_clear_object (&self->adjustment[orientation]);
  self->adjustment[orientation] = adjustment;
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
