/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-live-rest.h"

/* Routes whose vehicle or driver was reported as gone; also when something was done about it. */
static void
add_down (gconstpointer data, gpointer user_data)
{
  const RdmException *row = data;

  if (row->reported && row->state != RDM_EXCEPTION_DISMISSED
      && (row->kind == RDM_EXCEPTION_VEHICLE_DOWN || row->kind == RDM_EXCEPTION_DRIVER_GONE))
    g_hash_table_add (user_data, row->subject);
}

static gboolean
is_down (RdmRows *rows, const RdmRoute *route, GHashTable *down)
{
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  GStrv crew = route->drivers ? route->drivers : shift ? shift->drivers : NULL;
  guint n_gone = 0;

  if (g_hash_table_contains (down, route->row.id)
      || (shift && shift->vehicle && g_hash_table_contains (down, shift->vehicle)))
    return TRUE;
  for (guint i = 0; crew && crew[i]; i++)
    n_gone += g_hash_table_contains (down, crew[i]);
  return n_gone > 0 && n_gone == g_strv_length (crew);
}

static GArray *
get_stands (RdmLiveDay *day)
{
  RdmDayPlan *plan = rdm_live_day_get_plan (day);
  RdmRows *rows = rdm_day_plan_get_rows (plan);
  GPtrArray *routes = rdm_day_plan_get_routes (plan);
  GArray *stands = g_array_new (FALSE, FALSE, sizeof (RdmStand));
  g_autoptr (GHashTable) down = g_hash_table_new (g_str_hash, g_str_equal);

  rdm_rows_foreach (rows, RDM_ROW_EXCEPTION, add_down, down);
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
      stand.is_down = is_down (rows, route, down);
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
