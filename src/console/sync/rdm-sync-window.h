/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list behind the status: how the plan stands with its hub, what is to be decided, who else is
 * there, and what everybody did.
 */
#pragma once

#include <adwaita.h>

#include "rdm-sync.h"

G_BEGIN_DECLS

#define RDM_TYPE_SYNC_WINDOW (rdm_sync_window_get_type ())
G_DECLARE_FINAL_TYPE (RdmSyncWindow, rdm_sync_window, RDM, SYNC_WINDOW, AdwWindow)

/** rdm_sync_window_present: shows the one of @parent. */
void rdm_sync_window_present (GtkWindow *parent, RdmSync *sync);

G_END_DECLS
