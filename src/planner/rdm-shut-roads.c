/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-shut-roads.h"

typedef struct
{
  const RdmDayModel *model;
  const RdmTravelTable *table;
  guint vehicle;
} Roads;

/* Whether there is no way from one place to another any more at that time of the day. */
static gboolean
is_shut (const Roads *self, gint32 from, gint32 to, gint64 at_s)
{
  gsize n = self->model->times->n_points;
  guint s = 0;

  if (from == RDM_VRP_NONE || to == RDM_VRP_NONE)
    return FALSE;
  while (s + 1 < self->table->n_spells && self->table->begins_s[s + 1] <= at_s)
    s++;
  return self->table->durations_s[(s * n + (gsize)from) * n + (gsize)to] == RDM_TRAVEL_NEXT_DAY_S;
}

static gboolean
is_frozen (const Roads *self, gint32 task)
{
  const RdmVrpProblem *problem = &self->model->problem;
  const RdmVrpVehicle *vehicle = &problem->vehicles[self->vehicle];

  for (guint i = 0; i < vehicle->n_frozen; i++)
    if (problem->frozen_tasks[vehicle->first_frozen + i] == (guint32)task)
      return TRUE;
  return FALSE;
}

/* The first task that is in the way: the one that is not reached, or, where the one before it is
 * what cannot be left, that one. */
static gint32
find_shut (const Roads *self, const RdmVrpSchedule *schedule)
{
  gint32 before = RDM_VRP_NONE; /* where one was before … */
  gint32 last = RDM_VRP_NONE;   /* … the last place */
  gint32 last_task = RDM_VRP_NONE;

  for (guint i = 0; i < schedule->n_steps; i++)
    {
      const RdmVrpScheduleStep *step = &schedule->steps[i];
      gint32 task = step->kind == RDM_VRP_STEP_TASK ? step->index : RDM_VRP_NONE;

      if (step->location == RDM_VRP_NONE)
        continue;
      if (is_shut (self, last, step->location, step->arrival_s))
        {
          gboolean is_left =
              last_task != RDM_VRP_NONE
              && (task == RDM_VRP_NONE || !is_shut (self, before, step->location, step->arrival_s));
          gint32 shut = is_left ? last_task : task;

          if (shut != RDM_VRP_NONE && !is_frozen (self, shut))
            return shut;
        }
      before = last;
      last = step->location;
      last_task = task;
    }
  return RDM_VRP_NONE;
}

static void
schedule_others (const Roads *self, RdmVrpSchedule *schedule, GHashTable *shut)
{
  g_autoptr (GArray) tasks = g_array_new (FALSE, FALSE, sizeof (gint32));
  RdmVrpSchedule others = { 0 };

  for (guint i = 0; i < schedule->n_steps; i++)
    if (schedule->steps[i].kind == RDM_VRP_STEP_TASK
        && !g_hash_table_contains (shut, GINT_TO_POINTER (schedule->steps[i].index + 1)))
      g_array_append_val (tasks, schedule->steps[i].index);
  if (!rdm_vrp_schedule (&self->model->problem, self->vehicle,
                         (const gint32 *)(gpointer)tasks->data, tasks->len, &others))
    g_error ("Not enough memory for the schedule of a route of %u stops", tasks->len);
  rdm_vrp_schedule_clear (schedule);
  *schedule = others;
}

gboolean
rdm_shut_roads_leave_out (const RdmDayModel *model,
                          guint vehicle,
                          RdmVrpSchedule *schedule,
                          GHashTable *shut)
{
  Roads self = { model, NULL, vehicle };
  gboolean is_any = FALSE;
  gint32 task;

  if (!model->times)
    return FALSE;
  self.table = &model->times->of[model->problem.vehicles[vehicle].profile];
  if (self.table->n_spells == 0)
    return FALSE;
  while ((task = find_shut (&self, schedule)) != RDM_VRP_NONE)
    {
      is_any = TRUE;
      g_hash_table_add (shut, GINT_TO_POINTER (task + 1));
      schedule_others (&self, schedule, shut);
    }
  return is_any;
}
