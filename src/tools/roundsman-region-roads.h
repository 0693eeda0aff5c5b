/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the verbs about roads share: the region's roads, and how they are at some time.
 */
#pragma once

#include "rdm-ctl-program.h"
#include "rdm-graph.h"

G_BEGIN_DECLS

/** RegionRoads: options of the command line, and what they come to. */
typedef struct
{
  char *profile_name;
  char *period_name;
  RdmGraph *graph;
  RdmGraphState state;
} RegionRoads;

/** Entries of a table of options: --profile and --period of the RegionRoads @roads. */
#define REGION_ROADS_ENTRIES(roads)                                                                \
  { "profile",                                                                                     \
    0,                                                                                             \
    0,                                                                                             \
    G_OPTION_ARG_STRING,                                                                           \
    &(roads)->profile_name,                                                                        \
    N_ ("The vehicle: van (also without this), truck or cargo-bike"),                              \
    N_ ("PROFILE") },                                                                              \
  {                                                                                                \
    "period", 0, 0, G_OPTION_ARG_STRING, &(roads)->period_name,                                    \
        N_ ("The traffic: night, morning, midday (also without this), evening, saturday or "       \
            "sunday"),                                                                             \
        N_ ("PERIOD")                                                                              \
  }

/** region_roads_open: FALSE after saying why; then @status is the exit status. */
gboolean region_roads_open (RegionRoads *self, const char *path, int *status);
void region_roads_clear (RegionRoads *self);

/** region_roads_snap: Returns: (transfer full) (array length=n_points) (nullable): NULL after
 * saying why. A place that is not set has no road near. */
RdmRoadPlace *region_roads_snap (RegionRoads *self,
                                 const RdmPoint *points,
                                 guint n_points,
                                 int *status) G_GNUC_WARN_UNUSED_RESULT;

/** region_roads_add_point: [longitude, latitude], as GeoJSON has it. */
void region_roads_add_point (JsonBuilder *builder, RdmPoint point);

/** region_roads_add_place: where a pin was put on a road; null without one. */
void region_roads_add_place (JsonBuilder *builder, const RdmRoadPlace *place);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RegionRoads, region_roads_clear)

G_END_DECLS
