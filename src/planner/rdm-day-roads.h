/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The roads of a service day: those of every day, less what is closed or slow.
 */
#pragma once

#include "rdm-rows.h"
#include "rdm-travel.h"

G_BEGIN_DECLS

/**
 * rdm_day_roads_travel: @travel as it is on @date. Where travel knows no roads, closures change
 * nothing: see rdm_day_roads_are_known().
 * @travel: (nullable)
 *
 * Returns: (transfer full) (nullable): the same one for the same closures
 */
RdmTravel *
rdm_day_roads_travel (RdmTravel *travel, RdmRows *rows, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_day_roads_are_known: whether closures change the times of @travel: by the roads of a region,
 * not by estimates or a server. @travel: (nullable) */
gboolean rdm_day_roads_are_known (RdmTravel *travel);

G_END_DECLS
