/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-live-rest.h"

#include "rdm-breakdowns.h"

static GArray *
get_stands (RdmLiveDay *day)
{
  RdmDayPlan *plan = rdm_live_day_get_plan (day);
  RdmRows *rows = rdm_day_plan_get_rows (plan);
  GPtrArray *routes = rdm_day_plan_get_routes (plan);
  GArray *stands = g_array_new (FALSE, FALSE, sizeof (RdmStand));
  g_autoptr (GHashTable) down = rdm_breakdowns (rows, rdm_day_plan_get_date (plan));

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmLiveVehicle *vehicle = rdm_live_day_get_vehicle (day, route->row.id);
      RdmStand stand = { .route = route->row.id, .place = RDM_POINT_NONE };
      RdmRouteEta eta;

      if (vehicle && vehicle->has_position)
        stand.place = vehicle->place;
      if (rdm_live_day_get_route_eta (day, route->row.id, &eta))
        {
          stand.had_break = eta.break_taken_ms > 0;
          stand.goes_on_ms = eta.goes_on_ms;
          stand.pace = eta.pace;
        }
      stand.is_down = rdm_breakdowns_stop_route (down, rows, route);
      g_array_append_val (stands, stand);
    }
  return stands;
}

static void
expect_visit (RdmLiveDay *day, RdmRows *rest, const char *id)
{
  const RdmStop *stop = rdm_rows_get (rest, RDM_ROW_STOP, id);
  const RdmOrder *order = stop ? rdm_rows_get (rest, RDM_ROW_ORDER, stop->order) : NULL;
  g_autoptr (RdmOrder) expected = NULL;
  RdmOrderEnd *end;
  RdmEta eta;

  /* Of a visit that has begun, what is left says little of how long it takes. */
  if (!order || !rdm_stop_is_open (stop) || stop->state == RDM_STOP_ARRIVED
      || !rdm_live_day_get_eta (day, id, &eta))
    return;
  expected = rdm_row_copy (order);
  end = order->kind == RDM_ORDER_SHIPMENT && stop->role == RDM_STOP_PICKUP ? &expected->from
                                                                           : &expected->at;
  if (end->service_s == eta.service_s)
    return;
  end->service_s = eta.service_s;
  rdm_rows_put (rest, expected);
}

/* Answers go by the visits' lengths that arrival times go by: who is slow today will be so with
 * what he is given as well. */
static void
expect_visits (RdmLiveDay *day, RdmRest *rest)
{
  GPtrArray *routes = rdm_day_plan_get_routes (rdm_live_day_get_plan (day));

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      for (GStrv id = rdm_route_is_out (route) ? route->stops : NULL; id && *id; id++)
        expect_visit (day, rdm_rest_get_rows (rest), *id);
    }
}

RdmRest *
rdm_live_day_get_rest (RdmLiveDay *day)
{
  RdmDayPlan *plan = rdm_live_day_get_plan (day);
  g_autoptr (GArray) stands = get_stands (day);
  RdmRest *rest = rdm_rest_new (rdm_day_plan_get_rows (plan), rdm_day_plan_get_date (plan),
                                rdm_day_plan_get_travel (plan), rdm_live_day_get_now (day),
                                (const RdmStand *)(gpointer)stands->data, stands->len);

  expect_visits (day, rest);
  return rest;
}

gint64
rdm_live_day_get_attempt_price (RdmLiveDay *day)
{
  RdmFigures figures;

  rdm_day_plan_get_figures (rdm_live_day_get_plan (day), &figures);
  return figures.n_stops > 0 ? figures.cost_minor / figures.n_stops : 0;
}
