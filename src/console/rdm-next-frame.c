/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-next-frame.h"

typedef struct
{
  void (*func) (GtkWidget *widget);
  gboolean has_waited;
} Later;

/* What a hand does comes before the frame's own callbacks: the first one is still of the frame that
 * answers it. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Later *later = user_data;

  if (!later->has_waited)
    {
      later->has_waited = TRUE;
      return G_SOURCE_CONTINUE;
    }
  later->func (widget);
  return G_SOURCE_REMOVE;
}

guint
rdm_next_frame (GtkWidget *widget, void (*func) (GtkWidget *widget))
{
  Later *later = g_new0 (Later, 1);

  later->func = func;
  return gtk_widget_add_tick_callback (widget, tick_cb, later, g_free);
}
