/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether two lines on the ground go the same way, side by side. Inside the graph.
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

/** RdmCourse: a place, and the direction in which one passes it. */
typedef struct
{
  RdmPoint at;
  double metres_per_lon; /* degree */
  double east;           /* of the direction, whose length is 1; 0 of none */
  double north;
} RdmCourse;

/**
 * RdmCoursePlace: the nearest place to a course on a piece of another line.
 * @distance_m: to it
 * @along: of the piece: less than 0 where the course is before its begin, more than 1 past its end
 * @parallel: 1: it goes the same way, or the opposite one; 0: across
 */
typedef struct
{
  double distance_m;
  double along;
  double parallel;
} RdmCoursePlace;

/** rdm_course_at: at @at, in the direction from @a to @b. */
RdmCourse rdm_course_at (RdmPoint at, RdmPoint a, RdmPoint b);

RdmCoursePlace rdm_course_place (const RdmCourse *self, RdmPoint a, RdmPoint b);

/** rdm_box_widen: by @margin_m metres on all sides. */
void rdm_box_widen (RdmBox *box, double margin_m);

G_END_DECLS
