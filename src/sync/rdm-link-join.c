/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first meeting of a plan with its hub. A hub that has none yet gets this one, as commands;
 * else this desk gets the hub's. Whatever is lost here by that is in a copy beside the file.
 */
#include "rdm-link-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-replay.h"

/* So many that no command is very large. */
#define ORDERS_AT_ONCE 500

static void
note_row (gconstpointer row, gpointer is_there)
{
  *(gboolean *)is_there = TRUE;
}

/* Whether there is anything but settings. */
static gboolean
is_bare (RdmRows *rows)
{
  gboolean is_there = FALSE;

  for (int kind = 0; kind < RDM_N_ROW_KINDS && !is_there; kind++)
    if (kind != RDM_ROW_SETTINGS)
      rdm_rows_foreach (rows, (RdmRowKind)kind, note_row, &is_there);
  return !is_there;
}

static void
run_here (RdmReplica *replica, RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = NULL;

  if (!rdm_command_is_empty (command))
    outcome = rdm_replica_run (replica, command, g_get_real_time () / 1000);
  if (outcome && !rdm_outcome_is_applied (outcome))
    {
      g_autofree char *why = rdm_outcome_describe (outcome, rdm_replica_rows (replica));

      g_message ("Not taken to the hub: %s", why);
    }
  rdm_command_unref (command);
}

static void
add_kinds (RdmReplica *replica, RdmRows *rows)
{
  static const RdmRowKind kinds[] = { RDM_ROW_SETTINGS, RDM_ROW_VEHICLE, RDM_ROW_DRIVER,
                                      RDM_ROW_SHIFT,    RDM_ROW_PLACE,   RDM_ROW_SENDER,
                                      RDM_ROW_CLOSURE,  RDM_ROW_ATTEMPT, RDM_ROW_EXCEPTION };
  RdmCommand *add = rdm_command_new_add (_ ("Take the fleet to the hub"));

  add->exact = TRUE; /* what happened comes along */
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) list = rdm_rows_list (rows, kinds[i]);

      for (guint k = 0; k < list->len; k++)
        {
          const RdmRow *row = list->pdata[k];

          if (!rdm_rows_get (rdm_replica_rows (replica), row->kind, row->id))
            rdm_command_add_row (add, row);
        }
    }
  run_here (replica, add);
}

static void
add_orders (RdmReplica *replica, RdmRows *rows)
{
  g_autoptr (GPtrArray) orders = rdm_rows_list (rows, RDM_ROW_ORDER);

  for (guint from = 0; from < orders->len; from += ORDERS_AT_ONCE)
    {
      RdmCommand *add = rdm_command_new_add (_ ("Take orders to the hub"));

      add->exact = TRUE;
      for (guint i = from; i < MIN (from + ORDERS_AT_ONCE, orders->len); i++)
        {
          const RdmRow *order = orders->pdata[i];

          rdm_command_add_row (add, order);
          for (int role = RDM_STOP_DELIVERY; role <= RDM_STOP_PICKUP; role++)
            {
              g_autofree char *id = rdm_stop_id (order->id, (RdmStopRole)role);
              const RdmRow *stop = rdm_rows_get (rows, RDM_ROW_STOP, id);

              if (stop)
                rdm_command_add_row (add, stop);
            }
        }
      run_here (replica, add);
    }
}

/* Lists first, then what is true of the routes besides. */
static void
add_routes (RdmReplica *replica, RdmRows *rows)
{
  static const char *const none[] = { NULL };
  g_autoptr (GPtrArray) routes = rdm_rows_list (rows, RDM_ROW_ROUTE);
  RdmCommand *lists = rdm_command_new_sequence (_ ("Take the routes to the hub"));
  RdmCommand *edit;

  lists->exact = TRUE;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = routes->pdata[i];

      if (route->stops && *route->stops)
        rdm_command_sequence_route (lists, route->row.id, (const char *const *)route->stops, none);
    }
  run_here (replica, lists);
  edit = rdm_command_new_edit (_ ("Take the routes to the hub"));
  edit->exact = TRUE;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = routes->pdata[i];
      g_autoptr (RdmRoute) there = rdm_rows_get_route (rdm_replica_rows (replica), route->row.id);

      if (there)
        rdm_command_edit_row (edit, there, route);
    }
  run_here (replica, edit);
}

struct _RdmJoining
{
  RdmRows *here;
  GPtrArray *carried; /* NULL: none */
  GPtrArray *changes; /* NULL until it has run */
};

RdmJoining *
rdm_joining_new (RdmRows *here, GPtrArray *carried)
{
  RdmJoining *self = g_new0 (RdmJoining, 1);

  self->here = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (here));
  self->carried = carried ? g_ptr_array_ref (carried) : NULL;
  return self;
}

void
rdm_joining_free (RdmJoining *self)
{
  g_object_unref (self->here);
  g_clear_pointer (&self->carried, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

void
rdm_joining_run (RdmJoining *self, RdmReplica *replica)
{
  for (guint i = 0; self->carried && i < self->carried->len; i++)
    run_here (replica, rdm_command_ref (self->carried->pdata[i]));
  if (!self->carried && is_bare (rdm_replica_base (replica)) && !is_bare (self->here))
    {
      add_kinds (replica, self->here);
      add_orders (replica, self->here);
      add_routes (replica, self->here);
    }
  self->changes = rdm_rows_differences (self->here, rdm_replica_rows (replica));
}

GPtrArray *
rdm_joining_get_changes (RdmJoining *self)
{
  return self->changes;
}

/* A copy */

static gboolean
loses (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = changes->pdata[i];

      if (change->before && change->kind != RDM_ROW_SETTINGS)
        return TRUE;
    }
  return FALSE;
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmLink) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = rdm_plan_file_copy_finish (RDM_PLAN_FILE (source), result, &error);
  g_autofree char *name = copy ? g_path_get_basename (copy) : NULL;
  g_autofree char *text = NULL;

  if (name)
    text = g_strdup_printf (_ ("This is the hub’s plan now. Yours is beside it: “%s”."), name);
  else
    text = g_strdup_printf (_ ("Your plan could not be kept: %s"), error->message);
  rdm_link_emit_notice (self, text);
}

void
rdm_link_keep_copy (RdmLink *self, GPtrArray *changes)
{
  const char *path = rdm_plan_file_get_path (self->file);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *moment = g_date_time_format (now, "%Y-%m-%d-%H%M%S");
  g_autofree char *stem = g_str_has_suffix (path, ".roundsman")
                              ? g_strndup (path, strlen (path) - strlen (".roundsman"))
                              : g_strdup (path);
  g_autofree char *copy = g_strdup_printf ("%s-%s.roundsman", stem, moment);

  if (loses (changes))
    rdm_plan_file_copy_async (self->file, copy, copied_cb, g_object_ref (self));
}
