/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-rest-private.h"

#include "rdm-day-pace.h"
#include "rdm-proposal-build.h"
#include "rdm-time.h"

static GHashTable *
id_set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static const RdmStand *
find_stand (const RdmStand *stands, guint n_stands, const char *route)
{
  for (guint i = 0; i < n_stands; i++)
    if (g_strcmp0 (stands[i].route, route) == 0)
      return &stands[i];
  return NULL;
}

/* Nothing of @from but what does not change with time. */
static RdmRest *
rest_alloc (RdmRows *whole, RdmRows *rows, const char *date, RdmTravel *travel, gint64 now_ms)
{
  RdmRest *self = g_new0 (RdmRest, 1);
  g_autoptr (RdmSettings) settings = rdm_rows_settings (whole);

  self->whole = g_object_ref (whole);
  self->rows = rdm_rows_copy (rows);
  self->date = g_strdup (date);
  g_set_object (&self->travel, travel);
  self->zone = settings->zone ? g_time_zone_new_identifier (settings->zone) : NULL;
  if (!self->zone)
    self->zone = g_time_zone_new_utc ();
  self->now_ms = now_ms;
  self->offered = id_set_new ();
  self->fetched = id_set_new ();
  self->reopened = id_set_new ();
  self->on_board = id_set_new ();
  return self;
}

RdmRest *
rdm_rest_new (RdmRows *rows,
              const char *date,
              RdmTravel *travel,
              gint64 now_ms,
              const RdmStand *stands,
              guint n_stands)
{
  g_autoptr (RdmRows) whole = rdm_rows_copy (rows);
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (whole, date);
  RdmRest *self = rest_alloc (whole, whole, date, travel, now_ms);

  self->paces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmStand *stand = find_stand (stands, n_stands, route->row.id);

      rdm_rest_take_up (self, route, stand);
      if (stand && stand->pace > 0)
        g_hash_table_insert (self->paces, g_strdup (route->row.id),
                             GINT_TO_POINTER (rdm_pace_permille (stand->pace)));
    }
  return self;
}

static void
copy_ids (GHashTable *from, GHashTable *to)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (to, g_strdup (id));
}

RdmRest *
rdm_rest_copy (const RdmRest *self)
{
  RdmRest *copy = rest_alloc (self->whole, self->rows, self->date, self->travel, self->now_ms);

  copy->routes = self->routes ? g_hash_table_ref (self->routes) : NULL;
  copy->paces = g_hash_table_ref (self->paces);
  copy_ids (self->offered, copy->offered);
  copy_ids (self->fetched, copy->fetched);
  copy_ids (self->reopened, copy->reopened);
  copy_ids (self->on_board, copy->on_board);
  return copy;
}

void
rdm_rest_free (RdmRest *self)
{
  if (!self)
    return;
  g_clear_object (&self->plan);
  g_clear_object (&self->travel);
  g_clear_object (&self->rows);
  g_clear_object (&self->whole);
  g_clear_pointer (&self->routes, g_hash_table_unref);
  g_clear_pointer (&self->paces, g_hash_table_unref);
  g_hash_table_unref (self->offered);
  g_hash_table_unref (self->fetched);
  g_hash_table_unref (self->reopened);
  g_hash_table_unref (self->on_board);
  g_time_zone_unref (self->zone);
  g_free (self->date);
  g_free (self);
}

RdmRows *
rdm_rest_get_rows (const RdmRest *self)
{
  return self->rows;
}

RdmRows *
rdm_rest_get_whole (const RdmRest *self)
{
  return self->whole;
}

const char *
rdm_rest_get_date (const RdmRest *self)
{
  return self->date;
}

RdmTravel *
rdm_rest_get_travel (const RdmRest *self)
{
  return self->travel;
}

gint32
rdm_rest_get_now (const RdmRest *self)
{
  return rdm_time_from_utc (self->zone, self->date, self->now_ms / 1000);
}

gint64
rdm_rest_get_now_ms (const RdmRest *self)
{
  return self->now_ms;
}

RdmDayPlan *
rdm_rest_get_plan (RdmRest *self)
{
  if (self->plan)
    return self->plan;
  self->plan = rdm_day_plan_new (self->rows, self->date, self->travel);
  rdm_day_plan_take_paces (self->plan, self->paces);
  return self->plan;
}

static const RdmRestRoute *
find_route (const RdmRest *self, const char *route)
{
  return self->routes && route ? g_hash_table_lookup (self->routes, route) : NULL;
}

GHashTable *
rdm_rest_get_paces (const RdmRest *self)
{
  return self->paces;
}

gboolean
rdm_rest_is_out (const RdmRest *self, const char *route)
{
  const RdmRestRoute *entry = find_route (self, route);

  return entry && entry->is_out;
}

gboolean
rdm_rest_is_down (const RdmRest *self, const char *route)
{
  const RdmRestRoute *entry = find_route (self, route);

  return entry && entry->is_down;
}

RdmPoint
rdm_rest_get_place (const RdmRest *self, const char *route)
{
  const RdmRestRoute *entry = find_route (self, route);

  return entry ? entry->begin : RDM_POINT_NONE;
}

RdmPoint
rdm_rest_get_depot (const RdmRest *self, const char *route_id)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->whole, route_id);
  const RdmShift *shift = route ? rdm_rows_get (self->whole, RDM_ROW_SHIFT, route->shift) : NULL;
  const RdmVehicle *vehicle =
      shift ? rdm_rows_get (self->whole, RDM_ROW_VEHICLE, shift->vehicle) : NULL;

  return vehicle ? vehicle->start : RDM_POINT_NONE;
}

gboolean
rdm_rest_is_on_board (const RdmRest *self, const char *stop)
{
  return g_hash_table_contains (self->on_board, stop);
}

/* --- what may go to somebody else ---------------------------------------------------------------
 */

static void
forget_plan (RdmRest *self)
{
  g_clear_object (&self->plan);
}

static void
leave_route (RdmRest *self, const char *stop)
{
  const char *route_id = rdm_rows_route_of (self->rows, stop);
  g_autoptr (RdmRoute) route = route_id ? rdm_rows_get_route (self->rows, route_id) : NULL;
  g_autoptr (RdmRoute) changed = route ? rdm_row_copy (route) : NULL;
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();

  if (!changed)
    return;
  for (GStrv id = route->stops; id && *id; id++)
    if (!g_str_equal (*id, stop))
      g_strv_builder_add (left, *id);
  g_strfreev (changed->stops);
  changed->stops = g_strv_builder_end (left);
  rdm_rows_put (self->rows, changed);
}

/* A delivery becomes a shipment from where its goods are; what is on board of a shipment is a
 * delivery here. */
static void
fetch_from (RdmRest *self, const RdmOrder *order, gint64 service_s, const RdmGoods *goods)
{
  g_autofree char *id = rdm_stop_id (order->row.id, RDM_STOP_PICKUP);
  g_autoptr (RdmOrder) shipment = rdm_row_copy (order);
  g_autoptr (RdmStop) pickup = rdm_row_new (RDM_ROW_STOP, id);
  RdmOrderEnd *from = &shipment->from;

  shipment->kind = RDM_ORDER_SHIPMENT;
  shipment->at.service_s = service_s;
  g_free (from->name);
  from->name = g_strdup (goods->name);
  from->point = goods->place;
  from->park = RDM_POINT_NONE;
  from->confidence = RDM_CONFIDENCE_GIVEN;
  from->service_s = RDM_TAKE_OVER_S;
  from->windows = (RdmWindows){ 0 };
  if (goods->from_s != RDM_TIME_NONE || goods->to_s != RDM_TIME_NONE)
    from->windows = (RdmWindows){
      1,
      { { goods->from_s != RDM_TIME_NONE ? goods->from_s : 0,
          goods->to_s != RDM_TIME_NONE ? goods->to_s : 2 * RDM_SECONDS_PER_DAY } },
    };
  pickup->order = g_strdup (order->row.id);
  pickup->role = RDM_STOP_PICKUP;
  rdm_rows_put (self->rows, shipment);
  rdm_rows_put (self->rows, pickup);
}

static gboolean
may_be_fetched (RdmRest *self, const RdmStop *stop)
{
  const RdmOrder *order = rdm_rows_get (self->whole, RDM_ROW_ORDER, stop->order);

  /* Half a shipment stays half of it. */
  return order && order->kind == RDM_ORDER_DELIVERY;
}

gboolean
rdm_rest_offer (RdmRest *self, const char *id, const RdmGoods *goods)
{
  const RdmStop *whole = rdm_rows_get (self->whole, RDM_ROW_STOP, id);
  const RdmOrder *order = whole ? rdm_rows_get (self->rows, RDM_ROW_ORDER, whole->order) : NULL;
  gboolean is_fetched = goods && rdm_point_is_valid (goods->place);
  g_autoptr (RdmStop) stop = NULL;

  if (!order || whole->locked || !rdm_stop_is_open (whole))
    return FALSE;
  if (goods && !may_be_fetched (self, whole))
    return FALSE;
  if (is_fetched && whole->attempts > 0) /* what was tried before has its history */
    return FALSE;
  if (!goods && g_hash_table_contains (self->on_board, id))
    return FALSE;
  forget_plan (self);
  leave_route (self, id);
  stop = rdm_row_copy (whole);
  stop->state = RDM_STOP_PLANNED;
  stop->arrived_ms = 0;
  rdm_rows_put (self->rows, stop);
  if (is_fetched)
    {
      fetch_from (self, rdm_rows_get (self->whole, RDM_ROW_ORDER, whole->order),
                  order->at.service_s, goods);
      g_hash_table_add (self->fetched, g_strdup (id));
    }
  g_hash_table_add (self->offered, g_strdup (id));
  return TRUE;
}

/* Its goods are on board of the route that has it: others are not asked. */
gboolean
rdm_rest_reopen (RdmRest *self, const char *id)
{
  const RdmStop *whole = rdm_rows_get (self->whole, RDM_ROW_STOP, id);
  const RdmOrder *order = whole ? rdm_rows_get (self->rows, RDM_ROW_ORDER, whole->order) : NULL;
  g_autoptr (RdmStop) stop = NULL;

  if (!order || whole->state != RDM_STOP_FAILED || !rdm_rows_route_of (self->whole, id))
    return FALSE;
  forget_plan (self);
  stop = rdm_row_copy (whole);
  stop->state = RDM_STOP_PLANNED;
  stop->arrived_ms = 0;
  stop->ended_ms = 0;
  rdm_rows_put (self->rows, stop);
  if (order->kind == RDM_ORDER_SHIPMENT && stop->role == RDM_STOP_DELIVERY
      && rdm_rest_is_fetched (self, order))
    rdm_rest_forget_pickup (self, order);
  g_hash_table_add (self->reopened, g_strdup (id));
  return TRUE;
}

GList *
rdm_rest_list_offered (const RdmRest *self)
{
  GList *offered = g_hash_table_get_keys (self->offered);

  return g_list_sort (g_list_concat (offered, g_hash_table_get_keys (self->reopened)),
                      (GCompareFunc)g_strcmp0);
}

gboolean
rdm_rest_is_fetch (const RdmRest *self, const char *id)
{
  const RdmStop *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, id);
  g_autofree char *delivery = NULL;

  if (!stop || stop->role != RDM_STOP_PICKUP)
    return FALSE;
  delivery = rdm_stop_id (stop->order, RDM_STOP_DELIVERY);
  return g_hash_table_contains (self->fetched, delivery);
}

void
rdm_rest_shut (RdmRest *self, const char *route_id)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->rows, route_id);
  g_autoptr (RdmRoute) changed = route ? rdm_row_copy (route) : NULL;

  if (!changed || changed->locked)
    return;
  forget_plan (self);
  changed->locked = TRUE;
  rdm_rows_put (self->rows, changed);
}

void
rdm_rest_hide_tray (RdmRest *self)
{
  rdm_rest_hide_tray_but (self, NULL);
}

void
rdm_rest_hide_tray_but (RdmRest *self, GPtrArray *stops)
{
  g_autoptr (GPtrArray) tray = rdm_rows_day_tray (self->rows, self->date);

  forget_plan (self);
  for (guint i = 0; i < tray->len; i++)
    {
      g_autoptr (RdmStop) stop = rdm_row_copy (g_ptr_array_index (tray, i));

      if (stops && g_ptr_array_find_with_equal_func (stops, stop->row.id, g_str_equal, NULL))
        continue;
      stop->state = RDM_STOP_CANCELLED;
      rdm_rows_put (self->rows, stop);
    }
}

/* Where most vehicles of the day set out. */
static RdmPoint
find_depot (RdmRest *self)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (self->whole, self->date);
  g_autofree RdmPoint *depots = g_new (RdmPoint, routes->len + 1);
  RdmPoint best = RDM_POINT_NONE;
  guint n_best = 0;

  for (guint i = 0; i < routes->len; i++)
    depots[i] = rdm_rest_get_depot (self, ((RdmRoute *)routes->pdata[i])->row.id);
  for (guint i = 0; i < routes->len; i++)
    {
      guint n = 0;

      for (guint j = 0; rdm_point_is_valid (depots[i]) && j < routes->len; j++)
        n += rdm_point_equal (depots[i], depots[j]);
      if (n > n_best)
        {
          best = depots[i];
          n_best = n;
        }
    }
  return best;
}

void
rdm_rest_offer_depot (RdmRest *self)
{
  g_autoptr (GPtrArray) tray = rdm_rows_day_tray (self->rows, self->date);
  RdmGoods goods = { .place = find_depot (self), .from_s = RDM_TIME_NONE, .to_s = RDM_TIME_NONE };

  if (!rdm_point_is_valid (goods.place))
    return;
  for (guint i = 0; i < tray->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (tray, i);

      if (stop->role == RDM_STOP_DELIVERY && !g_hash_table_contains (self->offered, stop->row.id))
        (void)rdm_rest_offer (self, stop->row.id, &goods);
    }
}
