/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An address that somebody changes in the plan, and its place.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-order.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_LOCATE_NONE,  /* there is none, before as after */
  RDM_LOCATE_KEPT,  /* it is where it was, which may be wrong now */
  RDM_LOCATE_FOUND, /* it is where the address is, as far as that is known */
} RdmLocateFate;

/** rdm_locate_end_recall: gives @end the pin that somebody has set for its address before, and
 * where the vehicle stops there. Returns: whether anybody has. */
gboolean rdm_locate_end_recall (RdmDesk *desk, RdmOrderEnd *end);

/**
 * rdm_locate_end_follow: gives @end the place of its new address: the one that somebody has set for
 * it before, or else what the desk's geocoder says, if that answers at once. A pin of a person or a
 * sender stays where no other is remembered; any other that stays is one that somebody should look
 * at.
 */
RdmLocateFate rdm_locate_end_follow (RdmDesk *desk, RdmOrderEnd *end);

/** rdm_locate_end_take: @hit, which a person has chosen, is where @end is: its address, as far as
 * it has one, and its place. */
void rdm_locate_end_take (RdmOrderEnd *end, const RdmAddressHit *hit);

/** rdm_locate_near: where addresses of the desk's plan are likely to be; not set where nobody knows
 * that. */
RdmPoint rdm_locate_near (RdmDesk *desk);

G_END_DECLS
