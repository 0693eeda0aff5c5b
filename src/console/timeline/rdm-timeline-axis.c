/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-timeline-axis.h"

#define AIR 0.02
#define WIDEST_S (36. * 3600.)
#define CLOSEST_S 600.

double
rdm_timeline_axis_x (const RdmTimelineAxis *self, double time_s)
{
  return (time_s - self->origin_s) * self->px_per_s;
}

double
rdm_timeline_axis_time (const RdmTimelineAxis *self, double x)
{
  return self->origin_s + x / self->px_per_s;
}

void
rdm_timeline_axis_fit (RdmTimelineAxis *self, double from_s, double to_s, double width)
{
  double air = MAX (to_s - from_s, CLOSEST_S) * AIR;
  double span = CLAMP (to_s - from_s + 2. * air, CLOSEST_S, WIDEST_S);

  self->origin_s = from_s - air;
  self->px_per_s = MAX (width, 1.) / span;
}

void
rdm_timeline_axis_zoom (RdmTimelineAxis *self, double factor, double x, double width)
{
  double at_s = rdm_timeline_axis_time (self, x);

  self->px_per_s =
      CLAMP (self->px_per_s * factor, MAX (width, 1.) / WIDEST_S, MAX (width, 1.) / CLOSEST_S);
  self->origin_s = at_s - x / self->px_per_s;
}

void
rdm_timeline_axis_pan (RdmTimelineAxis *self, double dx, double from_s, double to_s, double width)
{
  double span = width / self->px_per_s;
  double wanted = self->origin_s + dx / self->px_per_s;

  self->origin_s =
      CLAMP (wanted, from_s - span * 0.9, MAX (to_s - span * 0.1, from_s - span * 0.9));
}

gint32
rdm_timeline_axis_step (const RdmTimelineAxis *self, double label_width)
{
  static const gint32 steps[] = { 60,   120,  300,   600,   900,   1800,
                                  3600, 7200, 10800, 14400, 21600, 43200 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * self->px_per_s >= label_width)
      return steps[i];
  return 86400;
}
