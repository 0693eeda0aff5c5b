/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Routes as GPX 1.1, for navigation devices and maps: a route (rte) with its points in order of
 * driving, and each stop as a waypoint (wpt) with the time at which it begins.
 */
#pragma once

#include "rdm-planned-route.h"

G_BEGIN_DECLS

/**
 * rdm_gpx_format:
 * @routes: (element-type RdmPlannedRoute)
 *
 * Stops without a place are left out: GPX has no point without coordinates.
 *
 * Returns: (transfer full): the file's text, UTF-8
 */
char *rdm_gpx_format (RdmRows *rows, GPtrArray *routes) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_gpx_write: Returns: FALSE with an RDM_EXPORT_ERROR. */
gboolean rdm_gpx_write (const char *path, RdmRows *rows, GPtrArray *routes, GError **error);

G_END_DECLS
