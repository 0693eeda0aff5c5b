/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions from the plan's hub, as they come in there: each once, in order, none left out while
 * this desk was away. The hub's stream of events says that there are some; they are fetched in
 * pages, the next one when the last is taken in, and no more often than once a second.
 *
 * What is known from before, the plan's file has: whoever keeps what is told, in the order in which
 * it is told, is told no more of a day than what came in at the hub after the newest position of
 * that day in the file.
 *
 * Limits: a page is of 2,000 positions, and there is one at a time, here and at the hub, so a
 * thousand vehicles that report every five seconds are one page of two hundred a second. Whoever
 * would have to fetch more than RDM_FEED_MOST at once, since they begin late in a large fleet's
 * day, is given the latest; trails begin later then.
 */
#pragma once

#include "rdm-link.h"
#include "rdm-wire-feed.h"

G_BEGIN_DECLS

#define RDM_TYPE_FEED (rdm_feed_get_type ())
G_DECLARE_FINAL_TYPE (RdmFeed, rdm_feed, RDM, FEED, GObject)

#define RDM_FEED_MOST 200000

/**
 * RdmFeed::page: (page: pointer to RdmFeedPage): positions, or the hub's clock; borrowed.
 */

/** rdm_feed_new: of @link's hub, from the service day on that rdm_feed_set_from() says. */
RdmFeed *rdm_feed_new (RdmLink *link) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_feed_set_from: @from_ms, UTC: older positions are not wanted; 0: none are. Earlier than what
 * it was: all of them come again. */
void rdm_feed_set_from (RdmFeed *self, gint64 from_ms);

RdmLink *rdm_feed_get_link (RdmFeed *self);

/** rdm_feed_stop: asks no more; before it is let go. */
void rdm_feed_stop (RdmFeed *self);

G_END_DECLS
