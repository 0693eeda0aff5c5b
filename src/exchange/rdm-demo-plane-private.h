/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plane on which the demo town is laid out: metres east and north of its middle.
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} RdmDemoXY;

/** RdmDemoRandom: numbers that are the same on every computer. */
typedef struct
{
  guint64 state;
} RdmDemoRandom;

/** rdm_demo_random: Returns: at least 0, less than 1. */
double rdm_demo_random (RdmDemoRandom *self);

/** rdm_demo_random_below: Returns: less than @n. */
guint rdm_demo_random_below (RdmDemoRandom *self, guint n);

RdmPoint rdm_demo_point (RdmDemoXY xy);

double rdm_demo_distance (RdmDemoXY a, RdmDemoXY b);

/** rdm_demo_curve: a smooth line through all of @points, a point about every ten metres. Returns:
 * (transfer full) (element-type RdmDemoXY). */
GArray *
rdm_demo_curve (const RdmDemoXY *points, guint n, gboolean closed) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_blob: a closed curve that is a circle only roughly; @phase: another one, another shape.
 */
GArray *rdm_demo_blob (RdmDemoXY middle, double radius_m, double phase) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_simplify: without the points that a line misses by less than @tolerance_m. */
GArray *rdm_demo_simplify (const GArray *line, double tolerance_m) G_GNUC_WARN_UNUSED_RESULT;

gboolean rdm_demo_inside (const GArray *area, RdmDemoXY xy);

/** RdmDemoIndex: points with a direction, found by where they are. */
typedef struct _RdmDemoIndex RdmDemoIndex;

typedef struct
{
  RdmDemoXY at;
  RdmDemoXY direction; /* of length 1 */
  guint owner;
} RdmDemoMark;

RdmDemoIndex *rdm_demo_index_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_demo_index_free (RdmDemoIndex *self);
void rdm_demo_index_add (RdmDemoIndex *self, const RdmDemoMark *mark);

/**
 * rdm_demo_index_is_free: whether nothing is closer than @radius_m.
 * @direction: (nullable): only what runs roughly along it counts
 * @owner: what this one has added itself does not count; G_MAXUINT: nobody's
 */
gboolean rdm_demo_index_is_free (const RdmDemoIndex *self,
                                 RdmDemoXY at,
                                 double radius_m,
                                 const RdmDemoXY *direction,
                                 guint owner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmDemoIndex, rdm_demo_index_free)

G_END_DECLS
