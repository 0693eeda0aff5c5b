/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-column-title.h"

void
rdm_column_view_align_last (GtkColumnView *view)
{
  /* The header is the view's first child, with a title for each column, and in each a box. */
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  GtkWidget *box = title != NULL ? gtk_widget_get_first_child (title) : NULL;

  if (box == NULL)
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  /* The arrow of a sorted column keeps its room: before the title, it does not push it inwards. */
  if (gtk_widget_get_last_child (box) != gtk_widget_get_first_child (box))
    gtk_widget_insert_after (gtk_widget_get_last_child (box), box, NULL);
}
