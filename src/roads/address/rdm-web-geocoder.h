/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-geocoder-rule.h"
#include "rdm-geocoder.h"

G_BEGIN_DECLS

#define RDM_TYPE_WEB_GEOCODER (rdm_web_geocoder_get_type ())
G_DECLARE_FINAL_TYPE (RdmWebGeocoder, rdm_web_geocoder, RDM, WEB_GEOCODER, GObject)

/**
 * rdm_web_geocoder_new: addresses by a server of Nominatim or Photon, within its owner's rules: it
 * is told who asks, is asked nothing twice, and where it is one that all share, no more than once a
 * second.
 * @url: "https://nominatim.example.org"
 *
 * Returns: (transfer full): NULL with an RDM_GEOCODER_ERROR_SERVER when that is no address of one
 */
RdmGeocoder *rdm_web_geocoder_new (RdmGeocoderKind kind,
                                   const char *url,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_web_geocoder_set_pause: waits so long between two questions; of what all share, a second at
 * least. To be called before the first question. */
void rdm_web_geocoder_set_pause (RdmWebGeocoder *self, guint milliseconds);

G_END_DECLS
