/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What need not be in the frame that answers a hand, but in the one after it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * rdm_next_frame: calls @func once, in the frame after the one that is made now, or made next.
 *
 * Returns: for gtk_widget_remove_tick_callback(), until @func is called
 */
guint rdm_next_frame (GtkWidget *widget,
                      void (*func) (GtkWidget *widget)) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
