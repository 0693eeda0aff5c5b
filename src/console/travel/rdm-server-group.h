/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group of preferences: who is asked for travel times, the region or a server.
 */
#pragma once

#include <adwaita.h>

#include "rdm-travel-choice.h"

G_BEGIN_DECLS

#define RDM_TYPE_SERVER_GROUP (rdm_server_group_get_type ())
G_DECLARE_FINAL_TYPE (RdmServerGroup, rdm_server_group, RDM, SERVER_GROUP, AdwPreferencesGroup)

GtkWidget *rdm_server_group_new (RdmTravelChoice *choice, GSettings *settings);

G_END_DECLS
