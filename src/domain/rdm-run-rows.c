/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows come and go: ADD and REMOVE, each the other's inverse.
 */
#include "rdm-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Settings are like routes: while they are as at first they need no row. */
static gboolean
is_superfluous (const RdmRow *row)
{
  g_autoptr (RdmRow) fresh = NULL;

  if (row->kind != RDM_ROW_SETTINGS)
    return FALSE;
  fresh = rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
  return rdm_row_equal (row, fresh);
}

/* What has happened is reported, not added. */
static gboolean
is_fact (const RdmRow *row)
{
  return row->kind == RDM_ROW_ATTEMPT
         || (row->kind == RDM_ROW_STOP && rdm_stop_has_happened ((const RdmStop *)row));
}

static gboolean
add_row (RdmRun *run, const RdmRow *row, gboolean exact)
{
  char *complaint;

  if (row->kind == RDM_ROW_ROUTE)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_BAD_VALUE, row->id,
                           g_strdup (_ ("A route comes with its shift.")));
  if (rdm_rows_get (run->rows, row->kind, row->id))
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_EXISTS, row->id, NULL);
  if (!exact && is_fact (row))
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_FACT, row->id, NULL);
  complaint = rdm_row_check (row);
  if (complaint)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_BAD_VALUE, row->id, complaint);
  if (!is_superfluous (row))
    rdm_rows_put (run->rows, row);
  return TRUE;
}

/* An order brings its stops, as far as they were not given with it. */
static void
add_stops (RdmRun *run, const RdmOrder *order)
{
  for (int role = RDM_STOP_DELIVERY; role <= RDM_STOP_PICKUP; role++)
    {
      g_autofree char *id = rdm_stop_id (order->row.id, (RdmStopRole)role);
      g_autoptr (RdmStop) stop = NULL;

      if (!rdm_run_has_stop (order->kind, (RdmStopRole)role)
          || rdm_rows_get (run->rows, RDM_ROW_STOP, id))
        continue;
      stop = rdm_row_new (RDM_ROW_STOP, id);
      stop->order = g_strdup (order->row.id);
      stop->role = role;
      rdm_rows_put (run->rows, stop);
    }
}

static gboolean
check_stop (RdmRun *run, const RdmStop *stop)
{
  const RdmOrder *order = rdm_rows_get (run->rows, RDM_ROW_ORDER, stop->order);

  if (!order)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_UNKNOWN, stop->order, NULL);
  if (!rdm_run_has_stop (order->kind, (RdmStopRole)stop->role))
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_BAD_VALUE, stop->row.id,
                           g_strdup (_ ("The order has no such stop.")));
  return TRUE;
}

gboolean
rdm_run_add (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (RdmCommand) back = rdm_run_inverse_new (RDM_COMMAND_REMOVE, command);

  back->exact = command->exact;
  for (guint i = 0; i < command->rows->len; i++)
    if (!add_row (run, command->rows->pdata[i], command->exact))
      return FALSE;
  /* The rows may be in any order, so what they refer to is looked for when all are there. */
  for (guint i = command->rows->len; i > 0; i--)
    {
      const RdmRow *row = command->rows->pdata[i - 1];

      if (!rdm_run_check_references (run, row))
        return FALSE;
      if (row->kind == RDM_ROW_STOP && !check_stop (run, (const RdmStop *)row))
        return FALSE;
      if (row->kind == RDM_ROW_ORDER)
        add_stops (run, (const RdmOrder *)row);
      if (row->kind != RDM_ROW_STOP && !is_superfluous (row))
        rdm_command_remove_row (back, row->kind, row->id);
    }
  if (!rdm_command_is_empty (back))
    *inverse = g_steal_pointer (&back);
  return TRUE;
}

/* What a REMOVE has done so far. */
typedef struct
{
  RdmRun *run;
  gboolean exact;
  GPtrArray *rows;    /* (element-type RdmRow): removed, with orders' stops */
  GPtrArray *before;  /* (element-type RdmRoute): routes that lose stops, as they were */
  GHashTable *stops;  /* (element-type utf8): ids, of the removed stops */
  GHashTable *fleet;  /* (element-type utf8): ids, of what other rows may refer to */
  const char *in_use; /* one of those that is still referred to */
} Removal;

static gboolean
remove_stop (Removal *removal, const RdmStop *stop)
{
  RdmRun *run = removal->run;
  const char *id = stop->row.id;
  const char *route_id = rdm_rows_route_of (run->rows, id);
  const RdmRoute *route = rdm_rows_get (run->rows, RDM_ROW_ROUTE, route_id);

  if (!rdm_stop_is_movable (stop) || stop->attempts > 0)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_DONE, id, NULL);
  if (stop->locked && route)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_LOCKED, id, NULL);
  if (route && route->locked)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_LOCKED, route_id, NULL);
  if (route && !g_ptr_array_find (removal->before, route, NULL))
    g_ptr_array_add (removal->before, rdm_row_ref (route));
  g_hash_table_add (removal->stops, g_strdup (id));
  g_ptr_array_add (removal->rows, rdm_row_ref (stop));
  rdm_rows_remove (run->rows, RDM_ROW_STOP, id);
  return TRUE;
}

static gboolean
remove_row (Removal *removal, const RdmRowRef *ref)
{
  RdmRun *run = removal->run;
  const RdmRow *row = rdm_rows_get (run->rows, ref->kind, ref->id);

  if (ref->kind == RDM_ROW_STOP || ref->kind == RDM_ROW_ROUTE)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_BAD_VALUE, ref->id,
                           g_strdup (ref->kind == RDM_ROW_STOP
                                         ? _ ("A stop goes with its order.")
                                         : _ ("A route goes with its shift.")));
  if (!row)
    return rdm_run_refuse (run, RDM_CONFLICT, RDM_REASON_GONE, ref->id, NULL);
  if (ref->kind == RDM_ROW_ATTEMPT && !removal->exact)
    return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_FACT, ref->id, NULL);
  g_ptr_array_add (removal->rows, rdm_row_ref (row));
  if (ref->kind == RDM_ROW_VEHICLE || ref->kind == RDM_ROW_DRIVER || ref->kind == RDM_ROW_SHIFT)
    g_hash_table_add (removal->fleet, g_strdup (ref->id));
  if (ref->kind == RDM_ROW_ORDER)
    {
      g_autoptr (GPtrArray) stops = rdm_run_order_stops (run, (const RdmOrder *)row);

      for (guint i = 0; i < stops->len; i++)
        if (!remove_stop (removal, stops->pdata[i]))
          return FALSE;
    }
  rdm_rows_remove (run->rows, ref->kind, ref->id);
  return TRUE;
}

static void
find_use (Removal *removal, const char *id)
{
  if (id && g_hash_table_contains (removal->fleet, id))
    removal->in_use = g_hash_table_lookup (removal->fleet, id);
}

static void
find_driver_use (Removal *removal, GStrv drivers)
{
  for (GStrv driver = drivers; driver && *driver; driver++)
    find_use (removal, *driver);
}

static void
find_use_by_shift (gconstpointer row, gpointer removal)
{
  const RdmShift *shift = row;

  find_use (removal, shift->vehicle);
  find_driver_use (removal, shift->drivers);
}

static void
find_use_by_route (gconstpointer row, gpointer removal)
{
  const RdmRoute *route = row;

  find_use (removal, route->shift);
  find_driver_use (removal, route->drivers);
}

static gboolean
check_use (Removal *removal)
{
  if (g_hash_table_size (removal->fleet) == 0)
    return TRUE;
  rdm_rows_foreach (removal->run->rows, RDM_ROW_ROUTE, find_use_by_route, removal);
  rdm_rows_foreach (removal->run->rows, RDM_ROW_SHIFT, find_use_by_shift, removal);
  if (!removal->in_use)
    return TRUE;
  return rdm_run_refuse (removal->run, RDM_REJECTED, RDM_REASON_IN_USE, removal->in_use, NULL);
}

/* The rows again, and the stops to where they were on their routes. */
static RdmCommand *
removal_inverse (Removal *removal, const RdmCommand *command)
{
  RdmCommand *add = rdm_run_inverse_new (RDM_COMMAND_ADD, command);
  RdmCommand *batch;

  add->exact = command->exact;
  for (guint i = 0; i < removal->rows->len; i++)
    rdm_command_add_row (add, removal->rows->pdata[i]);
  if (removal->before->len == 0)
    return add;
  batch = rdm_run_inverse_new (RDM_COMMAND_BATCH, command);
  rdm_command_batch_take (batch, add);
  rdm_run_add_runs (batch, command, removal->before, removal->stops, NULL);
  return batch;
}

gboolean
rdm_run_remove (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (rdm_row_unref);
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (rdm_row_unref);
  g_autoptr (GHashTable) stops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) fleet = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Removal removal = { run, command->exact, rows, before, stops, fleet, NULL };

  for (guint i = 0; i < command->refs->len; i++)
    if (!remove_row (&removal, command->refs->pdata[i]))
      return FALSE;
  for (guint i = 0; i < before->len; i++)
    {
      g_autoptr (GPtrArray) left = rdm_run_without (before->pdata[i], stops);

      g_ptr_array_add (left, NULL);
      rdm_run_set_stops (run, before->pdata[i], (const char *const *)left->pdata);
    }
  if (!check_use (&removal))
    return FALSE;
  if (rows->len > 0)
    *inverse = removal_inverse (&removal, command);
  return TRUE;
}
