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
        stand.had_break = eta.break_taken_ms > 0;
      stand.is_down = is_down (rows, route, down);
      g_array_append_val (stands, stand);
    }
  return stands;
}

RdmRest *
rdm_live_day_get_rest (RdmLiveDay *day)
{
  RdmDayPlan *plan = rdm_live_day_get_plan (day);
  g_autoptr (GArray) stands = get_stands (day);

  return rdm_rest_new (rdm_day_plan_get_rows (plan), rdm_day_plan_get_date (plan),
                       rdm_day_plan_get_travel (plan), rdm_live_day_get_now (day),
                       (const RdmStand *)(gpointer)stands->data, stands->len);
}

gint64
rdm_live_day_get_attempt_price (RdmLiveDay *day)
{
  RdmFigures figures;

  rdm_day_plan_get_figures (rdm_live_day_get_plan (day), &figures);
  return figures.n_stops > 0 ? figures.cost_minor / figures.n_stops : 0;
}
