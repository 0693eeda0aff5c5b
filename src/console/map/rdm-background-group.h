/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group of preferences: what the map lies on: the region, pictures from a file, or pictures from
 * the net.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RDM_TYPE_BACKGROUND_GROUP (rdm_background_group_get_type ())
G_DECLARE_FINAL_TYPE (
    RdmBackgroundGroup, rdm_background_group, RDM, BACKGROUND_GROUP, AdwPreferencesGroup)

GtkWidget *rdm_background_group_new (GSettings *settings);

G_END_DECLS
