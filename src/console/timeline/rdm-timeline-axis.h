/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Time on a line: which second is at which pixel.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmTimelineAxis: @origin_s: the time at pixel 0. */
typedef struct
{
  double origin_s;
  double px_per_s;
} RdmTimelineAxis;

double rdm_timeline_axis_x (const RdmTimelineAxis *self, double time_s);
double rdm_timeline_axis_time (const RdmTimelineAxis *self, double x);

/** rdm_timeline_axis_fit: @from_s to @to_s on @width pixels, with a little air at both ends. */
void rdm_timeline_axis_fit (RdmTimelineAxis *self, double from_s, double to_s, double width);

/** rdm_timeline_axis_zoom: @factor above 1 shows less; the time at @x stays where it is. Keeps
 * between a day and a half and ten minutes on @width pixels. */
void rdm_timeline_axis_zoom (RdmTimelineAxis *self, double factor, double x, double width);

/** rdm_timeline_axis_pan: the view moves by @dx pixels to later times, never so far that nothing of
 * @from_s to @to_s is on @width pixels. */
void
rdm_timeline_axis_pan (RdmTimelineAxis *self, double dx, double from_s, double to_s, double width);

/** rdm_timeline_axis_step: Returns: seconds between two labels of @label_width pixels that must not
 * touch. */
gint32 rdm_timeline_axis_step (const RdmTimelineAxis *self, double label_width);

G_END_DECLS
