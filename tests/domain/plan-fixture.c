/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-fixture.h"

#include <string.h>

#include "rdm-time.h"

static char *
numbered (const char *name, guint number)
{
  return g_strdup_printf ("%s%u", name, number);
}

void
fixture_add_fleet (RdmRows *rows, guint n)
{
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *vehicle_id = numbered ("vehicle", i);
      g_autofree char *driver_id = numbered ("driver", i);
      g_autofree char *shift_id = numbered ("shift", i);
      g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, vehicle_id);
      g_autoptr (RdmDriver) driver = rdm_row_new (RDM_ROW_DRIVER, driver_id);
      g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, shift_id);
      const char *const drivers[] = { driver_id, NULL };
      const char *const skills[] = { i % 2 ? "chilled" : "heavy", NULL };

      vehicle->name = numbered ("LI-", i);
      vehicle->capacity.amount[RDM_LOAD_PARCELS] = 12;
      vehicle->skills = g_strdupv ((GStrv)skills);
      driver->name = numbered ("Driver ", i);
      shift->vehicle = g_strdup (vehicle_id);
      shift->drivers = g_strdupv ((GStrv)drivers);
      rdm_rows_put (rows, vehicle);
      rdm_rows_put (rows, driver);
      rdm_rows_put (rows, shift);
    }
}

static RdmOrder *
new_order (const char *id, RdmOrderKind kind, const char *date)
{
  RdmOrder *order = rdm_row_new (RDM_ROW_ORDER, id);

  order->reference = g_strdup_printf ("R-%s", id);
  order->kind = kind;
  order->date = g_strdup (date);
  order->at.address = g_strdup_printf ("Feldstrasse %s", id);
  order->at.point = (RdmPoint){ 47.14, 9.52 };
  order->from.point = (RdmPoint){ 47.2, 9.5 };
  order->loads.amount[RDM_LOAD_PARCELS] = 1 + id[strlen (id) - 1] % 3;
  return order;
}

RdmOutcome *
fixture_run (RdmRows *rows, const RdmCommand *command)
{
  RdmOutcome *outcome = rdm_run (command, rows);

  rdm_changes_apply (outcome->changes, rows);
  return outcome;
}

void
fixture_add_order (RdmRows *rows, const char *id, RdmOrderKind kind, const char *date)
{
  g_autoptr (RdmOrder) order = new_order (id, kind, date);
  g_autoptr (RdmCommand) command = rdm_command_new_add (NULL);
  g_autoptr (RdmOutcome) outcome = NULL;

  rdm_command_add_row (command, order);
  outcome = fixture_run (rows, command);
  g_assert_cmpint (outcome->verdict, ==, RDM_APPLIED);
}

RdmRows *
fixture_plan_new (void)
{
  RdmRows *rows = rdm_memory_rows_new ();

  fixture_add_fleet (rows, 3);
  for (guint i = 1; i <= 20; i++)
    {
      static const RdmOrderKind kinds[] = { RDM_ORDER_DELIVERY, RDM_ORDER_DELIVERY,
                                            RDM_ORDER_PICKUP, RDM_ORDER_SHIPMENT };
      g_autofree char *id = numbered ("o", i);

      fixture_add_order (rows, id, kinds[i % 4], i % 5 ? FIXTURE_MONDAY : FIXTURE_TUESDAY);
    }
  return rows;
}

RdmCommand *
fixture_plan_command (void)
{
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  RdmCommand *command = rdm_command_new_add ("Add a plan");

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      g_autoptr (GPtrArray) list = rdm_rows_list (rows, (RdmRowKind)kind);

      for (guint i = 0; i < list->len; i++)
        rdm_command_add_row (command, list->pdata[i]);
    }
  return command;
}

void
fixture_assign (RdmRows *rows, const char *route, const char *after, ...)
{
  g_autoptr (RdmCommand) command = rdm_command_new_assign ("Move", route, after);
  g_autoptr (RdmOutcome) outcome = NULL;
  va_list stops;

  va_start (stops, after);
  for (const char *stop = va_arg (stops, const char *); stop; stop = va_arg (stops, const char *))
    rdm_command_assign_stop (command, stop, rdm_rows_route_of (rows, stop));
  va_end (stops);
  outcome = fixture_run (rows, command);
  g_assert_cmpstr (rdm_reason_names[outcome->reason], ==, "none");
}

char *
fixture_route (RdmRows *rows, const char *route)
{
  const RdmRoute *row = rdm_rows_get (rows, RDM_ROW_ROUTE, route);

  return row && row->stops ? g_strjoinv (" ", row->stops) : g_strdup ("");
}

/* Wild commands */

static gboolean
chance (GRand *random, guint percent)
{
  return (guint)g_rand_int_range (random, 0, 100) < percent;
}

static guint
below (GRand *random, guint n)
{
  return (guint)g_rand_int_range (random, 0, (gint32)n);
}

static const char *
any_date (GRand *random)
{
  return chance (random, 80) ? FIXTURE_MONDAY : FIXTURE_TUESDAY;
}

/* (nullable): nothing when there are none */
static RdmRow *
any_row (GRand *random, RdmRows *rows, RdmRowKind kind)
{
  g_autoptr (GPtrArray) list = rdm_rows_list (rows, kind);

  return list->len > 0 ? rdm_row_ref (list->pdata[below (random, list->len)]) : NULL;
}

static char *
any_id (GRand *random, RdmRows *rows, RdmRowKind kind)
{
  g_autoptr (RdmRow) row = any_row (random, rows, kind);

  return row && chance (random, 97) ? g_strdup (row->id) : g_strdup ("nobody");
}

static GStrv
any_texts (GRand *random, RdmRows *rows, const char *name)
{
  static const char *const words[] = { "chilled", "heavy", "photo", "Müller" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint n = below (random, 3); n > 0; n--)
    {
      g_autofree char *driver = any_id (random, rows, RDM_ROW_DRIVER);

      g_strv_builder_add (builder, strcmp (name, "drivers") == 0
                                       ? driver
                                       : words[below (random, G_N_ELEMENTS (words))]);
    }
  return g_strv_builder_end (builder);
}

static char *
any_text (GRand *random, RdmRows *rows, const char *name)
{
  if (strcmp (name, "date") == 0)
    return g_strdup (chance (random, 90) ? any_date (random) : "tomorrow");
  if (strcmp (name, "vehicle") == 0)
    return any_id (random, rows, RDM_ROW_VEHICLE);
  return chance (random, 20) ? NULL : numbered ("text ", below (random, 4));
}

static void
scramble (GRand *random, RdmRows *rows, const RdmField *field, RdmRow *row)
{
  gpointer at = rdm_field_address (field, row);

  if (field->type == RDM_FIELD_TEXT || field->type == RDM_FIELD_TEXTS)
    rdm_field_clear (field, row);
  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      *(char **)at = any_text (random, rows, field->name);
      break;
    case RDM_FIELD_TEXTS:
      *(GStrv *)at = any_texts (random, rows, field->name);
      break;
    case RDM_FIELD_INT:
      *(gint64 *)at = chance (random, 95) ? (gint64)below (random, 40) : -1;
      break;
    case RDM_FIELD_TIME:
      *(gint32 *)at = chance (random, 60) ? g_rand_int_range (random, 5, 20) * 3600 : G_MININT32;
      break;
    case RDM_FIELD_REAL:
      *(double *)at = g_rand_double_range (random, 40, 50);
      break;
    case RDM_FIELD_BOOL:
      /* Locks are taken off more often than put on, or soon nothing would move. */
      *(gboolean *)at = chance (random, 30);
      break;
    case RDM_FIELD_ENUM:
      *(int *)at =
          (int)below (random, chance (random, 70) ? 2 : g_strv_length ((GStrv)field->names));
      break;
    case RDM_FIELD_WINDOWS:
      *(RdmWindows *)at =
          (RdmWindows){ 1, { { 8 * 3600, (9 + (gint32)below (random, 9)) * 3600 } } };
      break;
    case RDM_FIELD_POINTS:
      {
        RdmPoint points[5];

        for (guint i = 0; i < G_N_ELEMENTS (points); i++)
          points[i] = (RdmPoint){ g_rand_double_range (random, 47, 48), 9 + 0.1 * i };
        rdm_points_set (at, points, below (random, 6));
        break;
      }
    }
}

static void
make_closure_sound (RdmRoadClosure *closure)
{
  const RdmPoint area[] = { { 47.1, 9.5 }, { 47.2, 9.5 }, { 47.2, 9.6 } };

  g_free (closure->date);
  closure->date = g_strdup (FIXTURE_MONDAY);
  g_clear_pointer (&closure->until, g_free);
  closure->to_s = RDM_TIME_NONE;
  closure->speed_permille = closure->speed_permille > 20 ? 500 : 0;
  rdm_points_set (&closure->outline, area, G_N_ELEMENTS (area));
}

static RdmCommand *
random_add (GRand *random, RdmRows *rows)
{
  RdmCommand *command = rdm_command_new_add ("Add");

  for (guint n = 1 + below (random, 3); n > 0; n--)
    {
      RdmRowKind kind =
          chance (random, 60) ? RDM_ROW_ORDER : (RdmRowKind)below (random, RDM_N_ROW_KINDS);
      g_autofree char *fresh = numbered ("new", below (random, 1000));
      g_autofree char *id =
          chance (random, 97) ? g_steal_pointer (&fresh) : any_id (random, rows, kind);
      g_autoptr (RdmRow) row =
          kind == RDM_ROW_ORDER
              ? (RdmRow *)new_order (id, (RdmOrderKind)below (random, 3), any_date (random))
              : rdm_row_new (kind, kind == RDM_ROW_SETTINGS ? RDM_SETTINGS_ID : id);
      const RdmRowClass *class = rdm_row_class (kind);

      for (guint i = 0; i < class->n_fields; i++)
        if (kind != RDM_ROW_ORDER || chance (random, 5))
          scramble (random, rows, &class->fields[i], row);
      if (kind == RDM_ROW_PLACE)
        ((RdmPlace *)row)->point = (RdmPoint){ 47, 9 };
      if (kind == RDM_ROW_CLOSURE && chance (random, 80))
        make_closure_sound ((RdmRoadClosure *)row);
      rdm_command_add_row (command, row);
    }
  return command;
}

static RdmCommand *
random_edit (GRand *random, RdmRows *rows)
{
  RdmCommand *command = rdm_command_new_edit ("Edit");

  command->exact = chance (random, 80);
  for (guint n = 1 + below (random, 2); n > 0; n--)
    {
      static const RdmRowKind favourites[] = { RDM_ROW_ORDER, RDM_ROW_ORDER, RDM_ROW_STOP,
                                               RDM_ROW_STOP, RDM_ROW_ROUTE };
      RdmRowKind kind = chance (random, 60) ? favourites[below (random, G_N_ELEMENTS (favourites))]
                                            : (RdmRowKind)below (random, RDM_N_ROW_KINDS);
      const RdmRowClass *class = rdm_row_class (kind);
      g_autoptr (RdmRow) row = any_row (random, rows, kind);
      g_autoptr (RdmRow) from = NULL;
      g_autoptr (RdmRow) to = NULL;

      if (!row && kind == RDM_ROW_SETTINGS)
        row = (RdmRow *)rdm_rows_settings (rows);
      if (!row)
        continue;
      from = rdm_row_copy (row);
      to = rdm_row_copy (row);
      for (guint fields = 1 + below (random, 3); fields > 0; fields--)
        scramble (random, rows, &class->fields[below (random, class->n_fields)], to);
      if (chance (random, 5))
        scramble (random, rows, &class->fields[below (random, class->n_fields)], from);
      rdm_command_edit_row (command, from, to);
    }
  return command;
}

static RdmCommand *
random_remove (GRand *random, RdmRows *rows)
{
  RdmCommand *command = rdm_command_new_remove ("Remove");

  for (guint n = 1 + below (random, 3); n > 0; n--)
    {
      RdmRowKind kind =
          chance (random, 60) ? RDM_ROW_ORDER : (RdmRowKind)below (random, RDM_N_ROW_KINDS);
      g_autofree char *id = any_id (random, rows, kind);

      rdm_command_remove_row (command, kind, id);
    }
  return command;
}

/* A stop that somebody might drag: mostly of @date. */
static RdmStop *
any_stop (GRand *random, RdmRows *rows, const char *date)
{
  for (guint attempt = 0; attempt < 5; attempt++)
    {
      g_autoptr (RdmStop) stop = (RdmStop *)any_row (random, rows, RDM_ROW_STOP);
      const RdmOrder *order = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;

      if (order && (chance (random, 3) || strcmp (order->date, date) == 0))
        return g_steal_pointer (&stop);
    }
  return NULL;
}

static RdmRoute *
any_route (GRand *random, RdmRows *rows, const char *date)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, date);

  return routes->len > 0 ? rdm_row_ref (routes->pdata[below (random, routes->len)]) : NULL;
}

static RdmCommand *
random_assign (GRand *random, RdmRows *rows)
{
  const char *date = any_date (random);
  g_autoptr (RdmRoute) route = chance (random, 80) ? any_route (random, rows, date) : NULL;
  guint n_stops = route && route->stops ? g_strv_length (route->stops) : 0;
  const char *after =
      n_stops > 0 && chance (random, 80) ? route->stops[below (random, n_stops)] : NULL;
  RdmCommand *command = rdm_command_new_assign ("Move", route ? route->row.id : NULL,
                                                chance (random, 97) ? after : "no such stop");

  for (guint n = 1 + below (random, 5); n > 0; n--)
    {
      g_autoptr (RdmStop) stop = any_stop (random, rows, date);

      if (stop)
        rdm_command_assign_stop (command, stop->row.id,
                                 chance (random, 98) ? rdm_rows_route_of (rows, stop->row.id)
                                                     : "shift9@" FIXTURE_MONDAY);
    }
  command->blind = chance (random, 10);
  return command;
}

static void
shuffle (GRand *random, GPtrArray *array, guint from)
{
  for (guint i = array->len; i > from + 1; i--)
    {
      guint j = from + below (random, i - from);
      gpointer swapped = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = swapped;
    }
}

/* Deals @pool's stops, shipments together, to new lists for @routes. */
static void
deal (GRand *random, RdmRows *rows, GPtrArray *pool, GPtrArray **lists, guint n)
{
  g_autoptr (GHashTable) dealt = g_hash_table_new (g_str_hash, g_str_equal);

  shuffle (random, pool, 0);
  for (guint i = 0; i < pool->len; i++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, pool->pdata[i]);
      const RdmOrder *order = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;
      GPtrArray *list = lists[below (random, n)];
      gboolean together;

      /* Rows from elsewhere may have holes. */
      if (!order)
        continue;
      together = order->kind == RDM_ORDER_SHIPMENT && chance (random, 95);
      if (g_hash_table_contains (dealt, stop->row.id) || chance (random, 10))
        continue;
      for (int role = RDM_STOP_PICKUP; role >= RDM_STOP_DELIVERY; role--)
        {
          g_autofree char *id = rdm_stop_id (order->row.id, (RdmStopRole)role);
          const RdmStop *part = rdm_rows_get (rows, RDM_ROW_STOP, id);

          if (!part || (!together && part != stop) || !g_hash_table_add (dealt, part->row.id))
            continue;
          g_ptr_array_add (list, part->row.id);
        }
    }
}

static RdmCommand *
random_sequence (GRand *random, RdmRows *rows)
{
  const char *date = any_date (random);
  RdmCommand *command = rdm_command_new_sequence ("Plan");
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, date);
  g_autoptr (GPtrArray) tray = rdm_rows_day_tray (rows, date);
  g_autoptr (GPtrArray) pool = g_ptr_array_new ();
  GPtrArray *lists[3];
  guint n = 1 + below (random, G_N_ELEMENTS (lists));

  n = MIN (n, routes->len);
  shuffle (random, routes, 0);
  for (guint i = 0; i < n; i++)
    {
      const RdmRoute *route = routes->pdata[i];
      guint head = chance (random, 95) ? rdm_rows_route_head (rows, route) : 0;

      lists[i] = g_ptr_array_new ();
      for (guint j = 0; route->stops && route->stops[j]; j++)
        g_ptr_array_add (j < head ? lists[i] : pool, route->stops[j]);
    }
  for (guint i = 0; i < tray->len; i++)
    if (chance (random, 50))
      g_ptr_array_add (pool, ((RdmRow *)tray->pdata[i])->id);
  if (n > 0)
    deal (random, rows, pool, lists, n);
  for (guint i = 0; i < n; i++)
    {
      const RdmRoute *route = routes->pdata[i];

      if (chance (random, 2) && pool->len > 0)
        g_ptr_array_add (lists[i], pool->pdata[0]);
      g_ptr_array_add (lists[i], NULL);
      rdm_command_sequence_route (command, route->row.id, (const char *const *)lists[i]->pdata,
                                  chance (random, 98) ? (const char *const *)route->stops : NULL);
      g_ptr_array_unref (lists[i]);
    }
  return command;
}

/* Routes go out or come back; an inverse restores them exactly. */
static RdmCommand *
random_send (GRand *random, RdmRows *rows)
{
  RdmCommand *command = chance (random, 60)
                            ? rdm_command_new_send ("Send", 1 + (gint64)below (random, 1000))
                            : rdm_command_new_recall ("Recall");

  for (guint n = 1 + below (random, 2); n > 0; n--)
    {
      g_autoptr (RdmRoute) route = any_route (random, rows, any_date (random));

      if (route)
        rdm_command_list_route (command, route->row.id,
                                chance (random, 95) ? (const char *const *)route->stops : NULL);
    }
  return command;
}

static RdmCommand *
random_retry (GRand *random, RdmRows *rows)
{
  const char *date = any_date (random);
  g_autoptr (RdmRoute) route = chance (random, 50) ? any_route (random, rows, date) : NULL;
  RdmCommand *command = rdm_command_new_retry ("Try again", route ? route->row.id : NULL, NULL,
                                               chance (random, 30) ? any_date (random) : NULL);

  for (guint attempt = 0; attempt < 5 && command->stops->len == 0; attempt++)
    {
      g_autoptr (RdmStop) stop = any_stop (random, rows, date);

      if (stop && (stop->state >= RDM_STOP_FAILED || chance (random, 10)))
        rdm_command_assign_stop (command, stop->row.id, rdm_rows_route_of (rows, stop->row.id));
    }
  return command;
}

static RdmCommand *
random_acknowledge (GRand *random, RdmRows *rows)
{
  g_autoptr (RdmRoute) route = any_route (random, rows, any_date (random));
  RdmCommand *command = rdm_command_new_acknowledge ("Read", 1 + (gint64)below (random, 1000));

  if (route)
    rdm_command_list_route (command, route->row.id,
                            chance (random, 80) ? (const char *const *)route->stops : NULL);
  return command;
}

RdmCommand *
fixture_random_fact (GRand *random, RdmRows *rows)
{
  RdmCommand *command;

  if (chance (random, 15))
    return random_acknowledge (random, rows);
  command = rdm_command_new_report ("Report");
  for (guint n = 1 + below (random, 3); n > 0; n--)
    {
      const char *date = any_date (random);
      g_autoptr (RdmRoute) route = any_route (random, rows, date);
      g_autoptr (RdmStop) stop = any_stop (random, rows, date);
      RdmEvent event = (RdmEvent)below (random, RDM_N_EVENTS);
      guint n_stops = route && route->stops ? g_strv_length (route->stops) : 0;
      const char *own = n_stops > 0 ? route->stops[below (random, n_stops)] : NULL;
      gboolean is_route = event == RDM_EVENT_STARTED || event == RDM_EVENT_ENDED;
      RdmReport *report;

      if (!route)
        continue;
      if (!own || chance (random, 10))
        own = stop ? stop->row.id : NULL;
      report = rdm_command_add_report (command, event, route->row.id, is_route ? NULL : own,
                                       1 + (gint64)below (random, 100000));
      report->detected = chance (random, 20);
      if (event == RDM_EVENT_DONE || event == RDM_EVENT_FAILED)
        report->result = chance (random, 90) == (event == RDM_EVENT_FAILED)
                             ? RDM_RESULT_FAILED_NOT_HOME
                             : RDM_RESULT_DELIVERED_TO_MAILBOX;
    }
  return command;
}

RdmCommand *
fixture_random_command (GRand *random, RdmRows *rows)
{
  guint dice = below (random, 100);
  RdmCommand *batch;

  if (dice < 12)
    return random_add (random, rows);
  if (dice < 30)
    return random_edit (random, rows);
  if (dice < 36)
    return random_remove (random, rows);
  if (dice < 76)
    return random_assign (random, rows);
  if (dice < 88)
    return random_sequence (random, rows);
  if (dice < 92)
    return chance (random, 50) ? random_send (random, rows) : random_retry (random, rows);
  batch = rdm_command_new_batch ("Several");
  for (guint n = 1 + below (random, 3); n > 0; n--)
    rdm_command_batch_take (batch, fixture_random_command (random, rows));
  return batch;
}

/* What holds */

static gboolean
is_cancelled (RdmRows *rows, const char *id)
{
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, id);

  return stop && stop->state == RDM_STOP_CANCELLED;
}

static void
assert_shipment (RdmRows *rows, const RdmStop *stop)
{
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);
  g_autofree char *pickup = rdm_stop_id (order->row.id, RDM_STOP_PICKUP);
  g_autofree char *delivery = rdm_stop_id (order->row.id, RDM_STOP_DELIVERY);
  const char *route_id = rdm_rows_route_of (rows, stop->row.id);
  const RdmRoute *route = route_id ? rdm_rows_get (rows, RDM_ROW_ROUTE, route_id) : NULL;

  /* What is cancelled is on no route, also when its goods are on board of a vehicle. */
  if (order->kind != RDM_ORDER_SHIPMENT || stop->state == RDM_STOP_CANCELLED
      || is_cancelled (rows, stop->role == RDM_STOP_PICKUP ? delivery : pickup))
    return;
  g_assert_cmpstr (rdm_rows_route_of (rows, pickup), ==, route_id);
  g_assert_cmpstr (rdm_rows_route_of (rows, delivery), ==, route_id);
  if (route)
    g_assert_cmpint (rdm_route_position (route, pickup), <, rdm_route_position (route, delivery));
}

static void
assert_route (RdmRows *rows, const RdmRoute *route, GHashTable *seen)
{
  g_assert_false (rdm_route_is_default (route));
  g_assert_nonnull (rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift));
  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, *id);
      const RdmOrder *order;

      g_assert_nonnull (stop);
      order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);
      g_assert_cmpstr (order->date, ==, route->date);
      g_assert_true (g_hash_table_add (seen, *id));
      g_assert_cmpstr (rdm_rows_route_of (rows, *id), ==, route->row.id);
    }
}

void
fixture_assert_sound (RdmRows *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_wanted = 0;

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      g_autoptr (GPtrArray) list = rdm_rows_list (rows, (RdmRowKind)kind);

      for (guint i = 0; i < list->len; i++)
        {
          g_autofree char *complaint = rdm_row_check (list->pdata[i]);

          g_assert_null (complaint);
          if (kind == RDM_ROW_ROUTE)
            assert_route (rows, list->pdata[i], seen);
          if (kind == RDM_ROW_ORDER)
            n_wanted += ((RdmOrder *)list->pdata[i])->kind == RDM_ORDER_SHIPMENT ? 2 : 1;
        }
    }
  g_autoptr (GPtrArray) stops = rdm_rows_list (rows, RDM_ROW_STOP);
  g_assert_cmpuint (stops->len, ==, n_wanted);
  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = stops->pdata[i];

      assert_shipment (rows, stop);
      if (!rdm_rows_route_of (rows, stop->row.id))
        g_assert_false (g_hash_table_contains (seen, stop->row.id));
    }
}
