/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions from the plan's hub: asked for every few seconds while it answers.
 */
#pragma once

#include "rdm-sync.h"

G_BEGIN_DECLS

#define RDM_TYPE_POSITION_FEED (rdm_position_feed_get_type ())
G_DECLARE_FINAL_TYPE (RdmPositionFeed, rdm_position_feed, RDM, POSITION_FEED, GObject)

RdmPositionFeed *rdm_position_feed_new (RdmSync *sync) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_position_feed_stop: asks no more; before it is let go. */
void rdm_position_feed_stop (RdmPositionFeed *self);

G_END_DECLS
