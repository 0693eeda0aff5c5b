/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where somebody was at a moment. Positions are no rows: they come many a minute, are not in the
 * journal, and are forgotten after some weeks.
 */
#pragma once

#include "rdm-geo.h"

G_BEGIN_DECLS

/** RdmPositionFlags: what to know before believing a position. */
typedef enum
{
  RDM_POSITION_MOCK = 1 << 0,    /* the phone says that it is made up */
  RDM_POSITION_COARSE = 1 << 1,  /* worse than 100 m */
  RDM_POSITION_JUMP = 1 << 2,    /* faster than 200 km/h from the one before */
  RDM_POSITION_CLAMPED = 1 << 3, /* its clock was ahead: the time is the hub's */
} RdmPositionFlags;

/** RdmPosition: NaN is unknown, but for @place, which is always valid. */
typedef struct
{
  gint64 at_utc_ms;
  RdmPoint place;
  double accuracy_m;
  double speed_mps;
  double course_deg;
  double altitude_m;
  double battery_share; /* 0 to 1 */
  guint flags;          /* RdmPositionFlags */
} RdmPosition;

G_END_DECLS
