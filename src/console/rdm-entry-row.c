/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-entry-row.h"

#define SHOWN "rdm-shown" /* what was shown last, to tell what was typed from it */

gboolean
rdm_entry_row_is_typed (GtkWidget *row)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)),
                    g_object_get_data (G_OBJECT (row), SHOWN))
         != 0;
}

void
rdm_entry_row_show (GtkWidget *row, const char *text)
{
  g_object_set_data_full (G_OBJECT (row), SHOWN, g_strdup (text), g_free);
  gtk_widget_remove_css_class (row, "error");
  /* The apply button follows the text; a text that we set is not an edit. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}

void
rdm_entry_row_set_wrong (GtkWidget *row)
{
  gtk_widget_add_css_class (row, "error");
}

/* Whoever clicks elsewhere has finished typing, and would not look for a button. */
static void
leave_cb (GtkEventControllerFocus *controller, gpointer user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkRoot *root = gtk_widget_get_root (row);

  /* A window that goes away takes the keyboard along when those who would hear of it are gone. */
  if (root == NULL || !gtk_widget_get_realized (GTK_WIDGET (root)))
    return;
  if (rdm_entry_row_is_typed (row) && !gtk_widget_has_css_class (row, "error"))
    g_signal_emit_by_name (row, "apply");
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  g_autofree char *shown = NULL;

  if (key != GDK_KEY_Escape || !rdm_entry_row_is_typed (row))
    return GDK_EVENT_PROPAGATE;
  shown = g_strdup (g_object_get_data (G_OBJECT (row), SHOWN));
  rdm_entry_row_show (row, shown);
  return GDK_EVENT_STOP;
}

static void
changed_cb (GtkWidget *row)
{
  gtk_widget_remove_css_class (row, "error");
}

static GtkWidget *
make_row (GtkWidget *row, const char *title)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  rdm_entry_row_show (row, "");
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), NULL);
  /* Before the text and the window have their own idea of Escape. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), NULL);
  g_signal_connect (row, "changed", G_CALLBACK (changed_cb), NULL);
  gtk_widget_add_controller (row, focus);
  gtk_widget_add_controller (row, keys);
  return row;
}

GtkWidget *
rdm_entry_row_new (const char *title)
{
  return make_row (adw_entry_row_new (), title);
}

GtkWidget *
rdm_entry_row_new_secret (const char *title)
{
  return make_row (adw_password_entry_row_new (), title);
}

void
rdm_form_name_lists (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_BOX (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rdm_form_name_lists (child, name);
}

void
rdm_form_skip_scrollers (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_widget_set_focusable (widget, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rdm_form_skip_scrollers (child);
}
