/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-world.h"

#include "rdm-time.h"

gint64
live_world_ms (gint32 tod_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  return rdm_time_to_utc (zone, WORLD_DATE, tod_s) * 1000;
}

void
live_world_send (RdmRows *rows, gint32 tod_s)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, WORLD_DATE);
  RdmCommand *send = rdm_command_new_send (NULL, live_world_ms (tod_s));
  RdmCommand *acknowledge = rdm_command_new_acknowledge (NULL, live_world_ms (tod_s) + 1000);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      if (!route->stops)
        continue;
      rdm_command_list_route (send, route->row.id, (const char *const *)route->stops);
      rdm_command_list_route (acknowledge, route->row.id, (const char *const *)route->stops);
    }
  rdm_outcome_free (world_run (rows, send));
  rdm_outcome_free (world_run (rows, acknowledge));
}

static void
report_route (
    RdmCommand *report, const RdmSchedule *schedule, gint32 now_s, gint32 late_s, double pace)
{
  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);
      gint64 arrived_ms;
      gint64 left_ms;

      late_s += (gint32)lround ((pace - 1) * (double)visit->drive_s);
      arrived_ms = live_world_ms (visit->arrival_s + late_s);
      left_ms = live_world_ms (visit->departure_s + late_s);

      if (visit->kind == RDM_VISIT_START && visit->departure_s + late_s <= now_s)
        rdm_command_add_report (report, RDM_EVENT_STARTED, schedule->route, NULL, left_ms);
      if (visit->kind != RDM_VISIT_STOP || visit->arrival_s + late_s > now_s)
        continue;
      rdm_command_add_report (report, RDM_EVENT_ARRIVED, schedule->route, visit->stop, arrived_ms);
      if (visit->departure_s + late_s <= now_s)
        rdm_command_add_report (report, RDM_EVENT_DONE, schedule->route, visit->stop, left_ms);
    }
}

void
live_world_drive (RdmRows *rows, gint32 now_s, gint32 late_s)
{
  live_world_drive_at (rows, now_s, late_s, 1);
}

void
live_world_drive_at (RdmRows *rows, gint32 now_s, gint32 late_s, double pace)
{
  g_autoptr (RdmDayPlan) plan = rdm_day_plan_new (rows, WORLD_DATE, NULL);
  GPtrArray *routes = rdm_day_plan_get_routes (plan);
  RdmCommand *report = rdm_command_new_report (NULL);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      RdmSchedule *schedule = rdm_day_plan_get_schedule (plan, route->row.id);

      if (schedule->n_stops > 0)
        report_route (report, schedule, now_s, late_s, pace);
    }
  rdm_outcome_free (world_run (rows, report));
}
