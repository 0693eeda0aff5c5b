/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group of preferences: who is asked where addresses are.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RDM_TYPE_GEOCODER_GROUP (rdm_geocoder_group_get_type ())
G_DECLARE_FINAL_TYPE (
    RdmGeocoderGroup, rdm_geocoder_group, RDM, GEOCODER_GROUP, AdwPreferencesGroup)

GtkWidget *rdm_geocoder_group_new (GSettings *settings);

G_END_DECLS
