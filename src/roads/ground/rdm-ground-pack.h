/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes on their way into a region: simplified for each band of zooms, cut along the cells, and
 * packed.
 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "rdm-ground-format.h"

G_BEGIN_DECLS

typedef struct _RdmGroundPack RdmGroundPack;

RdmGroundPack *rdm_ground_pack_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_ground_pack_free (RdmGroundPack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGroundPack, rdm_ground_pack_free)

/**
 * rdm_ground_pack_ring: one ring of an area; turned as is needed.
 * @hole: it is cut out of the area around it
 */
void rdm_ground_pack_ring (
    RdmGroundPack *self, RdmAreaKind kind, const RdmWorldXY *points, guint n, gboolean hole);

/** rdm_ground_pack_line: @first, @last: the bands that it is in. */
void rdm_ground_pack_line (RdmGroundPack *self,
                           RdmLineKind kind,
                           RdmLineFlags flags,
                           const RdmWorldXY *points,
                           guint n,
                           guint first,
                           guint last);

/** rdm_ground_pack_write: into the table of shapes; the pack is empty afterwards. */
gboolean
rdm_ground_pack_write (RdmGroundPack *self, sqlite3 *db, GCancellable *cancellable, GError **error);

G_END_DECLS
