/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The areas of an extract that have names in addresses: municipalities, districts, postcodes.
 */
#pragma once

#include "rdm-osm.h"
#include "rdm-world.h"

G_BEGIN_DECLS

/** The level of an area that is a place of its own, and no part of the administration. */
#define RDM_BOUNDARY_LEVEL_PLACE 12
#define RDM_BOUNDARY_LEVEL_POSTCODE 13

/**
 * RdmBoundary:
 * @name: as the extract has it; the postcode of an area that is nothing else
 * @postcode: (nullable): of all in it
 * @country: (nullable): two letters, of a country
 * @level: as OpenStreetMap counts: 2 a country, 8 mostly a municipality; more is more local
 * @kind: of the thing that it is
 * @index: of the thing that it is
 * @middle: of its box
 * @extent: units of the larger side of its box
 */
typedef struct
{
  const char *name;
  const char *postcode;
  const char *country;
  guint level;
  RdmOsmKind kind;
  guint32 index;
  RdmWorldXY middle;
  gint32 extent;
} RdmBoundary;

typedef struct _RdmBoundaries RdmBoundaries;

/** rdm_boundaries_new: @osm: borrowed. What has gaps, since the extract ends there, is left out. */
RdmBoundaries *rdm_boundaries_new (const RdmOsm *osm) G_GNUC_WARN_UNUSED_RESULT;
void rdm_boundaries_free (RdmBoundaries *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmBoundaries, rdm_boundaries_free)

guint rdm_boundaries_count (const RdmBoundaries *self);
const RdmBoundary *rdm_boundaries_get (const RdmBoundaries *self, guint i);

#define RDM_BOUNDARIES_MOST 24

/**
 * rdm_boundaries_at: the areas that hold a point, the most local first.
 * @found: (out caller-allocates): room for %RDM_BOUNDARIES_MOST
 *
 * Returns: how many
 */
guint rdm_boundaries_at (const RdmBoundaries *self, RdmWorldXY at, const RdmBoundary **found);

G_END_DECLS
