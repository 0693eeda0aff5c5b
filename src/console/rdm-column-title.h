/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rdm_column_view_align_last: the title of the column that was appended last stands at the right,
 * over its numbers: GTK has no property for it. */
void rdm_column_view_align_last (GtkColumnView *view);

G_END_DECLS
