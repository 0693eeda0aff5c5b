/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some figures in a line, the most important first. Where there is no room for all of them the last
 * ones are left out: a number that is cut reads as another number.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RDM_TYPE_FIGURE_LINE (rdm_figure_line_get_type ())
G_DECLARE_FINAL_TYPE (RdmFigureLine, rdm_figure_line, RDM, FIGURE_LINE, GtkWidget)

/** rdm_figure_line_show: @parts: NULL-terminated, possibly empty; a screen reader says all of them.
 */
void rdm_figure_line_show (RdmFigureLine *self, const char *const *parts);

G_END_DECLS
