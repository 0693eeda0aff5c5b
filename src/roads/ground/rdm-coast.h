/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sea. OpenStreetMap has no areas of sea, only coasts, which run with the land to their left;
 * an extract has some pieces of them. Here they are closed along the border of the extract.
 */
#pragma once

#include "rdm-way-join.h"

G_BEGIN_DECLS

/**
 * rdm_coast_close:
 * @lines: (element-type RdmJoinedWay): coasts, joined in their direction
 * @box: what the extract covers
 *
 * Returns: (transfer full) (element-type GArray of RdmWorldXY): rings: seas clockwise as seen on a
 *   map, islands in them the other way round
 */
GPtrArray *rdm_coast_close (GPtrArray *lines, const RdmWorldRect *box) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
