/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-proposal-build.h"

#include <glib/gi18n-lib.h>

#include "rdm-day-pace.h"
#include "rdm-day-plan-private.h"

/* So many stops get their reasons route by route; thousands would take longer than the search. Ask
 * rdm_advice_why_not() for more. */
#define EXPLAINED_MAX 25

typedef struct
{
  RdmDayPlan *before;
  RdmDayPlan *after;
  GHashTable *routes_before; /* (element-type utf8 utf8): stop → route */
  GHashTable *routes_after;
  RdmProposal *proposal;
} Comparing;

static void
comparison_free (gpointer data)
{
  RdmRouteComparison *self = data;

  g_free (self->route);
  g_strfreev (self->before);
  g_strfreev (self->after);
  rdm_schedule_unref (self->schedule_before);
  rdm_schedule_unref (self->schedule_after);
  g_free (self);
}

static void
unassigned_free (gpointer data)
{
  RdmUnassigned *self = data;

  g_free (self->stop);
  g_free (self->reason);
  g_ptr_array_unref (self->why_not);
  g_free (self);
}

/* --- the day afterwards ------------------------------------------------------------------------
 */

static void
put_copy (gconstpointer row, gpointer rows)
{
  rdm_rows_put (rows, row);
}

RdmRows *
rdm_rows_copy (RdmRows *rows)
{
  RdmRows *copy;

  if (RDM_IS_MEMORY_ROWS (rows))
    return rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  copy = rdm_memory_rows_new ();
  for (guint kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    rdm_rows_foreach (rows, (RdmRowKind)kind, put_copy, copy);
  return copy;
}

/* First everything is taken off that goes elsewhere: a stop is on one route at a time. */
static void
put_lists (RdmRows *rows, GPtrArray *routes, GPtrArray *lists)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < routes->len; i++)
      {
        g_autoptr (RdmRoute) route = rdm_row_copy (g_ptr_array_index (routes, i));
        GStrv stops = g_ptr_array_index (lists, i);

        g_clear_pointer (&route->stops, g_strfreev);
        if (round == 1 && *stops)
          route->stops = g_strdupv (stops);
        rdm_rows_put (rows, route);
      }
}

static RdmDayPlan *
day_with_lists (RdmDayPlan *before, GPtrArray *lists)
{
  g_autoptr (RdmRows) rows = rdm_rows_copy (rdm_day_plan_get_rows (before));
  RdmDayPlan *after;

  put_lists (rows, rdm_day_plan_get_routes (before), lists);
  after = rdm_day_plan_new (rows, rdm_day_plan_get_date (before), rdm_day_plan_get_travel (before));
  rdm_day_plan_take_paces_of (after, before);
  return after;
}

/* --- routes ------------------------------------------------------------------------------------
 */

static void
index_stops (GHashTable *routes, const char *route, GStrv stops)
{
  for (guint i = 0; stops[i]; i++)
    g_hash_table_insert (routes, stops[i], (gpointer)route);
}

static void
count_hands (Comparing *self, RdmRouteComparison *comparison)
{
  for (guint i = 0; comparison->after[i]; i++)
    comparison->n_in += g_strcmp0 (g_hash_table_lookup (self->routes_before, comparison->after[i]),
                                   comparison->route)
                        != 0;
  for (guint i = 0; comparison->before[i]; i++)
    comparison->n_out += g_strcmp0 (g_hash_table_lookup (self->routes_after, comparison->before[i]),
                                    comparison->route)
                         != 0;
}

static void
add_routes (Comparing *self, GPtrArray *lists)
{
  GPtrArray *routes = rdm_day_plan_get_routes (self->before);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      RdmRouteComparison *comparison = g_new0 (RdmRouteComparison, 1);

      comparison->route = g_strdup (route->row.id);
      comparison->before = route->stops ? g_strdupv (route->stops) : g_new0 (char *, 1);
      comparison->after = g_strdupv (g_ptr_array_index (lists, i));
      comparison->changed = !g_strv_equal ((const char *const *)comparison->before,
                                           (const char *const *)comparison->after);
      comparison->schedule_before =
          rdm_schedule_ref (rdm_day_plan_get_schedule (self->before, comparison->route));
      comparison->schedule_after =
          rdm_schedule_ref (rdm_day_plan_get_schedule (self->after, comparison->route));
      index_stops (self->routes_before, comparison->route, comparison->before);
      index_stops (self->routes_after, comparison->route, comparison->after);
      g_ptr_array_add (self->proposal->routes, comparison);
    }
  for (guint i = 0; i < self->proposal->routes->len; i++)
    count_hands (self, g_ptr_array_index (self->proposal->routes, i));
}

/* --- stops -------------------------------------------------------------------------------------
 */

static void
add_hands (Comparing *self)
{
  const RdmDayModel *model = rdm_day_plan_get_model (self->before);
  g_autoptr (GStrvBuilder) moved = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) placed = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) without_place = g_strv_builder_new ();

  for (guint i = 0; i < model->stops->len; i++)
    {
      const RdmModelStop *entry = &g_array_index (model->stops, RdmModelStop, i);
      const char *id = entry->stop->row.id;
      const char *before = g_hash_table_lookup (self->routes_before, id);
      const char *after = g_hash_table_lookup (self->routes_after, id);

      if (before && g_strcmp0 (before, after) != 0)
        g_strv_builder_add (moved, id);
      if (!before && after)
        g_strv_builder_add (placed, id);
      if (entry->task == RDM_VRP_NONE && rdm_stop_is_open (entry->stop))
        g_strv_builder_add (without_place, id);
    }
  self->proposal->moved = g_strv_builder_end (moved);
  self->proposal->placed = g_strv_builder_end (placed);
  self->proposal->without_place = g_strv_builder_end (without_place);
}

static int
compare_priority (gconstpointer a, gconstpointer b, gpointer model)
{
  const RdmModelStop *x = rdm_day_model_find_stop (model, (*(const RdmStop *const *)a)->row.id);
  const RdmModelStop *y = rdm_day_model_find_stop (model, (*(const RdmStop *const *)b)->row.id);

  if (x->order->priority != y->order->priority)
    return x->order->priority > y->order->priority ? -1 : 1;
  return strcmp (x->stop->row.id, y->stop->row.id);
}

static RdmUnassigned *
explain (Comparing *self, const char *stop, gboolean in_detail)
{
  RdmUnassigned *unassigned = g_new0 (RdmUnassigned, 1);
  gboolean has_place =
      rdm_day_model_find_task (rdm_day_plan_get_model (self->after), stop) != RDM_VRP_NONE;

  unassigned->stop = g_strdup (stop);
  if (has_place && !in_detail)
    {
      unassigned->why_not = g_ptr_array_new ();
      unassigned->reason = g_strdup (_ ("No route can take it as it is."));
      return unassigned;
    }
  unassigned->why_not = rdm_advice_why_not (self->after, stop);
  unassigned->reason = rdm_advice_why_unassigned (self->after, stop);
  return unassigned;
}

static void
add_unassigned (Comparing *self)
{
  const RdmDayModel *model = rdm_day_plan_get_model (self->after);
  GPtrArray *tray = rdm_day_plan_get_tray (self->after);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < tray->len; i++)
    if (rdm_day_model_find_stop (model, ((RdmStop *)g_ptr_array_index (tray, i))->row.id))
      g_ptr_array_add (sorted, g_ptr_array_index (tray, i));
  g_ptr_array_sort_with_data (sorted, compare_priority, (gpointer)model);
  for (guint i = 0; i < sorted->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (sorted, i);

      g_ptr_array_add (self->proposal->unassigned, explain (self, stop->row.id, i < EXPLAINED_MAX));
    }
}

/* --- the whole ---------------------------------------------------------------------------------
 */

static RdmProposal *
proposal_new (RdmDayPlan *day)
{
  RdmProposal *self = g_atomic_rc_box_new0 (RdmProposal);

  self->date = g_strdup (rdm_day_plan_get_date (day));
  self->routes = g_ptr_array_new_with_free_func (comparison_free);
  self->unassigned = g_ptr_array_new_with_free_func (unassigned_free);
  self->estimated = rdm_day_plan_get_model (day)->is_estimated;
  self->notice = rdm_day_plan_dup_travel_notice (day);
  return self;
}

RdmProposal *
rdm_proposal_build (RdmDayPlan *before, GPtrArray *lists, gboolean with_reasons)
{
  g_autoptr (RdmDayPlan) after = day_with_lists (before, lists);
  g_autoptr (GHashTable) routes_before = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) routes_after = g_hash_table_new (g_str_hash, g_str_equal);
  Comparing self = { before, after, routes_before, routes_after, proposal_new (before) };

  add_routes (&self, lists);
  add_hands (&self);
  rdm_day_plan_get_figures (before, &self.proposal->before);
  rdm_day_plan_get_figures (after, &self.proposal->after);
  if (with_reasons)
    add_unassigned (&self);
  return self.proposal;
}
