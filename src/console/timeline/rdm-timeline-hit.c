/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-timeline-hit.h"

#include <math.h>

static const RdmVisit *
visit_of (const RdmSchedule *self, guint i)
{
  return &g_array_index (self->visits, RdmVisit, i);
}

RdmTimelinePart
rdm_timeline_part_at (const RdmSchedule *self, double time_s, const RdmVisit **visit)
{
  *visit = NULL;
  for (guint i = 0; i < self->visits->len; i++)
    {
      const RdmVisit *at = visit_of (self, i);

      if (time_s >= at->departure_s && i + 1 < self->visits->len)
        continue;
      *visit = at;
      if (time_s < at->arrival_s)
        return i > 0 ? RDM_TIMELINE_DRIVE : RDM_TIMELINE_NOTHING;
      if (time_s > at->departure_s)
        return RDM_TIMELINE_NOTHING;
      if (time_s < at->begin_s)
        return RDM_TIMELINE_WAIT;
      return at->kind == RDM_VISIT_STOP    ? RDM_TIMELINE_STOP
             : at->kind == RDM_VISIT_BREAK ? RDM_TIMELINE_BREAK
                                           : RDM_TIMELINE_NOTHING;
    }
  return RDM_TIMELINE_NOTHING;
}

/* How far @time_s is from the service of @visit. */
static double
distance (const RdmVisit *visit, double time_s)
{
  return MAX (0., MAX (visit->begin_s - time_s, time_s - visit->departure_s));
}

const RdmVisit *
rdm_timeline_stop_near (const RdmSchedule *self, double time_s)
{
  const RdmVisit *best = NULL;

  for (guint i = 0; i < self->visits->len; i++)
    {
      const RdmVisit *visit = visit_of (self, i);

      if (visit->kind == RDM_VISIT_STOP
          && (best == NULL || distance (visit, time_s) < distance (best, time_s)))
        best = visit;
    }
  return best;
}

const RdmVisit *
rdm_timeline_stop_at (const RdmSchedule *self, double time_s, double slop_s)
{
  const RdmVisit *visit = rdm_timeline_stop_near (self, time_s);

  return visit != NULL && distance (visit, time_s) <= slop_s ? visit : NULL;
}

guint
rdm_timeline_drop_position (const RdmSchedule *self, double time_s)
{
  guint position = 0;

  for (guint i = 0; i < self->visits->len; i++)
    {
      const RdmVisit *visit = visit_of (self, i);

      if (visit->kind == RDM_VISIT_STOP && (visit->begin_s + visit->departure_s) / 2. < time_s)
        position++;
    }
  return position;
}

double
rdm_timeline_gap (const RdmSchedule *self, const char *after)
{
  double from_s = self->start_s;
  gboolean passed = after == NULL;

  for (guint i = 0; i < self->visits->len; i++)
    {
      const RdmVisit *visit = visit_of (self, i);

      if (passed && (visit->kind == RDM_VISIT_STOP || visit->kind == RDM_VISIT_END))
        return (from_s + visit->arrival_s) / 2.;
      if (visit->kind == RDM_VISIT_STOP && g_strcmp0 (visit->stop, after) == 0)
        {
          passed = TRUE;
          from_s = visit->departure_s;
        }
    }
  return from_s;
}

const RdmVisit *
rdm_timeline_neighbour (const RdmSchedule *self, const char *stop, int step)
{
  int direction = step < 0 ? -1 : 1;
  int i = 0;

  while (i < (int)self->visits->len && g_strcmp0 (visit_of (self, (guint)i)->stop, stop) != 0)
    i++;
  if (i == (int)self->visits->len)
    return NULL;
  for (int k = i + direction; k >= 0 && k < (int)self->visits->len; k += direction)
    if (visit_of (self, (guint)k)->kind == RDM_VISIT_STOP)
      {
        step -= direction;
        if (step == 0)
          return visit_of (self, (guint)k);
      }
  return NULL;
}
