/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-timeline-expected.h"

#include <math.h>

#include "rdm-desk-live.h"
#include "rdm-time.h"
#include "rdm-timeline-painter.h"

#define TOP (RDM_TIMELINE_BAR_TOP + RDM_TIMELINE_BAR_HEIGHT + 1.)
#define TICK 4.
#define SLACK_Y 4.

/* From this scale on every stop shows how sure it is. */
#define WHISKERS_FROM_PX_PER_S (140. / 3600.)

static double
x_of (const RdmTimelineExpected *self, gint64 at_ms)
{
  return round (rdm_desk_time_of (self->desk, at_ms) * self->px_per_s);
}

static GdkRGBA
colour_of (const RdmTimelineExpected *self, double chance)
{
  if (chance >= RDM_DESK_CHANCE_LATE)
    return self->ink->error;
  if (chance >= RDM_DESK_CHANCE_RISK)
    return self->ink->warning;
  return rdm_ink_fade (&self->ink->text, 0.8);
}

static gboolean
in_sight (const RdmTimelineExpected *self, double x, double end)
{
  return end >= self->from_s * self->px_per_s && x <= self->to_s * self->px_per_s;
}

/* A tick at @p50_ms and, where there is room for it, its whisker. */
static void
draw_range (const RdmTimelineExpected *self,
            GtkSnapshot *snapshot,
            gint64 p50_ms,
            gint64 p90_ms,
            const GdkRGBA *colour,
            gboolean whisker)
{
  double x = x_of (self, p50_ms);
  double end = MAX (x_of (self, p90_ms), x);
  GdkRGBA line = rdm_ink_fade (colour, 0.6);

  if (!in_sight (self, x, end))
    return;
  if (whisker)
    {
      rdm_ink_rect (snapshot, &line, x, TOP + TICK / 2., end - x, 1.);
      rdm_ink_rect (snapshot, &line, end, TOP + 1., 1., TICK - 1.);
    }
  rdm_ink_rect (snapshot, colour, x - 1., TOP, 2., TICK);
}

/* From when it will be served to the end of its window. */
static void
draw_slack (const RdmTimelineExpected *self, GtkSnapshot *snapshot, const RdmEta *eta)
{
  double x;
  double end;

  if (eta->window_end_ms == RDM_LIVE_NEVER)
    return;
  x = x_of (self, eta->begin_p50_ms);
  end = x_of (self, eta->window_end_ms);
  rdm_ink_rect (snapshot, end >= x ? &self->ink->success : &self->ink->error, MIN (x, end), SLACK_Y,
                fabs (end - x), 2.);
}

/* When somebody was there. */
static void
draw_fact (const RdmTimelineExpected *self,
           GtkSnapshot *snapshot,
           const RdmDeskRoute *route,
           const RdmStop *stop)
{
  gint64 from_ms = stop->arrived_ms != 0 ? stop->arrived_ms : stop->ended_ms;
  gint64 to_ms = stop->ended_ms != 0 ? stop->ended_ms : rdm_desk_get_now_ms (self->desk);
  const GdkRGBA *colour = stop->state == RDM_STOP_FAILED ? &self->ink->error : &route->colour;
  double x;
  double end;

  if (from_ms == 0)
    return;
  x = x_of (self, from_ms);
  end = MAX (x_of (self, to_ms), x + 2.);
  if (in_sight (self, x, end))
    rdm_ink_rect (snapshot, colour, x, TOP + 1., end - x, 2.);
}

static void
draw_stop (const RdmTimelineExpected *self,
           GtkSnapshot *snapshot,
           const RdmDeskRoute *route,
           const char *id)
{
  const RdmStop *stop = rdm_desk_find_stop (self->desk, id);
  RdmEta eta;
  GdkRGBA colour;

  if (stop == NULL)
    return;
  if (stop->arrived_ms != 0 || stop->ended_ms != 0)
    draw_fact (self, snapshot, route, stop);
  if (!rdm_stop_is_open (stop) || stop->state == RDM_STOP_ARRIVED
      || !rdm_live_get_eta (rdm_desk_get_live (self->desk), id, &eta))
    return;
  colour = colour_of (self, eta.late_chance);
  draw_range (self, snapshot, eta.p50_ms, eta.p90_ms, &colour,
              self->px_per_s >= WHISKERS_FROM_PX_PER_S || eta.late_chance >= RDM_DESK_CHANCE_RISK
                  || g_strcmp0 (self->marked, id) == 0);
  if (g_strcmp0 (self->marked, id) == 0)
    draw_slack (self, snapshot, &eta);
}

/* By when the break has to begin, once that is in doubt. */
static void
draw_break (const RdmTimelineExpected *self, GtkSnapshot *snapshot, const RdmRouteEta *eta)
{
  GdkRGBA colour = colour_of (self, eta->break_missed_chance);
  double x;

  if (eta->break_s <= 0 || eta->break_latest_ms == RDM_LIVE_NEVER
      || eta->break_missed_chance < RDM_DESK_CHANCE_RISK)
    return;
  x = x_of (self, eta->break_latest_ms);
  rdm_ink_rect (snapshot, &colour, x, 1., 1., RDM_TIMELINE_ROW - 2.);
  rdm_ink_icon (snapshot, self->widget, "rdm-break-symbolic", &colour, x + 2.,
                RDM_TIMELINE_BAR_TOP + 1., 12);
}

void
rdm_timeline_expected_draw (const RdmTimelineExpected *self,
                            GtkSnapshot *snapshot,
                            const RdmDeskRoute *route)
{
  RdmRouteEta eta;
  GdkRGBA colour;

  if (route->route->state == RDM_ROUTE_DRAFT)
    return;
  for (guint i = 0; route->route->stops != NULL && route->route->stops[i] != NULL; i++)
    draw_stop (self, snapshot, route, route->route->stops[i]);
  if (!rdm_live_get_route_eta (rdm_desk_get_live (self->desk), route->route->row.id, &eta))
    return;
  colour = colour_of (self, eta.overtime_chance);
  draw_range (self, snapshot, eta.end_p50_ms, eta.end_p90_ms, &colour, TRUE);
  draw_break (self, snapshot, &eta);
}
