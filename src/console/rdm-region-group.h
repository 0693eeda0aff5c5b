/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group of preferences: the region that this computer works with, and how to get one.
 */
#pragma once

#include <adwaita.h>

#include "rdm-region-choice.h"

G_BEGIN_DECLS

#define RDM_TYPE_REGION_GROUP (rdm_region_group_get_type ())
G_DECLARE_FINAL_TYPE (RdmRegionGroup, rdm_region_group, RDM, REGION_GROUP, AdwPreferencesGroup)

GtkWidget *rdm_region_group_new (RdmRegionChoice *choice);

G_END_DECLS
