/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "day-world.h"

#include "rdm-plan-task.h"

#define HOUR_S 3600
#define METRES_PER_DEGREE 111194.9

static RdmPoint
point_at (double east_m, double north_m)
{
  RdmPoint depot = WORLD_DEPOT;
  double metres_per_lon = METRES_PER_DEGREE * cos (depot.lat_deg * G_PI / 180.0);

  return (RdmPoint){ depot.lat_deg + north_m / METRES_PER_DEGREE,
                     depot.lon_deg + east_m / metres_per_lon };
}

void
world_keep (RdmRows *rows, gpointer row)
{
  rdm_rows_put (rows, row);
  rdm_row_unref (row);
}

gpointer
world_edit (RdmRows *rows, RdmRowKind kind, const char *id)
{
  gconstpointer row = rdm_rows_get (rows, kind, id);

  g_assert_nonnull (row);
  return rdm_row_copy (row);
}

char *
world_add_vehicle (RdmRows *rows, guint n)
{
  g_autofree char *vehicle_id = g_strdup_printf ("v%u", n);
  g_autofree char *shift_id = g_strdup_printf ("s%u", n);
  RdmVehicle *vehicle = rdm_row_new (RDM_ROW_VEHICLE, vehicle_id);
  RdmShift *shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);

  vehicle->name = g_strdup_printf ("LI-%02u", n);
  vehicle->start = vehicle->end = WORLD_DEPOT;
  vehicle->fixed_cost_minor = 4500;
  vehicle->cost_per_km_milli = 42000;
  world_keep (rows, vehicle);
  shift->vehicle = g_strdup (vehicle_id);
  shift->weekdays = RDM_EVERY_DAY;
  shift->start_s = 8 * HOUR_S;
  shift->end_s = 17 * HOUR_S;
  shift->cost_per_hour_minor = 3100;
  shift->overtime_per_hour_minor = 4600;
  world_keep (rows, shift);
  return rdm_route_id (shift_id, WORLD_DATE);
}

static void
add_stop (RdmRows *rows, const char *order, RdmStopRole role)
{
  g_autofree char *id = rdm_stop_id (order, role);
  RdmStop *stop = rdm_row_new (RDM_ROW_STOP, id);

  stop->order = g_strdup (order);
  stop->role = (int)role;
  world_keep (rows, stop);
}

void
world_add_order (RdmRows *rows, const char *id, double east_m, double north_m)
{
  RdmOrder *order = rdm_row_new (RDM_ROW_ORDER, id);

  order->reference = g_strdup (id);
  order->date = g_strdup (WORLD_DATE);
  order->at.address = g_strdup_printf ("Street %s", id);
  order->at.point = point_at (east_m, north_m);
  order->at.confidence = RDM_CONFIDENCE_GIVEN;
  order->at.service_s = 180;
  order->loads.amount[RDM_LOAD_PARCELS] = 1;
  world_keep (rows, order);
  add_stop (rows, id, RDM_STOP_DELIVERY);
}

void
world_set_window (RdmRows *rows, const char *id, gint32 from_s, gint32 to_s, gboolean soft)
{
  RdmOrder *order = world_edit (rows, RDM_ROW_ORDER, id);

  order->at.windows = (RdmWindows){ 1, { { from_s, to_s } } };
  order->soft = soft;
  world_keep (rows, order);
}

void
world_put_route (RdmRows *rows, const char *id, const char *stops)
{
  g_autoptr (RdmRoute) known = rdm_rows_get_route (rows, id);
  RdmRoute *route = rdm_row_copy (known);

  g_strfreev (route->stops);
  route->stops = *stops ? g_strsplit (stops, " ", -1) : NULL;
  world_keep (rows, route);
}

char *
world_route (RdmRows *rows, const char *id)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, id);

  return route->stops ? g_strjoinv (" ", route->stops) : g_strdup ("");
}

RdmOutcome *
world_run (RdmRows *rows, RdmCommand *command)
{
  g_autoptr (RdmCommand) taken = command;
  RdmOutcome *outcome = rdm_run (taken, rows);

  if (!rdm_outcome_is_applied (outcome))
    {
      g_autofree char *sentence = rdm_outcome_describe (outcome, rows);

      g_error ("%s: %s", rdm_reason_names[outcome->reason], sentence);
    }
  rdm_changes_apply (outcome->changes, rows);
  return outcome;
}

/* --- random days -------------------------------------------------------------------------------
 */

static gboolean
chance (GRand *random, guint percent)
{
  return g_rand_int_range (random, 0, 100) < (gint32)percent;
}

static double
metres (GRand *random)
{
  return g_rand_double_range (random, -9000, 9000);
}

static void
make_shipment (RdmRows *rows, GRand *random, RdmOrder *order)
{
  order->kind = RDM_ORDER_SHIPMENT;
  order->from.address = g_strdup_printf ("Origin %s", order->row.id);
  order->from.point = point_at (metres (random), metres (random));
  order->from.service_s = 120;
  add_stop (rows, order->row.id, RDM_STOP_PICKUP);
}

static void
add_random_order (RdmRows *rows, GRand *random, const WorldShape *shape, guint n)
{
  g_autofree char *id = g_strdup_printf ("o%u", n);
  RdmOrder *order;

  world_add_order (rows, id, metres (random), metres (random));
  order = world_edit (rows, RDM_ROW_ORDER, id);
  order->at.service_s = g_rand_int_range (random, 60, 400);
  order->priority = 25 * g_rand_int_range (random, 1, 5);
  order->loads.amount[RDM_LOAD_PARCELS] = g_rand_int_range (random, 1, 4);
  order->loads.amount[RDM_LOAD_WEIGHT_G] = g_rand_int_range (random, 500, 20000);
  if (chance (random, shape->percent_windows))
    {
      gint32 from_s = g_rand_int_range (random, 16, 28) * HOUR_S / 2;

      order->at.windows =
          (RdmWindows){ 1, { { from_s, from_s + g_rand_int_range (random, 2, 5) * HOUR_S } } };
      order->soft = chance (random, shape->percent_soft);
    }
  if (chance (random, shape->percent_skilled))
    order->skills = g_strsplit ("chilled", " ", -1);
  if (chance (random, shape->percent_shipments))
    make_shipment (rows, random, order);
  world_keep (rows, order);
}

static void
vary_vehicle (RdmRows *rows, GRand *random, const WorldShape *shape, guint n)
{
  g_autofree char *vehicle_id = g_strdup_printf ("v%u", n);
  g_autofree char *shift_id = g_strdup_printf ("s%u", n);
  RdmVehicle *vehicle = world_edit (rows, RDM_ROW_VEHICLE, vehicle_id);
  RdmShift *shift = world_edit (rows, RDM_ROW_SHIFT, shift_id);

  vehicle->profile = n % 5 == 4 ? RDM_PROFILE_CARGO_BIKE : RDM_PROFILE_VAN;
  vehicle->capacity.amount[RDM_LOAD_PARCELS] = MAX (110, 3 * shape->n_orders / shape->n_routes);
  vehicle->capacity.amount[RDM_LOAD_WEIGHT_G] = RDM_CAPACITY_ANY;
  if (n % 2 == 0)
    vehicle->skills = g_strsplit ("chilled", " ", -1);
  shift->start_s = (gint32)(7 + n % 3) * HOUR_S;
  shift->end_s = shift->start_s + 8 * HOUR_S + HOUR_S / 2;
  shift->overtime_max_s = HOUR_S;
  if (shape->with_breaks)
    {
      shift->break_from_s = shift->start_s + 4 * HOUR_S;
      shift->break_to_s = shift->start_s + 6 * HOUR_S;
      shift->break_s = HOUR_S / 2;
    }
  world_keep (rows, vehicle);
  world_keep (rows, shift);
}

RdmRows *
world_new (const WorldShape *shape)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (shape->seed);
  RdmRows *rows = rdm_memory_rows_new ();

  world_keep (rows, rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID));
  for (guint n = 0; n < shape->n_routes; n++)
    {
      g_autofree char *route = world_add_vehicle (rows, n);

      g_assert_nonnull (route);
      vary_vehicle (rows, random, shape, n);
    }
  for (guint n = 0; n < shape->n_orders; n++)
    add_random_order (rows, random, shape, n);
  return rows;
}

void
world_deal (RdmRows *rows, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) orders = rdm_rows_day_orders (rows, WORLD_DATE);
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, WORLD_DATE);

  for (guint i = 0; i < orders->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);
      guint n = (guint)g_rand_int_range (random, 0, (gint32)routes->len);
      const RdmRoute *route = g_ptr_array_index (routes, n);
      g_autofree char *delivery = rdm_stop_id (order->row.id, RDM_STOP_DELIVERY);
      g_autofree char *pickup = rdm_stop_id (order->row.id, RDM_STOP_PICKUP);
      g_autofree char *list = world_route (rows, route->row.id);
      g_autoptr (GString) text = g_string_new (list);

      if (rdm_rows_route_of (rows, delivery))
        continue;
      if (order->kind == RDM_ORDER_SHIPMENT)
        g_string_append_printf (text, "%s%s", text->len ? " " : "", pickup);
      g_string_append_printf (text, "%s%s", text->len ? " " : "", delivery);
      world_put_route (rows, route->row.id, text->str);
    }
}

void
world_plan (RdmRows *rows, guint iterations)
{
  RdmPlanOptions options = {
    .scope.kind = RDM_SCOPE_ALL, .iterations = iterations, .threads = 1, .seed = 1
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmProposal) proposal =
      rdm_plan (rows, WORLD_DATE, NULL, &options, NULL, NULL, NULL, &error);
  g_autoptr (RdmOutcome) outcome = NULL;

  g_assert_no_error (error);
  outcome = world_run (rows, rdm_proposal_to_command (proposal, NULL));
}
