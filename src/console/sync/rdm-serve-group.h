/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group of preferences: the hub beside the console, and who is invited to it.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RDM_TYPE_SERVE_GROUP (rdm_serve_group_get_type ())
G_DECLARE_FINAL_TYPE (RdmServeGroup, rdm_serve_group, RDM, SERVE_GROUP, AdwPreferencesGroup)

GtkWidget *rdm_serve_group_new (GSettings *settings);

G_END_DECLS
