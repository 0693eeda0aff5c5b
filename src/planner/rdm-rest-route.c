/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A route from now on: its vehicle sets out from where it is, at once, without what is behind it.
 */
#include "rdm-rest-private.h"

#include "rdm-time.h"

/* Where nobody knows the place, it has been on its way from its last stop for this long at most. */
#define UNSEEN_MOST_S 600

typedef struct
{
  RdmRest *rest;
  const RdmStand *stand; /* NULL: nobody knows */
  RdmRoute *route;       /* as it will be */
  RdmShift *shift;
  RdmVehicle *vehicle;
  RdmRestRoute *entry;
  RdmLoads carried; /* on board for good: picked up, or not delivered */
  guint n_past;
  gint64 left_ms; /* when its last stop was over; 0: there was none */
  RdmPoint left;  /* where that was */
} Taking;

static gint32
second_of (const RdmRest *rest, gint64 at_ms)
{
  return rdm_time_from_utc (rest->zone, rest->date, at_ms / 1000);
}

static const RdmOrder *
order_of (RdmRest *rest, const RdmStop *stop)
{
  return rdm_rows_get (rest->whole, RDM_ROW_ORDER, stop->order);
}

static RdmPoint
place_of (RdmRest *rest, const RdmStop *stop)
{
  const RdmOrder *order = order_of (rest, stop);
  const RdmOrderEnd *end = order ? rdm_order_end (order, stop->role) : NULL;

  return end ? rdm_order_end_stopping_point (end) : RDM_POINT_NONE;
}

/* --- what is behind it -------------------------------------------------------------------------
 */

/* What was picked up stays on board to the depot, and so does what nobody took. */
static void
carry (Taking *self, const RdmStop *stop)
{
  const RdmOrder *order = order_of (self->rest, stop);
  gboolean stays = stop->role == RDM_STOP_PICKUP
                       ? stop->state == RDM_STOP_DONE && order && order->kind == RDM_ORDER_PICKUP
                       : stop->state == RDM_STOP_FAILED;

  for (guint d = 0; order && stays && d < RDM_N_LOADS; d++)
    self->carried.amount[d] += order->loads.amount[d];
}

static void
look_back (Taking *self)
{
  guint n = self->route->stops ? g_strv_length (self->route->stops) : 0;

  for (guint i = 0; i < n; i++)
    {
      const RdmStop *stop = rdm_rows_get (self->rest->whole, RDM_ROW_STOP, self->route->stops[i]);

      if (!stop || rdm_stop_is_open (stop))
        continue;
      self->n_past = i + 1;
      carry (self, stop);
      if (stop->ended_ms > self->left_ms && rdm_point_is_set (place_of (self->rest, stop)))
        {
          self->left_ms = stop->ended_ms;
          self->left = place_of (self->rest, stop);
        }
    }
  if (self->route->state == RDM_ROUTE_CLOSED)
    self->n_past = n;
}

/* What was passed over among what has happened keeps its place there: nobody plans it anew. */
static void
set_aside (RdmRest *rest, const char *id)
{
  const RdmStop *stop = rdm_rows_get (rest->rows, RDM_ROW_STOP, id);
  g_autoptr (RdmStop) changed = NULL;

  if (!stop || !rdm_stop_is_open (stop))
    return;
  changed = rdm_row_copy (stop);
  changed->state = RDM_STOP_CANCELLED;
  rdm_rows_put (rest->rows, changed);
}

static void
cut_off_head (Taking *self)
{
  g_autoptr (GStrvBuilder) head = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) tail = g_strv_builder_new ();
  GStrv stops = self->route->stops;

  for (guint i = 0; stops && stops[i]; i++)
    {
      g_strv_builder_add (i < self->n_past ? head : tail, stops[i]);
      if (i < self->n_past)
        set_aside (self->rest, stops[i]);
    }
  self->entry->head = g_strv_builder_end (head);
  self->route->stops = g_strv_builder_end (tail);
  g_strfreev (stops);
}

/* --- what is on board ---------------------------------------------------------------------------
 */

void
rdm_rest_forget_pickup (RdmRest *rest, const RdmOrder *order)
{
  g_autofree char *pickup = rdm_stop_id (order->row.id, RDM_STOP_PICKUP);
  g_autoptr (RdmOrder) delivery = rdm_row_copy (order);

  delivery->kind = RDM_ORDER_DELIVERY;
  rdm_rows_put (rest->rows, delivery);
  rdm_rows_remove (rest->rows, RDM_ROW_STOP, pickup);
}

gboolean
rdm_rest_is_fetched (RdmRest *rest, const RdmOrder *order)
{
  g_autofree char *id = rdm_stop_id (order->row.id, RDM_STOP_PICKUP);
  const RdmStop *pickup = rdm_rows_get (rest->whole, RDM_ROW_STOP, id);

  return pickup && pickup->state == RDM_STOP_DONE;
}

/* What a vehicle must have to load at a depot: it is there. Only the rest of a day knows of it. */
static char *
skill_of_depot (RdmPoint depot)
{
  g_autofree char *place = rdm_point_format (depot);

  return g_strconcat ("rest:at ", place, NULL);
}

static void
add_skill (GStrv *skills, const char *skill)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  if (*skills)
    g_strv_builder_addv (all, (const char **)*skills);
  g_strv_builder_add (all, skill);
  g_strfreev (*skills);
  *skills = g_strv_builder_end (all);
}

/* What waits for its vehicle at the depot goes only to those that are still there. */
static void
stay_at_depot (Taking *self, const RdmOrder *order)
{
  g_autoptr (RdmOrder) waiting = NULL;
  g_autofree char *skill = NULL;

  if (order->kind != RDM_ORDER_DELIVERY || !rdm_point_is_valid (self->vehicle->start))
    return;
  skill = skill_of_depot (self->vehicle->start);
  waiting = rdm_row_copy (order);
  add_skill (&waiting->skills, skill);
  rdm_rows_put (self->rest->rows, waiting);
}

static void
find_on_board (Taking *self)
{
  RdmRest *rest = self->rest;

  for (GStrv id = self->route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (rest->whole, RDM_ROW_STOP, *id);
      const RdmOrder *order = stop ? order_of (rest, stop) : NULL;
      g_autoptr (RdmStop) tied = NULL;

      if (!order || stop->role != RDM_STOP_DELIVERY)
        continue;
      if (order->kind == RDM_ORDER_SHIPMENT && !rdm_rest_is_fetched (rest, order))
        continue;
      if (order->kind == RDM_ORDER_SHIPMENT)
        rdm_rest_forget_pickup (rest, order);
      else if (!self->entry->is_out)
        {
          stay_at_depot (self, order);
          continue;
        }
      tied = rdm_row_copy (stop);
      tied->locked = TRUE;
      rdm_rows_put (rest->rows, tied);
      g_hash_table_add (rest->on_board, g_strdup (*id));
    }
}

/* --- where it is, and since when ----------------------------------------------------------------
 */

static const RdmStop *
next_of (Taking *self)
{
  return self->route->stops && *self->route->stops
             ? rdm_rows_get (self->rest->whole, RDM_ROW_STOP, *self->route->stops)
             : NULL;
}

/* Of the route as it was planned. */
static gint32
planned_start (Taking *self)
{
  if (self->route->start_s != RDM_TIME_NONE)
    return self->route->start_s;
  return self->shift->start_s != RDM_TIME_NONE ? self->shift->start_s : 0;
}

/* Returns: @least_s, or later where it is held up. */
static gint32
goes_on_s (Taking *self, gint32 least_s)
{
  return self->stand && self->stand->goes_on_ms > 0
             ? MAX (second_of (self->rest, self->stand->goes_on_ms), least_s)
             : least_s;
}

static gint32
begin_underway (Taking *self)
{
  RdmRest *rest = self->rest;
  const RdmStop *next = next_of (self);
  gint32 now_s = second_of (rest, rest->now_ms);
  gint32 since_s = self->left_ms > 0 ? second_of (rest, self->left_ms) : now_s;

  if (next && next->state == RDM_STOP_ARRIVED && rdm_point_is_set (place_of (rest, next)))
    {
      const RdmOrderEnd *end = rdm_order_end (order_of (rest, next), next->role);
      gint64 service_s = CLAMP (end->service_s, 0, RDM_SECONDS_PER_DAY);

      self->entry->begin = place_of (rest, next);
      return MAX (second_of (rest, next->arrived_ms), goes_on_s (self, now_s) - (gint32)service_s);
    }
  if (self->stand && rdm_point_is_set (self->stand->place))
    {
      self->entry->begin = self->stand->place;
      return goes_on_s (self, now_s);
    }
  self->entry->begin = self->left_ms > 0 ? self->left : self->vehicle->start;
  return goes_on_s (self, CLAMP (since_s, now_s - UNSEEN_MOST_S, now_s));
}

static void
find_begin (Taking *self)
{
  const RdmStop *next = next_of (self);
  gint32 now_s = second_of (self->rest, self->rest->now_ms);
  gint32 begin_s;

  self->entry->is_out = self->route->state == RDM_ROUTE_RUNNING || self->n_past > 0
                        || (next && rdm_stop_has_happened (next));
  if (self->entry->is_out)
    {
      begin_s = begin_underway (self);
      /* Who has ended the route takes nothing more. */
      if (self->route->state != RDM_ROUTE_CLOSED)
        self->route->state = RDM_ROUTE_RUNNING;
    }
  else
    {
      self->entry->begin = self->vehicle->start;
      begin_s = MAX (goes_on_s (self, now_s), planned_start (self));
    }
  self->route->start_s = begin_s;
}

/* What is left of its hours, its break, its limits and its room. */
static void
cut_limits (Taking *self)
{
  RdmVehicle *vehicle = self->vehicle;
  RdmShift *shift = self->shift;
  gint32 end_s = self->route->end_s != RDM_TIME_NONE ? self->route->end_s : shift->end_s;
  gint32 begin_s = self->route->start_s;

  vehicle->start = self->entry->begin;
  if (self->entry->is_out)
    vehicle->fixed_cost_minor = 0;
  else if (rdm_point_is_valid (vehicle->start))
    {
      g_autofree char *skill = skill_of_depot (vehicle->start);

      add_skill (&vehicle->skills, skill);
    }
  if (vehicle->max_stops > 0)
    vehicle->max_stops = MAX (vehicle->max_stops - (gint64)self->n_past, 1);
  for (guint d = 0; d < RDM_N_LOADS; d++)
    if (vehicle->capacity.amount[d] != RDM_CAPACITY_ANY)
      vehicle->capacity.amount[d] = MAX (vehicle->capacity.amount[d] - self->carried.amount[d], 0);
  if (end_s != RDM_TIME_NONE && begin_s > end_s)
    shift->overtime_max_s = MAX (shift->overtime_max_s - (begin_s - end_s), 0);
  if ((self->stand && self->stand->had_break)
      || (shift->break_to_s != RDM_TIME_NONE && shift->break_to_s < begin_s))
    shift->break_s = 0;
}

static gpointer
copy_or_new (RdmRows *rows, RdmRowKind kind, const char *id)
{
  gconstpointer row = id ? rdm_rows_get (rows, kind, id) : NULL;

  return row ? rdm_row_copy (row) : rdm_row_new (kind, id ? id : "");
}

static void
rest_route_free (gpointer data)
{
  RdmRestRoute *self = data;

  g_strfreev (self->head);
  g_free (self);
}

void
rdm_rest_take_up (RdmRest *rest, const RdmRoute *route, const RdmStand *stand)
{
  g_autoptr (RdmRoute) own_route = rdm_row_copy (route);
  g_autoptr (RdmShift) shift = copy_or_new (rest->whole, RDM_ROW_SHIFT, route->shift);
  g_autoptr (RdmVehicle) vehicle = copy_or_new (rest->whole, RDM_ROW_VEHICLE, shift->vehicle);
  Taking self = { .rest = rest,
                  .stand = stand,
                  .route = own_route,
                  .shift = shift,
                  .vehicle = vehicle,
                  .entry = g_new0 (RdmRestRoute, 1) };

  if (!rest->routes)
    rest->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, rest_route_free);
  g_hash_table_insert (rest->routes, g_strdup (route->row.id), self.entry);
  self.entry->is_down = stand && stand->is_down;
  look_back (&self);
  cut_off_head (&self);
  find_begin (&self);
  find_on_board (&self);
  cut_limits (&self);
  own_route->locked = own_route->locked || self.entry->is_down;
  /* A vehicle may have several shifts, each somewhere else by now. */
  g_free (vehicle->row.id);
  vehicle->row.id = g_strconcat ("rest:", route->row.id, NULL);
  g_free (shift->vehicle);
  shift->vehicle = g_strdup (vehicle->row.id);
  rdm_rows_put (rest->rows, vehicle);
  rdm_rows_put (rest->rows, shift);
  rdm_rows_put (rest->rows, own_route);
}
