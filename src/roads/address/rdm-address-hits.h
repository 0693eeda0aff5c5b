/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Candidates become hits: a street and a number a house. Inside address/.
 */
#pragma once

#include "rdm-address-candidate.h"

G_BEGIN_DECLS

/** rdm_address_add_hits: appends what @candidate is, with the number that the query has: mostly one
 * hit, several where the number is not finished or there twice. */
void rdm_address_add_hits (const RdmAddressAsked *asked,
                           const RdmAddressCandidate *candidate,
                           const RdmAddressRequest *request,
                           GPtrArray *hits);

/** rdm_address_rank_hits: sorts, leaves out doubles and all but @most, and says how sure the answer
 * is. */
void rdm_address_rank_hits (RdmAddressAnswer *answer, const RdmAddressRequest *request, guint most);

/** rdm_address_house_hit: Returns: (transfer full): a house of a street. */
RdmAddressHit *rdm_address_house_hit (RdmAddressIndex *index,
                                      const RdmAddressThing *street,
                                      const char *number,
                                      gint64 area,
                                      RdmWorldXY at) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_thing_hit: Returns: (transfer full): the thing itself. */
RdmAddressHit *rdm_address_thing_hit (RdmAddressIndex *index,
                                      const RdmAddressThing *thing) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
