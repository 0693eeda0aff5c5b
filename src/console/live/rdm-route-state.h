/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a route stands with its driver, in words and as a mark.
 */
#pragma once

#include "rdm-desk.h"

G_BEGIN_DECLS

/** RdmRouteNews: how a route differs from what its driver has acknowledged. */
typedef struct
{
  guint n_added;
  guint n_removed;
  guint n_moved; /* stops that both have, in another order */
} RdmRouteNews;

void rdm_route_news_read (RdmRouteNews *self, const RdmRoute *route);

/** rdm_route_news_count: how many changes that is. */
guint rdm_route_news_count (const RdmRouteNews *self);

/** rdm_route_state_label: Returns: "Sent"; "" for a draft. */
const char *rdm_route_state_label (const RdmRoute *route);

/** rdm_route_state_glyph: Returns: the state of a stop whose mark stands for that of the route. */
RdmStopState rdm_route_state_glyph (const RdmRoute *route);

/** rdm_route_state_describe: Returns: (transfer full): "Sent at 08:02", "Sent; 2 changes not
 * acknowledged since 08:14", "Draft". */
char *rdm_route_state_describe (RdmDesk *desk, const RdmRoute *route) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_route_state_driver: Returns: (transfer full): who drives it, by name, or "the driver of
 * LI-03". */
char *rdm_route_state_driver (const RdmDeskRoute *route) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
