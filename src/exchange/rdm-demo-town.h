/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Auenbruck: a town that is nowhere. Made by arithmetic from a fixed seed, the same every time:
 * its ground for the map, and its addresses for the orders.
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

/** RdmDemoShapeKind: in the order of painting; areas up to BUILDING, then lines. */
typedef enum
{
  RDM_DEMO_BUILT_UP,
  RDM_DEMO_GREEN,
  RDM_DEMO_WATER,
  RDM_DEMO_BUILDING,
  RDM_DEMO_PATH,
  RDM_DEMO_STREET,
  RDM_DEMO_ROAD,
  RDM_DEMO_HIGHWAY,
  RDM_DEMO_RAIL,
} RdmDemoShapeKind;

/** RdmDemoShape: @name NULL for none; areas are closed by themselves. */
typedef struct
{
  RdmDemoShapeKind kind;
  char *name;
  guint n_points;
  RdmPoint *points;
} RdmDemoShape;

typedef enum
{
  RDM_DEMO_LABEL_PLACE,
  RDM_DEMO_LABEL_DISTRICT,
  RDM_DEMO_LABEL_TOWN,
} RdmDemoLabelRank;

typedef struct
{
  RdmDemoLabelRank rank;
  char *text;
  RdmPoint point;
} RdmDemoLabel;

/** RdmDemoAddress: a house. @street and @city are borrowed from the town. */
typedef struct
{
  const char *street;
  guint number;
  const char *city;
  const char *postcode;
  RdmPoint point;
  double weight; /* how many people live there, compared with other houses */
} RdmDemoAddress;

/** RdmDemoTown: read only. @depot and @hub are indexes of addresses: where vans start, and where
 * cargo bikes do. */
typedef struct
{
  GPtrArray *shapes; /* (element-type RdmDemoShape) */
  GPtrArray *labels; /* (element-type RdmDemoLabel) */
  GArray *addresses; /* (element-type RdmDemoAddress) */
  guint depot;
  guint hub;
} RdmDemoTown;

/** rdm_demo_town_new: takes some tens of milliseconds. */
RdmDemoTown *rdm_demo_town_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_demo_town_free (RdmDemoTown *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmDemoTown, rdm_demo_town_free)

G_END_DECLS
