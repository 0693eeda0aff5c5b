/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is expected beside what was planned, on the line of a route that is out: for every stop a
 * tick when it will most likely be reached, with a line to where nine times of ten it has been; for
 * what has happened, when that was; for the break that is owed, by when.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-ink.h"

G_BEGIN_DECLS

/** RdmTimelineExpected: @marked: (nullable): the stop whose slack is shown, up to its window's end.
 */
typedef struct
{
  RdmDesk *desk;
  GtkWidget *widget;
  const RdmInk *ink;
  double px_per_s;
  double from_s; /* what is in sight */
  double to_s;
  const char *marked;
} RdmTimelineExpected;

/** rdm_timeline_expected_draw: over the line of @route, midnight at x = 0. */
void rdm_timeline_expected_draw (const RdmTimelineExpected *self,
                                 GtkSnapshot *snapshot,
                                 const RdmDeskRoute *route);

G_END_DECLS
