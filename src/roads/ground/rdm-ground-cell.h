/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is in one cell of the ground, unpacked. Never changed, counted references, any thread.
 */
#pragma once

#include "rdm-ground-format.h"
#include "rdm-label-list.h"

G_BEGIN_DECLS

/** RdmCellShape: a ring of an area, or a line: @n points from @first on. */
typedef struct
{
  guint first;
  guint n;
  RdmWorldRect bounds;
} RdmCellShape;

/** RdmCellGroup: @n shapes from @first on, of one key (see rdm-ground-format.h). */
typedef struct
{
  guint key;
  guint first;
  guint n;
} RdmCellGroup;

typedef struct
{
  gint64 cell;    /* its number */
  GArray *groups; /* (element-type RdmCellGroup): by key */
  GArray *shapes; /* (element-type RdmCellShape) */
  GArray *points; /* (element-type RdmWorldXY) */
} RdmShapeCell;

/** RdmLabelCell: the labels' points are in @points. */
typedef struct
{
  GArray *labels; /* (element-type RdmLabel) */
  GArray *points; /* (element-type RdmWorldXY) */
  GStringChunk *texts;
} RdmLabelCell;

/** rdm_shape_cell_new: Returns: (transfer full): NULL with RDM_REGION_ERROR_BROKEN. */
RdmShapeCell *rdm_shape_cell_new (gint64 cell, gconstpointer data, gsize length, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** rdm_shape_cell_new_open: a cell that is not in the file: nothing, or nothing but sea, as the
 * cell around it in the band before says. */
RdmShapeCell *rdm_shape_cell_new_open (gint64 cell,
                                       const RdmShapeCell *before) G_GNUC_WARN_UNUSED_RESULT;
RdmShapeCell *rdm_shape_cell_ref (RdmShapeCell *self);
void rdm_shape_cell_unref (RdmShapeCell *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmShapeCell, rdm_shape_cell_unref)

/** rdm_shape_cell_find: Returns: (nullable): the group of @key. */
const RdmCellGroup *rdm_shape_cell_find (const RdmShapeCell *self, guint key);

/** rdm_label_cell_new: Returns: (transfer full): NULL with RDM_REGION_ERROR_BROKEN. */
RdmLabelCell *rdm_label_cell_new (gint64 cell, gconstpointer data, gsize length, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
RdmLabelCell *rdm_label_cell_ref (RdmLabelCell *self);
void rdm_label_cell_unref (RdmLabelCell *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmLabelCell, rdm_label_cell_unref)

G_END_DECLS
