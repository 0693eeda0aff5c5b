/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of preferences: the hub of the open plan.
 */
#pragma once

#include <adwaita.h>

#include "rdm-sync.h"

G_BEGIN_DECLS

#define RDM_TYPE_HUB_PAGE (rdm_hub_page_get_type ())
G_DECLARE_FINAL_TYPE (RdmHubPage, rdm_hub_page, RDM, HUB_PAGE, AdwPreferencesPage)

GtkWidget *rdm_hub_page_new (RdmSync *sync, GSettings *settings);

/** rdm_hub_page_fill_in: asks whether @invitation, a link that was followed, is to be accepted. */
void rdm_hub_page_fill_in (RdmHubPage *self, const char *invitation);

G_END_DECLS
