/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was there before the streets: the river, the main roads, the railway, parks and villages.
 */
#pragma once

#include "rdm-demo-plane-private.h"
#include "rdm-demo-town.h"

G_BEGIN_DECLS

/** RdmDemoLine: a road or the railway. @name NULL for none. */
typedef struct
{
  RdmDemoShapeKind kind;
  const char *name;
  GArray *points; /* (element-type RdmDemoXY) */
} RdmDemoLine;

/** RdmDemoArea: a park, wood or lake. */
typedef struct
{
  RdmDemoShapeKind kind;
  const char *name;
  GArray *points; /* (element-type RdmDemoXY) */
} RdmDemoArea;

/** RdmDemoPlace: a town or village with its post code. */
typedef struct
{
  const char *name;
  const char *postcode;
  RdmDemoXY middle;
  double radius_m;
  double phase; /* of its outline */
} RdmDemoPlace;

typedef struct
{
  GArray *lines;    /* (element-type RdmDemoLine) */
  GArray *areas;    /* (element-type RdmDemoArea) */
  GArray *river;    /* (element-type RdmDemoXY): its middle */
  GPtrArray *built; /* (element-type GArray of RdmDemoXY): the outlines of the places */
} RdmDemoLayout;

#define RDM_DEMO_N_PLACES 5
extern const RdmDemoPlace rdm_demo_places[RDM_DEMO_N_PLACES]; /* the first is the town */

RdmDemoLayout *rdm_demo_layout_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_demo_layout_free (RdmDemoLayout *self);

/** rdm_demo_layout_place: Returns: the index of the place that @xy is in, or -1. */
int rdm_demo_layout_place (const RdmDemoLayout *self, RdmDemoXY xy);

/** rdm_demo_layout_is_dry: whether @xy is @margin_m or more from the river's bank, and in no park,
 * wood or lake. */
gboolean rdm_demo_layout_is_dry (const RdmDemoLayout *self, RdmDemoXY xy, double margin_m);

/** rdm_demo_river_y: Returns: the y of the river's middle at @x. */
double rdm_demo_river_y (double x);

/** rdm_demo_layout_river_area: Returns: (transfer full) (element-type RdmDemoXY): between its
 * banks. */
GArray *rdm_demo_layout_river_area (const RdmDemoLayout *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_layout_add_labels: @labels: (element-type RdmDemoLabel). */
void rdm_demo_layout_add_labels (GPtrArray *labels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmDemoLayout, rdm_demo_layout_free)

G_END_DECLS
