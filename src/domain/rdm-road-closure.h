/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is different on the roads for some days or hours: one is closed, or they are slower.
 */
#pragma once

#include "rdm-row.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_CLOSURE_AREA, /* all roads within the outline */
  RDM_CLOSURE_LINE, /* the roads along the outline; those that cross it are free */
} RdmClosureShape;

extern const char *const rdm_closure_shape_names[];

/** No more of them hold on one day: travel times know no more. */
#define RDM_DAY_CLOSURES_MAX 32

/** The slowest that is not closed. */
#define RDM_CLOSURE_SLOWEST_PERMILLE 50

struct _RdmRoadClosure
{
  RdmRow row;
  char *date;            /* the first service day, ISO */
  char *until;           /* the last one; NULL: @date alone */
  gint32 from_s;         /* seconds of each day; RDM_TIME_NONE: from its beginning */
  gint32 to_s;           /* RDM_TIME_NONE: to its end */
  int shape;             /* RdmClosureShape */
  RdmPoints outline;     /* corners of the area, the last one joins the first; or the line */
  gint64 speed_permille; /* of the usual speed; 0: closed */
  char *note;            /* why */
};

extern const RdmRowClass rdm_road_closure_class;

/** rdm_road_closure_holds_on: whether it holds at any time on @date, ISO. */
gboolean rdm_road_closure_holds_on (const RdmRoadClosure *self, const char *date);

/** rdm_road_closure_from_s: Returns: seconds of the day. */
gint32 rdm_road_closure_from_s (const RdmRoadClosure *self);

/** rdm_road_closure_to_s: Returns: seconds of the day; RDM_SECONDS_PER_DAY: to its end. */
gint32 rdm_road_closure_to_s (const RdmRoadClosure *self);

G_END_DECLS
