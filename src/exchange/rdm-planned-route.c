/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-planned-route.h"

#include "rdm-day.h"

RdmPlannedRoute *
rdm_planned_route_new (const RdmRoute *route, RdmSchedule *schedule, const char *times_from)
{
  RdmPlannedRoute *self = g_new0 (RdmPlannedRoute, 1);

  self->route = rdm_row_ref (route);
  self->schedule = rdm_schedule_ref (schedule);
  self->times_from = g_strdup (times_from);
  return self;
}

void
rdm_planned_route_free (RdmPlannedRoute *self)
{
  g_clear_pointer (&self->route, rdm_row_unref);
  g_clear_pointer (&self->schedule, rdm_schedule_unref);
  g_free (self->times_from);
  g_free (self);
}

GPtrArray *
rdm_planned_routes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_planned_route_free);
}

GArray *
rdm_planned_route_visits (const RdmPlannedRoute *self, RdmRows *rows)
{
  GArray *visits = g_array_new (FALSE, TRUE, sizeof (RdmPlannedVisit));
  guint sequence = 0;

  for (guint i = 0; i < self->schedule->visits->len; i++)
    {
      RdmPlannedVisit planned = { .visit = &g_array_index (self->schedule->visits, RdmVisit, i) };

      if (planned.visit->kind == RDM_VISIT_STOP)
        {
          planned.sequence = ++sequence;
          planned.stop = rdm_rows_get (rows, RDM_ROW_STOP, planned.visit->stop);
          if (planned.stop != NULL)
            planned.order = rdm_rows_get (rows, RDM_ROW_ORDER, planned.stop->order);
          if (planned.order != NULL)
            planned.end = rdm_order_end (planned.order, planned.stop->role);
        }
      g_array_append_val (visits, planned);
    }
  return visits;
}

char *
rdm_planned_route_dup_name (const RdmPlannedRoute *self, RdmRows *rows)
{
  return rdm_day_route_name (rows, self->route);
}
