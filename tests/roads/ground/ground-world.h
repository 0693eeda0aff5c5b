/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small town by the sea, as an extract and as a region: with an island, a lake with an island,
 * areas that are broken, streets with names, and houses with numbers.
 */
#pragma once

#include "rdm-osm.h"
#include "rdm-region.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *extract;
  char *path;
  RdmRegion *region;
} GroundWorld;

GroundWorld *ground_world_new (void) G_GNUC_WARN_UNUSED_RESULT;
void ground_world_free (GroundWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GroundWorld, ground_world_free)

/** ground_world_read: Returns: (transfer full): its extract. */
RdmOsm *ground_world_read (const GroundWorld *self) G_GNUC_WARN_UNUSED_RESULT;

/* What is where. */
#define GROUND_WORLD_BOX ((RdmBox){ 47.1, 9.5, 47.13, 9.54 })
#define GROUND_WORLD_SEA ((RdmPoint){ 47.12, 9.535 })
#define GROUND_WORLD_ISLAND ((RdmPoint){ 47.11, 9.535 })
#define GROUND_WORLD_LAKE ((RdmPoint){ 47.1265, 9.503 })
#define GROUND_WORLD_LAKE_ISLAND ((RdmPoint){ 47.1265, 9.506 })
#define GROUND_WORLD_WOOD ((RdmPoint){ 47.1265, 9.52 })
#define GROUND_WORLD_LAND ((RdmPoint){ 47.1012, 9.5262 })

/* The main street, from west to east, and its middle. */
#define GROUND_WORLD_STREET ((RdmPoint){ 47.11, 9.5125 })

G_END_DECLS
