/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A change that the hub did not make: mine, theirs, who, when; and what to do about it.
 */
#pragma once

#include "rdm-sync.h"

G_BEGIN_DECLS

#define RDM_TYPE_SYNC_CARD (rdm_sync_card_get_type ())
G_DECLARE_FINAL_TYPE (RdmSyncCard, rdm_sync_card, RDM, SYNC_CARD, GtkBox)

/** rdm_sync_card_new: @news: copied. */
GtkWidget *rdm_sync_card_new (RdmSync *sync, const RdmReplicaNews *news);

/** rdm_sync_cards_attach: over @overlay the first of what is to be decided, as long as there is
 * any. */
void rdm_sync_cards_attach (RdmSync *sync, GtkOverlay *overlay);

G_END_DECLS
