/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lies under a plan on the map, as geometry: the demo's town, a region. Whoever has such
 * geometry fills one of these; the map draws it in its own quiet colours.
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

/** The kinds, in the order in which they are painted. Up to BUILDING they are areas, closed by
 * themselves. */
typedef enum
{
  RDM_GROUND_BUILT_UP,
  RDM_GROUND_GREEN, /* park, wood, meadow */
  RDM_GROUND_WATER,
  RDM_GROUND_BUILDING,
  RDM_GROUND_STREAM, /* from here on lines */
  RDM_GROUND_PATH,
  RDM_GROUND_STREET,
  RDM_GROUND_ROAD, /* secondary: through the town */
  RDM_GROUND_HIGHWAY,
  RDM_GROUND_RAIL,
  RDM_N_GROUND_KINDS
} RdmGroundKind;

/** How important a name is; the more, the farther out it is shown. */
typedef enum
{
  RDM_GROUND_LABEL_PLACE, /* a square, a park, a building */
  RDM_GROUND_LABEL_DISTRICT,
  RDM_GROUND_LABEL_TOWN,
} RdmGroundRank;

/** RdmGroundShape: read only. */
typedef struct
{
  RdmGroundKind kind;
  char *name; /* of a line: written along it; NULL for none */
  guint n_points;
  RdmPoint *points;
} RdmGroundShape;

/** RdmGroundLabel: read only. */
typedef struct
{
  RdmGroundRank rank;
  char *text;
  RdmPoint point;
} RdmGroundLabel;

/** RdmGround: counted by reference; not added to any more once it has been given to a map. */
typedef struct
{
  GPtrArray *shapes; /* (element-type RdmGroundShape) */
  GPtrArray *labels; /* (element-type RdmGroundLabel) */
  char *attribution; /* what the owner of the geometry asks to be shown; NULL for nothing */
} RdmGround;

RdmGround *rdm_ground_new (const char *attribution) G_GNUC_WARN_UNUSED_RESULT;
RdmGround *rdm_ground_ref (RdmGround *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_ground_unref (RdmGround *self);

/** rdm_ground_add_shape: @points (array length=n) and @name (nullable) are copied. */
void rdm_ground_add_shape (
    RdmGround *self, RdmGroundKind kind, const char *name, const RdmPoint *points, guint n);
void rdm_ground_add_label (RdmGround *self, RdmGroundRank rank, const char *text, RdmPoint point);

gboolean rdm_ground_kind_is_area (RdmGroundKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGround, rdm_ground_unref)

G_END_DECLS
