/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of facts: a name on the left, a value on the right.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** rdm_details_add_label: a line of text at the end of @box. Returns: (transfer none) */
GtkLabel *rdm_details_add_label (GtkWidget *box, const char *css_class);

/** rdm_details_leave: takes the keyboard out of @page, which is about to show something else: what
 * is typed in it is taken over by what it was typed for. */
void rdm_details_leave (GtkWidget *page);

/** rdm_facts_new: an empty list. */
GtkWidget *rdm_facts_new (void);

/** rdm_facts_clear: takes all facts out. */
void rdm_facts_clear (GtkWidget *facts);

/** rdm_facts_add: @css_class: for the value, or NULL. */
void rdm_facts_add (GtkWidget *facts, const char *name, const char *value, const char *css_class);

/** rdm_facts_add_take: as rdm_facts_add(); @value: (transfer full). */
void rdm_facts_add_take (GtkWidget *facts, const char *name, char *value, const char *css_class);

G_END_DECLS
