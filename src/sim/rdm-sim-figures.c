/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-figures.h"

#include "rdm-sim-private.h"

#include "rdm-time.h"

/* The visit that counts: the one that was done, else the last one. */
static GHashTable *
index_visits (const RdmSimTruth *truth)
{
  GHashTable *visits = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < truth->visits->len; i++)
    {
      RdmTrueVisit *visit = g_ptr_array_index (truth->visits, i);
      const RdmTrueVisit *other = g_hash_table_lookup (visits, visit->stop);

      if (!other || rdm_result_is_failure (other->result))
        g_hash_table_insert (visits, visit->stop, visit);
    }
  return visits;
}

static void
count_stops (const RdmSimTruth *truth, RdmSimFigures *figures)
{
  g_autoptr (GHashTable) visits = index_visits (truth);

  for (guint i = 0; i < truth->due->len; i++)
    {
      const RdmTrueVisit *visit = g_hash_table_lookup (visits, g_ptr_array_index (truth->due, i));

      if (!visit)
        figures->n_untried++;
      else if (rdm_result_is_failure (visit->result))
        figures->n_failed++;
      else
        {
          figures->n_done++;
          figures->n_late += visit->late_ms > 0;
          figures->late_ms += visit->late_ms;
        }
    }
  figures->n_due = truth->due->len;
  figures->n_attempts = truth->visits->len;
}

/* Of a route that was driven. */
static void
add_costs (RdmSim *self, const RdmTrueRoute *truth, RdmSimFigures *figures)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->rows, truth->route);
  const RdmShift *shift = route ? rdm_rows_get (self->rows, RDM_ROW_SHIFT, route->shift) : NULL;
  const RdmVehicle *vehicle =
      shift ? rdm_rows_get (self->rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;
  gint32 end_s;
  gint64 shift_end_ms;
  gint64 end_ms;
  gint64 over_ms;

  if (!vehicle)
    return;
  end_s = route->end_s != RDM_TIME_NONE ? route->end_s : shift->end_s;
  shift_end_ms = rdm_sim_time (self, end_s);
  end_ms = truth->ended_ms != 0 ? truth->ended_ms : MAX (shift_end_ms, truth->started_ms);
  over_ms = MAX (end_ms - MAX (shift_end_ms, truth->started_ms), 0);
  figures->duty_ms += end_ms - truth->started_ms;
  figures->overtime_ms += over_ms;
  figures->cost_minor +=
      vehicle->fixed_cost_minor
      + (gint64)llround (truth->driven_m / 1e3 * (double)vehicle->cost_per_km_milli / 1e3)
      + (gint64)llround ((double)(end_ms - truth->started_ms - over_ms) / 3600e3
                         * (double)shift->cost_per_hour_minor)
      + (gint64)llround ((double)over_ms / 3600e3 * (double)shift->overtime_per_hour_minor);
}

void
rdm_sim_get_figures (RdmSim *self, RdmSimFigures *figures)
{
  const RdmSimTruth *truth = rdm_sim_get_truth (self);

  *figures = (RdmSimFigures){ .n_routes = 0 };
  count_stops (truth, figures);
  for (guint i = 0; i < truth->mishaps->len; i++)
    figures->n_mishaps +=
        ((const RdmMishap *)g_ptr_array_index (truth->mishaps, i))->struck_ms != 0;
  for (guint i = 0; i < truth->routes->len; i++)
    {
      const RdmTrueRoute *route = g_ptr_array_index (truth->routes, i);

      figures->driven_m += route->driven_m;
      if (route->started_ms == 0)
        continue;
      figures->n_routes++;
      add_costs (self, route, figures);
    }
}
