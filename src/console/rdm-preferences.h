/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What one may choose: for this plan (it travels with the file), and for this computer.
 */
#pragma once

#include <adwaita.h>

#include "rdm-desk.h"
#include "rdm-region-choice.h"
#include "rdm-travel-choice.h"

G_BEGIN_DECLS

#define RDM_TYPE_PREFERENCES (rdm_preferences_get_type ())
G_DECLARE_FINAL_TYPE (RdmPreferences, rdm_preferences, RDM, PREFERENCES, AdwPreferencesWindow)

GtkWidget *rdm_preferences_new (GtkWindow *parent,
                                RdmDesk *desk,
                                RdmRegionChoice *region,
                                RdmTravelChoice *travel,
                                GSettings *settings);

G_END_DECLS
