/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-grid-header.h"

#include <glib/gi18n.h>

#define REACH 5.    /* how near to the end of a column the pointer resizes it, px */
#define KEY_STEP 16 /* what one key changes a width by, px */
#define MIN_WIDTH 24

struct _RdmGridHeader
{
  GtkWidget parent_instance;

  RdmGridColumns *columns; /* borrowed */
  GPtrArray *titles;       /* GtkButton, borrowed */
  guint at;                /* the title that takes the focus */

  /* While a hand resizes */
  guint resizing;
  int width_before;
};

enum
{
  SORT,
  RESIZED,
  FIT,
  FOCUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmGridHeader, rdm_grid_header, GTK_TYPE_WIDGET)

static gboolean
is_rtl (RdmGridHeader *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* From the side where lines begin. */
static double
logical (RdmGridHeader *self, double x)
{
  return is_rtl (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;
}

static void
resize (RdmGridHeader *self, guint column, int width)
{
  rdm_grid_columns_resize (self->columns, column, MAX (width, MIN_WIDTH));
  g_signal_emit (self, signals[RESIZED], 0);
}

/* Pointer */

static void
motion_cb (RdmGridHeader *self, double x)
{
  gboolean edge =
      rdm_grid_columns_ending_at (self->columns, logical (self, x), REACH) != RDM_GRID_NO_COLUMN;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge ? "col-resize" : NULL);
}

static void
drag_begin_cb (RdmGridHeader *self, double x, double y, GtkGesture *gesture)
{
  int place;

  self->resizing = rdm_grid_columns_ending_at (self->columns, logical (self, x), REACH);
  if (self->resizing == RDM_GRID_NO_COLUMN)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  /* The title below would take the press for a click. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  rdm_grid_columns_get_place (self->columns, self->resizing, &place, &self->width_before);
}

static void
drag_update_cb (RdmGridHeader *self, double dx)
{
  if (self->resizing != RDM_GRID_NO_COLUMN)
    resize (self, self->resizing, self->width_before + (int)(is_rtl (self) ? -dx : dx));
}

static void
pressed_cb (RdmGridHeader *self, int n_press, double x, double y)
{
  guint column = rdm_grid_columns_ending_at (self->columns, logical (self, x), REACH);

  if (n_press == 2 && column != RDM_GRID_NO_COLUMN)
    g_signal_emit (self, signals[FIT], 0, column);
}

/* Keys */

static void
focus_title (RdmGridHeader *self, guint column)
{
  if (column >= self->titles->len)
    return;
  self->at = column;
  gtk_widget_grab_focus (g_ptr_array_index (self->titles, column));
}

static gboolean
key_cb (RdmGridHeader *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean ctrl = (state & GDK_CONTROL_MASK) != 0;
  int step = 0;
  int place;
  int width;

  if ((state & (GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    step = -1;
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    step = 1;
  if (step != 0 && is_rtl (self))
    step = -step;
  if (step != 0 && ctrl)
    {
      rdm_grid_columns_get_place (self->columns, self->at, &place, &width);
      resize (self, self->at, width + step * KEY_STEP);
    }
  else if (step != 0)
    focus_title (self, self->at + (guint)step);
  else if (!ctrl && keyval == GDK_KEY_Home)
    focus_title (self, 0);
  else if (!ctrl && keyval == GDK_KEY_End)
    focus_title (self, self->titles->len - 1);
  else
    return FALSE;
  return TRUE;
}

static guint
column_of (GtkWidget *title)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (title), "column"));
}

static void
entered_cb (GtkEventControllerFocus *controller, RdmGridHeader *self)
{
  self->at = column_of (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));
  g_signal_emit (self, signals[FOCUSED], 0, self->at);
}

static void
clicked_cb (GtkWidget *title, RdmGridHeader *self)
{
  g_signal_emit (self, signals[SORT], 0, column_of (title));
}

/* One stop for Tab, whichever title it is. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  RdmGridHeader *self = RDM_GRID_HEADER (widget);

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return gtk_widget_grab_focus (g_ptr_array_index (self->titles, self->at));
}

/* Titles */

static GtkWidget *
title_new (RdmGridHeader *self, guint column)
{
  const RdmGridColumn *facts = rdm_grid_columns_get (self->columns, column);
  GtkWidget *title = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (facts->title);
  GtkWidget *arrow = gtk_image_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_focus_on_click (title, FALSE);
  gtk_image_set_pixel_size (GTK_IMAGE (arrow), 16);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  /* The arrow of a sorted column keeps its room: before the title of numbers, it does not push it
   * inwards. */
  if (facts->number)
    gtk_box_prepend (GTK_BOX (box), arrow);
  else
    gtk_box_append (GTK_BOX (box), arrow);
  gtk_widget_set_halign (box, facts->number ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_button_set_child (GTK_BUTTON (title), box);
  g_object_set_data (G_OBJECT (title), "column", GUINT_TO_POINTER (column));
  g_object_set_data (G_OBJECT (title), "arrow", arrow);
  g_signal_connect (title, "clicked", G_CALLBACK (clicked_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (entered_cb), self);
  gtk_widget_add_controller (title, focus);
  gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  facts->title, -1);
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  return title;
}

/* A title that is cut says nothing: its column is as wide as it needs. */
static int
width_of (GtkWidget *title)
{
  int minimum;
  int natural;

  gtk_widget_measure (title, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return natural;
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
  RdmGridHeader *self = RDM_GRID_HEADER (widget);

  *minimum = 0;
  *minimum_baseline = *natural_baseline = -1;
  for (guint i = 0; i < self->titles->len; i++)
    {
      GtkWidget *title = g_ptr_array_index (self->titles, i);
      int width = width_of (title);
      int height;

      rdm_grid_columns_set_title_width (self->columns, i, width);
      gtk_widget_measure (title, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      *minimum =
          orientation == GTK_ORIENTATION_HORIZONTAL ? *minimum + width : MAX (*minimum, height);
    }
  *natural = *minimum;
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RdmGridHeader *self = RDM_GRID_HEADER (widget);

  for (guint i = 0; i < self->titles->len; i++)
    {
      int x;
      int wide;

      rdm_grid_columns_get_place (self->columns, i, &x, &wide);
      gtk_widget_size_allocate (
          g_ptr_array_index (self->titles, i),
          &(GtkAllocation){ is_rtl (self) ? width - x - wide : x, 0, wide, height }, -1);
    }
}

static void
dispose (GObject *object)
{
  RdmGridHeader *self = RDM_GRID_HEADER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->titles, 0);
  G_OBJECT_CLASS (rdm_grid_header_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_ptr_array_unref (RDM_GRID_HEADER (object)->titles);
  G_OBJECT_CLASS (rdm_grid_header_parent_class)->finalize (object);
}

static void
rdm_grid_header_class_init (RdmGridHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  widget_class->focus = focus;
  gtk_widget_class_set_css_name (widget_class, "header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
  signals[SORT] = g_signal_new ("sort", RDM_TYPE_GRID_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[RESIZED] = g_signal_new ("resized", RDM_TYPE_GRID_HEADER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FIT] = g_signal_new ("fit", RDM_TYPE_GRID_HEADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FOCUSED] = g_signal_new ("focused", RDM_TYPE_GRID_HEADER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
rdm_grid_header_init (RdmGridHeader *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->titles = g_ptr_array_new ();
  self->resizing = RDM_GRID_NO_COLUMN;
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  /* The second press of a double click is counted although the drag has claimed the first. */
  gtk_gesture_group (drag, click);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
rdm_grid_header_new (RdmGridColumns *columns)
{
  RdmGridHeader *self = g_object_new (RDM_TYPE_GRID_HEADER, NULL);

  self->columns = columns;
  for (guint i = 0; i < rdm_grid_columns_get_n (columns); i++)
    g_ptr_array_add (self->titles, title_new (self, i));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Columns"), -1);
  return GTK_WIDGET (self);
}

void
rdm_grid_header_show_sort (RdmGridHeader *self, guint column, gboolean descending)
{
  for (guint i = 0; i < self->titles->len; i++)
    {
      GtkWidget *title = g_ptr_array_index (self->titles, i);
      GtkImage *arrow = g_object_get_data (G_OBJECT (title), "arrow");
      /* Words, as GTK 4.8 tells nobody of the property made for it. */
      const char *sorted = i != column  ? _ ("not sorted")
                           : descending ? _ ("sorted, highest first")
                                        : _ ("sorted, lowest first");

      gtk_image_set_from_icon_name (arrow, i != column  ? NULL
                                           : descending ? "pan-down-symbolic"
                                                        : "pan-up-symbolic");
      gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      sorted, -1);
    }
}
