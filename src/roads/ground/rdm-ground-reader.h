/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gives painters the cells of a region's ground that they need, and keeps those used last. Any
 * number of threads may ask at once.
 */
#pragma once

#include "rdm-ground-cell.h"
#include "rdm-region.h"

G_BEGIN_DECLS

typedef struct _RdmGroundReader RdmGroundReader;

RdmGroundReader *rdm_ground_reader_new (RdmRegion *region) G_GNUC_WARN_UNUSED_RESULT;
RdmGroundReader *rdm_ground_reader_ref (RdmGroundReader *self);
void rdm_ground_reader_unref (RdmGroundReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGroundReader, rdm_ground_reader_unref)

RdmRegion *rdm_ground_reader_get_region (RdmGroundReader *self);

/**
 * rdm_ground_reader_shapes: the cells in @rect of the band for @zoom.
 *
 * Returns: (transfer full) (element-type RdmShapeCell): NULL with an error
 */
GPtrArray *rdm_ground_reader_shapes (RdmGroundReader *self,
                                     const RdmWorldRect *rect,
                                     double zoom,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_ground_reader_labels: the cells in @rect of all levels whose labels may be shown at @zoom.
 *
 * Returns: (transfer full) (element-type RdmLabelCell): NULL with an error
 */
GPtrArray *rdm_ground_reader_labels (RdmGroundReader *self,
                                     const RdmWorldRect *rect,
                                     double zoom,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
