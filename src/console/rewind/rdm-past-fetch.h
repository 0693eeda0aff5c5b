/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetches what everybody did from the plan's hub, with a dialog that shows how far it is and lets
 * one cancel.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-link.h"

G_BEGIN_DECLS

/** RdmPastFetchedFunc: @ops: (nullable) (element-type RdmJournalOp): see RdmPast; @error: or why
 * not. Both NULL: it was cancelled. */
typedef void (*RdmPastFetchedFunc) (GPtrArray *ops,
                                    gboolean is_current,
                                    const GError *error,
                                    gpointer user_data);

/** rdm_past_fetch: @fetched: called once, unless @parent goes first. */
void
rdm_past_fetch (GtkWindow *parent, RdmLink *link, RdmPastFetchedFunc fetched, gpointer user_data);

G_END_DECLS
