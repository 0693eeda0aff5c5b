/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole lists are replaced: SEQUENCE, its own inverse. What no list names any more goes to the
 * tray.
 */
#include "rdm-run-private.h"

#include <string.h>

static const char *const no_stops[] = { NULL };

typedef struct
{
  RdmRun *run;
  const RdmCommand *command;
  GPtrArray *before;  /* (element-type RdmRoute): of every list, as it was */
  GHashTable *listed; /* ids of these routes */
  GHashTable *placed; /* stop → its number over all lists, from 1 */
  GArray *starts;     /* (element-type guint): the number of every list's first stop */
} Sequencing;

static gboolean
reject (Sequencing *self, RdmReason reason, const char *subject)
{
  return rdm_run_refuse (self->run, RDM_REJECTED, reason, subject, NULL);
}

static const char *const *
stops_of (const RdmRoute *route)
{
  return route->stops ? (const char *const *)route->stops : no_stops;
}

static gboolean
check_expected (Sequencing *self)
{
  for (guint i = 0; i < self->command->expected->len; i++)
    {
      const RdmRouteList *seen = self->command->expected->pdata[i];
      g_autoptr (RdmRoute) route = rdm_rows_get_route (self->run->rows, seen->route);

      if (!route)
        return rdm_run_refuse (self->run, RDM_CONFLICT, RDM_REASON_GONE, seen->route, NULL);
      if (!g_strv_equal (stops_of (route), (const char *const *)seen->stops))
        return rdm_run_refuse (self->run, RDM_CONFLICT, RDM_REASON_LIST_CHANGED, seen->route, NULL);
    }
  return TRUE;
}

static gboolean
find_routes (Sequencing *self)
{
  for (guint i = 0; i < self->command->lists->len; i++)
    {
      const RdmRouteList *list = self->command->lists->pdata[i];
      RdmRoute *route = rdm_rows_get_route (self->run->rows, list->route);

      if (!route)
        return reject (self, RDM_REASON_UNKNOWN, list->route);
      g_ptr_array_add (self->before, route);
      if (!g_hash_table_add (self->listed, route->row.id))
        return reject (self, RDM_REASON_TWICE, list->route);
    }
  return TRUE;
}

/* May @id, which some list has, be on @route? */
static gboolean
check_stop (Sequencing *self, const RdmRoute *route, const char *id)
{
  RdmRows *rows = self->run->rows;
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, id);
  const RdmOrder *order = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;
  const char *present = rdm_rows_route_of (rows, id);

  if (!stop)
    return rdm_run_refuse (self->run, RDM_CONFLICT, RDM_REASON_GONE, id, NULL);
  if (present && !g_hash_table_contains (self->listed, present))
    return reject (self, RDM_REASON_TWICE, id);
  if (g_strcmp0 (present, route->row.id) == 0)
    return TRUE;
  if (stop->locked)
    return reject (self, RDM_REASON_LOCKED, id);
  if (!rdm_stop_is_movable (stop))
    return reject (self, RDM_REASON_DONE, id);
  if (order && g_strcmp0 (order->date, route->date) != 0)
    return reject (self, RDM_REASON_OTHER_DAY, id);
  return TRUE;
}

static gboolean
place_stops (Sequencing *self)
{
  guint number = 0;

  for (guint i = 0; i < self->before->len; i++)
    {
      const RdmRouteList *list = self->command->lists->pdata[i];
      guint start = number + 1;

      g_array_append_val (self->starts, start);
      for (GStrv stop = list->stops; *stop; stop++)
        {
          if (!check_stop (self, self->before->pdata[i], *stop))
            return FALSE;
          if (!g_hash_table_insert (self->placed, *stop, GUINT_TO_POINTER (++number)))
            return reject (self, RDM_REASON_TWICE, *stop);
        }
    }
  return TRUE;
}

/* What a route has, and may not lose or have rearranged. */
static gboolean
check_kept (Sequencing *self, const RdmRoute *route, const RdmRouteList *list)
{
  const char *const *stops = stops_of (route);
  guint head = self->command->exact ? 0 : rdm_rows_route_head (self->run->rows, route);

  if (route->locked && !g_strv_equal (stops, (const char *const *)list->stops))
    return reject (self, RDM_REASON_LOCKED, route->row.id);
  for (guint i = 0; stops[i]; i++)
    {
      const RdmStop *stop = rdm_rows_get (self->run->rows, RDM_ROW_STOP, stops[i]);

      if (stop && !g_hash_table_contains (self->placed, stops[i]))
        {
          if (stop->locked)
            return reject (self, RDM_REASON_LOCKED, stops[i]);
          if (!rdm_stop_is_movable (stop))
            return reject (self, RDM_REASON_DONE, stops[i]);
        }
      if (i < head && (i >= g_strv_length (list->stops) || strcmp (list->stops[i], stops[i]) != 0))
        return reject (self, RDM_REASON_DONE, stops[i]);
    }
  return TRUE;
}

/* A shipment's stops are on one list, pickup first, or on none. */
static gboolean
check_shipment (Sequencing *self, guint list, const char *id)
{
  const RdmStop *stop = rdm_rows_get (self->run->rows, RDM_ROW_STOP, id);
  g_autofree char *partner = rdm_run_partner (self->run, stop);
  guint own = GPOINTER_TO_UINT (g_hash_table_lookup (self->placed, id));
  guint other = partner ? GPOINTER_TO_UINT (g_hash_table_lookup (self->placed, partner)) : 0;
  guint from = g_array_index (self->starts, guint, list);
  guint to =
      list + 1 < self->starts->len ? g_array_index (self->starts, guint, list + 1) : G_MAXUINT;

  if (!partner)
    return TRUE;
  if (other < from || other >= to || (stop->role == RDM_STOP_PICKUP) != (own < other))
    return reject (self, RDM_REASON_SPLIT, id);
  return TRUE;
}

static gboolean
check_lists (Sequencing *self)
{
  for (guint i = 0; i < self->before->len; i++)
    {
      const RdmRouteList *list = self->command->lists->pdata[i];

      if (!check_kept (self, self->before->pdata[i], list))
        return FALSE;
      for (GStrv stop = list->stops; *stop; stop++)
        if (!check_shipment (self, i, *stop))
          return FALSE;
    }
  return TRUE;
}

static RdmCommand *
replace_lists (Sequencing *self)
{
  RdmCommand *back = rdm_run_inverse_new (RDM_COMMAND_SEQUENCE, self->command);

  back->exact = self->command->exact;
  for (guint i = 0; i < self->before->len; i++)
    {
      const RdmRouteList *list = self->command->lists->pdata[i];
      const RdmRoute *route = self->before->pdata[i];
      const char *const *stops = (const char *const *)list->stops;

      if (g_strv_equal (stops_of (route), stops))
        continue;
      rdm_run_set_stops (self->run, route, stops);
      rdm_command_sequence_route (back, route->row.id, stops_of (route), stops);
    }
  return back;
}

gboolean
rdm_run_sequence (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (rdm_row_unref);
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) placed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (RdmCommand) back = NULL;
  Sequencing self = { run, command, before, listed, placed, starts };

  if (!check_expected (&self) || !find_routes (&self) || !place_stops (&self)
      || !check_lists (&self))
    return FALSE;
  back = replace_lists (&self);
  if (!rdm_command_is_empty (back))
    *inverse = g_steal_pointer (&back);
  return TRUE;
}
