/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streets, and the houses along them.
 */
#pragma once

#include "rdm-demo-layout-private.h"

G_BEGIN_DECLS

/** RdmDemoStreet: @place: index of the place it is in. */
typedef struct
{
  RdmDemoShapeKind kind;
  char *name;
  int place;
  GArray *points; /* (element-type RdmDemoXY), about every ten metres */
} RdmDemoStreet;

/** rdm_demo_streets_new: Returns: (transfer full) (element-type RdmDemoStreet): those of the layout
 * first. */
GArray *rdm_demo_streets_new (const RdmDemoLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_streets_reach: leads ends that fall just short of another street across it. */
void rdm_demo_streets_reach (GArray *streets, const RdmDemoLayout *layout);

/** rdm_demo_street_name: Returns: (transfer full): the @index-th name for a street @length_m long;
 * no two are alike. */
char *rdm_demo_street_name (guint index, double length_m) G_GNUC_WARN_UNUSED_RESULT;

/** RdmDemoHouse: @street: index; @corners of its walls. */
typedef struct
{
  guint street;
  guint number;
  int place;
  RdmDemoXY at;
  RdmDemoXY corners[4];
} RdmDemoHouse;

/** rdm_demo_houses_new: Returns: (transfer full) (element-type RdmDemoHouse). */
GArray *rdm_demo_houses_new (const RdmDemoLayout *layout,
                             const GArray *streets) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
