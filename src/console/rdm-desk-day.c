/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The routes of the day as views show them, and how they follow the rows: a change carries what it
 * touches, and what it does not touch stays the same object.
 */
#include "rdm-day.h"
#include "rdm-desk-private.h"
#include "rdm-palette.h"

/* Routes */

static void
desk_route_free (gpointer data)
{
  RdmDeskRoute *self = data;

  rdm_row_unref ((gpointer)self->route);
  rdm_row_unref ((gpointer)self->shift);
  rdm_row_unref ((gpointer)self->vehicle);
  rdm_schedule_unref (self->schedule);
  g_free (self->name);
  g_free (self->crew);
  g_free (self);
}

static RdmDeskRoute *
desk_route_new (RdmDesk *desk, const RdmRoute *route, guint index)
{
  RdmRows *rows = rdm_desk_get_rows (desk);
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  const RdmVehicle *vehicle =
      shift != NULL ? rdm_rows_get (rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;
  RdmDeskRoute *self;

  if (vehicle == NULL)
    return NULL;
  self = g_new0 (RdmDeskRoute, 1);
  self->route = rdm_row_ref (route);
  self->shift = rdm_row_ref (shift);
  self->vehicle = rdm_row_ref (vehicle);
  self->schedule = rdm_schedule_ref (rdm_day_plan_get_schedule (desk->day_plan, route->row.id));
  self->name = rdm_day_route_name (rows, route);
  self->crew = rdm_day_route_crew (rows, route);
  self->index = index;
  self->dashed = rdm_palette_route (index, &self->colour);
  rdm_route_facts_read (&self->facts, route, shift, self->schedule, rows);
  return self;
}

/* Whether nothing that it shows can be another. */
static gboolean
holds (RdmDesk *desk, const RdmDeskRoute *self, const RdmRoute *route)
{
  return self->route == route
         && self->schedule == rdm_day_plan_get_schedule (desk->day_plan, route->row.id);
}

/* Routes that @touched leaves alone are taken over from @old; those that are others are added to
 * @touched. */
static void
list_routes (RdmDesk *self, GHashTable *old, RdmDeskTouched *touched)
{
  GPtrArray *rows = rdm_day_plan_get_routes (self->day_plan);
  guint n_old = g_hash_table_size (old);

  for (guint i = 0; i < rows->len; i++)
    {
      const RdmRoute *row = g_ptr_array_index (rows, i);
      RdmDeskRoute *before = g_hash_table_lookup (old, row->row.id);
      RdmDeskRoute *route;

      touched->all = touched->all || before == NULL || before->index != self->routes->len;
      if (!touched->all && !g_hash_table_contains (touched->routes, row->row.id)
          && holds (self, before, row))
        {
          g_hash_table_steal (old, row->row.id);
          route = before;
        }
      else
        route = desk_route_new (self, row, self->routes->len);
      if (route == NULL)
        continue;
      if (route != before)
        g_hash_table_add (touched->routes, g_strdup (row->row.id));
      g_ptr_array_add (self->routes, route);
      g_hash_table_insert (self->by_id, route->route->row.id, route);
    }
  touched->all = touched->all || n_old != self->routes->len;
}

static void
refresh_routes (RdmDesk *self, RdmDeskTouched *touched)
{
  g_autoptr (GHashTable) old = self->by_id;

  g_ptr_array_set_size (self->routes, 0);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, desk_route_free);
  list_routes (self, old, touched);
}

/* What a change touches */

static void
touch_stop (RdmDesk *self, const char *stop, RdmDeskTouched *touched)
{
  const char *route = rdm_rows_route_of (rdm_desk_get_rows (self), stop);

  if (route != NULL)
    g_hash_table_add (touched->routes, g_strdup (route));
  else
    touched->tray = TRUE;
}

/* What is no stop any more, or not yet, comes as a change of its own. */
static void
touch_order (RdmDesk *self, const char *order, RdmDeskTouched *touched)
{
  static const RdmStopRole roles[] = { RDM_STOP_DELIVERY, RDM_STOP_PICKUP };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *stop = rdm_stop_id (order, roles[i]);

      if (rdm_desk_find_stop (self, stop) != NULL)
        touch_stop (self, stop, touched);
    }
}

/* How often each stop has joined a route, less how often it has left one. */
static void
count_stops (GHashTable *joined, const RdmRow *row, int step)
{
  const RdmRoute *route = (const RdmRoute *)row;

  for (guint i = 0; route != NULL && route->stops != NULL && route->stops[i] != NULL; i++)
    {
      const char *stop = route->stops[i];
      int n = GPOINTER_TO_INT (g_hash_table_lookup (joined, stop)) + step;

      if (n == 0)
        g_hash_table_remove (joined, stop);
      else
        g_hash_table_insert (joined, (gpointer)stop, GINT_TO_POINTER (n));
    }
}

/* @joined: see count_stops() */
static void
touch (RdmDesk *self, const RdmChange *change, RdmDeskTouched *touched, GHashTable *joined)
{
  switch (change->kind)
    {
    case RDM_ROW_ROUTE:
      g_hash_table_add (touched->routes, g_strdup (change->id));
      count_stops (joined, change->before, -1);
      count_stops (joined, change->after, 1);
      break;
    case RDM_ROW_STOP:
      touch_stop (self, change->id, touched);
      break;
    case RDM_ROW_ORDER:
      touch_order (self, change->id, touched);
      break;
    case RDM_ROW_SETTINGS:
    case RDM_ROW_VEHICLE:
    case RDM_ROW_DRIVER:
    case RDM_ROW_SHIFT:
    case RDM_ROW_CLOSURE:
      touched->all = TRUE;
      break;
    default:
      break;
    }
}

gboolean
rdm_desk_touched_route (const RdmDeskTouched *self, const char *route)
{
  return self->all || (route != NULL ? g_hash_table_contains (self->routes, route) : self->tray);
}

void
rdm_desk_touched_clear (RdmDeskTouched *self)
{
  g_clear_pointer (&self->routes, g_hash_table_unref);
}

/* All */

static void
touched_init (RdmDeskTouched *self, gboolean all)
{
  *self = (RdmDeskTouched){ .all = all };
  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
rdm_desk_take_up_day (RdmDesk *self)
{
  RdmDeskTouched touched;

  touched_init (&touched, TRUE);
  g_clear_pointer (&self->tray, g_ptr_array_unref);
  refresh_routes (self, &touched);
  rdm_desk_touched_clear (&touched);
}

void
rdm_desk_follow_rows (RdmDesk *self, GPtrArray *changes, RdmDeskTouched *touched)
{
  g_autoptr (GHashTable) joined = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean orders = FALSE;

  touched_init (touched, FALSE);
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);

      touch (self, change, touched, joined);
      orders = orders || change->kind == RDM_ROW_ORDER || change->kind == RDM_ROW_STOP;
    }
  /* What has left a route and joined no other lies in the tray now, and the other way round. */
  touched->tray = touched->tray || touched->all || g_hash_table_size (joined) > 0;
  rdm_day_plan_update (self->day_plan, changes);
  refresh_routes (self, touched);
  if (touched->tray)
    g_clear_pointer (&self->tray, g_ptr_array_unref);
  rdm_desk_outdate_answers (self, touched->all);
  if (orders || touched->all)
    rdm_desk_prune_selection (self);
}

void
rdm_desk_follow_travel (RdmDesk *self, const char *route, RdmDeskTouched *touched)
{
  touched_init (touched, route == NULL);
  if (route != NULL)
    g_hash_table_add (touched->routes, g_strdup (route));
  else
    rdm_desk_outdate_answers (self, TRUE);
  refresh_routes (self, touched);
}

GPtrArray *
rdm_desk_get_routes (RdmDesk *self)
{
  return self->routes;
}

guint
rdm_desk_count_planned (RdmDesk *self)
{
  guint n = 0;

  for (guint i = 0; i < self->routes->len; i++)
    n += ((const RdmDeskRoute *)g_ptr_array_index (self->routes, i))->facts.n_stops > 0;
  return n;
}

const RdmDeskRoute *
rdm_desk_find_route (RdmDesk *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

GPtrArray *
rdm_desk_get_tray (RdmDesk *self)
{
  if (self->tray == NULL)
    self->tray = g_ptr_array_ref (rdm_day_plan_get_tray (self->day_plan));
  return self->tray;
}
