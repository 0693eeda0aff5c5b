/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Travel by the roads of a region, with what is closed or slow today.
 */
#pragma once

#include "rdm-graph.h"

G_BEGIN_DECLS

#define RDM_TYPE_ROAD_TRAVEL (rdm_road_travel_get_type ())
G_DECLARE_FINAL_TYPE (RdmRoadTravel, rdm_road_travel, RDM, ROAD_TRAVEL, GObject)

/**
 * rdm_road_travel_new:
 * @closures: (nullable): kept; one travel has the same ones always
 *
 * Returns: (transfer full): it keeps the graph, and with it the region
 */
RdmTravel *rdm_road_travel_new (RdmGraph *graph, RdmClosures *closures) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_road_travel_with_closures: travel by the same roads when others of them are closed or slow.
 * As long as somebody keeps it, the same closures have the same travel, so that what is known of
 * its times is not asked for again. May be called from any thread.
 * @closures: (nullable): NULL: none
 *
 * Returns: (transfer full): @self itself where these are its own
 */
RdmTravel *rdm_road_travel_with_closures (RdmRoadTravel *self,
                                          RdmClosures *closures) G_GNUC_WARN_UNUSED_RESULT;

RdmGraph *rdm_road_travel_get_graph (RdmRoadTravel *self);

/** rdm_road_travel_get_closures: Returns: (transfer none) (nullable). */
RdmClosures *rdm_road_travel_get_closures (RdmRoadTravel *self);

/**
 * rdm_road_travel_state: how the roads are at some time.
 * @state: (out): borrows from @self
 */
void rdm_road_travel_state (RdmRoadTravel *self,
                            RdmTravelProfile profile,
                            RdmTravelSpell when,
                            RdmGraphState *state);

G_END_DECLS
