/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stops move: ASSIGN. A shipment's two stops stay together, what is done stays in front.
 */
#include "rdm-run-private.h"

#include <string.h>

typedef struct
{
  RdmRun *run;
  const RdmCommand *command;
  const RdmRoute *target; /* NULL for the tray */
  GPtrArray *moved;   /* (element-type utf8): in the order they are to be in, partners with them */
  GHashTable *moving; /* the same as a set */
  GPtrArray *before;  /* (element-type RdmRoute): the routes that have them, as they were */
  GPtrArray *from_tray;   /* (element-type utf8): those that no route had, borrowed */
  gboolean with_partners; /* some belong to a shipment */
} Assignment;

static gboolean
reject (Assignment *self, RdmReason reason, const char *subject)
{
  return rdm_run_refuse (self->run, RDM_REJECTED, reason, subject, NULL);
}

static const char *
target_id (Assignment *self)
{
  return self->target ? self->target->row.id : NULL;
}

static gboolean
check_movable (Assignment *self, const RdmStop *stop)
{
  RdmRows *rows = self->run->rows;
  const char *route_id = rdm_rows_route_of (rows, stop->row.id);
  const RdmRoute *route = rdm_rows_get (rows, RDM_ROW_ROUTE, route_id);
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);

  if (!rdm_stop_is_movable (stop))
    return reject (self, RDM_REASON_DONE, stop->row.id);
  if (stop->locked)
    return reject (self, RDM_REASON_LOCKED, stop->row.id);
  if (route && route->locked)
    return reject (self, RDM_REASON_LOCKED, route_id);
  if (self->target && order && g_strcmp0 (order->date, self->target->date) != 0)
    return reject (self, RDM_REASON_OTHER_DAY, stop->row.id);
  return TRUE;
}

static gboolean
take (Assignment *self, const RdmStop *stop)
{
  const char *route_id = rdm_rows_route_of (self->run->rows, stop->row.id);
  const RdmRoute *route = rdm_rows_get (self->run->rows, RDM_ROW_ROUTE, route_id);

  if (!check_movable (self, stop))
    return FALSE;
  if (!g_hash_table_add (self->moving, stop->row.id))
    return reject (self, RDM_REASON_TWICE, stop->row.id);
  g_ptr_array_add (self->moved, stop->row.id);
  if (!route)
    g_ptr_array_add (self->from_tray, stop->row.id);
  else if (!g_ptr_array_find (self->before, route, NULL))
    g_ptr_array_add (self->before, rdm_row_ref (route));
  return TRUE;
}

/* The other stop of the same shipment, if it must come along: it is neither moved nor on the
 * target. */
static const RdmStop *
partner_to_take (Assignment *self, const RdmStop *stop, GHashTable *given)
{
  g_autofree char *id = rdm_run_partner (self->run, stop);

  if (id)
    self->with_partners = TRUE;
  if (!id || g_hash_table_contains (given, id) || g_hash_table_contains (self->moving, id)
      || g_strcmp0 (rdm_rows_route_of (self->run->rows, id), target_id (self)) == 0)
    return NULL;
  return rdm_rows_get (self->run->rows, RDM_ROW_STOP, id);
}

static gboolean
take_seen (Assignment *self, const RdmStopSeen *seen, GHashTable *given)
{
  const RdmStop *stop = rdm_rows_get (self->run->rows, RDM_ROW_STOP, seen->stop);
  const char *route = rdm_rows_route_of (self->run->rows, seen->stop);
  const RdmStop *partner;

  if (!stop)
    return rdm_run_refuse (self->run, RDM_CONFLICT, RDM_REASON_GONE, seen->stop, NULL);
  if (!self->command->blind && g_strcmp0 (route, seen->route) != 0
      && g_strcmp0 (route, target_id (self)) != 0)
    return rdm_run_refuse (self->run, RDM_CONFLICT, RDM_REASON_MOVED, seen->stop, NULL);
  partner = partner_to_take (self, stop, given);
  if (partner && stop->role == RDM_STOP_DELIVERY && !take (self, partner))
    return FALSE;
  if (!take (self, stop))
    return FALSE;
  return !partner || stop->role == RDM_STOP_DELIVERY || take (self, partner);
}

static gboolean
take_all (Assignment *self)
{
  g_autoptr (GHashTable) given = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *stops = self->command->stops;

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStopSeen *seen = stops->pdata[i];

      if (!g_hash_table_add (given, seen->stop))
        return reject (self, RDM_REASON_TWICE, seen->stop);
    }
  for (guint i = 0; i < stops->len; i++)
    if (!take_seen (self, stops->pdata[i], given))
      return FALSE;
  return TRUE;
}

/* How many of @left, the target's stops that do not move, come before those that do. */
static guint
find_position (Assignment *self, GPtrArray *left)
{
  const char *after = self->command->after;
  int anchor = after ? rdm_route_position (self->target, after) : -1;
  guint position = 0;

  if (after && anchor < 0)
    {
      rdm_run_note (self->run, RDM_APPLIED, RDM_REASON_ANCHOR_GONE, after, NULL);
      return left->len;
    }
  for (int i = 0; i <= anchor; i++)
    if (!g_hash_table_contains (self->moving, self->target->stops[i]))
      position++;
  if (self->command->exact)
    return position;
  for (guint i = left->len; i > position; i--)
    {
      const RdmStop *stop = rdm_rows_get (self->run->rows, RDM_ROW_STOP, left->pdata[i - 1]);

      if (stop && rdm_stop_has_happened (stop))
        return i;
    }
  return position;
}

/* Returns: (transfer container): the target's new list, NULL-terminated, borrowed. */
static GPtrArray *
arrange (Assignment *self)
{
  g_autoptr (GPtrArray) left = rdm_run_without (self->target, self->moving);
  GPtrArray *list = g_ptr_array_new ();
  guint position = find_position (self, left);

  for (guint i = 0; i < position; i++)
    g_ptr_array_add (list, left->pdata[i]);
  for (guint i = 0; i < self->moved->len; i++)
    g_ptr_array_add (list, self->moved->pdata[i]);
  for (guint i = position; i < left->len; i++)
    g_ptr_array_add (list, left->pdata[i]);
  g_ptr_array_add (list, NULL);
  return list;
}

static gboolean
is_delivery_before_pickup (GPtrArray *list, const char *id, const char *partner, int role)
{
  for (guint i = 0; list->pdata[i]; i++)
    {
      if (strcmp (list->pdata[i], id) == 0)
        return role == RDM_STOP_DELIVERY;
      if (strcmp (list->pdata[i], partner) == 0)
        return role == RDM_STOP_PICKUP;
    }
  return FALSE;
}

static gboolean
check_shipments (Assignment *self, GPtrArray *list)
{
  for (guint i = 0; self->with_partners && i < self->moved->len; i++)
    {
      const RdmStop *stop = rdm_rows_get (self->run->rows, RDM_ROW_STOP, self->moved->pdata[i]);
      g_autofree char *partner = rdm_run_partner (self->run, stop);

      if (partner && is_delivery_before_pickup (list, stop->row.id, partner, stop->role))
        return reject (self, RDM_REASON_SPLIT, stop->row.id);
    }
  return TRUE;
}

/* Moving a shipment's stops within their route, one run at a time, may have no order that keeps
 * pickup first all the while: whole lists have. */
static RdmCommand *
inverse_by_lists (Assignment *self, GPtrArray *list)
{
  RdmCommand *back = rdm_run_inverse_new (RDM_COMMAND_SEQUENCE, self->command);

  back->exact = TRUE;
  for (guint i = 0; i < self->before->len; i++)
    {
      const RdmRoute *route = self->before->pdata[i];
      g_autoptr (GPtrArray) left = rdm_run_without (route, self->moving);
      gboolean is_target = g_strcmp0 (route->row.id, target_id (self)) == 0;

      g_ptr_array_add (left, NULL);
      rdm_command_sequence_route (back, route->row.id, (const char *const *)route->stops,
                                  (const char *const *)(is_target ? list->pdata : left->pdata));
    }
  return back;
}

static RdmCommand *
inverse_by_runs (Assignment *self)
{
  g_autoptr (RdmCommand) batch = rdm_run_inverse_new (RDM_COMMAND_BATCH, self->command);

  if (self->from_tray->len > 0)
    {
      RdmCommand *back = rdm_run_inverse_new (RDM_COMMAND_ASSIGN, self->command);

      for (guint i = 0; i < self->from_tray->len; i++)
        rdm_command_assign_stop (back, self->from_tray->pdata[i], target_id (self));
      rdm_command_batch_take (batch, back);
    }
  rdm_run_add_runs (batch, self->command, self->before, self->moving, target_id (self));
  if (batch->commands->len == 1)
    return g_ptr_array_steal_index (batch->commands, 0);
  return g_steal_pointer (&batch);
}

static void
leave_routes (Assignment *self)
{
  for (guint i = 0; i < self->before->len; i++)
    {
      const RdmRoute *route = self->before->pdata[i];
      g_autoptr (GPtrArray) left = rdm_run_without (route, self->moving);

      g_ptr_array_add (left, NULL);
      if (g_strcmp0 (route->row.id, target_id (self)) != 0)
        rdm_run_set_stops (self->run, route, (const char *const *)left->pdata);
    }
}

static gboolean
move (Assignment *self, RdmCommand **inverse)
{
  g_autoptr (GPtrArray) list = self->target ? arrange (self) : NULL;
  g_autoptr (RdmCommand) back = inverse_by_runs (self);
  const char *const *stops = list ? (const char *const *)list->pdata : NULL;
  static const char *const none[] = { NULL };

  if (!self->target && self->before->len == 0)
    return TRUE;
  if (list && !check_shipments (self, list))
    return FALSE;
  if (list
      && g_strv_equal (stops,
                       self->target->stops ? (const char *const *)self->target->stops : none))
    return TRUE;
  if (list && self->with_partners && back->kind == RDM_COMMAND_BATCH
      && g_ptr_array_find (self->before, self->target, NULL))
    {
      rdm_command_unref (back);
      back = inverse_by_lists (self, list);
    }
  leave_routes (self);
  if (list)
    rdm_run_set_stops (self->run, self->target, stops);
  *inverse = g_steal_pointer (&back);
  return TRUE;
}

gboolean
rdm_run_assign (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (RdmRoute) target =
      command->route ? rdm_rows_get_route (run->rows, command->route) : NULL;
  g_autoptr (GPtrArray) moved = g_ptr_array_new ();
  g_autoptr (GHashTable) moving = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (rdm_row_unref);
  g_autoptr (GPtrArray) from_tray = g_ptr_array_new ();
  Assignment self = { run, command, target, moved, moving, before, from_tray, FALSE };

  if (command->route && !target)
    return reject (&self, RDM_REASON_UNKNOWN, command->route);
  if (target && target->locked)
    return reject (&self, RDM_REASON_LOCKED, command->route);
  if (!take_all (&self))
    return FALSE;
  return moved->len == 0 || move (&self, inverse);
}
