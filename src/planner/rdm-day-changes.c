/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-changes.h"

static gboolean
texts_equal (GStrv a, GStrv b)
{
  if (!a || !b)
    return !(a && *a) && !(b && *b);
  return g_strv_equal ((const char *const *)a, (const char *const *)b);
}

/* --- routes ------------------------------------------------------------------------------------
 */

static RdmDayEffect
effect_of_route (RdmDayModel *model, RdmRows *rows, const RdmChange *change, GArray *vehicles)
{
  gint32 vehicle = rdm_day_model_find_route (model, change->id);
  const RdmRoute *any = (const RdmRoute *)(change->after ? change->after : change->before);
  g_autoptr (RdmRoute) now = NULL;
  RdmModelRoute *entry;

  if (vehicle == RDM_VRP_NONE)
    return g_strcmp0 (any->date, model->date) == 0 ? RDM_DAY_OTHER : RDM_DAY_UNTOUCHED;
  entry = rdm_day_model_get_route (model, (guint)vehicle);
  now = rdm_rows_get_route (rows, change->id);
  if (!now || now->locked != entry->route->locked || now->state != entry->route->state
      || now->start_s != entry->route->start_s || now->end_s != entry->route->end_s
      || !texts_equal (now->drivers, entry->route->drivers)
      || rdm_rows_route_head (rows, now) != entry->n_head)
    return RDM_DAY_OTHER;
  if (!texts_equal (now->stops, entry->route->stops))
    {
      guint changed = (guint)vehicle;

      g_array_append_val (vehicles, changed);
    }
  /* The index borrows the id of the row that it was made with. */
  g_hash_table_replace (model->route_index, now->row.id, GINT_TO_POINTER (vehicle + 1));
  g_clear_pointer (&entry->route, rdm_row_unref);
  entry->route = g_steal_pointer (&now);
  return RDM_DAY_ROUTES;
}

/* --- stops and orders --------------------------------------------------------------------------
 */

static RdmDayEffect
effect_of_stop (RdmDayModel *model, const RdmChange *change)
{
  RdmModelStop *entry = rdm_day_model_find_stop (model, change->id);
  const RdmStop *before = (const RdmStop *)change->before;
  const RdmStop *after = (const RdmStop *)change->after;

  if (!entry) /* new ones come with their order, which says what day it is */
    return RDM_DAY_UNTOUCHED;
  if (!before || !after || before->state != after->state)
    return RDM_DAY_OTHER;
  g_hash_table_replace (model->stop_index, after->row.id,
                        g_hash_table_lookup (model->stop_index, change->id));
  g_clear_pointer (&entry->stop, rdm_row_unref);
  entry->stop = rdm_row_ref (after);
  return RDM_DAY_ROUTES;
}

static gboolean
ends_equal (const RdmOrderEnd *a, const RdmOrderEnd *b)
{
  return rdm_point_equal (a->point, b->point) && rdm_windows_equal (&a->windows, &b->windows)
         && a->service_s == b->service_s;
}

/* Whether both are the same to a planner. */
static gboolean
orders_plan_alike (const RdmOrder *a, const RdmOrder *b)
{
  return a->kind == b->kind && ends_equal (&a->at, &b->at) && ends_equal (&a->from, &b->from)
         && memcmp (&a->loads, &b->loads, sizeof a->loads) == 0 && a->priority == b->priority
         && !a->soft == !b->soft && texts_equal (a->skills, b->skills)
         && g_strcmp0 (a->date, b->date) == 0;
}

static RdmDayEffect
effect_of_order (RdmDayModel *model, const RdmChange *change)
{
  static const RdmStopRole roles[] = { RDM_STOP_DELIVERY, RDM_STOP_PICKUP };
  const RdmOrder *before = (const RdmOrder *)change->before;
  const RdmOrder *after = (const RdmOrder *)change->after;

  if (g_strcmp0 (before ? before->date : NULL, model->date) != 0
      && g_strcmp0 (after ? after->date : NULL, model->date) != 0)
    return RDM_DAY_UNTOUCHED;
  if (!before || !after || !orders_plan_alike (before, after))
    return RDM_DAY_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *id = rdm_stop_id (change->id, roles[i]);
      RdmModelStop *entry = rdm_day_model_find_stop (model, id);

      if (!entry)
        continue;
      g_clear_pointer (&entry->order, rdm_row_unref);
      entry->order = rdm_row_ref (after);
    }
  return RDM_DAY_ROUTES;
}

/* --- all ---------------------------------------------------------------------------------------
 */

static RdmDayEffect
effect_of (RdmDayModel *model, RdmRows *rows, const RdmChange *change, GArray *vehicles)
{
  switch (change->kind)
    {
    case RDM_ROW_ROUTE:
      return effect_of_route (model, rows, change, vehicles);
    case RDM_ROW_STOP:
/* --- closures ----------------------------------------------------------------------------------
 */

static gboolean
holds_on (const RdmRow *row, const char *date)
{
  return row && rdm_road_closure_holds_on ((const RdmRoadClosure *)row, date);
}

static RdmDayEffect
effect_of_closure (RdmDayModel *model, const RdmChange *change)
{
  return holds_on (change->before, model->date) || holds_on (change->after, model->date)
             ? RDM_DAY_OTHER
             : RDM_DAY_UNTOUCHED;
}

      return effect_of_stop (model, change);
    case RDM_ROW_ORDER:
      return effect_of_order (model, change);
    case RDM_ROW_CLOSURE:
      return effect_of_closure (model, change);
    case RDM_ROW_SETTINGS:
    case RDM_ROW_VEHICLE:
    case RDM_ROW_DRIVER:
    case RDM_ROW_SHIFT:
      return RDM_DAY_OTHER;
    default:
      return RDM_DAY_UNTOUCHED;
    }
}

RdmDayEffect
rdm_day_changes_adopt (RdmDayModel *model, RdmRows *rows, GPtrArray *changes, GArray *vehicles)
{
  RdmDayEffect effect = RDM_DAY_UNTOUCHED;

  for (guint i = 0; i < changes->len && effect != RDM_DAY_OTHER; i++)
    {
      RdmDayEffect one = effect_of (model, rows, g_ptr_array_index (changes, i), vehicles);

      effect = MAX (effect, one);
    }
  return effect;
}
