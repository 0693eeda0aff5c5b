/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-grid-private.h"

#include <math.h>

enum
{
  ACTIVATE,
  MENU,
  N_SIGNALS
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static guint signals[N_SIGNALS];

static gboolean
get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  *border = (GtkBorder){ .top = (gint16)gtk_widget_get_height (RDM_GRID (scrollable)->header) };
  return TRUE;
}

static void
scrollable_init (GtkScrollableInterface *iface)
{
  iface->get_border = get_border;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmGrid,
                               rdm_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

/* The body: only there to hold the rows, below the header and cut at its edges. */

#define RDM_TYPE_GRID_BODY (rdm_grid_body_get_type ())
G_DECLARE_FINAL_TYPE (RdmGridBody, rdm_grid_body, RDM, GRID_BODY, GtkWidget)

struct _RdmGridBody
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (RdmGridBody, rdm_grid_body, GTK_TYPE_WIDGET)

static void
allocate_body (GtkWidget *body, int width, int height, int baseline)
{
  rdm_grid_allocate_rows (RDM_GRID (gtk_widget_get_parent (body)));
}

static void
rdm_grid_body_class_init (RdmGridBodyClass *klass)
{
  GTK_WIDGET_CLASS (klass)->size_allocate = allocate_body;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "listview");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ROW_GROUP);
}

static void
rdm_grid_body_init (RdmGridBody *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* Following the model */

static void
changed_cb (RdmGrid *self, gboolean anew)
{
  double top = rdm_grid_scrolled (self, GTK_ORIENTATION_VERTICAL);
  RdmGridRow *first = rdm_grid_widget_of (self, (guint)(top / self->row_height));
  guint row = first != NULL ? rdm_grid_model_find (self->model, rdm_grid_row_get_id (first))
                            : RDM_GRID_NO_ROW;

  if (self->editor != NULL && rdm_grid_model_find (self->model, self->edited_id) == RDM_GRID_NO_ROW)
    rdm_grid_drop_editor (self);
  rdm_grid_follow (self, &self->cursor);
  rdm_grid_follow (self, &self->anchor);
  if (anew)
    top = 0.;
  else if (row != RDM_GRID_NO_ROW)
    top = row * (double)self->row_height + fmod (top, self->row_height);
  rdm_grid_configure_rows (self, top);
  if (anew && self->cursor.id != NULL && rdm_grid_n_rows (self) > 0
      && rdm_grid_model_is_selected (self->model, self->cursor.row))
    rdm_grid_reveal_row (self, self->cursor.row);
  rdm_grid_show_rows (self, TRUE);
}

/* Columns */

#define MAX_GIVEN 4096 /* px: whoever writes settings by hand must not lose the other columns */

static void
resized_cb (RdmGrid *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_allocate (self->header);
  for (guint i = 0; i < self->rows->len; i++)
    {
      gtk_widget_queue_allocate (g_ptr_array_index (self->rows, i));
      gtk_widget_queue_draw (g_ptr_array_index (self->rows, i));
    }
}

/* As wide as the widest text in view. */
static void
fit_cb (RdmGrid *self, guint column)
{
  int width = 0;

  for (guint i = 0; i < self->rows->len; i++)
    width = MAX (width, rdm_grid_painter_width (
                            self->painter,
                            rdm_grid_row_get_cell (g_ptr_array_index (self->rows, i), column)));
  rdm_grid_columns_resize (self->columns, column, width);
  resized_cb (self);
}

static void
sort_cb (RdmGrid *self, guint column)
{
  rdm_grid_sort (self, column, column == self->sort_column && !self->descending);
}

/* Widget */

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  RdmGrid *self = RDM_GRID (widget);
  int header;

  gtk_widget_measure (self->header, orientation, -1, &header, NULL, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : header;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? header : header + 10 * self->row_height;
  *minimum_baseline = *natural_baseline = -1;
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RdmGrid *self = RDM_GRID (widget);
  GtkAdjustment *across = self->adjustment[GTK_ORIENTATION_HORIZONTAL];
  int before = rdm_grid_columns_get_total (self->columns);
  double page = gtk_adjustment_get_page_size (across);
  double x = gtk_adjustment_get_value (across);
  int header;
  int total;

  gtk_widget_measure (self->header, GTK_ORIENTATION_VERTICAL, -1, &header, NULL, NULL, NULL);
  gtk_widget_measure (g_ptr_array_index (self->rows, 0), GTK_ORIENTATION_VERTICAL, -1,
                      &self->row_height, NULL, NULL, NULL);
  total = rdm_grid_columns_layout (self->columns, width);
  /* What is seen stays, measured from the side where lines begin. */
  if (rdm_grid_is_rtl (self))
    x = total - width - (page > 0. ? before - page - x : 0.);
  self->allocating = TRUE;
  rdm_grid_configure (self, GTK_ORIENTATION_HORIZONTAL, x, total, width);
  gtk_widget_size_allocate (
      self->header,
      &(GtkAllocation){ -(int)rdm_grid_scrolled (self, GTK_ORIENTATION_HORIZONTAL), 0,
                        rdm_grid_row_width (self), header },
      -1);
  gtk_widget_size_allocate (self->body,
                            &(GtkAllocation){ 0, header, width, MAX (0, height - header) }, -1);
  rdm_grid_configure_rows (self,
                           gtk_adjustment_get_value (self->adjustment[GTK_ORIENTATION_VERTICAL]));
  if (self->reveal != RDM_GRID_NO_ROW)
    {
      guint row = self->reveal;

      self->reveal = RDM_GRID_NO_ROW;
      self->configuring = TRUE;
      rdm_grid_reveal_row (self, row);
      self->configuring = FALSE;
    }
  rdm_grid_show_rows (self, FALSE);
  rdm_grid_show_span (self);
  rdm_grid_allocate_rows (self);
  self->allocating = FALSE;
}

/* Enough rows for any window, so that none is missing in its first frame: while sizes are given out
 * no widget may come. */
static void
map (GtkWidget *widget)
{
  RdmGrid *self = RDM_GRID (widget);
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (widget));

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      GdkRectangle place;

      gdk_monitor_get_geometry (monitor, &place);
      rdm_grid_grow (self, place.height);
    }
  GTK_WIDGET_CLASS (rdm_grid_parent_class)->map (widget);
}

static void
css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rdm_grid_parent_class)->css_changed (widget, change);
  if (RDM_GRID (widget)->painter != NULL)
    rdm_grid_painter_renew (RDM_GRID (widget)->painter);
}

/* Two stops for Tab: the titles, and the row with the cursor. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  RdmGrid *self = RDM_GRID (widget);
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  switch (direction)
    {
    case GTK_DIR_TAB_FORWARD:
      return child == NULL           ? gtk_widget_child_focus (self->header, direction)
             : child == self->header ? rdm_grid_focus_cursor (self)
                                     : FALSE;
    case GTK_DIR_TAB_BACKWARD:
      return child == NULL         ? rdm_grid_focus_cursor (self)
             : child == self->body ? gtk_widget_child_focus (self->header, direction)
                                   : FALSE;
    case GTK_DIR_UP:
      return child == NULL && rdm_grid_focus_cursor (self);
    case GTK_DIR_DOWN:
      return child != self->body && rdm_grid_focus_cursor (self);
    case GTK_DIR_LEFT:
    case GTK_DIR_RIGHT:
    default:
      return FALSE;
    }
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return rdm_grid_focus_cursor (RDM_GRID (widget));
}

/* GObject */

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RdmGrid *self = RDM_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      rdm_grid_set_adjustment (
          self, id == PROP_HADJUSTMENT ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL,
          g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      self->policy[id == PROP_HSCROLL_POLICY ? 0 : 1] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RdmGrid *self = RDM_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustment[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustment[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policy[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policy[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  RdmGrid *self = RDM_GRID (object);
  GtkWidget *row;

  rdm_grid_drop_editor (self);
  g_ptr_array_set_size (self->rows, 0);
  while (self->body != NULL && (row = gtk_widget_get_first_child (self->body)) != NULL)
    gtk_widget_unparent (row);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->body, gtk_widget_unparent);
  for (int i = 0; i < 2; i++)
    if (self->adjustment[i] != NULL)
      {
        g_signal_handlers_disconnect_by_data (self->adjustment[i], self);
        g_clear_object (&self->adjustment[i]);
      }
  g_clear_object (&self->model);
  G_OBJECT_CLASS (rdm_grid_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmGrid *self = RDM_GRID (object);

  g_ptr_array_unref (self->rows);
  rdm_grid_columns_free (self->columns);
  rdm_grid_painter_free (self->painter);
  g_free (self->cursor.id);
  g_free (self->anchor.id);
  G_OBJECT_CLASS (rdm_grid_parent_class)->finalize (object);
}

static void
rdm_grid_class_init (RdmGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->map = map;
  widget_class->css_changed = css_changed;
  widget_class->focus = focus;
  widget_class->grab_focus = grab_focus;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  /* The theme's own look of a table. */
  gtk_widget_class_set_css_name (widget_class, "columnview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  signals[ACTIVATE] = g_signal_new ("activate", RDM_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[MENU] = g_signal_new ("menu", RDM_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
rdm_grid_init (RdmGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_add_css_class (widget, "view");
  gtk_widget_add_css_class (widget, "grid");
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  self->rows = g_ptr_array_new ();
  rdm_grid_set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  rdm_grid_set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  self->sort_column = RDM_GRID_NO_COLUMN;
  self->reveal = RDM_GRID_NO_ROW;
  self->row_height = 1;
}

GtkWidget *
rdm_grid_new (RdmGridModel *model, const RdmGridColumn *columns, guint n_columns, const char *label)
{
  RdmGrid *self = g_object_new (RDM_TYPE_GRID, NULL);

  self->model = g_object_ref (model);
  self->columns = rdm_grid_columns_new (columns, n_columns);
  self->header = rdm_grid_header_new (self->columns);
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));
  self->body = g_object_new (RDM_TYPE_GRID_BODY, NULL);
  gtk_widget_set_parent (self->body, GTK_WIDGET (self));
  self->painter = rdm_grid_painter_new (self->body);
  self->row_height = rdm_grid_painter_height (self->painter);
  rdm_grid_grow (self, 0);
  rdm_grid_add_pointer (self);
  rdm_grid_add_keys (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->body), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (model, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->header, "sort", G_CALLBACK (sort_cb), self);
  g_signal_connect_swapped (self->header, "resized", G_CALLBACK (resized_cb), self);
  g_signal_connect_swapped (self->header, "fit", G_CALLBACK (fit_cb), self);
  g_signal_connect_swapped (self->header, "focused", G_CALLBACK (rdm_grid_reveal_column), self);
  return GTK_WIDGET (self);
}

/* Public */

void
rdm_grid_set_type_ahead (RdmGrid *self, GtkEditable *search)
{
  self->search = search;
}

GVariant *
rdm_grid_dup_widths (RdmGrid *self)
{
  guint n = rdm_grid_columns_get_n (self->columns);
  g_autofree gint32 *widths = g_new (gint32, n);

  for (guint i = 0; i < n; i++)
    widths[i] = rdm_grid_columns_get_given (self->columns, i);
  return g_variant_ref_sink (
      g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, widths, n, sizeof *widths));
}

void
rdm_grid_set_widths (RdmGrid *self, GVariant *widths)
{
  size_t n;
  const gint32 *given = g_variant_get_fixed_array (widths, &n, sizeof *given);

  if (n != rdm_grid_columns_get_n (self->columns))
    return;
  for (guint i = 0; i < n; i++)
    if (given[i] > 0)
      rdm_grid_columns_resize (self->columns, i, MIN (given[i], MAX_GIVEN));
  resized_cb (self);
}

void
rdm_grid_sort (RdmGrid *self, guint column, gboolean descending)
{
  self->sort_column = column;
  self->descending = descending;
  rdm_grid_header_show_sort (RDM_GRID_HEADER (self->header), column, descending);
  rdm_grid_model_sort (self->model, column, descending);
}

void
rdm_grid_set_cursor (RdmGrid *self, guint row)
{
  g_return_if_fail (row < rdm_grid_n_rows (self));

  rdm_grid_mark (self, &self->cursor, row);
  rdm_grid_mark (self, &self->anchor, row);
  if (rdm_grid_pinned_row (self) != NULL && self->editor == NULL)
    rdm_grid_focus_cursor (self);
  else
    rdm_grid_reveal_row (self, row);
}

guint
rdm_grid_get_cursor (RdmGrid *self)
{
  return rdm_grid_n_rows (self) > 0 ? self->cursor.row : RDM_GRID_NO_ROW;
}
