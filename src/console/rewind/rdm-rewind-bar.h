/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Over a window that shows a day as it was: which moment that is, and the way to any other. The
 * first change that somebody makes there begins a what-if; what happened stays what it is.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-past.h"

G_BEGIN_DECLS

#define RDM_TYPE_REWIND_BAR (rdm_rewind_bar_get_type ())
G_DECLARE_FINAL_TYPE (RdmRewindBar, rdm_rewind_bar, RDM, REWIND_BAR, GtkWidget)

/** rdm_rewind_bar_new: @desk: of the window: a plan without rows; @past: (transfer full). It shows
 * the last moment at first. */
GtkWidget *rdm_rewind_bar_new (RdmDesk *desk, RdmPast *past) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_rewind_bar_step: @by things that happened, later or, negative, earlier. */
void rdm_rewind_bar_step (RdmRewindBar *self, int by);

/** rdm_rewind_bar_is_what_if: whether somebody has changed something here. */
gboolean rdm_rewind_bar_is_what_if (RdmRewindBar *self);

G_END_DECLS
