/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kinds of buildings while a region is made. They are kept as the array "buildings", which regions
 * that were made before do not have.
 */
#pragma once

#include "rdm-address-draft.h"
#include "rdm-building.h"

G_BEGIN_DECLS

/** A house of known kind, in the file: by @x, then @y. */
typedef struct
{
  gint32 x; /* of rdm-world.h */
  gint32 y;
  gint32 kind; /* RdmBuilding */
} RdmBuildingEntry;

#define RDM_BUILDINGS_ARRAY "buildings"

/** rdm_building_of_tags: Returns: what the tags of something say that it is. */
RdmBuilding rdm_building_of_tags (const RdmOsm *osm, RdmOsmKind kind, guint32 index);

/** rdm_draft_find_buildings: houses that are points get the kind of the building around them. */
void rdm_draft_find_buildings (RdmAddressDraft *self);

/** rdm_buildings_write: the kinds of the houses of @draft, where they are known. */
gboolean rdm_buildings_write (sqlite3 *db, const RdmAddressDraft *draft, GError **error);

G_END_DECLS
