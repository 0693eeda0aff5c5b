/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-route-facts.h"

#include <glib/gi18n.h>

#include "rdm-time.h"
#include "rdm-units.h"

static guint
count_warnings (const RdmSchedule *schedule)
{
  guint n = 0;

  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      if (visit->late_s > 0 || visit->breaches != 0)
        n++;
    }
  return n == 0 && schedule->breaches != 0 ? 1 : n;
}

static void
read_load (RdmRouteFacts *self, const RdmSchedule *schedule)
{
  self->dimension = -1;
  for (int i = 0; i < RDM_N_LOADS; i++)
    {
      gint64 capacity = schedule->capacity.amount[i];
      gint64 peak = schedule->peak.amount[i];
      double load = capacity > 0 ? (double)peak / (double)capacity : peak > 0 ? 2. : 0.;

      if (capacity == RDM_CAPACITY_ANY || (self->dimension >= 0 && load <= self->load))
        continue;
      self->dimension = i;
      self->load = load;
    }
}

void
rdm_route_facts_read (RdmRouteFacts *self,
                      const RdmRoute *route,
                      const RdmShift *shift,
                      const RdmSchedule *schedule,
                      RdmRows *rows)
{
  *self = (RdmRouteFacts){
    .start_s = route->start_s != RDM_TIME_NONE ? route->start_s : shift->start_s,
    .end_s = route->end_s != RDM_TIME_NONE ? route->end_s : shift->end_s,
    .finish_s = RDM_TIME_NONE,
    .n_warnings = count_warnings (schedule),
  };
  for (guint i = 0; route->stops != NULL && route->stops[i] != NULL; i++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, route->stops[i]);

      self->n_stops++;
      if (stop != NULL && !rdm_stop_is_open (stop))
        self->n_done++;
      self->n_failed += stop != NULL && stop->state == RDM_STOP_FAILED;
    }
  if (schedule->visits->len > 0 && self->n_stops > 0)
    {
      self->finish_s = schedule->end_s;
      self->spare_s = self->end_s - schedule->end_s;
    }
  read_load (self, schedule);
}

char *
rdm_route_facts_load_text (const RdmRouteFacts *self, const RdmSchedule *schedule)
{
  g_autofree char *percent = NULL;
  g_autofree char *peak = NULL;
  g_autofree char *capacity = NULL;
  char *(*format) (int64_t) = self->dimension == RDM_LOAD_WEIGHT_G    ? rdm_format_weight
                              : self->dimension == RDM_LOAD_VOLUME_ML ? rdm_format_volume
                                                                      : rdm_format_parcels;

  if (self->dimension < 0)
    return g_strdup ("");
  percent = rdm_format_percent (self->load);
  peak = format (schedule->peak.amount[self->dimension]);
  capacity = format (schedule->capacity.amount[self->dimension]);
  return g_strdup_printf (_ ("%s of %s (%s)"), peak, capacity, percent);
}
