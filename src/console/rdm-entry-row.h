/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forms: a row whose text is taken over by Enter, by its button, or by going on to something else;
 * Escape takes back what was typed.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** rdm_entry_row_new: an #AdwEntryRow; it emits ::apply for a text that somebody has changed. */
GtkWidget *rdm_entry_row_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_entry_row_new_secret: the same; who looks over a shoulder sees only dots. */
GtkWidget *rdm_entry_row_new_secret (const char *title) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_entry_row_show: shows what is so, in place of what was typed. */
void rdm_entry_row_show (GtkWidget *row, const char *text);

/** rdm_entry_row_is_typed: whether somebody is typing, or has typed what was not taken over. */
gboolean rdm_entry_row_is_typed (GtkWidget *row);

/** rdm_entry_row_set_wrong: marks the text that is there as one that cannot be taken over. */
void rdm_entry_row_set_wrong (GtkWidget *row);

/** rdm_form_name_lists: gives the lists inside @widget, which cannot be reached otherwise, a name
 * for a screen reader. */
void rdm_form_name_lists (GtkWidget *widget, const char *name);

/** rdm_form_skip_scrollers: Tab goes from one thing to do to the next, and does not stop at what
 * only scrolls around them, where nobody would see it. There must always be something to do in
 * @widget: of a scroller without, GTK 4.8 thinks that it has taken the keyboard. */
void rdm_form_skip_scrollers (GtkWidget *widget);

G_END_DECLS
