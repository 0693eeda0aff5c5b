/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-geocoder.h"
#include "rdm-region.h"

G_BEGIN_DECLS

#define RDM_TYPE_REGION_GEOCODER (rdm_region_geocoder_get_type ())
G_DECLARE_FINAL_TYPE (RdmRegionGeocoder, rdm_region_geocoder, RDM, REGION_GEOCODER, GObject)

/**
 * rdm_region_geocoder_new: addresses of a region; nothing of it is read before the first search.
 * Threads that search at once take turns.
 */
RdmGeocoder *rdm_region_geocoder_new (RdmRegion *region) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
