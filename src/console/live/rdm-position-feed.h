/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk's ear for where vehicles are: positions from the plan's hub, of the day that is shown,
 * as soon as they come in there (RdmFeed). Beside a hub, what is seen to happen is the hub's to
 * report; and where the hub rehearses, its clock is the desk's.
 */
#pragma once

#include "rdm-sync.h"

G_BEGIN_DECLS

#define RDM_TYPE_POSITION_FEED (rdm_position_feed_get_type ())
G_DECLARE_FINAL_TYPE (RdmPositionFeed, rdm_position_feed, RDM, POSITION_FEED, GObject)

RdmPositionFeed *rdm_position_feed_new (RdmSync *sync) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_position_feed_stop: hears no more; before it is let go. */
void rdm_position_feed_stop (RdmPositionFeed *self);

G_END_DECLS
