/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that open a phone's map application.
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

/** How many places one link may lead through, the destination included. */
#define RDM_NAVIGATION_PLACES_MAX 10

/** rdm_navigation_place_link: Returns: (transfer full) (nullable): "geo:47.11357,9.52980?q=…",
 * which lets the phone choose the application; NULL where there is no place. */
char *rdm_navigation_place_link (RdmPoint point) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_navigation_route_link:
 * @points: (array length=n): in order; places that are not set are passed over
 *
 * Returns: (transfer full) (nullable): an https link that leads through the first
 * RDM_NAVIGATION_PLACES_MAX places; NULL where there are none
 */
char *rdm_navigation_route_link (const RdmPoint *points, guint n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
