/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetching the things of the index that a query may mean. Inside address/.
 */
#pragma once

#include "rdm-address-candidate.h"

G_BEGIN_DECLS

/**
 * rdm_address_retrieve: asks for what has all words of the query; where nothing fits well, for what
 * has words that resemble them, and then for what has most of them.
 * @asked: its leniency becomes what it took
 *
 * Returns: (transfer full) (element-type RdmAddressCandidate): judged, in no order
 */
GArray *rdm_address_retrieve (RdmAddressAsked *asked) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_find_towns: fills @asked->towns. */
void rdm_address_find_towns (RdmAddressAsked *asked);

G_END_DECLS
