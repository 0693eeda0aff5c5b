/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-changes.h"

/* What is to be evaluated anew, as the caller asked for it; and the routes on which more may have
 * happened. */
typedef struct
{
  GArray *vehicles; /* (element-type guint) */
  GArray *tasks;    /* (element-type guint32) */
  GArray *heads;    /* (element-type guint) */
} Followed;

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
effect_of_route (RdmDayModel *model, RdmRows *rows, const RdmChange *change, Followed *followed)
{
  gint32 vehicle = rdm_day_model_find_route (model, change->id);
  const RdmRoute *any = (const RdmRoute *)(change->after ? change->after : change->before);
  g_autoptr (RdmRoute) now = NULL;
  guint changed = (guint)vehicle;
  RdmModelRoute *entry;
  gboolean has_changed;

  if (vehicle == RDM_VRP_NONE)
    return g_strcmp0 (any->date, model->date) == 0 ? RDM_DAY_OTHER : RDM_DAY_UNTOUCHED;
  entry = rdm_day_model_get_route (model, changed);
  now = rdm_rows_get_route (rows, change->id);
  if (!now || now->start_s != entry->route->start_s || now->end_s != entry->route->end_s
      || !texts_equal (now->drivers, entry->route->drivers))
    return RDM_DAY_OTHER;
  has_changed = !texts_equal (now->stops, entry->route->stops);
  /* The index borrows the id of the row that it was made with. */
  g_hash_table_replace (model->route_index, now->row.id, GINT_TO_POINTER (vehicle + 1));
  g_clear_pointer (&entry->route, rdm_row_unref);
  entry->route = g_steal_pointer (&now);
  if (rdm_day_model_rewrite_state (model, changed) || has_changed)
    g_array_append_val (followed->vehicles, changed);
  g_array_append_val (followed->heads, changed);
  return RDM_DAY_ROUTES;
}

/* --- stops and orders --------------------------------------------------------------------------
 */

static RdmDayEffect
effect_of_stop (RdmDayModel *model, RdmRows *rows, const RdmChange *change, Followed *followed)
{
  RdmModelStop *entry = rdm_day_model_find_stop (model, change->id);
  const RdmStop *now = rdm_rows_get (rows, RDM_ROW_STOP, change->id);
  gint32 vehicle;
  guint changed;

  if (!entry) /* new ones come with their order, which says what day it is */
    return RDM_DAY_UNTOUCHED;
  if (!now || (now->state == RDM_STOP_CANCELLED) != (entry->stop->state == RDM_STOP_CANCELLED))
    return RDM_DAY_OTHER;
  g_hash_table_replace (model->stop_index, now->row.id,
                        g_hash_table_lookup (model->stop_index, change->id));
  rdm_row_unref (entry->stop);
  entry->stop = rdm_row_ref (now);
  vehicle = rdm_day_model_find_route (model, rdm_rows_route_of (rows, change->id));
  changed = (guint)vehicle;
  if (vehicle != RDM_VRP_NONE)
    g_array_append_val (followed->heads, changed);
  return RDM_DAY_ROUTES;
}

static gboolean
ends_equal (const RdmOrderEnd *a, const RdmOrderEnd *b)
{
  return rdm_windows_equal (&a->windows, &b->windows) && a->service_s == b->service_s;
}

static gboolean
ends_lie_alike (const RdmOrderEnd *a, const RdmOrderEnd *b)
{
  return rdm_point_equal (rdm_order_end_stopping_point (a), rdm_order_end_stopping_point (b));
}

/* Whether both are driven to by the same roads, and may be by the same routes. */
static gboolean
orders_lie_alike (const RdmOrder *a, const RdmOrder *b)
{
  return a->kind == b->kind && ends_lie_alike (&a->at, &b->at)
         && ends_lie_alike (&a->from, &b->from) && texts_equal (a->skills, b->skills)
         && g_strcmp0 (a->date, b->date) == 0;
}

/* Whether both ask for the same there. */
static gboolean
orders_ask_alike (const RdmOrder *a, const RdmOrder *b)
{
  return ends_equal (&a->at, &b->at) && ends_equal (&a->from, &b->from)
         && memcmp (&a->loads, &b->loads, sizeof a->loads) == 0 && a->priority == b->priority
         && !a->soft == !b->soft;
}

/* @tasks: see rdm_day_changes_adopt() */
static void
take_order (RdmDayModel *model, RdmModelStop *entry, const RdmOrder *now, GArray *tasks)
{
  gboolean asks_alike = orders_ask_alike (entry->order, now);
  guint32 task = (guint32)entry->task;

  rdm_row_unref (entry->order);
  entry->order = rdm_row_ref (now);
  if (asks_alike || entry->task == RDM_VRP_NONE)
    return;
  rdm_day_model_rewrite_task (model, task);
  g_array_append_val (tasks, task);
}

static RdmDayEffect
effect_of_order (RdmDayModel *model, RdmRows *rows, const RdmChange *change, GArray *tasks)
{
  static const RdmStopRole roles[] = { RDM_STOP_DELIVERY, RDM_STOP_PICKUP };
  const RdmOrder *before = (const RdmOrder *)change->before;
  const RdmOrder *after = (const RdmOrder *)change->after;
  const RdmOrder *now = rdm_rows_get (rows, RDM_ROW_ORDER, change->id);
  RdmDayEffect effect = RDM_DAY_OTHER;

  if (g_strcmp0 (before ? before->date : NULL, model->date) != 0
      && g_strcmp0 (after ? after->date : NULL, model->date) != 0)
    return RDM_DAY_UNTOUCHED;
  for (guint i = 0; now && i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *id = rdm_stop_id (change->id, roles[i]);
      RdmModelStop *entry = rdm_day_model_find_stop (model, id);

      if (!entry)
        continue;
      if (!orders_lie_alike (entry->order, now))
        return RDM_DAY_OTHER;
      take_order (model, entry, now, tasks);
      effect = RDM_DAY_ROUTES;
    }
  return effect;
}

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

/* --- all ---------------------------------------------------------------------------------------
 */

static RdmDayEffect
effect_of (RdmDayModel *model, RdmRows *rows, const RdmChange *change, Followed *followed)
{
  switch (change->kind)
    {
    case RDM_ROW_ROUTE:
      return effect_of_route (model, rows, change, followed);
    case RDM_ROW_STOP:
      return effect_of_stop (model, rows, change, followed);
    case RDM_ROW_ORDER:
      return effect_of_order (model, rows, change, followed->tasks);
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

/* What has happened on a route may be more by now; less is another model's business. */
static RdmDayEffect
follow_heads (RdmDayModel *model, RdmRows *rows, const Followed *followed)
{
  for (guint i = 0; i < followed->heads->len; i++)
    {
      guint vehicle = g_array_index (followed->heads, guint, i);
      RdmModelRoute *entry = rdm_day_model_get_route (model, vehicle);
      guint n_frozen = g_array_index (model->vehicles, RdmVrpVehicle, vehicle).n_frozen;

      entry->n_head = rdm_rows_route_head (rows, entry->route);
      if (!rdm_day_model_rewrite_head (model, vehicle))
        return RDM_DAY_OTHER;
      if (g_array_index (model->vehicles, RdmVrpVehicle, vehicle).n_frozen != n_frozen)
        g_array_append_val (followed->vehicles, vehicle);
    }
  return RDM_DAY_ROUTES;
}

RdmDayEffect
rdm_day_changes_adopt (
    RdmDayModel *model, RdmRows *rows, GPtrArray *changes, GArray *vehicles, GArray *tasks)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (guint));
  Followed followed = { vehicles, tasks, heads };
  RdmDayEffect effect = RDM_DAY_UNTOUCHED;

  for (guint i = 0; i < changes->len && effect != RDM_DAY_OTHER; i++)
    {
      RdmDayEffect one = effect_of (model, rows, g_ptr_array_index (changes, i), &followed);

      effect = MAX (effect, one);
    }
  return effect == RDM_DAY_ROUTES ? follow_heads (model, rows, &followed) : effect;
}
