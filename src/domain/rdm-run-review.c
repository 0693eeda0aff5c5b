/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules that a command may break: somebody must look at it, but nobody's work is undone for it.
 * Only what is worse than before is worth a word.
 */
#include "rdm-run-private.h"

#include <string.h>

/* A route as its rules see it. */
typedef struct
{
  RdmLoads excess;       /* over the vehicle's capacity, at the worst moment */
  GHashTable *unskilled; /* stop → a skill that nobody brings */
} Breaches;

static void
breaches_clear (Breaches *self)
{
  g_clear_pointer (&self->unskilled, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Breaches, breaches_clear)

static void
add_skills (GHashTable *skills, GStrv more)
{
  for (GStrv skill = more; skill && *skill; skill++)
    g_hash_table_add (skills, *skill);
}

static GHashTable *
skills_of (RdmRows *rows, const RdmRoute *route, const RdmShift *shift, const RdmVehicle *vehicle)
{
  GHashTable *skills = g_hash_table_new (g_str_hash, g_str_equal);

  add_skills (skills, vehicle ? vehicle->skills : NULL);
  for (GStrv id = route->drivers ? route->drivers : shift->drivers; id && *id; id++)
    {
      const RdmDriver *driver = rdm_rows_get (rows, RDM_ROW_DRIVER, *id);

      add_skills (skills, driver ? driver->skills : NULL);
    }
  return skills;
}

static void
carry (RdmLoads *on_board, const RdmOrder *order, int sign)
{
  for (int i = 0; i < RDM_N_LOADS; i++)
    on_board->amount[i] += sign * order->loads.amount[i];
}

static void
raise_excess (Breaches *self, const RdmLoads *on_board, const RdmVehicle *vehicle)
{
  for (int i = 0; i < RDM_N_LOADS; i++)
    self->excess.amount[i] =
        MAX (self->excess.amount[i], on_board->amount[i] - vehicle->capacity.amount[i]);
}

/* A stop of a route with its order; looked up once, since that is most of the work. */
typedef struct
{
  const RdmStop *stop;
  const RdmOrder *order;
} Visit;

static GArray *
visits_of (RdmRows *rows, const RdmRoute *route)
{
  GArray *visits = g_array_new (FALSE, FALSE, sizeof (Visit));

  for (GStrv id = route->stops; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, *id);
      Visit visit = { stop, stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL };

      if (visit.order)
        g_array_append_val (visits, visit);
    }
  return visits;
}

static const RdmStop *
pickup_of (RdmRows *rows, const RdmOrder *order)
{
  g_autofree char *id = rdm_stop_id (order->row.id, RDM_STOP_PICKUP);

  return rdm_rows_get (rows, RDM_ROW_STOP, id);
}

/* Deliveries are on board from the start, pickups to the end, a shipment from one stop to the
 * other; what nobody took stays on board. */
static gboolean
is_on_board (RdmRows *rows, const Visit *visit)
{
  const RdmStop *pickup;

  if (visit->stop->role == RDM_STOP_PICKUP)
    return visit->stop->state == RDM_STOP_DONE && visit->order->kind == RDM_ORDER_PICKUP;
  if (!rdm_stop_is_open (visit->stop) && visit->stop->state != RDM_STOP_FAILED)
    return FALSE;
  pickup = visit->order->kind == RDM_ORDER_SHIPMENT ? pickup_of (rows, visit->order) : NULL;
  return visit->order->kind == RDM_ORDER_DELIVERY || (pickup && pickup->state == RDM_STOP_DONE);
}

/* A shipment whose goods were not there leaves nothing to be brought. */
static gboolean
changes_load (RdmRows *rows, const Visit *visit)
{
  const RdmStop *pickup =
      visit->order->kind == RDM_ORDER_SHIPMENT ? pickup_of (rows, visit->order) : NULL;

  return rdm_stop_is_open (visit->stop)
         && (!pickup || rdm_stop_is_open (pickup) || pickup->state == RDM_STOP_DONE);
}

/* From now on: what was on board before may have been too much, but that is over. */
static void
find_overload (Breaches *self, RdmRows *rows, GArray *visits, const RdmVehicle *vehicle)
{
  RdmLoads on_board = { 0 };

  for (guint i = 0; i < visits->len; i++)
    {
      const Visit *visit = &g_array_index (visits, Visit, i);

      if (is_on_board (rows, visit))
        carry (&on_board, visit->order, 1);
    }
  raise_excess (self, &on_board, vehicle);
  for (guint i = 0; i < visits->len; i++)
    {
      const Visit *visit = &g_array_index (visits, Visit, i);

      if (!changes_load (rows, visit))
        continue;
      carry (&on_board, visit->order, visit->stop->role == RDM_STOP_PICKUP ? 1 : -1);
      raise_excess (self, &on_board, vehicle);
    }
}

static void
find_unskilled (Breaches *self, GArray *visits, GHashTable *skills)
{
  for (guint i = 0; i < visits->len; i++)
    {
      const Visit *visit = &g_array_index (visits, Visit, i);

      if (!rdm_stop_is_open (visit->stop))
        continue;
      for (GStrv skill = visit->order->skills; skill && *skill; skill++)
        if (!g_hash_table_contains (skills, *skill))
          g_hash_table_insert (self->unskilled, g_strdup (visit->stop->row.id), g_strdup (*skill));
    }
}

static Breaches
find_breaches (RdmRows *rows, const char *route_id)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, route_id);
  const RdmShift *shift = route ? rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift) : NULL;
  const RdmVehicle *vehicle = shift ? rdm_rows_get (rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;
  Breaches breaches = { { { 0 } },
                        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  g_autoptr (GHashTable) skills = NULL;
  g_autoptr (GArray) visits = NULL;

  if (!shift || !route->stops)
    return breaches;
  skills = skills_of (rows, route, shift, vehicle);
  visits = visits_of (rows, route);
  find_unskilled (&breaches, visits, skills);
  if (vehicle)
    find_overload (&breaches, rows, visits, vehicle);
  return breaches;
}

static void
review_route (RdmRun *run, RdmRows *before, const char *route_id)
{
  g_auto (Breaches) now = find_breaches (run->rows, route_id);
  g_auto (Breaches) then = find_breaches (before, route_id);
  const RdmRoute *route = rdm_rows_get (run->rows, RDM_ROW_ROUTE, route_id);

  for (GStrv stop = route ? route->stops : NULL; stop && *stop; stop++)
    if (g_hash_table_contains (now.unskilled, *stop)
        && !g_hash_table_contains (then.unskilled, *stop))
      rdm_run_note (run, RDM_NEEDS_REVIEW, RDM_REASON_SKILLS, *stop,
                    g_hash_table_lookup (now.unskilled, *stop));
  for (int i = 0; i < RDM_N_LOADS; i++)
    if (now.excess.amount[i] > then.excess.amount[i])
      rdm_run_note (run, RDM_NEEDS_REVIEW, RDM_REASON_OVERLOAD, route_id, NULL);
}

typedef struct
{
  RdmRows *rows;
  GHashTable *fleet;  /* ids of vehicles, drivers and shifts that changed */
  GHashTable *routes; /* ids of routes to look at */
} Affected;

static gboolean
has_any (GHashTable *set, GStrv ids)
{
  for (; ids && *ids; ids++)
    if (g_hash_table_contains (set, *ids))
      return TRUE;
  return FALSE;
}

static void
add_affected_route (gconstpointer row, gpointer user_data)
{
  const RdmRoute *route = row;
  Affected *affected = user_data;
  const RdmShift *shift = rdm_rows_get (affected->rows, RDM_ROW_SHIFT, route->shift);

  if (g_hash_table_contains (affected->fleet, route->shift)
      || has_any (affected->fleet, route->drivers)
      || (shift
          && (g_hash_table_contains (affected->fleet, shift->vehicle)
              || has_any (affected->fleet, shift->drivers))))
    g_hash_table_add (affected->routes, route->row.id);
}

static void
add_order_routes (RdmRun *run, const char *order_id, GHashTable *routes)
{
  for (int role = RDM_STOP_DELIVERY; role <= RDM_STOP_PICKUP; role++)
    {
      g_autofree char *stop = rdm_stop_id (order_id, (RdmStopRole)role);
      const char *route = rdm_rows_route_of (run->rows, stop);

      if (route)
        g_hash_table_add (routes, (gpointer)route);
    }
}

void
rdm_run_review (RdmRun *run, RdmRows *before, GPtrArray *changes)
{
  g_autoptr (GHashTable) fleet = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) routes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) sorted = NULL;
  Affected affected = { run->rows, fleet, routes };

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = changes->pdata[i];

      if (change->kind == RDM_ROW_ROUTE)
        g_hash_table_add (routes, change->id);
      else if (change->kind == RDM_ROW_ORDER)
        add_order_routes (run, change->id, routes);
      else if (change->before
               && (change->kind == RDM_ROW_VEHICLE || change->kind == RDM_ROW_DRIVER
                   || change->kind == RDM_ROW_SHIFT))
        g_hash_table_add (fleet, change->id);
    }
  if (g_hash_table_size (fleet) > 0)
    rdm_rows_foreach (run->rows, RDM_ROW_ROUTE, add_affected_route, &affected);
  /* In one order wherever it is run, so that everyone reads the same reason. */
  sorted = g_list_sort (g_hash_table_get_keys (routes), (GCompareFunc)strcmp);
  for (GList *route = sorted; route; route = route->next)
    review_route (run, before, route->data);
}
