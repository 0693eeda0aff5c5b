/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-order-cell.h"

struct _RdmOrderCell
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *entry; /* NULL unless being edited: thousands of cells need none */
  char *css_class;
  gboolean editable;
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmOrderCell, rdm_order_cell, GTK_TYPE_WIDGET)

void
rdm_order_cell_stop (RdmOrderCell *self)
{
  if (self->entry == NULL)
    return;
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  gtk_widget_set_visible (self->label, TRUE);
}

static void
activate_cb (RdmOrderCell *self)
{
  gboolean taken = FALSE;

  g_signal_emit (self, signals[EDITED], 0, gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                 &taken);
  if (taken)
    rdm_order_cell_stop (self);
  else if (self->entry != NULL)
    gtk_widget_add_css_class (self->entry, "error");
}

static gboolean
key_cb (RdmOrderCell *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  rdm_order_cell_stop (self);
  return TRUE;
}

static gboolean
leave_cb (gpointer data)
{
  rdm_order_cell_stop (RDM_ORDER_CELL (data));
  return G_SOURCE_REMOVE;
}

static void
left_cb (RdmOrderCell *self)
{
  /* Not from inside the focus change itself: the entry is part of it. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, leave_cb, g_object_ref (self), g_object_unref);
}

void
rdm_order_cell_edit (RdmOrderCell *self)
{
  GtkEventController *keys;
  GtkEventController *focus;

  if (!self->editable || self->entry != NULL)
    return;
  self->entry = gtk_entry_new ();
  gtk_entry_set_has_frame (GTK_ENTRY (self->entry), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), gtk_label_get_text (GTK_LABEL (self->label)));
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry),
                              gtk_label_get_xalign (GTK_LABEL (self->label)));
  keys = gtk_event_controller_key_new ();
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_grab_focus (self->entry);
}

static void
pressed_cb (RdmOrderCell *self, int n_press, double x, double y, GtkGesture *click)
{
  if (n_press != 2)
    return;
  /* The row would take the double click for its own, and go to the details. */
  gtk_gesture_set_state (click, GTK_EVENT_SEQUENCE_CLAIMED);
  rdm_order_cell_edit (self);
}

void
rdm_order_cell_set_text (RdmOrderCell *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->label), text);
}

void
rdm_order_cell_set_css_class (RdmOrderCell *self, const char *css_class)
{
  if (g_strcmp0 (self->css_class, css_class) == 0)
    return;
  if (self->css_class != NULL)
    gtk_widget_remove_css_class (self->label, self->css_class);
  g_free (self->css_class);
  self->css_class = g_strdup (css_class);
  if (css_class != NULL)
    gtk_widget_add_css_class (self->label, css_class);
}

static void
dispose (GObject *object)
{
  RdmOrderCell *self = RDM_ORDER_CELL (object);

  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->css_class, g_free);
  G_OBJECT_CLASS (rdm_order_cell_parent_class)->dispose (object);
}

static void
rdm_order_cell_class_init (RdmOrderCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[EDITED] = g_signal_new ("edited", RDM_TYPE_ORDER_CELL, G_SIGNAL_RUN_LAST, 0,
                                  g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                  G_TYPE_STRING);
}

static void
rdm_order_cell_init (RdmOrderCell *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
rdm_order_cell_new (gboolean editable, gboolean number)
{
  RdmOrderCell *self = g_object_new (RDM_TYPE_ORDER_CELL, NULL);

  self->editable = editable;
  gtk_label_set_xalign (GTK_LABEL (self->label), number ? 1 : 0);
  if (number)
    gtk_widget_add_css_class (self->label, "numeric");
  if (editable)
    {
      GtkGesture *click = gtk_gesture_click_new ();

      g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
      gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
    }
  return GTK_WIDGET (self);
}
