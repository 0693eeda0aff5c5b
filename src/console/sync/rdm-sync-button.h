/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the plan stands with its hub, in the header bar, and who else is on this day; a click opens
 * the list. Not there for a plan without a hub.
 */
#pragma once

#include "rdm-sync.h"

G_BEGIN_DECLS

#define RDM_TYPE_SYNC_BUTTON (rdm_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (RdmSyncButton, rdm_sync_button, RDM, SYNC_BUTTON, GtkButton)

GtkWidget *rdm_sync_button_new (RdmSync *sync);

G_END_DECLS
