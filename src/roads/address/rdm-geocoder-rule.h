/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which server of addresses is asked, in its words, and what its answers mean. Nothing here touches
 * the network.
 */
#pragma once

#include "rdm-address-hit.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_GEOCODER_NOMINATIM,
  RDM_GEOCODER_PHOTON,
  RDM_N_GEOCODER_KINDS
} RdmGeocoderKind;

extern const char *const rdm_geocoder_kind_names[]; /* "nominatim", "photon" */

/** rdm_geocoder_is_shared: whether @url is one of the servers that the whole world shares, whose
 * owners ask for restraint: no files of addresses, a question a second, and of Nominatim none while
 * somebody types. */
gboolean rdm_geocoder_is_shared (const char *url);

/** rdm_geocoder_ask_search: Returns: (transfer full): the address of the question. */
char *rdm_geocoder_ask_search (RdmGeocoderKind kind,
                               const char *url,
                               const RdmAddressRequest *request) G_GNUC_WARN_UNUSED_RESULT;
char *rdm_geocoder_ask_reverse (RdmGeocoderKind kind,
                                const char *url,
                                RdmPoint at) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_geocoder_read_hits: what a server found; everything in it is checked: it is a stranger's.
 *
 * Returns: (transfer full) (element-type RdmAddressHit): as far as they make sense, with the
 *   confidence that the server's own words give them; NULL with an RDM_GEOCODER_ERROR_SERVER when
 *   it is no such answer
 */
GPtrArray *rdm_geocoder_read_hits (RdmGeocoderKind kind,
                                   GBytes *body,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_geocoder_judge: whether what a server found is what was asked: servers leave out what they do
 * not know, and some answer with another street rather than with none.
 * @hits: (transfer full) (element-type RdmAddressHit)
 *
 * Returns: (transfer full)
 */
RdmAddressAnswer *rdm_geocoder_judge (const RdmAddressRequest *request,
                                      GPtrArray *hits) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
