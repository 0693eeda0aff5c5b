/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the passes over an extract share while the ground is made.
 */
#pragma once

#include "rdm-ground-pack.h"
#include "rdm-ground-tags.h"
#include "rdm-label-list.h"
#include "rdm-region-build.h"

G_BEGIN_DECLS

typedef struct
{
  const RdmRegionPart *part;
  const RdmOsm *osm;
  RdmGroundTags *tags;
  RdmGroundPack *pack;
  RdmLabelList *labels;
} RdmGroundBuild;

/** rdm_ground_build_areas: closed ways, multipolygons and the sea, with their labels. FALSE:
 * cancelled. */
gboolean rdm_ground_build_areas (const RdmGroundBuild *self, GError **error);

/** rdm_ground_build_lines: roads, rivers, borders, with names, numbers and arrows. */
gboolean rdm_ground_build_lines (const RdmGroundBuild *self, GError **error);

/** rdm_ground_build_places: the labels of nodes. */
gboolean rdm_ground_build_places (const RdmGroundBuild *self, GError **error);

/** rdm_ground_build_label: the label of the thing whose tags are loaded, at a place in the middle
 * of it. @width: of its area there, units; 0: it has none. */
void rdm_ground_build_label (const RdmGroundBuild *self, RdmWorldXY at, double width);

/** rdm_ground_build_goes_on: says now and then how far it is. @begin, @length: of the step, parts
 * of the whole. Returns: FALSE: cancelled. */
gboolean rdm_ground_build_goes_on (
    const RdmGroundBuild *self, guint done, guint of, double begin, double length, GError **error);

G_END_DECLS
