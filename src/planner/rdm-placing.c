/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-placing.h"

#include "rdm-time.h"

gboolean
rdm_placing_is_moving (const RdmPlacing *self, gint32 task)
{
  return g_hash_table_contains (self->moving, GINT_TO_POINTER (task + 1));
}

static void
set_steps (RdmPlacing *self, guint vehicle, GArray *steps)
{
  if (!rdm_vrp_desk_set_route (self->desk, vehicle, (const gint32 *)(gpointer)steps->data,
                               steps->len))
    g_error ("Not enough memory for a route of %u stops", steps->len);
}

GArray *
rdm_placing_left (RdmPlacing *self, guint vehicle)
{
  const RdmRoute *route = rdm_day_model_get_route (self->model, vehicle)->route;
  g_autoptr (GArray) all = rdm_day_model_steps (self->model, (const char *const *)route->stops);
  GArray *left = g_array_sized_new (FALSE, FALSE, sizeof (gint32), all->len);

  for (guint i = 0; i < all->len; i++)
    {
      gint32 task = g_array_index (all, gint32, i);

      if (!rdm_placing_is_moving (self, task))
        g_array_append_val (left, task);
    }
  return left;
}

/* --- who moves ---------------------------------------------------------------------------------
 */

static void
add_task (RdmPlacing *self, gint32 task)
{
  guint32 moving = (guint32)task;

  if (g_hash_table_add (self->moving, GINT_TO_POINTER (task + 1)))
    g_array_append_val (self->tasks, moving);
}

static void
add_unit (RdmPlacing *self, gint32 task)
{
  const RdmVrpTask *it = &self->model->problem.tasks[task];

  if (it->kind == RDM_VRP_DROP)
    add_task (self, it->partner);
  add_task (self, task);
  if (it->kind == RDM_VRP_PICKUP)
    add_task (self, it->partner);
}

static int
compare_vehicles (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *)a;
  guint y = *(const guint *)b;

  return (x > y) - (x < y);
}

static void
find_sources (RdmPlacing *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->tasks->len; i++)
    {
      gint32 vehicle =
          rdm_vrp_desk_find (self->desk, g_array_index (self->tasks, guint32, i), NULL);
      guint source = (guint)vehicle;

      if (vehicle != RDM_VRP_NONE && g_hash_table_add (seen, GINT_TO_POINTER (vehicle + 1)))
        g_array_append_val (self->sources, source);
    }
  g_array_sort (self->sources, compare_vehicles);
}

static void
clear_schedule (gpointer schedule)
{
  rdm_vrp_schedule_clear (schedule);
}

void
rdm_placing_begin (RdmPlacing *self, RdmDayPlan *day, const char *const *stops)
{
  *self = (RdmPlacing){
    .day = day,
    .model = rdm_day_plan_get_model (day),
    .desk = rdm_day_plan_get_desk (day),
    .tasks = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .moving = g_hash_table_new (NULL, NULL),
    .sources = g_array_new (FALSE, FALSE, sizeof (guint)),
    .before = g_array_new (FALSE, FALSE, sizeof (RdmVrpSchedule)),
  };
  g_array_set_clear_func (self->before, clear_schedule);
  for (guint i = 0; stops[i]; i++)
    {
      gint32 task = rdm_day_model_find_task (self->model, stops[i]);

      if (task != RDM_VRP_NONE)
        add_unit (self, task);
    }
  find_sources (self);
  for (guint i = 0; i < self->sources->len; i++)
    {
      guint source = g_array_index (self->sources, guint, i);
      g_autoptr (GArray) left = rdm_placing_left (self, source);
      RdmVrpSchedule before =
          rdm_vrp_schedule_copy (rdm_vrp_desk_get_schedule (self->desk, source));

      g_array_append_val (self->before, before);
      set_steps (self, source, left);
    }
}

static void
restore (RdmPlacing *self, guint vehicle)
{
  const RdmRoute *route = rdm_day_model_get_route (self->model, vehicle)->route;
  g_autoptr (GArray) steps = rdm_day_model_steps (self->model, (const char *const *)route->stops);

  set_steps (self, vehicle, steps);
}

void
rdm_placing_end (RdmPlacing *self)
{
  if (!self->day)
    return;
  for (guint i = 0; i < self->sources->len; i++)
    restore (self, g_array_index (self->sources, guint, i));
  g_array_unref (self->tasks);
  g_hash_table_unref (self->moving);
  g_array_unref (self->sources);
  g_array_unref (self->before);
  self->day = NULL;
}

/* --- where to ----------------------------------------------------------------------------------
 */

static void
insert_block (GArray *steps, guint position, const guint32 *tasks, guint n_tasks)
{
  g_array_insert_vals (steps, MIN (position, steps->len), tasks, n_tasks);
}

static guint
unit_size (RdmPlacing *self, guint index)
{
  guint32 task = g_array_index (self->tasks, guint32, index);

  return self->model->problem.tasks[task].kind == RDM_VRP_PICKUP ? 2 : 1;
}

static void
place_unit (RdmPlacing *self, guint vehicle, GArray *steps, const guint32 *tasks, guint n_tasks)
{
  guint32 drop_position = 0;
  RdmVrpPrice best = rdm_vrp_best_position (self->desk, tasks, n_tasks, vehicle, &drop_position);

  if (n_tasks == 2 && self->model->problem.tasks[tasks[0]].kind == RDM_VRP_PICKUP)
    {
      insert_block (steps, drop_position, tasks + 1, 1);
      insert_block (steps, best.position, tasks, 1);
    }
  else
    insert_block (steps, best.position, tasks, n_tasks);
  set_steps (self, vehicle, steps);
}

static void
measure (RdmPlacing *self, guint vehicle, const RdmVrpSchedule *before, RdmDelta *delta)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      guint source = g_array_index (self->sources, guint, i);

      if (source != vehicle)
        rdm_delta_add (delta, &g_array_index (self->before, RdmVrpSchedule, i),
                       rdm_vrp_desk_get_schedule (self->desk, source));
    }
  rdm_delta_add (delta, before, rdm_vrp_desk_get_schedule (self->desk, vehicle));
  for (guint i = 0; i < self->sources->len; i++)
    {
      guint source = g_array_index (self->sources, guint, i);

      if (source != vehicle)
        rdm_delta_compare_lateness (delta, rdm_vrp_desk_get_schedule (self->desk, source), NULL,
                                    NULL);
    }
  rdm_delta_compare_lateness (delta, rdm_vrp_desk_get_schedule (self->desk, vehicle), NULL, NULL);
}

/* When the first of them would be served. */
static gint32
find_time (RdmPlacing *self, guint vehicle)
{
  const RdmVrpSchedule *schedule = rdm_vrp_desk_get_schedule (self->desk, vehicle);

  for (guint i = 0; i < schedule->n_steps; i++)
    if (schedule->steps[i].kind == RDM_VRP_STEP_TASK
        && rdm_placing_is_moving (self, schedule->steps[i].index))
      return (gint32)schedule->steps[i].begin_s;
  return RDM_TIME_NONE;
}

static RdmVrpSchedule
schedule_before (RdmPlacing *self, guint vehicle)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (g_array_index (self->sources, guint, i) == vehicle)
      return rdm_vrp_schedule_copy (&g_array_index (self->before, RdmVrpSchedule, i));
  return rdm_vrp_schedule_copy (rdm_vrp_desk_get_schedule (self->desk, vehicle));
}

GArray *
rdm_placing_try (
    RdmPlacing *self, guint vehicle, gboolean in_one_piece, RdmDelta *delta, gint32 *at_s)
{
  const guint32 *tasks = (const guint32 *)(gpointer)self->tasks->data;
  g_auto (RdmVrpSchedule) before = schedule_before (self, vehicle);
  g_autoptr (GArray) left = rdm_placing_left (self, vehicle);
  GArray *steps = g_array_sized_new (FALSE, FALSE, sizeof (gint32), left->len + self->tasks->len);
  guint n_tasks;

  if (left->len > 0)
    g_array_append_vals (steps, left->data, left->len);
  for (guint i = 0; i < self->tasks->len; i += n_tasks)
    {
      n_tasks = in_one_piece ? self->tasks->len : unit_size (self, i);
      place_unit (self, vehicle, steps, tasks + i, n_tasks);
    }
  rdm_delta_init (delta);
  measure (self, vehicle, &before, delta);
  *at_s = find_time (self, vehicle);
  set_steps (self, vehicle, left);
  return steps;
}
