/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of a street, packed, and places along them.
 */
#pragma once

#include "rdm-osm.h"
#include "rdm-world.h"

G_BEGIN_DECLS

/** rdm_address_shape_pack: joins @ways (element-type guint32) end to end and packs the lines.
 * Returns: (transfer full): numbers in LEB128: the lines; of each the points, and the differences
 * between them. */
GByteArray *rdm_address_shape_pack (const RdmOsm *osm, GArray *ways) G_GNUC_WARN_UNUSED_RESULT;

/** RdmAddressShape: lines of at least two points each. */
typedef struct
{
  RdmWorldXY *points;
  guint *first; /* n_lines + 1 */
  guint n_lines;
} RdmAddressShape;

/** rdm_address_shape_new: Returns: (transfer full) (nullable): NULL when the data is not well
 * formed. */
RdmAddressShape *rdm_address_shape_new (const guint8 *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;
void rdm_address_shape_free (RdmAddressShape *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAddressShape, rdm_address_shape_free)

/**
 * RdmAddressFoot: the point of a line that is nearest to a place.
 * @line: which one
 * @along: units from its beginning
 * @aside: units from the place to the line; negative on the left
 */
typedef struct
{
  guint line;
  double along;
  double aside;
} RdmAddressFoot;

/** rdm_address_shape_foot: on line @line. */
RdmAddressFoot rdm_address_shape_foot (const RdmAddressShape *self, guint line, RdmWorldXY at);

/** rdm_address_shape_nearest: on any line. Returns: FALSE when there is none. */
gboolean
rdm_address_shape_nearest (const RdmAddressShape *self, RdmWorldXY at, RdmAddressFoot *foot);

/** rdm_address_shape_at: the place @foot->along its line, and @foot->aside of it. */
RdmWorldXY rdm_address_shape_at (const RdmAddressShape *self, const RdmAddressFoot *foot);

/** rdm_address_shape_middle: half way along the longest line. */
RdmWorldXY rdm_address_shape_middle (const RdmAddressShape *self);

/** rdm_address_shape_box: all of it. */
RdmWorldRect rdm_address_shape_box (const RdmAddressShape *self);

G_END_DECLS
