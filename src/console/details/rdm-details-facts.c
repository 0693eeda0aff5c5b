/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-details-facts.h"

GtkLabel *
rdm_details_add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

void
rdm_details_leave (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, page))
    gtk_root_set_focus (root, NULL);
}

#define NAME_CHARS 16

GtkWidget *
rdm_facts_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  return grid;
}

void
rdm_facts_clear (GtkWidget *facts)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (facts)) != NULL)
    gtk_grid_remove (GTK_GRID (facts), child);
}

void
rdm_facts_add (GtkWidget *facts, const char *name, const char *value, const char *css_class)
{
  GtkWidget *left = gtk_label_new (name);
  GtkWidget *right = gtk_label_new (value);
  GtkWidget *above = gtk_widget_get_last_child (facts);
  int row = 0;

  if (above != NULL)
    {
      gtk_grid_query_child (GTK_GRID (facts), above, NULL, &row, NULL, NULL);
      row++;
    }
  gtk_label_set_xalign (GTK_LABEL (left), 0);
  gtk_label_set_yalign (GTK_LABEL (left), 0);
  /* A long name takes a second line rather than the room of what it names. */
  gtk_label_set_wrap (GTK_LABEL (left), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (left), NAME_CHARS);
  gtk_widget_add_css_class (left, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (right), 1);
  gtk_label_set_justify (GTK_LABEL (right), GTK_JUSTIFY_RIGHT);
  gtk_label_set_wrap (GTK_LABEL (right), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (right), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_widget_add_css_class (right, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (right, css_class);
  gtk_grid_attach (GTK_GRID (facts), left, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (facts), right, 1, row, 1, 1);
}

void
rdm_facts_add_take (GtkWidget *facts, const char *name, char *value, const char *css_class)
{
  g_autofree char *owned = value;

  rdm_facts_add (facts, name, owned, css_class);
}
