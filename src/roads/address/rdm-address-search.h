/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searching the addresses of a region.
 */
#pragma once

#include "rdm-address-hit.h"
#include "rdm-address-index.h"

G_BEGIN_DECLS

/** rdm_address_search: Returns: (transfer full): the answer; none of its hits for a text without a
 * word. */
RdmAddressAnswer *rdm_address_search (RdmAddressIndex *index,
                                      const RdmAddressRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_address_reverse: what is at a place: the nearest house, and the nearest street if the house
 * is not on it.
 *
 * Returns: (transfer full) (element-type RdmAddressHit): nearest first, maybe empty
 */
GPtrArray *rdm_address_reverse (RdmAddressIndex *index, RdmPoint at) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
