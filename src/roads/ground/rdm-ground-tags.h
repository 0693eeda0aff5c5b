/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a thing's tags make of it on the ground.
 */
#pragma once

#include "rdm-ground-kind.h"
#include "rdm-osm.h"

G_BEGIN_DECLS

typedef struct _RdmGroundTags RdmGroundTags;

/** rdm_ground_tags_new: borrows @osm. */
RdmGroundTags *rdm_ground_tags_new (const RdmOsm *osm) G_GNUC_WARN_UNUSED_RESULT;
void rdm_ground_tags_free (RdmGroundTags *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGroundTags, rdm_ground_tags_free)

/** rdm_ground_tags_load: from now on this thing is meant. */
void rdm_ground_tags_load (RdmGroundTags *self, RdmOsmKind kind, guint32 index);

/** rdm_ground_tags_area: Returns: FALSE: no area that is painted. */
gboolean rdm_ground_tags_area (const RdmGroundTags *self, RdmAreaKind *kind);

/** rdm_ground_tags_line: Returns: FALSE: no line that is painted. */
gboolean rdm_ground_tags_line (const RdmGroundTags *self, RdmLineKind *kind, RdmLineFlags *flags);

gboolean rdm_ground_tags_is_coast (const RdmGroundTags *self);

/** rdm_ground_tags_is_multipolygon: of a relation: whether its ways are the rings of an area. */
gboolean rdm_ground_tags_is_multipolygon (const RdmGroundTags *self);

/** rdm_ground_tags_border: Returns: FALSE: no border, or one at sea; else the kind of its line. */
gboolean rdm_ground_tags_border (const RdmGroundTags *self, RdmLineKind *kind);

/** rdm_ground_tags_one_way: Returns: 1: along the way, -1: against it, 0: both ways, or plain to
 * see without an arrow. */
int rdm_ground_tags_one_way (const RdmGroundTags *self);

/** rdm_ground_tags_name: Returns: (nullable): as it is written on the spot. */
const char *rdm_ground_tags_name (const RdmGroundTags *self);

/** rdm_ground_tags_ref: Returns: (nullable): numbers of a road, several with ";". */
const char *rdm_ground_tags_ref (const RdmGroundTags *self);

/** rdm_ground_tags_number: Returns: (nullable): of a house. */
const char *rdm_ground_tags_number (const RdmGroundTags *self);

/** rdm_ground_tags_elevation: Returns: (nullable): as it is written, metres without a unit. */
const char *rdm_ground_tags_elevation (const RdmGroundTags *self);

/**
 * rdm_ground_tags_label: what kind of label a thing with a name gets at its place.
 * @zoom: (out): from which it is worth showing
 *
 * Returns: FALSE: none
 */
gboolean rdm_ground_tags_label (const RdmGroundTags *self, RdmLabelKind *kind, double *zoom);

G_END_DECLS
