/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the rest of a day back to the whole: lists that can be driven, and the command for them.
 */
#include "rdm-rest-private.h"

static const char *const no_stops[] = { NULL };

/* --- lists that can be driven -------------------------------------------------------------------
 */

/* The order whose goods are fetched at stop @id; NULL: it is another kind of stop. */
static const RdmOrder *
fetched_order (const RdmRest *self, const char *id)
{
  const RdmStop *stop =
      rdm_rest_is_fetch (self, id) ? rdm_rows_get (self->rows, RDM_ROW_STOP, id) : NULL;

  return stop ? rdm_rows_get (self->rows, RDM_ROW_ORDER, stop->order) : NULL;
}

static void
load_as_always (RdmRest *self, const char *pickup, const RdmOrder *order)
{
  g_autofree char *delivery = rdm_stop_id (order->row.id, RDM_STOP_DELIVERY);

  rdm_rows_put (self->rows, rdm_rows_get (self->whole, RDM_ROW_ORDER, order->row.id));
  rdm_rows_remove (self->rows, RDM_ROW_STOP, pickup);
  g_hash_table_remove (self->fetched, delivery);
}

/* Whoever has not set out yet loads at the depot as always; whoever comes back for more, when there
 * is room, fetches it then. */
static GStrv
list_without_loading (RdmRest *self, const RdmRouteList *from)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  gboolean is_loading = !rdm_rest_is_out (self, from->route);

  for (GStrv id = from->stops; id && *id; id++)
    {
      const RdmOrder *order = is_loading ? fetched_order (self, *id) : NULL;

      is_loading =
          order && rdm_point_equal (order->from.point, rdm_rest_get_depot (self, from->route));
      if (is_loading)
        load_as_always (self, *id, order);
      else
        g_strv_builder_add (list, *id);
    }
  return g_strv_builder_end (list);
}

/* What is fetched at one place is fetched when the first of it is. */
static GStrv
list_gathered (const RdmRest *self, GStrv stops)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (GStrv id = stops; *id; id++)
    {
      const RdmOrder *order = fetched_order (self, *id);
      guint at = list->len;

      for (guint i = 0; order && i < list->len; i++)
        {
          const RdmOrder *other = fetched_order (self, g_ptr_array_index (list, i));

          if (other && rdm_point_equal (other->from.point, order->from.point))
            at = i + 1;
        }
      g_ptr_array_insert (list, (int)at, *id);
    }
  g_ptr_array_add (list, NULL);
  return g_strdupv ((GStrv)list->pdata);
}

/* Everything at once may be too much, or take too long for what comes after it. */
static gboolean
is_better (RdmRest *self, const char *route, GStrv list, GStrv than)
{
  RdmDayPlan *plan = rdm_rest_get_plan (self);
  g_autoptr (RdmSchedule) a = rdm_day_plan_try_route (plan, route, (const char *const *)list);
  g_autoptr (RdmSchedule) b = rdm_day_plan_try_route (plan, route, (const char *const *)than);

  return (a->breaches & ~b->breaches) == 0 && a->late_s <= b->late_s;
}

GPtrArray *
rdm_rest_settle (RdmRest *self, GPtrArray *lists)
{
  g_autoptr (RdmCommand) loaded = rdm_command_new_sequence (NULL);
  g_autoptr (RdmCommand) settled = rdm_command_new_sequence (NULL);

  g_clear_object (&self->plan);
  for (guint i = 0; i < lists->len; i++)
    {
      const RdmRouteList *list = g_ptr_array_index (lists, i);
      g_auto (GStrv) stops = list_without_loading (self, list);

      rdm_command_sequence_route (loaded, list->route, (const char *const *)stops, NULL);
    }
  for (guint i = 0; i < loaded->lists->len; i++)
    {
      const RdmRouteList *list = g_ptr_array_index (loaded->lists, i);
      g_auto (GStrv) gathered = list_gathered (self, list->stops);
      gboolean is_kept =
          g_strv_equal ((const char *const *)gathered, (const char *const *)list->stops)
          || !is_better (self, list->route, gathered, list->stops);

      rdm_command_sequence_route (settled, list->route,
                                  (const char *const *)(is_kept ? list->stops : gathered), NULL);
    }
  return g_ptr_array_ref (settled->lists);
}

/* --- the command --------------------------------------------------------------------------------
 */

typedef struct
{
  RdmRest *rest;
  GHashTable *lists;     /* (element-type utf8 GStrv): by route, of the rest, borrowed */
  GHashTable *placed;    /* (element-type utf8): stops of those lists, borrowed */
  GHashTable *converted; /* (element-type utf8): deliveries that become shipments */
  RdmCommand *off;       /* SEQUENCE: those come off their routes first */
  RdmCommand *edits;
  RdmCommand *on; /* SEQUENCE: everything in its place */
} Composing;

/* What was offered with its goods, and nobody takes, stays where its goods are. */
static gboolean
is_left_behind (Composing *self, const char *id)
{
  return g_hash_table_contains (self->rest->fetched, id)
         && !g_hash_table_contains (self->placed, id);
}

static GStrv
whole_list (Composing *self,
            const RdmRestRoute *entry,
            const RdmRoute *before,
            const RdmRoute *rest_route)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  GStrv tail = g_hash_table_lookup (self->lists, rest_route->row.id);

  if (!tail)
    tail = rest_route->stops;
  for (GStrv id = entry->head; *id; id++)
    if (!g_hash_table_contains (self->rest->reopened, *id))
      g_strv_builder_add (list, *id);
  if (tail)
    g_strv_builder_addv (list, (const char **)tail);
  for (GStrv id = before->stops; id && *id; id++)
    if (is_left_behind (self, *id))
      g_strv_builder_add (list, *id);
  return g_strv_builder_end (list);
}

static GStrv
without (const char *const *stops, GHashTable *those)
{
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();

  for (; *stops; stops++)
    if (!g_hash_table_contains (those, *stops))
      g_strv_builder_add (left, *stops);
  return g_strv_builder_end (left);
}

/* The last stop of @route that has happened, but for those that are tried again. */
static const char *
last_happened (Composing *self, const RdmRoute *route)
{
  guint n = rdm_rows_route_head (self->rest->whole, route);

  while (n > 0 && g_hash_table_contains (self->rest->reopened, route->stops[n - 1]))
    n--;
  return n > 0 ? route->stops[n - 1] : NULL;
}

/* The list of @route when what failed on it comes next again. */
static GStrv
list_with_retries (Composing *self, const RdmRoute *route)
{
  const char *const *stops = route->stops ? (const char *const *)route->stops : no_stops;
  g_auto (GStrv) others = without (stops, self->rest->reopened);
  const char *last = last_happened (self, route);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  gboolean are_in = FALSE;

  for (guint i = 0; others[i] || !are_in; i++)
    {
      if (!are_in && (!last || (i > 0 && g_str_equal (others[i - 1], last))))
        {
          for (guint j = 0; stops[j]; j++)
            if (g_hash_table_contains (self->rest->reopened, stops[j]))
              g_strv_builder_add (list, stops[j]);
          are_in = TRUE;
        }
      if (!others[i])
        break;
      g_strv_builder_add (list, others[i]);
    }
  return g_strv_builder_end (list);
}

/* What failed is tried again by whoever has it on board. */
static RdmCommand *
retry_visits (Composing *self, const char *id)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->rest->whole, id);
  RdmCommand *retry = rdm_command_new_retry (NULL, id, last_happened (self, route), NULL);

  for (GStrv stop = route->stops; stop && *stop; stop++)
    if (g_hash_table_contains (self->rest->reopened, *stop))
      rdm_command_assign_stop (retry, *stop, id);
  return retry;
}

static void
compose_route (Composing *self, const char *id)
{
  const RdmRestRoute *entry = g_hash_table_lookup (self->rest->routes, id);
  g_autoptr (RdmRoute) before = rdm_rows_get_route (self->rest->whole, id);
  g_autoptr (RdmRoute) rest_route = rdm_rows_get_route (self->rest->rows, id);
  g_auto (GStrv) after = whole_list (self, entry, before, rest_route);
  g_auto (GStrv) seen = list_with_retries (self, before);
  g_auto (GStrv) between = without ((const char *const *)seen, self->converted);

  if (!g_strv_equal ((const char *const *)seen, (const char *const *)between))
    rdm_command_sequence_route (self->off, id, (const char *const *)between,
                                (const char *const *)seen);
  if (!g_strv_equal ((const char *const *)between, (const char *const *)after))
    rdm_command_sequence_route (self->on, id, (const char *const *)after,
                                (const char *const *)between);
}

/* And deliveries whose goods somebody fetches elsewhere: in some list, with their fetching. */
static void
find_placed (Composing *self)
{
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    for (GStrv id = list; *id; id++)
      {
        const RdmOrder *order = fetched_order (self->rest, *id);

        g_hash_table_add (self->placed, *id);
        if (order)
          g_hash_table_add (self->converted, rdm_stop_id (order->row.id, RDM_STOP_DELIVERY));
      }
}

static GList *
sorted_keys (GHashTable *table)
{
  return g_list_sort (g_hash_table_get_keys (table), (GCompareFunc)g_strcmp0);
}

static void
add_edits (Composing *self)
{
  g_autoptr (GList) stops = sorted_keys (self->converted);

  for (GList *it = stops; it; it = it->next)
    {
      const RdmStop *stop = rdm_rows_get (self->rest->whole, RDM_ROW_STOP, it->data);
      const RdmOrder *before = rdm_rows_get (self->rest->whole, RDM_ROW_ORDER, stop->order);
      g_autoptr (RdmOrder) after =
          rdm_row_copy (rdm_rows_get (self->rest->rows, RDM_ROW_ORDER, stop->order));

      /* How long the visit is expected to take is the rest's own. */
      after->at.service_s = before->at.service_s;
      rdm_command_edit_row (self->edits, before, after);
    }
}

/* Whoever was on the way to a stop that leaves the route is so no more. */
static RdmCommand *
withdraw_visits (Composing *self)
{
  RdmCommand *report = rdm_command_new_report (NULL);
  g_autoptr (GList) stops = sorted_keys (self->rest->offered);

  for (GList *it = stops; it; it = it->next)
    {
      const RdmStop *stop = rdm_rows_get (self->rest->whole, RDM_ROW_STOP, it->data);

      if (stop->state == RDM_STOP_EN_ROUTE || stop->state == RDM_STOP_ARRIVED)
        (void)rdm_command_add_report (report, RDM_EVENT_WITHDRAWN,
                                      rdm_rows_route_of (self->rest->whole, stop->row.id),
                                      stop->row.id, self->rest->now_ms);
    }
  return report;
}

static void
take (RdmCommand *batch, RdmCommand *command)
{
  if (rdm_command_is_empty (command))
    rdm_command_unref (command);
  else
    rdm_command_batch_take (batch, command);
}

RdmCommand *
rdm_rest_to_command (RdmRest *rest, GPtrArray *lists, const char *label)
{
  g_autoptr (GHashTable) by_route = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) placed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) converted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RdmCommand *batch = rdm_command_new_batch (label);
  Composing self = { rest,
                     by_route,
                     placed,
                     converted,
                     rdm_command_new_sequence (NULL),
                     rdm_command_new_edit (NULL),
                     rdm_command_new_sequence (NULL) };
  g_autoptr (GList) routes = NULL;

  for (guint i = 0; lists && i < lists->len; i++)
    {
      const RdmRouteList *list = g_ptr_array_index (lists, i);

      g_hash_table_insert (by_route, list->route, list->stops);
    }
  find_placed (&self);
  add_edits (&self);
  routes = rest->routes ? sorted_keys (rest->routes) : NULL;
  for (GList *it = routes; it; it = it->next)
    compose_route (&self, it->data);
  take (batch, withdraw_visits (&self));
  for (GList *it = routes; it; it = it->next)
    take (batch, retry_visits (&self, it->data));
  take (batch, self.off);
  take (batch, self.edits);
  take (batch, self.on);
  return batch;
}
